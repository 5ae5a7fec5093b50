/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of fsimage/journal.h and of rolling back. */
#include "support/cmocka_all.h"

#include "fsimage/journal.h"
#include "fsimage/tree_state.h"
#include "unit/fsimage/trees.h"

#include <stdio.h>
#include <string.h>

static void push(struct journal *journal, enum journal_kind kind, uint32_t item)
{
    const struct journal_entry entry = {
        .kind = kind,
        .item = item,
        .place = { item + 1, item + 2, item + 3, (item & 1) != 0 },
    };

    assert_int_equal(journal_reserve(journal, 1), STATUS_OK);
    journal_push(journal, &entry);
}

static void assert_popped(struct journal *journal, enum journal_kind kind, uint32_t item)
{
    struct journal_look look = { 0 };
    struct journal_entry seen;
    struct journal_entry entry;

    assert_true(journal_look_back(journal, &look, &seen));
    entry = journal_pop(journal);
    assert_int_equal(seen.item, item);
    assert_int_equal(entry.item, item);
    assert_int_equal(entry.kind, kind);
    if (kind == JOURNAL_MOVED || kind == JOURNAL_PLACED) {
        assert_int_equal(entry.place.parent, item + 1);
        assert_int_equal(entry.place.iso_alias, item + 2);
        assert_int_equal(entry.place.joliet_alias, item + 3);
        assert_int_equal(entry.place.has_udf_alias, item & 1);
    }
}

static void test_journal__roundtrip(void **state)
{
    struct journal journal = { 0 };
    struct journal_look look = { 0 };
    struct journal_entry entry;
    uint32_t seen = 0;

    (void)state;
    push(&journal, JOURNAL_ADDED, 0);
    push(&journal, JOURNAL_REMOVED, 1);
    push(&journal, JOURNAL_ADDED, 7);
    push(&journal, JOURNAL_ADDED, 8);
    push(&journal, JOURNAL_ADDED, 9);
    push(&journal, JOURNAL_MOVED, 13);
    push(&journal, JOURNAL_ADDED, 11);
    push(&journal, JOURNAL_PLACED, 12);
    push(&journal, JOURNAL_ADDED, 6);
    push(&journal, JOURNAL_ADDED, 7);
    assert_int_equal(journal.entries, 10);
    while (journal_look_back(&journal, &look, &entry))
        seen++;
    assert_int_equal(seen, 10);
    assert_popped(&journal, JOURNAL_ADDED, 7);
    push(&journal, JOURNAL_ADDED, 7);
    assert_popped(&journal, JOURNAL_ADDED, 7);
    assert_popped(&journal, JOURNAL_ADDED, 6);
    assert_popped(&journal, JOURNAL_PLACED, 12);
    assert_popped(&journal, JOURNAL_ADDED, 11);
    assert_popped(&journal, JOURNAL_MOVED, 13);
    assert_popped(&journal, JOURNAL_ADDED, 9);
    assert_popped(&journal, JOURNAL_ADDED, 8);
    assert_popped(&journal, JOURNAL_ADDED, 7);
    assert_popped(&journal, JOURNAL_REMOVED, 1);
    assert_popped(&journal, JOURNAL_ADDED, 0);
    assert_int_equal(journal.count, 0);
    assert_int_equal(journal.entries, 0);
    journal_release(&journal);
}

/* A million additions are two words. */
static void test_journal__runs_are_short(void **state)
{
    struct journal journal = { 0 };

    (void)state;
    for (uint32_t item = 5; item < 1000005; item++)
        push(&journal, JOURNAL_ADDED, item);
    assert_int_equal(journal.entries, 1000000);
    assert_int_equal(journal.count, 2);
    for (uint32_t item = 1000004; item >= 5; item--)
        assert_popped(&journal, JOURNAL_ADDED, item);
    assert_int_equal(journal.count, 0);
    journal_release(&journal);
}

static void assert_rolls_back(struct fsimage_tree *tree, uint32_t change_point, uint64_t expected)
{
    struct fsimage_problem problem;

    assert_int_equal(fsimage_tree_roll_back(tree, change_point, &problem), STATUS_OK);
    assert_int_equal(fsimage_tree_change_count(tree), change_point);
    assert_true(fingerprint(tree) == expected);
}

static void test_roll_back__restores_places_and_names(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;
    uint64_t prints[8];
    uint32_t first;
    uint32_t directory;

    (void)state;
    prints[0] = fingerprint(tree);
    directory = add_directory(tree, u"d");
    first = add_file(tree, u"long name one.txt", "1", 1);
    prints[2] = fingerprint(tree);
    add_file(tree, u"long_name one.txt", "22", 2);
    prints[3] = fingerprint(tree);
    assert_int_equal(fsimage_tree_remove(tree, FSIMAGE_ROOT, TEXT(u"long name one.txt"), &problem),
                     STATUS_OK);
    prints[4] = fingerprint(tree);
    assert_int_equal(fsimage_tree_attach(tree, directory, first, &problem), STATUS_OK);
    prints[5] = fingerprint(tree);
    assert_int_equal(fsimage_tree_remove_tree(tree, FSIMAGE_ROOT, TEXT(u"d"), &problem), STATUS_OK);
    add_directory(tree, u"D");
    assert_int_equal(fsimage_tree_change_count(tree), 7);
    assert_int_equal(fsimage_item_info(tree, first).is_attached, false);
    assert_rolls_back(tree, 5, prints[5]);
    assert_true(fsimage_item_info(tree, first).is_attached);
    assert_rolls_back(tree, 4, prints[4]);
    assert_rolls_back(tree, 3, prints[3]);
    assert_int_equal(fsimage_item_info(tree, first).parent, FSIMAGE_ROOT);
    add_file(tree, u"another", "", 0);
    assert_rolls_back(tree, 3, prints[3]);
    assert_rolls_back(tree, 2, prints[2]);
    assert_rolls_back(tree, 0, prints[0]);
    fsimage_tree_drop(&tree);
}

static void test_roll_back__same_additions_give_the_same(void **state)
{
    struct fsimage_tree *tree = make_tree();
    uint64_t after;

    (void)state;
    add_file(tree, u"a b.txt", "1", 1);
    add_file(tree, u"a+b.txt", "1", 1);
    after = fingerprint(tree);
    add_file(tree, u"a=b.txt", "1", 1);
    add_file(tree, u"a[b.txt", "1", 1);
    assert_rolls_back(tree, 2, after);
    assert_recorded(tree, add_file(tree, u"a[b.txt", "1", 1), FSIMAGE_ISO9660, u"A_B_2.TXT");
    fsimage_tree_drop(&tree);
}

static void test_roll_back__refuses(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;
    uint64_t before;

    (void)state;
    add_directory(tree, u"d");
    add_file(tree, u"f", "1", 1);
    fsimage_tree_lock_in(tree);
    add_file(tree, u"g", "1", 1);
    before = fingerprint(tree);
    assert_int_equal(fsimage_tree_roll_back(tree, 4, &problem), STATUS_INVALID_ARGUMENT);
    assert_problem(&problem, FSIMAGE_PROBLEM_INVALID_CHANGE_POINT, NULL);
    assert_int_equal(fsimage_tree_roll_back(tree, 1, &problem), STATUS_INVALID_ARGUMENT);
    assert_problem(&problem, FSIMAGE_PROBLEM_INVALID_CHANGE_POINT, NULL);
    assert_true(fingerprint(tree) == before);
    assert_int_equal(fsimage_tree_roll_back(tree, 3, &problem), STATUS_OK);
    assert_true(fingerprint(tree) == before);
    assert_int_equal(fsimage_tree_roll_back(tree, 2, &problem), STATUS_OK);
    assert_children(tree, FSIMAGE_ROOT, u"d|f");
    fsimage_tree_drop(&tree);
}

/* What comes back may be too deep for the rules of today: then nothing comes back. */
static void test_roll_back__obeys_the_rules_of_today(void **state)
{
    struct fsimage_tree *tree = make_udf_tree(0x102);
    char16 path[64] = { 0 };
    struct fsimage_problem problem;
    uint64_t before;

    (void)state;
    for (size_t i = 0; i < 9; i++) {
        path[2 * i] = i == 0 ? 'd' : '\\';
        path[2 * i + 1] = i == 0 ? '0' : (char16)('0' + i);
        add_directory(tree, path);
    }
    assert_int_equal(fsimage_tree_remove_tree(tree, FSIMAGE_ROOT, TEXT(u"d0"), &problem),
                     STATUS_OK);
    assert_int_equal(fsimage_tree_set_file_systems(tree, FSIMAGE_UDF | FSIMAGE_ISO9660, &problem),
                     STATUS_OK);
    add_file(tree, u"f", "1", 1);
    before = fingerprint(tree);
    assert_int_equal(fsimage_tree_roll_back(tree, 9, &problem), STATUS_TOO_DEEP);
    assert_int_equal(problem.kind, FSIMAGE_PROBLEM_TOO_MANY_LEVELS);
    assert_true(fingerprint(tree) == before);
    assert_int_equal(fsimage_tree_set_file_systems(tree, FSIMAGE_UDF, &problem), STATUS_OK);
    assert_int_equal(fsimage_tree_roll_back(tree, 9, &problem), STATUS_OK);
    assert_int_equal(fsimage_tree_directory_count(tree), 9);
    fsimage_tree_drop(&tree);
}

/* Names that come back are made for the level of today. */
static void test_roll_back__makes_names_for_a_new_level(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;
    uint32_t file;

    (void)state;
    file = add_file(tree, u"long name.text", "1", 1);
    add_file(tree, u"other", "1", 1);
    assert_int_equal(fsimage_tree_remove(tree, FSIMAGE_ROOT, TEXT(u"long name.text"), &problem),
                     STATUS_OK);
    assert_int_equal(fsimage_tree_set_iso_level(tree, 1, &problem), STATUS_OK);
    assert_int_equal(fsimage_tree_roll_back(tree, 2, &problem), STATUS_OK);
    assert_recorded(tree, file, FSIMAGE_ISO9660, u"LONG_NAM.TEX");
    fsimage_tree_drop(&tree);
}

/* Many changes, back in steps of all sizes. */
static void test_roll_back__random_changes(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;
    uint64_t prints[301];
    uint32_t seed = 1;

    (void)state;
    prints[0] = fingerprint(tree);
    for (uint32_t count = 0; count < 300; count = fsimage_tree_change_count(tree)) {
        char text[40];
        char16 path[40];
        uint32_t item;
        size_t length;

        seed = seed * 1103515245 + 12345;
        snprintf(text, sizeof(text), seed >> 16 & 1 ? "dir %u" : "file name %u.txt",
                 seed >> 20 & 15);
        assert_int_equal(utf16_from_utf8(text, strlen(text) + 1, path, 40, &length), STATUS_OK);
        item = find(tree, path);
        if (item == FSIMAGE_NO_ITEM && (seed >> 16 & 1) != 0)
            add_directory(tree, path);
        else if (item == FSIMAGE_NO_ITEM)
            add_file(tree, path, text, 10);
        else if (seed >> 25 & 1)
            assert_int_equal(
                fsimage_tree_remove(tree, FSIMAGE_ROOT, path, utf16_length(path), &problem),
                STATUS_OK);
        if (fsimage_tree_change_count(tree) != count)
            prints[count + 1] = fingerprint(tree);
    }
    for (uint32_t point = 300; point > 17; point -= point % 17 + 1)
        assert_rolls_back(tree, point, prints[point]);
    assert_rolls_back(tree, 0, prints[0]);
    fsimage_tree_drop(&tree);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_journal__roundtrip),
        cmocka_unit_test(test_journal__runs_are_short),
        cmocka_unit_test(test_roll_back__restores_places_and_names),
        cmocka_unit_test(test_roll_back__same_additions_give_the_same),
        cmocka_unit_test(test_roll_back__refuses),
        cmocka_unit_test(test_roll_back__obeys_the_rules_of_today),
        cmocka_unit_test(test_roll_back__makes_names_for_a_new_level),
        cmocka_unit_test(test_roll_back__random_changes),
    };

    return cmocka_run_group_tests_name("fsimage/journal", tests, NULL, NULL);
}
