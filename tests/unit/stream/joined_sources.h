/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sources for the tests of those that join sources. */
#ifndef OPENIMAPI_TESTS_UNIT_STREAM_JOINED_SOURCES_H
#define OPENIMAPI_TESTS_UNIT_STREAM_JOINED_SOURCES_H

#include "stream/byte_source.h"

/** A source that is for one thread at a time and fails every read with `result`. */
struct failing_source {
    struct byte_source base;
    enum status result;
};

static inline enum status failing_source_read_at(struct byte_source *source, uint64_t offset,
                                                 void *buffer, size_t size, size_t *read)
{
    (void)offset;
    (void)buffer;
    *read = size - 1; /* when it does not fail, it is shorter than it said */
    return ((struct failing_source *)source)->result;
}

static inline void failing_source_destroy(struct byte_source *source)
{
    (void)source;
}

static inline void failing_source_init(struct failing_source *source, enum status result,
                                       uint64_t size)
{
    static const struct byte_source_ops ops = { .read_at = failing_source_read_at,
                                                .destroy = failing_source_destroy };

    byte_source_init(&source->base, &ops, size);
    source->result = result;
}

#endif
