/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of udf/writer.h: whole images. */
#include "support/allocation_failure.h"
#include "support/cmocka_all.h"

#include "base/memory.h"
#include "fsimage/named_streams.h"
#include "iso9660/writer.h"
#include "udf/charset.h"
#include "udf/file_structures.h"
#include "udf/tag.h"
#include "udf/volume.h"
#include "udf/volume_structures.h"
#include "udf/writer.h"
#include "unit/udf/images.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void assert_golden(struct fsimage_result *result, const char *path)
{
    FILE *golden = fopen(path, "rb");
    char expected[4096];
    size_t length;
    char *dump;

    assert_non_null(golden);
    length = fread(expected, 1, sizeof(expected) - 1, golden);
    expected[length] = '\0';
    fclose(golden);
    assert_int_equal(fsimage_result_dump(result, &dump), STATUS_OK);
    assert_string_equal(dump, expected);
    memory_free(dump);
}

/* What a block is to begin with. */
struct expected_tag {
    uint32_t block;
    uint32_t location;
    enum udf_tag_identifier identifier;
};

static void assert_tags(const struct udf_disc_image *image, const struct expected_tag *expected,
                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint8_t bytes[UDF_BLOCK_SIZE];
        uint16_t identifier;

        read_udf_blocks(image, expected[i].block, 1, bytes);
        assert_int_equal(udf_tag_check(bytes, sizeof(bytes), expected[i].location, &identifier),
                         STATUS_OK);
        assert_int_equal(identifier, expected[i].identifier);
    }
}

#define ASSERT_TAGS(image, expected)                                                               \
    assert_tags((image), (expected), sizeof(expected) / sizeof((expected)[0]))

/* One file of 5,000 bytes beside ISO 9660 and Joliet. */
static void test_writer__bridge_example(void **state)
{
    static const struct expected_tag tags[] = {
        { 256, 256, UDF_TAG_ANCHOR },        { 288, 0, UDF_TAG_FILE_SET },
        { 289, 1, UDF_TAG_TERMINATING },     { 290, 2, UDF_TAG_FILE_ENTRY },
        { 292, 4, UDF_TAG_FILE_IDENTIFIER }, { 302, 302, UDF_TAG_PRIMARY_VOLUME },
        { 307, 307, UDF_TAG_TERMINATING },   { 319, 319, UDF_TAG_ANCHOR },
    };
    struct fsimage_tree *tree = make_volume_tree(BRIDGE, UDF_REVISION_102);
    struct udf_disc_image image;
    struct udf_file_entry entry;
    struct udf_short_descriptor extent;
    uint8_t block[UDF_BLOCK_SIZE];

    (void)state;
    add_noise(tree, u"A.TXT", 1, 5000);
    image = make_udf_image(tree);
    assert_golden(image.result, GOLDEN_FOLDER "/udf_102_bridge.txt");
    check_udf_image(&image);
    ASSERT_TAGS(&image, tags);
    read_udf_blocks(&image, 291, 1, block);
    memcpy(&entry, block, sizeof(entry));
    memcpy(&extent, block + sizeof(entry), sizeof(extent));
    assert_int_equal(le64_get(entry.tail.unique_id), 16);
    assert_int_equal(le32_get(entry.tail.descriptors_length), 8);
    assert_int_equal(le64_get(entry.blocks_recorded), 3);
    assert_int_equal(le32_get(extent.length), 5000);
    assert_int_equal(le32_get(extent.block), 11);
    read_udf_blocks(&image, 290, 1, block);
    memcpy(&entry, block, sizeof(entry));
    memcpy(&extent, block + sizeof(entry), sizeof(extent));
    assert_int_equal(le64_get(entry.head.information_length), 84);
    assert_int_equal(le32_get(extent.block), 4);
    drop_udf_image(&image);
}

/* The same file in UDF 2.50 alone, its metadata twice. */
static void test_writer__metadata_example(void **state)
{
    static const struct expected_tag tags[] = {
        { 288, 0, UDF_TAG_EXTENDED_FILE_ENTRY },
        { 320, 0, UDF_TAG_FILE_SET },
        { 384, 0, UDF_TAG_FILE_SET },
        { 416, 128, UDF_TAG_EXTENDED_FILE_ENTRY },
        { 417, 417, UDF_TAG_PRIMARY_VOLUME },
        { 447, 447, UDF_TAG_ANCHOR },
    };
    struct fsimage_tree *tree = make_volume_tree(FSIMAGE_UDF, UDF_REVISION_250);
    struct udf_disc_image image;
    struct udf_extended_file_entry entry;
    struct udf_long_descriptor extent;
    uint8_t block[UDF_BLOCK_SIZE];

    (void)state;
    add_noise(tree, u"A.TXT", 1, 5000);
    image = make_udf_image(tree);
    assert_golden(image.result, GOLDEN_FOLDER "/udf_250.txt");
    check_udf_image(&image);
    ASSERT_TAGS(&image, tags);
    read_udf_blocks(&image, 323, 1, block);
    memcpy(&entry, block, sizeof(entry));
    memcpy(&extent, block + sizeof(entry), sizeof(extent));
    assert_int_equal(le16_get(entry.head.icb.flags), UDF_ICB_LONG_DESCRIPTORS);
    assert_int_equal(le32_get(extent.length), 5000);
    assert_int_equal(le32_get(extent.block), 64);
    assert_int_equal(le16_get(extent.partition), 0);
    read_udf_blocks(&image, 322, 1, block);
    memcpy(&entry, block, sizeof(entry));
    assert_int_equal(le16_get(entry.head.icb.flags), UDF_ICB_EMBEDDED);
    assert_int_equal(le64_get(entry.head.information_length), 84);
    drop_udf_image(&image);
}

/* Directories of every shape, and sizes about every limit. */
static struct fsimage_tree *make_mixed_tree(unsigned file_systems, unsigned revision)
{
    static const uint64_t sizes[] = { 0,    1,    1831, 1832, 1833, 1871,  1872,
                                      1873, 2047, 2048, 2049, 5000, 300000 };
    struct fsimage_tree *tree = make_volume_tree(file_systems, revision);
    struct fsimage_problem problem;
    char16 path[16] = u"many\\file 0000";
    char16 name[] = u"size A";
    uint32_t item;

    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++, name[5]++)
        add_noise(tree, name, (uint32_t)i, sizes[i]);
    add_directory(tree, u"many");
    for (unsigned i = 0; i < 500; i++) {
        for (unsigned digit = 0, rest = i; digit < 4; digit++, rest /= 10)
            path[13 - digit] = (char16)('0' + rest % 10);
        if (i % 7 == 0)
            add_directory(tree, path);
        else
            add_noise(tree, path, i, i);
    }
    add_directory(tree, u"empty directory");
    item = add_directory(tree, u"\u0416\u0438\u0440\u0430\u0444 \U0001F600");
    assert_int_equal(fsimage_item_set_hidden(tree, item, true, &problem), STATUS_OK);
    item = add_noise(tree, u"\u0416\u0438\u0440\u0430\u0444 \U0001F600\\\u00FF", 9, 9);
    assert_int_equal(fsimage_item_set_hidden(tree, item, true, &problem), STATUS_OK);
    return tree;
}

static void test_writer__every_revision(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(udf_revisions) / sizeof(udf_revisions[0]); i++) {
        struct udf_disc_image image =
            make_udf_image(make_mixed_tree(FSIMAGE_UDF, udf_revisions[i]));

        check_udf_image(&image);
        drop_udf_image(&image);
        image = make_udf_image(make_mixed_tree(BRIDGE, udf_revisions[i]));
        check_udf_image(&image);
        drop_udf_image(&image);
    }
}

static void test_writer__empty_tree(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(udf_revisions) / sizeof(udf_revisions[0]); i++) {
        struct udf_disc_image image =
            make_udf_image(make_volume_tree(FSIMAGE_UDF, udf_revisions[i]));

        check_udf_image(&image);
        assert_int_equal(image.blocks, udf_revisions[i] < 0x250 ? 320 : 416);
        drop_udf_image(&image);
    }
}

static void test_writer__deep_tree(void **state)
{
    struct fsimage_tree *tree = make_volume_tree(FSIMAGE_UDF, UDF_REVISION_201);
    struct udf_disc_image image;
    char16 path[401] = { 0 };

    (void)state;
    for (size_t length = 1; length < 400; length += 2) {
        path[length - 1] = 'd';
        add_directory(tree, path);
        path[length] = '\\';
    }
    image = make_udf_image(tree);
    check_udf_image(&image);
    drop_udf_image(&image);
}

/* Locations in partitions count from where the partition begins, all others from the disc. */
static void test_writer__later_on_the_disc(void **state)
{
    static const unsigned revisions[] = { UDF_REVISION_102, UDF_REVISION_260 };

    (void)state;
    for (size_t i = 0; i < sizeof(revisions) / sizeof(revisions[0]); i++) {
        struct fsimage_tree *tree = make_mixed_tree(FSIMAGE_UDF, revisions[i]);
        struct fsimage_problem problem;
        struct fsimage_volume_info info;
        struct udf_disc_image image;

        assert_int_equal(fsimage_tree_set_session_start(tree, 11408, &problem), STATUS_OK);
        image = make_udf_image(tree);
        check_udf_image(&image);
        udf_volume_reader_class.close(open_udf_volume(&image, &info));
        assert_int_equal(info.udf_partition_start % 32, 0);
        drop_udf_image(&image);
    }
}

static void test_writer__blocks_in_any_order(void **state)
{
    struct udf_disc_image image = make_udf_image(make_mixed_tree(FSIMAGE_UDF, UDF_REVISION_250));
    uint8_t *whole = malloc((size_t)image.blocks * UDF_BLOCK_SIZE);
    uint8_t *part = malloc(64 * UDF_BLOCK_SIZE);
    uint32_t seed = 3;

    (void)state;
    read_udf_blocks(&image, 0, image.blocks, whole);
    for (int i = 0; i < 500; i++) {
        uint32_t block;
        uint32_t count;

        seed = seed * 1664525u + 1013904223u;
        block = (seed >> 4) % image.blocks;
        count = 1 + (seed >> 24) % 64;
        if (count > image.blocks - block)
            count = image.blocks - block;
        read_udf_blocks(&image, block, count, part);
        assert_memory_equal(part, whole + (size_t)block * UDF_BLOCK_SIZE,
                            (size_t)count * UDF_BLOCK_SIZE);
    }
    free(part);
    free(whole);
    drop_udf_image(&image);
}

/* Gives the partition map and the two entries of metadata files. */
static struct udf_metadata_map read_metadata(const struct udf_disc_image *image,
                                             struct udf_extended_file_entry entries[2],
                                             struct udf_short_descriptor extents[2])
{
    uint8_t block[UDF_BLOCK_SIZE];
    struct udf_metadata_map map;

    read_udf_blocks(image, 260, 1, block);
    memcpy(&map, block + sizeof(struct udf_logical_volume) + sizeof(struct udf_partition_map),
           sizeof(map));
    for (size_t i = 0; i < 2; i++) {
        read_udf_blocks(image, 288 + le32_get(i == 0 ? map.metadata_file : map.mirror_file), 1,
                        block);
        memcpy(&entries[i], block, sizeof(entries[i]));
        memcpy(&extents[i], block + sizeof(entries[i]), sizeof(extents[i]));
    }
    return map;
}

static void test_writer__mirror(void **state)
{
    struct udf_disc_image image = make_udf_image(make_mixed_tree(BRIDGE, UDF_REVISION_250));
    struct udf_extended_file_entry entries[2];
    struct udf_short_descriptor extents[2];
    const struct udf_metadata_map map = read_metadata(&image, entries, extents);
    const uint32_t size = le32_get(extents[0].length);
    uint8_t *first = malloc(size);
    uint8_t *second = malloc(size);

    (void)state;
    assert_int_equal(map.flags, UDF_METADATA_IS_DUPLICATED);
    assert_int_equal(entries[0].head.icb.file_type, UDF_FILE_METADATA);
    assert_int_equal(entries[1].head.icb.file_type, UDF_FILE_METADATA_MIRROR);
    assert_int_equal(le64_get(entries[1].head.information_length), size);
    assert_int_equal(le32_get(extents[1].length), size);
    assert_int_equal(size % (32 * UDF_BLOCK_SIZE), 0);
    assert_true(le32_get(extents[1].block) > le32_get(extents[0].block));
    assert_int_equal(le32_get(extents[0].block) % 32, 0);
    assert_int_equal(le32_get(extents[1].block) % 32, 0);
    read_udf_blocks(&image, 288 + le32_get(extents[0].block), size / UDF_BLOCK_SIZE, first);
    read_udf_blocks(&image, 288 + le32_get(extents[1].block), size / UDF_BLOCK_SIZE, second);
    assert_memory_equal(first, second, size);
    free(first);
    free(second);
    drop_udf_image(&image);
}

static void test_writer__mirror_without_blocks(void **state)
{
    struct fsimage_tree *tree = make_mixed_tree(FSIMAGE_UDF, UDF_REVISION_260);
    struct udf_extended_file_entry entries[2];
    struct udf_short_descriptor extents[2];
    struct fsimage_problem problem;
    struct udf_metadata_map map;
    struct udf_disc_image image;

    (void)state;
    assert_int_equal(fsimage_tree_set_redundant_metadata(tree, false, &problem), STATUS_OK);
    image = make_udf_image(tree);
    check_udf_image(&image);
    map = read_metadata(&image, entries, extents);
    assert_int_equal(map.flags, 0);
    assert_int_equal(entries[1].head.icb.file_type, UDF_FILE_METADATA_MIRROR);
    assert_memory_equal(&extents[0], &extents[1], sizeof(extents[0]));
    drop_udf_image(&image);
}

static void test_writer__streams(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(udf_revisions) / sizeof(udf_revisions[0]); i++) {
        struct fsimage_tree *tree = make_volume_tree(FSIMAGE_UDF, udf_revisions[i]);
        const uint32_t first = add_noise(tree, u"a", 1, 100);
        const uint32_t second = add_noise(tree, u"b", 2, 10000);
        struct udf_extended_file_entry entry;
        struct udf_disc_image image;
        uint8_t block[UDF_BLOCK_SIZE];

        add_noise(tree, u"c", 3, 10);
        add_noise_stream(tree, first, u"one", 4, 5000);
        add_noise_stream(tree, second, u"two", 5, 50);
        add_noise_stream(tree, second, u"\u0416", 6, 0);
        image = make_udf_image(tree);
        check_udf_image(&image);
        if (udf_revisions[i] >= 0x250) {
            /* The root, a, its stream directory, "one", b, its stream directory, two streams, c. */
            static const struct {
                uint64_t unique_id;
                uint64_t object_size;
                uint8_t type;
                uint16_t stream;
            } expected[] = {
                { 0, 160, UDF_FILE_DIRECTORY, 0 },
                { 16, 5100, UDF_FILE_REGULAR, 0 },
                { 16, 84, UDF_FILE_STREAM_DIRECTORY, 0 },
                { 16, 5000, UDF_FILE_REGULAR, UDF_ICB_STREAM },
                { 17, 10050, UDF_FILE_REGULAR, 0 },
                { 17, 128, UDF_FILE_STREAM_DIRECTORY, 0 },
                { 17, 50, UDF_FILE_REGULAR, UDF_ICB_STREAM },
                { 17, 0, UDF_FILE_REGULAR, UDF_ICB_STREAM },
                { 18, 10, UDF_FILE_REGULAR, 0 },
            };

            for (uint32_t k = 0; k < sizeof(expected) / sizeof(expected[0]); k++) {
                read_udf_blocks(&image, 322 + k, 1, block);
                memcpy(&entry, block, sizeof(entry));
                assert_int_equal(le64_get(entry.tail.unique_id), expected[k].unique_id);
                assert_int_equal(le64_get(entry.object_size), expected[k].object_size);
                assert_int_equal(entry.head.icb.file_type, expected[k].type);
                assert_int_equal(le16_get(entry.head.icb.flags) & UDF_ICB_STREAM,
                                 expected[k].stream);
                assert_int_equal(le32_get(entry.stream_directory.block),
                                 k == 1 || k == 4 ? k + 3 : 0);
            }
        }
        drop_udf_image(&image);
    }
}

static void test_writer__real_time_files(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(udf_revisions) / sizeof(udf_revisions[0]); i++) {
        struct fsimage_tree *tree = make_volume_tree(FSIMAGE_UDF, udf_revisions[i]);
        struct fsimage_problem problem;
        struct udf_disc_image image;
        struct udf_integrity_use use;
        uint8_t block[UDF_BLOCK_SIZE];

        add_noise(tree, u"a", 1, 3000);
        assert_int_equal(
            fsimage_file_set_real_time(tree, add_noise(tree, u"b", 2, 100), true, &problem),
            STATUS_OK);
        image = make_udf_image(tree);
        check_udf_image(&image);
        read_udf_blocks(&image, 273, 1, block);
        memcpy(&use, block + sizeof(struct udf_integrity) + (udf_revisions[i] < 0x250 ? 8 : 16),
               sizeof(use));
        if (udf_revisions[i] == 0x201)
            assert_int_equal(le16_get(use.minimum_read_revision), 0x201);
        assert_int_equal(le16_get(use.minimum_write_revision), udf_revisions[i]);
        assert_int_equal(le16_get(use.maximum_write_revision), udf_revisions[i]);
        drop_udf_image(&image);
    }
}

static void test_writer__minimum_read_revisions(void **state)
{
    static const uint16_t expected[] = { 0x102, 0x102, 0x200, 0x200, 0x250, 0x250 };

    (void)state;
    for (size_t i = 0; i < sizeof(udf_revisions) / sizeof(udf_revisions[0]); i++) {
        struct udf_disc_image image =
            make_udf_image(make_volume_tree(FSIMAGE_UDF, udf_revisions[i]));
        struct udf_integrity_use use;
        uint8_t block[UDF_BLOCK_SIZE];

        read_udf_blocks(&image, 273, 1, block);
        memcpy(&use, block + sizeof(struct udf_integrity) + (udf_revisions[i] < 0x250 ? 8 : 16),
               sizeof(use));
        assert_int_equal(le16_get(use.minimum_read_revision), expected[i]);
        assert_int_equal(le32_get(use.directory_count), 1);
        drop_udf_image(&image);
    }
}

/* Files of more extents than an entry describes. */
static void test_writer__huge_files(void **state)
{
    static const unsigned revisions[] = { UDF_REVISION_102, UDF_REVISION_201, UDF_REVISION_250 };

    (void)state;
    for (size_t i = 0; i < sizeof(revisions) / sizeof(revisions[0]); i++) {
        struct fsimage_tree *tree = make_volume_tree(FSIMAGE_UDF, revisions[i]);
        struct udf_disc_image image;

        add_zeros(tree, u"a", 114 * UINT64_C(0x3FFFF800));
        add_zeros(tree, u"b", 114 * UINT64_C(0x3FFFF800) + 1);
        add_zeros(tree, u"c", 234 * UINT64_C(0x3FFFF800) + 1);
        add_zeros(tree, u"d", UINT64_C(1) << 40);
        add_noise(tree, u"e", 1, 5000);
        image = make_udf_image(tree);
        check_udf_image(&image);
        drop_udf_image(&image);
    }
}

static void test_writer__links(void **state)
{
    struct fsimage_tree *tree = make_volume_tree(BRIDGE, UDF_REVISION_102);
    static const uint16_t expected[] = { 3, 2, 1, 1, 1 }; /* the root, d, d\e, f, g */
    struct udf_disc_image image;

    (void)state;
    add_directory(tree, u"d");
    add_directory(tree, u"d\\e");
    add_directory(tree, u"f");
    add_noise(tree, u"g", 1, 1);
    image = make_udf_image(tree);
    for (uint32_t i = 0; i < 5; i++) {
        uint8_t block[UDF_BLOCK_SIZE];
        struct udf_file_entry entry;

        read_udf_blocks(&image, 290 + i, 1, block);
        memcpy(&entry, block, sizeof(entry));
        assert_int_equal(le16_get(entry.head.link_count), expected[i]);
        assert_int_equal(le64_get(entry.tail.unique_id), i == 0 ? 0 : 15 + i);
    }
    drop_udf_image(&image);
}

/* A wide name of 140 units: 122 that stay when it is cut, and 18 that are hashed. */
static void make_long_name(char16 name[141], unsigned variant)
{
    for (size_t i = 0; i < 140; i++)
        name[i] = u'\u0416';
    name[130] = (char16)(0x400 + variant / 256);
    name[131] = (char16)(0x400 + variant % 256);
    name[140] = 0;
}

static enum status note_name(void *context, const struct fsimage_found_item *file)
{
    char16(*names)[128] = context;

    while ((*names)[0] != 0)
        names++;
    memcpy(*names, file->name, file->name_length * sizeof(char16));
    return STATUS_OK;
}

/* What is recorded is what the tree says, and differs among siblings. */
static void test_writer__names_that_clash_when_cut(void **state)
{
    static const struct fsimage_volume_sink sink = { .file = note_name };
    struct fsimage_tree *tree = make_volume_tree(FSIMAGE_UDF, UDF_REVISION_102);
    char16 names[5][128] = { { 0 } };
    struct fsimage_volume_info info;
    struct fsimage_problem problem;
    struct fsimage_volume *volume;
    struct udf_disc_image image;
    char16 name[141];
    char16 recorded[FSIMAGE_NAME_MAXIMUM + 1];
    size_t length;

    (void)state;
    make_long_name(name, 0);
    assert_int_equal(fsimage_item_recorded_name(tree, add_file(tree, name, "", 0), FSIMAGE_UDF,
                                                recorded, &length),
                     STATUS_OK);
    assert_int_equal(length, 127);
    add_file(tree, recorded, "", 0);
    make_long_name(name, 1);
    add_file(tree, name, "", 0);
    image = make_udf_image(tree);
    volume = open_udf_volume(&image, &info);
    assert_int_equal(udf_volume_reader_class.walk(volume, &sink, names, &problem), STATUS_OK);
    udf_volume_reader_class.close(volume);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(names[i][122], '#');
        for (size_t k = i + 1; k < 3; k++)
            assert_memory_not_equal(names[i], names[k], 127 * sizeof(char16));
    }
    assert_int_equal(names[3][0], 0);
    drop_udf_image(&image);
}

/* Bounds of growth hold: no item brings more than it is said to. */
static void test_writer__growth(void **state)
{
    static const unsigned sets[] = { FSIMAGE_UDF, BRIDGE };
    struct fsimage_problem problem;

    (void)state;
    for (size_t i = 0; i < 2 * sizeof(udf_revisions) / sizeof(udf_revisions[0]); i++) {
        struct fsimage_tree *tree = make_volume_tree(sets[i % 2], udf_revisions[i / 2]);
        uint32_t before;
        uint32_t after;

        assert_int_equal(fsimage_tree_used_blocks(tree, &before, &problem), STATUS_OK);
        for (unsigned k = 0; k < 200; k++) {
            const uint64_t size = k == 150 ? UINT64_C(1) << 40 : k * 100;
            uint64_t growth = 32; /* the end is rounded up */
            char16 name[3] = { (char16)('a' + k / 26), (char16)('a' + k % 26), 0 };

            if (k % 3 == 0)
                add_directory(tree, name);
            else
                add_zeros(tree, name, size);
            for (size_t w = 0; w < 2; w++) {
                static const struct fsimage_writer_class *const writers[] = { &iso9660_writer_class,
                                                                              &udf_writer_class };

                growth += writers[w]->growth(tree);
            }
            assert_int_equal(fsimage_tree_used_blocks(tree, &after, &problem), STATUS_OK);
            assert_true(after <= before + growth + (k % 3 == 0 ? 0 : (size + 2047) / 2048));
            before = after;
        }
        fsimage_tree_drop(&tree);
    }
}

static enum status create_result(struct fsimage_tree *tree)
{
    static const struct fsimage_identity identity = { .volume_name = u"" };
    struct fsimage_problem problem;
    struct fsimage_result *result;
    const enum status status = fsimage_result_create(tree, &identity, &result, &problem);

    fsimage_result_drop(&result);
    return status;
}

static void test_writer__without_memory(void **state)
{
    struct fsimage_tree *tree = make_mixed_tree(FSIMAGE_UDF, UDF_REVISION_250);
    enum status status;
    size_t granted = 0;

    (void)state;
    add_noise_stream(tree, add_noise(tree, u"with stream", 1, 1), u"s", 1, 1);
    do {
        allocation_failure_after(granted++);
        status = create_result(tree);
        assert_true(allocation_failure_end() == (status != STATUS_OK));
        assert_true(status == STATUS_OK || status == STATUS_NO_MEMORY);
    } while (status != STATUS_OK);
    assert_true(granted > 8);
    fsimage_tree_drop(&tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_writer__bridge_example),
        cmocka_unit_test(test_writer__metadata_example),
        cmocka_unit_test(test_writer__every_revision),
        cmocka_unit_test(test_writer__empty_tree),
        cmocka_unit_test(test_writer__deep_tree),
        cmocka_unit_test(test_writer__later_on_the_disc),
        cmocka_unit_test(test_writer__blocks_in_any_order),
        cmocka_unit_test(test_writer__mirror),
        cmocka_unit_test(test_writer__mirror_without_blocks),
        cmocka_unit_test(test_writer__streams),
        cmocka_unit_test(test_writer__real_time_files),
        cmocka_unit_test(test_writer__minimum_read_revisions),
        cmocka_unit_test(test_writer__huge_files),
        cmocka_unit_test(test_writer__links),
        cmocka_unit_test(test_writer__names_that_clash_when_cut),
        cmocka_unit_test(test_writer__growth),
        cmocka_unit_test(test_writer__without_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
