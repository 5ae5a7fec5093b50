/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Sorting items by name: a merge sort that leaves halves alone which follow each other already.
 * Names in one directory tend to begin alike; what they have in common is left out, and the units
 * behind it make a key of eight bytes, which decides most comparisons.
 */
#include "fsimage/sort.h"

#include "base/memory.h"

#include <stdbool.h>
#include <string.h>

#define INSERTION_SORTED 8u /* so few are not worth halving */

struct keyed {
    uint64_t key;
    uint32_t item;
};

struct sorting {
    fsimage_sort_text text;
    const void *context;
    size_t common;  /* units that all texts begin with */
    unsigned width; /* bits of a unit that a key needs */
};

/* A text, and where it is when it had to be written. */
struct view {
    const char16 *text;
    size_t length;
    char16 scratch[FSIMAGE_NAME_MAXIMUM];
};

static void look_at(const struct sorting *sorting, uint32_t item, struct view *view)
{
    view->text = sorting->text(sorting->context, item, view->scratch, &view->length);
}

static size_t same_units(const struct view *a, const struct view *b)
{
    const size_t shorter = a->length < b->length ? a->length : b->length;
    size_t same = 0;

    while (same + 4 <= shorter && memcmp(a->text + same, b->text + same, 8) == 0)
        same += 4;
    while (same < shorter && a->text[same] == b->text[same])
        same++;
    return same;
}

/* All bits of the units from `start` on. */
static char16 bits_from(const struct view *view, size_t start)
{
    uint64_t fours = 0;
    size_t i = start;

    for (; i + 4 <= view->length; i += 4) {
        uint64_t four;

        memcpy(&four, view->text + i, sizeof(four));
        fours |= four;
    }
    for (; i < view->length; i++)
        fours |= view->text[i];
    fours |= fours >> 32;
    return (char16)(fours | fours >> 16);
}

/*
 * Looks at all texts in turn; whether they are in order. Eight units of one byte make a key, or
 * four of two when any text needs them.
 */
static bool survey(struct sorting *sorting, const uint32_t *items, size_t count)
{
    struct view views[2];
    bool is_sorted = true;
    char16 bits;

    look_at(sorting, items[0], &views[0]);
    bits = bits_from(&views[0], 0);
    sorting->common = views[0].length;
    for (size_t i = 1; i < count; i++) {
        const struct view *before = &views[(i - 1) & 1];
        struct view *view = &views[i & 1];
        size_t same;

        look_at(sorting, items[i], view);
        same = same_units(before, view);
        bits |= bits_from(view, same); /* what comes before was in the text before */
        if (same < sorting->common)
            sorting->common = same;
        if (same == view->length ? same < before->length
                                 : same < before->length && view->text[same] < before->text[same])
            is_sorted = false;
    }
    sorting->width = bits > 0xFF ? 16 : 8;
    return is_sorted;
}

/* The units behind the common ones, as many as have room, in the order of their weight. */
static uint64_t key_of(const struct sorting *sorting, uint32_t item)
{
    struct view view;
    uint64_t key = 0;
    unsigned shift = 64;

    look_at(sorting, item, &view);
    for (size_t i = sorting->common; i < view.length && shift != 0; i++) {
        shift -= sorting->width;
        key |= (uint64_t)view.text[i] << shift;
    }
    return key;
}

static int compare(const struct sorting *sorting, const struct keyed *a, const struct keyed *b)
{
    struct view view_a;
    struct view view_b;

    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    look_at(sorting, a->item, &view_a);
    look_at(sorting, b->item, &view_b);
    return utf16_compare(view_a.text, view_a.length, view_b.text, view_b.length);
}

static void sort_few(const struct sorting *sorting, struct keyed *values, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        const struct keyed value = values[i];
        size_t at = i;

        while (at > 0 && compare(sorting, &values[at - 1], &value) > 0) {
            values[at] = values[at - 1];
            at--;
        }
        values[at] = value;
    }
}

/* The left half waits in `spare`; the right one is never overtaken. */
static void merge(const struct sorting *sorting, struct keyed *values, size_t half, size_t count,
                  struct keyed *spare)
{
    size_t left = 0;
    size_t right = half;
    size_t at = 0;

    memcpy(spare, values, half * sizeof(*values));
    while (left < half && right < count) {
        const bool is_left = compare(sorting, &spare[left], &values[right]) <= 0;

        values[at++] = is_left ? spare[left++] : values[right++];
    }
    memcpy(values + at, spare + left, (half - left) * sizeof(*values));
}

static void sort(const struct sorting *sorting, struct keyed *values, size_t count,
                 struct keyed *spare)
{
    const size_t half = count / 2;

    if (count <= INSERTION_SORTED) {
        sort_few(sorting, values, count);
        return;
    }
    sort(sorting, values, half, spare);
    sort(sorting, values + half, count - half, spare);
    if (compare(sorting, &values[half - 1], &values[half]) > 0)
        merge(sorting, values, half, count, spare);
}

enum status fsimage_sort_names(uint32_t *items, size_t count, fsimage_sort_text text,
                               const void *context, bool *was_sorted)
{
    struct sorting sorting = { .text = text, .context = context };
    struct keyed *values;

    *was_sorted = count < 2 || survey(&sorting, items, count);
    if (*was_sorted)
        return STATUS_OK;
    values = memory_resize(NULL, count + count / 2, sizeof(*values));
    if (values == NULL)
        return STATUS_NO_MEMORY;
    for (size_t i = 0; i < count; i++)
        values[i] = (struct keyed){ .key = key_of(&sorting, items[i]), .item = items[i] };
    sort(&sorting, values, count, values + count);
    for (size_t i = 0; i < count; i++)
        items[i] = values[i].item;
    memory_free(values);
    return STATUS_OK;
}
