/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of staging: contents are copied when they are added, and their sources not needed again. */
#include "support/cmocka_all.h"

#include "base/memory.h"
#include "fsimage/named_streams.h"
#include "stream/prng_source.h"
#include "support/temporary_folder.h"
#include "unit/fsimage/trees.h"

#include <string.h>

#define BIG (3 * 512 * FSIMAGE_BLOCK_SIZE + 100u)

static int set_up(void **state)
{
    (void)state;
    temporary_folder_create("test_staging");
    temporary_make_folder("work");
    temporary_make_folder("other");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    temporary_folder_remove();
    return 0;
}

static struct fsimage_tree *make_staging_tree(void)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;

    assert_int_equal(fsimage_tree_set_working_directory(tree, temporary_path("work"), &problem),
                     STATUS_OK);
    fsimage_tree_set_staging(tree, true);
    assert_true(fsimage_tree_is_staging(tree));
    return tree;
}

static enum status add_host(struct fsimage_tree *tree, const char *name,
                            struct fsimage_problem *problem)
{
    const struct fsimage_add_host_options options = { 0 };

    return fsimage_tree_add_host(tree, FSIMAGE_ROOT, temporary_path(name), &options, problem);
}

static void assert_pattern(struct fsimage_tree *tree, const char16 *path, unsigned seed,
                           size_t size)
{
    struct fsimage_problem problem;
    struct byte_source *source;
    uint8_t bytes[5000];
    size_t read;

    assert_int_equal(fsimage_file_open_content(tree, find(tree, path), &source, &problem),
                     STATUS_OK);
    assert_int_equal(byte_source_size(source), size);
    for (size_t offset = 0; offset < size; offset += read) {
        assert_int_equal(byte_source_read_at(source, offset, bytes, sizeof(bytes), &read),
                         STATUS_OK);
        assert_int_not_equal(read, 0);
        for (size_t i = 0; i < read; i++)
            assert_int_equal(bytes[i], temporary_byte(seed, offset + i));
    }
    byte_source_drop(&source);
}

static void test_staging__sources_may_go(void **state)
{
    struct fsimage_tree *tree = make_staging_tree();
    struct fsimage_problem problem;
    struct fsimage_result *result;
    struct byte_source *reader;
    uint8_t bytes[4096];
    uint32_t index;

    (void)state;
    temporary_make_folder("source");
    temporary_write_pattern("source/a", 1, 5000);
    temporary_write_pattern("source/b", 2, BIG);
    assert_int_equal(add_host(tree, "source", &problem), STATUS_OK);
    temporary_delete("source/a");
    temporary_delete("source/b");
    assert_pattern(tree, u"a", 1, 5000);
    assert_pattern(tree, u"b", 2, BIG);

    /* They stay where they are while others read them, and go with the last. */
    assert_int_equal(fsimage_tree_set_working_directory(tree, temporary_path("other"), &problem),
                     STATUS_OK);
    temporary_delete("work");
    assert_pattern(tree, u"b", 2, BIG);
    result = make_result(tree);
    assert_int_equal(fsimage_reader_create(result, &reader), STATUS_OK);
    assert_int_equal(fsimage_progress_find_description(result, TEXT(u"\\b"), &index), STATUS_OK);
    assert_int_equal(
        byte_source_read_exact(
            reader, (uint64_t)fsimage_progress_at(result, index).first_block * FSIMAGE_BLOCK_SIZE,
            bytes, sizeof(bytes)),
        STATUS_OK);
    assert_int_equal(bytes[4095], temporary_byte(2, 4095));
    fsimage_result_drop(&result);
    fsimage_tree_drop(&tree);
    byte_source_drop(&reader);
    temporary_delete("other");
}

struct watched {
    uint64_t copied;
    unsigned calls;
};

static void watch(void *context, uint32_t item, uint64_t copied, uint64_t total)
{
    struct watched *watched = context;

    (void)item;
    assert_int_equal(total, 3 * 512 + 1);
    assert_true(copied >= watched->copied);
    assert_true(copied % 512 == 0 || copied == total);
    watched->copied = copied;
    watched->calls++;
}

static void test_staging__tells_of_every_megabyte(void **state)
{
    struct fsimage_tree *tree = make_staging_tree();
    struct watched watched = { 0 };
    struct fsimage_problem problem;

    (void)state;
    temporary_write_pattern("big", 3, BIG);
    fsimage_tree_observe(tree, watch, &watched);
    assert_int_equal(add_host(tree, "big", &problem), STATUS_OK);
    assert_int_equal(watched.calls, 5);
    assert_int_equal(watched.copied, 3 * 512 + 1);
    fsimage_tree_drop(&tree);
}

/* A source that ends before it said. */
struct short_source {
    struct byte_source base;
    uint64_t end;
};

static enum status short_read_at(struct byte_source *source, uint64_t offset, void *buffer,
                                 size_t size, size_t *read)
{
    const uint64_t end = ((struct short_source *)source)->end;

    *read = offset >= end ? 0 : end - offset < size ? (size_t)(end - offset) : size;
    memset(buffer, 1, *read);
    return end == 0 ? STATUS_FOREIGN : STATUS_OK;
}

static void short_destroy(struct byte_source *source)
{
    (void)source;
}

static void assert_add_fails(struct fsimage_tree *tree, uint64_t end, enum status status,
                             enum fsimage_problem_kind kind)
{
    static const struct byte_source_ops ops = { .read_at = short_read_at,
                                                .destroy = short_destroy };
    const struct fsimage_times times = fsimage_times_at(TEST_TIME);
    const uint64_t before = fingerprint(tree);
    struct short_source source = { .end = end };
    struct fsimage_problem problem;
    uint32_t item;

    byte_source_init(&source.base, &ops, 5000);
    assert_int_equal(fsimage_tree_add_file(tree, FSIMAGE_ROOT, TEXT(u"short"), &source.base, &times,
                                           &item, &problem),
                     status);
    assert_problem(&problem, kind, u"\\short");
    assert_int_equal(item, FSIMAGE_NO_ITEM);
    assert_int_equal(source.base.references, 1);
    assert_true(fingerprint(tree) == before);
}

static void test_staging__sources_that_fail(void **state)
{
    struct fsimage_tree *tree = make_staging_tree();

    (void)state;
    add_file(tree, u"other", "1", 1);
    assert_add_fails(tree, 4999, STATUS_CHANGED, FSIMAGE_PROBLEM_SOURCE_INCONSISTENT);
    assert_add_fails(tree, 0, STATUS_FOREIGN, FSIMAGE_PROBLEM_SOURCE_READ_FAILURE);
    fsimage_tree_drop(&tree);
}

/* What was added before is not staged; what is staged needs its source no longer. */
static void test_staging__lets_go_of_sources(void **state)
{
    struct fsimage_tree *tree = make_tree();
    const struct fsimage_times times = fsimage_times_at(TEST_TIME);
    struct fsimage_problem problem;
    struct byte_source *source;
    uint32_t item;

    (void)state;
    assert_int_equal(prng_source_create(1, 5000, &source), STATUS_OK);
    assert_int_equal(fsimage_tree_set_working_directory(tree, temporary_path("work"), &problem),
                     STATUS_OK);
    assert_int_equal(
        fsimage_tree_add_file(tree, FSIMAGE_ROOT, TEXT(u"before"), source, &times, &item, &problem),
        STATUS_OK);
    fsimage_tree_set_staging(tree, true);
    assert_int_equal(source->references, 2);
    assert_int_equal(
        fsimage_tree_add_file(tree, FSIMAGE_ROOT, TEXT(u"after"), source, &times, &item, &problem),
        STATUS_OK);
    assert_int_equal(source->references, 2);
    assert_int_equal(
        fsimage_file_add_stream(tree, item, TEXT(u"stream"), source, &times, &item, &problem),
        STATUS_OK);
    assert_int_equal(source->references, 2);
    assert_int_equal(
        fsimage_tree_create_item(tree, FSIMAGE_FILE, TEXT(u"detached"), &times, &item, &problem),
        STATUS_OK);
    assert_int_equal(fsimage_file_set_content(tree, item, source, &problem), STATUS_OK);
    assert_int_equal(source->references, 3);
    assert_int_equal(fsimage_tree_attach(tree, FSIMAGE_ROOT, item, &problem), STATUS_OK);
    assert_int_equal(source->references, 2);
    fsimage_tree_drop(&tree);
    assert_int_equal(source->references, 1);
    byte_source_drop(&source);
}

static void test_working_directory__refuses(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;

    (void)state;
    temporary_write("file", "", 0);
    assert_int_equal(fsimage_tree_set_working_directory(tree, u"", &problem),
                     STATUS_INVALID_ARGUMENT);
    assert_problem(&problem, FSIMAGE_PROBLEM_INVALID_PARAMETER, NULL);
    assert_int_equal(fsimage_tree_set_working_directory(tree, temporary_path("missing"), &problem),
                     STATUS_NOT_FOUND);
    assert_int_equal(problem.kind, FSIMAGE_PROBLEM_INVALID_WORKING_DIRECTORY);
    assert_int_equal(problem.cause, STATUS_NOT_FOUND);
    assert_int_equal(fsimage_tree_set_working_directory(tree, temporary_path("file"), &problem),
                     STATUS_WRONG_KIND);
    assert_int_equal(problem.kind, FSIMAGE_PROBLEM_INVALID_WORKING_DIRECTORY);
    fsimage_tree_set_staging(tree, true);
    temporary_write("source", "1", 1);
    assert_int_not_equal(add_host(tree, "source", &problem), STATUS_OK);
    assert_int_equal(problem.kind, FSIMAGE_PROBLEM_STASH_OPEN_FAILURE);
    assert_int_equal(fsimage_tree_file_count(tree), 0);
    fsimage_tree_drop(&tree);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_staging__sources_may_go, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_staging__tells_of_every_megabyte, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_staging__sources_that_fail, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_staging__lets_go_of_sources, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_working_directory__refuses, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("fsimage/staging", tests, NULL, NULL);
}
