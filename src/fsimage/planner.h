/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The planner: regions are reserved with what they need, then all are given a place at once. */
#ifndef OPENIMAPI_FSIMAGE_PLANNER_H
#define OPENIMAPI_FSIMAGE_PLANNER_H

#include "base/status.h"
#include "fsimage/file_system.h"

#include <stddef.h>
#include <stdint.h>

struct fsimage_writer_class;

/** Where in an image a region belongs; regions of one order lie as they were reserved. */
enum fsimage_region_order {
    FSIMAGE_ORDER_DESCRIPTORS, /* volume descriptors, one block each, from block 16 without a gap */
    FSIMAGE_ORDER_ANCHOR,      /* what has a fixed start */
    FSIMAGE_ORDER_METADATA,    /* path tables, directories, file entries */
    FSIMAGE_ORDER_DATA,        /* the contents of files, reserved once for all file systems */
    FSIMAGE_ORDER_TRAILER,     /* copies of metadata, kept far from the first */
};

/** Where the system area ends and volume descriptors begin (ECMA-119 6.2.1). */
#define FSIMAGE_DESCRIPTORS_START 16u

#define FSIMAGE_ANYWHERE UINT32_MAX

struct fsimage_region {
    const struct fsimage_writer_class *owner; /* NULL: the contents of files */
    uint32_t number;                          /* the owner's own */
    enum fsimage_region_order order;
    enum fsimage_file_system file_system; /* whose structures they are */
    const char *label;                    /* what it holds, for the dump */
    uint32_t blocks;                      /* not 0 */
    uint32_t alignment;                   /* its start is a multiple; not 0 */
    uint32_t fixed_start;                 /* or FSIMAGE_ANYWHERE */
    uint32_t first;                       /* set by the planner: block of the stream */
};

#define FSIMAGE_REGIONS_MAXIMUM 48

/** Regions in the caller's storage; zeroed is empty. */
struct fsimage_planner {
    struct fsimage_region regions[FSIMAGE_REGIONS_MAXIMUM];
    size_t count;
    uint64_t data_blocks;  /* of the contents of files */
    uint32_t end_multiple; /* the image's length is a multiple of each asked for */
    uint32_t end_minimum;
    uint32_t total_blocks; /* set by the planner */
    enum status status;    /* the first failure to reserve; placing reports it */
};

/** Adds a region; one of 0 blocks is left out. Failures stick and come out of placing. */
void fsimage_planner_reserve(struct fsimage_planner *planner, const struct fsimage_region *region);

/** Demands that the image has a multiple of `multiple` (a power of two), at least `minimum`. */
void fsimage_planner_demand_end(struct fsimage_planner *planner, uint32_t multiple,
                                uint32_t minimum);

/**
 * Gives every region its start and sorts them by it.
 * STATUS_TOO_LARGE: over 2^31 - 1 blocks; total_blocks is then that maximum.
 * STATUS_INVALID_STATE: regions contradict each other, or are too many: a bug.
 */
enum status fsimage_planner_place(struct fsimage_planner *planner);

/** The region of that owner and number; NULL when it was not reserved. */
const struct fsimage_region *fsimage_planner_find(const struct fsimage_planner *planner,
                                                  const struct fsimage_writer_class *owner,
                                                  uint32_t number);

#endif
