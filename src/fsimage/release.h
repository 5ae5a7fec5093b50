/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Giving up the contents of items that nothing can bring back. */
#ifndef OPENIMAPI_FSIMAGE_RELEASE_H
#define OPENIMAPI_FSIMAGE_RELEASE_H

#include "fsimage/journal.h"
#include "fsimage/tree_state.h"

/**
 * Gives up what was removed according to `journal`, which nobody will roll back any more: the
 * sources and staged bytes of items that are neither in the tree nor held (fsimage_item_hold), and
 * of all below them.
 */
void release_removed(struct fsimage_tree *tree, const struct journal *journal);

#endif
