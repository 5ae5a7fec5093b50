/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sectors of a CD from blocks, and blocks from sectors. */
#include "virtualdrive/whole_sectors.h"

#include "virtualdrive/sector_form.h"
#include "virtualdrive/sub_channel.h"

#include <string.h>

enum cd_sector_kind whole_sector_kind(const struct virtual_drive *drive, uint32_t lba,
                                      const uint8_t *sector)
{
    const struct disc_track *track = sub_channel_track_at(drive_disc(drive), lba);

    if (track == NULL || track->mode == DISC_TRACK_MODE_AUDIO)
        return CD_SECTOR_AUDIO;
    return cd_sector_kind_of(sector);
}

enum status whole_sector_read(struct virtual_drive *drive, uint32_t lba, uint8_t *sector)
{
    const struct disc_state *disc = drive_disc(drive);
    const struct disc_track *track = sub_channel_track_at(disc, lba);
    uint8_t block[DISC_BLOCK_SIZE];
    enum status status;

    if (disc_state_sector_size(disc, lba) == DISC_SECTOR_SIZE)
        return disc_image_read(drive->image, lba, 1, sector);
    status = disc_image_read(drive->image, lba, 1, block);
    if (status == STATUS_OK)
        sector_form_encode_plain(track != NULL ? track->mode : DISC_TRACK_MODE_1, (int32_t)lba,
                                 block, sector);
    return status;
}

enum status whole_sector_read_block(struct virtual_drive *drive, uint32_t lba, uint8_t *block)
{
    uint8_t sector[CD_SECTOR_BYTES];
    enum status status;

    if (disc_state_sector_size(drive_disc(drive), lba) == DISC_BLOCK_SIZE)
        return disc_image_read(drive->image, lba, 1, block);
    status = disc_image_read(drive->image, lba, 1, sector);
    if (status != STATUS_OK)
        return status;
    switch (whole_sector_kind(drive, lba, sector)) {
    case CD_SECTOR_MODE_1:
        memcpy(block, sector + CD_SECTOR_BODY, DISC_BLOCK_SIZE);
        return STATUS_OK;
    case CD_SECTOR_MODE_2_FORM_1:
        memcpy(block, sector + CD_SECTOR_FORM_BODY, DISC_BLOCK_SIZE);
        return STATUS_OK;
    case CD_SECTOR_AUDIO:
    case CD_SECTOR_MODE_0:
    case CD_SECTOR_MODE_2:
    case CD_SECTOR_MODE_2_FORM_2:
        return STATUS_WRONG_KIND;
    }
    return STATUS_WRONG_KIND;
}
