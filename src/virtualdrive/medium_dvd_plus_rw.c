/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * DVD+RW (ECMA-337, MMC-6 4.4): written anywhere, again and again, once it is formatted or being
 * so. A format has done with the initiator after its first part; the rest goes on in the
 * background.
 */
#include "virtualdrive/drive.h"

static const uint16_t write_speeds[] = { 11080, 8310, 5540, 3324 };

static bool is_writable(const struct disc_state *disc)
{
    (void)disc;
    return true;
}

static bool is_formatted(const struct disc_state *disc)
{
    return disc->format != DISC_FORMAT_NONE;
}

static uint32_t capacity_blocks(const struct disc_state *disc)
{
    return is_formatted(disc) ? disc->capacity_blocks : 0;
}

static uint16_t track_count(const struct disc_state *disc)
{
    (void)disc;
    return 1;
}

static uint16_t complete_sessions(const struct disc_state *disc)
{
    return is_formatted(disc) ? 1 : 0;
}

static uint16_t open_track(const struct disc_state *disc)
{
    (void)disc;
    return 0;
}

static void describe_track(const struct disc_state *disc, uint16_t number,
                           struct mmc_track_information_wire *track)
{
    *track = (struct mmc_track_information_wire){
        .track_number_low = (uint8_t)number,
        .session_number_low = 1,
        .track_mode = MMC_TRACK_MODE_DATA,
        .data_mode = 1,
        .blocking = be32_of(MEDIUM_BLOCKS_PER_UNIT),
        .size = be32_of(disc->capacity_blocks),
    };
    if (!is_formatted(disc))
        track->data_mode |= MMC_TRACK_INFORMATION_DATA_BITS_BLANK;
}

static enum mmc_background_format background_of(enum disc_format format)
{
    switch (format) {
    case DISC_FORMAT_NONE:
        return MMC_BACKGROUND_FORMAT_NONE;
    case DISC_FORMAT_STOPPED:
        return MMC_BACKGROUND_FORMAT_STOPPED;
    case DISC_FORMAT_RUNNING:
        return MMC_BACKGROUND_FORMAT_RUNNING;
    case DISC_FORMAT_COMPLETE:
        return MMC_BACKGROUND_FORMAT_DONE;
    }
    return MMC_BACKGROUND_FORMAT_NONE;
}

static void describe_disc(const struct disc_state *disc,
                          struct mmc_disc_information_wire *information)
{
    *information = (struct mmc_disc_information_wire){
        .status = MMC_DISC_INFORMATION_STATUS_BITS_ERASABLE,
        .first_track = 1,
        .session_count_low = 1,
        .first_track_of_last_session_low = 1,
        .last_track_of_last_session_low = 1,
        .validity = (uint8_t)(MMC_DISC_INFORMATION_VALIDITY_BITS_URU | background_of(disc->format)),
        .last_session_lead_in_start = { 0xFF, 0xFF, 0xFF, 0xFF },
        .last_possible_lead_out_start = { 0xFF, 0xFF, 0xFF, 0xFF },
    };
    if (is_formatted(disc))
        information->status |=
            MMC_DISC_STATUS_COMPLETE | MMC_SESSION_STATE_COMPLETE
                                           << MMC_DISC_INFORMATION_STATUS_BITS_SESSION_SHIFT;
}

static bool format_capacities(const struct disc_state *disc,
                              struct mmc_current_capacity_wire *current,
                              struct mmc_format_descriptor_wire *format)
{
    *current = (struct mmc_current_capacity_wire){
        .blocks = be32_of(disc->capacity_blocks),
        .type = is_formatted(disc) ? MMC_CAPACITY_TYPE_FORMATTED : MMC_CAPACITY_TYPE_UNFORMATTED,
        .block_length = be24_of(DISC_BLOCK_SIZE),
    };
    *format = (struct mmc_format_descriptor_wire){
        .blocks = be32_of(disc->capacity_blocks),
        .type = MMC_FORMAT_TYPE_DVD_PLUS_RW << MMC_FORMAT_TYPE_SHIFT,
    };
    return true;
}

static enum drive_condition unreadable(const struct disc_state *disc)
{
    return is_formatted(disc) ? DRIVE_CONDITION_BLANK_CHECK : DRIVE_CONDITION_MEDIUM_NOT_FORMATTED;
}

/* Behind a format that has stopped the groove is blank: the format must go on first. */
static enum drive_condition write_anywhere(struct virtual_drive *drive, uint32_t lba,
                                           uint32_t blocks, const void *data)
{
    const struct disc_state *disc = drive_disc(drive);

    if (!is_formatted(disc))
        return DRIVE_CONDITION_MEDIUM_NOT_FORMATTED;
    if (disc->format == DISC_FORMAT_STOPPED &&
        disc_image_readable_blocks(drive->image, lba) < blocks)
        return DRIVE_CONDITION_CANNOT_WRITE_FORMAT;
    return drive_condition_of_write(disc_image_overwrite(drive->image, lba, blocks, data));
}

static enum drive_condition synchronize(struct virtual_drive *drive)
{
    return drive_condition_of_write(disc_image_flush(drive->image));
}

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

    if (!is_formatted(disc))
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
    .profile = MMC_PROFILE_DVD_PLUS_RW,
    .book_type = MMC_BOOK_TYPE_DVD_PLUS_RW,
    .layer_type = 0x04,
    .manufacturer = "OPENIMAP",
    .type_id = "W08",
    .write_speeds_kb_per_s = write_speeds,
    .write_speed_count = sizeof(write_speeds) / sizeof(write_speeds[0]),
    .is_writable = is_writable,
    .capacity_blocks = capacity_blocks,
    .track_count = track_count,
    .complete_sessions = complete_sessions,
    .open_track = open_track,
    .describe_track = describe_track,
    .describe_disc = describe_disc,
    .format_capacities = format_capacities,
    .unreadable = unreadable,
    .write = write_anywhere,
    .synchronize = synchronize,
    .close = close_by_function,
    .format = format,
    .tick = tick,
    .stop = stop,
};
