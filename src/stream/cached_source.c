/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A byte source that remembers. */
#include "stream/cached_source.h"

#include "base/memory.h"

#include <string.h>

#define LINE_BYTES 65536u
#define SETS       32u /* a line has its place in one of them */
#define WAYS       4u  /* lines of a set: a folder and its parents can stay together */

struct line {
    uint8_t *bytes; /* NULL: none yet */
    uint64_t number;
    uint32_t size;      /* 0: nothing of it is known */
    uint64_t last_used; /* by the source's count of reads */
};

struct cached_source {
    struct byte_source base;
    struct byte_source *source;
    uint64_t shift; /* the first line lacks so many bytes */
    uint64_t uses;
    uint64_t bad_line; /* the one that could not be read last */
    struct line lines[SETS][WAYS];
};

static struct line *find_line(struct cached_source *self, uint64_t number)
{
    struct line *set = self->lines[number % SETS];

    for (size_t i = 0; i < WAYS; i++) {
        if (set[i].size != 0 && set[i].number == number)
            return &set[i];
    }
    return NULL;
}

static struct line *oldest_line(struct cached_source *self, uint64_t number)
{
    struct line *set = self->lines[number % SETS];
    struct line *oldest = &set[0];

    for (size_t i = 1; i < WAYS; i++) {
        if (set[i].last_used < oldest->last_used)
            oldest = &set[i];
    }
    return oldest;
}

/* The first byte of a line, were there any before the source's own. */
static uint64_t line_start(const struct cached_source *self, uint64_t number)
{
    return number == 0 ? 0 : number * LINE_BYTES - self->shift;
}

static enum status fill_line(struct cached_source *self, uint64_t number, struct line **filled)
{
    struct line *line = oldest_line(self, number);
    const uint64_t first = line_start(self, number);
    const uint64_t end = line_start(self, number + 1);
    const uint32_t size = (uint32_t)((end < self->base.size ? end : self->base.size) - first);
    enum status status;

    *filled = NULL;
    if (number == self->bad_line)
        return STATUS_IO;
    if (line->bytes == NULL)
        line->bytes = memory_resize(NULL, LINE_BYTES, 1);
    if (line->bytes == NULL)
        return STATUS_NO_MEMORY;
    line->size = 0;
    status = byte_source_read_exact(self->source, first, line->bytes, size);
    if (status != STATUS_OK) {
        self->bad_line = number;
        return status;
    }
    line->number = number;
    line->size = size;
    *filled = line;
    return STATUS_OK;
}

static enum status read_part(struct cached_source *self, uint64_t offset, uint8_t *out, size_t size)
{
    const uint64_t number = (offset + self->shift) / LINE_BYTES;
    struct line *line = find_line(self, number);

    if (line == NULL) {
        const enum status status = fill_line(self, number, &line);

        if (status == STATUS_NO_MEMORY)
            return status;
        if (status != STATUS_OK)
            return byte_source_read_exact(self->source, offset, out, size);
    }
    line->last_used = ++self->uses;
    memcpy(out, line->bytes + (offset - line_start(self, number)), size);
    return STATUS_OK;
}

static enum status read_at(struct byte_source *source, uint64_t offset, void *buffer, size_t size,
                           size_t *read)
{
    struct cached_source *self = (struct cached_source *)source;

    *read = 0;
    while (*read < size) {
        const size_t room = LINE_BYTES - (size_t)((offset + self->shift + *read) % LINE_BYTES);
        const size_t part = size - *read < room ? size - *read : room;
        const enum status status = read_part(self, offset + *read, (uint8_t *)buffer + *read, part);

        if (status != STATUS_OK)
            return status;
        *read += part;
    }
    return STATUS_OK;
}

static void destroy(struct byte_source *source)
{
    struct cached_source *self = (struct cached_source *)source;

    for (size_t set = 0; set < SETS; set++) {
        for (size_t i = 0; i < WAYS; i++)
            memory_free(self->lines[set][i].bytes);
    }
    byte_source_drop(&self->source);
    memory_free(self);
}

enum status cached_source_create(struct byte_source *source, uint64_t size, uint64_t origin,
                                 struct byte_source **cached)
{
    static const struct byte_source_ops ops = { .read_at = read_at, .destroy = destroy };
    struct cached_source *self = memory_allocate(1, sizeof(*self));

    *cached = NULL;
    if (self == NULL)
        return STATUS_NO_MEMORY;
    byte_source_init(&self->base, &ops,
                     size < byte_source_size(source) ? size : byte_source_size(source));
    self->source = byte_source_acquire(source);
    self->shift = (LINE_BYTES - origin % LINE_BYTES) % LINE_BYTES;
    self->bad_line = UINT64_MAX;
    *cached = &self->base;
    return STATUS_OK;
}
