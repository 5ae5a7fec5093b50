/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of stream/zero_source.h. */
#include "support/cmocka_all.h"

#include "stream/zero_source.h"

#include <string.h>

static void test_zero_source__reads_zeros_up_to_its_size(void **state)
{
    const uint8_t zeros[16] = { 0 };
    uint8_t buffer[16];
    struct byte_source *source;
    size_t read;

    (void)state;
    memset(buffer, 0xAA, sizeof(buffer));
    assert_int_equal(zero_source_create(10, &source), STATUS_OK);

    assert_int_equal(byte_source_read_at(source, 3, buffer, sizeof(buffer), &read), STATUS_OK);

    assert_int_equal(read, 7);
    assert_memory_equal(buffer, zeros, 7);
    assert_int_equal(buffer[7], 0xAA);
    byte_source_drop(&source);
}

static void test_zero_source__may_be_larger_than_memory(void **state)
{
    struct byte_source *source;
    uint8_t byte = 1;

    (void)state;
    assert_int_equal(zero_source_create(INT64_MAX, &source), STATUS_OK);

    assert_int_equal(byte_source_read_exact(source, INT64_MAX - 1, &byte, 1), STATUS_OK);

    assert_int_equal(byte, 0);
    byte_source_drop(&source);
}

static void test_zero_source__may_be_empty(void **state)
{
    struct byte_source *source;
    uint8_t byte;
    size_t read = 1;

    (void)state;
    assert_int_equal(zero_source_create(0, &source), STATUS_OK);

    assert_int_equal(byte_source_read_at(source, 0, &byte, 1, &read), STATUS_OK);

    assert_int_equal(read, 0);
    byte_source_drop(&source);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_zero_source__reads_zeros_up_to_its_size),
        cmocka_unit_test(test_zero_source__may_be_larger_than_memory),
        cmocka_unit_test(test_zero_source__may_be_empty),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
