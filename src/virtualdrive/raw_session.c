/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sessions that are sent raw. */
#include "virtualdrive/raw_session.h"

#include "cd/q_frame.h"
#include "cd/scramble.h"
#include "cd/sector.h"
#include "cd/subcode.h"
#include "virtualdrive/drive.h"
#include "virtualdrive/session.h"

#include <string.h>

#define PREGAP_BLOCKS   150
#define LEAD_OUT_BLOCKS 6750

#define POINT_NEXT_SESSION 0xB0
#define ADR_NEXT_SESSION   5

bool raw_session_is_chosen(const struct virtual_drive *drive)
{
    return drive->medium->family == MEDIUM_FAMILY_CD &&
           drive_write_type(drive) == MMC_WRITE_TYPE_RAW;
}

uint32_t raw_session_block_size(const struct virtual_drive *drive)
{
    return drive->write_parameters.data_block_type == MMC_DATA_BLOCK_TYPE_RAW_PQ
               ? CD_SECTOR_BYTES + CD_SUBCODE_PQ_BYTES
               : CD_SECTOR_BYTES + CD_SUBCODE_BYTES;
}

int32_t raw_session_limit(const struct virtual_drive *drive)
{
    return (int32_t)drive_disc(drive)->capacity_blocks + LEAD_OUT_BLOCKS;
}

/* The first block that tracks of the session can have. */
static int32_t first_block(const struct virtual_drive *drive)
{
    const struct disc_state *disc = drive_disc(drive);

    return (int32_t)disc->tracks[disc->track_count - 1].start;
}

static bool is_session_empty(const struct disc_state *disc)
{
    const struct disc_track *last = &disc->tracks[disc->track_count - 1];

    return disc_state_first_track(disc, disc->session_count) == disc->track_count &&
           last->state == DISC_TRACK_OPEN && last->recorded == 0;
}

enum drive_condition raw_session_begin(struct virtual_drive *drive, int32_t lba, bool is_test)
{
    struct drive_at_once *at_once = &drive->at_once;

    if (!is_session_empty(drive_disc(drive)))
        return DRIVE_CONDITION_COMMAND_SEQUENCE;
    if (lba < session_lead_in_start(drive) || lba >= first_block(drive) - PREGAP_BLOCKS)
        return DRIVE_CONDITION_INVALID_ADDRESS_FOR_WRITE;
    *at_once = (struct drive_at_once){
        .is_running = true,
        .is_test = is_test,
        .is_raw = true,
        .next = lba,
        .end = raw_session_limit(drive),
        .recorded = first_block(drive),
        .first_track = drive_disc(drive)->track_count,
    };
    drive->lead_in = (struct lead_in){ 0 };
    drive->raw = (struct raw_session){ 0 };
    if (is_test)
        return DRIVE_CONDITION_GOOD;
    return drive_condition_of_write(disc_image_set_damaged(drive->image));
}

/* The sub-channels as they go on the disc; `is_lead_in`: packs are not interleaved there. */
static void join(struct virtual_drive *drive, const uint8_t *data, bool is_lead_in,
                 uint8_t subcode[CD_SUBCODE_BYTES])
{
    const uint8_t type = drive->write_parameters.data_block_type;
    struct cd_q_frame q;

    if (type == MMC_DATA_BLOCK_TYPE_RAW_PQ) {
        memcpy(&q, data, sizeof(q));
        cd_q_frame_seal(&q);
        cd_subcode_join((data[CD_SUBCODE_PQ_BYTES - 1] & CD_SUBCODE_P) != 0, &q, NULL, subcode);
        return;
    }
    memcpy(subcode, data, CD_SUBCODE_BYTES);
    if (type != MMC_DATA_BLOCK_TYPE_RAW_PW_PACK || is_lead_in)
        return;
    for (unsigned i = 0; i < CD_SUBCODE_BYTES; i += CD_RW_PACK_SYMBOLS) {
        uint8_t pack[CD_RW_PACK_SYMBOLS];

        for (unsigned k = 0; k < CD_RW_PACK_SYMBOLS; k++)
            pack[k] = subcode[i + k] & CD_SUBCODE_RW;
        cd_rw_pack_seal(pack);
        cd_rw_line_interleave(&drive->raw.line, pack, pack);
        for (unsigned k = 0; k < CD_RW_PACK_SYMBOLS; k++)
            subcode[i + k] = (uint8_t)((subcode[i + k] & ~CD_SUBCODE_RW) | pack[k]);
    }
}

static uint8_t bits_of(uint8_t control)
{
    unsigned bits = DISC_TRACK_BITS_SUB_CHANNEL | (control & DISC_TRACK_BITS_COPY_PERMITTED);

    if (!(control & CD_CONTROL_DATA))
        bits |= control & (DISC_TRACK_BITS_PREEMPHASIS | DISC_TRACK_BITS_FOUR_CHANNEL);
    return (uint8_t)bits;
}

static void note_track(struct raw_session *raw, const struct cd_q_position *position)
{
    const int32_t start = cd_msf_to_lba(position->absolute);

    if (position->index == 0 || position->index > RAW_SESSION_TRACKS_MAXIMUM || start < 0)
        return;
    raw->has_track[position->index] = true;
    raw->tracks[position->index].start = (uint32_t)start;
    raw->tracks[position->index].bits = bits_of(position->control);
    /* What kind of data they are the first sector tells. */
    raw->tracks[position->index].mode =
        position->control & CD_CONTROL_DATA ? DISC_TRACK_MODE_1 : DISC_TRACK_MODE_AUDIO;
}

/* A frame of the lead-in has a part of the table of contents. */
static void read_lead_in(struct raw_session *raw, const struct cd_q_frame *q)
{
    struct cd_q_position position;

    if (cd_q_frame_is_intact(q) && (q->control_adr & 0x0F) == ADR_NEXT_SESSION &&
        q->data[1] == POINT_NEXT_SESSION)
        raw->has_next_session = true;
    if (cd_q_frame_parse_position(q, &position) != STATUS_OK || position.track != 0)
        return;
    switch (position.index) {
    case CD_POINT_FIRST_TRACK:
        raw->first_track = position.absolute.minute;
        break;
    case CD_POINT_LAST_TRACK:
        raw->last_track = position.absolute.minute;
        break;
    case CD_POINT_LEAD_OUT:
        raw->lead_out = cd_msf_to_lba(position.absolute);
        raw->has_lead_out = true;
        break;
    default:
        note_track(raw, &position);
        break;
    }
}

/* Numbers go on where the disc is; the first session begins with any. */
static bool may_begin_with(const struct disc_state *disc, uint8_t first_track)
{
    return disc->session_count == 1 ? first_track > 0
                                    : first_track == disc->track_count + disc->number_offset;
}

/* Tracks one behind the other, from the one that is open on, up to the lead-out. */
static bool is_table_whole(const struct virtual_drive *drive)
{
    const struct raw_session *raw = &drive->raw;
    int32_t start = first_block(drive);

    if (!may_begin_with(drive_disc(drive), raw->first_track) ||
        raw->last_track < raw->first_track || raw->last_track > RAW_SESSION_TRACKS_MAXIMUM ||
        !raw->has_lead_out || raw->lead_out > (int32_t)drive_disc(drive)->capacity_blocks)
        return false;
    for (unsigned number = raw->first_track; number <= raw->last_track; number++) {
        if (!raw->has_track[number] || (int32_t)raw->tracks[number].start < start)
            return false;
        start = (int32_t)raw->tracks[number].start + 1;
    }
    return raw->lead_out >= start;
}

/* Until Q has told of pre-gaps a track reaches to the next. */
static enum drive_condition announce(struct virtual_drive *drive)
{
    struct raw_session *raw = &drive->raw;
    const struct disc_session session = {
        .track_count = (uint16_t)(raw->last_track - raw->first_track + 1),
        .tracks = &raw->tracks[raw->first_track],
        .number_offset = (uint8_t)(raw->first_track - 1),
        .has_sectors = true,
        .sectors_start = (uint32_t)first_block(drive),
    };
    enum status status;

    if (!is_table_whole(drive))
        return DRIVE_CONDITION_COMMAND_SEQUENCE;
    for (unsigned number = raw->first_track; number <= raw->last_track; number++) {
        const uint32_t end =
            number < raw->last_track ? raw->tracks[number + 1].start : (uint32_t)raw->lead_out;

        raw->tracks[number].size = end - raw->tracks[number].start;
    }
    raw->is_announced = true;
    if (drive->at_once.is_test)
        return DRIVE_CONDITION_GOOD;
    status = disc_image_announce(drive->image, &session);
    return status == STATUS_NO_SPACE || status == STATUS_TOO_MANY
               ? DRIVE_CONDITION_COMMAND_SEQUENCE
               : drive_condition_of_write(status);
}

/* Ascending, as a disc can keep them, whatever Q says. */
static bool may_follow(const struct raw_session *raw, const struct disc_index *index)
{
    const struct disc_index *last =
        raw->index_count > 0 ? &raw->indexes[raw->index_count - 1] : NULL;
    const struct disc_track *track = &raw->tracks[index->track];

    if (index->number < 2 || index->start <= track->start ||
        index->start - track->start >= track->size || raw->index_count == DISC_INDEXES_MAXIMUM)
        return false;
    return last == NULL || index->track > last->track ||
           (index->track == last->track && index->number > last->number);
}

static void note_index(struct raw_session *raw, int32_t lba)
{
    struct disc_track *track = &raw->tracks[raw->track];
    const struct disc_index index = { .start = (uint32_t)lba,
                                      .track = raw->track,
                                      .number = raw->index };

    if (lba < 0)
        return;
    if (raw->index == 0 && track->pregap == 0 && index.start < track->start)
        track->pregap = track->start - index.start;
    if (may_follow(raw, &index))
        raw->indexes[raw->index_count++] = index;
}

static void note_position(struct raw_session *raw, int32_t lba,
                          const struct cd_q_position *position)
{
    struct disc_track *track;

    if (position->track < raw->first_track || position->track > raw->last_track)
        return;
    track = &raw->tracks[position->track];
    if ((position->control ^ track->bits) & DISC_TRACK_BITS_COPY_PERMITTED)
        track->bits |= DISC_TRACK_BITS_SERIAL_COPY;
    if (position->track == raw->track && position->index == raw->index)
        return;
    raw->track = position->track;
    raw->index = position->index;
    note_index(raw, lba);
}

/* What Q tells in the program area. */
static void read_program(struct raw_session *raw, int32_t lba, const struct cd_q_frame *q)
{
    struct cd_q_position position;
    char number[CD_CATALOG_DIGITS + 1];

    if (cd_q_frame_parse_position(q, &position) == STATUS_OK)
        note_position(raw, lba, &position);
    else if (cd_q_frame_parse_catalog(q, number) == STATUS_OK)
        memcpy(raw->catalog_number, number, sizeof(number));
    else if (raw->track != 0 && cd_q_frame_parse_isrc(q, number) == STATUS_OK)
        memcpy(raw->tracks[raw->track].isrc, number, CD_ISRC_CHARACTERS);
}

/* The number of the track that `lba` belongs to; 0 before the first. */
static uint16_t track_at(const struct raw_session *raw, int32_t lba)
{
    uint16_t number = raw->last_track;

    while (number >= raw->first_track && (int32_t)raw->tracks[number].start > lba)
        number--;
    return number >= raw->first_track ? number : 0;
}

static enum disc_track_mode mode_of(const uint8_t *sector)
{
    switch (cd_sector_kind_of(sector)) {
    case CD_SECTOR_MODE_2:
        return DISC_TRACK_MODE_2;
    case CD_SECTOR_MODE_2_FORM_1:
    case CD_SECTOR_MODE_2_FORM_2:
        return DISC_TRACK_MODE_2_XA_MIXED;
    case CD_SECTOR_AUDIO:
    case CD_SECTOR_MODE_0:
    case CD_SECTOR_MODE_1:
        return DISC_TRACK_MODE_1;
    }
    return DISC_TRACK_MODE_1;
}

static enum status record_sector(struct virtual_drive *drive, int32_t lba, const uint8_t *data)
{
    struct raw_session *raw = &drive->raw;
    const uint16_t number = track_at(raw, lba);
    uint8_t sector[CD_SECTOR_BYTES];

    memcpy(sector, data, sizeof(sector));
    if (number != 0 && raw->tracks[number].mode != DISC_TRACK_MODE_AUDIO) {
        cd_scramble(sector);
        if (lba == (int32_t)raw->tracks[number].start)
            raw->tracks[number].mode = mode_of(sector);
    }
    if (number == 0)
        return disc_image_fill_gap(drive->image, (uint32_t)lba, 1, sector);
    return disc_image_append(drive->image,
                             (uint16_t)(number - raw->first_track + drive->at_once.first_track), 1,
                             sector);
}

static enum drive_condition record_one(struct virtual_drive *drive, int32_t lba,
                                       const uint8_t *data)
{
    const bool is_lead_in = lba < drive->at_once.recorded - PREGAP_BLOCKS;
    struct raw_session *raw = &drive->raw;
    uint8_t subcode[CD_SUBCODE_BYTES];
    uint8_t planes[CD_SUBCODE_BYTES];
    struct cd_q_frame q;
    enum status status;

    if (raw->is_announced && lba >= raw->lead_out)
        return DRIVE_CONDITION_GOOD;
    join(drive, data + CD_SECTOR_BYTES, is_lead_in, subcode);
    cd_subcode_split_q(subcode, &q);
    if (is_lead_in) {
        read_lead_in(raw, &q);
        lead_in_add(&drive->lead_in, subcode);
        return DRIVE_CONDITION_GOOD;
    }
    if (!raw->is_announced) {
        const enum drive_condition condition = announce(drive);

        if (condition != DRIVE_CONDITION_GOOD)
            return condition;
    }
    read_program(raw, lba, &q);
    if (lba < drive->at_once.recorded || drive->at_once.is_test)
        return DRIVE_CONDITION_GOOD;
    status = record_sector(drive, lba, data);
    if (status == STATUS_OK) {
        cd_subcode_to_planes(subcode, planes);
        status = disc_image_write_sub_channels(drive->image, (uint32_t)lba, 1, planes);
    }
    return drive_condition_of_write(status);
}

enum drive_condition raw_session_record(struct virtual_drive *drive, int32_t lba, uint32_t blocks,
                                        const uint8_t *data)
{
    const uint32_t size = raw_session_block_size(drive);
    enum drive_condition condition = DRIVE_CONDITION_GOOD;

    for (uint32_t i = 0; i < blocks && condition == DRIVE_CONDITION_GOOD; i++) {
        condition = record_one(drive, lba + (int32_t)i, data + (size_t)i * size);
        if (condition == DRIVE_CONDITION_GOOD)
            drive->at_once.next++;
    }
    return condition;
}

bool raw_session_is_whole(const struct virtual_drive *drive)
{
    return drive->raw.is_announced && drive->at_once.next >= drive->raw.lead_out;
}

/* A pre-gap is part of the track that it leads to; before the first there is all there is. */
static void settle_pregaps(struct raw_session *raw, uint32_t start)
{
    struct disc_track *first = &raw->tracks[raw->first_track];

    first->pregap = first->start - start;
    for (unsigned number = raw->first_track + 1u; number <= raw->last_track; number++) {
        struct disc_track *track = &raw->tracks[number];
        struct disc_track *before = &raw->tracks[number - 1];

        if (track->pregap >= before->size)
            track->pregap = 0;
        before->size -= track->pregap;
    }
}

/* And tracks have their places on the disc from here on. */
static void settle_indexes(struct raw_session *raw, uint16_t first_place)
{
    uint16_t kept = 0;

    for (uint16_t i = 0; i < raw->index_count; i++) {
        const struct disc_index *index = &raw->indexes[i];
        const struct disc_track *track = &raw->tracks[index->track];

        if (index->start - track->start >= track->size)
            continue;
        raw->indexes[kept] = *index;
        raw->indexes[kept++].track = (uint8_t)(index->track - raw->first_track + first_place);
    }
    raw->index_count = kept;
}

enum drive_condition raw_session_finish(struct virtual_drive *drive)
{
    struct raw_session *raw = &drive->raw;
    struct disc_session session = {
        .track_count = (uint16_t)(raw->last_track - raw->first_track + 1),
        .tracks = &raw->tracks[raw->first_track],
        .indexes = raw->indexes,
        .catalog_number = raw->catalog_number[0] != 0 ? raw->catalog_number : NULL,
    };

    settle_pregaps(raw, (uint32_t)drive->at_once.recorded);
    settle_indexes(raw, drive->at_once.first_track);
    session.index_count = raw->index_count;
    return drive_condition_of_write(disc_image_revise(drive->image, &session));
}
