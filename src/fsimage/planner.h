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
    FSIMAGE_ORDER_ANCHOR,      /* what has a fixed start, in ascending order */
    FSIMAGE_ORDER_FILE_SET,    /* file entries and directories that a partition begins with */
    FSIMAGE_ORDER_METADATA,    /* path tables, directories, boot images */
    FSIMAGE_ORDER_DATA,        /* the contents of files, reserved once for all file systems */
    FSIMAGE_ORDER_TRAILER,     /* copies of metadata, kept far from the first */
};

/** Where the system area ends and volume descriptors begin (ECMA-119 6.2.1). */
#define FSIMAGE_DESCRIPTORS_START 16u

/** A start that the planner chooses. */
#define FSIMAGE_ANYWHERE UINT32_MAX

/** The start of what ends with the last block of the image. */
#define FSIMAGE_AT_END (UINT32_MAX - 1)

struct fsimage_region {
    const struct fsimage_writer_class *owner; /* NULL: the contents of files */
    uint32_t number;                          /* the owner's own */
    enum fsimage_region_order order;
    enum fsimage_file_system file_system; /* whose structures they are */
    const char *label;                    /* what it holds, for the dump */
    uint32_t blocks;                      /* not 0 */
    uint32_t alignment;                   /* its start on the disc is a multiple; not 0 */
    uint32_t fixed_start;                 /* or FSIMAGE_ANYWHERE, FSIMAGE_AT_END */
    uint32_t first;                       /* set by the planner: block of the stream */
};

#define FSIMAGE_REGIONS_MAXIMUM 80

/** Regions in the caller's storage; zeroed is empty. */
struct fsimage_planner {
    struct fsimage_region regions[FSIMAGE_REGIONS_MAXIMUM];
    size_t count;
    uint64_t data_blocks;    /* of the contents of files */
    uint32_t data_alignment; /* of the first of them; 0 is 1 */
    uint32_t session_start;  /* on the disc, where alignments count from */
    uint32_t end_multiple;   /* the image's length is a multiple of each asked for */
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
 * Gives every region its start and sorts them by it. Regions that begin FSIMAGE_AT_END, at most
 * one, come last of all, behind the padding.
 * STATUS_TOO_LARGE: over 2^31 - 1 blocks; total_blocks is then that maximum.
 * STATUS_INVALID_STATE: regions contradict each other, or are too many: a bug.
 */
enum status fsimage_planner_place(struct fsimage_planner *planner);

/** The region of that owner and number; NULL when it was not reserved. */
const struct fsimage_region *fsimage_planner_find(const struct fsimage_planner *planner,
                                                  const struct fsimage_writer_class *owner,
                                                  uint32_t number);

#endif
