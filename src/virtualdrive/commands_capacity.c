/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How much there is: READ CAPACITY, READ FORMAT CAPACITIES, READ BUFFER CAPACITY (MMC-6 6.17, 6.18,
 * 6.23). */
#include "virtualdrive/commands.h"

#include "mmc/capacity.h"
#include "mmc/cdb.h"
#include "mmc/format_capacities.h"

#define BUFFER_SIZE (4u << 20)

enum drive_condition drive_read_capacity(struct virtual_drive *drive, struct drive_request *request)
{
    const struct mmc_cdb_read_capacity *cdb = (const void *)request->cdb;
    const uint32_t blocks = drive->medium->capacity_blocks(drive_disc(drive));
    const struct mmc_capacity_wire capacity = {
        .last_lba = be32_of(blocks > 0 ? blocks - 1 : 0),
        .block_length = be32_of(DISC_BLOCK_SIZE),
    };

    if (be32_get(cdb->lba) != 0 || cdb->pmi != 0)
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    drive_reply(request, sizeof(capacity), &capacity, sizeof(capacity));
    return DRIVE_CONDITION_GOOD;
}

static void reply_capacities(struct drive_request *request, uint16_t allocation,
                             const struct mmc_current_capacity_wire *current,
                             const struct mmc_format_descriptor_wire *format)
{
    const size_t size = sizeof(*current) + (format != NULL ? sizeof(*format) : 0);
    const struct mmc_capacity_list_header_wire header = { .length = (uint8_t)size };

    drive_reply_begin(request, allocation);
    drive_reply_add(request, &header, sizeof(header));
    drive_reply_add(request, current, sizeof(*current));
    if (format != NULL)
        drive_reply_add(request, format, sizeof(*format));
}

enum drive_condition drive_read_format_capacities(struct virtual_drive *drive,
                                                  struct drive_request *request)
{
    const struct mmc_cdb_read_format_capacities *cdb = (const void *)request->cdb;
    const uint16_t allocation = be16_get(cdb->allocation_length);
    struct mmc_current_capacity_wire current = { 0 };
    struct mmc_format_descriptor_wire format = { 0 };
    bool can_be_formatted;

    if (drive->image == NULL) {
        current.blocks = be32_of(disc_medium_capacity_blocks(DISC_MEDIUM_DVD_PLUS_RW));
        current.type = MMC_CAPACITY_TYPE_NO_MEDIUM;
        current.block_length = be24_of(DISC_BLOCK_SIZE);
        reply_capacities(request, allocation, &current, NULL);
        return DRIVE_CONDITION_GOOD;
    }
    can_be_formatted = drive->medium->format_capacities(drive_disc(drive), &current, &format);
    reply_capacities(request, allocation, &current, can_be_formatted ? &format : NULL);
    return DRIVE_CONDITION_GOOD;
}

/* Data go straight to the medium, so the buffer is always empty. */
enum drive_condition drive_read_buffer_capacity(struct virtual_drive *drive,
                                                struct drive_request *request)
{
    const struct mmc_cdb_read_buffer_capacity *cdb = (const void *)request->cdb;
    const bool in_blocks = cdb->flags & MMC_READ_BUFFER_CAPACITY_BITS_BLOCK;
    const be32 size = be32_of(in_blocks ? BUFFER_SIZE / DISC_BLOCK_SIZE : BUFFER_SIZE);
    const struct mmc_buffer_capacity_wire capacity = {
        .data_length = be16_of(sizeof(capacity) - sizeof(capacity.data_length)),
        .flags = in_blocks ? MMC_READ_BUFFER_CAPACITY_BITS_BLOCK : 0,
        .length = in_blocks ? be32_of(0) : size,
        .available = size,
    };

    (void)drive;
    drive_reply(request, be16_get(cdb->allocation_length), &capacity, sizeof(capacity));
    return DRIVE_CONDITION_GOOD;
}
