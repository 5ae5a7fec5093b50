/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What follows from the rules of a tree. */
#ifndef OPENIMAPI_FSIMAGE_RULES_H
#define OPENIMAPI_FSIMAGE_RULES_H

#include "fsimage/tree_state.h"

/** Real-time files begin at multiples of so many blocks, and take multiples. */
#define RULES_REAL_TIME_UNIT 32u

/** Works out what follows from the rules, and counts data anew: after any rule has changed. */
void rules_changed(struct fsimage_tree *tree);

/** Whether there are writers for all of these. */
bool rules_can_record(const struct fsimage_tree *tree, unsigned file_systems);

/** Whether the file is recorded as one of real-time data. */
static inline bool rules_is_real_time(const struct fsimage_tree *tree, const struct node *node)
{
    return (node->marks & MARK_REAL_TIME) != 0 && tree->records_real_time;
}

/** The blocks of the image that the content of a file or stream takes when it is attached. */
static inline uint64_t rules_data_blocks(const struct fsimage_tree *tree, const struct node *node)
{
    const uint64_t blocks = fsimage_blocks_of(node->size);

    if (node->content_kind == CONTENT_DISC ||
        ((node->marks & MARK_STREAM) != 0 && !tree->records_streams))
        return 0;
    if (rules_is_real_time(tree, node))
        return (blocks + RULES_REAL_TIME_UNIT - 1) / RULES_REAL_TIME_UNIT * RULES_REAL_TIME_UNIT;
    return node->size <= tree->embedding_maximum ? 0 : blocks;
}

#endif
