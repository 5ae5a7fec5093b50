/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of iso9660/writer.h: whole images, held against the standard by a reader of our own. */
#include "support/allocation_failure.h"
#include "support/cmocka_all.h"

#include "base/memory.h"
#include "fsimage/boot.h"
#include "stream/zero_source.h"
#include "unit/iso9660/disc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint32_t get32(both32 field)
{
    uint32_t value;

    assert_true(both32_get(field, &value));
    return value;
}

static uint16_t get16(both16 field)
{
    uint16_t value;

    assert_true(both16_get(field, &value));
    return value;
}

static void assert_padded(const uint8_t *field, size_t size, const char *text)
{
    const size_t length = strlen(text);

    assert_memory_equal(field, text, length);
    for (size_t i = length; i < size; i++)
        assert_int_equal(field[i], ' ');
}

static void assert_padded_ucs2(const uint8_t *field, size_t size, const char *text)
{
    const size_t length = strlen(text);

    for (size_t i = 0; i < size / 2; i++) {
        assert_int_equal(field[2 * i], 0);
        assert_int_equal(field[2 * i + 1], i < length ? text[i] : ' ');
    }
    if (size % 2 != 0)
        assert_int_equal(field[size - 1], 0);
}

static void test_writer__primary_descriptor(void **state)
{
    struct image image = make_image(make_iso_tree());
    const struct iso9660_volume_descriptor *primary =
        descriptor_of(&image, ISO9660_DESCRIPTOR_PRIMARY);

    (void)state;
    assert_ptr_equal(primary, image.bytes + 16 * 2048);
    assert_padded(primary->system_identifier, 32, "");
    assert_padded(primary->volume_identifier, 32, "TEST");
    assert_int_equal(get32(primary->volume_space_size), image.blocks);
    assert_int_equal(get16(primary->volume_set_size), 1);
    assert_int_equal(get16(primary->volume_sequence_number), 1);
    assert_int_equal(get16(primary->logical_block_size), 2048);
    assert_int_equal(get32(primary->path_table_size), 10);
    assert_int_equal(le32_get(primary->optional_type_l_path_table), 0);
    assert_int_equal(be32_get(primary->optional_type_m_path_table), 0);
    assert_int_equal(primary->root.record.length, 34);
    assert_int_equal(primary->root.record.identifier_length, 1);
    assert_int_equal(primary->root.identifier, 0);
    assert_padded(primary->application_identifier, 128, "OPENIMAPI");
    assert_padded(primary->copyright_file, 37, "");
    assert_memory_equal(&primary->creation_date, "2020010100000000\0", 17);
    assert_memory_equal(&primary->modification_date, "2020010100000000\0", 17);
    assert_memory_equal(&primary->expiration_date, "0000000000000000\0", 17);
    assert_int_equal(primary->file_structure_version, 1);
    for (size_t i = 0; i < 512; i++)
        assert_int_equal(primary->application_use[i], 0);
    assert_memory_equal(&primary->root, block_at(&image, get32(primary->root.record.extent)), 34);
    drop_image(&image);
}

static void test_writer__joliet_descriptor(void **state)
{
    struct image image = make_image(make_iso_tree());
    const struct iso9660_volume_descriptor *joliet =
        descriptor_of(&image, ISO9660_DESCRIPTOR_SUPPLEMENTARY);
    const struct iso9660_volume_descriptor *primary =
        descriptor_of(&image, ISO9660_DESCRIPTOR_PRIMARY);
    const uint8_t *terminator = image.bytes + 18 * 2048;

    (void)state;
    assert_ptr_equal(joliet, image.bytes + 17 * 2048);
    assert_int_equal(joliet->volume_flags, 0);
    assert_memory_equal(joliet->escape_sequences, "%/E\0", 4);
    assert_padded_ucs2(joliet->volume_identifier, 32, "TEST");
    assert_padded_ucs2(joliet->application_identifier, 128, "OPENIMAPI");
    assert_padded_ucs2(joliet->abstract_file, 37, "");
    assert_true(get32(joliet->root.record.extent) != get32(primary->root.record.extent));
    assert_memory_equal(terminator, "\377CD001\1\0", 8);
    for (size_t i = 7; i < 2048; i++)
        assert_int_equal(terminator[i], 0);
    for (size_t i = 0; i < 16 * 2048; i++)
        assert_int_equal(image.bytes[i], 0);
    drop_image(&image);
}

static void test_writer__without_joliet(void **state)
{
    struct fsimage_tree *tree = make_iso_tree();
    struct fsimage_problem problem;
    struct image image;

    (void)state;
    add_file(tree, u"a", "a", 1);
    assert_int_equal(fsimage_tree_set_file_systems(tree, FSIMAGE_ISO9660, &problem), STATUS_OK);
    image = make_image(tree);
    assert_int_equal(image.bytes[17 * 2048], ISO9660_DESCRIPTOR_TERMINATOR);
    assert_int_equal(check_hierarchy(&image, descriptor_of(&image, ISO9660_DESCRIPTOR_PRIMARY)), 1);
    drop_image(&image);
}

static void test_writer__length(void **state)
{
    struct fsimage_tree *tree = make_iso_tree();
    struct image image;

    (void)state;
    image = make_image(make_iso_tree());
    assert_int_equal(image.blocks, 304);
    drop_image(&image);
    add_zeros(tree, u"f", 500 * 2048);
    image = make_image(tree);
    assert_int_equal(image.blocks % 16, 0);
    assert_int_equal(image.blocks, 528);
    drop_image(&image);
}

/* Asserts the layout of `tree`, which is dropped, as lines of text. */
static void assert_golden(struct fsimage_tree *tree, const char *path)
{
    struct fsimage_result *result = make_result(tree);
    char expected[4096];
    char *dump;
    size_t length;
    FILE *golden = fopen(path, "rb");

    assert_non_null(golden);
    length = fread(expected, 1, sizeof(expected) - 1, golden);
    expected[length] = '\0';
    fclose(golden);
    assert_int_equal(fsimage_result_dump(result, &dump), STATUS_OK);
    assert_string_equal(dump, expected);
    memory_free(dump);
    fsimage_result_drop(&result);
    fsimage_tree_drop(&tree);
}

/* Descriptors, tables, directories and files. */
static void test_writer__golden_layout(void **state)
{
    struct fsimage_tree *tree = make_iso_tree();

    (void)state;
    add_directory(tree, u"Documents");
    add_directory(tree, u"Documents\\Old");
    add_directory(tree, u"empty directory");
    add_zeros(tree, u"Documents\\Annual report.pdf", 123456);
    add_zeros(tree, u"Documents\\Old\\notes.txt", 1);
    add_file(tree, u"empty file", "", 0);
    add_zeros(tree, u"readme.txt", 2048);
    add_zeros(tree, u"\u00DCbersicht.txt", 2049);
    assert_golden(tree, GOLDEN_FOLDER "/iso9660_joliet.txt");
}

static void assert_content(const struct image *image,
                           const struct iso9660_volume_descriptor *descriptor, const char16 *path,
                           const char *content)
{
    const struct found_record record = find_record(image, descriptor, path);

    assert_int_equal(record.size, strlen(content));
    assert_memory_equal(block_at(image, record.extent), content, record.size);
}

static void test_writer__both_trees_share_the_data(void **state)
{
    struct fsimage_tree *tree = make_iso_tree();
    const struct iso9660_volume_descriptor *primary;
    const struct iso9660_volume_descriptor *joliet;
    struct image image;

    (void)state;
    add_directory(tree, u"My Folder");
    add_file(tree, u"My Folder\\Some file.text", "some content", 12);
    add_file(tree, u"hidden", "h", 1);
    image = make_image(tree);
    primary = descriptor_of(&image, ISO9660_DESCRIPTOR_PRIMARY);
    joliet = descriptor_of(&image, ISO9660_DESCRIPTOR_SUPPLEMENTARY);
    assert_int_equal(check_hierarchy(&image, primary), 2);
    assert_int_equal(check_hierarchy(&image, joliet), 2);
    assert_content(&image, primary, u"MY_FOLDER/SOME_FILE.TEXT;1", "some content");
    assert_content(&image, joliet, u"My Folder/Some file.text;1", "some content");
    assert_int_equal(find_record(&image, primary, u"MY_FOLDER/SOME_FILE.TEXT;1").extent,
                     find_record(&image, joliet, u"My Folder/Some file.text;1").extent);
    drop_image(&image);
}

static void test_writer__attributes(void **state)
{
    const struct fsimage_times times = { TEST_TIME, TEST_TIME, TEST_TIME + INT64_C(10000000) };
    struct fsimage_tree *tree = make_iso_tree();
    const uint32_t file = add_file(tree, u"f", "f", 1);
    const uint32_t directory = add_directory(tree, u"d");
    const struct iso9660_volume_descriptor *primary;
    struct fsimage_problem problem;
    struct found_record record;
    struct image image;

    (void)state;
    assert_int_equal(fsimage_item_set_hidden(tree, file, true, &problem), STATUS_OK);
    assert_int_equal(fsimage_item_set_hidden(tree, directory, true, &problem), STATUS_OK);
    assert_int_equal(fsimage_item_set_times(tree, file, &times, &problem), STATUS_OK);
    image = make_image(tree);
    primary = descriptor_of(&image, ISO9660_DESCRIPTOR_PRIMARY);
    check_hierarchy(&image, primary);
    record = find_record(&image, primary, u"F.;1");
    assert_int_equal(record.flags, ISO9660_FLAG_HIDDEN);
    assert_memory_equal(&record.date, "\170\1\1\0\0\1\0", 7);
    record = find_record(&image, descriptor_of(&image, ISO9660_DESCRIPTOR_SUPPLEMENTARY), u"d");
    assert_int_equal(record.flags, ISO9660_FLAG_HIDDEN | ISO9660_FLAG_DIRECTORY);
    drop_image(&image);
}

static void test_writer__locations_count_from_the_disc(void **state)
{
    struct fsimage_tree *tree = make_iso_tree();
    const struct iso9660_volume_descriptor *primary;
    struct fsimage_problem problem;
    struct image image;

    (void)state;
    add_directory(tree, u"d");
    add_file(tree, u"d\\f", "content", 7);
    add_file(tree, u"d\\empty", "", 0);
    assert_int_equal(fsimage_tree_set_session_start(tree, 11408, &problem), STATUS_OK);
    image = make_image(tree);
    primary = descriptor_of(&image, ISO9660_DESCRIPTOR_PRIMARY);
    assert_int_equal(get32(primary->volume_space_size), 11408 + image.blocks);
    assert_int_equal(check_hierarchy(&image, primary), 2);
    assert_int_equal(
        check_hierarchy(&image, descriptor_of(&image, ISO9660_DESCRIPTOR_SUPPLEMENTARY)), 2);
    assert_content(&image, primary, u"D/F.;1", "content");
    assert_int_equal(find_record(&image, primary, u"D/EMPTY.;1").extent, 0);
    drop_image(&image);
}

/* A directory of many blocks, and directories enough for path tables of many. */
static struct fsimage_tree *make_large_tree(void)
{
    struct fsimage_tree *tree = make_iso_tree();
    char text[64];
    char16 path[64];
    size_t length;

    for (int i = 0; i < 3000; i++) {
        const bool is_directory = i % 3 == 0;

        snprintf(text, sizeof(text), "%s %x %d.%d", is_directory ? "Folder" : "file", i * 7919, i,
                 i % 10);
        utf16_from_utf8(text, strlen(text), path, 63, &length);
        path[length] = 0;
        if (is_directory)
            add_directory(tree, path);
        else
            add_zeros(tree, path, (uint64_t)i % 5 * 1000);
    }
    return tree;
}

static void test_writer__large_directories(void **state)
{
    struct image image = make_image(make_large_tree());

    (void)state;
    assert_int_equal(check_hierarchy(&image, descriptor_of(&image, ISO9660_DESCRIPTOR_PRIMARY)),
                     2000);
    assert_int_equal(
        check_hierarchy(&image, descriptor_of(&image, ISO9660_DESCRIPTOR_SUPPLEMENTARY)), 2000);
    drop_image(&image);
}

static void test_writer__blocks_in_any_order(void **state)
{
    struct image image = make_image(make_large_tree());
    uint8_t *blocks = malloc(64 * 2048);
    struct byte_source *source;
    uint32_t seed = 3;

    (void)state;
    assert_int_equal(fsimage_result_source(image.result, &source), STATUS_OK);
    for (int i = 0; i < 3000; i++) {
        uint32_t block;
        size_t count;
        size_t read;

        seed = seed * 1664525u + 1013904223u;
        block = (seed >> 4) % image.blocks;
        count = 1 + (seed >> 24) % 64;
        assert_int_equal(
            byte_source_read_at(source, (uint64_t)block * 2048, blocks, count * 2048, &read),
            STATUS_OK);
        assert_memory_equal(blocks, image.bytes + (size_t)block * 2048, read);
    }
    byte_source_drop(&source);
    free(blocks);
    drop_image(&image);
}

static void test_writer__names_at_their_limits(void **state)
{
    struct fsimage_tree *tree = make_iso_tree();
    const struct iso9660_volume_descriptor *joliet;
    struct image image;

    (void)state;
    add_file(tree, u"123456789012345678901234567.abc", "1", 1);
    add_file(tree, u"1234567890123456789012345678.abc", "2", 1);
    add_directory(tree, u"1234567890123456789012345678901");
    add_directory(tree, u"12345678901234567890123456789012");
    add_file(tree, u"1234567890123456789012345678901234567890123456789012345678901234", "3", 1);
    add_file(tree, u"12345678901234567890123456789012345678901234567890123456789012345", "4", 1);
    add_file(tree, u"\U0001F600\U0001F601.\U0001F602", "5", 1);
    image = make_image(tree);
    joliet = descriptor_of(&image, ISO9660_DESCRIPTOR_SUPPLEMENTARY);
    assert_int_equal(check_hierarchy(&image, descriptor_of(&image, ISO9660_DESCRIPTOR_PRIMARY)), 5);
    assert_int_equal(check_hierarchy(&image, joliet), 5);
    assert_content(&image, joliet,
                   u"1234567890123456789012345678901234567890123456789012345678901234;1", "3");
    assert_content(&image, joliet,
                   u"12345678901234567890123456789012345678901234567890123456789012~1;1", "4");
    assert_content(&image, joliet, u"\U0001F600\U0001F601.\U0001F602;1", "5");
    drop_image(&image);
}

static void test_writer__level_1(void **state)
{
    struct fsimage_tree *tree = make_iso_tree();
    const struct iso9660_volume_descriptor *primary;
    struct fsimage_problem problem;
    struct image image;

    (void)state;
    add_file(tree, u"look-alike one.text", "1", 1);
    add_file(tree, u"look-alike two.text", "2", 1);
    add_directory(tree, u"look-alike");
    assert_int_equal(fsimage_tree_set_iso_level(tree, 1, &problem), STATUS_OK);
    image = make_image(tree);
    primary = descriptor_of(&image, ISO9660_DESCRIPTOR_PRIMARY);
    assert_int_equal(check_hierarchy(&image, primary), 2);
    assert_content(&image, primary, u"LOOK_ALI.TEX;1", "1");
    assert_content(&image, primary, u"LOOK_A_1.TEX;1", "2");
    assert_int_equal(find_record(&image, primary, u"LOOK_ALI").flags, ISO9660_FLAG_DIRECTORY);
    drop_image(&image);
}

static void test_writer__largest_files(void **state)
{
    static const struct fsimage_identity identity = { .volume_name = u"" };
    struct fsimage_tree *tree = make_iso_tree();
    struct fsimage_problem problem;
    struct fsimage_result *result;

    (void)state;
    assert_int_equal(fsimage_tree_set_strict(tree, true, &problem), STATUS_OK);
    add_zeros(tree, u"f", UINT64_C(2147483648));
    assert_int_equal(fsimage_result_create(tree, &identity, &result, &problem), STATUS_OK);
    fsimage_result_drop(&result);
    add_zeros(tree, u"g", UINT64_C(2147483649));
    assert_int_equal(fsimage_result_create(tree, &identity, &result, &problem), STATUS_TOO_LARGE);
    assert_problem(&problem, FSIMAGE_PROBLEM_DATA_TOO_BIG, u"\\g");
    assert_int_equal(fsimage_tree_set_strict(tree, false, &problem), STATUS_OK);
    add_zeros(tree, u"h", UINT32_MAX);
    assert_int_equal(fsimage_result_create(tree, &identity, &result, &problem), STATUS_OK);
    fsimage_result_drop(&result);
    add_zeros(tree, u"i", UINT64_C(1) << 32);
    assert_int_equal(fsimage_result_create(tree, &identity, &result, &problem), STATUS_TOO_LARGE);
    assert_problem(&problem, FSIMAGE_PROBLEM_DATA_TOO_BIG, u"\\i");
    fsimage_tree_drop(&tree);
}

/* Level 3 records what 32 bits do not count in several sections, and has no limit of its own. */
static void test_writer__files_of_several_sections(void **state)
{
    static const uint64_t sizes[] = {
        UINT32_MAX,
        UINT64_C(1) << 32,
        (UINT64_C(1) << 32) + 1,
        UINT64_C(4294965248) + UINT32_MAX,
        UINT64_C(4294965248) + UINT32_MAX + 1,
        UINT64_C(50) << 30,
    };
    struct fsimage_tree *tree = make_iso_tree();
    struct listing *listing = calloc(1, sizeof(*listing));
    struct fsimage_problem problem;
    struct fsimage_result *result;
    struct byte_source *source;
    char16 name[] = u"file 0";

    (void)state;
    assert_int_equal(fsimage_tree_set_iso_level(tree, 3, &problem), STATUS_OK);
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++, name[5]++)
        add_zeros(tree, name, sizes[i]);
    result = make_result(tree);
    assert_int_equal(fsimage_result_source(result, &source), STATUS_OK);
    list_source(&iso9660_volume_reader_class, source, 0, listing);
    assert_int_equal(listing->status, STATUS_OK);
    assert_string_equal(listing->text, "FILE_0 4294967295@25\n"
                                       "FILE_1 4294967296@2097177\n"
                                       "FILE_2 4294967297@4194329\n"
                                       "FILE_3 8589932543@6291482\n"
                                       "FILE_4 8589932544@10485785\n"
                                       "FILE_5 53687091200@14680088\n");
    list_source(&iso9660_joliet_volume_reader_class, source, 0, listing);
    assert_int_equal(listing->status, STATUS_OK);
    assert_non_null(strstr(listing->text, "file 5 53687091200@14680088\n"));
    byte_source_drop(&source);
    fsimage_result_drop(&result);
    fsimage_tree_drop(&tree);
    free(listing);
}

/* The records of a file of two sections, as they lie in the directory. */
static void test_writer__records_of_sections(void **state)
{
    struct fsimage_tree *tree = make_iso_tree();
    struct iso9660_record records[2];
    struct fsimage_problem problem;
    struct fsimage_result *result;
    struct byte_source *source;
    struct iso9660_volume_descriptor primary;
    uint8_t root[2048];

    (void)state;
    assert_int_equal(fsimage_tree_set_iso_level(tree, 3, &problem), STATUS_OK);
    add_zeros(tree, u"F", UINT64_C(1) << 32);
    result = make_result(tree);
    assert_int_equal(fsimage_result_source(result, &source), STATUS_OK);
    assert_int_equal(byte_source_read_exact(source, 16 * 2048, &primary, 2048), STATUS_OK);
    assert_int_equal(byte_source_read_exact(
                         source, get32(primary.root.record.extent) * UINT64_C(2048), root, 2048),
                     STATUS_OK);
    assert_int_equal(iso9660_record_decode(root + 68, 2048 - 68, &records[0]), STATUS_OK);
    assert_int_equal(iso9660_record_decode(root + 68 + records[0].size, 2048 - 68, &records[1]),
                     STATUS_OK);
    assert_int_equal(records[0].entry.data_length, 4294965248u);
    assert_int_equal(records[0].entry.flags, ISO9660_FLAG_NOT_LAST_EXTENT);
    assert_int_equal(records[1].entry.data_length, 2048);
    assert_int_equal(records[1].entry.flags, 0);
    assert_int_equal(records[1].entry.extent, records[0].entry.extent + 2097151);
    assert_int_equal(records[0].entry.identifier_length, 4);
    assert_memory_equal(records[0].entry.identifier, "F.;1", 4);
    assert_memory_equal(records[1].entry.identifier, "F.;1", 4);
    assert_int_equal(root[68 + 2 * records[0].size], 0);
    byte_source_drop(&source);
    fsimage_result_drop(&result);
    fsimage_tree_drop(&tree);
}

/* Sections fill block after block; any of them may be the first of one. */
static void test_writer__sections_cross_blocks(void **state)
{
    const uint64_t size = UINT64_C(30) << 30;
    struct fsimage_tree *tree = make_iso_tree();
    struct listing *listing = calloc(1, sizeof(*listing));
    struct fsimage_problem problem;
    struct fsimage_result *result;
    struct byte_source *source;
    char expected[64];

    (void)state;
    assert_int_equal(fsimage_tree_set_iso_level(tree, 3, &problem), STATUS_OK);
    for (unsigned i = 0; i < 100; i++) {
        char16 name[] = u"a file with a number 00";

        name[21] = (char16)(name[21] + i / 10);
        name[22] = (char16)(name[22] + i % 10);
        if (i % 10 == 9)
            add_directory(tree, name);
        else
            add_zeros(tree, name, i % 10 == 5 ? 1 : size);
    }
    result = make_result(tree);
    assert_int_equal(fsimage_result_source(result, &source), STATUS_OK);
    for (unsigned joliet = 0; joliet < 2; joliet++) {
        const char *at = listing->text;
        unsigned large = 0;

        list_source(joliet != 0 ? &iso9660_joliet_volume_reader_class
                                : &iso9660_volume_reader_class,
                    source, 0, listing);
        assert_int_equal(listing->status, STATUS_OK);
        snprintf(expected, sizeof(expected), " %llu@", (unsigned long long)size);
        while ((at = strstr(at, expected)) != NULL) {
            at++;
            large++;
        }
        assert_int_equal(large, 80);
        assert_null(strchr(listing->text, '+'));
    }
    byte_source_drop(&source);
    fsimage_result_drop(&result);
    fsimage_tree_drop(&tree);
    free(listing);
}

/* Nine levels and more: an error, or at level 3 recorded as they are. */
static void test_writer__deep_trees(void **state)
{
    struct fsimage_tree *tree = make_iso_tree();
    const struct fsimage_times times = fsimage_times_at(TEST_TIME);
    struct fsimage_problem problem;
    struct image image;
    uint32_t directory = FSIMAGE_ROOT;
    uint32_t item;
    unsigned depth = 1;

    (void)state;
    while (fsimage_tree_add_directory(tree, directory, u"d", 1, &times, &item, &problem) ==
           STATUS_OK) {
        directory = item;
        depth++;
    }
    assert_int_equal(depth, 8);
    assert_int_equal(problem.kind, FSIMAGE_PROBLEM_TOO_MANY_LEVELS);
    assert_int_equal(fsimage_tree_set_iso_level(tree, 3, &problem), STATUS_OK);
    while (depth < 300) {
        assert_int_equal(
            fsimage_tree_add_directory(tree, directory, u"d", 1, &times, &directory, &problem),
            STATUS_OK);
        depth++;
    }
    image = make_image(tree);
    assert_int_equal(check_hierarchy(&image, descriptor_of(&image, ISO9660_DESCRIPTOR_PRIMARY)), 0);
    assert_int_equal(
        check_hierarchy(&image, descriptor_of(&image, ISO9660_DESCRIPTOR_SUPPLEMENTARY)), 0);
    drop_image(&image);
}

/* 65,535 directories with the root: the last is the child of one that takes all 16 bits. */
static void test_writer__path_tables_at_their_limit(void **state)
{
    const struct fsimage_times times = fsimage_times_at(TEST_TIME);
    struct fsimage_tree *tree = make_iso_tree();
    struct iso9660_volume_descriptor joliet;
    struct fsimage_problem problem;
    struct fsimage_result *result;
    struct byte_source *source;
    uint8_t last[12];
    uint32_t parent = FSIMAGE_ROOT;
    uint32_t item;

    (void)state;
    for (uint32_t i = 0; i < 65534; i++) {
        char16 name[] = u"00000";

        for (uint32_t digit = 0, rest = i; digit < 5; digit++, rest /= 10)
            name[4 - digit] = (char16)(name[4 - digit] + rest % 10);
        assert_int_equal(fsimage_tree_add_directory(tree, i < 65533 ? FSIMAGE_ROOT : parent, name,
                                                    5, &times, &parent, &problem),
                         STATUS_OK);
    }
    assert_int_equal(
        fsimage_tree_add_directory(tree, FSIMAGE_ROOT, u"more", 4, &times, &item, &problem),
        STATUS_TOO_MANY);
    assert_int_equal(problem.kind, FSIMAGE_PROBLEM_TOO_MANY_DIRECTORIES);

    result = make_result(tree);
    assert_int_equal(fsimage_result_source(result, &source), STATUS_OK);
    assert_int_equal(byte_source_read_exact(source, 17 * 2048, &joliet, 2048), STATUS_OK);
    assert_int_equal(get32(joliet.path_table_size), 10 + 65534 * 18);
    assert_int_equal(byte_source_read_exact(source,
                                            be32_get(joliet.type_m_path_table) * UINT64_C(2048) +
                                                get32(joliet.path_table_size) - 18 + 6,
                                            last, sizeof(last)),
                     STATUS_OK);
    assert_memory_equal(last, "\xFF\xFE\0006\0005\0005\0003\0003", 12);
    byte_source_drop(&source);
    fsimage_result_drop(&result);
    fsimage_tree_drop(&tree);
}

/* The boot record, the catalog and the images have their places among the rest. */
static void test_writer__golden_layout_of_a_bootable_image(void **state)
{
    struct fsimage_tree *tree = make_iso_tree();
    struct fsimage_boot_image images[2] = { { .platform = 0 }, { .platform = 0xEF } };
    struct fsimage_problem problem;

    (void)state;
    assert_int_equal(zero_source_create(4096, &images[0].source), STATUS_OK);
    assert_int_equal(zero_source_create(1474560, &images[1].source), STATUS_OK);
    assert_int_equal(fsimage_tree_set_boot_images(tree, images, 2, &problem), STATUS_OK);
    byte_source_drop(&images[0].source);
    byte_source_drop(&images[1].source);
    assert_int_equal(fsimage_tree_set_iso_level(tree, 3, &problem), STATUS_OK);
    add_zeros(tree, u"5 GiB", UINT64_C(5) << 30);
    add_zeros(tree, u"readme.txt", 1);
    assert_golden(tree, GOLDEN_FOLDER "/iso9660_boot.txt");
}

/* Added one by one, many files fill the image to the very limit and not beyond. */
static void test_writer__size_limit_is_exact(void **state)
{
    struct fsimage_tree *tree = make_iso_tree();
    const struct fsimage_times times = fsimage_times_at(TEST_TIME);
    struct fsimage_problem problem;
    struct byte_source *source;
    enum status status = STATUS_OK;
    uint32_t added = 0;
    uint32_t used;
    uint32_t item;

    (void)state;
    add_zeros(tree, u"z", 2048);
    assert_int_equal(fsimage_file_open_content(tree, find(tree, u"z"), &source, &problem),
                     STATUS_OK);
    assert_int_equal(fsimage_tree_set_size_limit(tree, 2048, &problem), STATUS_OK);
    while (status == STATUS_OK) {
        char text[40];
        char16 name[40];
        size_t length;

        snprintf(text, sizeof(text), "some file %x", added * 7919);
        utf16_from_utf8(text, strlen(text), name, 39, &length);
        status = fsimage_tree_add_file(tree, FSIMAGE_ROOT, name, length, source, &times, &item,
                                       &problem);
        added += status == STATUS_OK;
    }
    byte_source_drop(&source);
    assert_int_equal(status, STATUS_TOO_LARGE);
    assert_int_equal(problem.kind, FSIMAGE_PROBLEM_IMAGE_SIZE_LIMIT);
    assert_int_equal(problem.first, 2064);
    assert_int_equal(problem.second, 2048);
    assert_int_equal(fsimage_tree_used_blocks(tree, &used, &problem), STATUS_OK);
    assert_int_equal(used, 2048);
    assert_int_equal(fsimage_tree_file_count(tree), added + 1);
    fsimage_tree_drop(&tree);
}

static void test_writer__without_memory(void **state)
{
    static const struct fsimage_identity identity = { .volume_name = u"" };
    enum status status = STATUS_NO_MEMORY;
    size_t granted = 0;

    (void)state;
    while (status != STATUS_OK) {
        struct fsimage_tree *tree = make_iso_tree();
        struct fsimage_problem problem;
        struct fsimage_result *result;

        add_directory(tree, u"d");
        add_file(tree, u"d\\B", "x", 1);
        add_file(tree, u"d\\a-b", "x", 1);
        add_file(tree, u"d\\A", "x", 1);
        allocation_failure_after(granted++);
        status = fsimage_result_create(tree, &identity, &result, &problem);
        assert_int_equal(allocation_failure_end(), status == STATUS_NO_MEMORY);
        assert_true((result == NULL) == (status != STATUS_OK));
        fsimage_result_drop(&result);
        assert_false(fsimage_tree_is_frozen(tree));
        fsimage_tree_drop(&tree);
    }
    assert_true(granted > 15);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_writer__primary_descriptor),
        cmocka_unit_test(test_writer__joliet_descriptor),
        cmocka_unit_test(test_writer__without_joliet),
        cmocka_unit_test(test_writer__length),
        cmocka_unit_test(test_writer__golden_layout),
        cmocka_unit_test(test_writer__both_trees_share_the_data),
        cmocka_unit_test(test_writer__attributes),
        cmocka_unit_test(test_writer__locations_count_from_the_disc),
        cmocka_unit_test(test_writer__large_directories),
        cmocka_unit_test(test_writer__blocks_in_any_order),
        cmocka_unit_test(test_writer__names_at_their_limits),
        cmocka_unit_test(test_writer__level_1),
        cmocka_unit_test(test_writer__largest_files),
        cmocka_unit_test(test_writer__files_of_several_sections),
        cmocka_unit_test(test_writer__records_of_sections),
        cmocka_unit_test(test_writer__sections_cross_blocks),
        cmocka_unit_test(test_writer__deep_trees),
        cmocka_unit_test(test_writer__path_tables_at_their_limit),
        cmocka_unit_test(test_writer__golden_layout_of_a_bootable_image),
        cmocka_unit_test(test_writer__size_limit_is_exact),
        cmocka_unit_test(test_writer__without_memory),
    };

    return cmocka_run_group_tests_name("iso9660/writer", tests, NULL, NULL);
}
