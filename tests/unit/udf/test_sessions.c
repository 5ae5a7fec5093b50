/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Sessions that follow others, on discs that are written once and on those that are written over:
 * imported by udf/volume.h, changed, recorded by udf/writer.h, and read again.
 */
#include "support/cmocka_all.h"

#include "fsimage/import.h"
#include "fsimage/result.h"
#include "stream/concatenated_source.h"
#include "stream/zero_source.h"
#include "udf/structures.h"
#include "udf/volume.h"
#include "unit/fsimage/trees.h"
#include "unit/udf/random_items.h"
#include "unit/udf/trees_found.h"

/* What a drive leaves between two sessions. */
#define GAP_BLOCKS 5648u

#define WRITE_UNIT 16u

/* A disc as its sessions leave it. */
struct disc {
    struct fsimage_disc disc;
    bool is_overlaid;
};

static uint32_t blocks_of(const struct byte_source *source)
{
    return (uint32_t)(byte_source_size(source) / UDF_BLOCK_SIZE);
}

/* Takes the source of the old disc over. */
static struct byte_source *append(struct byte_source *old, struct byte_source *session)
{
    struct byte_source *parts[3] = { old, NULL, session };
    struct byte_source *all;

    assert_int_equal(zero_source_create(GAP_BLOCKS * UDF_BLOCK_SIZE, &parts[1]), STATUS_OK);
    assert_int_equal(concatenated_source_create(&all), STATUS_OK);
    assert_int_equal(concatenated_source_append(all, parts, 3), STATUS_OK);
    byte_source_drop(&old);
    byte_source_drop(&parts[1]);
    return all;
}

/* Burns the image of `tree`: a first session, or the next one. */
static void burn(struct disc *disc, struct fsimage_tree *tree)
{
    struct fsimage_result *result = make_result(tree);
    struct byte_source *source;
    const bool is_first = disc->disc.source == NULL;

    assert_int_equal(fsimage_result_source(result, &source), STATUS_OK);
    if (is_first || disc->is_overlaid) {
        byte_source_drop(&disc->disc.source);
        disc->disc.source = byte_source_acquire(source);
    } else {
        disc->disc.session_start = blocks_of(disc->disc.source) + GAP_BLOCKS;
        disc->disc.source = append(disc->disc.source, source);
    }
    disc->disc.last_block = blocks_of(disc->disc.source) - 1;
    byte_source_drop(&source);
    fsimage_result_drop(&result);
}

static struct fsimage_tree *import(const struct disc *disc, unsigned revision,
                                   struct fsimage_volume_info *info)
{
    const struct fsimage_import_options options = {
        .is_overlay = disc->is_overlaid,
        .next_start = disc->is_overlaid ? 0 : blocks_of(disc->disc.source) + GAP_BLOCKS,
        .write_unit = disc->is_overlaid ? WRITE_UNIT : 0,
    };
    struct fsimage_problem problem;
    struct fsimage_tree *tree = make_revision_tree(revision);

    assert_int_equal(
        fsimage_tree_import(tree, &disc->disc, &udf_volume_reader_class, &options, info, &problem),
        STATUS_OK);
    return tree;
}

static void remove_item(struct fsimage_tree *tree, const char16 *path)
{
    struct fsimage_problem problem;

    assert_int_equal(fsimage_tree_remove_tree(tree, FSIMAGE_ROOT, path, utf16_length(path),
                                              &problem) == STATUS_OK ||
                         fsimage_tree_remove(tree, FSIMAGE_ROOT, path, utf16_length(path),
                                             &problem) == STATUS_OK,
                     true);
}

static struct fsimage_tree *make_first_tree(unsigned revision)
{
    struct fsimage_tree *tree = make_revision_tree(revision);

    add_directory(tree, u"old");
    add_directory(tree, u"gone");
    add_random(tree, u"old\\small", 100);
    add_random(tree, u"old\\large", 100000);
    add_random(tree, u"replaced", 5000);
    add_random(tree, u"removed", 6000);
    add_random(tree, u"gone\\file", 7000);
    if (revision >= UDF_REVISION_200) {
        const uint32_t file = add_random(tree, u"streams", 4000);

        add_random_stream(tree, file, u"small", 10);
        add_random_stream(tree, file, u"large", 9000);
    }
    return tree;
}

static void change(struct fsimage_tree *tree, const char16 *name)
{
    remove_item(tree, u"replaced");
    add_random(tree, u"replaced", name[0]);
    add_random(tree, name, 50000);
}

/* Three sessions, each of which holds what it should and goes on where the one before ended. */
static void assert_sessions(unsigned revision, bool is_overlaid)
{
    struct disc disc = { .is_overlaid = is_overlaid };
    struct fsimage_tree *tree = make_first_tree(revision);
    struct fsimage_volume_info first;
    struct fsimage_volume_info second;

    burn(&disc, tree);
    assert_tree_found(tree, &disc.disc);
    fsimage_tree_drop(&tree);

    tree = import(&disc, revision, &first);
    assert_int_equal(first.udf_tag_serial, 1);
    remove_item(tree, u"removed");
    remove_item(tree, u"gone");
    change(tree, u"a second");
    burn(&disc, tree);
    assert_tree_found(tree, &disc.disc);
    fsimage_tree_drop(&tree);

    tree = import(&disc, revision, &second);
    assert_int_equal(second.udf_tag_serial, 2);
    assert_int_equal(second.udf_partition_start, first.udf_partition_start);
    assert_true(second.udf_next_unique_id > first.udf_next_unique_id);
    assert_true(second.end > first.end);
    change(tree, u"third");
    burn(&disc, tree);
    assert_tree_found(tree, &disc.disc);
    assert_int_equal(find(tree, u"removed"), FSIMAGE_NO_ITEM);
    assert_int_not_equal(find(tree, u"old\\large"), FSIMAGE_NO_ITEM);
    fsimage_tree_drop(&tree);
    byte_source_drop(&disc.disc.source);
}

static void test_sessions__written_once(void **state)
{
    (void)state;
    for (size_t i = 0; i < UDF_REVISION_COUNT; i++)
        assert_sessions(udf_revisions[i], false);
}

static void test_sessions__written_over(void **state)
{
    (void)state;
    for (size_t i = 0; i < UDF_REVISION_COUNT; i++)
        assert_sessions(udf_revisions[i], true);
}

/* The older sessions of a disc that is written once can still be read. */
static void test_sessions__older_ones_stay(void **state)
{
    struct disc disc = { 0 };
    struct fsimage_tree *first = make_first_tree(UDF_REVISION_250);
    struct fsimage_tree *second;
    struct fsimage_disc older;
    struct fsimage_volume_info info;

    (void)state;
    burn(&disc, first);
    older = disc.disc;
    second = import(&disc, UDF_REVISION_250, &info);
    change(second, u"new");
    burn(&disc, second);
    older.source = disc.disc.source;

    assert_tree_found(first, &older);
    fsimage_tree_drop(&first);
    fsimage_tree_drop(&second);
    byte_source_drop(&disc.disc.source);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sessions__written_once),
        cmocka_unit_test(test_sessions__written_over),
        cmocka_unit_test(test_sessions__older_ones_stay),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
