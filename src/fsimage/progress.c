/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Progress ranges, computed from the layout when somebody asks. */
#include "base/memory.h"
#include "fsimage/fold.h"
#include "fsimage/image.h"
#include "fsimage/rules.h"
#include "fsimage/streams.h"

#include <string.h>

/* Whose the blocks are that nobody reserved: the system area, gaps and the padding at the end. */
static unsigned owner_of_gaps(const struct fsimage_result *result)
{
    return (result->layout.file_systems & FSIMAGE_ISO9660) != 0 ? FSIMAGE_ISO9660 : FSIMAGE_UDF;
}

/* What lies up to `end` in the stream. */
static void add_piece(struct fsimage_result *result, uint32_t end, unsigned file_system,
                      bool is_files)
{
    struct progress_piece *last =
        result->piece_count == 0 ? NULL : &result->pieces[result->piece_count - 1];
    const uint32_t first = last == NULL ? 0 : last->first_block + last->block_count;

    if (first == end)
        return;
    if (last != NULL && last->file_system == file_system && last->is_files == is_files) {
        last->block_count = end - last->first_block;
        return;
    }
    result->pieces[result->piece_count++] = (struct progress_piece){
        .first_block = first,
        .block_count = end - first,
        .first_index = result->range_count,
        .file_system = file_system,
        .is_files = is_files,
    };
    result->range_count += is_files ? result->layout.extent_count : 1;
}

void progress_prepare(struct fsimage_result *result)
{
    const struct fsimage_planner *plan = &result->layout.plan;
    const unsigned gaps = owner_of_gaps(result);
    const uint32_t start = image_plan_start(result);

    add_piece(result, start, 0, false);
    for (size_t i = 0; i < plan->count; i++) {
        const struct fsimage_region *region = &plan->regions[i];
        const bool is_files = region->owner == NULL;

        add_piece(result, start + region->first, gaps, false);
        add_piece(result, start + region->first + region->blocks,
                  is_files ? 0 : region->file_system, is_files);
    }
    add_piece(result, start + result->layout.total_blocks, gaps, false);
}

uint32_t fsimage_progress_count(const struct fsimage_result *result)
{
    return result->range_count;
}

struct fsimage_progress_range fsimage_progress_at(const struct fsimage_result *result,
                                                  uint32_t index)
{
    const struct fsimage_layout *layout = &result->layout;
    uint32_t piece = result->piece_count - 1;
    uint32_t item;

    while (result->pieces[piece].first_index > index)
        piece--;
    if (!result->pieces[piece].is_files)
        return (struct fsimage_progress_range){
            .first_block = result->pieces[piece].first_block,
            .block_count = result->pieces[piece].block_count,
            .item = FSIMAGE_NO_ITEM,
            .file_system = result->pieces[piece].file_system,
        };
    item = layout->extents[index - result->pieces[piece].first_index];
    return (struct fsimage_progress_range){
        .first_block = image_plan_start(result) + layout->first_blocks[item],
        .block_count = (uint32_t)rules_data_blocks(layout->tree, node_at(layout->tree, item)),
        .item = item,
    };
}

enum status fsimage_progress_find_block(const struct fsimage_result *result, uint32_t block,
                                        uint32_t *index)
{
    uint32_t piece = 0;

    *index = 0;
    if (block >= fsimage_result_total_blocks(result))
        return STATUS_NOT_FOUND;
    while (block - result->pieces[piece].first_block >= result->pieces[piece].block_count)
        piece++;
    *index = result->pieces[piece].first_index;
    if (result->pieces[piece].is_files)
        *index += content_find_extent(&result->layout, block - image_plan_start(result));
    return STATUS_OK;
}

/* What a piece that is not of files is called. */
static const char *piece_name(unsigned file_system)
{
    return file_system != 0 ? fsimage_file_system_name(file_system) : "Previous session";
}

static bool is_piece_name(unsigned file_system, const char16 *text, size_t length)
{
    const char *name = piece_name(file_system);

    if (strlen(name) != length)
        return false;
    for (size_t i = 0; i < length; i++) {
        if (fold((char16)(unsigned char)name[i]) != fold(text[i]))
            return false;
    }
    return true;
}

/* The file or stream at `path`; FSIMAGE_NO_ITEM. */
static uint32_t find_item(const struct fsimage_tree *tree, const char16 *path, size_t length)
{
    struct fsimage_problem problem;
    size_t file = 0;
    uint32_t item;

    while (file < length && path[file] != ':')
        file++;
    if (fsimage_tree_find(tree, FSIMAGE_ROOT, path, file, &item, &problem) != STATUS_OK)
        return FSIMAGE_NO_ITEM;
    if (file == length)
        return item;
    return fsimage_item_is_directory(tree, item)
               ? FSIMAGE_NO_ITEM
               : streams_find(tree, item, path + file + 1, length - file - 1);
}

static enum status find_path(const struct fsimage_result *result, const char16 *path, size_t length,
                             uint32_t *index)
{
    const struct fsimage_layout *layout = &result->layout;
    const uint32_t item = find_item(layout->tree, path, length);
    char16 *full;
    size_t full_length;
    bool is_same;

    if (item == FSIMAGE_NO_ITEM || layout->first_blocks[item] == 0)
        return STATUS_NOT_FOUND;
    if (fsimage_item_full_path(layout->tree, item, &full, &full_length) != STATUS_OK)
        return STATUS_NO_MEMORY;
    is_same = full_length == length && fold_equal(full, path, length);
    memory_free(full);
    if (!is_same)
        return STATUS_NOT_FOUND;
    return fsimage_progress_find_block(
        result, image_plan_start(result) + layout->first_blocks[item], index);
}

enum status fsimage_progress_find_description(const struct fsimage_result *result,
                                              const char16 *description, size_t length,
                                              uint32_t *index)
{
    *index = 0;
    for (uint32_t i = 0; i < result->piece_count; i++) {
        const struct progress_piece *piece = &result->pieces[i];

        if (!piece->is_files && is_piece_name(piece->file_system, description, length)) {
            *index = piece->first_index;
            return STATUS_OK;
        }
    }
    return find_path(result, description, length, index);
}

enum status fsimage_progress_description(const struct fsimage_result *result, uint32_t index,
                                         char16 **description, size_t *length)
{
    const struct fsimage_progress_range range = fsimage_progress_at(result, index);
    const char *name = piece_name(range.file_system);
    char16 *text;

    if (range.item != FSIMAGE_NO_ITEM)
        return fsimage_item_full_path(result->layout.tree, range.item, description, length);
    *length = 0;
    text = memory_resize(NULL, strlen(name) + 1, sizeof(*text));
    *description = text;
    if (text == NULL)
        return STATUS_NO_MEMORY;
    while (name[*length] != '\0') {
        text[*length] = (char16)(unsigned char)name[*length];
        ++*length;
    }
    text[*length] = 0;
    return STATUS_OK;
}
