/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which blocks of an image hold what, as text in the order of the blocks. */
#ifndef OPENIMAPI_TOOLS_EXTENT_LIST_H
#define OPENIMAPI_TOOLS_EXTENT_LIST_H

#include "tools/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct extent {
    uint32_t start;
    uint32_t blocks;
    size_t what; /* offset in the names */
};

/** Zeroed, it is empty. */
struct extent_list {
    struct extent *extents;
    size_t count;
    size_t capacity;
    struct text names; /* terminated, one behind the other */
    bool failed;       /* there was not enough memory */
};

/** Frees the list and zeroes it. */
void extent_list_release(struct extent_list *list);

/** Adds an extent, whose name is copied; one of no blocks is nothing. */
void extent_list_add(struct extent_list *list, uint32_t start, uint32_t blocks, const char *what);

/**
 * Adds a line for each extent up to `end`, and for what nothing claims. Of extents with the same
 * blocks, which several file systems share, the first that was added counts.
 */
void extent_list_print(struct extent_list *list, uint32_t end, struct text *text);

#endif
