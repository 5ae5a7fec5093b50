/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Recording a raw image on a blank CD, from lead-in to lead-out at once. */
#include "burn/raw_disc.h"

#include "base/memory.h"
#include "burn/cd_job.h"
#include "burn/closing.h"
#include "burn/drive_steps.h"
#include "burn/removal.h"
#include "burn/write_parameters.h"
#include "scsi/sense.h"

/* The shortest program: one track of four seconds. */
#define PROGRAM_SECTORS_MINIMUM 300

/* What is read and thrown away at a time, of a reader that cannot seek. */
#define SKIP_SECTORS 64

#define ASC_ADDRESS_OUT_OF_RANGE 0x21

struct sector_form {
    uint32_t bytes;
    enum mmc_data_block_type type;
};

static const struct sector_form sector_forms[BURN_RAW_SECTOR_COUNT] = {
    [BURN_RAW_SECTOR_PQ] = { 2352 + 16, MMC_DATA_BLOCK_TYPE_RAW_PQ },
    [BURN_RAW_SECTOR_COOKED] = { 2352 + 96, MMC_DATA_BLOCK_TYPE_RAW_PW_PACK },
    [BURN_RAW_SECTOR_RAW] = { 2352 + 96, MMC_DATA_BLOCK_TYPE_RAW_PW },
};

/* One call. */
struct raw_job {
    struct burn_cd_job common;
    const struct burn_raw_disc *disc;
    const struct burn_raw_options *options;
    const struct burn_cd_source *source;
    uint32_t bytes_per_sector;
    int64_t end; /* address after the image */
};

uint32_t burn_raw_sector_bytes(enum burn_raw_sector sector)
{
    return sector_forms[sector].bytes;
}

static enum status set_parameters(struct mmc_drive *drive, const struct burn_cd_options *options,
                                  enum burn_raw_sector sector)
{
    const struct burn_write_parameters parameters = {
        .type = MMC_WRITE_TYPE_RAW,
        .is_buffer_protected = !options->is_buffer_underrun_free_disabled,
        .data_block_type = sector_forms[sector].type,
        .session_format = MMC_DISC_TYPE_CD_DA_OR_ROM,
    };

    return burn_write_parameters_set(drive, &parameters);
}

/* A drive says what it takes by taking it. */
static enum status probe_sectors(struct burn_cd_job *job, struct burn_raw_disc *disc)
{
    enum status status = STATUS_OK;

    for (unsigned i = 0; i < BURN_RAW_SECTOR_COUNT && status == STATUS_OK; i++) {
        status = set_parameters(job->drive, job->options, (enum burn_raw_sector)i);
        disc->takes[i] = status == STATUS_OK;
        if (mmc_drive_has_refused(job->drive, status))
            status = STATUS_OK;
    }
    return status;
}

/* The page is left as it was found, where the drive shows it before anything is written. */
static enum status find_sectors(struct burn_cd_job *job, struct burn_raw_disc *disc)
{
    struct mmc_mode_page_data page;
    const bool is_shown = mmc_mode_page_read(job->drive, MMC_MODE_PAGE_WRITE_PARAMETERS,
                                             MMC_MODE_PAGE_CONTROL_CURRENT, &page) == STATUS_OK;
    enum status status = probe_sectors(job, disc);

    if (status == STATUS_OK && is_shown)
        status = mmc_mode_page_write(job->drive, page.bytes, page.size, false);
    return mmc_drive_has_refused(job->drive, status) ? STATUS_OK : status;
}

static enum status prepare(struct burn_cd_job *job, struct burn_raw_disc *disc)
{
    enum status status = burn_cd_job_take_blank(job);

    if (status != STATUS_OK)
        return status;
    /* MMC-6 6.21.3.1: a blank disc tells by these where its lead-in begins. */
    if (job->medium.disc.lead_in_start >= -(int32_t)MMC_MEDIUM_CD_PREGAP_SECTORS ||
        job->medium.disc.lead_out_start <= 0)
        return mmc_drive_fail(job->drive, MMC_CONDITION_INVALID_RESPONSE);
    disc->start = job->medium.disc.lead_in_start;
    disc->last_lead_out_start = job->medium.disc.lead_out_start;
    status = find_sectors(job, disc);
    return status == STATUS_OK ? burn_cd_job_set_speed(job) : status;
}

enum status burn_raw_disc_prepare(struct mmc_drive *drive, const struct burn_cd_options *options,
                                  struct burn_raw_disc *disc, struct burn_cd_result *result)
{
    struct burn_cd_job job;
    enum status status;

    *disc = (struct burn_raw_disc){ 0 };
    burn_cd_job_init(&job, drive, options, NULL, NULL, result);
    status = burn_cd_job_check(&job, prepare(&job, disc));
    if (status != STATUS_OK) {
        burn_removal_allow(drive);
        *disc = (struct burn_raw_disc){ 0 };
    }
    return status;
}

static enum status refuse_stream(struct raw_job *job)
{
    return burn_cd_job_fail(&job->common, BURN_CD_FAILURE_STREAM_NOT_SUPPORTED,
                            STATUS_INVALID_ARGUMENT);
}

/* What the image must be like for this disc. Its lead-out is told by its size alone. */
static enum status check_image(struct raw_job *job)
{
    const uint64_t size = job->source->size_bytes;
    const uint64_t sectors = size / job->bytes_per_sector;

    if (!job->disc->takes[job->options->sector])
        return burn_cd_job_fail(&job->common, BURN_CD_FAILURE_BLOCK_TYPE, STATUS_NOT_SUPPORTED);
    if (size == 0 || size % job->bytes_per_sector != 0)
        return refuse_stream(job);
    if (job->options->image_start > job->disc->start)
        return burn_cd_job_fail(&job->common, BURN_CD_FAILURE_LEAD_IN_TOO_SHORT,
                                STATUS_INVALID_ARGUMENT);
    job->end = job->options->image_start + (int64_t)(sectors < UINT32_MAX ? sectors : UINT32_MAX);
    if (job->end < PROGRAM_SECTORS_MINIMUM + BURN_RAW_LEAD_OUT_SECTORS)
        return refuse_stream(job);
    if (job->end - BURN_RAW_LEAD_OUT_SECTORS > job->disc->last_lead_out_start)
        return burn_cd_job_fail(&job->common, BURN_CD_FAILURE_NO_SPACE, STATUS_NO_SPACE);
    return STATUS_OK;
}

static void plan_progress(struct raw_job *job, int32_t start)
{
    struct burn_engine_progress *engine = &job->common.progress.engine;

    engine->start_lba = start;
    engine->last_read_lba = start;
    engine->last_written_lba = start;
    engine->sector_count = (uint32_t)(job->end - start);
}

/* Locks do not keep discs from being pulled out. */
static enum status examine(struct raw_job *job)
{
    const struct mmc_medium *medium = &job->common.medium;
    const enum status status = mmc_medium_examine(job->common.drive, &job->common.medium);

    if (status != STATUS_OK)
        return status;
    if (mmc_media_type_is_cd(medium->type) && medium->disc.status != MMC_DISC_STATUS_EMPTY)
        return burn_cd_job_fail(&job->common, BURN_CD_FAILURE_MEDIUM_NOT_BLANK, STATUS_NOT_EMPTY);
    if (!mmc_media_type_is_cd(medium->type) || medium->disc.lead_in_start != job->disc->start ||
        medium->disc.lead_out_start != job->disc->last_lead_out_start)
        return burn_cd_job_fail(&job->common, BURN_CD_FAILURE_MEDIUM_CHANGED, STATUS_CHANGED);
    return STATUS_OK;
}

static enum status prepare_image(struct raw_job *job)
{
    enum status status;

    plan_progress(job, job->disc->start);
    status = burn_cd_job_enter(&job->common, BURN_CD_ACTION_PREPARING);
    if (status == STATUS_OK)
        status = examine(job);
    if (status == STATUS_OK)
        status = burn_cd_job_set_speed(&job->common);
    if (status == STATUS_OK)
        status = set_parameters(job->common.drive, &job->options->common, job->options->sector);
    if (status == STATUS_OK)
        status = burn_drive_calibrate(job->common.drive);
    if (status == STATUS_OK && burn_cd_job_is_cancelled(&job->common))
        status = STATUS_CANCELLED;
    return burn_cd_job_check(&job->common, status);
}

static enum status read_away(struct raw_job *job, uint32_t sectors)
{
    void *buffer = memory_allocate(SKIP_SECTORS, job->bytes_per_sector);
    enum status status = STATUS_OK;

    if (buffer == NULL)
        return STATUS_NO_MEMORY;
    while (sectors > 0 && status == STATUS_OK) {
        const uint32_t part = sectors < SKIP_SECTORS ? sectors : SKIP_SECTORS;

        status = burn_reader_read_exact(&job->source->reader, buffer,
                                        (size_t)part * job->bytes_per_sector);
        sectors -= part;
        if (status != STATUS_OK)
            status = burn_cd_job_fail_reading(&job->common, status);
        else if (burn_cd_job_is_cancelled(&job->common))
            status = STATUS_CANCELLED;
    }
    memory_free(buffer);
    return status;
}

/* Makes the sector for `start` the next one. A reader that cannot seek stands where it stood. */
static enum status skip_to(struct raw_job *job, int32_t start)
{
    const uint32_t sectors = (uint32_t)(start - job->options->image_start);
    const enum status status =
        burn_reader_seek(&job->source->reader, (uint64_t)sectors * job->bytes_per_sector);

    if (status == STATUS_OK)
        return STATUS_OK;
    if (job->common.progress.action == BURN_CD_ACTION_WRITING)
        return burn_cd_job_fail_reading(&job->common, status);
    return read_away(job, sectors);
}

static enum status write_from(struct raw_job *job, int32_t start)
{
    const struct burn_section section = {
        .start_lba = start,
        .sector_count = (uint32_t)(job->end - start),
        .bytes_per_sector = job->bytes_per_sector,
    };
    enum status status;

    plan_progress(job, start);
    status = skip_to(job, start);
    if (status != STATUS_OK)
        return status;
    job->common.progress.action = BURN_CD_ACTION_WRITING;
    return burn_cd_job_write(&job->common, &job->source->reader, section);
}

/* Some drives want to begin elsewhere than their own disc information says. */
static bool has_other_start(const struct raw_job *job, enum status status)
{
    const struct mmc_track_information *track = &job->common.medium.open_track;
    const uint32_t sense = job->common.drive->failure.result.sense.code;

    return mmc_drive_has_refused(job->common.drive, status) &&
           SCSI_SENSE_ASC(sense) == ASC_ADDRESS_OUT_OF_RANGE &&
           job->common.progress.engine.last_written_lba == job->disc->start &&
           job->common.medium.has_open_track && track->has_next_writable_address &&
           track->next_writable_address != job->disc->start &&
           track->next_writable_address >= job->options->image_start &&
           track->next_writable_address < -(int32_t)MMC_MEDIUM_CD_PREGAP_SECTORS &&
           job->source->reader.seek != NULL;
}

static enum status write_image(struct raw_job *job)
{
    enum status status = write_from(job, job->disc->start);

    if (has_other_start(job, status))
        status = write_from(job, job->common.medium.open_track.next_writable_address);
    return burn_cd_job_check(&job->common, status);
}

/* Everything was written: nothing is left to be closed. */
static enum status finish(struct raw_job *job)
{
    struct mmc_drive *drive = job->common.drive;
    struct burn_engine_progress *engine = &job->common.progress.engine;
    enum status status;

    engine->last_read_lba = (int32_t)job->end - 1;
    engine->last_written_lba = engine->last_read_lba;
    burn_cd_job_enter_regardless(&job->common, BURN_CD_ACTION_FINISHING);
    status = burn_flush(drive);
    if (status == STATUS_OK)
        status = burn_await_disc(drive, burn_cd_job_on_poll, &job->common);
    if (status == STATUS_OK && burn_cd_job_is_cancelled(&job->common))
        status = STATUS_CANCELLED;
    return burn_cd_job_check(&job->common, status);
}

/* What is left of the disc is the drive's to end, which may take a while. */
static void abandon(struct raw_job *job)
{
    struct mmc_drive *drive = job->common.drive;

    if (job->common.result->failure == BURN_CD_FAILURE_DEVICE)
        return;
    if (burn_flush(drive) == STATUS_OK)
        (void)burn_await_disc(drive, burn_cd_job_on_poll, &job->common);
}

enum status burn_raw_disc_write(struct mmc_drive *drive, const struct burn_raw_disc *disc,
                                const struct burn_raw_options *options,
                                const struct burn_cd_source *source,
                                const struct burn_cd_observer *observer, struct burn_cancel *cancel,
                                struct burn_cd_result *result)
{
    struct raw_job job = {
        .disc = disc,
        .options = options,
        .source = source,
        .bytes_per_sector = sector_forms[options->sector].bytes,
    };
    enum status status;

    burn_cd_job_init(&job.common, drive, &options->common, observer, cancel, result);
    status = check_image(&job);
    if (status == STATUS_OK)
        status = prepare_image(&job);
    if (status != STATUS_OK)
        return status;
    status = write_image(&job);
    if (status == STATUS_OK)
        return finish(&job);
    if (job.common.progress.action == BURN_CD_ACTION_WRITING)
        abandon(&job);
    return status;
}

void burn_raw_disc_release(struct mmc_drive *drive)
{
    burn_removal_allow(drive);
}
