/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What all parts of a burn share: failures, reports, waiting. */
#include "burn/job.h"

#include "burn/closing.h"

#define MS_PER_SECOND 1000

/* Measured speeds count from here on. */
#define MEASURE_MINIMUM_MS 1000

uint64_t burn_job_now(const struct burn_job *job)
{
    return job->drive->clock.now_ms(job->drive->clock.context);
}

bool burn_job_is_cancelled(const struct burn_job *job)
{
    return job->cancel != NULL && burn_cancel_is_requested(job->cancel);
}

enum status burn_job_fail(struct burn_job *job, enum burn_failure failure, enum status status)
{
    job->result->failure = failure;
    return status;
}

enum status burn_job_check(struct burn_job *job, enum status status)
{
    if (status == STATUS_OK || job->result->failure != BURN_FAILURE_NONE)
        return status;
    if (status == STATUS_NO_MEMORY)
        return burn_job_fail(job, BURN_FAILURE_NO_MEMORY, status);
    if (status == STATUS_CANCELLED)
        return burn_job_fail(job, BURN_FAILURE_CANCELLED, status);
    job->result->device = job->drive->failure;
    return burn_job_fail(job, BURN_FAILURE_DEVICE, status);
}

static uint32_t written_sectors(const struct burn_job *job)
{
    const int64_t last = job->progress.last_written_lba;

    /* Before the first sector the last one written is the first: close enough for estimates. */
    return last > job->progress.start_lba ? (uint32_t)(last - job->progress.start_lba + 1) : 0;
}

/* Sectors per second: as measured, or else as the drive says; 0 when neither is known. */
static uint64_t speed_of(const struct burn_job *job, uint64_t present_ms)
{
    const uint64_t writing_ms = present_ms - job->writing_begin_ms;

    if (job->writing_begin_ms != 0 && writing_ms >= MEASURE_MINIMUM_MS && written_sectors(job) > 0)
        return (uint64_t)written_sectors(job) * MS_PER_SECOND / writing_ms;
    return job->sectors_per_s;
}

/* Sectors still to be written and to be read back. */
static uint64_t sectors_left(const struct burn_job *job)
{
    const uint64_t verifying = job->verify_sectors - job->verified_sectors;
    const uint32_t total = job->progress.sector_count;
    const uint32_t written = written_sectors(job);

    switch (job->result->action) {
    case BURN_DATA_ACTION_VALIDATING_MEDIA:
    case BURN_DATA_ACTION_FORMATTING_MEDIA:
    case BURN_DATA_ACTION_INITIALIZING_HARDWARE:
    case BURN_DATA_ACTION_CALIBRATING_POWER:
    case BURN_DATA_ACTION_WRITING_DATA:
        return (written < total ? total - written : 0) + verifying;
    case BURN_DATA_ACTION_FINALIZATION:
    case BURN_DATA_ACTION_VERIFYING:
        return verifying;
    case BURN_DATA_ACTION_COMPLETED:
        break;
    }
    return 0;
}

static uint32_t remaining_s(const struct burn_job *job, uint64_t present_ms)
{
    const uint64_t speed = speed_of(job, present_ms);
    uint64_t seconds;

    if (speed == 0)
        return 0;
    seconds = (sectors_left(job) + speed - 1) / speed;
    return seconds < INT32_MAX / 2 ? (uint32_t)seconds : INT32_MAX / 2;
}

void burn_job_report(struct burn_job *job)
{
    const uint64_t present = burn_job_now(job);
    struct burn_data_progress progress = {
        .action = job->result->action,
        .engine = job->progress,
        .elapsed_s = (uint32_t)((present - job->begin_ms) / MS_PER_SECOND),
        .remaining_s = remaining_s(job, present),
    };

    job->next_report_ms = present + BURN_PROGRESS_INTERVAL_MS;
    /* Applications divide by these. */
    if (progress.engine.sector_count == 0)
        progress.engine.sector_count = 1;
    if (progress.elapsed_s + progress.remaining_s == 0 &&
        progress.action != BURN_DATA_ACTION_COMPLETED)
        progress.remaining_s = 1;
    progress.total_s = progress.elapsed_s + progress.remaining_s;
    if (progress.total_s == 0) {
        progress.elapsed_s = 1;
        progress.total_s = 1;
    }
    if (job->observer != NULL)
        job->observer->report(job->observer->context, &progress);
}

void burn_job_report_when_due(struct burn_job *job)
{
    if (burn_job_now(job) >= job->next_report_ms)
        burn_job_report(job);
}

void burn_job_enter_regardless(struct burn_job *job, enum burn_data_action action)
{
    job->result->action = action;
    burn_job_report(job);
}

enum status burn_job_enter(struct burn_job *job, enum burn_data_action action)
{
    if (burn_job_is_cancelled(job))
        return STATUS_CANCELLED;
    burn_job_enter_regardless(job, action);
    return burn_job_is_cancelled(job) ? STATUS_CANCELLED : STATUS_OK;
}

void burn_job_on_poll(void *context, uint16_t progress)
{
    struct burn_job *job = context;

    (void)progress;
    burn_job_report(job);
}

enum status burn_job_close(struct burn_job *job, enum mmc_close_function function, uint16_t track)
{
    return burn_close(job->drive, function, track, burn_job_on_poll, job);
}
