/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * DVD+R (ECMA-349, MMC-6 4.4): written once, in order. A session is made of fragments, which MMC
 * calls tracks; the last one of an open session has no end yet.
 */
#include "virtualdrive/drive.h"

#include "mmc/features.h"

/* ECMA-349: a run-in of one unit before every fragment of a session but the first. */
#define RUN_IN_BLOCKS MEDIUM_BLOCKS_PER_UNIT

/* ECMA-349: a closure of 64 units behind a session, an intro of 64 before the next one. */
#define SESSION_GAP_BLOCKS (2 * 64 * MEDIUM_BLOCKS_PER_UNIT)

static const uint16_t write_speeds[] = { 22160, 16620, 11080, 5540, 3324 };

static const struct disc_track *track_of(const struct disc_state *disc, uint16_t number)
{
    return &disc->tracks[number - 1];
}

static const struct disc_track *last_track(const struct disc_state *disc)
{
    return track_of(disc, disc->track_count);
}

static bool is_full(const struct disc_track *track)
{
    return track->recorded == track->size;
}

static bool is_writable(const struct disc_state *disc)
{
    return !disc->is_finalised;
}

static uint16_t complete_sessions(const struct disc_state *disc)
{
    return disc->is_finalised ? disc->session_count : (uint16_t)(disc->session_count - 1);
}

/* Up to the end of the last closed track: what a drive that only reads would find. */
static uint32_t capacity_blocks(const struct disc_state *disc)
{
    uint32_t end = 0;

    for (uint16_t number = 1; number <= disc->track_count; number++) {
        const struct disc_track *track = track_of(disc, number);

        if (track->state != DISC_TRACK_COMPLETE)
            break;
        end = track->start + track->size;
    }
    return end;
}

static uint16_t track_count(const struct disc_state *disc)
{
    return disc->track_count;
}

static uint16_t open_track(const struct disc_state *disc)
{
    return last_track(disc)->state == DISC_TRACK_OPEN ? disc->track_count : 0;
}

static uint8_t data_mode_of(const struct disc_track *track)
{
    uint8_t mode = 1;

    if (track->recorded == 0)
        mode |= MMC_TRACK_INFORMATION_DATA_BITS_BLANK;
    if (track->state == DISC_TRACK_OPEN)
        mode |= MMC_TRACK_INFORMATION_DATA_BITS_PACKET;
    if (track->state == DISC_TRACK_RESERVED)
        mode |= MMC_TRACK_INFORMATION_DATA_BITS_RESERVED;
    return mode;
}

static void describe_track(const struct disc_state *disc, uint16_t number,
                           struct mmc_track_information_wire *track)
{
    const struct disc_track *source = track_of(disc, number);

    *track = (struct mmc_track_information_wire){
        .track_number_low = (uint8_t)number,
        .track_number_high = (uint8_t)(number >> 8),
        .session_number_low = (uint8_t)source->session,
        .session_number_high = (uint8_t)(source->session >> 8),
        .track_mode = MMC_TRACK_MODE_DATA,
        .data_mode = data_mode_of(source),
        .start = be32_of(source->start),
        .blocking = be32_of(MEDIUM_BLOCKS_PER_UNIT),
        .size = be32_of(source->size),
    };
    if (source->recorded > 0) {
        track->validity |= MMC_TRACK_INFORMATION_VALIDITY_BITS_LRA;
        track->last_recorded_address = be32_of(source->start + source->recorded - 1);
    }
    if (source->state != DISC_TRACK_COMPLETE && !is_full(source)) {
        track->validity |= MMC_TRACK_INFORMATION_VALIDITY_BITS_NWA;
        track->next_writable_address = be32_of(source->start + source->recorded);
        track->free_blocks = be32_of(source->size - source->recorded);
    }
}

static enum mmc_disc_status status_of(const struct disc_state *disc)
{
    if (disc->is_finalised)
        return MMC_DISC_STATUS_COMPLETE;
    if (disc->track_count == 1 && last_track(disc)->state == DISC_TRACK_OPEN &&
        last_track(disc)->recorded == 0)
        return MMC_DISC_STATUS_EMPTY;
    return MMC_DISC_STATUS_INCOMPLETE;
}

/* A session is empty until something of it is recorded or reserved. */
static enum mmc_session_state session_state_of(const struct disc_state *disc)
{
    const uint16_t first = disc_state_first_track(disc, disc->session_count);

    if (disc->is_finalised)
        return MMC_SESSION_STATE_COMPLETE;
    if (track_of(disc, first)->state == DISC_TRACK_OPEN && track_of(disc, first)->recorded == 0)
        return MMC_SESSION_STATE_EMPTY;
    return MMC_SESSION_STATE_INCOMPLETE;
}

static void describe_disc(const struct disc_state *disc,
                          struct mmc_disc_information_wire *information)
{
    const uint16_t first = disc_state_first_track(disc, disc->session_count);

    *information = (struct mmc_disc_information_wire){
        .status =
            (uint8_t)(status_of(disc) | session_state_of(disc)
                                            << MMC_DISC_INFORMATION_STATUS_BITS_SESSION_SHIFT),
        .first_track = 1,
        .session_count_low = (uint8_t)disc->session_count,
        .session_count_high = (uint8_t)(disc->session_count >> 8),
        .first_track_of_last_session_low = (uint8_t)first,
        .first_track_of_last_session_high = (uint8_t)(first >> 8),
        .last_track_of_last_session_low = (uint8_t)disc->track_count,
        .last_track_of_last_session_high = (uint8_t)(disc->track_count >> 8),
        .validity = MMC_DISC_INFORMATION_VALIDITY_BITS_URU,
        .last_session_lead_in_start = { 0xFF, 0xFF, 0xFF, 0xFF },
        .last_possible_lead_out_start = { 0xFF, 0xFF, 0xFF, 0xFF },
    };
}

static bool format_capacities(const struct disc_state *disc,
                              struct mmc_current_capacity_wire *current,
                              struct mmc_format_descriptor_wire *format)
{
    const uint32_t recorded = capacity_blocks(disc);

    *format = (struct mmc_format_descriptor_wire){ 0 };
    *current = (struct mmc_current_capacity_wire){
        .blocks = be32_of(recorded > 0 ? recorded : disc->capacity_blocks),
        .type = recorded > 0 ? MMC_CAPACITY_TYPE_FORMATTED : MMC_CAPACITY_TYPE_UNFORMATTED,
        .block_length = be24_of(DISC_BLOCK_SIZE),
    };
    return false;
}

static enum drive_condition unreadable(const struct disc_state *disc)
{
    (void)disc;
    return DRIVE_CONDITION_BLANK_CHECK;
}

/* The last write to another track must be whole before the laser moves on. */
static enum drive_condition pad(struct virtual_drive *drive)
{
    const uint16_t number = drive->unpadded_track;
    const struct disc_track *track;
    enum status status;

    if (number == 0)
        return DRIVE_CONDITION_GOOD;
    track = track_of(drive_disc(drive), number);
    status = disc_image_append_zeros(
        drive->image, number, MEDIUM_BLOCKS_PER_UNIT - track->recorded % MEDIUM_BLOCKS_PER_UNIT);
    if (status == STATUS_OK)
        drive->unpadded_track = 0;
    return drive_condition_of_write(status);
}

/* 0 when nothing begins there. */
static uint16_t track_written_at(const struct disc_state *disc, uint32_t lba)
{
    for (uint16_t number = 1; number <= disc->track_count; number++) {
        const struct disc_track *track = track_of(disc, number);

        if (track->state != DISC_TRACK_COMPLETE && lba == track->start + track->recorded)
            return number;
    }
    return 0;
}

static enum drive_condition write_at_end(struct virtual_drive *drive, uint32_t lba, uint32_t blocks,
                                         const void *data)
{
    const uint16_t number = track_written_at(drive_disc(drive), lba);
    const struct disc_track *track;
    enum drive_condition condition = DRIVE_CONDITION_GOOD;
    enum status status;

    if (number == 0)
        return DRIVE_CONDITION_INVALID_ADDRESS_FOR_WRITE;
    track = track_of(drive_disc(drive), number);
    if (blocks > track->size - track->recorded)
        return DRIVE_CONDITION_END_OF_USER_AREA;
    if (number != drive->unpadded_track)
        condition = pad(drive);
    if (condition != DRIVE_CONDITION_GOOD)
        return condition;
    status = disc_image_append(drive->image, number, blocks, data);
    drive->unpadded_track = track->recorded % MEDIUM_BLOCKS_PER_UNIT != 0 ? number : 0;
    return drive_condition_of_write(status);
}

static enum drive_condition synchronize(struct virtual_drive *drive)
{
    enum drive_condition condition = pad(drive);

    if (condition == DRIVE_CONDITION_GOOD)
        condition = drive_condition_of_write(disc_image_flush(drive->image));
    return condition;
}

static enum drive_condition reserve_track(struct virtual_drive *drive, uint32_t blocks)
{
    const uint32_t capacity = drive_disc(drive)->capacity_blocks;
    enum status status;

    if (blocks == 0 || blocks > capacity)
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    blocks += (MEDIUM_BLOCKS_PER_UNIT - blocks % MEDIUM_BLOCKS_PER_UNIT) % MEDIUM_BLOCKS_PER_UNIT;
    status = disc_image_reserve_track(drive->image, blocks, RUN_IN_BLOCKS);
    if (status == STATUS_INVALID_STATE)
        return DRIVE_CONDITION_COMMAND_SEQUENCE;
    if (status == STATUS_NO_SPACE)
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    if (status == STATUS_TOO_MANY)
        return DRIVE_CONDITION_NO_MORE_RESERVATIONS;
    return drive_condition_of_write(status);
}

/* What a reserved track lacks is padded; a track that is closed stays so. */
static enum drive_condition close_track(struct virtual_drive *drive, uint16_t number)
{
    const struct disc_state *disc = drive_disc(drive);
    const struct disc_track *track;
    enum status status = STATUS_OK;

    if (number == 0 || number > disc->track_count)
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    track = track_of(disc, number);
    if (track->state == DISC_TRACK_COMPLETE)
        return DRIVE_CONDITION_GOOD;
    if (track->recorded == 0)
        return DRIVE_CONDITION_COMMAND_SEQUENCE;
    if (track->state == DISC_TRACK_RESERVED)
        status = disc_image_append_zeros(drive->image, number, track->size - track->recorded);
    if (status == STATUS_OK)
        status = disc_image_close_track(drive->image, number, RUN_IN_BLOCKS);
    return drive_condition_of_write(status);
}

/* An open track with data is closed with its session; a reserved one is the initiator's affair. */
static enum drive_condition close_open_track(struct virtual_drive *drive)
{
    const struct disc_state *disc = drive_disc(drive);

    for (uint16_t number = 1; number <= disc->track_count; number++) {
        if (track_of(disc, number)->state == DISC_TRACK_RESERVED)
            return DRIVE_CONDITION_INCOMPLETE_TRACK;
    }
    if (last_track(disc)->state == DISC_TRACK_OPEN && last_track(disc)->recorded > 0)
        return close_track(drive, disc->track_count);
    return DRIVE_CONDITION_GOOD;
}

static enum drive_condition condition_of_close(enum status status)
{
    return status == STATUS_INVALID_STATE ? DRIVE_CONDITION_COMMAND_SEQUENCE
                                          : drive_condition_of_write(status);
}

static enum drive_condition close_by_function(struct virtual_drive *drive, uint8_t function,
                                              uint16_t track)
{
    enum drive_condition condition;

    if (function == MMC_CLOSE_FUNCTION_TRACK)
        return close_track(drive, track);
    if (function != MMC_CLOSE_FUNCTION_SESSION &&
        function != MMC_CLOSE_FUNCTION_FINALIZE_COMPATIBLE &&
        function != MMC_CLOSE_FUNCTION_FINALIZE)
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    condition = close_open_track(drive);
    if (condition != DRIVE_CONDITION_GOOD)
        return condition;
    if (function == MMC_CLOSE_FUNCTION_SESSION)
        return condition_of_close(disc_image_close_session(drive->image, SESSION_GAP_BLOCKS));
    return condition_of_close(disc_image_finalise(drive->image));
}

static void tick(struct virtual_drive *drive, uint64_t now_ms)
{
    (void)drive;
    (void)now_ms;
}

/* A drive that still has power empties its buffer before the tray opens. */
static void stop(struct virtual_drive *drive)
{
    (void)synchronize(drive);
}

const struct medium_ops medium_dvd_plus_r = {
    .profile = MMC_PROFILE_DVD_PLUS_R,
    .book_type = MMC_BOOK_TYPE_DVD_PLUS_R,
    .layer_type = 0x02,
    .manufacturer = "OPENIMAP",
    .type_id = "R16",
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
    .write = write_at_end,
    .synchronize = synchronize,
    .reserve_track = reserve_track,
    .close = close_by_function,
    .tick = tick,
    .stop = stop,
};
