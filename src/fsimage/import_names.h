/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The names of a disc as names of an image. */
#ifndef OPENIMAPI_FSIMAGE_IMPORT_NAMES_H
#define OPENIMAPI_FSIMAGE_IMPORT_NAMES_H

#include "fsimage/tree_state.h"

struct import_name {
    char16 text[FSIMAGE_NAME_MAXIMUM];
    size_t length;
};

/**
 * The name in `parent`, a directory, or a file for a stream, of what the disc calls `name`: the
 * same, or, when `maps`, with '_' for what no name may have, and then unique there.
 * STATUS_INVALID_NAME: INVALID_PATH, it cannot be one. STATUS_NO_MEMORY.
 */
enum status import_name_make(struct fsimage_tree *tree, uint32_t parent, const char16 *name,
                             size_t length, bool maps, struct import_name *out,
                             struct fsimage_problem *problem);

#endif
