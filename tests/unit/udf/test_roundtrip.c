/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What udf/writer.h records is what udf/volume.h reads, in every revision. */
#include "support/cmocka_all.h"

#include "fsimage/result.h"
#include "unit/fsimage/trees.h"
#include "unit/udf/random_items.h"
#include "unit/udf/trees_found.h"

#include <stdio.h>
#include <string.h>

/* Lays the tree out and reads all of it back. */
static void assert_roundtrip(struct fsimage_tree *tree)
{
    struct fsimage_result *result = make_result(tree);
    struct fsimage_disc disc = { .last_block = fsimage_result_total_blocks(result) - 1 };

    assert_int_equal(fsimage_result_source(result, &disc.source), STATUS_OK);
    assert_tree_found(tree, &disc);
    byte_source_drop(&disc.source);
    fsimage_result_drop(&result);
}

static void test_roundtrip__empty_tree(void **state)
{
    (void)state;
    for (size_t i = 0; i < UDF_REVISION_COUNT; i++) {
        struct fsimage_tree *tree = make_revision_tree(udf_revisions[i]);

        assert_roundtrip(tree);
        fsimage_tree_drop(&tree);
    }
}

static void test_roundtrip__sizes(void **state)
{
    static const uint32_t sizes[] = { 0,    1,    1831, 1832, 1833, 1871,
                                      1872, 1873, 2047, 2048, 2049, 100000 };

    (void)state;
    for (size_t i = 0; i < UDF_REVISION_COUNT; i++) {
        struct fsimage_tree *tree = make_revision_tree(udf_revisions[i]);

        for (size_t k = 0; k < sizeof(sizes) / sizeof(sizes[0]); k++) {
            const char16 name[] = { (char16)('a' + k), 0 };

            add_random(tree, name, sizes[k]);
        }
        assert_roundtrip(tree);
        fsimage_tree_drop(&tree);
    }
}

/* More than one extent holds, and more than 32 bits of bytes. */
static void test_roundtrip__large_files(void **state)
{
    (void)state;
    for (size_t i = 0; i < UDF_REVISION_COUNT; i++) {
        struct fsimage_tree *tree = make_revision_tree(udf_revisions[i]);
        struct fsimage_result *result;
        struct fsimage_disc disc = { 0 };

        add_zeros(tree, u"small", 1);
        add_zeros(tree, u"one extent", 0x3FFFF800);
        add_zeros(tree, u"two extents", 0x3FFFF801);
        add_zeros(tree, u"large", UINT64_C(300) << 30);
        result = make_result(tree);
        disc.last_block = fsimage_result_total_blocks(result) - 1;
        assert_int_equal(fsimage_result_source(result, &disc.source), STATUS_OK);

        assert_sizes_found(tree, &disc);
        byte_source_drop(&disc.source);
        fsimage_result_drop(&result);
        fsimage_tree_drop(&tree);
    }
}

static void test_roundtrip__directories(void **state)
{
    (void)state;
    for (size_t i = 0; i < UDF_REVISION_COUNT; i++) {
        struct fsimage_tree *tree = make_revision_tree(udf_revisions[i]);
        struct fsimage_problem problem;
        char16 path[2 * 100];
        size_t length = 0;

        for (unsigned depth = 0; depth < 90; depth++) {
            path[length++] = 'd';
            path[length] = 0;
            add_directory(tree, path);
            path[length++] = '\\';
        }
        path[length++] = 'f';
        path[length] = 0;
        add_random(tree, path, 5000);
        assert_int_equal(
            fsimage_item_set_hidden(tree, add_directory(tree, u"hidden"), true, &problem),
            STATUS_OK);
        assert_int_equal(
            fsimage_item_set_hidden(tree, add_random(tree, u"hidden\\f", 9), true, &problem),
            STATUS_OK);
        assert_roundtrip(tree);
        fsimage_tree_drop(&tree);
    }
}

/* Directories of many blocks, whose descriptors cross from one to the next. */
static void test_roundtrip__many_names(void **state)
{
    (void)state;
    for (size_t i = 0; i < UDF_REVISION_COUNT; i++) {
        struct fsimage_tree *tree = make_revision_tree(udf_revisions[i]);
        char text[64];
        char16 path[64];

        add_directory(tree, u"many");
        for (unsigned k = 0; k < 2000; k++) {
            size_t length = (size_t)snprintf(text, sizeof(text), "many\\file %u", k * k);

            for (size_t n = 0; n <= length; n++)
                path[n] = (char16)text[n];
            if (k % 3 == 0)
                path[5] = 0x3A9; /* 16 bits wide */
            add_random(tree, path, k % 5 == 0 ? 3000 : 3);
        }
        assert_roundtrip(tree);
        fsimage_tree_drop(&tree);
    }
}

static void test_roundtrip__names(void **state)
{
    (void)state;
    for (size_t i = 0; i < UDF_REVISION_COUNT; i++) {
        struct fsimage_tree *tree = make_revision_tree(udf_revisions[i]);
        char16 name[255] = { 0 };

        add_random(tree, u"\u00FF\u00E9", 1);
        add_random(tree, u"\u65E5\u672C\u8A9E.txt", 1);
        add_random(tree, u"beyond \U0001F4BF", 1);
        add_random(tree, u" blanks ", 1);
        add_random(tree, u"dots...", 1);
        for (size_t k = 0; k < 254; k++)
            name[k] = 'n';
        add_random(tree, name, 1);
        for (size_t k = 0; k < 127; k++)
            name[k] = 0x3B1;
        name[127] = 0;
        add_random(tree, name, 1);
        assert_roundtrip(tree);
        fsimage_tree_drop(&tree);
    }
}

static void test_roundtrip__streams(void **state)
{
    (void)state;
    for (size_t i = 0; i < UDF_REVISION_COUNT; i++) {
        struct fsimage_tree *tree = make_revision_tree(udf_revisions[i]);
        const uint32_t file = add_random(tree, u"file", 5000);
        const uint32_t small = add_random(tree, u"small", 5);
        char16 name[] = u"stream 0";

        add_random_stream(tree, file, u"one", 0);
        add_random_stream(tree, file, u"Two", 10);
        add_random_stream(tree, file, u"\u03A9", 100000);
        for (unsigned k = 0; k < 60; k++) {
            name[7] = (char16)('0' + k);
            if (name[7] != ':' && name[7] != '<' && name[7] != '>' && name[7] != '?' &&
                name[7] != '\\' && (name[7] < 'a' || name[7] > 'z'))
                add_random_stream(tree, small, name, k * 100);
        }
        assert_roundtrip(tree);
        fsimage_tree_drop(&tree);
    }
}

static void test_roundtrip__real_time(void **state)
{
    (void)state;
    for (size_t i = 0; i < UDF_REVISION_COUNT; i++) {
        struct fsimage_tree *tree = make_revision_tree(udf_revisions[i]);
        struct fsimage_problem problem;

        assert_int_equal(
            fsimage_file_set_real_time(tree, add_random(tree, u"film", 70000), true, &problem),
            STATUS_OK);
        assert_int_equal(
            fsimage_file_set_real_time(tree, add_random(tree, u"small", 7), true, &problem),
            STATUS_OK);
        add_random(tree, u"other", 10);
        assert_roundtrip(tree);
        fsimage_tree_drop(&tree);
    }
}

static void test_roundtrip__without_redundancy(void **state)
{
    (void)state;
    for (size_t i = 0; i < UDF_REVISION_COUNT; i++) {
        struct fsimage_tree *tree = make_revision_tree(udf_revisions[i]);
        struct fsimage_problem problem;

        assert_int_equal(fsimage_tree_set_redundant_metadata(tree, false, &problem), STATUS_OK);
        add_random(tree, u"d", 10000);
        assert_roundtrip(tree);
        fsimage_tree_drop(&tree);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_roundtrip__empty_tree),
        cmocka_unit_test(test_roundtrip__sizes),
        cmocka_unit_test(test_roundtrip__large_files),
        cmocka_unit_test(test_roundtrip__directories),
        cmocka_unit_test(test_roundtrip__many_names),
        cmocka_unit_test(test_roundtrip__names),
        cmocka_unit_test(test_roundtrip__streams),
        cmocka_unit_test(test_roundtrip__real_time),
        cmocka_unit_test(test_roundtrip__without_redundancy),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
