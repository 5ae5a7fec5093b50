/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of cd/subcode.h and cd/rw_pack.h. */
#include "support/cmocka_all.h"

#include "cd/rw_pack.h"
#include "cd/subcode.h"

#include <string.h>

static const struct cd_q_position position = { .track = 7, .index = 2, .absolute = { 12, 34, 56 } };

static void make_rw(uint8_t *rw)
{
    for (unsigned i = 0; i < CD_SUBCODE_BYTES; i++)
        rw[i] = (uint8_t)(i * 5 + 0xC3);
}

static void test_subcode__joins_and_splits(void **state)
{
    uint8_t rw[CD_SUBCODE_BYTES];
    uint8_t subcode[CD_SUBCODE_BYTES];
    struct cd_q_frame q;
    struct cd_q_frame split;

    (void)state;
    make_rw(rw);
    cd_q_frame_encode_position(&position, &q);
    cd_subcode_join(true, &q, rw, subcode);
    for (unsigned i = 0; i < CD_SUBCODE_BYTES; i++) {
        assert_int_equal(subcode[i] & CD_SUBCODE_RW, rw[i] & CD_SUBCODE_RW);
        assert_int_equal(subcode[i] & CD_SUBCODE_P, CD_SUBCODE_P);
    }
    cd_subcode_split_q(subcode, &split);
    assert_memory_equal(&split, &q, sizeof(q));
    assert_true(cd_subcode_split_p(subcode));
    cd_subcode_join(false, &q, NULL, subcode);
    assert_false(cd_subcode_split_p(subcode));
    assert_int_equal(subcode[7] & ~CD_SUBCODE_Q, 0);
    assert_int_equal(subcode[7], CD_SUBCODE_Q); /* ADR 1 is bit 0 of the first byte */
}

static void test_subcode__planes_roundtrip(void **state)
{
    uint8_t subcode[CD_SUBCODE_BYTES];
    uint8_t planes[CD_SUBCODE_BYTES];
    uint8_t back[CD_SUBCODE_BYTES];
    struct cd_q_frame q;

    (void)state;
    make_rw(subcode);
    cd_q_frame_encode_position(&position, &q);
    cd_subcode_join(false, &q, subcode, subcode);
    cd_subcode_to_planes(subcode, planes);
    assert_memory_equal(planes + 12, &q, sizeof(q));
    assert_int_equal(planes[0], 0);
    cd_subcode_from_planes(planes, back);
    assert_memory_equal(back, subcode, sizeof(back));
}

static void test_subcode__short_form(void **state)
{
    static const uint8_t end[] = { 0, 0, 0, 0x80 };
    uint8_t out[CD_SUBCODE_PQ_BYTES];
    struct cd_q_frame q;

    (void)state;
    cd_q_frame_encode_position(&position, &q);
    cd_subcode_encode_pq(true, &q, out);
    assert_memory_equal(out, &q, sizeof(q));
    assert_memory_equal(out + sizeof(q), end, sizeof(end));
}

/* The value of a polynomial over the field of x^6 + x + 1 at alpha^root. */
static unsigned value_at(const uint8_t *symbols, unsigned count, unsigned root)
{
    unsigned value = 0;

    for (unsigned i = 0; i < count; i++) {
        for (unsigned k = 0; k < root; k++)
            value = value << 1 ^ (value & 0x20 ? 0x43 : 0);
        value ^= symbols[i];
    }
    return value;
}

static void make_pack(unsigned number, uint8_t *pack)
{
    for (unsigned i = 0; i < CD_RW_PACK_SYMBOLS; i++)
        pack[i] = (uint8_t)((number * 31 + i * 7 + 1) & 0x3F);
    cd_rw_pack_seal(pack);
}

static void test_rw_pack__parities_make_code_words(void **state)
{
    uint8_t pack[CD_RW_PACK_SYMBOLS];

    (void)state;
    make_pack(3, pack);
    for (unsigned root = 0; root < 2; root++)
        assert_int_equal(value_at(pack, 4, root), 0);
    for (unsigned root = 0; root < 4; root++)
        assert_int_equal(value_at(pack, CD_RW_PACK_SYMBOLS, root), 0);
    assert_true(cd_rw_pack_is_intact(pack));
    pack[9] ^= 1;
    assert_false(cd_rw_pack_is_intact(pack));
}

static void test_rw_line__delays_symbols_as_the_standard_says(void **state)
{
    struct cd_rw_line line = { 0 };
    uint8_t pack[CD_RW_PACK_SYMBOLS];
    uint8_t out[CD_RW_PACK_SYMBOLS];

    (void)state;
    memset(pack, 0, sizeof(pack));
    pack[1] = 0x15; /* changes places with symbol 18, which is two packs late */
    for (unsigned i = 0; i < 4; i++) {
        cd_rw_line_interleave(&line, pack, out);
        memset(pack, 0, sizeof(pack));
        assert_int_equal(out[18], i == 2 ? 0x15 : 0);
    }
}

static void test_rw_line__roundtrip(void **state)
{
    struct cd_rw_line out_line = { 0 };
    struct cd_rw_line in_line = { 0 };
    uint8_t pack[CD_RW_PACK_SYMBOLS];
    uint8_t expected[CD_RW_PACK_SYMBOLS];

    (void)state;
    for (unsigned i = 0; i < 40; i++) {
        make_pack(i, pack);
        cd_rw_line_interleave(&out_line, pack, pack);
        cd_rw_line_deinterleave(&in_line, pack, pack);
        if (i < CD_RW_DELAY_PACKS)
            continue;
        make_pack(i - CD_RW_DELAY_PACKS, expected);
        assert_memory_equal(pack, expected, sizeof(pack));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_subcode__joins_and_splits),
        cmocka_unit_test(test_subcode__planes_roundtrip),
        cmocka_unit_test(test_subcode__short_form),
        cmocka_unit_test(test_rw_pack__parities_make_code_words),
        cmocka_unit_test(test_rw_line__delays_symbols_as_the_standard_says),
        cmocka_unit_test(test_rw_line__roundtrip),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
