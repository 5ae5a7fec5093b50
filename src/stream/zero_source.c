/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Zeros as a byte source. */
#include "stream/zero_source.h"

#include "base/memory.h"

#include <string.h>

static enum status read_at(struct byte_source *source, uint64_t offset, void *buffer, size_t size,
                           size_t *read)
{
    (void)source;
    (void)offset;
    memset(buffer, 0, size);
    *read = size;
    return STATUS_OK;
}

static void destroy(struct byte_source *source)
{
    memory_free(source);
}

enum status zero_source_create(uint64_t size, struct byte_source **source)
{
    static const struct byte_source_ops ops = { .read_at = read_at,
                                                .destroy = destroy,
                                                .is_thread_safe = true };

    *source = memory_allocate(1, sizeof(**source));
    if (*source == NULL)
        return STATUS_NO_MEMORY;
    byte_source_init(*source, &ops, size);
    return STATUS_OK;
}
