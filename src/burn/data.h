/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Burning a data image of 2048-byte sectors: checks, recipe of the medium, write, close, verify.
 * Everything happens in one call on the caller's thread, which alone sees reader and observer; the
 * drive belongs to the call for its whole length. Exclusive access and media change notification
 * are the caller's business, preventing removal is done and undone here.
 */
#ifndef OPENIMAPI_BURN_DATA_H
#define OPENIMAPI_BURN_DATA_H

#include "base/status.h"
#include "burn/cancel.h"
#include "burn/engine.h"
#include "burn/reader.h"
#include "mmc/condition.h"
#include "mmc/drive.h"
#include "mmc/survey.h"
#include "mmc/write_speed.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Bytes of a sector of a data image. */
#define BURN_DATA_SECTOR_BYTES 2048

/** What is going on. Values are those of IMAPI_FORMAT2_DATA_WRITE_ACTION. */
enum burn_data_action {
    BURN_DATA_ACTION_VALIDATING_MEDIA = 0,
    BURN_DATA_ACTION_FORMATTING_MEDIA = 1,
    BURN_DATA_ACTION_INITIALIZING_HARDWARE = 2,
    BURN_DATA_ACTION_CALIBRATING_POWER = 3,
    BURN_DATA_ACTION_WRITING_DATA = 4,
    BURN_DATA_ACTION_FINALIZATION = 5,
    BURN_DATA_ACTION_COMPLETED = 6,
    BURN_DATA_ACTION_VERIFYING = 7,
};

/** A report: the seven numbers of the engine, the action, and times in seconds. */
struct burn_data_progress {
    enum burn_data_action action;
    struct burn_engine_progress engine; /* sector_count is never 0 */
    uint32_t elapsed_s;
    uint32_t remaining_s;
    uint32_t total_s; /* elapsed + remaining, at least 1 */
};

struct burn_data_observer {
    /** Told at every change of action, and regularly during the long ones. */
    void (*report)(void *context, const struct burn_data_progress *progress);
    void *context;
    /**
     * Told once, before the first report, what was found out about the medium, for which the drive
     * is asked once. NULL: nobody wants to know.
     */
    void (*surveyed)(void *context, const struct mmc_survey *survey);
    unsigned facts; /* that `surveyed` wants: bits of enum mmc_fact */
};

/** Values are those of IMAPI_BURN_VERIFICATION_LEVEL. */
enum burn_verification {
    BURN_VERIFICATION_NONE = 0,
    BURN_VERIFICATION_QUICK = 1,
    BURN_VERIFICATION_FULL = 2,
};

/** Sectors first..last, both written. */
struct burn_block_range {
    int64_t first;
    int64_t last;
};

/** Properties of the writer. Zeroed but for the speed, they are the defaults. */
struct burn_data_options {
    bool is_buffer_underrun_free_disabled; /* CD alone can switch it off */
    bool is_postgap_in_image;              /* CD alone has one */
    bool is_media_to_be_closed;
    bool is_dvd_compatibility_disabled;
    bool is_overwrite_forced;
    enum burn_verification verification;
    struct mmc_speed_wish speed; /* MMC_WRITE_SPEED_FASTEST is the default */
    bool is_single_threaded;     /* as of struct burn_section */
};

/** The image. */
struct burn_data_source {
    struct burn_reader reader;
    uint64_t size_bytes;
    /* Overwritable media only: the parts to write, in this order; byte offset = LBA * 2048. */
    bool has_ranges;
    const struct burn_block_range *ranges; /* borrowed */
    size_t range_count;
};

/** Why a burn did not succeed. */
enum burn_failure {
    BURN_FAILURE_NONE,
    BURN_FAILURE_STREAM_NOT_SUPPORTED, /* size 0 or no multiple of 2048, bad ranges, unseekable */
    BURN_FAILURE_STREAM_TOO_LARGE,     /* for the medium */
    BURN_FAILURE_STREAM_ENDED,         /* before the size it was said to have */
    BURN_FAILURE_STREAM,               /* the reader failed; it keeps its own error */
    BURN_FAILURE_RECORDER_NOT_SUPPORTED,
    BURN_FAILURE_MEDIUM_NOT_SUPPORTED, /* its kind, or a state nothing can be written in */
    BURN_FAILURE_MEDIUM_WRITE_PROTECTED,
    BURN_FAILURE_MEDIUM_NOT_BLANK, /* and overwriting was not asked for */
    BURN_FAILURE_DEVICE,           /* `device` says what the drive did */
    BURN_FAILURE_VERIFICATION,     /* what was read back differs, or could not be read */
    BURN_FAILURE_CANCELLED,
    BURN_FAILURE_NO_MEMORY,
};

/** How a burn ended. */
struct burn_data_result {
    enum burn_failure failure;
    enum burn_data_action action;         /* that was going on */
    struct mmc_failure device;            /* of BURN_FAILURE_DEVICE */
    enum mmc_speed_adjustment adjustment; /* of a success */
};

/**
 * Burns the image. `observer` and `cancel` may be NULL; `*result` is filled whatever happens, and
 * tells more than the status:
 * STATUS_INVALID_ARGUMENT (STREAM_NOT_SUPPORTED), STATUS_TOO_LARGE, STATUS_END_OF_DATA,
 * STATUS_NOT_SUPPORTED (recorder, medium), STATUS_ACCESS_DENIED (write protected),
 * STATUS_NOT_EMPTY, STATUS_MISMATCH (verification), STATUS_CANCELLED, STATUS_NO_MEMORY, the
 * reader's own (STATUS_FOREIGN), and those of mmc_condition_status for what the drive did. Nothing
 * is written before all checks have passed. A cancelled burn leaves write-once media usable for
 * further sessions where they allow it.
 */
enum status burn_data_write(struct mmc_drive *drive, const struct burn_data_options *options,
                            const struct burn_data_source *source,
                            const struct burn_data_observer *observer, struct burn_cancel *cancel,
                            struct burn_data_result *result);

#endif
