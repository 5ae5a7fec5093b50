/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* READ DISC STRUCTURE (MMC-6 6.22). */
#include "mmc/disc_structure.h"

#include "base/cursor.h"
#include "mmc/commands.h"
#include "mmc/drive.h"

#define BOOK_TYPE_SHIFT 4

/* A cursor over the data behind the header; failed when the reply is shorter than it says. */
static struct cursor data_of(const void *reply, size_t size)
{
    struct cursor cursor = cursor_of(reply, size);
    const size_t told = cursor_be16(&cursor);
    struct cursor body = cursor_split(&cursor, told);

    /* The length counts the two reserved bytes of the header. */
    cursor_skip(&body, sizeof(struct mmc_disc_structure_header_wire) - sizeof(be16));
    return body;
}

enum status mmc_physical_format_parse(const void *data, size_t size,
                                      struct mmc_physical_format *format)
{
    struct cursor body = data_of(data, size);
    const uint8_t book = cursor_u8(&body);
    const uint8_t disc_size = cursor_u8(&body);
    const uint8_t layers = cursor_u8(&body);

    (void)disc_size;
    *format = (struct mmc_physical_format){ 0 };
    if (body.failed)
        return STATUS_INVALID_RESPONSE;
    format->book_type = book >> BOOK_TYPE_SHIFT;
    format->layer_count = (uint8_t)(1 + ((layers & MMC_PHYSICAL_FORMAT_LAYER_BITS_COUNT_MASK) >>
                                         MMC_PHYSICAL_FORMAT_LAYER_BITS_COUNT_SHIFT));
    return STATUS_OK;
}

enum status mmc_physical_format_read(struct mmc_drive *drive, struct mmc_physical_format *format)
{
    /* Some drives refuse to cut this structure: room for all of it. */
    uint8_t reply[sizeof(struct mmc_disc_structure_header_wire) + 2048];
    struct scsi_command command = mmc_command_read_disc_structure(
        MMC_DISC_STRUCTURE_MEDIA_DVD, 0, 0, MMC_DISC_STRUCTURE_FORMAT_PHYSICAL, 0, sizeof(reply));
    uint32_t size;
    enum status status;

    *format = (struct mmc_physical_format){ 0 };
    status = mmc_drive_read_reply(drive, command, MMC_REPLY_FORM_BE16, reply, sizeof(reply), &size);
    if (status != STATUS_OK)
        return status;
    return mmc_drive_judge(drive, mmc_physical_format_parse(reply, size, format));
}

enum status mmc_write_protection_parse(const void *data, size_t size, uint8_t *bits)
{
    struct cursor body = data_of(data, size);

    *bits = cursor_u8(&body);
    return body.failed ? STATUS_INVALID_RESPONSE : STATUS_OK;
}
