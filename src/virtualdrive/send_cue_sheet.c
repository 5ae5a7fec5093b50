/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* SEND CUE SHEET (MMC-6 6.33). */
#include "mmc/cdb.h"
#include "virtualdrive/at_once.h"
#include "virtualdrive/commands.h"

/* A sheet is for a session that has not begun. */
static bool is_session_empty(const struct disc_state *disc)
{
    const struct disc_track *last = &disc->tracks[disc->track_count - 1];

    return disc_state_first_track(disc, disc->session_count) == disc->track_count &&
           last->state == DISC_TRACK_OPEN && last->recorded == 0;
}

static bool is_in_order(const struct virtual_drive *drive)
{
    return drive->medium->family == MEDIUM_FAMILY_CD && !at_once_is_running(drive) &&
           !drive_disc(drive)->is_damaged &&
           drive_write_type(drive) == MMC_WRITE_TYPE_SESSION_AT_ONCE &&
           is_session_empty(drive_disc(drive));
}

enum drive_condition drive_send_cue_sheet(struct virtual_drive *drive,
                                          struct drive_request *request)
{
    const struct mmc_cdb_send_cue_sheet *cdb = (const void *)request->cdb;
    const uint32_t length = be24_get(cdb->length);
    struct drive_cue_sheet sheet;

    if (!is_in_order(drive))
        return DRIVE_CONDITION_COMMAND_SEQUENCE;
    if (length > request->size)
        return DRIVE_CONDITION_WRONG_TRANSFER;
    if (length % CUE_SHEET_LINE_SIZE != 0 || length < 3 * CUE_SHEET_LINE_SIZE ||
        length > CUE_SHEET_LINES_MAXIMUM * CUE_SHEET_LINE_SIZE)
        return DRIVE_CONDITION_PARAMETER_LIST_LENGTH;
    request->transferred = length;
    if (!cue_sheet_read(drive_disc(drive), request->data, length / CUE_SHEET_LINE_SIZE, &sheet))
        return DRIVE_CONDITION_INVALID_FIELD_IN_PARAMETERS;
    sheet.is_valid = true;
    drive->sheet = sheet;
    return DRIVE_CONDITION_GOOD;
}
