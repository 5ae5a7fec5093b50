/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The content of single files. */
#include "base/memory.h"
#include "fsimage/disc_runs.h"
#include "fsimage/import_state.h"
#include "fsimage/item.h"
#include "fsimage/staging.h"
#include "stream/file_source.h"

static enum status open_host_file(const struct fsimage_tree *tree, const struct node *node,
                                  struct byte_source **source, struct fsimage_problem *problem)
{
    const char16 *name = host_name_of(tree, node);
    char16 *path;
    size_t length;
    enum status status =
        folder_table_path(&tree->folders, node->content, name, utf16_length(name), &path, &length);

    if (status != STATUS_OK)
        return status;
    status = file_source_open(path, source);
    if (status != STATUS_OK && status != STATUS_NO_MEMORY) {
        fsimage_problem_set(problem, FSIMAGE_PROBLEM_SOURCE_OPEN_FAILURE, path, length);
        problem->cause = status;
    }
    memory_free(path);
    return status;
}

enum status fsimage_file_open_content(const struct fsimage_tree *tree, uint32_t item,
                                      struct byte_source **source, struct fsimage_problem *problem)
{
    const struct node *node = node_at(tree, item);

    *source = NULL;
    fsimage_problem_clear(problem);
    if (node_is_directory(node))
        return STATUS_WRONG_KIND;
    switch ((enum node_content)node->content_kind) {
    case CONTENT_NONE:
        return STATUS_OK;
    case CONTENT_HOST:
        return open_host_file(tree, node, source, problem);
    case CONTENT_SOURCE:
        *source = byte_source_acquire(tree->sources[node->content]);
        return STATUS_OK;
    case CONTENT_STASH:
        return staging_open(tree, node, source);
    case CONTENT_DISC:
        if (import_has_content(tree, node))
            return disc_runs_open(tree, node, source);
        break;
    case CONTENT_GONE:
        break;
    }
    item_problem(tree, item, FSIMAGE_PROBLEM_SOURCE_READ_FAILURE, problem);
    problem->cause = STATUS_CHANGED;
    return STATUS_CHANGED;
}
