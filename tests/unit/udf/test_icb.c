/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of udf/icb.h, udf/file_identifier.h and udf/allocation.h, byte for byte. */
#include "support/cmocka_all.h"

#include "udf/allocation.h"
#include "udf/file_identifier.h"
#include "udf/icb.h"
#include "unit/fsimage/trees.h"
#include "unit/udf/vectors.h"

#include <string.h>

#define IMPLEMENTATION "\0*OPENIMAPI"
#define SECOND         INT64_C(10000000)

/* TEST_TIME, and one, two and three seconds later. */
#define CREATED  "\x00\x10\xE4\x07\x01\x01\x00\x00\x01\x00\x00\x00"
#define ACCESSED "\x00\x10\xE4\x07\x01\x01\x00\x00\x02\x00\x00\x00"
#define MODIFIED "\x00\x10\xE4\x07\x01\x01\x00\x00\x03\x00\x00\x00"

static uint8_t block[UDF_BLOCK_SIZE];

static struct udf_icb make_icb(void)
{
    return (struct udf_icb){
        .file_type = UDF_FILE_REGULAR,
        .flags = UDF_ICB_ARCHIVE | UDF_ICB_SYSTEM,
        .allocation = UDF_ICB_SHORT_DESCRIPTORS,
        .link_count = 1,
        .size = 5000,
        .object_size = 5007,
        .blocks = 3,
        .times = { TEST_TIME + SECOND, TEST_TIME + 2 * SECOND, TEST_TIME + 3 * SECOND },
        .unique_id = 17,
        .has_streams = true,
        .stream_directory = 9,
        .descriptors_length = 8,
    };
}

static void test_icb__file_entry(void **state)
{
    static const struct vector expected[] = {
        AT(20, "\x04\x00\x00\x00\x01\x00\x00\x05"),
        AT(34, "\x20\x04"),
        AT(36, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xA5\x14\x00\x00\x01\x00"),
        AT(56, "\x88\x13\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x00\x00\x00\x00"),
        AT(72, ACCESSED MODIFIED MODIFIED "\x01\x00\x00\x00"),
        AT(128, IMPLEMENTATION),
        AT(160, "\x11\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00\x00\x00"),
        AT(176, "\x88\x13\x00\x00\x0B\x00\x00\x00"),
    };
    const struct udf_icb icb = make_icb();
    struct fsimage_layout layout = make_volume_layout();
    const struct udf_image image = make_volume_image(&layout, UDF_REVISION_102);

    (void)state;
    memset(block, 0, sizeof(block));
    memcpy(block + 176, "\x88\x13\x00\x00\x0B\x00\x00\x00", 8);
    udf_icb_encode(&icb, &image, 3, block);
    assert_tag(block, 261, 2, 1, 184, 3);
    ASSERT_BODY(block, expected);
    assert_int_equal(udf_icb_head_size(UDF_REVISION_150), 176);
    drop_volume_layout(&layout);
}

static void test_icb__extended_file_entry(void **state)
{
    static const struct vector expected[] = {
        AT(20, "\x04\x00\x00\x00\x01\x00\x00\x05"),
        AT(34, "\x20\x04"),
        AT(36, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xA5\x14\x00\x00\x01\x00"),
        AT(56, "\x88\x13\x00\x00\x00\x00\x00\x00\x8F\x13\x00\x00\x00\x00\x00\x00"),
        AT(72, "\x03\x00\x00\x00\x00\x00\x00\x00"),
        AT(80, ACCESSED MODIFIED CREATED MODIFIED "\x01\x00\x00\x00"),
        AT(152, "\x00\x08\x00\x00\x09\x00\x00\x00\x01\x00\x00\x00\x11\x00\x00\x00"),
        AT(168, IMPLEMENTATION),
        AT(200, "\x11\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00\x00\x00"),
    };
    const struct udf_icb icb = make_icb();
    struct fsimage_layout layout = make_volume_layout();
    const struct udf_image image = make_volume_image(&layout, UDF_REVISION_250);

    (void)state;
    memset(block, 0, sizeof(block));
    udf_icb_encode(&icb, &image, 3, block);
    assert_tag(block, 266, 3, 1, 224, 3);
    ASSERT_BODY(block, expected);
    assert_int_equal(udf_icb_head_size(UDF_REVISION_200), 216);
    drop_volume_layout(&layout);
}

/* The root's directory of the worked example: 40 and 44 bytes. */
static void test_file_identifier__bytes(void **state)
{
    static const struct udf_tag_style style = { .version = 2, .serial = 1 };
    static const uint8_t identifier[] = { 8, 'A', '.', 'T', 'X', 'T' };
    static const struct vector parent_body[] = {
        AT(16, "\x01\x00\x0A\x00\x00\x08\x00\x00\x02\x00\x00\x00"),
    };
    static const struct vector child_body[] = {
        AT(16, "\x01\x00\x01\x06\x00\x08\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00\x10\x00\x00\x00"),
        AT(38, "\x08"
               "A.TXT"),
    };
    const struct udf_child parent = { .characteristics = UDF_FID_DIRECTORY | UDF_FID_PARENT,
                                      .icb_block = 2 };
    const struct udf_child child = { .characteristics = UDF_FID_HIDDEN,
                                     .partition = 1,
                                     .icb_block = 3,
                                     .unique_id = 16,
                                     .identifier = identifier,
                                     .identifier_length = sizeof(identifier) };

    (void)state;
    memset(block, 0, sizeof(block));
    memset(block, 0xAA, 44);
    assert_int_equal(udf_file_identifier_encode(&parent, &style, 4, block), 40);
    memset(block + 40, 0, 4);
    assert_tag(block, 257, 2, 1, 40, 4);
    ASSERT_BODY(block, parent_body);
    memset(block, 0xAA, 44);
    assert_int_equal(udf_file_identifier_encode(&child, &style, 4, block), 44);
    assert_tag(block, 257, 2, 1, 44, 4);
    ASSERT_BODY(block, child_body);
    assert_int_equal(udf_file_identifier_size(UDF_IDENTIFIER_MAXIMUM), UDF_FILE_IDENTIFIER_MAXIMUM);
}

static void test_allocation__short(void **state)
{
    static const uint8_t expected[] = "\x88\x13\x00\x00\x0B\x00\x00\x00";
    const struct udf_allocation_style style = { .allocation = UDF_ICB_SHORT_DESCRIPTORS,
                                                .origin = 288 };
    struct udf_allocation allocation = udf_allocation_of_run(299, 5000);

    (void)state;
    assert_int_equal(udf_allocation_encode(&allocation, &style, 1872, 0, block), 8);
    assert_memory_equal(block, expected, 8);
    assert_false(udf_allocation_remains(&allocation));
}

static void test_allocation__long(void **state)
{
    static const uint8_t expected[] =
        "\x88\x13\x00\x00\x40\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00";
    const struct udf_allocation_style style = { .allocation = UDF_ICB_LONG_DESCRIPTORS,
                                                .origin = 288,
                                                .own_partition = 1 };
    struct udf_allocation allocation = udf_allocation_of_run(352, 5000);

    (void)state;
    assert_int_equal(udf_allocation_encode(&allocation, &style, 1832, 0, block), 16);
    assert_memory_equal(block, expected, 16);
}

/* ECMA-167 4/14.14.1.1: below 2^30 bytes, whole blocks. */
static void test_allocation__cut_extents(void **state)
{
    static const uint8_t expected[] = "\x00\xF8\xFF\x3F\x00\x00\x00\x00"
                                      "\x00\xF8\xFF\x3F\xFF\xFF\x07\x00"
                                      "\x01\x00\x00\x00\xFE\xFF\x0F\x00";
    const struct udf_allocation_style style = { .allocation = UDF_ICB_SHORT_DESCRIPTORS };
    struct udf_allocation allocation =
        udf_allocation_of_run(0, 2 * (uint64_t)UDF_EXTENT_MAXIMUM + 1);

    (void)state;
    assert_int_equal(udf_allocation_encode(&allocation, &style, 1872, 0, block), 24);
    assert_memory_equal(block, expected, 24);
}

/* An entry of revision 1.02 is full with 234 descriptors, one of 2.50 with 114 long ones. */
static void test_allocation__how_many_more_blocks(void **state)
{
    (void)state;
    assert_int_equal(udf_allocation_extents_for(0, UDF_REVISION_102), 0);
    assert_int_equal(udf_allocation_extents_for(234, UDF_REVISION_102), 0);
    assert_int_equal(udf_allocation_extents_for(235, UDF_REVISION_102), 1);
    assert_int_equal(udf_allocation_extents_for(233 + 253, UDF_REVISION_102), 1);
    assert_int_equal(udf_allocation_extents_for(233 + 254, UDF_REVISION_102), 2);
    assert_int_equal(udf_allocation_extents_for(233 + 252 + 253, UDF_REVISION_102), 2);
    assert_int_equal(udf_allocation_extents_for(233 + 252 + 254, UDF_REVISION_102), 3);
    assert_int_equal(udf_allocation_extents_for(229, UDF_REVISION_201), 0);
    assert_int_equal(udf_allocation_extents_for(230, UDF_REVISION_201), 1);
    assert_int_equal(udf_allocation_extents_for(114, UDF_REVISION_250), 0);
    assert_int_equal(udf_allocation_extents_for(115, UDF_REVISION_250), 1);
    assert_int_equal(udf_allocation_extents_for(113 + 126, UDF_REVISION_250), 1);
    assert_int_equal(udf_allocation_extents_for(113 + 127, UDF_REVISION_250), 2);
}

static void test_allocation__bound(void **state)
{
    (void)state;
    assert_int_equal(udf_allocation_bound(0, 0), 0);
    assert_int_equal(udf_allocation_bound(1, 1), 1);
    assert_int_equal(udf_allocation_bound(1, UDF_EXTENT_MAXIMUM), 1);
    assert_int_equal(udf_allocation_bound(1, UDF_EXTENT_MAXIMUM + UINT64_C(1)), 2);
    assert_int_equal(udf_allocation_bound(3, 3 * 2048), 3);
}

static uint32_t number_at(size_t offset)
{
    le32 number;

    memcpy(&number, block + offset, sizeof(number));
    return le32_get(number);
}

/* What an entry has no room for goes on behind a descriptor of type 3. */
static void test_allocation__continued(void **state)
{
    const struct udf_tag_style tag_style = { .version = 2, .serial = 1 };
    const struct udf_allocation_style style = { .allocation = UDF_ICB_SHORT_DESCRIPTORS };
    struct udf_allocation allocation =
        udf_allocation_of_run(1000, (233 + 252 + 2) * (uint64_t)UDF_EXTENT_MAXIMUM);
    struct udf_allocation skipped;

    (void)state;
    assert_int_equal(udf_allocation_encode(&allocation, &style, 1872, 77, block), 1872);
    assert_int_equal(number_at(233 * 8), 0xC0000800);
    assert_int_equal(number_at(233 * 8 + 4), 77);
    assert_true(udf_allocation_remains(&allocation));
    skipped = allocation;

    udf_allocation_extent_encode(&allocation, &style, &tag_style, 77, 0, block);
    udf_allocation_extent_skip(&skipped, &style);
    assert_memory_equal(&skipped, &allocation, sizeof(skipped));
    assert_tag(block, 258, 2, 1, 2048, 77);
    assert_int_equal(number_at(16), 0);
    assert_int_equal(number_at(20), 2024);
    assert_int_equal(number_at(24), UDF_EXTENT_MAXIMUM);
    assert_int_equal(number_at(28), 1000 + 233 * 0x7FFFF);
    assert_int_equal(number_at(24 + 252 * 8), 0xC0000800);
    assert_int_equal(number_at(28 + 252 * 8), 78);

    udf_allocation_extent_encode(&allocation, &style, &tag_style, 78, 77, block);
    assert_tag(block, 258, 2, 1, 40, 78);
    assert_int_equal(number_at(16), 77);
    assert_int_equal(number_at(20), 16);
    assert_int_equal(number_at(24 + 12), 1000 + (233 + 252 + 1) * 0x7FFFF);
    assert_false(udf_allocation_remains(&allocation));
}

/* The continuation lies where entries do, the extents of long descriptors where files do. */
static void test_allocation__continued_in_the_metadata(void **state)
{
    const struct udf_allocation_style style = { .allocation = UDF_ICB_LONG_DESCRIPTORS,
                                                .own_partition = 1 };
    struct udf_allocation allocation = udf_allocation_of_run(0, 115 * (uint64_t)UDF_EXTENT_MAXIMUM);

    (void)state;
    assert_int_equal(udf_allocation_encode(&allocation, &style, 1832, 5, block), 1824);
    assert_int_equal(number_at(112 * 16 + 8), 0);
    assert_int_equal(number_at(113 * 16), 0xC0000800);
    assert_int_equal(number_at(113 * 16 + 4), 5);
    assert_int_equal(number_at(113 * 16 + 8), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_icb__file_entry),
        cmocka_unit_test(test_icb__extended_file_entry),
        cmocka_unit_test(test_file_identifier__bytes),
        cmocka_unit_test(test_allocation__short),
        cmocka_unit_test(test_allocation__long),
        cmocka_unit_test(test_allocation__cut_extents),
        cmocka_unit_test(test_allocation__how_many_more_blocks),
        cmocka_unit_test(test_allocation__bound),
        cmocka_unit_test(test_allocation__continued),
        cmocka_unit_test(test_allocation__continued_in_the_metadata),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
