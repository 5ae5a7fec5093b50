/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The children of directories. Adding and removing touch the end of an array at most: order is made
 * when somebody looks, so that neither a million additions nor a million removals move a million
 * children each.
 */
#include "fsimage/directory.h"

#include "base/memory.h"
#include "fsimage/fold.h"
#include "fsimage/item.h"
#include "fsimage/sort.h"

#include <string.h>

#define FIRST_CHILDREN 4u

static struct directory *directory_at(const struct fsimage_tree *tree, uint32_t item)
{
    return directory_of(tree, node_at(tree, item));
}

/* The text that orders siblings. */
static const char16 *folded_name(const void *context, uint32_t item, char16 *scratch,
                                 size_t *length)
{
    const struct fsimage_tree *tree = context;
    const struct node *node = node_at(tree, item);

    *length = fold_copy(name_of(tree, node), node->name_length, scratch);
    return scratch;
}

enum status directory_sort(const struct fsimage_tree *tree, uint32_t *items, size_t count)
{
    bool was_sorted;

    return fsimage_sort_names(items, count, folded_name, tree, &was_sorted);
}

static bool is_in_order(const struct fsimage_tree *tree, uint32_t before, uint32_t after)
{
    const struct node *a = node_at(tree, before);
    const struct node *b = node_at(tree, after);

    return fold_compare(name_of(tree, a), a->name_length, name_of(tree, b), b->name_length) <= 0;
}

void directory_changed(struct fsimage_tree *tree, uint32_t directory)
{
    struct directory *changed = directory_at(tree, directory);

    memset(changed->measured, 0, sizeof(changed->measured));
    tree->is_measured = false;
}

enum status directory_reserve(struct directory *directory)
{
    uint32_t capacity = directory->capacity;
    uint32_t *children;

    if (directory->count < directory->capacity || directory->lingering != 0)
        return STATUS_OK;
    capacity = capacity < FIRST_CHILDREN ? FIRST_CHILDREN : capacity + capacity / 2;
    children = memory_resize(directory->children, capacity, sizeof(*children));
    if (children == NULL)
        return STATUS_NO_MEMORY;
    directory->children = children;
    directory->capacity = capacity;
    return STATUS_OK;
}

void directory_drop_lingering(struct fsimage_tree *tree, uint32_t parent)
{
    struct directory *directory = directory_at(tree, parent);
    uint32_t sorted = 0;
    uint32_t kept = 0;

    if (directory->lingering == 0)
        return;
    for (uint32_t i = 0; i < directory->count; i++) {
        const uint32_t child = directory->children[i];

        if (is_child(tree, child, parent)) {
            directory->children[kept++] = child;
            sorted += i < directory->sorted;
        } else {
            node_at(tree, child)->flags &= (uint8_t)~NODE_LINGERS;
        }
    }
    directory->count = kept;
    directory->sorted = sorted;
    directory->lingering = 0;
}

void directory_add(struct fsimage_tree *tree, uint32_t parent, uint32_t item)
{
    struct directory *directory = directory_at(tree, parent);

    if (directory->count == directory->capacity)
        directory_drop_lingering(tree, parent);
    assert(directory->count < directory->capacity);
    if (directory->sorted == directory->count &&
        (directory->count == 0 || parent == tree->bulk_directory ||
         is_in_order(tree, directory->children[directory->count - 1], item))) {
        directory->sorted++;
        tree->is_measured = false;
    } else {
        directory_changed(tree, parent);
    }
    directory->children[directory->count++] = item;
}

void directory_note_detached(struct fsimage_tree *tree, uint32_t parent, uint32_t item)
{
    struct directory *directory = directory_at(tree, parent);

    directory_changed(tree, parent);
    if (directory->children[directory->count - 1] == item) {
        directory->count--;
        if (directory->sorted > directory->count)
            directory->sorted = directory->count;
        return;
    }
    node_at(tree, item)->flags |= NODE_LINGERS;
    directory->lingering++;
    if (directory->lingering > directory->count / 2)
        directory_drop_lingering(tree, parent);
}

static enum status put_in_order(struct fsimage_tree *tree, uint32_t parent)
{
    struct directory *directory = directory_at(tree, parent);
    enum status status;

    directory_drop_lingering(tree, parent);
    if (directory->sorted == directory->count)
        return STATUS_OK;
    status = directory_sort(tree, directory->children, directory->count);
    if (status == STATUS_OK)
        directory->sorted = directory->count;
    return status;
}

enum status directory_order_all(struct fsimage_tree *tree)
{
    enum status status = STATUS_OK;

    for (uint32_t item = 0; item < tree->node_count && status == STATUS_OK; item++) {
        if (node_is_directory(node_at(tree, item)))
            status = put_in_order(tree, item);
    }
    return status;
}

uint32_t fsimage_directory_child_count(const struct fsimage_tree *tree, uint32_t directory)
{
    const struct directory *found = directory_at(tree, directory);

    return found->count - found->lingering;
}

enum status fsimage_directory_children(struct fsimage_tree *tree, uint32_t directory,
                                       const uint32_t **children, size_t *count)
{
    const enum status status = put_in_order(tree, directory);
    const struct directory *found = directory_at(tree, directory);

    *children = status == STATUS_OK ? found->children : NULL;
    *count = status == STATUS_OK ? found->count : 0;
    return status;
}

uint32_t fsimage_tree_next_directory(const struct fsimage_tree *tree, uint32_t directory)
{
    uint32_t next = 0;

    if (directory != FSIMAGE_NO_ITEM)
        next = node_at(tree, directory)->content + 1;
    while (next < tree->directory_count) {
        if (item_is_attached(tree, tree->directories[next].item))
            return tree->directories[next].item;
        next++;
    }
    return FSIMAGE_NO_ITEM;
}

static struct measured_size *measured_in(const struct fsimage_tree *tree, uint32_t directory,
                                         enum fsimage_file_system file_system)
{
    struct measured_size *measured = directory_at(tree, directory)->measured;

    switch (file_system) {
    case FSIMAGE_ISO9660:
        return &measured[MEASURED_ISO9660];
    case FSIMAGE_JOLIET:
        return &measured[MEASURED_JOLIET];
    case FSIMAGE_UDF:
        return &measured[MEASURED_UDF];
    case FSIMAGE_BOOT: /* has no directories */
        break;
    }
    return &measured[MEASURED_ISO9660];
}

struct fsimage_measured_directory fsimage_directory_measured(const struct fsimage_tree *tree,
                                                             uint32_t directory,
                                                             enum fsimage_file_system file_system)
{
    const struct measured_size *kept = measured_in(tree, directory, file_system);

    return (struct fsimage_measured_directory){
        .blocks = kept->blocks >> 1,
        .used = kept->used,
        .children = kept->children,
        .is_in_common_order = (kept->blocks & 1) != 0,
    };
}

/* No image has more than 2^31 - 1 blocks. */
void fsimage_directory_set_measured(struct fsimage_tree *tree, uint32_t directory,
                                    enum fsimage_file_system file_system,
                                    struct fsimage_measured_directory measured)
{
    const uint32_t children = fsimage_directory_child_count(tree, directory);
    struct measured_size *kept = measured_in(tree, directory, file_system);

    tree->children_measured += children - measured.children;
    *kept = (struct measured_size){
        .blocks = measured.blocks << 1 | measured.is_in_common_order,
        .used = measured.used,
        .children = children,
    };
}

void tree_walk_init(struct tree_walk *walk, const struct fsimage_tree *tree, uint32_t top,
                    uint32_t *positions)
{
    *walk = (struct tree_walk){ .tree = tree, .directory = top, .positions = positions };
    positions[0] = 0;
}

uint32_t tree_walk_next(struct tree_walk *walk)
{
    for (;;) {
        const struct directory *directory = directory_at(walk->tree, walk->directory);

        while (walk->positions[walk->depth] < directory->count) {
            const uint32_t child = directory->children[walk->positions[walk->depth]++];

            if (!is_child(walk->tree, child, walk->directory))
                continue;
            if (node_is_directory(node_at(walk->tree, child))) {
                walk->directory = child;
                walk->positions[++walk->depth] = 0;
            }
            return child;
        }
        if (walk->depth == 0)
            return FSIMAGE_NO_ITEM;
        walk->depth--;
        walk->directory = node_at(walk->tree, walk->directory)->parent;
    }
}
