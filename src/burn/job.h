/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One burn while it runs: what recipes and the verifier work on. Private to this room. */
#ifndef OPENIMAPI_BURN_JOB_H
#define OPENIMAPI_BURN_JOB_H

#include "burn/data.h"
#include "burn/recipe.h"
#include "mmc/survey.h"

/** A run of sectors to write: sectors of the stream, then zeros up to the write unit or post-gap.
 */
struct burn_extent {
    int32_t lba;
    uint32_t stream_sector;
    uint32_t sector_count;
    size_t first_checksum;
    uint32_t leading_sectors; /* zeros before `lba`, for the pre-gap of a CD */
    uint32_t padding_sectors;
};

struct burn_job {
    struct mmc_drive *drive;
    const struct burn_data_options *options;
    const struct burn_data_source *source;
    const struct burn_data_observer *observer;
    struct burn_cancel *cancel;
    struct burn_data_result *result;
    const struct burn_recipe *recipe;
    struct mmc_survey survey;
    struct mmc_medium medium; /* these two of the survey, and as later steps change them */
    struct mmc_medium_layout layout;
    bool is_seekable;
    bool is_reserved;        /* a track waits to be written */
    uint64_t needed_sectors; /* from the beginning of what can be written */
    struct burn_extent *extents;
    size_t extent_count;
    uint64_t *checksums; /* of the extents, BURN_CHECKSUM_SECTORS each; NULL: nobody wants them */
    size_t checksum_count;
    uint32_t sectors_per_s; /* the drive's speed, for estimates; 0: unknown */
    struct burn_engine_progress progress;
    uint32_t verify_sectors; /* to be compared, and compared so far */
    uint32_t verified_sectors;
    uint64_t begin_ms;
    uint64_t writing_begin_ms;
    uint64_t next_report_ms;
};

/** Milliseconds of the drive's clock. */
uint64_t burn_job_now(const struct burn_job *job);

bool burn_job_is_cancelled(const struct burn_job *job);

/** Makes the result tell `failure`; returns `status`. */
enum status burn_job_fail(struct burn_job *job, enum burn_failure failure, enum status status);

/**
 * Passes on a status and, when it is a failure the result does not tell of yet, makes it tell:
 * cancelled, no memory, or what the drive did last. The common course does this after each step, so
 * that recipes need not.
 */
enum status burn_job_check(struct burn_job *job, enum status status);

/** Begins an action: reports it once. STATUS_CANCELLED before or after that report. */
enum status burn_job_enter(struct burn_job *job, enum burn_data_action action);

/** Likewise for an action that must be brought to its end, cancelled or not. */
void burn_job_enter_regardless(struct burn_job *job, enum burn_data_action action);

/** Reports the present action and numbers. */
void burn_job_report(struct burn_job *job);

/** Reports when the last report was BURN_PROGRESS_INTERVAL_MS ago. */
void burn_job_report_when_due(struct burn_job *job);

/** A mmc_poll_observer whose context is the job: reports. */
void burn_job_on_poll(void *context, uint16_t progress);

/** burn_close, reporting meanwhile. */
enum status burn_job_close(struct burn_job *job, enum mmc_close_function function, uint16_t track);

/** The facts about the medium that the burn itself wants. */
unsigned burn_job_facts(const struct burn_job *job);

/**
 * Judges recorder and medium by the survey, and plans: recipe, medium, layout, extents and
 * progress of `job`. Fills the result when there is nothing to plan for. Allocates job->extents,
 * unless the stream does not fit.
 */
enum status burn_job_look(struct burn_job *job);

/** The other checks of a burn, in order. Fills the result when one fails. */
enum status burn_job_validate(struct burn_job *job);

/** The checks that need no drive. Seeks the reader to its beginning. */
enum status burn_job_validate_source(struct burn_job *job);

/** Sectors the verification is going to compare. */
uint32_t burn_job_verify_size(const struct burn_job *job);

/**
 * Compares what is on the medium with what was sent, as far as the options want, reporting
 * meanwhile. Fills the result for a difference.
 */
enum status burn_job_verify(struct burn_job *job);

#endif
