/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Walking through all directories of a volume. */
#include "udf/reader_walk.h"

#include "base/memory.h"
#include "udf/reader_directory.h"
#include "udf/reader_extents.h"
#include "udf/reader_streams.h"

/* ECMA-167 4/14.6.6: files that no item of an image can be. */
enum special_type {
    SPECIAL_BLOCK_DEVICE = 6,
    SPECIAL_CHARACTER_DEVICE = 7,
    SPECIAL_FIFO = 9,
    SPECIAL_SOCKET = 10,
    SPECIAL_SYMBOLIC_LINK = 12,
};

struct walk {
    const struct udf_partitions *partitions;
    const struct fsimage_volume_sink *sink;
    void *context;
    struct udf_walk_result *result;
    struct udf_visits visits;
    struct udf_directory *stack; /* the directories that are entered */
    size_t depth;
    size_t capacity;
    struct udf_entry entry; /* of the item at hand */
    struct udf_extents extents;
    struct udf_runs runs;
    struct udf_streams streams;
};

static enum status tell(struct walk *walk, enum status status)
{
    walk->result->is_sink_failure = status != STATUS_OK;
    return status;
}

static enum status read_entry(struct walk *walk, struct udf_address address)
{
    const enum status status = udf_entry_read(walk->partitions, address, &walk->entry);
    const uint64_t unique_id = walk->entry.unique_id;

    if (status == STATUS_OK && unique_id > walk->result->highest_unique_id &&
        unique_id <= UDF_UNIQUE_ID_MAXIMUM)
        walk->result->highest_unique_id = unique_id;
    return status;
}

static enum status push(struct walk *walk, const struct udf_directory *directory)
{
    if (walk->depth == walk->capacity) {
        const size_t capacity = walk->capacity == 0 ? 16 : walk->capacity * 2;
        struct udf_directory *stack = memory_resize(walk->stack, capacity, sizeof(*stack));

        if (stack == NULL)
            return STATUS_NO_MEMORY;
        walk->stack = stack;
        walk->capacity = capacity;
    }
    walk->stack[walk->depth++] = *directory;
    return STATUS_OK;
}

/* Opens the directory of the entry at hand. */
static enum status open_directory(struct walk *walk)
{
    struct udf_disc *disc = walk->partitions->disc;
    struct udf_directory directory;
    enum status status;

    if (walk->entry.file_type != UDF_FILE_DIRECTORY)
        return udf_disc_corrupt(disc, walk->entry.absolute);
    status = udf_visits_block(&walk->visits, disc, walk->entry.absolute);
    if (status == STATUS_OK)
        status = udf_directory_read(walk->partitions, &walk->entry, &walk->visits, &directory);
    if (status != STATUS_OK)
        return status;
    status = push(walk, &directory);
    if (status != STATUS_OK)
        udf_directory_release(&directory);
    return status;
}

static struct fsimage_found_item item_of(const struct walk *walk, enum fsimage_item_kind kind,
                                         const struct udf_found_name *found)
{
    return (struct fsimage_found_item){
        .kind = kind,
        .name = found->name,
        .name_length = found->name_length,
        .times = walk->entry.times,
        .is_hidden = (found->characteristics & UDF_FID_HIDDEN) != 0,
        .is_real_time = walk->entry.file_type == UDF_FILE_REAL_TIME,
    };
}

static enum status enter_directory(struct walk *walk, const struct udf_found_name *found)
{
    const struct fsimage_found_item item = item_of(walk, FSIMAGE_DIRECTORY, found);
    const enum status status = open_directory(walk);

    return status == STATUS_OK ? tell(walk, walk->sink->enter(walk->context, &item)) : status;
}

/* Whether the entry at hand is that of a file. */
static enum status check_type(struct walk *walk)
{
    struct udf_disc *disc = walk->partitions->disc;

    switch (walk->entry.file_type) {
    case UDF_FILE_UNSPECIFIED:
    case UDF_FILE_REGULAR:
    case UDF_FILE_REAL_TIME:
        return STATUS_OK;
    case SPECIAL_SYMBOLIC_LINK:
        return udf_disc_feature(disc, u"symbolic link");
    case SPECIAL_BLOCK_DEVICE:
    case SPECIAL_CHARACTER_DEVICE:
    case SPECIAL_FIFO:
    case SPECIAL_SOCKET:
        return udf_disc_feature(disc, u"special file");
    default:
        return udf_disc_corrupt(disc, walk->entry.absolute);
    }
}

static enum status find_data(struct walk *walk, struct fsimage_found_item *item)
{
    enum status status;

    item->size = walk->entry.size;
    if (item->size == 0)
        return STATUS_OK;
    if (walk->entry.allocation == UDF_ICB_EMBEDDED) {
        item->embedded = udf_entry_embedded(&walk->entry);
        return STATUS_OK;
    }
    walk->runs.count = 0;
    status = udf_extents_read(walk->partitions, &walk->entry, UDF_HOLES_REFUSED, &walk->visits,
                              &walk->extents);
    if (status == STATUS_OK)
        status = udf_runs_add(&walk->runs, walk->partitions, &walk->extents);
    item->runs = walk->runs.runs;
    item->run_count = walk->runs.count;
    return status;
}

static uint64_t told_bytes(const struct fsimage_found_item *item, const struct udf_streams *streams)
{
    return item->name_length * (uint64_t)sizeof(*item->name) +
           (item->embedded != NULL ? item->size : 0) +
           item->run_count * (uint64_t)sizeof(*item->runs) + streams->told_bytes;
}

static enum status find_file(struct walk *walk, const struct udf_found_name *found)
{
    struct fsimage_found_item item = item_of(walk, FSIMAGE_FILE, found);
    struct udf_disc *disc = walk->partitions->disc;
    enum status status = check_type(walk);

    if (status == STATUS_OK)
        status = udf_visits_enter_file(&walk->visits, disc, walk->entry.absolute);
    if (status == STATUS_OK)
        status = find_data(walk, &item);
    if (status == STATUS_OK)
        status = udf_streams_read(&walk->streams, walk->partitions, &walk->entry, &walk->visits);
    if (status == STATUS_OK)
        status = udf_visits_leave_file(&walk->visits, disc, walk->entry.absolute,
                                       told_bytes(&item, &walk->streams));
    if (status != STATUS_OK)
        return status;
    item.streams = walk->streams.count != 0 ? walk->streams.items : NULL;
    item.stream_count = walk->streams.count;
    return tell(walk, walk->sink->file(walk->context, &item));
}

static enum status leave_directory(struct walk *walk)
{
    udf_directory_release(&walk->stack[--walk->depth]);
    return walk->depth == 0 ? STATUS_OK : tell(walk, walk->sink->leave(walk->context));
}

/* Goes on with the innermost directory. */
static enum status take_step(struct walk *walk)
{
    struct udf_found_name found;
    enum status status;

    if (!udf_directory_next(&walk->stack[walk->depth - 1], &found))
        return leave_directory(walk);
    status = read_entry(walk, found.icb);
    if (status != STATUS_OK)
        return status;
    return (found.characteristics & UDF_FID_DIRECTORY) != 0 ? enter_directory(walk, &found)
                                                            : find_file(walk, &found);
}

static void release(struct walk *walk)
{
    while (walk->depth != 0)
        udf_directory_release(&walk->stack[--walk->depth]);
    memory_free(walk->stack);
    udf_visits_release(&walk->visits);
    udf_extents_release(&walk->extents);
    udf_runs_release(&walk->runs);
    udf_streams_release(&walk->streams);
}

enum status udf_walk(const struct udf_partitions *partitions, struct udf_address root,
                     const struct fsimage_volume_sink *sink, void *context,
                     struct udf_walk_result *result)
{
    struct walk walk = {
        .partitions = partitions,
        .sink = sink,
        .context = context,
        .result = result,
    };
    enum status status;

    *result = (struct udf_walk_result){ 0 };
    status = read_entry(&walk, root);
    if (status == STATUS_OK)
        status = open_directory(&walk);
    while (status == STATUS_OK && walk.depth != 0)
        status = take_step(&walk);
    release(&walk);
    return status;
}
