/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What all byte sources share: counting users, and reading within bounds. */
#include "stream/byte_source.h"

void byte_source_init(struct byte_source *source, const struct byte_source_ops *ops, uint64_t size)
{
    *source = (struct byte_source){ .ops = ops, .size = size, .references = 1 };
}

struct byte_source *byte_source_acquire(struct byte_source *source)
{
    if (source != NULL)
        __atomic_add_fetch(&source->references, 1, __ATOMIC_RELAXED);
    return source;
}

void byte_source_drop(struct byte_source **source)
{
    struct byte_source *dropped = *source;

    *source = NULL;
    if (dropped != NULL && __atomic_sub_fetch(&dropped->references, 1, __ATOMIC_ACQ_REL) == 0)
        dropped->ops->destroy(dropped);
}

uint64_t byte_source_size(const struct byte_source *source)
{
    return source->size;
}

enum status byte_source_read_at(struct byte_source *source, uint64_t offset, void *buffer,
                                size_t size, size_t *read)
{
    enum status status;

    *read = 0;
    if (offset >= source->size || size == 0)
        return STATUS_OK;
    if (size > source->size - offset)
        size = (size_t)(source->size - offset);
    status = source->ops->read_at(source, offset, buffer, size, read);
    if (status != STATUS_OK)
        *read = 0;
    return status;
}

enum status byte_source_read_exact(struct byte_source *source, uint64_t offset, void *buffer,
                                   size_t size)
{
    size_t read;
    const enum status status = byte_source_read_at(source, offset, buffer, size, &read);

    if (status != STATUS_OK)
        return status;
    return read == size ? STATUS_OK : STATUS_END_OF_DATA;
}
