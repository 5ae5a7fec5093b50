/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Opening files for a look on two threads, each some of them. */
#include "fsimage/file_checker.h"

#include "fsimage/tree_state.h"
#include "stream/helper_thread.h"

/* So many are worth the time it takes to hand them over, so many are handed over at once. */
#define SHARED_FILES 32u
#define SLICE_FILES  8u

void file_checker_init(struct file_checker *checker, struct fsimage_tree *tree,
                       struct folder_cache *folders)
{
    *checker = (struct file_checker){ .tree = tree, .folders = folders };
    folder_cache_init(&checker->helpers_folders, &tree->folders);
}

void file_checker_release(struct file_checker *checker)
{
    helper_thread_destroy(checker->helper);
    folder_cache_release(&checker->helpers_folders);
    checker->helper = NULL;
}

static bool is_unchecked(const struct node *node)
{
    return !node_is_directory(node) && (node->flags & NODE_READABLE) == 0;
}

/* The threads share no node, only what no thread changes meanwhile. */
static enum status check(void *context, uint32_t first, uint32_t end, bool is_helper)
{
    struct file_checker *checker = context;
    struct folder_cache *folders = is_helper ? &checker->helpers_folders : checker->folders;

    for (uint32_t i = first; i < end; i++) {
        struct node *node = node_at(checker->tree, checker->items[i]);

        if (is_unchecked(node) &&
            folder_cache_check_file(folders, node->content, name_of(checker->tree, node)) ==
                STATUS_OK)
            node->flags |= NODE_READABLE;
    }
    return STATUS_OK;
}

static bool find_helper(struct file_checker *checker)
{
    if (checker->helper == NULL && !checker->has_no_helper)
        checker->has_no_helper = helper_thread_create(&checker->helper) != STATUS_OK;
    return checker->helper != NULL;
}

static uint32_t count_unchecked(const struct fsimage_tree *tree, const uint32_t *items,
                                uint32_t count)
{
    uint32_t unchecked = 0;

    for (uint32_t i = 0; i < count; i++)
        unchecked += is_unchecked(node_at(tree, items[i]));
    return unchecked;
}

void file_checker_run(struct file_checker *checker, const uint32_t *items, uint32_t count)
{
    const struct helper_job job = { check, checker, count, SLICE_FILES };
    bool is_helpers;

    if (count_unchecked(checker->tree, items, count) < SHARED_FILES || !find_helper(checker))
        return;
    checker->items = items;
    helper_thread_share(checker->helper, &job, &is_helpers);
}
