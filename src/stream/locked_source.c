/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A byte source that lets one thread in at a time. */
#include "stream/locked_source.h"

#include "base/memory.h"
#include "platform/thread.h"

struct locked_source {
    struct byte_source base;
    struct byte_source *inner;
    struct platform_mutex *mutex;
};

static enum status read_at(struct byte_source *source, uint64_t offset, void *buffer, size_t size,
                           size_t *read)
{
    struct locked_source *locked = (struct locked_source *)source;
    enum status status;

    platform_mutex_lock(locked->mutex);
    status = byte_source_read_at(locked->inner, offset, buffer, size, read);
    platform_mutex_unlock(locked->mutex);
    return status;
}

static void destroy(struct byte_source *source)
{
    struct locked_source *locked = (struct locked_source *)source;

    byte_source_drop(&locked->inner);
    platform_mutex_destroy(locked->mutex);
    memory_free(locked);
}

enum status locked_source_create(struct byte_source *inner, struct byte_source **source)
{
    static const struct byte_source_ops ops = { .read_at = read_at,
                                                .destroy = destroy,
                                                .is_thread_safe = true };
    struct locked_source *created;

    *source = NULL;
    if (inner->ops->is_thread_safe) {
        *source = byte_source_acquire(inner);
        return STATUS_OK;
    }
    created = memory_allocate(1, sizeof(*created));
    if (created == NULL)
        return STATUS_NO_MEMORY;
    if (platform_mutex_create(&created->mutex) != STATUS_OK) {
        memory_free(created);
        return STATUS_NO_MEMORY;
    }
    byte_source_init(&created->base, &ops, byte_source_size(inner));
    created->inner = byte_source_acquire(inner);
    *source = &created->base;
    return STATUS_OK;
}
