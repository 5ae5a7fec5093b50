/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Allocation descriptors: where the contents of files lie (ECMA-167 4/12, 4/14.14). */
#ifndef OPENIMAPI_UDF_ALLOCATION_H
#define OPENIMAPI_UDF_ALLOCATION_H

#include "fsimage/layout.h"
#include "udf/file_structures.h"
#include "udf/image.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Bytes of the longest extent that another can follow: whole blocks below 2^30. */
#define UDF_EXTENT_MAXIMUM 0x3FFFF800u

/** What is left to be described of a content. */
struct udf_allocation {
    const struct fsimage_layout *layout; /* NULL: `run` is all there is */
    uint32_t item;
    uint32_t next_run;
    struct fsimage_run run; /* the rest of the present run; its size 0: take the next */
};

/** All of a file or stream that lies in blocks. */
struct udf_allocation udf_allocation_of_item(const struct fsimage_layout *layout, uint32_t item);

/** `size` bytes from `location` on. */
struct udf_allocation udf_allocation_of_run(uint32_t location, uint64_t size);

/** How descriptors are written. */
struct udf_allocation_style {
    enum udf_icb_allocation allocation; /* short or long ones */
    uint32_t origin;                    /* the location that is block 0 of the partition */
    uint16_t partition;                 /* what long ones refer to */
    uint16_t own_partition;             /* the one that entries lie in, for more descriptors */
};

/** Descriptors for files in an image, and for what lies in the file set's own partition. */
struct udf_allocation_style udf_allocation_style_files(const struct udf_image *image);
struct udf_allocation_style udf_allocation_style_own(const struct udf_image *image);

/**
 * Writes descriptors to `out`, where `room` bytes are free, and takes what they describe off
 * `allocation`. When not all have room the last one leads to block `next_block`, where an
 * allocation extent descriptor goes on. Gives the bytes written.
 */
uint32_t udf_allocation_encode(struct udf_allocation *allocation,
                               const struct udf_allocation_style *style, size_t room,
                               uint32_t next_block, uint8_t *out);

/** Whether something is left to be described. */
bool udf_allocation_remains(const struct udf_allocation *allocation);

/**
 * The most descriptors that `size` bytes in `run_count` runs need; exactly so many when there is
 * one run.
 */
uint64_t udf_allocation_bound(uint32_t run_count, uint64_t size);

/** Allocation extents that `count` descriptors of a file need beside its entry. */
uint32_t udf_allocation_extents_for(uint64_t count, unsigned revision);

/**
 * Writes an allocation extent descriptor to the block at `out`: what is left of `allocation`, as
 * for udf_allocation_encode. `previous` is the block of the one before, or 0.
 */
void udf_allocation_extent_encode(struct udf_allocation *allocation,
                                  const struct udf_allocation_style *style,
                                  const struct udf_tag_style *tag_style, uint32_t location,
                                  uint32_t previous, uint8_t *out);

/** Takes off `allocation` what udf_allocation_extent_encode would write. */
void udf_allocation_extent_skip(struct udf_allocation *allocation,
                                const struct udf_allocation_style *style);

#endif
