/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The children of directories, and walks over a tree. */
#ifndef OPENIMAPI_FSIMAGE_DIRECTORY_H
#define OPENIMAPI_FSIMAGE_DIRECTORY_H

#include "fsimage/tree_state.h"

/** Makes room for one more child. STATUS_NO_MEMORY; never when a child was removed since the last.
 */
enum status directory_reserve(struct directory *directory);

/** Notes that the records of `directory` are no longer those that were measured. */
void directory_changed(struct fsimage_tree *tree, uint32_t directory);

/** Adds `item`, whose parent is this directory, for which there is room. */
void directory_add(struct fsimage_tree *tree, uint32_t parent, uint32_t item);

/** Notes that `item` was detached from `parent`; it lingers until the array is next put in order.
 */
void directory_note_detached(struct fsimage_tree *tree, uint32_t parent, uint32_t item);

/** Drops lingering children from the array of `parent`. */
void directory_drop_lingering(struct fsimage_tree *tree, uint32_t parent);

/** Sorts items as siblings are: by folded name. STATUS_NO_MEMORY. */
enum status directory_sort(const struct fsimage_tree *tree, uint32_t *items, size_t count);

/** Puts the children of every directory in order. STATUS_NO_MEMORY. */
enum status directory_order_all(struct fsimage_tree *tree);

/**
 * A walk over what is below a directory, each directory before its children, in the order in which
 * they are. The tree must not change meanwhile.
 */
struct tree_walk {
    const struct fsimage_tree *tree;
    uint32_t directory; /* whose children come next */
    uint32_t depth;     /* below the top */
    uint32_t *positions;
};

/** `positions` has level_maximum + 1 elements; tree->walk_positions is for one walk at a time. */
void tree_walk_init(struct tree_walk *walk, const struct fsimage_tree *tree, uint32_t top,
                    uint32_t *positions);

/** The next item, or FSIMAGE_NO_ITEM. */
uint32_t tree_walk_next(struct tree_walk *walk);

#endif
