/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tracks of a disc state: what is there, and what may follow. */
#include "discimage/disc_tracks.h"

#include <string.h>

struct disc_track *disc_tracks_last(struct disc_state *state)
{
    return &state->tracks[state->track_count - 1];
}

uint32_t disc_tracks_end_of(const struct disc_track *track)
{
    return track->start + track->size;
}

unsigned disc_tracks_in_session(const struct disc_state *state, uint16_t session)
{
    if (state->track_count == 0 || state->tracks[state->track_count - 1].session != session)
        return 0;
    return state->track_count + 1u - disc_state_first_track(state, session);
}

void disc_tracks_add_open(struct disc_state *state, uint64_t start, uint16_t session)
{
    const struct disc_medium_traits *traits = disc_state_traits(state);

    if (start >= state->capacity_blocks || state->track_count == traits->tracks_maximum ||
        disc_tracks_in_session(state, session) == traits->tracks_per_session_maximum)
        return;
    state->track_count++;
    *disc_tracks_last(state) = (struct disc_track){
        .start = (uint32_t)start,
        .size = (uint32_t)(state->capacity_blocks - start),
        .session = session,
        .state = DISC_TRACK_OPEN,
    };
}

void disc_tracks_drop_empty_open(struct disc_state *state)
{
    if (state->track_count > 0 && disc_tracks_last(state)->state == DISC_TRACK_OPEN &&
        disc_tracks_last(state)->recorded == 0)
        state->track_count--;
}

bool disc_tracks_are_complete(const struct disc_state *state)
{
    for (unsigned i = 0; i < state->track_count; i++) {
        if (state->tracks[i].state != DISC_TRACK_COMPLETE)
            return false;
    }
    return true;
}

uint32_t disc_tracks_recorded_blocks(const struct disc_state *state)
{
    for (unsigned i = state->track_count; i > 0; i--) {
        const struct disc_track *track = &state->tracks[i - 1];

        if (track->recorded > 0)
            return track->start + track->recorded;
    }
    return 0;
}

void disc_tracks_forget_cd(struct disc_state *state)
{
    uint16_t kept = 0;

    for (uint16_t i = 0; i < state->index_count; i++) {
        const struct disc_index *index = &state->indexes[i];

        if (index->track <= state->track_count &&
            index->start < disc_tracks_end_of(&state->tracks[index->track - 1]))
            state->indexes[kept++] = *index;
    }
    state->index_count = kept;
    if (disc_tracks_recorded_blocks(state) <= state->sectors_start) {
        state->has_sectors = false;
        state->number_offset = 0;
        state->sectors_start = 0;
        memset(state->catalog_number, 0, sizeof(state->catalog_number));
    }
}
