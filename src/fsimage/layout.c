/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where files lie: one after the other, in the order of their paths. */
#include "base/memory.h"
#include "fsimage/directory.h"
#include "fsimage/image.h"

static const struct fsimage_region *data_region(const struct fsimage_layout *layout)
{
    return fsimage_planner_find(&layout->plan, NULL, 0);
}

/* The walk takes children as they are: a frozen tree has them in order. */
static void place(struct fsimage_layout *layout, uint32_t *positions)
{
    const struct fsimage_tree *tree = layout->tree;
    const struct fsimage_region *region = data_region(layout);
    uint32_t block = region != NULL ? region->first : 0;
    struct tree_walk walk;
    uint32_t item;

    tree_walk_init(&walk, tree, FSIMAGE_ROOT, positions);
    while ((item = tree_walk_next(&walk)) != FSIMAGE_NO_ITEM) {
        const struct node *node = node_at(tree, item);

        if (node_is_directory(node) || node->size == 0)
            continue;
        layout->first_blocks[item] = block;
        layout->extents[layout->extent_count++] = item;
        block += (uint32_t)fsimage_blocks_of(node->size);
    }
}

uint32_t fsimage_layout_run_count(const struct fsimage_layout *layout, uint32_t item)
{
    return layout->first_blocks[item] != 0;
}

struct fsimage_run fsimage_layout_run(const struct fsimage_layout *layout, uint32_t item,
                                      uint32_t index)
{
    assert(index < fsimage_layout_run_count(layout, item));
    (void)index;
    return (struct fsimage_run){
        .location = layout->session.start + layout->first_blocks[item],
        .size = node_at(layout->tree, item)->size,
    };
}

enum status layout_place_files(struct fsimage_layout *layout)
{
    const struct fsimage_tree *tree = layout->tree;

    layout->item_count = tree->node_count;
    layout->first_blocks = memory_allocate(tree->node_count, sizeof(uint32_t));
    layout->extents = memory_resize(NULL, tree->attached_files + 1u, sizeof(uint32_t));
    if (layout->first_blocks == NULL || layout->extents == NULL)
        return STATUS_NO_MEMORY;
    place(layout, tree->walk_positions);
    return STATUS_OK;
}
