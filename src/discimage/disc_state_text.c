/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The text of the state of a disc: one fact per line, in a fixed order. */
#include "discimage/disc_state.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define STATE_MAGIC   "openimapi-disc"
#define STATE_VERSION 1

static const char *const track_state_names[] = {
    [DISC_TRACK_OPEN] = "open",
    [DISC_TRACK_RESERVED] = "reserved",
    [DISC_TRACK_COMPLETE] = "complete",
};

static const char *const format_names[] = {
    [DISC_FORMAT_NONE] = "none",       [DISC_FORMAT_STOPPED] = "stopped",
    [DISC_FORMAT_RUNNING] = "running", [DISC_FORMAT_COMPLETE] = "complete",
    [DISC_FORMAT_GROWING] = "growing",
};

static const char *const recording_names[] = {
    [DISC_RECORDING_READ_ONLY] = "read-only",
    [DISC_RECORDING_SEQUENTIAL] = "sequential",
    [DISC_RECORDING_OVERWRITE] = "overwrite",
    [DISC_RECORDING_PSEUDO_OVERWRITE] = "pseudo-overwrite",
    [DISC_RECORDING_LAYER_JUMP] = "layer-jump",
};

static const char *const mode_names[] = {
    [DISC_TRACK_MODE_1] = "mode1",
    [DISC_TRACK_MODE_2_XA] = "mode2",
    [DISC_TRACK_MODE_AUDIO] = "audio",
    [DISC_TRACK_MODE_2] = "mode2-formless",
    [DISC_TRACK_MODE_2_XA_MIXED] = "mode2-mixed",
};

/* Of enum disc_track_bits, lowest bit first. */
static const char *const bit_names[] = {
    "preemphasis", "copy", "", "four-channel", "serial-copy", "sub-channel",
};

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* The text not yet read; `failed` sticks, and every read after it gives 0. */
struct reader {
    const char *text;
    size_t left;
    bool failed;
};

struct writer {
    char *out;
    size_t length;
};

static bool read_is_at_word_end(const struct reader *reader)
{
    return reader->left == 0 || *reader->text == ' ' || *reader->text == '\n';
}

static void read_skip(struct reader *reader, size_t size)
{
    reader->text += size;
    reader->left -= size;
}

/* The next word of the line, its blank skipped; at the end of the line an empty one, and failed. */
static const char *read_word(struct reader *reader, size_t *length)
{
    const char *word = reader->text;

    while (!read_is_at_word_end(reader))
        read_skip(reader, 1);
    *length = (size_t)(reader->text - word);
    if (*length == 0)
        reader->failed = true;
    if (reader->left > 0 && *reader->text == ' ')
        read_skip(reader, 1);
    return word;
}

static void read_keyword(struct reader *reader, const char *keyword)
{
    size_t length;
    const char *word = read_word(reader, &length);

    if (length != strlen(keyword) || memcmp(word, keyword, length) != 0)
        reader->failed = true;
}

static uint32_t read_number(struct reader *reader)
{
    uint64_t value = 0;
    size_t length;
    const char *word = read_word(reader, &length);

    for (size_t i = 0; i < length; i++) {
        if (word[i] < '0' || word[i] > '9' || value > UINT32_MAX / 10) {
            reader->failed = true;
            return 0;
        }
        value = value * 10 + (uint64_t)(word[i] - '0');
    }
    if (value > UINT32_MAX)
        reader->failed = true;
    return reader->failed ? 0 : (uint32_t)value;
}

static uint16_t read_number_16(struct reader *reader)
{
    const uint32_t value = read_number(reader);

    if (value > UINT16_MAX)
        reader->failed = true;
    return reader->failed ? 0 : (uint16_t)value;
}

/* The place of the next word among `count` names; 0, and failed, when it is none of them. */
static size_t read_name(struct reader *reader, const char *const *names, size_t count)
{
    size_t length;
    const char *word = read_word(reader, &length);

    for (size_t i = 0; i < count; i++) {
        if (strlen(names[i]) == length && memcmp(names[i], word, length) == 0)
            return i;
    }
    reader->failed = true;
    return 0;
}

static bool read_is_at_line_end(const struct reader *reader)
{
    return reader->left > 0 && *reader->text == '\n';
}

static void read_line_end(struct reader *reader)
{
    if (!read_is_at_line_end(reader))
        reader->failed = true;
    else
        read_skip(reader, 1);
}

static bool read_is_next(const struct reader *reader, const char *keyword)
{
    const size_t length = strlen(keyword);

    return !reader->failed && reader->left > length && memcmp(reader->text, keyword, length) == 0;
}

static enum disc_medium read_medium(struct reader *reader)
{
    size_t length;
    const char *word = read_word(reader, &length);
    const enum disc_medium medium = disc_medium_of(word, length);

    if (medium == DISC_MEDIUM_NONE)
        reader->failed = true;
    return medium;
}

static bool read_is_at_number(const struct reader *reader)
{
    return reader->left > 0 && *reader->text >= '0' && *reader->text <= '9';
}

/* A line that is there only where it has something to say. */
static uint32_t read_optional_number(struct reader *reader, const char *keyword)
{
    uint32_t value;

    if (!read_is_next(reader, keyword))
        return 0;
    read_keyword(reader, keyword);
    value = read_number(reader);
    if (value == 0)
        reader->failed = true;
    read_line_end(reader);
    return value;
}

static void read_recording(struct reader *reader, struct disc_state *state)
{
    state->recording = disc_state_traits(state)->recording;
    if (!read_is_next(reader, "recording"))
        return;
    read_keyword(reader, "recording");
    state->recording =
        (enum disc_recording)read_name(reader, recording_names, COUNT_OF(recording_names));
    read_line_end(reader);
}

static void read_track(struct reader *reader, struct disc_state *state)
{
    struct disc_track *track = &state->tracks[state->track_count];

    read_keyword(reader, "track");
    if (read_number(reader) != state->track_count + 1u)
        reader->failed = true;
    track->session = read_number_16(reader);
    track->start = read_number(reader);
    track->size = read_number(reader);
    track->state = (enum disc_track_state)read_name(reader, track_state_names, 3);
    if (track->state == DISC_TRACK_RESERVED)
        track->recorded = read_number(reader);
    else if (track->state == DISC_TRACK_COMPLETE)
        track->recorded = read_is_at_number(reader) ? read_number(reader) : track->size;
    if (!read_is_at_line_end(reader))
        track->mode = (enum disc_track_mode)read_name(reader, mode_names, COUNT_OF(mode_names));
    while (!reader->failed && !read_is_at_line_end(reader))
        track->bits |= (uint8_t)(1u << read_name(reader, bit_names, COUNT_OF(bit_names)));
    read_line_end(reader);
    state->track_count++;
}

/* Of a line that begins with a keyword and the number of a track that was read. */
static struct disc_track *read_track_number(struct reader *reader, struct disc_state *state,
                                            const char *keyword, uint8_t *number)
{
    uint32_t value;

    read_keyword(reader, keyword);
    value = read_number(reader);
    if (value == 0 || value > state->track_count)
        reader->failed = true;
    *number = reader->failed ? 1 : (uint8_t)value;
    return &state->tracks[*number - 1];
}

/* A word of exactly `length` characters. */
static void read_text(struct reader *reader, char *out, size_t length)
{
    size_t word_length;
    const char *word = read_word(reader, &word_length);

    if (word_length != length)
        reader->failed = true;
    else
        memcpy(out, word, length);
}

static void read_pregap(struct reader *reader, struct disc_state *state)
{
    uint8_t number;
    struct disc_track *track = read_track_number(reader, state, "pregap", &number);

    track->pregap = read_number(reader);
    read_line_end(reader);
}

static void read_isrc(struct reader *reader, struct disc_state *state)
{
    uint8_t number;
    struct disc_track *track = read_track_number(reader, state, "isrc", &number);

    read_text(reader, track->isrc, DISC_ISRC_LENGTH);
    read_line_end(reader);
}

static void read_index(struct reader *reader, struct disc_state *state)
{
    struct disc_index *index = &state->indexes[state->index_count];
    uint32_t number;

    read_track_number(reader, state, "index", &index->track);
    number = read_number(reader);
    if (number > UINT8_MAX)
        reader->failed = true;
    index->number = (uint8_t)number;
    index->start = read_number(reader);
    read_line_end(reader);
    state->index_count++;
}

/* Tracks that do not begin with number 1. */
static uint8_t read_offset(struct reader *reader)
{
    const uint32_t offset = read_optional_number(reader, "offset");

    if (offset >= UINT8_MAX)
        reader->failed = true;
    return reader->failed ? 0 : (uint8_t)offset;
}

/* What only a CD has to say, behind its tracks. */
static void read_cd(struct reader *reader, struct disc_state *state)
{
    state->number_offset = read_offset(reader);
    if (read_is_next(reader, "sectors ")) {
        read_keyword(reader, "sectors");
        state->has_sectors = true;
        state->sectors_start = read_number(reader);
        read_line_end(reader);
    }
    if (read_is_next(reader, "catalog ")) {
        read_keyword(reader, "catalog");
        read_text(reader, state->catalog_number, DISC_CATALOG_NUMBER_LENGTH);
        read_line_end(reader);
    }
    while (read_is_next(reader, "pregap "))
        read_pregap(reader, state);
    while (read_is_next(reader, "isrc "))
        read_isrc(reader, state);
    while (read_is_next(reader, "index ")) {
        if (state->index_count == DISC_INDEXES_MAXIMUM) {
            reader->failed = true;
            return;
        }
        read_index(reader, state);
    }
}

static void read_tracks(struct reader *reader, struct disc_state *state)
{
    static const char *const names[] = { "open", "finalised", "damaged" };
    size_t name;

    read_keyword(reader, "disc");
    name = read_name(reader, names, COUNT_OF(names));
    state->is_finalised = name == 1;
    state->is_damaged = name == 2;
    read_line_end(reader);
    read_keyword(reader, "sessions");
    state->session_count = read_number_16(reader);
    read_line_end(reader);
    while (read_is_next(reader, "track ")) {
        if (state->track_count == DISC_TRACKS_MAXIMUM) {
            reader->failed = true;
            return;
        }
        read_track(reader, state);
    }
    read_cd(reader, state);
}

static void read_format(struct reader *reader, struct disc_state *state)
{
    read_keyword(reader, "format");
    state->format = (enum disc_format)read_name(reader, format_names, COUNT_OF(format_names));
    state->formatted_blocks = read_number(reader);
    read_line_end(reader);
}

static void write_text(struct writer *writer, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    writer->length += (size_t)vsnprintf(
        writer->out + writer->length, DISC_STATE_TEXT_MAXIMUM - writer->length, format, arguments);
    va_end(arguments);
}

static void write_track(struct writer *writer, unsigned number, const struct disc_track *track)
{
    write_text(writer, "track %u %u %u %u %s", number, (unsigned)track->session,
               (unsigned)track->start, (unsigned)track->size, track_state_names[track->state]);
    if (track->state == DISC_TRACK_RESERVED ||
        (track->state == DISC_TRACK_COMPLETE && track->recorded < track->size))
        write_text(writer, " %u", (unsigned)track->recorded);
    if (track->mode != DISC_TRACK_MODE_1 || track->bits != 0)
        write_text(writer, " %s", mode_names[track->mode]);
    for (unsigned i = 0; i < COUNT_OF(bit_names); i++) {
        if (track->bits & 1u << i)
            write_text(writer, " %s", bit_names[i]);
    }
    write_text(writer, "\n");
}

/* Where there is nothing to say there is no line. */
static void write_optional_number(struct writer *writer, const char *keyword, uint32_t value)
{
    if (value > 0)
        write_text(writer, "%s %u\n", keyword, (unsigned)value);
}

static void write_cd(struct writer *writer, const struct disc_state *state)
{
    write_optional_number(writer, "offset", state->number_offset);
    if (state->has_sectors)
        write_text(writer, "sectors %u\n", (unsigned)state->sectors_start);
    if (state->catalog_number[0] != 0)
        write_text(writer, "catalog %s\n", state->catalog_number);
    for (unsigned i = 0; i < state->track_count; i++) {
        if (state->tracks[i].pregap > 0)
            write_text(writer, "pregap %u %u\n", i + 1, (unsigned)state->tracks[i].pregap);
    }
    for (unsigned i = 0; i < state->track_count; i++) {
        if (state->tracks[i].isrc[0] != 0)
            write_text(writer, "isrc %u %s\n", i + 1, state->tracks[i].isrc);
    }
    for (unsigned i = 0; i < state->index_count; i++) {
        const struct disc_index *index = &state->indexes[i];

        write_text(writer, "index %u %u %u\n", (unsigned)index->track, (unsigned)index->number,
                   (unsigned)index->start);
    }
}

static void write_tracks(struct writer *writer, const struct disc_state *state)
{
    write_text(writer, "disc %s\n",
               state->is_damaged     ? "damaged"
               : state->is_finalised ? "finalised"
                                     : "open");
    write_text(writer, "sessions %u\n", (unsigned)state->session_count);
    for (unsigned i = 0; i < state->track_count; i++)
        write_track(writer, i + 1, &state->tracks[i]);
    write_cd(writer, state);
}

size_t disc_state_encode(const struct disc_state *state, char *out)
{
    struct writer writer = { .out = out };

    write_text(&writer, "%s %u\n", STATE_MAGIC, STATE_VERSION);
    write_text(&writer, "medium %s\n", disc_medium_name(state->medium));
    write_text(&writer, "capacity %u\n", (unsigned)state->capacity_blocks);
    if (state->recording != disc_state_traits(state)->recording)
        write_text(&writer, "recording %s\n", recording_names[state->recording]);
    write_optional_number(&writer, "layer", state->layer_blocks);
    write_optional_number(&writer, "spares", state->spare_blocks);
    if (disc_state_has_tracks(state))
        write_tracks(&writer, state);
    else
        write_text(&writer, "format %s %u\n", format_names[state->format],
                   (unsigned)state->formatted_blocks);
    write_text(&writer, "end\n");
    return writer.length;
}

enum status disc_state_parse(const char *text, size_t length, struct disc_state *state)
{
    struct reader reader = { .text = text, .left = length };
    uint32_t version;

    *state = (struct disc_state){ 0 };
    read_keyword(&reader, STATE_MAGIC);
    version = read_number(&reader);
    read_line_end(&reader);
    if (!reader.failed && version > STATE_VERSION)
        return STATUS_NOT_SUPPORTED;
    read_keyword(&reader, "medium");
    state->medium = read_medium(&reader);
    read_line_end(&reader);
    read_keyword(&reader, "capacity");
    state->capacity_blocks = read_number(&reader);
    read_line_end(&reader);
    read_recording(&reader, state);
    state->layer_blocks = read_optional_number(&reader, "layer");
    state->spare_blocks = read_optional_number(&reader, "spares");
    if (disc_state_has_tracks(state))
        read_tracks(&reader, state);
    else
        read_format(&reader, state);
    read_keyword(&reader, "end");
    read_line_end(&reader);
    if (reader.failed || reader.left != 0 || version != STATE_VERSION ||
        !disc_state_is_consistent(state)) {
        *state = (struct disc_state){ 0 };
        return STATUS_CORRUPT;
    }
    return STATUS_OK;
}
