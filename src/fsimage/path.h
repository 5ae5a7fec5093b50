/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Paths in the image: '\' and '/' separate components, of which none is empty, "." or "..". */
#ifndef OPENIMAPI_FSIMAGE_PATH_H
#define OPENIMAPI_FSIMAGE_PATH_H

#include "fsimage/tree_state.h"

/** Where a path leads. */
struct path_target {
    uint32_t directory;   /* that the last component lies in */
    const char16 *name;   /* the last component, within the path */
    size_t length;        /* 0: the path is that of `directory` itself */
    bool names_directory; /* a separator follows */
};

/** Whether a component can have `unit`. */
bool path_is_legal_unit(char16 unit);

/** Whether `name` can be a component. */
bool path_is_name(const char16 *name, size_t length);

/**
 * STATUS_INVALID_NAME: INVALID_PATH, it is no component; RESTRICTED_NAME, it has units outside
 * 32..127 and the tree wants none.
 */
enum status path_check_name(const struct fsimage_tree *tree, const char16 *name, size_t length,
                            struct fsimage_problem *problem);

/**
 * Follows all of `path` but the last component, from `directory`.
 * STATUS_INVALID_STATE: NOT_IN_FILE_SYSTEM. STATUS_INVALID_NAME: INVALID_PATH.
 * STATUS_NOT_FOUND: DIRECTORY_NOT_FOUND. STATUS_NO_MEMORY.
 */
enum status path_follow(const struct fsimage_tree *tree, uint32_t directory, const char16 *path,
                        size_t length, struct path_target *target, struct fsimage_problem *problem);

#endif
