/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of base/utf16.h. */
#include "support/cmocka_all.h"

#include "base/memory.h"
#include "base/utf16.h"

#include <string.h>

static void test_utf16__upper_by_table(void **state)
{
    static const struct {
        char16 unit;
        char16 upper;
    } rows[] = {
        { 'a', 'A' },       { 'Z', 'Z' },       { '1', '1' },       { 0x00E9, 0x00C9 },
        { 0x00FF, 0x0178 }, { 0x00DF, 0x00DF }, { 0x0131, 'I' },    { 0x0101, 0x0100 },
        { 0x0102, 0x0102 }, { 0x03C2, 0x03A3 }, { 0x0450, 0x0400 }, { 0x1E01, 0x1E00 },
        { 0x2170, 0x2160 }, { 0xFF41, 0xFF21 }, { 0xD83D, 0xD83D }, { 0x4E00, 0x4E00 },
        { 0xFFFF, 0xFFFF },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        assert_int_equal(utf16_upper(rows[i].unit), rows[i].upper);
}

static void test_utf16__compare_is_ordinal(void **state)
{
    static const char16 a[] = { 'a', 'b' };
    static const char16 b[] = { 'a', 'B' };

    (void)state;
    assert_true(utf16_compare(a, 2, b, 2) > 0);
    assert_true(utf16_compare(a, 1, b, 2) < 0);
    assert_int_equal(utf16_compare(a, 1, b, 1), 0);
    assert_int_equal(utf16_compare_folded(a, 2, b, 2), 0);
    assert_true(utf16_compare_folded(a, 2, b, 1) > 0);
    assert_int_equal(utf16_hash_folded(a, 2), utf16_hash_folded(b, 2));
}

static void assert_roundtrip(const char *utf8, const char16 *expected, size_t units)
{
    char16 text[16];
    char back[64];
    size_t length;

    assert_int_equal(utf16_from_utf8(utf8, strlen(utf8), text, 16, &length), STATUS_OK);
    assert_int_equal(length, units);
    assert_memory_equal(text, expected, units * sizeof(*text));
    assert_int_equal(utf16_to_utf8(text, length, back, sizeof(back), &length), STATUS_OK);
    assert_string_equal(back, utf8);
    assert_int_equal(length, strlen(utf8));
}

static void test_utf16__utf8_roundtrip(void **state)
{
    static const char16 plain[] = { 'a', 0xE9, 0x20AC };
    static const char16 pair[] = { 0xD83D, 0xDE00, '!' };
    static const char16 lone[] = { 0xD83D };
    static const char16 last[] = { 0xDBFF, 0xDFFF };

    (void)state;
    assert_roundtrip("a\xC3\xA9\xE2\x82\xAC", plain, 3);
    assert_roundtrip("\xF0\x9F\x98\x80!", pair, 3);
    assert_roundtrip("\xED\xA0\xBD", lone, 1);
    assert_roundtrip("\xF4\x8F\xBF\xBF", last, 2);
}

static void test_utf16__malformed_utf8_is_refused(void **state)
{
    static const char *const bad[] = {
        "\x80",
        "\xC0\xAF",
        "\xC3",
        "\xE2\x82",
        "\xE0\x80\x80",
        "\xF0\x80\x80\x80",
        "\xF4\x90\x80\x80",
        "\xFF",
        "a\xC3\x62",
    };

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        char16 text[16];
        size_t length = 1;

        assert_int_equal(utf16_from_utf8(bad[i], strlen(bad[i]), text, 16, &length),
                         STATUS_INVALID_NAME);
        assert_int_equal(length, 0);
    }
}

static void test_utf16__no_space(void **state)
{
    static const char16 euro[] = { 0x20AC };
    char16 text[1];
    char out[3] = "x";
    size_t length;

    (void)state;
    assert_int_equal(utf16_from_utf8("\xF0\x9F\x98\x80", 4, text, 1, &length), STATUS_NO_SPACE);
    assert_int_equal(utf16_to_utf8(euro, 1, out, sizeof(out), &length), STATUS_NO_SPACE);
    assert_string_equal(out, "");
    assert_int_equal(utf16_to_utf8(euro, 1, out, 0, &length), STATUS_NO_SPACE);
}

/* What is not ASCII may stand at any place among units that are converted four at a time. */
static void test_utf16__any_unit_anywhere(void **state)
{
    (void)state;
    for (size_t length = 0; length <= 10; length++) {
        for (size_t at = 0; at <= length; at++) {
            char16 text[10];
            char utf8[12];
            char16 back[10];
            size_t bytes;
            size_t units;

            for (size_t i = 0; i < length; i++)
                text[i] = i == at ? 0x00E4 : (char16)('a' + i);
            bytes = length + (at < length);
            for (size_t room = 0; room <= bytes; room++)
                assert_int_equal(utf16_to_utf8(text, length, utf8, room, &units), STATUS_NO_SPACE);
            assert_int_equal(utf16_to_utf8(text, length, utf8, bytes + 1, &units), STATUS_OK);
            assert_int_equal(units, bytes);
            assert_int_equal(utf8[bytes], 0);
            for (size_t room = 0; room < length; room++)
                assert_int_equal(utf16_from_utf8(utf8, bytes, back, room, &units), STATUS_NO_SPACE);
            assert_int_equal(utf16_from_utf8(utf8, bytes, back, length, &units), STATUS_OK);
            assert_int_equal(utf16_compare(back, units, text, length), 0);
        }
    }
}

static void test_utf16__duplicate_terminates(void **state)
{
    static const char16 text[] = { 'a', 'b', 'c' };
    char16 *copy = utf16_duplicate(text, 2);

    (void)state;
    assert_non_null(copy);
    assert_int_equal(utf16_length(copy), 2);
    assert_int_equal(copy[1], 'b');
    memory_free(copy);
    copy = utf16_duplicate(NULL, 0);
    assert_non_null(copy);
    assert_int_equal(copy[0], 0);
    memory_free(copy);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_utf16__upper_by_table),
        cmocka_unit_test(test_utf16__compare_is_ordinal),
        cmocka_unit_test(test_utf16__utf8_roundtrip),
        cmocka_unit_test(test_utf16__malformed_utf8_is_refused),
        cmocka_unit_test(test_utf16__no_space),
        cmocka_unit_test(test_utf16__any_unit_anywhere),
        cmocka_unit_test(test_utf16__duplicate_terminates),
    };

    return cmocka_run_group_tests_name("base/utf16", tests, NULL, NULL);
}
