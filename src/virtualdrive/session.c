/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sessions at once of a CD, sector by sector. */
#include "virtualdrive/session.h"

#include "virtualdrive/cd_tracks.h"
#include "virtualdrive/sub_channel.h"

#define LEAD_IN_BLOCKS 4500
#define PREGAP_BLOCKS  150
#define FIRST_LEAD_IN  (-11625) /* 97:27:00, by the wobble */

int32_t session_lead_in_start(const struct virtual_drive *drive)
{
    const struct disc_state *disc = drive_disc(drive);
    const uint16_t first = disc_state_first_track(disc, disc->session_count);
    const struct disc_track *track = &disc->tracks[first - 1];

    if (disc->session_count == 1)
        return FIRST_LEAD_IN;
    return (int32_t)(track->start - track->pregap) - PREGAP_BLOCKS - LEAD_IN_BLOCKS;
}

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
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

/* Blocks of a pre-gap are kept where whole sectors are. */
static enum status record_gap(struct virtual_drive *drive, int32_t lba, enum sector_form form,
                              uint32_t blocks, const uint8_t *data)
{
    uint8_t sector[DISC_SECTOR_SIZE];
    enum status status = STATUS_OK;

    if (disc_state_sector_size(drive_disc(drive), (uint32_t)lba) == DISC_BLOCK_SIZE)
        return STATUS_OK;
    for (uint32_t i = 0; i < blocks && status == STATUS_OK; i++) {
        sector_form_encode(form, drive->write_parameters.sub_header, lba + (int32_t)i,
                           data + (size_t)i * sector_form_bytes(form), sector);
        status = disc_image_fill_gap(drive->image, (uint32_t)lba + i, 1, sector);
    }
    return status;
}

/* What came in one form, from `lba` on, goes into tracks and gaps. */
static enum status record_form(struct virtual_drive *drive, int32_t lba, enum sector_form form,
                               uint32_t blocks, const uint8_t *data)
{
    enum status status = STATUS_OK;

    while (blocks > 0 && status == STATUS_OK) {
        const uint16_t number = track_from(drive, lba);
        const struct disc_track *track;
        uint32_t count = blocks;

        if (number == 0)
            return STATUS_OK;
        track = &drive_disc(drive)->tracks[number - 1];
        if (lba < drive->at_once.recorded) {
            count = least(blocks, (uint32_t)(drive->at_once.recorded - lba));
        } else if (lba < (int32_t)track->start) {
            count = least(blocks, (uint32_t)((int32_t)track->start - lba));
            status = record_gap(drive, lba, form, count, data);
        } else {
            count = least(blocks, track->size - track->recorded);
            status = cd_track_store(drive, number, form, count, data);
        }
        lba += (int32_t)count;
        blocks -= count;
        data += (size_t)count * sector_form_bytes(form);
    }
    return status;
}

/* The drive makes P and Q of a sector whose R to W came. */
static enum status record_rw(struct virtual_drive *drive, int32_t lba, const uint8_t *rw)
{
    const struct disc_state *disc = drive_disc(drive);
    const struct disc_track *track;
    uint8_t subcode[CD_SUBCODE_BYTES];
    uint8_t planes[CD_SUBCODE_BYTES];
    struct cd_q_frame q;

    if (lba < drive->at_once.recorded || !sub_channel_make_q(disc, (uint32_t)lba, &q))
        return STATUS_OK;
    track = sub_channel_track_at(disc, (uint32_t)lba);
    cd_subcode_join((uint32_t)lba < track->start, &q, rw, subcode);
    cd_subcode_to_planes(subcode, planes);
    return disc_image_write_sub_channels(drive->image, (uint32_t)lba, 1, planes);
}

static enum status record_with_rw(struct virtual_drive *drive, int32_t lba, enum sector_form form,
                                  uint32_t blocks, const uint8_t *data)
{
    const uint32_t size = sector_form_bytes(form) + CD_SUBCODE_BYTES;
    enum status status = STATUS_OK;

    for (uint32_t i = 0; i < blocks && status == STATUS_OK; i++, data += size) {
        status = record_form(drive, lba + (int32_t)i, form, 1, data);
        if (status == STATUS_OK)
            status = record_rw(drive, lba + (int32_t)i, data + sector_form_bytes(form));
    }
    return status;
}

static enum status record_zeros(struct virtual_drive *drive, int32_t lba, enum sector_form form,
                                uint32_t blocks)
{
    static const uint8_t nothing[DISC_SECTOR_SIZE];
    enum status status = STATUS_OK;

    for (uint32_t i = 0; i < blocks && status == STATUS_OK; i++)
        status = record_form(drive, lba + (int32_t)i, form, 1, nothing);
    return status;
}

static enum status record_part(struct virtual_drive *drive, const struct cue_part *part,
                               int32_t lba, uint32_t blocks, const uint8_t *data)
{
    if (drive->at_once.is_test)
        return STATUS_OK;
    if (part->is_generated || part->is_ignored)
        return record_zeros(drive, lba, part->form, blocks);
    if (part->has_rw)
        return record_with_rw(drive, lba, part->form, blocks, data);
    return record_form(drive, lba, part->form, blocks, data);
}

/* What nothing comes for follows at once. */
static enum status record_generated(struct virtual_drive *drive)
{
    struct drive_at_once *at_once = &drive->at_once;
    enum status status = STATUS_OK;

    while (status == STATUS_OK && at_once->next >= drive->sheet.parts[0].start &&
           at_once->next < at_once->end) {
        int32_t end;
        const struct cue_part *part = cue_sheet_part_at(&drive->sheet, at_once->next, &end);

        if (!part->is_generated)
            break;
        status = record_part(drive, part, at_once->next, (uint32_t)(end - at_once->next), NULL);
        if (status == STATUS_OK)
            at_once->next = end;
    }
    return status;
}

/* Gives how many of `blocks` were sectors of the lead-in. */
static uint32_t take_lead_in(struct virtual_drive *drive, uint32_t blocks, const uint8_t *data)
{
    const int32_t left = drive->sheet.parts[0].start - drive->at_once.next;
    uint32_t count = 0;

    if (left <= 0)
        return 0;
    for (; count < blocks && count < (uint32_t)left; count++)
        lead_in_add(&drive->lead_in, data + (size_t)count * CD_SUBCODE_BYTES);
    drive->at_once.next += (int32_t)count;
    return count;
}

enum drive_condition session_record(struct virtual_drive *drive, uint32_t blocks,
                                    const uint8_t *data)
{
    struct drive_at_once *at_once = &drive->at_once;
    const uint32_t lead_in = take_lead_in(drive, blocks, data);
    enum status status = record_generated(drive);

    blocks -= lead_in;
    data += (size_t)lead_in * CD_SUBCODE_BYTES;
    while (blocks > 0 && status == STATUS_OK) {
        int32_t end;
        const struct cue_part *part = cue_sheet_part_at(&drive->sheet, at_once->next, &end);
        const uint32_t count = least(blocks, (uint32_t)(end - at_once->next));

        status = record_part(drive, part, at_once->next, count, data);
        if (status != STATUS_OK)
            break;
        at_once->next += (int32_t)count;
        blocks -= count;
        data += (size_t)count * cue_part_bytes(part);
        status = record_generated(drive);
    }
    return drive_condition_of_write(status);
}

enum drive_condition session_keep_text(struct virtual_drive *drive)
{
    const struct lead_in *lead_in = &drive->lead_in;

    if (lead_in->pack_count == 0 || drive_disc(drive)->session_count > 1 ||
        !drive_disc(drive)->has_sectors)
        return DRIVE_CONDITION_GOOD;
    return drive_condition_of_write(
        disc_image_set_cd_text(drive->image, (const uint8_t *)lead_in->packs,
                               lead_in->pack_count * sizeof(lead_in->packs[0])));
}
