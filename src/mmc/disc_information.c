/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* READ DISC INFORMATION (MMC-6 6.21). */
#include "mmc/disc_information.h"

#include "base/cursor.h"
#include "mmc/commands.h"
#include "mmc/drive.h"
#include "cd/msf.h"

#include <string.h>

/* Drives before MMC-3 end the reply early; everything up to here is needed. */
#define NEEDED_BYTES offsetof(struct mmc_disc_information_wire, disc_identification)

static uint16_t joined(uint8_t high, uint8_t low)
{
    return (uint16_t)((unsigned)high << 8 | low);
}

/* Hour, minute, second, frame; all FFh, or all 0, where the medium has no such address. */
static int32_t address_of(const uint8_t hmsf[4])
{
    const struct cd_msf msf = { hmsf[1], hmsf[2], hmsf[3] };

    if (hmsf[1] == 0xFF || (msf.minute | msf.second | msf.frame) == 0)
        return 0;
    return cd_msf_to_lba(msf);
}

enum status mmc_disc_information_parse(const void *data, size_t size,
                                       struct mmc_disc_information *information)
{
    struct mmc_disc_information_wire wire = { 0 };
    struct cursor cursor = cursor_of(data, size);
    const size_t told = sizeof(wire.data_length) + (size_t)cursor_be16(&cursor);

    *information = (struct mmc_disc_information){ 0 };
    if (told > size || told < NEEDED_BYTES)
        return STATUS_INVALID_RESPONSE;
    memcpy(&wire, data, told < sizeof(wire) ? told : sizeof(wire));
    *information = (struct mmc_disc_information){
        .status = wire.status & MMC_DISC_INFORMATION_STATUS_BITS_DISC_MASK,
        .last_session_state = (wire.status & MMC_DISC_INFORMATION_STATUS_BITS_SESSION_MASK) >>
                              MMC_DISC_INFORMATION_STATUS_BITS_SESSION_SHIFT,
        .is_erasable = (wire.status & MMC_DISC_INFORMATION_STATUS_BITS_ERASABLE) != 0,
        .first_track = wire.first_track,
        .session_count = joined(wire.session_count_high, wire.session_count_low),
        .first_track_of_last_session =
            joined(wire.first_track_of_last_session_high, wire.first_track_of_last_session_low),
        .last_track_of_last_session =
            joined(wire.last_track_of_last_session_high, wire.last_track_of_last_session_low),
        .background_format = wire.validity & MMC_DISC_INFORMATION_VALIDITY_BITS_FORMAT_MASK,
        .is_dirty = (wire.validity & MMC_DISC_INFORMATION_VALIDITY_BITS_DIRTY) != 0,
        .disc_type = wire.disc_type,
        .lead_in_start = address_of(wire.last_session_lead_in_start),
        .lead_out_start = address_of(wire.last_possible_lead_out_start),
    };
    return STATUS_OK;
}

enum status mmc_disc_information_read(struct mmc_drive *drive,
                                      struct mmc_disc_information *information)
{
    uint8_t reply[MMC_DISC_INFORMATION_MAXIMUM];
    uint32_t size;
    enum status status;

    *information = (struct mmc_disc_information){ 0 };
    status = mmc_drive_read_reply(drive, mmc_command_read_disc_information(sizeof(reply)),
                                  MMC_REPLY_FORM_BE16, reply, sizeof(reply), &size);
    if (status != STATUS_OK)
        return status;
    return mmc_drive_judge(drive, mmc_disc_information_parse(reply, size, information));
}
