/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of stream/scratch_file.h. */
#include "support/cmocka_all.h"

#include "base/memory.h"
#include "stream/scratch_file.h"
#include "support/temporary_folder.h"

#include <string.h>

static int set_up(void **state)
{
    (void)state;
    temporary_folder_create("test_scratch_file");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    temporary_folder_remove();
    return 0;
}

static void test_scratch_file__keeps_what_is_written(void **state)
{
    struct byte_source *first;
    struct byte_source *second;
    char text[4];
    size_t read;

    (void)state;
    temporary_make_folder("f");
    assert_int_equal(scratch_file_create(temporary_path("f"), &first), STATUS_OK);
    assert_int_equal(scratch_file_create(temporary_path("f"), &second), STATUS_OK);
    assert_int_equal(scratch_file_write_at(first, 5000, "abc", 3), STATUS_OK);
    assert_int_equal(scratch_file_write_at(second, 5000, "xyz", 3), STATUS_OK);
    assert_int_equal(byte_source_read_exact(first, 5000, text, 3), STATUS_OK);
    assert_memory_equal(text, "abc", 3);
    assert_int_equal(byte_source_read_exact(first, 5001, text, 3), STATUS_END_OF_DATA);
    scratch_file_cut(first, 5001);
    assert_int_equal(byte_source_read_at(first, 5000, text, 4, &read), STATUS_OK);
    assert_int_equal(read, 1);
    assert_int_not_equal(utf16_length(scratch_file_path(first)), 0);
    byte_source_drop(&first);
    byte_source_drop(&second);
    temporary_delete("f"); /* fails unless both files are gone */
}

static void test_scratch_file__refuses(void **state)
{
    struct byte_source *source;
    uint64_t bytes = 0;

    (void)state;
    temporary_write("file", "", 0);
    assert_int_equal(scratch_file_create(temporary_path("missing"), &source), STATUS_NOT_FOUND);
    assert_null(source);
    assert_int_equal(scratch_file_create(temporary_path("file"), &source), STATUS_WRONG_KIND);
    assert_int_equal(scratch_file_free_space(temporary_path(""), &bytes), STATUS_OK);
    assert_true(bytes != 0);
    assert_int_not_equal(scratch_file_free_space(temporary_path("missing"), &bytes), STATUS_OK);
    assert_int_equal(bytes, 0);
}

/* Whether the host frees anything is its own business; what lies beside stays. */
static void test_scratch_file__discards_no_more_than_it_is_told(void **state)
{
    enum {
        PART = 65536
    };
    static uint8_t written[3 * PART];
    static uint8_t read[3 * PART];
    struct byte_source *source;

    (void)state;
    memset(written, 0xA5, sizeof(written));
    assert_int_equal(scratch_file_create(temporary_path(""), &source), STATUS_OK);
    assert_int_equal(scratch_file_write_at(source, 0, written, sizeof(written)), STATUS_OK);

    scratch_file_discard(source, PART, PART);

    assert_int_equal(byte_source_read_exact(source, 0, read, sizeof(read)), STATUS_OK);
    assert_memory_equal(read, written, PART);
    assert_memory_equal(read + 2 * PART, written, PART);
    byte_source_drop(&source);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_scratch_file__keeps_what_is_written, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_scratch_file__refuses, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_scratch_file__discards_no_more_than_it_is_told, set_up,
                                        tear_down),
    };

    return cmocka_run_group_tests_name("stream/scratch_file", tests, NULL, NULL);
}
