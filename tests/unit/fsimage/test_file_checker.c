/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of fsimage/file_checker.h. */
#include "support/cmocka_all.h"
#include "support/temporary_folder.h"

#include "fsimage/file_checker.h"
#include "fsimage/item.h"
#include "fsimage/tree_state.h"
#include "unit/fsimage/trees.h"

#include <stdio.h>

#define FILES 200u

static int make_folder(void **state)
{
    (void)state;
    temporary_folder_create("test_fsimage_file_checker.tmp");
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    temporary_folder_remove();
    return 0;
}

/* Detached files "0000", "0001" and so on of the host's folder; every third exists there. */
static void create_files(struct fsimage_tree *tree, uint32_t *items, uint32_t count)
{
    static const struct fsimage_times times = { TEST_TIME, TEST_TIME, TEST_TIME };
    const char16 *path = temporary_path("");
    uint32_t folder;

    assert_int_equal(
        folder_table_add(&tree->folders, FOLDER_TABLE_NONE, path, utf16_length(path), &folder),
        STATUS_OK);
    for (uint32_t i = 0; i < count; i++) {
        char name[8];
        char16 units[8];
        size_t length;
        struct node *node;

        snprintf(name, sizeof(name), "%04u", (unsigned)i);
        if (i % 3 == 0)
            temporary_write(name, "x", 1);
        assert_int_equal(utf16_from_utf8(name, 4, units, 8, &length), STATUS_OK);
        assert_int_equal(item_create(tree, FSIMAGE_FILE, units, length, &times, &items[i]),
                         STATUS_OK);
        node = node_at(tree, items[i]);
        node->content = folder;
        node->content_kind = CONTENT_HOST;
    }
}

static void check(struct fsimage_tree *tree, const uint32_t *items, uint32_t count)
{
    struct folder_cache folders;
    struct file_checker checker;

    folder_cache_init(&folders, &tree->folders);
    file_checker_init(&checker, tree, &folders);
    file_checker_run(&checker, items, count);
    file_checker_run(&checker, items, count);
    file_checker_release(&checker);
    folder_cache_release(&folders);
}

static void test_file_checker__marks_what_can_be_opened(void **state)
{
    struct fsimage_tree *tree = make_tree();
    uint32_t items[FILES];

    (void)state;
    create_files(tree, items, FILES);
    check(tree, items, FILES);
    for (uint32_t i = 0; i < FILES; i++)
        assert_int_equal((node_at(tree, items[i])->flags & NODE_READABLE) != 0, i % 3 == 0);
    fsimage_tree_drop(&tree);
}

static void test_file_checker__leaves_few_alone(void **state)
{
    struct fsimage_tree *tree = make_tree();
    uint32_t items[8];

    (void)state;
    create_files(tree, items, 8);
    check(tree, items, 8);
    for (uint32_t i = 0; i < 8; i++)
        assert_false(node_at(tree, items[i])->flags & NODE_READABLE);
    fsimage_tree_drop(&tree);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_file_checker__marks_what_can_be_opened),
        cmocka_unit_test(test_file_checker__leaves_few_alone),
    };

    return cmocka_run_group_tests_name("fsimage/file_checker", tests, make_folder, remove_folder);
}
