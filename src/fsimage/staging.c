/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Staging. */
#include "fsimage/staging.h"

#include "fsimage/item.h"

void fsimage_tree_set_staging(struct fsimage_tree *tree, bool stages)
{
    tree->is_staging = stages;
}

bool fsimage_tree_is_staging(const struct fsimage_tree *tree)
{
    return tree->is_staging;
}

enum status fsimage_tree_set_working_directory(struct fsimage_tree *tree, const char16 *path,
                                               struct fsimage_problem *problem)
{
    const enum status status = tree_check_writable(tree, problem);

    (void)path;
    return status == STATUS_OK ? STATUS_NOT_SUPPORTED : status;
}

void fsimage_tree_observe(struct fsimage_tree *tree, fsimage_copy_observer observer, void *context)
{
    tree->observer = observer;
    tree->observer_context = context;
}

enum status staging_take_content(struct fsimage_tree *tree, uint32_t item,
                                 struct fsimage_problem *problem)
{
    const uint64_t blocks = fsimage_blocks_of(node_at(tree, item)->size);

    (void)problem;
    if (tree->is_staging)
        return STATUS_NOT_SUPPORTED;
    if (tree->observer != NULL && blocks != 0) {
        tree->observer(tree->observer_context, item, 0, blocks);
        tree->observer(tree->observer_context, item, blocks, blocks);
    }
    return STATUS_OK;
}
