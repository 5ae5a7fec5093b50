/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Fuzzes the readers of ISO 9660 and Joliet with discs in few bytes: whatever they tell is sound,
 * and the same when asked again. The mutator keeps both halves of
 * numbers alike, without which most changes would get no further than the first record.
 */
#include "iso9660/reader.h"
#include "support/checked_volume.h"
#include "support/fuzz_target.h"
#include "support/sparse_disc.h"

#include <string.h>

#define BLOCK_SIZE  2048u
#define RECORD_SIZE 34u /* no record is shorter */

static uint64_t walk(const struct fsimage_volume_reader_class *reader,
                     const struct fsimage_disc *disc)
{
    const struct checked_volume checked = checked_volume_walk(reader, disc, RECORD_SIZE);

    FUZZ_REQUIRE(checked.info.end <= disc->last_block + 1 && checked.info.name_length <= 32);
    return checked.hash;
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
        const uint64_t once = walk(classes[i], &disc);

        if (size % 4 == 0) /* often enough */
            FUZZ_REQUIRE(walk(classes[i], &disc) == once);
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
