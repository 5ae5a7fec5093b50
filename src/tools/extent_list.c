/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Extents, sorted when they are printed. */
#include "tools/extent_list.h"

#include "base/memory.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_CAPACITY 256

void extent_list_release(struct extent_list *list)
{
    memory_free(list->extents);
    text_release(&list->names);
    *list = (struct extent_list){ 0 };
}

static bool reserve(struct extent_list *list)
{
    const size_t capacity = list->capacity != 0 ? 2 * list->capacity : FIRST_CAPACITY;
    struct extent *extents;

    if (list->count < list->capacity)
        return true;
    extents = memory_resize(list->extents, capacity, sizeof(*extents));
    if (extents == NULL)
        return false;
    list->extents = extents;
    list->capacity = capacity;
    return true;
}

void extent_list_add(struct extent_list *list, uint32_t start, uint32_t blocks, const char *what)
{
    const size_t name = list->names.length;

    if (blocks == 0)
        return;
    text_add(&list->names, "%s%c", what, '\0');
    if (list->names.failed || !reserve(list)) {
        list->failed = true;
        return;
    }
    list->extents[list->count++] = (struct extent){ start, blocks, name };
}

/* Names are in the order of adding, so the order of extents is that of a stable sort. */
static int compare(const void *a, const void *b)
{
    const struct extent *one = a;
    const struct extent *other = b;

    if (one->start != other->start)
        return one->start < other->start ? -1 : 1;
    if (one->blocks != other->blocks)
        return one->blocks > other->blocks ? -1 : 1;
    return one->what < other->what ? -1 : one->what > other->what;
}

static void print_line(struct text *text, uint32_t start, uint32_t blocks, const char *what)
{
    text_add(text, "%9" PRIu32 " %9" PRIu32 "  %s\n", start, blocks, what);
}

static bool is_repeated(const struct extent *extent, const struct extent *before)
{
    return extent->start == before->start && extent->blocks == before->blocks;
}

void extent_list_print(struct extent_list *list, uint32_t end, struct text *text)
{
    uint64_t next = 0;

    if (list->count > 1)
        qsort(list->extents, list->count, sizeof(*list->extents), compare);
    text_add(text, "%9s %9s\n", "block", "blocks");
    for (size_t i = 0; i < list->count; i++) {
        const struct extent *extent = &list->extents[i];

        if (i > 0 && is_repeated(extent, &list->extents[i - 1]))
            continue;
        if (extent->start > next)
            print_line(text, (uint32_t)next, (uint32_t)(extent->start - next), "-");
        print_line(text, extent->start, extent->blocks, list->names.bytes + extent->what);
        if ((uint64_t)extent->start + extent->blocks > next)
            next = (uint64_t)extent->start + extent->blocks;
    }
    if (end > next)
        print_line(text, (uint32_t)next, (uint32_t)(end - next), "-");
}
