/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The session an image becomes: where it begins on the disc, and what went before it there. */
#ifndef OPENIMAPI_FSIMAGE_SESSION_H
#define OPENIMAPI_FSIMAGE_SESSION_H

#include "stream/byte_source.h"

#include <stdbool.h>
#include <stdint.h>

/** Blocks are absolute on the disc. Zeroed, but for the number, is the first session at block 0. */
struct fsimage_session {
    uint32_t start;               /* added to every block number of a plan that is recorded */
    uint32_t number;              /* 1: the first */
    uint32_t udf_partition_start; /* of the first session; 0: the partition is this session's own */
    uint64_t udf_next_unique_id;  /* 0: nothing was imported from UDF */
    bool is_overlay;              /* the stream covers the disc from block 0 on */
    uint32_t write_unit;          /* blocks that are rewritten at a time; of an overlay */
    struct byte_source *disc;     /* what went before, borrowed from the tree; or NULL */
};

#endif
