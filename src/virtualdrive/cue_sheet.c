/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Cue sheets: what a session at once will hold. */
#include "virtualdrive/cue_sheet.h"

#include "cd/msf.h"
#include "cd/q_frame.h"
#include "cd/sector.h"
#include "mmc/cue_sheet.h"

#include <string.h>

#define ADR_MASK      0x0F
#define CONTROL_SHIFT 4

#define TRACK_LEAD_IN 0

#define FORM_MASK        0x3F
#define FORM_SUB_MASK    0xC0
#define FORM_SUB_RAW     0x40 /* R to W as they are recorded */
#define FORM_AUDIO_PAUSE 0x01
#define FORM_KIND_MASK   0x30
#define FORM_GENERATED   0x04 /* in data forms */
#define FORM_IGNORED     0x02
#define ALTERNATE_COPY   0x80

#define PREGAP_BLOCKS 150

/* The sheet as far as it has been read. */
struct reader {
    struct drive_cue_sheet *sheet;
    const struct disc_state *disc;
    int32_t first;   /* address of the track that is open */
    unsigned number; /* of the track whose lines come */
    unsigned index;  /* that came last */
    int32_t at;      /* the last time there was */
    int32_t pregap;  /* where index 0 of the track is */
    bool has_pregap;
    bool has_lead_in;
    char isrc[DISC_ISRC_LENGTH + 1]; /* of the track that comes next */
};

static int32_t lba_of(const struct mmc_cue_line_wire *line)
{
    return cd_msf_to_lba((struct cd_msf){ line->minute, line->second, line->frame });
}

static bool is_msf_valid(const struct mmc_cue_line_wire *line)
{
    return line->minute < 90 && line->second < 60 && line->frame < 75;
}

/* What a data form says, which must agree with the control field. */
static bool read_form(const struct mmc_cue_line_wire *line, struct cue_part *part)
{
    const uint8_t form = line->data_form & FORM_MASK;
    const unsigned sub = line->data_form & FORM_SUB_MASK;
    const bool is_data = (line->control_adr >> CONTROL_SHIFT & CD_CONTROL_DATA) != 0;
    const bool is_data_form = (form & FORM_KIND_MASK) != 0;

    *part = (struct cue_part){ .start = lba_of(line), .has_rw = sub == FORM_SUB_RAW };
    if ((sub != 0 && sub != FORM_SUB_RAW) || is_data != is_data_form)
        return false;
    part->is_generated =
        is_data_form ? (form & ~FORM_KIND_MASK) == FORM_GENERATED : form == FORM_AUDIO_PAUSE;
    part->is_ignored = is_data_form && (form & FORM_IGNORED) != 0;
    if (part->is_generated)
        return sector_form_of_cue(is_data_form ? form & FORM_KIND_MASK : 0, &part->form);
    return sector_form_of_cue(form, &part->form);
}

static bool is_same_kind(const struct cue_part *a, const struct cue_part *b)
{
    return a->form == b->form && a->is_generated == b->is_generated &&
           a->is_ignored == b->is_ignored && a->has_rw == b->has_rw;
}

static bool add_part(struct drive_cue_sheet *sheet, const struct cue_part *part)
{
    if (sheet->part_count > 0 && is_same_kind(&sheet->parts[sheet->part_count - 1], part))
        return true;
    if (sheet->part_count == CUE_SHEET_PARTS_MAXIMUM)
        return false;
    sheet->parts[sheet->part_count++] = *part;
    return true;
}

/* Thirteen digits in two lines, seven and six. */
static bool read_catalog(struct reader *reader, const struct mmc_cue_line_wire *lines)
{
    char *const number = reader->sheet->catalog_number;

    if (reader->sheet->track_count > 0 || number[0] != 0)
        return false;
    memcpy(number, &lines[0].track, 7);
    memcpy(number + 7, &lines[1].track, 6);
    for (unsigned i = 0; i < DISC_CATALOG_NUMBER_LENGTH; i++) {
        if (number[i] < '0' || number[i] > '9')
            return false;
    }
    return true;
}

/* Twelve characters in two lines, behind the number of the track that comes next. */
static bool read_isrc(struct reader *reader, const struct mmc_cue_line_wire *lines)
{
    if (lines[0].track != reader->number + 1 || lines[1].track != lines[0].track ||
        reader->isrc[0] != 0)
        return false;
    memcpy(reader->isrc, &lines[0].index, 6);
    memcpy(reader->isrc + 6, &lines[1].index, 6);
    for (unsigned i = 0; i < DISC_ISRC_LENGTH; i++) {
        const char c = reader->isrc[i];

        if ((c < '0' || c > '9') && (c < 'A' || c > 'Z'))
            return false;
    }
    return true;
}

static bool end_track(struct reader *reader, int32_t lba)
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

static bool read_pregap(struct reader *reader, const struct mmc_cue_line_wire *line,
                        const struct cue_part *part)
{
    if (line->track != reader->number + 1 || reader->has_pregap)
        return false;
    reader->has_pregap = true;
    reader->pregap = part->start;
    return end_track(reader, part->start);
}

/* Of a pre-gap that begins before the session there is what lies within it. */
static uint32_t kept_pregap(const struct reader *reader, int32_t start)
{
    const int32_t from = reader->pregap > reader->first ? reader->pregap : reader->first;

    return reader->has_pregap && from < start ? (uint32_t)(start - from) : 0;
}

static uint8_t bits_of(const struct mmc_cue_line_wire *line)
{
    const unsigned control = line->control_adr >> CONTROL_SHIFT;
    unsigned bits = control & DISC_TRACK_BITS_COPY_PERMITTED;

    if (control & CD_CONTROL_DATA)
        return (uint8_t)bits;
    bits |= control & (DISC_TRACK_BITS_PREEMPHASIS | DISC_TRACK_BITS_FOUR_CHANNEL);
    if (line->serial_copy & ALTERNATE_COPY)
        bits |= DISC_TRACK_BITS_SERIAL_COPY;
    return (uint8_t)bits;
}

static bool read_start(struct reader *reader, const struct mmc_cue_line_wire *line,
                       const struct cue_part *part)
{
    struct drive_cue_sheet *sheet = reader->sheet;
    struct disc_track *track = &sheet->tracks[sheet->track_count];

    if (line->track != reader->number + 1 || part->start < reader->first || part->is_generated ||
        sheet->track_count == DISC_TRACKS_MAXIMUM || !end_track(reader, part->start))
        return false;
    *track = (struct disc_track){ .start = (uint32_t)part->start,
                                  .mode = sector_form_mode(part->form),
                                  .bits = bits_of(line),
                                  .pregap = kept_pregap(reader, part->start) };
    if (part->has_rw)
        track->bits |= DISC_TRACK_BITS_SUB_CHANNEL;
    if (part->form != SECTOR_FORM_MODE_1 || part->has_rw)
        sheet->has_sectors = true;
    memcpy(track->isrc, reader->isrc, sizeof(track->isrc));
    memset(reader->isrc, 0, sizeof(reader->isrc));
    reader->has_pregap = false;
    reader->number++;
    sheet->track_count++;
    return true;
}

static bool read_index(struct reader *reader, const struct mmc_cue_line_wire *line,
                       const struct cue_part *part)
{
    struct drive_cue_sheet *sheet = reader->sheet;
    uint8_t place;

    if (sheet->track_count == 0 || line->track != reader->number ||
        line->index != reader->index + 1 || line->index > 99 || part->start <= reader->at ||
        sheet->index_count == DISC_INDEXES_MAXIMUM ||
        sector_form_mode(part->form) != sheet->tracks[sheet->track_count - 1].mode)
        return false;
    place = (uint8_t)(line->track - reader->disc->number_offset);
    sheet->indexes[sheet->index_count++] = (struct disc_index){ .start = (uint32_t)part->start,
                                                                .track = place,
                                                                .number = line->index };
    return true;
}

static bool read_lead_in(struct reader *reader, const struct mmc_cue_line_wire *line,
                         const struct cue_part *part)
{
    if (reader->has_lead_in || reader->sheet->track_count > 0 || line->index != 0 ||
        !part->is_generated)
        return false;
    reader->has_lead_in = true;
    reader->sheet->has_lead_in = part->has_rw;
    return true;
}

static bool read_position(struct reader *reader, const struct mmc_cue_line_wire *line)
{
    struct cue_part part;
    bool is_read;

    if (!read_form(line, &part))
        return false;
    /* The drive knows where its lead-in begins, whatever the sheet says. */
    if (line->track == TRACK_LEAD_IN)
        return read_lead_in(reader, line, &part);
    if (!is_msf_valid(line) || !reader->has_lead_in || part.start < reader->at)
        return false;
    if (line->index == 0)
        is_read = read_pregap(reader, line, &part);
    else if (line->index == 1)
        is_read = read_start(reader, line, &part);
    else
        is_read = read_index(reader, line, &part);
    reader->at = part.start;
    reader->index = line->index;
    return is_read && add_part(reader->sheet, &part);
}

/* The first thing that comes begins the session for the initiator. */
static bool find_start(struct drive_cue_sheet *sheet)
{
    for (uint16_t i = 0; i < sheet->part_count; i++) {
        sheet->start = sheet->parts[i].start;
        if (!sheet->parts[i].is_generated)
            return true;
    }
    return false;
}

/*
 * The session begins with the pre-gap of the track that is open now. Where blocks say all there is,
 * pre-gaps are not kept.
 */
static bool fit_disc(const struct reader *reader, struct drive_cue_sheet *sheet)
{
    const int32_t first = reader->first;
    const int32_t start = sheet->parts[0].start;

    if (sheet->end > (int32_t)reader->disc->capacity_blocks ||
        (start != first && start != first - PREGAP_BLOCKS) ||
        (sheet->tracks[0].pregap == 0 && (int32_t)sheet->tracks[0].start != first))
        return false;
    if (reader->disc->has_sectors || sheet->tracks[0].pregap > 0)
        sheet->has_sectors = true;
    for (uint16_t i = 0; i < sheet->track_count && !sheet->has_sectors; i++)
        sheet->tracks[i].pregap = 0;
    return true;
}

bool cue_sheet_read(const struct disc_state *disc, const uint8_t *bytes, size_t count,
                    struct drive_cue_sheet *sheet)
{
    const struct mmc_cue_line_wire *lines = (const void *)bytes;
    const struct mmc_cue_line_wire *last = &lines[count - 1];
    struct reader reader = { .sheet = sheet, .disc = disc };

    *sheet = (struct drive_cue_sheet){ 0 };
    reader.first = (int32_t)disc->tracks[disc->track_count - 1].start;
    reader.at = reader.first - PREGAP_BLOCKS;
    reader.number = disc->track_count - 1u + disc->number_offset;
    if (last->track != CD_TRACK_LEAD_OUT || last->index != 1 || !is_msf_valid(last) ||
        (last->control_adr & ADR_MASK) != CD_ADR_POSITION)
        return false;
    for (size_t i = 0; i + 1 < count; i++) {
        const unsigned adr = lines[i].control_adr & ADR_MASK;
        bool is_read = false;

        if (adr == CD_ADR_POSITION)
            is_read = read_position(&reader, &lines[i]);
        else if ((lines[i + 1].control_adr & ADR_MASK) != adr)
            return false;
        else if (adr == CD_ADR_CATALOG)
            is_read = read_catalog(&reader, &lines[i++]);
        else if (adr == CD_ADR_ISRC)
            is_read = read_isrc(&reader, &lines[i++]);
        if (!is_read)
            return false;
    }
    sheet->end = lba_of(last);
    return sheet->track_count > 0 && !reader.has_pregap && reader.isrc[0] == 0 &&
           sheet->end > reader.at && end_track(&reader, sheet->end) && find_start(sheet) &&
           fit_disc(&reader, sheet);
}

const struct cue_part *cue_sheet_part_at(const struct drive_cue_sheet *sheet, int32_t lba,
                                         int32_t *end)
{
    uint16_t i = 0;

    while (i + 1 < sheet->part_count && sheet->parts[i + 1].start <= lba)
        i++;
    *end = i + 1 < sheet->part_count ? sheet->parts[i + 1].start : sheet->end;
    return &sheet->parts[i];
}

uint32_t cue_part_bytes(const struct cue_part *part)
{
    if (part->is_generated)
        return 0;
    return sector_form_bytes(part->form) + (part->has_rw ? CD_SUBCODE_BYTES : 0);
}

uint64_t cue_sheet_bytes(const struct drive_cue_sheet *sheet, int32_t lba, uint32_t blocks)
{
    uint64_t bytes = 0;

    while (blocks > 0 && lba < sheet->end) {
        const struct cue_part *part = NULL;
        int32_t end = sheet->start;
        uint32_t size = CD_SUBCODE_BYTES;
        uint32_t count;

        if (lba >= sheet->parts[0].start) {
            part = cue_sheet_part_at(sheet, lba, &end);
            size = cue_part_bytes(part);
        } else {
            end = sheet->parts[0].start;
        }
        count = blocks < (uint32_t)(end - lba) ? blocks : (uint32_t)(end - lba);
        bytes += (uint64_t)count * size;
        blocks -= count;
        lba += (int32_t)count;
    }
    return bytes;
}
