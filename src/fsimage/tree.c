/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The tree as a whole: its life, its rules and its counts. */
#include "fsimage/tree.h"

#include "base/memory.h"
#include "fsimage/alias.h"
#include "fsimage/directory.h"
#include "fsimage/item.h"
#include "fsimage/limits.h"
#include "fsimage/writer.h"

#include <string.h>

#define NUMBER_MAXIMUM 9999999u

static enum status create_root(struct fsimage_tree *tree)
{
    static const char16 no_name[] = { 0 };
    const struct fsimage_times times = { 0 };
    uint32_t root;
    enum status status = item_create(tree, FSIMAGE_DIRECTORY, no_name, 0, &times, &root);

    if (status != STATUS_OK)
        return status;
    node_at(tree, root)->flags = NODE_DIRECTORY;
    tree->level_maximum = 1;
    tree->walk_capacity = 2;
    tree->walk_positions = memory_resize(NULL, tree->walk_capacity, sizeof(uint32_t));
    return tree->walk_positions != NULL ? STATUS_OK : STATUS_NO_MEMORY;
}

enum status fsimage_tree_create(const struct fsimage_writer_class *const *writers,
                                size_t writer_count, struct fsimage_tree **tree)
{
    struct fsimage_tree *created = memory_allocate(1, sizeof(*created));

    *tree = NULL;
    if (created == NULL)
        return STATUS_NO_MEMORY;
    created->references = 1;
    created->writers = writers;
    created->writer_count = writer_count;
    created->file_systems = FSIMAGE_ISO9660 | FSIMAGE_JOLIET;
    created->iso_level = 2;
    created->number_maximum = NUMBER_MAXIMUM;
    created->blocks_bound = UINT64_MAX;
    created->bulk_directory = FSIMAGE_NO_ITEM;
    if (create_root(created) != STATUS_OK) {
        fsimage_tree_drop(&created);
        return STATUS_NO_MEMORY;
    }
    *tree = created;
    return STATUS_OK;
}

struct fsimage_tree *fsimage_tree_acquire(struct fsimage_tree *tree)
{
    __atomic_add_fetch(&tree->references, 1, __ATOMIC_RELAXED);
    return tree;
}

static void destroy(struct fsimage_tree *tree)
{
    for (uint32_t i = 0; i < tree->directory_count; i++)
        memory_free(tree->directories[i].children);
    for (uint32_t i = 0; i < tree->source_count; i++)
        byte_source_drop(&tree->sources[i]);
    for (uint32_t i = 0; i < tree->node_chunk_count; i++)
        memory_free(tree->node_chunks[i]);
    memory_free(tree->node_chunks);
    memory_free(tree->directories);
    memory_free(tree->walk_positions);
    memory_free(tree->sources);
    memory_free(tree->history);
    text_arena_release(&tree->texts);
    name_index_release(&tree->index);
    name_index_release(&tree->bulk_index);
    stem_counters_release(&tree->counters);
    folder_table_release(&tree->folders);
    memory_free(tree);
}

void fsimage_tree_drop(struct fsimage_tree **tree)
{
    struct fsimage_tree *dropped = *tree;

    *tree = NULL;
    if (dropped != NULL && __atomic_sub_fetch(&dropped->references, 1, __ATOMIC_ACQ_REL) == 0)
        destroy(dropped);
}

bool fsimage_tree_is_frozen(const struct fsimage_tree *tree)
{
    return __atomic_load_n(&tree->results, __ATOMIC_ACQUIRE) != 0;
}

static enum status refuse_parameter(struct fsimage_problem *problem)
{
    problem->kind = FSIMAGE_PROBLEM_INVALID_PARAMETER;
    return STATUS_INVALID_ARGUMENT;
}

static bool is_recordable(const struct fsimage_tree *tree, unsigned file_systems)
{
    unsigned recordable = 0;

    for (size_t i = 0; i < tree->writer_count; i++)
        recordable |= tree->writers[i]->file_systems;
    return (file_systems & ~recordable) == 0;
}

/* What was measured holds for one set of file systems and one level. */
static void forget_sizes(struct fsimage_tree *tree)
{
    for (uint32_t i = 0; i < tree->directory_count; i++)
        memset(tree->directories[i].blocks, 0, sizeof(tree->directories[i].blocks));
    tree->is_measured = false;
    tree->blocks_bound = UINT64_MAX;
}

enum status fsimage_tree_set_file_systems(struct fsimage_tree *tree, unsigned file_systems,
                                          struct fsimage_problem *problem)
{
    const unsigned all = FSIMAGE_ISO9660 | FSIMAGE_JOLIET | FSIMAGE_UDF;
    const bool is_joliet_alone =
        (file_systems & (FSIMAGE_ISO9660 | FSIMAGE_JOLIET)) == FSIMAGE_JOLIET;
    enum status status = tree_check_writable(tree, problem);

    if (status != STATUS_OK)
        return status;
    if ((file_systems & ~all) != 0 || is_joliet_alone)
        return refuse_parameter(problem);
    if (!is_recordable(tree, file_systems))
        return STATUS_NOT_SUPPORTED;
    status = limits_check_tree(tree, file_systems, tree->iso_level, problem);
    if (status != STATUS_OK)
        return status;
    tree->file_systems = file_systems;
    forget_sizes(tree);
    return STATUS_OK;
}

unsigned fsimage_tree_file_systems(const struct fsimage_tree *tree)
{
    return tree->file_systems;
}

enum status fsimage_tree_set_iso_level(struct fsimage_tree *tree, unsigned level,
                                       struct fsimage_problem *problem)
{
    const unsigned level_before = tree->iso_level;
    enum status status = tree_check_writable(tree, problem);

    if (status != STATUS_OK)
        return status;
    if (level < 1 || level > 3)
        return refuse_parameter(problem);
    if (level == level_before)
        return STATUS_OK;
    status = limits_check_tree(tree, tree->file_systems, level, problem);
    if (status != STATUS_OK)
        return status;
    tree->iso_level = level;
    status = alias_remake_iso(tree, problem);
    if (status != STATUS_OK)
        tree->iso_level = level_before;
    forget_sizes(tree);
    return status;
}

unsigned fsimage_tree_iso_level(const struct fsimage_tree *tree)
{
    return tree->iso_level;
}

enum status fsimage_tree_set_strict(struct fsimage_tree *tree, bool strict,
                                    struct fsimage_problem *problem)
{
    const enum status status = tree_check_writable(tree, problem);

    if (status != STATUS_OK)
        return status;
    if (strict && fsimage_directory_child_count(tree, FSIMAGE_ROOT) != 0) {
        problem->kind = FSIMAGE_PROBLEM_NOT_EMPTY_IMAGE;
        return STATUS_NOT_EMPTY;
    }
    tree->is_strict = strict;
    return STATUS_OK;
}

bool fsimage_tree_is_strict(const struct fsimage_tree *tree)
{
    return tree->is_strict;
}

enum status fsimage_tree_set_restricted_names(struct fsimage_tree *tree, bool restricted,
                                              struct fsimage_problem *problem)
{
    const enum status status = tree_check_writable(tree, problem);

    if (status == STATUS_OK)
        tree->has_restricted_names = restricted;
    return status;
}

bool fsimage_tree_has_restricted_names(const struct fsimage_tree *tree)
{
    return tree->has_restricted_names;
}

enum status fsimage_tree_set_size_limit(struct fsimage_tree *tree, uint32_t blocks,
                                        struct fsimage_problem *problem)
{
    uint32_t used;
    enum status status;

    fsimage_problem_clear(problem);
    if (blocks != 0) {
        status = fsimage_tree_used_blocks(tree, &used, problem);
        if (status != STATUS_OK)
            return status;
        if (used > blocks) {
            problem->kind = FSIMAGE_PROBLEM_IMAGE_TOO_BIG;
            problem->first = used;
            problem->second = blocks;
            return STATUS_TOO_LARGE;
        }
    }
    tree->size_limit = blocks;
    return STATUS_OK;
}

uint32_t fsimage_tree_size_limit(const struct fsimage_tree *tree)
{
    return tree->size_limit;
}

enum status fsimage_tree_set_session_start(struct fsimage_tree *tree, uint32_t block,
                                           struct fsimage_problem *problem)
{
    const enum status status = tree_check_writable(tree, problem);

    if (status == STATUS_OK)
        tree->session_start = block;
    return status;
}

uint32_t fsimage_tree_session_start(const struct fsimage_tree *tree)
{
    return tree->session_start;
}

uint32_t fsimage_tree_file_count(const struct fsimage_tree *tree)
{
    return tree->attached_files;
}

uint32_t fsimage_tree_directory_count(const struct fsimage_tree *tree)
{
    return tree->attached_directories;
}

uint32_t fsimage_tree_change_count(const struct fsimage_tree *tree)
{
    return tree->change_count;
}
