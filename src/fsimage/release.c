/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Giving up the contents of items that nothing can bring back. */
#include "fsimage/release.h"

#include "fsimage/directory.h"
#include "fsimage/item.h"
#include "fsimage/named_streams.h"
#include "fsimage/staging.h"

void fsimage_item_hold(struct fsimage_tree *tree, uint32_t item)
{
    node_at(tree, item)->marks |= MARK_HELD;
}

/* Whether somebody can get at the item: through the tree, or from what he holds down to it. */
static bool is_reachable(const struct fsimage_tree *tree, uint32_t item)
{
    while (item != FSIMAGE_ROOT && item != FSIMAGE_NO_ITEM) {
        const struct node *node = node_at(tree, item);

        if ((node->marks & MARK_HELD) != 0)
            return true;
        if ((node->flags & NODE_DETACHED) != 0)
            return false;
        item = node->parent;
    }
    return item == FSIMAGE_ROOT;
}

static bool release_content(struct fsimage_tree *tree, uint32_t item)
{
    struct node *node = node_at(tree, item);
    const bool is_staged = node->content_kind == CONTENT_STASH;

    if ((!is_staged && node->content_kind != CONTENT_SOURCE) || is_reachable(tree, item))
        return false;
    if (is_staged)
        staging_discard(tree, node);
    item_drop_content(tree, item);
    node->content_kind = CONTENT_GONE;
    return is_staged;
}

/* The content of a file and its streams. Gives whether any was staged. */
static bool release_file(struct fsimage_tree *tree, uint32_t file)
{
    const uint32_t streams = fsimage_file_stream_count(tree, file);
    bool was_staged = release_content(tree, file);

    for (uint32_t i = 0; i < streams; i++)
        was_staged |= release_content(tree, fsimage_file_stream_at(tree, file, i));
    return was_staged;
}

static bool release_item(struct fsimage_tree *tree, uint32_t item)
{
    struct tree_walk walk;
    bool was_staged = false;
    uint32_t below;

    if (!node_is_directory(node_at(tree, item)))
        return release_file(tree, item);
    if (is_reachable(tree, item))
        return false;
    tree_walk_init(&walk, tree, item, tree->walk_positions);
    while ((below = tree_walk_next(&walk)) != FSIMAGE_NO_ITEM) {
        if (!node_is_directory(node_at(tree, below)))
            was_staged |= release_file(tree, below);
    }
    return was_staged;
}

/* The first block behind all that is staged still. */
static uint32_t stash_end(const struct fsimage_tree *tree)
{
    uint64_t end = 0;

    for (uint32_t item = 0; item < tree->node_count; item++) {
        const struct node *node = node_at(tree, item);
        const uint64_t behind = node->content + fsimage_blocks_of(node->size);

        if (node->content_kind == CONTENT_STASH && behind > end)
            end = behind;
    }
    return (uint32_t)end;
}

void release_removed(struct fsimage_tree *tree, const struct journal *journal)
{
    struct journal_look look = { 0 };
    struct journal_entry entry;
    bool was_staged = false;

    while (journal_look_back(journal, &look, &entry)) {
        if (entry.kind == JOURNAL_REMOVED)
            was_staged |= release_item(tree, entry.item);
    }
    if (was_staged)
        staging_cut(tree, stash_end(tree));
}
