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
    unsigned file_system; /* 0: the contents of files */
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

/** Makes the pieces of progress from the layout. */
void progress_prepare(struct fsimage_result *result);

/** Fills in where files lie, for a plan that is placed. STATUS_NO_MEMORY. */
enum status layout_place_files(struct fsimage_layout *layout);

/**
 * Writes `count` blocks, from `block` on, to `out`; all of them lie in the image. `reader` is the
 * consumer's. As reading in fsimage/result.h.
 */
enum status image_emit(const struct fsimage_result *result, struct fsimage_content *reader,
                       uint32_t block, uint32_t count, uint8_t *out,
                       struct fsimage_problem *problem);

#endif
