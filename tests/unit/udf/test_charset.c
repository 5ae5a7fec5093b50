/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of udf/charset.h. */
#include "support/cmocka_all.h"

#include "udf/charset.h"

#include <string.h>

#define TEXT(literal) (literal), sizeof(literal) / sizeof(char16) - 1

static void assert_units(const char16 *text, size_t length, const char16 *expected,
                         size_t expected_length)
{
    assert_int_equal(length, expected_length);
    if (length != 0)
        assert_memory_equal(text, expected, length * sizeof(char16));
}

static void assert_dstring(const uint8_t *field, size_t size, const char16 *expected,
                           size_t expected_length)
{
    char16 text[UDF_TEXT_MAXIMUM];
    size_t length;

    assert_int_equal(udf_dstring_decode(field, size, text, &length), STATUS_OK);
    assert_units(text, length, expected, expected_length);
}

static void test_dstring__narrow(void **state)
{
    static const uint8_t expected[8] = { 8, 'A', 0xE9, 0, 0, 0, 0, 3 };
    uint8_t field[8];

    (void)state;
    memset(field, 0xAA, sizeof(field));
    udf_dstring_encode(field, sizeof(field), TEXT(u"A\u00E9"));
    assert_memory_equal(field, expected, sizeof(field));
    assert_dstring(field, sizeof(field), TEXT(u"A\u00E9"));
}

static void test_dstring__wide(void **state)
{
    static const uint8_t expected[8] = { 16, 0x04, 0x16, 0x00, 'A', 0, 0, 5 };
    uint8_t field[8];

    (void)state;
    memset(field, 0xAA, sizeof(field));
    udf_dstring_encode(field, sizeof(field), TEXT(u"\u0416A"));
    assert_memory_equal(field, expected, sizeof(field));
    assert_dstring(field, sizeof(field), TEXT(u"\u0416A"));
}

static void test_dstring__empty(void **state)
{
    static const uint8_t expected[8] = { 0 };
    uint8_t field[8];

    (void)state;
    memset(field, 0xAA, sizeof(field));
    udf_dstring_encode(field, sizeof(field), NULL, 0);
    assert_memory_equal(field, expected, sizeof(field));
    assert_dstring(field, sizeof(field), NULL, 0);
}

static void test_dstring__cut_to_the_field(void **state)
{
    uint8_t field[8];

    (void)state;
    udf_dstring_encode(field, sizeof(field), TEXT(u"1234567"));
    assert_dstring(field, sizeof(field), TEXT(u"123456"));
    assert_int_equal(field[7], 7);
    udf_dstring_encode(field, sizeof(field), TEXT(u"\u0416234"));
    assert_dstring(field, sizeof(field), TEXT(u"\u041623"));
    udf_dstring_encode(field, sizeof(field), TEXT(u"12\U0001F600"));
    assert_dstring(field, sizeof(field), TEXT(u"12"));
    udf_dstring_encode(field, sizeof(field), TEXT(u"1\U0001F600\U0001F600"));
    assert_dstring(field, sizeof(field), TEXT(u"1\U0001F600"));
}

static void test_dstring__corrupt_length(void **state)
{
    static const uint8_t field[8] = { 8, 'A', 0, 0, 0, 0, 0, 8 };
    char16 text[UDF_TEXT_MAXIMUM];
    size_t length = 1;

    (void)state;
    assert_int_equal(udf_dstring_decode(field, 8, text, &length), STATUS_CORRUPT);
    assert_int_equal(length, 0);
}

static void test_dstring__corrupt_width(void **state)
{
    static const uint8_t unknown[8] = { 9, 'A', 0, 0, 0, 0, 0, 2 };
    static const uint8_t odd[8] = { 16, 'A', 0, 0, 0, 0, 0, 4 };
    char16 text[UDF_TEXT_MAXIMUM];
    size_t length = 1;

    (void)state;
    assert_int_equal(udf_dstring_decode(unknown, 8, text, &length), STATUS_CORRUPT);
    assert_int_equal(length, 0);
    assert_int_equal(udf_dstring_decode(odd, 8, text, &length), STATUS_CORRUPT);
}

/* Encodes and decodes again. */
static void assert_identifier(const char16 *name, size_t length, const char16 *expected,
                              size_t expected_length)
{
    uint8_t identifier[UDF_IDENTIFIER_MAXIMUM];
    const size_t size = udf_identifier_encode(name, length, identifier);
    char16 text[UDF_TEXT_MAXIMUM];
    size_t text_length;

    assert_int_equal(udf_identifier_size(name, length), size);
    assert_int_equal(udf_identifier_decode(identifier, size, text, &text_length), STATUS_OK);
    assert_units(text, text_length, expected, expected_length);
}

static void test_identifier__bytes(void **state)
{
    static const uint8_t narrow[] = { 8, 'A', '.', 'T', 0xFF };
    static const uint8_t wide[] = { 16, 0x01, 0x00, 0xD8, 0x3D, 0xDE, 0x00 };
    uint8_t identifier[UDF_IDENTIFIER_MAXIMUM];

    (void)state;
    assert_int_equal(udf_identifier_encode(TEXT(u"A.T\u00FF"), identifier), sizeof(narrow));
    assert_memory_equal(identifier, narrow, sizeof(narrow));
    assert_int_equal(udf_identifier_encode(TEXT(u"\u0100\U0001F600"), identifier), sizeof(wide));
    assert_memory_equal(identifier, wide, sizeof(wide));
}

static void fill(char16 *name, size_t length, char16 unit)
{
    for (size_t i = 0; i < length; i++)
        name[i] = unit;
}

static void test_identifier__names_that_fit(void **state)
{
    char16 name[255];

    (void)state;
    assert_identifier(TEXT(u"a"), TEXT(u"a"));
    assert_identifier(TEXT(u"\u0416\u0416.txt"), TEXT(u"\u0416\u0416.txt"));
    fill(name, 254, u'\u00FF');
    assert_identifier(name, 254, name, 254);
    fill(name, 127, u'\u0416');
    assert_identifier(name, 127, name, 127);
}

static void test_identifier__corrupt(void **state)
{
    static const uint8_t odd[] = { 16, 0, 'A', 0 };
    static const uint8_t deleted[] = { 254, 'A' };
    char16 text[UDF_TEXT_MAXIMUM];
    size_t length = 1;

    (void)state;
    assert_int_equal(udf_identifier_decode(odd, sizeof(odd), text, &length), STATUS_CORRUPT);
    assert_int_equal(length, 0);
    assert_int_equal(udf_identifier_decode(deleted, 2, text, &length), STATUS_CORRUPT);
    assert_int_equal(udf_identifier_decode(odd, 1, text, &length), STATUS_CORRUPT);
    assert_int_equal(udf_identifier_decode(odd, 0, text, &length), STATUS_CORRUPT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dstring__narrow),
        cmocka_unit_test(test_dstring__wide),
        cmocka_unit_test(test_dstring__empty),
        cmocka_unit_test(test_dstring__cut_to_the_field),
        cmocka_unit_test(test_dstring__corrupt_length),
        cmocka_unit_test(test_dstring__corrupt_width),
        cmocka_unit_test(test_identifier__bytes),
        cmocka_unit_test(test_identifier__names_that_fit),
        cmocka_unit_test(test_identifier__corrupt),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
