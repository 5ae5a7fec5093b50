/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What both ways of recording a CD share: failures, reports, the blank disc, the speed. */
#include "burn/cd_job.h"

#include "burn/closing.h"
#include "burn/drive_steps.h"
#include "mmc/support.h"

#define MS_PER_SECOND 1000

static uint64_t now(const struct burn_cd_job *job)
{
    return job->drive->clock.now_ms(job->drive->clock.context);
}

void burn_cd_job_init(struct burn_cd_job *job, struct mmc_drive *drive,
                      const struct burn_cd_options *options,
                      const struct burn_cd_observer *observer, struct burn_cancel *cancel,
                      struct burn_cd_result *result)
{
    *result = (struct burn_cd_result){ 0 };
    *job = (struct burn_cd_job){
        .drive = drive,
        .options = options,
        .observer = observer,
        .cancel = cancel,
        .result = result,
    };
    job->begin_ms = now(job);
}

enum status burn_cd_job_fail(struct burn_cd_job *job, enum burn_cd_failure failure,
                             enum status status)
{
    job->result->failure = failure;
    return status;
}

enum status burn_cd_job_fail_reading(struct burn_cd_job *job, enum status status)
{
    return burn_cd_job_fail(
        job, status == STATUS_END_OF_DATA ? BURN_CD_FAILURE_STREAM_ENDED : BURN_CD_FAILURE_STREAM,
        status);
}

enum status burn_cd_job_check(struct burn_cd_job *job, enum status status)
{
    if (status == STATUS_OK || job->result->failure != BURN_CD_FAILURE_NONE)
        return status;
    if (status == STATUS_NO_MEMORY)
        return burn_cd_job_fail(job, BURN_CD_FAILURE_NO_MEMORY, status);
    if (status == STATUS_CANCELLED)
        return burn_cd_job_fail(job, BURN_CD_FAILURE_CANCELLED, status);
    job->result->device = job->drive->failure;
    return burn_cd_job_fail(job, BURN_CD_FAILURE_DEVICE, status);
}

bool burn_cd_job_is_cancelled(const struct burn_cd_job *job)
{
    return job->cancel != NULL && burn_cancel_is_requested(job->cancel);
}

static uint32_t sectors_left(const struct burn_cd_job *job)
{
    const struct burn_engine_progress *engine = &job->progress.engine;
    const uint32_t written = engine->last_written_lba > engine->start_lba
                                 ? (uint32_t)(engine->last_written_lba - engine->start_lba + 1)
                                 : 0;

    if (job->progress.action != BURN_CD_ACTION_PREPARING &&
        job->progress.action != BURN_CD_ACTION_WRITING)
        return 0;
    return written < engine->sector_count ? engine->sector_count - written : 0;
}

static void report(struct burn_cd_job *job)
{
    struct burn_cd_progress *progress = &job->progress;

    progress->elapsed_s = (uint32_t)((now(job) - job->begin_ms) / MS_PER_SECOND);
    progress->remaining_s = job->sectors_per_s != 0 ? sectors_left(job) / job->sectors_per_s : 0;
    /* Applications divide by these. */
    if (progress->elapsed_s + progress->remaining_s == 0)
        progress->remaining_s = 1;
    if (progress->engine.sector_count == 0)
        progress->engine.sector_count = 1;
    if (job->observer != NULL)
        job->observer->report(job->observer->context, progress);
}

void burn_cd_job_enter_regardless(struct burn_cd_job *job, enum burn_cd_action action)
{
    job->progress.action = action;
    report(job);
}

enum status burn_cd_job_enter(struct burn_cd_job *job, enum burn_cd_action action)
{
    if (burn_cd_job_is_cancelled(job))
        return STATUS_CANCELLED;
    burn_cd_job_enter_regardless(job, action);
    return burn_cd_job_is_cancelled(job) ? STATUS_CANCELLED : STATUS_OK;
}

void burn_cd_job_on_poll(void *context, uint16_t progress)
{
    (void)progress;
    report(context);
}

enum status burn_cd_job_close(struct burn_cd_job *job, enum mmc_close_function function,
                              uint16_t track)
{
    return burn_close(job->drive, function, track, burn_cd_job_on_poll, job);
}

enum status burn_cd_job_take_blank(struct burn_cd_job *job)
{
    enum status status = burn_drive_take(job->drive);

    if (status == STATUS_OK)
        status = mmc_medium_examine(job->drive, &job->medium);
    if (status != STATUS_OK)
        return status;
    if (!mmc_recording_takes(MMC_RECORDING_TRACK_AT_ONCE, job->medium.type))
        return burn_cd_job_fail(job, BURN_CD_FAILURE_MEDIUM_NOT_SUPPORTED, STATUS_NOT_SUPPORTED);
    if (job->medium.disc.status != MMC_DISC_STATUS_EMPTY)
        return burn_cd_job_fail(job, BURN_CD_FAILURE_MEDIUM_NOT_BLANK, STATUS_NOT_EMPTY);
    if (!job->medium.has_open_track)
        return mmc_drive_fail(job->drive, MMC_CONDITION_INVALID_RESPONSE);
    return STATUS_OK;
}

enum status burn_cd_job_set_speed(struct burn_cd_job *job)
{
    const struct mmc_speed_wish *wish = &job->options->speed;
    struct mmc_write_speeds speeds = { 0 };
    struct mmc_speed_set set;
    enum status status = STATUS_OK;

    if (wish->sectors_per_s != MMC_WRITE_SPEED_FASTEST)
        status = mmc_write_speeds_read(job->drive, &job->medium, &speeds);
    if (status == STATUS_OK)
        status = mmc_write_speed_set(job->drive, job->medium.type, wish, &speeds, &set);
    if (status == STATUS_DEVICE || status == STATUS_INVALID_RESPONSE)
        return STATUS_OK;
    if (status != STATUS_OK)
        return status;
    job->result->adjustment = set.adjustment;
    job->sectors_per_s = mmc_write_speed_sectors(job->medium.type, set.current.kb_per_s);
    return STATUS_OK;
}

/* Stands before the reader: remembers that it was this one that failed, which its status alone does
 * not tell. */
struct reader_guard {
    const struct burn_reader *reader;
    bool has_failed;
};

/* Whole sectors, as the engine asks for them. */
static enum status guarded_read(void *context, void *buffer, size_t size, size_t *read)
{
    struct reader_guard *guard = context;
    const enum status status = burn_reader_read_exact(guard->reader, buffer, size);

    guard->has_failed = status != STATUS_OK;
    *read = guard->has_failed ? 0 : size;
    return status;
}

/* What pads a short track counts like what comes from the reader. */
static void on_engine_progress(void *context, const struct burn_engine_progress *engine)
{
    struct burn_cd_job *job = context;
    const uint32_t sector_count = job->progress.engine.sector_count;

    job->progress.engine = *engine;
    job->progress.engine.sector_count = sector_count;
    report(job);
}

enum status burn_cd_job_write(struct burn_cd_job *job, const struct burn_reader *reader,
                              struct burn_section section)
{
    struct reader_guard guard = { .reader = reader };
    const struct burn_reader guarded = { .read = guarded_read, .context = &guard };
    const struct burn_engine_observer observer = { on_engine_progress, job };
    enum status status;

    section.write_unit = 1;
    section.starting_sectors_per_s = job->sectors_per_s;
    section.ending_sectors_per_s = job->sectors_per_s;
    section.is_single_threaded = job->options->is_single_threaded;
    status = burn_engine_write(job->drive, &section, &guarded, &observer, job->cancel);
    return guard.has_failed ? burn_cd_job_fail_reading(job, status) : status;
}
