/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Cue sheets as CDRWIN made them common; what it had no word for is a remark. */
#include "discimage/disc_cue_sheet.h"

#include "cd/msf.h"

#include <stdarg.h>
#include <stdio.h>

/* Of the longest text in quotes; what is longer is left to the file of CD-Text. */
#define QUOTED_MAXIMUM 256

struct writer {
    char *out;
    size_t length;
};

static const char *const mode_names[][2] = {
    /* in blocks, in whole sectors */
    [DISC_TRACK_MODE_1] = { "MODE1/2048", "MODE1/2352" },
    [DISC_TRACK_MODE_2_XA] = { "MODE2/2048", "MODE2/2352" },
    [DISC_TRACK_MODE_AUDIO] = { "AUDIO", "AUDIO" },
    [DISC_TRACK_MODE_2] = { "MODE2/2352", "MODE2/2352" },
    [DISC_TRACK_MODE_2_XA_MIXED] = { "MODE2/2352", "MODE2/2352" },
};

static void write_text(struct writer *writer, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    writer->length += (size_t)vsnprintf(writer->out + writer->length,
                                        DISC_CUE_SHEET_MAXIMUM - writer->length, format, arguments);
    va_end(arguments);
}

static bool is_quotable(const char *text)
{
    size_t length = 0;

    for (; text[length] != 0; length++) {
        if (text[length] == '"' || (unsigned char)text[length] < ' ' || length == QUOTED_MAXIMUM)
            return false;
    }
    return length > 0;
}

/* Those of the disc, track 0, are not indented. */
static void write_titles(struct writer *writer, const struct cd_text *text, unsigned track)
{
    static const struct {
        enum cd_text_kind kind;
        const char *name;
    } titles[] = {
        { CD_TEXT_TITLE, "TITLE" },
        { CD_TEXT_PERFORMER, "PERFORMER" },
        { CD_TEXT_SONGWRITER, "SONGWRITER" },
    };

    for (size_t i = 0; text != NULL && i < sizeof(titles) / sizeof(titles[0]); i++) {
        const char *value = cd_text_get(text, 0, titles[i].kind, track);

        if (value != NULL && is_quotable(value))
            write_text(writer, "%s%s \"%s\"\n", track > 0 ? "    " : "", titles[i].name, value);
    }
}

/* Block 0 is time 0 here: the file begins behind the first pre-gap. */
static void write_index(struct writer *writer, unsigned number, uint32_t lba)
{
    const struct cd_msf msf = cd_msf_of_lba((int32_t)lba - 150);

    write_text(writer, "    INDEX %02u %02u:%02u:%02u\n", number, (unsigned)msf.minute,
               (unsigned)msf.second, (unsigned)msf.frame);
}

static void write_flags(struct writer *writer, const struct disc_track *track)
{
    static const struct {
        enum disc_track_bits bit;
        const char *name;
    } flags[] = {
        { DISC_TRACK_BITS_COPY_PERMITTED, " DCP" },
        { DISC_TRACK_BITS_FOUR_CHANNEL, " 4CH" },
        { DISC_TRACK_BITS_PREEMPHASIS, " PRE" },
        { DISC_TRACK_BITS_SERIAL_COPY, " SCMS" },
    };
    const unsigned known = DISC_TRACK_BITS_COPY_PERMITTED | DISC_TRACK_BITS_FOUR_CHANNEL |
                           DISC_TRACK_BITS_PREEMPHASIS | DISC_TRACK_BITS_SERIAL_COPY;

    if ((track->bits & known) == 0)
        return;
    write_text(writer, "    FLAGS");
    for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++) {
        if (track->bits & flags[i].bit)
            write_text(writer, "%s", flags[i].name);
    }
    write_text(writer, "\n");
}

static void write_track(struct writer *writer, const struct disc_state *state, unsigned number,
                        const struct cd_text *text)
{
    const struct disc_track *track = &state->tracks[number - 1];
    const bool is_whole = disc_state_sector_size(state, track->start) == DISC_SECTOR_SIZE;

    write_text(writer, "  TRACK %02u %s\n", number + state->number_offset,
               mode_names[track->mode][is_whole]);
    write_titles(writer, text, number + state->number_offset);
    write_flags(writer, track);
    if (track->isrc[0] != 0)
        write_text(writer, "    ISRC %s\n", track->isrc);
    if (track->pregap > 0)
        write_index(writer, 0, track->start - track->pregap);
    write_index(writer, 1, track->start);
    for (unsigned i = 0; i < state->index_count; i++) {
        if (state->indexes[i].track == number)
            write_index(writer, state->indexes[i].number, state->indexes[i].start);
    }
}

size_t disc_cue_sheet_encode(const struct disc_state *state, const struct disc_cue_names *names,
                             char *out)
{
    struct writer writer = { .out = out };
    unsigned session = 1;

    if (state->track_count == 0 || state->tracks[0].recorded == 0)
        return 0;
    if (state->catalog_number[0] != 0)
        write_text(&writer, "CATALOG %s\n", state->catalog_number);
    if (names->cd_text != NULL)
        write_text(&writer, "CDTEXTFILE \"%s\"\n", names->cd_text);
    write_titles(&writer, names->text, 0);
    write_text(&writer, "FILE \"%s\" BINARY\n", names->user_data);
    for (unsigned number = 1; number <= state->track_count; number++) {
        const struct disc_track *track = &state->tracks[number - 1];

        if (track->recorded == 0)
            continue;
        if (track->session != session)
            write_text(&writer, "  REM SESSION %02u\n", (unsigned)track->session);
        session = track->session;
        write_track(&writer, state, number, names->text);
    }
    return writer.length;
}
