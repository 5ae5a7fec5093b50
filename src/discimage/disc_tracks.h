/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tracks of a disc state: what is there, and what may follow. */
#ifndef OPENIMAPI_DISCIMAGE_DISC_TRACKS_H
#define OPENIMAPI_DISCIMAGE_DISC_TRACKS_H

#include "discimage/disc_state.h"

#include <stdbool.h>
#include <stdint.h>

/** The last track; borrowed, and nothing to look at where the disc has none. */
struct disc_track *disc_tracks_last(struct disc_state *state);

/** The block behind the track. */
uint32_t disc_tracks_end_of(const struct disc_track *track);

/** How many tracks `session` has, which is the last one or has none. */
unsigned disc_tracks_in_session(const struct disc_state *state, uint16_t session);

/**
 * Adds an open track from `start` to the end of the disc. Where nothing behind `start` is left of
 * the disc, or the session or the disc is full of tracks, there is no open track then.
 */
void disc_tracks_add_open(struct disc_state *state, uint64_t start, uint16_t session);

/** Takes the last track away if it is open and holds nothing. */
void disc_tracks_drop_empty_open(struct disc_state *state);

/** Whether no track takes data. */
bool disc_tracks_are_complete(const struct disc_state *state);

/** Blocks up to the end of the last data on the disc. */
uint32_t disc_tracks_recorded_blocks(const struct disc_state *state);

/**
 * Forgets what no track needs any more: indexes of tracks and of parts that are not there, whole
 * sectors and the catalogue number when nothing is recorded in them.
 */
void disc_tracks_forget_cd(struct disc_state *state);

#endif
