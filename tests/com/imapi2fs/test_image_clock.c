/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The time of images: the system's, or what SOURCE_DATE_EPOCH fixes. */
#include "com_test.h"

#include "base/date.h"
#include "imapi2fs/image_clock.h"

static int64_t system_time(void)
{
    FILETIME now;

    GetSystemTimeAsFileTime(&now);
    return (int64_t)((uint64_t)now.dwHighDateTime << 32 | now.dwLowDateTime);
}

static void set_variable(const WCHAR *value)
{
    SetEnvironmentVariableW(L"SOURCE_DATE_EPOCH", value);
}

static void test_parse__takes_decimal_seconds(void **state)
{
    int64_t ticks;

    (void)state;
    assert_true(image_clock_parse(L"0", &ticks));
    assert_true(ticks == DATE_UNIX_EPOCH_TICKS);
    assert_true(image_clock_parse(L"1000000000", &ticks));
    assert_true(ticks == DATE_UNIX_EPOCH_TICKS + INT64_C(1000000000) * DATE_TICKS_PER_SECOND);
    assert_true(image_clock_parse(L"253402300799", &ticks));
    assert_int_equal(date_fields_of(ticks).year, 9999);
}

static void test_parse__refuses_the_rest(void **state)
{
    static const WCHAR *const texts[] = {
        L"",    L"-1",           L" 1",
        L"1 ",  L"1.5",          L"0x10",
        L"now", L"253402300800", L"99999999999999999999999999",
    };

    (void)state;
    for (size_t i = 0; i < ARRAYSIZE(texts); i++) {
        int64_t ticks = 1;

        assert_false(image_clock_parse(texts[i], &ticks));
        assert_true(ticks == 0);
    }
}

static void test_access__is_the_sources_unless_fixed(void **state)
{
    (void)state;
    set_variable(NULL);
    assert_true(image_clock_access() == 0);
    set_variable(L"1000000000");
    assert_true(image_clock_access() == image_clock_now());
    set_variable(NULL);
}

static void test_now__is_the_systems_unless_fixed(void **state)
{
    int64_t before;
    int64_t now;

    (void)state;
    set_variable(NULL);
    before = system_time();
    now = image_clock_now();
    assert_true(before <= now && now <= system_time());
    set_variable(L"86400");
    assert_true(image_clock_now() == DATE_UNIX_EPOCH_TICKS + 86400 * DATE_TICKS_PER_SECOND);
    set_variable(L"yesterday");
    assert_true(image_clock_now() >= before);
    set_variable(NULL);
}

static void test_local__has_no_zone_when_the_time_is_fixed(void **state)
{
    const int64_t day = INT64_C(24) * 60 * 60 * DATE_TICKS_PER_SECOND;
    const int64_t ticks = DATE_UNIX_EPOCH_TICKS + 40 * 365 * day;
    int64_t offset;

    (void)state;
    set_variable(L"1");
    assert_true(image_clock_local(ticks) == ticks);
    set_variable(NULL);
    offset = image_clock_local(ticks) - ticks;
    assert_true(-day < offset && offset < day);
    assert_int_equal(offset % (15 * 60 * DATE_TICKS_PER_SECOND), 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parse__takes_decimal_seconds),
        cmocka_unit_test(test_parse__refuses_the_rest),
        cmocka_unit_test(test_access__is_the_sources_unless_fixed),
        cmocka_unit_test(test_now__is_the_systems_unless_fixed),
        cmocka_unit_test(test_local__has_no_zone_when_the_time_is_fixed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
