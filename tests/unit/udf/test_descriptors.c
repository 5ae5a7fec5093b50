/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of udf/descriptors.h and udf/file_set.h, byte for byte. */
#include "support/cmocka_all.h"

#include "udf/descriptors.h"
#include "udf/file_set.h"
#include "unit/udf/vectors.h"

#include <string.h>

#define NAME_DSTRING_32 "\x08NAME"
#define NAME_END        "\x05" /* the last byte of a dstring that holds NAME */
#define IMPLEMENTATION  "\0*OPENIMAPI"

/* What logical volume descriptors have in common. */
#define LOGICAL_VOLUME                                                                             \
    AT(16, "\x03\x00\x00\x00"), AT(20, CHARACTER_SET), AT(84, NAME_DSTRING_32), AT(211, NAME_END), \
        AT(212, "\x00\x08\x00\x00"), AT(216, "\0*OSTA UDF Compliant"), AT(272, IMPLEMENTATION),    \
        AT(432, "\x00\x20\x00\x00\x11\x01\x00\x00"), AT(440, "\x01\x06\x01\x00\x00\x00")

static uint8_t block[UDF_BLOCK_SIZE];

static void test_descriptors__recognition(void **state)
{
    static const uint8_t expected[8] = "\0BEA01\1";

    (void)state;
    memset(block, 0xAA, sizeof(block));
    udf_recognition_emit("BEA01", block);
    assert_memory_equal(block, expected, sizeof(expected));
    for (size_t i = 7; i < sizeof(block); i++)
        assert_int_equal(block[i], 0);
    assert_string_equal(udf_recognition_identifier(UDF_REVISION_150), "NSR02");
    assert_string_equal(udf_recognition_identifier(UDF_REVISION_200), "NSR03");
}

static void test_descriptors__anchor(void **state)
{
    static const struct vector expected[] = {
        AT(16, "\x00\x80\x00\x00\x01\x01\x00\x00\x00\x80\x00\x00\x21\x43\x00\x00"),
    };
    struct fsimage_layout layout = make_volume_layout();
    const struct udf_image image = make_volume_image(&layout, UDF_REVISION_102);

    (void)state;
    memset(block, 0xAA, sizeof(block));
    udf_anchor_emit(&image, 256, block);
    assert_tag(block, 2, 2, 1, 512, 256);
    ASSERT_BODY(block, expected);
    drop_volume_layout(&layout);
}

static void test_descriptors__primary_volume(void **state)
{
    static const struct vector expected[] = {
        AT(24, NAME_DSTRING_32),
        AT(55, NAME_END),
        AT(56, "\x01\x00\x01\x00\x02\x00\x03\x00\x01\x00\x00\x00\x01\x00\x00\x00"),
        AT(72, "\x08"
               "0123456789ABCDEFNAME"),
        AT(199, "\x15"),
        AT(200, CHARACTER_SET),
        AT(264, CHARACTER_SET),
        AT(344, IMPLEMENTATION),
        AT(376, NEW_YEAR_2020),
        AT(388, IMPLEMENTATION),
    };
    struct fsimage_layout layout = make_volume_layout();
    const struct udf_image image = make_volume_image(&layout, UDF_REVISION_200);

    (void)state;
    memset(block, 0xAA, sizeof(block));
    udf_sequence_emit(&image, 0x101, 0, block);
    assert_tag(block, 1, 3, 1, 512, 0x101);
    ASSERT_BODY(block, expected);
    drop_volume_layout(&layout);
}

static void test_descriptors__implementation_use_volume(void **state)
{
    static const struct vector expected[] = {
        AT(16, "\x01\x00\x00\x00"), AT(20, "\0*UDF LV Info"), AT(44, "\x50\x01"),
        AT(52, CHARACTER_SET),      AT(116, NAME_DSTRING_32), AT(243, NAME_END),
        AT(352, IMPLEMENTATION),
    };
    struct fsimage_layout layout = make_volume_layout();
    const struct udf_image image = make_volume_image(&layout, UDF_REVISION_150);

    (void)state;
    udf_sequence_emit(&image, 0x101, 1, block);
    assert_tag(block, 4, 2, 1, 512, 0x102);
    ASSERT_BODY(block, expected);
    drop_volume_layout(&layout);
}

static void test_descriptors__partition(void **state)
{
    static const struct vector expected[] = {
        AT(16, "\x02\x00\x00\x00\x01\x00\x00\x00"),
        AT(24, "\0+NSR02"),
        AT(184, "\x01\x00\x00\x00\x20\x01\x00\x00\x01\x42\x00\x00"),
        AT(196, IMPLEMENTATION),
    };
    static const struct vector later[] = {
        AT(16, "\x02\x00\x00\x00\x01\x00\x00\x00"),
        AT(24, "\0+NSR03"),
        AT(184, "\x01\x00\x00\x00\x20\x01\x00\x00\x01\x42\x00\x00"),
        AT(196, IMPLEMENTATION),
    };
    struct fsimage_layout layout = make_volume_layout();
    struct udf_image image = make_volume_image(&layout, UDF_REVISION_102);

    (void)state;
    udf_sequence_emit(&image, 0x101, 2, block);
    assert_tag(block, 5, 2, 1, 512, 0x103);
    ASSERT_BODY(block, expected);
    image = make_volume_image(&layout, UDF_REVISION_260);
    udf_sequence_emit(&image, 0x101, 2, block);
    assert_tag(block, 5, 3, 1, 512, 0x103);
    ASSERT_BODY(block, later);
    drop_volume_layout(&layout);
}

static void test_descriptors__logical_volume(void **state)
{
    static const struct vector expected[] = {
        LOGICAL_VOLUME,
        AT(240, "\x02\x01"),
        AT(248, "\x00\x10\x00\x00\x05\x00\x00\x00\x00\x00"),
        AT(264, "\x06\x00\x00\x00\x01\x00\x00\x00"),
    };
    struct fsimage_layout layout = make_volume_layout();
    const struct udf_image image = make_volume_image(&layout, UDF_REVISION_102);

    (void)state;
    udf_sequence_emit(&image, 0x4321, 3, block);
    assert_tag(block, 6, 2, 1, 446, 0x4324);
    ASSERT_BODY(block, expected);
    drop_volume_layout(&layout);
}

static void test_descriptors__logical_volume_with_metadata(void **state)
{
    static const struct vector expected[] = {
        LOGICAL_VOLUME,
        AT(240, "\x50\x02"),
        AT(248, "\x00\x10\x00\x00\x00\x00\x00\x00\x01\x00"),
        AT(264, "\x46\x00\x00\x00\x02\x00\x00\x00"),
        AT(446, "\x02\x40\x00\x00\x00*UDF Metadata Partition\x50\x02"),
        AT(482, "\x01\x00\x00\x00\x00\x00\x00\x00\x00\x42\x00\x00\xFF\xFF\xFF\xFF"),
        AT(498, "\x20\x00\x00\x00\x20\x00\x01"),
    };
    struct fsimage_layout layout = make_volume_layout();
    struct udf_image image = make_volume_image(&layout, UDF_REVISION_250);

    (void)state;
    udf_sequence_emit(&image, 0x101, 3, block);
    assert_tag(block, 6, 3, 1, 510, 0x104);
    ASSERT_BODY(block, expected);
    image.metadata.is_duplicated = false;
    udf_sequence_emit(&image, 0x101, 3, block);
    assert_int_equal(block[446 + 58], 0);
    /* Within the partition of somebody else's first session nothing is aligned. */
    assert_int_equal(block[446 + 56], 32);
    image.partition_start++;
    udf_sequence_emit(&image, 0x101, 3, block);
    assert_int_equal(block[446 + 56], 1);
    drop_volume_layout(&layout);
}

static void test_descriptors__rest_of_the_sequence(void **state)
{
    static const struct vector unallocated[] = { AT(16, "\x04\x00\x00\x00") };
    struct fsimage_layout layout = make_volume_layout();
    const struct udf_image image = make_volume_image(&layout, UDF_REVISION_201);

    (void)state;
    udf_sequence_emit(&image, 0x101, 4, block);
    assert_tag(block, 7, 3, 1, 24, 0x105);
    ASSERT_BODY(block, unallocated);
    udf_sequence_emit(&image, 0x101, 5, block);
    assert_tag(block, 8, 3, 1, 512, 0x106);
    assert_body(block, NULL, 0);
    for (uint32_t i = 6; i < UDF_SEQUENCE_BLOCKS; i++) {
        memset(block, 0xAA, sizeof(block));
        udf_sequence_emit(&image, 0x101, i, block);
        for (size_t byte = 0; byte < sizeof(block); byte++)
            assert_int_equal(block[byte], 0);
    }
    drop_volume_layout(&layout);
}

static void test_descriptors__integrity(void **state)
{
    static const struct vector expected[] = {
        AT(16, NEW_YEAR_2020),
        AT(28, "\x01\x00\x00\x00"),
        AT(40, "\x13\x00\x00\x00\x01\x00\x00\x00"),
        AT(72, "\x01\x00\x00\x00\x2E\x00\x00\x00"),
        AT(84, "\x01\x42\x00\x00"),
        AT(88, IMPLEMENTATION),
        AT(120, "\x02\x00\x00\x00\x02\x00\x00\x00\x02\x01\x50\x01\x50\x01"),
    };
    struct fsimage_layout layout = make_volume_layout();
    const struct udf_image image = make_volume_image(&layout, UDF_REVISION_150);

    (void)state;
    memset(block, 0xAA, sizeof(block));
    udf_integrity_emit(&image, 0, block);
    assert_tag(block, 9, 2, 1, 134, 0x111);
    ASSERT_BODY(block, expected);
    udf_integrity_emit(&image, 1, block);
    assert_tag(block, 8, 2, 1, 512, 0x112);
    udf_integrity_emit(&image, 3, block);
    assert_body(block, NULL, 0);
    drop_volume_layout(&layout);
}

static void test_descriptors__integrity_with_metadata(void **state)
{
    static const struct vector expected[] = {
        AT(16, NEW_YEAR_2020),
        AT(28, "\x01\x00\x00\x00"),
        AT(40, "\x13\x00\x00\x00\x01\x00\x00\x00"),
        AT(72, "\x02\x00\x00\x00\x2E\x00\x00\x00"),
        AT(88, "\x01\x42\x00\x00\x40\x00\x00\x00"),
        AT(96, IMPLEMENTATION),
        AT(128, "\x02\x00\x00\x00\x02\x00\x00\x00\x50\x02\x60\x02\x60\x02"),
    };
    struct fsimage_layout layout = make_volume_layout();
    struct udf_image image = make_volume_image(&layout, UDF_REVISION_260);

    (void)state;
    image.minimum_read_revision = 0x250;
    udf_integrity_emit(&image, 0, block);
    assert_tag(block, 9, 3, 1, 142, 0x111);
    ASSERT_BODY(block, expected);
    drop_volume_layout(&layout);
}

static void test_descriptors__file_set(void **state)
{
    static const struct vector expected[] = {
        AT(16, NEW_YEAR_2020),
        AT(28, "\x03\x00\x03\x00\x01\x00\x00\x00\x01\x00\x00\x00"),
        AT(48, CHARACTER_SET),
        AT(112, NAME_DSTRING_32),
        AT(239, NAME_END),
        AT(240, CHARACTER_SET),
        AT(304, NAME_DSTRING_32),
        AT(335, NAME_END),
        AT(400, "\x00\x08\x00\x00\x02\x00\x00\x00\x01\x00"),
        AT(416, "\0*OSTA UDF Compliant"),
        AT(440, "\x50\x02"),
    };
    struct fsimage_layout layout = make_volume_layout();
    const struct udf_image image = make_volume_image(&layout, UDF_REVISION_250);

    (void)state;
    memset(block, 0xAA, sizeof(block));
    udf_file_set_emit(&image, 2, block);
    assert_tag(block, 256, 3, 1, 512, 0);
    ASSERT_BODY(block, expected);
    drop_volume_layout(&layout);
}

/* A volume name of 126 units fills a field of 128 bytes; the others are cut to theirs. */
static void test_descriptors__long_names(void **state)
{
    struct fsimage_layout layout = make_volume_layout();
    const struct udf_image image = make_volume_image(&layout, UDF_REVISION_102);

    (void)state;
    for (size_t i = 0; i < 126; i++)
        layout.volume_name[i] = 'n';
    layout.volume_name_length = 126;
    udf_sequence_emit(&image, 0x101, 0, block);
    assert_int_equal(block[24 + 31], 31);
    assert_int_equal(block[24 + 30], 'n');
    assert_int_equal(block[72 + 127], 127);
    udf_sequence_emit(&image, 0x101, 3, block);
    assert_int_equal(block[84 + 127], 127);
    assert_int_equal(block[84 + 126], 'n');
    for (size_t i = 0; i < 126; i++)
        layout.volume_name[i] = u'\u0416';
    udf_sequence_emit(&image, 0x101, 0, block);
    assert_int_equal(block[24], 16);
    assert_int_equal(block[24 + 31], 31);
    udf_sequence_emit(&image, 0x101, 3, block);
    assert_int_equal(block[84 + 127], 127);
    drop_volume_layout(&layout);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_descriptors__recognition),
        cmocka_unit_test(test_descriptors__anchor),
        cmocka_unit_test(test_descriptors__primary_volume),
        cmocka_unit_test(test_descriptors__implementation_use_volume),
        cmocka_unit_test(test_descriptors__partition),
        cmocka_unit_test(test_descriptors__logical_volume),
        cmocka_unit_test(test_descriptors__logical_volume_with_metadata),
        cmocka_unit_test(test_descriptors__rest_of_the_sequence),
        cmocka_unit_test(test_descriptors__integrity),
        cmocka_unit_test(test_descriptors__integrity_with_metadata),
        cmocka_unit_test(test_descriptors__file_set),
        cmocka_unit_test(test_descriptors__long_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
