/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Importing by udf/volume.h what is put together by hand: what comes of it in a tree. */
#include "support/cmocka_all.h"

#include "fsimage/import.h"
#include "fsimage/named_streams.h"
#include "fsimage/session.h"
#include "udf/volume.h"
#include "udf/writer.h"
#include "unit/fsimage/trees.h"
#include "unit/udf/volumes.h"

static struct fsimage_tree *make_tree_for_udf(void)
{
    static const struct fsimage_writer_class *const writers[] = { &udf_writer_class };
    struct fsimage_problem problem;
    struct fsimage_tree *tree;

    assert_int_equal(fsimage_tree_create(writers, 1, &tree), STATUS_OK);
    assert_int_equal(fsimage_tree_set_file_systems(tree, FSIMAGE_UDF, &problem), STATUS_OK);
    return tree;
}

static enum status import(struct fsimage_tree *tree, struct volume *volume, bool maps_names,
                          struct fsimage_problem *problem)
{
    const struct fsimage_import_options options = {
        .maps_illegal_names = maps_names,
        .next_start = 10 * VOLUME_BLOCKS,
    };
    const struct fsimage_disc disc = disc_of(volume);
    struct fsimage_volume_info info;

    return fsimage_tree_import(tree, &disc, &udf_volume_reader_class, &options, &info, problem);
}

static void assert_refused(struct volume *volume, enum status status,
                           enum fsimage_problem_kind kind)
{
    struct fsimage_tree *tree = make_tree_for_udf();
    struct fsimage_problem problem;
    uint64_t before;

    add_file(tree, u"own", "own", 3);
    before = fingerprint(tree);

    assert_int_equal(import(tree, volume, false, &problem), status);
    assert_int_equal(problem.kind, kind);
    assert_true(fingerprint(tree) == before);
    assert_false(fsimage_tree_is_imported(tree));
    fsimage_tree_drop(&tree);
}

static void put_embedded(struct volume *volume, uint32_t metadata, uint8_t file_type,
                         const void *bytes, size_t size)
{
    const struct test_entry entry = {
        .file_type = file_type,
        .flags = UDF_ICB_EMBEDDED,
        .size = size,
        .embedded = bytes,
    };

    put_entry(volume, metadata, &entry);
}

static void test_import__takes_what_there_is(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_201);
    struct fsimage_tree *tree = make_tree_for_udf();
    const struct test_entry file = { .file_type = UDF_FILE_REGULAR, .streams = 21 };
    struct fsimage_problem problem;
    struct byte_source *content;
    uint8_t names[128];
    char bytes[5];

    (void)state;
    put_embedded(volume, 20, UDF_FILE_DIRECTORY, names,
                 encode_name(volume, names, 0, 20, "small", UDF_FID_HIDDEN, 22));
    put_in_root(volume, "d", UDF_FID_DIRECTORY, 20);
    put_embedded(volume, 21, UDF_FILE_STREAM_DIRECTORY, names,
                 encode_name(volume, names, 0, 21, "stream", 0, 23));
    put_embedded(volume, 22, UDF_FILE_REGULAR, "hello", 5);
    put_embedded(volume, 23, UDF_FILE_REGULAR, "abc", 3);
    put_entry(volume, METADATA_FREE, &file);
    put_in_root(volume, "f", 0, METADATA_FREE);
    put_in_root(volume, "link", 0, METADATA_FREE);

    assert_int_equal(import(tree, volume, false, &problem), STATUS_OK);

    assert_children(tree, FSIMAGE_ROOT, u"d|f|link");
    assert_true(fsimage_item_info(tree, find(tree, u"d\\small")).is_hidden);
    assert_int_equal(fsimage_file_stream_count(tree, find(tree, u"f")), 1);
    assert_int_equal(fsimage_file_stream_count(tree, find(tree, u"link")), 1);
    assert_int_equal(fsimage_file_open_content(tree, find(tree, u"d\\small"), &content, &problem),
                     STATUS_OK);
    assert_int_equal(byte_source_read_exact(content, 0, bytes, 5), STATUS_OK);
    assert_memory_equal(bytes, "hello", 5);
    byte_source_drop(&content);
    fsimage_tree_drop(&tree);
    drop_volume(volume);
}

static void test_import__unique_ids_go_on(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_201);
    struct fsimage_tree *tree = make_tree_for_udf();
    const struct test_entry file = { .file_type = UDF_FILE_REGULAR, .unique_id = 5000 };
    struct fsimage_problem problem;

    (void)state;
    put_entry(volume, METADATA_FREE, &file);
    put_in_root(volume, "f", 0, METADATA_FREE);

    assert_int_equal(import(tree, volume, false, &problem), STATUS_OK);

    assert_int_equal(fsimage_tree_session(tree)->udf_next_unique_id, 5001);
    fsimage_tree_drop(&tree);
    drop_volume(volume);
}

static void test_import__hostile_names(void **state)
{
    static const char *const names[] = { "..", ".", "a/b", "a\\b", "a:b" };
    struct fsimage_problem problem;

    (void)state;
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        struct volume *volume = make_volume(UDF_REVISION_201);
        struct fsimage_tree *tree = make_tree_for_udf();

        put_file(volume, names[i], METADATA_FREE, 0, 0);
        assert_refused(volume, STATUS_INVALID_NAME, FSIMAGE_PROBLEM_INVALID_PATH);

        assert_int_equal(import(tree, volume, true, &problem), STATUS_OK);
        assert_children(tree, FSIMAGE_ROOT, i == 0 ? u"_." : i == 1 ? u"_" : u"a_b");
        fsimage_tree_drop(&tree);
        drop_volume(volume);
    }
}

static void test_import__damage_changes_nothing(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_201);

    (void)state;
    put_file(volume, "a", METADATA_FREE, VOLUME_DATA, 10);
    put_file(volume, "b", METADATA_FREE + 1, VOLUME_PARTITION_BLOCKS, 10);

    assert_refused(volume, STATUS_CORRUPT, FSIMAGE_PROBLEM_FILE_SYSTEM_INCONSISTENT);
    drop_volume(volume);
}

static void test_import__volume_that_cannot_be_continued(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_201);
    struct udf_partition *partition =
        (struct udf_partition *)volume_block(volume, PLACE_PARTITION_DESCRIPTOR);

    (void)state;
    partition->access_type = le32_of(UDF_ACCESS_OVERWRITABLE);
    reseal_block(volume, PLACE_PARTITION_DESCRIPTOR, UDF_DESCRIPTOR_SIZE);

    assert_refused(volume, STATUS_NOT_SUPPORTED, FSIMAGE_PROBLEM_INCOMPATIBLE_PREVIOUS_SESSION);
    drop_volume(volume);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_import__takes_what_there_is),
        cmocka_unit_test(test_import__unique_ids_go_on),
        cmocka_unit_test(test_import__hostile_names),
        cmocka_unit_test(test_import__damage_changes_nothing),
        cmocka_unit_test(test_import__volume_that_cannot_be_continued),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
