/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of fsimage/short_name.h. */
#include "support/cmocka_all.h"

#include "fsimage/short_name.h"
#include "unit/fsimage/trees.h"

#include <string.h>

static void assert_iso(const char16 *name, unsigned level, const char16 *expected)
{
    struct short_name derived;

    iso_name_derive(name, utf16_length(name), false, level, &derived);
    assert_text(derived.text, derived.length, expected);
}

static void assert_iso_directory(const char16 *name, unsigned level, const char16 *expected)
{
    struct short_name derived;

    iso_name_derive(name, utf16_length(name), true, level, &derived);
    assert_text(derived.text, derived.length, expected);
}

static void assert_joliet(const char16 *name, bool is_directory, const char16 *expected)
{
    struct short_name derived;

    joliet_name_derive(name, utf16_length(name), is_directory, &derived);
    assert_text(derived.text, derived.length, expected);
}

static void test_iso_name__characters(void **state)
{
    (void)state;
    assert_iso(u"readme.txt", 2, u"README.TXT");
    assert_iso(u"a-b c+d.x~y", 2, u"A_B_C_D.X_Y");
    assert_iso(u"\u00C4pfel \u00FCber stra\u00DFe", 2, u"APFEL_UBER_STRASE");
    assert_iso(u"\u0142\u00F3d\u017A.\u017Cip", 2, u"LODZ.ZIP");
    assert_iso(u"\u4E2D\u6587.\u5B57", 2, u"__._");
    assert_iso(u"\u0436\u00D7\u00F7", 2, u"___");
}

static void test_iso_name__a_pair_is_one(void **state)
{
    (void)state;
    assert_iso(u"a\U0001F600b.\U0001F600", 2, u"A_B._");
    assert_iso(u"\xD800x", 2, u"_X");
    assert_iso(u"x\xDC00\xD800", 2, u"X__");
}

static void test_iso_name__dots(void **state)
{
    (void)state;
    assert_iso(u".profile", 2, u"_PROFILE");
    assert_iso(u"trailing.", 2, u"TRAILING_");
    assert_iso(u"a.b.c", 2, u"A_B.C");
    assert_iso(u"..x", 2, u"_.X");
    assert_iso(u".a.b", 2, u"_A.B");
    assert_iso(u"none", 2, u"NONE");
    assert_iso_directory(u"v1.2.3", 2, u"V1_2_3");
}

static void test_iso_name__level_1_is_8_and_3(void **state)
{
    (void)state;
    assert_iso(u"12345678.123", 1, u"12345678.123");
    assert_iso(u"123456789.1234", 1, u"12345678.123");
    assert_iso(u"a.jpeg", 1, u"A.JPE");
    assert_iso_directory(u"123456789", 1, u"12345678");
}

static void test_iso_name__level_2_is_30(void **state)
{
    (void)state;
    assert_iso(u"123456789012345678901234567.abc", 2, u"123456789012345678901234567.ABC");
    assert_iso(u"1234567890123456789012345678.abc", 2, u"123456789012345678901234567.ABC");
    assert_iso(u"123456789012345678901234567890", 2, u"123456789012345678901234567890");
    assert_iso(u"1234567890123456789012345678901", 2, u"123456789012345678901234567890");
    assert_iso(u"name.a_long_extension", 2, u"NAME.A_LONG_EXTENSION");
    assert_iso(u"1234567890123456789012.123456789", 2, u"1234567890123456789012.12345678");
    assert_iso_directory(u"1234567890123456789012345678901", 2, u"1234567890123456789012345678901");
    assert_iso_directory(u"12345678901234567890123456789012", 2,
                         u"1234567890123456789012345678901");
}

static void test_joliet_name__keeps_what_fits(void **state)
{
    (void)state;
    assert_joliet(u"Some Name (1).Txt", false, u"Some Name (1).Txt");
    assert_joliet(u"a;b", false, u"a_b");
    assert_joliet(u"1234567890123456789012345678901234567890123456789012345678901234", false,
                  u"1234567890123456789012345678901234567890123456789012345678901234");
    assert_joliet(u"\U0001F600.\U0001F600", false, u"\U0001F600.\U0001F600");
}

static void test_joliet_name__cuts_the_stem(void **state)
{
    (void)state;
    assert_joliet(u"12345678901234567890123456789012345678901234567890123456789012345", false,
                  u"1234567890123456789012345678901234567890123456789012345678901234");
    assert_joliet(u"1234567890123456789012345678901234567890123456789012345678901.html", false,
                  u"12345678901234567890123456789012345678901234567890123456789.html");
    assert_joliet(u"1234567890123456789012345678901234567890123456789012345678901.html", true,
                  u"1234567890123456789012345678901234567890123456789012345678901.ht");
    assert_joliet(u"a.1234567890123456789012345678901234567890123456789012345678901234", false,
                  u"a.12345678901234567890123456789012345678901234567890123456789012");
}

static void test_joliet_name__never_cuts_a_pair(void **state)
{
    (void)state;
    assert_joliet(u"123456789012345678901234567890123456789012345678901234567890123\U0001F600x",
                  false, u"123456789012345678901234567890123456789012345678901234567890123");
}

static void assert_numbered(const struct short_name *base, uint32_t number, const char16 *expected)
{
    struct short_name numbered;

    short_name_number(base, number, &numbered);
    assert_text(numbered.text, numbered.length, expected);
    assert_int_equal(short_name_number_of(base, numbered.text, numbered.length), number);
}

static void test_short_name__numbers_replace_the_tail(void **state)
{
    struct short_name base;

    (void)state;
    iso_name_derive(TEXT(u"longname.text"), false, 1, &base);
    assert_numbered(&base, 1, u"LONGNA_1.TEX");
    assert_numbered(&base, 10, u"LONGN_10.TEX");
    assert_numbered(&base, 9999999, u"_9999999.TEX");
    iso_name_derive(TEXT(u"ab"), false, 1, &base);
    assert_numbered(&base, 7, u"AB_7");
    iso_name_derive(TEXT(u"12345678901234567890123456789012"), true, 2, &base);
    assert_numbered(&base, 123, u"123456789012345678901234567_123");
    joliet_name_derive(TEXT(u"a;b.txt"), false, &base);
    assert_numbered(&base, 2, u"a_b~2.txt");
}

static void test_short_name__numbers_leave_pairs_whole(void **state)
{
    struct short_name base;

    (void)state;
    joliet_name_derive(
        TEXT(u"1234567890123456789012345678901234567890123456789012345678901\U0001F600x"), false,
        &base);
    assert_numbered(&base, 1, u"1234567890123456789012345678901234567890123456789012345678901~1");
}

static void test_short_name__foreign_text_has_no_number(void **state)
{
    struct short_name base;

    (void)state;
    iso_name_derive(TEXT(u"longname.text"), false, 1, &base);
    assert_int_equal(short_name_number_of(&base, TEXT(u"LONGNAME.TEX")), 0);
    assert_int_equal(short_name_number_of(&base, TEXT(u"LONGNA_1.TXT")), 0);
    assert_int_equal(short_name_number_of(&base, TEXT(u"OTHERN_1.TEX")), 0);
    assert_int_equal(short_name_number_of(&base, TEXT(u"TEX")), 0);
    assert_int_equal(short_name_number_of(&base, TEXT(u"999999999999.TEX")), 0);
}

static void fill(char16 *name, size_t length, char16 unit)
{
    for (size_t i = 0; i < length; i++)
        name[i] = unit;
    name[length] = 0;
}

/* A stem of one unit, the check of `name`, and `extension`. */
static void assert_udf(const char16 *name, size_t stem, char16 unit, const char *check,
                       const char16 *extension)
{
    char16 expected[256];
    struct short_name derived;

    fill(expected, stem, unit);
    expected[stem] = '#';
    for (size_t i = 0; i < 4; i++)
        expected[stem + 1 + i] = (char16)check[i];
    memcpy(expected + stem + 5, extension, (utf16_length(extension) + 1) * sizeof(char16));
    assert_false(udf_name_is_kept(name, utf16_length(name)));
    udf_name_derive(name, utf16_length(name), false, &derived);
    assert_text(derived.text, derived.length, expected);
}

static void test_udf_name__kept(void **state)
{
    char16 name[256];

    (void)state;
    fill(name, 254, u'\u00FF');
    assert_true(udf_name_is_kept(name, 254));
    fill(name, 255, u'a');
    assert_false(udf_name_is_kept(name, 255));
    fill(name, 127, u'\u0416');
    assert_true(udf_name_is_kept(name, 127));
    fill(name, 128, u'\u0416');
    assert_false(udf_name_is_kept(name, 128));
    assert_false(udf_name_is_kept(TEXT(u"a\uFEFFb")));
    assert_false(udf_name_is_kept(TEXT(u"a\xFFFE")));
}

/* The checks are CRCs of the units, most significant byte first. */
static void test_udf_name__cut(void **state)
{
    char16 name[256];

    (void)state;
    fill(name, 255, u'a');
    assert_udf(name, 249, u'a', "9685", u"");
    fill(name, 128, u'\u0416');
    assert_udf(name, 122, u'\u0416', "A6AC", u"");
    fill(name, 255, u'a');
    memcpy(name + 249, u".12345", 6 * sizeof(char16));
    assert_udf(name, 243, u'a', "99AF", u".12345");
    fill(name, 255, u'a');
    memcpy(name + 248, u".123456", 7 * sizeof(char16));
    assert_false(udf_name_is_kept(name, 255));
    fill(name, 200, u'\u0416');
    name[121] = 0xD83D;
    name[122] = 0xDE00;
    assert_udf(name, 121, u'\u0416', "6E35", u"");
    fill(name, 3, 0xFEFF);
    assert_udf(name, 3, u'_', "97FA", u"");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_iso_name__characters),
        cmocka_unit_test(test_iso_name__a_pair_is_one),
        cmocka_unit_test(test_iso_name__dots),
        cmocka_unit_test(test_iso_name__level_1_is_8_and_3),
        cmocka_unit_test(test_iso_name__level_2_is_30),
        cmocka_unit_test(test_joliet_name__keeps_what_fits),
        cmocka_unit_test(test_joliet_name__cuts_the_stem),
        cmocka_unit_test(test_joliet_name__never_cuts_a_pair),
        cmocka_unit_test(test_short_name__numbers_replace_the_tail),
        cmocka_unit_test(test_short_name__numbers_leave_pairs_whole),
        cmocka_unit_test(test_short_name__foreign_text_has_no_number),
        cmocka_unit_test(test_udf_name__kept),
        cmocka_unit_test(test_udf_name__cut),
    };

    return cmocka_run_group_tests_name("fsimage/short_name", tests, NULL, NULL);
}
