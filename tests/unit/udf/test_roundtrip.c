/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What udf/writer.h records is what udf/volume.h reads, in every revision. */
#include "support/cmocka_all.h"

#include "fsimage/result.h"
#include "unit/fsimage/trees.h"
#include "unit/udf/random_items.h"
#include "unit/udf/trees_found.h"

#include <stdio.h>
#include <string.h>

/* Fills trees, which are laid out and read back, one in each revision. */
static void assert_roundtrips(void (*fill)(struct fsimage_tree *tree),
                              void (*compare)(struct fsimage_tree *tree,
                                              const struct fsimage_disc *disc))
{
    for (size_t i = 0; i < UDF_REVISION_COUNT; i++) {
        struct fsimage_tree *tree = make_revision_tree(udf_revisions[i]);
        struct fsimage_disc disc = { 0 };
        struct fsimage_result *result;

        fill(tree);
        result = make_result(tree);
        disc.last_block = fsimage_result_total_blocks(result) - 1;
        assert_int_equal(fsimage_result_source(result, &disc.source), STATUS_OK);
        compare(tree, &disc);
        byte_source_drop(&disc.source);
        fsimage_result_drop(&result);
        fsimage_tree_drop(&tree);
    }
}

static void fill_nothing(struct fsimage_tree *tree)
{
    (void)tree;
}

static void test_roundtrip__empty_tree(void **state)
{
    (void)state;
    assert_roundtrips(fill_nothing, assert_tree_found);
}

static void fill_sizes(struct fsimage_tree *tree)
{
    static const uint32_t sizes[] = { 0,    1,    1831, 1832, 1833, 1871,
                                      1872, 1873, 2047, 2048, 2049, 100000 };

    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        const char16 name[] = { (char16)('a' + i), 0 };

        add_random(tree, name, sizes[i]);
    }
}

static void test_roundtrip__sizes(void **state)
{
    (void)state;
    assert_roundtrips(fill_sizes, assert_tree_found);
}

/* More than one extent holds, more than an entry has room for, and more than 32 bits of bytes. */
static void fill_large(struct fsimage_tree *tree)
{
    add_zeros(tree, u"small", 1);
    add_zeros(tree, u"one extent", 0x3FFFF800);
    add_zeros(tree, u"two extents", 0x3FFFF801);
    add_zeros(tree, u"large", UINT64_C(300) << 30);
}

static void test_roundtrip__large_files(void **state)
{
    (void)state;
    assert_roundtrips(fill_large, assert_sizes_found);
}

static void hide(struct fsimage_tree *tree, uint32_t item)
{
    struct fsimage_problem problem;

    assert_int_equal(fsimage_item_set_hidden(tree, item, true, &problem), STATUS_OK);
}

static void fill_directories(struct fsimage_tree *tree)
{
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
    hide(tree, add_directory(tree, u"hidden"));
    hide(tree, add_random(tree, u"hidden\\f", 9));
}

static void test_roundtrip__directories(void **state)
{
    (void)state;
    assert_roundtrips(fill_directories, assert_tree_found);
}

/* A directory of many blocks, whose descriptors cross from one to the next. */
static void fill_many(struct fsimage_tree *tree)
{
    add_directory(tree, u"many");
    for (unsigned i = 0; i < 2000; i++) {
        char text[64];
        char16 path[64];
        const size_t length = (size_t)snprintf(text, sizeof(text), "many\\file %u", i * i);

        for (size_t k = 0; k <= length; k++)
            path[k] = (char16)text[k];
        if (i % 3 == 0)
            path[5] = 0x3A9; /* 16 bits wide */
        add_random(tree, path, i % 5 == 0 ? 3000 : 3);
    }
}

static void test_roundtrip__many_names(void **state)
{
    (void)state;
    assert_roundtrips(fill_many, assert_tree_found);
}

static void add_repeated(struct fsimage_tree *tree, char16 unit, size_t length)
{
    char16 name[FSIMAGE_NAME_MAXIMUM + 1] = { 0 };

    for (size_t i = 0; i < length; i++)
        name[i] = unit;
    add_random(tree, name, 1);
}

static void fill_names(struct fsimage_tree *tree)
{
    add_random(tree, u"\u00FF\u00E9", 1);
    add_random(tree, u"\u65E5\u672C\u8A9E.txt", 1);
    add_random(tree, u"beyond \U0001F4BF", 1);
    add_random(tree, u" blanks ", 1);
    add_random(tree, u"dots...", 1);
    add_repeated(tree, 'n', 254);
    add_repeated(tree, 0x3B1, 127);
}

static void test_roundtrip__names(void **state)
{
    (void)state;
    assert_roundtrips(fill_names, assert_tree_found);
}

static void fill_streams(struct fsimage_tree *tree)
{
    const uint32_t file = add_random(tree, u"file", 5000);
    const uint32_t small = add_random(tree, u"small", 5);

    add_random_stream(tree, file, u"one", 0);
    add_random_stream(tree, file, u"Two", 10);
    add_random_stream(tree, file, u"\u03A9", 100000);
    for (char16 letter = 'a'; letter <= 'z'; letter++) {
        const char16 name[] = { 's', ' ', letter, 0 };

        add_random_stream(tree, small, name, (letter - 'a') * 150u);
    }
}

static void test_roundtrip__streams(void **state)
{
    (void)state;
    assert_roundtrips(fill_streams, assert_tree_found);
}

static void set_real_time(struct fsimage_tree *tree, uint32_t file)
{
    struct fsimage_problem problem;

    assert_int_equal(fsimage_file_set_real_time(tree, file, true, &problem), STATUS_OK);
}

static void fill_real_time(struct fsimage_tree *tree)
{
    set_real_time(tree, add_random(tree, u"film", 70000));
    set_real_time(tree, add_random(tree, u"small", 7));
    add_random(tree, u"other", 10);
}

static void test_roundtrip__real_time(void **state)
{
    (void)state;
    assert_roundtrips(fill_real_time, assert_tree_found);
}

static void fill_without_redundancy(struct fsimage_tree *tree)
{
    struct fsimage_problem problem;

    assert_int_equal(fsimage_tree_set_redundant_metadata(tree, false, &problem), STATUS_OK);
    add_random(tree, u"d", 10000);
}

static void test_roundtrip__without_redundancy(void **state)
{
    (void)state;
    assert_roundtrips(fill_without_redundancy, assert_tree_found);
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
