/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The inside of a result, for the files of this room that share it. */
#ifndef OPENIMAPI_FSIMAGE_IMAGE_H
#define OPENIMAPI_FSIMAGE_IMAGE_H

#include "fsimage/content_reader.h"
#include "fsimage/layout.h"
#include "fsimage/result.h"
#include "fsimage/writer.h"

#define IMAGE_WRITERS_MAXIMUM 4
#define IMAGE_PIECES_MAXIMUM  (2 * FSIMAGE_REGIONS_MAXIMUM + 2)

/** A stretch of blocks that is one progress range, or one per file. */
struct progress_piece {
    uint32_t first_block;
    uint32_t block_count;
    uint32_t first_index; /* among the progress ranges */
    unsigned file_system; /* whose structures these are; 0: the next says what */
    bool is_files;        /* the contents of files; else, without a file system, older sessions */
};

struct fsimage_result {
    int references; /* under the tree's result_lock */
    struct fsimage_layout layout;
    struct fsimage_writer *writers[IMAGE_WRITERS_MAXIMUM];
    size_t writer_count;
    struct progress_piece pieces[IMAGE_PIECES_MAXIMUM];
    uint32_t piece_count;
    uint32_t range_count;
};

/** The block of the stream at which the plan begins: an overlay's stream covers the whole disc. */
static inline uint32_t image_plan_start(const struct fsimage_result *result)
{
    return result->layout.session.is_overlay ? result->layout.session.start : 0;
}

/** Makes the pieces of progress from the layout. */
void progress_prepare(struct fsimage_result *result);

/** Fills in where files lie, for a plan that is placed. STATUS_NO_MEMORY. */
enum status layout_place_files(struct fsimage_layout *layout);

/**
 * Writes `count` blocks of the stream, from `block` on, to `out`; all lie in it. `reader` is the
 * consumer's. As reading in fsimage/result.h.
 */
enum status image_emit(const struct fsimage_result *result, struct fsimage_content *reader,
                       uint32_t block, uint32_t count, uint8_t *out,
                       struct fsimage_problem *problem);

#endif
