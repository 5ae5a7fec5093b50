/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of fsimage/tree.h: adding, removing, attaching. */
#include "support/cmocka_all.h"

#include "base/memory.h"
#include "stream/memory_source.h"
#include "unit/fsimage/trees.h"

#include <string.h>

static const struct fsimage_times times = { TEST_TIME, TEST_TIME, TEST_TIME };

static void test_edit__adding_counts(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_item_info info;
    uint32_t file;

    (void)state;
    add_directory(tree, u"a");
    add_directory(tree, u"a\\b\\");
    file = add_file(tree, u"\\a\\b/File", "12345", 5);
    add_file(tree, u"empty", "", 0);
    assert_int_equal(fsimage_tree_directory_count(tree), 2);
    assert_int_equal(fsimage_tree_file_count(tree), 2);
    assert_int_equal(fsimage_tree_change_count(tree), 4);
    assert_int_equal(fsimage_directory_child_count(tree, FSIMAGE_ROOT), 2);
    info = fsimage_item_info(tree, file);
    assert_int_equal(info.kind, FSIMAGE_FILE);
    assert_int_equal(info.size, 5);
    assert_text(info.name, info.name_length, u"File");
    assert_int_equal(info.name[info.name_length], 0);
    assert_int_equal(info.times.modification, TEST_TIME);
    assert_true(info.is_attached);
    assert_true(info.has_content);
    fsimage_tree_drop(&tree);
}

static void assert_add_fails(struct fsimage_tree *tree, uint32_t directory, const char16 *path,
                             enum status status, enum fsimage_problem_kind kind, const char16 *text)
{
    const uint64_t before = fingerprint(tree);
    struct fsimage_problem problem;
    uint32_t item = 3;

    assert_int_equal(fsimage_tree_add_file(tree, directory, path, utf16_length(path), NULL, &times,
                                           &item, &problem),
                     status);
    assert_int_equal(item, FSIMAGE_NO_ITEM);
    assert_problem(&problem, kind, text);
    assert_true(fingerprint(tree) == before);
}

static void test_edit__adding_refuses(void **state)
{
    struct fsimage_tree *tree = make_tree();

    (void)state;
    add_directory(tree, u"Dir");
    add_file(tree, u"File", "", 0);
    assert_add_fails(tree, 0, u"FILE", STATUS_ALREADY_EXISTS, FSIMAGE_PROBLEM_DUPLICATE_NAME,
                     u"FILE");
    assert_add_fails(tree, 0, u"dir", STATUS_ALREADY_EXISTS, FSIMAGE_PROBLEM_DUPLICATE_NAME,
                     u"dir");
    assert_add_fails(tree, 0, u"x\\y\\z", STATUS_NOT_FOUND, FSIMAGE_PROBLEM_DIRECTORY_NOT_FOUND,
                     u"x");
    assert_add_fails(tree, 0, u"dir\\y\\z", STATUS_NOT_FOUND, FSIMAGE_PROBLEM_DIRECTORY_NOT_FOUND,
                     u"dir\\y");
    assert_add_fails(tree, 0, u"file\\z", STATUS_NOT_FOUND, FSIMAGE_PROBLEM_DIRECTORY_NOT_FOUND,
                     u"file");
    assert_add_fails(tree, 0, u"a*b", STATUS_INVALID_NAME, FSIMAGE_PROBLEM_INVALID_PATH, u"a*b");
    assert_add_fails(tree, 0, u"", STATUS_INVALID_NAME, FSIMAGE_PROBLEM_INVALID_PATH, u"");
    assert_add_fails(tree, 0, u"\\", STATUS_INVALID_NAME, FSIMAGE_PROBLEM_INVALID_PATH, u"\\");
    assert_add_fails(tree, 0, u"name\\", STATUS_INVALID_NAME, FSIMAGE_PROBLEM_INVALID_PATH,
                     u"name\\");
    fsimage_tree_drop(&tree);
}

static void test_edit__restricted_names(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;

    (void)state;
    add_directory(tree, u"\u00FC");
    assert_int_equal(fsimage_tree_set_restricted_names(tree, true, &problem), STATUS_OK);
    assert_add_fails(tree, 0, u"\u00FC\\n\u00E4me", STATUS_INVALID_NAME,
                     FSIMAGE_PROBLEM_RESTRICTED_NAME, u"n\u00E4me");
    add_file(tree, u"\u00FC\\plain name~.txt", "", 0);
    fsimage_tree_drop(&tree);
}

static void test_edit__removing(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;
    uint32_t directory;
    uint32_t file;

    (void)state;
    directory = add_directory(tree, u"d");
    file = add_file(tree, u"d\\f", "x", 1);
    assert_int_equal(fsimage_tree_remove(tree, 0, TEXT(u"d"), &problem), STATUS_NOT_EMPTY);
    assert_problem(&problem, FSIMAGE_PROBLEM_DIRECTORY_NOT_EMPTY, u"d");
    assert_int_equal(fsimage_tree_remove(tree, 0, TEXT(u"D\\F"), &problem), STATUS_OK);
    assert_false(fsimage_item_info(tree, file).is_attached);
    assert_int_equal(fsimage_item_info(tree, file).parent, FSIMAGE_NO_ITEM);
    assert_int_equal(fsimage_tree_file_count(tree), 0);
    assert_int_equal(fsimage_tree_remove(tree, directory, TEXT(u"f"), &problem), STATUS_NOT_FOUND);
    assert_problem(&problem, FSIMAGE_PROBLEM_ITEM_NOT_FOUND, u"f");
    assert_int_equal(fsimage_tree_remove(tree, 0, TEXT(u"d"), &problem), STATUS_OK);
    assert_int_equal(fsimage_tree_directory_count(tree), 0);
    assert_int_equal(fsimage_tree_change_count(tree), 4);
    assert_int_equal(fsimage_tree_remove(tree, 0, TEXT(u"\\"), &problem), STATUS_INVALID_NAME);
    assert_problem(&problem, FSIMAGE_PROBLEM_INVALID_PATH, u"\\");
    fsimage_tree_drop(&tree);
}

static void test_edit__removing_trees(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;
    uint32_t below;
    char16 *path;
    size_t length;

    (void)state;
    add_directory(tree, u"d");
    below = add_directory(tree, u"d\\e");
    add_file(tree, u"d\\e\\f", "x", 1);
    add_file(tree, u"g", "x", 1);
    assert_int_equal(fsimage_tree_remove_tree(tree, 0, TEXT(u"g"), &problem), STATUS_WRONG_KIND);
    assert_problem(&problem, FSIMAGE_PROBLEM_NOT_A_DIRECTORY, u"g");
    assert_int_equal(fsimage_tree_remove_tree(tree, 0, TEXT(u"x"), &problem), STATUS_NOT_FOUND);
    assert_problem(&problem, FSIMAGE_PROBLEM_DIRECTORY_NOT_FOUND, u"x");
    assert_int_equal(fsimage_tree_remove_tree(tree, 0, TEXT(u"d"), &problem), STATUS_OK);
    assert_int_equal(fsimage_tree_file_count(tree), 1);
    assert_int_equal(fsimage_tree_directory_count(tree), 0);
    assert_false(fsimage_item_info(tree, below).is_attached);
    assert_add_fails(tree, below, u"f", STATUS_INVALID_STATE, FSIMAGE_PROBLEM_NOT_IN_FILE_SYSTEM,
                     u"e");
    assert_int_equal(fsimage_item_full_path(tree, find(tree, u"g"), &path, &length), STATUS_OK);
    assert_text(path, length, u"\\g");
    memory_free(path);
    fsimage_tree_drop(&tree);
}

static void test_edit__emptying_the_image(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;
    uint32_t empty_blocks;
    uint32_t blocks;

    (void)state;
    assert_int_equal(fsimage_tree_used_blocks(tree, &empty_blocks, &problem), STATUS_OK);
    for (char16 letter = 'a'; letter <= 'z'; letter++) {
        const char16 name[] = { letter, 0 };

        add_zeros(tree, name, 1000000);
    }
    assert_int_equal(fsimage_tree_remove_tree(tree, 0, TEXT(u"\\"), &problem), STATUS_OK);
    assert_int_equal(fsimage_directory_child_count(tree, FSIMAGE_ROOT), 0);
    assert_int_equal(fsimage_tree_file_count(tree), 0);
    assert_int_equal(fsimage_tree_change_count(tree), 52);
    assert_int_equal(fsimage_tree_used_blocks(tree, &blocks, &problem), STATUS_OK);
    assert_int_equal(blocks, empty_blocks);
    add_file(tree, u"a", "", 0);
    assert_children(tree, FSIMAGE_ROOT, u"a");
    fsimage_tree_drop(&tree);
}

static void test_edit__detached_items(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;
    struct byte_source *source;
    struct byte_source *content;
    uint32_t item;
    char16 *path;
    size_t length;

    (void)state;
    assert_int_equal(
        fsimage_tree_create_item(tree, FSIMAGE_FILE, TEXT(u"a\\b"), &times, &item, &problem),
        STATUS_INVALID_NAME);
    assert_int_equal(
        fsimage_tree_create_item(tree, FSIMAGE_FILE, TEXT(u"Name;"), &times, &item, &problem),
        STATUS_OK);
    assert_false(fsimage_item_info(tree, item).is_attached);
    assert_false(fsimage_item_info(tree, item).has_content);
    assert_int_equal(fsimage_tree_file_count(tree), 0);
    assert_int_equal(fsimage_item_full_path(tree, item, &path, &length), STATUS_OK);
    assert_text(path, length, u"Name;");
    memory_free(path);
    assert_recorded(tree, item, FSIMAGE_ISO9660, u"NAME_");
    assert_recorded(tree, item, FSIMAGE_JOLIET, u"Name_");
    assert_int_equal(fsimage_file_open_content(tree, item, &content, &problem), STATUS_OK);
    assert_null(content);
    assert_int_equal(memory_source_create("data", 4, &source), STATUS_OK);
    assert_int_equal(fsimage_file_set_content(tree, item, source, &problem), STATUS_OK);
    byte_source_drop(&source);
    assert_int_equal(fsimage_item_info(tree, item).size, 4);
    assert_int_equal(fsimage_tree_attach(tree, FSIMAGE_ROOT, item, &problem), STATUS_OK);
    assert_int_equal(find(tree, u"name;"), item);
    assert_int_equal(fsimage_file_set_content(tree, item, NULL, &problem), STATUS_INVALID_STATE);
    assert_problem(&problem, FSIMAGE_PROBLEM_READ_ONLY, NULL);
    assert_int_equal(fsimage_file_open_content(tree, item, &content, &problem), STATUS_OK);
    assert_int_equal(byte_source_size(content), 4);
    byte_source_drop(&content);
    assert_int_equal(fsimage_file_open_content(tree, FSIMAGE_ROOT, &content, &problem),
                     STATUS_WRONG_KIND);
    fsimage_tree_drop(&tree);
}

static void test_edit__attaching_refuses(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;
    const uint32_t file = add_file(tree, u"taken", "", 0);
    uint32_t directory;
    uint32_t item;

    (void)state;
    assert_int_equal(fsimage_tree_attach(tree, FSIMAGE_ROOT, file, &problem),
                     STATUS_ALREADY_EXISTS);
    assert_problem(&problem, FSIMAGE_PROBLEM_DUPLICATE_NAME, u"taken");
    assert_int_equal(fsimage_tree_attach(tree, FSIMAGE_ROOT, FSIMAGE_ROOT, &problem),
                     STATUS_ALREADY_EXISTS);
    assert_int_equal(fsimage_tree_create_item(tree, FSIMAGE_DIRECTORY, TEXT(u"TAKEN"), &times,
                                              &directory, &problem),
                     STATUS_OK);
    assert_int_equal(fsimage_tree_attach(tree, FSIMAGE_ROOT, directory, &problem),
                     STATUS_ALREADY_EXISTS);
    assert_int_equal(
        fsimage_tree_create_item(tree, FSIMAGE_FILE, TEXT(u"item"), &times, &item, &problem),
        STATUS_OK);
    assert_int_equal(fsimage_tree_attach(tree, directory, item, &problem), STATUS_INVALID_STATE);
    assert_problem(&problem, FSIMAGE_PROBLEM_NOT_IN_FILE_SYSTEM, u"TAKEN");
    assert_int_equal(fsimage_file_set_content(tree, directory, NULL, &problem), STATUS_WRONG_KIND);
    assert_int_equal(fsimage_tree_change_count(tree), 1);
    fsimage_tree_drop(&tree);
}

/* What was removed comes back elsewhere, with all below it. */
static void test_edit__moving_a_tree(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;
    uint32_t moved;
    uint32_t target;
    uint32_t file;

    (void)state;
    add_directory(tree, u"from");
    moved = add_directory(tree, u"from\\moved");
    add_directory(tree, u"from\\moved\\deep");
    file = add_file(tree, u"from\\moved\\deep\\file", "1234", 4);
    add_file(tree, u"from\\other", "1", 1);
    target = add_directory(tree, u"to");
    assert_int_equal(fsimage_tree_remove_tree(tree, 0, TEXT(u"from\\moved"), &problem), STATUS_OK);
    assert_int_equal(fsimage_tree_attach(tree, target, moved, &problem), STATUS_OK);
    assert_int_equal(find(tree, u"to\\moved\\deep\\file"), file);
    assert_int_equal(find(tree, u"from\\moved"), FSIMAGE_NO_ITEM);
    assert_children(tree, find(tree, u"from"), u"other");
    assert_int_equal(fsimage_tree_file_count(tree), 2);
    assert_int_equal(fsimage_tree_directory_count(tree), 4);
    assert_int_equal(fsimage_tree_remove_tree(tree, 0, TEXT(u"to\\moved"), &problem), STATUS_OK);
    assert_int_equal(fsimage_tree_attach(tree, find(tree, u"from"), moved, &problem), STATUS_OK);
    assert_children(tree, find(tree, u"from"), u"moved|other");
    assert_int_equal(find(tree, u"from\\moved\\deep\\file"), file);
    fsimage_tree_drop(&tree);
}

/* Items come and go at random; names, counts and order hold against a plain list. */
static void test_edit__many_come_and_go(void **state)
{
    enum {
        NAMES = 500,
        STEPS = 20000
    };
    static uint32_t items[NAMES];
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;
    uint32_t seed = 5;
    uint32_t present = 0;
    const uint32_t *children;
    size_t count;

    (void)state;
    for (int i = 0; i < NAMES; i++)
        items[i] = FSIMAGE_NO_ITEM;
    for (int step = 0; step < STEPS; step++) {
        char16 name[4];
        uint32_t which;

        seed = seed * 1664525u + 1013904223u;
        which = (seed >> 8) % NAMES;
        name[0] = (char16)('a' + which % 26);
        name[1] = (char16)('a' + which / 26 % 26);
        name[2] = 0;
        if (items[which] != FSIMAGE_NO_ITEM && find(tree, name) == items[which]) {
            assert_int_equal(fsimage_tree_remove(tree, 0, name, 2, &problem), STATUS_OK);
            present--;
        } else if (items[which] != FSIMAGE_NO_ITEM) {
            assert_int_equal(fsimage_tree_attach(tree, 0, items[which], &problem), STATUS_OK);
            present++;
        } else {
            items[which] = add_file(tree, name, "", 0);
            present++;
        }
        assert_int_equal(fsimage_tree_file_count(tree), present);
        if (step % 100 != 0)
            continue;
        assert_int_equal(fsimage_directory_children(tree, 0, &children, &count), STATUS_OK);
        assert_int_equal(count, present);
        for (size_t i = 1; i < count; i++) {
            const struct fsimage_item_info a = fsimage_item_info(tree, children[i - 1]);
            const struct fsimage_item_info b = fsimage_item_info(tree, children[i]);

            assert_true(utf16_compare(a.name, 2, b.name, 2) < 0);
        }
    }
    fsimage_tree_drop(&tree);
}

static void test_edit__sources_live_as_long_as_the_tree(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;
    struct byte_source *source;
    uint32_t item;

    (void)state;
    assert_int_equal(memory_source_create("data", 4, &source), STATUS_OK);
    assert_int_equal(fsimage_tree_add_file(tree, 0, TEXT(u"a"), source, &times, &item, &problem),
                     STATUS_OK);
    assert_int_equal(source->references, 2);
    assert_int_equal(fsimage_tree_add_file(tree, 0, TEXT(u"A"), source, &times, &item, &problem),
                     STATUS_ALREADY_EXISTS);
    assert_int_equal(source->references, 2);
    assert_int_equal(fsimage_tree_remove(tree, 0, TEXT(u"a"), &problem), STATUS_OK);
    assert_int_equal(source->references, 2);
    fsimage_tree_drop(&tree);
    assert_int_equal(source->references, 1);
    byte_source_drop(&source);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_edit__adding_counts),
        cmocka_unit_test(test_edit__adding_refuses),
        cmocka_unit_test(test_edit__restricted_names),
        cmocka_unit_test(test_edit__removing),
        cmocka_unit_test(test_edit__removing_trees),
        cmocka_unit_test(test_edit__emptying_the_image),
        cmocka_unit_test(test_edit__detached_items),
        cmocka_unit_test(test_edit__attaching_refuses),
        cmocka_unit_test(test_edit__moving_a_tree),
        cmocka_unit_test(test_edit__many_come_and_go),
        cmocka_unit_test(test_edit__sources_live_as_long_as_the_tree),
    };

    return cmocka_run_group_tests_name("fsimage/edit", tests, NULL, NULL);
}
