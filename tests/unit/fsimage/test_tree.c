/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of fsimage/tree.h: rules, counts, looking. */
#include "support/cmocka_all.h"

#include "base/memory.h"
#include "unit/fsimage/trees.h"

#include <string.h>

static void test_tree__a_new_one(void **state)
{
    struct fsimage_tree *tree = make_tree();
    const struct fsimage_item_info root = fsimage_item_info(tree, FSIMAGE_ROOT);
    char16 *path;
    size_t length;

    (void)state;
    assert_int_equal(fsimage_tree_file_systems(tree), FSIMAGE_ISO9660 | FSIMAGE_JOLIET);
    assert_int_equal(fsimage_tree_iso_level(tree), 2);
    assert_int_equal(fsimage_tree_size_limit(tree), 0);
    assert_int_equal(fsimage_tree_session_start(tree), 0);
    assert_int_equal(fsimage_tree_file_count(tree), 0);
    assert_int_equal(fsimage_tree_directory_count(tree), 0);
    assert_int_equal(fsimage_tree_change_count(tree), 0);
    assert_false(fsimage_tree_is_strict(tree));
    assert_false(fsimage_tree_has_restricted_names(tree));
    assert_false(fsimage_tree_is_frozen(tree));
    assert_int_equal(root.kind, FSIMAGE_DIRECTORY);
    assert_int_equal(root.parent, FSIMAGE_NO_ITEM);
    assert_int_equal(root.name_length, 0);
    assert_true(root.is_attached);
    assert_int_equal(fsimage_item_full_path(tree, FSIMAGE_ROOT, &path, &length), STATUS_OK);
    assert_int_equal(length, 0);
    memory_free(path);
    assert_recorded(tree, FSIMAGE_ROOT, FSIMAGE_ISO9660, u"");
    fsimage_tree_drop(&tree);
    assert_null(tree);
    fsimage_tree_drop(&tree);
}

static void test_tree__file_systems(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;

    (void)state;
    assert_int_equal(fsimage_tree_set_file_systems(tree, 0, &problem), STATUS_OK);
    assert_int_equal(fsimage_tree_file_systems(tree), 0);
    assert_int_equal(fsimage_tree_set_file_systems(tree, FSIMAGE_ISO9660, &problem), STATUS_OK);
    assert_int_equal(fsimage_tree_set_file_systems(tree, FSIMAGE_JOLIET, &problem),
                     STATUS_INVALID_ARGUMENT);
    assert_problem(&problem, FSIMAGE_PROBLEM_INVALID_PARAMETER, NULL);
    assert_int_equal(fsimage_tree_set_file_systems(tree, FSIMAGE_JOLIET | FSIMAGE_UDF, &problem),
                     STATUS_INVALID_ARGUMENT);
    assert_int_equal(fsimage_tree_set_file_systems(tree, 8, &problem), STATUS_INVALID_ARGUMENT);
    assert_int_equal(fsimage_tree_set_file_systems(tree, FSIMAGE_UDF, &problem),
                     STATUS_NOT_SUPPORTED);
    assert_problem(&problem, FSIMAGE_PROBLEM_NONE, NULL);
    assert_int_equal(fsimage_tree_file_systems(tree), FSIMAGE_ISO9660);
    fsimage_tree_drop(&tree);
}

static void test_tree__strict_only_when_empty(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;

    (void)state;
    assert_int_equal(fsimage_tree_set_strict(tree, true, &problem), STATUS_OK);
    add_directory(tree, u"a");
    assert_int_equal(fsimage_tree_set_strict(tree, false, &problem), STATUS_OK);
    assert_int_equal(fsimage_tree_set_strict(tree, true, &problem), STATUS_NOT_EMPTY);
    assert_problem(&problem, FSIMAGE_PROBLEM_NOT_EMPTY_IMAGE, NULL);
    assert_false(fsimage_tree_is_strict(tree));
    fsimage_tree_drop(&tree);
}

static void test_tree__iso_level_makes_names_anew(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;
    uint32_t second;
    uint32_t first;
    uint32_t below;

    (void)state;
    second = add_file(tree, u"long file name 2.text", "", 0);
    first = add_file(tree, u"long file name 1.text", "", 0);
    add_directory(tree, u"directory with a name");
    below = add_directory(tree, u"directory with a name\\another directory");
    assert_recorded(tree, second, FSIMAGE_ISO9660, u"LONG_FILE_NAME_2.TEXT");
    assert_int_equal(fsimage_tree_set_iso_level(tree, 1, &problem), STATUS_OK);
    assert_recorded(tree, first, FSIMAGE_ISO9660, u"LONG_FIL.TEX");
    assert_recorded(tree, second, FSIMAGE_ISO9660, u"LONG_F_1.TEX");
    assert_recorded(tree, below, FSIMAGE_ISO9660, u"ANOTHER_");
    assert_recorded(tree, second, FSIMAGE_JOLIET, u"long file name 2.text");
    assert_int_equal(fsimage_tree_set_iso_level(tree, 2, &problem), STATUS_OK);
    assert_recorded(tree, second, FSIMAGE_ISO9660, u"LONG_FILE_NAME_2.TEXT");
    assert_int_equal(fsimage_tree_set_iso_level(tree, 0, &problem), STATUS_INVALID_ARGUMENT);
    assert_int_equal(fsimage_tree_set_iso_level(tree, 4, &problem), STATUS_INVALID_ARGUMENT);
    assert_int_equal(fsimage_tree_iso_level(tree), 2);
    fsimage_tree_drop(&tree);
}

static void test_tree__find(void **state)
{
    struct fsimage_tree *tree = make_tree();
    const uint32_t a = add_directory(tree, u"Alpha");
    const uint32_t b = add_directory(tree, u"\\Alpha/Beta");
    const uint32_t f = add_file(tree, u"alpha\\BETA\\File.txt", "x", 1);

    (void)state;
    assert_int_equal(find(tree, u""), FSIMAGE_ROOT);
    assert_int_equal(find(tree, u"\\"), FSIMAGE_ROOT);
    assert_int_equal(find(tree, u"/"), FSIMAGE_ROOT);
    assert_int_equal(find(tree, u"ALPHA"), a);
    assert_int_equal(find(tree, u"\\alpha"), a);
    assert_int_equal(find(tree, u"alpha\\"), a);
    assert_int_equal(find(tree, u"/alpha/beta"), b);
    assert_int_equal(find(tree, u"alpha\\beta/FILE.TXT"), f);
    assert_int_equal(find(tree, u"alpha\\beta\\file.txt\\"), FSIMAGE_NO_ITEM);
    assert_int_equal(find(tree, u"gamma"), FSIMAGE_NO_ITEM);
    fsimage_tree_drop(&tree);
}

static void test_tree__find_from_a_directory(void **state)
{
    struct fsimage_tree *tree = make_tree();
    const uint32_t a = add_directory(tree, u"a");
    const uint32_t b = add_directory(tree, u"a\\b");
    const uint32_t f = add_file(tree, u"a\\b\\f", "x", 1);
    struct fsimage_problem problem;
    uint32_t item;

    (void)state;
    assert_int_equal(fsimage_tree_find(tree, a, TEXT(u"b\\f"), &item, &problem), STATUS_OK);
    assert_int_equal(item, f);
    assert_int_equal(fsimage_tree_find(tree, a, TEXT(u"\\b\\f"), &item, &problem), STATUS_OK);
    assert_int_equal(item, f);
    assert_int_equal(fsimage_tree_find(tree, b, TEXT(u"\\A\\B\\f"), &item, &problem), STATUS_OK);
    assert_int_equal(item, f);
    assert_int_equal(fsimage_tree_find(tree, b, TEXT(u"/a/b"), &item, &problem), STATUS_OK);
    assert_int_equal(item, b);
    assert_int_equal(fsimage_tree_find(tree, b, TEXT(u""), &item, &problem), STATUS_OK);
    assert_int_equal(item, b);
    assert_int_equal(fsimage_tree_find(tree, b, TEXT(u"\\"), &item, &problem), STATUS_OK);
    assert_int_equal(item, b);
    assert_int_equal(fsimage_tree_find(tree, b, TEXT(u"a\\b\\f"), &item, &problem),
                     STATUS_NOT_FOUND);
    fsimage_tree_drop(&tree);
}

static void assert_find_fails(struct fsimage_tree *tree, const char16 *path, enum status status,
                              enum fsimage_problem_kind kind)
{
    struct fsimage_problem problem;
    uint32_t item = 5;

    assert_int_equal(
        fsimage_tree_find(tree, FSIMAGE_ROOT, path, utf16_length(path), &item, &problem), status);
    assert_int_equal(item, FSIMAGE_NO_ITEM);
    assert_problem(&problem, kind, path);
}

static void test_tree__find_refuses(void **state)
{
    struct fsimage_tree *tree = make_tree();
    char16 longest[300];

    (void)state;
    add_file(tree, u"file", "x", 1);
    assert_find_fails(tree, u"missing", STATUS_NOT_FOUND, FSIMAGE_PROBLEM_ITEM_NOT_FOUND);
    assert_find_fails(tree, u"missing\\below", STATUS_NOT_FOUND, FSIMAGE_PROBLEM_ITEM_NOT_FOUND);
    assert_find_fails(tree, u"file\\below", STATUS_NOT_FOUND, FSIMAGE_PROBLEM_ITEM_NOT_FOUND);
    assert_find_fails(tree, u"a\\\\b", STATUS_INVALID_NAME, FSIMAGE_PROBLEM_INVALID_PATH);
    assert_find_fails(tree, u"\\\\", STATUS_INVALID_NAME, FSIMAGE_PROBLEM_INVALID_PATH);
    assert_find_fails(tree, u"a\\.", STATUS_INVALID_NAME, FSIMAGE_PROBLEM_INVALID_PATH);
    assert_find_fails(tree, u"..\\a", STATUS_INVALID_NAME, FSIMAGE_PROBLEM_INVALID_PATH);
    assert_find_fails(tree, u"a?b", STATUS_INVALID_NAME, FSIMAGE_PROBLEM_INVALID_PATH);
    assert_find_fails(tree, u"missing\\a<b", STATUS_INVALID_NAME, FSIMAGE_PROBLEM_INVALID_PATH);
    for (size_t i = 0; i < 256; i++)
        longest[i] = 'n';
    longest[256] = 0;
    assert_find_fails(tree, longest, STATUS_INVALID_NAME, FSIMAGE_PROBLEM_INVALID_PATH);
    longest[255] = 0;
    assert_find_fails(tree, longest, STATUS_NOT_FOUND, FSIMAGE_PROBLEM_ITEM_NOT_FOUND);
    fsimage_tree_drop(&tree);
}

/* Every unit of the basic plane: legal or not, and found again without case. */
static void test_tree__legal_units(void **state)
{
    static const char illegal[] = "\"*/:<>?\\|";
    struct fsimage_tree *tree = make_tree();
    const struct fsimage_times times = fsimage_times_at(TEST_TIME);

    (void)state;
    for (unsigned unit = 1; unit < 0x10000; unit++) {
        const char16 name[3] = { (char16)unit, 'x', 'y' };
        const bool is_illegal = unit < 32 || (unit < 128 && strchr(illegal, (int)unit) != NULL);
        struct fsimage_problem problem;
        uint32_t item;
        const enum status status =
            fsimage_tree_create_item(tree, FSIMAGE_FILE, name, 3, &times, &item, &problem);

        assert_int_equal(status, is_illegal ? STATUS_INVALID_NAME : STATUS_OK);
    }
    fsimage_tree_drop(&tree);
}

static void test_tree__siblings_are_ordered_by_upper_case(void **state)
{
    struct fsimage_tree *tree = make_tree();

    (void)state;
    add_file(tree, u"b", "", 0);
    add_directory(tree, u"C");
    add_file(tree, u"a", "", 0);
    add_file(tree, u"_", "", 0);
    add_file(tree, u"Ab", "", 0);
    add_file(tree, u"\u00E9", "", 0);
    add_file(tree, u"\u00C8", "", 0);
    assert_children(tree, FSIMAGE_ROOT, u"a|Ab|b|C|_|\u00C8|\u00E9");
    fsimage_tree_drop(&tree);
}

static void test_tree__paths(void **state)
{
    struct fsimage_tree *tree = make_tree();
    uint32_t item;
    char16 *path;
    size_t length;

    (void)state;
    add_directory(tree, u"My Folder");
    item = add_file(tree, u"My Folder\\a;b.c", "", 0);
    assert_int_equal(fsimage_item_full_path(tree, item, &path, &length), STATUS_OK);
    assert_text(path, length, u"\\My Folder\\a;b.c");
    assert_int_equal(path[length], 0);
    memory_free(path);
    assert_int_equal(fsimage_item_recorded_path(tree, item, FSIMAGE_ISO9660, &path, &length),
                     STATUS_OK);
    assert_text(path, length, u"\\MY_FOLDER\\A_B.C");
    memory_free(path);
    assert_int_equal(fsimage_item_recorded_path(tree, item, FSIMAGE_JOLIET, &path, &length),
                     STATUS_OK);
    assert_text(path, length, u"\\My Folder\\a_b.c");
    memory_free(path);
    assert_int_equal(fsimage_item_recorded_path(tree, item, FSIMAGE_UDF, &path, &length),
                     STATUS_OK);
    assert_text(path, length, u"\\My Folder\\a;b.c");
    memory_free(path);
    assert_int_equal(fsimage_item_recorded_path(tree, item, FSIMAGE_BOOT, &path, &length),
                     STATUS_NOT_SUPPORTED);
    assert_null(path);
    fsimage_tree_drop(&tree);
}

static void test_tree__attributes(void **state)
{
    struct fsimage_tree *tree = make_tree();
    const uint32_t item = add_file(tree, u"f", "", 0);
    const uint32_t changes = fsimage_tree_change_count(tree);
    const struct fsimage_times times = { 1, 2, 3 };
    struct fsimage_problem problem;
    struct fsimage_item_info info;

    (void)state;
    assert_int_equal(fsimage_item_set_times(tree, item, &times, &problem), STATUS_OK);
    assert_int_equal(fsimage_item_set_hidden(tree, item, true, &problem), STATUS_OK);
    info = fsimage_item_info(tree, item);
    assert_memory_equal(&info.times, &times, sizeof(times));
    assert_true(info.is_hidden);
    assert_int_equal(fsimage_item_set_hidden(tree, item, false, &problem), STATUS_OK);
    assert_false(fsimage_item_info(tree, item).is_hidden);
    assert_int_equal(fsimage_tree_change_count(tree), changes);
    fsimage_tree_drop(&tree);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tree__a_new_one),
        cmocka_unit_test(test_tree__file_systems),
        cmocka_unit_test(test_tree__strict_only_when_empty),
        cmocka_unit_test(test_tree__iso_level_makes_names_anew),
        cmocka_unit_test(test_tree__find),
        cmocka_unit_test(test_tree__find_from_a_directory),
        cmocka_unit_test(test_tree__find_refuses),
        cmocka_unit_test(test_tree__legal_units),
        cmocka_unit_test(test_tree__siblings_are_ordered_by_upper_case),
        cmocka_unit_test(test_tree__paths),
        cmocka_unit_test(test_tree__attributes),
    };

    return cmocka_run_group_tests_name("fsimage/tree", tests, NULL, NULL);
}
