/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Fuzzes the reader of UDF with discs in few bytes: whatever it tells is sound. The mutator seals
 * descriptors after it changed them, without which every change would get no further than the first
 * tag.
 */
#include "support/checked_volume.h"
#include "support/fuzz_target.h"
#include "support/sparse_disc.h"
#include "udf/volume.h"

#include <string.h>

#define BLOCK_SIZE 2048u

/* The shortest descriptor that names an item, in a directory whose blocks are read once. */
#define NAME_SIZE_MINIMUM 40u

static void walk(const struct fsimage_disc *disc)
{
    const struct checked_volume checked =
        checked_volume_walk(&udf_volume_reader_class, disc, NAME_SIZE_MINIMUM);

    FUZZ_REQUIRE(checked.info.obstacle != FSIMAGE_APPEND_POSSIBLE ||
                 checked.info.udf_next_unique_id <= UINT64_MAX / 2);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct sparse_disc source;
    struct fsimage_disc disc = { .source = &source.base };

    sparse_disc_init(&source, data, size);
    disc.last_block = (uint32_t)(byte_source_size(&source.base) / BLOCK_SIZE) - 1;
    walk(&disc);
    return 0;
}

#ifdef OPENIMAPI_LIBFUZZER

#include "base/crc16.h"
#include "udf/file_structures.h"
#include "udf/volume_structures.h"

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t size_maximum);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t size_maximum, unsigned seed);

/* Corrects CRC and checksum of a tag as its own length says, which is cut to what is there. */
static void seal(uint8_t *bytes, size_t size)
{
    struct udf_tag tag;
    const uint8_t *head = (const uint8_t *)&tag;
    uint8_t sum = 0;

    memcpy(&tag, bytes, sizeof(tag));
    if (le16_get(tag.crc_length) > size - sizeof(tag))
        tag.crc_length = le16_of((uint16_t)(size - sizeof(tag)));
    tag.crc = le16_of(crc16(bytes + sizeof(tag), le16_get(tag.crc_length)));
    tag.checksum = 0;
    for (size_t i = 0; i < sizeof(tag); i++)
        sum = (uint8_t)(sum + head[i]);
    tag.checksum = sum;
    memcpy(bytes, &tag, sizeof(tag));
}

static bool is_tag(const uint8_t *bytes, size_t size, uint16_t identifier)
{
    return size >= sizeof(struct udf_tag) &&
           le16_get(((const struct udf_tag *)bytes)->identifier) == identifier;
}

static void seal_names(uint8_t *bytes, size_t size)
{
    while (is_tag(bytes, size, UDF_TAG_FILE_IDENTIFIER) &&
           size >= sizeof(struct udf_file_identifier)) {
        const struct udf_file_identifier *head = (const struct udf_file_identifier *)bytes;
        size_t step = (sizeof(*head) + le16_get(head->implementation_use_length) +
                       head->identifier_length + 3) /
                      4 * 4;

        step = step < size ? step : size;
        seal(bytes, step);
        bytes += step;
        size -= step;
    }
}

/* What is embedded in an entry comes before its own seal. */
static void seal_descriptor(uint8_t *bytes, size_t size)
{
    uint8_t block[BLOCK_SIZE] = { 0 };

    if (is_tag(bytes, size, UDF_TAG_FILE_IDENTIFIER)) {
        seal_names(bytes, size);
        return;
    }
    if (size < sizeof(struct udf_tag) || size > sizeof(block))
        return;
    if (is_tag(bytes, size, UDF_TAG_FILE_ENTRY) && size > sizeof(struct udf_file_entry))
        seal_names(bytes + sizeof(struct udf_file_entry), size - sizeof(struct udf_file_entry));
    if (is_tag(bytes, size, UDF_TAG_EXTENDED_FILE_ENTRY) &&
        size > sizeof(struct udf_extended_file_entry))
        seal_names(bytes + sizeof(struct udf_extended_file_entry),
                   size - sizeof(struct udf_extended_file_entry));
    /* A piece has lost its zeros at the end, which the CRC may cover. */
    memcpy(block, bytes, size);
    seal(block, sizeof(block));
    memcpy(bytes, block, sizeof(struct udf_tag));
}

/* The piece number `index` modulo the number of pieces; false when there is none. */
static bool choose_piece(const uint8_t *data, size_t size, unsigned index,
                         struct sparse_piece *piece)
{
    size_t at = SPARSE_DISC_HEADER_SIZE;
    unsigned count = 0;

    while (sparse_disc_next_piece(data, size, &at, piece))
        count++;
    if (count == 0)
        return false;
    at = SPARSE_DISC_HEADER_SIZE;
    for (unsigned i = 0; i <= index % count; i++)
        sparse_disc_next_piece(data, size, &at, piece);
    return true;
}

/* Changes the body of one descriptor, of which the tag stays but for its seal. */
static size_t change_piece(uint8_t *data, size_t size, size_t size_maximum,
                           const struct sparse_piece *piece)
{
    uint8_t bytes[BLOCK_SIZE] = { 0 };
    const size_t head = sizeof(struct udf_tag);
    const size_t rest = size - piece->at - piece->length;
    size_t room = size_maximum - (size - piece->length);
    size_t length;

    room = room < sizeof(bytes) ? room : sizeof(bytes);
    if (piece->length <= head || piece->length > room)
        return size;
    memcpy(bytes, data + piece->at, piece->length);
    length = head + LLVMFuzzerMutate(bytes + head, piece->length - head, room - head);
    seal_descriptor(bytes, length);
    memmove(data + piece->at + length, data + piece->at + piece->length, rest);
    memcpy(data + piece->at, bytes, length);
    data[piece->at - 2] = (uint8_t)length;
    data[piece->at - 1] = (uint8_t)(length >> 8);
    return piece->at + length + rest;
}

/* Records a piece once more, in another block that is in use. */
static size_t copy_piece(uint8_t *data, size_t size, size_t size_maximum,
                         const struct sparse_piece *piece, const struct sparse_piece *place)
{
    const size_t step = SPARSE_DISC_PIECE_SIZE + piece->length;

    if (step > size_maximum - size)
        return size;
    memcpy(data + size, data + piece->at - SPARSE_DISC_PIECE_SIZE, step);
    memcpy(data + size, data + place->at - SPARSE_DISC_PIECE_SIZE, 4);
    if (piece->length >= sizeof(struct udf_tag) && place->length >= sizeof(struct udf_tag)) {
        const size_t location = offsetof(struct udf_tag, location);
        uint8_t *copy = data + size + SPARSE_DISC_PIECE_SIZE;

        memcpy(copy + location, data + place->at + location, sizeof(le32));
        seal_descriptor(copy, piece->length);
    }
    return size + step;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t size_maximum, unsigned seed)
{
    struct sparse_piece piece;
    struct sparse_piece other;

    if (seed % 16 == 0 || !choose_piece(data, size, seed / 16, &piece))
        return LLVMFuzzerMutate(data, size, size_maximum);
    if (seed % 16 == 1 && choose_piece(data, size, seed / 4099, &other))
        return copy_piece(data, size, size_maximum, &piece, &other);
    return change_piece(data, size, size_maximum, &piece);
}

#endif
