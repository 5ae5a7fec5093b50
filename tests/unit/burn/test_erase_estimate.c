/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of the estimate of an erase. */
#include "burn/erase_estimate.h"

#include "support/cmocka_all.h"

#define INITIAL_S 30

static struct burn_erase_estimate estimate;

static int setup(void **state)
{
    (void)state;
    burn_erase_estimate_init(&estimate, INITIAL_S);
    return 0;
}

static void test_erase_estimate__begins_with_a_guess(void **state)
{
    (void)state;
    assert_int_equal(burn_erase_estimate_total_s(&estimate, 0), INITIAL_S);
    assert_int_equal(burn_erase_estimate_total_s(&estimate, 29999), INITIAL_S);
    assert_int_equal(burn_erase_estimate_total_s(&estimate, 45000), 45);
}

static void test_erase_estimate__is_never_0(void **state)
{
    (void)state;
    burn_erase_estimate_init(&estimate, 0);
    assert_int_equal(burn_erase_estimate_total_s(&estimate, 0), 1);
}

static void test_erase_estimate__measures_from_the_third_value_on(void **state)
{
    (void)state;
    burn_erase_estimate_add(&estimate, 0, 500);
    burn_erase_estimate_add(&estimate, 0x1000, 1000);
    burn_erase_estimate_add(&estimate, 0x1000, 1500);
    burn_erase_estimate_add(&estimate, 0x2000, 2000);
    assert_int_equal(burn_erase_estimate_total_s(&estimate, 2000), INITIAL_S);
    burn_erase_estimate_add(&estimate, 0x8000, 50000);
    assert_in_range(burn_erase_estimate_total_s(&estimate, 50000), 99, 100);
}

static void test_erase_estimate__newest_total_counts_twice(void **state)
{
    (void)state;
    for (uint32_t i = 1; i <= 6; i++)
        burn_erase_estimate_add(&estimate, 0x1000 * i, 6250 * i);
    assert_in_range(burn_erase_estimate_total_s(&estimate, 37500), 99, 100);
    /* (100 * 3 + 2 * 150) / 5 */
    burn_erase_estimate_add(&estimate, 0x8000, 75000);
    assert_in_range(burn_erase_estimate_total_s(&estimate, 75000), 119, 120);
    /* Never less than has passed. */
    assert_int_equal(burn_erase_estimate_total_s(&estimate, 500000), 500);
}

static void test_erase_estimate__counting_up(void **state)
{
    (void)state;
    assert_int_equal(burn_erase_estimate_normalize(&estimate, 0), 0);
    assert_int_equal(burn_erase_estimate_normalize(&estimate, 0x1000), 0x1000);
    assert_int_equal(burn_erase_estimate_normalize(&estimate, 0xF000), 0xF000);
    /* Back at 0: done. */
    assert_int_equal(burn_erase_estimate_normalize(&estimate, 0), 0xFFFF);
}

static void test_erase_estimate__counting_down(void **state)
{
    (void)state;
    burn_erase_estimate_normalize(&estimate, 0xFFF0);
    assert_int_equal(burn_erase_estimate_normalize(&estimate, 0xE000), 0x1FFF);
    assert_int_equal(burn_erase_estimate_normalize(&estimate, 0x4000), 0xBFFF);
    assert_int_equal(burn_erase_estimate_normalize(&estimate, 0), 0xFFFF);
}

static void test_erase_estimate__several_passes(void **state)
{
    (void)state;
    burn_erase_estimate_normalize(&estimate, 0x6000);
    burn_erase_estimate_normalize(&estimate, 0xF000);
    assert_int_equal(burn_erase_estimate_normalize(&estimate, 0x1000), 0x8800);
    assert_int_equal(burn_erase_estimate_normalize(&estimate, 0x9000), 0xC800);
    /* The third pass. */
    assert_int_equal(burn_erase_estimate_normalize(&estimate, 0x0300), 0xABAA);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup(test_erase_estimate__##name, setup)
        TEST(begins_with_a_guess),
        TEST(is_never_0),
        TEST(measures_from_the_third_value_on),
        TEST(newest_total_counts_twice),
        TEST(counting_up),
        TEST(counting_down),
        TEST(several_passes),
#undef TEST
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
