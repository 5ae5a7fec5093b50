/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The content of a file of an image, as long as it was when it was added. */
#include "imapi2fs/content_source.h"

#include "base/memory.h"
#include "stream/locked_source.h"

struct content_source {
    struct byte_source base;
    struct byte_source *inner;
    uint64_t end; /* any thread's last */
};

static enum status content_source_read_at(struct byte_source *source, uint64_t offset, void *buffer,
                                          size_t size, size_t *read)
{
    struct content_source *self = (struct content_source *)source;
    const enum status status = byte_source_read_at(self->inner, offset, buffer, size, read);

    if (status != STATUS_OK || *read == size)
        return status;
    __atomic_store_n(&self->end, offset + *read, __ATOMIC_RELAXED);
    return STATUS_CHANGED;
}

static void content_source_destroy(struct byte_source *source)
{
    struct content_source *self = (struct content_source *)source;

    byte_source_drop(&self->inner);
    memory_free(self);
}

static const struct byte_source_ops content_source_ops = {
    .read_at = content_source_read_at,
    .destroy = content_source_destroy,
    .is_thread_safe = true,
};

enum status content_source_create(struct byte_source *inner, uint64_t size,
                                  struct byte_source **source)
{
    struct content_source *self = memory_allocate(1, sizeof(*self));

    *source = NULL;
    if (!self)
        return STATUS_NO_MEMORY;
    if (locked_source_create(inner, &self->inner) != STATUS_OK) {
        memory_free(self);
        return STATUS_NO_MEMORY;
    }
    byte_source_init(&self->base, &content_source_ops, size);
    *source = &self->base;
    return STATUS_OK;
}

uint64_t content_source_end(const struct byte_source *source)
{
    return __atomic_load_n(&((const struct content_source *)source)->end, __ATOMIC_RELAXED);
}
