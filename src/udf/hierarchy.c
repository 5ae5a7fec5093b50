/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A file set as it is recorded: its order, its sizes, its numbers. */
#include "udf/hierarchy.h"

#include "base/memory.h"
#include "fsimage/named_streams.h"
#include "udf/icb.h"

#include <assert.h>

#define FIRST_UNIQUE_ID 16u /* OSTA UDF 3.2.1.1: those below are kept */
#define FIRST_LEVELS    16u

/* A directory on the way from the root to where a walk is. */
struct level {
    const uint32_t *children;
    size_t count;
    size_t position;
    uint32_t directory; /* its number */
};

struct walk {
    struct udf_hierarchy *hierarchy;
    struct level *levels;
    size_t depth;
    size_t capacity;
    uint32_t entries; /* numbered so far */
    uint32_t blocks;  /* of directories */
    bool records_streams;
    bool has_real_time;
};

void udf_hierarchy_release(struct udf_hierarchy *hierarchy)
{
    memory_free(hierarchy->entry_items);
    memory_free(hierarchy->item_entries);
    memory_free(hierarchy->directories);
    memory_free(hierarchy->block_children);
    memory_free(hierarchy->block_leads);
    memory_free(hierarchy->stream_directories);
    memory_free(hierarchy->stream_extras);
    memory_free(hierarchy->continuations);
    *hierarchy = (struct udf_hierarchy){ 0 };
}

static enum status allocate(struct udf_hierarchy *hierarchy)
{
    const struct udf_measure *measure = &hierarchy->measure;
    const size_t blocks = measure->directory_blocks + (size_t)1;
    const size_t streams = measure->stream_directories + (size_t)1;
    const size_t continuations = measure->allocation_extents + (size_t)1;

    hierarchy->entry_items = memory_resize(NULL, measure->entries, sizeof(uint32_t));
    hierarchy->item_entries = memory_resize(NULL, hierarchy->layout->item_count, sizeof(uint32_t));
    hierarchy->directories =
        memory_resize(NULL, measure->directories, sizeof(*hierarchy->directories));
    hierarchy->block_children = memory_resize(NULL, blocks, sizeof(uint32_t));
    hierarchy->block_leads = memory_resize(NULL, blocks, sizeof(uint16_t));
    hierarchy->stream_directories = memory_resize(NULL, streams, sizeof(uint32_t));
    hierarchy->stream_extras = memory_resize(NULL, streams, sizeof(uint32_t));
    hierarchy->continuations =
        memory_resize(NULL, continuations, sizeof(*hierarchy->continuations));
    if (hierarchy->entry_items == NULL || hierarchy->item_entries == NULL ||
        hierarchy->directories == NULL || hierarchy->block_children == NULL ||
        hierarchy->block_leads == NULL || hierarchy->stream_directories == NULL ||
        hierarchy->stream_extras == NULL || hierarchy->continuations == NULL)
        return STATUS_NO_MEMORY;
    return STATUS_OK;
}

static uint32_t add_entry(struct walk *walk, uint32_t item)
{
    walk->hierarchy->entry_items[walk->entries] = item;
    return walk->entries++;
}

static void add_item_entry(struct walk *walk, uint32_t item)
{
    walk->hierarchy->item_entries[item] = walk->entries;
    add_entry(walk, item);
}

/* Adds the directory of the entry that was added last; gives its number. */
static uint32_t add_directory(struct walk *walk, uint32_t parent, uint64_t size)
{
    struct udf_hierarchy *hierarchy = walk->hierarchy;
    const uint32_t number = hierarchy->directory_count++;

    hierarchy->directories[number] = (struct udf_recorded_directory){
        .size = size,
        .entry = walk->entries - 1,
        .parent = parent,
        .first_block = walk->blocks,
    };
    walk->blocks += (uint32_t)udf_directory_blocks(hierarchy->layout->tree, size);
    return number;
}

static enum status push(struct walk *walk, uint32_t item, uint32_t parent)
{
    struct fsimage_tree *tree = walk->hierarchy->layout->tree;
    struct level *level;
    enum status status;
    uint64_t size;

    if (walk->depth == walk->capacity) {
        const size_t capacity = walk->capacity == 0 ? FIRST_LEVELS : 2 * walk->capacity;
        struct level *levels = memory_resize(walk->levels, capacity, sizeof(*levels));

        if (levels == NULL)
            return STATUS_NO_MEMORY;
        walk->levels = levels;
        walk->capacity = capacity;
    }
    level = &walk->levels[walk->depth];
    status = udf_directory_size(tree, item, &size);
    if (status == STATUS_OK)
        status = fsimage_directory_children(tree, item, &level->children, &level->count);
    if (status != STATUS_OK)
        return status;
    level->position = 0;
    level->directory = add_directory(walk, parent, size);
    walk->depth++;
    return STATUS_OK;
}

/* OSTA UDF 3.3.5: a file's stream directory, and its streams. */
static void add_streams(struct walk *walk, uint32_t file)
{
    struct udf_hierarchy *hierarchy = walk->hierarchy;
    const struct fsimage_tree *tree = hierarchy->layout->tree;
    const uint32_t count = fsimage_file_stream_count(tree, file);
    const uint32_t index = hierarchy->stream_directory_count;
    const uint32_t before = index == 0 ? 0 : hierarchy->stream_extras[index - 1];

    if (count == 0)
        return;
    hierarchy->stream_directories[index] = add_entry(walk, file);
    hierarchy->stream_extras[index] = before + 1 + count;
    hierarchy->stream_directory_count++;
    add_directory(walk, hierarchy->item_entries[file], udf_stream_directory_size(tree, file));
    for (uint32_t i = 0; i < count; i++)
        add_item_entry(walk, fsimage_file_stream_at(tree, file, i));
}

static enum status visit(struct walk *walk, uint32_t item)
{
    struct udf_hierarchy *hierarchy = walk->hierarchy;
    const struct fsimage_tree *tree = hierarchy->layout->tree;
    struct udf_recorded_directory *parent =
        &hierarchy->directories[walk->levels[walk->depth - 1].directory];

    add_item_entry(walk, item);
    if (fsimage_item_is_directory(tree, item)) {
        parent->subdirectories++;
        return push(walk, item, parent->entry);
    }
    if (walk->records_streams)
        add_streams(walk, item);
    if (!walk->has_real_time && fsimage_file_is_real_time(tree, item))
        walk->has_real_time = true;
    return STATUS_OK;
}

static enum status number_all(struct walk *walk)
{
    enum status status;

    add_item_entry(walk, FSIMAGE_ROOT);
    status = push(walk, FSIMAGE_ROOT, 0);
    while (status == STATUS_OK && walk->depth != 0) {
        struct level *level = &walk->levels[walk->depth - 1];

        if (level->position == level->count)
            walk->depth--;
        else
            status = visit(walk, level->children[level->position++]);
    }
    return status;
}

uint32_t udf_hierarchy_child(const struct udf_hierarchy *hierarchy,
                             const struct udf_recorded_directory *directory, uint32_t index)
{
    const uint32_t item = hierarchy->entry_items[directory->entry];
    const uint32_t *children;
    size_t count;

    if (index == 0)
        return FSIMAGE_NO_ITEM;
    if (udf_hierarchy_is_stream_directory(hierarchy, directory->entry))
        return fsimage_file_stream_at(hierarchy->layout->tree, item, index - 1);
    fsimage_directory_children(hierarchy->layout->tree, item, &children, &count);
    return children[index - 1];
}

uint32_t udf_hierarchy_child_count(const struct udf_hierarchy *hierarchy,
                                   const struct udf_recorded_directory *directory)
{
    const struct fsimage_tree *tree = hierarchy->layout->tree;
    const uint32_t item = hierarchy->entry_items[directory->entry];

    return 1 + (udf_hierarchy_is_stream_directory(hierarchy, directory->entry)
                    ? fsimage_file_stream_count(tree, item)
                    : fsimage_directory_child_count(tree, item));
}

/* Notes with which child each block of a directory begins. */
static void index_blocks(struct udf_hierarchy *hierarchy,
                         const struct udf_recorded_directory *directory)
{
    const uint32_t count = udf_hierarchy_child_count(hierarchy, directory);
    uint32_t block = directory->first_block;
    uint64_t position = 0;

    if (udf_directory_blocks(hierarchy->layout->tree, directory->size) == 0)
        return;
    hierarchy->block_children[block] = 0;
    hierarchy->block_leads[block] = 0;
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t within = (uint32_t)(position % UDF_BLOCK_SIZE);
        const uint32_t size =
            udf_child_size(hierarchy->layout->tree, udf_hierarchy_child(hierarchy, directory, i));

        position += size;
        if (within + size < UDF_BLOCK_SIZE)
            continue;
        if (within + size > UDF_BLOCK_SIZE) {
            block++;
            hierarchy->block_children[block] = i;
            hierarchy->block_leads[block] = (uint16_t)(UDF_BLOCK_SIZE - within);
        } else if (position != directory->size) {
            block++;
            hierarchy->block_children[block] = i + 1;
            hierarchy->block_leads[block] = 0;
        }
    }
    assert(position == directory->size);
}

/* The allocation extents of one entry, of which mostly there are none. */
static void add_continuations(struct udf_hierarchy *hierarchy, uint32_t entry)
{
    const struct fsimage_layout *layout = hierarchy->layout;
    const struct udf_allocation_style style = udf_allocation_style_files(&hierarchy->image);
    const uint32_t item = hierarchy->entry_items[entry];
    const size_t room = UDF_BLOCK_SIZE - udf_icb_head_size(hierarchy->image.revision);
    struct udf_allocation allocation = udf_allocation_of_item(layout, item);
    uint8_t descriptors[UDF_BLOCK_SIZE];

    udf_allocation_encode(&allocation, &style, room, 0, descriptors);
    while (udf_allocation_remains(&allocation)) {
        assert(hierarchy->continuation_count < hierarchy->measure.allocation_extents);
        hierarchy->continuations[hierarchy->continuation_count++] =
            (struct udf_continuation){ entry, allocation };
        udf_allocation_extent_skip(&allocation, &style);
    }
}

static void add_all_continuations(struct udf_hierarchy *hierarchy)
{
    if (hierarchy->measure.allocation_extents == 0)
        return;
    for (uint32_t entry = 0; entry < hierarchy->measure.entries; entry++) {
        if (!fsimage_item_is_directory(hierarchy->layout->tree, hierarchy->entry_items[entry]) &&
            !udf_hierarchy_is_stream_directory(hierarchy, entry))
            add_continuations(hierarchy, entry);
    }
}

/* OSTA UDF 2.2.6.4, 2.3.5.2: what a reader must know. */
static uint16_t minimum_read_revision(unsigned revision, bool has_real_time)
{
    if (udf_has_metadata(revision))
        return UDF_REVISION_250;
    if (!udf_has_extended_entries(revision))
        return UDF_REVISION_102;
    return has_real_time ? UDF_REVISION_201 : UDF_REVISION_200;
}

static void complete_image(struct udf_hierarchy *hierarchy, const struct walk *walk)
{
    const struct fsimage_tree *tree = hierarchy->layout->tree;
    const uint64_t continued = hierarchy->layout->session.udf_next_unique_id;
    struct udf_image *image = &hierarchy->image;

    image->first_unique_id = continued > FIRST_UNIQUE_ID ? continued : FIRST_UNIQUE_ID;
    image->next_unique_id =
        image->first_unique_id + fsimage_tree_file_count(tree) + fsimage_tree_directory_count(tree);
    image->minimum_read_revision = minimum_read_revision(image->revision, walk->has_real_time);
}

enum status udf_hierarchy_init(struct udf_hierarchy *hierarchy, const struct fsimage_layout *layout,
                               const struct udf_image *image)
{
    struct walk walk = {
        .hierarchy = hierarchy,
        .records_streams = udf_records_streams(layout->tree),
    };
    enum status status;

    *hierarchy = (struct udf_hierarchy){ .layout = layout, .image = *image };
    status = udf_measure_tree(layout->tree, layout->plan.data_blocks, &hierarchy->measure);
    if (status == STATUS_OK)
        status = allocate(hierarchy);
    if (status == STATUS_OK)
        status = number_all(&walk);
    memory_free(walk.levels);
    if (status != STATUS_OK) {
        udf_hierarchy_release(hierarchy);
        return status;
    }
    assert(walk.entries == hierarchy->measure.entries);
    assert(walk.blocks == hierarchy->measure.directory_blocks);
    complete_image(hierarchy, &walk);
    for (uint32_t i = 0; i < hierarchy->directory_count; i++)
        index_blocks(hierarchy, &hierarchy->directories[i]);
    add_all_continuations(hierarchy);
    return STATUS_OK;
}
