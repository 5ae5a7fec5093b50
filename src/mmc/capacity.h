/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* READ CAPACITY data (MMC-6 6.18.3). */
#ifndef OPENIMAPI_MMC_CAPACITY_H
#define OPENIMAPI_MMC_CAPACITY_H

#include "base/status.h"
#include "base/wire.h"

#include <stddef.h>
#include <stdint.h>

struct mmc_drive;

struct mmc_capacity_wire {
    be32 last_lba;
    be32 block_length;
};
WIRE_SIZE(struct mmc_capacity_wire, 8);

/** READ CAPACITY, decoded. */
struct mmc_capacity {
    uint32_t blocks; /* 0 when the drive tells of none */
    uint32_t block_length;
};

/**
 * Decodes a reply. A last address of 0 or FFFFFFFFh tells of no blocks.
 * STATUS_INVALID_RESPONSE: fewer than 8 bytes, or a block length that is no power of two.
 */
enum status mmc_capacity_parse(const void *data, size_t size, struct mmc_capacity *capacity);

/** READ CAPACITY. Fails as mmc_drive_read_reply and mmc_capacity_parse. */
enum status mmc_capacity_read(struct mmc_drive *drive, struct mmc_capacity *capacity);

#endif
