/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where everything lies: the placed regions and the extents of files. Immutable once made. */
#ifndef OPENIMAPI_FSIMAGE_LAYOUT_H
#define OPENIMAPI_FSIMAGE_LAYOUT_H

#include "fsimage/planner.h"
#include "fsimage/result.h"
#include "fsimage/session.h"
#include "fsimage/tree.h"
#include "fsimage/volume_name.h"

#include <stddef.h>
#include <stdint.h>

struct fsimage_layout {
    struct fsimage_tree *tree; /* frozen */
    int64_t image_time;
    char16 volume_name[FSIMAGE_VOLUME_NAME_MAXIMUM + 1];
    size_t volume_name_length;
    char volume_set_unique[FSIMAGE_VOLUME_SET_UNIQUE_LENGTH]; /* not terminated */
    unsigned file_systems;
    struct fsimage_session session;
    uint32_t total_blocks; /* of the plan, which an overlay's stream goes beyond */
    struct fsimage_planner plan;
    uint32_t *extents; /* files that own blocks of the plan, in the order of their blocks */
    uint32_t extent_count;
    uint32_t *first_blocks; /* by item: first block of the plan, 0 for what owns none */
    uint32_t item_count;
};

/** Contiguous content of a file. */
struct fsimage_run {
    uint32_t location; /* block, absolute on the disc */
    uint64_t size;     /* bytes, not 0; of all but a file's last a multiple of FSIMAGE_BLOCK_SIZE */
};

/**
 * The runs of a file's or a stream's content: none when it is empty or lies inside its file entry,
 * one when it is new, as many as on the disc when it was imported.
 */
uint32_t fsimage_layout_run_count(const struct fsimage_layout *layout, uint32_t item);

/** The run number `index`, which is below the count. */
struct fsimage_run fsimage_layout_run(const struct fsimage_layout *layout, uint32_t item,
                                      uint32_t index);

#endif
