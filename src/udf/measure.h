/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a tree takes in UDF, before anything has a place. */
#ifndef OPENIMAPI_UDF_MEASURE_H
#define OPENIMAPI_UDF_MEASURE_H

#include "base/status.h"
#include "fsimage/tree.h"

#include <stdbool.h>
#include <stdint.h>

struct udf_measure {
    uint32_t entries;            /* of items, stream directories and streams: a block each */
    uint32_t directories;        /* the root and stream directories among them */
    uint32_t directory_blocks;   /* of those that are not embedded */
    uint32_t allocation_extents; /* at most so many */
    uint32_t stream_directories;
};

/** The blocks of all that: a file set and a terminating descriptor before it. */
uint64_t udf_measure_blocks(const struct udf_measure *measure);

/**
 * Measures by the encoders that emit; the names in a directory are looked at once, until it
 * changes. New contents take `data_blocks`. STATUS_NO_MEMORY. STATUS_TOO_LARGE: over 2^31 - 1
 * blocks.
 */
enum status udf_measure_tree(struct fsimage_tree *tree, uint64_t data_blocks,
                             struct udf_measure *measure);

/** Whether named streams of this tree are recorded. */
bool udf_records_streams(const struct fsimage_tree *tree);

/** Bytes of the file identifier descriptor of an item, or of a parent for FSIMAGE_NO_ITEM. */
uint32_t udf_child_size(const struct fsimage_tree *tree, uint32_t item);

/** Bytes of a stream directory. */
uint32_t udf_stream_directory_size(const struct fsimage_tree *tree, uint32_t file);

/** Bytes of a directory. STATUS_NO_MEMORY, never while the tree is frozen. */
enum status udf_directory_size(struct fsimage_tree *tree, uint32_t directory, uint64_t *size);

/** Blocks of a directory or stream directory of `size` bytes: 0 when it is embedded. */
static inline uint64_t udf_directory_blocks(const struct fsimage_tree *tree, uint64_t size)
{
    return size <= fsimage_tree_embedding_maximum(tree) ? 0 : fsimage_blocks_of(size);
}

#endif
