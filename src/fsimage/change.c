/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Changes of a tree. */
#include "fsimage/change.h"

#include "base/memory.h"
#include "fsimage/alias.h"
#include "fsimage/directory.h"
#include "fsimage/limits.h"

/* What an item brings along. */
struct subtree {
    uint32_t files;
    uint32_t directories;
    uint64_t blocks;
    uint32_t height; /* levels of directories */
};

static void count_item(const struct fsimage_tree *tree, uint32_t item, uint32_t depth,
                       struct subtree *subtree)
{
    const struct node *node = node_at(tree, item);

    if (!node_is_directory(node)) {
        subtree->files++;
        subtree->blocks += fsimage_blocks_of(node->size);
        return;
    }
    subtree->directories++;
    if (depth > subtree->height)
        subtree->height = depth;
}

static struct subtree count_subtree(const struct fsimage_tree *tree, uint32_t item)
{
    struct subtree subtree = { 0 };
    struct tree_walk walk;
    uint32_t below;

    count_item(tree, item, 1, &subtree);
    if (subtree.files != 0)
        return subtree;
    tree_walk_init(&walk, tree, item, tree->walk_positions);
    while ((below = tree_walk_next(&walk)) != FSIMAGE_NO_ITEM)
        count_item(tree, below, walk.depth + 1, &subtree);
    return subtree;
}

static uint32_t level_of(const struct fsimage_tree *tree, uint32_t directory)
{
    return directory_of(tree, node_at(tree, directory))->level;
}

static void set_levels(struct fsimage_tree *tree, uint32_t top, uint32_t level)
{
    struct tree_walk walk;
    uint32_t below;

    directory_of(tree, node_at(tree, top))->level = level;
    tree_walk_init(&walk, tree, top, tree->walk_positions);
    while ((below = tree_walk_next(&walk)) != FSIMAGE_NO_ITEM) {
        if (node_is_directory(node_at(tree, below)))
            directory_of(tree, node_at(tree, below))->level = level + walk.depth;
    }
}

/* A walk needs a position for each level, and must not fail. */
static enum status reserve_levels(struct fsimage_tree *tree, uint32_t levels)
{
    const uint32_t capacity = tree->walk_capacity + tree->walk_capacity / 2 + 16;
    uint32_t *positions;

    if (levels + 1 > tree->walk_capacity) {
        positions = memory_resize(tree->walk_positions, capacity > levels ? capacity : levels + 1,
                                  sizeof(*positions));
        if (positions == NULL)
            return STATUS_NO_MEMORY;
        tree->walk_positions = positions;
        tree->walk_capacity = capacity > levels ? capacity : levels + 1;
    }
    if (levels > tree->level_maximum)
        tree->level_maximum = levels;
    return STATUS_OK;
}

static enum status reserve_history(struct fsimage_tree *tree)
{
    const uint32_t capacity = tree->history_capacity + tree->history_capacity / 2 + 64;
    uint32_t *history;

    if (!tree->keeps_history || tree->history_count < tree->history_capacity)
        return STATUS_OK;
    history = memory_resize(tree->history, capacity, sizeof(*history));
    if (history == NULL)
        return STATUS_NO_MEMORY;
    tree->history = history;
    tree->history_capacity = capacity;
    return STATUS_OK;
}

static void note_change(struct fsimage_tree *tree, uint32_t item, bool is_added)
{
    tree->change_count++;
    if (tree->keeps_history)
        tree->history[tree->history_count++] = item << 1 | is_added;
}

static void count_in(struct fsimage_tree *tree, const struct subtree *subtree)
{
    tree->attached_files += subtree->files;
    tree->attached_directories += subtree->directories;
    tree->data_blocks += subtree->blocks;
}

static void count_out(struct fsimage_tree *tree, const struct subtree *subtree)
{
    tree->attached_files -= subtree->files;
    tree->attached_directories -= subtree->directories;
    tree->data_blocks -= subtree->blocks;
}

/* Everything that could fail is behind us: names are chosen, there is room everywhere. */
static void link_item(struct fsimage_tree *tree, uint32_t directory, uint32_t item,
                      const struct alias_hashes *hashes)
{
    struct node *node = node_at(tree, item);
    struct directory *siblings = directory_of(tree, node_at(tree, directory));

    node->flags &= (uint8_t)~NODE_DETACHED;
    if ((node->flags & NODE_LINGERS) != 0) {
        node->flags &= (uint8_t)~NODE_LINGERS;
        siblings->lingering--;
        directory_changed(tree, directory);
    } else {
        directory_add(tree, directory, item);
    }
    alias_enter(tree, item, hashes);
}

static void unlink_item(struct fsimage_tree *tree, uint32_t item)
{
    struct node *node = node_at(tree, item);

    alias_leave(tree, item);
    node->flags |= NODE_DETACHED;
    directory_note_detached(tree, node->parent, item);
}

static enum status reserve_all(struct fsimage_tree *tree, uint32_t directory, uint32_t levels)
{
    if (alias_reserve(tree, directory) != STATUS_OK ||
        directory_reserve(directory_of(tree, node_at(tree, directory))) != STATUS_OK ||
        reserve_levels(tree, levels) != STATUS_OK || reserve_history(tree) != STATUS_OK)
        return STATUS_NO_MEMORY;
    return STATUS_OK;
}

static enum status check_limits(struct fsimage_tree *tree, uint32_t directory, uint32_t item,
                                const struct subtree *subtree, struct fsimage_problem *problem)
{
    enum status status = limits_check_dates(tree, item, problem);

    if (status == STATUS_OK)
        status =
            limits_check_levels(tree, level_of(tree, directory) + subtree->height, item, problem);
    if (status == STATUS_OK)
        status = limits_check_directories(
            tree->file_systems, tree->attached_directories + subtree->directories, problem);
    return status;
}

static enum status attach_named(struct fsimage_tree *tree, uint32_t directory, uint32_t item,
                                const struct subtree *subtree, struct fsimage_problem *problem)
{
    struct node *node = node_at(tree, item);
    struct alias_pair names;
    enum status status = alias_index_directory(tree, directory);

    if (status == STATUS_OK)
        status = alias_choose(tree, directory, name_of(tree, node), node->name_length,
                              node_is_directory(node), &names, problem);

    if (status == STATUS_OK)
        status = limits_check_path(tree, item, &names.iso, problem);
    if (status == STATUS_OK)
        status = reserve_all(tree, directory, level_of(tree, directory) + subtree->height);
    if (status != STATUS_OK)
        return status;
    alias_store(tree, node, &names);
    link_item(tree, directory, item, &names.hashes);
    if (subtree->directories != 0)
        set_levels(tree, item, level_of(tree, directory) + 1);
    count_in(tree, subtree);
    status = limits_check_size(tree, item, subtree->files + subtree->directories, subtree->blocks,
                               problem);
    if (status != STATUS_OK) {
        unlink_item(tree, item);
        count_out(tree, subtree);
        return status;
    }
    note_change(tree, item, true);
    return STATUS_OK;
}

enum status change_attach(struct fsimage_tree *tree, uint32_t directory, uint32_t item,
                          struct fsimage_problem *problem)
{
    const struct node *node = node_at(tree, item);

    if (alias_find_child(tree, directory, name_of(tree, node), node->name_length) !=
        FSIMAGE_NO_ITEM) {
        item_name_problem(tree, item, FSIMAGE_PROBLEM_DUPLICATE_NAME, problem);
        return STATUS_ALREADY_EXISTS;
    }
    return change_attach_unique(tree, directory, item, problem);
}

enum status change_attach_unique(struct fsimage_tree *tree, uint32_t directory, uint32_t item,
                                 struct fsimage_problem *problem)
{
    struct node *node = node_at(tree, item);
    const struct subtree subtree = count_subtree(tree, item);
    const uint32_t parent_before = node->parent;
    enum status status;

    if ((node->flags & NODE_LINGERS) != 0)
        directory_drop_lingering(tree, node->parent);
    node->parent = directory;
    status = check_limits(tree, directory, item, &subtree, problem);
    if (status == STATUS_OK)
        status = attach_named(tree, directory, item, &subtree, problem);
    if (status != STATUS_OK && (node->flags & NODE_LINGERS) == 0)
        node->parent = parent_before;
    return status;
}

enum status change_detach(struct fsimage_tree *tree, uint32_t item)
{
    const struct subtree subtree = count_subtree(tree, item);

    if (reserve_history(tree) != STATUS_OK)
        return STATUS_NO_MEMORY;
    unlink_item(tree, item);
    count_out(tree, &subtree);
    note_change(tree, item, false);
    return STATUS_OK;
}

void change_begin(struct fsimage_tree *tree)
{
    tree->keeps_history = true;
    tree->history_count = 0;
}

/* Names and places are those from before: nothing is chosen, nothing can fail. */
static void undo(struct fsimage_tree *tree, uint32_t change)
{
    const uint32_t item = change >> 1;
    const struct subtree subtree = count_subtree(tree, item);
    const struct alias_hashes hashes = alias_hashes_of(tree, item);

    if ((change & 1) != 0) {
        unlink_item(tree, item);
        count_out(tree, &subtree);
    } else {
        link_item(tree, node_at(tree, item)->parent, item, &hashes);
        count_in(tree, &subtree);
    }
    tree->change_count--;
}

void change_end(struct fsimage_tree *tree, enum status status)
{
    if (status != STATUS_OK) {
        while (tree->history_count > 0)
            undo(tree, tree->history[--tree->history_count]);
    }
    tree->keeps_history = false;
    memory_free(tree->history);
    tree->history = NULL;
    tree->history_count = tree->history_capacity = 0;
}
