/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of stream/concatenated_source.h. */
#include "support/cmocka_all.h"

#include "joined_sources.h"
#include "stream/concatenated_source.h"
#include "stream/memory_source.h"
#include "stream/zero_source.h"

#include <string.h>

static struct byte_source *create(void)
{
    struct byte_source *source;

    assert_int_equal(concatenated_source_create(&source), STATUS_OK);
    return source;
}

static void append_text(struct byte_source *source, const char *text)
{
    struct byte_source *part;

    assert_int_equal(memory_source_create(text, strlen(text), &part), STATUS_OK);
    assert_int_equal(concatenated_source_append(source, &part, 1), STATUS_OK);
    byte_source_drop(&part);
}

static void test_concatenated_source__any_cut_crosses_the_joints(void **state)
{
    static const char whole[] = "abcdefghi";
    struct byte_source *source = create();

    (void)state;
    append_text(source, "abc");
    append_text(source, "");
    append_text(source, "d");
    append_text(source, "efghi");
    assert_int_equal(byte_source_size(source), 9);
    for (size_t from = 0; from < 9; from++) {
        for (size_t size = 1; size <= 9 - from; size++) {
            char piece[9];

            assert_int_equal(byte_source_read_exact(source, from, piece, size), STATUS_OK);
            assert_memory_equal(piece, whole + from, size);
        }
    }
    byte_source_drop(&source);
}

static void test_concatenated_source__takes_the_same_part_twice(void **state)
{
    struct byte_source *source = create();
    struct byte_source *part;
    char buffer[4];

    (void)state;
    assert_int_equal(memory_source_create("xy", 2, &part), STATUS_OK);
    assert_int_equal(concatenated_source_append(source, (struct byte_source *[]){ part, part }, 2),
                     STATUS_OK);
    byte_source_drop(&part);

    assert_int_equal(byte_source_read_exact(source, 0, buffer, 4), STATUS_OK);

    assert_memory_equal(buffer, "xyxy", 4);
    assert_ptr_equal(concatenated_source_part(source, 0), concatenated_source_part(source, 1));
    assert_null(concatenated_source_part(source, 2));
    byte_source_drop(&source);
}

static void test_concatenated_source__no_parts_are_empty(void **state)
{
    struct byte_source *source = create();
    char byte;
    size_t read = 1;

    (void)state;
    assert_int_equal(byte_source_size(source), 0);
    assert_int_equal(byte_source_read_at(source, 0, &byte, 1, &read), STATUS_OK);
    assert_int_equal(read, 0);
    byte_source_drop(&source);
}

static void test_concatenated_source__too_large_changes_nothing(void **state)
{
    struct byte_source *source = create();
    struct byte_source *large;

    (void)state;
    append_text(source, "a");
    assert_int_equal(zero_source_create(INT64_MAX, &large), STATUS_OK);

    assert_int_equal(
        concatenated_source_append(source, (struct byte_source *[]){ source, large }, 2),
        STATUS_TOO_LARGE);

    assert_int_equal(byte_source_size(source), 1);
    assert_null(concatenated_source_part(source, 1));
    byte_source_drop(&large);
    byte_source_drop(&source);
}

static void test_concatenated_source__fails_as_its_part_does(void **state)
{
    struct byte_source *source = create();
    struct failing_source failing;
    char buffer[4];
    size_t read = 9;

    (void)state;
    failing_source_init(&failing, STATUS_IO, 2);
    append_text(source, "ab");
    assert_int_equal(
        concatenated_source_append(source, &(struct byte_source *){ &failing.base }, 1), STATUS_OK);

    assert_int_equal(byte_source_read_at(source, 1, buffer, 3, &read), STATUS_IO);
    assert_int_equal(read, 0);
    failing.result = STATUS_OK;
    assert_int_equal(byte_source_read_at(source, 1, buffer, 3, &read), STATUS_END_OF_DATA);
    assert_int_equal(read, 0);
    byte_source_drop(&source);
}

static void test_concatenated_source__is_as_thread_safe_as_its_parts(void **state)
{
    struct byte_source *source = create();
    struct failing_source single;

    (void)state;
    failing_source_init(&single, STATUS_OK, 1);
    append_text(source, "ab");
    assert_true(source->ops->is_thread_safe);

    assert_int_equal(concatenated_source_append(source, &(struct byte_source *){ &single.base }, 1),
                     STATUS_OK);

    assert_false(source->ops->is_thread_safe);
    byte_source_drop(&source);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_concatenated_source__any_cut_crosses_the_joints),
        cmocka_unit_test(test_concatenated_source__takes_the_same_part_twice),
        cmocka_unit_test(test_concatenated_source__no_parts_are_empty),
        cmocka_unit_test(test_concatenated_source__too_large_changes_nothing),
        cmocka_unit_test(test_concatenated_source__fails_as_its_part_does),
        cmocka_unit_test(test_concatenated_source__is_as_thread_safe_as_its_parts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
