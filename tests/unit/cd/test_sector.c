/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of cd/sector.h, with cd/edc.h, cd/ecc.h and cd/scramble.h below it. */
#include "support/cmocka_all.h"

#include "base/crc16.h"
#include "cd/ecc.h"
#include "cd/edc.h"
#include "cd/scramble.h"
#include "cd/sector.h"

#include <string.h>

/* Computed bit by bit, by polynomial division, outside of this program. */
static const uint8_t mode_1_edc[] = { 0xA7, 0x99, 0x9C, 0x6D };
static const uint8_t form_1_edc[] = { 0x5B, 0xC5, 0x8D, 0x6E };
static const uint8_t form_2_edc[] = { 0x5D, 0xD7, 0xF7, 0x6A };
static const uint8_t mode_1_p[] = { 0x18, 0xF8, 0x78, 0xE4, 0xE7, 0x59, 0xD1, 0x21 };
static const uint8_t mode_1_q_end[] = { 0x86, 0xC2, 0xD7, 0xA1, 0xBE, 0x60, 0x47, 0x32 };
static const uint8_t form_1_p[] = { 0x92, 0xC7, 0x04, 0x05, 0x6D, 0xB8, 0x4D, 0x61 };
static const uint8_t form_1_q_end[] = { 0x3F, 0x30, 0x7F, 0xC2, 0x14, 0x03, 0xD6, 0xF6 };

#define PARITY       2076
#define PARITY_BYTES 276

/* ECMA-130 annex B: how the sequence begins. */
static const uint8_t scrambler_start[] = { 0x01, 0x80, 0x00, 0x60, 0x00, 0x28, 0x00, 0x1E,
                                           0x80, 0x08, 0x60, 0x06, 0xA8, 0x02, 0xFE, 0x81 };

static void fill(uint8_t *bytes, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        bytes[i] = (uint8_t)(i * i + 7 * i + i / 256);
}

static void make_mode_1(uint8_t *sector)
{
    memset(sector, 0xEE, CD_SECTOR_BYTES);
    cd_sector_begin(sector, CD_SECTOR_MODE_1, 0);
    fill(sector + CD_SECTOR_BODY, CD_MODE_1_BYTES);
    cd_sector_seal(sector, CD_SECTOR_MODE_1);
}

static void make_form(uint8_t *sector, enum cd_sector_kind kind)
{
    const bool is_form_2 = kind == CD_SECTOR_MODE_2_FORM_2;
    const uint8_t sub_header[] = { 1, 2, is_form_2 ? CD_SUBMODE_FORM_2 : CD_SUBMODE_DATA, 0 };

    memset(sector, 0xEE, CD_SECTOR_BYTES);
    cd_sector_begin(sector, kind, 16);
    memcpy(sector + CD_SECTOR_BODY, sub_header, sizeof(sub_header));
    fill(sector + CD_SECTOR_FORM_BODY, is_form_2 ? CD_FORM_2_BYTES : CD_MODE_1_BYTES);
    cd_sector_seal(sector, kind);
}

static void test_sector__mode_1_is_that_of_the_standard(void **state)
{
    static const uint8_t header[] = { 0x00, 0x02, 0x00, 0x01 };
    static const uint8_t zeros[8];
    uint8_t sector[CD_SECTOR_BYTES];

    (void)state;
    make_mode_1(sector);
    assert_memory_equal(sector + CD_SECTOR_HEADER, header, sizeof(header));
    assert_memory_equal(sector + CD_SECTOR_EDC_MODE_1, mode_1_edc, sizeof(mode_1_edc));
    assert_memory_equal(sector + CD_SECTOR_EDC_MODE_1 + 4, zeros, sizeof(zeros));
    assert_memory_equal(sector + PARITY, mode_1_p, sizeof(mode_1_p));
    assert_memory_equal(sector + CD_SECTOR_BYTES - 8, mode_1_q_end, sizeof(mode_1_q_end));
    assert_int_equal(crc16(sector + PARITY, PARITY_BYTES), 0x73EC);
}

static void test_sector__form_1_is_that_of_the_standard(void **state)
{
    static const uint8_t head[] = { 0x00, 0x02, 0x16, 0x02, 1, 2, 8, 0, 1, 2, 8, 0 };
    uint8_t sector[CD_SECTOR_BYTES];

    (void)state;
    make_form(sector, CD_SECTOR_MODE_2_FORM_1);
    assert_memory_equal(sector + CD_SECTOR_HEADER, head, sizeof(head));
    assert_memory_equal(sector + CD_SECTOR_EDC_FORM_1, form_1_edc, sizeof(form_1_edc));
    assert_memory_equal(sector + PARITY, form_1_p, sizeof(form_1_p));
    assert_memory_equal(sector + CD_SECTOR_BYTES - 8, form_1_q_end, sizeof(form_1_q_end));
    assert_int_equal(crc16(sector + PARITY, PARITY_BYTES), 0xF3E2);
}

/* The first sector of a file with the bytes of fill() on a disc by vcdimager 2.0.1. */
static void test_sector__form_1_is_that_of_a_stranger(void **state)
{
    static const uint8_t sub_header[] = { 1, 0, CD_SUBMODE_DATA, 0 };
    static const uint8_t edc[] = { 0xF8, 0xE7, 0xE5, 0xFF };
    uint8_t sector[CD_SECTOR_BYTES];

    (void)state;
    cd_sector_begin(sector, CD_SECTOR_MODE_2_FORM_1, 225);
    memcpy(sector + CD_SECTOR_BODY, sub_header, sizeof(sub_header));
    fill(sector + CD_SECTOR_FORM_BODY, CD_MODE_1_BYTES);
    cd_sector_seal(sector, CD_SECTOR_MODE_2_FORM_1);
    assert_memory_equal(sector + CD_SECTOR_EDC_FORM_1, edc, sizeof(edc));
    assert_int_equal(crc16(sector + PARITY, PARITY_BYTES), 0x4EA9);
}

static void test_sector__form_2_is_that_of_the_standard(void **state)
{
    uint8_t sector[CD_SECTOR_BYTES];

    (void)state;
    make_form(sector, CD_SECTOR_MODE_2_FORM_2);
    assert_memory_equal(sector + CD_SECTOR_EDC_FORM_2, form_2_edc, sizeof(form_2_edc));
}

static void test_sector__kinds_without_codes_stay(void **state)
{
    uint8_t sector[CD_SECTOR_BYTES];
    uint8_t before[CD_SECTOR_BYTES];

    (void)state;
    fill(before, sizeof(before));
    memcpy(sector, before, sizeof(sector));
    cd_sector_seal(sector, CD_SECTOR_AUDIO);
    cd_sector_seal(sector, CD_SECTOR_MODE_0);
    cd_sector_seal(sector, CD_SECTOR_MODE_2);
    assert_memory_equal(sector, before, sizeof(sector));
    assert_true(cd_sector_is_intact(sector, CD_SECTOR_MODE_2));
}

static void test_sector__tells_its_kind(void **state)
{
    uint8_t sector[CD_SECTOR_BYTES];

    (void)state;
    make_mode_1(sector);
    assert_int_equal(cd_sector_kind_of(sector), CD_SECTOR_MODE_1);
    make_form(sector, CD_SECTOR_MODE_2_FORM_1);
    assert_int_equal(cd_sector_kind_of(sector), CD_SECTOR_MODE_2_FORM_1);
    make_form(sector, CD_SECTOR_MODE_2_FORM_2);
    assert_int_equal(cd_sector_kind_of(sector), CD_SECTOR_MODE_2_FORM_2);
    sector[CD_SECTOR_BODY] ^= 1;
    assert_int_equal(cd_sector_kind_of(sector), CD_SECTOR_MODE_2);
    cd_sector_begin(sector, CD_SECTOR_MODE_0, 0);
    assert_int_equal(cd_sector_kind_of(sector), CD_SECTOR_MODE_0);
    sector[CD_SECTOR_BODY - 1] = 3;
    assert_int_equal(cd_sector_kind_of(sector), CD_SECTOR_AUDIO);
    sector[0] = 1;
    assert_int_equal(cd_sector_kind_of(sector), CD_SECTOR_AUDIO);
}

static void check_corrupt(enum cd_sector_kind kind, unsigned place)
{
    uint8_t sector[CD_SECTOR_BYTES];

    if (kind == CD_SECTOR_MODE_1)
        make_mode_1(sector);
    else
        make_form(sector, kind);
    assert_true(cd_sector_is_intact(sector, kind));
    sector[place] ^= 0x10;
    assert_false(cd_sector_is_intact(sector, kind));
}

static void test_sector__corrupt(void **state)
{
    (void)state;
    check_corrupt(CD_SECTOR_MODE_1, CD_SECTOR_HEADER);
    check_corrupt(CD_SECTOR_MODE_1, CD_SECTOR_EDC_MODE_1 - 1);
    check_corrupt(CD_SECTOR_MODE_1, CD_SECTOR_EDC_MODE_1 + 3);
    check_corrupt(CD_SECTOR_MODE_2_FORM_1, CD_SECTOR_BODY);
    check_corrupt(CD_SECTOR_MODE_2_FORM_1, CD_SECTOR_EDC_FORM_1);
    check_corrupt(CD_SECTOR_MODE_2_FORM_2, CD_SECTOR_EDC_FORM_2 - 1);
}

static void test_sector__form_2_may_do_without_edc(void **state)
{
    uint8_t sector[CD_SECTOR_BYTES];

    (void)state;
    make_form(sector, CD_SECTOR_MODE_2_FORM_2);
    memset(sector + CD_SECTOR_EDC_FORM_2, 0, 4);
    assert_true(cd_sector_is_intact(sector, CD_SECTOR_MODE_2_FORM_2));
}

static void test_edc__of_pieces_that_fill_no_step(void **state)
{
    uint8_t bytes[64];

    (void)state;
    fill(bytes, sizeof(bytes));
    for (size_t size = 1; size <= sizeof(bytes); size++) {
        uint32_t expected = 0;

        for (size_t i = 0; i < size; i++) {
            expected ^= bytes[i];
            for (int bit = 0; bit < 8; bit++)
                expected = expected >> 1 ^ (expected & 1 ? 0xD8018001 : 0);
        }
        assert_int_equal(cd_edc(bytes, size), expected);
    }
}

static void test_scramble__adds_the_sequence_of_the_standard(void **state)
{
    uint8_t sector[CD_SECTOR_BYTES] = { 0 };

    (void)state;
    cd_scramble(sector);
    for (unsigned i = 0; i < CD_SECTOR_HEADER; i++)
        assert_int_equal(sector[i], 0);
    assert_memory_equal(sector + CD_SECTOR_HEADER, scrambler_start, sizeof(scrambler_start));
    assert_int_equal(crc16(sector + CD_SECTOR_HEADER, CD_SECTOR_BYTES - CD_SECTOR_HEADER), 0x3CCA);
}

static void test_scramble__twice_is_nothing(void **state)
{
    uint8_t sector[CD_SECTOR_BYTES];
    uint8_t before[CD_SECTOR_BYTES];

    (void)state;
    make_mode_1(sector);
    memcpy(before, sector, sizeof(before));
    cd_scramble(sector);
    assert_memory_not_equal(sector, before, sizeof(before));
    cd_scramble(sector);
    assert_memory_equal(sector, before, sizeof(before));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sector__mode_1_is_that_of_the_standard),
        cmocka_unit_test(test_sector__form_1_is_that_of_the_standard),
        cmocka_unit_test(test_sector__form_1_is_that_of_a_stranger),
        cmocka_unit_test(test_sector__form_2_is_that_of_the_standard),
        cmocka_unit_test(test_sector__kinds_without_codes_stay),
        cmocka_unit_test(test_sector__tells_its_kind),
        cmocka_unit_test(test_sector__corrupt),
        cmocka_unit_test(test_sector__form_2_may_do_without_edc),
        cmocka_unit_test(test_edc__of_pieces_that_fill_no_step),
        cmocka_unit_test(test_scramble__adds_the_sequence_of_the_standard),
        cmocka_unit_test(test_scramble__twice_is_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
