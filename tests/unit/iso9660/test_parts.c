/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Tests of iso9660/both_endian.h, iso9660/date.h, iso9660/directory_record.h and
 * iso9660/identifier.h.
 */
#include "support/cmocka_all.h"

#include "base/date.h"
#include "iso9660/both_endian.h"
#include "iso9660/date.h"
#include "iso9660/directory_record.h"
#include "iso9660/identifier.h"
#include "unit/fsimage/trees.h"

#include <string.h>

static int64_t ticks_of(int32_t year, uint8_t month, uint8_t day, uint8_t hour, uint8_t minute,
                        uint8_t second)
{
    const struct date_fields fields = { year, month, day, hour, minute, second, 5600000 };
    int64_t ticks;

    assert_true(date_ticks_of(&fields, &ticks));
    return ticks;
}

static void assert_record_date(int64_t ticks, uint8_t year, uint8_t month, uint8_t day,
                               uint8_t hour, uint8_t minute, uint8_t second)
{
    const struct iso9660_record_date expected = { year, month, day, hour, minute, second, 0 };
    const struct iso9660_record_date date = iso9660_record_date_of(ticks);

    assert_memory_equal(&date, &expected, sizeof(date));
}

static void test_date__of_a_record(void **state)
{
    (void)state;
    assert_record_date(ticks_of(2026, 11, 22, 16, 47, 10), 126, 11, 22, 16, 47, 10);
    assert_record_date(ticks_of(1900, 1, 1, 0, 0, 0), 0, 1, 1, 0, 0, 0);
    assert_record_date(ticks_of(1899, 12, 31, 23, 59, 59), 0, 1, 1, 0, 0, 0);
    assert_record_date(ticks_of(2155, 12, 31, 23, 59, 59), 255, 12, 31, 23, 59, 59);
    assert_record_date(ticks_of(2156, 1, 1, 0, 0, 0), 255, 12, 31, 23, 59, 59);
    assert_record_date(INT64_MIN, 0, 1, 1, 0, 0, 0);
    assert_record_date(INT64_MAX, 255, 12, 31, 23, 59, 59);
}

static void test_date__of_a_volume(void **state)
{
    struct iso9660_volume_date date = iso9660_volume_date_of(ticks_of(2026, 3, 4, 5, 6, 7));

    (void)state;
    assert_memory_equal(&date, "2026030405060756\0", 17);
    date = iso9660_volume_date_of(ticks_of(10000, 1, 1, 0, 0, 0));
    assert_memory_equal(&date, "9999123123595999\0", 17);
    date = iso9660_volume_date_of(ticks_of(0, 1, 1, 0, 0, 0));
    assert_memory_equal(&date, "0001010100000000\0", 17);
    date = iso9660_volume_date_unset();
    assert_memory_equal(&date, "0000000000000000\0", 17);
}

static void test_record__encodes(void **state)
{
    const struct iso9660_entry entry = {
        .extent = 0x12345678,
        .data_length = 0x9ABCDEF0,
        .modification_time = ticks_of(2026, 11, 22, 16, 47, 10),
        .flags = ISO9660_FLAG_HIDDEN,
        .identifier = (const uint8_t *)"AB.C;1",
        .identifier_length = 6,
    };
    static const uint8_t expected[40] = {
        40,   0,    0x78, 0x56, 0x34, 0x12, 0x12, 0x34, 0x56, 0x78, 0xF0, 0xDE, 0xBC, 0x9A,
        0x9A, 0xBC, 0xDE, 0xF0, 126,  11,   22,   16,   47,   10,   0,    1,    0,    0,
        1,    0,    0,    1,    6,    'A',  'B',  '.',  'C',  ';',  '1',  0,
    };
    uint8_t out[64];

    (void)state;
    memset(out, 0xEE, sizeof(out));
    assert_int_equal(iso9660_record_size(6), 40);
    assert_int_equal(iso9660_record_encode(&entry, out), 40);
    assert_memory_equal(out, expected, 40);
    assert_int_equal(out[40], 0xEE);
    assert_int_equal(iso9660_record_size(1), 34);
    assert_int_equal(iso9660_record_size(7), 40);
    assert_int_equal(iso9660_record_size(132), 166);
}

static void test_packer__never_crosses_a_block(void **state)
{
    struct iso9660_packer packer = { 0 };

    (void)state;
    for (int i = 0; i < 2048 / 34; i++)
        iso9660_packer_add(&packer, 34);
    assert_int_equal(packer.block, 0);
    assert_int_equal(packer.used, 2040);
    iso9660_packer_add(&packer, 8);
    assert_int_equal(packer.block, 0);
    iso9660_packer_add(&packer, 34);
    assert_int_equal(packer.block, 1);
    assert_int_equal(packer.used, 34);
}

static void assert_identifier(struct fsimage_tree *tree, uint32_t item,
                              enum fsimage_file_system file_system, const void *expected,
                              size_t size)
{
    const bool is_directory = fsimage_item_is_directory(tree, item);
    uint8_t out[ISO9660_IDENTIFIER_MAXIMUM];

    assert_int_equal(iso9660_identifier_size(tree, item, file_system, is_directory), size);
    assert_int_equal(iso9660_identifier_encode(tree, item, file_system, is_directory, out), size);
    assert_memory_equal(out, expected, size);
}

static void test_identifier__encodes(void **state)
{
    struct fsimage_tree *tree = make_tree();
    const uint32_t plain = add_file(tree, u"a.txt", "", 0);
    const uint32_t bare = add_file(tree, u"Readme", "", 0);
    const uint32_t other = add_file(tree, u"\u00E9 \u4E2D", "", 0);
    const uint32_t directory = add_directory(tree, u"d.e");

    (void)state;
    assert_identifier(tree, plain, FSIMAGE_ISO9660, "A.TXT;1", 7);
    assert_identifier(tree, plain, FSIMAGE_JOLIET, "\0a\0.\0t\0x\0t\0;\0001", 14);
    assert_identifier(tree, bare, FSIMAGE_ISO9660, "README.;1", 9);
    assert_identifier(tree, bare, FSIMAGE_JOLIET, "\0R\0e\0a\0d\0m\0e\0;\0001", 16);
    assert_identifier(tree, other, FSIMAGE_ISO9660, "E__.;1", 6);
    assert_identifier(tree, other, FSIMAGE_JOLIET, "\0\xE9\0 \x4E\x2D\0;\0001", 10);
    assert_identifier(tree, directory, FSIMAGE_ISO9660, "D_E", 3);
    assert_identifier(tree, directory, FSIMAGE_JOLIET, "\0d\0.\0e", 6);
    fsimage_tree_drop(&tree);
}

static void test_date__roundtrip(void **state)
{
    const int64_t times[] = {
        ticks_of(1900, 1, 1, 0, 0, 0),
        ticks_of(2024, 2, 29, 23, 59, 59),
        ticks_of(2155, 12, 31, 23, 59, 59),
    };

    (void)state;
    for (size_t i = 0; i < sizeof(times) / sizeof(times[0]); i++) {
        const struct iso9660_record_date date = iso9660_record_date_of(times[i]);

        /* A record has no fractions of a second. */
        assert_int_equal(iso9660_record_date_ticks(&date), times[i] - 5600000);
    }
}

static void test_record__roundtrip(void **state)
{
    const struct iso9660_entry entry = {
        .extent = 0x12345678,
        .data_length = 0x9ABCDEF0,
        .modification_time = TEST_TIME,
        .flags = ISO9660_FLAG_HIDDEN | ISO9660_FLAG_NOT_LAST_EXTENT,
        .identifier = (const uint8_t *)"AB.C;1",
        .identifier_length = 6,
    };
    struct iso9660_record record;
    uint8_t bytes[40];

    (void)state;
    iso9660_record_encode(&entry, bytes);
    assert_int_equal(iso9660_record_decode(bytes, sizeof(bytes), &record), STATUS_OK);
    assert_int_equal(record.entry.extent, entry.extent);
    assert_int_equal(record.entry.data_length, entry.data_length);
    assert_int_equal(record.entry.modification_time, entry.modification_time);
    assert_int_equal(record.entry.flags, entry.flags);
    assert_int_equal(record.entry.identifier_length, 6);
    assert_ptr_equal(record.entry.identifier, bytes + 33);
    assert_int_equal(record.size, 40);
    assert_int_equal(record.interleave_gap, 0);
    assert_int_equal(record.volume_sequence_number, 1);
    assert_false(iso9660_record_is_self_or_parent(&record));
    for (size_t left = 0; left < sizeof(bytes); left++)
        assert_int_equal(iso9660_record_decode(bytes, left, &record), STATUS_CORRUPT);
}

/* The first half counts; the second has to be it, or nothing, or it once more by mistake. */
static void test_both_endian__halves(void **state)
{
    both32 number = both32_of(0x01020304);
    both16 small = both16_of(0x0102);
    uint32_t value;
    uint16_t small_value;

    (void)state;
    assert_true(iso9660_both32_read(number, &value));
    assert_int_equal(value, 0x01020304);
    number.be = (be32){ { 0, 0, 0, 0 } };
    assert_true(iso9660_both32_read(number, &value));
    number.be = (be32){ { 4, 3, 2, 1 } };
    assert_true(iso9660_both32_read(number, &value));
    assert_int_equal(value, 0x01020304);
    number.be = (be32){ { 4, 3, 2, 2 } };
    assert_false(iso9660_both32_read(number, &value));
    assert_true(iso9660_both16_read(small, &small_value));
    assert_int_equal(small_value, 0x0102);
    small.be = (be16){ { 0, 0 } };
    assert_true(iso9660_both16_read(small, &small_value));
    small.be = (be16){ { 2, 1 } };
    assert_true(iso9660_both16_read(small, &small_value));
    small.be = (be16){ { 2, 2 } };
    assert_false(iso9660_both16_read(small, &small_value));
}

/* Names come back as they went in, but for what ISO 9660 cannot record. */
static void test_identifier__roundtrip(void **state)
{
    struct fsimage_tree *tree = make_tree();
    const uint32_t items[] = {
        add_file(tree, u"A.TXT", "", 0),
        add_file(tree, u"README", "", 0),
        add_directory(tree, u"FOLDER"),
    };

    (void)state;
    for (size_t i = 0; i < 2 * sizeof(items) / sizeof(items[0]); i++) {
        const enum fsimage_file_system file_system = i % 2 == 0 ? FSIMAGE_ISO9660 : FSIMAGE_JOLIET;
        const uint32_t item = items[i / 2];
        const bool is_directory = fsimage_item_is_directory(tree, item);
        uint8_t bytes[ISO9660_IDENTIFIER_MAXIMUM];
        char16 name[ISO9660_RECORDED_IDENTIFIER_MAXIMUM];
        const size_t size = iso9660_identifier_encode(tree, item, file_system, is_directory, bytes);
        size_t length;

        assert_int_equal(
            iso9660_identifier_decode(bytes, size, file_system, is_directory, name, &length),
            STATUS_OK);
        assert_text(name, length, fsimage_item_info(tree, item).name);
    }
    fsimage_tree_drop(&tree);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_date__of_a_record),
        cmocka_unit_test(test_date__of_a_volume),
        cmocka_unit_test(test_record__encodes),
        cmocka_unit_test(test_packer__never_crosses_a_block),
        cmocka_unit_test(test_identifier__encodes),
        cmocka_unit_test(test_date__roundtrip),
        cmocka_unit_test(test_record__roundtrip),
        cmocka_unit_test(test_both_endian__halves),
        cmocka_unit_test(test_identifier__roundtrip),
    };

    return cmocka_run_group_tests_name("iso9660/parts", tests, NULL, NULL);
}
