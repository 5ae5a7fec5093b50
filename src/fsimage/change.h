/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Changes of a tree: attaching, detaching, and taking both back when a call fails half-way. */
#ifndef OPENIMAPI_FSIMAGE_CHANGE_H
#define OPENIMAPI_FSIMAGE_CHANGE_H

#include "fsimage/item.h"
#include "fsimage/tree_state.h"

/** Begins a call that may change much: changes are kept until it ends. */
void change_begin(struct fsimage_tree *tree);

/** Ends it. On failure every change since change_begin is taken back. */
void change_end(struct fsimage_tree *tree, enum status status);

/**
 * Attaches the detached `item` to `directory`, which is attached, within all limits.
 * As the functions of tree.h that add.
 */
enum status change_attach(struct fsimage_tree *tree, uint32_t directory, uint32_t item,
                          struct fsimage_problem *problem);

/** As above when no child of `directory` has the name of `item`. */
enum status change_attach_unique(struct fsimage_tree *tree, uint32_t directory, uint32_t item,
                                 struct fsimage_problem *problem);

/** Detaches `item`, which is attached, with all below it. STATUS_NO_MEMORY: to keep the change. */
enum status change_detach(struct fsimage_tree *tree, uint32_t item);

#endif
