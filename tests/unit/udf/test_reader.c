/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of udf/reader_*.h: entries, descriptors and directories, sound and hostile. */
#include "support/allocation_failure.h"
#include "support/cmocka_all.h"

#include "base/date.h"
#include "udf/reader_visits.h"
#include "udf/tag.h"
#include "udf/volume.h"
#include "unit/udf/volumes.h"

#include <string.h>

/* ECMA-167 4/14.6.6, without names in the reader's headers. */
#define TYPE_BLOCK_DEVICE  6
#define TYPE_SOCKET        10
#define TYPE_SYMBOLIC_LINK 12

static const struct test_entry empty_file = { .file_type = UDF_FILE_REGULAR };

static void assert_corrupt(struct volume *volume)
{
    assert_unreadable(volume, STATUS_CORRUPT, FSIMAGE_PROBLEM_FILE_SYSTEM_INCONSISTENT);
}

/* A file of several extents as metadata METADATA_FREE, named "f" in the root. */
static void put_extents(struct volume *volume, enum udf_icb_allocation allocation, uint64_t size,
                        const struct test_extent *extents, size_t count)
{
    const struct test_entry entry = {
        .file_type = UDF_FILE_REGULAR,
        .flags = (uint16_t)allocation,
        .size = size,
        .extents = extents,
        .extent_count = count,
    };

    put_entry(volume, METADATA_FREE, &entry);
    put_in_root(volume, "f", 0, METADATA_FREE);
}

/* The head of an entry that put_entry recorded before revision 2.00. */
static struct udf_file_entry *entry_at(struct volume *volume, uint32_t metadata)
{
    return (struct udf_file_entry *)volume_block(volume, metadata_place(volume, metadata, 0));
}

static void reseal_entry(struct volume *volume, uint32_t metadata)
{
    reseal_metadata(volume, metadata, UDF_DESCRIPTOR_SIZE);
}

/* An embedded directory of the given descriptors as metadata of that number. */
static void put_directory(struct volume *volume, uint32_t metadata, uint8_t file_type,
                          const void *names, size_t size)
{
    const struct test_entry entry = {
        .file_type = file_type,
        .flags = UDF_ICB_EMBEDDED,
        .size = size,
        .embedded = names,
    };

    put_entry(volume, metadata, &entry);
}

static void test_reader__directories(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_201);
    uint8_t names[512];
    size_t size = 0;

    (void)state;
    size += encode_name(volume, names + size, size, 20, "", 10, METADATA_ROOT);
    size += encode_name(volume, names + size, size, 20, "inner", UDF_FID_DIRECTORY, 21);
    size += encode_name(volume, names + size, size, 20, "file", UDF_FID_HIDDEN, 22);
    put_directory(volume, 20, UDF_FILE_DIRECTORY, names, size);
    put_directory(volume, 21, UDF_FILE_DIRECTORY, NULL, 0);
    put_entry(volume, 22, &empty_file);
    put_in_root(volume, "outer", UDF_FID_DIRECTORY | UDF_FID_HIDDEN, 20);
    put_file(volume, "last", METADATA_FREE, VOLUME_DATA, 10);

    assert_list(volume, "outer!(inner()file!:0 )last:10@432 ");
    drop_volume(volume);
}

static void test_reader__times(void **state)
{
    const int64_t base = DATE_UNIX_EPOCH_TICKS + 1000000 * DATE_TICKS_PER_SECOND;
    struct fsimage_found_item found;

    (void)state;
    for (unsigned revision = UDF_REVISION_150; revision <= UDF_REVISION_200;
         revision += UDF_REVISION_200 - UDF_REVISION_150) {
        struct volume *volume = make_volume(revision);

        put_file(volume, "f", METADATA_FREE, 0, 0);
        found = only_file(volume);
        assert_int_equal(found.times.access, base);
        assert_int_equal(found.times.modification, base + DATE_TICKS_PER_SECOND);
        assert_int_equal(found.times.creation, revision < UDF_REVISION_200
                                                   ? base + DATE_TICKS_PER_SECOND
                                                   : base - DATE_TICKS_PER_SECOND);
        drop_volume(volume);
    }
}

static void test_reader__times_that_are_not_set(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_102);
    struct fsimage_found_item found;

    (void)state;
    put_file(volume, "f", METADATA_FREE, 0, 0);
    entry_at(volume, METADATA_FREE)->access_time = (struct udf_timestamp){ .month = 13 };
    reseal_entry(volume, METADATA_FREE);
    found = only_file(volume);

    assert_int_equal(found.times.access, DATE_UNIX_EPOCH_TICKS);
    drop_volume(volume);
}

static void test_reader__kinds_of_descriptors(void **state)
{
    static const struct test_extent extents[] = {
        { 2 * UDF_BLOCK_SIZE, UDF_EXTENT_RECORDED, VOLUME_DATA, 0 },
        { UDF_BLOCK_SIZE, UDF_EXTENT_RECORDED, VOLUME_DATA + 2, 0 }, /* joins the first */
        { 100, UDF_EXTENT_RECORDED, VOLUME_DATA + 9, 0 },
        { UDF_BLOCK_SIZE, UDF_EXTENT_ALLOCATED, VOLUME_DATA + 10, 0 }, /* behind the data */
    };

    (void)state;
    for (unsigned i = UDF_ICB_SHORT_DESCRIPTORS; i <= UDF_ICB_EXTENDED_DESCRIPTORS; i++) {
        struct volume *volume = make_volume(UDF_REVISION_201);

        put_extents(volume, (enum udf_icb_allocation)i, 3 * UDF_BLOCK_SIZE + 100, extents, 4);

        assert_list(volume, "f:6244@432+441 ");
        drop_volume(volume);
    }
}

static void test_reader__embedded(void **state)
{
    const struct test_entry entry = {
        .file_type = UDF_FILE_REGULAR,
        .flags = UDF_ICB_EMBEDDED,
        .size = 5,
        .embedded = "hello",
    };
    const struct test_entry nothing = { .file_type = UDF_FILE_REGULAR, .flags = UDF_ICB_EMBEDDED };

    (void)state;
    for (unsigned revision = UDF_REVISION_102; revision <= UDF_REVISION_250;
         revision += UDF_REVISION_250 - UDF_REVISION_102) {
        struct volume *volume = make_volume(revision);

        put_entry(volume, METADATA_FREE, &entry);
        put_in_root(volume, "f", 0, METADATA_FREE);
        put_entry(volume, METADATA_FREE + 1, &nothing);
        put_in_root(volume, "g", 0, METADATA_FREE + 1);

        assert_list(volume, "f:5=hello g:0 ");
        drop_volume(volume);
    }
}

static void test_reader__real_time(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_201);
    const struct test_entry entry = { .file_type = UDF_FILE_REAL_TIME };

    (void)state;
    put_entry(volume, METADATA_FREE, &entry);
    put_in_root(volume, "f", 0, METADATA_FREE);

    assert_list(volume, "f*:0 ");
    drop_volume(volume);
}

/* A file whose data lie in the metadata partition itself, where that lies in two places. */
static void test_reader__data_in_the_metadata_partition(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_250);
    const struct test_extent extent = { 4 * UDF_BLOCK_SIZE, UDF_EXTENT_RECORDED, 30, 1 };
    const struct test_extent halves[] = {
        { 32 * UDF_BLOCK_SIZE, UDF_EXTENT_RECORDED, PLACE_METADATA - PLACE_PARTITION, 0 },
        { 32 * UDF_BLOCK_SIZE, UDF_EXTENT_RECORDED, PLACE_MIRROR + 32 - PLACE_PARTITION, 0 },
    };
    const struct test_entry entry = {
        .file_type = UDF_FILE_METADATA,
        .size = 64 * UDF_BLOCK_SIZE,
        .extents = halves,
        .extent_count = 2,
    };

    (void)state;
    put_entry_at(volume, PLACE_METADATA_FILE, PLACE_METADATA_FILE - PLACE_PARTITION, &entry);
    put_extents(volume, UDF_ICB_LONG_DESCRIPTORS, extent.length, &extent, 1);

    assert_list(volume, "f:8192@334+400 ");
    drop_volume(volume);
}

/* From one partition to the other, and through places of the metadata file that happen to meet. */
static void test_reader__data_in_both_partitions(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_250);
    const struct test_extent extents[] = {
        { UDF_BLOCK_SIZE, UDF_EXTENT_RECORDED, VOLUME_DATA, 0 },
        { 2 * UDF_BLOCK_SIZE, UDF_EXTENT_RECORDED, 40, 1 },
        { 2 * UDF_BLOCK_SIZE, UDF_EXTENT_RECORDED, PLACE_METADATA + 42 - PLACE_PARTITION, 0 },
    };

    (void)state;
    put_extents(volume, UDF_ICB_LONG_DESCRIPTORS, 5 * UDF_BLOCK_SIZE, extents, 3);

    assert_list(volume, "f:10240@432+344 ");
    drop_volume(volume);
}

static void test_reader__further_descriptors(void **state)
{
    static const struct test_extent first[] = {
        { UDF_BLOCK_SIZE, UDF_EXTENT_RECORDED, VOLUME_DATA, 0 },
        { UDF_BLOCK_SIZE, UDF_EXTENT_NEXT, 20, 1 },
    };
    static const struct test_extent second[] = {
        { UDF_BLOCK_SIZE, UDF_EXTENT_RECORDED, VOLUME_DATA + 2, 0 },
        { UDF_BLOCK_SIZE, UDF_EXTENT_NEXT, 21, 1 },
    };
    static const struct test_extent third[] = {
        { UDF_BLOCK_SIZE, UDF_EXTENT_RECORDED, VOLUME_DATA + 4, 0 },
    };
    struct volume *volume = make_volume(UDF_REVISION_250);

    (void)state;
    put_extents(volume, UDF_ICB_LONG_DESCRIPTORS, 3 * UDF_BLOCK_SIZE, first, 2);
    put_more_extents(volume, 20, UDF_ICB_LONG_DESCRIPTORS, second, 2);
    put_more_extents(volume, 21, UDF_ICB_LONG_DESCRIPTORS, third, 1);

    assert_list(volume, "f:6144@432+434+436 ");
    drop_volume(volume);
}

static void test_reader__further_descriptors_in_a_circle(void **state)
{
    static const struct test_extent first[] = {
        { UDF_BLOCK_SIZE, UDF_EXTENT_RECORDED, VOLUME_DATA, 0 },
        { UDF_BLOCK_SIZE, UDF_EXTENT_NEXT, 20, 0 },
    };
    struct volume *volume = make_volume(UDF_REVISION_102);

    (void)state;
    put_extents(volume, UDF_ICB_SHORT_DESCRIPTORS, 100 * UDF_BLOCK_SIZE, first, 2);
    put_more_extents(volume, 20, UDF_ICB_SHORT_DESCRIPTORS, first, 2);
    assert_corrupt(volume);

    put_more_extents(volume, 20, UDF_ICB_SHORT_DESCRIPTORS, first + 1, 1);
    assert_corrupt(volume);
    drop_volume(volume);
}

static void test_reader__corrupt_further_descriptors(void **state)
{
    static const struct test_extent first[] = { { UDF_BLOCK_SIZE, UDF_EXTENT_NEXT, 20, 0 } };
    static const struct test_extent second[] = { { 9, UDF_EXTENT_RECORDED, VOLUME_DATA, 0 } };
    struct volume *volume = make_volume(UDF_REVISION_102);
    struct udf_allocation_extent *head;

    (void)state;
    put_extents(volume, UDF_ICB_SHORT_DESCRIPTORS, 9, first, 1);
    assert_corrupt(volume);

    put_more_extents(volume, 20, UDF_ICB_SHORT_DESCRIPTORS, second, 1);
    assert_list(volume, "f:9@432 ");

    head = (struct udf_allocation_extent *)volume_block(volume, metadata_place(volume, 20, 0));
    head->descriptors_length = le32_of(UDF_BLOCK_SIZE - sizeof(*head) + 1);
    reseal_metadata(volume, 20, sizeof(*head));
    assert_corrupt(volume);

    put_entry(volume, 20, &empty_file);
    assert_corrupt(volume);
    drop_volume(volume);
}

static void test_reader__corrupt_extents(void **state)
{
    static const struct test_extent extents[] = {
        { UDF_BLOCK_SIZE, UDF_EXTENT_RECORDED, VOLUME_DATA, 0 }, /* shorter than the data */
        { 2 * UDF_BLOCK_SIZE, UDF_EXTENT_RECORDED, VOLUME_PARTITION_BLOCKS - 1, 0 },
        { 2 * UDF_BLOCK_SIZE, UDF_EXTENT_RECORDED, UINT32_MAX, 0 },
        { 2 * UDF_BLOCK_SIZE, UDF_EXTENT_RECORDED, VOLUME_DATA, 1 },
        { 0, UDF_EXTENT_RECORDED, VOLUME_DATA, 0 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(extents) / sizeof(extents[0]); i++) {
        struct volume *volume = make_volume(UDF_REVISION_102);

        put_extents(volume, UDF_ICB_LONG_DESCRIPTORS, 2 * UDF_BLOCK_SIZE, &extents[i], 1);
        assert_corrupt(volume);
        drop_volume(volume);
    }
}

/* ECMA-167 4/12.1: only the last extent may end within a block. */
static void test_reader__corrupt_extent_length(void **state)
{
    static const struct test_extent extents[] = {
        { 100, UDF_EXTENT_RECORDED, VOLUME_DATA, 0 },
        { 100, UDF_EXTENT_RECORDED, VOLUME_DATA + 1, 0 },
    };
    struct volume *volume = make_volume(UDF_REVISION_102);

    (void)state;
    put_extents(volume, UDF_ICB_SHORT_DESCRIPTORS, 200, extents, 2);

    assert_corrupt(volume);
    drop_volume(volume);
}

static void test_reader__corrupt_size(void **state)
{
    static const uint64_t sizes[] = { 101, UDF_BLOCK_SIZE * UINT64_C(1000), UINT64_MAX };

    (void)state;
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        struct volume *volume = make_volume(UDF_REVISION_102);

        put_file(volume, "f", METADATA_FREE, VOLUME_DATA, 100);
        entry_at(volume, METADATA_FREE)->head.information_length = le64_of(sizes[i]);
        reseal_entry(volume, METADATA_FREE);
        assert_corrupt(volume);

        entry_at(volume, METADATA_FREE)->head.icb.flags = le16_of(UDF_ICB_EMBEDDED);
        reseal_entry(volume, METADATA_FREE);
        assert_corrupt(volume);
        drop_volume(volume);
    }
}

static void test_reader__corrupt_lengths_within_an_entry(void **state)
{
    static const uint32_t lengths[][2] = {
        { UDF_BLOCK_SIZE - 176 + 1, 0 }, { UINT32_MAX, 0 },
        { 0, UDF_BLOCK_SIZE - 176 + 1 }, { 100, UDF_BLOCK_SIZE - 176 - 99 },
        { 100, UINT32_MAX - 99 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
        struct volume *volume = make_volume(UDF_REVISION_102);
        struct udf_entry_tail *tail = &entry_at(volume, METADATA_FREE)->tail;

        put_file(volume, "f", METADATA_FREE, 0, 0);
        tail->extended_attributes_length = le32_of(lengths[i][0]);
        tail->descriptors_length = le32_of(lengths[i][1]);
        reseal_entry(volume, METADATA_FREE);
        assert_corrupt(volume);
        drop_volume(volume);
    }
}

static void test_reader__corrupt_entry(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_102);

    (void)state;
    put_file(volume, "f", METADATA_FREE, VOLUME_DATA, 100);
    volume_block(volume, PLACE_PARTITION + METADATA_FREE)[40] ^= 1;
    assert_corrupt(volume);

    put_more_extents(volume, METADATA_FREE, UDF_ICB_SHORT_DESCRIPTORS, NULL, 0);
    assert_corrupt(volume);

    memcpy(volume_block(volume, PLACE_PARTITION + METADATA_FREE),
           volume_block(volume, PLACE_PARTITION + METADATA_ROOT), UDF_BLOCK_SIZE);
    assert_corrupt(volume);
    drop_volume(volume);
}

static void test_reader__corrupt_allocation(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_102);

    (void)state;
    put_file(volume, "f", METADATA_FREE, 0, 0);
    entry_at(volume, METADATA_FREE)->head.icb.flags = le16_of(4);
    reseal_entry(volume, METADATA_FREE);

    assert_corrupt(volume);
    drop_volume(volume);
}

static void test_reader__strategy(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_102);

    (void)state;
    put_file(volume, "f", METADATA_FREE, 0, 0);
    entry_at(volume, METADATA_FREE)->head.icb.strategy = le16_of(4096);
    reseal_entry(volume, METADATA_FREE);
    assert_feature(volume, u"ICB strategy 4096");

    entry_at(volume, METADATA_FREE)->head.tag.identifier = le16_of(UDF_TAG_INDIRECT_ENTRY);
    reseal_entry(volume, METADATA_FREE);
    assert_feature(volume, u"ICB strategy 4096");
    drop_volume(volume);
}

static void test_reader__special_files(void **state)
{
    static const struct {
        uint8_t file_type;
        const char16 *feature;
    } cases[] = {
        { TYPE_BLOCK_DEVICE, u"special file" },
        { TYPE_SOCKET, u"special file" },
        { TYPE_SYMBOLIC_LINK, u"symbolic link" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct volume *volume = make_volume(UDF_REVISION_201);
        const struct test_entry entry = { .file_type = cases[i].file_type };

        put_entry(volume, METADATA_FREE, &entry);
        put_in_root(volume, "f", 0, METADATA_FREE);
        assert_feature(volume, cases[i].feature);
        drop_volume(volume);
    }
}

static void test_reader__corrupt_file_type(void **state)
{
    static const uint8_t types[] = { 1, UDF_FILE_DIRECTORY, UDF_FILE_STREAM_DIRECTORY,
                                     UDF_FILE_METADATA, 255 };
    static const struct test_entry directory = { .file_type = UDF_FILE_DIRECTORY };
    struct volume *volume;

    (void)state;
    for (size_t i = 0; i < sizeof(types); i++) {
        const struct test_entry entry = { .file_type = types[i] };

        volume = make_volume(UDF_REVISION_201);
        put_entry(volume, METADATA_FREE, &entry);
        put_in_root(volume, "f", 0, METADATA_FREE);
        assert_corrupt(volume);
        drop_volume(volume);
    }
    volume = make_volume(UDF_REVISION_201);
    put_entry(volume, METADATA_FREE, &directory);
    put_in_root(volume, "f", UDF_FID_DIRECTORY, METADATA_FREE);
    assert_list(volume, "f()");
    put_entry(volume, METADATA_FREE, &empty_file);
    assert_corrupt(volume);
    drop_volume(volume);
}

static void test_reader__sparse_file(void **state)
{
    static const struct test_extent extents[] = {
        { UDF_BLOCK_SIZE, UDF_EXTENT_RECORDED, VOLUME_DATA, 0 },
        { UDF_BLOCK_SIZE, UDF_EXTENT_UNALLOCATED, 0, 0 },
    };
    struct volume *volume = make_volume(UDF_REVISION_201);

    (void)state;
    put_extents(volume, UDF_ICB_SHORT_DESCRIPTORS, 2 * UDF_BLOCK_SIZE, extents, 2);

    assert_feature(volume, u"sparse file");
    drop_volume(volume);
}

static void test_reader__names_across_blocks(void **state)
{
    static const char name[] = "a name that is long enough to come to the end of a block soon";
    struct volume *volume = make_volume(UDF_REVISION_250);
    char expected[8192];
    size_t length = 0;

    (void)state;
    for (uint32_t i = 0; i < 50; i++) {
        put_entry(volume, METADATA_FREE + i, &empty_file);
        put_in_root(volume, name, 0, METADATA_FREE + i);
        memcpy(expected + length, name, sizeof(name) - 1);
        memcpy(expected + length + sizeof(name) - 1, ":0 ", 4);
        length += sizeof(name) - 1 + 3;
    }
    assert_true(volume->root_size > 2 * (size_t)UDF_BLOCK_SIZE);

    assert_list(volume, expected);
    drop_volume(volume);
}

static void test_reader__left_out(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_201);

    (void)state;
    put_in_root(volume, "deleted", UDF_FID_DELETED, 50);
    put_in_root(volume, "", UDF_FID_DELETED, 50);
    put_in_root(volume, "*UDF kept for itself", UDF_FID_METADATA, 50);
    put_file(volume, "f", METADATA_FREE, 0, 0);

    assert_list(volume, "f:0 ");
    drop_volume(volume);
}

/* The descriptor in the root that was added last. */
static struct udf_file_identifier *last_name(struct volume *volume, size_t root_size)
{
    return (struct udf_file_identifier *)(volume_block(volume,
                                                       PLACE_PARTITION + METADATA_ROOT_DIRECTORY) +
                                          root_size);
}

static void reseal_name(struct udf_file_identifier *head, size_t size, uint32_t location)
{
    const struct udf_tag_style style = { 2, 1 };

    udf_tag_seal(head, size, UDF_TAG_FILE_IDENTIFIER, &style, location);
}

static void test_reader__wide_names(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_102);
    const size_t before = volume->root_size;
    struct udf_file_identifier *head = last_name(volume, before);

    (void)state;
    put_file(volume, "12345678", METADATA_FREE, 0, 0);
    memcpy(head + 1, "\x10\x26\x3A\x00z\xD8\x3D\xDE\x00", 9);
    reseal_name(head, volume->root_size - before, METADATA_ROOT_DIRECTORY);

    assert_list(volume, "<263A>z<D83D><DE00>:0 ");
    drop_volume(volume);
}

static void test_reader__corrupt_names(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_102);
    const size_t before = volume->root_size;
    struct udf_file_identifier *head = last_name(volume, before);

    (void)state;
    put_file(volume, "name", METADATA_FREE, 0, 0);
    *(uint8_t *)(head + 1) = 17;
    reseal_name(head, volume->root_size - before, METADATA_ROOT_DIRECTORY);
    assert_corrupt(volume);

    *(uint8_t *)(head + 1) = 8;
    head->identifier_length = 1;
    reseal_name(head, volume->root_size - before, METADATA_ROOT_DIRECTORY);
    assert_corrupt(volume);

    head->identifier_length = 0;
    reseal_name(head, volume->root_size - before, METADATA_ROOT_DIRECTORY);
    assert_corrupt(volume);

    head->identifier_length = 255;
    reseal_name(head, volume->root_size - before, METADATA_ROOT_DIRECTORY);
    assert_corrupt(volume);

    head->identifier_length = 5;
    head->implementation_use_length = le16_of(UINT16_MAX);
    reseal_name(head, volume->root_size - before, METADATA_ROOT_DIRECTORY);
    assert_corrupt(volume);
    drop_volume(volume);
}

static void test_reader__corrupt_name_tag(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_102);
    const size_t before = volume->root_size;
    struct udf_file_identifier *head = last_name(volume, before);

    (void)state;
    put_file(volume, "name", METADATA_FREE, 0, 0);
    reseal_name(head, volume->root_size - before, METADATA_ROOT_DIRECTORY + 1);
    assert_corrupt(volume);

    reseal_name(head, volume->root_size - before, METADATA_ROOT_DIRECTORY);
    assert_list(volume, "name:0 ");
    head->icb.block = le32_of(METADATA_FREE + 1);
    assert_corrupt(volume);
    drop_volume(volume);
}

static void test_reader__corrupt_directory_size(void **state)
{
    static const int changes[] = { -4, 4, 40, UDF_BLOCK_SIZE };

    (void)state;
    for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
        struct volume *volume = make_volume(UDF_REVISION_102);
        const struct test_extent extent = { 4 * UDF_BLOCK_SIZE, UDF_EXTENT_RECORDED,
                                            METADATA_ROOT_DIRECTORY, 0 };
        struct test_entry entry = {
            .file_type = UDF_FILE_DIRECTORY,
            .extents = &extent,
            .extent_count = 1,
        };

        put_file(volume, "f", METADATA_FREE, 0, 0);
        entry.size = volume->root_size;
        put_entry(volume, METADATA_ROOT, &entry);
        assert_list(volume, "f:0 ");
        entry.size = volume->root_size + (uint64_t)changes[i];
        put_entry(volume, METADATA_ROOT, &entry);
        assert_corrupt(volume);
        drop_volume(volume);
    }
}

static void test_reader__corrupt_root(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_102);

    (void)state;
    put_entry(volume, METADATA_ROOT, &empty_file);

    assert_corrupt(volume);
    drop_volume(volume);
}

static void test_reader__directory_in_itself(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_102);

    (void)state;
    put_in_root(volume, "root", UDF_FID_DIRECTORY, METADATA_ROOT);

    assert_corrupt(volume);
    drop_volume(volume);
}

static void test_reader__directory_in_two_places(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_102);

    (void)state;
    put_directory(volume, 20, UDF_FILE_DIRECTORY, NULL, 0);
    put_in_root(volume, "a", UDF_FID_DIRECTORY, 20);
    assert_list(volume, "a()");

    put_in_root(volume, "b", UDF_FID_DIRECTORY, 20);
    assert_corrupt(volume);
    drop_volume(volume);
}

static void test_reader__directories_that_share_descriptors(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_102);
    const struct test_extent extent = { 40, UDF_EXTENT_RECORDED, 30, 0 };
    const struct test_entry entry = {
        .file_type = UDF_FILE_DIRECTORY,
        .size = 40,
        .extents = &extent,
        .extent_count = 1,
    };
    uint8_t name[64];

    (void)state;
    encode_name(volume, name, 0, 30, "", 10, METADATA_ROOT);
    put_metadata(volume, 30, name, sizeof(name));
    put_entry(volume, 20, &entry);
    put_entry(volume, 21, &entry);
    put_in_root(volume, "a", UDF_FID_DIRECTORY, 20);
    assert_list(volume, "a()");

    put_in_root(volume, "b", UDF_FID_DIRECTORY, 21);
    assert_corrupt(volume);
    drop_volume(volume);
}

static void test_reader__deep_tree(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_201);
    char expected[256] = "";

    (void)state;
    for (uint32_t i = 10; i < 60; i++) {
        uint8_t name[64];

        put_directory(volume, i, UDF_FILE_DIRECTORY, name,
                      encode_name(volume, name, 0, i, "d", UDF_FID_DIRECTORY, i + 1));
        strcat(expected, "d(");
    }
    put_directory(volume, 60, UDF_FILE_DIRECTORY, NULL, 0);
    put_in_root(volume, "d", UDF_FID_DIRECTORY, 10);
    strcat(expected, "d(");
    for (uint32_t i = 10; i <= 60; i++)
        strcat(expected, ")");

    assert_list(volume, expected);
    drop_volume(volume);
}

static void test_reader__further_names_of_a_file(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_201);

    (void)state;
    put_file(volume, "a", METADATA_FREE, VOLUME_DATA, 5);
    put_in_root(volume, "b", 0, METADATA_FREE);
    assert_list(volume, "a:5@432 b:5@432 ");

    put_in_root(volume, "c", UDF_FID_DIRECTORY, METADATA_FREE);
    assert_corrupt(volume);
    drop_volume(volume);
}

/* A directory's own block is no file, whatever another name says. */
static void test_reader__file_that_is_descriptors(void **state)
{
    static const struct test_extent extents[] = { { UDF_BLOCK_SIZE, UDF_EXTENT_NEXT, 20, 0 } };
    struct volume *volume = make_volume(UDF_REVISION_102);
    uint8_t name[64];

    (void)state;
    put_directory(volume, 20, UDF_FILE_DIRECTORY, name,
                  encode_name(volume, name, 0, 20, "f", 0, 20));
    put_in_root(volume, "d", UDF_FID_DIRECTORY, 20);
    assert_corrupt(volume);
    drop_volume(volume);

    volume = make_volume(UDF_REVISION_102);
    put_extents(volume, UDF_ICB_SHORT_DESCRIPTORS, 5, extents, 1);
    put_entry(volume, 20, &empty_file);
    put_in_root(volume, "g", 0, 20);
    assert_corrupt(volume);
    drop_volume(volume);
}

/* Stream "one" is embedded, "two" has an extent; the file itself is a name of the root. */
static void put_streams(struct volume *volume)
{
    const struct test_extent extent = { 3000, UDF_EXTENT_RECORDED, VOLUME_DATA + 4, 0 };
    const struct test_entry file = { .file_type = UDF_FILE_REGULAR, .streams = 20 };
    const struct test_entry one = {
        .file_type = UDF_FILE_REGULAR,
        .flags = UDF_ICB_EMBEDDED | UDF_ICB_STREAM,
        .size = 3,
        .embedded = "abc",
    };
    const struct test_entry two = {
        .file_type = UDF_FILE_REGULAR,
        .flags = UDF_ICB_LONG_DESCRIPTORS | UDF_ICB_STREAM,
        .size = 3000,
        .extents = &extent,
        .extent_count = 1,
    };
    uint8_t names[512];
    size_t size = encode_name(volume, names, 0, 20, "", 10, METADATA_FREE);

    size += encode_name(volume, names + size, size, 20, "one", 0, 21);
    size += encode_name(volume, names + size, size, 20, "hidden", UDF_FID_METADATA, 40);
    size += encode_name(volume, names + size, size, 20, "two", 0, 22);
    put_directory(volume, 20, UDF_FILE_STREAM_DIRECTORY, names, size);
    put_entry(volume, 21, &one);
    put_entry(volume, 22, &two);
    put_entry(volume, METADATA_FREE, &file);
    put_in_root(volume, "f", 0, METADATA_FREE);
}

static void test_reader__streams(void **state)
{
    (void)state;
    for (unsigned revision = UDF_REVISION_200; revision <= UDF_REVISION_250;
         revision += UDF_REVISION_250 - UDF_REVISION_200) {
        struct volume *volume = make_volume(revision);

        put_streams(volume);
        assert_list(volume, "f:0{one:3=abc two:3000@436 } ");

        put_in_root(volume, "link", 0, METADATA_FREE);
        put_file(volume, "g", METADATA_FREE + 1, VOLUME_DATA, 1);
        assert_list(volume, "f:0{one:3=abc two:3000@436 } link:0{one:3=abc two:3000@436 } "
                            "g:1@432 ");
        drop_volume(volume);
    }
}

static void test_reader__many_streams(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_200);
    const struct test_entry file = { .file_type = UDF_FILE_REGULAR, .streams = 20 };
    const struct test_entry stream = {
        .file_type = UDF_FILE_REGULAR,
        .flags = UDF_ICB_EMBEDDED,
        .size = 2,
        .embedded = "xy",
    };
    uint8_t names[1800];
    size_t size = 0;

    (void)state;
    for (uint32_t i = 0; i < 30; i++) {
        size += encode_name(volume, names + size, size, 20, "s", 0, 21 + i);
        put_entry(volume, 21 + i, &stream);
    }
    put_directory(volume, 20, UDF_FILE_STREAM_DIRECTORY, names, size);
    put_entry(volume, METADATA_FREE, &file);
    put_in_root(volume, "f", 0, METADATA_FREE);

    assert_list(volume, "f:0{s:2=xy s:2=xy s:2=xy s:2=xy s:2=xy s:2=xy s:2=xy s:2=xy s:2=xy "
                        "s:2=xy s:2=xy s:2=xy s:2=xy s:2=xy s:2=xy s:2=xy s:2=xy s:2=xy s:2=xy "
                        "s:2=xy s:2=xy s:2=xy s:2=xy s:2=xy s:2=xy s:2=xy s:2=xy s:2=xy s:2=xy "
                        "s:2=xy } ");
    drop_volume(volume);
}

static void test_reader__corrupt_streams(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_201);
    const struct test_entry circle = { .file_type = UDF_FILE_REGULAR, .streams = METADATA_ROOT };
    uint8_t name[64];

    (void)state;
    put_streams(volume);
    put_directory(volume, 20, UDF_FILE_DIRECTORY, NULL, 0);
    assert_corrupt(volume);

    put_directory(volume, 20, UDF_FILE_STREAM_DIRECTORY, name,
                  encode_name(volume, name, 0, 20, "d", UDF_FID_DIRECTORY, 21));
    assert_corrupt(volume);

    put_directory(volume, 20, UDF_FILE_STREAM_DIRECTORY, name,
                  encode_name(volume, name, 0, 20, "self", 0, METADATA_FREE));
    assert_corrupt(volume);

    put_entry(volume, METADATA_FREE, &circle);
    assert_corrupt(volume);
    drop_volume(volume);
}

/*
 * Many names of one file that has much to tell: what is repeated must stay in proportion to what
 * was read. Here each name costs 40 bytes of the disc, and gives 1800 of content.
 */
static void test_reader__too_much_is_repeated(void **state)
{
    struct udf_visits visits = { 0 };
    struct udf_disc disc = { .last_block = 100 };
    uint64_t repeated = 0;
    enum status status;

    (void)state;
    assert_int_equal(udf_visits_enter_file(&visits, &disc, 5), STATUS_OK);
    assert_int_equal(udf_visits_leave_file(&visits, &disc, 5, UINT32_MAX), STATUS_OK);
    do {
        assert_int_equal(udf_visits_enter_file(&visits, &disc, 5), STATUS_OK);
        status = udf_visits_leave_file(&visits, &disc, 5, 1800);
        repeated += 1800;
    } while (status == STATUS_OK && repeated < UINT64_C(1) << 30);

    assert_int_equal(status, STATUS_CORRUPT);
    assert_true(repeated > 16 << 20 && repeated < 32 << 20);
    udf_visits_release(&visits);
}

static enum status refuse(void *context, const struct fsimage_found_item *file)
{
    (void)file;
    ++*(unsigned *)context;
    return STATUS_TOO_MANY;
}

static enum status refuse_to_leave(void *context)
{
    ++*(unsigned *)context;
    return STATUS_TOO_DEEP;
}

static enum status accept(void *context, const struct fsimage_found_item *item)
{
    (void)context;
    (void)item;
    return STATUS_OK;
}

static void test_reader__failing_sink(void **state)
{
    const struct fsimage_volume_sink sinks[] = { { refuse, refuse_to_leave, accept },
                                                 { accept, refuse_to_leave, accept },
                                                 { accept, refuse_to_leave, refuse } };
    const enum status expected[] = { STATUS_TOO_MANY, STATUS_TOO_DEEP, STATUS_TOO_MANY };
    struct volume *volume = make_volume(UDF_REVISION_102);
    const struct fsimage_disc disc = disc_of(volume);
    struct fsimage_volume *opened;
    struct fsimage_problem problem;

    (void)state;
    put_file(volume, "f", METADATA_FREE, 0, 0);
    put_directory(volume, 20, UDF_FILE_DIRECTORY, NULL, 0);
    put_in_root(volume, "d", UDF_FID_DIRECTORY, 20);
    assert_int_equal(udf_volume_reader_class.open(&disc, &opened, &problem), STATUS_OK);
    for (size_t i = 0; i < 3; i++) {
        unsigned calls = 0;

        fsimage_problem_set(&problem, FSIMAGE_PROBLEM_INVALID_PATH, u"f", 1);
        assert_int_equal(udf_volume_reader_class.walk(opened, &sinks[i], &calls, &problem),
                         expected[i]);
        assert_int_equal(calls, 1);
        assert_int_equal(problem.kind, FSIMAGE_PROBLEM_INVALID_PATH);
    }
    udf_volume_reader_class.close(opened);
    drop_volume(volume);
}

static void test_reader__walks_again(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_102);
    const struct fsimage_disc disc = disc_of(volume);
    struct fsimage_volume *opened;
    struct fsimage_problem problem;
    char text[64];

    (void)state;
    put_file(volume, "f", METADATA_FREE, 0, 0);
    assert_int_equal(udf_volume_reader_class.open(&disc, &opened, &problem), STATUS_OK);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(list_opened(opened, &problem, text, sizeof(text)), STATUS_OK);
        assert_string_equal(text, "f:0 ");
    }
    udf_volume_reader_class.close(opened);
    udf_volume_reader_class.close(NULL);
    drop_volume(volume);
}

static void test_reader__reads_ahead(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_250);
    struct fsimage_problem problem;
    char text[512];

    (void)state;
    for (uint32_t i = METADATA_FREE; i < VOLUME_METADATA_BLOCKS; i++) {
        put_entry(volume, i, &empty_file);
        put_in_root(volume, "f", 0, i);
    }
    volume->reads = 0;

    assert_int_equal(list_volume(volume, &problem, text, sizeof(text)), STATUS_OK);

    assert_int_equal(strlen(text), 4 * (VOLUME_METADATA_BLOCKS - METADATA_FREE));
    assert_true(volume->reads <= 12);
    drop_volume(volume);
}

static void test_reader__without_memory(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_200);
    size_t granted = 0;
    bool has_failed = true;

    (void)state;
    put_streams(volume);
    put_directory(volume, 30, UDF_FILE_DIRECTORY, NULL, 0);
    put_in_root(volume, "d", UDF_FID_DIRECTORY, 30);
    put_in_root(volume, "link", 0, METADATA_FREE);
    while (has_failed) {
        struct fsimage_problem problem;
        char text[256];
        enum status status;

        allocation_failure_after(granted++);
        status = list_volume(volume, &problem, text, sizeof(text));
        has_failed = allocation_failure_end();
        assert_int_equal(status, has_failed ? STATUS_NO_MEMORY : STATUS_OK);
    }
    assert_true(granted > 15);
    drop_volume(volume);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reader__directories),
        cmocka_unit_test(test_reader__times),
        cmocka_unit_test(test_reader__times_that_are_not_set),
        cmocka_unit_test(test_reader__kinds_of_descriptors),
        cmocka_unit_test(test_reader__embedded),
        cmocka_unit_test(test_reader__real_time),
        cmocka_unit_test(test_reader__data_in_the_metadata_partition),
        cmocka_unit_test(test_reader__data_in_both_partitions),
        cmocka_unit_test(test_reader__further_descriptors),
        cmocka_unit_test(test_reader__further_descriptors_in_a_circle),
        cmocka_unit_test(test_reader__corrupt_further_descriptors),
        cmocka_unit_test(test_reader__corrupt_extents),
        cmocka_unit_test(test_reader__corrupt_extent_length),
        cmocka_unit_test(test_reader__corrupt_size),
        cmocka_unit_test(test_reader__corrupt_lengths_within_an_entry),
        cmocka_unit_test(test_reader__corrupt_entry),
        cmocka_unit_test(test_reader__corrupt_allocation),
        cmocka_unit_test(test_reader__strategy),
        cmocka_unit_test(test_reader__special_files),
        cmocka_unit_test(test_reader__corrupt_file_type),
        cmocka_unit_test(test_reader__sparse_file),
        cmocka_unit_test(test_reader__names_across_blocks),
        cmocka_unit_test(test_reader__left_out),
        cmocka_unit_test(test_reader__wide_names),
        cmocka_unit_test(test_reader__corrupt_names),
        cmocka_unit_test(test_reader__corrupt_name_tag),
        cmocka_unit_test(test_reader__corrupt_directory_size),
        cmocka_unit_test(test_reader__corrupt_root),
        cmocka_unit_test(test_reader__directory_in_itself),
        cmocka_unit_test(test_reader__directory_in_two_places),
        cmocka_unit_test(test_reader__directories_that_share_descriptors),
        cmocka_unit_test(test_reader__deep_tree),
        cmocka_unit_test(test_reader__further_names_of_a_file),
        cmocka_unit_test(test_reader__file_that_is_descriptors),
        cmocka_unit_test(test_reader__streams),
        cmocka_unit_test(test_reader__many_streams),
        cmocka_unit_test(test_reader__corrupt_streams),
        cmocka_unit_test(test_reader__too_much_is_repeated),
        cmocka_unit_test(test_reader__failing_sink),
        cmocka_unit_test(test_reader__walks_again),
        cmocka_unit_test(test_reader__reads_ahead),
        cmocka_unit_test(test_reader__without_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
