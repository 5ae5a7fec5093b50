/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of base/memory.h. */
#include "support/cmocka_all.h"

#include "base/memory.h"

static void test_memory__allocate_zeroes(void **state)
{
    uint32_t *block = memory_allocate(1000, sizeof(*block));

    (void)state;
    assert_non_null(block);
    for (size_t i = 0; i < 1000; i++)
        assert_int_equal(block[i], 0);
    memory_free(block);
}

static void test_memory__overflow_is_refused(void **state)
{
    (void)state;
    assert_null(memory_allocate(SIZE_MAX / 2, 3));
    assert_null(memory_resize(NULL, 3, SIZE_MAX / 2));
    assert_null(memory_allocate(0, 8));
    assert_null(memory_allocate(8, 0));
}

static void test_memory__resize_keeps_what_was_there(void **state)
{
    uint8_t *block = memory_allocate(4, 1);
    uint8_t *larger;

    (void)state;
    assert_non_null(block);
    block[3] = 7;
    larger = memory_resize(block, 4000, 1);
    assert_non_null(larger);
    assert_int_equal(larger[3], 7);
    assert_null(memory_resize(larger, SIZE_MAX, 2));
    assert_int_equal(larger[3], 7);
    memory_free(larger);
    memory_free(NULL);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_memory__allocate_zeroes),
        cmocka_unit_test(test_memory__overflow_is_refused),
        cmocka_unit_test(test_memory__resize_keeps_what_was_there),
    };

    return cmocka_run_group_tests_name("base/memory", tests, NULL, NULL);
}
