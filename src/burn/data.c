/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The common course of a burn. */
#include "burn/data.h"

#include "base/memory.h"
#include "burn/checksum.h"
#include "burn/closing.h"
#include "burn/drive_steps.h"
#include "burn/job.h"
#include "burn/removal.h"

#define READY_TIMEOUT_MS 60000

static enum status take_drive(struct burn_job *job)
{
    return burn_drive_take(job->drive);
}

/* The one look at the medium, for all who want to know. */
static void survey(struct burn_job *job)
{
    const struct burn_data_observer *observer = job->observer;
    const bool is_shared = observer != NULL && observer->surveyed != NULL;

    mmc_survey_read(job->drive, burn_job_facts(job) | (is_shared ? observer->facts : 0),
                    &job->survey);
    if (is_shared)
        observer->surveyed(observer->context, &job->survey);
}

/* The first report, too, tells what is going to be written where, as far as that can be known. */
static enum status validate(struct burn_job *job)
{
    enum status status;

    survey(job);
    status = burn_job_check(job, burn_job_look(job));
    if (status != STATUS_OK) {
        burn_job_enter_regardless(job, BURN_DATA_ACTION_VALIDATING_MEDIA);
        return status;
    }
    job->verify_sectors = burn_job_verify_size(job);
    status = burn_job_enter(job, BURN_DATA_ACTION_VALIDATING_MEDIA);
    return status == STATUS_OK ? burn_job_validate(job) : status;
}

/* A drive that cannot be told its speed writes at the one it likes. */
static enum status set_speed(struct burn_job *job)
{
    struct mmc_speed_set set;
    enum status status = STATUS_OK;

    if (job->options->speed.sectors_per_s != MMC_WRITE_SPEED_FASTEST)
        status = job->survey.results[MMC_FACT_SPEEDS].status;
    if (status == STATUS_OK)
        status = mmc_write_speed_set(job->drive, job->medium.type, &job->options->speed,
                                     &job->survey.speeds, &set);
    if (status == STATUS_DEVICE || status == STATUS_INVALID_RESPONSE)
        return STATUS_OK;
    if (status != STATUS_OK)
        return status;
    job->result->adjustment = set.adjustment;
    job->sectors_per_s = mmc_write_speed_sectors(job->medium.type, set.current.kb_per_s);
    return STATUS_OK;
}

static enum status initialize(struct burn_job *job)
{
    enum status status = burn_job_enter(job, BURN_DATA_ACTION_INITIALIZING_HARDWARE);

    if (status == STATUS_OK)
        status = set_speed(job);
    if (status == STATUS_OK && job->recipe->initialize != NULL)
        status = job->recipe->initialize(job);
    return status;
}

static enum status calibrate(struct burn_job *job)
{
    const enum status status = burn_job_enter(job, BURN_DATA_ACTION_CALIBRATING_POWER);

    return status == STATUS_OK ? burn_drive_calibrate(job->drive) : status;
}

/* Joins the engine's view of one extent to what was written before it. */
struct engine_bridge {
    struct burn_job *job;
    uint32_t sectors_before;
};

static int32_t shifted(const struct engine_bridge *bridge,
                       const struct burn_engine_progress *engine, int32_t lba)
{
    return bridge->job->progress.start_lba + (int32_t)bridge->sectors_before +
           (lba - engine->start_lba);
}

static void on_engine_progress(void *context, const struct burn_engine_progress *engine)
{
    const struct engine_bridge *bridge = context;
    struct burn_job *job = bridge->job;

    job->progress.last_read_lba = shifted(bridge, engine, engine->last_read_lba);
    job->progress.last_written_lba = shifted(bridge, engine, engine->last_written_lba);
    job->progress.total_buffer_bytes = engine->total_buffer_bytes;
    job->progress.used_buffer_bytes = engine->used_buffer_bytes;
    job->progress.free_buffer_bytes = engine->free_buffer_bytes;
    /* Many small extents would make two reports each. */
    if (job->extent_count == 1)
        burn_job_report(job);
    else
        burn_job_report_when_due(job);
}

/* Stands before the reader: remembers that it was this one that failed, which its status alone does
 * not tell, and takes checksums of what comes. */
struct reader_guard {
    struct burn_job *job;
    const struct burn_extent *extent;
    uint32_t sectors;
    uint64_t sum; /* of the sectors since the last checksum that was kept */
    bool has_failed;
};

static void note_sector(struct reader_guard *guard, const uint8_t *sector)
{
    const uint32_t index = guard->sectors++ / BURN_CHECKSUM_SECTORS;

    guard->sum = burn_checksum_add(guard->sum, sector, BURN_DATA_SECTOR_BYTES);
    if (guard->sectors % BURN_CHECKSUM_SECTORS != 0 &&
        guard->sectors != guard->extent->sector_count)
        return;
    guard->job->checksums[guard->extent->first_checksum + index] = guard->sum;
    guard->sum = 0;
}

/* Whole sectors, as the engine asks for them. */
static enum status guarded_read(void *context, void *buffer, size_t size, size_t *read)
{
    struct reader_guard *guard = context;
    const enum status status = burn_reader_read_exact(&guard->job->source->reader, buffer, size);

    guard->has_failed = status != STATUS_OK;
    *read = guard->has_failed ? 0 : size;
    if (guard->job->checksums == NULL)
        return status;
    for (size_t i = 0; i < *read; i += BURN_DATA_SECTOR_BYTES)
        note_sector(guard, (const uint8_t *)buffer + i);
    return status;
}

/* Media that verify what is written and replace defects take half the speed for it. */
static bool is_streaming(const struct burn_job *job)
{
    return (job->medium.abilities & MMC_MEDIUM_ABILITY_STREAMING) != 0 &&
           (job->medium.type == MMC_MEDIA_TYPE_DVD_RAM || job->medium.type == MMC_MEDIA_TYPE_BD_RE);
}

static enum status write_extent(struct burn_job *job, const struct burn_extent *extent,
                                uint32_t sectors_before)
{
    struct reader_guard guard = { .job = job, .extent = extent };
    const struct burn_reader reader = { .read = guarded_read, .context = &guard };
    struct engine_bridge bridge = { .job = job, .sectors_before = sectors_before };
    const struct burn_engine_observer observer = { on_engine_progress, &bridge };
    const struct burn_section section = {
        .start_lba = extent->lba,
        .sector_count = extent->sector_count,
        .leading_sectors = extent->leading_sectors,
        .padding_sectors = extent->padding_sectors,
        .bytes_per_sector = BURN_DATA_SECTOR_BYTES,
        .write_unit = job->layout.write_unit,
        .starting_sectors_per_s = job->sectors_per_s,
        .ending_sectors_per_s = job->sectors_per_s,
        .is_streaming = is_streaming(job),
        .is_single_threaded = job->options->is_single_threaded,
    };
    const enum status status =
        burn_engine_write(job->drive, &section, &reader, &observer, job->cancel);

    if (guard.has_failed)
        return burn_job_fail(
            job, status == STATUS_END_OF_DATA ? BURN_FAILURE_STREAM_ENDED : BURN_FAILURE_STREAM,
            status);
    return status;
}

static enum status seek_to(struct burn_job *job, const struct burn_extent *extent)
{
    enum status status;

    if (!job->is_seekable)
        return STATUS_OK;
    status = burn_reader_seek(&job->source->reader,
                              (uint64_t)extent->stream_sector * BURN_DATA_SECTOR_BYTES);
    return status == STATUS_OK ? STATUS_OK : burn_job_fail(job, BURN_FAILURE_STREAM, status);
}

static enum status write_extents(struct burn_job *job)
{
    uint32_t sectors_before = 0;
    enum status status = STATUS_OK;

    for (size_t i = 0; i < job->extent_count && status == STATUS_OK; i++) {
        status = seek_to(job, &job->extents[i]);
        if (status == STATUS_OK)
            status = write_extent(job, &job->extents[i], sectors_before);
        sectors_before += job->extents[i].sector_count;
    }
    return status;
}

/* What the drive itself spoiled is left to the drive, and what was not begun as it is. */
static void abandon(struct burn_job *job)
{
    const bool is_begun =
        job->is_reserved || job->progress.last_written_lba != job->progress.start_lba;

    if (job->result->failure == BURN_FAILURE_DEVICE || job->recipe->abandon == NULL || !is_begun)
        return;
    job->recipe->abandon(job);
}

static enum status write(struct burn_job *job)
{
    enum status status;

    job->result->action = BURN_DATA_ACTION_WRITING_DATA;
    job->writing_begin_ms = burn_job_now(job);
    if (job->extent_count != 1)
        burn_job_report(job);
    status = job->recipe->begin != NULL ? job->recipe->begin(job) : STATUS_OK;
    if (status == STATUS_OK)
        status = write_extents(job);
    status = burn_job_check(job, status);
    if (status != STATUS_OK) {
        abandon(job);
        return status;
    }
    if (job->extent_count != 1)
        burn_job_report(job);
    return burn_flush(job->drive);
}

static enum status finish(struct burn_job *job)
{
    enum status status = STATUS_OK;

    burn_job_enter_regardless(job, BURN_DATA_ACTION_FINALIZATION);
    if (job->recipe->finish != NULL)
        status = job->recipe->finish(job);
    if (status == STATUS_OK)
        status = mmc_drive_wait_ready(job->drive, READY_TIMEOUT_MS);
    return status;
}

static enum status verify(struct burn_job *job)
{
    enum status status;

    if (job->options->verification == BURN_VERIFICATION_NONE)
        return STATUS_OK;
    status = burn_job_enter(job, BURN_DATA_ACTION_VERIFYING);
    return status == STATUS_OK ? burn_job_verify(job) : status;
}

static enum status complete(struct burn_job *job)
{
    if (burn_job_is_cancelled(job))
        return STATUS_CANCELLED;
    burn_job_enter_regardless(job, BURN_DATA_ACTION_COMPLETED);
    return STATUS_OK;
}

typedef enum status (*burn_step)(struct burn_job *job);

static enum status prepare(struct burn_job *job)
{
    return job->recipe->prepare != NULL ? job->recipe->prepare(job) : STATUS_OK;
}

static const burn_step steps[] = {
    take_drive, validate, prepare, initialize, calibrate, write, finish, verify, complete,
};

static enum status run_steps(struct burn_job *job)
{
    enum status status = STATUS_OK;

    for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]) && status == STATUS_OK; i++)
        status = burn_job_check(job, steps[i](job));
    return status;
}

enum status burn_data_write(struct mmc_drive *drive, const struct burn_data_options *options,
                            const struct burn_data_source *source,
                            const struct burn_data_observer *observer, struct burn_cancel *cancel,
                            struct burn_data_result *result)
{
    struct burn_job job = {
        .drive = drive,
        .options = options,
        .source = source,
        .observer = observer,
        .cancel = cancel,
        .result = result,
    };
    enum status status;

    *result = (struct burn_data_result){ 0 };
    job.begin_ms = burn_job_now(&job);
    status = burn_job_validate_source(&job);
    if (status != STATUS_OK)
        return status;
    status = run_steps(&job);
    burn_removal_allow(drive);
    memory_free(job.extents);
    memory_free(job.checksums);
    if (status != STATUS_OK)
        result->adjustment = MMC_SPEED_ADJUSTMENT_NONE;
    return status;
}
