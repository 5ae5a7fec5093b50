/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* READ TOC/PMA/ATIP (MMC-6 6.25). */
#include "mmc/toc.h"

#include "base/cursor.h"
#include "mmc/commands.h"
#include "mmc/drive.h"

#include <stdbool.h>

#define CONTROL_MASK 0x0F

/* MMC-6 6.25.3.3: header and one track descriptor. */
struct sessions_wire {
    struct mmc_toc_header_wire header;
    struct mmc_toc_track_wire track;
};
WIRE_SIZE(struct sessions_wire, 12);

/* Tracks up to the lead-out, which ends the table. */
static bool parse_tracks(struct cursor *cursor, struct mmc_toc *toc)
{
    struct mmc_toc_track_wire track;

    while (cursor_copy(cursor, &track, sizeof(track))) {
        const uint8_t control = track.adr_control & CONTROL_MASK;
        const int32_t start = (int32_t)be32_get(track.address);

        if (track.track == MMC_TOC_TRACK_LEAD_OUT) {
            toc->lead_out_control = control;
            toc->lead_out_start = start;
            return toc->track_count > 0;
        }
        if (toc->track_count == MMC_TOC_TRACKS_MAXIMUM ||
            track.track != toc->first_track + toc->track_count)
            return false;
        toc->tracks[toc->track_count].control = control;
        toc->tracks[toc->track_count].start = start;
        toc->track_count++;
    }
    return false;
}

enum status mmc_toc_parse(const void *data, size_t size, struct mmc_toc *toc)
{
    struct mmc_toc_header_wire header;
    struct cursor cursor = cursor_of(data, size);

    *toc = (struct mmc_toc){ 0 };
    if (!cursor_copy(&cursor, &header, sizeof(header)) ||
        sizeof(header.data_length) + be16_get(header.data_length) > size)
        return STATUS_INVALID_RESPONSE;
    toc->first_track = header.first;
    if (parse_tracks(&cursor, toc) && toc->first_track + toc->track_count - 1 == header.last)
        return STATUS_OK;
    *toc = (struct mmc_toc){ 0 };
    return STATUS_INVALID_RESPONSE;
}

enum status mmc_toc_read(struct mmc_drive *drive, struct mmc_toc *toc)
{
    uint8_t reply[MMC_TOC_MAXIMUM];
    const struct scsi_command command = mmc_command_read_toc(MMC_TOC_FORMAT_TOC, 0, sizeof(reply));
    uint32_t size;
    enum status status;

    *toc = (struct mmc_toc){ 0 };
    status = mmc_drive_read_reply(drive, command, MMC_REPLY_FORM_BE16, reply, sizeof(reply), &size);
    if (status != STATUS_OK)
        return status;
    return mmc_drive_judge(drive, mmc_toc_parse(reply, size, toc));
}

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
