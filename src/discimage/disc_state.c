/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The state of a disc: what it begins as, and what can be true of one. */
#include "discimage/disc_state.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

void disc_state_init_blank(enum disc_medium medium, struct disc_state *state)
{
    const struct disc_medium_traits *traits = disc_medium_traits(medium);

    *state = (struct disc_state){
        .medium = medium,
        .recording = traits->recording,
        .capacity_blocks = traits->capacity_blocks,
    };
    if (!disc_state_has_tracks(state))
        return;
    state->session_count = 1;
    state->track_count = 1;
    state->tracks[0] = (struct disc_track){
        .size = state->capacity_blocks,
        .session = 1,
        .state = DISC_TRACK_OPEN,
    };
}

static enum disc_medium smallest_write_once(uint64_t blocks)
{
    static const enum disc_medium media[] = { DISC_MEDIUM_DVD_PLUS_R, DISC_MEDIUM_DVD_PLUS_R_DL,
                                              DISC_MEDIUM_BD_R, DISC_MEDIUM_BD_R_DL };

    for (size_t i = 0; i < COUNT_OF(media); i++) {
        if (blocks <= disc_medium_capacity_blocks(media[i]))
            return media[i];
    }
    return DISC_MEDIUM_NONE;
}

enum status disc_state_init_finalised(enum disc_medium medium, uint64_t blocks,
                                      struct disc_state *state)
{
    disc_state_init_blank(medium != DISC_MEDIUM_NONE ? medium : smallest_write_once(blocks), state);
    if (blocks > state->capacity_blocks || state->track_count == 0) {
        const bool is_too_large = blocks > state->capacity_blocks;

        *state = (struct disc_state){ 0 };
        return is_too_large ? STATUS_TOO_LARGE : STATUS_INVALID_ARGUMENT;
    }
    state->is_finalised = true;
    state->tracks[0].size = (uint32_t)blocks;
    state->tracks[0].recorded = (uint32_t)blocks;
    state->tracks[0].state = DISC_TRACK_COMPLETE;
    return STATUS_OK;
}

bool disc_state_has_tracks(const struct disc_state *state)
{
    return state->recording != DISC_RECORDING_OVERWRITE;
}

const struct disc_medium_traits *disc_state_traits(const struct disc_state *state)
{
    return disc_medium_traits(state->medium);
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

bool disc_state_is_cd(const struct disc_state *state)
{
    return state->medium == DISC_MEDIUM_CD_ROM || state->medium == DISC_MEDIUM_CD_R ||
           state->medium == DISC_MEDIUM_CD_RW;
}

uint32_t disc_state_sector_size(const struct disc_state *state, uint32_t lba)
{
    return state->has_sectors && lba >= state->sectors_start ? DISC_SECTOR_SIZE : DISC_BLOCK_SIZE;
}

uint64_t disc_state_offset(const struct disc_state *state, uint64_t block)
{
    const uint64_t start = state->sectors_start;

    if (!state->has_sectors || block < start)
        return block * DISC_BLOCK_SIZE;
    return start * DISC_BLOCK_SIZE + (block - start) * DISC_SECTOR_SIZE;
}

uint64_t disc_state_blocks_in(const struct disc_state *state, uint64_t size)
{
    const uint64_t before = disc_state_offset(state, state->sectors_start);

    if (!state->has_sectors || size < before)
        return size / DISC_BLOCK_SIZE;
    return state->sectors_start + (size - before) / DISC_SECTOR_SIZE;
}

uint16_t disc_state_first_track(const struct disc_state *state, uint16_t session)
{
    uint16_t number = 1;

    while (number < state->track_count && state->tracks[number - 1].session < session)
        number++;
    return number;
}

static bool is_text_of(const char *text, bool (*is_allowed)(char c), size_t length)
{
    size_t i = 0;

    while (is_allowed(text[i]))
        i++;
    return text[i] == 0 && (i == 0 || i == length);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_digit_or_letter(char c)
{
    return is_digit(c) || (c >= 'A' && c <= 'Z');
}

/* Only data of 2048 bytes can lie before the whole sectors, and only a CD has anything else. */
static bool is_cd_track_consistent(const struct disc_state *state, const struct disc_track *track)
{
    const bool is_plain = track->mode == DISC_TRACK_MODE_1 || track->mode == DISC_TRACK_MODE_2_XA;

    if (track->pregap > track->start ||
        !is_text_of(track->isrc, is_digit_or_letter, DISC_ISRC_LENGTH))
        return false;
    return (is_plain && track->pregap == 0) ||
           (state->has_sectors && track->start - track->pregap >= state->sectors_start);
}

static bool is_track_consistent(const struct disc_state *state, const struct disc_track *track)
{
    const uint64_t end = (uint64_t)track->start + track->size;

    if (track->size == 0 || track->recorded > track->size || end > state->capacity_blocks ||
        !is_cd_track_consistent(state, track))
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
    const struct disc_medium_traits *traits = disc_state_traits(state);
    const struct disc_track *before = NULL;
    unsigned in_session = 0;

    for (unsigned i = 0; i < state->track_count; i++) {
        const struct disc_track *track = &state->tracks[i];
        const unsigned session = before != NULL ? before->session : 0;

        if (!is_track_consistent(state, track))
            return false;
        if (before != NULL && track->start - track->pregap < before->start + before->size)
            return false;
        if (track->session != session + 1 && (session == 0 || track->session != session))
            return false;
        in_session = track->session == session ? in_session + 1 : 1;
        if (in_session > traits->tracks_per_session_maximum)
            return false;
        before = track;
    }
    return before != NULL && before->session == state->session_count;
}

static bool is_layer_consistent(const struct disc_state *state)
{
    const struct disc_medium_traits *traits = disc_state_traits(state);

    if (state->layer_blocks == 0)
        return true;
    return traits->layers > 1 && state->layer_blocks % traits->unit_blocks == 0 &&
           state->layer_blocks < state->capacity_blocks;
}

/* Ascending, and each within its track. */
static bool are_indexes_consistent(const struct disc_state *state)
{
    for (unsigned i = 0; i < state->index_count; i++) {
        const struct disc_index *index = &state->indexes[i];
        const struct disc_index *before = i > 0 ? &state->indexes[i - 1] : NULL;
        const struct disc_track *track = &state->tracks[index->track - 1u];

        if (index->track == 0 || index->track > state->track_count || index->number < 2 ||
            index->number > 99 || index->start <= track->start ||
            index->start - track->start >= track->size)
            return false;
        if (before != NULL && (index->track < before->track || index->start <= before->start ||
                               (index->track == before->track && index->number <= before->number)))
            return false;
    }
    return true;
}

static bool is_cd_consistent(const struct disc_state *state)
{
    if (state->number_offset > 0 &&
        (!disc_state_is_cd(state) || state->number_offset + state->track_count > 99))
        return false;
    if (state->has_sectors &&
        (!disc_state_is_cd(state) || state->sectors_start > state->capacity_blocks))
        return false;
    return is_text_of(state->catalog_number, is_digit, DISC_CATALOG_NUMBER_LENGTH) &&
           are_indexes_consistent(state);
}

bool disc_state_is_consistent(const struct disc_state *state)
{
    const struct disc_medium_traits *traits = disc_state_traits(state);

    if (state->capacity_blocks == 0 || state->capacity_blocks % traits->unit_blocks != 0 ||
        state->capacity_blocks > traits->capacity_blocks ||
        !disc_medium_allows(state->medium, state->recording) || !is_layer_consistent(state))
        return false;
    if (!disc_state_has_tracks(state))
        return state->formatted_blocks <= state->capacity_blocks;
    return state->session_count <= traits->sessions_maximum &&
           state->track_count <= traits->tracks_maximum && are_tracks_consistent(state) &&
           is_cd_consistent(state);
}
