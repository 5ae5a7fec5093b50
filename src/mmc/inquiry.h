/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Standard INQUIRY data (SPC-4 6.4.2, MMC-6 6.8). */
#ifndef OPENIMAPI_MMC_INQUIRY_H
#define OPENIMAPI_MMC_INQUIRY_H

#include "base/status.h"
#include "base/wire.h"

#include <stddef.h>
#include <stdint.h>

struct mmc_drive;

/** Texts are ASCII, padded with blanks, not terminated. */
struct mmc_inquiry_wire {
    uint8_t peripheral; /* device type in bits 4-0 */
    uint8_t removable;  /* bit 7 */
    uint8_t version;
    uint8_t response_format;   /* bits 3-0: 2 */
    uint8_t additional_length; /* bytes after this field */
    uint8_t flags[3];
    char vendor[8];
    char product[16];
    char revision[4];
};
WIRE_SIZE(struct mmc_inquiry_wire, 36);
WIRE_AT(struct mmc_inquiry_wire, vendor, 8);

enum mmc_inquiry_peripheral {
    MMC_INQUIRY_PERIPHERAL_TYPE_MASK = 0x1F,
    MMC_INQUIRY_PERIPHERAL_MULTIMEDIA = 0x05,
};

enum mmc_inquiry_removable {
    MMC_INQUIRY_REMOVABLE_RMB = 0x80,
};

/** Who the drive is. Trailing blanks are kept; bytes that are not printable became blanks. */
struct mmc_inquiry {
    uint8_t device_type;
    char vendor[8 + 1];
    char product[16 + 1];
    char revision[4 + 1];
};

/** Decodes a reply; texts it is too short for are empty. STATUS_INVALID_RESPONSE: under 5 bytes. */
enum status mmc_inquiry_parse(const void *data, size_t size, struct mmc_inquiry *inquiry);

/** INQUIRY, which needs no medium. Fails as mmc_drive_read_reply and mmc_inquiry_parse. */
enum status mmc_inquiry_read(struct mmc_drive *drive, struct mmc_inquiry *inquiry);

#endif
