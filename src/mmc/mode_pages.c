/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MODE SENSE(10), MODE SELECT(10) (MMC-6 6.11, 6.12) and mode page 2Ah. */
#include "mmc/mode_pages.h"

#include "base/cursor.h"
#include "mmc/commands.h"
#include "mmc/drive.h"

#include <string.h>

/* Room for one page, and for block descriptors from drives that ignore DBD. */
#define REPLY_MAXIMUM 512

#define ROTATION_MASK 0x03

/* Pages at least this long tell the speed set now beside the rotation (MMC-3). */
#define SELECTED_SPEED_END (offsetof(struct mmc_mode_capabilities_wire, write_speed_count))

/* Older pages end with this one. */
#define CURRENT_SPEED_END (offsetof(struct mmc_mode_capabilities_wire, copy_management_revision))

#define MECHANISM_END (offsetof(struct mmc_mode_capabilities_wire, maximum_read_speed))

enum status mmc_mode_page_parse(const void *data, size_t size, uint8_t page,
                                struct mmc_mode_page_data *out)
{
    struct mmc_mode_header_wire header;
    struct mmc_mode_page_header_wire head;
    struct cursor cursor = cursor_of(data, size);
    struct cursor peek;

    *out = (struct mmc_mode_page_data){ 0 };
    cursor_copy(&cursor, &header, sizeof(header));
    cursor_skip(&cursor, be16_get(header.block_descriptor_length));
    peek = cursor;
    if (!cursor_copy(&peek, &head, sizeof(head)) ||
        (head.code & MMC_MODE_PAGE_CODE_BITS_CODE_MASK) != page ||
        (head.code & MMC_MODE_PAGE_CODE_BITS_SPF) != 0)
        return STATUS_INVALID_RESPONSE;
    if (!cursor_copy(&cursor, out->bytes, sizeof(head) + head.length))
        return STATUS_INVALID_RESPONSE;
    out->size = (uint32_t)sizeof(head) + head.length;
    return STATUS_OK;
}

enum status mmc_mode_page_read(struct mmc_drive *drive, uint8_t page,
                               enum mmc_mode_page_control control, struct mmc_mode_page_data *out)
{
    uint8_t reply[REPLY_MAXIMUM];
    uint32_t size;
    enum status status;

    *out = (struct mmc_mode_page_data){ 0 };
    status = mmc_drive_read_reply(drive, mmc_command_mode_sense(page, control, sizeof(reply)),
                                  MMC_REPLY_FORM_BE16, reply, sizeof(reply), &size);
    if (status != STATUS_OK)
        return status;
    return mmc_drive_judge(drive, mmc_mode_page_parse(reply, size, page, out));
}

enum status mmc_mode_page_write(struct mmc_drive *drive, const void *page, size_t size, bool save)
{
    /* The header before the page stays zero: its length is reserved in MODE SELECT. */
    uint8_t list[sizeof(struct mmc_mode_header_wire) +
                 sizeof(((struct mmc_mode_page_data *)0)->bytes)] = { 0 };
    uint8_t *const body = list + sizeof(struct mmc_mode_header_wire);
    const size_t length = sizeof(struct mmc_mode_header_wire) + size;

    if (size < sizeof(struct mmc_mode_page_header_wire) || length > sizeof(list))
        return STATUS_INVALID_ARGUMENT;
    memcpy(body, page, size);
    body[0] &= (uint8_t)~MMC_MODE_PAGE_CODE_BITS_PS;
    return mmc_drive_execute(drive, mmc_command_mode_select(save, (uint16_t)length), list,
                             (uint32_t)length);
}

static bool is_cav(uint8_t rotation)
{
    return (rotation & ROTATION_MASK) == MMC_ROTATION_CAV;
}

static void take_current(const struct mmc_mode_capabilities_wire *wire, size_t size,
                         struct mmc_capabilities *out)
{
    if (size >= SELECTED_SPEED_END)
        out->current = (struct mmc_write_speed){ be16_get(wire->selected_write_speed),
                                                 is_cav(wire->rotation) };
    else if (size >= CURRENT_SPEED_END)
        out->current = (struct mmc_write_speed){ be16_get(wire->current_write_speed), false };
    out->has_current = size >= CURRENT_SPEED_END;
}

/* Descriptors follow the fixed part, as many as it counts; false when they are not all there. */
static bool take_speeds(const struct mmc_mode_page_data *page,
                        const struct mmc_mode_capabilities_wire *fixed,
                        struct mmc_write_speeds *speeds)
{
    struct cursor cursor = cursor_of(page->bytes, page->size);
    const uint16_t count = be16_get(fixed->write_speed_count);

    cursor_skip(&cursor, sizeof(*fixed));
    for (uint16_t i = 0; i < count; i++) {
        struct mmc_mode_write_speed_wire wire;

        if (!cursor_copy(&cursor, &wire, sizeof(wire)))
            return false;
        mmc_write_speeds_add(
            speeds, (struct mmc_write_speed){ be16_get(wire.speed), is_cav(wire.rotation) });
    }
    return true;
}

enum status mmc_capabilities_parse(const struct mmc_mode_page_data *page,
                                   struct mmc_capabilities *capabilities)
{
    struct mmc_mode_capabilities_wire wire = { 0 };

    *capabilities = (struct mmc_capabilities){ 0 };
    if (page->size < MECHANISM_END || page->size != sizeof(wire.header) + (size_t)page->bytes[1])
        return STATUS_INVALID_RESPONSE;
    memcpy(&wire, page->bytes, page->size < sizeof(wire) ? page->size : sizeof(wire));
    capabilities->read = wire.read;
    capabilities->write = wire.write;
    capabilities->mechanism = wire.mechanism >> MMC_MODE_CAPABILITIES_MECHANISM_BITS_TYPE_SHIFT;
    capabilities->can_eject = (wire.mechanism & MMC_MODE_CAPABILITIES_MECHANISM_BITS_EJECT) != 0;
    capabilities->maximum_write_speed = be16_get(wire.maximum_write_speed);
    take_current(&wire, page->size, capabilities);
    if (page->size >= sizeof(wire) && !take_speeds(page, &wire, &capabilities->speeds)) {
        *capabilities = (struct mmc_capabilities){ 0 };
        return STATUS_INVALID_RESPONSE;
    }
    return STATUS_OK;
}

enum status mmc_capabilities_read(struct mmc_drive *drive, struct mmc_capabilities *capabilities)
{
    struct mmc_mode_page_data page;
    enum status status;

    *capabilities = (struct mmc_capabilities){ 0 };
    status =
        mmc_mode_page_read(drive, MMC_MODE_PAGE_CAPABILITIES, MMC_MODE_PAGE_CONTROL_CURRENT, &page);
    if (status != STATUS_OK)
        return status;
    return mmc_drive_judge(drive, mmc_capabilities_parse(&page, capabilities));
}
