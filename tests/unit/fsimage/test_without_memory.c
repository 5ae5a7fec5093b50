/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Every allocation of every change fails once: nothing leaks, and the tree is as it was. */
#include "support/allocation_failure.h"
#include "support/cmocka_all.h"
#include "support/temporary_folder.h"

#include "base/memory.h"
#include "fsimage/named_streams.h"
#include "stream/memory_source.h"
#include "unit/fsimage/trees.h"

#include <stdio.h>

static const struct fsimage_times times = { TEST_TIME, TEST_TIME, TEST_TIME };

typedef enum status (*change_function)(struct fsimage_tree *tree, void *context);

/* A tree whose root has as many children as it has room for. */
static struct fsimage_tree *make_full_tree(void)
{
    struct fsimage_tree *tree = make_tree();
    char16 name[] = u"a name 00";

    for (int i = 0; i < 62; i++) {
        name[7] = (char16)('0' + i / 10);
        name[8] = (char16)('0' + i % 10);
        add_file(tree, name, "x", 1);
    }
    add_directory(tree, u"dir");
    add_file(tree, u"dir\\file 00001", "x", 1);
    add_file(tree, u"dir\\file 00003", "x", 1);
    return tree;
}

/* Grants one allocation more each time until the change succeeds. */
static void assert_survives(change_function change, void *context)
{
    size_t granted = 0;
    enum status status = STATUS_NO_MEMORY;

    while (status != STATUS_OK) {
        struct fsimage_tree *tree = make_full_tree();
        const uint64_t before = fingerprint(tree);

        allocation_failure_after(granted++);
        status = change(tree, context);
        assert_int_equal(allocation_failure_end(), status == STATUS_NO_MEMORY);
        if (status == STATUS_NO_MEMORY)
            assert_true(fingerprint(tree) == before);
        else
            assert_int_equal(status, STATUS_OK);
        fsimage_tree_drop(&tree);
    }
    assert_true(granted > 1);
}

static enum status add_one_file(struct fsimage_tree *tree, void *context)
{
    struct fsimage_problem problem;
    uint32_t item;

    return fsimage_tree_add_file(tree, FSIMAGE_ROOT, TEXT(u"a;name+with~marks"), context, &times,
                                 &item, &problem);
}

static void test_without_memory__adding_a_file(void **state)
{
    struct byte_source *source;

    (void)state;
    assert_int_equal(memory_source_create("x", 1, &source), STATUS_OK);
    assert_survives(add_one_file, source);
    assert_int_equal(source->references, 1);
    byte_source_drop(&source);
}

static enum status add_directories(struct fsimage_tree *tree, void *context)
{
    struct fsimage_problem problem;
    char16 name[] = u"d0";
    uint32_t item;
    enum status status = STATUS_OK;

    (void)context;
    for (int i = 0; i < 10 && status == STATUS_OK; i++) {
        name[1] = (char16)('0' + i);
        status = fsimage_tree_add_directory(tree, FSIMAGE_ROOT, name, 2, &times, &item, &problem);
    }
    for (int i = 0; i < 10 && status != STATUS_OK; i++) {
        name[1] = (char16)('0' + i);
        fsimage_tree_remove(tree, FSIMAGE_ROOT, name, 2, &problem);
    }
    return status;
}

/* What was added before the failure is taken out again by hand: counts of changes differ then. */
static void test_without_memory__adding_directories(void **state)
{
    size_t granted = 0;
    enum status status = STATUS_NO_MEMORY;

    (void)state;
    while (status != STATUS_OK) {
        struct fsimage_tree *tree = make_full_tree();

        allocation_failure_after(granted++);
        status = add_directories(tree, NULL);
        allocation_failure_end();
        assert_int_equal(fsimage_tree_directory_count(tree), status == STATUS_OK ? 11 : 1);
        assert_int_equal(fsimage_directory_child_count(tree, FSIMAGE_ROOT),
                         status == STATUS_OK ? 73 : 63);
        fsimage_tree_drop(&tree);
    }
}

static enum status add_folder(struct fsimage_tree *tree, void *context)
{
    const struct fsimage_add_host_options options = { .with_base = true };
    struct fsimage_problem problem;

    (void)context;
    return fsimage_tree_add_host(tree, FSIMAGE_ROOT, temporary_path("dir"), &options, &problem);
}

static void test_without_memory__adding_a_folder(void **state)
{
    char path[64];

    (void)state;
    temporary_folder_create("test_fsimage_without_memory.tmp");
    temporary_make_folder("dir");
    temporary_make_folder("dir/below");
    for (int i = 0; i < 30; i++) {
        snprintf(path, sizeof(path), "dir/%sfile %05d", i % 3 == 0 ? "below/" : "", i);
        temporary_write(path, "x", 1);
    }
    assert_survives(add_folder, NULL);
    temporary_folder_remove();
}

static enum status change_level(struct fsimage_tree *tree, void *context)
{
    struct fsimage_problem problem;

    (void)context;
    return fsimage_tree_set_iso_level(tree, 1, &problem);
}

static void test_without_memory__changing_the_level(void **state)
{
    (void)state;
    assert_survives(change_level, NULL);
}

static enum status remove_everything(struct fsimage_tree *tree, void *context)
{
    struct fsimage_problem problem;

    (void)context;
    return fsimage_tree_remove_tree(tree, FSIMAGE_ROOT, TEXT(u""), &problem);
}

static void test_without_memory__removing_everything(void **state)
{
    (void)state;
    assert_survives(remove_everything, NULL);
}

static enum status read_everything(struct fsimage_tree *tree, void *context)
{
    static const struct fsimage_identity identity = { .volume_name = u"" };
    struct fsimage_problem problem;
    struct fsimage_result *result;
    struct byte_source *reader = NULL;
    uint8_t block[4096];
    enum status status = fsimage_result_create(tree, &identity, &result, &problem);

    (void)context;
    if (status == STATUS_OK)
        status = fsimage_reader_create(result, &reader);
    if (status == STATUS_OK)
        status = byte_source_read_exact(reader, 32768, block, sizeof(block));
    byte_source_drop(&reader);
    fsimage_result_drop(&result);
    assert_false(fsimage_tree_is_frozen(tree));
    return status;
}

static void test_without_memory__making_and_reading_a_result(void **state)
{
    (void)state;
    assert_survives(read_everything, NULL);
}

static enum status describe(struct fsimage_tree *tree, void *context)
{
    struct fsimage_result *result = context;
    char16 *text;
    size_t length;
    char *dump;
    struct byte_source *source = NULL;
    enum status status = fsimage_progress_description(result, 0, &text, &length);

    (void)tree;
    memory_free(text);
    if (status == STATUS_OK) {
        status = fsimage_result_dump(result, &dump);
        memory_free(dump);
    }
    if (status == STATUS_OK)
        status = fsimage_result_source(result, &source);
    byte_source_drop(&source);
    return status;
}

static void test_without_memory__describing_a_result(void **state)
{
    struct fsimage_tree *tree = make_full_tree();
    struct fsimage_result *result = make_result(tree);

    (void)state;
    assert_survives(describe, result);
    fsimage_result_drop(&result);
    fsimage_tree_drop(&tree);
}

static void test_without_memory__making_a_tree(void **state)
{
    static const struct fsimage_writer_class *const writers[] = { &test_writer_class };
    struct fsimage_tree *tree = NULL;
    enum status status = STATUS_NO_MEMORY;

    (void)state;
    for (size_t granted = 0; status != STATUS_OK; granted++) {
        allocation_failure_after(granted);
        status = fsimage_tree_create(writers, 1, &tree);
        assert_int_equal(allocation_failure_end(), status == STATUS_NO_MEMORY);
        assert_true((tree == NULL) == (status != STATUS_OK));
    }
    fsimage_tree_drop(&tree);
}

static enum status add_one_stream(struct fsimage_tree *tree, void *context)
{
    char16 name[] = u"a stream with a name that UDF has to cut";
    char16 longer[200];
    struct fsimage_problem problem;
    uint32_t stream;

    for (size_t i = 0; i < 200; i++)
        longer[i] = (char16)(0x400 + name[i % 40]);
    return fsimage_file_add_stream(tree, find(tree, u"dir\\file 00001"), longer, 200, context,
                                   &times, &stream, &problem);
}

static void test_without_memory__adding_a_stream(void **state)
{
    struct byte_source *source;

    (void)state;
    assert_int_equal(memory_source_create("x", 1, &source), STATUS_OK);
    assert_survives(add_one_stream, source);
    assert_int_equal(source->references, 1);
    byte_source_drop(&source);
}

/* Removed and added again elsewhere, and more besides; then all the way back, or not at all. */
static void test_without_memory__rolling_back(void **state)
{
    size_t granted = 0;
    enum status status = STATUS_NO_MEMORY;

    (void)state;
    while (status != STATUS_OK) {
        struct fsimage_tree *tree = make_full_tree();
        const uint32_t point = fsimage_tree_change_count(tree);
        const uint64_t expected = fingerprint(tree);
        const uint32_t moved = find(tree, u"dir\\file 00003");
        struct fsimage_problem problem;
        uint64_t before;

        assert_int_equal(
            fsimage_tree_remove(tree, FSIMAGE_ROOT, TEXT(u"dir\\file 00003"), &problem), STATUS_OK);
        assert_int_equal(fsimage_tree_attach(tree, FSIMAGE_ROOT, moved, &problem), STATUS_OK);
        assert_int_equal(fsimage_tree_remove_tree(tree, FSIMAGE_ROOT, TEXT(u"dir"), &problem),
                         STATUS_OK);
        add_directory(tree, u"other");
        before = fingerprint(tree);
        allocation_failure_after(granted++);
        status = fsimage_tree_roll_back(tree, point, &problem);
        assert_int_equal(allocation_failure_end(), status == STATUS_NO_MEMORY);
        assert_true(fingerprint(tree) == (status == STATUS_OK ? expected : before));
        fsimage_tree_drop(&tree);
    }
    assert_true(granted > 1);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_without_memory__adding_a_file),
        cmocka_unit_test(test_without_memory__adding_directories),
        cmocka_unit_test(test_without_memory__adding_a_folder),
        cmocka_unit_test(test_without_memory__changing_the_level),
        cmocka_unit_test(test_without_memory__removing_everything),
        cmocka_unit_test(test_without_memory__making_and_reading_a_result),
        cmocka_unit_test(test_without_memory__describing_a_result),
        cmocka_unit_test(test_without_memory__making_a_tree),
        cmocka_unit_test(test_without_memory__adding_a_stream),
        cmocka_unit_test(test_without_memory__rolling_back),
    };

    return cmocka_run_group_tests_name("fsimage/without_memory", tests, NULL, NULL);
}
