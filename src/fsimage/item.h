/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Items as such: making them, unmaking those of a call that failed, and naming them in problems. */
#ifndef OPENIMAPI_FSIMAGE_ITEM_H
#define OPENIMAPI_FSIMAGE_ITEM_H

#include "fsimage/tree_state.h"

/** How far the stores of a tree were filled when a call began. */
struct tree_mark {
    uint32_t nodes;
    uint32_t directories;
    uint32_t texts_end;
    uint32_t sources;
    uint32_t folders;
    uint32_t disc_runs;
    uint32_t stash_blocks;
};

struct tree_mark tree_mark_of(const struct fsimage_tree *tree);

/** Forgets what was made after `mark`, of which nothing is attached any more. */
void tree_cut(struct fsimage_tree *tree, const struct tree_mark *mark);

/** Makes a detached item without content. STATUS_NO_MEMORY. */
enum status item_create(struct fsimage_tree *tree, enum fsimage_item_kind kind, const char16 *name,
                        size_t length, const struct fsimage_times *times, uint32_t *item);

/** Gives a file its content, with a reference of its own; NULL is none. STATUS_NO_MEMORY. */
enum status item_set_source(struct fsimage_tree *tree, uint32_t item, struct byte_source *source);

/** Lets go of the file's content, which it then has none of; its size stays. */
void item_drop_content(struct fsimage_tree *tree, uint32_t item);

/** The item one step up the path; FSIMAGE_NO_ITEM above the root and above what is detached. */
uint32_t item_parent(const struct fsimage_tree *tree, uint32_t item);

/** Whether the root is the item's ancestor, or the item itself. */
bool item_is_attached(const struct fsimage_tree *tree, uint32_t item);

/** Sets `problem` to be about the item, by its path within its parents, attached or not. */
void item_problem(const struct fsimage_tree *tree, uint32_t item, enum fsimage_problem_kind kind,
                  struct fsimage_problem *problem);

/** As above, by its name alone. */
void item_name_problem(const struct fsimage_tree *tree, uint32_t item,
                       enum fsimage_problem_kind kind, struct fsimage_problem *problem);

/** Sets `problem` to PROPERTY_NOT_ACCESSIBLE of `property`; gives STATUS_INVALID_STATE. */
enum status item_refuse_property(const char16 *property, struct fsimage_problem *problem);

/** STATUS_INVALID_STATE: READ_ONLY, the tree is frozen. Clears `problem` first. */
enum status tree_check_writable(const struct fsimage_tree *tree, struct fsimage_problem *problem);

#endif
