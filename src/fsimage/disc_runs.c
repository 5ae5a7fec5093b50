/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where the contents of imported files lie: eight bytes a run, and none to say how many there are.
 */
#include "fsimage/disc_runs.h"

#include "base/memory.h"
#include "fsimage/import_state.h"
#include "stream/slice_source.h"

static enum status reserve(struct fsimage_tree *tree, uint32_t count)
{
    const uint64_t wanted = (uint64_t)tree->disc_run_count + count;
    uint64_t capacity = tree->disc_run_capacity + tree->disc_run_capacity / 2 + UINT64_C(64);
    struct disc_run *runs;

    if (wanted <= tree->disc_run_capacity)
        return STATUS_OK;
    if (capacity < wanted)
        capacity = wanted;
    if (capacity > UINT32_MAX)
        return STATUS_NO_MEMORY;
    runs = memory_resize(tree->disc_runs, (size_t)capacity, sizeof(*runs));
    if (runs == NULL)
        return STATUS_NO_MEMORY;
    tree->disc_runs = runs;
    tree->disc_run_capacity = (uint32_t)capacity;
    return STATUS_OK;
}

enum status disc_runs_set(struct fsimage_tree *tree, uint32_t item, uint64_t size,
                          const struct fsimage_run *runs, uint32_t count)
{
    struct node *node = node_at(tree, item);
    uint64_t blocks = 0;

    if (count == UINT32_MAX || reserve(tree, count + 1) != STATUS_OK)
        return STATUS_NO_MEMORY;
    node->content_kind = CONTENT_DISC;
    node->content = tree->disc_run_count;
    node->size = size;
    tree->disc_runs[tree->disc_run_count++] = (struct disc_run){ .location = count };
    for (uint32_t i = 0; i < count; i++) {
        tree->disc_runs[tree->disc_run_count++] = (struct disc_run){
            .location = runs[i].location,
            .start = (uint32_t)blocks,
        };
        blocks += fsimage_blocks_of(runs[i].size);
    }
    return STATUS_OK;
}

uint32_t disc_runs_count(const struct fsimage_tree *tree, const struct node *node)
{
    return tree->disc_runs[node->content].location;
}

struct fsimage_run disc_runs_at(const struct fsimage_tree *tree, const struct node *node,
                                uint32_t index)
{
    const struct disc_run *run = tree->disc_runs + node->content + 1 + index;
    const uint64_t start = (uint64_t)run->start * FSIMAGE_BLOCK_SIZE;
    const bool is_last = index + 1 == disc_runs_count(tree, node);

    return (struct fsimage_run){
        .location = run->location,
        .size = (is_last ? node->size : (uint64_t)run[1].start * FSIMAGE_BLOCK_SIZE) - start,
    };
}

enum status disc_runs_open(const struct fsimage_tree *tree, const struct node *node,
                           struct byte_source **source)
{
    const uint32_t count = disc_runs_count(tree, node);
    struct slice *slices = memory_resize(NULL, count + 1u, sizeof(*slices));
    enum status status;

    *source = NULL;
    if (slices == NULL)
        return STATUS_NO_MEMORY;
    for (uint32_t i = 0; i < count; i++) {
        const struct fsimage_run run = disc_runs_at(tree, node, i);

        slices[i] = (struct slice){
            .offset = (uint64_t)run.location * FSIMAGE_BLOCK_SIZE,
            .size = run.size,
        };
    }
    status = slice_source_create(tree->import->disc, slices, count, source);
    memory_free(slices);
    return status;
}

uint32_t fsimage_file_run_count(const struct fsimage_tree *tree, uint32_t item)
{
    const struct node *node = node_at(tree, item);

    return node->content_kind == CONTENT_DISC ? disc_runs_count(tree, node) : node->size != 0;
}

uint64_t fsimage_file_run_size(const struct fsimage_tree *tree, uint32_t item, uint32_t index)
{
    const struct node *node = node_at(tree, item);

    assert(index < fsimage_file_run_count(tree, item));
    return node->content_kind == CONTENT_DISC ? disc_runs_at(tree, node, index).size : node->size;
}
