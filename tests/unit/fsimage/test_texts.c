/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of fsimage/volume_name.h, fsimage/problem.h and fsimage/file_system.h. */
#include "support/cmocka_all.h"

#include "base/date.h"
#include "fsimage/file_system.h"
#include "fsimage/problem.h"
#include "fsimage/volume_name.h"
#include "unit/fsimage/trees.h"

static void assert_adapted(const char16 *name, enum fsimage_file_system file_system,
                           const char16 *expected)
{
    char16 out[FSIMAGE_VOLUME_NAME_MAXIMUM + 1];
    size_t length;

    fsimage_volume_name_adapt(name, utf16_length(name), file_system, out, &length);
    assert_text(out, length, expected);
    assert_int_equal(out[length], 0);
}

static void test_volume_name__check(void **state)
{
    char16 longest[127];

    (void)state;
    for (size_t i = 0; i < 127; i++)
        longest[i] = 'n';
    assert_int_equal(fsimage_volume_name_check(longest, 126, false), STATUS_OK);
    assert_int_equal(fsimage_volume_name_check(longest, 127, false), STATUS_INVALID_NAME);
    assert_int_equal(fsimage_volume_name_check(TEXT(u"My disc 1/2-3"), false), STATUS_OK);
    assert_int_equal(fsimage_volume_name_check(TEXT(u""), false), STATUS_OK);
    assert_int_equal(fsimage_volume_name_check(TEXT(u"a\nb"), false), STATUS_INVALID_NAME);
    assert_int_equal(fsimage_volume_name_check(longest, 15, true), STATUS_OK);
    assert_int_equal(fsimage_volume_name_check(longest, 16, true), STATUS_INVALID_NAME);
    assert_int_equal(fsimage_volume_name_check(TEXT(u"aZ09._"), true), STATUS_OK);
    assert_int_equal(fsimage_volume_name_check(TEXT(u"a b"), true), STATUS_INVALID_NAME);
}

static void test_volume_name__adapt(void **state)
{
    (void)state;
    assert_adapted(u"cidata", FSIMAGE_ISO9660, u"CIDATA");
    assert_adapted(u"cidata", FSIMAGE_JOLIET, u"cidata");
    assert_adapted(u"cidata", FSIMAGE_UDF, u"cidata");
    assert_adapted(u"My disc 1/2.3", FSIMAGE_ISO9660, u"MY_DISC_1_2_3");
    assert_adapted(u"My disc 1/2.3", FSIMAGE_JOLIET, u"My disc 1_2.3");
    assert_adapted(u"123456789012345678901234567890123", FSIMAGE_ISO9660,
                   u"12345678901234567890123456789012");
    assert_adapted(u"12345678901234567", FSIMAGE_JOLIET, u"1234567890123456");
    assert_adapted(u"123456789012345\U0001F600", FSIMAGE_JOLIET, u"123456789012345");
    assert_adapted(u"12345678901234567890123456789012345678901234567890123456789012\u4E2D45",
                   FSIMAGE_UDF,
                   u"12345678901234567890123456789012345678901234567890123456789012\u4E2D");
    assert_adapted(u"", FSIMAGE_ISO9660, u"");
}

static void test_volume_name__default(void **state)
{
    const struct date_fields date = { .year = 2026, .month = 3, .day = 4, .hour = 5, .minute = 6 };
    char16 out[FSIMAGE_VOLUME_NAME_DEFAULT_LENGTH + 1];
    int64_t ticks;

    (void)state;
    assert_true(date_ticks_of(&date, &ticks));
    fsimage_volume_name_default(ticks, out);
    assert_text(out, utf16_length(out), u"20260304_0506");
    assert_int_equal(fsimage_volume_name_check(out, utf16_length(out), true), STATUS_OK);
}

static void test_problem__long_texts_keep_their_end(void **state)
{
    char16 text[2000];
    struct fsimage_problem problem;

    (void)state;
    for (size_t i = 0; i < 2000; i++)
        text[i] = (char16)(i + 100);
    fsimage_problem_set(&problem, FSIMAGE_PROBLEM_INVALID_PATH, text, 2000);
    assert_int_equal(problem.text_length, FSIMAGE_PROBLEM_TEXT_MAXIMUM);
    assert_int_equal(problem.text[0], 0x2026);
    assert_int_equal(problem.text[problem.text_length - 1], 2099);
    assert_int_equal(problem.text[problem.text_length], 0);
    fsimage_problem_set(&problem, FSIMAGE_PROBLEM_INVALID_PATH, text, FSIMAGE_PROBLEM_TEXT_MAXIMUM);
    assert_int_equal(problem.text[0], 100);
    fsimage_problem_clear(&problem);
    assert_problem(&problem, FSIMAGE_PROBLEM_NONE, NULL);
}

static void test_problem__kinds_have_names(void **state)
{
    (void)state;
    assert_string_equal(fsimage_problem_kind_name(FSIMAGE_PROBLEM_NONE), "NONE");
    assert_string_equal(fsimage_problem_kind_name(FSIMAGE_PROBLEM_DATA_TOO_BIG), "DATA_TOO_BIG");
    assert_string_equal(fsimage_problem_kind_name(FSIMAGE_PROBLEM_SOURCE_NOT_FOUND),
                        "SOURCE_NOT_FOUND");
    assert_string_equal(fsimage_problem_kind_name(FSIMAGE_PROBLEM_KIND_COUNT), "?");
}

static void test_file_system__names(void **state)
{
    (void)state;
    assert_string_equal(fsimage_file_system_name(FSIMAGE_ISO9660), "ISO9660");
    assert_string_equal(fsimage_file_system_name(FSIMAGE_JOLIET), "Joliet");
    assert_string_equal(fsimage_file_system_name(FSIMAGE_UDF), "UDF");
    assert_string_equal(fsimage_file_system_name(FSIMAGE_ISO9660 | FSIMAGE_JOLIET),
                        "ISO9660/Joliet");
    assert_string_equal(fsimage_file_system_name(0), "");
}

static void test_file_system__blocks(void **state)
{
    (void)state;
    assert_int_equal(fsimage_blocks_of(0), 0);
    assert_int_equal(fsimage_blocks_of(1), 1);
    assert_int_equal(fsimage_blocks_of(2048), 1);
    assert_int_equal(fsimage_blocks_of(2049), 2);
    assert_true(fsimage_blocks_of(UINT64_MAX) == UINT64_C(1) << 53);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_volume_name__check),
        cmocka_unit_test(test_volume_name__adapt),
        cmocka_unit_test(test_volume_name__default),
        cmocka_unit_test(test_problem__long_texts_keep_their_end),
        cmocka_unit_test(test_problem__kinds_have_names),
        cmocka_unit_test(test_file_system__names),
        cmocka_unit_test(test_file_system__blocks),
    };

    return cmocka_run_group_tests_name("fsimage/texts", tests, NULL, NULL);
}
