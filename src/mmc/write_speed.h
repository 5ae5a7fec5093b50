/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Write speeds: what the drive offers, what is set, setting it. */
#ifndef OPENIMAPI_MMC_WRITE_SPEED_H
#define OPENIMAPI_MMC_WRITE_SPEED_H

#include "base/status.h"
#include "mmc/media_type.h"
#include "mmc/performance.h"

#include <stdbool.h>
#include <stdint.h>

struct mmc_drive;
struct mmc_medium;

/** Sectors per second that stand for the fastest speed. */
#define MMC_WRITE_SPEED_FASTEST UINT32_MAX

/** Sectors per second of kilobytes per second, rounded down. */
uint32_t mmc_write_speed_sectors(enum mmc_media_type type, uint32_t kb_per_s);

/** Kilobytes per second of sectors per second, rounded up. */
uint32_t mmc_write_speed_kb(enum mmc_media_type type, uint32_t sectors_per_s);

/**
 * The speeds offered with an identified medium: from GET PERFORMANCE, else the descriptors of mode
 * page 2Ah, else its single maximum. Duplicates are left out. STATUS_INVALID_RESPONSE: page 2Ah
 * contradicts itself. Else fails as mmc_drive_read_reply.
 */
enum status mmc_write_speeds_read(struct mmc_drive *drive, const struct mmc_medium *medium,
                                  struct mmc_write_speeds *speeds);

/**
 * The speed set now, from mode page 2Ah. STATUS_NOT_SUPPORTED: the page is too short to tell.
 * STATUS_INVALID_RESPONSE: it contradicts itself. Else fails as mmc_drive_read_reply.
 */
enum status mmc_write_speed_current(struct mmc_drive *drive, struct mmc_write_speed *speed);

/** What became of a wish for a speed. */
enum mmc_speed_adjustment {
    MMC_SPEED_ADJUSTMENT_NONE = 0,
    MMC_SPEED_ADJUSTMENT_SPEED = 1,
    MMC_SPEED_ADJUSTMENT_ROTATION = 2,
    MMC_SPEED_ADJUSTMENT_BOTH = 3,
};

/** A wish, and what became of it. */
struct mmc_speed_wish {
    uint32_t sectors_per_s; /* MMC_WRITE_SPEED_FASTEST for the fastest */
    bool is_pure_cav;
};
struct mmc_speed_set {
    enum mmc_speed_adjustment adjustment;
    struct mmc_write_speed current; /* as page 2Ah tells it now; 0 kB/s when it does not */
};

/**
 * Sets the speed of `speeds` nearest to the wish (the lower of two equally near), by SET STREAMING
 * or else SET CD SPEED, and tells how it differs from the wish; the fastest never does. `speeds` is
 * what mmc_write_speeds_read gave for the medium; the fastest needs none. Fails as
 * mmc_drive_execute.
 */
enum status mmc_write_speed_set(struct mmc_drive *drive, enum mmc_media_type type,
                                const struct mmc_speed_wish *wish,
                                const struct mmc_write_speeds *speeds, struct mmc_speed_set *set);

#endif
