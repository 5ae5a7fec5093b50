/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of stream/interleaved_source.h. */
#include "support/cmocka_all.h"

#include "joined_sources.h"
#include "stream/interleaved_source.h"
#include "stream/memory_source.h"
#include "stream/zero_source.h"

#include <string.h>

static struct byte_source *create_text(const char *text)
{
    struct byte_source *source;

    assert_int_equal(memory_source_create(text, strlen(text), &source), STATUS_OK);
    return source;
}

/* Deals `a` out in threes, `b` one by one, `c` in twos. */
static struct byte_source *create_dealt(const char *a, const char *b, const char *c)
{
    struct interleaved_part parts[] = {
        { create_text(a), 3 },
        { create_text(b), 1 },
        { create_text(c), 2 },
    };
    struct byte_source *source;

    assert_int_equal(interleaved_source_create(parts, 3, &source), STATUS_OK);
    for (size_t i = 0; i < 3; i++)
        byte_source_drop(&parts[i].source);
    return source;
}

static void test_interleaved_source__any_cut_takes_turns(void **state)
{
    static const char whole[] = "abc1xydef2zwghi3uv";
    struct byte_source *source = create_dealt("abcdefghi", "123", "xyzwuv");

    (void)state;
    assert_int_equal(byte_source_size(source), 18);
    for (size_t from = 0; from < 18; from++) {
        for (size_t size = 1; size <= 18 - from; size++) {
            char piece[18];

            assert_int_equal(byte_source_read_exact(source, from, piece, size), STATUS_OK);
            assert_memory_equal(piece, whole + from, size);
        }
    }
    byte_source_drop(&source);
}

static void test_interleaved_source__ends_with_the_last_full_turn(void **state)
{
    struct byte_source *source = create_dealt("abcdefgh", "1234", "xyzwu");

    (void)state;
    assert_int_equal(byte_source_size(source), 12);
    byte_source_drop(&source);
}

static void test_interleaved_source__no_full_turn_is_empty(void **state)
{
    struct byte_source *source = create_dealt("ab", "1", "xy");

    (void)state;
    assert_int_equal(byte_source_size(source), 0);
    byte_source_drop(&source);
}

static void test_interleaved_source__refuses_no_parts_and_empty_turns(void **state)
{
    struct interleaved_part part = { create_text("a"), 0 };
    struct byte_source *source = part.source;

    (void)state;
    assert_int_equal(interleaved_source_create(&part, 0, &source), STATUS_INVALID_ARGUMENT);
    assert_null(source);
    assert_int_equal(interleaved_source_create(&part, 1, &source), STATUS_INVALID_ARGUMENT);
    assert_null(source);
    byte_source_drop(&part.source);
}

static void test_interleaved_source__refuses_what_is_too_large(void **state)
{
    struct interleaved_part parts[2];
    struct byte_source *zeros;
    struct byte_source *source;

    (void)state;
    assert_int_equal(zero_source_create(INT64_MAX, &zeros), STATUS_OK);
    parts[0] = (struct interleaved_part){ zeros, 1 };
    parts[1] = (struct interleaved_part){ zeros, 1 };

    assert_int_equal(interleaved_source_create(parts, 2, &source), STATUS_TOO_LARGE);

    assert_null(source);
    byte_source_drop(&zeros);
}

static void test_interleaved_source__fails_as_its_part_does(void **state)
{
    struct failing_source failing;
    struct interleaved_part parts[] = { { create_text("ab"), 1 }, { &failing.base, 1 } };
    struct byte_source *source;
    char buffer[2];
    size_t read = 9;

    (void)state;
    failing_source_init(&failing, STATUS_IO, 2);
    assert_int_equal(interleaved_source_create(parts, 2, &source), STATUS_OK);

    assert_int_equal(byte_source_read_at(source, 0, buffer, 2, &read), STATUS_IO);

    assert_int_equal(read, 0);
    assert_false(source->ops->is_thread_safe);
    assert_ptr_equal(interleaved_source_part(source, 1), &failing.base);
    assert_null(interleaved_source_part(source, 2));
    assert_int_equal(interleaved_source_turn(source, 1), 1);
    assert_int_equal(interleaved_source_turn(source, 2), 0);
    byte_source_drop(&parts[0].source);
    byte_source_drop(&source);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_interleaved_source__any_cut_takes_turns),
        cmocka_unit_test(test_interleaved_source__ends_with_the_last_full_turn),
        cmocka_unit_test(test_interleaved_source__no_full_turn_is_empty),
        cmocka_unit_test(test_interleaved_source__refuses_no_parts_and_empty_turns),
        cmocka_unit_test(test_interleaved_source__refuses_what_is_too_large),
        cmocka_unit_test(test_interleaved_source__fails_as_its_part_does),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
