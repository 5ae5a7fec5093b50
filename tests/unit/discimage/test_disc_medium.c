/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Names and sizes of the kinds of disc. */
#include "discimage/disc_medium.h"

#include "support/cmocka_all.h"

static void test_disc_medium__name_roundtrip(void **state)
{
    (void)state;
    assert_int_equal(disc_medium_of("dvd+r", 5), DISC_MEDIUM_DVD_PLUS_R);
    assert_int_equal(disc_medium_of("dvd+rw", 6), DISC_MEDIUM_DVD_PLUS_RW);
    assert_string_equal(disc_medium_name(DISC_MEDIUM_DVD_PLUS_R), "dvd+r");
    assert_string_equal(disc_medium_name(DISC_MEDIUM_DVD_PLUS_RW), "dvd+rw");
}

static void test_disc_medium__letter_case_ignored(void **state)
{
    (void)state;
    assert_int_equal(disc_medium_of("DVD+RW", 6), DISC_MEDIUM_DVD_PLUS_RW);
}

static void test_disc_medium__unknown(void **state)
{
    (void)state;
    assert_int_equal(disc_medium_of("dvd", 3), DISC_MEDIUM_NONE);
    assert_int_equal(disc_medium_of("dvd+rwx", 7), DISC_MEDIUM_NONE);
    assert_int_equal(disc_medium_of("none", 4), DISC_MEDIUM_NONE);
    assert_int_equal(disc_medium_of("", 0), DISC_MEDIUM_NONE);
}

static void test_disc_medium__capacity(void **state)
{
    (void)state;
    assert_int_equal(disc_medium_capacity_blocks(DISC_MEDIUM_DVD_PLUS_R), 2295104);
    assert_int_equal(disc_medium_capacity_blocks(DISC_MEDIUM_DVD_PLUS_RW), 2295104);
    assert_int_equal(disc_medium_capacity_blocks(DISC_MEDIUM_NONE), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_disc_medium__name_roundtrip),
        cmocka_unit_test(test_disc_medium__letter_case_ignored),
        cmocka_unit_test(test_disc_medium__unknown),
        cmocka_unit_test(test_disc_medium__capacity),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
