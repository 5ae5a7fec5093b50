/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of fsimage/named_streams.h and of real-time files. */
#include "support/cmocka_all.h"

#include "base/memory.h"
#include "fsimage/layout.h"
#include "fsimage/named_streams.h"
#include "unit/fsimage/trees.h"

#include <string.h>

static const struct fsimage_times times = { TEST_TIME, TEST_TIME, TEST_TIME };

static void assert_path(const struct fsimage_tree *tree, uint32_t item, const char16 *expected)
{
    char16 *path;
    size_t length;

    assert_int_equal(fsimage_item_full_path(tree, item, &path, &length), STATUS_OK);
    assert_text(path, length, expected);
    memory_free(path);
}

static void test_named_streams__are_items_of_their_file(void **state)
{
    struct fsimage_tree *tree = make_udf_tree(0x200);
    struct fsimage_item_info info;
    uint32_t file;
    uint32_t stream;

    (void)state;
    add_directory(tree, u"d");
    file = add_file(tree, u"d\\f", "12345", 5);
    add_stream(tree, file, u"zone", "abc", 3);
    stream = add_stream(tree, file, u"Author", "ab", 2);
    assert_int_equal(fsimage_file_stream_count(tree, file), 2);
    assert_int_equal(fsimage_file_stream_at(tree, file, 0), stream);
    assert_int_equal(fsimage_tree_stream_count(tree), 2);
    assert_int_equal(fsimage_tree_file_count(tree), 1);
    assert_int_equal(fsimage_tree_change_count(tree), 4);
    assert_path(tree, stream, u"\\d\\f:Author");
    info = fsimage_item_info(tree, stream);
    assert_true(info.is_stream);
    assert_true(info.is_attached);
    assert_int_equal(info.kind, FSIMAGE_FILE);
    assert_int_equal(info.parent, file);
    assert_int_equal(info.size, 2);
    assert_int_equal(fsimage_file_stream_count(tree, stream), 0);
    assert_int_equal(fsimage_tree_next_file_with_streams(tree, FSIMAGE_NO_ITEM), file);
    assert_int_equal(fsimage_tree_next_file_with_streams(tree, file), FSIMAGE_NO_ITEM);
    fsimage_tree_drop(&tree);
}

static void assert_refused(struct fsimage_tree *tree, uint32_t file, const char16 *name,
                           enum status status, enum fsimage_problem_kind kind, const char16 *text)
{
    const uint64_t before = fingerprint(tree);
    struct fsimage_problem problem;
    uint32_t stream;

    assert_int_equal(fsimage_file_add_stream(tree, file, name, utf16_length(name), NULL, &times,
                                             &stream, &problem),
                     status);
    assert_problem(&problem, kind, text);
    assert_int_equal(stream, FSIMAGE_NO_ITEM);
    assert_true(fingerprint(tree) == before);
}

static void test_named_streams__refuse(void **state)
{
    struct fsimage_tree *tree = make_udf_tree(0x200);
    struct fsimage_problem problem;
    uint32_t directory;
    uint32_t stream;
    uint32_t file;

    (void)state;
    directory = add_directory(tree, u"d");
    file = add_file(tree, u"f", "12345", 5);
    stream = add_stream(tree, file, u"Name", "", 0);
    assert_refused(tree, file, u"NAME", STATUS_ALREADY_EXISTS, FSIMAGE_PROBLEM_DUPLICATE_NAME,
                   u"NAME");
    assert_refused(tree, file, u"a:b", STATUS_INVALID_NAME, FSIMAGE_PROBLEM_INVALID_PATH, u"a:b");
    assert_refused(tree, file, u"", STATUS_INVALID_NAME, FSIMAGE_PROBLEM_INVALID_PATH, u"");
    assert_refused(tree, directory, u"s", STATUS_WRONG_KIND, FSIMAGE_PROBLEM_NONE, NULL);
    assert_refused(tree, stream, u"s", STATUS_INVALID_STATE,
                   FSIMAGE_PROBLEM_PROPERTY_NOT_ACCESSIBLE, u"FsiNamedStreams");
    assert_int_equal(fsimage_file_set_real_time(tree, stream, true, &problem),
                     STATUS_INVALID_STATE);
    assert_problem(&problem, FSIMAGE_PROBLEM_PROPERTY_NOT_ACCESSIBLE, u"IsRealTime");
    assert_int_equal(fsimage_file_remove_stream(tree, file, TEXT(u"other"), &problem),
                     STATUS_NOT_FOUND);
    assert_problem(&problem, FSIMAGE_PROBLEM_ITEM_NOT_FOUND, u"other");
    assert_int_equal(fsimage_tree_remove(tree, FSIMAGE_ROOT, TEXT(u"f"), &problem), STATUS_OK);
    assert_refused(tree, file, u"s", STATUS_INVALID_STATE, FSIMAGE_PROBLEM_NOT_IN_FILE_SYSTEM,
                   u"f");
    fsimage_tree_drop(&tree);
}

static void test_named_streams__go_with_their_file_and_come_back(void **state)
{
    struct fsimage_tree *tree = make_udf_tree(0x200);
    struct fsimage_problem problem;
    uint64_t before;
    uint32_t file;

    (void)state;
    file = add_file(tree, u"f", "12345", 5);
    add_stream(tree, file, u"a", "abc", 3);
    add_stream(tree, file, u"b", "abc", 3);
    before = fingerprint(tree);
    assert_int_equal(fsimage_file_remove_stream(tree, file, TEXT(u"A"), &problem), STATUS_OK);
    assert_int_equal(fsimage_file_stream_count(tree, file), 1);
    assert_int_equal(fsimage_tree_stream_count(tree), 1);
    assert_int_equal(fsimage_tree_remove(tree, FSIMAGE_ROOT, TEXT(u"f"), &problem), STATUS_OK);
    assert_int_equal(fsimage_tree_stream_count(tree), 0);
    assert_int_equal(fsimage_tree_next_file_with_streams(tree, FSIMAGE_NO_ITEM), FSIMAGE_NO_ITEM);
    assert_int_equal(fsimage_tree_roll_back(tree, 3, &problem), STATUS_OK);
    assert_true(fingerprint(tree) == before);
    assert_int_equal(fsimage_tree_roll_back(tree, 1, &problem), STATUS_OK);
    assert_int_equal(fsimage_tree_stream_count(tree), 0);
    assert_int_equal(fsimage_file_stream_count(tree, file), 0);
    fsimage_tree_drop(&tree);
}

static void test_named_streams__are_recorded_from_2_00_on(void **state)
{
    struct fsimage_tree *tree = make_udf_tree(0x150);
    struct fsimage_problem problem;
    struct fsimage_result *result;
    char *dump;
    uint32_t file;
    uint32_t used;
    uint8_t data[5000];

    (void)state;
    memset(data, 7, sizeof(data));
    file = add_file(tree, u"f", data, sizeof(data));
    add_stream(tree, file, u"big", data, sizeof(data));
    add_stream(tree, file, u"small", data, 1832);
    add_file(tree, u"g", data, sizeof(data));
    assert_int_equal(fsimage_tree_losses(tree), FSIMAGE_LOSES_STREAMS);
    result = make_result(tree);
    assert_int_equal(fsimage_result_dump(result, &dump), STATUS_OK);
    assert_string_equal(dump, "session 0 blocks 320\n"
                              "0 +256 zero\n"
                              "256 +1 UDF udf\n"
                              "257 +31 zero\n"
                              "288 +1 UDF udf\n"
                              "289 +3 file \\f 5000\n"
                              "292 +3 file \\g 5000\n"
                              "295 +24 zero\n"
                              "319 +1 UDF udf\n");
    memory_free(dump);
    fsimage_result_drop(&result);
    assert_int_equal(fsimage_tree_set_udf_revision(tree, 0x200, &problem), STATUS_OK);
    assert_int_equal(fsimage_tree_losses(tree), 0);
    assert_int_equal(fsimage_tree_used_blocks(tree, &used, &problem), STATUS_OK);
    result = make_result(tree);
    assert_int_equal(fsimage_result_total_blocks(result), used);
    assert_int_equal(fsimage_result_dump(result, &dump), STATUS_OK);
    assert_non_null(strstr(dump, "295 +3 file \\g 5000\n"
                                 "298 +21 zero\n"));
    assert_non_null(strstr(dump, "289 +3 file \\f 5000\n"
                                 "292 +3 stream \\f:big 5000\n"
                                 "295 +3 file \\g 5000\n"));
    memory_free(dump);
    fsimage_result_drop(&result);
    fsimage_tree_drop(&tree);
}

static void test_real_time__lies_aligned_and_padded_before_the_others(void **state)
{
    struct fsimage_tree *tree = make_udf_tree(0x200);
    struct fsimage_problem problem;
    struct fsimage_result *result;
    uint8_t block[2 * FSIMAGE_BLOCK_SIZE];
    struct byte_source *reader;
    uint32_t total;
    uint32_t file;
    size_t read;
    char *dump;

    (void)state;
    add_zeros(tree, u"a", 4000);
    file = add_file(tree, u"b", "real", 4);
    add_stream(tree, file, u"s", block, sizeof(block));
    assert_true(fsimage_file_is_embedded(tree, file));
    assert_int_equal(fsimage_file_set_real_time(tree, file, true, &problem), STATUS_OK);
    assert_int_equal(fsimage_tree_losses(tree), FSIMAGE_LOSES_REAL_TIME);
    assert_false(fsimage_file_is_real_time(tree, file));
    assert_int_equal(fsimage_tree_set_udf_revision(tree, 0x201, &problem), STATUS_OK);
    assert_int_equal(fsimage_tree_losses(tree), 0);
    assert_true(fsimage_file_is_real_time(tree, file));
    assert_false(fsimage_file_is_embedded(tree, file));
    assert_int_equal(fsimage_tree_used_blocks(tree, &total, &problem), STATUS_OK);
    result = make_result(tree);
    assert_int_equal(fsimage_result_total_blocks(result), total);
    assert_int_equal(fsimage_result_dump(result, &dump), STATUS_OK);
    assert_non_null(strstr(dump, "320 +32 file \\b 4\n"
                                 "352 +2 file \\a 4000\n"
                                 "354 +2 stream \\b:s 4096\n"));
    memory_free(dump);
    assert_int_equal(fsimage_reader_create(result, &reader), STATUS_OK);
    memset(block, 1, sizeof(block));
    assert_int_equal(
        byte_source_read_at(reader, 320 * FSIMAGE_BLOCK_SIZE, block, sizeof(block), &read),
        STATUS_OK);
    assert_memory_equal(block, "real", 5);
    assert_int_equal(block[sizeof(block) - 1], 0);
    byte_source_drop(&reader);
    fsimage_result_drop(&result);
    assert_int_equal(fsimage_tree_remove(tree, FSIMAGE_ROOT, TEXT(u"b"), &problem), STATUS_OK);
    assert_int_equal(fsimage_tree_used_blocks(tree, &total, &problem), STATUS_OK);
    assert_int_equal(total, 320);
    fsimage_tree_drop(&tree);
}

static void test_embedding__only_udf_alone(void **state)
{
    static const struct {
        unsigned file_systems;
        unsigned revision;
        uint32_t maximum;
    } rows[] = {
        { FSIMAGE_UDF, 0x102, 1872 },
        { FSIMAGE_UDF, 0x150, 1872 },
        { FSIMAGE_UDF, 0x200, 1832 },
        { FSIMAGE_UDF, 0x260, 1832 },
        { FSIMAGE_UDF | FSIMAGE_ISO9660, 0x102, 0 },
        { FSIMAGE_ISO9660 | FSIMAGE_JOLIET, 0x250, 0 },
    };
    struct fsimage_tree *tree = make_udf_tree(0x102);
    struct fsimage_problem problem;

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        assert_int_equal(fsimage_tree_set_file_systems(tree, rows[i].file_systems, &problem),
                         STATUS_OK);
        assert_int_equal(fsimage_tree_set_udf_revision(tree, rows[i].revision, &problem),
                         STATUS_OK);
        assert_int_equal(fsimage_tree_embedding_maximum(tree), rows[i].maximum);
    }
    assert_int_equal(fsimage_tree_set_udf_revision(tree, 0x151, &problem), STATUS_INVALID_ARGUMENT);
    assert_int_equal(fsimage_tree_udf_revision(tree), 0x250);
    fsimage_tree_drop(&tree);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_named_streams__are_items_of_their_file),
        cmocka_unit_test(test_named_streams__refuse),
        cmocka_unit_test(test_named_streams__go_with_their_file_and_come_back),
        cmocka_unit_test(test_named_streams__are_recorded_from_2_00_on),
        cmocka_unit_test(test_real_time__lies_aligned_and_padded_before_the_others),
        cmocka_unit_test(test_embedding__only_udf_alone),
    };

    return cmocka_run_group_tests_name("fsimage/named_streams", tests, NULL, NULL);
}
