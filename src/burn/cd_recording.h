/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What recording audio tracks and recording raw images have in common: a blank CD is prepared,
 * recorded and released, in calls of their own. Between them the drive's tray is locked and nobody
 * else may use the drive; exclusive access is the caller's business. Every call runs on the
 * caller's thread, which alone sees reader and observer.
 */
#ifndef OPENIMAPI_BURN_CD_RECORDING_H
#define OPENIMAPI_BURN_CD_RECORDING_H

#include "base/status.h"
#include "burn/cancel.h"
#include "burn/engine.h"
#include "burn/reader.h"
#include "mmc/drive.h"
#include "mmc/write_speed.h"

#include <stdbool.h>
#include <stdint.h>

/** What is going on. Values are those of IMAPI_FORMAT2_TAO_WRITE_ACTION and, but for the last one,
 * of IMAPI_FORMAT2_RAW_CD_WRITE_ACTION. */
enum burn_cd_action {
    BURN_CD_ACTION_PREPARING = 1,
    BURN_CD_ACTION_WRITING = 2,
    BURN_CD_ACTION_FINISHING = 3,
    BURN_CD_ACTION_VERIFYING = 4,
};

/** A report: times in seconds, which never add up to 0. */
struct burn_cd_progress {
    enum burn_cd_action action;
    uint32_t track;                     /* that is recorded or was last; 0 in raw images */
    struct burn_engine_progress engine; /* sector_count is never 0 */
    uint32_t elapsed_s;
    uint32_t remaining_s;
};

/** Told at every change of action, and regularly during the long ones. */
struct burn_cd_observer {
    void (*report)(void *context, const struct burn_cd_progress *progress);
    void *context;
};

struct burn_cd_options {
    bool is_buffer_underrun_free_disabled;
    struct mmc_speed_wish speed; /* MMC_WRITE_SPEED_FASTEST is the default */
    bool is_single_threaded;     /* as of struct burn_section */
};

/** What is to be recorded, from the reader's present position on. */
struct burn_cd_source {
    struct burn_reader reader;
    uint64_t size_bytes;
};

/** Why a call did not succeed. */
enum burn_cd_failure {
    BURN_CD_FAILURE_NONE,
    BURN_CD_FAILURE_STREAM_NOT_SUPPORTED, /* its size is 0, or no whole sectors, or too few */
    BURN_CD_FAILURE_STREAM_ENDED,         /* before the size it was said to have */
    BURN_CD_FAILURE_STREAM,               /* the reader failed; it keeps its own error */
    BURN_CD_FAILURE_LEAD_IN_TOO_SHORT,    /* the image starts after the disc */
    BURN_CD_FAILURE_NO_SPACE,
    BURN_CD_FAILURE_TRACK_LIMIT,          /* the disc has 99 tracks */
    BURN_CD_FAILURE_BLOCK_TYPE,           /* the drive does not write such sectors */
    BURN_CD_FAILURE_MEDIUM_NOT_SUPPORTED, /* neither CD-R nor CD-RW */
    BURN_CD_FAILURE_MEDIUM_NOT_BLANK,
    BURN_CD_FAILURE_MEDIUM_CHANGED, /* it is not the one that was prepared */
    BURN_CD_FAILURE_DEVICE,         /* `device` says what the drive did */
    BURN_CD_FAILURE_VERIFICATION,
    BURN_CD_FAILURE_CANCELLED,
    BURN_CD_FAILURE_NO_MEMORY,
};

/** How a call ended. */
struct burn_cd_result {
    enum burn_cd_failure failure;
    struct mmc_failure device; /* of BURN_CD_FAILURE_DEVICE */
    enum mmc_speed_adjustment adjustment;
};

#endif
