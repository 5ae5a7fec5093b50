/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Discs drawn with characters. */
#include "tools/disc_picture.h"

#include "discimage/disc_image.h"

#include <inttypes.h>
#include <string.h>

#define WIDTH 64

/* Cells, each of them as many blocks as make the whole disc as wide as the picture. */
struct bar {
    char cells[WIDTH + 1];
    uint32_t capacity;
};

static void bar_init(struct bar *bar, uint32_t capacity)
{
    memset(bar->cells, '.', WIDTH);
    bar->cells[WIDTH] = '\0';
    bar->capacity = capacity > 0 ? capacity : 1;
}

/* Even a single block is to be seen. */
static void bar_fill(struct bar *bar, uint32_t start, uint32_t blocks, char mark)
{
    const uint64_t end = (uint64_t)start + blocks;
    uint64_t first = (uint64_t)start * WIDTH / bar->capacity;
    uint64_t last;

    if (blocks == 0)
        return;
    last = (end - 1) * WIDTH / bar->capacity;
    for (; first <= last && first < WIDTH; first++)
        bar->cells[first] = mark;
}

static unsigned long mb_of(uint64_t blocks)
{
    return (unsigned long)(blocks * DISC_BLOCK_SIZE / 1000000);
}

static void add_bar(const struct bar *bar, struct text *text)
{
    text_add(text, "  |%s|\n", bar->cells);
}

static void add_summary(const struct recorder_disc *disc, struct text *text)
{
    const uint32_t capacity = disc->state.capacity_blocks;

    text_add(text, "  %lu of %lu MB used, %lu MB free\n", mb_of(disc->used_blocks), mb_of(capacity),
             mb_of(disc->free_blocks));
}

static const char *state_of(const struct disc_track *track)
{
    switch (track->state) {
    case DISC_TRACK_OPEN:
        return "open";
    case DISC_TRACK_RESERVED:
        return "reserved";
    case DISC_TRACK_COMPLETE:
        return "closed";
    }
    return "?";
}

static void add_track(const struct disc_track *track, unsigned number, struct text *text)
{
    text_add(text, "  session %-3u track %-3u %-8s ", track->session, number, state_of(track));
    if (track->recorded == 0)
        text_add(text, "nothing yet, from block %" PRIu32 " on\n", track->start);
    else
        text_add(text, "blocks %" PRIu32 " to %" PRIu32 ", %lu MB\n", track->start,
                 track->start + track->recorded - 1, mb_of(track->recorded));
}

/* The digit of a session marks its tracks; what lies between two tracks can hold nothing. */
static void add_sequential(const struct recorder_disc *disc, struct text *text)
{
    const struct disc_state *state = &disc->state;
    struct bar bar;
    uint32_t end = 0;

    bar_init(&bar, state->capacity_blocks);
    for (unsigned i = 0; i < state->track_count; i++) {
        const struct disc_track *track = &state->tracks[i];

        if (track->start > end)
            bar_fill(&bar, end, track->start - end, '-');
        bar_fill(&bar, track->start, track->recorded, (char)('0' + track->session % 10));
        end = track->start + (track->state == DISC_TRACK_OPEN ? track->recorded : track->size);
    }
    add_bar(&bar, text);
    for (unsigned i = 0; i < state->track_count; i++)
        add_track(&state->tracks[i], i + 1, text);
}

/* '#' is what the image reaches to, ' ' what no format has reached. */
static void add_overwritable(const struct recorder_disc *disc, struct text *text)
{
    const uint32_t capacity = disc->state.capacity_blocks;
    struct bar bar;

    bar_init(&bar, capacity);
    if (disc->state.formatted_blocks < capacity)
        bar_fill(&bar, disc->state.formatted_blocks, capacity - disc->state.formatted_blocks, ' ');
    bar_fill(&bar, 0, disc->used_blocks, '#');
    add_bar(&bar, text);
}

void disc_picture_add(const struct recorder_disc *disc, struct text *text)
{
    if (disc_state_has_tracks(&disc->state))
        add_sequential(disc, text);
    else
        add_overwritable(disc, text);
    add_summary(disc, text);
}
