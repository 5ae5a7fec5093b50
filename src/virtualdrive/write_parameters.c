/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What mode page 05h, Write Parameters, has chosen (MMC-6 7.5). */
#include "virtualdrive/drive.h"

#define AUDIO_PAUSE_BLOCKS 150
#define DVD_UNIT_BLOCKS    16
#define TRACK_MODE_DEFAULT 0x05 /* data, incremental */

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

bool drive_is_cd_data(const struct virtual_drive *drive)
{
    const uint8_t type = drive->write_parameters.data_block_type;

    return (drive->write_parameters.track_mode & MMC_TRACK_MODE_DATA) != 0 &&
           (type == MMC_DATA_BLOCK_TYPE_MODE_1 || type == MMC_DATA_BLOCK_TYPE_MODE_2_XA_FORM_1);
}

bool drive_write_parameters_are_valid(const struct mmc_mode_write_parameters_wire *page)
{
    const unsigned type = page->write_type & MMC_MODE_WRITE_TYPE_BITS_TYPE_MASK;

    if (type > MMC_WRITE_TYPE_LAYER_JUMP || type == MMC_WRITE_TYPE_RAW)
        return false;
    return page->data_block_type == MMC_DATA_BLOCK_TYPE_RAW ||
           page->data_block_type == MMC_DATA_BLOCK_TYPE_MODE_1 ||
           page->data_block_type == MMC_DATA_BLOCK_TYPE_MODE_2_XA_FORM_1;
}
