/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The named streams of a file (ECMA-167/3 4/9.2; OSTA UDF 3.3.5). */
#include "udf/reader_streams.h"

#include "base/memory.h"

#include <string.h>

/* Where the parts of a stream lie in arrays that still grow. */
struct udf_stream_place {
    size_t name;
    size_t content;
    uint32_t run;
    bool is_embedded;
};

void udf_streams_release(struct udf_streams *streams)
{
    memory_free(streams->items);
    memory_free(streams->places);
    memory_free(streams->names);
    memory_free(streams->contents);
    udf_runs_release(&streams->runs);
    udf_extents_release(&streams->extents);
    *streams = (struct udf_streams){ 0 };
}

static enum status reserve_item(struct udf_streams *streams)
{
    const uint32_t capacity = streams->capacity == 0 ? 8 : streams->capacity * 2;
    struct fsimage_found_item *items;
    struct udf_stream_place *places;

    if (streams->count < streams->capacity)
        return STATUS_OK;
    items = memory_resize(streams->items, capacity, sizeof(*items));
    if (items == NULL)
        return STATUS_NO_MEMORY;
    streams->items = items;
    places = memory_resize(streams->places, capacity, sizeof(*places));
    if (places == NULL)
        return STATUS_NO_MEMORY;
    streams->places = places;
    streams->capacity = capacity;
    return STATUS_OK;
}

/* Makes an array of elements of `size` bytes hold `needed` of them. */
static enum status reserve(void **array, size_t *capacity, size_t needed, size_t size)
{
    void *grown;

    if (needed <= *capacity)
        return STATUS_OK;
    if (needed > SIZE_MAX / 2)
        return STATUS_NO_MEMORY;
    grown = memory_resize(*array, needed * 2, size);
    if (grown == NULL)
        return STATUS_NO_MEMORY;
    *array = grown;
    *capacity = needed * 2;
    return STATUS_OK;
}

static enum status add_name(struct udf_streams *streams, const struct udf_found_name *found)
{
    void *names = streams->names;
    const enum status status =
        reserve(&names, &streams->name_capacity, streams->name_units + found->name_length,
                sizeof(*streams->names));

    streams->names = names;
    if (status != STATUS_OK)
        return status;
    memcpy(streams->names + streams->name_units, found->name,
           found->name_length * sizeof(*found->name));
    streams->name_units += found->name_length;
    return STATUS_OK;
}

static enum status add_content(struct udf_streams *streams, const struct udf_entry *entry)
{
    void *contents = streams->contents;
    const enum status status =
        reserve(&contents, &streams->content_capacity, streams->content_bytes + (size_t)entry->size,
                sizeof(*streams->contents));

    streams->contents = contents;
    if (status != STATUS_OK)
        return status;
    if (entry->size != 0)
        memcpy(streams->contents + streams->content_bytes, udf_entry_embedded(entry),
               (size_t)entry->size);
    streams->content_bytes += (size_t)entry->size;
    return STATUS_OK;
}

static enum status add_data(struct udf_streams *streams, const struct udf_partitions *partitions,
                            const struct udf_entry *entry, struct udf_visits *visits)
{
    enum status status;

    if (entry->allocation == UDF_ICB_EMBEDDED)
        return add_content(streams, entry);
    status = udf_extents_read(partitions, entry, UDF_HOLES_REFUSED, visits, &streams->extents);
    if (status == STATUS_OK)
        status = udf_runs_add(&streams->runs, partitions, &streams->extents);
    return status;
}

static enum status add_stream(struct udf_streams *streams, const struct udf_partitions *partitions,
                              const struct udf_found_name *found, struct udf_visits *visits)
{
    const uint32_t index = streams->count;
    struct udf_stream_place place = { streams->name_units, streams->content_bytes,
                                      streams->runs.count, false };
    struct udf_entry entry;
    enum status status = udf_entry_read(partitions, found->icb, &entry);

    if (status == STATUS_OK)
        status = udf_visits_block(visits, partitions->disc, entry.absolute);
    if (status != STATUS_OK)
        return status;
    if ((found->characteristics & UDF_FID_DIRECTORY) != 0 || entry.file_type != UDF_FILE_REGULAR)
        return udf_disc_corrupt(partitions->disc, entry.absolute);
    status = reserve_item(streams);
    if (status == STATUS_OK)
        status = add_name(streams, found);
    if (status == STATUS_OK)
        status = add_data(streams, partitions, &entry, visits);
    if (status != STATUS_OK)
        return status;
    place.is_embedded = entry.allocation == UDF_ICB_EMBEDDED && entry.size != 0;
    streams->places[index] = place;
    streams->items[index] = (struct fsimage_found_item){
        .kind = FSIMAGE_FILE,
        .name_length = found->name_length,
        .times = entry.times,
        .is_hidden = (found->characteristics & UDF_FID_HIDDEN) != 0,
        .size = entry.size,
        .run_count = streams->runs.count - place.run,
    };
    streams->count++;
    return STATUS_OK;
}

static void point_items(struct udf_streams *streams)
{
    for (uint32_t i = 0; i < streams->count; i++) {
        const struct udf_stream_place *place = &streams->places[i];
        struct fsimage_found_item *item = &streams->items[i];

        item->name = streams->names + place->name;
        item->embedded = place->is_embedded ? streams->contents + place->content : NULL;
        item->runs = item->run_count != 0 ? streams->runs.runs + place->run : NULL;
    }
    streams->told_bytes = streams->count * (uint64_t)sizeof(*streams->items) +
                          streams->name_units * (uint64_t)sizeof(*streams->names) +
                          streams->content_bytes +
                          streams->runs.count * (uint64_t)sizeof(*streams->runs.runs);
}

static enum status read_directory(const struct udf_partitions *partitions,
                                  const struct udf_entry *entry, struct udf_visits *visits,
                                  struct udf_directory *directory)
{
    struct udf_entry stream_directory;
    enum status status = udf_entry_read(partitions, entry->stream_directory, &stream_directory);

    if (status == STATUS_OK)
        status = udf_visits_block(visits, partitions->disc, stream_directory.absolute);
    if (status == STATUS_OK && stream_directory.file_type != UDF_FILE_STREAM_DIRECTORY)
        status = udf_disc_corrupt(partitions->disc, stream_directory.absolute);
    if (status == STATUS_OK)
        status = udf_directory_read(partitions, &stream_directory, visits, directory);
    return status;
}

enum status udf_streams_read(struct udf_streams *streams, const struct udf_partitions *partitions,
                             const struct udf_entry *entry, struct udf_visits *visits)
{
    struct udf_directory directory = { 0 };
    struct udf_found_name found;
    enum status status = STATUS_OK;

    streams->count = 0;
    streams->name_units = 0;
    streams->content_bytes = 0;
    streams->runs.count = 0;
    if (entry->has_streams)
        status = read_directory(partitions, entry, visits, &directory);
    while (status == STATUS_OK && udf_directory_next(&directory, &found))
        status = add_stream(streams, partitions, &found, visits);
    udf_directory_release(&directory);
    if (status == STATUS_OK)
        point_items(streams);
    return status;
}
