/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Parts of one byte source, joined end to end. */
#ifndef OPENIMAPI_STREAM_SLICE_SOURCE_H
#define OPENIMAPI_STREAM_SLICE_SOURCE_H

#include "stream/byte_source.h"

struct slice {
    uint64_t offset;
    uint64_t size;
};

/**
 * A source of `count` slices of `inner`, of which a reference is taken; the slices are copied.
 * Several threads may read when they may read `inner`. Reading fails as that does;
 * STATUS_END_OF_DATA: it ends within a slice. STATUS_TOO_LARGE: the sizes add up to 2^63 or more.
 * STATUS_NO_MEMORY.
 */
enum status slice_source_create(struct byte_source *inner, const struct slice *slices, size_t count,
                                struct byte_source **source);

#endif
