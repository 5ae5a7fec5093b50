/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of stream/slice_source.h. */
#include "support/cmocka_all.h"

#include "stream/memory_source.h"
#include "stream/slice_source.h"
#include "unit/stream/joined_sources.h"

static struct byte_source *make_letters(void)
{
    struct byte_source *source;

    assert_int_equal(memory_source_create("abcdefghij", 10, &source), STATUS_OK);
    return source;
}

static void test_slice_source__joins_slices(void **state)
{
    static const struct slice slices[] = { { 7, 3 }, { 0, 2 }, { 2, 1 } };
    struct byte_source *letters = make_letters();
    struct byte_source *source;
    char text[8] = { 0 };
    size_t read;

    (void)state;
    assert_int_equal(slice_source_create(letters, slices, 3, &source), STATUS_OK);
    byte_source_drop(&letters);
    assert_int_equal(byte_source_size(source), 6);
    assert_int_equal(byte_source_read_at(source, 0, text, 8, &read), STATUS_OK);
    assert_int_equal(read, 6);
    assert_string_equal(text, "hijabc");
    for (size_t i = 0; i < 6; i++) {
        char letter;

        assert_int_equal(byte_source_read_exact(source, i, &letter, 1), STATUS_OK);
        assert_int_equal(letter, text[i]);
    }
    assert_true(source->ops->is_thread_safe);
    byte_source_drop(&source);
}

static void test_slice_source__none(void **state)
{
    struct byte_source *letters = make_letters();
    struct byte_source *source;
    size_t read = 1;

    (void)state;
    assert_int_equal(slice_source_create(letters, NULL, 0, &source), STATUS_OK);
    assert_int_equal(byte_source_size(source), 0);
    assert_int_equal(byte_source_read_at(source, 0, &read, 1, &read), STATUS_OK);
    assert_int_equal(read, 0);
    byte_source_drop(&source);
    byte_source_drop(&letters);
}

static void test_slice_source__fails_as_its_source(void **state)
{
    static const struct slice beyond[] = { { 0, 1 }, { 8, 3 } };
    static const struct slice huge[] = { { 0, INT64_MAX }, { 0, 1 } };
    struct byte_source *letters = make_letters();
    struct failing_source failing;
    struct byte_source *source;
    char text[4];
    size_t read = 1;

    (void)state;
    assert_int_equal(slice_source_create(letters, beyond, 2, &source), STATUS_OK);
    assert_int_equal(byte_source_read_at(source, 0, text, 4, &read), STATUS_END_OF_DATA);
    assert_int_equal(read, 0);
    byte_source_drop(&source);
    assert_int_equal(slice_source_create(letters, huge, 2, &source), STATUS_TOO_LARGE);
    assert_null(source);
    byte_source_drop(&letters);
    failing_source_init(&failing, STATUS_IO, 10);
    assert_int_equal(slice_source_create(&failing.base, beyond, 1, &source), STATUS_OK);
    assert_int_equal(byte_source_read_at(source, 0, text, 1, &read), STATUS_IO);
    assert_false(source->ops->is_thread_safe);
    byte_source_drop(&source);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_slice_source__joins_slices),
        cmocka_unit_test(test_slice_source__none),
        cmocka_unit_test(test_slice_source__fails_as_its_source),
    };

    return cmocka_run_group_tests_name("stream/slice_source", tests, NULL, NULL);
}
