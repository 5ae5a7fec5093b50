/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of udf/volume.h: finding a volume, what it says of itself, and what is damaged of it. */
#include "support/allocation_failure.h"
#include "support/cmocka_all.h"

#include "udf/regid.h"
#include "udf/volume.h"
#include "unit/udf/volumes.h"

#include <string.h>

static const unsigned revisions[] = { UDF_REVISION_102, UDF_REVISION_150, UDF_REVISION_200,
                                      UDF_REVISION_201, UDF_REVISION_250, UDF_REVISION_260 };

#define REVISIONS (sizeof(revisions) / sizeof(revisions[0]))

static struct udf_logical_volume *logical_volume(struct volume *volume, uint32_t sequence)
{
    return (struct udf_logical_volume *)volume_block(volume, sequence + PLACE_LOGICAL_VOLUME -
                                                                 PLACE_MAIN_SEQUENCE);
}

static struct udf_partition *partition_descriptor(struct volume *volume)
{
    return (struct udf_partition *)volume_block(volume, PLACE_PARTITION_DESCRIPTOR);
}

/* A sequence that is changed on purpose shall not be saved by the other one. */
static void reseal_logical_volume(struct volume *volume)
{
    const struct udf_logical_volume *head = logical_volume(volume, PLACE_MAIN_SEQUENCE);

    reseal_block(volume, PLACE_LOGICAL_VOLUME, sizeof(*head) + le32_get(head->map_table_length));
    memset(volume_block(volume, PLACE_RESERVE_SEQUENCE), 0, UDF_BLOCK_SIZE);
}

static void damage(struct volume *volume, uint32_t block)
{
    volume_block(volume, block)[20] ^= 0x55;
}

static void test_volume__empty_of_every_revision(void **state)
{
    (void)state;
    for (size_t i = 0; i < REVISIONS; i++) {
        struct volume *volume = make_volume(revisions[i]);

        assert_list(volume, "");
        assert_int_equal(volume_info(volume).udf_revision, revisions[i]);
        drop_volume(volume);
    }
}

static void test_volume__files_of_every_revision(void **state)
{
    (void)state;
    for (size_t i = 0; i < REVISIONS; i++) {
        struct volume *volume = make_volume(revisions[i]);

        put_file(volume, "a.txt", METADATA_FREE, VOLUME_DATA, 5000);
        put_file(volume, "empty", METADATA_FREE + 1, 0, 0);

        assert_list(volume, "a.txt:5000@432 empty:0 ");
        drop_volume(volume);
    }
}

static void test_volume__info(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_201);
    const struct fsimage_volume_info info = volume_info(volume);

    (void)state;
    assert_int_equal(info.file_systems, FSIMAGE_UDF);
    assert_int_equal(info.name_length, 6);
    assert_memory_equal(info.name, u"VOLUME", sizeof(u"VOLUME"));
    assert_int_equal(info.udf_revision, UDF_REVISION_201);
    assert_int_equal(info.udf_minimum_write, UDF_REVISION_201);
    assert_int_equal(info.udf_partition_start, PLACE_PARTITION);
    assert_int_equal(info.udf_next_unique_id, 100);
    assert_int_equal(info.udf_tag_serial, 1);
    assert_int_equal(info.end, VOLUME_BLOCKS);
    assert_int_equal(info.directory_count, 3);
    assert_int_equal(info.file_count, 7);
    assert_int_equal(info.obstacle, FSIMAGE_APPEND_POSSIBLE);
    drop_volume(volume);
}

static void test_volume__end_is_behind_the_reserve_sequence(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_201);

    (void)state;
    damage(volume, PLACE_LAST_ANCHOR);

    assert_int_equal(volume_info(volume).end, PLACE_RESERVE_SEQUENCE + 16);
    drop_volume(volume);
}

static void test_volume__next_unique_id_is_above_all_that_were_met(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_201);
    const struct test_entry entry = { .file_type = UDF_FILE_REGULAR, .unique_id = 5000 };
    const struct test_entry absurd = { .file_type = UDF_FILE_REGULAR, .unique_id = UINT64_MAX };
    const struct fsimage_disc disc = disc_of(volume);
    struct fsimage_volume *opened;
    struct fsimage_volume_info info;
    struct fsimage_problem problem;
    char text[64];

    (void)state;
    put_entry(volume, METADATA_FREE, &entry);
    put_in_root(volume, "f", 0, METADATA_FREE);
    put_entry(volume, METADATA_FREE + 1, &absurd);
    put_in_root(volume, "g", 0, METADATA_FREE + 1);
    assert_int_equal(udf_volume_reader_class.open(&disc, &opened, &problem), STATUS_OK);
    assert_int_equal(list_opened(opened, &problem, text, sizeof(text)), STATUS_OK);

    udf_volume_reader_class.info(opened, &info);

    assert_int_equal(info.udf_next_unique_id, 5001);
    udf_volume_reader_class.close(opened);
    drop_volume(volume);
}

static void test_volume__absent(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_102);

    (void)state;
    memcpy(volume_block(volume, PLACE_RECOGNITION + 1) + 1, "CD001", 5);
    assert_unreadable(volume, STATUS_NOT_FOUND, FSIMAGE_PROBLEM_FILE_SYSTEM_NOT_FOUND);

    volume->blocks = 10;
    assert_unreadable(volume, STATUS_NOT_FOUND, FSIMAGE_PROBLEM_FILE_SYSTEM_NOT_FOUND);
    drop_volume(volume);
}

/* A disc that has fewer blocks than it was said to have. */
static void test_volume__shorter_than_told(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_102);
    struct fsimage_disc disc;
    struct fsimage_volume *opened;
    struct fsimage_problem problem;

    (void)state;
    volume->blocks = 10;
    disc = disc_of(volume);
    disc.last_block = VOLUME_BLOCKS;

    assert_int_equal(udf_volume_reader_class.open(&disc, &opened, &problem), STATUS_NOT_FOUND);
    drop_volume(volume);
}

static void test_volume__recognition_sequence_without_end(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_102);

    (void)state;
    for (uint32_t block = PLACE_RECOGNITION; block < PLACE_ANCHOR; block++)
        memcpy(volume_block(volume, block) + 1, "CD001", 5);

    assert_unreadable(volume, STATUS_NOT_FOUND, FSIMAGE_PROBLEM_FILE_SYSTEM_NOT_FOUND);
    drop_volume(volume);
}

static void test_volume__recognition_that_cannot_be_read(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_102);
    struct fsimage_problem problem;
    char text[64];

    (void)state;
    volume->bad_first = PLACE_RECOGNITION;
    volume->bad_count = 1;

    assert_int_equal(list_volume(volume, &problem, text, sizeof(text)), STATUS_IO);
    assert_int_equal(problem.kind, FSIMAGE_PROBLEM_IMPORT_READ_FAILURE);
    assert_int_equal(problem.first, PLACE_RECOGNITION);
    assert_int_equal(problem.cause, STATUS_IO);
    drop_volume(volume);
}

static void test_volume__session_past_the_end(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_102);
    struct fsimage_disc disc = disc_of(volume);
    struct fsimage_volume *opened;
    struct fsimage_problem problem;

    (void)state;
    disc.session_start = UINT32_MAX - 3;

    assert_int_equal(udf_volume_reader_class.open(&disc, &opened, &problem), STATUS_NOT_FOUND);
    drop_volume(volume);
}

static void test_volume__corrupt_anchor(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_102);

    (void)state;
    damage(volume, PLACE_ANCHOR);
    assert_list(volume, "");

    damage(volume, PLACE_LAST_ANCHOR);
    memcpy(volume_block(volume, VOLUME_BLOCKS - 1 - 256), volume_block(volume, PLACE_ANCHOR), 512);
    ((struct udf_tag *)volume_block(volume, VOLUME_BLOCKS - 1 - 256))->location =
        le32_of(VOLUME_BLOCKS - 1 - 256);
    assert_unreadable(volume, STATUS_CORRUPT, FSIMAGE_PROBLEM_FILE_SYSTEM_INCONSISTENT);

    damage(volume, VOLUME_BLOCKS - 1 - 256);
    reseal_block(volume, VOLUME_BLOCKS - 1 - 256, UDF_DESCRIPTOR_SIZE);
    assert_list(volume, "");
    drop_volume(volume);
}

static void test_volume__anchor_of_another_block(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_102);
    struct fsimage_problem problem;
    char text[64];

    (void)state;
    memcpy(volume_block(volume, PLACE_ANCHOR), volume_block(volume, PLACE_LAST_ANCHOR), 512);
    memset(volume_block(volume, PLACE_LAST_ANCHOR), 0, 512);

    assert_int_equal(list_volume(volume, &problem, text, sizeof(text)), STATUS_CORRUPT);
    drop_volume(volume);
}

static void test_volume__anchor_that_cannot_be_read(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_102);

    (void)state;
    volume->bad_first = PLACE_ANCHOR;
    volume->bad_count = 1;

    assert_list(volume, "");
    drop_volume(volume);
}

static void test_volume__blocks_of_another_size(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_102);

    (void)state;
    memcpy(volume_block(volume, PLACE_ANCHOR / 4), volume_block(volume, PLACE_ANCHOR), 512);
    memset(volume_block(volume, PLACE_ANCHOR), 0, 512);
    memset(volume_block(volume, PLACE_LAST_ANCHOR), 0, 512);
    assert_feature(volume, u"blocks that are not of 2048 bytes");
    drop_volume(volume);

    volume = make_volume(UDF_REVISION_102);
    logical_volume(volume, PLACE_MAIN_SEQUENCE)->block_size = le32_of(512);
    reseal_logical_volume(volume);
    assert_feature(volume, u"blocks that are not of 2048 bytes");
    drop_volume(volume);
}

static void test_volume__corrupt_main_sequence(void **state)
{
    (void)state;
    for (uint32_t block = PLACE_PRIMARY; block <= PLACE_TERMINATING; block++) {
        struct volume *volume = make_volume(UDF_REVISION_250);

        put_file(volume, "f", METADATA_FREE, VOLUME_DATA, 1);
        damage(volume, block);
        assert_list(volume, "f:1@432 ");

        damage(volume, block + PLACE_RESERVE_SEQUENCE - PLACE_MAIN_SEQUENCE);
        assert_unreadable(volume, STATUS_CORRUPT, FSIMAGE_PROBLEM_FILE_SYSTEM_INCONSISTENT);
        drop_volume(volume);
    }
}

static void test_volume__main_sequence_that_cannot_be_read(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_102);

    (void)state;
    volume->bad_first = PLACE_LOGICAL_VOLUME;
    volume->bad_count = 1;

    assert_list(volume, "");
    drop_volume(volume);
}

static void test_volume__highest_sequence_number_prevails(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_102);
    struct udf_partition *partition;

    (void)state;
    put_file(volume, "f", METADATA_FREE, VOLUME_DATA, 1);
    memcpy(volume_block(volume, PLACE_TERMINATING + 1), volume_block(volume, PLACE_TERMINATING),
           UDF_BLOCK_SIZE);
    memcpy(volume_block(volume, PLACE_TERMINATING),
           volume_block(volume, PLACE_PARTITION_DESCRIPTOR), UDF_BLOCK_SIZE);
    partition = (struct udf_partition *)volume_block(volume, PLACE_TERMINATING);
    partition->sequence_number = le32_of(0);
    partition->start = le32_of(3);
    partition->tag.location = le32_of(PLACE_TERMINATING);
    reseal_block(volume, PLACE_TERMINATING, UDF_DESCRIPTOR_SIZE);
    ((struct udf_tag *)volume_block(volume, PLACE_TERMINATING + 1))->location =
        le32_of(PLACE_TERMINATING + 1);
    reseal_block(volume, PLACE_TERMINATING + 1, UDF_DESCRIPTOR_SIZE);

    assert_list(volume, "f:1@432 ");
    drop_volume(volume);
}

static void test_volume__lower_sequence_number_is_void(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_102);
    struct udf_logical_volume *second =
        (struct udf_logical_volume *)volume_block(volume, PLACE_TERMINATING);

    (void)state;
    memcpy(second, logical_volume(volume, PLACE_MAIN_SEQUENCE), UDF_BLOCK_SIZE);
    second->sequence_number = le32_of(1);
    second->block_size = le32_of(512);
    second->tag.location = le32_of(PLACE_TERMINATING);
    reseal_block(volume, PLACE_TERMINATING, UDF_DESCRIPTOR_SIZE);

    assert_list(volume, "");
    drop_volume(volume);
}

static void test_volume__incomplete_sequence(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_102);

    (void)state;
    memcpy(volume_block(volume, PLACE_LOGICAL_VOLUME), volume_block(volume, PLACE_TERMINATING),
           UDF_BLOCK_SIZE);
    ((struct udf_tag *)volume_block(volume, PLACE_LOGICAL_VOLUME))->location =
        le32_of(PLACE_LOGICAL_VOLUME);
    reseal_block(volume, PLACE_LOGICAL_VOLUME, UDF_DESCRIPTOR_SIZE);
    assert_list(volume, "");

    memset(volume_block(volume, PLACE_RESERVE_SEQUENCE), 0, UDF_BLOCK_SIZE);
    assert_unreadable(volume, STATUS_CORRUPT, FSIMAGE_PROBLEM_FILE_SYSTEM_INCONSISTENT);
    drop_volume(volume);
}

/* ECMA-167 3/10.3: a sequence goes on where a pointer says; in circles it is damaged. */
static void test_volume__sequence_pointers(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_102);
    uint8_t *pointer = volume_block(volume, PLACE_PRIMARY);
    const struct udf_extent next = { le32_of(16 * UDF_BLOCK_SIZE),
                                     le32_of(PLACE_RESERVE_SEQUENCE) };
    const struct udf_extent circle = { le32_of(16 * UDF_BLOCK_SIZE), le32_of(PLACE_MAIN_SEQUENCE) };

    (void)state;
    ((struct udf_tag *)pointer)->identifier = le16_of(UDF_TAG_VOLUME_POINTER);
    memcpy(pointer + 20, &next, sizeof(next));
    reseal_block(volume, PLACE_PRIMARY, UDF_DESCRIPTOR_SIZE);
    assert_list(volume, "");

    memcpy(pointer + 20, &circle, sizeof(circle));
    reseal_block(volume, PLACE_PRIMARY, UDF_DESCRIPTOR_SIZE);
    assert_list(volume, "");
    damage(volume, PLACE_RESERVE_SEQUENCE);
    assert_unreadable(volume, STATUS_CORRUPT, FSIMAGE_PROBLEM_FILE_SYSTEM_INCONSISTENT);
    drop_volume(volume);
}

static void test_volume__several_volumes(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_102);

    (void)state;
    ((struct udf_primary_volume *)volume_block(volume, PLACE_PRIMARY))->volume_sequence_maximum =
        le16_of(2);
    reseal_block(volume, PLACE_PRIMARY, UDF_DESCRIPTOR_SIZE);

    assert_feature(volume, u"several volumes in a set");
    drop_volume(volume);
}

static void test_volume__several_partitions(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_102);
    struct udf_partition *second = (struct udf_partition *)volume_block(volume, PLACE_TERMINATING);

    (void)state;
    memcpy(second, partition_descriptor(volume), UDF_DESCRIPTOR_SIZE);
    second->number = le16_of(1);
    second->tag.location = le32_of(PLACE_TERMINATING);
    reseal_block(volume, PLACE_TERMINATING, UDF_DESCRIPTOR_SIZE);
    assert_feature(volume, u"several partitions");
    drop_volume(volume);

    volume = make_volume(UDF_REVISION_102);
    memcpy(logical_volume(volume, PLACE_MAIN_SEQUENCE) + 1, "\1\6\1\0\0\0\1\6\1\0\0\0", 12);
    logical_volume(volume, PLACE_MAIN_SEQUENCE)->map_count = le32_of(2);
    logical_volume(volume, PLACE_MAIN_SEQUENCE)->map_table_length = le32_of(12);
    reseal_logical_volume(volume);
    assert_feature(volume, u"several partitions");
    drop_volume(volume);
}

static void test_volume__foreign_partition_maps(void **state)
{
    static const struct {
        const char *identifier;
        const char16 *feature;
    } cases[] = {
        { UDF_VIRTUAL_PARTITION_IDENTIFIER, u"VAT" },
        { UDF_SPARABLE_PARTITION_IDENTIFIER, u"sparing table" },
        { "*Something Else", u"partition map" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct volume *volume = make_volume(UDF_REVISION_250);
        struct udf_metadata_map *map =
            (struct udf_metadata_map *)((uint8_t *)(logical_volume(volume, PLACE_MAIN_SEQUENCE) +
                                                    1) +
                                        sizeof(struct udf_partition_map));

        map->identifier = udf_regid_udf(cases[i].identifier, UDF_REVISION_250);
        reseal_logical_volume(volume);
        assert_feature(volume, cases[i].feature);
        map->type = 3;
        reseal_logical_volume(volume);
        assert_feature(volume, u"partition map");
        drop_volume(volume);
    }
}

static void test_volume__corrupt_map_table(void **state)
{
    static const uint8_t maps[][8] = {
        { 1, 6, 1, 0, 9, 0 }, /* a partition that is not there */
        { 1, 7, 1, 0, 0, 0 }, /* a length of its own */
        { 1, 0 },             /* no length */
        { 1, 255 },           /* past the table */
        { 2, 6 },             /* too short for an identifier */
    };

    (void)state;
    for (size_t i = 0; i < sizeof(maps) / sizeof(maps[0]); i++) {
        struct volume *volume = make_volume(UDF_REVISION_102);

        memcpy(logical_volume(volume, PLACE_MAIN_SEQUENCE) + 1, maps[i], sizeof(maps[i]));
        logical_volume(volume, PLACE_MAIN_SEQUENCE)->map_table_length = le32_of(sizeof(maps[i]));
        reseal_logical_volume(volume);
        assert_unreadable(volume, STATUS_CORRUPT, FSIMAGE_PROBLEM_FILE_SYSTEM_INCONSISTENT);
        drop_volume(volume);
    }
}

static void test_volume__corrupt_map_count(void **state)
{
    static const uint32_t counts[] = { 0, 2, UINT32_MAX };

    (void)state;
    for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
        struct volume *volume = make_volume(UDF_REVISION_102);

        logical_volume(volume, PLACE_MAIN_SEQUENCE)->map_count = le32_of(counts[i]);
        reseal_logical_volume(volume);
        assert_unreadable(volume, STATUS_CORRUPT, FSIMAGE_PROBLEM_FILE_SYSTEM_INCONSISTENT);
        drop_volume(volume);
    }
}

static void test_volume__corrupt_map_table_length(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_102);
    struct udf_logical_volume *head = logical_volume(volume, PLACE_MAIN_SEQUENCE);

    (void)state;
    head->map_table_length = le32_of(UINT32_MAX);
    reseal_block(volume, PLACE_LOGICAL_VOLUME, sizeof(*head));
    damage(volume, PLACE_RESERVE_SEQUENCE);

    assert_unreadable(volume, STATUS_CORRUPT, FSIMAGE_PROBLEM_FILE_SYSTEM_INCONSISTENT);
    drop_volume(volume);
}

static void test_volume__foreign_domain(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_102);

    (void)state;
    logical_volume(volume, PLACE_MAIN_SEQUENCE)->domain = udf_regid_of("*Other Domain");
    reseal_logical_volume(volume);

    assert_feature(volume, u"domain");
    drop_volume(volume);
}

static void test_volume__foreign_partition_contents(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_102);

    (void)state;
    partition_descriptor(volume)->contents = udf_regid_of("+CD001");
    reseal_block(volume, PLACE_PARTITION_DESCRIPTOR, UDF_DESCRIPTOR_SIZE);

    assert_feature(volume, u"partition contents");
    drop_volume(volume);
}

static void test_volume__corrupt_partition_start(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_102);

    (void)state;
    partition_descriptor(volume)->start = le32_of(UINT32_MAX);
    reseal_block(volume, PLACE_PARTITION_DESCRIPTOR, UDF_DESCRIPTOR_SIZE);

    assert_unreadable(volume, STATUS_CORRUPT, FSIMAGE_PROBLEM_FILE_SYSTEM_INCONSISTENT);
    drop_volume(volume);
}

static void test_volume__corrupt_file_set(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_102);

    (void)state;
    damage(volume, PLACE_PARTITION + METADATA_FILE_SET);
    assert_unreadable(volume, STATUS_CORRUPT, FSIMAGE_PROBLEM_FILE_SYSTEM_INCONSISTENT);
    drop_volume(volume);

    volume = make_volume(UDF_REVISION_102);
    logical_volume(volume, PLACE_MAIN_SEQUENCE)->file_set.block = le32_of(METADATA_ROOT);
    reseal_logical_volume(volume);
    assert_unreadable(volume, STATUS_CORRUPT, FSIMAGE_PROBLEM_FILE_SYSTEM_INCONSISTENT);

    logical_volume(volume, PLACE_MAIN_SEQUENCE)->file_set.partition = le16_of(7);
    reseal_logical_volume(volume);
    assert_unreadable(volume, STATUS_CORRUPT, FSIMAGE_PROBLEM_FILE_SYSTEM_INCONSISTENT);
    drop_volume(volume);
}

static struct udf_integrity *integrity_of(struct volume *volume)
{
    return (struct udf_integrity *)volume_block(volume, PLACE_INTEGRITY);
}

static struct udf_integrity_use *integrity_use_of(struct volume *volume)
{
    return (struct udf_integrity_use *)((uint8_t *)(integrity_of(volume) + 1) + 8);
}

static void test_volume__minimum_read_revision(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_201);

    (void)state;
    integrity_use_of(volume)->minimum_read_revision = le16_of(0x261);
    reseal_block(volume, PLACE_INTEGRITY, UDF_DESCRIPTOR_SIZE);

    assert_feature(volume, u"revision");
    drop_volume(volume);
}

static void test_volume__corrupt_integrity(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_201);
    struct fsimage_volume_info info;

    (void)state;
    damage(volume, PLACE_INTEGRITY);
    info = volume_info(volume);
    assert_int_equal(info.obstacle, FSIMAGE_APPEND_OPEN_INTEGRITY);
    assert_int_equal(info.file_count, -1);
    assert_int_equal(info.directory_count, -1);
    assert_list(volume, "");
    drop_volume(volume);
}

static void test_volume__corrupt_integrity_counts(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_201);

    (void)state;
    integrity_of(volume)->partition_count = le32_of(UINT32_MAX);
    reseal_block(volume, PLACE_INTEGRITY, UDF_DESCRIPTOR_SIZE);
    assert_int_equal(volume_info(volume).file_count, -1);

    integrity_of(volume)->partition_count = le32_of(1);
    integrity_of(volume)->implementation_use_length = le32_of(45);
    reseal_block(volume, PLACE_INTEGRITY, UDF_DESCRIPTOR_SIZE);
    assert_int_equal(volume_info(volume).file_count, -1);
    drop_volume(volume);
}

static void test_volume__integrity_goes_on_elsewhere(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_201);
    struct udf_integrity *second = (struct udf_integrity *)volume_block(volume, 300);

    (void)state;
    memcpy(second, integrity_of(volume), UDF_BLOCK_SIZE);
    second->tag.location = le32_of(300);
    second->next_unique_id = le64_of(777);
    integrity_of(volume)->type = le32_of(UDF_INTEGRITY_OPEN);
    integrity_of(volume)->next_extent =
        (struct udf_extent){ le32_of(UDF_BLOCK_SIZE), le32_of(300) };
    reseal_block(volume, PLACE_INTEGRITY, UDF_DESCRIPTOR_SIZE);
    reseal_block(volume, 300, UDF_DESCRIPTOR_SIZE);
    assert_int_equal(volume_info(volume).udf_next_unique_id, 777);
    assert_int_equal(volume_info(volume).obstacle, FSIMAGE_APPEND_POSSIBLE);

    second->next_extent = (struct udf_extent){ le32_of(UDF_BLOCK_SIZE), le32_of(PLACE_INTEGRITY) };
    reseal_block(volume, 300, UDF_DESCRIPTOR_SIZE);
    assert_int_equal(volume_info(volume).obstacle, FSIMAGE_APPEND_POSSIBLE);
    drop_volume(volume);
}

static void test_volume__obstacles(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_201);

    (void)state;
    integrity_use_of(volume)->minimum_write_revision = le16_of(0x261);
    reseal_block(volume, PLACE_INTEGRITY, UDF_DESCRIPTOR_SIZE);
    assert_int_equal(volume_info(volume).obstacle, FSIMAGE_APPEND_NEWER_REVISION);

    logical_volume(volume, PLACE_MAIN_SEQUENCE)->domain.suffix[2] = UDF_DOMAIN_HARD_WRITE_PROTECT;
    reseal_logical_volume(volume);
    assert_int_equal(volume_info(volume).obstacle, FSIMAGE_APPEND_WRITE_PROTECTED);

    integrity_of(volume)->type = le32_of(UDF_INTEGRITY_OPEN);
    reseal_block(volume, PLACE_INTEGRITY, UDF_DESCRIPTOR_SIZE);
    assert_int_equal(volume_info(volume).obstacle, FSIMAGE_APPEND_OPEN_INTEGRITY);

    partition_descriptor(volume)->length = le32_of(VOLUME_BLOCKS - PLACE_PARTITION);
    reseal_block(volume, PLACE_PARTITION_DESCRIPTOR, UDF_DESCRIPTOR_SIZE);
    assert_int_equal(volume_info(volume).obstacle, FSIMAGE_APPEND_WHOLE_MEDIUM);

    partition_descriptor(volume)->access_type = le32_of(UDF_ACCESS_OVERWRITABLE);
    reseal_block(volume, PLACE_PARTITION_DESCRIPTOR, UDF_DESCRIPTOR_SIZE);
    assert_int_equal(volume_info(volume).obstacle, FSIMAGE_APPEND_NOT_READ_ONLY);
    drop_volume(volume);
}

static void test_volume__corrupt_next_unique_id(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_201);

    (void)state;
    integrity_of(volume)->next_unique_id = le64_of(UINT64_MAX);
    reseal_block(volume, PLACE_INTEGRITY, UDF_DESCRIPTOR_SIZE);

    assert_int_equal(volume_info(volume).obstacle, FSIMAGE_APPEND_OPEN_INTEGRITY);
    drop_volume(volume);
}

static void test_volume__corrupt_metadata_file(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_250);

    (void)state;
    put_file(volume, "f", METADATA_FREE, VOLUME_DATA, 1);
    damage(volume, PLACE_METADATA_FILE);
    assert_list(volume, "f:1@432 ");

    damage(volume, PLACE_MIRROR_FILE);
    assert_unreadable(volume, STATUS_CORRUPT, FSIMAGE_PROBLEM_FILE_SYSTEM_INCONSISTENT);

    damage(volume, PLACE_METADATA_FILE);
    assert_list(volume, "f:1@432 ");
    drop_volume(volume);
}

static void test_volume__corrupt_metadata(void **state)
{
    static const uint32_t all[] = { METADATA_FILE_SET, METADATA_ROOT, METADATA_ROOT_DIRECTORY,
                                    METADATA_FREE };

    (void)state;
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        struct volume *volume = make_volume(UDF_REVISION_260);

        put_file(volume, "f", METADATA_FREE, VOLUME_DATA, 1);
        damage(volume, metadata_place(volume, all[i], 0));
        assert_list(volume, "f:1@432 ");

        damage(volume, metadata_place(volume, all[i], 1));
        assert_unreadable(volume, STATUS_CORRUPT, FSIMAGE_PROBLEM_FILE_SYSTEM_INCONSISTENT);
        drop_volume(volume);
    }
}

static void test_volume__metadata_that_cannot_be_read(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_260);

    (void)state;
    put_file(volume, "f", METADATA_FREE, VOLUME_DATA, 1);
    volume->bad_first = PLACE_METADATA_FILE;
    volume->bad_count = 1;
    assert_list(volume, "f:1@432 ");

    volume->bad_first = PLACE_METADATA;
    volume->bad_count = VOLUME_METADATA_BLOCKS;
    assert_list(volume, "f:1@432 ");
    drop_volume(volume);
}

static void test_volume__foreign_metadata_file(void **state)
{
    const struct test_extent extent = { VOLUME_METADATA_BLOCKS * UDF_BLOCK_SIZE,
                                        UDF_EXTENT_RECORDED, PLACE_METADATA - PLACE_PARTITION, 1 };
    const struct test_extent beyond = { VOLUME_METADATA_BLOCKS * UDF_BLOCK_SIZE,
                                        UDF_EXTENT_RECORDED, VOLUME_PARTITION_BLOCKS - 1, 0 };
    const struct test_entry entries[] = {
        { .file_type = UDF_FILE_REGULAR },
        { .file_type = UDF_FILE_METADATA },
        { .file_type = UDF_FILE_METADATA, .flags = UDF_ICB_EMBEDDED },
        { .file_type = UDF_FILE_METADATA,
          .flags = UDF_ICB_LONG_DESCRIPTORS,
          .size = extent.length,
          .extents = &extent,
          .extent_count = 1 },
        { .file_type = UDF_FILE_METADATA,
          .size = beyond.length,
          .extents = &beyond,
          .extent_count = 1 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(entries) / sizeof(entries[0]); i++) {
        struct volume *volume = make_volume(UDF_REVISION_250);

        put_entry_at(volume, PLACE_METADATA_FILE, PLACE_METADATA_FILE - PLACE_PARTITION,
                     &entries[i]);
        assert_list(volume, "");
        damage(volume, PLACE_MIRROR_FILE);
        assert_unreadable(volume, STATUS_CORRUPT, FSIMAGE_PROBLEM_FILE_SYSTEM_INCONSISTENT);
        drop_volume(volume);
    }
}

static void test_volume__corrupt_metadata_map(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_250);
    struct udf_metadata_map *map =
        (struct udf_metadata_map *)((uint8_t *)(logical_volume(volume, PLACE_MAIN_SEQUENCE) + 1) +
                                    sizeof(struct udf_partition_map));

    (void)state;
    map->partition_number = le16_of(1);
    reseal_logical_volume(volume);

    assert_unreadable(volume, STATUS_CORRUPT, FSIMAGE_PROBLEM_FILE_SYSTEM_INCONSISTENT);
    drop_volume(volume);
}

/* OSTA UDF 2.2.13.1: a metadata file may have holes; what would lie in one is damaged. */
static void test_volume__metadata_file_with_holes(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_250);
    const struct test_extent extents[] = {
        { 4 * UDF_BLOCK_SIZE, UDF_EXTENT_RECORDED, PLACE_METADATA - PLACE_PARTITION, 0 },
        { 28 * UDF_BLOCK_SIZE, UDF_EXTENT_UNALLOCATED, 0, 0 },
        { 32 * UDF_BLOCK_SIZE, UDF_EXTENT_RECORDED, PLACE_METADATA + 4 - PLACE_PARTITION, 0 },
    };
    const struct test_entry entry = {
        .file_type = UDF_FILE_METADATA,
        .size = VOLUME_METADATA_BLOCKS * UDF_BLOCK_SIZE,
        .extents = extents,
        .extent_count = 3,
    };
    const struct test_entry file = { .file_type = UDF_FILE_REGULAR };

    (void)state;
    put_entry(volume, 32, &file);
    put_in_root(volume, "f", 0, 32);
    memcpy(volume_block(volume, PLACE_METADATA + 4), volume_block(volume, PLACE_METADATA + 32),
           UDF_BLOCK_SIZE);
    put_entry_at(volume, PLACE_METADATA_FILE, PLACE_METADATA_FILE - PLACE_PARTITION, &entry);
    damage(volume, PLACE_MIRROR_FILE);
    assert_list(volume, "f:0 ");

    put_in_root(volume, "g", 0, 10);
    assert_unreadable(volume, STATUS_CORRUPT, FSIMAGE_PROBLEM_FILE_SYSTEM_INCONSISTENT);
    drop_volume(volume);
}

static void test_volume__truncated(void **state)
{
    (void)state;
    for (uint32_t blocks = 1; blocks < VOLUME_BLOCKS; blocks += 7) {
        struct volume *volume = make_volume(UDF_REVISION_250);
        struct fsimage_problem problem;
        char text[64];

        put_file(volume, "f", METADATA_FREE, VOLUME_DATA, UDF_BLOCK_SIZE);
        volume->blocks = blocks;
        assert_int_equal(list_volume(volume, &problem, text, sizeof(text)) == STATUS_OK,
                         blocks > PLACE_PARTITION + VOLUME_DATA);
        drop_volume(volume);
    }
}

static void test_volume__without_memory(void **state)
{
    struct volume *volume = make_volume(UDF_REVISION_250);
    size_t granted = 0;
    bool has_failed = true;

    (void)state;
    put_file(volume, "f", METADATA_FREE, VOLUME_DATA, 1);
    while (has_failed) {
        struct fsimage_problem problem;
        char text[64];
        enum status status;

        allocation_failure_after(granted++);
        status = list_volume(volume, &problem, text, sizeof(text));
        has_failed = allocation_failure_end();
        assert_int_equal(status, has_failed ? STATUS_NO_MEMORY : STATUS_OK);
        assert_int_equal(problem.kind, FSIMAGE_PROBLEM_NONE);
    }
    assert_true(granted > 10);
    drop_volume(volume);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_volume__empty_of_every_revision),
        cmocka_unit_test(test_volume__files_of_every_revision),
        cmocka_unit_test(test_volume__info),
        cmocka_unit_test(test_volume__end_is_behind_the_reserve_sequence),
        cmocka_unit_test(test_volume__next_unique_id_is_above_all_that_were_met),
        cmocka_unit_test(test_volume__absent),
        cmocka_unit_test(test_volume__shorter_than_told),
        cmocka_unit_test(test_volume__recognition_sequence_without_end),
        cmocka_unit_test(test_volume__recognition_that_cannot_be_read),
        cmocka_unit_test(test_volume__session_past_the_end),
        cmocka_unit_test(test_volume__corrupt_anchor),
        cmocka_unit_test(test_volume__anchor_of_another_block),
        cmocka_unit_test(test_volume__anchor_that_cannot_be_read),
        cmocka_unit_test(test_volume__blocks_of_another_size),
        cmocka_unit_test(test_volume__corrupt_main_sequence),
        cmocka_unit_test(test_volume__main_sequence_that_cannot_be_read),
        cmocka_unit_test(test_volume__highest_sequence_number_prevails),
        cmocka_unit_test(test_volume__lower_sequence_number_is_void),
        cmocka_unit_test(test_volume__incomplete_sequence),
        cmocka_unit_test(test_volume__sequence_pointers),
        cmocka_unit_test(test_volume__several_volumes),
        cmocka_unit_test(test_volume__several_partitions),
        cmocka_unit_test(test_volume__foreign_partition_maps),
        cmocka_unit_test(test_volume__corrupt_map_table),
        cmocka_unit_test(test_volume__corrupt_map_count),
        cmocka_unit_test(test_volume__corrupt_map_table_length),
        cmocka_unit_test(test_volume__foreign_domain),
        cmocka_unit_test(test_volume__foreign_partition_contents),
        cmocka_unit_test(test_volume__corrupt_partition_start),
        cmocka_unit_test(test_volume__corrupt_file_set),
        cmocka_unit_test(test_volume__minimum_read_revision),
        cmocka_unit_test(test_volume__corrupt_integrity),
        cmocka_unit_test(test_volume__corrupt_integrity_counts),
        cmocka_unit_test(test_volume__integrity_goes_on_elsewhere),
        cmocka_unit_test(test_volume__obstacles),
        cmocka_unit_test(test_volume__corrupt_next_unique_id),
        cmocka_unit_test(test_volume__corrupt_metadata_file),
        cmocka_unit_test(test_volume__corrupt_metadata),
        cmocka_unit_test(test_volume__metadata_that_cannot_be_read),
        cmocka_unit_test(test_volume__foreign_metadata_file),
        cmocka_unit_test(test_volume__corrupt_metadata_map),
        cmocka_unit_test(test_volume__metadata_file_with_holes),
        cmocka_unit_test(test_volume__truncated),
        cmocka_unit_test(test_volume__without_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
