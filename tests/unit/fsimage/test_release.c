/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Contents of removed items are given up as soon as nothing can bring the items back. */
#include "support/cmocka_all.h"

#include "fsimage/named_streams.h"
#include "fsimage/tree_state.h"
#include "stream/prng_source.h"
#include "support/temporary_folder.h"
#include "unit/fsimage/trees.h"

#define SIZE 5000u /* three blocks */

/* A tree whose files have one source, so that its references count the contents. */
struct fixture {
    struct fsimage_tree *tree;
    struct byte_source *source;
};

static struct fixture make_fixture(void)
{
    struct fixture fixture = { .tree = make_tree() };

    assert_int_equal(prng_source_create(1, SIZE, &fixture.source), STATUS_OK);
    return fixture;
}

static void release_fixture(struct fixture *fixture)
{
    fsimage_tree_drop(&fixture->tree);
    assert_int_equal(fixture->source->references, 1);
    byte_source_drop(&fixture->source);
}

static int contents(const struct fixture *fixture)
{
    return fixture->source->references - 1;
}

static uint32_t add(const struct fixture *fixture, const char16 *path)
{
    const struct fsimage_times times = fsimage_times_at(TEST_TIME);
    struct fsimage_problem problem;
    uint32_t item;

    assert_int_equal(fsimage_tree_add_file(fixture->tree, FSIMAGE_ROOT, path, utf16_length(path),
                                           fixture->source, &times, &item, &problem),
                     STATUS_OK);
    return item;
}

static uint32_t add_stream_to(const struct fixture *fixture, uint32_t file)
{
    const struct fsimage_times times = fsimage_times_at(TEST_TIME);
    struct fsimage_problem problem;
    uint32_t item;

    assert_int_equal(fsimage_file_add_stream(fixture->tree, file, TEXT(u"stream"), fixture->source,
                                             &times, &item, &problem),
                     STATUS_OK);
    return item;
}

static void remove_all(const struct fixture *fixture, const char16 *path)
{
    const uint32_t item = find(fixture->tree, path);
    const bool is_directory = fsimage_item_is_directory(fixture->tree, item);
    struct fsimage_problem problem;

    assert_int_equal((is_directory ? fsimage_tree_remove_tree : fsimage_tree_remove)(
                         fixture->tree, FSIMAGE_ROOT, path, utf16_length(path), &problem),
                     STATUS_OK);
}

static void test_lock_in__gives_up_what_was_removed(void **state)
{
    struct fixture fixture = make_fixture();

    (void)state;
    add_directory(fixture.tree, u"d");
    add_directory(fixture.tree, u"d\\deep");
    add_stream_to(&fixture, add(&fixture, u"d\\deep\\file"));
    add(&fixture, u"d\\alone");
    add(&fixture, u"kept");
    remove_all(&fixture, u"d\\alone");
    remove_all(&fixture, u"d");
    assert_int_equal(contents(&fixture), 4);

    fsimage_tree_lock_in(fixture.tree);

    assert_int_equal(contents(&fixture), 1);
    assert_int_not_equal(find(fixture.tree, u"kept"), FSIMAGE_NO_ITEM);
    release_fixture(&fixture);
}

static void test_roll_back__gives_up_what_was_added(void **state)
{
    struct fixture fixture = make_fixture();
    struct fsimage_problem problem;

    (void)state;
    add(&fixture, u"removed");
    remove_all(&fixture, u"removed");
    add(&fixture, u"later");
    add_directory(fixture.tree, u"d");
    add_stream_to(&fixture, add(&fixture, u"d\\file"));
    assert_int_equal(contents(&fixture), 4);

    assert_int_equal(fsimage_tree_roll_back(fixture.tree, 2, &problem), STATUS_OK);
    assert_int_equal(contents(&fixture), 1);

    /* What was removed before that point can still come back. */
    assert_int_equal(fsimage_tree_roll_back(fixture.tree, 1, &problem), STATUS_OK);
    assert_int_not_equal(find(fixture.tree, u"removed"), FSIMAGE_NO_ITEM);
    assert_int_equal(fsimage_tree_roll_back(fixture.tree, 0, &problem), STATUS_OK);
    assert_int_equal(contents(&fixture), 0);
    release_fixture(&fixture);
}

static void test_hold__keeps_an_item_and_what_is_below(void **state)
{
    struct fixture fixture = make_fixture();
    struct fsimage_problem problem;
    struct byte_source *content;
    uint32_t directory = add_directory(fixture.tree, u"d");
    uint32_t file;
    uint32_t held;

    (void)state;
    file = add(&fixture, u"d\\file");
    held = add(&fixture, u"held");
    fsimage_item_hold(fixture.tree, directory);
    fsimage_item_hold(fixture.tree, held);
    remove_all(&fixture, u"d");
    remove_all(&fixture, u"held");

    fsimage_tree_lock_in(fixture.tree);

    assert_int_equal(contents(&fixture), 2);
    assert_int_equal(fsimage_tree_attach(fixture.tree, FSIMAGE_ROOT, directory, &problem),
                     STATUS_OK);
    assert_int_equal(find(fixture.tree, u"d\\file"), file);
    assert_int_equal(fsimage_file_open_content(fixture.tree, held, &content, &problem), STATUS_OK);
    byte_source_drop(&content);
    release_fixture(&fixture);
}

/* What lies elsewhere in the tree by now was not removed. */
static void test_lock_in__keeps_what_was_moved(void **state)
{
    struct fixture fixture = make_fixture();
    struct fsimage_problem problem;
    const uint32_t item = add(&fixture, u"file");
    const uint32_t directory = add_directory(fixture.tree, u"d");

    (void)state;
    remove_all(&fixture, u"file");
    assert_int_equal(fsimage_tree_attach(fixture.tree, directory, item, &problem), STATUS_OK);

    fsimage_tree_lock_in(fixture.tree);

    assert_int_equal(contents(&fixture), 1);
    release_fixture(&fixture);
}

static void test_attach__refuses_what_was_given_up(void **state)
{
    struct fixture fixture = make_fixture();
    struct fsimage_problem problem;
    struct byte_source *content;
    const uint32_t item = add(&fixture, u"file");

    (void)state;
    remove_all(&fixture, u"file");
    fsimage_tree_lock_in(fixture.tree);

    assert_int_equal(fsimage_tree_attach(fixture.tree, FSIMAGE_ROOT, item, &problem),
                     STATUS_INVALID_STATE);
    assert_problem(&problem, FSIMAGE_PROBLEM_READ_ONLY, NULL);
    assert_int_equal(fsimage_file_open_content(fixture.tree, item, &content, &problem),
                     STATUS_CHANGED);
    assert_null(content);
    release_fixture(&fixture);
}

/* The file of staged contents ends behind the last that is left. */
static void test_lock_in__gives_up_staged_bytes(void **state)
{
    struct fixture fixture = make_fixture();
    struct fsimage_problem problem;
    struct byte_source *content;
    uint8_t bytes[2][SIZE];

    (void)state;
    temporary_folder_create("test_release");
    assert_int_equal(fsimage_tree_set_working_directory(fixture.tree, temporary_path(""), &problem),
                     STATUS_OK);
    fsimage_tree_set_staging(fixture.tree, true);
    add(&fixture, u"first");
    add(&fixture, u"middle");
    add(&fixture, u"last");
    assert_int_equal(contents(&fixture), 0);
    assert_int_equal(fixture.tree->stash_blocks, 9);

    remove_all(&fixture, u"first");
    fsimage_tree_lock_in(fixture.tree);
    assert_int_equal(fixture.tree->stash_blocks, 9);
    remove_all(&fixture, u"last");
    fsimage_tree_lock_in(fixture.tree);
    assert_int_equal(fixture.tree->stash_blocks, 6);

    assert_int_equal(
        fsimage_file_open_content(fixture.tree, find(fixture.tree, u"middle"), &content, &problem),
        STATUS_OK);
    assert_int_equal(byte_source_read_exact(content, 0, bytes[0], SIZE), STATUS_OK);
    assert_int_equal(byte_source_read_exact(fixture.source, 0, bytes[1], SIZE), STATUS_OK);
    assert_memory_equal(bytes[0], bytes[1], SIZE);
    byte_source_drop(&content);
    remove_all(&fixture, u"middle");
    fsimage_tree_lock_in(fixture.tree);
    assert_int_equal(fixture.tree->stash_blocks, 0);
    release_fixture(&fixture);
    temporary_folder_remove();
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lock_in__gives_up_what_was_removed),
        cmocka_unit_test(test_roll_back__gives_up_what_was_added),
        cmocka_unit_test(test_hold__keeps_an_item_and_what_is_below),
        cmocka_unit_test(test_lock_in__keeps_what_was_moved),
        cmocka_unit_test(test_attach__refuses_what_was_given_up),
        cmocka_unit_test(test_lock_in__gives_up_staged_bytes),
    };

    return cmocka_run_group_tests_name("release", tests, NULL, NULL);
}
