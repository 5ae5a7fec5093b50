/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* GET PERFORMANCE data (MMC-6 6.7.3) and SET STREAMING parameters (MMC-6 6.40.3). */
#ifndef OPENIMAPI_MMC_PERFORMANCE_H
#define OPENIMAPI_MMC_PERFORMANCE_H

#include "base/status.h"
#include "base/wire.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum mmc_performance_type {
    MMC_PERFORMANCE_TYPE_PERFORMANCE = 0x00,
    MMC_PERFORMANCE_TYPE_UNUSABLE_AREA = 0x01,
    MMC_PERFORMANCE_TYPE_DEFECT_STATUS = 0x02,
    MMC_PERFORMANCE_TYPE_WRITE_SPEED = 0x03,
};

/** Head of every GET PERFORMANCE reply. */
struct mmc_performance_header_wire {
    be32 data_length; /* bytes after this field */
    uint8_t flags;    /* enum mmc_performance_header_bits */
    uint8_t reserved[3];
};
WIRE_SIZE(struct mmc_performance_header_wire, 8);

enum mmc_performance_header_bits {
    MMC_PERFORMANCE_HEADER_BITS_EXCEPT = 0x01,
    MMC_PERFORMANCE_HEADER_BITS_WRITE = 0x02,
};

/** Nominal performance descriptor, type 00h. Performance in kB/s. */
struct mmc_nominal_performance_wire {
    be32 start_lba;
    be32 start_performance;
    be32 end_lba;
    be32 end_performance;
};
WIRE_SIZE(struct mmc_nominal_performance_wire, 16);

/** Write speed descriptor, type 03h. Speeds in kB/s. */
struct mmc_write_speed_wire {
    uint8_t flags; /* enum mmc_write_speed_bits */
    uint8_t reserved[3];
    be32 end_lba;
    be32 read_speed;
    be32 write_speed;
};
WIRE_SIZE(struct mmc_write_speed_wire, 16);
WIRE_AT(struct mmc_write_speed_wire, write_speed, 12);

enum mmc_write_speed_bits {
    MMC_WRITE_SPEED_BITS_MRW = 0x01,
    MMC_WRITE_SPEED_BITS_EXACT = 0x02,
    MMC_WRITE_SPEED_BITS_RDD = 0x04,
    MMC_WRITE_SPEED_BITS_ROTATION_MASK = 0x18, /* enum mmc_rotation of mode_pages.h */
    MMC_WRITE_SPEED_BITS_ROTATION_SHIFT = 3,
};

/** SET STREAMING performance descriptor: `size` kilobytes in `time` milliseconds. */
struct mmc_streaming_wire {
    uint8_t flags; /* enum mmc_streaming_bits */
    uint8_t reserved[3];
    be32 start_lba;
    be32 end_lba;
    be32 read_size;
    be32 read_time;
    be32 write_size;
    be32 write_time;
};
WIRE_SIZE(struct mmc_streaming_wire, 28);
WIRE_AT(struct mmc_streaming_wire, write_size, 20);

enum mmc_streaming_bits {
    MMC_STREAMING_BITS_RA = 0x01,
    MMC_STREAMING_BITS_EXACT = 0x02,
    MMC_STREAMING_BITS_RDD = 0x04,
    MMC_STREAMING_BITS_ROTATION_MASK = 0x18, /* enum mmc_rotation of mode_pages.h */
    MMC_STREAMING_BITS_ROTATION_SHIFT = 3,
};

/** One speed a drive can write the present medium at. */
struct mmc_write_speed {
    uint32_t kb_per_s; /* of 1000 bytes */
    bool is_pure_cav;
};

/** More than any drive lists. */
#define MMC_WRITE_SPEEDS_MAXIMUM 64

/** Write speeds, as the drive orders them. */
struct mmc_write_speeds {
    uint32_t count;
    struct mmc_write_speed speed[MMC_WRITE_SPEEDS_MAXIMUM];
};

/** Appends a speed unless it is 0, already there, or the list is full. */
void mmc_write_speeds_add(struct mmc_write_speeds *speeds, struct mmc_write_speed speed);

/**
 * Decodes the whole descriptors of a type 03h reply, which may tell of more than it holds.
 * STATUS_INVALID_RESPONSE: no header, or one that denies its own length.
 */
enum status mmc_write_speeds_parse(const void *data, size_t size, struct mmc_write_speeds *speeds);

#endif
