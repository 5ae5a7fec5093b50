/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of base/number_set.h. */
#include "support/cmocka_all.h"

#include "base/number_set.h"

static bool add(struct number_set *set, uint32_t number)
{
    bool is_new;

    assert_int_equal(number_set_add(set, number, &is_new), STATUS_OK);
    return is_new;
}

static void test_number_set__knows_what_is_in_it(void **state)
{
    static const uint32_t numbers[] = { 0, 1, 63, 64, 4095, 4096, 1u << 20, UINT32_MAX };
    struct number_set set = { 0 };

    (void)state;
    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
        assert_true(add(&set, numbers[i]));

    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
        assert_false(add(&set, numbers[i]));
    assert_true(add(&set, 2));
    assert_true(add(&set, 4097));
    assert_true(add(&set, UINT32_MAX - 1));
    number_set_release(&set);
}

static void test_number_set__is_empty_when_released(void **state)
{
    struct number_set set = { 0 };

    (void)state;
    assert_true(add(&set, 7));
    number_set_release(&set);

    assert_true(add(&set, 7));
    number_set_release(&set);
    number_set_release(&set);
}

static void test_number_set__takes_every_number_once(void **state)
{
    struct number_set set = { 0 };
    uint32_t new_ones = 0;

    (void)state;
    for (uint32_t i = 0; i < 100000; i++)
        new_ones += add(&set, i * 7919u % 50000u);

    assert_int_equal(new_ones, 50000);
    number_set_release(&set);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_number_set__knows_what_is_in_it),
        cmocka_unit_test(test_number_set__is_empty_when_released),
        cmocka_unit_test(test_number_set__takes_every_number_once),
    };

    return cmocka_run_group_tests_name("base/number_set", tests, NULL, NULL);
}
