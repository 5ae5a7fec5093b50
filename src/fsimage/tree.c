/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The tree as a whole: its life, its rules and its counts. */
#include "fsimage/tree.h"

#include "base/memory.h"
#include "fsimage/alias.h"
#include "fsimage/boot.h"
#include "fsimage/change.h"
#include "fsimage/directory.h"
#include "fsimage/import_state.h"
#include "fsimage/item.h"
#include "fsimage/limits.h"
#include "fsimage/release.h"
#include "fsimage/streams.h"
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
    created->udf_revision = 0x102;
    created->has_redundant_metadata = true;
    created->session.number = 1;
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
    memory_free(tree->disc_runs);
    journal_release(&tree->journal);
    text_arena_release(&tree->texts);
    name_index_release(&tree->index);
    name_index_release(&tree->bulk_index);
    stem_counters_release(&tree->counters);
    folder_table_release(&tree->folders);
    streams_release(tree);
    for (size_t i = 0; i < tree->boot_image_count; i++)
        byte_source_drop(&tree->boot_images[i].source);
    memory_free(tree->boot_images);
    import_state_destroy(tree->import);
    byte_source_drop(&tree->stash);
    memory_free(tree->working_directory);
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

static enum status refuse_change_point(struct fsimage_problem *problem)
{
    problem->kind = FSIMAGE_PROBLEM_INVALID_CHANGE_POINT;
    return STATUS_INVALID_ARGUMENT;
}

enum status fsimage_tree_roll_back(struct fsimage_tree *tree, uint32_t change_point,
                                   struct fsimage_problem *problem)
{
    const enum status status = tree_check_writable(tree, problem);

    if (status != STATUS_OK)
        return status;
    if (change_point > tree->change_count || change_point < tree->locked_change_count)
        return refuse_change_point(problem);
    if (tree->import != NULL && change_point > tree->import->first_change &&
        change_point < tree->import->end_change)
        return refuse_change_point(problem);
    return change_roll_back(tree, change_point, problem);
}

void fsimage_tree_lock_in(struct fsimage_tree *tree)
{
    release_removed(tree, &tree->journal);
    journal_clear(&tree->journal);
    tree->locked_change_count = tree->change_count;
    tree->has_new_names = false;
}
