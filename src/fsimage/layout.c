/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where files lie: one after the other, in the order of their paths. */
#include "base/memory.h"
#include "fsimage/directory.h"
#include "fsimage/disc_runs.h"
#include "fsimage/image.h"
#include "fsimage/named_streams.h"
#include "fsimage/rules.h"

static const struct fsimage_region *data_region(const struct fsimage_layout *layout)
{
    return fsimage_planner_find(&layout->plan, NULL, 0);
}

/* Where the next content goes. */
struct placing {
    struct fsimage_layout *layout;
    uint32_t block;
};

static void place_content(struct placing *placing, uint32_t item)
{
    struct fsimage_layout *layout = placing->layout;
    const struct node *node = node_at(layout->tree, item);
    const uint32_t blocks = (uint32_t)rules_data_blocks(layout->tree, node);

    if (blocks == 0)
        return;
    layout->first_blocks[item] = placing->block;
    layout->extents[layout->extent_count++] = item;
    placing->block += blocks;
}

/*
 * Files of real-time data lie before all others, so that no gaps arise between their multiples of
 * 32 blocks. The walk takes children as they are: a frozen tree has them in order.
 */
static void place_files(struct placing *placing, uint32_t *positions, bool real_time)
{
    const struct fsimage_tree *tree = placing->layout->tree;
    struct tree_walk walk;
    uint32_t item;

    tree_walk_init(&walk, tree, FSIMAGE_ROOT, positions);
    while ((item = tree_walk_next(&walk)) != FSIMAGE_NO_ITEM) {
        const struct node *node = node_at(tree, item);
        const uint32_t streams = real_time ? 0 : fsimage_file_stream_count(tree, item);

        if (node_is_directory(node))
            continue;
        if (rules_is_real_time(tree, node) == real_time)
            place_content(placing, item);
        for (uint32_t i = 0; i < streams; i++)
            place_content(placing, fsimage_file_stream_at(tree, item, i));
    }
}

uint32_t fsimage_layout_run_count(const struct fsimage_layout *layout, uint32_t item)
{
    const struct node *node = node_at(layout->tree, item);

    if (node->content_kind == CONTENT_DISC)
        return disc_runs_count(layout->tree, node);
    return layout->first_blocks[item] != 0;
}

struct fsimage_run fsimage_layout_run(const struct fsimage_layout *layout, uint32_t item,
                                      uint32_t index)
{
    const struct node *node = node_at(layout->tree, item);

    assert(index < fsimage_layout_run_count(layout, item));
    if (node->content_kind == CONTENT_DISC)
        return disc_runs_at(layout->tree, node, index);
    return (struct fsimage_run){
        .location = layout->session.start + layout->first_blocks[item],
        .size = node->size,
    };
}

enum status layout_place_files(struct fsimage_layout *layout)
{
    const struct fsimage_tree *tree = layout->tree;
    const struct fsimage_region *region = data_region(layout);
    struct placing placing = { .layout = layout };

    layout->item_count = tree->node_count;
    layout->first_blocks = memory_allocate(tree->node_count, sizeof(uint32_t));
    layout->extents = memory_resize(NULL, (size_t)tree->attached_files + tree->attached_streams + 1,
                                    sizeof(uint32_t));
    if (layout->first_blocks == NULL || layout->extents == NULL)
        return STATUS_NO_MEMORY;
    if (region != NULL)
        placing.block = region->first;
    if (tree->real_time_blocks != 0)
        place_files(&placing, tree->walk_positions, true);
    place_files(&placing, tree->walk_positions, false);
    assert(region == NULL || placing.block == region->first + region->blocks);
    return STATUS_OK;
}
