/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Bytes in memory as a byte source. */
#include "stream/memory_source.h"

#include "base/memory.h"

#include <string.h>

struct memory_source {
    struct byte_source base;
    uint8_t data[];
};

static enum status read_at(struct byte_source *source, uint64_t offset, void *buffer, size_t size,
                           size_t *read)
{
    const struct memory_source *memory = (const struct memory_source *)source;

    memcpy(buffer, memory->data + offset, size);
    *read = size;
    return STATUS_OK;
}

static void destroy(struct byte_source *source)
{
    memory_free(source);
}

enum status memory_source_create(const void *data, size_t size, struct byte_source **source)
{
    static const struct byte_source_ops ops = { .read_at = read_at,
                                                .destroy = destroy,
                                                .is_thread_safe = true };
    struct memory_source *created = NULL;

    *source = NULL;
    if (size <= SIZE_MAX - sizeof(*created))
        created = memory_resize(NULL, sizeof(*created) + size, 1);
    if (created == NULL)
        return STATUS_NO_MEMORY;
    byte_source_init(&created->base, &ops, size);
    if (size != 0)
        memcpy(created->data, data, size);
    *source = &created->base;
    return STATUS_OK;
}
