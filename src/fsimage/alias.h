/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The names of items in file systems: made once, unique among siblings, kept. */
#ifndef OPENIMAPI_FSIMAGE_ALIAS_H
#define OPENIMAPI_FSIMAGE_ALIAS_H

#include "fsimage/tree_state.h"

/** Hashes of an item's own name and of its aliases within its directory. */
struct alias_hashes {
    uint32_t name;
    uint32_t iso;    /* when it has an alias there */
    uint32_t joliet; /* likewise */
    uint32_t udf;    /* likewise */
};

/** Names chosen for an item that is about to enter a directory. */
struct alias_pair {
    struct alias_hashes hashes;
    bool iso_is_name; /* in upper case */
    bool joliet_is_name;
    bool udf_is_name;
    struct short_name iso;
    struct short_name joliet;
    struct short_name udf;
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

/** Chooses the name that UDF records of a stream of `file` which is called `name`; as above. */
enum status alias_choose_stream(struct fsimage_tree *tree, uint32_t file, const char16 *name,
                                size_t length, struct alias_pair *out,
                                struct fsimage_problem *problem);

/** Makes room for what alias_store_stream and alias_enter_stream take. STATUS_NO_MEMORY. */
enum status alias_reserve_stream(struct fsimage_tree *tree);

void alias_store_stream(struct fsimage_tree *tree, struct node *node,
                        const struct alias_pair *pair);

/** Enters the alias of a stream into the tree's index, if it has one; takes it out again. */
void alias_enter_stream(struct fsimage_tree *tree, uint32_t stream);
void alias_leave_stream(struct fsimage_tree *tree, uint32_t stream);

/** Whether nothing in `directory`, which is indexed, has that hash. */
bool alias_is_hash_free(const struct fsimage_tree *tree, uint32_t directory, uint32_t hash);

/** Whether a child of `directory`, which is indexed, is recorded under `name`, of that hash. */
bool alias_is_taken(const struct fsimage_tree *tree, uint32_t directory, enum name_kind kind,
                    const struct short_name *name, uint32_t hash);

/** What the numbers of all names derived like `base` in a directory are counted by. */
uint64_t alias_stem_of(uint32_t directory, enum name_kind kind, const struct short_name *base);

/** Makes room for what alias_store and alias_enter take for one item. STATUS_NO_MEMORY. */
enum status alias_reserve(struct fsimage_tree *tree, uint32_t directory);

/** Gives the item the names chosen for it. */
void alias_store(struct fsimage_tree *tree, struct node *node, const struct alias_pair *pair);

void alias_store_iso(struct fsimage_tree *tree, struct node *node, const struct alias_pair *pair);

struct alias_hashes alias_hashes_of(const struct fsimage_tree *tree, uint32_t item);

/** Enters the item's name and names, of those hashes, into the index of its directory. */
void alias_enter(struct fsimage_tree *tree, uint32_t item, const struct alias_hashes *hashes);

void alias_enter_iso(struct fsimage_tree *tree, uint32_t item, uint32_t hash);

/** Takes them out again; the numbers in them become free. */
void alias_leave(struct fsimage_tree *tree, uint32_t item);

void alias_leave_iso(struct fsimage_tree *tree, uint32_t item);

/*
 * An index of all names would take memory and time for trees that are only read from the host and
 * written. A directory that was empty when a folder came in has an index of its own as long as that
 * lasts, and is searched by its order afterwards; it joins the tree's index when one more item
 * comes.
 */

/** Begins to fill `directory`, which has no children, with `count` items. STATUS_NO_MEMORY. */
enum status alias_bulk_begin(struct fsimage_tree *tree, uint32_t directory, uint32_t count);

/** Ends it, or does nothing. */
void alias_bulk_end(struct fsimage_tree *tree);

/** Has the children of `directory` in an index, so that others can join them. STATUS_NO_MEMORY. */
enum status alias_index_directory(struct fsimage_tree *tree, uint32_t directory);

/** As above for what is a directory, or a file with streams, which needs none. */
enum status alias_index_attached(struct fsimage_tree *tree, uint32_t parent);

/** Makes room for the names of `items` that come back to directories with an index.
 * STATUS_NO_MEMORY. */
enum status alias_reserve_return(struct fsimage_tree *tree, uint32_t items);

/**
 * Whether thousands of names stand in the way to this one, because they differ in case only or were
 * made to hash alike: only a hostile disc has such names.
 */
bool alias_is_crowded(const struct fsimage_tree *tree, uint32_t directory, const char16 *name,
                      size_t length);

/** The child of `directory` that is called `name` without regard to case; FSIMAGE_NO_ITEM. */
uint32_t alias_find_child(const struct fsimage_tree *tree, uint32_t directory, const char16 *name,
                          size_t length);

/**
 * The name of an item in a file system: borrowed, or written to `scratch`, which has
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
