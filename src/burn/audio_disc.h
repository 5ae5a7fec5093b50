/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Recording audio tracks on a blank CD, track at once (MMC-6 4.2.3.5). */
#ifndef OPENIMAPI_BURN_AUDIO_DISC_H
#define OPENIMAPI_BURN_AUDIO_DISC_H

#include "base/status.h"
#include "burn/cd_recording.h"
#include "mmc/toc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Bytes of a sector of audio: 588 samples of two channels, 16 bits each, low byte first. */
#define BURN_AUDIO_SECTOR_BYTES 2352

/** Tracks have at least four seconds (IEC 60908); what is shorter is followed by silence. */
#define BURN_AUDIO_TRACK_SECTORS_MINIMUM 300

/** Tracks a disc can have. */
#define BURN_AUDIO_TRACKS_MAXIMUM MMC_TOC_TRACKS_MAXIMUM

/** A disc that is being recorded. Zeroed by its preparation; read by whoever likes between calls.
 */
struct burn_audio_disc {
    uint32_t total_sectors; /* as if one track were all */
    uint32_t free_sectors;  /* what the next track can take */
    uint32_t track_count;   /* complete ones */
    int32_t track_starts[BURN_AUDIO_TRACKS_MAXIMUM];
    int32_t lead_out_start; /* where it would be, were the disc closed now */
    bool has_broken_track;  /* the drive failed in the one after these */
};

struct burn_audio_options {
    struct burn_cd_options common;
    bool is_disc_left_open; /* after its session is closed, another one can follow */
    bool is_verified;       /* tracks and disc: that the drive tells of them */
};

/**
 * Takes the drive and prepares the blank CD in it; `disc` tells of it from then on. `*result` is
 * filled whatever happens, and tells more than the status: STATUS_NOT_SUPPORTED and
 * STATUS_NOT_EMPTY (medium), and those of mmc_condition_status for what the drive did. On failure
 * the drive is given back.
 */
enum status burn_audio_disc_prepare(struct mmc_drive *drive, struct burn_audio_disc *disc,
                                    struct burn_cd_result *result);

/**
 * Records one track. `observer` and `cancel` may be NULL. A track that was cancelled, or whose
 * reader failed, is kept as far as it was recorded, and is one of the disc's then.
 * STATUS_INVALID_ARGUMENT (STREAM_NOT_SUPPORTED), STATUS_TOO_MANY (TRACK_LIMIT), STATUS_NO_SPACE,
 * STATUS_CHANGED (MEDIUM_CHANGED), STATUS_END_OF_DATA, STATUS_MISMATCH (verification),
 * STATUS_CANCELLED, STATUS_NO_MEMORY, the reader's own (STATUS_FOREIGN), and those of
 * mmc_condition_status. Nothing is written before all checks have passed.
 */
enum status burn_audio_disc_add(struct mmc_drive *drive, struct burn_audio_disc *disc,
                                const struct burn_audio_options *options,
                                const struct burn_cd_source *source,
                                const struct burn_cd_observer *observer, struct burn_cancel *cancel,
                                struct burn_cd_result *result);

/**
 * Closes session and disc, if there is a track on it, and gives the drive back, whatever happens.
 * STATUS_MISMATCH (verification), and those of mmc_condition_status.
 */
enum status burn_audio_disc_release(struct mmc_drive *drive, struct burn_audio_disc *disc,
                                    const struct burn_audio_options *options,
                                    const struct burn_cd_observer *observer,
                                    struct burn_cd_result *result);

#endif
