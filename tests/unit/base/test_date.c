/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of base/date.h. */
#include "support/cmocka_all.h"

#include "base/date.h"

static void assert_fields(int64_t ticks, int year, int month, int day, int hour, int minute,
                          int second)
{
    const struct date_fields fields = date_fields_of(ticks);
    int64_t back;

    assert_int_equal(fields.year, year);
    assert_int_equal(fields.month, month);
    assert_int_equal(fields.day, day);
    assert_int_equal(fields.hour, hour);
    assert_int_equal(fields.minute, minute);
    assert_int_equal(fields.second, second);
    assert_true(date_ticks_of(&fields, &back));
    assert_true(back == ticks);
}

static int64_t unix_ticks(int64_t seconds)
{
    return DATE_UNIX_EPOCH_TICKS + seconds * DATE_TICKS_PER_SECOND;
}

static void test_date__known_points(void **state)
{
    (void)state;
    assert_fields(0, 1601, 1, 1, 0, 0, 0);
    assert_fields(DATE_UNIX_EPOCH_TICKS, 1970, 1, 1, 0, 0, 0);
    assert_fields(unix_ticks(951782399), 2000, 2, 28, 23, 59, 59);
    assert_fields(unix_ticks(951782400), 2000, 2, 29, 0, 0, 0);
    assert_fields(unix_ticks(1709164800), 2024, 2, 29, 0, 0, 0);
    assert_fields(unix_ticks(4102444799), 2099, 12, 31, 23, 59, 59);
    assert_fields(unix_ticks(4107542400), 2100, 3, 1, 0, 0, 0);
    assert_fields(unix_ticks(-2208988800), 1900, 1, 1, 0, 0, 0);
    assert_fields(-DATE_TICKS_PER_SECOND, 1600, 12, 31, 23, 59, 59);
}

static void test_date__ticks_of_the_second(void **state)
{
    struct date_fields fields;

    (void)state;
    fields = date_fields_of(-1);
    assert_int_equal(fields.second, 59);
    assert_int_equal(fields.tick, 9999999);
}

static void test_date__every_day_of_four_centuries_roundtrips(void **state)
{
    int64_t ticks = 0;

    (void)state;
    for (int day = 0; day < 146097 + 400; day++) {
        const struct date_fields fields = date_fields_of(ticks);
        int64_t back;

        assert_true(date_ticks_of(&fields, &back));
        assert_true(back == ticks);
        ticks += 86400 * DATE_TICKS_PER_SECOND;
    }
}

static void test_date__rejects_impossible_fields(void **state)
{
    static const struct date_fields bad[] = {
        { .year = 2023, .month = 2, .day = 29 },
        { .year = 1900, .month = 2, .day = 29 },
        { .year = 2023, .month = 0, .day = 1 },
        { .year = 2023, .month = 13, .day = 1 },
        { .year = 2023, .month = 4, .day = 31 },
        { .year = 2023, .month = 4, .day = 0 },
        { .year = 2023, .month = 1, .day = 1, .hour = 24 },
        { .year = 2023, .month = 1, .day = 1, .minute = 60 },
        { .year = 2023, .month = 1, .day = 1, .second = 60 },
        { .year = 2023, .month = 1, .day = 1, .tick = 10000000 },
        { .year = 30001, .month = 1, .day = 1 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        int64_t ticks = 1;

        assert_false(date_ticks_of(&bad[i], &ticks));
        assert_true(ticks == 0);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_date__known_points),
        cmocka_unit_test(test_date__ticks_of_the_second),
        cmocka_unit_test(test_date__every_day_of_four_centuries_roundtrips),
        cmocka_unit_test(test_date__rejects_impossible_fields),
    };

    return cmocka_run_group_tests_name("base/date", tests, NULL, NULL);
}
