/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of iso9660/reader.h: what was written, what others write, and what nobody should. */
#include "support/allocation_failure.h"
#include "support/cmocka_all.h"

#include "stream/memory_source.h"
#include "unit/iso9660/disc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PLACE  200u /* a block that no image of these tests uses */
#define HIDDEN ISO9660_FLAG_HIDDEN
#define FOLDER ISO9660_FLAG_DIRECTORY
#define MORE   ISO9660_FLAG_NOT_LAST_EXTENT

static struct fsimage_tree *make_small_tree(void)
{
    struct fsimage_tree *tree = make_iso_tree();
    struct fsimage_problem problem;

    add_directory(tree, u"Folder");
    add_directory(tree, u"Folder\\Sub");
    add_directory(tree, u"empty");
    add_file(tree, u"Folder\\Sub\\data.bin", "0123456789", 10);
    add_file(tree, u"Folder\\no content", "", 0);
    add_zeros(tree, u"big.bin", 5000);
    add_file(tree, u"README", "r", 1);
    assert_int_equal(fsimage_item_set_hidden(tree, find(tree, u"README"), true, &problem),
                     STATUS_OK);
    assert_int_equal(fsimage_item_set_hidden(tree, find(tree, u"empty"), true, &problem),
                     STATUS_OK);
    return tree;
}

static void list_image(const struct fsimage_volume_reader_class *class, const struct disc *disc,
                       struct listing *listing)
{
    struct byte_source *source;

    assert_int_equal(memory_source_create(disc->image.bytes,
                                          (size_t)disc->image.blocks * ISO9660_BLOCK_SIZE, &source),
                     STATUS_OK);
    list_source(class, source, 0, listing);
    byte_source_drop(&source);
}

static void assert_name(const struct listing *listing, const char16 *expected)
{
    assert_text(listing->info.name, listing->info.name_length, expected);
}

static void test_reader__roundtrip(void **state)
{
    struct disc disc = make_disc(make_small_tree());
    struct listing listing;

    (void)state;
    list_disc(&disc, &listing);

    assert_int_equal(listing.status, STATUS_OK);
    assert_string_equal(listing.text, "BIG.BIN 5000@31\n"
                                      "EMPTY/ hidden\n"
                                      "FOLDER/\n"
                                      "FOLDER/NO_CONTENT\n"
                                      "FOLDER/SUB/\n"
                                      "FOLDER/SUB/DATA.BIN 10@34\n"
                                      "README 1@35 hidden\n");
    assert_int_equal(listing.info.file_systems, FSIMAGE_ISO9660 | FSIMAGE_JOLIET);
    assert_name(&listing, u"TEST");
    assert_int_equal(listing.info.directory_count, 4);
    assert_int_equal(listing.info.file_count, -1);
    assert_int_equal(listing.info.end, disc.image.blocks);
    assert_int_equal(listing.info.obstacle, FSIMAGE_APPEND_POSSIBLE);
    assert_int_equal(listing.info.udf_revision, 0);
    drop_disc(&disc);
}

static void test_reader__roundtrip_of_joliet(void **state)
{
    struct fsimage_tree *tree = make_small_tree();
    struct disc disc;
    struct listing listing;

    (void)state;
    add_file(tree, u"\U0001F600 trailing dot.", "x", 1);
    add_file(tree, u";1", "x", 1);
    disc = make_disc(tree);
    list_image(&iso9660_joliet_volume_reader_class, &disc, &listing);

    assert_int_equal(listing.status, STATUS_OK);
    assert_non_null(strstr(listing.text, "\xF0\x9F\x98\x80 trailing dot. 1@"));
    assert_non_null(strstr(listing.text, "_1 1@"));
    assert_non_null(strstr(listing.text, "Folder/no content\n"));
    assert_non_null(strstr(listing.text, "Folder/Sub/data.bin 10@"));
    assert_name(&listing, u"TEST");
    assert_int_equal(listing.info.directory_count, 4);
    drop_disc(&disc);
}

static void test_reader__accepts_all_escapes_of_joliet(void **state)
{
    struct disc disc = make_disc(make_small_tree());
    struct listing listing;

    (void)state;
    for (const char *level = "@CE"; *level != '\0'; level++) {
        disc.joliet->escape_sequences[2] = (uint8_t)*level;
        list_image(&iso9660_joliet_volume_reader_class, &disc, &listing);
        assert_int_equal(listing.status, STATUS_OK);
    }
    disc.joliet->escape_sequences[2] = 'A';
    list_image(&iso9660_joliet_volume_reader_class, &disc, &listing);
    assert_int_equal(listing.status, STATUS_NOT_FOUND);
    assert_int_equal(listing.problem.kind, FSIMAGE_PROBLEM_FILE_SYSTEM_NOT_FOUND);
    list_disc(&disc, &listing);
    assert_int_equal(listing.info.file_systems, FSIMAGE_ISO9660);
    drop_disc(&disc);
}

static void test_reader__finds_nothing_where_nothing_is(void **state)
{
    static uint8_t zeros[40 * ISO9660_BLOCK_SIZE];
    struct byte_source *source;
    struct listing listing;

    (void)state;
    assert_int_equal(memory_source_create(zeros, sizeof(zeros), &source), STATUS_OK);
    for (uint32_t start = 0; start < 60; start += 10) {
        list_source(&iso9660_volume_reader_class, source, start, &listing);
        assert_int_equal(listing.status, STATUS_NOT_FOUND);
        assert_int_equal(listing.problem.kind, FSIMAGE_PROBLEM_FILE_SYSTEM_NOT_FOUND);
        assert_int_equal(listing.problem.file_systems, FSIMAGE_ISO9660);
    }
    list_source(&iso9660_volume_reader_class, source, UINT32_MAX, &listing);
    assert_int_equal(listing.status, STATUS_NOT_FOUND);
    byte_source_drop(&source);
}

/* The last session of a disc: an earlier one's files are named by it as well. */
static void test_reader__reads_a_later_session(void **state)
{
    struct fsimage_tree *tree = make_small_tree();
    struct fsimage_problem problem;
    struct byte_source *source;
    struct listing listing;
    struct image image;
    uint8_t *bytes;

    (void)state;
    assert_int_equal(fsimage_tree_set_session_start(tree, 1000, &problem), STATUS_OK);
    image = make_image(tree);
    bytes = calloc(1000 + image.blocks, ISO9660_BLOCK_SIZE);
    memcpy(bytes + 1000 * ISO9660_BLOCK_SIZE, image.bytes,
           (size_t)image.blocks * ISO9660_BLOCK_SIZE);
    assert_int_equal(
        memory_source_create(bytes, (size_t)(1000 + image.blocks) * ISO9660_BLOCK_SIZE, &source),
        STATUS_OK);
    list_source(&iso9660_volume_reader_class, source, 1000, &listing);

    assert_int_equal(listing.status, STATUS_OK);
    assert_non_null(strstr(listing.text, "BIG.BIN 5000@1031\n"));
    assert_int_equal(listing.info.end, 1000 + image.blocks);
    list_source(&iso9660_volume_reader_class, source, 0, &listing);
    assert_int_equal(listing.status, STATUS_NOT_FOUND);
    byte_source_drop(&source);
    free(bytes);
    drop_image(&image);
}

static void assert_listed(const struct disc *disc, const char *expected)
{
    struct listing listing;

    list_disc(disc, &listing);
    assert_string_equal(status_name(listing.status), status_name(STATUS_OK));
    assert_string_equal(listing.text, expected);
}

static void test_reader__strips_versions_and_final_dots(void **state)
{
    struct disc disc = make_disc(NULL);

    (void)state;
    put_record(&disc, "A.;1", PLACE, 1, 0);
    put_record(&disc, "B", PLACE, 2, 0);
    put_record(&disc, "C.C;", PLACE, 3, 0);
    put_record(&disc, "D.D.;32767", PLACE, 4, 0);
    put_record(&disc, "E;F", PLACE, 5, 0);
    put_record(&disc, ";1", PLACE, 6, 0);
    put_record(&disc, ".", PLACE, 7, 0);
    put_record(&disc, "lower\xE9.x;1", PLACE, 8, 0);

    assert_listed(&disc, "A 1@200\nB 2@200\nC.C 3@200\nD.D 4@200\nE;F 5@200\n;1 6@200\n. 7@200\n"
                         "lower\xC3\xA9.x 8@200\n");
    drop_disc(&disc);
}

static void test_reader__takes_the_newest_version(void **state)
{
    struct disc disc = make_disc(NULL);

    (void)state;
    put_record(&disc, "A.B;3", PLACE, 3, 0);
    put_record(&disc, "A.B;2", PLACE, 2, 0);
    put_record(&disc, "A.B;1", PLACE, 1, 0);
    put_record(&disc, "A.C;1", PLACE, 4, 0);

    assert_listed(&disc, "A.B 3@200\nA.C 4@200\n");
    drop_disc(&disc);
}

static void test_reader__passes_over_associated_files(void **state)
{
    struct disc disc = make_disc(NULL);

    (void)state;
    put_record(&disc, "A.;1", PLACE, 4096, ISO9660_FLAG_ASSOCIATED | MORE);
    put_record(&disc, "A.;1", UINT32_MAX, 9, ISO9660_FLAG_ASSOCIATED);
    put_record(&disc, "A.;1", PLACE, 1, 0);

    assert_listed(&disc, "A 1@200\n");
    drop_disc(&disc);
}

static void test_reader__joins_extents(void **state)
{
    struct disc disc = make_disc(NULL);

    (void)state;
    put_record(&disc, "A.;1", PLACE, 4096, MORE);
    put_record(&disc, "A.;1", PLACE + 2, 2048, MORE);
    put_record(&disc, "A.;1", PLACE + 9, 2048, MORE);
    put_record(&disc, "A.;1", PLACE + 12, 0, MORE);
    put_record(&disc, "A.;1", PLACE + 10, 5, HIDDEN);
    put_record(&disc, "B.;1", 0, 0, 0);

    assert_listed(&disc, "A 6144@200+2053@209\nB\n");
    drop_disc(&disc);
}

static void test_reader__steps_over_extended_attributes(void **state)
{
    struct disc disc = make_disc(NULL);

    (void)state;
    put_record(&disc, "A.;1", PLACE, 10, 0)->extended_attribute_length = 3;

    assert_listed(&disc, "A 10@203\n");
    drop_disc(&disc);
}

static void test_reader__takes_numbers_that_writers_get_wrong(void **state)
{
    struct disc disc = make_disc(NULL);
    struct iso9660_directory_record *record = put_record(&disc, "A.;1", PLACE, 10, 0);

    (void)state;
    record->extent.be = (be32){ { 0, 0, 0, 0 } };
    record->data_length.be = (be32){ { 10, 0, 0, 0 } };
    record->volume_sequence_number.be = (be16){ { 0, 0 } };
    disc.primary->volume_set_size = both16_of(0);
    disc.primary->logical_block_size.be = (be16){ { 0, 0x08 } };

    assert_listed(&disc, "A 10@200\n");
    drop_disc(&disc);
}

static enum status note_time(void *context, const struct fsimage_found_item *item)
{
    *(int64_t *)context = item->times.modification;
    return STATUS_OK;
}

/* What the reader makes of a record's seven bytes. */
static int64_t time_of(const char *date)
{
    static const struct fsimage_volume_sink sink = { .file = note_time };
    struct disc made = make_disc(NULL);
    struct fsimage_disc disc = { .last_block = made.image.blocks - 1 };
    struct fsimage_volume *volume;
    struct fsimage_problem problem;
    int64_t time = 0;

    memcpy(&put_record(&made, "A.;1", 0, 0, 0)->date, date, sizeof(struct iso9660_record_date));
    assert_int_equal(memory_source_create(made.image.bytes,
                                          (size_t)made.image.blocks * ISO9660_BLOCK_SIZE,
                                          &disc.source),
                     STATUS_OK);
    assert_int_equal(iso9660_volume_reader_class.open(&disc, &volume, &problem), STATUS_OK);
    assert_int_equal(iso9660_volume_reader_class.walk(volume, &sink, &time, &problem), STATUS_OK);
    iso9660_volume_reader_class.close(volume);
    byte_source_drop(&disc.source);
    drop_disc(&made);
    return time;
}

static void test_reader__dates(void **state)
{
    const int64_t hour = INT64_C(36000000000);
    const int64_t never = INT64_C(116444736000000000); /* 1 January 1970 */

    (void)state;
    assert_int_equal(time_of("\170\1\1\0\0\0\0"), TEST_TIME);
    assert_int_equal(time_of("\170\1\1\1\0\0\0"), TEST_TIME + hour);
    assert_int_equal(time_of("\170\1\1\1\0\0\4"), TEST_TIME);
    assert_int_equal(time_of("\170\1\1\0\0\0\xEC"), TEST_TIME + 5 * hour);
    assert_int_equal(time_of("\170\1\1\0\0\0\x7F"), TEST_TIME);
    assert_int_equal(time_of("\0\0\0\0\0\0\0"), never);
    assert_int_equal(time_of("\170\2\36\0\0\0\0"), never);
    assert_int_equal(time_of("\170\1\1\30\0\0\0"), never);
}

static void test_reader__stub_of_a_bootable_disc_is_no_volume(void **state)
{
    struct disc disc = make_disc(NULL);
    uint8_t *descriptors = disc.image.bytes + 17 * ISO9660_BLOCK_SIZE;
    struct listing listing;

    (void)state;
    memcpy(descriptors, "\0CD001\1EL TORITO SPECIFICATION", 31);
    memcpy(descriptors + ISO9660_BLOCK_SIZE, "\377CD001\1", 8);
    memcpy(descriptors + 2 * ISO9660_BLOCK_SIZE, "\0BEA01\1", 8);
    list_disc(&disc, &listing);
    assert_int_equal(listing.status, STATUS_OK);

    memcpy(descriptors + 3 * ISO9660_BLOCK_SIZE, "\0NSR02\1", 8);
    assert_refused(&disc, STATUS_NOT_FOUND, FSIMAGE_PROBLEM_FILE_SYSTEM_NOT_FOUND);

    put_record(&disc, "A.;1", PLACE, 1, 0);
    assert_listed(&disc, "A 1@200\n");
    drop_disc(&disc);
}

static void assert_inconsistent(struct disc *disc)
{
    assert_refused(disc, STATUS_CORRUPT, FSIMAGE_PROBLEM_FILE_SYSTEM_INCONSISTENT);
    drop_disc(disc);
}

static void test_reader__corrupt_descriptor(void **state)
{
    struct disc disc = make_disc(make_small_tree());

    (void)state;
    disc.primary->root.record.extent = both32_of(disc.image.blocks);
    assert_inconsistent(&disc);
    disc = make_disc(NULL);
    disc.primary->root.record.data_length = both32_of(disc.image.blocks * ISO9660_BLOCK_SIZE);
    assert_inconsistent(&disc);
    disc = make_disc(NULL);
    disc.primary->root.record.data_length = both32_of(0);
    assert_inconsistent(&disc);
    disc = make_disc(NULL);
    disc.primary->root.record.flags = 0;
    assert_inconsistent(&disc);
    disc = make_disc(NULL);
    disc.primary->root.record.length = 0;
    assert_inconsistent(&disc);
    disc = make_disc(NULL);
    disc.primary->root.record.extent.be = be32_of(77);
    assert_inconsistent(&disc);
    disc = make_disc(NULL);
    disc.primary->logical_block_size.be = be16_of(1024);
    assert_inconsistent(&disc);
    disc = make_disc(NULL);
    disc.primary->volume_set_size.be = be16_of(7);
    assert_inconsistent(&disc);
    disc = make_disc(NULL);
    disc.primary->volume_sequence_number.be = be16_of(7);
    assert_inconsistent(&disc);
}

static void assert_feature(struct disc *disc, const char16 *feature)
{
    struct listing listing;

    list_disc(disc, &listing);
    assert_int_equal(listing.status, STATUS_NOT_SUPPORTED);
    assert_problem(&listing.problem, FSIMAGE_PROBLEM_FEATURE_NOT_SUPPORTED, feature);
    assert_int_equal(listing.problem.file_systems, FSIMAGE_ISO9660);
    drop_disc(disc);
}

static void test_reader__features_that_are_not_supported(void **state)
{
    struct disc disc = make_disc(NULL);

    (void)state;
    disc.primary->logical_block_size = both16_of(512);
    assert_feature(&disc, u"block size");
    disc = make_disc(NULL);
    disc.primary->volume_set_size = both16_of(2);
    assert_feature(&disc, u"volume set");
    disc = make_disc(NULL);
    put_record(&disc, "A.;1", PLACE, 1, 0)->volume_sequence_number = both16_of(2);
    assert_feature(&disc, u"volume set");
    disc = make_disc(NULL);
    put_record(&disc, "A.;1", PLACE, 1, 0)->interleave_gap = 1;
    assert_feature(&disc, u"interleaved file");
}

static void test_reader__corrupt_record(void **state)
{
    struct disc disc = make_disc(NULL);

    (void)state;
    put_record(&disc, "A.;1", PLACE, 1, 0)->length = 33;
    assert_inconsistent(&disc);
    disc = make_disc(NULL);
    put_record(&disc, "A.;1", PLACE, 1, 0)->identifier_length = 0;
    assert_inconsistent(&disc);
    disc = make_disc(NULL);
    put_record(&disc, "A.;1", PLACE, 1, 0)->identifier_length = 200;
    assert_inconsistent(&disc);
    disc = make_disc(NULL);
    put_record(&disc, "A.;1", PLACE, 1, 0)->extent.be = be32_of(PLACE + 1);
    assert_inconsistent(&disc);
    disc = make_disc(NULL);
    put_record(&disc, "A.;1", PLACE, 1, 0)->data_length.be = be32_of(2);
    assert_inconsistent(&disc);
    disc = make_disc(NULL);
    put_record(&disc, "A.;1", UINT32_MAX, 0, 0)->extended_attribute_length = 1;
    assert_inconsistent(&disc);
    disc = make_disc(NULL);
    while (disc.used + 42 <= ISO9660_BLOCK_SIZE)
        put_record(&disc, "12345.;1", 0, 0, 0);
    disc.root[disc.used] = 34; /* the block ends before it does */
    assert_inconsistent(&disc);
}

static void test_reader__corrupt_location(void **state)
{
    struct disc disc = make_disc(NULL);

    (void)state;
    put_record(&disc, "A.;1", disc.image.blocks - 1, 2048, 0);
    list_disc(&disc, &(struct listing){ 0 });
    put_record(&disc, "B.;1", disc.image.blocks - 1, 2049, 0);
    assert_inconsistent(&disc);
    disc = make_disc(NULL);
    put_record(&disc, "A.;1", UINT32_MAX, 1, 0);
    assert_inconsistent(&disc);
    disc = make_disc(NULL);
    put_record(&disc, "A", disc.image.blocks, 2048, FOLDER);
    assert_inconsistent(&disc);
    disc = make_disc(NULL);
    put_record(&disc, "A", PLACE, UINT32_MAX, FOLDER);
    assert_inconsistent(&disc);
}

/* A directory needs at least the records of itself and its parent, but is empty without them. */
static void test_reader__takes_directories_of_no_length(void **state)
{
    struct disc disc = make_disc(NULL);

    (void)state;
    put_record(&disc, "A", PLACE, 0, FOLDER);
    put_record(&disc, "B", 0, 0, FOLDER);
    assert_listed(&disc, "A/\nB/\n");
    drop_disc(&disc);
}

static void test_reader__corrupt_extents(void **state)
{
    struct disc disc = make_disc(NULL);

    (void)state;
    put_record(&disc, "A.;1", PLACE, 2048, MORE);
    assert_inconsistent(&disc);
    disc = make_disc(NULL);
    put_record(&disc, "A.;1", PLACE, 2048, MORE);
    put_record(&disc, "B.;1", PLACE, 2048, 0);
    assert_inconsistent(&disc);
    disc = make_disc(NULL);
    put_record(&disc, "A.;1", PLACE, 2048, MORE);
    put_record(&disc, "A.;1", PLACE, 2048, FOLDER);
    assert_inconsistent(&disc);
    disc = make_disc(NULL);
    put_record(&disc, "A.;1", PLACE, 2047, MORE);
    put_record(&disc, "A.;1", PLACE + 1, 1, 0);
    assert_inconsistent(&disc);
    disc = make_disc(NULL);
    put_record(&disc, "A", PLACE, 2048, FOLDER | MORE);
    assert_inconsistent(&disc);
}

static void test_reader__cycles_and_overlaps(void **state)
{
    struct disc disc = make_disc(make_small_tree());
    const uint32_t root = le32_get(disc.primary->root.record.extent.le);

    (void)state;
    put_record(&disc, "ZCYCLE", root, 2048, FOLDER);
    assert_inconsistent(&disc);
    disc = make_disc(make_small_tree());
    put_record(&disc, "ZTWICE", root + 1, 2048, FOLDER);
    assert_inconsistent(&disc);
    disc = make_disc(make_small_tree());
    put_record(&disc, "ZOVERLAP", root - 1, 8 * 2048, FOLDER);
    assert_inconsistent(&disc);
}

/* Room behind the records is fine, but lengths alone do not have a whole disc read. */
static void test_reader__empty_blocks_are_bounded(void **state)
{
    struct disc disc = make_disc(NULL);

    (void)state;
    put_record(&disc, "A", PLACE, 64 * 2048, FOLDER);
    put_record(&disc, "B.;1", PLACE, 1, 0);
    assert_listed(&disc, "A/\nB 1@200\n");
    drop_disc(&disc);
    disc = make_disc(NULL);
    put_record(&disc, "A", PLACE, 65 * 2048, FOLDER);
    assert_inconsistent(&disc);
}

/* A chain of directories, each in the next block, deeper than anybody has a use for. */
static void test_reader__depth_is_bounded(void **state)
{
    const uint32_t depth = 5000;
    struct fsimage_tree *tree = make_iso_tree();
    struct disc disc;
    uint32_t first;

    (void)state;
    add_zeros(tree, u"Z", depth * 2048);
    disc = make_disc(tree);
    first = disc.image.blocks - depth - 16;
    for (uint32_t i = 0; i < depth; i++) {
        static const uint8_t name[] = { 'D' };
        const struct iso9660_entry entry = {
            .extent = first + i + 1,
            .data_length = 2048,
            .flags = FOLDER,
            .identifier = name,
            .identifier_length = 1,
        };

        iso9660_record_encode(&entry, (uint8_t *)block_at(&disc.image, first + i));
    }
    put_record(&disc, "D", first, 2048, FOLDER);

    assert_feature(&disc, u"directories deeper than 4096 levels");
}

static void test_reader__counts_directories_of_the_path_table(void **state)
{
    struct disc disc = make_disc(make_small_tree());
    struct listing listing;

    (void)state;
    disc.primary->path_table_size = both32_of(UINT32_MAX);
    list_disc(&disc, &listing);
    assert_int_equal(listing.status, STATUS_OK);
    assert_int_equal(listing.info.directory_count, -1);
    disc.primary->path_table_size = both32_of(11);
    list_disc(&disc, &listing);
    assert_int_equal(listing.info.directory_count, -1);
    disc.primary->path_table_size = both32_of(10);
    list_disc(&disc, &listing);
    assert_int_equal(listing.info.directory_count, 1);
    disc.primary->path_table_size = both32_of(0);
    list_disc(&disc, &listing);
    assert_int_equal(listing.info.directory_count, -1);
    drop_disc(&disc);
}

static void test_reader__corrupt_joliet_name(void **state)
{
    struct disc disc = make_disc(make_small_tree());
    uint8_t *root = (uint8_t *)block_at(&disc.image, le32_get(disc.joliet->root.record.extent.le));
    struct listing listing;

    (void)state;
    root[68 + 32]--; /* of the first name: half a unit is left over */
    list_image(&iso9660_joliet_volume_reader_class, &disc, &listing);
    assert_int_equal(listing.status, STATUS_CORRUPT);
    assert_int_equal(listing.problem.file_systems, FSIMAGE_JOLIET);
    drop_disc(&disc);
}

/* A source that fails from a block on. */
struct bad_source {
    struct byte_source base;
    const uint8_t *bytes;
    uint64_t bad;
};

static enum status bad_read_at(struct byte_source *source, uint64_t offset, void *buffer,
                               size_t size, size_t *read)
{
    const struct bad_source *bad = (const struct bad_source *)source;

    *read = 0;
    if (offset + size > bad->bad)
        return STATUS_DEVICE;
    memcpy(buffer, bad->bytes + offset, size);
    *read = size;
    return STATUS_OK;
}

static void bad_destroy(struct byte_source *source)
{
    (void)source;
}

static void test_reader__read_failures(void **state)
{
    static const struct byte_source_ops ops = { .read_at = bad_read_at, .destroy = bad_destroy };
    struct disc disc = make_disc(make_small_tree());
    const uint32_t root = le32_get(disc.primary->root.record.extent.le);
    const uint32_t bad_blocks[] = { 16, 17, root, root + 1 };
    struct bad_source source = { .bytes = disc.image.bytes };
    struct listing listing;

    (void)state;
    byte_source_init(&source.base, &ops, (uint64_t)disc.image.blocks * ISO9660_BLOCK_SIZE);
    for (size_t i = 0; i < sizeof(bad_blocks) / sizeof(bad_blocks[0]); i++) {
        source.bad = (uint64_t)bad_blocks[i] * ISO9660_BLOCK_SIZE;
        list_source(&iso9660_volume_reader_class, &source.base, 0, &listing);
        assert_int_equal(listing.status, STATUS_DEVICE);
        assert_int_equal(listing.problem.kind, FSIMAGE_PROBLEM_IMPORT_READ_FAILURE);
        assert_int_equal(listing.problem.cause, STATUS_DEVICE);
        assert_int_equal(listing.problem.first, bad_blocks[i]);
    }
    drop_disc(&disc);
}

static enum status refuse_after(void *context, const struct fsimage_found_item *item)
{
    (void)item;
    return --*(int *)context < 0 ? STATUS_CANCELLED : STATUS_OK;
}

static enum status leave_gladly(void *context)
{
    (void)context;
    return STATUS_OK;
}

static void test_reader__ends_when_the_sink_wants(void **state)
{
    static const struct fsimage_volume_sink sink = { .enter = refuse_after,
                                                     .leave = leave_gladly,
                                                     .file = refuse_after };
    struct disc made = make_disc(make_small_tree());
    struct fsimage_disc disc = { .last_block = made.image.blocks - 1 };
    struct fsimage_volume *volume;
    struct fsimage_problem problem;

    (void)state;
    assert_int_equal(memory_source_create(made.image.bytes,
                                          (size_t)made.image.blocks * ISO9660_BLOCK_SIZE,
                                          &disc.source),
                     STATUS_OK);
    assert_int_equal(iso9660_volume_reader_class.open(&disc, &volume, &problem), STATUS_OK);
    for (int items = 0; items <= 7; items++) {
        int left = items;

        assert_int_equal(iso9660_volume_reader_class.walk(volume, &sink, &left, &problem),
                         items < 7 ? STATUS_CANCELLED : STATUS_OK);
    }
    iso9660_volume_reader_class.close(volume);
    byte_source_drop(&disc.source);
    drop_disc(&made);
}

static void test_reader__without_memory(void **state)
{
    struct disc disc = make_disc(make_small_tree());
    struct byte_source *source;
    struct listing *listing = calloc(1, sizeof(*listing));
    enum status status = STATUS_NO_MEMORY;
    size_t granted = 0;

    (void)state;
    assert_int_equal(memory_source_create(disc.image.bytes,
                                          (size_t)disc.image.blocks * ISO9660_BLOCK_SIZE, &source),
                     STATUS_OK);
    while (status != STATUS_OK) {
        allocation_failure_after(granted++);
        list_source(&iso9660_volume_reader_class, source, 0, listing);
        status = listing->status;
        assert_int_equal(allocation_failure_end(), status == STATUS_NO_MEMORY);
        assert_int_equal(listing->problem.kind, FSIMAGE_PROBLEM_NONE);
    }
    assert_true(granted > 5);
    byte_source_drop(&source);
    free(listing);
    drop_disc(&disc);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reader__roundtrip),
        cmocka_unit_test(test_reader__roundtrip_of_joliet),
        cmocka_unit_test(test_reader__accepts_all_escapes_of_joliet),
        cmocka_unit_test(test_reader__finds_nothing_where_nothing_is),
        cmocka_unit_test(test_reader__reads_a_later_session),
        cmocka_unit_test(test_reader__strips_versions_and_final_dots),
        cmocka_unit_test(test_reader__takes_the_newest_version),
        cmocka_unit_test(test_reader__passes_over_associated_files),
        cmocka_unit_test(test_reader__joins_extents),
        cmocka_unit_test(test_reader__steps_over_extended_attributes),
        cmocka_unit_test(test_reader__takes_numbers_that_writers_get_wrong),
        cmocka_unit_test(test_reader__dates),
        cmocka_unit_test(test_reader__stub_of_a_bootable_disc_is_no_volume),
        cmocka_unit_test(test_reader__corrupt_descriptor),
        cmocka_unit_test(test_reader__features_that_are_not_supported),
        cmocka_unit_test(test_reader__corrupt_record),
        cmocka_unit_test(test_reader__corrupt_location),
        cmocka_unit_test(test_reader__takes_directories_of_no_length),
        cmocka_unit_test(test_reader__corrupt_extents),
        cmocka_unit_test(test_reader__cycles_and_overlaps),
        cmocka_unit_test(test_reader__empty_blocks_are_bounded),
        cmocka_unit_test(test_reader__depth_is_bounded),
        cmocka_unit_test(test_reader__counts_directories_of_the_path_table),
        cmocka_unit_test(test_reader__corrupt_joliet_name),
        cmocka_unit_test(test_reader__read_failures),
        cmocka_unit_test(test_reader__ends_when_the_sink_wants),
        cmocka_unit_test(test_reader__without_memory),
    };

    return cmocka_run_group_tests_name("iso9660/reader", tests, NULL, NULL);
}
