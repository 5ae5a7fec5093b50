/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The state of a disc and its text, one fact per line, in a fixed order. */
#include "discimage/disc_state.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define STATE_MAGIC   "openimapi-disc"
#define STATE_VERSION 1

/* Every recorder of DVD writes error correction blocks of 16 sectors. */
#define BLOCKS_PER_UNIT 16

static const char *const track_state_names[] = {
    [DISC_TRACK_OPEN] = "open",
    [DISC_TRACK_RESERVED] = "reserved",
    [DISC_TRACK_COMPLETE] = "complete",
};

static const char *const format_names[] = {
    [DISC_FORMAT_NONE] = "none",
    [DISC_FORMAT_STOPPED] = "stopped",
    [DISC_FORMAT_RUNNING] = "running",
    [DISC_FORMAT_COMPLETE] = "complete",
};

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

static bool is_write_once(enum disc_medium medium)
{
    return medium == DISC_MEDIUM_DVD_PLUS_R;
}

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

static void read_line_end(struct reader *reader)
{
    if (reader->left == 0 || *reader->text != '\n')
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
        track->recorded = track->size;
    read_line_end(reader);
    state->track_count++;
}

static void read_write_once(struct reader *reader, struct disc_state *state)
{
    static const char *const names[] = { "open", "finalised" };

    read_keyword(reader, "disc");
    state->is_finalised = read_name(reader, names, 2) == 1;
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
}

static void read_rewritable(struct reader *reader, struct disc_state *state)
{
    read_keyword(reader, "format");
    state->format = (enum disc_format)read_name(reader, format_names, 4);
    state->formatted_blocks = read_number(reader);
    read_line_end(reader);
}

static bool is_track_consistent(const struct disc_state *state, const struct disc_track *track)
{
    const uint64_t end = (uint64_t)track->start + track->size;

    if (track->size == 0 || track->recorded > track->size || end > state->capacity_blocks)
        return false;
    switch (track->state) {
    case DISC_TRACK_OPEN:
        return !state->is_finalised && track == &state->tracks[state->track_count - 1] &&
               track->session == state->session_count && end == state->capacity_blocks;
    case DISC_TRACK_RESERVED:
        return !state->is_finalised && track->session == state->session_count;
    case DISC_TRACK_COMPLETE:
        return true;
    }
    return false;
}

/* Tracks in order, sessions without a hole, none of them too long. */
static bool are_tracks_consistent(const struct disc_state *state)
{
    const struct disc_track *before = NULL;
    unsigned in_session = 0;

    for (unsigned i = 0; i < state->track_count; i++) {
        const struct disc_track *track = &state->tracks[i];
        const unsigned session = before != NULL ? before->session : 0;

        if (!is_track_consistent(state, track))
            return false;
        if (before != NULL && track->start < before->start + before->size)
            return false;
        if (track->session != session + 1 && (session == 0 || track->session != session))
            return false;
        in_session = track->session == session ? in_session + 1 : 1;
        if (in_session > DISC_TRACKS_PER_SESSION_MAXIMUM)
            return false;
        before = track;
    }
    return before != NULL && before->session == state->session_count;
}

static bool is_consistent(const struct disc_state *state)
{
    if (state->capacity_blocks == 0 || state->capacity_blocks % BLOCKS_PER_UNIT != 0 ||
        state->capacity_blocks > disc_medium_capacity_blocks(state->medium))
        return false;
    if (!is_write_once(state->medium))
        return state->formatted_blocks <= state->capacity_blocks;
    return state->session_count <= DISC_SESSIONS_MAXIMUM && are_tracks_consistent(state);
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
    if (track->state == DISC_TRACK_RESERVED)
        write_text(writer, " %u", (unsigned)track->recorded);
    write_text(writer, "\n");
}

static void write_write_once(struct writer *writer, const struct disc_state *state)
{
    write_text(writer, "disc %s\n", state->is_finalised ? "finalised" : "open");
    write_text(writer, "sessions %u\n", (unsigned)state->session_count);
    for (unsigned i = 0; i < state->track_count; i++)
        write_track(writer, i + 1, &state->tracks[i]);
}

void disc_state_init_blank(enum disc_medium medium, struct disc_state *state)
{
    *state = (struct disc_state){
        .medium = medium,
        .capacity_blocks = disc_medium_capacity_blocks(medium),
    };
    if (!is_write_once(medium))
        return;
    state->session_count = 1;
    state->track_count = 1;
    state->tracks[0] = (struct disc_track){
        .size = state->capacity_blocks,
        .session = 1,
        .state = DISC_TRACK_OPEN,
    };
}

enum status disc_state_init_finalised(uint64_t blocks, struct disc_state *state)
{
    disc_state_init_blank(DISC_MEDIUM_DVD_PLUS_R, state);
    if (blocks > state->capacity_blocks) {
        *state = (struct disc_state){ 0 };
        return STATUS_TOO_LARGE;
    }
    state->is_finalised = true;
    state->tracks[0].size = (uint32_t)blocks;
    state->tracks[0].recorded = (uint32_t)blocks;
    state->tracks[0].state = DISC_TRACK_COMPLETE;
    return STATUS_OK;
}

bool disc_state_is_write_once(const struct disc_state *state)
{
    return is_write_once(state->medium);
}

const struct disc_track *disc_state_track_at(const struct disc_state *state, uint32_t lba)
{
    for (unsigned i = 0; i < state->track_count; i++) {
        const struct disc_track *track = &state->tracks[i];

        if (lba >= track->start && lba - track->start < track->size)
            return track;
    }
    return NULL;
}

uint16_t disc_state_first_track(const struct disc_state *state, uint16_t session)
{
    uint16_t number = 1;

    while (number < state->track_count && state->tracks[number - 1].session < session)
        number++;
    return number;
}

size_t disc_state_encode(const struct disc_state *state, char *out)
{
    struct writer writer = { .out = out };

    write_text(&writer, "%s %u\n", STATE_MAGIC, STATE_VERSION);
    write_text(&writer, "medium %s\n", disc_medium_name(state->medium));
    write_text(&writer, "capacity %u\n", (unsigned)state->capacity_blocks);
    if (is_write_once(state->medium))
        write_write_once(&writer, state);
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
    if (is_write_once(state->medium))
        read_write_once(&reader, state);
    else
        read_rewritable(&reader, state);
    read_keyword(&reader, "end");
    read_line_end(&reader);
    if (reader.failed || reader.left != 0 || version != STATE_VERSION || !is_consistent(state)) {
        *state = (struct disc_state){ 0 };
        return STATUS_CORRUPT;
    }
    return STATUS_OK;
}
