/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Recording audio tracks on a blank CD, track at once. */
#include "burn/audio_disc.h"

#include "burn/cd_job.h"
#include "burn/closing.h"
#include "burn/drive_steps.h"
#include "burn/removal.h"
#include "burn/write_parameters.h"
#include "mmc/toc.h"
#include "mmc/track_information.h"

#include <string.h>

/* Every track ends in two blocks of run-out, and the drive makes two seconds before the next. */
#define RUN_OUT_SECTORS 2
#define GAP_SECTORS     MMC_MEDIUM_CD_PREGAP_SECTORS

/* One call. */
struct audio_job {
    struct burn_cd_job common;
    struct burn_audio_disc *disc;
    const struct burn_audio_options *options;
    const struct burn_cd_source *source;
    int32_t start; /* of the track */
    uint32_t sector_count;
    uint32_t padding_sectors;
};

static uint32_t without(uint32_t sectors, uint32_t overhead)
{
    return sectors > overhead ? sectors - overhead : 0;
}

static void take_sizes(const struct mmc_medium *medium, struct burn_audio_disc *disc)
{
    disc->free_sectors = without(medium->open_track.free_blocks, RUN_OUT_SECTORS);
    disc->total_sectors = medium->disc.lead_out_start > 0 ? (uint32_t)medium->disc.lead_out_start
                                                          : medium->open_track.free_blocks;
}

enum status burn_audio_disc_prepare(struct mmc_drive *drive, struct burn_audio_disc *disc,
                                    struct burn_cd_result *result)
{
    struct burn_cd_job job;
    enum status status;

    *disc = (struct burn_audio_disc){ 0 };
    burn_cd_job_init(&job, drive, NULL, NULL, NULL, result);
    status = burn_cd_job_check(&job, burn_cd_job_take_blank(&job));
    if (status != STATUS_OK) {
        burn_removal_allow(drive);
        return status;
    }
    take_sizes(&job.medium, disc);
    return STATUS_OK;
}

static uint32_t next_track(const struct burn_audio_disc *disc)
{
    return disc->track_count + 1;
}

/* Locks do not keep discs from being pulled out. */
static bool is_prepared_disc(const struct audio_job *job)
{
    const struct mmc_medium *medium = &job->common.medium;
    const struct burn_audio_disc *disc = job->disc;

    if (!mmc_media_type_is_cd(medium->type) || !medium->has_open_track)
        return false;
    if (disc->track_count == 0)
        return medium->disc.status == MMC_DISC_STATUS_EMPTY;
    return medium->disc.status == MMC_DISC_STATUS_INCOMPLETE &&
           medium->open_track.track == next_track(disc) &&
           medium->open_track.next_writable_address >= disc->lead_out_start;
}

static enum status examine(struct audio_job *job)
{
    const enum status status = mmc_medium_examine(job->common.drive, &job->common.medium);

    if (status == STATUS_OK && !is_prepared_disc(job))
        return burn_cd_job_fail(&job->common, BURN_CD_FAILURE_MEDIUM_CHANGED, STATUS_CHANGED);
    return status;
}

/* What the stream itself must be like, and how much of the disc its track takes. */
static enum status measure(struct audio_job *job)
{
    const uint64_t size = job->source->size_bytes;
    const uint64_t sectors = size / BURN_AUDIO_SECTOR_BYTES;

    if (size == 0 || size % BURN_AUDIO_SECTOR_BYTES != 0)
        return burn_cd_job_fail(&job->common, BURN_CD_FAILURE_STREAM_NOT_SUPPORTED,
                                STATUS_INVALID_ARGUMENT);
    if (job->disc->track_count >= BURN_AUDIO_TRACKS_MAXIMUM)
        return burn_cd_job_fail(&job->common, BURN_CD_FAILURE_TRACK_LIMIT, STATUS_TOO_MANY);
    if (sectors > INT32_MAX)
        return burn_cd_job_fail(&job->common, BURN_CD_FAILURE_NO_SPACE, STATUS_NO_SPACE);
    job->sector_count = (uint32_t)sectors;
    job->padding_sectors = without(BURN_AUDIO_TRACK_SECTORS_MINIMUM, job->sector_count);
    return STATUS_OK;
}

static uint32_t recorded_sectors(const struct audio_job *job)
{
    return job->sector_count + job->padding_sectors;
}

static void plan_progress(struct audio_job *job)
{
    struct burn_cd_progress *progress = &job->common.progress;

    progress->track = next_track(job->disc);
    progress->engine.start_lba = job->start;
    progress->engine.last_read_lba = job->start;
    progress->engine.last_written_lba = job->start;
    progress->engine.sector_count = recorded_sectors(job);
}

/* A blank CD is writable from its pre-gap on, which the drive makes. */
static enum status find_room(struct audio_job *job)
{
    const struct mmc_track_information *track = &job->common.medium.open_track;
    enum status status = examine(job);

    if (status != STATUS_OK)
        return status;
    job->disc->free_sectors = without(track->free_blocks, RUN_OUT_SECTORS);
    if (recorded_sectors(job) > job->disc->free_sectors)
        return burn_cd_job_fail(&job->common, BURN_CD_FAILURE_NO_SPACE, STATUS_NO_SPACE);
    job->start = job->disc->track_count == 0 ? 0 : track->next_writable_address;
    plan_progress(job);
    return STATUS_OK;
}

static enum status set_parameters(struct audio_job *job)
{
    const struct burn_write_parameters parameters = {
        .type = MMC_WRITE_TYPE_TRACK_AT_ONCE,
        .is_multisession = job->options->is_disc_left_open,
        .is_buffer_protected = !job->options->common.is_buffer_underrun_free_disabled,
        .data_block_type = MMC_DATA_BLOCK_TYPE_RAW,
        .session_format = MMC_DISC_TYPE_CD_DA_OR_ROM,
    };

    return burn_write_parameters_set(job->common.drive, &parameters);
}

static enum status prepare_track(struct audio_job *job)
{
    enum status status;

    plan_progress(job);
    status = burn_cd_job_enter(&job->common, BURN_CD_ACTION_PREPARING);
    if (status == STATUS_OK)
        status = find_room(job);
    if (status == STATUS_OK)
        status = burn_cd_job_set_speed(&job->common);
    if (status == STATUS_OK)
        status = set_parameters(job);
    if (status == STATUS_OK && job->disc->track_count == 0)
        status = burn_drive_calibrate(job->common.drive);
    if (status == STATUS_OK && burn_cd_job_is_cancelled(&job->common))
        status = STATUS_CANCELLED;
    return burn_cd_job_check(&job->common, status);
}

static enum status write_samples(struct audio_job *job)
{
    const struct burn_section section = {
        .start_lba = job->start,
        .sector_count = job->sector_count,
        .padding_sectors = job->padding_sectors,
        .bytes_per_sector = BURN_AUDIO_SECTOR_BYTES,
    };

    job->common.progress.action = BURN_CD_ACTION_WRITING;
    return burn_cd_job_check(&job->common,
                             burn_cd_job_write(&job->common, &job->source->reader, section));
}

/* The track is one of the disc's. What the drive cannot tell of it is what must be the least. */
static void take_track(struct audio_job *job, uint32_t sectors)
{
    struct burn_audio_disc *disc = job->disc;
    struct mmc_drive *drive = job->common.drive;
    const struct mmc_failure failure = drive->failure;
    struct mmc_track_information track;

    disc->track_starts[disc->track_count++] = job->start;
    if (mmc_track_information_read(drive, MMC_TRACK_ADDRESS_TYPE_TRACK, disc->track_count,
                                   &track) == STATUS_OK &&
        track.start == job->start && track.size > sectors)
        sectors = track.size;
    disc->lead_out_start = job->start + (int32_t)sectors;
    if (mmc_medium_examine(drive, &job->common.medium) == STATUS_OK && is_prepared_disc(job))
        disc->free_sectors = without(job->common.medium.open_track.free_blocks, RUN_OUT_SECTORS);
    else
        disc->free_sectors = without(disc->free_sectors, sectors + GAP_SECTORS + RUN_OUT_SECTORS);
    drive->failure = failure;
}

static enum status read_silence(void *context, void *buffer, size_t size, size_t *read)
{
    (void)context;
    memset(buffer, 0, size);
    *read = size;
    return STATUS_OK;
}

/* Makes a track that ended early as long as tracks must be. */
static enum status write_silence(struct audio_job *job, uint32_t recorded)
{
    const struct burn_reader silence = { .read = read_silence };
    const struct burn_engine_progress progress = job->common.progress.engine;
    const struct burn_section section = {
        .start_lba = job->start + (int32_t)recorded,
        .sector_count = BURN_AUDIO_TRACK_SECTORS_MINIMUM - recorded,
        .bytes_per_sector = BURN_AUDIO_SECTOR_BYTES,
    };
    struct burn_cancel *cancel = job->common.cancel;
    const struct burn_cd_observer *observer = job->common.observer;
    enum status status;

    job->common.cancel = NULL;
    job->common.observer = NULL;
    status = burn_cd_job_write(&job->common, &silence, section);
    job->common.cancel = cancel;
    job->common.observer = observer;
    job->common.progress.engine = progress;
    return status;
}

/* How much of the track is on the disc, as the drive tells it. */
static uint32_t recorded_part(struct audio_job *job)
{
    struct mmc_track_information track;

    if (mmc_track_information_read(job->common.drive, MMC_TRACK_ADDRESS_TYPE_TRACK,
                                   MMC_TRACK_NUMBER_INVISIBLE, &track) != STATUS_OK ||
        !track.has_next_writable_address || track.next_writable_address <= job->start)
        return 0;
    return (uint32_t)(track.next_writable_address - job->start);
}

/*
 * Keeps what was recorded of a track as a shorter one. Best effort: the call has failed already.
 * Flushing ends a track, so what lengthens it comes before.
 */
static void keep_part(struct audio_job *job)
{
    uint32_t sectors = recorded_part(job);
    enum status status = STATUS_OK;

    if (sectors == 0)
        return;
    burn_cd_job_enter_regardless(&job->common, BURN_CD_ACTION_FINISHING);
    if (sectors < BURN_AUDIO_TRACK_SECTORS_MINIMUM) {
        status = write_silence(job, sectors);
        sectors = BURN_AUDIO_TRACK_SECTORS_MINIMUM;
    }
    if (status == STATUS_OK)
        status = burn_flush(job->common.drive);
    if (status == STATUS_OK)
        status = burn_cd_job_close(&job->common, MMC_CLOSE_FUNCTION_TRACK,
                                   (uint16_t)next_track(job->disc));
    if (status == STATUS_OK)
        take_track(job, sectors);
    job->disc->has_broken_track = status != STATUS_OK;
}

static enum status write_track(struct audio_job *job)
{
    const enum status status = write_samples(job);

    if (status == STATUS_OK)
        return STATUS_OK;
    if (job->common.result->failure == BURN_CD_FAILURE_DEVICE)
        job->disc->has_broken_track = true;
    else
        keep_part(job);
    return status;
}

static enum status finish_track(struct audio_job *job)
{
    struct burn_engine_progress *engine = &job->common.progress.engine;
    enum status status;

    engine->last_read_lba = job->start + (int32_t)recorded_sectors(job) - 1;
    engine->last_written_lba = engine->last_read_lba;
    burn_cd_job_enter_regardless(&job->common, BURN_CD_ACTION_FINISHING);
    status = burn_flush(job->common.drive);
    if (status == STATUS_OK)
        status = burn_cd_job_close(&job->common, MMC_CLOSE_FUNCTION_TRACK,
                                   (uint16_t)next_track(job->disc));
    if (status == STATUS_OK)
        take_track(job, recorded_sectors(job));
    else
        job->disc->has_broken_track = true;
    return burn_cd_job_check(&job->common, status);
}

static enum status differ(struct burn_cd_job *job)
{
    return burn_cd_job_fail(job, BURN_CD_FAILURE_VERIFICATION, STATUS_MISMATCH);
}

static enum status verify_track(struct audio_job *job)
{
    struct mmc_track_information track;

    if (!job->options->is_verified)
        return STATUS_OK;
    burn_cd_job_enter_regardless(&job->common, BURN_CD_ACTION_VERIFYING);
    if (mmc_track_information_read(job->common.drive, MMC_TRACK_ADDRESS_TYPE_TRACK,
                                   job->disc->track_count, &track) != STATUS_OK)
        return differ(&job->common);
    return STATUS_OK;
}

static enum status complete(struct audio_job *job)
{
    if (burn_cd_job_is_cancelled(&job->common))
        return burn_cd_job_fail(&job->common, BURN_CD_FAILURE_CANCELLED, STATUS_CANCELLED);
    return STATUS_OK;
}

enum status burn_audio_disc_add(struct mmc_drive *drive, struct burn_audio_disc *disc,
                                const struct burn_audio_options *options,
                                const struct burn_cd_source *source,
                                const struct burn_cd_observer *observer, struct burn_cancel *cancel,
                                struct burn_cd_result *result)
{
    struct audio_job job = { .disc = disc, .options = options, .source = source };
    enum status status;

    burn_cd_job_init(&job.common, drive, &options->common, observer, cancel, result);
    status = measure(&job);
    if (status == STATUS_OK)
        status = prepare_track(&job);
    if (status == STATUS_OK)
        status = write_track(&job);
    if (status == STATUS_OK)
        status = finish_track(&job);
    if (status == STATUS_OK)
        status = verify_track(&job);
    return status == STATUS_OK ? complete(&job) : status;
}

/* The last track is what reports tell of. */
static void plan_release(struct audio_job *job)
{
    const struct burn_audio_disc *disc = job->disc;
    struct burn_cd_progress *progress = &job->common.progress;
    const int32_t start = disc->track_starts[disc->track_count - 1];

    progress->track = disc->track_count;
    progress->engine.start_lba = start;
    progress->engine.sector_count = (uint32_t)(disc->lead_out_start - start);
    progress->engine.last_read_lba = disc->lead_out_start - 1;
    progress->engine.last_written_lba = disc->lead_out_start - 1;
}

/* A track that the drive failed in keeps the session from being closed, unless it can be. */
static void close_broken_track(struct audio_job *job)
{
    if (job->disc->has_broken_track)
        (void)burn_cd_job_close(&job->common, MMC_CLOSE_FUNCTION_TRACK,
                                (uint16_t)next_track(job->disc));
}

static enum status verify_disc(struct audio_job *job)
{
    struct mmc_disc_information disc;
    struct mmc_toc toc;

    if (!job->options->is_verified)
        return STATUS_OK;
    burn_cd_job_enter_regardless(&job->common, BURN_CD_ACTION_VERIFYING);
    if (mmc_disc_information_read(job->common.drive, &disc) != STATUS_OK ||
        mmc_toc_read(job->common.drive, &toc) != STATUS_OK ||
        toc.track_count < job->disc->track_count)
        return differ(&job->common);
    return STATUS_OK;
}

static enum status close_session(struct audio_job *job)
{
    enum status status;

    plan_release(job);
    burn_cd_job_enter_regardless(&job->common, BURN_CD_ACTION_FINISHING);
    close_broken_track(job);
    status = set_parameters(job);
    if (status == STATUS_OK)
        status = burn_cd_job_close(&job->common, MMC_CLOSE_FUNCTION_SESSION, 0);
    status = burn_cd_job_check(&job->common, status);
    return status == STATUS_OK ? verify_disc(job) : status;
}

enum status burn_audio_disc_release(struct mmc_drive *drive, struct burn_audio_disc *disc,
                                    const struct burn_audio_options *options,
                                    const struct burn_cd_observer *observer,
                                    struct burn_cd_result *result)
{
    struct audio_job job = { .disc = disc, .options = options };
    enum status status = STATUS_OK;

    burn_cd_job_init(&job.common, drive, &options->common, observer, NULL, result);
    if (disc->track_count > 0)
        status = close_session(&job);
    burn_removal_allow(drive);
    return status;
}
