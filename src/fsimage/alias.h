/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The names of items in ISO 9660 and Joliet: made once, unique among siblings, kept. */
#ifndef OPENIMAPI_FSIMAGE_ALIAS_H
#define OPENIMAPI_FSIMAGE_ALIAS_H

#include "fsimage/tree_state.h"

/** Names chosen for an item that is about to enter a directory. */
struct alias_pair {
    uint32_t name_hash; /* of the item's own name, in that directory */
    bool iso_is_name;   /* in upper case */
    bool joliet_is_name;
    struct short_name iso;
    struct short_name joliet;
};

/**
 * Chooses names for an item called `name` in `directory`. STATUS_INVALID_NAME: NO_UNIQUE_NAME.
 * STATUS_NO_MEMORY.
 */
enum status alias_choose(struct fsimage_tree *tree, uint32_t directory, const char16 *name,
                         size_t length, bool is_directory, struct alias_pair *out,
                         struct fsimage_problem *problem);

/** As above, for the ISO 9660 name alone. */
enum status alias_choose_iso(struct fsimage_tree *tree, uint32_t directory, const char16 *name,
                             size_t length, bool is_directory, struct alias_pair *out,
                             struct fsimage_problem *problem);

/** Makes room for what alias_store takes. STATUS_NO_MEMORY. */
enum status alias_reserve(struct fsimage_tree *tree);

/** Gives the item the names chosen for it. */
void alias_store(struct fsimage_tree *tree, struct node *node, const struct alias_pair *pair);

void alias_store_iso(struct fsimage_tree *tree, struct node *node, const struct alias_pair *pair);

/** The hash of an item's own name in its directory. */
uint32_t alias_name_hash(const struct fsimage_tree *tree, uint32_t item);

/** Enters the item's name, of that hash, and names into the index, which has room for three. */
void alias_enter(struct fsimage_tree *tree, uint32_t item, uint32_t name_hash);

void alias_enter_iso(struct fsimage_tree *tree, uint32_t item);

/** Takes them out again; the numbers in them become free. */
void alias_leave(struct fsimage_tree *tree, uint32_t item);

void alias_leave_iso(struct fsimage_tree *tree, uint32_t item);

/** The child of `directory` that is called `name` without regard to case; FSIMAGE_NO_ITEM. */
uint32_t alias_find_child(const struct fsimage_tree *tree, uint32_t directory, const char16 *name,
                          size_t length);

/**
 * The name of an item in ISO 9660 or Joliet: borrowed, or written to `scratch`, which has
 * FSIMAGE_NAME_MAXIMUM units.
 */
const char16 *alias_text(const struct fsimage_tree *tree, const struct node *node,
                         enum fsimage_file_system file_system, char16 *scratch, size_t *length);

/**
 * Makes the ISO 9660 names of all items anew, by the tree's level, directory by directory in
 * order. On failure every name is as before. STATUS_NO_MEMORY. STATUS_INVALID_NAME: NO_UNIQUE_NAME.
 */
enum status alias_remake_iso(struct fsimage_tree *tree, struct fsimage_problem *problem);

#endif
