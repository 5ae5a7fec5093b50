/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What a file system brings to an image. A writer class first reserves regions, from the tree
 * alone; once the planner has placed them a writer is made, which can emit any block of any of
 * them. Plans count blocks from the start of the session: see struct fsimage_session.
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

/** Reads files for one consumer, and belongs to it. */
struct fsimage_content;

/**
 * Writes the whole content of file `item`, of `size` bytes as the tree has it, to `out`.
 * As reading in fsimage/result.h.
 */
enum status fsimage_content_read(struct fsimage_content *content, uint32_t item, uint8_t *out,
                                 size_t size, struct fsimage_problem *problem);

/** Head of every writer. */
struct fsimage_writer {
    const struct fsimage_writer_class *class;
};

struct fsimage_writer_class {
    /** Bits of the file systems this class records. */
    unsigned file_systems;

    /**
     * The most blocks by which its regions grow for one item more, a file, a directory or a stream;
     * 0 when the tree's set names none of its file systems.
     */
    uint32_t (*growth)(const struct fsimage_tree *tree);

    /**
     * Bytes of the largest file it can record for this tree, whose set names one of its file
     * systems.
     */
    uint64_t (*largest_file)(const struct fsimage_tree *tree);

    /**
     * Reserves what it has to bring for this tree, whatever the set: nothing, mostly, when that
     * names none of its file systems. The numbers of regions are the class's own.
     * STATUS_NO_MEMORY. STATUS_TOO_LARGE: over 2^31 - 1 blocks.
     */
    enum status (*reserve)(struct fsimage_tree *tree, struct fsimage_planner *planner);

    /**
     * Makes the writer for a layout, which outlives it, when anything was reserved. The tree is
     * frozen. STATUS_NO_MEMORY.
     */
    enum status (*create)(const struct fsimage_layout *layout, struct fsimage_writer **writer);

    /**
     * Writes `count` blocks of region `region`, from its block `block` on, to `out`. Any thread,
     * any order, several at a time; `content` is the consumer's. Failures are those of reading
     * files.
     */
    enum status (*emit)(const struct fsimage_writer *writer, uint32_t region, uint32_t block,
                        uint32_t count, uint8_t *out, struct fsimage_content *content,
                        struct fsimage_problem *problem);

    /**
     * Writes the block 256 of the disc that leads to this session, which does not begin at block 0;
     * NULL when the class has no such block.
     */
    void (*emit_disc_anchor)(const struct fsimage_writer *writer, uint8_t *out);

    void (*destroy)(struct fsimage_writer *writer);
};

#endif
