/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of burn/reader.h. */
#include "burn_fixture.h"

#include "support/cmocka_all.h"

static void test_reader__loops_over_short_reads(void **state)
{
    struct image image;
    struct burn_reader reader;
    uint8_t buffer[4096];

    (void)state;
    image_init(&image, 3);
    image.largest_read = 7;
    reader = image_reader(&image);
    assert_int_equal(burn_reader_read_exact(&reader, buffer, sizeof(buffer)), STATUS_OK);
    assert_memory_equal(buffer, image.bytes, sizeof(buffer));
    assert_int_equal(image.position, sizeof(buffer));
    image_release(&image);
}

static void test_reader__early_end(void **state)
{
    struct image image;
    struct burn_reader reader;
    uint8_t buffer[4096];

    (void)state;
    image_init(&image, 1);
    reader = image_reader(&image);
    assert_int_equal(burn_reader_read_exact(&reader, buffer, sizeof(buffer)), STATUS_END_OF_DATA);
    image_release(&image);
}

static enum status claim_too_much(void *context, void *buffer, size_t size, size_t *read)
{
    (void)context;
    (void)buffer;
    *read = size + 1;
    return STATUS_OK;
}

static void test_reader__claims_more_than_asked(void **state)
{
    const struct burn_reader reader = { .read = claim_too_much };
    uint8_t buffer[16];

    (void)state;
    assert_int_equal(burn_reader_read_exact(&reader, buffer, sizeof(buffer)), STATUS_END_OF_DATA);
}

static void test_reader__failure_is_passed_on(void **state)
{
    struct image image;
    struct burn_reader reader;
    uint8_t buffer[4096];

    (void)state;
    image_init(&image, 2);
    image.largest_read = 1000;
    image.fails_at = 2000;
    reader = image_reader(&image);
    assert_int_equal(burn_reader_read_exact(&reader, buffer, sizeof(buffer)), STATUS_FOREIGN);
    image_release(&image);
}

static void test_reader__seek(void **state)
{
    struct image image;
    struct burn_reader reader;

    (void)state;
    image_init(&image, 2);
    reader = image_reader(&image);
    assert_int_equal(burn_reader_seek(&reader, 100), STATUS_OK);
    assert_int_equal(image.position, 100);
    image.seek_status = STATUS_FOREIGN;
    assert_int_equal(burn_reader_seek(&reader, 0), STATUS_FOREIGN);
    reader.seek = NULL;
    assert_int_equal(burn_reader_seek(&reader, 0), STATUS_NOT_SUPPORTED);
    image_release(&image);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reader__loops_over_short_reads),
        cmocka_unit_test(test_reader__early_end),
        cmocka_unit_test(test_reader__claims_more_than_asked),
        cmocka_unit_test(test_reader__failure_is_passed_on),
        cmocka_unit_test(test_reader__seek),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
