/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One call of a CD recording while it runs. Private to this room. */
#ifndef OPENIMAPI_BURN_CD_JOB_H
#define OPENIMAPI_BURN_CD_JOB_H

#include "burn/cd_recording.h"
#include "mmc/cdb.h"
#include "mmc/medium.h"

struct burn_cd_job {
    struct mmc_drive *drive;
    const struct burn_cd_options *options;
    const struct burn_cd_observer *observer; /* NULL: nobody watches */
    struct burn_cancel *cancel;              /* NULL: nobody cancels */
    struct burn_cd_result *result;
    struct mmc_medium medium;
    struct burn_cd_progress progress;
    uint32_t sectors_per_s; /* the drive's speed, for estimates; 0: unknown */
    uint64_t begin_ms;
};

/** Zeroes result and job; the clock starts. */
void burn_cd_job_init(struct burn_cd_job *job, struct mmc_drive *drive,
                      const struct burn_cd_options *options,
                      const struct burn_cd_observer *observer, struct burn_cancel *cancel,
                      struct burn_cd_result *result);

/** Makes the result tell `failure`; returns `status`. */
enum status burn_cd_job_fail(struct burn_cd_job *job, enum burn_cd_failure failure,
                             enum status status);

/** Likewise for a reader that failed or ended too early. */
enum status burn_cd_job_fail_reading(struct burn_cd_job *job, enum status status);

/**
 * Passes on a status and, when it is a failure the result does not tell of yet, makes it tell:
 * cancelled, no memory, or what the drive did last.
 */
enum status burn_cd_job_check(struct burn_cd_job *job, enum status status);

bool burn_cd_job_is_cancelled(const struct burn_cd_job *job);

/** Begins an action: reports it once. STATUS_CANCELLED before or after that report. */
enum status burn_cd_job_enter(struct burn_cd_job *job, enum burn_cd_action action);

/** Likewise for an action that must be brought to its end, cancelled or not. */
void burn_cd_job_enter_regardless(struct burn_cd_job *job, enum burn_cd_action action);

/** A mmc_poll_observer whose context is the job: reports. */
void burn_cd_job_on_poll(void *context, uint16_t progress);

/** burn_close, reporting meanwhile. */
enum status burn_cd_job_close(struct burn_cd_job *job, enum mmc_close_function function,
                              uint16_t track);

/**
 * Takes the drive and examines the medium, which must be a blank CD-R or CD-RW. Fails as
 * burn_drive_take and mmc_medium_examine; STATUS_NOT_SUPPORTED, STATUS_NOT_EMPTY.
 */
enum status burn_cd_job_take_blank(struct burn_cd_job *job);

/**
 * Sets the speed for job->medium. A drive that cannot be told its speed writes at the one it likes.
 * Fails as mmc_write_speed_set.
 */
enum status burn_cd_job_set_speed(struct burn_cd_job *job);

/**
 * Writes `section` of the reader, reporting it as job->progress.engine; what the section takes from
 * the options it is given here. Fails as burn_engine_write.
 */
enum status burn_cd_job_write(struct burn_cd_job *job, const struct burn_reader *reader,
                              struct burn_section section);

#endif
