/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What mode page 05h, Write Parameters, has chosen (MMC-6 7.5). */
#include "virtualdrive/cd_tracks.h"
#include "virtualdrive/drive.h"

#define AUDIO_PAUSE_BLOCKS 150
#define DVD_UNIT_BLOCKS    16
#define TRACK_MODE_DEFAULT 0x05 /* data, incremental */

/* Of catalogue number and ISRC: the first byte says whether one follows. */
#define NUMBER_VALID 0x80

/* As MMC-6 has it for DVD; CDs need to be asked for otherwise. */
struct mmc_mode_write_parameters_wire drive_default_write_parameters(void)
{
    return (struct mmc_mode_write_parameters_wire){
        .header = { .code = MMC_MODE_PAGE_WRITE_PARAMETERS,
                    .length = sizeof(struct mmc_mode_write_parameters_wire) -
                              sizeof(struct mmc_mode_page_header_wire) },
        .write_type = MMC_MODE_WRITE_TYPE_BITS_BUFE | MMC_WRITE_TYPE_PACKET,
        .track_mode = TRACK_MODE_DEFAULT,
        .data_block_type = MMC_DATA_BLOCK_TYPE_MODE_1,
        .link_size = DVD_UNIT_BLOCKS,
        .packet_size = be32_of(DVD_UNIT_BLOCKS),
        .audio_pause_length = be16_of(AUDIO_PAUSE_BLOCKS),
    };
}

enum mmc_write_type drive_write_type(const struct virtual_drive *drive)
{
    return (enum mmc_write_type)(drive->write_parameters.write_type &
                                 MMC_MODE_WRITE_TYPE_BITS_TYPE_MASK);
}

bool drive_is_test_write(const struct virtual_drive *drive)
{
    return (drive->write_parameters.write_type & MMC_MODE_WRITE_TYPE_BITS_TEST_WRITE) != 0;
}

bool drive_is_multisession(const struct virtual_drive *drive)
{
    return (drive->write_parameters.track_mode & MMC_MODE_TRACK_MODE_BITS_MULTISESSION_MASK) ==
           MMC_MODE_TRACK_MODE_BITS_MULTISESSION_OPEN;
}

uint64_t drive_write_bytes(const struct virtual_drive *drive, int32_t lba, uint32_t blocks)
{
    enum sector_form form;

    if (drive->at_once.is_running ? drive->at_once.is_raw : raw_session_is_chosen(drive))
        return (uint64_t)blocks * raw_session_block_size(drive);
    if (drive->medium->family == MEDIUM_FAMILY_CD &&
        (drive->at_once.is_running || drive_write_type(drive) == MMC_WRITE_TYPE_SESSION_AT_ONCE))
        return drive->at_once.is_running || drive->sheet.is_valid
                   ? cue_sheet_bytes(&drive->sheet, lba, blocks)
                   : 0;
    if (drive->medium->family != MEDIUM_FAMILY_CD || !cd_track_form(drive, &form))
        return (uint64_t)blocks * DISC_BLOCK_SIZE;
    return (uint64_t)blocks * sector_form_bytes(form);
}

/* A number is digits, or letters besides, as long as it is said to be there. */
static bool is_number_valid(const uint8_t *field, size_t length, bool has_letters)
{
    if (!(field[0] & NUMBER_VALID))
        return true;
    for (size_t i = 1; i <= length; i++) {
        const bool is_digit = field[i] >= '0' && field[i] <= '9';

        if (!is_digit && !(has_letters && field[i] >= 'A' && field[i] <= 'Z'))
            return false;
    }
    return true;
}

bool drive_write_parameters_are_valid(const struct mmc_mode_write_parameters_wire *page)
{
    const unsigned type = page->write_type & MMC_MODE_WRITE_TYPE_BITS_TYPE_MASK;
    enum sector_form form;

    if (type > MMC_WRITE_TYPE_LAYER_JUMP)
        return false;
    if (type == MMC_WRITE_TYPE_RAW)
        return page->data_block_type >= MMC_DATA_BLOCK_TYPE_RAW_PQ &&
               page->data_block_type <= MMC_DATA_BLOCK_TYPE_RAW_PW;
    if (!is_number_valid(page->media_catalog_number, DISC_CATALOG_NUMBER_LENGTH, false) ||
        !is_number_valid(page->isrc, DISC_ISRC_LENGTH, true))
        return false;
    return sector_form_of_block_type(page->data_block_type, false, &form) ||
           sector_form_of_block_type(page->data_block_type, true, &form);
}
