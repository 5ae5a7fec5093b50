/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of udf/writer.h: sessions that follow others, behind them and over them. */
#include "support/cmocka_all.h"

#include "fsimage/import.h"
#include "fsimage/session.h"
#include "stream/memory_source.h"
#include "udf/structures.h"
#include "udf/tag.h"
#include "udf/volume.h"
#include "udf/volume_structures.h"
#include "unit/udf/images.h"

#include <stdlib.h>
#include <string.h>

/* What a disc holds when an image was burned on it. */
struct disc {
    uint8_t *bytes;
    uint32_t blocks;
};

/* Burns the image's stream, which begins at block `first`. */
static void burn(struct disc *disc, const struct udf_disc_image *image, uint32_t first)
{
    const uint32_t blocks = fsimage_result_total_blocks(image->result);
    struct byte_source *source;

    disc->bytes = realloc(disc->bytes, (size_t)(first + blocks) * UDF_BLOCK_SIZE);
    if (first > disc->blocks)
        memset(disc->bytes + (size_t)disc->blocks * UDF_BLOCK_SIZE, 0,
               (size_t)(first - disc->blocks) * UDF_BLOCK_SIZE);
    disc->blocks = first + blocks;
    assert_int_equal(fsimage_result_source(image->result, &source), STATUS_OK);
    assert_int_equal(byte_source_read_exact(source, 0, disc->bytes + (size_t)first * UDF_BLOCK_SIZE,
                                            (size_t)blocks * UDF_BLOCK_SIZE),
                     STATUS_OK);
    byte_source_drop(&source);
}

static struct byte_source *open_disc(const struct disc *disc)
{
    struct byte_source *source;

    assert_int_equal(
        memory_source_create(disc->bytes, (size_t)disc->blocks * UDF_BLOCK_SIZE, &source),
        STATUS_OK);
    return source;
}

/* A tree that continues the session at `start` of the disc. */
static struct fsimage_tree *import(const struct disc *disc, uint32_t start,
                                   const struct fsimage_import_options *options)
{
    struct fsimage_tree *tree = make_volume_tree(FSIMAGE_UDF, UDF_REVISION_102);
    struct byte_source *source = open_disc(disc);
    const struct fsimage_disc from = { source, start, disc->blocks - 1 };
    struct fsimage_volume_info info;
    struct fsimage_problem problem;
    const enum status status =
        fsimage_tree_import(tree, &from, &udf_volume_reader_class, options, &info, &problem);

    if (status != STATUS_OK)
        fail_msg("the import gave %s, %s at %lld", status_name(status),
                 fsimage_problem_kind_name(problem.kind), (long long)problem.first);
    byte_source_drop(&source);
    return tree;
}

/* Holds what a reader finds in the session at `start` of the disc against the tree. */
static void check_disc(const struct disc *disc, uint32_t start, struct fsimage_tree *tree)
{
    struct udf_disc_image image = {
        .tree = tree,
        .image = open_disc(disc),
        .blocks = disc->blocks - start,
        .start = start,
    };

    check_udf_image(&image);
    byte_source_drop(&image.image);
}

static struct disc make_first_session(unsigned file_systems, unsigned revision)
{
    struct fsimage_tree *tree = make_volume_tree(file_systems, revision);
    struct disc disc = { 0 };
    struct udf_disc_image image;

    add_directory(tree, u"old");
    add_noise(tree, u"old\\a", 1, 5000);
    add_noise(tree, u"old\\b", 2, 100);
    add_noise(tree, u"c", 3, 0);
    add_noise(tree, u"removed", 4, 70000);
    if (revision >= UDF_REVISION_200)
        add_noise_stream(tree, add_noise(tree, u"d", 5, 10), u"stream", 6, 9000);
    image = make_udf_image(tree);
    burn(&disc, &image, 0);
    drop_udf_image(&image);
    return disc;
}

static void change(struct fsimage_tree *tree)
{
    struct fsimage_problem problem;

    add_noise(tree, u"old\\new", 7, 4000);
    add_directory(tree, u"directory");
    add_noise(tree, u"directory\\small", 8, 10);
    assert_int_equal(fsimage_tree_remove(tree, FSIMAGE_ROOT, u"removed", 7, &problem), STATUS_OK);
}

static struct udf_integrity integrity_at(const struct disc *disc, uint32_t start)
{
    struct udf_integrity integrity;

    memcpy(&integrity, disc->bytes + (size_t)(start + 273) * UDF_BLOCK_SIZE, sizeof(integrity));
    return integrity;
}

static struct udf_partition partition_at(const struct disc *disc, uint32_t start)
{
    struct udf_partition partition;

    memcpy(&partition, disc->bytes + (size_t)(start + 259) * UDF_BLOCK_SIZE, sizeof(partition));
    return partition;
}

/* Behind the last session: complete by itself, in the partition of the first. */
static void test_writer_sessions__sequential(void **state)
{
    static const unsigned sets[] = { FSIMAGE_UDF, BRIDGE };

    (void)state;
    for (size_t i = 0; i < 2 * sizeof(udf_revisions) / sizeof(udf_revisions[0]); i++) {
        struct disc disc = make_first_session(sets[i % 2], udf_revisions[i / 2]);
        struct fsimage_import_options options = { .next_start = disc.blocks + 400 };
        uint64_t unique_id = le64_get(integrity_at(&disc, 0).next_unique_id);
        uint32_t previous = 0;

        for (uint32_t number = 2; number <= 3; number++) {
            struct fsimage_tree *tree = import(&disc, previous, &options);
            struct udf_disc_image image;

            assert_int_equal(fsimage_tree_udf_revision(tree), udf_revisions[i / 2]);
            if (number == 2)
                change(tree);
            image = make_udf_image(tree);
            assert_int_equal(fsimage_tree_session(tree)->number, number);
            assert_int_equal(image.start, options.next_start);
            burn(&disc, &image, image.start);
            check_disc(&disc, image.start, tree);
            assert_int_equal(le32_get(partition_at(&disc, image.start).start), 288);
            assert_true(le64_get(integrity_at(&disc, image.start).next_unique_id) > unique_id);
            unique_id = le64_get(integrity_at(&disc, image.start).next_unique_id);
            previous = image.start;
            options.next_start = disc.blocks + 416;
            drop_udf_image(&image);
        }
        free(disc.bytes);
    }
}

/* Over a medium that can be rewritten: the anchor in block 256 of the disc leads to the last. */
static void test_writer_sessions__overlay(void **state)
{
    static const struct fsimage_import_options options = { .is_overlay = true, .write_unit = 16 };

    (void)state;
    for (size_t i = 0; i < sizeof(udf_revisions) / sizeof(udf_revisions[0]); i++) {
        struct disc disc = make_first_session(FSIMAGE_UDF, udf_revisions[i]);

        for (uint32_t number = 2; number <= 3; number++) {
            struct fsimage_tree *tree = import(&disc, 0, &options);
            struct udf_disc_image image;
            struct udf_anchor anchor;
            uint16_t identifier;

            if (number == 2)
                change(tree);
            image = make_udf_image(tree);
            burn(&disc, &image, 0);
            check_disc(&disc, 0, tree);
            memcpy(&anchor, disc.bytes + 256 * UDF_BLOCK_SIZE, sizeof(anchor));
            assert_int_equal(
                udf_tag_check(disc.bytes + 256 * UDF_BLOCK_SIZE, UDF_BLOCK_SIZE, 256, &identifier),
                STATUS_OK);
            assert_int_equal(identifier, UDF_TAG_ANCHOR);
            assert_int_equal(le32_get(anchor.main_sequence.location),
                             fsimage_tree_session_start(tree) + 257);
            assert_int_equal(le16_get(anchor.tag.serial), number);
            drop_udf_image(&image);
        }
        free(disc.bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_writer_sessions__sequential),
        cmocka_unit_test(test_writer_sessions__overlay),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
