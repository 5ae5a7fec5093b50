/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Recording a raw image on a blank CD, from lead-in to lead-out at once (MMC-6 4.2.3.7). */
#ifndef OPENIMAPI_BURN_RAW_DISC_H
#define OPENIMAPI_BURN_RAW_DISC_H

#include "base/status.h"
#include "burn/cd_recording.h"

#include <stdbool.h>
#include <stdint.h>

/** Sectors of a lead-in that starts at 95:00:00 and ends before address -150. */
#define BURN_RAW_LEAD_IN_SECTORS 22500

/** Sectors of the lead-out of a disc's first session, 90 seconds. */
#define BURN_RAW_LEAD_OUT_SECTORS 6750

/** What follows the 2352 bytes of a sector. */
enum burn_raw_sector {
    BURN_RAW_SECTOR_PQ,     /* P and Q, formatted: 16 bytes */
    BURN_RAW_SECTOR_COOKED, /* P and Q, and packs of R to W without parity: 96 bytes */
    BURN_RAW_SECTOR_RAW,    /* P to W as they are on the disc: 96 bytes */
    BURN_RAW_SECTOR_COUNT
};

/** Bytes of a sector in the image. */
uint32_t burn_raw_sector_bytes(enum burn_raw_sector sector);

/** A disc that was prepared. Zeroed by its preparation; read by whoever likes between calls. */
struct burn_raw_disc {
    int32_t start;                     /* where recording begins: the lead-in */
    int32_t last_lead_out_start;       /* the last possible one */
    bool takes[BURN_RAW_SECTOR_COUNT]; /* by the drive */
};

struct burn_raw_options {
    struct burn_cd_options common;
    enum burn_raw_sector sector;
    int32_t image_start; /* address of the image's first sector */
};

/**
 * Takes the drive, prepares the blank CD in it and sets the speed; `disc` tells of it from then on.
 * `*result` is filled whatever happens, and tells more than the status: STATUS_NOT_SUPPORTED and
 * STATUS_NOT_EMPTY (medium), and those of mmc_condition_status for what the drive did. On failure
 * the drive is given back.
 */
enum status burn_raw_disc_prepare(struct mmc_drive *drive, const struct burn_cd_options *options,
                                  struct burn_raw_disc *disc, struct burn_cd_result *result);

/**
 * Records the image, except for what comes before the disc begins. `observer` and `cancel` may be
 * NULL. STATUS_INVALID_ARGUMENT (STREAM_NOT_SUPPORTED, LEAD_IN_TOO_SHORT), STATUS_NOT_SUPPORTED
 * (BLOCK_TYPE), STATUS_NO_SPACE, STATUS_NOT_EMPTY (medium), STATUS_CHANGED (MEDIUM_CHANGED),
 * STATUS_END_OF_DATA, STATUS_CANCELLED, STATUS_NO_MEMORY, the reader's own (STATUS_FOREIGN), and
 * those of mmc_condition_status. Nothing is written before all checks have passed; what is written
 * of a disc that was not finished is lost.
 */
enum status burn_raw_disc_write(struct mmc_drive *drive, const struct burn_raw_disc *disc,
                                const struct burn_raw_options *options,
                                const struct burn_cd_source *source,
                                const struct burn_cd_observer *observer, struct burn_cancel *cancel,
                                struct burn_cd_result *result);

/** Gives the drive back. */
void burn_raw_disc_release(struct mmc_drive *drive);

#endif
