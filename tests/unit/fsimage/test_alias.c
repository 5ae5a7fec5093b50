/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of fsimage/alias.h: recorded names are unique, and stay. */
#include "support/cmocka_all.h"

#include "fsimage/tree_state.h"
#include "fsimage/named_streams.h"
#include "unit/fsimage/trees.h"

#include <stdio.h>
#include <string.h>

static uint32_t add_named(struct fsimage_tree *tree, const char *name)
{
    char16 text[256];
    size_t length;

    assert_int_equal(utf16_from_utf8(name, strlen(name), text, 255, &length), STATUS_OK);
    text[length] = 0;
    return add_file(tree, text, "", 0);
}

static void test_alias__insertion_decides(void **state)
{
    struct fsimage_tree *tree = make_tree();
    const uint32_t first = add_file(tree, u"a-b.txt", "", 0);
    const uint32_t second = add_file(tree, u"a+b.txt", "", 0);
    const uint32_t third = add_file(tree, u"A_B.TXT", "", 0);

    (void)state;
    assert_recorded(tree, first, FSIMAGE_ISO9660, u"A_B.TXT");
    assert_recorded(tree, second, FSIMAGE_ISO9660, u"A_B_1.TXT");
    assert_recorded(tree, third, FSIMAGE_ISO9660, u"A_B_2.TXT");
    assert_recorded(tree, third, FSIMAGE_JOLIET, u"A_B.TXT");
    fsimage_tree_drop(&tree);
}

static void test_alias__own_names_are_taken(void **state)
{
    struct fsimage_tree *tree = make_tree();
    const uint32_t own = add_file(tree, u"a_b.txt", "", 0);
    const uint32_t numbered = add_file(tree, u"a_b_1.txt", "", 0);
    const uint32_t other = add_file(tree, u"a+b.txt", "", 0);

    (void)state;
    assert_recorded(tree, own, FSIMAGE_ISO9660, u"A_B.TXT");
    assert_recorded(tree, numbered, FSIMAGE_ISO9660, u"A_B_1.TXT");
    assert_recorded(tree, other, FSIMAGE_ISO9660, u"A_B_2.TXT");
    fsimage_tree_drop(&tree);
}

static void test_alias__files_and_directories_share_names(void **state)
{
    struct fsimage_tree *tree = make_tree();
    const uint32_t file = add_file(tree, u"a b", "", 0);
    const uint32_t directory = add_directory(tree, u"a.b");
    const uint32_t elsewhere = add_file(tree, u"a.b\\a b", "", 0);

    (void)state;
    assert_recorded(tree, file, FSIMAGE_ISO9660, u"A_B");
    assert_recorded(tree, directory, FSIMAGE_ISO9660, u"A_B_1");
    assert_recorded(tree, elsewhere, FSIMAGE_ISO9660, u"A_B");
    fsimage_tree_drop(&tree);
}

static void test_alias__joliet(void **state)
{
    struct fsimage_tree *tree = make_tree();
    const uint32_t first = add_file(tree, u"a;b.txt", "", 0);
    const uint32_t second = add_file(tree, u"A_B.TXT", "", 0);
    const uint32_t third = add_file(tree, u"a_b~1.txt", "", 0);

    (void)state;
    assert_recorded(tree, first, FSIMAGE_JOLIET, u"a_b.txt");
    assert_recorded(tree, second, FSIMAGE_JOLIET, u"A_B~1.TXT");
    assert_recorded(tree, third, FSIMAGE_JOLIET, u"a_b~1~1.txt");
    fsimage_tree_drop(&tree);
}

static void test_alias__freed_numbers_are_used_again(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;

    (void)state;
    add_file(tree, u"a b", "", 0);
    add_file(tree, u"a+b", "", 0);
    add_file(tree, u"a-b", "", 0);
    assert_recorded(tree, find(tree, u"a-b"), FSIMAGE_ISO9660, u"A_B_2");
    assert_int_equal(fsimage_tree_remove(tree, 0, TEXT(u"a+b"), &problem), STATUS_OK);
    assert_recorded(tree, add_file(tree, u"a=b", "", 0), FSIMAGE_ISO9660, u"A_B_1");
    assert_recorded(tree, add_file(tree, u"a~b", "", 0), FSIMAGE_ISO9660, u"A_B_3");
    assert_int_equal(fsimage_tree_remove(tree, 0, TEXT(u"a b"), &problem), STATUS_OK);
    assert_recorded(tree, add_file(tree, u"a,b", "", 0), FSIMAGE_ISO9660, u"A_B");
    fsimage_tree_drop(&tree);
}

/* The number that was given last says how often numbers were tried: once each. */
static void test_alias__look_alikes_are_numbered_in_turn(void **state)
{
    enum {
        FILES = 100000
    };
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;
    char name[64];
    uint32_t item = FSIMAGE_NO_ITEM;

    (void)state;
    assert_int_equal(fsimage_tree_set_iso_level(tree, 1, &problem), STATUS_OK);
    for (int i = 0; i < FILES; i++) {
        snprintf(name, sizeof(name), "look-alike %06d.text", i);
        item = add_named(tree, name);
    }
    assert_recorded(tree, item, FSIMAGE_ISO9660, u"LO_99999.TEX");
    assert_recorded(tree, find(tree, u"look-alike 000000.text"), FSIMAGE_ISO9660, u"LOOK_ALI.TEX");
    assert_int_equal(fsimage_tree_set_iso_level(tree, 2, &problem), STATUS_OK);
    assert_recorded(tree, item, FSIMAGE_ISO9660, u"LOOK_ALIKE_099999.TEXT");
    assert_int_equal(fsimage_tree_set_iso_level(tree, 1, &problem), STATUS_OK);
    assert_recorded(tree, item, FSIMAGE_ISO9660, u"LO_99999.TEX");
    fsimage_tree_drop(&tree);
}

static void test_alias__numbers_run_out(void **state)
{
    struct fsimage_tree *tree = make_tree();
    const struct fsimage_times times = fsimage_times_at(TEST_TIME);
    struct fsimage_problem problem;
    uint64_t before;
    uint32_t item;

    (void)state;
    tree->number_maximum = 2;
    add_file(tree, u"a b", "", 0);
    add_file(tree, u"a+b", "", 0);
    add_file(tree, u"a-b", "", 0);
    before = fingerprint(tree);
    assert_int_equal(fsimage_tree_add_file(tree, 0, TEXT(u"a=b"), NULL, &times, &item, &problem),
                     STATUS_INVALID_NAME);
    assert_problem(&problem, FSIMAGE_PROBLEM_NO_UNIQUE_NAME, u"a=b");
    assert_int_equal(problem.file_systems, FSIMAGE_ISO9660);
    assert_true(fingerprint(tree) == before);
    fsimage_tree_drop(&tree);
}

/* What takes a number in Joliet and not in ISO 9660 is what remains when its twin has gone. */
static void test_alias__joliet_numbers_run_out(void **state)
{
    struct fsimage_tree *tree = make_tree();
    const struct fsimage_times times = fsimage_times_at(TEST_TIME);
    struct fsimage_problem problem;
    uint32_t item;

    (void)state;
    add_file(tree, u"a_b_1", "", 0);
    add_file(tree, u"a_b~1", "", 0);
    add_file(tree, u"a_b", "", 0);
    assert_int_equal(fsimage_tree_remove(tree, 0, TEXT(u"a_b_1"), &problem), STATUS_OK);
    tree->number_maximum = 1;
    assert_int_equal(fsimage_tree_add_file(tree, 0, TEXT(u"a;b"), NULL, &times, &item, &problem),
                     STATUS_INVALID_NAME);
    assert_problem(&problem, FSIMAGE_PROBLEM_NO_UNIQUE_NAME, u"a;b");
    assert_int_equal(problem.file_systems, FSIMAGE_JOLIET);
    assert_int_equal(fsimage_tree_file_count(tree), 2);
    fsimage_tree_drop(&tree);
}

/* A level at which names cannot be unique leaves every name as it was. */
static void test_alias__level_change_is_undone(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;
    uint64_t before;

    (void)state;
    add_directory(tree, u"fine");
    add_file(tree, u"fine\\a-b", "", 0);
    add_file(tree, u"similar name one", "", 0);
    add_file(tree, u"similar name two", "", 0);
    add_file(tree, u"similar+name+two", "", 0);
    before = fingerprint(tree);
    tree->number_maximum = 1;
    assert_int_equal(fsimage_tree_set_iso_level(tree, 1, &problem), STATUS_INVALID_NAME);
    assert_int_equal(problem.kind, FSIMAGE_PROBLEM_NO_UNIQUE_NAME);
    assert_int_equal(fsimage_tree_iso_level(tree), 2);
    assert_true(fingerprint(tree) == before);
    assert_int_equal(find(tree, u"similar+name+two") != FSIMAGE_NO_ITEM, 1);
    tree->number_maximum = 100;
    assert_recorded(tree, add_file(tree, u"similar=name=two", "", 0), FSIMAGE_ISO9660,
                    u"SIMILAR_NAME_TWO_2");
    fsimage_tree_drop(&tree);
}

/* 140 units of which the last say which it is; all else is alike. */
static void make_long_name(char16 name[141], uint32_t number)
{
    for (size_t i = 0; i < 140; i++)
        name[i] = u'\u0416';
    for (size_t i = 0; i < 8; i++)
        name[139 - i] = (char16)('A' + (number >> 4 * i & 15));
    name[140] = 0;
}

static void test_alias__udf_names_are_unique_and_come_back(void **state)
{
    struct fsimage_tree *tree = make_tree();
    char16 recorded[FSIMAGE_NAME_MAXIMUM + 1];
    char16 other[FSIMAGE_NAME_MAXIMUM + 1];
    struct fsimage_problem problem;
    uint32_t first;
    uint32_t second;
    size_t length;
    uint64_t before;
    char16 name[141];

    (void)state;
    make_long_name(name, 1);
    first = add_file(tree, name, "", 0);
    assert_false(fsimage_item_keeps_name(tree, first, FSIMAGE_UDF));
    assert_int_equal(fsimage_item_recorded_name(tree, first, FSIMAGE_UDF, recorded, &length),
                     STATUS_OK);
    assert_int_equal(length, 127);

    /* A name of its own that looks the same has to give way. */
    second = add_file(tree, recorded, "", 0);
    before = fingerprint(tree);
    assert_int_equal(fsimage_item_recorded_name(tree, second, FSIMAGE_UDF, other, &length),
                     STATUS_OK);
    assert_int_equal(length, 127);
    assert_memory_not_equal(other, recorded, 127 * sizeof(char16));
    assert_int_equal(fsimage_tree_remove(tree, FSIMAGE_ROOT, recorded, 127, &problem), STATUS_OK);
    assert_int_equal(fsimage_tree_remove(tree, FSIMAGE_ROOT, name, 140, &problem), STATUS_OK);
    assert_recorded(tree, add_file(tree, recorded, "", 0), FSIMAGE_UDF, recorded);
    assert_int_equal(fsimage_tree_roll_back(tree, 2, &problem), STATUS_OK);
    assert_true(fingerprint(tree) == before);
    assert_recorded(tree, first, FSIMAGE_UDF, recorded);
    assert_recorded(tree, second, FSIMAGE_UDF, other);
    fsimage_tree_drop(&tree);
}

static void test_alias__udf_names_of_streams(void **state)
{
    struct fsimage_tree *tree = make_udf_tree(0x200);
    char16 recorded[FSIMAGE_NAME_MAXIMUM + 1];
    struct fsimage_problem problem;
    const uint32_t file = add_file(tree, u"f", "", 0);
    char16 name[141];
    size_t length;
    uint32_t first;

    (void)state;
    make_long_name(name, 1);
    first = add_stream(tree, file, name, "", 0);
    assert_int_equal(fsimage_item_recorded_name(tree, first, FSIMAGE_UDF, recorded, &length),
                     STATUS_OK);
    assert_int_equal(length, 127);
    assert_false(
        fsimage_item_keeps_name(tree, add_stream(tree, file, recorded, "", 0), FSIMAGE_UDF));
    assert_int_equal(fsimage_file_remove_stream(tree, file, name, 140, &problem), STATUS_OK);
    assert_int_equal(fsimage_tree_roll_back(tree, 3, &problem), STATUS_OK);
    assert_recorded(tree, first, FSIMAGE_UDF, recorded);
    fsimage_tree_drop(&tree);
}

/* How many names had to be looked up, for each file of so many look-alikes. */
static double tried_per_file(void (*make)(char16 name[141], uint32_t number), uint32_t files)
{
    struct fsimage_tree *tree = make_tree();
    char16 name[141];
    double tried;

    for (uint32_t i = 0; i < files; i++) {
        make(name, i);
        add_file(tree, name, "", 0);
    }
    tried = (double)tree->names_tried / files;
    fsimage_tree_drop(&tree);
    return tried;
}

/* Alike in ISO 9660 and, behind 64 units, in Joliet. */
static void make_alike(char16 name[141], uint32_t number)
{
    make_long_name(name, number);
    for (size_t i = 0; i < 132; i++)
        name[i] = 'a';
}

static void test_alias__look_alikes_cost_the_same_each(void **state)
{
    (void)state;
    assert_true(tried_per_file(make_alike, 100000) < 2 * tried_per_file(make_alike, 10));
    assert_true(tried_per_file(make_long_name, 20000) < 2 * tried_per_file(make_long_name, 10));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_alias__insertion_decides),
        cmocka_unit_test(test_alias__own_names_are_taken),
        cmocka_unit_test(test_alias__files_and_directories_share_names),
        cmocka_unit_test(test_alias__joliet),
        cmocka_unit_test(test_alias__freed_numbers_are_used_again),
        cmocka_unit_test(test_alias__look_alikes_are_numbered_in_turn),
        cmocka_unit_test(test_alias__numbers_run_out),
        cmocka_unit_test(test_alias__joliet_numbers_run_out),
        cmocka_unit_test(test_alias__level_change_is_undone),
        cmocka_unit_test(test_alias__udf_names_are_unique_and_come_back),
        cmocka_unit_test(test_alias__udf_names_of_streams),
        cmocka_unit_test(test_alias__look_alikes_cost_the_same_each),
    };

    return cmocka_run_group_tests_name("fsimage/alias", tests, NULL, NULL);
}
