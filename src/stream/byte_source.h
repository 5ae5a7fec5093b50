/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A byte source: a size, and reading at any offset. Everything above takes one; nothing opens
 * files. */
#ifndef OPENIMAPI_STREAM_BYTE_SOURCE_H
#define OPENIMAPI_STREAM_BYTE_SOURCE_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct byte_source;

/** What a kind of source does. The functions get the source they were called on. */
struct byte_source_ops {
    /**
     * Reads up to `size` bytes at `offset`, which lies before the end; gives fewer than asked only
     * when the source ends there. Failures are the source's own.
     */
    enum status (*read_at)(struct byte_source *source, uint64_t offset, void *buffer, size_t size,
                           size_t *read);
    /** Frees the source; called when the last user drops it. */
    void (*destroy)(struct byte_source *source);
    /** Whether several threads may read at a time. */
    bool is_thread_safe;
};

/** Head of every source. Reference counting is atomic; other calls follow ops->is_thread_safe. */
struct byte_source {
    const struct byte_source_ops *ops;
    uint64_t size;
    int references;
};

/** For the constructors of sources: one reference, `size` bytes. */
void byte_source_init(struct byte_source *source, const struct byte_source_ops *ops, uint64_t size);

/** Adds a user; returns `source`. NULL is returned as it is. */
struct byte_source *byte_source_acquire(struct byte_source *source);

/** Removes a user and nulls the pointer; the last one frees the source. */
void byte_source_drop(struct byte_source **source);

uint64_t byte_source_size(const struct byte_source *source);

/**
 * Reads up to `size` bytes at `offset`; fewer only at the end, 0 at or past it. On failure `*read`
 * is 0 and `buffer` is undefined. Failures are those of the kind of source.
 */
enum status byte_source_read_at(struct byte_source *source, uint64_t offset, void *buffer,
                                size_t size, size_t *read);

/** As above for exactly `size` bytes. STATUS_END_OF_DATA: the source ends before. */
enum status byte_source_read_exact(struct byte_source *source, uint64_t offset, void *buffer,
                                   size_t size);

#endif
