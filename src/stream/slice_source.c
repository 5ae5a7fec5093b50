/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Parts of one byte source, joined end to end. */
#include "stream/slice_source.h"

#include "base/memory.h"

#define SIZE_MAXIMUM ((uint64_t)INT64_MAX)

/* A slice, and where it begins in what the slices make together. */
struct placed_slice {
    uint64_t start;
    struct slice slice;
};

struct slice_source {
    struct byte_source base;
    struct byte_source_ops ops; /* thread-safe or not, as the inner source is */
    struct byte_source *inner;
    size_t count;
    struct placed_slice slices[];
};

/* The last slice that begins at or before `offset`. */
static size_t find(const struct slice_source *source, uint64_t offset)
{
    size_t low = 0;
    size_t high = source->count;

    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;

        if (source->slices[middle].start <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static enum status read_at(struct byte_source *base, uint64_t offset, void *buffer, size_t size,
                           size_t *read)
{
    const struct slice_source *source = (const struct slice_source *)base;
    uint8_t *out = buffer;

    *read = 0;
    for (size_t i = find(source, offset); i < source->count && *read < size; i++) {
        const struct placed_slice *slice = &source->slices[i];
        const uint64_t within = offset + *read - slice->start;
        const uint64_t left = slice->slice.size - within;
        const size_t part = left < size - *read ? (size_t)left : size - *read;
        const enum status status =
            byte_source_read_exact(source->inner, slice->slice.offset + within, out + *read, part);

        if (status != STATUS_OK) {
            *read = 0;
            return status;
        }
        *read += part;
    }
    return STATUS_OK;
}

static void destroy(struct byte_source *base)
{
    struct slice_source *source = (struct slice_source *)base;

    byte_source_drop(&source->inner);
    memory_free(source);
}

enum status slice_source_create(struct byte_source *inner, const struct slice *slices, size_t count,
                                struct byte_source **source)
{
    struct slice_source *created;
    uint64_t total = 0;

    *source = NULL;
    if (count > (SIZE_MAX - sizeof(*created)) / sizeof(created->slices[0]))
        return STATUS_NO_MEMORY;
    created = memory_allocate(1, sizeof(*created) + count * sizeof(created->slices[0]));
    if (created == NULL)
        return STATUS_NO_MEMORY;
    for (size_t i = 0; i < count; i++) {
        if (slices[i].size > SIZE_MAXIMUM - total) {
            memory_free(created);
            return STATUS_TOO_LARGE;
        }
        created->slices[i] = (struct placed_slice){ total, slices[i] };
        total += slices[i].size;
    }
    created->ops = (struct byte_source_ops){
        .read_at = read_at,
        .destroy = destroy,
        .is_thread_safe = inner->ops->is_thread_safe,
    };
    byte_source_init(&created->base, &created->ops, total);
    created->inner = byte_source_acquire(inner);
    created->count = count;
    *source = &created->base;
    return STATUS_OK;
}
