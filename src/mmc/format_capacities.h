/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* READ FORMAT CAPACITIES data (MMC-6 6.23.3) and FORMAT UNIT parameters (MMC-6 6.4.3). */
#ifndef OPENIMAPI_MMC_FORMAT_CAPACITIES_H
#define OPENIMAPI_MMC_FORMAT_CAPACITIES_H

#include "base/status.h"
#include "base/wire.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct mmc_drive;

/** Capacity list header. */
struct mmc_capacity_list_header_wire {
    uint8_t reserved[3];
    uint8_t length; /* bytes after this field */
};
WIRE_SIZE(struct mmc_capacity_list_header_wire, 4);

/** Current/maximum capacity descriptor. */
struct mmc_current_capacity_wire {
    be32 blocks;
    uint8_t type; /* enum mmc_capacity_type in bits 1-0 */
    be24 block_length;
};
WIRE_SIZE(struct mmc_current_capacity_wire, 8);

enum mmc_capacity_type {
    MMC_CAPACITY_TYPE_RESERVED = 0,
    MMC_CAPACITY_TYPE_UNFORMATTED = 1,
    MMC_CAPACITY_TYPE_FORMATTED = 2,
    MMC_CAPACITY_TYPE_NO_MEDIUM = 3,
};

/** Formattable capacity descriptor, and the one format descriptor of FORMAT UNIT. */
struct mmc_format_descriptor_wire {
    be32 blocks;
    uint8_t type; /* enum mmc_format_type in bits 7-2, subtype in bits 1-0 */
    be24 parameter;
};
WIRE_SIZE(struct mmc_format_descriptor_wire, 8);

#define MMC_FORMAT_TYPE_SHIFT 2

enum mmc_format_type {
    MMC_FORMAT_TYPE_FULL = 0x00,
    MMC_FORMAT_TYPE_SPARE_EXPANSION = 0x01,
    MMC_FORMAT_TYPE_ZONE_REFORMAT = 0x04,
    MMC_FORMAT_TYPE_CD_RW_FULL = 0x10, /* CD-RW and DVD-RW */
    MMC_FORMAT_TYPE_GROW_SESSION = 0x11,
    MMC_FORMAT_TYPE_ADD_SESSION = 0x12,
    MMC_FORMAT_TYPE_QUICK_GROW = 0x13,
    MMC_FORMAT_TYPE_QUICK_ADD_SESSION = 0x14,
    MMC_FORMAT_TYPE_QUICK = 0x15,
    MMC_FORMAT_TYPE_MRW = 0x24,
    MMC_FORMAT_TYPE_DVD_PLUS_RW = 0x26,
    MMC_FORMAT_TYPE_BD_RE_SPARES = 0x30,
    MMC_FORMAT_TYPE_BD_RE_NO_SPARES = 0x31,
    MMC_FORMAT_TYPE_BD_R_SPARES = 0x32,
};

/** FORMAT UNIT parameter list: header and one descriptor (MMC-6 6.4.3). */
struct mmc_format_parameters_wire {
    uint8_t reserved;
    uint8_t flags; /* enum mmc_format_parameters_bits */
    be16 descriptor_length;
    struct mmc_format_descriptor_wire descriptor;
};
WIRE_SIZE(struct mmc_format_parameters_wire, 12);
WIRE_AT(struct mmc_format_parameters_wire, descriptor, 4);

enum mmc_format_parameters_bits {
    MMC_FORMAT_PARAMETERS_BITS_VS = 0x01,
    MMC_FORMAT_PARAMETERS_BITS_IMMED = 0x02,
    MMC_FORMAT_PARAMETERS_BITS_TRY_OUT = 0x04,
    MMC_FORMAT_PARAMETERS_BITS_IP = 0x08,
    MMC_FORMAT_PARAMETERS_BITS_STPF = 0x10,
    MMC_FORMAT_PARAMETERS_BITS_DCRT = 0x20,
    MMC_FORMAT_PARAMETERS_BITS_DPRY = 0x40,
    MMC_FORMAT_PARAMETERS_BITS_FOV = 0x80,
};

/** Bits of the type-dependent parameter of format type 26h, DVD+RW. */
enum mmc_format_dvd_plus_rw_bits {
    MMC_FORMAT_DVD_PLUS_RW_BITS_RESTART = 0x01,
    MMC_FORMAT_DVD_PLUS_RW_BITS_QUICK_START = 0x02,
};

/** Number of blocks by which format type 26h asks for the whole medium. */
#define MMC_FORMAT_BLOCKS_ALL 0xFFFFFFFFu

/** Most formattable descriptors one reply can hold after the current one. */
#define MMC_FORMAT_CAPACITIES_MAXIMUM 30

/** One way to format the medium. */
struct mmc_format_capacity {
    uint8_t type; /* enum mmc_format_type */
    uint32_t blocks;
    uint32_t parameter; /* block length or spare packet size, by type */
};

/** READ FORMAT CAPACITIES, decoded. */
struct mmc_format_capacities {
    enum mmc_capacity_type current_type;
    uint32_t current_blocks; /* formatted, or the most possible when unformatted */
    uint32_t block_length;
    uint32_t count;
    struct mmc_format_capacity formattable[MMC_FORMAT_CAPACITIES_MAXIMUM];
};

/**
 * Decodes a whole reply. STATUS_INVALID_RESPONSE: no current descriptor, a length that is not a
 * multiple of descriptors, or fewer bytes than it says itself.
 */
enum status mmc_format_capacities_parse(const void *data, size_t size,
                                        struct mmc_format_capacities *capacities);

/** READ FORMAT CAPACITIES. Fails as mmc_drive_read_reply and mmc_format_capacities_parse. */
enum status mmc_format_capacities_read(struct mmc_drive *drive,
                                       struct mmc_format_capacities *capacities);

/** The first formattable descriptor of `type`; NULL when there is none. Borrowed. */
const struct mmc_format_capacity *
mmc_format_capacities_find(const struct mmc_format_capacities *capacities,
                           enum mmc_format_type type);

/** The parameter list of FORMAT UNIT that asks for `format` and returns at once. */
struct mmc_format_parameters_wire mmc_format_parameters_of(struct mmc_format_capacity format);

#endif
