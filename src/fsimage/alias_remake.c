/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* All ISO 9660 names anew, when the interchange level changes. */
#include "fsimage/alias.h"

#include "base/memory.h"
#include "fsimage/directory.h"

/* Whether the item is in a directory, attached or not, and so has names. */
static bool has_place(const struct node *node)
{
    return (node->flags & NODE_DETACHED) == 0 && node->parent != FSIMAGE_NO_ITEM &&
           (node->marks & MARK_STREAM) == 0;
}

static void take_all(struct fsimage_tree *tree, uint32_t *saved)
{
    for (uint32_t item = 0; item < tree->node_count; item++) {
        struct node *node = node_at(tree, item);

        saved[item] = node->iso_alias;
        if (!has_place(node))
            continue;
        alias_leave_iso(tree, item);
        node->iso_alias = 0;
        node->flags |= NODE_NAMELESS;
    }
}

/* The index had room for these entries once, and does not shrink. */
static void give_back(struct fsimage_tree *tree, const uint32_t *saved)
{
    for (uint32_t item = 0; item < tree->node_count; item++) {
        if (has_place(node_at(tree, item)))
            alias_leave_iso(tree, item);
    }
    for (uint32_t item = 0; item < tree->node_count; item++) {
        struct node *node = node_at(tree, item);

        node->iso_alias = saved[item];
        node->flags &= (uint8_t)~NODE_NAMELESS;
        if (has_place(node))
            alias_enter_iso(tree, item, alias_hashes_of(tree, item).iso);
    }
}

static enum status make_one(struct fsimage_tree *tree, uint32_t directory, uint32_t item,
                            struct fsimage_problem *problem)
{
    struct node *node = node_at(tree, item);
    struct alias_pair pair;
    enum status status = alias_choose_iso(tree, directory, name_of(tree, node), node->name_length,
                                          node_is_directory(node), &pair, problem);

    if (status == STATUS_OK)
        status = alias_reserve(tree, directory);
    if (status != STATUS_OK)
        return status;
    alias_store_iso(tree, node, &pair);
    alias_enter_iso(tree, item, pair.hashes.iso);
    return STATUS_OK;
}

static enum status make_children(struct fsimage_tree *tree, uint32_t directory,
                                 struct fsimage_problem *problem)
{
    const uint32_t *children;
    size_t count;
    enum status status = fsimage_directory_children(tree, directory, &children, &count);

    for (size_t i = 0; i < count && status == STATUS_OK; i++)
        status = make_one(tree, directory, children[i], problem);
    return status;
}

static enum status index_all(struct fsimage_tree *tree)
{
    enum status status = STATUS_OK;

    for (uint32_t item = 0; item < tree->node_count && status == STATUS_OK; item++) {
        if (node_is_directory(node_at(tree, item)))
            status = alias_index_directory(tree, item);
    }
    return status;
}

enum status alias_remake_iso(struct fsimage_tree *tree, struct fsimage_problem *problem)
{
    uint32_t *saved = memory_resize(NULL, tree->node_count, sizeof(*saved));
    const uint32_t texts_end = tree->texts.end;
    enum status status = saved != NULL ? index_all(tree) : STATUS_NO_MEMORY;

    if (status != STATUS_OK) {
        memory_free(saved);
        return status;
    }
    take_all(tree, saved);
    stem_counters_release(&tree->counters); /* they belong to the other level */
    for (uint32_t item = 0; item < tree->node_count && status == STATUS_OK; item++) {
        if (node_is_directory(node_at(tree, item)))
            status = make_children(tree, item, problem);
    }
    if (status != STATUS_OK) {
        give_back(tree, saved);
        text_arena_cut(&tree->texts, texts_end);
    }
    memory_free(saved);
    return status;
}
