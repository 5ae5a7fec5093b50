/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of cd/text.h. */
#include "support/cmocka_all.h"

#include "cd/text.h"

#include <string.h>

static const char *const titles[] = { "An album of songs", "One", "A title of two packs", "\t" };
static const char *const performers[] = { "Somebody", NULL, "Somebody else", "Nobody" };

static const struct cd_text_block block = {
    .language = CD_TEXT_LANGUAGE_ENGLISH,
    .first_track = 1,
    .last_track = 3,
    .texts = { titles, performers },
};

static void encode(const struct cd_text_block *blocks, size_t count, struct cd_text_packs *packs)
{
    assert_int_equal(cd_text_encode(blocks, count, packs), STATUS_OK);
}

/* "An album of songs" and what follows, as MMC lays it out; the CRC was computed bit by bit. */
static void test_text__packs_are_those_of_the_standard(void **state)
{
    static const uint8_t first[] = { 0x80, 0,   0,   0,   'A', 'n', ' ', 'a',  'l',
                                     'b',  'u', 'm', ' ', 'o', 'f', ' ', 0xCA, 0x52 };
    static const uint8_t second[] = { 0x80, 0,   1,   12,  's', 'o', 'n', 'g',  's',
                                      0,    'O', 'n', 'e', 0,   'A', ' ', 0xA3, 0xD0 };
    struct cd_text_packs packs;

    (void)state;
    encode(&block, 1, &packs);
    assert_memory_equal(&packs.packs[0], first, sizeof(first));
    assert_memory_equal(&packs.packs[1], second, sizeof(second));
    assert_int_equal(packs.packs[2].track, 2);
    assert_int_equal(packs.packs[2].place, 2); /* two characters of its text came before */
    assert_int_equal(packs.packs[3].kind, CD_TEXT_TITLE);
    cd_text_packs_release(&packs);
}

static void test_text__size_packs_count_the_others(void **state)
{
    struct cd_text_packs packs;
    const struct cd_text_pack *sizes;

    (void)state;
    encode(&block, 1, &packs);
    sizes = &packs.packs[packs.count - 3];
    assert_int_equal(sizes[0].kind, CD_TEXT_SIZE);
    assert_int_equal(sizes[0].text[1], 1);
    assert_int_equal(sizes[0].text[2], 3);
    assert_int_equal(sizes[0].text[4] + sizes[0].text[5] + 3, packs.count);
    assert_int_equal(sizes[1].track, 1);
    assert_int_equal(sizes[1].text[7], 3);               /* size packs themselves */
    assert_int_equal(sizes[1].text[8], packs.count - 1); /* last sequence number */
    assert_int_equal(sizes[2].text[4], CD_TEXT_LANGUAGE_ENGLISH);
    for (size_t i = 0; i < packs.count; i++) {
        assert_true(cd_text_pack_is_intact(&packs.packs[i]));
        assert_int_equal(packs.packs[i].sequence, i);
    }
    cd_text_packs_release(&packs);
}

static void test_text__roundtrip(void **state)
{
    struct cd_text_block blocks[2] = { block, block };
    struct cd_text_packs packs;
    struct cd_text *text;

    (void)state;
    blocks[1].language = 8;
    blocks[1].texts[0] = performers;
    encode(blocks, 2, &packs);
    assert_int_equal(cd_text_parse(packs.packs, packs.count, &text), STATUS_OK);
    assert_int_equal(cd_text_language(text, 0), CD_TEXT_LANGUAGE_ENGLISH);
    assert_int_equal(cd_text_language(text, 1), 8);
    for (unsigned i = 0; i < 3; i++)
        assert_string_equal(cd_text_get(text, 0, CD_TEXT_TITLE, i), titles[i]);
    assert_string_equal(cd_text_get(text, 0, CD_TEXT_TITLE, 3), titles[2]);
    assert_null(cd_text_get(text, 0, CD_TEXT_PERFORMER, 1));
    assert_string_equal(cd_text_get(text, 0, CD_TEXT_PERFORMER, 3), performers[3]);
    assert_string_equal(cd_text_get(text, 1, CD_TEXT_TITLE, 2), performers[2]);
    assert_null(cd_text_get(text, 2, CD_TEXT_TITLE, 0));
    assert_null(cd_text_get(text, 8, CD_TEXT_TITLE, 0));
    assert_null(cd_text_get(text, 0, CD_TEXT_TITLE, 100));
    cd_text_destroy(text);
    cd_text_packs_release(&packs);
}

static void test_text__sub_channel_roundtrip(void **state)
{
    struct cd_text_pack back[CD_TEXT_PACKS_PER_SECTOR];
    struct cd_text_packs packs;
    uint8_t rw[CD_SUBCODE_BYTES];

    (void)state;
    encode(&block, 1, &packs);
    cd_text_to_subcode(packs.packs, rw);
    assert_int_equal(rw[0], 0x80 >> 2);
    assert_int_equal(rw[5], 0x04); /* 'A' is 41h, behind it 'n' */
    cd_text_from_subcode(rw, back);
    assert_memory_equal(back, packs.packs, sizeof(back));
    cd_text_packs_release(&packs);
}

static void test_text__corrupt_crc(void **state)
{
    struct cd_text_packs packs;
    struct cd_text *text = (struct cd_text *)&packs;

    (void)state;
    encode(&block, 1, &packs);
    for (size_t i = 0; i < packs.count; i++)
        packs.packs[i].text[0] ^= 1;
    assert_int_equal(cd_text_parse(packs.packs, packs.count, &text), STATUS_CORRUPT);
    assert_null(text);
    assert_int_equal(cd_text_parse(packs.packs, 0, &text), STATUS_CORRUPT);
    cd_text_packs_release(&packs);
}

static void test_text__a_lost_pack_loses_its_texts_only(void **state)
{
    struct cd_text_packs packs;
    struct cd_text *text;

    (void)state;
    encode(&block, 1, &packs);
    packs.packs[1].text[0] ^= 1;
    assert_int_equal(cd_text_parse(packs.packs, packs.count, &text), STATUS_OK);
    assert_null(cd_text_get(text, 0, CD_TEXT_TITLE, 0));
    assert_null(cd_text_get(text, 0, CD_TEXT_TITLE, 1));
    assert_string_equal(cd_text_get(text, 0, CD_TEXT_PERFORMER, 0), performers[0]);
    cd_text_destroy(text);
    cd_text_packs_release(&packs);
}

static void test_text__any_bytes_are_read_within_bounds(void **state)
{
    struct cd_text_pack packs[64];
    struct cd_text *text;

    (void)state;
    for (unsigned i = 0; i < 64; i++) {
        memset(&packs[i], i % 3 == 0 ? 0 : 0xFF, sizeof(packs[i]));
        packs[i].kind = (uint8_t)(0x80 + i % 16);
        packs[i].place = (uint8_t)(i * 16 & 0x7F);
        cd_text_pack_seal(&packs[i]);
    }
    assert_int_equal(cd_text_parse(packs, 64, &text), STATUS_OK);
    cd_text_destroy(text);
}

static void test_text__too_much_is_refused(void **state)
{
    static char longest[CD_TEXT_BLOCK_PACKS * CD_TEXT_PACK_BYTES];
    const char *const texts[] = { longest, NULL };
    struct cd_text_block large = { .first_track = 1, .last_track = 1, .texts = { texts } };
    struct cd_text_packs packs;

    (void)state;
    memset(longest, 'x', sizeof(longest) - 1);
    assert_int_equal(cd_text_encode(&large, 1, &packs), STATUS_TOO_LARGE);
    assert_null(packs.packs);
    longest[253 * CD_TEXT_PACK_BYTES - 2] = '\0';
    encode(&large, 1, &packs);
    assert_int_equal(packs.count, CD_TEXT_BLOCK_PACKS);
    cd_text_packs_release(&packs);
}

static void test_text__invalid_blocks_are_refused(void **state)
{
    struct cd_text_block wrong = block;
    struct cd_text_packs packs;

    (void)state;
    assert_int_equal(cd_text_encode(&block, 0, &packs), STATUS_INVALID_ARGUMENT);
    assert_int_equal(cd_text_encode(&block, 9, &packs), STATUS_INVALID_ARGUMENT);
    wrong.first_track = 0;
    assert_int_equal(cd_text_encode(&wrong, 1, &packs), STATUS_INVALID_ARGUMENT);
    wrong.first_track = 4;
    assert_int_equal(cd_text_encode(&wrong, 1, &packs), STATUS_INVALID_ARGUMENT);
    wrong.last_track = 100;
    assert_int_equal(cd_text_encode(&wrong, 1, &packs), STATUS_INVALID_ARGUMENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text__packs_are_those_of_the_standard),
        cmocka_unit_test(test_text__size_packs_count_the_others),
        cmocka_unit_test(test_text__roundtrip),
        cmocka_unit_test(test_text__sub_channel_roundtrip),
        cmocka_unit_test(test_text__corrupt_crc),
        cmocka_unit_test(test_text__a_lost_pack_loses_its_texts_only),
        cmocka_unit_test(test_text__any_bytes_are_read_within_bounds),
        cmocka_unit_test(test_text__too_much_is_refused),
        cmocka_unit_test(test_text__invalid_blocks_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
