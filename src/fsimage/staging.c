/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Staging: contents one after the other in one file, which goes with the tree and its readers. */
#include "fsimage/staging.h"

#include "base/memory.h"
#include "fsimage/item.h"
#include "stream/scratch_file.h"
#include "stream/slice_source.h"

#include <string.h>

/* So much is copied at a time, and told of. */
#define STEP_BLOCKS 512u
#define STEP_BYTES  (STEP_BLOCKS * FSIMAGE_BLOCK_SIZE)

static enum status report(struct fsimage_problem *problem, enum fsimage_problem_kind kind,
                          const char16 *text, enum status cause)
{
    if (cause == STATUS_NO_MEMORY)
        return cause;
    fsimage_problem_set(problem, kind, text, utf16_length(text));
    problem->cause = cause;
    return cause;
}

void fsimage_tree_set_staging(struct fsimage_tree *tree, bool stages)
{
    tree->is_staging = stages;
}

bool fsimage_tree_is_staging(const struct fsimage_tree *tree)
{
    return tree->is_staging;
}

void fsimage_tree_observe(struct fsimage_tree *tree, fsimage_copy_observer observer, void *context)
{
    tree->observer = observer;
    tree->observer_context = context;
}

static void tell(const struct fsimage_tree *tree, uint32_t item, uint64_t copied, uint64_t total)
{
    if (tree->observer != NULL)
        tree->observer(tree->observer_context, item, copied, total);
}

static uint64_t stashed_bytes(const struct fsimage_tree *tree)
{
    return (uint64_t)tree->stash_blocks * FSIMAGE_BLOCK_SIZE;
}

static enum status open_stash(struct fsimage_tree *tree, struct fsimage_problem *problem)
{
    static const char16 nowhere[] = { 0 };
    const char16 *folder = tree->working_directory != NULL ? tree->working_directory : nowhere;
    enum status status;

    if (tree->stash != NULL)
        return STATUS_OK;
    status = scratch_file_create(folder, &tree->stash);
    return status == STATUS_OK
               ? status
               : report(problem, FSIMAGE_PROBLEM_STASH_OPEN_FAILURE, folder, status);
}

static enum status report_source(const struct fsimage_tree *tree, uint32_t item, uint64_t found,
                                 enum status cause, struct fsimage_problem *problem)
{
    if (cause == STATUS_NO_MEMORY)
        return cause;
    if (cause != STATUS_OK) {
        item_problem(tree, item, FSIMAGE_PROBLEM_SOURCE_READ_FAILURE, problem);
        problem->cause = cause;
        return cause;
    }
    item_problem(tree, item, FSIMAGE_PROBLEM_SOURCE_INCONSISTENT, problem);
    problem->first = (int64_t)node_at(tree, item)->size;
    problem->second = (int64_t)found;
    return STATUS_CHANGED;
}

/* Copies the content of `item` behind what is staged already, by way of `buffer`. */
static enum status copy(struct fsimage_tree *tree, uint32_t item, struct byte_source *source,
                        uint8_t *buffer, struct fsimage_problem *problem)
{
    const uint64_t size = node_at(tree, item)->size;
    const uint64_t start = stashed_bytes(tree);
    uint64_t done = 0;

    while (done < size) {
        const size_t part = size - done < STEP_BYTES ? (size_t)(size - done) : STEP_BYTES;
        size_t read;
        enum status status = byte_source_read_at(source, done, buffer, part, &read);

        if (status != STATUS_OK || read < part)
            return report_source(tree, item, done + read, status, problem);
        status = scratch_file_write_at(tree->stash, start + done, buffer, part);
        if (status != STATUS_OK)
            return report(problem, FSIMAGE_PROBLEM_STASH_WRITE_FAILURE,
                          scratch_file_path(tree->stash), status);
        done += part;
        tell(tree, item, fsimage_blocks_of(done), fsimage_blocks_of(size));
    }
    return STATUS_OK;
}

static enum status copy_content(struct fsimage_tree *tree, uint32_t item,
                                struct fsimage_problem *problem)
{
    struct byte_source *source;
    uint8_t *buffer;
    enum status status = fsimage_file_open_content(tree, item, &source, problem);

    if (status != STATUS_OK)
        return status;
    buffer = memory_resize(NULL, STEP_BYTES, 1);
    status = buffer != NULL ? copy(tree, item, source, buffer, problem) : STATUS_NO_MEMORY;
    memory_free(buffer);
    byte_source_drop(&source);
    return status;
}

static enum status stage(struct fsimage_tree *tree, uint32_t item, struct fsimage_problem *problem)
{
    struct node *node = node_at(tree, item);
    const uint64_t end = tree->stash_blocks + fsimage_blocks_of(node->size);
    enum status status = open_stash(tree, problem);

    if (status == STATUS_OK && end > UINT32_MAX)
        status = report(problem, FSIMAGE_PROBLEM_STASH_WRITE_FAILURE,
                        scratch_file_path(tree->stash), STATUS_TOO_LARGE);
    if (status == STATUS_OK)
        status = copy_content(tree, item, problem);
    if (status != STATUS_OK)
        return status;
    item_drop_content(tree, item);
    node->content_kind = CONTENT_STASH;
    node->content = tree->stash_blocks;
    tree->stash_blocks = (uint32_t)end;
    return STATUS_OK;
}

enum status staging_take_content(struct fsimage_tree *tree, uint32_t item,
                                 struct fsimage_problem *problem)
{
    const struct node *node = node_at(tree, item);
    const uint64_t blocks = fsimage_blocks_of(node->size);
    const bool is_elsewhere =
        node->content_kind == CONTENT_HOST || node->content_kind == CONTENT_SOURCE;

    if (blocks == 0)
        return STATUS_OK;
    tell(tree, item, 0, blocks);
    if (tree->is_staging && is_elsewhere)
        return stage(tree, item, problem);
    tell(tree, item, blocks, blocks);
    return STATUS_OK;
}

enum status staging_read(const struct fsimage_tree *tree, const struct node *node, uint64_t offset,
                         uint8_t *out, size_t size, struct fsimage_problem *problem)
{
    const enum status status = byte_source_read_exact(
        tree->stash, (uint64_t)node->content * FSIMAGE_BLOCK_SIZE + offset, out, size);

    return status == STATUS_OK ? status
                               : report(problem, FSIMAGE_PROBLEM_STASH_READ_FAILURE,
                                        scratch_file_path(tree->stash), status);
}

enum status staging_open(const struct fsimage_tree *tree, const struct node *node,
                         struct byte_source **source)
{
    const struct slice slice = {
        .offset = (uint64_t)node->content * FSIMAGE_BLOCK_SIZE,
        .size = node->size,
    };

    return slice_source_create(tree->stash, &slice, 1, source);
}

void staging_discard(struct fsimage_tree *tree, const struct node *node)
{
    scratch_file_discard(tree->stash, (uint64_t)node->content * FSIMAGE_BLOCK_SIZE, node->size);
}

void staging_cut(struct fsimage_tree *tree, uint32_t blocks)
{
    if (blocks == tree->stash_blocks)
        return;
    tree->stash_blocks = blocks;
    scratch_file_cut(tree->stash, stashed_bytes(tree));
}

/* Contents keep their places. Whoever reads the old file goes on; it goes when they are done. */
static enum status copy_stash(const struct fsimage_tree *tree, struct byte_source *to,
                              uint8_t *buffer)
{
    const uint64_t size = stashed_bytes(tree);
    enum status status = STATUS_OK;

    for (uint64_t done = 0; done < size && status == STATUS_OK;) {
        const size_t part = size - done < STEP_BYTES ? (size_t)(size - done) : STEP_BYTES;
        size_t read;

        /* The last block of the last content was not written to its end. */
        status = byte_source_read_at(tree->stash, done, buffer, part, &read);
        if (status == STATUS_OK)
            status = scratch_file_write_at(to, done, buffer, read);
        done += part;
    }
    return status;
}

static enum status move_stash(const struct fsimage_tree *tree, const char16 *folder,
                              struct byte_source *to, struct fsimage_problem *problem)
{
    uint8_t *buffer;
    uint64_t space;
    enum status status = scratch_file_free_space(folder, &space);

    if (status == STATUS_OK && space < stashed_bytes(tree)) {
        fsimage_problem_set(problem, FSIMAGE_PROBLEM_WORKING_DIRECTORY_SPACE, folder,
                            utf16_length(folder));
        problem->first = (int64_t)space;
        problem->second = (int64_t)stashed_bytes(tree);
        return STATUS_NO_SPACE;
    }
    buffer = memory_resize(NULL, STEP_BYTES, 1);
    if (buffer == NULL)
        return STATUS_NO_MEMORY;
    if (status == STATUS_OK)
        status = copy_stash(tree, to, buffer);
    memory_free(buffer);
    return status == STATUS_OK
               ? status
               : report(problem, FSIMAGE_PROBLEM_STASH_MOVE_FAILURE, folder, status);
}

static enum status copy_path(const char16 *path, char16 **copied)
{
    const size_t units = utf16_length(path) + 1;

    *copied = memory_resize(NULL, units, sizeof(**copied));
    if (*copied == NULL)
        return STATUS_NO_MEMORY;
    memcpy(*copied, path, units * sizeof(**copied));
    return STATUS_OK;
}

enum status fsimage_tree_set_working_directory(struct fsimage_tree *tree, const char16 *path,
                                               struct fsimage_problem *problem)
{
    struct byte_source *stash = NULL;
    char16 *folder = NULL;
    enum status status = tree_check_writable(tree, problem);

    if (status != STATUS_OK)
        return status;
    if (path[0] == 0) {
        problem->kind = FSIMAGE_PROBLEM_INVALID_PARAMETER;
        return STATUS_INVALID_ARGUMENT;
    }
    status = copy_path(path, &folder);
    if (status == STATUS_OK) {
        status = scratch_file_create(path, &stash);
        if (status != STATUS_OK)
            report(problem, FSIMAGE_PROBLEM_INVALID_WORKING_DIRECTORY, path, status);
    }
    if (status == STATUS_OK && tree->stash_blocks != 0)
        status = move_stash(tree, path, stash, problem);
    if (status != STATUS_OK) {
        byte_source_drop(&stash);
        memory_free(folder);
        return status;
    }
    if (tree->stash_blocks == 0)
        byte_source_drop(&stash);
    byte_source_drop(&tree->stash);
    tree->stash = stash;
    memory_free(tree->working_directory);
    tree->working_directory = folder;
    return STATUS_OK;
}
