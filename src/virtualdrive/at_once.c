/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sessions recorded in one go. */
#include "virtualdrive/at_once.h"

#include "virtualdrive/sequential.h"
#include "virtualdrive/session.h"

static enum drive_condition condition_of_begin(enum status status)
{
    if (status == STATUS_INVALID_STATE)
        return DRIVE_CONDITION_COMMAND_SEQUENCE;
    if (status == STATUS_NO_SPACE || status == STATUS_TOO_MANY)
        return DRIVE_CONDITION_INVALID_FIELD_IN_PARAMETERS;
    return drive_condition_of_write(status);
}

/* Where the session that is open begins. */
static uint32_t first_block(const struct virtual_drive *drive)
{
    return drive_disc(drive)->tracks[drive_disc(drive)->track_count - 1].start;
}

static enum drive_condition begin_sheet(struct virtual_drive *drive, int32_t lba,
                                        struct drive_at_once *at_once)
{
    struct drive_cue_sheet *sheet = &drive->sheet;
    const struct disc_session session = {
        .track_count = sheet->track_count,
        .tracks = sheet->tracks,
        .index_count = sheet->index_count,
        .indexes = sheet->indexes,
        .catalog_number = sheet->catalog_number[0] != 0 ? sheet->catalog_number : NULL,
        .has_sectors = sheet->has_sectors,
        .sectors_start = first_block(drive),
    };

    if (!sheet->is_valid)
        return DRIVE_CONDITION_COMMAND_SEQUENCE;
    at_once->next = sheet->start;
    at_once->end = sheet->end;
    at_once->recorded = (int32_t)first_block(drive);
    at_once->first_track = drive_disc(drive)->track_count;
    /* The initiator may leave out the start of the lead-in, as long as it is. */
    if (sheet->has_lead_in && lba < sheet->parts[0].start && lba >= session_lead_in_start(drive))
        at_once->next = lba;
    if (lba != at_once->next)
        return DRIVE_CONDITION_INVALID_ADDRESS_FOR_WRITE;
    drive->lead_in = (struct lead_in){ 0 };
    if (at_once->is_test)
        return DRIVE_CONDITION_GOOD;
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

static enum drive_condition begin(struct virtual_drive *drive, int32_t lba)
{
    struct drive_at_once at_once = { .is_running = true, .is_test = drive_is_test_write(drive) };
    enum drive_condition condition;

    if (drive_disc(drive)->is_damaged)
        return DRIVE_CONDITION_COMMAND_SEQUENCE;
    if (raw_session_is_chosen(drive))
        return raw_session_begin(drive, lba, at_once.is_test);
    if (drive->medium->family == MEDIUM_FAMILY_CD)
        condition = begin_sheet(drive, lba, &at_once);
    else
        condition = begin_track(drive, &at_once);
    if (condition != DRIVE_CONDITION_GOOD)
        return condition;
    drive->sheet.is_valid = false;
    drive->at_once = at_once;
    return DRIVE_CONDITION_GOOD;
}

/* Of a DVD: the one track takes what comes. */
static enum drive_condition record_track(struct virtual_drive *drive, uint32_t blocks,
                                         const uint8_t *data)
{
    return drive_condition_of_write(
        disc_image_append(drive->image, drive->at_once.first_track, blocks, data));
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
    if (drive->at_once.is_raw)
        return raw_session_is_whole(drive);
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
        condition = begin(drive, lba);
    if (condition != DRIVE_CONDITION_GOOD)
        return condition;
    if (lba != at_once->next)
        return DRIVE_CONDITION_INVALID_ADDRESS_FOR_WRITE;
    if (blocks > (uint32_t)(at_once->end - at_once->next))
        return DRIVE_CONDITION_END_OF_USER_AREA;
    if (at_once->is_raw)
        return raw_session_record(drive, lba, blocks, data);
    if (drive->medium->family == MEDIUM_FAMILY_CD)
        return session_record(drive, blocks, data);
    if (!at_once->is_test)
        condition = record_track(drive, blocks, data);
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
    if (drive->at_once.is_raw)
        condition = raw_session_finish(drive);
    if (condition == DRIVE_CONDITION_GOOD && drive->medium->family == MEDIUM_FAMILY_CD)
        condition = session_keep_text(drive);
    if (condition == DRIVE_CONDITION_GOOD)
        condition = close_tracks(drive);
    if (condition != DRIVE_CONDITION_GOOD)
        return condition;
    return sequential_close_session(drive, !drive_is_multisession(drive));
}
