/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* READ TOC/PMA/ATIP (MMC-6 6.25). */
#include "mmc/toc.h"

#include "base/cursor.h"
#include "mmc/commands.h"
#include "mmc/drive.h"

#define CONTROL_MASK 0x0F

/* MMC-6 6.25.3.3: header and one track descriptor. */
struct sessions_wire {
    struct mmc_toc_header_wire header;
    struct mmc_toc_track_wire track;
};
WIRE_SIZE(struct sessions_wire, 12);

enum status mmc_toc_sessions_parse(const void *data, size_t size, struct mmc_toc_sessions *sessions)
{
    struct sessions_wire wire;
    struct cursor cursor = cursor_of(data, size);

    *sessions = (struct mmc_toc_sessions){ 0 };
    if (!cursor_copy(&cursor, &wire, sizeof(wire)) ||
        sizeof(wire.header.data_length) + be16_get(wire.header.data_length) < sizeof(wire))
        return STATUS_INVALID_RESPONSE;
    *sessions = (struct mmc_toc_sessions){
        .first_session = wire.header.first,
        .last_session = wire.header.last,
        .first_track = wire.track.track,
        .control = wire.track.adr_control & CONTROL_MASK,
        .start = (int32_t)be32_get(wire.track.address),
    };
    return STATUS_OK;
}

enum status mmc_toc_sessions_read(struct mmc_drive *drive, struct mmc_toc_sessions *sessions)
{
    uint8_t reply[sizeof(struct sessions_wire)];
    struct scsi_command command =
        mmc_command_read_toc(MMC_TOC_FORMAT_SESSION_INFORMATION, 0, sizeof(reply));
    uint32_t size;
    enum status status;

    *sessions = (struct mmc_toc_sessions){ 0 };
    status = mmc_drive_read_reply(drive, command, MMC_REPLY_FORM_BE16, reply, sizeof(reply), &size);
    if (status != STATUS_OK)
        return status;
    return mmc_drive_judge(drive, mmc_toc_sessions_parse(reply, size, sessions));
}
