/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A byte source that remembers: for readers of file systems, which come back to the same places. */
#ifndef OPENIMAPI_STREAM_CACHED_SOURCE_H
#define OPENIMAPI_STREAM_CACHED_SOURCE_H

#include "stream/byte_source.h"

/**
 * A source of the first `size` bytes of `source`, or of all when it has fewer; it is acquired.
 * Reads are made in lines of 64 KiB that begin at multiples from `origin`, since before it may lie
 * what cannot be read; the 128 used last or so are kept, and memory is taken as they fill. Where a
 * line cannot be read, what was asked for is tried alone, so that a bad spot fails no neighbour.
 * For one thread at a time. Failures are those of `source`; STATUS_NO_MEMORY.
 */
enum status cached_source_create(struct byte_source *source, uint64_t size, uint64_t origin,
                                 struct byte_source **cached);

#endif
