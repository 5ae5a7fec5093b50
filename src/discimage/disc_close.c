/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reserving and closing tracks and sessions. */
#include "discimage/disc_image.h"

#include "discimage/disc_image_inside.h"
#include "discimage/disc_tracks.h"

#include <assert.h>
#include <string.h>

enum status disc_image_reserve_track(struct disc_image *image, uint32_t blocks, uint32_t gap)
{
    const struct disc_medium_traits *traits = disc_state_traits(&image->state);
    struct disc_state next = image->state;
    struct disc_track *track = disc_tracks_last(&next);

    if (next.track_count == 0 || track->state != DISC_TRACK_OPEN || track->recorded > 0)
        return STATUS_INVALID_STATE;
    if (blocks == 0 || blocks > track->size)
        return STATUS_NO_SPACE;
    if (next.track_count == traits->tracks_maximum ||
        disc_tracks_in_session(&next, track->session) == traits->tracks_per_session_maximum)
        return STATUS_TOO_MANY;
    track->size = blocks;
    track->state = DISC_TRACK_RESERVED;
    disc_tracks_add_open(&next, (uint64_t)disc_tracks_end_of(track) + gap, track->session);
    return disc_image_commit(image, &next);
}

/* Each behind the one before, with room for its pre-gap. */
static enum status add_reserved(struct disc_state *state, const struct disc_session *session,
                                uint16_t number, uint32_t start)
{
    for (uint16_t i = 0; i < session->track_count; i++) {
        const struct disc_track *source = &session->tracks[i];
        struct disc_track *track = &state->tracks[state->track_count++];

        if (source->start < source->pregap || source->start - source->pregap < start ||
            source->size == 0 || (uint64_t)source->start + source->size > state->capacity_blocks)
            return STATUS_NO_SPACE;
        start = disc_tracks_end_of(source);
        *track = *source;
        track->session = number;
        track->state = DISC_TRACK_RESERVED;
        track->recorded = 0;
    }
    return STATUS_OK;
}

static enum status add_indexes(struct disc_state *state, const struct disc_session *session)
{
    if (session->index_count > DISC_INDEXES_MAXIMUM - state->index_count)
        return STATUS_TOO_MANY;
    for (uint16_t i = 0; i < session->index_count; i++)
        state->indexes[state->index_count++] = session->indexes[i];
    return STATUS_OK;
}

enum status disc_image_announce(struct disc_image *image, const struct disc_session *session)
{
    const struct disc_medium_traits *traits = disc_state_traits(&image->state);
    struct disc_state next = image->state;
    const struct disc_track open = *disc_tracks_last(&next);
    enum status status;

    if (next.track_count == 0 || open.state != DISC_TRACK_OPEN || open.recorded > 0)
        return STATUS_INVALID_STATE;
    if (next.track_count - 1u + session->track_count > traits->tracks_maximum ||
        disc_tracks_in_session(&next, open.session) - 1u + session->track_count >
            traits->tracks_per_session_maximum)
        return STATUS_TOO_MANY;
    next.track_count--;
    status = add_reserved(&next, session, open.session, open.start);
    if (status == STATUS_OK)
        status = add_indexes(&next, session);
    if (status != STATUS_OK)
        return status;
    if (open.session == 1)
        next.number_offset = session->number_offset;
    if (session->has_sectors && !next.has_sectors) {
        next.has_sectors = true;
        next.sectors_start = session->sectors_start;
    }
    if (session->catalog_number != NULL && next.catalog_number[0] == 0)
        memcpy(next.catalog_number, session->catalog_number, DISC_CATALOG_NUMBER_LENGTH);
    next.is_damaged = true;
    return disc_image_commit(image, &next);
}

enum status disc_image_revise(struct disc_image *image, const struct disc_session *session)
{
    struct disc_state next = image->state;
    const unsigned first = next.track_count - session->track_count;
    enum status status;

    assert(session->track_count <= next.track_count);
    for (uint16_t i = 0; i < session->track_count; i++) {
        struct disc_track *track = &next.tracks[first + i];
        const uint16_t number = track->session;

        assert(track->state == DISC_TRACK_RESERVED);
        *track = session->tracks[i];
        track->session = number;
        track->state = DISC_TRACK_RESERVED;
        track->recorded = track->size;
    }
    status = add_indexes(&next, session);
    if (status != STATUS_OK)
        return status;
    if (session->catalog_number != NULL && next.catalog_number[0] == 0)
        memcpy(next.catalog_number, session->catalog_number, DISC_CATALOG_NUMBER_LENGTH);
    return disc_image_commit(image, &next);
}

enum status disc_image_salvage(struct disc_image *image)
{
    struct disc_state next = image->state;
    uint16_t kept = 0;

    for (uint16_t i = 0; i < next.track_count; i++) {
        struct disc_track *track = &next.tracks[i];

        if (track->recorded == 0)
            continue;
        if (track->state != DISC_TRACK_COMPLETE) {
            track->size = track->recorded;
            track->state = DISC_TRACK_COMPLETE;
        }
        next.tracks[kept++] = *track;
    }
    next.track_count = kept;
    next.is_damaged = false;
    /* Nothing of the session is there: it begins anew where it began. */
    if (kept == 0 || disc_tracks_last(&next)->session != next.session_count)
        disc_tracks_add_open(&next, next.tracks[kept].start - next.tracks[kept].pregap,
                             next.session_count);
    disc_tracks_forget_cd(&next);
    return disc_image_cut_and_commit(image, &next,
                                     disc_state_offset(&next, disc_tracks_recorded_blocks(&next)));
}

enum status disc_image_close_track(struct disc_image *image, uint16_t number, uint32_t run_out,
                                   uint32_t gap)
{
    struct disc_state next = image->state;
    struct disc_track *track = &next.tracks[number - 1];
    const bool was_open = track->state == DISC_TRACK_OPEN;
    enum status status = STATUS_OK;

    assert(number >= 1 && number <= next.track_count);
    if (track->state == DISC_TRACK_COMPLETE || track->recorded == 0)
        return STATUS_INVALID_STATE;
    if (!was_open && track->recorded < track->size)
        return STATUS_INVALID_STATE;
    if (was_open && run_out > track->size - track->recorded)
        run_out = track->size - track->recorded;
    track->size = was_open ? track->recorded + run_out : track->recorded;
    track->state = DISC_TRACK_COMPLETE;
    if (was_open) {
        disc_tracks_add_open(&next, (uint64_t)disc_tracks_end_of(track) + gap, track->session);
        status = disc_image_cut_behind(image, track);
    }
    return status == STATUS_OK ? disc_image_commit(image, &next) : status;
}

enum status disc_image_close_session(struct disc_image *image, uint32_t gap)
{
    struct disc_state next = image->state;
    const uint16_t session = next.session_count;
    enum status status;

    disc_tracks_drop_empty_open(&next);
    if (next.is_finalised || next.track_count == 0 || disc_tracks_last(&next)->session != session ||
        !disc_tracks_are_complete(&next))
        return STATUS_INVALID_STATE;
    status = disc_image_cut_behind(image, disc_tracks_last(&next));
    if (session < disc_state_traits(&next)->sessions_maximum)
        disc_tracks_add_open(&next, (uint64_t)disc_tracks_end_of(disc_tracks_last(&next)) + gap,
                             (uint16_t)(session + 1));
    if (disc_tracks_last(&next)->session > session)
        next.session_count++;
    else
        next.is_finalised = true;
    next.is_damaged = false;
    return status == STATUS_OK ? disc_image_commit(image, &next) : status;
}

enum status disc_image_finalise(struct disc_image *image)
{
    struct disc_state next = image->state;
    enum status status;

    disc_tracks_drop_empty_open(&next);
    if (next.is_finalised || next.track_count == 0 || !disc_tracks_are_complete(&next))
        return STATUS_INVALID_STATE;
    status = disc_image_cut_behind(image, disc_tracks_last(&next));
    next.session_count = disc_tracks_last(&next)->session;
    next.is_finalised = true;
    next.is_damaged = false;
    return status == STATUS_OK ? disc_image_commit(image, &next) : status;
}
