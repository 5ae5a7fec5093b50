/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of base/cursor.h. */
#include "support/cmocka_all.h"

#include "base/cursor.h"

static const uint8_t bytes[] = { 1, 2, 3, 4, 5, 6, 7, 8 };

static void test_cursor__reads_in_order(void **state)
{
    struct cursor cursor = cursor_of(bytes, sizeof(bytes));

    (void)state;
    assert_int_equal(cursor_u8(&cursor), 1);
    assert_int_equal(cursor_be16(&cursor), 0x0203);
    assert_int_equal(cursor_be32(&cursor), 0x04050607);
    assert_int_equal(cursor_left(&cursor), 1);
    assert_false(cursor.failed);
}

static void test_cursor__error_sticks(void **state)
{
    struct cursor cursor = cursor_of(bytes, 3);

    (void)state;
    assert_int_equal(cursor_be32(&cursor), 0);
    assert_true(cursor.failed);
    assert_int_equal(cursor_u8(&cursor), 0);
    assert_int_equal(cursor_left(&cursor), 0);
    assert_null(cursor_take(&cursor, 0));
}

static void test_cursor__copy_past_end_zeroes(void **state)
{
    struct cursor cursor = cursor_of(bytes, sizeof(bytes));
    uint8_t out[9] = { 0xFF, 0xFF };

    (void)state;
    assert_false(cursor_copy(&cursor, out, sizeof(out)));
    assert_int_equal(out[0], 0);
    assert_int_equal(out[8], 0);
}

static void test_cursor__split_bounds_the_inner(void **state)
{
    struct cursor outer = cursor_of(bytes, sizeof(bytes));
    struct cursor inner = cursor_split(&outer, 2);

    (void)state;
    assert_int_equal(cursor_be16(&inner), 0x0102);
    assert_int_equal(cursor_u8(&inner), 0);
    assert_true(inner.failed);
    assert_int_equal(cursor_u8(&outer), 3);
    assert_true(cursor_split(&outer, 6).failed);
    assert_true(outer.failed);
}

static void test_cursor__size_near_maximum_does_not_wrap(void **state)
{
    struct cursor cursor = cursor_of(bytes, sizeof(bytes));

    (void)state;
    assert_true(cursor_skip(&cursor, 4));
    assert_false(cursor_skip(&cursor, SIZE_MAX - 2));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cursor__reads_in_order),
        cmocka_unit_test(test_cursor__error_sticks),
        cmocka_unit_test(test_cursor__copy_past_end_zeroes),
        cmocka_unit_test(test_cursor__split_bounds_the_inner),
        cmocka_unit_test(test_cursor__size_near_maximum_does_not_wrap),
    };

    return cmocka_run_group_tests_name("base/cursor", tests, NULL, NULL);
}
