/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Fuzzes the readers of ISO 9660 and Joliet with discs in few bytes: whatever they tell lies on the
 * disc, is bounded by it, and is the same when asked again. The mutator keeps both halves of
 * numbers alike, without which most changes would get no further than the first record.
 */
#include "iso9660/reader.h"
#include "support/fuzz_target.h"
#include "support/sparse_disc.h"

#include <string.h>

#define BLOCK_SIZE 2048u

/* What a walk has told so far. */
struct telling {
    uint32_t blocks; /* of the disc */
    uint32_t depth;
    uint64_t items;
    uint64_t hash;
};

static void note(struct telling *telling, const void *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        telling->hash = (telling->hash ^ ((const uint8_t *)bytes)[i]) * UINT64_C(0x100000001B3);
}

static void check_item(struct telling *telling, const struct fsimage_found_item *item)
{
    uint64_t size = 0;

    FUZZ_REQUIRE(item->name_length >= 1 && item->name_length <= FSIMAGE_NAME_MAXIMUM);
    FUZZ_REQUIRE(item->stream_count == 0 && item->embedded == NULL && !item->is_real_time);
    for (uint32_t i = 0; i < item->run_count; i++) {
        const struct fsimage_run *run = &item->runs[i];

        FUZZ_REQUIRE(run->size != 0 && run->location <= telling->blocks);
        FUZZ_REQUIRE(fsimage_blocks_of(run->size) <= telling->blocks - run->location);
        FUZZ_REQUIRE(i + 1 == item->run_count || run->size % BLOCK_SIZE == 0);
        size += run->size;
        note(telling, &run->location, sizeof(run->location));
    }
    FUZZ_REQUIRE(size == item->size);
    note(telling, item->name, item->name_length * sizeof(*item->name));
    note(telling, &item->size, sizeof(item->size));
    note(telling, &item->times, sizeof(item->times));
    /* No record is shorter than 34 bytes, and no block of a directory is read twice. */
    FUZZ_REQUIRE(++telling->items <= (uint64_t)telling->blocks * (BLOCK_SIZE / 34));
}

static enum status enter(void *context, const struct fsimage_found_item *item)
{
    struct telling *telling = context;

    FUZZ_REQUIRE(item->kind == FSIMAGE_DIRECTORY && item->run_count == 0 && item->size == 0);
    check_item(telling, item);
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
    return STATUS_OK;
}

static struct telling walk(const struct fsimage_volume_reader_class *class,
                           const struct fsimage_disc *disc)
{
    static const struct fsimage_volume_sink sink = { .enter = enter,
                                                     .leave = leave,
                                                     .file = take_file };
    struct telling telling = { .blocks = disc->last_block + 1 };
    struct fsimage_volume_info info;
    struct fsimage_volume *volume;
    struct fsimage_problem problem;
    enum status status = class->open(disc, &volume, &problem);

    FUZZ_REQUIRE((status == STATUS_OK) == (volume != NULL));
    if (status == STATUS_OK) {
        class->info(volume, &info);
        FUZZ_REQUIRE(info.end <= telling.blocks && info.name_length <= 32);
        note(&telling, &info.directory_count, sizeof(info.directory_count));
        status = class->walk(volume, &sink, &telling, &problem);
        FUZZ_REQUIRE(status != STATUS_OK || telling.depth == 0);
        class->close(volume);
    }
    FUZZ_REQUIRE((problem.kind == FSIMAGE_PROBLEM_NONE) == (status == STATUS_OK));
    note(&telling, &status, sizeof(status));
    return telling;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct fsimage_volume_reader_class *const classes[] = {
        &iso9660_volume_reader_class,
        &iso9660_joliet_volume_reader_class,
    };
    struct sparse_disc source;
    struct fsimage_disc disc = { .source = &source.base };

    sparse_disc_init(&source, data, size);
    disc.last_block = (uint32_t)(byte_source_size(&source.base) / BLOCK_SIZE) - 1;
    for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++) {
        const struct telling once = walk(classes[i], &disc);

        if (size % 4 == 0) /* often enough */
            FUZZ_REQUIRE(walk(classes[i], &disc).hash == once.hash);
    }
    return 0;
}

#ifdef OPENIMAPI_LIBFUZZER

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t size_maximum);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t size_maximum, unsigned seed);

/* Repeats `width` little-endian bytes behind themselves, the other way round. */
static void repair_both(uint8_t *at, size_t width)
{
    for (size_t i = 0; i < width; i++)
        at[width + i] = at[width - 1 - i];
}

static void repair_record(uint8_t *record)
{
    repair_both(record + 2, 4);
    repair_both(record + 10, 4);
    repair_both(record + 28, 2);
}

static void repair_descriptor(uint8_t *descriptor)
{
    repair_both(descriptor + 80, 4);
    repair_both(descriptor + 120, 2);
    repair_both(descriptor + 124, 2);
    repair_both(descriptor + 128, 2);
    repair_both(descriptor + 132, 4);
    repair_record(descriptor + 156);
}

/* A piece is a descriptor, or else may begin with records. */
static void repair_piece(uint8_t *piece, size_t length)
{
    size_t at = 0;

    if (length >= 190 && memcmp(piece + 1, "CD001", 5) == 0) {
        repair_descriptor(piece);
        return;
    }
    while (at + 33 <= length && piece[at] != 0) {
        repair_record(piece + at);
        at += piece[at];
    }
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t size_maximum, unsigned seed)
{
    struct sparse_piece piece;
    size_t at = SPARSE_DISC_HEADER_SIZE;

    size = LLVMFuzzerMutate(data, size, size_maximum);
    if (seed % 8 == 0) /* now and then the halves may contradict each other */
        return size;
    while (sparse_disc_next_piece(data, size, &at, &piece))
        repair_piece(data + piece.at, piece.length);
    return size;
}

#endif
