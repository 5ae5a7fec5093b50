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

#endif
