/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* UDF volumes for tests of the reader. */
#include "unit/udf/volumes.h"

#include "support/cmocka_all.h"

#include "base/date.h"
#include "udf/charset.h"
#include "udf/regid.h"
#include "udf/tag.h"
#include "udf/timestamp.h"
#include "udf/volume.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEST_TICKS (DATE_UNIX_EPOCH_TICKS + 1000000 * DATE_TICKS_PER_SECOND)

static enum status read_volume(struct byte_source *source, uint64_t offset, void *buffer,
                               size_t size, size_t *read)
{
    struct volume *volume = (struct volume *)source;
    const uint64_t bad_first = (uint64_t)volume->bad_first * UDF_BLOCK_SIZE;
    const uint64_t bad_end = bad_first + (uint64_t)volume->bad_count * UDF_BLOCK_SIZE;
    const uint64_t left = (uint64_t)volume->blocks * UDF_BLOCK_SIZE - offset;

    volume->reads++;
    *read = 0;
    if (offset < bad_end && offset + size > bad_first)
        return STATUS_IO;
    *read = size < left ? size : (size_t)left;
    memcpy(buffer, volume->bytes + offset, *read);
    return STATUS_OK;
}

static void keep_volume(struct byte_source *source)
{
    (void)source;
}

uint8_t *volume_block(struct volume *volume, uint32_t block)
{
    assert_true(block < VOLUME_BLOCKS);
    return volume->bytes + (size_t)block * UDF_BLOCK_SIZE;
}

uint32_t metadata_place(const struct volume *volume, uint32_t metadata, unsigned copy)
{
    if (volume->metadata_partition == 0)
        return PLACE_PARTITION + metadata;
    return (copy == 0 ? (uint32_t)PLACE_METADATA : (uint32_t)PLACE_MIRROR) + metadata;
}

static void seal(struct volume *volume, void *descriptor, size_t size,
                 enum udf_tag_identifier identifier, uint32_t location)
{
    const struct udf_tag_style style = { udf_tag_version(volume->revision), 1 };

    udf_tag_seal(descriptor, size, identifier, &style, location);
}

void reseal_block(struct volume *volume, uint32_t block, size_t size)
{
    uint8_t *bytes = volume_block(volume, block);
    const struct udf_tag *tag = (const struct udf_tag *)bytes;

    seal(volume, bytes, size, (enum udf_tag_identifier)le16_get(tag->identifier),
         le32_get(tag->location));
}

void reseal_metadata(struct volume *volume, uint32_t metadata, size_t size)
{
    const uint32_t first = metadata_place(volume, metadata, 0);

    reseal_block(volume, first, size);
    memcpy(volume_block(volume, metadata_place(volume, metadata, 1)), volume_block(volume, first),
           UDF_BLOCK_SIZE);
}

void put_metadata(struct volume *volume, uint32_t metadata, const void *bytes, size_t size)
{
    for (unsigned copy = 0; copy < 2; copy++)
        memcpy(volume_block(volume, metadata_place(volume, metadata, copy)), bytes, size);
}

static void put_recognition(struct volume *volume)
{
    static const char identifiers[] = "BEA01NSR02TEA01";

    for (uint32_t i = 0; i < 3; i++) {
        uint8_t *block = volume_block(volume, PLACE_RECOGNITION + i);

        memcpy(block + 1, identifiers + (size_t)5 * i, 5);
        block[6] = 1;
    }
    if (volume->revision >= UDF_REVISION_200)
        volume_block(volume, PLACE_RECOGNITION + 1)[5] = '3';
}

static void put_anchor(struct volume *volume, uint32_t block)
{
    struct udf_anchor *anchor = (struct udf_anchor *)volume_block(volume, block);

    anchor->main_sequence.length = le32_of(16 * UDF_BLOCK_SIZE);
    anchor->main_sequence.location = le32_of(PLACE_MAIN_SEQUENCE);
    anchor->reserve_sequence.length = le32_of(16 * UDF_BLOCK_SIZE);
    anchor->reserve_sequence.location = le32_of(PLACE_RESERVE_SEQUENCE);
    seal(volume, anchor, UDF_DESCRIPTOR_SIZE, UDF_TAG_ANCHOR, block);
}

static void put_partition(struct volume *volume, uint32_t block)
{
    struct udf_partition *partition = (struct udf_partition *)volume_block(volume, block);

    partition->sequence_number = le32_of(1);
    partition->contents = udf_regid_of(volume->revision < UDF_REVISION_200 ? "+NSR02" : "+NSR03");
    partition->access_type = le32_of(UDF_ACCESS_READ_ONLY);
    partition->start = le32_of(PLACE_PARTITION);
    partition->length = le32_of(VOLUME_PARTITION_BLOCKS);
    seal(volume, partition, UDF_DESCRIPTOR_SIZE, UDF_TAG_PARTITION, block);
}

static size_t put_maps(struct volume *volume, uint8_t *maps)
{
    struct udf_partition_map *physical = (struct udf_partition_map *)maps;
    struct udf_metadata_map *metadata = (struct udf_metadata_map *)(physical + 1);

    physical->type = 1;
    physical->length = sizeof(*physical);
    if (volume->metadata_partition == 0)
        return sizeof(*physical);
    metadata->type = 2;
    metadata->length = sizeof(*metadata);
    metadata->identifier = udf_regid_udf(UDF_METADATA_PARTITION_IDENTIFIER, volume->revision);
    metadata->metadata_file = le32_of(PLACE_METADATA_FILE - PLACE_PARTITION);
    metadata->mirror_file = le32_of(PLACE_MIRROR_FILE - PLACE_PARTITION);
    metadata->bitmap_file = le32_of(UDF_NO_BITMAP_FILE);
    metadata->flags = UDF_METADATA_IS_DUPLICATED;
    return sizeof(*physical) + sizeof(*metadata);
}

static void put_logical_volume(struct volume *volume, uint32_t block)
{
    struct udf_logical_volume *head = (struct udf_logical_volume *)volume_block(volume, block);
    const size_t maps = put_maps(volume, (uint8_t *)(head + 1));

    head->sequence_number = le32_of(2);
    udf_dstring_encode(head->volume_identifier, sizeof(head->volume_identifier), u"VOLUME", 6);
    head->block_size = le32_of(UDF_BLOCK_SIZE);
    head->domain = udf_regid_domain(volume->revision);
    head->file_set.length = le32_of(UDF_BLOCK_SIZE);
    head->file_set.block = le32_of(METADATA_FILE_SET);
    head->file_set.partition = le16_of(volume->metadata_partition);
    head->map_table_length = le32_of((uint32_t)maps);
    head->map_count = le32_of(volume->metadata_partition == 0 ? 1 : 2);
    head->integrity_sequence.length = le32_of(2 * UDF_BLOCK_SIZE);
    head->integrity_sequence.location = le32_of(PLACE_INTEGRITY);
    seal(volume, head, sizeof(*head) + maps, UDF_TAG_LOGICAL_VOLUME, block);
}

static void put_sequence(struct volume *volume, uint32_t first)
{
    struct udf_primary_volume *primary = (struct udf_primary_volume *)volume_block(volume, first);

    primary->volume_sequence_maximum = le16_of(1);
    seal(volume, primary, sizeof(*primary), UDF_TAG_PRIMARY_VOLUME, first);
    put_partition(volume, first + 1);
    put_logical_volume(volume, first + 2);
    seal(volume, volume_block(volume, first + 3), UDF_DESCRIPTOR_SIZE, UDF_TAG_TERMINATING,
         first + 3);
}

static void put_integrity(struct volume *volume)
{
    struct udf_integrity *integrity = (struct udf_integrity *)volume_block(volume, PLACE_INTEGRITY);
    const uint32_t partitions = volume->metadata_partition + 1u;
    struct udf_integrity_use use = {
        .file_count = le32_of(7),
        .directory_count = le32_of(3),
        .minimum_read_revision = le16_of((uint16_t)volume->revision),
        .minimum_write_revision = le16_of((uint16_t)volume->revision),
    };
    const size_t offset = sizeof(*integrity) + (size_t)8 * partitions;

    integrity->type = le32_of(UDF_INTEGRITY_CLOSED);
    integrity->next_unique_id = le64_of(100);
    integrity->partition_count = le32_of(partitions);
    integrity->implementation_use_length = le32_of(sizeof(use));
    memcpy((uint8_t *)integrity + offset, &use, sizeof(use));
    seal(volume, integrity, offset + sizeof(use), UDF_TAG_LOGICAL_VOLUME_INTEGRITY,
         PLACE_INTEGRITY);
    seal(volume, volume_block(volume, PLACE_INTEGRITY + 1), UDF_DESCRIPTOR_SIZE,
         UDF_TAG_TERMINATING, PLACE_INTEGRITY + 1);
}

static void put_file_set(struct volume *volume)
{
    struct udf_file_set set = {
        .root = { .length = le32_of(UDF_BLOCK_SIZE),
                  .block = le32_of(METADATA_ROOT),
                  .partition = le16_of(volume->metadata_partition) },
        .domain = udf_regid_domain(volume->revision),
    };

    seal(volume, &set, sizeof(set), UDF_TAG_FILE_SET, METADATA_FILE_SET);
    put_metadata(volume, METADATA_FILE_SET, &set, sizeof(set));
}

static size_t encode_extents(uint8_t *out, enum udf_icb_allocation allocation,
                             const struct test_extent *extents, size_t count)
{
    uint8_t *at = out;

    for (size_t i = 0; i < count; i++) {
        const struct test_extent *extent = &extents[i];
        const le32 length =
            le32_of(extent->length | (uint32_t)extent->type << UDF_EXTENT_TYPE_SHIFT);
        const struct udf_short_descriptor small = { length, le32_of(extent->block) };
        const struct udf_long_descriptor large = { .length = length,
                                                   .block = le32_of(extent->block),
                                                   .partition = le16_of(extent->partition) };
        const struct udf_extended_descriptor extended = { .length = length,
                                                          .block = le32_of(extent->block),
                                                          .partition = le16_of(extent->partition) };
        const void *const encodings[] = { &small, &large, &extended };
        const size_t sizes[] = { sizeof(small), sizeof(large), sizeof(extended) };

        memcpy(at, encodings[allocation], sizes[allocation]);
        at += sizes[allocation];
    }
    return (size_t)(at - out);
}

static size_t encode_data(uint8_t *out, const struct test_entry *entry)
{
    const enum udf_icb_allocation allocation =
        (enum udf_icb_allocation)(entry->flags & UDF_ICB_ALLOCATION_MASK);

    if (allocation != UDF_ICB_EMBEDDED)
        return encode_extents(out, allocation, entry->extents, entry->extent_count);
    if (entry->size != 0)
        memcpy(out, entry->embedded, (size_t)entry->size);
    return (size_t)entry->size;
}

static struct udf_icb_tag icb_tag(const struct test_entry *entry)
{
    return (struct udf_icb_tag){
        .strategy = le16_of(UDF_ICB_STRATEGY),
        .entry_maximum = le16_of(1),
        .file_type = entry->file_type,
        .flags = le16_of(entry->flags),
    };
}

static void encode_entry(struct volume *volume, uint8_t *block, const struct test_entry *entry,
                         uint32_t location)
{
    struct udf_file_entry *file = (struct udf_file_entry *)block;
    const size_t size = encode_data((uint8_t *)(file + 1), entry);

    file->head.icb = icb_tag(entry);
    file->head.information_length = le64_of(entry->size);
    file->access_time = udf_timestamp_of(TEST_TICKS);
    file->modification_time = udf_timestamp_of(TEST_TICKS + DATE_TICKS_PER_SECOND);
    file->tail.unique_id = le64_of(entry->unique_id);
    file->tail.descriptors_length = le32_of((uint32_t)size);
    seal(volume, block, sizeof(*file) + size, UDF_TAG_FILE_ENTRY, location);
}

static void encode_extended_entry(struct volume *volume, uint8_t *block,
                                  const struct test_entry *entry, uint32_t location)
{
    struct udf_extended_file_entry *file = (struct udf_extended_file_entry *)block;
    const size_t size = encode_data((uint8_t *)(file + 1), entry);

    file->head.icb = icb_tag(entry);
    file->head.information_length = le64_of(entry->size);
    file->access_time = udf_timestamp_of(TEST_TICKS);
    file->modification_time = udf_timestamp_of(TEST_TICKS + DATE_TICKS_PER_SECOND);
    file->creation_time = udf_timestamp_of(TEST_TICKS - DATE_TICKS_PER_SECOND);
    file->stream_directory.length = le32_of(entry->streams != 0 ? UDF_BLOCK_SIZE : 0);
    file->stream_directory.block = le32_of(entry->streams);
    file->stream_directory.partition = le16_of(volume->metadata_partition);
    file->tail.unique_id = le64_of(entry->unique_id);
    file->tail.descriptors_length = le32_of((uint32_t)size);
    seal(volume, block, sizeof(*file) + size, UDF_TAG_EXTENDED_FILE_ENTRY, location);
}

void put_entry_at(struct volume *volume, uint32_t block, uint32_t location,
                  const struct test_entry *entry)
{
    uint8_t *bytes = volume_block(volume, block);

    memset(bytes, 0, UDF_BLOCK_SIZE);
    if (volume->revision < UDF_REVISION_200)
        encode_entry(volume, bytes, entry, location);
    else
        encode_extended_entry(volume, bytes, entry, location);
}

void put_entry(struct volume *volume, uint32_t metadata, const struct test_entry *entry)
{
    for (unsigned copy = 0; copy < 2; copy++)
        put_entry_at(volume, metadata_place(volume, metadata, copy), metadata, entry);
}

void put_more_extents(struct volume *volume, uint32_t metadata, enum udf_icb_allocation allocation,
                      const struct test_extent *extents, size_t count)
{
    uint8_t block[UDF_BLOCK_SIZE] = { 0 };
    struct udf_allocation_extent *head = (struct udf_allocation_extent *)block;
    const size_t size = encode_extents((uint8_t *)(head + 1), allocation, extents, count);

    head->descriptors_length = le32_of((uint32_t)size);
    seal(volume, block, sizeof(*head) + size, UDF_TAG_ALLOCATION_EXTENT, metadata);
    put_metadata(volume, metadata, block, sizeof(block));
}

static void put_metadata_file(struct volume *volume, uint32_t place, uint8_t file_type,
                              uint32_t first)
{
    const struct test_extent extent = { VOLUME_METADATA_BLOCKS * UDF_BLOCK_SIZE,
                                        UDF_EXTENT_RECORDED, first - PLACE_PARTITION, 0 };
    const struct test_entry entry = {
        .file_type = file_type,
        .size = extent.length,
        .extents = &extent,
        .extent_count = 1,
    };

    put_entry_at(volume, place, place - PLACE_PARTITION, &entry);
}

size_t encode_name(const struct volume *volume, uint8_t *out, size_t offset, uint32_t first,
                   const char *name, uint8_t characteristics, uint32_t icb)
{
    struct udf_file_identifier *head = (struct udf_file_identifier *)out;
    const struct udf_tag_style style = { udf_tag_version(volume->revision), 1 };
    const size_t length = strlen(name);
    const size_t size = (sizeof(*head) + (length == 0 ? 0 : length + 1) + 3) / 4 * 4;

    memset(out, 0, size);
    head->version = le16_of(1);
    head->characteristics = characteristics;
    head->identifier_length = (uint8_t)(length == 0 ? 0 : length + 1);
    head->icb.length = le32_of(UDF_BLOCK_SIZE);
    head->icb.block = le32_of(icb);
    head->icb.partition = le16_of(volume->metadata_partition);
    if (length != 0) {
        out[sizeof(*head)] = 8;
        memcpy(out + sizeof(*head) + 1, name, length);
    }
    udf_tag_seal(out, size, UDF_TAG_FILE_IDENTIFIER, &style,
                 first + (uint32_t)(offset / UDF_BLOCK_SIZE));
    return size;
}

static void put_root(struct volume *volume)
{
    const struct test_extent extent = { (uint32_t)volume->root_size, UDF_EXTENT_RECORDED,
                                        METADATA_ROOT_DIRECTORY, volume->metadata_partition };
    const struct test_entry entry = {
        .file_type = UDF_FILE_DIRECTORY,
        .flags = UDF_ICB_SHORT_DESCRIPTORS,
        .size = volume->root_size,
        .extents = &extent,
        .extent_count = 1,
    };

    put_entry(volume, METADATA_ROOT, &entry);
}

void put_in_root(struct volume *volume, const char *name, uint8_t characteristics, uint32_t icb)
{
    uint8_t *first = volume_block(volume, metadata_place(volume, METADATA_ROOT_DIRECTORY, 0));

    volume->root_size += encode_name(volume, first + volume->root_size, volume->root_size,
                                     METADATA_ROOT_DIRECTORY, name, characteristics, icb);
    memcpy(volume_block(volume, metadata_place(volume, METADATA_ROOT_DIRECTORY, 1)), first,
           volume->root_size);
    put_root(volume);
}

void put_file(struct volume *volume, const char *name, uint32_t metadata, uint32_t block,
              uint32_t size)
{
    const struct test_extent extent = { size, UDF_EXTENT_RECORDED, block, 0 };
    const struct test_entry entry = {
        .file_type = UDF_FILE_REGULAR,
        .flags = UDF_ICB_LONG_DESCRIPTORS,
        .size = size,
        .extents = &extent,
        .extent_count = size != 0,
        .unique_id = 16,
    };

    put_entry(volume, metadata, &entry);
    put_in_root(volume, name, 0, metadata);
}

struct volume *make_volume(unsigned revision)
{
    static const struct byte_source_ops ops = { .read_at = read_volume, .destroy = keep_volume };
    struct volume *volume = calloc(1, sizeof(*volume));

    assert_non_null(volume);
    volume->bytes = calloc(VOLUME_BLOCKS, UDF_BLOCK_SIZE);
    assert_non_null(volume->bytes);
    volume->blocks = VOLUME_BLOCKS;
    volume->revision = revision;
    volume->metadata_partition = revision >= UDF_REVISION_250;
    byte_source_init(&volume->source, &ops, (uint64_t)VOLUME_BLOCKS * UDF_BLOCK_SIZE);
    put_recognition(volume);
    put_anchor(volume, PLACE_ANCHOR);
    put_anchor(volume, PLACE_LAST_ANCHOR);
    put_sequence(volume, PLACE_MAIN_SEQUENCE);
    put_sequence(volume, PLACE_RESERVE_SEQUENCE);
    put_integrity(volume);
    if (volume->metadata_partition != 0) {
        put_metadata_file(volume, PLACE_METADATA_FILE, UDF_FILE_METADATA, PLACE_METADATA);
        put_metadata_file(volume, PLACE_MIRROR_FILE, UDF_FILE_METADATA_MIRROR, PLACE_MIRROR);
    }
    put_file_set(volume);
    put_in_root(volume, "", UDF_FID_PARENT | UDF_FID_DIRECTORY, METADATA_ROOT);
    return volume;
}

void drop_volume(struct volume *volume)
{
    free(volume->bytes);
    free(volume);
}

struct fsimage_disc disc_of(struct volume *volume)
{
    volume->source.size = (uint64_t)volume->blocks * UDF_BLOCK_SIZE;
    return (struct fsimage_disc){ &volume->source, 0, volume->blocks - 1 };
}

/* The text of a walk. */
struct listing {
    char *text;
    size_t capacity;
    size_t length;
};

static void print(struct listing *listing, const char *format, ...)
{
    va_list arguments;
    int length;

    va_start(arguments, format);
    length = vsnprintf(listing->text + listing->length, listing->capacity - listing->length, format,
                       arguments);
    va_end(arguments);
    assert_true(length >= 0 && (size_t)length < listing->capacity - listing->length);
    listing->length += (size_t)length;
}

static void print_name(struct listing *listing, const struct fsimage_found_item *item)
{
    for (size_t i = 0; i < item->name_length; i++)
        print(listing, item->name[i] < 128 ? "%c" : "<%X>", item->name[i]);
    print(listing, "%s%s", item->is_hidden ? "!" : "", item->is_real_time ? "*" : "");
}

static void print_file(struct listing *listing, const struct fsimage_found_item *item)
{
    uint64_t size = 0;

    assert_int_equal(item->kind, FSIMAGE_FILE);
    print_name(listing, item);
    print(listing, ":%u", (unsigned)item->size);
    for (uint32_t i = 0; i < item->run_count; i++) {
        print(listing, "%s%u", i == 0 ? "@" : "+", (unsigned)item->runs[i].location);
        size += item->runs[i].size;
    }
    if (item->embedded != NULL)
        print(listing, "=%.*s", (int)item->size, (const char *)item->embedded);
    else
        assert_int_equal(size, item->size);
    if (item->stream_count != 0)
        print(listing, "{");
    for (uint32_t i = 0; i < item->stream_count; i++)
        print_file(listing, &item->streams[i]);
    print(listing, item->stream_count != 0 ? "} " : " ");
}

static enum status enter_directory(void *context, const struct fsimage_found_item *directory)
{
    assert_int_equal(directory->kind, FSIMAGE_DIRECTORY);
    print_name(context, directory);
    print(context, "(");
    return STATUS_OK;
}

static enum status leave_directory(void *context)
{
    print(context, ")");
    return STATUS_OK;
}

static enum status find_file(void *context, const struct fsimage_found_item *file)
{
    print_file(context, file);
    return STATUS_OK;
}

enum status list_opened(struct fsimage_volume *opened, struct fsimage_problem *problem, char *text,
                        size_t capacity)
{
    static const struct fsimage_volume_sink sink = { enter_directory, leave_directory, find_file };
    struct listing listing = { text, capacity, 0 };

    text[0] = '\0';
    return udf_volume_reader_class.walk(opened, &sink, &listing, problem);
}

enum status list_volume(struct volume *volume, struct fsimage_problem *problem, char *text,
                        size_t capacity)
{
    const struct fsimage_disc disc = disc_of(volume);
    struct fsimage_volume *opened;
    enum status status = udf_volume_reader_class.open(&disc, &opened, problem);

    text[0] = '\0';
    if (status != STATUS_OK) {
        assert_null(opened);
        return status;
    }
    status = list_opened(opened, problem, text, capacity);
    udf_volume_reader_class.close(opened);
    return status;
}

void assert_list(struct volume *volume, const char *expected)
{
    struct fsimage_problem problem;
    char text[4096];

    assert_int_equal(list_volume(volume, &problem, text, sizeof(text)), STATUS_OK);
    assert_int_equal(problem.kind, FSIMAGE_PROBLEM_NONE);
    assert_string_equal(text, expected);
}

static enum status keep_item(void *context, const struct fsimage_found_item *file)
{
    struct fsimage_found_item *kept = context;

    assert_int_equal(kept->name_length, 0);
    *kept = *file;
    return STATUS_OK;
}

struct fsimage_found_item only_file(struct volume *volume)
{
    static const struct fsimage_volume_sink sink = { keep_item, leave_directory, keep_item };
    const struct fsimage_disc disc = disc_of(volume);
    struct fsimage_found_item found = { 0 };
    struct fsimage_volume *opened;
    struct fsimage_problem problem;

    assert_int_equal(udf_volume_reader_class.open(&disc, &opened, &problem), STATUS_OK);
    assert_int_equal(udf_volume_reader_class.walk(opened, &sink, &found, &problem), STATUS_OK);
    assert_int_not_equal(found.name_length, 0);
    udf_volume_reader_class.close(opened);
    return found;
}

void assert_unreadable(struct volume *volume, enum status status, enum fsimage_problem_kind kind)
{
    struct fsimage_problem problem;
    char text[4096];

    assert_int_equal(list_volume(volume, &problem, text, sizeof(text)), status);
    assert_int_equal(problem.kind, kind);
    assert_int_equal(problem.file_systems, FSIMAGE_UDF);
}

void assert_feature(struct volume *volume, const char16 *feature)
{
    struct fsimage_problem problem;
    char text[4096];

    assert_int_equal(list_volume(volume, &problem, text, sizeof(text)), STATUS_NOT_SUPPORTED);
    assert_int_equal(problem.kind, FSIMAGE_PROBLEM_FEATURE_NOT_SUPPORTED);
    assert_int_equal(problem.text_length, utf16_length(feature));
    assert_memory_equal(problem.text, feature, problem.text_length * sizeof(*feature));
}

struct fsimage_volume_info volume_info(struct volume *volume)
{
    const struct fsimage_disc disc = disc_of(volume);
    struct fsimage_volume_info info;
    struct fsimage_volume *opened;
    struct fsimage_problem problem;

    assert_int_equal(udf_volume_reader_class.open(&disc, &opened, &problem), STATUS_OK);
    udf_volume_reader_class.info(opened, &info);
    udf_volume_reader_class.close(opened);
    return info;
}
