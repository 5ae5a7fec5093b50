/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a tree takes in UDF. */
#include "udf/measure.h"

#include "fsimage/import.h"
#include "fsimage/named_streams.h"
#include "udf/charset.h"
#include "udf/allocation.h"
#include "udf/file_identifier.h"

#define FILE_SET_BLOCKS 2

bool udf_records_streams(const struct fsimage_tree *tree)
{
    return udf_has_extended_entries(fsimage_tree_udf_revision(tree)) &&
           fsimage_tree_stream_count(tree) != 0;
}

uint32_t udf_child_size(const struct fsimage_tree *tree, uint32_t item)
{
    char16 scratch[FSIMAGE_NAME_MAXIMUM];
    size_t length;
    const char16 *name;

    if (item == FSIMAGE_NO_ITEM)
        return udf_file_identifier_size(0);
    name = fsimage_item_recorded_text(tree, item, FSIMAGE_UDF, scratch, &length);
    return udf_file_identifier_size(udf_identifier_size(name, length));
}

uint32_t udf_stream_directory_size(const struct fsimage_tree *tree, uint32_t file)
{
    const uint32_t count = fsimage_file_stream_count(tree, file);
    uint32_t size = udf_child_size(tree, FSIMAGE_NO_ITEM);

    for (uint32_t i = 0; i < count; i++)
        size += udf_child_size(tree, fsimage_file_stream_at(tree, file, i));
    return size;
}

/* What is kept of a directory is its size, in units that descriptors have multiples of. */
enum status udf_directory_size(struct fsimage_tree *tree, uint32_t directory, uint64_t *size)
{
    struct fsimage_measured_directory measured =
        fsimage_directory_measured(tree, directory, FSIMAGE_UDF);
    const uint32_t *children;
    enum status status;
    size_t count;

    *size = (uint64_t)measured.blocks * UDF_FILE_IDENTIFIER_UNIT;
    if (measured.blocks != 0 && measured.children == fsimage_directory_child_count(tree, directory))
        return STATUS_OK;
    status = fsimage_directory_children(tree, directory, &children, &count);
    if (status != STATUS_OK) {
        *size = 0;
        return status;
    }
    if (measured.blocks == 0)
        *size = udf_child_size(tree, FSIMAGE_NO_ITEM);
    for (size_t i = measured.children; i < count; i++)
        *size += udf_child_size(tree, children[i]);
    if (*size / UDF_FILE_IDENTIFIER_UNIT > FSIMAGE_BLOCKS_MAXIMUM) {
        *size = 0;
        return STATUS_TOO_LARGE;
    }
    measured.blocks = (uint32_t)(*size / UDF_FILE_IDENTIFIER_UNIT);
    measured.is_in_common_order = true;
    fsimage_directory_set_measured(tree, directory, FSIMAGE_UDF, measured);
    return STATUS_OK;
}

/* Sums that may grow too large on the way. */
struct sums {
    uint64_t directory_blocks;
    uint64_t stream_entries;
    uint64_t stream_directories;
    uint64_t allocation_extents;
};

static uint32_t allocation_extents_of(const struct fsimage_tree *tree, uint32_t item)
{
    const uint64_t count = udf_allocation_bound(fsimage_file_run_count(tree, item),
                                                fsimage_item_info(tree, item).size);

    return udf_allocation_extents_for(count, fsimage_tree_udf_revision(tree));
}

static void measure_streams(const struct fsimage_tree *tree, uint32_t file, struct sums *sums)
{
    const uint32_t count = fsimage_file_stream_count(tree, file);

    if (count == 0)
        return;
    sums->stream_directories++;
    sums->stream_entries += count + 1;
    sums->directory_blocks += udf_directory_blocks(tree, udf_stream_directory_size(tree, file));
    for (uint32_t i = 0; i < count; i++)
        sums->allocation_extents +=
            allocation_extents_of(tree, fsimage_file_stream_at(tree, file, i));
}

/* What only some files have: mostly none has, and nobody looks. */
static enum status measure_files(struct fsimage_tree *tree, uint32_t directory, struct sums *sums)
{
    const uint32_t *children;
    size_t count;
    const enum status status = fsimage_directory_children(tree, directory, &children, &count);

    for (size_t i = 0; i < count; i++) {
        if (fsimage_item_is_directory(tree, children[i]))
            continue;
        sums->allocation_extents += allocation_extents_of(tree, children[i]);
        if (udf_records_streams(tree))
            measure_streams(tree, children[i], sums);
    }
    return status;
}

/* As if all new contents were those of one file. */
static bool may_have_allocation_extents(const struct fsimage_tree *tree, uint64_t data_blocks)
{
    const uint64_t count = data_blocks / (UDF_EXTENT_MAXIMUM / UDF_BLOCK_SIZE) + 1;

    return fsimage_tree_is_imported(tree) ||
           udf_allocation_extents_for(count, fsimage_tree_udf_revision(tree)) != 0;
}

uint64_t udf_measure_blocks(const struct udf_measure *measure)
{
    return FILE_SET_BLOCKS + (uint64_t)measure->entries + measure->directory_blocks +
           measure->allocation_extents;
}

enum status udf_measure_tree(struct fsimage_tree *tree, uint64_t data_blocks,
                             struct udf_measure *measure)
{
    const uint64_t items =
        1 + (uint64_t)fsimage_tree_file_count(tree) + fsimage_tree_directory_count(tree);
    const bool looks_at_files =
        (udf_records_streams(tree) && fsimage_tree_stream_count(tree) != 0) ||
        may_have_allocation_extents(tree, data_blocks);
    uint32_t directory = FSIMAGE_NO_ITEM;
    struct sums sums = { 0 };

    *measure = (struct udf_measure){ 0 };
    while ((directory = fsimage_tree_next_directory(tree, directory)) != FSIMAGE_NO_ITEM) {
        uint64_t size;
        enum status status = udf_directory_size(tree, directory, &size);

        if (status == STATUS_OK && looks_at_files)
            status = measure_files(tree, directory, &sums);
        if (status != STATUS_OK)
            return status;
        sums.directory_blocks += udf_directory_blocks(tree, size);
    }
    if (items + sums.stream_entries + sums.directory_blocks + sums.allocation_extents >
        FSIMAGE_BLOCKS_MAXIMUM)
        return STATUS_TOO_LARGE;
    *measure = (struct udf_measure){
        .entries = (uint32_t)(items + sums.stream_entries),
        .directories = (uint32_t)(1 + fsimage_tree_directory_count(tree) + sums.stream_directories),
        .directory_blocks = (uint32_t)sums.directory_blocks,
        .allocation_extents = (uint32_t)sums.allocation_extents,
        .stream_directories = (uint32_t)sums.stream_directories,
    };
    return STATUS_OK;
}
