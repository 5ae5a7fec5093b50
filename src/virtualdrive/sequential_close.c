/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Closing and blanking media that are recorded in order (MMC-6 6.2, 6.3). */
#include "virtualdrive/sequential.h"

#include "virtualdrive/cd_tracks.h"

static const struct disc_track *track_of(const struct virtual_drive *drive, uint16_t number)
{
    return &drive_disc(drive)->tracks[number - 1];
}

uint32_t sequential_session_gap(const struct virtual_drive *drive)
{
    const struct sequential_rules *rules = drive->medium->sequential;

    return drive_disc(drive)->session_count == 1 ? rules->first_session_gap_blocks
                                                 : rules->session_gap_blocks;
}

enum drive_condition sequential_close_track(struct virtual_drive *drive, uint16_t number)
{
    const struct sequential_rules *rules = drive->medium->sequential;
    uint32_t run_out = rules->run_out_blocks;
    const struct disc_track *track;
    enum status status = STATUS_OK;

    if (number == 0 || number > drive_disc(drive)->track_count)
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    if (drive->test_write.track == number) {
        drive->test_write.track = 0;
        return DRIVE_CONDITION_GOOD;
    }
    track = track_of(drive, number);
    if (track->state == DISC_TRACK_COMPLETE)
        return DRIVE_CONDITION_GOOD;
    if (track->recorded == 0)
        return DRIVE_CONDITION_COMMAND_SEQUENCE;
    if (track->state == DISC_TRACK_RESERVED) {
        status = cd_track_pad(drive, number, track->size - track->recorded);
    } else if (track->mode == DISC_TRACK_MODE_AUDIO) {
        /* Run-out of audio is silence that anybody can hear. */
        run_out = 0;
        status = cd_track_run_out(drive, number);
    }
    if (status == STATUS_OK)
        status = disc_image_close_track(drive->image, number, run_out, rules->track_gap_blocks);
    return drive_condition_of_write(status);
}

/* An open track with data is closed with its session; a reserved one is the initiator's affair. */
static enum drive_condition close_open_track(struct virtual_drive *drive)
{
    const struct disc_state *disc = drive_disc(drive);
    const uint16_t last = disc->track_count;

    for (uint16_t number = 1; number <= last; number++) {
        if (track_of(drive, number)->state == DISC_TRACK_RESERVED)
            return DRIVE_CONDITION_INCOMPLETE_TRACK;
    }
    if (last > 0 && track_of(drive, last)->state == DISC_TRACK_OPEN &&
        track_of(drive, last)->recorded > 0)
        return sequential_close_track(drive, last);
    return DRIVE_CONDITION_GOOD;
}

static bool has_torn_track(const struct virtual_drive *drive)
{
    const struct disc_state *disc = drive_disc(drive);

    for (uint16_t number = 1; number <= disc->track_count; number++) {
        const struct disc_track *track = track_of(drive, number);

        if (track->state == DISC_TRACK_RESERVED ||
            (track->state == DISC_TRACK_OPEN && track->recorded > 0))
            return true;
    }
    return false;
}

static enum drive_condition salvage(struct virtual_drive *drive)
{
    if (!drive_disc(drive)->is_damaged || !has_torn_track(drive))
        return DRIVE_CONDITION_GOOD;
    return drive_condition_of_write(disc_image_salvage(drive->image));
}

enum drive_condition sequential_close_session(struct virtual_drive *drive, bool is_last)
{
    enum drive_condition condition;
    enum status status;

    if (drive->test_write.track != 0) {
        drive->test_write.track = 0;
        return DRIVE_CONDITION_GOOD;
    }
    condition = salvage(drive);
    if (condition == DRIVE_CONDITION_GOOD)
        condition = close_open_track(drive);
    if (condition != DRIVE_CONDITION_GOOD)
        return condition;
    status = is_last ? disc_image_finalise(drive->image)
                     : disc_image_close_session(drive->image, sequential_session_gap(drive));
    return status == STATUS_INVALID_STATE ? DRIVE_CONDITION_COMMAND_SEQUENCE
                                          : drive_condition_of_write(status);
}

static enum drive_condition blank_all(struct virtual_drive *drive)
{
    const enum status status = disc_image_blank(drive->image);

    if (status == STATUS_OK)
        drive_medium_became(drive);
    return drive_condition_of_write(status);
}

static enum drive_condition condition_of_blank(enum status status)
{
    return status == STATUS_INVALID_STATE ? DRIVE_CONDITION_INVALID_FIELD_IN_CDB
                                          : drive_condition_of_write(status);
}

/* The incomplete track, from its start or from an address within it (MMC-6 6.2.3.3, 6.2.3.5). */
static enum drive_condition blank_track(struct virtual_drive *drive, uint32_t address, bool is_tail)
{
    const struct disc_state *disc = drive_disc(drive);
    const struct disc_track *track = disc_state_track_at(disc, address);
    uint16_t number;
    uint32_t kept;

    if (track == NULL || (is_tail && address % drive_unit_blocks(drive) != 0))
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    number = (uint16_t)(track - disc->tracks + 1);
    kept = is_tail ? address - track->start : 0;
    return condition_of_blank(disc_image_unrecord(drive->image, number, kept));
}

enum drive_condition sequential_blank(struct virtual_drive *drive, uint8_t type, uint32_t address)
{
    const bool is_damaged = drive_disc(drive)->is_damaged;

    if (type == MMC_BLANK_TYPE_DISC || type == MMC_BLANK_TYPE_MINIMAL)
        return blank_all(drive);
    if (is_damaged && type != MMC_BLANK_TYPE_SESSION)
        return DRIVE_CONDITION_COMMAND_SEQUENCE;
    switch (type) {
    case MMC_BLANK_TYPE_TRACK:
        return blank_track(drive, address, false);
    case MMC_BLANK_TYPE_UNRESERVE_TRACK:
        return condition_of_blank(disc_image_unreserve(drive->image));
    case MMC_BLANK_TYPE_TRACK_TAIL:
        return blank_track(drive, address, true);
    case MMC_BLANK_TYPE_UNCLOSE_SESSION:
        return condition_of_blank(
            disc_image_unclose_session(drive->image, drive->medium->sequential->track_gap_blocks));
    case MMC_BLANK_TYPE_SESSION:
        return condition_of_blank(disc_image_remove_session(drive->image));
    default:
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    }
}
