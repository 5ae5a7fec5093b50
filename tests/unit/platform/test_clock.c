/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of platform/clock.h: shapes only, as no test may depend on the time of day. */
#include "support/cmocka_all.h"

#include "base/date.h"
#include "platform/clock.h"

static void test_clock__monotonic_advances_over_a_sleep(void **state)
{
    const uint64_t before = platform_clock_monotonic_ms();

    (void)state;
    platform_clock_sleep_ms(30);
    assert_true(platform_clock_monotonic_ms() - before >= 10);
}

static void test_clock__utc_lies_after_this_was_written(void **state)
{
    (void)state;
    assert_true(date_fields_of(platform_clock_utc_ticks()).year >= 2025);
}

static void test_clock__local_offset_is_less_than_a_day(void **state)
{
    const int64_t offset = platform_clock_local_offset_ticks(DATE_UNIX_EPOCH_TICKS);

    (void)state;
    assert_true(offset > -86400 * DATE_TICKS_PER_SECOND);
    assert_true(offset < 86400 * DATE_TICKS_PER_SECOND);
    assert_true(offset % DATE_TICKS_PER_SECOND == 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clock__monotonic_advances_over_a_sleep),
        cmocka_unit_test(test_clock__utc_lies_after_this_was_written),
        cmocka_unit_test(test_clock__local_offset_is_less_than_a_day),
    };

    return cmocka_run_group_tests_name("platform/clock", tests, NULL, NULL);
}
