/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Adding what the host holds. Folder by folder: its entries become detached items as they are
 * listed, these are sorted, and then attached one by one. A failure takes everything back.
 */
#include "base/memory.h"
#include "fsimage/alias.h"
#include "fsimage/change.h"
#include "fsimage/directory.h"
#include "fsimage/file_checker.h"
#include "fsimage/fold.h"
#include "fsimage/path.h"
#include "fsimage/staging.h"
#include "stream/file_source.h"
#include "stream/folder_cache.h"
#include "stream/host_path.h"

#include <string.h>

/* Numbers that grow in number. */
struct number_list {
    uint32_t *values;
    size_t count;
    size_t capacity;
};

struct adding {
    struct fsimage_tree *tree;
    const struct fsimage_add_host_options *options;
    struct fsimage_problem *problem;
    struct folder_cache folders;
    struct file_checker checker;
    uint32_t folder;            /* being added */
    bool directory_was_empty;   /* the one it is added to: nothing there can be in the way */
    struct number_list entries; /* of that folder */
    struct number_list pending; /* pairs of a folder and its item, still to be added */
    struct number_list streams; /* of the file being added */
    uint32_t file;
};

static enum status append(struct number_list *list, uint32_t value)
{
    if (list->count == list->capacity) {
        const size_t capacity = list->capacity + list->capacity / 2 + 64;
        uint32_t *values = memory_resize(list->values, capacity, sizeof(*values));

        if (values == NULL)
            return STATUS_NO_MEMORY;
        list->values = values;
        list->capacity = capacity;
    }
    list->values[list->count++] = value;
    return STATUS_OK;
}

/* Sets the problem to be about `name` in `folder`, or the folder itself for an empty name. */
static enum status fail_at(struct adding *adding, uint32_t folder, const char16 *name,
                           size_t length, enum fsimage_problem_kind kind, enum status status)
{
    char16 *path;
    size_t path_length;

    if (status == STATUS_NO_MEMORY)
        return status;
    if (folder_table_path(&adding->tree->folders, folder, name, length, &path, &path_length) !=
        STATUS_OK)
        return STATUS_NO_MEMORY;
    fsimage_problem_set(adding->problem, kind, path, path_length);
    adding->problem->cause = status;
    memory_free(path);
    return status;
}

/* A detached item for something of the host. */
static enum status create_item(struct adding *adding, uint32_t folder, const char16 *name,
                               size_t length, const struct platform_file_info *info, uint32_t *item)
{
    const struct fsimage_times times = {
        .creation = info->creation_time,
        .access =
            adding->options->access_time != 0 ? adding->options->access_time : info->access_time,
        .modification = info->modification_time,
    };
    struct node *node;
    enum status status = path_check_name(adding->tree, name, length, adding->problem);

    *item = FSIMAGE_NO_ITEM;
    if (status == STATUS_OK)
        status = item_create(adding->tree, info->is_directory ? FSIMAGE_DIRECTORY : FSIMAGE_FILE,
                             name, length, &times, item);
    if (status != STATUS_OK)
        return status;
    node = node_at(adding->tree, *item);
    if (info->is_hidden)
        node->flags |= NODE_HIDDEN;
    if (info->is_system)
        node->marks |= MARK_SYSTEM;
    if (info->is_archive)
        node->marks |= MARK_ARCHIVE;
    if (info->is_directory) {
        if (info->is_link)
            node->flags |= NODE_LINK;
        return STATUS_OK;
    }
    if (info->is_readable)
        node->flags |= NODE_READABLE;
    node->size = info->size;
    node->content = folder;
    node->content_kind = CONTENT_HOST;
    return STATUS_OK;
}

static enum status visit(void *context, const char16 *name, size_t length,
                         const struct platform_file_info *info)
{
    struct adding *adding = context;
    enum status status = STATUS_OK;
    uint32_t item;

    if (!info->is_directory && !info->is_regular)
        return fail_at(adding, adding->folder, name, length, FSIMAGE_PROBLEM_SOURCE_OPEN_FAILURE,
                       info->is_link ? STATUS_NOT_FOUND : STATUS_WRONG_KIND);
    status = create_item(adding, adding->folder, name, length, info, &item);
    if (status != STATUS_OK)
        return status;
    return append(&adding->entries, item);
}

static bool have_same_name(const struct fsimage_tree *tree, uint32_t a, uint32_t b)
{
    const struct node *node_a = node_at(tree, a);
    const struct node *node_b = node_at(tree, b);

    return node_a->name_length == node_b->name_length &&
           fold_equal(name_of(tree, node_a), name_of(tree, node_b), node_a->name_length);
}

/* Hosts that tell "a" from "A" may hold both; an image cannot. */
static enum status check_unique(struct adding *adding)
{
    const uint32_t *items = adding->entries.values;

    for (size_t i = 1; i < adding->entries.count; i++) {
        if (have_same_name(adding->tree, items[i - 1], items[i])) {
            item_name_problem(adding->tree, items[i], FSIMAGE_PROBLEM_DUPLICATE_NAME,
                              adding->problem);
            return STATUS_ALREADY_EXISTS;
        }
    }
    return STATUS_OK;
}

/* Whether the directory link `item` of `folder` leads back to a folder on the way to it. */
static enum status leads_back(struct adding *adding, uint32_t item, bool *is_cycle)
{
    const struct folder_table *table = &adding->tree->folders;
    const struct node *node = node_at(adding->tree, item);
    uint32_t folder = adding->folder;
    char16 *link;
    size_t length;
    enum status status = folder_table_path(table, folder, name_of(adding->tree, node),
                                           node->name_length, &link, &length);

    *is_cycle = false;
    while (status == STATUS_OK && folder != FOLDER_TABLE_NONE && !*is_cycle) {
        char16 *path;

        status = folder_table_path(table, folder, NULL, 0, &path, &length);
        if (status == STATUS_OK)
            *is_cycle = host_path_is_same(link, path);
        memory_free(path);
        folder = folder_table_parent(table, folder);
    }
    memory_free(link);
    return status;
}

/* Attaches `item`, or finds the directory it merges with; what is in its way goes. */
static enum status attach_or_merge(struct adding *adding, uint32_t directory, uint32_t *item)
{
    struct fsimage_tree *tree = adding->tree;
    const struct node *node = node_at(tree, *item);
    const uint32_t present =
        adding->directory_was_empty
            ? FSIMAGE_NO_ITEM
            : alias_find_child(tree, directory, name_of(tree, node), node->name_length);
    enum status status;

    if (present != FSIMAGE_NO_ITEM) {
        if (node_is_directory(node) && node_is_directory(node_at(tree, present))) {
            *item = present;
            return STATUS_OK;
        }
        status = change_detach(tree, present);
        if (status != STATUS_OK)
            return status;
    }
    return change_attach_unique(tree, directory, *item, adding->problem);
}

static enum status add_pending(struct adding *adding, uint32_t folder, uint32_t item)
{
    const enum status status = append(&adding->pending, folder);

    return status == STATUS_OK ? append(&adding->pending, item) : status;
}

static enum status add_directory(struct adding *adding, uint32_t directory, uint32_t item)
{
    struct fsimage_tree *tree = adding->tree;
    struct node *node = node_at(tree, item);
    bool is_cycle = false;
    uint32_t folder;
    enum status status = STATUS_OK;

    if ((node->flags & NODE_LINK) != 0) {
        node->flags &= (uint8_t)~NODE_LINK;
        status = leads_back(adding, item, &is_cycle);
    }
    if (status != STATUS_OK || is_cycle)
        return status;
    status = folder_table_add(&tree->folders, adding->folder, name_of(tree, node),
                              node->name_length, &folder);
    if (status == STATUS_OK)
        status = attach_or_merge(adding, directory, &item);
    return status == STATUS_OK ? add_pending(adding, folder, item) : status;
}

/* A detached item for a stream of the file being added, whose name on the host says both. */
static enum status create_stream(struct adding *adding, const char16 *name, size_t length,
                                 uint64_t size, uint32_t *stream)
{
    struct fsimage_tree *tree = adding->tree;
    const struct node *file = node_at(tree, adding->file);
    const size_t units = file->name_length + 1 + length + 1;
    struct node *node;
    char16 *host_name;
    enum status status = path_check_name(tree, name, length, adding->problem);

    if (status == STATUS_OK)
        status = item_create(tree, FSIMAGE_FILE, name, length, &file->times, stream);
    if (status == STATUS_OK)
        status = text_arena_reserve(&tree->texts, units);
    if (status != STATUS_OK)
        return status;
    node = node_at(tree, *stream);
    node->iso_alias = text_arena_take(&tree->texts, units);
    node->size = size;
    node->content = file->content;
    node->content_kind = CONTENT_HOST;
    host_name = text_arena_at(&tree->texts, node->iso_alias);
    memcpy(host_name, name_of(tree, file), file->name_length * sizeof(*host_name));
    host_name[file->name_length] = ':';
    memcpy(host_name + file->name_length + 1, name, length * sizeof(*host_name));
    host_name[units - 1] = 0;
    return STATUS_OK;
}

static enum status visit_stream(void *context, const char16 *name, size_t length, uint64_t size)
{
    struct adding *adding = context;
    uint32_t stream;
    const enum status status = create_stream(adding, name, length, size, &stream);

    return status == STATUS_OK ? append(&adding->streams, stream) : status;
}

/* Before the file's content may have been copied to another place: its folder is asked for here. */
static enum status list_streams(struct adding *adding, uint32_t file)
{
    const struct node *node = node_at(adding->tree, file);
    const char16 *name = name_of(adding->tree, node);
    enum status status;

    adding->file = file;
    adding->streams.count = 0;
    if (!adding->options->with_streams)
        return STATUS_OK;
    status = folder_cache_list_streams(&adding->folders, node->content, name, visit_stream, adding);
    if (status != STATUS_OK && adding->problem->kind == FSIMAGE_PROBLEM_NONE)
        return fail_at(adding, node->content, name, node->name_length,
                       FSIMAGE_PROBLEM_SOURCE_OPEN_FAILURE, status);
    return status;
}

static enum status add_streams(struct adding *adding, uint32_t file)
{
    enum status status = STATUS_OK;

    for (size_t i = 0; i < adding->streams.count && status == STATUS_OK; i++) {
        const uint32_t stream = adding->streams.values[i];

        status = change_attach_stream(adding->tree, file, stream, adding->problem);
        if (status == STATUS_OK)
            status = staging_take_content(adding->tree, stream, adding->problem);
    }
    return status;
}

static enum status add_file(struct adding *adding, uint32_t directory, uint32_t item)
{
    struct node *node = node_at(adding->tree, item);
    const char16 *name = name_of(adding->tree, node);
    enum status status = STATUS_OK;

    if ((node->flags & NODE_READABLE) == 0)
        status = folder_cache_check_file(&adding->folders, node->content, name);
    node->flags &= (uint8_t)~NODE_READABLE;
    if (status != STATUS_OK)
        return fail_at(adding, node->content, name, node->name_length,
                       FSIMAGE_PROBLEM_SOURCE_OPEN_FAILURE, status);
    status = list_streams(adding, item);
    if (status == STATUS_OK)
        status = attach_or_merge(adding, directory, &item);
    if (status == STATUS_OK)
        status = staging_take_content(adding->tree, item, adding->problem);
    return status == STATUS_OK ? add_streams(adding, item) : status;
}

/* The pairs that were added last come out first: turn them, so that folders come in order. */
static void reverse_pending(struct number_list *pending, size_t from)
{
    size_t low = from;
    size_t high = pending->count;

    while (low + 2 < high) {
        uint32_t pair[2];

        high -= 2;
        memcpy(pair, pending->values + low, sizeof(pair));
        memcpy(pending->values + low, pending->values + high, sizeof(pair));
        memcpy(pending->values + high, pair, sizeof(pair));
        low += 2;
    }
}

static enum status list_folder(struct adding *adding)
{
    enum status status;

    adding->entries.count = 0;
    status = folder_cache_list(&adding->folders, adding->folder, visit, adding);
    if (status != STATUS_OK && adding->problem->kind == FSIMAGE_PROBLEM_NONE)
        return fail_at(adding, adding->folder, NULL, 0, FSIMAGE_PROBLEM_FOLDER_READ_FAILURE,
                       status);
    if (status == STATUS_OK)
        status = directory_sort(adding->tree, adding->entries.values, adding->entries.count);
    return status == STATUS_OK ? check_unique(adding) : status;
}

static enum status add_folder(struct adding *adding, uint32_t directory)
{
    const size_t pending_before = adding->pending.count;
    enum status status = list_folder(adding);

    adding->directory_was_empty = fsimage_directory_child_count(adding->tree, directory) == 0;
    if (status == STATUS_OK && adding->directory_was_empty)
        status = alias_bulk_begin(adding->tree, directory, (uint32_t)adding->entries.count);
    if (status == STATUS_OK)
        file_checker_run(&adding->checker, adding->entries.values, (uint32_t)adding->entries.count);
    for (size_t i = 0; i < adding->entries.count && status == STATUS_OK; i++) {
        const uint32_t item = adding->entries.values[i];

        status = node_is_directory(node_at(adding->tree, item))
                     ? add_directory(adding, directory, item)
                     : add_file(adding, directory, item);
    }
    alias_bulk_end(adding->tree);
    reverse_pending(&adding->pending, pending_before);
    return status;
}

static enum status add_pending_folders(struct adding *adding)
{
    enum status status = STATUS_OK;

    while (adding->pending.count != 0 && status == STATUS_OK) {
        const uint32_t directory = adding->pending.values[--adding->pending.count];

        adding->folder = adding->pending.values[--adding->pending.count];
        status = add_folder(adding, directory);
    }
    return status;
}

static enum status add_folder_path(struct adding *adding, uint32_t directory,
                                   const struct host_path *path)
{
    const char16 *name = path->text + path->name;
    uint32_t folder;
    uint32_t item;
    enum status status = folder_table_add(&adding->tree->folders, FOLDER_TABLE_NONE, path->text,
                                          path->length, &folder);

    if (status != STATUS_OK)
        return status;
    if (adding->options->with_base && path->name < path->length) {
        status = create_item(adding, folder, name, path->length - path->name, &path->info, &item);
        if (status == STATUS_OK) {
            node_at(adding->tree, item)->flags &= (uint8_t)~NODE_LINK;
            status = attach_or_merge(adding, directory, &item);
        }
        directory = item;
    }
    if (status == STATUS_OK)
        status = add_pending(adding, folder, directory);
    return status == STATUS_OK ? add_pending_folders(adding) : status;
}

/* The folder of a path keeps its separator: it may be a root. */
static enum status add_file_path(struct adding *adding, uint32_t directory,
                                 const struct host_path *path)
{
    uint32_t folder;
    uint32_t item;
    enum status status;

    if (!path->info.is_regular) {
        fsimage_problem_set(adding->problem, FSIMAGE_PROBLEM_SOURCE_OPEN_FAILURE, path->text,
                            path->length);
        return STATUS_WRONG_KIND;
    }
    status = folder_table_add(&adding->tree->folders, FOLDER_TABLE_NONE, path->text, path->name,
                              &folder);
    if (status == STATUS_OK)
        status = create_item(adding, folder, path->text + path->name, path->length - path->name,
                             &path->info, &item);
    return status == STATUS_OK ? add_file(adding, directory, item) : status;
}

static enum status add_path(struct adding *adding, uint32_t directory, const char16 *text)
{
    struct host_path path;
    enum status status = host_path_init(&path, text);

    if (status != STATUS_OK && status != STATUS_NO_MEMORY) {
        fsimage_problem_set(adding->problem, FSIMAGE_PROBLEM_SOURCE_NOT_FOUND, text,
                            utf16_length(text));
        adding->problem->cause = status;
    }
    if (status == STATUS_OK)
        status = path.info.is_directory ? add_folder_path(adding, directory, &path)
                                        : add_file_path(adding, directory, &path);
    host_path_release(&path);
    return status;
}

enum status fsimage_tree_add_host(struct fsimage_tree *tree, uint32_t directory, const char16 *path,
                                  const struct fsimage_add_host_options *options,
                                  struct fsimage_problem *problem)
{
    const struct tree_mark mark = tree_mark_of(tree);
    const uint32_t begun = tree->change_count;
    struct adding adding = { .tree = tree, .options = options, .problem = problem };
    enum status status = tree_check_writable(tree, problem);

    if (status != STATUS_OK)
        return status;
    if (!item_is_attached(tree, directory)) {
        item_name_problem(tree, directory, FSIMAGE_PROBLEM_NOT_IN_FILE_SYSTEM, problem);
        return STATUS_INVALID_STATE;
    }
    folder_cache_init(&adding.folders, &tree->folders);
    file_checker_init(&adding.checker, tree, &adding.folders);
    status = add_path(&adding, directory, path);
    change_end(tree, begun, status);
    file_checker_release(&adding.checker);
    if (status != STATUS_OK)
        tree_cut(tree, &mark);
    folder_cache_release(&adding.folders);
    memory_free(adding.entries.values);
    memory_free(adding.pending.values);
    memory_free(adding.streams.values);
    name_index_release(&tree->bulk_index);
    return status;
}
