/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* READ FORMAT CAPACITIES (MMC-6 6.23) and the parameters of FORMAT UNIT (MMC-6 6.4). */
#include "mmc/format_capacities.h"

#include "base/cursor.h"
#include "mmc/commands.h"
#include "mmc/drive.h"

#define TYPE_MASK_CURRENT 0x03

/* The length byte ends a reply here. */
#define REPLY_MAXIMUM (sizeof(struct mmc_capacity_list_header_wire) + 255)

static void append(struct mmc_format_capacities *capacities,
                   const struct mmc_format_descriptor_wire *wire)
{
    if (capacities->count == MMC_FORMAT_CAPACITIES_MAXIMUM)
        return;
    capacities->formattable[capacities->count++] = (struct mmc_format_capacity){
        .type = wire->type >> MMC_FORMAT_TYPE_SHIFT,
        .blocks = be32_get(wire->blocks),
        .parameter = be24_get(wire->parameter),
    };
}

enum status mmc_format_capacities_parse(const void *data, size_t size,
                                        struct mmc_format_capacities *capacities)
{
    struct mmc_capacity_list_header_wire header;
    struct mmc_current_capacity_wire current;
    struct mmc_format_descriptor_wire wire;
    struct cursor cursor = cursor_of(data, size);
    struct cursor list;

    *capacities = (struct mmc_format_capacities){ 0 };
    cursor_copy(&cursor, &header, sizeof(header));
    list = cursor_split(&cursor, header.length);
    if (!cursor_copy(&list, &current, sizeof(current)) || cursor_left(&list) % sizeof(wire) != 0)
        return STATUS_INVALID_RESPONSE;
    capacities->current_type = current.type & TYPE_MASK_CURRENT;
    capacities->current_blocks = be32_get(current.blocks);
    capacities->block_length = be24_get(current.block_length);
    while (cursor_left(&list) > 0) {
        cursor_copy(&list, &wire, sizeof(wire));
        append(capacities, &wire);
    }
    return STATUS_OK;
}

enum status mmc_format_capacities_read(struct mmc_drive *drive,
                                       struct mmc_format_capacities *capacities)
{
    uint8_t reply[REPLY_MAXIMUM];
    uint32_t size;
    enum status status;

    *capacities = (struct mmc_format_capacities){ 0 };
    status = mmc_drive_read_reply(drive, mmc_command_read_format_capacities(sizeof(reply)),
                                  MMC_REPLY_FORM_CAPACITY_LIST, reply, sizeof(reply), &size);
    if (status != STATUS_OK)
        return status;
    return mmc_drive_judge(drive, mmc_format_capacities_parse(reply, size, capacities));
}

const struct mmc_format_capacity *
mmc_format_capacities_find(const struct mmc_format_capacities *capacities,
                           enum mmc_format_type type)
{
    for (uint32_t i = 0; i < capacities->count; i++) {
        if (capacities->formattable[i].type == (uint8_t)type)
            return &capacities->formattable[i];
    }
    return NULL;
}

struct mmc_format_parameters_wire mmc_format_parameters_of(struct mmc_format_capacity format)
{
    return (struct mmc_format_parameters_wire){
        .flags = MMC_FORMAT_PARAMETERS_BITS_FOV | MMC_FORMAT_PARAMETERS_BITS_IMMED,
        .descriptor_length = be16_of(sizeof(struct mmc_format_descriptor_wire)),
        .descriptor = {
            .blocks = be32_of(format.blocks),
            .type = (uint8_t)(format.type << MMC_FORMAT_TYPE_SHIFT),
            .parameter = be24_of(format.parameter),
        },
    };
}
