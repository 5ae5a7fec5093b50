/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Taking in the content of what was just attached: telling of it, and copying it when staging. */
#ifndef OPENIMAPI_FSIMAGE_STAGING_H
#define OPENIMAPI_FSIMAGE_STAGING_H

#include "fsimage/tree_state.h"

/**
 * Has the tree's observer told of the content of file `item`, which is attached, and copies it when
 * the tree stages. As the functions of tree.h that add while staging.
 */
enum status staging_take_content(struct fsimage_tree *tree, uint32_t item,
                                 struct fsimage_problem *problem);

/** Reads staged content. As reading in fsimage/result.h, and STASH_READ_FAILURE. */
enum status staging_read(const struct fsimage_tree *tree, const struct node *node, uint64_t offset,
                         uint8_t *out, size_t size, struct fsimage_problem *problem);

/** A source on staged content. STATUS_NO_MEMORY. */
enum status staging_open(const struct fsimage_tree *tree, const struct node *node,
                         struct byte_source **source);

/** Gives the staged bytes of `node` back to the host, if that can be done. */
void staging_discard(struct fsimage_tree *tree, const struct node *node);

/** Forgets what was staged behind `blocks`. */
void staging_cut(struct fsimage_tree *tree, uint32_t blocks);

#endif
