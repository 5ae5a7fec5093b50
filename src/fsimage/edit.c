/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Adding and removing single items. */
#include "fsimage/alias.h"
#include "fsimage/change.h"
#include "fsimage/directory.h"
#include "fsimage/import_state.h"
#include "fsimage/path.h"
#include "fsimage/staging.h"

static enum status add_item(struct fsimage_tree *tree, uint32_t directory, const char16 *path,
                            size_t length, enum fsimage_item_kind kind, struct byte_source *source,
                            const struct fsimage_times *times, uint32_t *item,
                            struct fsimage_problem *problem)
{
    const struct tree_mark mark = tree_mark_of(tree);
    const uint32_t begun = tree->change_count;
    struct path_target target;
    enum status status = path_follow(tree, directory, path, length, &target, problem);

    if (status == STATUS_OK && target.names_directory && kind == FSIMAGE_FILE)
        target.length = 0;
    if (status == STATUS_OK && target.length == 0) {
        fsimage_problem_set(problem, FSIMAGE_PROBLEM_INVALID_PATH, path, length);
        status = STATUS_INVALID_NAME;
    }
    if (status == STATUS_OK)
        status = path_check_name(tree, target.name, target.length, problem);
    if (status != STATUS_OK)
        return status;
    status = item_create(tree, kind, target.name, target.length, times, item);
    if (status == STATUS_OK && kind == FSIMAGE_FILE)
        status = item_set_source(tree, *item, source);
    if (status == STATUS_OK)
        status = change_attach(tree, target.directory, *item, problem);
    if (status == STATUS_OK && kind == FSIMAGE_FILE)
        status = staging_take_content(tree, *item, problem);
    change_end(tree, begun, status);
    if (status != STATUS_OK) {
        tree_cut(tree, &mark);
        *item = FSIMAGE_NO_ITEM;
    }
    return status;
}

enum status fsimage_tree_add_directory(struct fsimage_tree *tree, uint32_t directory,
                                       const char16 *path, size_t length,
                                       const struct fsimage_times *times, uint32_t *item,
                                       struct fsimage_problem *problem)
{
    const enum status status = tree_check_writable(tree, problem);

    *item = FSIMAGE_NO_ITEM;
    if (status != STATUS_OK)
        return status;
    return add_item(tree, directory, path, length, FSIMAGE_DIRECTORY, NULL, times, item, problem);
}

enum status fsimage_tree_add_file(struct fsimage_tree *tree, uint32_t directory, const char16 *path,
                                  size_t length, struct byte_source *source,
                                  const struct fsimage_times *times, uint32_t *item,
                                  struct fsimage_problem *problem)
{
    const enum status status = tree_check_writable(tree, problem);

    *item = FSIMAGE_NO_ITEM;
    if (status != STATUS_OK)
        return status;
    return add_item(tree, directory, path, length, FSIMAGE_FILE, source, times, item, problem);
}

enum status fsimage_tree_create_item(struct fsimage_tree *tree, enum fsimage_item_kind kind,
                                     const char16 *name, size_t length,
                                     const struct fsimage_times *times, uint32_t *item,
                                     struct fsimage_problem *problem)
{
    enum status status = tree_check_writable(tree, problem);

    *item = FSIMAGE_NO_ITEM;
    if (status == STATUS_OK)
        status = path_check_name(tree, name, length, problem);
    if (status != STATUS_OK)
        return status;
    return item_create(tree, kind, name, length, times, item);
}

enum status fsimage_file_set_content(struct fsimage_tree *tree, uint32_t item,
                                     struct byte_source *source, struct fsimage_problem *problem)
{
    const struct node *node = node_at(tree, item);
    const enum status status = tree_check_writable(tree, problem);

    if (status != STATUS_OK)
        return status;
    if (node_is_directory(node))
        return STATUS_WRONG_KIND;
    if ((node->flags & NODE_DETACHED) == 0) {
        problem->kind = FSIMAGE_PROBLEM_READ_ONLY;
        return STATUS_INVALID_STATE;
    }
    return item_set_source(tree, item, source);
}

static bool has_lost_content(const struct fsimage_tree *tree, uint32_t item)
{
    const struct node *node = node_at(tree, item);

    return node->content_kind == CONTENT_GONE ||
           (node->content_kind == CONTENT_DISC && !import_has_content(tree, node));
}

/* What was imported goes with its disc: once that was rolled back, nothing can be recorded of it.
 */
static bool has_contents(const struct fsimage_tree *tree, uint32_t item)
{
    struct tree_walk walk;
    uint32_t below;

    if (!node_is_directory(node_at(tree, item)))
        return !has_lost_content(tree, item);
    tree_walk_init(&walk, tree, item, tree->walk_positions);
    while ((below = tree_walk_next(&walk)) != FSIMAGE_NO_ITEM) {
        if (has_lost_content(tree, below))
            return false;
    }
    return true;
}

enum status fsimage_tree_attach(struct fsimage_tree *tree, uint32_t directory, uint32_t item,
                                struct fsimage_problem *problem)
{
    const uint32_t begun = tree->change_count;
    enum status status = tree_check_writable(tree, problem);

    if (status != STATUS_OK)
        return status;
    if (!item_is_attached(tree, directory)) {
        item_name_problem(tree, directory, FSIMAGE_PROBLEM_NOT_IN_FILE_SYSTEM, problem);
        return STATUS_INVALID_STATE;
    }
    if (item == FSIMAGE_ROOT || (node_at(tree, item)->flags & NODE_DETACHED) == 0) {
        item_name_problem(tree, item, FSIMAGE_PROBLEM_DUPLICATE_NAME, problem);
        return STATUS_ALREADY_EXISTS;
    }
    if (!has_contents(tree, item)) {
        problem->kind = FSIMAGE_PROBLEM_READ_ONLY;
        return STATUS_INVALID_STATE;
    }
    status = change_attach(tree, directory, item, problem);
    if (status == STATUS_OK && !node_is_directory(node_at(tree, item)))
        status = staging_take_content(tree, item, problem);
    change_end(tree, begun, status);
    return status;
}

/* What `path` names, which may not be the directory it is seen from unless that is `allowed`. */
static enum status find_to_remove(struct fsimage_tree *tree, uint32_t directory, const char16 *path,
                                  size_t length, bool may_be_root, uint32_t *item,
                                  struct fsimage_problem *problem)
{
    enum status status = tree_check_writable(tree, problem);

    *item = FSIMAGE_NO_ITEM;
    if (status == STATUS_OK)
        status = fsimage_tree_find(tree, directory, path, length, item, problem);
    if (status == STATUS_OK && *item == FSIMAGE_ROOT && !may_be_root) {
        fsimage_problem_set(problem, FSIMAGE_PROBLEM_INVALID_PATH, path, length);
        status = STATUS_INVALID_NAME;
    }
    return status;
}

enum status fsimage_tree_remove(struct fsimage_tree *tree, uint32_t directory, const char16 *path,
                                size_t length, struct fsimage_problem *problem)
{
    uint32_t item;
    const enum status status = find_to_remove(tree, directory, path, length, false, &item, problem);

    if (status != STATUS_OK)
        return status;
    if (node_is_directory(node_at(tree, item)) && fsimage_directory_child_count(tree, item) != 0) {
        fsimage_problem_set(problem, FSIMAGE_PROBLEM_DIRECTORY_NOT_EMPTY, path, length);
        return STATUS_NOT_EMPTY;
    }
    return change_detach(tree, item);
}

static enum status detach_children(struct fsimage_tree *tree, uint32_t directory)
{
    struct directory *found = directory_of(tree, node_at(tree, directory));
    const uint32_t begun = tree->change_count;
    enum status status = STATUS_OK;

    while (found->count != 0 && status == STATUS_OK) {
        directory_drop_lingering(tree, directory);
        if (found->count != 0)
            status = change_detach(tree, found->children[found->count - 1]);
    }
    change_end(tree, begun, status);
    return status;
}

enum status fsimage_tree_remove_tree(struct fsimage_tree *tree, uint32_t directory,
                                     const char16 *path, size_t length,
                                     struct fsimage_problem *problem)
{
    uint32_t item;
    enum status status = find_to_remove(tree, directory, path, length, true, &item, problem);

    if (status == STATUS_NOT_FOUND)
        fsimage_problem_set(problem, FSIMAGE_PROBLEM_DIRECTORY_NOT_FOUND, path, length);
    if (status != STATUS_OK)
        return status;
    if (!node_is_directory(node_at(tree, item))) {
        fsimage_problem_set(problem, FSIMAGE_PROBLEM_NOT_A_DIRECTORY, path, length);
        return STATUS_WRONG_KIND;
    }
    return item == FSIMAGE_ROOT ? detach_children(tree, item) : change_detach(tree, item);
}
