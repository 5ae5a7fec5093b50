/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of fsimage/limits.h: what is refused, and that nothing changes then. */
#include "support/cmocka_all.h"

#include "fsimage/limits.h"
#include "fsimage/tree_state.h"
#include "unit/fsimage/trees.h"

static const struct fsimage_times times = { TEST_TIME, TEST_TIME, TEST_TIME };

/* "a\a\a...", so many levels below the root. */
static size_t deep_path(char16 *path, unsigned levels)
{
    size_t length = 0;

    for (unsigned i = 0; i < levels; i++) {
        if (i != 0)
            path[length++] = '\\';
        path[length++] = 'a';
    }
    path[length] = 0;
    return length;
}

static void make_deep(struct fsimage_tree *tree, unsigned levels)
{
    char16 path[256];

    for (unsigned i = 1; i <= levels; i++) {
        deep_path(path, i);
        add_directory(tree, path);
    }
}

static void test_limits__eight_levels(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;
    char16 path[256];
    size_t length;
    uint64_t before;
    uint32_t item;

    (void)state;
    make_deep(tree, 7);
    add_file(tree, u"a\\a\\a\\a\\a\\a\\a\\file", "", 0);
    before = fingerprint(tree);
    length = deep_path(path, 8);
    assert_int_equal(fsimage_tree_add_directory(tree, 0, path, length, &times, &item, &problem),
                     STATUS_TOO_DEEP);
    assert_problem(&problem, FSIMAGE_PROBLEM_TOO_MANY_LEVELS, u"\\a\\a\\a\\a\\a\\a\\a\\a");
    assert_int_equal(problem.file_systems, FSIMAGE_ISO9660);
    assert_true(fingerprint(tree) == before);
    fsimage_tree_drop(&tree);
}

static void test_limits__level_3_lifts_the_depth(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;

    (void)state;
    assert_int_equal(fsimage_tree_set_iso_level(tree, 3, &problem), STATUS_OK);
    make_deep(tree, 100);
    assert_int_equal(fsimage_tree_set_iso_level(tree, 2, &problem), STATUS_TOO_DEEP);
    assert_int_equal(problem.kind, FSIMAGE_PROBLEM_TOO_MANY_LEVELS);
    assert_int_equal(fsimage_tree_iso_level(tree), 3);
    fsimage_tree_drop(&tree);
}

static void test_limits__depth_of_a_subtree(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;
    uint32_t moved;
    uint64_t before;

    (void)state;
    make_deep(tree, 5);
    moved = add_directory(tree, u"m");
    add_directory(tree, u"m\\n");
    add_directory(tree, u"m\\n\\o");
    assert_int_equal(fsimage_tree_remove_tree(tree, 0, TEXT(u"m"), &problem), STATUS_OK);
    before = fingerprint(tree);
    assert_int_equal(fsimage_tree_attach(tree, find(tree, u"a\\a\\a\\a\\a"), moved, &problem),
                     STATUS_TOO_DEEP);
    assert_true(fingerprint(tree) == before);
    assert_int_equal(fsimage_tree_attach(tree, find(tree, u"a\\a\\a\\a"), moved, &problem),
                     STATUS_OK);
    assert_int_equal(fsimage_tree_attach(tree, FSIMAGE_ROOT, moved, &problem),
                     STATUS_ALREADY_EXISTS);
    fsimage_tree_drop(&tree);
}

static void test_limits__file_systems_are_checked(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;

    (void)state;
    assert_int_equal(fsimage_tree_set_file_systems(tree, 0, &problem), STATUS_OK);
    make_deep(tree, 9);
    assert_int_equal(fsimage_tree_set_file_systems(tree, FSIMAGE_ISO9660, &problem),
                     STATUS_TOO_DEEP);
    assert_problem(&problem, FSIMAGE_PROBLEM_TOO_MANY_LEVELS, u"\\a\\a\\a\\a\\a\\a\\a\\a");
    assert_int_equal(fsimage_tree_file_systems(tree), 0);
    fsimage_tree_drop(&tree);
}

static void add_directories(struct fsimage_tree *tree, uint32_t count)
{
    char16 name[] = u"00000";

    for (uint32_t i = 0; i < count; i++) {
        uint32_t rest = i;

        for (int digit = 4; digit >= 0; digit--) {
            name[digit] = (char16)('0' + rest % 10);
            rest /= 10;
        }
        add_directory(tree, name);
    }
}

static void test_limits__path_tables_number_65535(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;
    uint32_t item;

    (void)state;
    add_directories(tree, 65534);
    assert_int_equal(
        fsimage_tree_add_directory(tree, 0, TEXT(u"one more"), &times, &item, &problem),
        STATUS_TOO_MANY);
    assert_problem(&problem, FSIMAGE_PROBLEM_TOO_MANY_DIRECTORIES, NULL);
    assert_int_equal(problem.file_systems, FSIMAGE_ISO9660);
    assert_int_equal(problem.first, 65536);
    assert_int_equal(problem.second, 65535);
    assert_int_equal(fsimage_tree_directory_count(tree), 65534);
    assert_int_equal(fsimage_tree_set_file_systems(tree, 0, &problem), STATUS_OK);
    add_directory(tree, u"one more");
    assert_int_equal(fsimage_tree_set_file_systems(tree, FSIMAGE_ISO9660, &problem),
                     STATUS_TOO_MANY);
    fsimage_tree_drop(&tree);
}

static void test_limits__size(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;
    struct byte_source *source;
    uint32_t used;
    uint32_t item;
    uint64_t before;

    (void)state;
    add_directory(tree, u"d");
    assert_int_equal(fsimage_tree_set_size_limit(tree, 100, &problem), STATUS_OK);
    add_zeros(tree, u"d\\first", 50 * 2048);
    before = fingerprint(tree);
    assert_int_equal(fsimage_file_open_content(tree, find(tree, u"d\\first"), &source, &problem),
                     STATUS_OK);
    assert_int_equal(
        fsimage_tree_add_file(tree, 0, TEXT(u"d\\second"), source, &times, &item, &problem),
        STATUS_TOO_LARGE);
    assert_problem(&problem, FSIMAGE_PROBLEM_IMAGE_SIZE_LIMIT, u"\\d\\second");
    assert_int_equal(problem.first, 128);
    assert_int_equal(problem.second, 100);
    assert_true(fingerprint(tree) == before);
    byte_source_drop(&source);
    assert_int_equal(fsimage_tree_used_blocks(tree, &used, &problem), STATUS_OK);
    assert_int_equal(used, 80);
    assert_int_equal(fsimage_tree_set_size_limit(tree, 79, &problem), STATUS_TOO_LARGE);
    assert_problem(&problem, FSIMAGE_PROBLEM_IMAGE_TOO_BIG, NULL);
    assert_int_equal(problem.first, 80);
    assert_int_equal(fsimage_tree_size_limit(tree), 100);
    assert_int_equal(fsimage_tree_set_size_limit(tree, 80, &problem), STATUS_OK);
    fsimage_tree_drop(&tree);
}

/* Filled file by file to the last block, a tree ends where the layout says it must. */
static void test_limits__size_is_exact(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;
    char16 name[] = u"000";
    uint32_t used;
    uint32_t item;
    uint32_t added = 0;
    enum status status = STATUS_OK;

    (void)state;
    assert_int_equal(fsimage_tree_set_size_limit(tree, 320, &problem), STATUS_OK);
    while (status == STATUS_OK) {
        struct byte_source *source;

        name[0] = (char16)('0' + added / 100);
        name[1] = (char16)('0' + added / 10 % 10);
        name[2] = (char16)('0' + added % 10);
        assert_int_equal(added < 999, true);
        assert_int_equal(
            fsimage_file_open_content(tree, add_zeros(tree, u"size", 2048), &source, &problem),
            STATUS_OK);
        assert_int_equal(fsimage_tree_remove(tree, 0, TEXT(u"size"), &problem), STATUS_OK);
        status = fsimage_tree_add_file(tree, 0, name, 3, source, &times, &item, &problem);
        byte_source_drop(&source);
        added += status == STATUS_OK;
        if (fsimage_tree_used_blocks(tree, &used, &problem) == STATUS_OK && used + 16 > 320 &&
            added > 270)
            break;
    }
    assert_int_equal(fsimage_tree_used_blocks(tree, &used, &problem), STATUS_OK);
    assert_int_equal(used, 320);
    fsimage_tree_drop(&tree);
}

static void test_limits__largest_image(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;
    struct byte_source *source;
    uint32_t item;

    (void)state;
    add_zeros(tree, u"half", UINT64_C(2048) << 30);
    assert_int_equal(fsimage_file_open_content(tree, find(tree, u"half"), &source, &problem),
                     STATUS_OK);
    assert_int_equal(
        fsimage_tree_add_file(tree, 0, TEXT(u"other half"), source, &times, &item, &problem),
        STATUS_TOO_LARGE);
    assert_problem(&problem, FSIMAGE_PROBLEM_IMAGE_SIZE_LIMIT, u"\\other half");
    assert_int_equal(problem.second, FSIMAGE_BLOCKS_MAXIMUM);
    assert_int_equal(fsimage_tree_file_count(tree), 1);
    byte_source_drop(&source);
    fsimage_tree_drop(&tree);
}

static void test_limits__strict_dates(void **state)
{
    const struct fsimage_times backwards = { TEST_TIME, TEST_TIME, TEST_TIME - 1 };
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;
    uint32_t item;

    (void)state;
    assert_int_equal(
        fsimage_tree_add_file(tree, 0, TEXT(u"lax"), NULL, &backwards, &item, &problem), STATUS_OK);
    assert_int_equal(fsimage_tree_remove(tree, 0, TEXT(u"lax"), &problem), STATUS_OK);
    assert_int_equal(fsimage_tree_set_strict(tree, true, &problem), STATUS_OK);
    assert_int_equal(
        fsimage_tree_add_file(tree, 0, TEXT(u"strict"), NULL, &backwards, &item, &problem),
        STATUS_INVALID_NAME);
    assert_problem(&problem, FSIMAGE_PROBLEM_INVALID_DATE, u"\\strict");
    fsimage_tree_drop(&tree);
}

/* Seven directories of 31 and a file of 30 are 217 + 7 + 32 = 256, one too many. */
static void test_limits__strict_paths(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;
    char16 path[512];
    size_t length = 0;
    uint32_t item;

    (void)state;
    assert_int_equal(fsimage_tree_set_strict(tree, true, &problem), STATUS_OK);
    for (int level = 0; level < 7; level++) {
        for (int i = 0; i < 31; i++)
            path[length++] = 'd';
        path[length] = 0;
        add_directory(tree, path);
        path[length++] = '\\';
    }
    for (int i = 0; i < 30; i++)
        path[length++] = i == 26 ? '.' : 'f';
    assert_int_equal(
        fsimage_tree_add_file(tree, 0, path, length - 1, NULL, &times, &item, &problem), STATUS_OK);
    path[length++] = 'f';
    assert_int_equal(fsimage_tree_add_file(tree, 0, path, length, NULL, &times, &item, &problem),
                     STATUS_INVALID_NAME);
    assert_int_equal(problem.kind, FSIMAGE_PROBLEM_INVALID_PATH);
    fsimage_tree_drop(&tree);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_limits__eight_levels),
        cmocka_unit_test(test_limits__level_3_lifts_the_depth),
        cmocka_unit_test(test_limits__depth_of_a_subtree),
        cmocka_unit_test(test_limits__file_systems_are_checked),
        cmocka_unit_test(test_limits__path_tables_number_65535),
        cmocka_unit_test(test_limits__size),
        cmocka_unit_test(test_limits__size_is_exact),
        cmocka_unit_test(test_limits__largest_image),
        cmocka_unit_test(test_limits__strict_dates),
        cmocka_unit_test(test_limits__strict_paths),
    };

    return cmocka_run_group_tests_name("fsimage/limits", tests, NULL, NULL);
}
