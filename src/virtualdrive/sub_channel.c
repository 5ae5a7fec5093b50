/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sub-channels of a CD. */
#include "virtualdrive/sub_channel.h"

#include "cd/rw_pack.h"
#include "virtualdrive/drive.h"

#include <string.h>

/* ECMA-130 22.3.3.2, 22.3.3.3: one sector of a hundred at least tells each number. */
#define NUMBER_INTERVAL 100
#define CATALOG_PLACE   40
#define ISRC_PLACE      60

/* IEC 60908: a serial copy has the copy bit on in four frames and off in the next four. */
#define SERIAL_COPY_PERIOD 8

/* Packs of a sector, and sectors in which the last symbols of its packs come. */
#define PACKS_PER_SECTOR 4
#define DELAY_SECTORS    2

const struct disc_track *sub_channel_track_at(const struct disc_state *disc, uint32_t lba)
{
    for (unsigned i = 0; i < disc->track_count; i++) {
        const struct disc_track *track = &disc->tracks[i];

        if (lba < track->start - track->pregap)
            return NULL;
        if (lba < track->start || lba - track->start < track->size)
            return track;
    }
    return NULL;
}

uint8_t sub_channel_control(const struct disc_track *track)
{
    const unsigned control =
        track->bits & (DISC_TRACK_BITS_PREEMPHASIS | DISC_TRACK_BITS_COPY_PERMITTED |
                       DISC_TRACK_BITS_FOUR_CHANNEL);

    return (uint8_t)(track->mode == DISC_TRACK_MODE_AUDIO ? control : control | CD_CONTROL_DATA);
}

static uint8_t control_at(const struct disc_track *track, uint32_t lba)
{
    const uint8_t control = sub_channel_control(track);

    if (!(track->bits & DISC_TRACK_BITS_SERIAL_COPY))
        return control;
    return lba % SERIAL_COPY_PERIOD < SERIAL_COPY_PERIOD / 2
               ? control | CD_CONTROL_COPY_PERMITTED
               : (uint8_t)(control & ~(unsigned)CD_CONTROL_COPY_PERMITTED);
}

static uint8_t index_at(const struct disc_state *disc, uint8_t number, uint32_t lba)
{
    uint8_t found = lba >= disc->tracks[number - 1].start;

    for (unsigned i = 0; i < disc->index_count; i++) {
        const struct disc_index *index = &disc->indexes[i];

        if (index->track == number && index->start <= lba)
            found = index->number;
    }
    return found;
}

/* A running time of `frames`, 0 at address -150. */
static struct cd_msf time_of(uint32_t frames)
{
    return cd_msf_of_lba((int32_t)frames - 150);
}

bool sub_channel_position(const struct disc_state *disc, uint32_t lba,
                          struct cd_q_position *position)
{
    const struct disc_track *track = sub_channel_track_at(disc, lba);

    if (track == NULL)
        return false;
    *position = (struct cd_q_position){
        .control = control_at(track, lba),
        .track = (uint8_t)(track - disc->tracks + 1 + disc->number_offset),
        .absolute = cd_msf_of_lba((int32_t)lba),
    };
    position->index = index_at(disc, (uint8_t)(track - disc->tracks + 1), lba);
    /* In the pre-gap the time runs down to zero. */
    position->relative = time_of(lba < track->start ? track->start - 1 - lba : lba - track->start);
    return true;
}

/* Whether nothing begins there that a reader would have to see at once. */
static bool goes_on_at(const struct disc_state *disc, uint32_t lba)
{
    struct cd_q_position here;
    struct cd_q_position before;

    return lba > 0 && sub_channel_position(disc, lba, &here) &&
           sub_channel_position(disc, lba - 1, &before) && here.track == before.track &&
           here.index == before.index;
}

/* The place of a number moves by one where an index begins. */
static bool is_place_of(const struct disc_state *disc, uint32_t lba, uint32_t place)
{
    if (lba % NUMBER_INTERVAL == place)
        return goes_on_at(disc, lba);
    return lba % NUMBER_INTERVAL == place + 1 && !goes_on_at(disc, lba - 1);
}

bool sub_channel_make_q(const struct disc_state *disc, uint32_t lba, struct cd_q_frame *q)
{
    struct cd_q_position position;
    const struct disc_track *track;

    if (!sub_channel_position(disc, lba, &position))
        return false;
    track = sub_channel_track_at(disc, lba);
    if (disc->catalog_number[0] != 0 && is_place_of(disc, lba, CATALOG_PLACE))
        cd_q_frame_encode_catalog(position.control, disc->catalog_number, position.absolute.frame,
                                  q);
    else if (track->isrc[0] != 0 && is_place_of(disc, lba, ISRC_PLACE))
        cd_q_frame_encode_isrc(position.control, track->isrc, position.absolute.frame, q);
    else
        cd_q_frame_encode_position(&position, q);
    return true;
}

enum status sub_channel_read(struct virtual_drive *drive, uint32_t lba,
                             uint8_t subcode[CD_SUBCODE_BYTES])
{
    const struct disc_state *disc = drive_disc(drive);
    const struct disc_track *track = sub_channel_track_at(disc, lba);
    uint8_t planes[CD_SUBCODE_BYTES] = { 0 };
    struct cd_q_frame q = { 0 };

    if (track != NULL && track->bits & DISC_TRACK_BITS_SUB_CHANNEL) {
        const enum status status = disc_image_read_sub_channels(drive->image, lba, 1, planes);

        cd_subcode_from_planes(planes, subcode);
        return status;
    }
    (void)sub_channel_make_q(disc, lba, &q);
    cd_subcode_join(track != NULL && lba < track->start, &q, NULL, subcode);
    return STATUS_OK;
}

enum status sub_channel_read_packs(struct virtual_drive *drive, uint32_t lba,
                                   uint8_t packs[CD_SUBCODE_BYTES])
{
    uint8_t subcode[CD_SUBCODE_BYTES];
    struct cd_rw_line line = { 0 };
    uint8_t pack[CD_RW_PACK_SYMBOLS];

    for (unsigned i = 0; i < (1 + DELAY_SECTORS) * PACKS_PER_SECTOR; i++) {
        const unsigned place = i % PACKS_PER_SECTOR * CD_RW_PACK_SYMBOLS;
        enum status status = STATUS_OK;

        if (place == 0)
            status = sub_channel_read(drive, lba + i / PACKS_PER_SECTOR, subcode);
        if (status != STATUS_OK)
            return status;
        for (unsigned symbol = 0; symbol < CD_RW_PACK_SYMBOLS; symbol++)
            pack[symbol] = subcode[place + symbol] & CD_SUBCODE_RW;
        cd_rw_line_deinterleave(&line, pack, pack);
        if (i >= CD_RW_DELAY_PACKS && i < CD_RW_DELAY_PACKS + PACKS_PER_SECTOR)
            memcpy(packs + (i - CD_RW_DELAY_PACKS) * CD_RW_PACK_SYMBOLS, pack, sizeof(pack));
    }
    return STATUS_OK;
}
