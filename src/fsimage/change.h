/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Changes of a tree: attaching, detaching, and taking both back when a call fails half-way. */
#ifndef OPENIMAPI_FSIMAGE_CHANGE_H
#define OPENIMAPI_FSIMAGE_CHANGE_H

#include "fsimage/item.h"
#include "fsimage/tree_state.h"

/**
 * Ends a call that may have changed much since the change count was `begun`: on failure every
 * change since is taken back.
 */
void change_end(struct fsimage_tree *tree, uint32_t begun, enum status status);

/**
 * Takes back every change since the change count was `change_point`, which lies behind the lock.
 * As fsimage_tree_roll_back.
 */
enum status change_roll_back(struct fsimage_tree *tree, uint32_t change_point,
                             struct fsimage_problem *problem);

/**
 * Attaches the detached `item` to `directory`, which is attached, within all limits.
 * As the functions of tree.h that add.
 */
enum status change_attach(struct fsimage_tree *tree, uint32_t directory, uint32_t item,
                          struct fsimage_problem *problem);

/** As above when no child of `directory` has the name of `item`. */
enum status change_attach_unique(struct fsimage_tree *tree, uint32_t directory, uint32_t item,
                                 struct fsimage_problem *problem);

/** Attaches a new stream to `file`, which is attached. As fsimage_file_add_stream. */
enum status change_attach_stream(struct fsimage_tree *tree, uint32_t file, uint32_t stream,
                                 struct fsimage_problem *problem);

/** As above when no stream of `file` has exactly that name. */
enum status change_attach_stream_unique(struct fsimage_tree *tree, uint32_t file, uint32_t stream,
                                        struct fsimage_problem *problem);

/** Detaches `item`, which is attached, with all below it. STATUS_NO_MEMORY: to keep the change. */
enum status change_detach(struct fsimage_tree *tree, uint32_t item);

/** Marks a file as one of real-time data, or unmarks it, and counts it anew. */
void change_real_time(struct fsimage_tree *tree, uint32_t item, bool is_real_time);

#endif
