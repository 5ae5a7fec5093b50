/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tracks at once of a CD. */
#include "virtualdrive/cd_tracks.h"

#include "mmc/track_information.h"
#include "virtualdrive/sequential.h"

#include <string.h>

#define SECTORS_AT_ONCE 16

/* Of the two numbers in mode page 05h: the first byte says whether one follows. */
#define NUMBER_VALID 0x80

static const struct disc_track *track_of(const struct virtual_drive *drive, uint16_t number)
{
    return &drive_disc(drive)->tracks[number - 1];
}

bool cd_track_form(const struct virtual_drive *drive, enum sector_form *form)
{
    const struct mmc_mode_write_parameters_wire *page = &drive->write_parameters;

    return sector_form_of_block_type(page->data_block_type,
                                     (page->track_mode & MMC_TRACK_MODE_DATA) != 0, form);
}

/* The low bits of a data track say that it is recorded in packets: nothing of the sort here. */
static uint8_t bits_of_page(const struct mmc_mode_write_parameters_wire *page)
{
    const unsigned mode = page->track_mode;
    unsigned bits = mode & DISC_TRACK_BITS_COPY_PERMITTED;

    if (mode & MMC_TRACK_MODE_DATA)
        return (uint8_t)bits;
    bits |= mode & (DISC_TRACK_BITS_PREEMPHASIS | DISC_TRACK_BITS_FOUR_CHANNEL);
    if (mode & MMC_MODE_TRACK_MODE_BITS_COPY)
        bits |= DISC_TRACK_BITS_SERIAL_COPY;
    return (uint8_t)bits;
}

/* The gap between two tracks of audio is silence of the second that anybody can hear. */
static uint32_t pregap_of(const struct virtual_drive *drive, uint16_t number)
{
    const uint32_t gap = drive->medium->sequential->track_gap_blocks;
    const struct disc_state *disc = drive_disc(drive);
    const struct disc_track *track = track_of(drive, number);
    const struct disc_track *before = number > 1 ? track - 1 : NULL;

    if (before == NULL || before->session != track->session ||
        before->mode != DISC_TRACK_MODE_AUDIO || !disc->has_sectors)
        return 0;
    return track->start - (before->start + before->size) < gap ? 0 : gap;
}

static enum drive_condition describe(struct virtual_drive *drive, uint16_t number,
                                     enum sector_form form)
{
    const struct mmc_mode_write_parameters_wire *page = &drive->write_parameters;
    struct disc_track description = { .mode = sector_form_mode(form), .bits = bits_of_page(page) };
    enum status status = STATUS_OK;

    if (form == SECTOR_FORM_AUDIO) {
        description.pregap = pregap_of(drive, number);
        if (page->isrc[0] & NUMBER_VALID)
            memcpy(description.isrc, page->isrc + 1, DISC_ISRC_LENGTH);
    }
    if (form == SECTOR_FORM_AUDIO && page->media_catalog_number[0] & NUMBER_VALID &&
        drive_disc(drive)->catalog_number[0] == 0)
        status = disc_image_set_catalog_number(drive->image,
                                               (const char *)page->media_catalog_number + 1);
    if (status == STATUS_OK)
        status = disc_image_describe_track(drive->image, number, &description,
                                           !sector_form_is_plain(form, page->sub_header));
    return status == STATUS_INVALID_STATE ? DRIVE_CONDITION_ILLEGAL_MODE
                                          : drive_condition_of_write(status);
}

static enum status store_whole(struct virtual_drive *drive, uint16_t number, enum sector_form form,
                               uint32_t blocks, const uint8_t *data)
{
    uint8_t sectors[SECTORS_AT_ONCE * DISC_SECTOR_SIZE];
    enum status status = STATUS_OK;

    while (blocks > 0 && status == STATUS_OK) {
        const struct disc_track *track = track_of(drive, number);
        const uint32_t lba = track->start + track->recorded;
        const uint32_t count = blocks < SECTORS_AT_ONCE ? blocks : SECTORS_AT_ONCE;

        for (uint32_t i = 0; i < count; i++)
            sector_form_encode(form, drive->write_parameters.sub_header, (int32_t)(lba + i),
                               data + (size_t)i * sector_form_bytes(form),
                               sectors + (size_t)i * DISC_SECTOR_SIZE);
        status = disc_image_append(drive->image, number, count, sectors);
        blocks -= count;
        data += (size_t)count * sector_form_bytes(form);
    }
    return status;
}

enum status cd_track_store(struct virtual_drive *drive, uint16_t number, enum sector_form form,
                           uint32_t blocks, const uint8_t *data)
{
    const struct disc_track *track = track_of(drive, number);

    if (form == SECTOR_FORM_AUDIO ||
        disc_state_sector_size(drive_disc(drive), track->start) == DISC_BLOCK_SIZE)
        return disc_image_append(drive->image, number, blocks, data);
    return store_whole(drive, number, form, blocks, data);
}

enum drive_condition cd_track_append(struct virtual_drive *drive, uint16_t number, uint32_t blocks,
                                     const uint8_t *data)
{
    enum drive_condition condition = DRIVE_CONDITION_GOOD;
    enum sector_form form;

    if (!cd_track_form(drive, &form))
        return DRIVE_CONDITION_ILLEGAL_MODE;
    if (track_of(drive, number)->recorded == 0)
        condition = describe(drive, number, form);
    else if (track_of(drive, number)->mode != sector_form_mode(form) ||
             (!sector_form_is_plain(form, drive->write_parameters.sub_header) &&
              disc_state_sector_size(drive_disc(drive), track_of(drive, number)->start) ==
                  DISC_BLOCK_SIZE))
        condition = DRIVE_CONDITION_ILLEGAL_MODE;
    if (condition != DRIVE_CONDITION_GOOD)
        return condition;
    return drive_condition_of_write(cd_track_store(drive, number, form, blocks, data));
}

enum status cd_track_run_out(struct virtual_drive *drive, uint16_t number)
{
    const struct disc_track *track = track_of(drive, number);
    const uint32_t run_out = drive->medium->sequential->run_out_blocks;
    const uint32_t left = track->size - track->recorded;

    return disc_image_append_zeros(drive->image, number, run_out < left ? run_out : left);
}

/* A whole sector of data is more than zeros. */
enum status cd_track_pad(struct virtual_drive *drive, uint16_t number, uint32_t blocks)
{
    static const uint8_t nothing[DISC_SECTOR_SIZE];
    static const enum sector_form forms[] = {
        [DISC_TRACK_MODE_1] = SECTOR_FORM_MODE_1,
        [DISC_TRACK_MODE_2_XA] = SECTOR_FORM_XA_FORM_1,
        [DISC_TRACK_MODE_AUDIO] = SECTOR_FORM_AUDIO,
        [DISC_TRACK_MODE_2] = SECTOR_FORM_MODE_2,
        [DISC_TRACK_MODE_2_XA_MIXED] = SECTOR_FORM_XA_FORM_1,
    };
    const struct disc_track *track = track_of(drive, number);
    enum status status = STATUS_OK;

    if (track->mode == DISC_TRACK_MODE_AUDIO ||
        disc_state_sector_size(drive_disc(drive), track->start) == DISC_BLOCK_SIZE)
        return disc_image_append_zeros(drive->image, number, blocks);
    for (; blocks > 0 && status == STATUS_OK; blocks--)
        status = store_whole(drive, number, forms[track->mode], 1, nothing);
    return status;
}
