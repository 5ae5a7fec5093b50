/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which streams a file has. Few files have any: lists stand beside the items. */
#ifndef OPENIMAPI_FSIMAGE_STREAMS_H
#define OPENIMAPI_FSIMAGE_STREAMS_H

#include "fsimage/tree_state.h"

void streams_release(struct fsimage_tree *tree);

/** Makes room for one more stream of `file`. STATUS_NO_MEMORY. */
enum status streams_reserve(struct fsimage_tree *tree, uint32_t file);

/** Puts `stream` among those of its parent, for which there is room. */
void streams_link(struct fsimage_tree *tree, uint32_t stream);

void streams_unlink(struct fsimage_tree *tree, uint32_t stream);

/** The stream of `file` called so, exactly; FSIMAGE_NO_ITEM. */
uint32_t streams_find_exactly(const struct fsimage_tree *tree, uint32_t file, const char16 *name,
                              size_t length);

/** As above, or else without regard to case. */
uint32_t streams_find(const struct fsimage_tree *tree, uint32_t file, const char16 *name,
                      size_t length);

#endif
