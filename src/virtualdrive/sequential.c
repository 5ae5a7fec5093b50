/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What media that are recorded in order have in common. */
#include "virtualdrive/sequential.h"

#include "virtualdrive/at_once.h"
#include "virtualdrive/cd_tracks.h"
#include "virtualdrive/session.h"
#include "virtualdrive/sub_channel.h"

static const struct disc_track *track_of(const struct virtual_drive *drive, uint16_t number)
{
    return &drive_disc(drive)->tracks[number - 1];
}

static const struct disc_track *last_track(const struct virtual_drive *drive)
{
    return track_of(drive, drive_disc(drive)->track_count);
}

/* Blocks of the track that were recorded, or would have been if this were no test. */
static uint32_t used_blocks(const struct virtual_drive *drive, uint16_t number)
{
    const uint32_t tested = drive->test_write.track == number ? drive->test_write.blocks : 0;

    return track_of(drive, number)->recorded + tested;
}

bool sequential_is_writable(const struct virtual_drive *drive)
{
    return !drive_disc(drive)->is_finalised;
}

uint16_t sequential_complete_sessions(const struct virtual_drive *drive)
{
    const struct disc_state *disc = drive_disc(drive);

    return disc->is_finalised ? disc->session_count : (uint16_t)(disc->session_count - 1);
}

uint32_t sequential_capacity_blocks(const struct virtual_drive *drive)
{
    const struct disc_state *disc = drive_disc(drive);
    uint32_t end = 0;

    for (uint16_t number = 1; number <= disc->track_count; number++) {
        const struct disc_track *track = track_of(drive, number);

        if (track->state != DISC_TRACK_COMPLETE)
            break;
        end = track->start + track->size;
    }
    return end;
}

uint16_t sequential_track_count(const struct virtual_drive *drive)
{
    return drive_disc(drive)->track_count;
}

uint16_t sequential_open_track(const struct virtual_drive *drive)
{
    return last_track(drive)->state == DISC_TRACK_OPEN ? drive_disc(drive)->track_count : 0;
}

/* A CD track in packets is not recorded here: only the others grow by what comes. */
static uint8_t data_mode_of(const struct virtual_drive *drive, const struct disc_track *track)
{
    static const uint8_t modes[] = {
        [DISC_TRACK_MODE_1] = 1, [DISC_TRACK_MODE_2_XA] = 2,       [DISC_TRACK_MODE_AUDIO] = 0x0F,
        [DISC_TRACK_MODE_2] = 2, [DISC_TRACK_MODE_2_XA_MIXED] = 2,
    };
    uint8_t mode = modes[track->mode];

    if (track->recorded == 0)
        mode |= MMC_TRACK_INFORMATION_DATA_BITS_BLANK;
    if (track->state == DISC_TRACK_OPEN && drive->medium->family != MEDIUM_FAMILY_CD)
        mode |= MMC_TRACK_INFORMATION_DATA_BITS_PACKET;
    if (track->state == DISC_TRACK_RESERVED)
        mode |= MMC_TRACK_INFORMATION_DATA_BITS_RESERVED;
    return mode;
}

void sequential_describe_track(const struct virtual_drive *drive, uint16_t number,
                               struct mmc_track_information_wire *track)
{
    const struct disc_track *source = track_of(drive, number);
    const uint32_t used = used_blocks(drive, number);

    *track = (struct mmc_track_information_wire){
        .track_number_low = (uint8_t)number,
        .track_number_high = (uint8_t)(number >> 8),
        .session_number_low = (uint8_t)source->session,
        .session_number_high = (uint8_t)(source->session >> 8),
        .track_mode = sub_channel_control(source),
        .data_mode = data_mode_of(drive, source),
        .start = be32_of(source->start),
        .blocking = be32_of(drive_unit_blocks(drive) > 1 ? drive_unit_blocks(drive) : 0),
        .size = be32_of(source->size),
    };
    if (source->recorded > 0) {
        track->validity |= MMC_TRACK_INFORMATION_VALIDITY_BITS_LRA;
        track->last_recorded_address = be32_of(source->start + source->recorded - 1);
    }
    if (drive_disc(drive)->is_damaged && source->state != DISC_TRACK_COMPLETE) {
        track->track_mode |= MMC_TRACK_INFORMATION_MODE_BITS_DAMAGE;
    } else if (source->state != DISC_TRACK_COMPLETE && used < source->size) {
        track->validity |= MMC_TRACK_INFORMATION_VALIDITY_BITS_NWA;
        track->next_writable_address =
            be32_of(raw_session_is_chosen(drive) && source->recorded == 0 &&
                            source->state == DISC_TRACK_OPEN
                        ? (uint32_t)session_lead_in_start(drive)
                        : source->start + used);
        track->free_blocks = be32_of(source->size - used);
    }
}

static enum mmc_disc_status status_of(const struct virtual_drive *drive)
{
    const struct disc_state *disc = drive_disc(drive);

    if (disc->is_finalised)
        return MMC_DISC_STATUS_COMPLETE;
    if (disc->track_count == 1 && last_track(drive)->state == DISC_TRACK_OPEN &&
        last_track(drive)->recorded == 0 && !disc->is_damaged)
        return MMC_DISC_STATUS_EMPTY;
    return MMC_DISC_STATUS_INCOMPLETE;
}

/* A session is empty until something of it is recorded or reserved. */
static enum mmc_session_state session_state_of(const struct virtual_drive *drive)
{
    const struct disc_state *disc = drive_disc(drive);
    const struct disc_track *first =
        track_of(drive, disc_state_first_track(disc, disc->session_count));

    if (disc->is_finalised)
        return MMC_SESSION_STATE_COMPLETE;
    if (disc->is_damaged && !at_once_is_running(drive))
        return MMC_SESSION_STATE_DAMAGED;
    if (first->state == DISC_TRACK_OPEN && first->recorded == 0)
        return MMC_SESSION_STATE_EMPTY;
    return MMC_SESSION_STATE_INCOMPLETE;
}

void sequential_describe_disc(const struct virtual_drive *drive,
                              struct mmc_disc_information_wire *information)
{
    const struct disc_state *disc = drive_disc(drive);
    const unsigned offset = disc->number_offset;
    const unsigned first = disc_state_first_track(disc, disc->session_count) + offset;
    const unsigned last = disc->track_count + offset;

    *information = (struct mmc_disc_information_wire){
        .status =
            (uint8_t)(status_of(drive) | session_state_of(drive)
                                             << MMC_DISC_INFORMATION_STATUS_BITS_SESSION_SHIFT),
        .first_track = (uint8_t)(1 + offset),
        .session_count_low = (uint8_t)disc->session_count,
        .session_count_high = (uint8_t)(disc->session_count >> 8),
        .first_track_of_last_session_low = (uint8_t)first,
        .first_track_of_last_session_high = (uint8_t)(first >> 8),
        .last_track_of_last_session_low = (uint8_t)last,
        .last_track_of_last_session_high = (uint8_t)(last >> 8),
        .validity = MMC_DISC_INFORMATION_VALIDITY_BITS_URU,
        .last_session_lead_in_start = { 0xFF, 0xFF, 0xFF, 0xFF },
        .last_possible_lead_out_start = { 0xFF, 0xFF, 0xFF, 0xFF },
    };
    if (drive->medium->blank != NULL)
        information->status |= MMC_DISC_INFORMATION_STATUS_BITS_ERASABLE;
}

void sequential_describe_formats(const struct virtual_drive *drive, struct medium_formats *formats)
{
    const uint32_t recorded = sequential_capacity_blocks(drive);

    *formats = (struct medium_formats){
        .current = {
            .blocks = be32_of(recorded > 0 ? recorded : drive_disc(drive)->capacity_blocks),
            .type = recorded > 0 ? MMC_CAPACITY_TYPE_FORMATTED : MMC_CAPACITY_TYPE_UNFORMATTED,
            .block_length = be24_of(DISC_BLOCK_SIZE),
        },
    };
}

enum drive_condition sequential_unreadable(const struct virtual_drive *drive, uint32_t lba)
{
    const struct disc_track *track = disc_state_track_at(drive_disc(drive), lba);

    /* Run-out and what lies between the sessions of a CD have no data anyone can read. */
    if (drive->medium->family == MEDIUM_FAMILY_CD && lba < sequential_capacity_blocks(drive) &&
        (track == NULL || track->state == DISC_TRACK_COMPLETE))
        return DRIVE_CONDITION_ILLEGAL_MODE;
    return DRIVE_CONDITION_BLANK_CHECK;
}

/* The last write to another track must be whole before the laser moves on. */
static enum drive_condition pad(struct virtual_drive *drive)
{
    const uint16_t number = drive->unpadded_track;
    const uint32_t unit = drive_unit_blocks(drive);
    enum status status;

    if (number == 0)
        return DRIVE_CONDITION_GOOD;
    status = disc_image_append_zeros(drive->image, number,
                                     unit - track_of(drive, number)->recorded % unit);
    if (status == STATUS_OK)
        drive->unpadded_track = 0;
    return drive_condition_of_write(status);
}

/* 0 when nothing begins there. */
static uint16_t track_written_at(const struct virtual_drive *drive, uint32_t lba)
{
    const struct disc_state *disc = drive_disc(drive);

    for (uint16_t number = 1; number <= disc->track_count; number++) {
        const struct disc_track *track = track_of(drive, number);

        if (track->state != DISC_TRACK_COMPLETE && lba == track->start + used_blocks(drive, number))
            return number;
    }
    return 0;
}

static enum drive_condition test_write(struct virtual_drive *drive, uint16_t number,
                                       uint32_t blocks)
{
    if (drive->test_write.track != number)
        drive->test_write = (struct drive_test_write){ .track = number };
    drive->test_write.blocks += blocks;
    return DRIVE_CONDITION_GOOD;
}

static enum drive_condition append(struct virtual_drive *drive, uint16_t number, uint32_t blocks,
                                   const void *data)
{
    enum drive_condition condition = DRIVE_CONDITION_GOOD;
    enum status status;

    if (drive->medium->family == MEDIUM_FAMILY_CD)
        return cd_track_append(drive, number, blocks, data);
    if (number != drive->unpadded_track)
        condition = pad(drive);
    if (condition != DRIVE_CONDITION_GOOD)
        return condition;
    status = disc_image_append(drive->image, number, blocks, data);
    drive->unpadded_track =
        track_of(drive, number)->recorded % drive_unit_blocks(drive) != 0 ? number : 0;
    return drive_condition_of_write(status);
}

static bool is_at_once(const struct virtual_drive *drive)
{
    return drive->medium->sequential->write_types != 0 &&
           (drive_write_type(drive) == MMC_WRITE_TYPE_SESSION_AT_ONCE ||
            raw_session_is_chosen(drive));
}

static bool is_type_allowed(const struct virtual_drive *drive)
{
    const unsigned allowed = drive->medium->sequential->write_types;
    enum sector_form form;

    /* Of a session at once the cue sheet has said what comes. */
    if (drive->medium->family == MEDIUM_FAMILY_CD && !is_at_once(drive) &&
        !cd_track_form(drive, &form))
        return false;
    return allowed == 0 || (allowed & 1u << drive_write_type(drive)) != 0;
}

static bool is_test_write(const struct virtual_drive *drive)
{
    return drive->medium->sequential->write_types != 0 && drive_is_test_write(drive);
}

enum drive_condition sequential_write(struct virtual_drive *drive, int32_t lba, uint32_t blocks,
                                      const void *data)
{
    uint16_t number;

    if (at_once_is_running(drive))
        return at_once_write(drive, lba, blocks, data);
    if (!is_type_allowed(drive))
        return DRIVE_CONDITION_ILLEGAL_MODE;
    if (is_at_once(drive))
        return at_once_write(drive, lba, blocks, data);
    if (drive_disc(drive)->is_damaged)
        return DRIVE_CONDITION_COMMAND_SEQUENCE;
    number = lba >= 0 ? track_written_at(drive, (uint32_t)lba) : 0;
    if (number == 0)
        return DRIVE_CONDITION_INVALID_ADDRESS_FOR_WRITE;
    if (blocks > track_of(drive, number)->size - used_blocks(drive, number))
        return DRIVE_CONDITION_END_OF_USER_AREA;
    if (is_test_write(drive))
        return test_write(drive, number, blocks);
    return append(drive, number, blocks, data);
}

static bool is_track_at_once(const struct virtual_drive *drive)
{
    return drive->medium->family == MEDIUM_FAMILY_CD && !is_test_write(drive) &&
           drive_write_type(drive) == MMC_WRITE_TYPE_TRACK_AT_ONCE;
}

/* A track at once ends where its data do (MMC-6 4.2.3.4.2): the laser cannot wait for more. */
static enum drive_condition close_written_track(struct virtual_drive *drive)
{
    const struct disc_track *track = last_track(drive);

    if (track->state != DISC_TRACK_OPEN || track->recorded == 0)
        return DRIVE_CONDITION_GOOD;
    return sequential_close_track(drive, drive_disc(drive)->track_count);
}

enum drive_condition sequential_synchronize(struct virtual_drive *drive)
{
    enum drive_condition condition;

    if (at_once_is_running(drive))
        return at_once_end(drive);
    condition = pad(drive);
    if (condition == DRIVE_CONDITION_GOOD && is_track_at_once(drive))
        condition = close_written_track(drive);
    if (condition == DRIVE_CONDITION_GOOD)
        condition = drive_condition_of_write(disc_image_flush(drive->image));
    return condition;
}

enum drive_condition sequential_reserve_track(struct virtual_drive *drive, uint32_t blocks)
{
    const uint32_t capacity = drive_disc(drive)->capacity_blocks;
    const uint32_t unit = drive_unit_blocks(drive);
    enum status status;

    if (blocks == 0 || blocks > capacity)
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    if (is_test_write(drive))
        return DRIVE_CONDITION_GOOD;
    blocks += (unit - blocks % unit) % unit;
    status =
        disc_image_reserve_track(drive->image, blocks, drive->medium->sequential->track_gap_blocks);
    if (status == STATUS_INVALID_STATE)
        return DRIVE_CONDITION_COMMAND_SEQUENCE;
    if (status == STATUS_NO_SPACE)
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    if (status == STATUS_TOO_MANY)
        return DRIVE_CONDITION_NO_MORE_RESERVATIONS;
    return drive_condition_of_write(status);
}

void sequential_stop(struct virtual_drive *drive)
{
    if (at_once_is_running(drive))
        drive->at_once.is_running = false;
    else
        (void)pad(drive);
    (void)disc_image_flush(drive->image);
}
