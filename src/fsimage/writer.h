/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What a file system brings to an image. A writer class first reserves regions, from the tree
 * alone; once the planner has placed them a writer is made, which can emit any block of any of
 * them.
 */
#ifndef OPENIMAPI_FSIMAGE_WRITER_H
#define OPENIMAPI_FSIMAGE_WRITER_H

#include "base/status.h"
#include "fsimage/planner.h"
#include "fsimage/problem.h"
#include "fsimage/tree.h"

#include <stddef.h>
#include <stdint.h>

struct fsimage_layout;

/** Head of every writer. */
struct fsimage_writer {
    const struct fsimage_writer_class *class;
};

struct fsimage_writer_class {
    /** Bits of the file systems this class records. */
    unsigned file_systems;

    /** The most blocks by which its regions grow for one item more. */
    uint32_t growth_maximum;

    /** Bytes of the largest file it can record for this tree. */
    uint64_t (*largest_file)(const struct fsimage_tree *tree);

    /**
     * Reserves the regions for those of its file systems that the tree's set names. The numbers of
     * regions are the class's own. STATUS_NO_MEMORY.
     */
    enum status (*reserve)(struct fsimage_tree *tree, struct fsimage_planner *planner);

    /** Makes the writer for a layout, which outlives it. The tree is frozen. STATUS_NO_MEMORY. */
    enum status (*create)(const struct fsimage_layout *layout, struct fsimage_writer **writer);

    /**
     * Writes `count` blocks of region `region`, from its block `block` on, to `out`. Any thread,
     * any order, several at a time.
     */
    void (*emit)(const struct fsimage_writer *writer, uint32_t region, uint32_t block,
                 uint32_t count, uint8_t *out);

    void (*destroy)(struct fsimage_writer *writer);
};

#endif
