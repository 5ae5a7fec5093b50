/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Byte sources dealt out in turns. */
#include "stream/interleaved_source.h"

#include "base/memory.h"

struct interleaved_source {
    struct byte_source base;
    struct interleaved_part *parts;
    uint64_t *ends; /* of each part within a turn */
    size_t count;
};

static uint64_t turn_bytes(const struct interleaved_source *self)
{
    return self->ends[self->count - 1];
}

/* The part that `position` within a turn belongs to. */
static size_t find_part(const struct interleaved_source *self, uint64_t position)
{
    size_t low = 0;
    size_t high = self->count - 1;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (self->ends[middle] <= position)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static enum status read_at(struct byte_source *source, uint64_t offset, void *buffer, size_t size,
                           size_t *read)
{
    const struct interleaved_source *self = (const struct interleaved_source *)source;
    uint64_t turn = offset / turn_bytes(self);
    uint64_t position = offset % turn_bytes(self);
    size_t i = find_part(self, position);

    *read = 0;
    while (*read < size) {
        const struct interleaved_part *part = &self->parts[i];
        const uint64_t left = self->ends[i] - position;
        const size_t wanted = left < size - *read ? (size_t)left : size - *read;
        enum status status = byte_source_read_exact(
            part->source, turn * part->bytes_per_turn + (part->bytes_per_turn - left),
            (uint8_t *)buffer + *read, wanted);

        if (status != STATUS_OK)
            return status;
        *read += wanted;
        position += wanted;
        i++;
        if (i == self->count) {
            i = 0;
            position = 0;
            turn++;
        }
    }
    return STATUS_OK;
}

static void destroy(struct byte_source *source)
{
    struct interleaved_source *self = (struct interleaved_source *)source;

    for (size_t i = 0; i < self->count; i++)
        byte_source_drop(&self->parts[i].source);
    memory_free(self->parts);
    memory_free(self->ends);
    memory_free(self);
}

/* Adds the turns up; gives the number that every part can fill. */
static enum status plan(struct interleaved_source *self, uint64_t *turns, bool *is_thread_safe)
{
    uint64_t end = 0;

    *turns = UINT64_MAX;
    *is_thread_safe = true;
    for (size_t i = 0; i < self->count; i++) {
        const struct interleaved_part *part = &self->parts[i];
        uint64_t filled;

        if (part->bytes_per_turn == 0)
            return STATUS_INVALID_ARGUMENT;
        filled = byte_source_size(part->source) / part->bytes_per_turn;
        if (filled < *turns)
            *turns = filled;
        if (!part->source->ops->is_thread_safe)
            *is_thread_safe = false;
        end += part->bytes_per_turn;
        self->ends[i] = end;
    }
    return *turns > INT64_MAX / end ? STATUS_TOO_LARGE : STATUS_OK;
}

/* The parts are acquired at once, so that `destroy` serves failures too. */
static enum status copy_parts(struct interleaved_source *self, const struct interleaved_part *parts,
                              size_t count)
{
    self->parts = memory_allocate(count, sizeof(*self->parts));
    self->ends = memory_allocate(count, sizeof(*self->ends));
    if (self->parts == NULL || self->ends == NULL)
        return STATUS_NO_MEMORY;
    for (size_t i = 0; i < count; i++) {
        self->parts[i] = parts[i];
        byte_source_acquire(parts[i].source);
    }
    self->count = count;
    return STATUS_OK;
}

enum status interleaved_source_create(const struct interleaved_part *parts, size_t count,
                                      struct byte_source **source)
{
    static const struct byte_source_ops thread_safe_ops = { .read_at = read_at,
                                                            .destroy = destroy,
                                                            .is_thread_safe = true };
    static const struct byte_source_ops single_thread_ops = { .read_at = read_at,
                                                              .destroy = destroy };
    struct interleaved_source *created;
    bool is_thread_safe;
    uint64_t turns;
    enum status status;

    *source = NULL;
    if (count == 0)
        return STATUS_INVALID_ARGUMENT;
    created = memory_allocate(1, sizeof(*created));
    if (created == NULL)
        return STATUS_NO_MEMORY;
    status = copy_parts(created, parts, count);
    if (status == STATUS_OK)
        status = plan(created, &turns, &is_thread_safe);
    if (status != STATUS_OK) {
        destroy(&created->base);
        return status;
    }
    byte_source_init(&created->base, is_thread_safe ? &thread_safe_ops : &single_thread_ops,
                     turns * turn_bytes(created));
    *source = &created->base;
    return STATUS_OK;
}

struct byte_source *interleaved_source_part(const struct byte_source *source, size_t index)
{
    const struct interleaved_source *self = (const struct interleaved_source *)source;

    return index < self->count ? self->parts[index].source : NULL;
}

uint32_t interleaved_source_turn(const struct byte_source *source, size_t index)
{
    const struct interleaved_source *self = (const struct interleaved_source *)source;

    return index < self->count ? self->parts[index].bytes_per_turn : 0;
}
