/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* INQUIRY (SPC-4 6.4). */
#include "mmc/inquiry.h"

#include "base/cursor.h"
#include "mmc/commands.h"
#include "mmc/drive.h"

#define ASCII_BLANK     0x20
#define ASCII_LAST      0x7E
#define NEEDED_BYTES    5
#define BYTES_TO_VENDOR 3

/* Drives pad with zeros, or leave rubbish, where the standard wants blanks. */
static void take_text(struct cursor *cursor, char *out, size_t length)
{
    if (!cursor_copy(cursor, out, length)) {
        out[0] = '\0';
        return;
    }
    for (size_t i = 0; i < length; i++) {
        if (out[i] < ASCII_BLANK || out[i] > ASCII_LAST)
            out[i] = ASCII_BLANK;
    }
    out[length] = '\0';
}

enum status mmc_inquiry_parse(const void *data, size_t size, struct mmc_inquiry *inquiry)
{
    struct cursor cursor = cursor_of(data, size);
    const uint8_t *head = cursor_take(&cursor, NEEDED_BYTES);

    *inquiry = (struct mmc_inquiry){ 0 };
    if (head == NULL)
        return STATUS_INVALID_RESPONSE;
    inquiry->device_type = head[0] & MMC_INQUIRY_PERIPHERAL_TYPE_MASK;
    cursor_skip(&cursor, BYTES_TO_VENDOR);
    take_text(&cursor, inquiry->vendor, sizeof(inquiry->vendor) - 1);
    take_text(&cursor, inquiry->product, sizeof(inquiry->product) - 1);
    take_text(&cursor, inquiry->revision, sizeof(inquiry->revision) - 1);
    return STATUS_OK;
}

enum status mmc_inquiry_read(struct mmc_drive *drive, struct mmc_inquiry *inquiry)
{
    uint8_t reply[sizeof(struct mmc_inquiry_wire)];
    uint32_t size;
    enum status status;

    *inquiry = (struct mmc_inquiry){ 0 };
    status = mmc_drive_read_reply(drive, mmc_command_inquiry(sizeof(reply)), MMC_REPLY_FORM_INQUIRY,
                                  reply, sizeof(reply), &size);
    if (status != STATUS_OK)
        return status;
    return mmc_drive_judge(drive, mmc_inquiry_parse(reply, size, inquiry));
}
