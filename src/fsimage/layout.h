/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where everything lies: the placed regions and the extents of files. Immutable once made. */
#ifndef OPENIMAPI_FSIMAGE_LAYOUT_H
#define OPENIMAPI_FSIMAGE_LAYOUT_H

#include "fsimage/planner.h"
#include "fsimage/result.h"
#include "fsimage/tree.h"
#include "fsimage/volume_name.h"

#include <stddef.h>
#include <stdint.h>

struct fsimage_layout {
    struct fsimage_tree *tree; /* frozen */
    int64_t image_time;
    char16 volume_name[FSIMAGE_VOLUME_NAME_MAXIMUM + 1];
    size_t volume_name_length;
    unsigned file_systems;
    uint32_t session_start; /* to be added to every block number that is recorded */
    uint32_t total_blocks;
    struct fsimage_planner plan;
    uint32_t *extents; /* files that own blocks, in the order of their blocks */
    uint32_t extent_count;
    uint32_t *first_blocks; /* by item: first block of the stream, 0 for what owns none */
    uint32_t item_count;
};

/** The block recorded for a file's content: absolute on the disc; 0 when it owns none. */
static inline uint32_t fsimage_layout_location(const struct fsimage_layout *layout, uint32_t item)
{
    const uint32_t first = layout->first_blocks[item];

    return first == 0 ? 0 : first + layout->session_start;
}

#endif
