/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of base/crc16.h, udf/tag.h, udf/regid.h and udf/timestamp.h. */
#include "support/cmocka_all.h"

#include "base/date.h"
#include "base/crc16.h"
#include "udf/regid.h"
#include "udf/tag.h"
#include "udf/timestamp.h"

#include <string.h>

#define FIRST_OF_2020 INT64_C(132223104000000000)

static void test_crc__vectors(void **state)
{
    static const uint8_t standard[] = { 0x70, 0x6A, 0x77 };

    (void)state;
    assert_int_equal(crc16(standard, sizeof(standard)), 0x3299);
    assert_int_equal(crc16("123456789", 9), 0x31C3);
    assert_int_equal(crc16("", 0), 0);
}

/* The definition: a bit at a time. */
static uint16_t crc_by_bits(const uint8_t *bytes, size_t size)
{
    unsigned crc = 0;

    for (size_t bit = 0; bit < 8 * size; bit++) {
        const unsigned next = (bytes[bit / 8] >> (7 - bit % 8) ^ crc >> 15) & 1;

        crc = (crc << 1 ^ next * 0x1021) & 0xFFFF;
    }
    return (uint16_t)crc;
}

static void test_crc__every_length(void **state)
{
    uint8_t bytes[600];
    uint32_t seed = 5;

    (void)state;
    for (size_t i = 0; i < sizeof(bytes); i++) {
        seed = seed * 1664525u + 1013904223u;
        bytes[i] = (uint8_t)(seed >> 24);
    }
    for (size_t size = 0; size <= sizeof(bytes); size++)
        assert_int_equal(crc16(bytes, size), crc_by_bits(bytes, size));
}

static void test_tag__seal(void **state)
{
    static const struct udf_tag_style style = { .version = 3, .serial = 2 };
    /* 3/7.2 by hand: 09 01 03 00 ck 00 02 00 99 32 03 00 44 33 22 11, the checksum of which is
     * 09 + 01 + 03 + 02 + 99 + 32 + 03 + 44 + 33 + 22 + 11 = 187h. */
    static const uint8_t expected[] = {
        0x09, 0x01, 0x03, 0x00, 0x87, 0x00, 0x02, 0x00, 0x99, 0x32,
        0x03, 0x00, 0x44, 0x33, 0x22, 0x11, 0x70, 0x6A, 0x77, 0xEE
    };
    uint8_t bytes[20] = { [16] = 0x70, 0x6A, 0x77, 0xEE };

    (void)state;
    memset(bytes, 0xAA, 16);
    udf_tag_seal(bytes, 19, (enum udf_tag_identifier)0x109, &style, 0x11223344);
    assert_memory_equal(bytes, expected, sizeof(expected));
    assert_int_equal(udf_tag_version(UDF_REVISION_102), 2);
    assert_int_equal(udf_tag_version(UDF_REVISION_150), 2);
    assert_int_equal(udf_tag_version(UDF_REVISION_200), 3);
    assert_int_equal(udf_tag_version(UDF_REVISION_260), 3);
}

/* A sound descriptor of 64 bytes at block 7. */
static void make_descriptor(uint8_t bytes[64])
{
    static const struct udf_tag_style style = { .version = 2, .serial = 1 };

    for (size_t i = 0; i < 64; i++)
        bytes[i] = (uint8_t)i;
    udf_tag_seal(bytes, 64, UDF_TAG_PARTITION, &style, 7);
}

static void test_tag__roundtrip(void **state)
{
    uint8_t bytes[64];
    uint16_t identifier;

    (void)state;
    make_descriptor(bytes);
    assert_int_equal(udf_tag_check(bytes, 64, 7, &identifier), STATUS_OK);
    assert_int_equal(identifier, UDF_TAG_PARTITION);
    assert_int_equal(udf_tag_check(bytes, 64, UINT32_MAX, &identifier), STATUS_OK);
}

static void test_tag__corrupt_any_byte(void **state)
{
    uint8_t bytes[64];
    uint16_t identifier;

    (void)state;
    for (size_t i = 0; i < sizeof(bytes); i++) {
        make_descriptor(bytes);
        bytes[i] ^= 0x40;
        assert_int_equal(udf_tag_check(bytes, 64, 7, &identifier), STATUS_CORRUPT);
        assert_int_equal(identifier, 0);
    }
}

static void test_tag__corrupt_location(void **state)
{
    uint8_t bytes[64];
    uint16_t identifier;

    (void)state;
    make_descriptor(bytes);
    assert_int_equal(udf_tag_check(bytes, 64, 8, &identifier), STATUS_CORRUPT);
}

static void test_tag__corrupt_crc_length(void **state)
{
    uint8_t bytes[64];
    uint16_t identifier;

    (void)state;
    make_descriptor(bytes);
    assert_int_equal(udf_tag_check(bytes, 63, 7, &identifier), STATUS_CORRUPT);
    assert_int_equal(udf_tag_check(bytes, 15, 7, &identifier), STATUS_CORRUPT);
}

static void test_tag__corrupt_version(void **state)
{
    static const struct udf_tag_style style = { .version = 4, .serial = 1 };
    uint8_t bytes[64] = { 0 };
    uint16_t identifier;

    (void)state;
    udf_tag_seal(bytes, 64, UDF_TAG_PARTITION, &style, 7);
    assert_int_equal(udf_tag_check(bytes, 64, 7, &identifier), STATUS_CORRUPT);
}

/* ECMA-167 3/7.2.6: a CRC of no bytes was not calculated. */
static void test_tag__without_crc(void **state)
{
    static const struct udf_tag_style style = { .version = 2, .serial = 1 };
    uint8_t bytes[64] = { 0 };
    uint16_t identifier;

    (void)state;
    udf_tag_seal(bytes, 16, UDF_TAG_PARTITION, &style, 7);
    bytes[20] = 1;
    assert_int_equal(udf_tag_check(bytes, 64, 7, &identifier), STATUS_OK);
    assert_int_equal(identifier, UDF_TAG_PARTITION);
}

static void test_regid__domain(void **state)
{
    static const uint8_t expected[32] = "\0*OSTA UDF Compliant\0\0\0\0\x50\x02\0\0\0\0\0";
    const struct udf_regid domain = udf_regid_domain(UDF_REVISION_250);
    struct udf_regid guarded = domain;

    (void)state;
    guarded.suffix[2] = UDF_DOMAIN_HARD_WRITE_PROTECT;
    assert_memory_equal(&domain, expected, sizeof(expected));
    assert_true(udf_regid_is(&domain, UDF_DOMAIN_IDENTIFIER));
    assert_false(udf_regid_is(&domain, UDF_LOGICAL_VOLUME_INFORMATION));
    assert_false(udf_regid_is(&domain, "*OSTA UDF"));
    assert_int_equal(udf_regid_revision(&domain), 0x250);
    assert_int_equal(udf_regid_domain_flags(&domain), 0);
    assert_int_equal(udf_regid_domain_flags(&guarded), UDF_DOMAIN_HARD_WRITE_PROTECT);
}

static void test_regid__others(void **state)
{
    static const uint8_t information[32] = "\0*UDF LV Info\0\0\0\0\0\0\0\0\0\0\0\x02\x01\0\0\0\0\0";
    static const uint8_t contents[32] = "\0+NSR03";
    static const uint8_t implementation[32] = "\0*OPENIMAPI";
    const struct udf_regid made[] = {
        udf_regid_udf(UDF_LOGICAL_VOLUME_INFORMATION, UDF_REVISION_102),
        udf_regid_of("+NSR03"),
        udf_regid_implementation(),
    };

    (void)state;
    assert_memory_equal(&made[0], information, 32);
    assert_memory_equal(&made[1], contents, 32);
    assert_memory_equal(&made[2], implementation, 32);
    assert_true(udf_regid_is(&made[1], "+NSR03"));
}

static void test_regid__charspec(void **state)
{
    static const uint8_t expected[64] = "\0OSTA Compressed Unicode";
    const struct udf_charspec unicode = udf_charspec_unicode();

    (void)state;
    assert_memory_equal(&unicode, expected, 64);
}

static void test_timestamp__bytes(void **state)
{
    /* 2 January 2020 03:04:05.678901 UTC. */
    static const uint8_t expected[12] = { 0x00, 0x10, 0xE4, 0x07, 1, 2, 3, 4, 5, 67, 89, 1 };
    const int64_t ticks =
        FIRST_OF_2020 + ((24 + 3) * 3600 + 4 * 60 + 5) * DATE_TICKS_PER_SECOND + INT64_C(6789012);
    const struct udf_timestamp timestamp = udf_timestamp_of(ticks);
    int64_t read;

    (void)state;
    assert_memory_equal(&timestamp, expected, sizeof(expected));
    assert_true(udf_timestamp_ticks(&timestamp, &read));
    assert_true(read == ticks - 2); /* a microsecond has ten ticks */
}

static void test_timestamp__outside_its_years(void **state)
{
    static const uint8_t first[12] = { 0x00, 0x10, 0x01, 0x00, 1, 1 };
    static const uint8_t last[12] = { 0x00, 0x10, 0x0F, 0x27, 12, 31, 23, 59, 59, 99, 99, 99 };
    const struct udf_timestamp earliest = udf_timestamp_of(INT64_MIN / 4);
    const struct udf_timestamp latest = udf_timestamp_of(INT64_MAX / 2);

    (void)state;
    assert_memory_equal(&earliest, first, sizeof(first));
    assert_memory_equal(&latest, last, sizeof(last));
}

static void test_timestamp__zones(void **state)
{
    static const struct {
        uint16_t type_and_zone;
        int minutes_east;
    } cases[] = {
        { 0x1000, 0 },
        { 0x1000 | 60, 60 },
        { 0x1000 | (0x1000 - 570), -570 },
        { 0x1000 | (0x1000 - 2047), 0 }, /* no zone */
        { 0x1000 | 1441, 0 },            /* no such zone */
        { 60, 0 },                       /* UTC */
        { 0x2000 | 60, 0 },
    };
    struct udf_timestamp timestamp = udf_timestamp_of(FIRST_OF_2020);

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        int64_t ticks;

        timestamp.type_and_zone = le16_of(cases[i].type_and_zone);
        assert_true(udf_timestamp_ticks(&timestamp, &ticks));
        assert_true(ticks == FIRST_OF_2020 - cases[i].minutes_east * 60 * DATE_TICKS_PER_SECOND);
    }
}

static void assert_refused(struct udf_timestamp timestamp)
{
    int64_t ticks = 1;

    assert_false(udf_timestamp_ticks(&timestamp, &ticks));
    assert_true(ticks == 0);
}

static void test_timestamp__corrupt_fields(void **state)
{
    const struct udf_timestamp sound = udf_timestamp_of(FIRST_OF_2020);
    struct udf_timestamp timestamp = sound;

    (void)state;
    assert_refused((struct udf_timestamp){ 0 });
    timestamp.month = 13;
    assert_refused(timestamp);
    timestamp = sound;
    timestamp.day = 32;
    assert_refused(timestamp);
    timestamp = sound;
    timestamp.hour = 24;
    assert_refused(timestamp);
    timestamp = sound;
    timestamp.minute = 60;
    assert_refused(timestamp);
    timestamp = sound;
    timestamp.second = 61;
    assert_refused(timestamp);
    timestamp = sound;
    timestamp.centiseconds = 100;
    assert_refused(timestamp);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_crc__vectors),
        cmocka_unit_test(test_crc__every_length),
        cmocka_unit_test(test_tag__seal),
        cmocka_unit_test(test_tag__roundtrip),
        cmocka_unit_test(test_tag__corrupt_any_byte),
        cmocka_unit_test(test_tag__corrupt_location),
        cmocka_unit_test(test_tag__corrupt_crc_length),
        cmocka_unit_test(test_tag__corrupt_version),
        cmocka_unit_test(test_tag__without_crc),
        cmocka_unit_test(test_regid__domain),
        cmocka_unit_test(test_regid__others),
        cmocka_unit_test(test_regid__charspec),
        cmocka_unit_test(test_timestamp__bytes),
        cmocka_unit_test(test_timestamp__outside_its_years),
        cmocka_unit_test(test_timestamp__zones),
        cmocka_unit_test(test_timestamp__corrupt_fields),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
