/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sessions recorded in one go. */
#include "virtualdrive/at_once.h"

#include "virtualdrive/sequential.h"

static enum drive_condition condition_of_begin(enum status status)
{
    if (status == STATUS_INVALID_STATE)
        return DRIVE_CONDITION_COMMAND_SEQUENCE;
    if (status == STATUS_NO_SPACE || status == STATUS_TOO_MANY)
        return DRIVE_CONDITION_INVALID_FIELD_IN_PARAMETERS;
    return drive_condition_of_write(status);
}

static enum drive_condition begin_sheet(struct virtual_drive *drive, struct drive_at_once *at_once)
{
    struct drive_cue_sheet *sheet = &drive->sheet;
    struct disc_session session;

    if (!sheet->is_valid)
        return DRIVE_CONDITION_COMMAND_SEQUENCE;
    at_once->next = sheet->start;
    at_once->end = sheet->end;
    at_once->first_track = drive_disc(drive)->track_count;
    if (at_once->is_test)
        return DRIVE_CONDITION_GOOD;
    session = (struct disc_session){ .track_count = sheet->track_count, .tracks = sheet->tracks };
    return condition_of_begin(disc_image_announce(drive->image, &session));
}

/* A reserved track has its size; the open one ends where the initiator does. */
static enum drive_condition begin_track(struct virtual_drive *drive, struct drive_at_once *at_once)
{
    const struct disc_state *disc = drive_disc(drive);
    const struct disc_track *track = &disc->tracks[0];

    if (track->state == DISC_TRACK_COMPLETE || track->recorded > 0)
        return DRIVE_CONDITION_COMMAND_SEQUENCE;
    at_once->next = 0;
    at_once->end = (int32_t)track->size;
    at_once->first_track = 1;
    if (at_once->is_test)
        return DRIVE_CONDITION_GOOD;
    return condition_of_begin(disc_image_set_damaged(drive->image));
}

static enum drive_condition begin(struct virtual_drive *drive)
{
    struct drive_at_once at_once = { .is_running = true, .is_test = drive_is_test_write(drive) };
    enum drive_condition condition;

    if (drive_disc(drive)->is_damaged)
        return DRIVE_CONDITION_COMMAND_SEQUENCE;
    if (drive->medium->family == MEDIUM_FAMILY_CD)
        condition = begin_sheet(drive, &at_once);
    else
        condition = begin_track(drive, &at_once);
    if (condition != DRIVE_CONDITION_GOOD)
        return condition;
    drive->sheet.is_valid = false;
    drive->at_once = at_once;
    return DRIVE_CONDITION_GOOD;
}

/* The first track of the session that ends behind `lba`; 0 when all end before it. */
static uint16_t track_from(const struct virtual_drive *drive, int32_t lba)
{
    const struct disc_state *disc = drive_disc(drive);

    for (uint16_t number = drive->at_once.first_track; number <= disc->track_count; number++) {
        const struct disc_track *track = &disc->tracks[number - 1];

        if ((int64_t)track->start + track->size > lba)
            return number;
    }
    return 0;
}

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* What lies between two tracks is no user data: the drive has it written, the image has not. */
static enum drive_condition record(struct virtual_drive *drive, int32_t lba, uint32_t blocks,
                                   const uint8_t *data)
{
    while (blocks > 0) {
        const uint16_t number = track_from(drive, lba);
        const struct disc_track *track;
        enum status status = STATUS_OK;
        uint32_t count = blocks;

        if (number == 0)
            return DRIVE_CONDITION_GOOD;
        track = &drive_disc(drive)->tracks[number - 1];
        if (lba < (int32_t)track->start) {
            count = least(blocks, (uint32_t)((int32_t)track->start - lba));
        } else {
            count = least(blocks, track->size - track->recorded);
            status = disc_image_append(drive->image, number, count, data);
        }
        if (status != STATUS_OK)
            return drive_condition_of_write(status);
        lba += (int32_t)count;
        blocks -= count;
        data += (size_t)count * DISC_BLOCK_SIZE;
    }
    return DRIVE_CONDITION_GOOD;
}

/* A session without an announced end is as long as what came, in whole units. */
static enum drive_condition pad(struct virtual_drive *drive)
{
    const uint16_t number = drive->at_once.first_track;
    const struct disc_track *track = &drive_disc(drive)->tracks[number - 1];
    const uint32_t unit = drive_unit_blocks(drive);
    const uint32_t torn = track->recorded % unit;

    if (track->state == DISC_TRACK_COMPLETE || torn == 0)
        return DRIVE_CONDITION_GOOD;
    return drive_condition_of_write(disc_image_append_zeros(drive->image, number, unit - torn));
}

static bool is_whole(const struct virtual_drive *drive)
{
    const struct disc_state *disc = drive_disc(drive);

    for (uint16_t number = drive->at_once.first_track; number <= disc->track_count; number++) {
        const struct disc_track *track = &disc->tracks[number - 1];

        if (track->state == DISC_TRACK_RESERVED && track->recorded < track->size)
            return false;
    }
    /* A DVD was padded to whole units; a CD gets all that the cue sheet announced. */
    return drive->medium->family != MEDIUM_FAMILY_CD || drive->at_once.next == drive->at_once.end;
}

static enum drive_condition close_tracks(struct virtual_drive *drive)
{
    const uint16_t last = drive_disc(drive)->track_count;
    enum drive_condition condition = DRIVE_CONDITION_GOOD;

    for (uint16_t number = drive->at_once.first_track;
         number <= last && condition == DRIVE_CONDITION_GOOD; number++) {
        const struct disc_track *track = &drive_disc(drive)->tracks[number - 1];

        if (track->state != DISC_TRACK_OPEN || track->recorded > 0)
            condition = sequential_close_track(drive, number);
    }
    return condition;
}

bool at_once_is_running(const struct virtual_drive *drive)
{
    return drive->at_once.is_running;
}

enum drive_condition at_once_write(struct virtual_drive *drive, int32_t lba, uint32_t blocks,
                                   const void *data)
{
    struct drive_at_once *at_once = &drive->at_once;
    enum drive_condition condition = DRIVE_CONDITION_GOOD;

    if (!at_once->is_running)
        condition = begin(drive);
    if (condition != DRIVE_CONDITION_GOOD)
        return condition;
    if (lba != at_once->next)
        return DRIVE_CONDITION_INVALID_ADDRESS_FOR_WRITE;
    if (blocks > (uint32_t)(at_once->end - at_once->next))
        return DRIVE_CONDITION_END_OF_USER_AREA;
    if (!at_once->is_test)
        condition = record(drive, lba, blocks, data);
    if (condition == DRIVE_CONDITION_GOOD)
        at_once->next += (int32_t)blocks;
    return condition;
}

enum drive_condition at_once_end(struct virtual_drive *drive)
{
    enum drive_condition condition;

    if (!drive->at_once.is_running)
        return DRIVE_CONDITION_GOOD;
    condition = drive->at_once.is_test ? DRIVE_CONDITION_GOOD : pad(drive);
    if (condition != DRIVE_CONDITION_GOOD)
        return condition;
    drive->at_once.is_running = false;
    if (drive->at_once.is_test || !is_whole(drive))
        return DRIVE_CONDITION_GOOD;
    condition = close_tracks(drive);
    if (condition != DRIVE_CONDITION_GOOD)
        return condition;
    return sequential_close_session(drive, !drive_is_multisession(drive));
}
