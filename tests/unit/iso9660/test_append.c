/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of sessions behind others: read by iso9660/reader.h, written by iso9660/writer.h. */
#include "support/cmocka_all.h"

#include "fsimage/import.h"
#include "stream/memory_source.h"
#include "unit/iso9660/disc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NEXT_START 1000u

/* Imports the session at 0 of a disc, which stays. */
static struct fsimage_tree *import_disc(const struct disc *made,
                                        const struct fsimage_volume_reader_class *class)
{
    const struct fsimage_import_options options = { .next_start = NEXT_START };
    struct fsimage_disc disc = { .last_block = made->image.blocks - 1 };
    struct fsimage_tree *tree = make_iso_tree();
    struct fsimage_volume_info info;
    struct fsimage_problem problem;

    assert_int_equal(memory_source_create(made->image.bytes,
                                          (size_t)made->image.blocks * ISO9660_BLOCK_SIZE,
                                          &disc.source),
                     STATUS_OK);
    assert_int_equal(fsimage_tree_import(tree, &disc, class, &options, &info, &problem), STATUS_OK);
    byte_source_drop(&disc.source);
    return tree;
}

/* The disc as it is after the session of `tree`, which is dropped, was burned. To be dropped. */
static struct byte_source *burn(const struct disc *made, struct fsimage_tree *tree)
{
    struct image image = make_image(tree);
    const size_t start = (size_t)NEXT_START * ISO9660_BLOCK_SIZE;
    const size_t size = (size_t)image.blocks * ISO9660_BLOCK_SIZE;
    uint8_t *bytes = calloc(1, start + size);
    struct byte_source *source;

    assert_int_equal(image.session_start, NEXT_START);
    memcpy(bytes, made->image.bytes, (size_t)made->image.blocks * ISO9660_BLOCK_SIZE);
    memcpy(bytes + start, image.bytes, size);
    assert_int_equal(memory_source_create(bytes, start + size, &source), STATUS_OK);
    free(bytes);
    drop_image(&image);
    return source;
}

static void test_append__old_files_stay_where_they_are(void **state)
{
    struct fsimage_tree *tree = make_iso_tree();
    struct listing *listing = calloc(1, sizeof(*listing));
    struct byte_source *source;
    struct disc disc;

    (void)state;
    add_directory(tree, u"Folder");
    add_file(tree, u"Folder\\old file.txt", "old", 3);
    add_file(tree, u"Folder\\empty", "", 0);
    add_zeros(tree, u"big", 5000);
    disc = make_disc(tree);
    tree = import_disc(&disc, &iso9660_joliet_volume_reader_class);
    add_file(tree, u"Folder\\new", "new", 3);
    source = burn(&disc, tree);

    list_source(&iso9660_joliet_volume_reader_class, source, NEXT_START, listing);
    assert_int_equal(listing->status, STATUS_OK);
    assert_string_equal(listing->text, "Folder/\n"
                                       "Folder/empty\n"
                                       "Folder/new 3@1027\n"
                                       "Folder/old file.txt 3@30\n"
                                       "big 5000@27\n");
    list_source(&iso9660_volume_reader_class, source, NEXT_START, listing);
    assert_string_equal(listing->text, "BIG 5000@27\n"
                                       "FOLDER/\n"
                                       "FOLDER/EMPTY\n"
                                       "FOLDER/NEW 3@1027\n"
                                       "FOLDER/OLD_FILE.TXT 3@30\n");
    byte_source_drop(&source);
    drop_disc(&disc);
    free(listing);
}

/* A file in several places has a section for each, at every level. */
static void test_append__files_of_several_runs(void **state)
{
    struct disc disc = make_disc(NULL);
    struct listing *listing = calloc(1, sizeof(*listing));
    struct byte_source *source;

    (void)state;
    put_record(&disc, "A.B;1", 200, 4096, ISO9660_FLAG_NOT_LAST_EXTENT);
    put_record(&disc, "A.B;1", 210, 2048, ISO9660_FLAG_NOT_LAST_EXTENT);
    put_record(&disc, "A.B;1", 205, 1, 0);
    put_record(&disc, "C.;1", 200, 5, 0);
    source = burn(&disc, import_disc(&disc, &iso9660_volume_reader_class));

    list_source(&iso9660_volume_reader_class, source, NEXT_START, listing);
    assert_int_equal(listing->status, STATUS_OK);
    assert_string_equal(listing->text, "A.B 4096@200+2048@210+1@205\nC 5@200\n");
    list_source(&iso9660_joliet_volume_reader_class, source, NEXT_START, listing);
    assert_string_equal(listing->text, "A.B 4096@200+2048@210+1@205\nC 5@200\n");
    byte_source_drop(&source);
    drop_disc(&disc);
    free(listing);
}

/* More sections than a block holds, so that one begins in the midst of them. */
static void test_append__sections_of_runs_cross_blocks(void **state)
{
    struct disc disc = make_disc(NULL);
    struct listing *before = calloc(1, sizeof(*before));
    struct listing *after = calloc(1, sizeof(*after));
    struct byte_source *source;

    (void)state;
    for (uint32_t i = 0; i < 30; i++)
        put_record(&disc, "A NAME OF MANY UNITS.EXT;1", 40 + 2 * i, 2048,
                   i < 29 ? ISO9660_FLAG_NOT_LAST_EXTENT : 0);
    put_record(&disc, "B.;1", 200, 5, 0);
    list_disc(&disc, before);
    assert_int_equal(before->status, STATUS_OK);
    source = burn(&disc, import_disc(&disc, &iso9660_volume_reader_class));

    /* Each of 30 records takes 86 bytes in Joliet, which is more than 2048. */
    list_source(&iso9660_joliet_volume_reader_class, source, NEXT_START, after);
    assert_int_equal(after->status, STATUS_OK);
    assert_string_equal(after->text, before->text);
    byte_source_drop(&source);
    drop_disc(&disc);
    free(before);
    free(after);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_append__old_files_stay_where_they_are),
        cmocka_unit_test(test_append__files_of_several_runs),
        cmocka_unit_test(test_append__sections_of_runs_cross_blocks),
    };

    return cmocka_run_group_tests_name("iso9660/append", tests, NULL, NULL);
}
