/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Walks a volume for a fuzz target: whatever a reader tells must lie on the disc, be bounded by it,
 * and have names. What does not is a finding and ends the program.
 */
#ifndef OPENIMAPI_TESTS_SUPPORT_CHECKED_VOLUME_H
#define OPENIMAPI_TESTS_SUPPORT_CHECKED_VOLUME_H

#include "fsimage/volume_reader.h"

struct checked_volume {
    enum status status;              /* of opening, or else of the walk */
    uint64_t hash;                   /* of all that was told */
    struct fsimage_volume_info info; /* after the walk, when there was one */
};

/** No item takes fewer than `item_bytes` on the disc, and none is told twice. */
struct checked_volume checked_volume_walk(const struct fsimage_volume_reader_class *reader,
                                          const struct fsimage_disc *disc, uint32_t item_bytes);

#endif
