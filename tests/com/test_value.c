/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of com/value.h. */
#include "com_test.h"

#include "base/date.h"
#include "com/value.h"

static const struct {
    DATE date;
    struct date_fields fields;
} dates[] = {
    { 0.0, { 1899, 12, 30, 0, 0, 0, 0 } },        { 1.5, { 1899, 12, 31, 12, 0, 0, 0 } },
    { -1.25, { 1899, 12, 29, 6, 0, 0, 0 } },      { -0.75, { 1899, 12, 30, 18, 0, 0, 0 } },
    { 25569.0, { 1970, 1, 1, 0, 0, 0, 0 } },      { 36526.25, { 2000, 1, 1, 6, 0, 0, 0 } },
    { -109205.0, { 1601, 1, 1, 0, 0, 0, 0 } },    { -657434.0, { 100, 1, 1, 0, 0, 0, 0 } },
    { 2958465.5, { 9999, 12, 31, 12, 0, 0, 0 } },
};

static void test_value__dates_are_ticks(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAYSIZE(dates); i++) {
        int64_t expected;
        int64_t ticks;

        assert_true(date_ticks_of(&dates[i].fields, &expected));
        assert_true(com_ticks_of(dates[i].date, &ticks));
        assert_true(ticks == expected);
    }
}

static void test_value__ticks_are_dates(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAYSIZE(dates); i++) {
        int64_t ticks;

        if (dates[i].date > -1 && dates[i].date < 0)
            continue; /* the day of zero has two spellings */
        assert_true(date_ticks_of(&dates[i].fields, &ticks));
        assert_true(com_date_of(ticks) == dates[i].date);
    }
}

static void test_value__seconds_survive_the_way_there_and_back(void **state)
{
    const struct date_fields fields = { 2024, 2, 29, 23, 59, 59, 0 };
    int64_t ticks;
    int64_t back;

    (void)state;
    assert_true(date_ticks_of(&fields, &ticks));
    for (int64_t second = 0; second < 100000; second++) {
        assert_true(com_ticks_of(com_date_of(ticks + second * DATE_TICKS_PER_SECOND), &back));
        assert_true(back == ticks + second * DATE_TICKS_PER_SECOND);
    }
}

static void test_value__dates_out_of_range_are_refused(void **state)
{
    const double zero = 0;
    const DATE bad[] = { -657435.0, 2958466.0, 1e300, -1e300, 1 / zero, zero / zero };

    (void)state;
    for (size_t i = 0; i < ARRAYSIZE(bad); i++) {
        int64_t ticks = 1;

        assert_false(com_ticks_of(bad[i], &ticks));
        assert_true(ticks == 0);
    }
}

static void test_value__texts_end_at_the_first_nul(void **state)
{
    BSTR text = SysAllocStringLen(L"ab\0cd", 5);

    (void)state;
    assert_int_equal(com_text_length(text), 2);
    assert_int_equal(com_text_length(NULL), 0);
    SysFreeString(text);
}

static void test_value__unset_text_is_null(void **state)
{
    BSTR text = POISON;

    (void)state;
    assert_result(com_text_copy(NULL, &text), S_OK);
    assert_null(text);
    assert_result(com_text_copy(L"", &text), S_OK);
    assert_non_null(text);
    assert_int_equal(SysStringLen(text), 0);
    SysFreeString(text);
    assert_result(com_text_create(L"abc", 2, &text), S_OK);
    assert_text_equal(text, L"ab");
    SysFreeString(text);
}

static void test_value__booleans_are_exact(void **state)
{
    (void)state;
    assert_int_equal(com_bool(true), -1);
    assert_int_equal(com_bool(false), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_value__dates_are_ticks),
        cmocka_unit_test(test_value__ticks_are_dates),
        cmocka_unit_test(test_value__seconds_survive_the_way_there_and_back),
        cmocka_unit_test(test_value__dates_out_of_range_are_refused),
        cmocka_unit_test(test_value__texts_end_at_the_first_nul),
        cmocka_unit_test(test_value__unset_text_is_null),
        cmocka_unit_test(test_value__booleans_are_exact),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
