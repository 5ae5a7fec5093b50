/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Taking back what a disc holds. */
#include "discimage/disc_image.h"

#include "discimage/disc_image_inside.h"
#include "discimage/disc_tracks.h"

#include <assert.h>

static void make_blank(const struct disc_image *image, struct disc_state *next)
{
    disc_state_init_blank(image->state.medium, next);
    next->capacity_blocks = image->state.capacity_blocks;
    next->tracks[0].size = next->capacity_blocks;
}

enum status disc_image_blank(struct disc_image *image)
{
    struct disc_state next;

    make_blank(image, &next);
    return disc_image_cut_and_commit(image, &next, 0);
}

enum status disc_image_format(struct disc_image *image, enum disc_format format,
                              uint32_t formatted_blocks)
{
    struct disc_state next;

    assert(disc_medium_allows(image->state.medium, DISC_RECORDING_OVERWRITE));
    make_blank(image, &next);
    next.recording = DISC_RECORDING_OVERWRITE;
    next.session_count = 0;
    next.track_count = 0;
    next.format = format;
    next.formatted_blocks = formatted_blocks;
    return disc_image_cut_and_commit(image, &next, 0);
}

enum status disc_image_unrecord(struct disc_image *image, uint16_t number, uint32_t recorded)
{
    struct disc_state next = image->state;
    struct disc_track *track = &next.tracks[number - 1];

    assert(number >= 1 && number <= next.track_count);
    if (track->state == DISC_TRACK_COMPLETE || recorded > track->recorded)
        return STATUS_INVALID_STATE;
    track->recorded = recorded;
    return disc_image_cut_and_commit(image, &next,
                                     disc_state_offset(&next, disc_tracks_recorded_blocks(&next)));
}

enum status disc_image_unreserve(struct disc_image *image)
{
    struct disc_state next = image->state;
    const struct disc_track *track;

    disc_tracks_drop_empty_open(&next);
    if (next.is_finalised || next.track_count == 0)
        return STATUS_INVALID_STATE;
    track = disc_tracks_last(&next);
    if (track->state != DISC_TRACK_RESERVED || track->recorded > 0)
        return STATUS_INVALID_STATE;
    next.track_count--;
    disc_tracks_add_open(&next, track->start, track->session);
    return disc_image_commit(image, &next);
}

enum status disc_image_unclose_session(struct disc_image *image, uint32_t gap)
{
    struct disc_state next = image->state;

    if (!next.is_finalised)
        disc_tracks_drop_empty_open(&next);
    if (next.track_count == 0 || !disc_tracks_are_complete(&next) ||
        (!next.is_finalised && next.session_count == disc_tracks_last(&next)->session))
        return STATUS_INVALID_STATE;
    next.is_finalised = false;
    next.session_count = disc_tracks_last(&next)->session;
    disc_tracks_add_open(&next, (uint64_t)disc_tracks_end_of(disc_tracks_last(&next)) + gap,
                         next.session_count);
    return disc_image_commit(image, &next);
}

enum status disc_image_remove_session(struct disc_image *image)
{
    struct disc_state next = image->state;
    uint32_t start;
    uint16_t session;

    if (!next.is_finalised)
        disc_tracks_drop_empty_open(&next);
    if (next.track_count == 0)
        return STATUS_INVALID_STATE;
    session = disc_tracks_last(&next)->session;
    next.track_count = (uint16_t)(disc_state_first_track(&next, session) - 1);
    start = next.tracks[next.track_count].start - next.tracks[next.track_count].pregap;
    next.is_finalised = false;
    next.is_damaged = false;
    next.session_count = session;
    disc_tracks_add_open(&next, start, session);
    disc_tracks_forget_cd(&next);
    return disc_image_cut_and_commit(image, &next,
                                     disc_state_offset(&next, disc_tracks_recorded_blocks(&next)));
}

enum status disc_image_erase(struct disc_image *image)
{
    return disc_image_resize(image, 0);
}
