/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* READ TRACK INFORMATION (MMC-6 6.26). */
#include "mmc/track_information.h"

#include "base/cursor.h"
#include "mmc/commands.h"
#include "mmc/drive.h"

#include <string.h>

/* MMC-1 drives end the reply here. */
#define NEEDED_BYTES offsetof(struct mmc_track_information_wire, last_recorded_address)

static uint16_t joined(uint8_t high, uint8_t low)
{
    return (uint16_t)((unsigned)high << 8 | low);
}

static int32_t signed_of(be32 address)
{
    return (int32_t)be32_get(address);
}

static void decode(const struct mmc_track_information_wire *wire, bool reaches_last_recorded,
                   struct mmc_track_information *out)
{
    *out = (struct mmc_track_information){
        .track = joined(wire->track_number_high, wire->track_number_low),
        .session = joined(wire->session_number_high, wire->session_number_low),
        .track_mode = wire->track_mode & MMC_TRACK_INFORMATION_MODE_BITS_MODE_MASK,
        .is_damaged = (wire->track_mode & MMC_TRACK_INFORMATION_MODE_BITS_DAMAGE) != 0,
        .is_reserved = (wire->data_mode & MMC_TRACK_INFORMATION_DATA_BITS_RESERVED) != 0,
        .is_blank = (wire->data_mode & MMC_TRACK_INFORMATION_DATA_BITS_BLANK) != 0,
        .is_packet = (wire->data_mode & MMC_TRACK_INFORMATION_DATA_BITS_PACKET) != 0,
        .has_next_writable_address =
            (wire->validity & MMC_TRACK_INFORMATION_VALIDITY_BITS_NWA) != 0,
        .has_last_recorded_address =
            reaches_last_recorded &&
            (wire->validity & MMC_TRACK_INFORMATION_VALIDITY_BITS_LRA) != 0,
        .start = signed_of(wire->start),
        .free_blocks = be32_get(wire->free_blocks),
        .blocking = be32_get(wire->blocking),
        .size = be32_get(wire->size),
    };
    if (out->has_next_writable_address)
        out->next_writable_address = signed_of(wire->next_writable_address);
    if (out->has_last_recorded_address)
        out->last_recorded_address = signed_of(wire->last_recorded_address);
}

enum status mmc_track_information_parse(const void *data, size_t size,
                                        struct mmc_track_information *information)
{
    struct mmc_track_information_wire wire = { 0 };
    struct cursor cursor = cursor_of(data, size);
    const size_t told = sizeof(wire.data_length) + (size_t)cursor_be16(&cursor);

    *information = (struct mmc_track_information){ 0 };
    if (told > size || told < NEEDED_BYTES)
        return STATUS_INVALID_RESPONSE;
    memcpy(&wire, data, told < sizeof(wire) ? told : sizeof(wire));
    decode(&wire, told >= NEEDED_BYTES + sizeof(wire.last_recorded_address), information);
    return STATUS_OK;
}

enum status mmc_track_information_read(struct mmc_drive *drive, enum mmc_track_address_type type,
                                       uint32_t address, struct mmc_track_information *information)
{
    uint8_t reply[sizeof(struct mmc_track_information_wire)];
    struct scsi_command command = mmc_command_read_track_information(type, address, sizeof(reply));
    uint32_t size;
    enum status status;

    *information = (struct mmc_track_information){ 0 };
    status = mmc_drive_read_reply(drive, command, MMC_REPLY_FORM_BE16, reply, sizeof(reply), &size);
    if (status != STATUS_OK)
        return status;
    return mmc_drive_judge(drive, mmc_track_information_parse(reply, size, information));
}
