/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Walking a hierarchy of directories on a disc (ECMA-119 6.8). */
#include "base/memory.h"
#include "base/number_set.h"
#include "iso9660/directory_record.h"
#include "iso9660/identifier.h"
#include "iso9660/volume.h"

#include <string.h>

/* Far beyond what a standard allows, and near enough to keep the paths of a hostile disc short. */
#define LEVELS_MAXIMUM 4096u

/* Some writers leave room behind the records of a directory. */
#define EMPTY_BLOCKS_MAXIMUM 64u

/* A directory on the way to where the walk is. */
struct level {
    uint32_t block;  /* of its next record */
    uint32_t end;    /* the first block behind it */
    uint32_t offset; /* within the block */
};

struct walk {
    const struct iso9660_volume *volume;
    const struct fsimage_volume_sink *sink;
    void *context;
    struct fsimage_problem *problem;

    struct level *levels;
    uint32_t depth;
    uint32_t capacity;
    struct number_set visited; /* blocks of directories */
    uint32_t empty_blocks;     /* visited since the last record */

    uint8_t block[ISO9660_BLOCK_SIZE];
    uint32_t block_number; /* of `block`; UINT32_MAX: of none */

    /* The file whose records are being read: its first one, and its extents so far. */
    bool is_in_file;
    struct fsimage_found_item file;
    uint8_t identifier[ISO9660_RECORDED_IDENTIFIER_MAXIMUM];
    size_t identifier_length;
    struct fsimage_run *runs;
    uint32_t run_capacity;

    char16 name[ISO9660_RECORDED_IDENTIFIER_MAXIMUM];
    char16 last_name[ISO9660_RECORDED_IDENTIFIER_MAXIMUM]; /* of the file before, here */
    size_t last_name_length;
};

static enum status refuse(const struct walk *walk)
{
    return iso9660_volume_refuse(walk->volume, walk->levels[walk->depth - 1].block, walk->problem);
}

static enum status push_level(struct walk *walk, uint32_t location, uint32_t length)
{
    const uint32_t blocks = (uint32_t)fsimage_blocks_of(length);

    if (!iso9660_volume_has(walk->volume, location, length))
        return refuse(walk);
    if (walk->depth == LEVELS_MAXIMUM)
        return iso9660_volume_lacks(walk->volume, "directories deeper than 4096 levels",
                                    walk->problem);
    if (walk->depth == walk->capacity) {
        const uint32_t capacity = walk->capacity != 0 ? 2 * walk->capacity : 16;
        struct level *levels = memory_resize(walk->levels, capacity, sizeof(*levels));

        if (levels == NULL)
            return STATUS_NO_MEMORY;
        walk->levels = levels;
        walk->capacity = capacity;
    }
    walk->levels[walk->depth++] = (struct level){ .block = location, .end = location + blocks };
    walk->last_name_length = 0;
    return STATUS_OK;
}

static enum status load_block(struct walk *walk, uint32_t block)
{
    enum status status;

    if (walk->block_number == block)
        return STATUS_OK;
    walk->block_number = UINT32_MAX;
    status = iso9660_volume_read(walk->volume, block, walk->block, walk->problem);
    if (status == STATUS_OK)
        walk->block_number = block;
    return status;
}

/*
 * Notes that the directory's next block is about to be read for the first time. No block belongs to
 * two directories: neither a cycle nor an overlap gets past that. And none goes on for long without
 * a record, so that lengths alone cannot have a whole disc read.
 */
static enum status visit_block(struct walk *walk, uint32_t block)
{
    bool is_new;
    const enum status status = number_set_add(&walk->visited, block, &is_new);

    if (status != STATUS_OK)
        return status;
    if (!is_new || walk->empty_blocks == EMPTY_BLOCKS_MAXIMUM)
        return refuse(walk);
    walk->empty_blocks++;
    return STATUS_OK;
}

/* The next record of the directory the walk is in; of size 0 when there is none. */
static enum status next_record(struct walk *walk, struct iso9660_record *record)
{
    struct level *level = &walk->levels[walk->depth - 1];

    *record = (struct iso9660_record){ 0 };
    while (level->block != level->end) {
        enum status status = STATUS_OK;

        if (level->offset == 0)
            status = visit_block(walk, level->block);
        if (status == STATUS_OK)
            status = load_block(walk, level->block);
        if (status != STATUS_OK)
            return status;
        if (level->offset < ISO9660_BLOCK_SIZE && walk->block[level->offset] != 0) {
            if (iso9660_record_decode(walk->block + level->offset,
                                      ISO9660_BLOCK_SIZE - level->offset, record) != STATUS_OK)
                return refuse(walk);
            level->offset += record->size;
            walk->empty_blocks = 0;
            return STATUS_OK;
        }
        level->block++;
        level->offset = 0;
    }
    return STATUS_OK;
}

/* Fills in what the record says of the item; its name is in walk->name. */
static enum status decode_item(struct walk *walk, const struct iso9660_record *record,
                               struct fsimage_found_item *item)
{
    const struct iso9660_entry *entry = &record->entry;
    const bool is_directory = (entry->flags & ISO9660_FLAG_DIRECTORY) != 0;
    size_t length;

    if (iso9660_identifier_decode(entry->identifier, entry->identifier_length,
                                  walk->volume->file_system, is_directory, walk->name,
                                  &length) != STATUS_OK)
        return refuse(walk);
    *item = (struct fsimage_found_item){
        .kind = is_directory ? FSIMAGE_DIRECTORY : FSIMAGE_FILE,
        .name = walk->name,
        .name_length = length,
        .times = fsimage_times_at(entry->modification_time),
        .is_hidden = (entry->flags & ISO9660_FLAG_HIDDEN) != 0,
    };
    return STATUS_OK;
}

static enum status enter_directory(struct walk *walk, const struct iso9660_record *record)
{
    struct fsimage_found_item item;
    enum status status;

    if ((record->entry.flags & ISO9660_FLAG_NOT_LAST_EXTENT) != 0)
        return refuse(walk);
    status = decode_item(walk, record, &item);
    if (status == STATUS_OK)
        status = push_level(walk, record->entry.extent, record->entry.data_length);
    if (status == STATUS_OK)
        status = walk->sink->enter(walk->context, &item);
    return status;
}

static enum status leave_directory(struct walk *walk)
{
    if (walk->is_in_file)
        return refuse(walk);
    walk->depth--;
    walk->last_name_length = 0;
    return walk->depth != 0 ? walk->sink->leave(walk->context) : STATUS_OK;
}

static enum status append_run(struct walk *walk, uint32_t location, uint32_t size)
{
    struct fsimage_found_item *file = &walk->file;

    if (file->run_count != 0) {
        struct fsimage_run *last = &walk->runs[file->run_count - 1];

        if (last->location + last->size / ISO9660_BLOCK_SIZE == location) {
            last->size += size;
            return STATUS_OK;
        }
    }
    if (file->run_count == walk->run_capacity) {
        const uint32_t capacity = walk->run_capacity != 0 ? 2 * walk->run_capacity : 4;
        struct fsimage_run *runs = memory_resize(walk->runs, capacity, sizeof(*runs));

        if (runs == NULL)
            return STATUS_NO_MEMORY;
        walk->runs = runs;
        walk->run_capacity = capacity;
    }
    walk->runs[file->run_count++] = (struct fsimage_run){ .location = location, .size = size };
    file->runs = walk->runs;
    return STATUS_OK;
}

/* Whole blocks in all records but the last; what lies nowhere takes no bytes. */
static enum status add_extent(struct walk *walk, const struct iso9660_record *record)
{
    const struct iso9660_entry *entry = &record->entry;
    const bool is_last = (entry->flags & ISO9660_FLAG_NOT_LAST_EXTENT) == 0;

    if (entry->data_length == 0)
        return STATUS_OK;
    if (record->interleave_gap != 0)
        return iso9660_volume_lacks(walk->volume, "interleaved file", walk->problem);
    if ((!is_last && entry->data_length % ISO9660_BLOCK_SIZE != 0) ||
        !iso9660_volume_has(walk->volume, entry->extent, entry->data_length))
        return refuse(walk);
    walk->file.size += entry->data_length;
    return append_run(walk, entry->extent, entry->data_length);
}

static enum status begin_file(struct walk *walk, const struct iso9660_record *record)
{
    const enum status status = decode_item(walk, record, &walk->file);

    if (status != STATUS_OK)
        return status;
    walk->is_in_file = true;
    walk->identifier_length = record->entry.identifier_length;
    memcpy(walk->identifier, record->entry.identifier, walk->identifier_length);
    return STATUS_OK;
}

static bool is_of_this_file(const struct walk *walk, const struct iso9660_record *record)
{
    return record->entry.identifier_length == walk->identifier_length &&
           memcmp(record->entry.identifier, walk->identifier, walk->identifier_length) == 0;
}

static enum status report_file(struct walk *walk)
{
    const struct fsimage_found_item *file = &walk->file;
    const bool is_older_version =
        walk->last_name_length != 0 &&
        utf16_compare(walk->last_name, walk->last_name_length, file->name, file->name_length) == 0;

    walk->is_in_file = false;
    if (is_older_version)
        return STATUS_OK;
    memcpy(walk->last_name, file->name, file->name_length * sizeof(*file->name));
    walk->last_name_length = file->name_length;
    return walk->sink->file(walk->context, file);
}

static enum status take_file(struct walk *walk, const struct iso9660_record *record)
{
    enum status status = STATUS_OK;

    if (!walk->is_in_file)
        status = begin_file(walk, record);
    else if (!is_of_this_file(walk, record))
        status = refuse(walk);
    if (status == STATUS_OK)
        status = add_extent(walk, record);
    if (status == STATUS_OK && (record->entry.flags & ISO9660_FLAG_NOT_LAST_EXTENT) == 0)
        status = report_file(walk);
    return status;
}

static enum status take_record(struct walk *walk, const struct iso9660_record *record)
{
    const uint8_t flags = record->entry.flags;

    if (record->size == 0)
        return leave_directory(walk);
    if (iso9660_record_is_self_or_parent(record) || (flags & ISO9660_FLAG_ASSOCIATED) != 0)
        return STATUS_OK;
    if (record->volume_sequence_number > 1 &&
        record->volume_sequence_number != walk->volume->sequence_number)
        return iso9660_volume_lacks(walk->volume, "volume set", walk->problem);
    if ((flags & ISO9660_FLAG_DIRECTORY) == 0)
        return take_file(walk, record);
    return walk->is_in_file ? refuse(walk) : enter_directory(walk, record);
}

enum status iso9660_volume_walk(struct fsimage_volume *volume,
                                const struct fsimage_volume_sink *sink, void *context,
                                struct fsimage_problem *problem)
{
    struct walk walk = {
        .volume = (const struct iso9660_volume *)volume,
        .sink = sink,
        .context = context,
        .problem = problem,
        .block_number = UINT32_MAX,
    };
    struct iso9660_record record;
    enum status status;

    fsimage_problem_clear(problem);
    status = push_level(&walk, walk.volume->root_location, walk.volume->root_length);
    while (status == STATUS_OK && walk.depth != 0) {
        status = next_record(&walk, &record);
        if (status == STATUS_OK)
            status = take_record(&walk, &record);
    }
    memory_free(walk.levels);
    memory_free(walk.runs);
    number_set_release(&walk.visited);
    return status;
}
