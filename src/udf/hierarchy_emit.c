/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Blocks of a file set: entries, directories, allocation extents. */
#include "udf/hierarchy.h"

#include "fsimage/named_streams.h"
#include "udf/charset.h"
#include "udf/descriptors.h"
#include "udf/icb.h"
#include "udf/file_identifier.h"
#include "udf/file_set.h"

#include <assert.h>
#include <string.h>

static uint32_t location_of(const struct udf_hierarchy *hierarchy, uint32_t block)
{
    return hierarchy->image.file_set_block + block;
}

static uint32_t entry_location(const struct udf_hierarchy *hierarchy, uint32_t entry)
{
    return location_of(hierarchy, UDF_HIERARCHY_ENTRIES + entry);
}

static uint32_t first_directory_block(const struct udf_hierarchy *hierarchy)
{
    return UDF_HIERARCHY_ENTRIES + hierarchy->measure.entries;
}

static uint32_t first_continuation_block(const struct udf_hierarchy *hierarchy)
{
    return first_directory_block(hierarchy) + hierarchy->measure.directory_blocks;
}

/* Of `count` ascending numbers, `stride` bytes apart, those that are below `limit`. */
static uint32_t count_below(const uint32_t *numbers, size_t stride, uint32_t count, uint32_t limit)
{
    uint32_t low = 0;
    uint32_t high = count;

    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        uint32_t number;

        memcpy(&number, (const uint8_t *)numbers + middle * stride, sizeof(number));
        if (number < limit)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Entries of stream directories and of streams before `entry`, which is that of an item. */
static uint32_t extras_before(const struct udf_hierarchy *hierarchy, uint32_t entry)
{
    const uint32_t before = count_below(hierarchy->stream_directories, sizeof(uint32_t),
                                        hierarchy->stream_directory_count, entry);

    return before == 0 ? 0 : hierarchy->stream_extras[before - 1];
}

/* OSTA UDF 3.2.1.1, 3.3.5: the root has 0, and streams have that of their file. */
static uint64_t unique_id(const struct udf_hierarchy *hierarchy, uint32_t entry)
{
    if (hierarchy->stream_directory_count != 0) {
        const struct fsimage_item_info info =
            fsimage_item_attached_info(hierarchy->layout->tree, hierarchy->entry_items[entry]);

        if (info.is_stream)
            entry = hierarchy->item_entries[info.parent];
        else if (udf_hierarchy_is_stream_directory(hierarchy, entry))
            entry = hierarchy->item_entries[hierarchy->entry_items[entry]];
        entry -= extras_before(hierarchy, entry);
    }
    return entry == 0 ? 0 : hierarchy->image.first_unique_id + entry - 1;
}

static uint8_t characteristics_of(const struct fsimage_item_info *info)
{
    return (uint8_t)((info->is_hidden ? UDF_FID_HIDDEN : 0) |
                     (info->kind == FSIMAGE_DIRECTORY ? UDF_FID_DIRECTORY : 0));
}

/* Writes the descriptor of a child that begins in block `location` to `out`; gives its bytes. */
static uint32_t emit_child(const struct udf_hierarchy *hierarchy,
                           const struct udf_recorded_directory *directory, uint32_t index,
                           uint32_t location, uint8_t *out)
{
    const struct fsimage_tree *tree = hierarchy->layout->tree;
    const uint32_t item = udf_hierarchy_child(hierarchy, directory, index);
    const uint32_t entry =
        item == FSIMAGE_NO_ITEM ? directory->parent : hierarchy->item_entries[item];
    uint8_t identifier[UDF_IDENTIFIER_MAXIMUM];
    char16 scratch[FSIMAGE_NAME_MAXIMUM];
    struct udf_child child = {
        .characteristics = UDF_FID_DIRECTORY | UDF_FID_PARENT,
        .partition = hierarchy->image.file_set_partition,
        .icb_block = entry_location(hierarchy, entry),
        .unique_id = (uint32_t)unique_id(hierarchy, entry),
        .identifier = identifier,
    };

    if (item != FSIMAGE_NO_ITEM) {
        const struct fsimage_item_info info = fsimage_item_attached_info(tree, item);
        size_t length;
        const char16 *name = fsimage_item_recorded_text(tree, item, FSIMAGE_UDF, scratch, &length);

        child.characteristics = characteristics_of(&info);
        child.identifier_length = udf_identifier_encode(name, length, identifier);
    }
    return udf_file_identifier_encode(&child, &hierarchy->image.style, location, out);
}

/* All of a directory, within its entry in block `location`. */
static void embed_directory(const struct udf_hierarchy *hierarchy,
                            const struct udf_recorded_directory *directory, uint32_t location,
                            uint8_t *out)
{
    const uint32_t count = udf_hierarchy_child_count(hierarchy, directory);

    for (uint32_t i = 0; i < count; i++)
        out += emit_child(hierarchy, directory, i, location, out);
}

static const struct udf_recorded_directory *
directory_of_entry(const struct udf_hierarchy *hierarchy, uint32_t entry)
{
    const uint32_t number =
        count_below(&hierarchy->directories->entry, sizeof(*hierarchy->directories),
                    hierarchy->directory_count, entry);

    assert(hierarchy->directories[number].entry == entry);
    return &hierarchy->directories[number];
}

/* A directory has a link from its parent, and one from each directory in it, as far as it counts.
 */
static uint16_t link_count(const struct udf_recorded_directory *directory)
{
    return directory->subdirectories < UINT16_MAX ? (uint16_t)(1 + directory->subdirectories)
                                                  : UINT16_MAX;
}

static struct fsimage_times times_of(const struct udf_hierarchy *hierarchy, uint32_t item,
                                     const struct fsimage_item_info *info)
{
    return item == FSIMAGE_ROOT ? fsimage_times_at(hierarchy->layout->image_time) : info->times;
}

static void emit_directory_entry(const struct udf_hierarchy *hierarchy, uint32_t number,
                                 uint8_t *out)
{
    const struct fsimage_tree *tree = hierarchy->layout->tree;
    const struct udf_recorded_directory *directory = directory_of_entry(hierarchy, number);
    const uint32_t item = hierarchy->entry_items[number];
    const struct fsimage_item_info info = fsimage_item_attached_info(tree, item);
    const uint64_t blocks = udf_directory_blocks(tree, directory->size);
    const uint32_t location = entry_location(hierarchy, number);
    const size_t head_size = udf_icb_head_size(hierarchy->image.revision);
    struct udf_icb entry = {
        .file_type =
            info.kind == FSIMAGE_DIRECTORY ? UDF_FILE_DIRECTORY : UDF_FILE_STREAM_DIRECTORY,
        .link_count = link_count(directory),
        .size = directory->size,
        .object_size = directory->size,
        .blocks = blocks,
        .times = times_of(hierarchy, item, &info),
        .unique_id = unique_id(hierarchy, number),
    };

    if (blocks == 0) {
        entry.allocation = UDF_ICB_EMBEDDED;
        entry.descriptors_length = (uint32_t)directory->size;
        embed_directory(hierarchy, directory, location, out + head_size);
    } else {
        const struct udf_allocation_style style = udf_allocation_style_own(&hierarchy->image);
        struct udf_allocation allocation = udf_allocation_of_run(
            location_of(hierarchy, first_directory_block(hierarchy) + directory->first_block),
            directory->size);

        entry.allocation = style.allocation;
        entry.descriptors_length = udf_allocation_encode(
            &allocation, &style, UDF_BLOCK_SIZE - head_size, 0, out + head_size);
    }
    udf_icb_encode(&entry, &hierarchy->image, location, out);
}

/* The first allocation extent of an entry that has one. */
static uint32_t find_continuation(const struct udf_hierarchy *hierarchy, uint32_t entry)
{
    return count_below(&hierarchy->continuations->entry, sizeof(*hierarchy->continuations),
                       hierarchy->continuation_count, entry);
}

static uint32_t continuation_location(const struct udf_hierarchy *hierarchy, uint32_t continuation)
{
    return location_of(hierarchy, first_continuation_block(hierarchy) + continuation);
}

static unsigned icb_flags(const struct fsimage_item_info *info)
{
    return (info->is_archive ? UDF_ICB_ARCHIVE : 0u) | (info->is_system ? UDF_ICB_SYSTEM : 0u) |
           (info->is_stream ? UDF_ICB_STREAM : 0u);
}

/* ECMA-167/3 4/14.17.11: a file with all its streams. */
static uint64_t object_size(const struct udf_hierarchy *hierarchy, uint32_t item, uint64_t size)
{
    const struct fsimage_tree *tree = hierarchy->layout->tree;
    const uint32_t count = fsimage_file_stream_count(tree, item);

    for (uint32_t i = 0; i < count; i++)
        size += fsimage_item_info(tree, fsimage_file_stream_at(tree, item, i)).size;
    return size;
}

static bool has_streams(const struct udf_hierarchy *hierarchy, uint32_t item)
{
    return hierarchy->stream_directory_count != 0 &&
           fsimage_file_stream_count(hierarchy->layout->tree, item) != 0;
}

/* The content of a file, or where it lies, behind the head of its entry. */
static enum status put_content(const struct udf_hierarchy *hierarchy, uint32_t number,
                               struct udf_icb *entry, uint8_t *out, struct fsimage_content *content,
                               struct fsimage_problem *problem)
{
    const struct fsimage_layout *layout = hierarchy->layout;
    const struct udf_allocation_style style = udf_allocation_style_files(&hierarchy->image);
    const uint32_t item = hierarchy->entry_items[number];
    const size_t room = UDF_BLOCK_SIZE - udf_icb_head_size(hierarchy->image.revision);
    struct udf_allocation allocation;

    if (fsimage_file_is_embedded(layout->tree, item)) {
        entry->allocation = UDF_ICB_EMBEDDED;
        entry->descriptors_length = (uint32_t)entry->size;
        return fsimage_content_read(content, item, out, (size_t)entry->size, problem);
    }
    allocation = udf_allocation_of_item(layout, item);
    entry->allocation = style.allocation;
    entry->blocks = fsimage_blocks_of(entry->size);
    entry->descriptors_length = udf_allocation_encode(
        &allocation, &style, room,
        continuation_location(hierarchy, find_continuation(hierarchy, number)), out);
    return STATUS_OK;
}

static enum status emit_file_entry(const struct udf_hierarchy *hierarchy, uint32_t number,
                                   uint8_t *out, struct fsimage_content *content,
                                   struct fsimage_problem *problem)
{
    const struct fsimage_tree *tree = hierarchy->layout->tree;
    const uint32_t item = hierarchy->entry_items[number];
    const struct fsimage_item_info info = fsimage_item_attached_info(tree, item);
    struct udf_icb entry = {
        .file_type = fsimage_file_is_real_time(tree, item) ? UDF_FILE_REAL_TIME : UDF_FILE_REGULAR,
        .flags = icb_flags(&info),
        .link_count = 1,
        .size = info.size,
        .object_size = info.size,
        .times = info.times,
        .unique_id = unique_id(hierarchy, number),
    };
    enum status status;

    if (has_streams(hierarchy, item)) {
        entry.has_streams = true;
        entry.stream_directory = entry_location(hierarchy, number + 1);
        entry.object_size = object_size(hierarchy, item, info.size);
    }
    status = put_content(hierarchy, number, &entry,
                         out + udf_icb_head_size(hierarchy->image.revision), content, problem);
    if (status == STATUS_OK)
        udf_icb_encode(&entry, &hierarchy->image, entry_location(hierarchy, number), out);
    return status;
}

static enum status emit_entry(const struct udf_hierarchy *hierarchy, uint32_t number, uint8_t *out,
                              struct fsimage_content *content, struct fsimage_problem *problem)
{
    const uint32_t item = hierarchy->entry_items[number];

    memset(out, 0, UDF_BLOCK_SIZE);
    if (!fsimage_item_is_directory(hierarchy->layout->tree, item) &&
        !udf_hierarchy_is_stream_directory(hierarchy, number))
        return emit_file_entry(hierarchy, number, out, content, problem);
    emit_directory_entry(hierarchy, number, out);
    return STATUS_OK;
}

/* The directory that owns a block of directories: of those that begin by then, the last. */
static const struct udf_recorded_directory *
directory_of_block(const struct udf_hierarchy *hierarchy, uint32_t block)
{
    const uint32_t begun =
        count_below(&hierarchy->directories->first_block, sizeof(*hierarchy->directories),
                    hierarchy->directory_count, block + 1);

    return &hierarchy->directories[begun - 1];
}

/* The part of descriptor `from` bytes behind the block's begin (or before it) that lies in it. */
static void copy_overlap(const uint8_t *descriptor, uint32_t size, int32_t from, uint8_t *out)
{
    const uint32_t skipped = from < 0 ? (uint32_t)-from : 0;
    const uint32_t at = from < 0 ? 0 : (uint32_t)from;
    const uint32_t part =
        size - skipped < UDF_BLOCK_SIZE - at ? size - skipped : UDF_BLOCK_SIZE - at;

    memcpy(out + at, descriptor + skipped, part);
}

/* OSTA UDF 2.3.4: descriptors run on from block to block. */
static void emit_directory_block(const struct udf_hierarchy *hierarchy,
                                 const struct udf_recorded_directory *directory, uint32_t block,
                                 uint8_t *out)
{
    const uint32_t location = location_of(hierarchy, first_directory_block(hierarchy) + block);
    const uint32_t count = udf_hierarchy_child_count(hierarchy, directory);
    int32_t position = -(int32_t)hierarchy->block_leads[block];

    memset(out, 0, UDF_BLOCK_SIZE);
    for (uint32_t i = hierarchy->block_children[block];
         i < count && position < (int32_t)UDF_BLOCK_SIZE; i++) {
        uint8_t descriptor[UDF_FILE_IDENTIFIER_MAXIMUM];
        const bool is_whole =
            position >= 0 && (uint32_t)position + UDF_FILE_IDENTIFIER_MAXIMUM <= UDF_BLOCK_SIZE;
        const uint32_t size =
            emit_child(hierarchy, directory, i, position < 0 ? location - 1 : location,
                       is_whole ? out + position : descriptor);

        if (!is_whole)
            copy_overlap(descriptor, size, position, out);
        position += (int32_t)size;
    }
}

static void emit_continuation(const struct udf_hierarchy *hierarchy, uint32_t index, uint8_t *out)
{
    const struct udf_allocation_style style = udf_allocation_style_files(&hierarchy->image);
    const struct udf_continuation *continuation = &hierarchy->continuations[index];
    const uint32_t location = continuation_location(hierarchy, index);
    const bool has_previous = index > 0 && continuation[-1].entry == continuation->entry;
    struct udf_allocation allocation = continuation->allocation;

    udf_allocation_extent_encode(&allocation, &style, &hierarchy->image.style, location,
                                 has_previous ? location - 1 : 0, out);
}

static enum status emit_block(const struct udf_hierarchy *hierarchy, uint32_t block, uint8_t *out,
                              struct fsimage_content *content, struct fsimage_problem *problem)
{
    const uint32_t directories = first_directory_block(hierarchy);
    const uint32_t continuations = first_continuation_block(hierarchy);

    if (block == 0)
        udf_file_set_emit(&hierarchy->image, entry_location(hierarchy, 0), out);
    else if (block < UDF_HIERARCHY_ENTRIES)
        udf_terminating_emit(&hierarchy->image.style, location_of(hierarchy, block), out);
    else if (block < directories)
        return emit_entry(hierarchy, block - UDF_HIERARCHY_ENTRIES, out, content, problem);
    else if (block < continuations)
        emit_directory_block(hierarchy, directory_of_block(hierarchy, block - directories),
                             block - directories, out);
    else if (block - continuations < hierarchy->continuation_count)
        emit_continuation(hierarchy, block - continuations, out);
    else
        memset(out, 0, UDF_BLOCK_SIZE);
    return STATUS_OK;
}

enum status udf_hierarchy_emit(const struct udf_hierarchy *hierarchy, uint32_t block,
                               uint32_t count, uint8_t *out, struct fsimage_content *content,
                               struct fsimage_problem *problem)
{
    enum status status = STATUS_OK;

    for (uint32_t i = 0; i < count && status == STATUS_OK; i++)
        status =
            emit_block(hierarchy, block + i, out + (size_t)i * UDF_BLOCK_SIZE, content, problem);
    return status;
}
