/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of cd/q_frame.h. */
#include "support/cmocka_all.h"

#include "cd/q_frame.h"

#include <string.h>

/* Frames with published CRCs. */
static const uint8_t first_of_a_track[] = { 0x21, 0x01, 0x01, 0, 0, 0, 0, 0, 0x02, 0, 0x63, 0x25 };
static const uint8_t first_track[] = { 0x01, 0, 0xA0, 0x95, 0, 0, 0, 0x01, 0, 0, 0xC4, 0x46 };

static const char catalog[] = "4006381333931";
static const char isrc[] = "USK7Y9812345";

static const struct cd_q_position position = {
    .control = CD_CONTROL_COPY_PERMITTED,
    .track = 1,
    .index = 1,
    .absolute = { 0, 2, 0 },
};

static void test_q_frame__position_is_that_of_the_standard(void **state)
{
    struct cd_q_frame frame;

    (void)state;
    cd_q_frame_encode_position(&position, &frame);
    assert_memory_equal(&frame, first_of_a_track, sizeof(frame));
}

static void test_q_frame__point_is_that_of_the_standard(void **state)
{
    const struct cd_q_position point = {
        .index = CD_POINT_FIRST_TRACK,
        .relative = { 95, 0, 0 },
        .absolute = { .minute = 1 },
    };
    struct cd_q_frame frame;

    (void)state;
    cd_q_frame_encode_position(&point, &frame);
    assert_memory_equal(&frame, first_track, sizeof(frame));
}

static void test_q_frame__position_roundtrip(void **state)
{
    const struct cd_q_position given = {
        CD_CONTROL_DATA, CD_TRACK_LEAD_OUT, 1, { 0, 59, 74 }, { 79, 58, 73 }
    };
    struct cd_q_position parsed;
    struct cd_q_frame frame;

    (void)state;
    cd_q_frame_encode_position(&given, &frame);
    assert_int_equal(frame.data[0], 0xAA);
    assert_int_equal(frame.data[8], 0x73);
    assert_int_equal(cd_q_frame_parse_position(&frame, &parsed), STATUS_OK);
    assert_memory_equal(&parsed, &given, sizeof(given));
}

/* Seals what was changed, so that nothing but the change is wrong. */
static void check_refused(struct cd_q_frame *frame, unsigned place, uint8_t value)
{
    struct cd_q_position parsed = { .track = 9 };

    cd_q_frame_encode_position(&position, frame);
    frame->data[place] = value;
    cd_q_frame_seal(frame);
    assert_int_equal(cd_q_frame_parse_position(frame, &parsed), STATUS_CORRUPT);
    assert_int_equal(parsed.track, 0);
}

static void test_q_frame__corrupt_digit(void **state)
{
    struct cd_q_frame frame;

    (void)state;
    check_refused(&frame, 0, 0x1A);
    check_refused(&frame, 1, 0x9F);
    check_refused(&frame, 2, 0xA0);
    check_refused(&frame, 8, 0x0A);
}

static void test_q_frame__corrupt_crc(void **state)
{
    struct cd_q_position parsed;
    struct cd_q_frame frame;

    (void)state;
    cd_q_frame_encode_position(&position, &frame);
    frame.crc.byte[1] ^= 1;
    assert_false(cd_q_frame_is_intact(&frame));
    assert_int_equal(cd_q_frame_parse_position(&frame, &parsed), STATUS_CORRUPT);
}

static void test_q_frame__catalog_roundtrip(void **state)
{
    static const uint8_t expected[] = { 0x42, 0x40, 0x06, 0x38, 0x13, 0x33, 0x93, 0x10, 0, 0x74 };
    char digits[CD_CATALOG_DIGITS + 1];
    struct cd_q_frame frame;

    (void)state;
    cd_q_frame_encode_catalog(CD_CONTROL_DATA, catalog, 74, &frame);
    assert_memory_equal(&frame, expected, sizeof(expected));
    assert_int_equal(cd_q_frame_adr(&frame), CD_ADR_CATALOG);
    assert_int_equal(cd_q_frame_control(&frame), CD_CONTROL_DATA);
    assert_int_equal(cd_q_frame_parse_catalog(&frame, digits), STATUS_OK);
    assert_string_equal(digits, catalog);
}

static void test_q_frame__corrupt_catalog(void **state)
{
    char digits[CD_CATALOG_DIGITS + 1] = "x";
    struct cd_q_frame frame;

    (void)state;
    cd_q_frame_encode_catalog(0, catalog, 0, &frame);
    frame.data[3] = 0xB0;
    cd_q_frame_seal(&frame);
    assert_int_equal(cd_q_frame_parse_catalog(&frame, digits), STATUS_CORRUPT);
    assert_string_equal(digits, "");
    cd_q_frame_encode_isrc(0, isrc, 0, &frame);
    assert_int_equal(cd_q_frame_parse_catalog(&frame, digits), STATUS_CORRUPT);
}

/* U, S, K, 7, Y are 25h, 23h, 1Bh, 07h, 29h. */
static void test_q_frame__isrc_roundtrip(void **state)
{
    static const uint8_t expected[] = {
        0x03, 0x96, 0x36, 0xC7, 0xA4, 0x98, 0x12, 0x34, 0x50, 0x00
    };
    char characters[CD_ISRC_CHARACTERS + 1];
    struct cd_q_frame frame;

    (void)state;
    cd_q_frame_encode_isrc(0, isrc, 0, &frame);
    assert_memory_equal(&frame, expected, sizeof(expected));
    assert_int_equal(cd_q_frame_parse_isrc(&frame, characters), STATUS_OK);
    assert_string_equal(characters, isrc);
}

static void test_q_frame__corrupt_isrc(void **state)
{
    char characters[CD_ISRC_CHARACTERS + 1] = "x";
    struct cd_q_frame frame;

    (void)state;
    cd_q_frame_encode_isrc(0, isrc, 0, &frame);
    frame.data[0] = 0x0A << 2; /* 0Ah is no letter */
    cd_q_frame_seal(&frame);
    assert_int_equal(cd_q_frame_parse_isrc(&frame, characters), STATUS_CORRUPT);
    assert_string_equal(characters, "");
    cd_q_frame_encode_isrc(0, isrc, 0, &frame);
    frame.data[5] = 0xAA;
    cd_q_frame_seal(&frame);
    assert_int_equal(cd_q_frame_parse_isrc(&frame, characters), STATUS_CORRUPT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_q_frame__position_is_that_of_the_standard),
        cmocka_unit_test(test_q_frame__point_is_that_of_the_standard),
        cmocka_unit_test(test_q_frame__position_roundtrip),
        cmocka_unit_test(test_q_frame__corrupt_digit),
        cmocka_unit_test(test_q_frame__corrupt_crc),
        cmocka_unit_test(test_q_frame__catalog_roundtrip),
        cmocka_unit_test(test_q_frame__corrupt_catalog),
        cmocka_unit_test(test_q_frame__isrc_roundtrip),
        cmocka_unit_test(test_q_frame__corrupt_isrc),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
