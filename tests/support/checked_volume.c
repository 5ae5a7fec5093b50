/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Walks a volume for a fuzz target. */
#include "support/checked_volume.h"

#include "support/fuzz_target.h"

/* What has been told so far. */
struct telling {
    uint64_t blocks; /* of the disc */
    uint32_t item_bytes;
    uint32_t depth;
    uint64_t items;
    uint64_t hash;
};

static void note(struct telling *telling, const void *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        telling->hash = (telling->hash ^ ((const uint8_t *)bytes)[i]) * UINT64_C(0x100000001B3);
}

static void check_runs(struct telling *telling, const struct fsimage_found_item *item)
{
    uint64_t size = 0;

    for (uint32_t i = 0; i < item->run_count; i++) {
        const struct fsimage_run *run = &item->runs[i];

        FUZZ_REQUIRE(run->size != 0 && run->location < telling->blocks);
        FUZZ_REQUIRE(fsimage_blocks_of(run->size) <= telling->blocks - run->location);
        FUZZ_REQUIRE(i + 1 == item->run_count || run->size % FSIMAGE_BLOCK_SIZE == 0);
        size += run->size;
        note(telling, &run->location, sizeof(run->location));
    }
    FUZZ_REQUIRE(item->embedded != NULL || size == item->size);
}

static void check_item(struct telling *telling, const struct fsimage_found_item *item)
{
    FUZZ_REQUIRE(item->name_length >= 1 && item->name_length <= FSIMAGE_NAME_MAXIMUM);
    note(telling, item->name, item->name_length * sizeof(*item->name));
    note(telling, &item->size, sizeof(item->size));
    note(telling, &item->times, sizeof(item->times));
    check_runs(telling, item);
    if (item->embedded != NULL) {
        FUZZ_REQUIRE(item->run_count == 0 && item->size != 0 && item->size < FSIMAGE_BLOCK_SIZE);
        note(telling, item->embedded, (size_t)item->size);
    }
}

static void count_item(struct telling *telling)
{
    FUZZ_REQUIRE(++telling->items <= telling->blocks * (FSIMAGE_BLOCK_SIZE / telling->item_bytes));
}

static enum status enter(void *context, const struct fsimage_found_item *item)
{
    struct telling *telling = context;

    FUZZ_REQUIRE(item->kind == FSIMAGE_DIRECTORY && item->size == 0 && item->stream_count == 0);
    check_item(telling, item);
    count_item(telling);
    telling->depth++;
    return STATUS_OK;
}

static enum status leave(void *context)
{
    struct telling *telling = context;

    FUZZ_REQUIRE(telling->depth > 0);
    telling->depth--;
    return STATUS_OK;
}

static enum status take_file(void *context, const struct fsimage_found_item *item)
{
    FUZZ_REQUIRE(item->kind == FSIMAGE_FILE);
    check_item(context, item);
    count_item(context);
    for (uint32_t i = 0; i < item->stream_count; i++) {
        FUZZ_REQUIRE(item->streams[i].kind == FSIMAGE_FILE && item->streams[i].stream_count == 0);
        check_item(context, &item->streams[i]);
    }
    return STATUS_OK;
}

struct checked_volume checked_volume_walk(const struct fsimage_volume_reader_class *reader,
                                          const struct fsimage_disc *disc, uint32_t item_bytes)
{
    static const struct fsimage_volume_sink sink = { .enter = enter,
                                                     .leave = leave,
                                                     .file = take_file };
    struct telling telling = { .blocks = (uint64_t)disc->last_block + 1, .item_bytes = item_bytes };
    struct checked_volume checked = { 0 };
    struct fsimage_volume *volume;
    struct fsimage_problem problem;

    checked.status = reader->open(disc, &volume, &problem);
    FUZZ_REQUIRE((checked.status == STATUS_OK) == (volume != NULL));
    if (checked.status == STATUS_OK) {
        checked.status = reader->walk(volume, &sink, &telling, &problem);
        FUZZ_REQUIRE(checked.status != STATUS_OK || telling.depth == 0);
        reader->info(volume, &checked.info);
        FUZZ_REQUIRE(checked.info.name_length <= FSIMAGE_VOLUME_NAME_MAXIMUM);
        note(&telling, &checked.info.directory_count, sizeof(checked.info.directory_count));
        reader->close(volume);
    }
    FUZZ_REQUIRE((problem.kind == FSIMAGE_PROBLEM_NONE) == (checked.status == STATUS_OK));
    note(&telling, &checked.status, sizeof(checked.status));
    checked.hash = telling.hash;
    return checked;
}
