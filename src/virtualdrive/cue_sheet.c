/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* SEND CUE SHEET (MMC-6 6.33): what a session at once will hold. */
#include "mmc/cdb.h"
#include "cd/msf.h"
#include "mmc/track_information.h"
#include "virtualdrive/at_once.h"
#include "virtualdrive/commands.h"

/** One line of the sheet. */
struct cue_line_wire {
    uint8_t control_adr; /* control in bits 7-4 */
    uint8_t track;       /* 0: lead-in, AAh: lead-out */
    uint8_t index;
    uint8_t data_form; /* of the main channel in bits 5-0 */
    uint8_t serial_copy;
    uint8_t minute;
    uint8_t second;
    uint8_t frame;
};
WIRE_SIZE(struct cue_line_wire, 8);

#define ADR_MASK      0x0F
#define ADR_POSITION  0x01
#define CONTROL_SHIFT 4

#define TRACK_LEAD_IN  0x00
#define TRACK_LEAD_OUT 0xAA

#define FORM_MASK             0x3F
#define FORM_MODE_1           0x10 /* 2048 bytes come */
#define FORM_MODE_1_IGNORED   0x12 /* they come, and zeros are recorded */
#define FORM_MODE_1_GENERATED 0x14 /* nothing comes */

#define PREGAP_BLOCKS 150

/* The sheet as far as it has been read. */
struct cue_reader {
    struct drive_cue_sheet *sheet;
    uint16_t number; /* of the next track */
    int32_t at;      /* the last time there was */
    bool has_start;
};

static bool is_data(const struct cue_line_wire *line)
{
    const uint8_t form = line->data_form & FORM_MASK;

    return (line->control_adr >> CONTROL_SHIFT & MMC_TRACK_MODE_DATA) != 0 &&
           (form == FORM_MODE_1 || form == FORM_MODE_1_IGNORED || form == FORM_MODE_1_GENERATED);
}

/* The first thing that comes from the initiator begins the session for it. */
static void note_start(struct cue_reader *reader, const struct cue_line_wire *line, int32_t lba)
{
    if (reader->has_start || (line->data_form & FORM_MASK) == FORM_MODE_1_GENERATED)
        return;
    reader->sheet->start = lba;
    reader->has_start = true;
}

static bool end_track(struct cue_reader *reader, int32_t lba)
{
    struct drive_cue_sheet *sheet = reader->sheet;
    struct disc_track *track;

    if (sheet->track_count == 0)
        return true;
    track = &sheet->tracks[sheet->track_count - 1];
    if (track->size == 0)
        track->size = (uint32_t)(lba - (int32_t)track->start);
    return track->size > 0;
}

/* A pre-gap within the session comes from the initiator, or there is none. */
static bool read_pregap(struct cue_reader *reader, const struct cue_line_wire *line, int32_t lba)
{
    const bool is_generated = (line->data_form & FORM_MASK) == FORM_MODE_1_GENERATED;

    if (line->track != reader->number || (is_generated && reader->sheet->track_count > 0))
        return false;
    note_start(reader, line, lba);
    return end_track(reader, lba);
}

static bool read_start(struct cue_reader *reader, const struct cue_line_wire *line, int32_t lba)
{
    struct drive_cue_sheet *sheet = reader->sheet;

    if (line->track != reader->number || lba < 0 || sheet->track_count == DISC_TRACKS_MAXIMUM ||
        (line->data_form & FORM_MASK) != FORM_MODE_1 || !end_track(reader, lba))
        return false;
    note_start(reader, line, lba);
    sheet->tracks[sheet->track_count++] = (struct disc_track){ .start = (uint32_t)lba };
    reader->number++;
    return true;
}

static bool read_line(struct cue_reader *reader, const struct cue_line_wire *line)
{
    const struct cd_msf msf = { line->minute, line->second, line->frame };
    const int32_t lba = cd_msf_to_lba(msf);

    if ((line->control_adr & ADR_MASK) != ADR_POSITION || !is_data(line) || lba < reader->at)
        return false;
    reader->at = lba;
    if (line->index == 0)
        return read_pregap(reader, line, lba);
    if (line->index == 1)
        return read_start(reader, line, lba);
    return line->track + 1 == reader->number;
}

/* The session begins with the pre-gap of the track that is open now. */
static bool fits_disc(const struct virtual_drive *drive, const struct drive_cue_sheet *sheet)
{
    const struct disc_state *disc = drive_disc(drive);
    const struct disc_track *open = &disc->tracks[disc->track_count - 1];

    return sheet->tracks[0].start == open->start &&
           (sheet->start == (int32_t)open->start ||
            sheet->start == (int32_t)open->start - PREGAP_BLOCKS) &&
           sheet->end <= (int32_t)disc->capacity_blocks;
}

static bool read_sheet(const struct virtual_drive *drive, const struct cue_line_wire *lines,
                       size_t count, struct drive_cue_sheet *sheet)
{
    struct cue_reader reader = { .sheet = sheet,
                                 .number = drive_disc(drive)->track_count,
                                 .at = -PREGAP_BLOCKS };
    const struct cue_line_wire *last = &lines[count - 1];
    const struct cd_msf end = { last->minute, last->second, last->frame };

    if (lines[0].track != TRACK_LEAD_IN || last->track != TRACK_LEAD_OUT)
        return false;
    for (size_t i = 1; i + 1 < count; i++) {
        if (!read_line(&reader, &lines[i]))
            return false;
    }
    sheet->end = cd_msf_to_lba(end);
    return sheet->track_count > 0 && sheet->end > reader.at && end_track(&reader, sheet->end) &&
           fits_disc(drive, sheet);
}

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
    struct drive_cue_sheet sheet = { 0 };

    if (!is_in_order(drive))
        return DRIVE_CONDITION_COMMAND_SEQUENCE;
    if (length > request->size)
        return DRIVE_CONDITION_WRONG_TRANSFER;
    if (length % sizeof(struct cue_line_wire) != 0 || length < 3 * sizeof(struct cue_line_wire))
        return DRIVE_CONDITION_PARAMETER_LIST_LENGTH;
    request->transferred = length;
    if (!read_sheet(drive, (const void *)request->data, length / sizeof(struct cue_line_wire),
                    &sheet))
        return DRIVE_CONDITION_INVALID_FIELD_IN_PARAMETERS;
    sheet.is_valid = true;
    drive->sheet = sheet;
    return DRIVE_CONDITION_GOOD;
}
