/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The inside of a disc image, shared by the files of this room and by nobody else. */
#ifndef OPENIMAPI_DISCIMAGE_DISC_IMAGE_INSIDE_H
#define OPENIMAPI_DISCIMAGE_DISC_IMAGE_INSIDE_H

#include "base/status.h"
#include "discimage/disc_image.h"
#include "discimage/disc_state.h"
#include "discimage/disc_storage.h"

#include <stdbool.h>
#include <stdint.h>

struct disc_image {
    struct disc_storage *storage;
    struct disc_state state;
    uint64_t size;       /* of the user data, in bytes */
    bool is_state_stale; /* the stored text lacks what a reserved track has taken since */
};

/** Puts the text of `state` into the storage. STATUS_NO_MEMORY, failures of the storage. */
enum status disc_image_store_state(struct disc_storage *storage, const struct disc_state *state);

/**
 * Brings what lies beside the user data to what `next` says. Only a CD with whole sectors has
 * anything there; where there was one it is taken away. Failures of the storage.
 */
enum status disc_image_store_companions(struct disc_image *image, const struct disc_state *next);

/** Stores `next` and makes it the state of the disc. On failure the disc is as before. */
enum status disc_image_commit(struct disc_image *image, const struct disc_state *next);

/** Cuts or grows the user data. Failures of the storage. */
enum status disc_image_resize(struct disc_image *image, uint64_t size);

/**
 * Makes `next`, whose user data end at `size`, the state of the disc, and takes away what lies
 * behind. A process that dies in the middle of that leaves a damaged disc or a stopped format.
 * Failures of the storage, with the disc in one of these three states.
 */
enum status disc_image_cut_and_commit(struct disc_image *image, const struct disc_state *next,
                                      uint64_t size);

/** Takes away what a killed write left behind the end of `track`. Failures of the storage. */
enum status disc_image_cut_behind(struct disc_image *image, const struct disc_track *track);

#endif
