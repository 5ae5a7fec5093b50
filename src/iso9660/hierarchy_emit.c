/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Blocks of directories (ECMA-119 6.8, 9.1) and of path tables (6.9, 9.4). */
#include "iso9660/hierarchy.h"

#include "iso9660/directory_record.h"
#include "iso9660/identifier.h"

#include <string.h>

static size_t child_identifier(const struct iso9660_hierarchy *hierarchy, uint32_t child,
                               uint8_t out[ISO9660_IDENTIFIER_MAXIMUM])
{
    return iso9660_identifier_encode(
        hierarchy->layout->tree, iso9660_hierarchy_item(hierarchy, child), hierarchy->file_system,
        (child & ISO9660_CHILD_DIRECTORY) != 0, out);
}

/* The last index whose value is not above `value`; values ascend, and the first is not above. */
static uint32_t find_last(const uint32_t *values, uint32_t count, uint32_t value)
{
    uint32_t low = 0;
    uint32_t high = count;

    while (high - low > 1) {
        const uint32_t middle = low + (high - low) / 2;

        if (values[middle] <= value)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static struct iso9660_entry directory_entry(const struct iso9660_hierarchy *hierarchy,
                                            uint32_t directory)
{
    const struct fsimage_item_info info =
        fsimage_item_attached_info(hierarchy->layout->tree, hierarchy->directories[directory]);
    const bool is_hidden = info.is_hidden;

    return (struct iso9660_entry){
        .extent = iso9660_hierarchy_location(hierarchy, directory),
        .data_length = iso9660_hierarchy_data_length(hierarchy, directory),
        .modification_time =
            directory == 0 ? hierarchy->layout->image_time : info.times.modification,
        .flags = (uint8_t)(ISO9660_FLAG_DIRECTORY | (is_hidden ? ISO9660_FLAG_HIDDEN : 0)),
    };
}

/* Also moves `section` to the next one of the file. */
static struct iso9660_entry file_entry(const struct iso9660_hierarchy *hierarchy, uint32_t item,
                                       struct iso9660_section *section)
{
    const struct fsimage_item_info info = fsimage_item_attached_info(hierarchy->layout->tree, item);
    const struct iso9660_extent extent = iso9660_section_take(hierarchy->layout, item, section);

    return (struct iso9660_entry){
        .extent = extent.location,
        .data_length = extent.length,
        .modification_time = info.times.modification,
        .flags = (uint8_t)((info.is_hidden ? ISO9660_FLAG_HIDDEN : 0) |
                           (extent.is_last ? 0 : ISO9660_FLAG_NOT_LAST_EXTENT)),
    };
}

/* ECMA-119 6.8.2.2: the record of the directory itself (identifier 0) or of its parent (1). */
static uint32_t emit_self(const struct iso9660_hierarchy *hierarchy, uint32_t directory,
                          uint8_t identifier, uint8_t *out)
{
    struct iso9660_entry entry = directory_entry(hierarchy, directory);

    entry.flags &= (uint8_t)~ISO9660_FLAG_HIDDEN;
    entry.identifier = &identifier;
    entry.identifier_length = 1;
    return iso9660_record_encode(&entry, out);
}

/*
 * Writes the records of a child, from `section` on, behind the `used` bytes of a block; false when
 * the block has no room for all of them.
 */
static bool emit_child(const struct iso9660_hierarchy *hierarchy, uint32_t child,
                       struct iso9660_section section, uint8_t *block, uint32_t *used)
{
    uint8_t identifier[ISO9660_IDENTIFIER_MAXIMUM];
    const size_t length = child_identifier(hierarchy, child, identifier);
    const uint32_t size = iso9660_record_size(length);
    struct iso9660_entry entry;

    do {
        if (*used + size > ISO9660_BLOCK_SIZE)
            return false;
        entry = (child & ISO9660_CHILD_DIRECTORY) != 0
                    ? directory_entry(hierarchy, child & ~ISO9660_CHILD_DIRECTORY)
                    : file_entry(hierarchy, child, &section);
        entry.identifier = identifier;
        entry.identifier_length = length;
        *used += iso9660_record_encode(&entry, block + *used);
    } while ((entry.flags & ISO9660_FLAG_NOT_LAST_EXTENT) != 0);
    return true;
}

static void emit_block(const struct iso9660_hierarchy *hierarchy, uint32_t directory,
                       uint32_t block, uint8_t *out)
{
    const uint32_t end = hierarchy->first_children[directory + 1];
    struct iso9660_section section = { 0 };
    uint32_t child = hierarchy->block_children[block];
    uint32_t used = 0;

    if (block == hierarchy->first_blocks[directory]) {
        used += emit_self(hierarchy, directory, 0, out);
        used += emit_self(hierarchy, hierarchy->parents[directory], 1, out + used);
    }
    if (hierarchy->block_sections != NULL)
        section = hierarchy->block_sections[block];
    for (; child < end; child++) {
        if (!emit_child(hierarchy, hierarchy->children[child], section, out, &used))
            break;
        section = (struct iso9660_section){ 0 };
    }
    memset(out + used, 0, ISO9660_BLOCK_SIZE - used);
}

void iso9660_hierarchy_emit(const struct iso9660_hierarchy *hierarchy, uint32_t block,
                            uint32_t count, uint8_t *out)
{
    uint32_t directory = find_last(hierarchy->first_blocks, hierarchy->directory_count, block);

    for (uint32_t i = 0; i < count; i++) {
        if (block + i == hierarchy->first_blocks[directory + 1])
            directory++;
        emit_block(hierarchy, directory, block + i, out + (size_t)i * ISO9660_BLOCK_SIZE);
    }
}

static void put_number(uint8_t *out, uint32_t value, size_t bytes, bool is_big_endian)
{
    for (size_t i = 0; i < bytes; i++)
        out[is_big_endian ? bytes - 1 - i : i] = (uint8_t)(value >> (8 * i));
}

/* ECMA-119 9.4; `out` has room for the longest record. */
static uint32_t encode_table_record(const struct iso9660_hierarchy *hierarchy, uint32_t directory,
                                    bool is_type_m, uint8_t *out)
{
    struct iso9660_path_table_record head = { 0 };
    uint8_t *identifier = out + sizeof(head);
    size_t length = 1;

    identifier[0] = 0;
    if (directory != 0)
        length = child_identifier(hierarchy, ISO9660_CHILD_DIRECTORY | directory, identifier);
    identifier[length] = 0;
    head.identifier_length = (uint8_t)length;
    put_number(head.extent, iso9660_hierarchy_location(hierarchy, directory), sizeof(head.extent),
               is_type_m);
    put_number(head.parent, hierarchy->parents[directory] + 1, sizeof(head.parent), is_type_m);
    memcpy(out, &head, sizeof(head));
    return iso9660_path_table_record_size(length);
}

void iso9660_path_table_emit(const struct iso9660_hierarchy *hierarchy, bool is_type_m,
                             uint32_t block, uint32_t count, uint8_t *out)
{
    const uint32_t begin = block * ISO9660_BLOCK_SIZE;
    const uint32_t end = begin + count * ISO9660_BLOCK_SIZE;
    uint32_t directory = find_last(hierarchy->table_offsets, hierarchy->directory_count, begin);

    memset(out, 0, (size_t)count * ISO9660_BLOCK_SIZE);
    for (; directory < hierarchy->directory_count; directory++) {
        uint8_t record[sizeof(struct iso9660_path_table_record) + ISO9660_IDENTIFIER_MAXIMUM + 1];
        const uint32_t offset = hierarchy->table_offsets[directory];
        const uint32_t skipped = offset < begin ? begin - offset : 0;
        uint32_t size;

        if (offset >= end)
            break;
        size = encode_table_record(hierarchy, directory, is_type_m, record);
        if (skipped >= size)
            continue;
        if (size > end - offset)
            size = end - offset;
        memcpy(out + (offset + skipped - begin), record + skipped, size - skipped);
    }
}
