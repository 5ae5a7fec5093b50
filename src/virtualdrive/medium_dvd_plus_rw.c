/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * DVD+RW (ECMA-337, MMC-6 4.4): written anywhere, again and again, once it is formatted or being
 * so. A format has done with the initiator after its first part; the rest goes on in the
 * background.
 */
#include "virtualdrive/medium_rows.h"

static const uint32_t write_speeds[] = { 11080, 8310, 5540, 3324 };
static const uint32_t write_speeds_dl[] = { 3324 };

static const enum mmc_feature features[] = { MMC_FEATURE_DVD_READ, MMC_FEATURE_RANDOM_WRITABLE,
                                             MMC_FEATURE_FORMATTABLE, MMC_FEATURE_DVD_PLUS_RW };
static const enum mmc_feature features_dl[] = { MMC_FEATURE_DVD_READ, MMC_FEATURE_RANDOM_WRITABLE,
                                                MMC_FEATURE_FORMATTABLE,
                                                MMC_FEATURE_DVD_PLUS_RW_DL };

/* It is not the effect of this row that happens: the format goes on in the background. */
static const struct overwritable_format formats[] = {
    { MMC_FORMAT_TYPE_DVD_PLUS_RW, OVERWRITABLE_EFFECT_FORMAT, 0, false, 0 },
};

static const struct overwritable_rules rules = {
    .formats = formats,
    .format_count = MEDIUM_COUNT_OF(formats),
    .formatted_status = MMC_DISC_STATUS_COMPLETE,
    .is_usable_when_stopped = true,
};

static enum status finish(struct virtual_drive *drive)
{
    enum status status = disc_image_set_format(drive->image, DISC_FORMAT_COMPLETE,
                                               drive_disc(drive)->capacity_blocks);

    if (status == STATUS_OK)
        drive->background.is_running = false;
    return status;
}

static enum status start(struct virtual_drive *drive, uint32_t done_blocks)
{
    enum status status;

    if (drive->settings.pace.background_format_ms == 0)
        return finish(drive);
    status = disc_image_set_format(drive->image, DISC_FORMAT_RUNNING, done_blocks);
    if (status != STATUS_OK)
        return status;
    drive->background = (struct drive_background_format){
        .is_running = true,
        .start_ms = drive_now_ms(drive),
        .start_blocks = done_blocks,
    };
    return STATUS_OK;
}

static void tick(struct virtual_drive *drive, uint64_t now_ms)
{
    const struct drive_background_format *background = &drive->background;
    const uint32_t capacity = drive_disc(drive)->capacity_blocks;
    const uint64_t done = background->start_blocks + (now_ms - background->start_ms) * capacity /
                                                         drive->settings.pace.background_format_ms;

    if (done < capacity)
        disc_image_note_formatted(drive->image, (uint32_t)done);
    else if (finish(drive) == STATUS_OK)
        drive->media_event = MMC_MEDIA_EVENT_FORMAT_COMPLETED;
}

static enum status suspend(struct virtual_drive *drive)
{
    enum status status;

    if (drive->background.is_running)
        tick(drive, drive_now_ms(drive));
    if (!drive->background.is_running)
        return STATUS_OK;
    status = disc_image_set_format(drive->image, DISC_FORMAT_STOPPED,
                                   drive_disc(drive)->formatted_blocks);
    if (status == STATUS_OK)
        drive->background.is_running = false;
    return status;
}

static enum drive_condition restart(struct virtual_drive *drive)
{
    const struct disc_state *disc = drive_disc(drive);

    if (!overwritable_is_formatted(drive))
        return DRIVE_CONDITION_INVALID_FIELD_IN_PARAMETERS;
    if (disc->format != DISC_FORMAT_STOPPED)
        return DRIVE_CONDITION_GOOD;
    return drive_condition_of_write(start(drive, disc->formatted_blocks));
}

static enum drive_condition begin_anew(struct virtual_drive *drive)
{
    enum status status;

    drive->background.is_running = false;
    status = start(drive, 0);
    if (status == STATUS_OK)
        status = disc_image_erase(drive->image);
    return drive_condition_of_write(status);
}

static enum drive_condition format(struct virtual_drive *drive,
                                   const struct mmc_format_descriptor_wire *descriptor)
{
    const uint32_t blocks = be32_get(descriptor->blocks);
    const uint32_t options = be24_get(descriptor->parameter);

    if (descriptor->type != MMC_FORMAT_TYPE_DVD_PLUS_RW << MMC_FORMAT_TYPE_SHIFT ||
        (blocks != MMC_FORMAT_BLOCKS_ALL && blocks != drive_disc(drive)->capacity_blocks) ||
        options & ~(uint32_t)MMC_FORMAT_DVD_PLUS_RW_BITS_RESTART)
        return DRIVE_CONDITION_INVALID_FIELD_IN_PARAMETERS;
    if (options & MMC_FORMAT_DVD_PLUS_RW_BITS_RESTART)
        return restart(drive);
    return begin_anew(drive);
}

/* Both ways of stopping leave the same image: a lead-out has no user data. */
static enum drive_condition close_by_function(struct virtual_drive *drive, uint8_t function,
                                              uint16_t track)
{
    (void)track;
    if (function != MMC_CLOSE_FUNCTION_STOP_FORMAT && function != MMC_CLOSE_FUNCTION_SESSION)
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    return drive_condition_of_write(suspend(drive));
}

static void stop(struct virtual_drive *drive)
{
    (void)suspend(drive);
}

const struct medium_ops medium_dvd_plus_rw = {
    MEDIUM_DVD(DVD_PLUS_RW, DVD_PLUS_RW, MEDIUM_LAYER_REWRITABLE, "W08"),
    MEDIUM_SPEEDS(22160, write_speeds),
    MEDIUM_FEATURES(features),
    MEDIUM_OVERWRITABLE(&rules),
    .close = close_by_function,
    .format = format,
    .tick = tick,
    .stop = stop,
};

const struct medium_ops medium_dvd_plus_rw_dl = {
    MEDIUM_DVD(DVD_PLUS_RW_DL, DVD_PLUS_RW_DL, MEDIUM_LAYER_REWRITABLE, "WD2"),
    MEDIUM_SPEEDS(16620, write_speeds_dl),
    MEDIUM_FEATURES(features_dl),
    MEDIUM_OVERWRITABLE(&rules),
    .close = close_by_function,
    .format = format,
    .tick = tick,
    .stop = stop,
};
