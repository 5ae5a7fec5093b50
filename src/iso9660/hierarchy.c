/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One hierarchy of directories: its order, its sizes, its numbers. */
#include "iso9660/hierarchy.h"

#include "base/memory.h"
#include "fsimage/sort.h"
#include "iso9660/directory_record.h"
#include "iso9660/identifier.h"

#include <assert.h>
#include <string.h>

/* What orders records: the tree and the file system whose names count. */
struct ordering {
    const struct fsimage_tree *tree;
    enum fsimage_file_system file_system;
};

/*
 * ECMA-119 9.3 compares names and extensions as if blanks filled them up. Among d-characters the
 * dot between them is the least, so comparing all of it by bytes gives the same order. Joliet
 * compares bytes of big-endian units, which is comparing units.
 */
static const char16 *ordering_text(const void *context, uint32_t item, char16 *scratch,
                                   size_t *length)
{
    const struct ordering *ordering = context;

    return fsimage_item_recorded_text(ordering->tree, item, ordering->file_system, scratch, length);
}

/* Names in upper case are in order already: siblings are ordered by them. */
static bool have_order(const struct ordering *ordering, const uint32_t *children, size_t count)
{
    if (ordering->file_system != FSIMAGE_ISO9660)
        return false;
    for (size_t i = 0; i < count; i++) {
        if (!fsimage_item_keeps_name(ordering->tree, children[i], ordering->file_system))
            return false;
    }
    return true;
}

/*
 * Gives the items of a directory in the order of their records, in the caller's storage, and
 * whether that is the order of all file systems.
 */
static enum status order_children(struct fsimage_tree *tree, uint32_t directory,
                                  enum fsimage_file_system file_system, uint32_t *children,
                                  bool *is_in_common_order)
{
    const struct ordering ordering = { tree, file_system };
    const struct fsimage_measured_directory measured =
        fsimage_directory_measured(tree, directory, file_system);
    const uint32_t *unordered;
    size_t count;
    const enum status status = fsimage_directory_children(tree, directory, &unordered, &count);

    *is_in_common_order = true;
    if (status != STATUS_OK)
        return status;
    if (count != 0)
        memcpy(children, unordered, count * sizeof(*children));
    if ((measured.is_in_common_order && measured.children == count) ||
        have_order(&ordering, children, count))
        return STATUS_OK;
    return fsimage_sort_names(children, count, ordering_text, &ordering, is_in_common_order);
}

/* The two records every directory begins with, for itself and for its parent. */
static struct iso9660_packer begin_directory(void)
{
    struct iso9660_packer packer = { 0 };

    iso9660_packer_add(&packer, iso9660_record_size(1));
    iso9660_packer_add(&packer, iso9660_record_size(1));
    return packer;
}

static uint32_t record_size(const struct fsimage_tree *tree, uint32_t item,
                            enum fsimage_file_system file_system)
{
    return iso9660_record_size(
        iso9660_identifier_size(tree, item, file_system, fsimage_item_is_directory(tree, item)));
}

/* Takes the records of a child; `has_sections` as iso9660_tree_has_sections. */
static void pack_child(struct iso9660_packer *packer, const struct fsimage_tree *tree,
                       uint32_t item, enum fsimage_file_system file_system, bool has_sections)
{
    const uint32_t size = record_size(tree, item, file_system);
    uint32_t records = 1;

    if (has_sections && !fsimage_item_is_directory(tree, item))
        records = iso9660_section_count(tree, item);
    for (uint32_t i = 0; i < records; i++)
        iso9660_packer_add(packer, size);
}

/* Whether the children from `first` on follow those before them in this order, too. */
static bool go_on_in_order(const struct ordering *ordering, const uint32_t *children, size_t first,
                           size_t count)
{
    for (size_t i = first; i < count; i++) {
        char16 scratch[2][FSIMAGE_NAME_MAXIMUM];
        const char16 *before;
        const char16 *text;
        size_t before_length;
        size_t length;

        if (i == 0)
            continue;
        before = ordering_text(ordering, children[i - 1], scratch[0], &before_length);
        text = ordering_text(ordering, children[i], scratch[1], &length);
        if (utf16_compare(before, before_length, text, length) > 0)
            return false;
    }
    return true;
}

/*
 * Most that come later come last: those are packed behind what was measured, so that asking for the
 * size after each does not look at all of them each time.
 */
static enum status measure_more(struct fsimage_tree *tree, uint32_t directory,
                                enum fsimage_file_system file_system,
                                struct fsimage_measured_directory *measured)
{
    const struct ordering ordering = { tree, file_system };
    const bool has_sections = iso9660_tree_has_sections(tree);
    struct iso9660_packer packer = { measured->blocks - 1, measured->used };
    const uint32_t *children;
    size_t count;
    const enum status status = fsimage_directory_children(tree, directory, &children, &count);

    if (status != STATUS_OK)
        return status;
    if (!measured->is_in_common_order ||
        !go_on_in_order(&ordering, children, measured->children, count)) {
        *measured = (struct fsimage_measured_directory){ 0 };
        return STATUS_OK;
    }
    for (size_t i = measured->children; i < count; i++)
        pack_child(&packer, tree, children[i], file_system, has_sections);
    measured->blocks = packer.block + 1;
    measured->used = packer.used;
    return STATUS_OK;
}

static enum status measure_all(struct fsimage_tree *tree, uint32_t directory,
                               enum fsimage_file_system file_system,
                               struct fsimage_measured_directory *measured)
{
    const uint32_t count = fsimage_directory_child_count(tree, directory);
    const bool has_sections = iso9660_tree_has_sections(tree);
    struct iso9660_packer packer = begin_directory();
    uint32_t *children = memory_resize(NULL, count + 1u, sizeof(*children));
    enum status status;

    if (children == NULL)
        return STATUS_NO_MEMORY;
    status = order_children(tree, directory, file_system, children, &measured->is_in_common_order);
    for (uint32_t i = 0; i < count && status == STATUS_OK; i++)
        pack_child(&packer, tree, children[i], file_system, has_sections);
    memory_free(children);
    measured->blocks = packer.block + 1;
    measured->used = packer.used;
    return status;
}

static enum status measure_directory(struct fsimage_tree *tree, uint32_t directory,
                                     enum fsimage_file_system file_system, uint32_t *blocks)
{
    struct fsimage_measured_directory measured =
        fsimage_directory_measured(tree, directory, file_system);
    enum status status = STATUS_OK;

    *blocks = measured.blocks;
    if (measured.blocks != 0 && measured.children == fsimage_directory_child_count(tree, directory))
        return STATUS_OK;
    if (measured.blocks != 0)
        status = measure_more(tree, directory, file_system, &measured);
    if (status == STATUS_OK && measured.blocks == 0)
        status = measure_all(tree, directory, file_system, &measured);
    if (status != STATUS_OK)
        return status;
    *blocks = measured.blocks;
    fsimage_directory_set_measured(tree, directory, file_system, measured);
    return STATUS_OK;
}

/* The root's identifier in a path table is one byte (ECMA-119 9.4.5). */
static size_t table_identifier_size(const struct fsimage_tree *tree, uint32_t directory,
                                    enum fsimage_file_system file_system)
{
    return directory == FSIMAGE_ROOT ? 1
                                     : iso9660_identifier_size(tree, directory, file_system, true);
}

enum status iso9660_hierarchy_measure(struct fsimage_tree *tree,
                                      enum fsimage_file_system file_system,
                                      struct iso9660_measure *measure)
{
    uint32_t directory = FSIMAGE_NO_ITEM;
    uint64_t total = 0;

    *measure = (struct iso9660_measure){ 0 };
    while ((directory = fsimage_tree_next_directory(tree, directory)) != FSIMAGE_NO_ITEM) {
        uint32_t blocks;
        const enum status status = measure_directory(tree, directory, file_system, &blocks);

        if (status != STATUS_OK)
            return status;
        total += blocks;
        measure->table_bytes +=
            iso9660_path_table_record_size(table_identifier_size(tree, directory, file_system));
    }
    if (total > FSIMAGE_BLOCKS_MAXIMUM)
        return STATUS_TOO_LARGE;
    measure->directory_blocks = (uint32_t)total;
    return STATUS_OK;
}

void iso9660_hierarchy_release(struct iso9660_hierarchy *hierarchy)
{
    memory_free(hierarchy->directories);
    memory_free(hierarchy->parents);
    memory_free(hierarchy->first_blocks);
    memory_free(hierarchy->table_offsets);
    memory_free(hierarchy->first_children);
    memory_free(hierarchy->children);
    memory_free(hierarchy->block_children);
    memory_free(hierarchy->block_sections);
    *hierarchy = (struct iso9660_hierarchy){ 0 };
}

static uint32_t *allocate_numbers(size_t count)
{
    return memory_resize(NULL, count, sizeof(uint32_t));
}

static enum status allocate(struct iso9660_hierarchy *hierarchy, size_t directories,
                            size_t children, size_t blocks)
{
    hierarchy->directories = allocate_numbers(directories);
    hierarchy->parents = allocate_numbers(directories);
    hierarchy->first_blocks = allocate_numbers(directories + 1);
    hierarchy->table_offsets = allocate_numbers(directories + 1);
    hierarchy->first_children = allocate_numbers(directories + 1);
    hierarchy->children = allocate_numbers(children + 1);
    hierarchy->block_children = allocate_numbers(blocks);
    if (hierarchy->directories == NULL || hierarchy->parents == NULL ||
        hierarchy->first_blocks == NULL || hierarchy->table_offsets == NULL ||
        hierarchy->first_children == NULL || hierarchy->children == NULL ||
        hierarchy->block_children == NULL)
        return STATUS_NO_MEMORY;
    hierarchy->directories[0] = FSIMAGE_ROOT;
    hierarchy->parents[0] = 0;
    hierarchy->first_blocks[0] = 0;
    hierarchy->table_offsets[0] = 0;
    hierarchy->first_children[0] = 0;
    return STATUS_OK;
}

/* Directories among the children get the next numbers: level by level, as the table wants them. */
static void number_children(struct iso9660_hierarchy *hierarchy, uint32_t parent, uint32_t first,
                            uint32_t end)
{
    for (uint32_t i = first; i < end; i++) {
        const uint32_t item = hierarchy->children[i];
        const uint32_t number = hierarchy->directory_count;

        if (!fsimage_item_is_directory(hierarchy->layout->tree, item))
            continue;
        hierarchy->directories[number] = item;
        hierarchy->parents[number] = parent;
        hierarchy->children[i] = ISO9660_CHILD_DIRECTORY | number;
        hierarchy->directory_count++;
    }
}

/* Most images have no file of several sections, and need no memory for where they are parted. */
static enum status note_section(struct iso9660_hierarchy *hierarchy, uint32_t blocks,
                                uint32_t block, struct iso9660_section section)
{
    if (hierarchy->block_sections == NULL) {
        hierarchy->block_sections = memory_allocate(blocks, sizeof(*hierarchy->block_sections));
        if (hierarchy->block_sections == NULL)
            return STATUS_NO_MEMORY;
    }
    hierarchy->block_sections[block] = section;
    return STATUS_OK;
}

/* The records of a file of several sections, of which any may be the first of a block. */
static enum status index_sections(struct iso9660_hierarchy *hierarchy, uint32_t blocks,
                                  uint32_t first_block, uint32_t child, uint32_t size,
                                  struct iso9660_packer *packer)
{
    const uint32_t item = hierarchy->children[child];
    struct iso9660_section section = { 0 };
    struct iso9660_extent extent;

    do {
        const struct iso9660_section here = section;
        const uint32_t block = packer->block;

        iso9660_packer_add(packer, size);
        extent = iso9660_section_take(hierarchy->layout, item, &section);
        if (packer->block != block) {
            hierarchy->block_children[first_block + packer->block] = child;
            if (note_section(hierarchy, blocks, first_block + packer->block, here) != STATUS_OK)
                return STATUS_NO_MEMORY;
        }
    } while (!extent.is_last);
    return STATUS_OK;
}

/* Notes with which child each of the directory's blocks begins; gives where the next one starts. */
static enum status index_blocks(struct iso9660_hierarchy *hierarchy, uint32_t blocks,
                                uint32_t number)
{
    const struct fsimage_tree *tree = hierarchy->layout->tree;
    const uint32_t first = hierarchy->first_children[number];
    const uint32_t end = hierarchy->first_children[number + 1];
    const uint32_t first_block = hierarchy->first_blocks[number];
    const bool has_sections = iso9660_tree_has_sections(tree);
    struct iso9660_packer packer = begin_directory();

    hierarchy->block_children[first_block] = first;
    for (uint32_t i = first; i < end; i++) {
        const uint32_t child = hierarchy->children[i];
        const bool is_directory = (child & ISO9660_CHILD_DIRECTORY) != 0;
        const uint32_t block = packer.block;
        const uint32_t size = iso9660_record_size(iso9660_identifier_size(
            tree, iso9660_hierarchy_item(hierarchy, child), hierarchy->file_system, is_directory));

        if (has_sections && !is_directory && iso9660_section_count(tree, child) != 1) {
            if (index_sections(hierarchy, blocks, first_block, i, size, &packer) != STATUS_OK)
                return STATUS_NO_MEMORY;
            continue;
        }
        iso9660_packer_add(&packer, size);
        if (packer.block != block)
            hierarchy->block_children[first_block + packer.block] = i;
    }
    hierarchy->first_blocks[number + 1] = first_block + packer.block + 1;
    return STATUS_OK;
}

static enum status number_directory(struct iso9660_hierarchy *hierarchy, uint32_t blocks,
                                    uint32_t number)
{
    struct fsimage_tree *tree = hierarchy->layout->tree;
    const uint32_t item = hierarchy->directories[number];
    const uint32_t first = hierarchy->first_children[number];
    const uint32_t end = first + fsimage_directory_child_count(tree, item);
    bool is_in_common_order;
    const enum status status = order_children(tree, item, hierarchy->file_system,
                                              hierarchy->children + first, &is_in_common_order);

    if (status != STATUS_OK)
        return status;
    number_children(hierarchy, number, first, end);
    hierarchy->first_children[number + 1] = end;
    hierarchy->table_offsets[number + 1] =
        hierarchy->table_offsets[number] +
        iso9660_path_table_record_size(table_identifier_size(tree, item, hierarchy->file_system));
    return index_blocks(hierarchy, blocks, number);
}

enum status iso9660_hierarchy_init(struct iso9660_hierarchy *hierarchy,
                                   const struct fsimage_layout *layout,
                                   enum fsimage_file_system file_system, uint32_t region_start)
{
    struct iso9660_measure measure;
    enum status status = iso9660_hierarchy_measure(layout->tree, file_system, &measure);

    *hierarchy = (struct iso9660_hierarchy){
        .layout = layout,
        .file_system = file_system,
        .directory_count = 1,
        .region_start = region_start,
    };
    if (status == STATUS_OK) {
        const size_t directories = fsimage_tree_directory_count(layout->tree) + (size_t)1;
        const size_t children = fsimage_tree_file_count(layout->tree) + directories - 1;

        status = allocate(hierarchy, directories, children, measure.directory_blocks);
    }
    for (uint32_t i = 0; status == STATUS_OK && i < hierarchy->directory_count; i++)
        status = number_directory(hierarchy, measure.directory_blocks, i);
    assert(status != STATUS_OK ||
           hierarchy->first_blocks[hierarchy->directory_count] == measure.directory_blocks);
    if (status != STATUS_OK)
        iso9660_hierarchy_release(hierarchy);
    return status;
}

struct iso9660_measure iso9660_hierarchy_measure_empty(void)
{
    return (struct iso9660_measure){
        .directory_blocks = 1,
        .table_bytes = iso9660_path_table_record_size(1),
    };
}

enum status iso9660_hierarchy_init_empty(struct iso9660_hierarchy *hierarchy,
                                         const struct fsimage_layout *layout, uint32_t region_start)
{
    const struct iso9660_measure measure = iso9660_hierarchy_measure_empty();

    *hierarchy = (struct iso9660_hierarchy){
        .layout = layout,
        .file_system = FSIMAGE_ISO9660,
        .directory_count = 1,
        .region_start = region_start,
    };
    if (allocate(hierarchy, 1, 0, measure.directory_blocks) != STATUS_OK) {
        iso9660_hierarchy_release(hierarchy);
        return STATUS_NO_MEMORY;
    }
    hierarchy->first_children[1] = 0;
    hierarchy->first_blocks[1] = measure.directory_blocks;
    hierarchy->table_offsets[1] = measure.table_bytes;
    return STATUS_OK;
}

uint32_t iso9660_hierarchy_location(const struct iso9660_hierarchy *hierarchy, uint32_t directory)
{
    return hierarchy->layout->session.start + hierarchy->region_start +
           hierarchy->first_blocks[directory];
}

uint32_t iso9660_hierarchy_data_length(const struct iso9660_hierarchy *hierarchy,
                                       uint32_t directory)
{
    return (hierarchy->first_blocks[directory + 1] - hierarchy->first_blocks[directory]) *
           ISO9660_BLOCK_SIZE;
}
