/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The names of a disc as names of an image. Other systems allow what this one cannot: such names
 * are changed, and numbered where that makes two alike.
 */
#include "fsimage/import_names.h"

#include "fsimage/alias.h"
#include "fsimage/path.h"
#include "fsimage/streams.h"

#include <string.h>

#define MAPPED '_'

static enum status refuse(const char16 *name, size_t length, struct fsimage_problem *problem)
{
    fsimage_problem_set(problem, FSIMAGE_PROBLEM_INVALID_PATH, name, length);
    return STATUS_INVALID_NAME;
}

/* "." and ".." have legal units only, and yet are none. */
static void map(const char16 *name, size_t length, struct import_name *out)
{
    out->length = length;
    for (size_t i = 0; i < length; i++)
        out->text[i] = path_is_legal_unit(name[i]) ? name[i] : MAPPED;
    if (length == 0)
        out->text[out->length++] = MAPPED;
    else if (!path_is_name(out->text, out->length))
        out->text[0] = MAPPED;
}

static bool is_taken(const struct fsimage_tree *tree, uint32_t parent,
                     const struct import_name *name)
{
    if (node_is_directory(node_at(tree, parent)))
        return alias_find_child(tree, parent, name->text, name->length) != FSIMAGE_NO_ITEM;
    return streams_find(tree, parent, name->text, name->length) != FSIMAGE_NO_ITEM;
}

/* `base` with a number at its end, in place of its last units where there is no room. */
static void number(const struct import_name *base, uint32_t value, struct import_name *out)
{
    char16 digits[10];
    size_t count = 0;

    do {
        digits[sizeof(digits) / sizeof(digits[0]) - ++count] = (char16)('0' + value % 10);
        value /= 10;
    } while (value != 0);
    *out = *base;
    if (out->length + 1 + count > FSIMAGE_NAME_MAXIMUM)
        out->length = FSIMAGE_NAME_MAXIMUM - 1 - count;
    out->text[out->length++] = MAPPED;
    memcpy(out->text + out->length, digits + sizeof(digits) / sizeof(digits[0]) - count,
           count * sizeof(digits[0]));
    out->length += count;
}

static uint64_t stem_of(uint32_t parent, const struct import_name *name)
{
    uint64_t hash = UINT64_C(0x6C62272E07BB0142) ^ parent;

    for (size_t i = 0; i < name->length; i++)
        hash = (hash ^ name->text[i]) * UINT64_C(0x100000001B3);
    return (hash ^ hash >> 32) * UINT64_C(0x9E3779B97F4A7C15) | 1;
}

static enum status make_unique(struct fsimage_tree *tree, uint32_t parent, struct import_name *name,
                               struct fsimage_problem *problem)
{
    const struct import_name base = *name;
    const uint64_t stem = stem_of(parent, name);

    if (!is_taken(tree, parent, name))
        return STATUS_OK;
    for (uint32_t value = stem_counters_get(&tree->counters, stem); value <= tree->number_maximum;
         value++) {
        number(&base, value, name);
        if (!is_taken(tree, parent, name))
            return stem_counters_set(&tree->counters, stem, value + 1);
    }
    return refuse(base.text, base.length, problem);
}

enum status import_name_make(struct fsimage_tree *tree, uint32_t parent, const char16 *name,
                             size_t length, bool maps, struct import_name *out,
                             struct fsimage_problem *problem)
{
    if (path_is_name(name, length)) {
        memcpy(out->text, name, length * sizeof(*name));
        out->length = length;
        return STATUS_OK;
    }
    if (!maps || length > FSIMAGE_NAME_MAXIMUM)
        return refuse(name, length, problem);
    map(name, length, out);
    return make_unique(tree, parent, out, problem);
}
