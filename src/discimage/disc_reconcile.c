/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a disc is whose process may have died between two writes. */
#include "discimage/disc_reconcile.h"

#include "discimage/disc_tracks.h"

/* Whole units between the start of the track and the end of the user data. */
static uint32_t recorded_by_size(const struct disc_state *state, const struct disc_track *track,
                                 uint64_t size)
{
    const uint32_t unit_blocks = disc_state_traits(state)->unit_blocks;
    uint64_t blocks = disc_state_blocks_in(state, size);

    if (blocks <= track->start)
        return 0;
    blocks -= track->start;
    if (blocks >= track->size)
        return track->size;
    return (uint32_t)(blocks - blocks % unit_blocks);
}

/*
 * The user data end in the track written last. Of a reserved track before that one the text tells;
 * what it took after the text was written counts as lost with the power.
 */
static void find_recorded(struct disc_state *state, uint64_t size)
{
    for (unsigned i = 0; i < state->track_count; i++) {
        struct disc_track *track = &state->tracks[i];
        const bool is_last_written = i + 1 == state->track_count ||
                                     size <= disc_state_offset(state, state->tracks[i + 1].start);

        if (track->state == DISC_TRACK_COMPLETE)
            continue;
        if (track->state == DISC_TRACK_OPEN || is_last_written) {
            const uint32_t recorded = recorded_by_size(state, track, size);

            if (recorded > track->recorded)
                track->recorded = recorded;
        }
    }
}

/* What an operation that was not finished has left: no more than there is. */
static void limit_recorded(struct disc_state *state, uint64_t size)
{
    const uint64_t end = disc_state_blocks_in(state, size);

    for (unsigned i = 0; i < state->track_count; i++) {
        struct disc_track *track = &state->tracks[i];
        const uint64_t available = end > track->start ? end - track->start : 0;

        if (track->recorded > available)
            track->recorded = (uint32_t)available;
    }
}

static enum status reconcile_tracks(struct disc_state *state, uint64_t size)
{
    /* Of closed tracks: a disc with fewer bytes is not the one the state tells of. */
    const uint64_t recorded = disc_state_offset(state, disc_tracks_recorded_blocks(state));

    if (state->is_damaged) {
        limit_recorded(state, size);
        return STATUS_OK;
    }
    if (size < recorded || size > disc_state_offset(state, state->capacity_blocks))
        return STATUS_CORRUPT;
    if (state->is_finalised && size != recorded)
        return STATUS_CORRUPT;
    find_recorded(state, size);
    return STATUS_OK;
}

/* A format that grows with what is written has grown by whole units. */
static void grow_to(struct disc_state *state, uint64_t size)
{
    const uint32_t unit_blocks = disc_state_traits(state)->unit_blocks;
    const uint32_t blocks = (uint32_t)(size / DISC_BLOCK_SIZE);

    if (blocks - blocks % unit_blocks > state->formatted_blocks)
        state->formatted_blocks = blocks - blocks % unit_blocks;
}

enum status disc_state_reconcile(struct disc_state *state, uint64_t size)
{
    if (disc_state_has_tracks(state))
        return reconcile_tracks(state, size);
    if (size > disc_state_offset(state, state->capacity_blocks))
        return STATUS_CORRUPT;
    if (state->format == DISC_FORMAT_NONE && size > 0)
        return STATUS_CORRUPT;
    if (state->format == DISC_FORMAT_RUNNING)
        state->format = DISC_FORMAT_STOPPED;
    if (state->format == DISC_FORMAT_GROWING)
        grow_to(state, size);
    return STATUS_OK;
}
