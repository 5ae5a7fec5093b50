/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of base/status.h. */
#include "support/cmocka_all.h"

#include "base/status.h"

static void test_status__names_and_causes(void **state)
{
    (void)state;
    assert_string_equal(status_name(STATUS_OK), "OK");
    assert_string_equal(status_name(STATUS_NO_MEMORY), "NO_MEMORY");
    assert_string_equal(status_name(STATUS_FOREIGN), "FOREIGN");
    assert_string_equal(status_cause(STATUS_CANCELLED), "the operation was cancelled by request");
}

static void test_status__every_code_is_negative_and_named(void **state)
{
    (void)state;
    for (int ordinal = 1; ordinal < STATUS_ORDINAL_COUNT; ordinal++) {
        assert_string_not_equal(status_name((enum status) - ordinal), "?");
        assert_string_not_equal(status_cause((enum status) - ordinal), "?");
    }
}

static void test_status__unknown_values(void **state)
{
    (void)state;
    assert_string_equal(status_name((enum status)1), "?");
    assert_string_equal(status_name((enum status)(-STATUS_ORDINAL_COUNT)), "?");
    assert_string_equal(status_cause((enum status)(-STATUS_ORDINAL_COUNT)), "?");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_status__names_and_causes),
        cmocka_unit_test(test_status__every_code_is_negative_and_named),
        cmocka_unit_test(test_status__unknown_values),
    };

    return cmocka_run_group_tests_name("base/status", tests, NULL, NULL);
}
