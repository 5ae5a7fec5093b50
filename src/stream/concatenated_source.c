/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Byte sources joined end to end. */
#include "stream/concatenated_source.h"

#include "base/memory.h"

struct part {
    struct byte_source *source;
    uint64_t end; /* where the next part begins */
};

struct concatenated_source {
    struct byte_source base;
    struct part *parts;
    size_t count;
    size_t capacity;
};

/* The part `offset` lies in; empty parts hold no offset. */
static size_t find_part(const struct concatenated_source *self, uint64_t offset)
{
    size_t low = 0;
    size_t high = self->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (self->parts[middle].end <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static enum status read_at(struct byte_source *source, uint64_t offset, void *buffer, size_t size,
                           size_t *read)
{
    const struct concatenated_source *self = (const struct concatenated_source *)source;

    *read = 0;
    for (size_t i = find_part(self, offset); *read < size; i++) {
        const uint64_t start = i == 0 ? 0 : self->parts[i - 1].end;
        const uint64_t left = self->parts[i].end - (offset + *read);
        const size_t wanted = left < size - *read ? (size_t)left : size - *read;
        enum status status;

        if (wanted == 0)
            continue;
        status = byte_source_read_exact(self->parts[i].source, offset + *read - start,
                                        (uint8_t *)buffer + *read, wanted);
        if (status != STATUS_OK)
            return status;
        *read += wanted;
    }
    return STATUS_OK;
}

static void destroy(struct byte_source *source)
{
    struct concatenated_source *self = (struct concatenated_source *)source;

    for (size_t i = 0; i < self->count; i++)
        byte_source_drop(&self->parts[i].source);
    memory_free(self->parts);
    memory_free(self);
}

static const struct byte_source_ops thread_safe_ops = { .read_at = read_at,
                                                        .destroy = destroy,
                                                        .is_thread_safe = true };
static const struct byte_source_ops single_thread_ops = { .read_at = read_at, .destroy = destroy };

enum status concatenated_source_create(struct byte_source **source)
{
    struct concatenated_source *created = memory_allocate(1, sizeof(*created));

    *source = NULL;
    if (created == NULL)
        return STATUS_NO_MEMORY;
    byte_source_init(&created->base, &thread_safe_ops, 0);
    *source = &created->base;
    return STATUS_OK;
}

static enum status reserve(struct concatenated_source *self, size_t count)
{
    size_t capacity = self->capacity * 2;
    struct part *grown;

    if (count <= self->capacity - self->count)
        return STATUS_OK;
    if (count > SIZE_MAX - self->count)
        return STATUS_NO_MEMORY;
    if (capacity < self->count + count)
        capacity = self->count + count;
    grown = memory_resize(self->parts, capacity, sizeof(*grown));
    if (grown == NULL)
        return STATUS_NO_MEMORY;
    self->parts = grown;
    self->capacity = capacity;
    return STATUS_OK;
}

enum status concatenated_source_append(struct byte_source *source, struct byte_source *const *parts,
                                       size_t count)
{
    struct concatenated_source *self = (struct concatenated_source *)source;
    uint64_t total = self->base.size;
    enum status status;

    for (size_t i = 0; i < count; i++) {
        if (parts[i]->size > INT64_MAX - total)
            return STATUS_TOO_LARGE;
        total += parts[i]->size;
    }
    status = reserve(self, count);
    if (status != STATUS_OK)
        return status;
    for (size_t i = 0; i < count; i++) {
        self->base.size += parts[i]->size;
        if (!parts[i]->ops->is_thread_safe)
            self->base.ops = &single_thread_ops;
        self->parts[self->count++] =
            (struct part){ byte_source_acquire(parts[i]), self->base.size };
    }
    return STATUS_OK;
}

struct byte_source *concatenated_source_part(const struct byte_source *source, size_t index)
{
    const struct concatenated_source *self = (const struct concatenated_source *)source;

    return index < self->count ? self->parts[index].source : NULL;
}
