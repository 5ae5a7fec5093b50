/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where the data of an entry lie: its allocation descriptors (ECMA-167 4/12, 4/14.14). */
#ifndef OPENIMAPI_UDF_READER_EXTENTS_H
#define OPENIMAPI_UDF_READER_EXTENTS_H

#include "fsimage/layout.h"
#include "udf/reader_entry.h"
#include "udf/reader_visits.h"

#include <stdint.h>

/** Bytes that follow each other in one partition; `address.block` may be UDF_HOLE. */
struct udf_extent_piece {
    struct udf_address address;
    uint64_t size; /* of all but the last, a multiple of a block */
};

/** Pieces of one entry; zeroed is empty, and can be filled again. */
struct udf_extents {
    struct udf_extent_piece *pieces;
    uint32_t count;
    uint32_t capacity;
};

/** What a file may have beside recorded extents. */
enum udf_hole_policy {
    UDF_HOLES_REFUSED,
    UDF_HOLES_KEPT,
};

void udf_extents_release(struct udf_extents *extents);

/**
 * Fills `extents` with all that the data of an entry, which is not embedded, take: neighbours are
 * joined, what lies behind the data is left out. The blocks of further descriptors are visited.
 * STATUS_CORRUPT: fewer bytes than the entry says, or more than the disc has; a cycle.
 * STATUS_NOT_SUPPORTED: a hole, refused. STATUS_NO_MEMORY. Else a failure to read.
 */
enum status udf_extents_read(const struct udf_partitions *partitions, const struct udf_entry *entry,
                             enum udf_hole_policy policy, struct udf_visits *visits,
                             struct udf_extents *extents);

/** Absolute runs, one behind the other; zeroed is empty. */
struct udf_runs {
    struct fsimage_run *runs;
    uint32_t count;
    uint32_t capacity;
};

void udf_runs_release(struct udf_runs *runs);

/**
 * Adds the runs behind `extents`, in the first copy. Neighbours among them are joined.
 * STATUS_CORRUPT: outside a partition or the disc. STATUS_NO_MEMORY.
 */
enum status udf_runs_add(struct udf_runs *runs, const struct udf_partitions *partitions,
                         const struct udf_extents *extents);

#endif
