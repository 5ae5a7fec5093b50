/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The channels P and Q of a raw CD image (ECMA-130 22.2 and 22.3). */
#ifndef OPENIMAPI_DISCIMAGE_RAW_IMAGE_Q_H
#define OPENIMAPI_DISCIMAGE_RAW_IMAGE_Q_H

#include "base/status.h"
#include "discimage/raw_image.h"

/** Where an index begins. */
struct raw_image_point {
    int32_t start;
    uint8_t slot; /* of the track */
    uint8_t index;
};

/** All indexes of an image, in the order of their addresses. */
struct raw_image_points {
    struct raw_image_point *points;
    size_t count;
};

/** Lists the indexes of an image that has tracks. STATUS_NO_MEMORY. */
enum status raw_image_points_init(struct raw_image_points *points, const struct raw_image *image);

/** Frees the list. */
void raw_image_points_release(struct raw_image_points *points);

/**
 * The channels P and Q at `lba`, within the image: the table of contents, three times each entry,
 * in the lead-in; else positions. Where there is a catalogue number one of at most 92 sectors in a
 * row tells it instead, and likewise the ISRC of a track, but neither before, nor at, the start of
 * an index.
 */
void raw_image_encode_pq(const struct raw_image *image, const struct raw_image_points *points,
                         int32_t lba, bool *p, struct cd_q_frame *q);

#endif
