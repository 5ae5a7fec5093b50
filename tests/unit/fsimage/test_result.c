/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of fsimage/result.h: layout, freezing, progress. */
#include "support/cmocka_all.h"

#include "base/memory.h"
#include "unit/fsimage/trees.h"

#include <string.h>

static void fill(struct fsimage_tree *tree)
{
    add_directory(tree, u"dir");
    add_file(tree, u"dir\\empty", "", 0);
    add_zeros(tree, u"dir\\two", 2049);
    add_file(tree, u"b", "b", 1);
    add_zeros(tree, u"A", 2048);
}

static void test_result__layout(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_result *result;
    char *dump;

    (void)state;
    fill(tree);
    result = make_result(tree);
    assert_int_equal(fsimage_result_dump(result, &dump), STATUS_OK);
    assert_string_equal(dump, "session 0 blocks 32\n"
                              "0 +16 zero\n"
                              "16 +1 ISO9660 head\n"
                              "17 +2 Joliet directories\n"
                              "19 +1 file \\A 2048\n"
                              "20 +1 file \\b 1\n"
                              "21 +2 file \\dir\\two 2049\n"
                              "23 +9 zero\n");
    memory_free(dump);
    assert_int_equal(fsimage_result_total_blocks(result), 32);
    assert_ptr_equal(fsimage_result_tree(result), tree);
    fsimage_result_drop(&result);
    fsimage_tree_drop(&tree);
}

static void test_result__freezes_the_tree(void **state)
{
    const struct fsimage_times times = { 1, 2, 3 };
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;
    struct fsimage_result *result;
    struct fsimage_result *again;
    struct byte_source *reader;
    uint32_t item;

    (void)state;
    fill(tree);
    result = make_result(tree);
    assert_true(fsimage_tree_is_frozen(tree));
    assert_int_equal(fsimage_tree_remove(tree, 0, TEXT(u"a"), &problem), STATUS_INVALID_STATE);
    assert_problem(&problem, FSIMAGE_PROBLEM_READ_ONLY, NULL);
    assert_int_equal(fsimage_tree_add_file(tree, 0, TEXT(u"x"), NULL, &times, &item, &problem),
                     STATUS_INVALID_STATE);
    assert_int_equal(fsimage_item_set_times(tree, find(tree, u"b"), &times, &problem),
                     STATUS_INVALID_STATE);
    assert_int_equal(fsimage_item_set_hidden(tree, find(tree, u"b"), true, &problem),
                     STATUS_INVALID_STATE);
    assert_int_equal(fsimage_tree_set_iso_level(tree, 1, &problem), STATUS_INVALID_STATE);
    assert_int_equal(fsimage_tree_set_file_systems(tree, 1, &problem), STATUS_INVALID_STATE);
    assert_int_equal(fsimage_tree_set_session_start(tree, 1, &problem), STATUS_INVALID_STATE);
    assert_int_equal(fsimage_tree_set_size_limit(tree, 1000, &problem), STATUS_OK);
    again = make_result(tree);
    assert_ptr_equal(again, result);
    fsimage_result_drop(&again);
    assert_int_equal(fsimage_reader_create(result, &reader), STATUS_OK);
    fsimage_result_drop(&result);
    assert_true(fsimage_tree_is_frozen(tree));
    byte_source_drop(&reader);
    assert_false(fsimage_tree_is_frozen(tree));
    add_file(tree, u"x", "x", 1);
    result = make_result(tree);
    fsimage_result_drop(&result);
    fsimage_result_drop(&result);
    fsimage_tree_drop(&tree);
}

static void test_result__outlives_the_owner_of_the_tree(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_result *result;
    struct byte_source *reader;
    uint8_t block[FSIMAGE_BLOCK_SIZE];

    (void)state;
    fill(tree);
    result = make_result(tree);
    fsimage_tree_drop(&tree);
    assert_int_equal(fsimage_reader_create(result, &reader), STATUS_OK);
    fsimage_result_drop(&result);
    assert_int_equal(byte_source_read_exact(reader, 20 * 2048, block, 2048), STATUS_OK);
    assert_int_equal(block[0], 'b');
    assert_int_equal(block[1], 0);
    byte_source_drop(&reader);
}

static enum status create(struct fsimage_tree *tree, const char16 *volume_name,
                          struct fsimage_problem *problem)
{
    const struct fsimage_identity identity = {
        .volume_name = volume_name,
        .volume_name_length = utf16_length(volume_name),
    };
    struct fsimage_result *result;
    const enum status status = fsimage_result_create(tree, &identity, &result, problem);

    assert_true((result == NULL) == (status != STATUS_OK));
    fsimage_result_drop(&result);
    return status;
}

static void test_result__refuses(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;

    (void)state;
    assert_int_equal(create(tree, u"a\tb", &problem), STATUS_INVALID_NAME);
    assert_problem(&problem, FSIMAGE_PROBLEM_INVALID_VOLUME_NAME, NULL);
    assert_int_equal(fsimage_tree_set_file_systems(tree, 0, &problem), STATUS_OK);
    assert_int_equal(create(tree, u"", &problem), STATUS_INVALID_STATE);
    assert_problem(&problem, FSIMAGE_PROBLEM_NO_OUTPUT, NULL);
    assert_int_equal(fsimage_tree_set_size_limit(tree, 20, &problem), STATUS_OK);
    assert_int_equal(fsimage_tree_set_file_systems(tree, FSIMAGE_ISO9660, &problem), STATUS_OK);
    assert_int_equal(create(tree, u"", &problem), STATUS_TOO_LARGE);
    assert_problem(&problem, FSIMAGE_PROBLEM_IMAGE_TOO_BIG, NULL);
    assert_int_equal(problem.first, 32);
    assert_int_equal(problem.second, 20);
    assert_false(fsimage_tree_is_frozen(tree));
    fsimage_tree_drop(&tree);
}

static void test_result__files_too_big(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;

    (void)state;
    add_directory(tree, u"d");
    add_zeros(tree, u"d\\most", UINT32_MAX);
    assert_int_equal(create(tree, u"", &problem), STATUS_OK);
    add_zeros(tree, u"d\\more", UINT64_C(1) << 32);
    assert_int_equal(create(tree, u"", &problem), STATUS_TOO_LARGE);
    assert_problem(&problem, FSIMAGE_PROBLEM_DATA_TOO_BIG, u"\\d\\more");
    assert_int_equal(problem.file_systems, FSIMAGE_ISO9660 | FSIMAGE_JOLIET);
    assert_true(problem.first == INT64_C(1) << 32);
    assert_true(problem.second == UINT32_MAX);
    assert_int_equal(fsimage_tree_remove(tree, 0, TEXT(u"d\\more"), &problem), STATUS_OK);
    assert_int_equal(create(tree, u"", &problem), STATUS_OK);
    fsimage_tree_drop(&tree);
}

static void test_result__used_blocks_are_the_total(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;
    struct fsimage_result *result;
    uint32_t used;

    (void)state;
    for (char16 letter = 'a'; letter <= 'z'; letter++) {
        const char16 name[] = { letter, 0 };

        add_zeros(tree, name, (uint64_t)letter * letter * 7);
        assert_int_equal(fsimage_tree_used_blocks(tree, &used, &problem), STATUS_OK);
        result = make_result(tree);
        assert_int_equal(used, fsimage_result_total_blocks(result));
        fsimage_result_drop(&result);
    }
    fsimage_tree_drop(&tree);
}

static void assert_range(const struct fsimage_result *result, uint32_t index, uint32_t first,
                         uint32_t count, const char16 *description)
{
    const struct fsimage_progress_range range = fsimage_progress_at(result, index);
    char16 *text;
    size_t length;
    uint32_t found;

    assert_int_equal(range.first_block, first);
    assert_int_equal(range.block_count, count);
    assert_int_equal(fsimage_progress_description(result, index, &text, &length), STATUS_OK);
    assert_text(text, length, description);
    memory_free(text);
    for (uint32_t block = first; block < first + count; block++) {
        assert_int_equal(fsimage_progress_find_block(result, block, &found), STATUS_OK);
        assert_int_equal(found, index);
    }
}

static void test_progress__covers_the_image(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_result *result;
    uint32_t index;

    (void)state;
    fill(tree);
    result = make_result(tree);
    assert_int_equal(fsimage_progress_count(result), 6);
    assert_range(result, 0, 0, 17, u"ISO9660");
    assert_range(result, 1, 17, 2, u"Joliet");
    assert_range(result, 2, 19, 1, u"\\A");
    assert_range(result, 3, 20, 1, u"\\b");
    assert_range(result, 4, 21, 2, u"\\dir\\two");
    assert_range(result, 5, 23, 9, u"ISO9660");
    assert_int_equal(fsimage_progress_find_block(result, 32, &index), STATUS_NOT_FOUND);
    fsimage_result_drop(&result);
    fsimage_tree_drop(&tree);
}

static void test_progress__of_an_empty_tree(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_result *result = make_result(tree);

    (void)state;
    assert_int_equal(fsimage_progress_count(result), 3);
    assert_range(result, 0, 0, 17, u"ISO9660");
    assert_range(result, 1, 17, 1, u"Joliet");
    assert_range(result, 2, 18, 14, u"ISO9660");
    fsimage_result_drop(&result);
    fsimage_tree_drop(&tree);
}

static void test_progress__by_description(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_result *result;
    uint32_t index;

    (void)state;
    fill(tree);
    result = make_result(tree);
    assert_int_equal(fsimage_progress_find_description(result, TEXT(u"\\DIR\\Two"), &index),
                     STATUS_OK);
    assert_int_equal(index, 4);
    assert_int_equal(fsimage_progress_find_description(result, TEXT(u"joliet"), &index), STATUS_OK);
    assert_int_equal(index, 1);
    assert_int_equal(fsimage_progress_find_description(result, TEXT(u"ISO9660"), &index),
                     STATUS_OK);
    assert_int_equal(index, 0);
    assert_int_equal(fsimage_progress_find_description(result, TEXT(u"UDF"), &index),
                     STATUS_NOT_FOUND);
    assert_int_equal(fsimage_progress_find_description(result, TEXT(u"dir\\two"), &index),
                     STATUS_NOT_FOUND);
    assert_int_equal(fsimage_progress_find_description(result, TEXT(u"\\dir"), &index),
                     STATUS_NOT_FOUND);
    assert_int_equal(fsimage_progress_find_description(result, TEXT(u"\\dir\\empty"), &index),
                     STATUS_NOT_FOUND);
    assert_int_equal(fsimage_progress_find_description(result, TEXT(u""), &index),
                     STATUS_NOT_FOUND);
    fsimage_result_drop(&result);
    fsimage_tree_drop(&tree);
}

static void disc_id(struct fsimage_tree *tree, char16 id[FSIMAGE_DISC_ID_LENGTH + 1])
{
    struct fsimage_result *result = make_result(tree);
    struct fsimage_problem problem;

    assert_int_equal(fsimage_result_disc_id(result, id, &problem), STATUS_OK);
    assert_int_equal(utf16_length(id), FSIMAGE_DISC_ID_LENGTH);
    fsimage_result_drop(&result);
}

static void test_disc_id__tells_sessions_apart(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;
    char16 first[FSIMAGE_DISC_ID_LENGTH + 1];
    char16 again[FSIMAGE_DISC_ID_LENGTH + 1];
    char16 later[FSIMAGE_DISC_ID_LENGTH + 1];

    (void)state;
    add_zeros(tree, u"f", 600000);
    disc_id(tree, first);
    disc_id(tree, again);
    assert_memory_equal(first, again, sizeof(first));
    assert_int_equal(fsimage_tree_set_session_start(tree, 4096, &problem), STATUS_OK);
    assert_int_equal(fsimage_tree_session_start(tree), 4096);
    disc_id(tree, later);
    assert_memory_not_equal(first, later, sizeof(first));
    for (int i = 0; i < FSIMAGE_DISC_ID_LENGTH; i++)
        assert_non_null(strchr("0123456789ABCDEF", later[i]));
    fsimage_tree_drop(&tree);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_result__layout),
        cmocka_unit_test(test_result__freezes_the_tree),
        cmocka_unit_test(test_result__outlives_the_owner_of_the_tree),
        cmocka_unit_test(test_result__refuses),
        cmocka_unit_test(test_result__files_too_big),
        cmocka_unit_test(test_result__used_blocks_are_the_total),
        cmocka_unit_test(test_progress__covers_the_image),
        cmocka_unit_test(test_progress__of_an_empty_tree),
        cmocka_unit_test(test_progress__by_description),
        cmocka_unit_test(test_disc_id__tells_sessions_apart),
    };

    return cmocka_run_group_tests_name("fsimage/result", tests, NULL, NULL);
}
