/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* READ DISC STRUCTURE data (MMC-6 6.22.3). */
#ifndef OPENIMAPI_MMC_DISC_STRUCTURE_H
#define OPENIMAPI_MMC_DISC_STRUCTURE_H

#include "base/status.h"
#include "base/wire.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct mmc_drive;

enum mmc_disc_structure_media {
    MMC_DISC_STRUCTURE_MEDIA_DVD = 0, /* and HD DVD */
    MMC_DISC_STRUCTURE_MEDIA_BD = 1,
};

enum mmc_disc_structure_format {
    MMC_DISC_STRUCTURE_FORMAT_PHYSICAL = 0x00,
    MMC_DISC_STRUCTURE_FORMAT_COPYRIGHT = 0x01,
    MMC_DISC_STRUCTURE_FORMAT_BCA = 0x03,
    MMC_DISC_STRUCTURE_FORMAT_MANUFACTURING = 0x04,
    MMC_DISC_STRUCTURE_FORMAT_CARTRIDGE = 0x09,
    MMC_DISC_STRUCTURE_FORMAT_SPARE_AREA = 0x0A,
    MMC_DISC_STRUCTURE_FORMAT_PRE_RECORDED = 0x0E,
    MMC_DISC_STRUCTURE_FORMAT_RECORDED_PHYSICAL = 0x10,
    MMC_DISC_STRUCTURE_FORMAT_ADIP = 0x11,
    MMC_DISC_STRUCTURE_FORMAT_LAYER_CAPACITY = 0x20,
    MMC_DISC_STRUCTURE_FORMAT_DISC_CONTROL_BLOCK = 0x30,
    MMC_DISC_STRUCTURE_FORMAT_WRITE_PROTECTION = 0xC0,
    MMC_DISC_STRUCTURE_FORMAT_LIST = 0xFF,
};

/** Head of every reply; also of the data of SEND DISC STRUCTURE. */
struct mmc_disc_structure_header_wire {
    be16 data_length; /* bytes after this field */
    uint8_t reserved[2];
};
WIRE_SIZE(struct mmc_disc_structure_header_wire, 4);

/** Format 00h, the meaningful part of the physical format information. */
struct mmc_physical_format_wire {
    uint8_t book;    /* enum mmc_book_type in bits 7-4, part version in bits 3-0 */
    uint8_t size;    /* disc size in bits 7-4, maximum rate in bits 3-0 */
    uint8_t layers;  /* enum mmc_physical_format_layer_bits */
    uint8_t density; /* linear density in bits 7-4, track density in bits 3-0 */
    uint8_t zero_4;
    be24 first_sector; /* physical sector number of the data area, 030000h */
    uint8_t zero_8;
    be24 last_sector;
    uint8_t zero_12;
    be24 last_sector_of_layer_0;
    uint8_t bca; /* bit 7: burst cutting area exists */
};
WIRE_SIZE(struct mmc_physical_format_wire, 17);
WIRE_AT(struct mmc_physical_format_wire, last_sector, 9);

/** Physical sector number at which the data area of a DVD begins. */
#define MMC_PHYSICAL_FORMAT_FIRST_SECTOR 0x030000

enum mmc_book_type {
    MMC_BOOK_TYPE_DVD_ROM = 0x0,
    MMC_BOOK_TYPE_DVD_RAM = 0x1,
    MMC_BOOK_TYPE_DVD_R = 0x2,
    MMC_BOOK_TYPE_DVD_RW = 0x3,
    MMC_BOOK_TYPE_DVD_PLUS_RW = 0x9,
    MMC_BOOK_TYPE_DVD_PLUS_R = 0xA,
    MMC_BOOK_TYPE_DVD_PLUS_RW_DL = 0xD,
    MMC_BOOK_TYPE_DVD_PLUS_R_DL = 0xE,
};

enum mmc_physical_format_layer_bits {
    MMC_PHYSICAL_FORMAT_LAYER_BITS_TYPE_MASK = 0x0F, /* 1 embossed, 2 recordable, 4 rewritable */
    MMC_PHYSICAL_FORMAT_LAYER_BITS_OPPOSITE_TRACK_PATH = 0x10,
    MMC_PHYSICAL_FORMAT_LAYER_BITS_COUNT_MASK = 0x60, /* layers less one */
    MMC_PHYSICAL_FORMAT_LAYER_BITS_COUNT_SHIFT = 5,
};

/** Format C0h, write protection status. */
struct mmc_write_protection_wire {
    uint8_t flags; /* enum mmc_write_protection_bits */
    uint8_t reserved[3];
};
WIRE_SIZE(struct mmc_write_protection_wire, 4);

enum mmc_write_protection_bits {
    MMC_WRITE_PROTECTION_BITS_SWPP = 0x01, /* by software, until power-down */
    MMC_WRITE_PROTECTION_BITS_PWP = 0x02,  /* persistent */
    MMC_WRITE_PROTECTION_BITS_CWP = 0x04,  /* by the cartridge */
    MMC_WRITE_PROTECTION_BITS_MSWI = 0x08, /* for a reason of the medium's kind */
};

/** Format 20h, layer boundary information: how much of layer 0 holds data. */
struct mmc_layer_capacity_wire {
    uint8_t flags; /* enum mmc_layer_capacity_bits */
    uint8_t reserved[3];
    be32 layer_0_blocks;
};
WIRE_SIZE(struct mmc_layer_capacity_wire, 8);

enum mmc_layer_capacity_bits {
    MMC_LAYER_CAPACITY_BITS_FIXED = 0x80, /* it cannot be changed any more */
};

/** Format 30h: head of a disc control block. */
struct mmc_disc_control_block_wire {
    be32 content_descriptor; /* MMC_DISC_CONTROL_BLOCK_WRITE_INHIBIT, ... */
    be32 unknown_content_descriptor_actions;
    uint8_t vendor_id[32];
    uint8_t content[];
};
WIRE_SIZE(struct mmc_disc_control_block_wire, 40);

/** "WDC": write inhibit. */
#define MMC_DISC_CONTROL_BLOCK_WRITE_INHIBIT 0x57444300u

/** Format FFh: one entry of the list of structures. */
struct mmc_disc_structure_entry_wire {
    uint8_t format;
    uint8_t flags; /* enum mmc_disc_structure_entry_bits */
    be16 length;
};
WIRE_SIZE(struct mmc_disc_structure_entry_wire, 4);

enum mmc_disc_structure_entry_bits {
    MMC_DISC_STRUCTURE_ENTRY_BITS_READABLE = 0x40,
    MMC_DISC_STRUCTURE_ENTRY_BITS_SENDABLE = 0x80,
};

/** What format 00h tells of the medium. */
struct mmc_physical_format {
    uint8_t book_type; /* enum mmc_book_type */
    uint8_t layer_count;
};

/** Decodes a whole reply, header included. STATUS_INVALID_RESPONSE: no three bytes of data in it.
 */
enum status mmc_physical_format_parse(const void *data, size_t size,
                                      struct mmc_physical_format *format);

/** READ DISC STRUCTURE, format 00h of layer 0 of a DVD. */
enum status mmc_physical_format_read(struct mmc_drive *drive, struct mmc_physical_format *format);

/** Decodes a format C0h reply to enum mmc_write_protection_bits. STATUS_INVALID_RESPONSE: no data.
 */
enum status mmc_write_protection_parse(const void *data, size_t size, uint8_t *bits);

#endif
