/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which streams a file has, in the order of their names. */
#include "fsimage/streams.h"

#include "base/memory.h"
#include "fsimage/alias.h"
#include "fsimage/fold.h"
#include "fsimage/item.h"
#include "fsimage/named_streams.h"

#include <string.h>

struct stream_list {
    uint32_t file;
    uint32_t count;
    uint32_t capacity;
    uint32_t *items;
};

static uint32_t hash_of(uint32_t file)
{
    return file * UINT32_C(0x9E3779B1);
}

/* A list outlives its streams, and serves the next item of that number. */
static struct stream_list *find_list(const struct fsimage_tree *tree, uint32_t file)
{
    const uint32_t hash = hash_of(file);
    uint32_t at = name_index_start(&tree->stream_index, hash);
    uint32_t entry;

    while ((entry = name_index_next(&tree->stream_index, hash, &at)) != 0) {
        if (tree->stream_lists[entry - 1].file == file)
            return &tree->stream_lists[entry - 1];
    }
    return NULL;
}

static const struct stream_list *list_of(const struct fsimage_tree *tree, uint32_t file)
{
    return (node_at(tree, file)->marks & MARK_HAS_STREAMS) != 0 ? find_list(tree, file) : NULL;
}

void streams_release(struct fsimage_tree *tree)
{
    for (uint32_t i = 0; i < tree->stream_list_count; i++)
        memory_free(tree->stream_lists[i].items);
    memory_free(tree->stream_lists);
    name_index_release(&tree->stream_index);
}

static enum status add_list(struct fsimage_tree *tree, uint32_t file, struct stream_list **list)
{
    if (tree->stream_list_count == tree->stream_list_capacity) {
        const uint32_t capacity = tree->stream_list_capacity + tree->stream_list_capacity / 2 + 8;
        struct stream_list *lists = memory_resize(tree->stream_lists, capacity, sizeof(*lists));

        if (lists == NULL)
            return STATUS_NO_MEMORY;
        tree->stream_lists = lists;
        tree->stream_list_capacity = capacity;
    }
    if (name_index_reserve(&tree->stream_index, 1) != STATUS_OK)
        return STATUS_NO_MEMORY;
    *list = &tree->stream_lists[tree->stream_list_count++];
    **list = (struct stream_list){ .file = file };
    name_index_add(&tree->stream_index, hash_of(file), tree->stream_list_count);
    return STATUS_OK;
}

enum status streams_reserve(struct fsimage_tree *tree, uint32_t file)
{
    struct stream_list *list = find_list(tree, file);
    uint32_t capacity;
    uint32_t *items;

    if (list == NULL && add_list(tree, file, &list) != STATUS_OK)
        return STATUS_NO_MEMORY;
    if (list->count < list->capacity)
        return STATUS_OK;
    capacity = list->capacity + list->capacity / 2 + 2;
    items = memory_resize(list->items, capacity, sizeof(*items));
    if (items == NULL)
        return STATUS_NO_MEMORY;
    list->items = items;
    list->capacity = capacity;
    return STATUS_OK;
}

/* Where a stream of that name is, or belongs: discs have names that differ in case only. */
static uint32_t position_of(const struct fsimage_tree *tree, const struct stream_list *list,
                            const char16 *name, size_t length, bool *is_there)
{
    uint32_t low = 0;
    uint32_t high = list->count;

    *is_there = false;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        const struct node *node = node_at(tree, list->items[middle]);
        const char16 *other = name_of(tree, node);
        int order = fold_compare(name, length, other, node->name_length);

        if (order == 0)
            order = utf16_compare(name, length, other, node->name_length);
        if (order == 0) {
            *is_there = true;
            return middle;
        }
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

void streams_link(struct fsimage_tree *tree, uint32_t stream)
{
    struct node *node = node_at(tree, stream);
    struct stream_list *list = find_list(tree, node->parent);
    bool is_there;
    const uint32_t at = position_of(tree, list, name_of(tree, node), node->name_length, &is_there);

    assert(!is_there && list->count < list->capacity);
    memmove(list->items + at + 1, list->items + at, (list->count - at) * sizeof(*list->items));
    list->items[at] = stream;
    list->count++;
    alias_enter_stream(tree, stream);
    node->flags &= (uint8_t)~NODE_DETACHED;
    node_at(tree, node->parent)->marks |= MARK_HAS_STREAMS;
    tree->is_measured = false;
}

void streams_unlink(struct fsimage_tree *tree, uint32_t stream)
{
    struct node *node = node_at(tree, stream);
    struct stream_list *list = find_list(tree, node->parent);
    bool is_there;
    const uint32_t at = position_of(tree, list, name_of(tree, node), node->name_length, &is_there);

    assert(is_there);
    alias_leave_stream(tree, stream);
    list->count--;
    memmove(list->items + at, list->items + at + 1, (list->count - at) * sizeof(*list->items));
    node->flags |= NODE_DETACHED;
    tree->is_measured = false;
}

uint32_t streams_find_exactly(const struct fsimage_tree *tree, uint32_t file, const char16 *name,
                              size_t length)
{
    const struct stream_list *list = list_of(tree, file);
    bool is_there = false;
    const uint32_t at = list != NULL ? position_of(tree, list, name, length, &is_there) : 0;

    return is_there ? list->items[at] : FSIMAGE_NO_ITEM;
}

/* Those that differ in case only stand together: beside where the exact one would be. */
uint32_t streams_find(const struct fsimage_tree *tree, uint32_t file, const char16 *name,
                      size_t length)
{
    const struct stream_list *list = list_of(tree, file);
    bool is_there;
    uint32_t at;

    if (list == NULL)
        return FSIMAGE_NO_ITEM;
    at = position_of(tree, list, name, length, &is_there);
    for (uint32_t i = is_there || at == 0 ? at : at - 1; i <= at && i < list->count; i++) {
        const struct node *node = node_at(tree, list->items[i]);

        if (fold_compare(name, length, name_of(tree, node), node->name_length) == 0)
            return list->items[i];
    }
    return FSIMAGE_NO_ITEM;
}

uint32_t fsimage_file_stream_count(const struct fsimage_tree *tree, uint32_t file)
{
    const struct stream_list *list = list_of(tree, file);

    return list != NULL ? list->count : 0;
}

uint32_t fsimage_file_stream_at(const struct fsimage_tree *tree, uint32_t file, uint32_t index)
{
    const struct stream_list *list = list_of(tree, file);

    assert(list != NULL && index < list->count);
    return list->items[index];
}

uint32_t fsimage_tree_stream_count(const struct fsimage_tree *tree)
{
    return tree->attached_streams;
}

uint32_t fsimage_tree_next_file_with_streams(const struct fsimage_tree *tree, uint32_t file)
{
    uint32_t next = 0;

    if (file != FSIMAGE_NO_ITEM)
        next = (uint32_t)(find_list(tree, file) - tree->stream_lists) + 1;
    for (; next < tree->stream_list_count; next++) {
        const struct stream_list *list = &tree->stream_lists[next];

        if (list->count != 0 && item_is_attached(tree, list->file))
            return list->file;
    }
    return FSIMAGE_NO_ITEM;
}
