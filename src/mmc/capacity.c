/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* READ CAPACITY (MMC-6 6.18). */
#include "mmc/capacity.h"

#include "base/cursor.h"
#include "mmc/commands.h"
#include "mmc/drive.h"

#include <stdbool.h>

static bool is_power_of_two(uint32_t value)
{
    return value != 0 && (value & (value - 1)) == 0;
}

enum status mmc_capacity_parse(const void *data, size_t size, struct mmc_capacity *capacity)
{
    struct cursor cursor = cursor_of(data, size);
    const uint32_t last_lba = cursor_be32(&cursor);
    const uint32_t block_length = cursor_be32(&cursor);

    *capacity = (struct mmc_capacity){ 0 };
    if (cursor.failed || !is_power_of_two(block_length))
        return STATUS_INVALID_RESPONSE;
    capacity->blocks = last_lba == 0 || last_lba == UINT32_MAX ? 0 : last_lba + 1;
    capacity->block_length = block_length;
    return STATUS_OK;
}

enum status mmc_capacity_read(struct mmc_drive *drive, struct mmc_capacity *capacity)
{
    uint8_t reply[sizeof(struct mmc_capacity_wire)];
    uint32_t size;
    enum status status;

    *capacity = (struct mmc_capacity){ 0 };
    status = mmc_drive_read_reply(drive, mmc_command_read_capacity(), MMC_REPLY_FORM_FIXED, reply,
                                  sizeof(reply), &size);
    if (status != STATUS_OK)
        return status;
    return mmc_drive_judge(drive, mmc_capacity_parse(reply, size, capacity));
}
