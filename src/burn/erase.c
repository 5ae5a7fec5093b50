/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Erasing: BLANK (MMC-6 6.2), or zeros where a medium has no such command. */
#include "burn/erase.h"

#include "burn/closing.h"
#include "burn/engine.h"
#include "burn/erase_estimate.h"
#include "burn/formatting.h"
#include "burn/removal.h"
#include "mmc/capacity.h"
#include "mmc/commands.h"
#include "mmc/medium.h"
#include "mmc/write_speed.h"
#include "scsi/sense_codes.h"

#include <string.h>

#define MS_PER_SECOND 1000
#define POLL_MS       1000

/* CD-RW and DVD-RW that fail after this have a bad surface or a bad drive; clients know the code.
 */
#define LATE_FAILURE_MS 3600

/* What makes a medium look blank lies in this much at both ends. */
#define END_BYTES (2u * 1024 * 1024)

/* What writing both ends takes, at a guess. */
#define ENDS_SECONDS 15

/* Zeros are written at this speed, as far as pauses between writes go. */
#define SECTORS_PER_S 3000

#define CALIBRATION_PAUSE_MS 500

struct eraser {
    struct mmc_drive *drive;
    const struct burn_erase_options *options;
    const struct burn_erase_observer *observer;
    struct burn_erase_result *result;
    struct mmc_medium medium;
    struct burn_erase_estimate estimate;
    uint64_t begin_ms;
    uint64_t sectors_total; /* of both sections that are written */
    uint64_t sectors_before;
};

/* What an erase takes, at a guess, until the drive tells how far it is. */
struct duration {
    uint32_t quick_s;
    uint32_t full_s;
};

static uint64_t elapsed_ms(const struct eraser *eraser)
{
    return eraser->drive->clock.now_ms(eraser->drive->clock.context) - eraser->begin_ms;
}

static void tell(const struct eraser *eraser, uint64_t present_ms, uint32_t total_s)
{
    const struct burn_erase_progress progress = {
        .elapsed_s = (uint32_t)(present_ms / MS_PER_SECOND),
        .total_s = total_s,
    };

    if (eraser->observer != NULL)
        eraser->observer->report(eraser->observer->context, &progress);
}

static void report(const struct eraser *eraser)
{
    const uint64_t present_ms = elapsed_ms(eraser);

    tell(eraser, present_ms, burn_erase_estimate_total_s(&eraser->estimate, present_ms));
}

/* At the end both numbers are the same, and still nothing to divide by is 0. */
static void report_end(const struct eraser *eraser)
{
    uint64_t present_ms = elapsed_ms(eraser);

    if (present_ms < MS_PER_SECOND)
        present_ms = MS_PER_SECOND;
    tell(eraser, present_ms, (uint32_t)(present_ms / MS_PER_SECOND));
}

static enum status fail(struct eraser *eraser, enum burn_erase_failure failure, enum status status)
{
    eraser->result->failure = failure;
    eraser->result->device = eraser->drive->failure;
    return status;
}

/* Failures that no step has a name for. */
static enum status check(struct eraser *eraser, enum status status)
{
    if (status == STATUS_OK || eraser->result->failure != BURN_ERASE_FAILURE_NONE)
        return status;
    return fail(eraser,
                status == STATUS_NO_MEMORY ? BURN_ERASE_FAILURE_NO_MEMORY
                                           : BURN_ERASE_FAILURE_DEVICE,
                status);
}

static struct duration duration_of(enum mmc_media_type type)
{
    switch (type) {
    case MMC_MEDIA_TYPE_CD_ROM:
    case MMC_MEDIA_TYPE_CD_R:
    case MMC_MEDIA_TYPE_CD_RW:
        return (struct duration){ 30, 900 };
    case MMC_MEDIA_TYPE_DVD_ROM:
    case MMC_MEDIA_TYPE_DVD_PLUS_R:
    case MMC_MEDIA_TYPE_DVD_PLUS_RW:
    case MMC_MEDIA_TYPE_DVD_PLUS_R_DL:
    case MMC_MEDIA_TYPE_DVD_PLUS_RW_DL:
    case MMC_MEDIA_TYPE_DVD_R:
    case MMC_MEDIA_TYPE_DVD_RW:
    case MMC_MEDIA_TYPE_DVD_R_DL:
        return (struct duration){ 90, 900 };
    case MMC_MEDIA_TYPE_UNKNOWN:
    case MMC_MEDIA_TYPE_DVD_RAM:
    case MMC_MEDIA_TYPE_DISK:
        return (struct duration){ 30, 600 };
    case MMC_MEDIA_TYPE_HD_DVD_ROM:
    case MMC_MEDIA_TYPE_HD_DVD_R:
    case MMC_MEDIA_TYPE_HD_DVD_RAM:
    case MMC_MEDIA_TYPE_BD_ROM:
    case MMC_MEDIA_TYPE_BD_R:
    case MMC_MEDIA_TYPE_BD_RE:
    case MMC_MEDIA_TYPE_COUNT:
        break;
    }
    return (struct duration){ 30, 3600 };
}

static bool is_dvd_plus_rw(const struct eraser *eraser)
{
    return eraser->medium.type == MMC_MEDIA_TYPE_DVD_PLUS_RW ||
           eraser->medium.type == MMC_MEDIA_TYPE_DVD_PLUS_RW_DL;
}

/* BLANK has no meaning for media that are written at random; DVD-RW is blanked none the less. */
static bool is_erased_by_writing(const struct eraser *eraser)
{
    return mmc_media_type_is_overwritable(eraser->medium.type) &&
           eraser->medium.type != MMC_MEDIA_TYPE_DVD_RW;
}

static enum status start(struct eraser *eraser)
{
    const enum status status = mmc_drive_execute(eraser->drive, mmc_command_start_unit(), NULL, 0);

    return status == STATUS_OK ? STATUS_OK : fail(eraser, BURN_ERASE_FAILURE_SPIN_UP, status);
}

static bool is_late(const struct eraser *eraser)
{
    return elapsed_ms(eraser) >= LATE_FAILURE_MS && (eraser->medium.type == MMC_MEDIA_TYPE_CD_RW ||
                                                     eraser->medium.type == MMC_MEDIA_TYPE_DVD_RW);
}

static enum status fail_blank(struct eraser *eraser, enum status status)
{
    const struct mmc_failure *failure = &eraser->drive->failure;
    const uint8_t asc = SCSI_SENSE_ASC(failure->result.sense.code);

    if (status != STATUS_DEVICE || failure->condition == MMC_CONDITION_WRITE_PROTECTED ||
        failure->result.outcome != SCSI_OUTCOME_CHECK_CONDITION)
        return fail(eraser, BURN_ERASE_FAILURE_DEVICE, status);
    if (mmc_drive_has_refused(eraser->drive, status) &&
        (asc == SCSI_SENSE_ASC(SCSI_SENSE_CODE_ILLEGAL_MODE) ||
         asc == SCSI_SENSE_ASC(SCSI_SENSE_CODE_INCOMPATIBLE_MEDIUM)))
        return fail(eraser, BURN_ERASE_FAILURE_NOT_ERASABLE, status);
    return fail(eraser, BURN_ERASE_FAILURE_COMMAND, status);
}

static enum status fail_poll(struct eraser *eraser, enum status status)
{
    if (is_late(eraser) || status == STATUS_TIMEOUT)
        return fail(eraser, BURN_ERASE_FAILURE_TOO_LONG, status);
    if (status == STATUS_DEVICE && eraser->drive->failure.condition == MMC_CONDITION_OTHER)
        return fail(eraser, BURN_ERASE_FAILURE_UNEXPECTED, status);
    return fail(eraser, BURN_ERASE_FAILURE_DEVICE, status);
}

/* The sense data tell whether there is any progress to tell of. */
static void on_poll(void *context, uint16_t progress)
{
    struct eraser *eraser = context;

    if (eraser->drive->failure.result.sense.has_progress)
        burn_erase_estimate_add(&eraser->estimate,
                                burn_erase_estimate_normalize(&eraser->estimate, progress),
                                elapsed_ms(eraser));
    report(eraser);
}

static enum status await_blank(struct eraser *eraser)
{
    struct mmc_drive *drive = eraser->drive;
    enum status status;

    drive->clock.sleep_ms(drive->clock.context, POLL_MS);
    status = burn_await_disc(drive, on_poll, eraser);
    return status == STATUS_OK ? STATUS_OK : fail_poll(eraser, status);
}

static enum status blank(struct eraser *eraser)
{
    const enum mmc_blank_type type =
        eraser->options->is_full ? MMC_BLANK_TYPE_DISC : MMC_BLANK_TYPE_MINIMAL;
    const enum status status =
        mmc_drive_write(eraser->drive, mmc_command_blank(type, 0), NULL, 0, POLL_MS, NULL, NULL);

    return status == STATUS_OK ? await_blank(eraser) : fail_blank(eraser, status);
}

static enum status read_zeros(void *context, void *buffer, size_t size, size_t *read)
{
    (void)context;
    memset(buffer, 0, size);
    *read = size;
    return STATUS_OK;
}

static void on_engine_progress(void *context, const struct burn_engine_progress *engine)
{
    struct eraser *eraser = context;
    const int64_t written = (int64_t)engine->last_written_lba - engine->start_lba;
    const uint64_t done = eraser->sectors_before + (uint64_t)written;

    burn_erase_estimate_add(&eraser->estimate,
                            (uint32_t)(done * BURN_ERASE_PROGRESS_END / eraser->sectors_total),
                            elapsed_ms(eraser));
    report(eraser);
}

static enum status write_zeros(struct eraser *eraser, uint32_t block_length, uint32_t first,
                               uint32_t count)
{
    const struct burn_reader zeros = { .read = read_zeros };
    const struct burn_engine_observer observer = { on_engine_progress, eraser };
    const struct burn_section section = {
        .start_lba = (int32_t)first,
        .sector_count = count,
        .bytes_per_sector = block_length,
        .write_unit = mmc_media_type_write_unit(eraser->medium.type),
        .starting_sectors_per_s = SECTORS_PER_S,
        .ending_sectors_per_s = SECTORS_PER_S,
        .is_single_threaded = eraser->options->is_single_threaded,
    };
    const enum status status = burn_engine_write(eraser->drive, &section, &zeros, &observer, NULL);

    eraser->sectors_before += count;
    return status;
}

/* A refused calibration is no failure, and neither is one that goes wrong: the drive tries again.
 */
static void calibrate(struct eraser *eraser)
{
    (void)mmc_drive_write(eraser->drive, mmc_command_send_opc(), NULL, 0, CALIBRATION_PAUSE_MS,
                          NULL, NULL);
}

/* Both ends, or all before the end and then the end; a medium too small for that is done twice. */
static enum status write_sections(struct eraser *eraser, const struct mmc_capacity *capacity)
{
    const uint32_t end = END_BYTES / capacity->block_length;
    /* How far a DVD+RW was formatted is not known; writing beyond would format all of it. */
    const uint32_t total =
        is_dvd_plus_rw(eraser) && !eraser->options->is_full && capacity->blocks > end
            ? end
            : capacity->blocks;
    const bool is_small = total < 2 * end;
    const uint32_t second = is_small ? total : end;
    const uint32_t first = is_small || !eraser->options->is_full ? second : total - end;
    enum status status;

    eraser->sectors_total = (uint64_t)first + second;
    calibrate(eraser);
    status = write_zeros(eraser, capacity->block_length, 0, first);
    if (status == STATUS_OK)
        status = write_zeros(eraser, capacity->block_length, total - second, second);
    return status == STATUS_OK ? burn_flush(eraser->drive) : status;
}

/* The groove behind a format that was stopped takes nothing until the format goes on. */
static enum status continue_format(struct eraser *eraser)
{
    if (!is_dvd_plus_rw(eraser) ||
        eraser->medium.disc.background_format != MMC_BACKGROUND_FORMAT_STOPPED)
        return STATUS_OK;
    return burn_background_format_start(eraser->drive, true, NULL, NULL);
}

static enum status stop_format(struct eraser *eraser)
{
    if (!is_dvd_plus_rw(eraser))
        return STATUS_OK;
    return burn_background_format_stop(eraser->drive, MMC_CLOSE_FUNCTION_STOP_FORMAT, NULL, NULL);
}

static enum status overwrite(struct eraser *eraser)
{
    struct mmc_capacity capacity;
    enum status status;

    if (eraser->medium.disc.status == MMC_DISC_STATUS_EMPTY)
        return STATUS_OK;
    status = mmc_capacity_read(eraser->drive, &capacity);
    if (status != STATUS_OK || capacity.blocks == 0)
        return status;
    if (capacity.block_length > END_BYTES)
        return mmc_drive_fail(eraser->drive, MMC_CONDITION_INVALID_RESPONSE);
    status = continue_format(eraser);
    if (status == STATUS_OK)
        status = write_sections(eraser, &capacity);
    return status == STATUS_OK ? stop_format(eraser) : status;
}

static void guess_duration(struct eraser *eraser)
{
    const struct duration duration = duration_of(eraser->medium.type);
    uint32_t seconds = eraser->options->is_full ? duration.full_s : duration.quick_s;

    if (is_erased_by_writing(eraser) && !eraser->options->is_full)
        seconds = ENDS_SECONDS;
    burn_erase_estimate_init(&eraser->estimate, seconds);
}

static enum status erase(struct eraser *eraser)
{
    const struct mmc_speed_wish fastest = { MMC_WRITE_SPEED_FASTEST, false };
    struct mmc_speed_set set;
    enum status status = start(eraser);

    if (status == STATUS_OK)
        status = mmc_medium_identify(eraser->drive, &eraser->medium);
    if (status != STATUS_OK)
        return status;
    /* A drive that cannot be told its speed erases at the one it likes. */
    (void)mmc_write_speed_set(eraser->drive, eraser->medium.type, &fastest, NULL, &set);
    guess_duration(eraser);
    return is_erased_by_writing(eraser) ? overwrite(eraser) : blank(eraser);
}

enum status burn_erase(struct mmc_drive *drive, const struct burn_erase_options *options,
                       const struct burn_erase_observer *observer, struct burn_erase_result *result)
{
    struct eraser eraser = {
        .drive = drive,
        .options = options,
        .observer = observer,
        .result = result,
        .begin_ms = drive->clock.now_ms(drive->clock.context),
    };
    enum status status;

    *result = (struct burn_erase_result){ 0 };
    status = check(&eraser, burn_removal_prevent(drive));
    if (status == STATUS_OK)
        status = check(&eraser, erase(&eraser));
    burn_removal_allow(drive);
    if (status == STATUS_OK)
        report_end(&eraser);
    return status;
}
