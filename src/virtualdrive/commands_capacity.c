/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How much there is: READ CAPACITY, READ FORMAT CAPACITIES, READ BUFFER CAPACITY (MMC-6 6.17, 6.18,
 * 6.23). */
#include "virtualdrive/commands.h"

#include "mmc/capacity.h"
#include "mmc/cdb.h"
#include "mmc/format_capacities.h"

enum drive_condition drive_read_capacity(struct virtual_drive *drive, struct drive_request *request)
{
    const struct mmc_cdb_read_capacity *cdb = (const void *)request->cdb;
    const uint32_t blocks = drive->medium->capacity_blocks(drive);
    const struct mmc_capacity_wire capacity = {
        .last_lba = be32_of(blocks > 0 ? blocks - 1 : 0),
        .block_length = be32_of(DISC_BLOCK_SIZE),
    };

    if (be32_get(cdb->lba) != 0 || cdb->pmi != 0)
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    drive_reply(request, sizeof(capacity), &capacity, sizeof(capacity));
    return DRIVE_CONDITION_GOOD;
}

static void describe_no_medium(struct medium_formats *formats)
{
    *formats = (struct medium_formats){
        .current = {
            .blocks = be32_of(disc_medium_capacity_blocks(DISC_MEDIUM_BD_R_DL)),
            .type = MMC_CAPACITY_TYPE_NO_MEDIUM,
            .block_length = be24_of(DISC_BLOCK_SIZE),
        },
    };
}

enum drive_condition drive_read_format_capacities(struct virtual_drive *drive,
                                                  struct drive_request *request)
{
    const struct mmc_cdb_read_format_capacities *cdb = (const void *)request->cdb;
    struct mmc_capacity_list_header_wire header = { 0 };
    struct medium_formats formats;

    if (drive->image == NULL)
        describe_no_medium(&formats);
    else
        drive->medium->describe_formats(drive, &formats);
    header.length =
        (uint8_t)(sizeof(formats.current) + formats.count * sizeof(formats.formattable[0]));
    drive_reply_begin(request, be16_get(cdb->allocation_length));
    drive_reply_add(request, &header, sizeof(header));
    drive_reply_add(request, &formats.current, sizeof(formats.current));
    drive_reply_add(request, formats.formattable, formats.count * sizeof(formats.formattable[0]));
    return DRIVE_CONDITION_GOOD;
}

enum drive_condition drive_read_buffer_capacity(struct virtual_drive *drive,
                                                struct drive_request *request)
{
    const struct mmc_cdb_read_buffer_capacity *cdb = (const void *)request->cdb;
    const bool in_blocks = cdb->flags & MMC_READ_BUFFER_CAPACITY_BITS_BLOCK;
    const uint32_t unit = in_blocks ? DISC_BLOCK_SIZE : 1;
    const struct mmc_buffer_capacity_wire capacity = {
        .data_length = be16_of(sizeof(capacity) - sizeof(capacity.data_length)),
        .flags = in_blocks ? MMC_READ_BUFFER_CAPACITY_BITS_BLOCK : 0,
        .length = be32_of(in_blocks ? 0 : DRIVE_BUFFER_SIZE),
        .available = be32_of(drive_buffer_room(drive) / unit),
    };

    drive_reply(request, be16_get(cdb->allocation_length), &capacity, sizeof(capacity));
    return DRIVE_CONDITION_GOOD;
}
