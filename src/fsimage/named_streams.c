/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Adding and removing named streams. */
#include "fsimage/named_streams.h"

#include "fsimage/change.h"
#include "fsimage/path.h"
#include "fsimage/staging.h"
#include "fsimage/streams.h"

/* Whether `file` is one that may get or lose streams. */
static enum status check_file(const struct fsimage_tree *tree, uint32_t file,
                              struct fsimage_problem *problem)
{
    const struct node *node = node_at(tree, file);
    const enum status status = tree_check_writable(tree, problem);

    if (status != STATUS_OK)
        return status;
    if (node_is_directory(node))
        return STATUS_WRONG_KIND;
    if ((node->marks & MARK_STREAM) != 0)
        return item_refuse_property(u"FsiNamedStreams", problem);
    if (!item_is_attached(tree, file)) {
        item_name_problem(tree, file, FSIMAGE_PROBLEM_NOT_IN_FILE_SYSTEM, problem);
        return STATUS_INVALID_STATE;
    }
    if ((node->marks & MARK_IMPORTED) != 0) {
        problem->kind = FSIMAGE_PROBLEM_READ_ONLY;
        return STATUS_INVALID_STATE;
    }
    return STATUS_OK;
}

enum status fsimage_file_add_stream(struct fsimage_tree *tree, uint32_t file, const char16 *name,
                                    size_t length, struct byte_source *source,
                                    const struct fsimage_times *times, uint32_t *stream,
                                    struct fsimage_problem *problem)
{
    const struct tree_mark mark = tree_mark_of(tree);
    const uint32_t begun = tree->change_count;
    enum status status = check_file(tree, file, problem);

    *stream = FSIMAGE_NO_ITEM;
    if (status == STATUS_OK)
        status = path_check_name(tree, name, length, problem);
    if (status != STATUS_OK)
        return status;
    status = item_create(tree, FSIMAGE_FILE, name, length, times, stream);
    if (status == STATUS_OK)
        status = item_set_source(tree, *stream, source);
    if (status == STATUS_OK)
        status = change_attach_stream(tree, file, *stream, problem);
    if (status == STATUS_OK)
        status = staging_take_content(tree, *stream, problem);
    change_end(tree, begun, status);
    if (status != STATUS_OK) {
        tree_cut(tree, &mark);
        *stream = FSIMAGE_NO_ITEM;
    }
    return status;
}

enum status fsimage_file_remove_stream(struct fsimage_tree *tree, uint32_t file, const char16 *name,
                                       size_t length, struct fsimage_problem *problem)
{
    enum status status = check_file(tree, file, problem);
    uint32_t stream;

    if (status != STATUS_OK)
        return status;
    stream = streams_find(tree, file, name, length);
    if (stream == FSIMAGE_NO_ITEM) {
        fsimage_problem_set(problem, FSIMAGE_PROBLEM_ITEM_NOT_FOUND, name, length);
        return STATUS_NOT_FOUND;
    }
    return change_detach(tree, stream);
}
