/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of stream/memory_source.h, stream/file_source.h and stream/locked_source.h. */
#include "support/allocation_failure.h"
#include "support/cmocka_all.h"
#include "support/temporary_folder.h"

#include "stream/file_source.h"
#include "stream/locked_source.h"
#include "stream/memory_source.h"
#include "unit/stream/joined_sources.h"

#include "platform/file.h"
#include "platform/thread.h"

static void test_memory_source__keeps_a_copy(void **state)
{
    char data[] = "hello";
    struct byte_source *source;
    char buffer[8] = "";
    size_t read;

    (void)state;
    assert_int_equal(memory_source_create(data, 5, &source), STATUS_OK);
    data[0] = 'x';
    assert_int_equal(byte_source_size(source), 5);
    assert_int_equal(byte_source_read_at(source, 1, buffer, 8, &read), STATUS_OK);
    assert_int_equal(read, 4);
    assert_memory_equal(buffer, "ello", 4);
    assert_true(source->ops->is_thread_safe);
    byte_source_drop(&source);
}

static void test_memory_source__may_be_empty(void **state)
{
    struct byte_source *source;

    (void)state;
    assert_int_equal(memory_source_create(NULL, 0, &source), STATUS_OK);
    assert_int_equal(byte_source_size(source), 0);
    byte_source_drop(&source);
}

static void test_memory_source__without_memory(void **state)
{
    struct byte_source *source;

    (void)state;
    assert_int_equal(memory_source_create("x", SIZE_MAX, &source), STATUS_NO_MEMORY);
    assert_null(source);
    allocation_failure_after(0);
    assert_int_equal(memory_source_create("x", 1, &source), STATUS_NO_MEMORY);
    assert_true(allocation_failure_end());
    assert_null(source);
}

static void test_file_source__reads_anywhere(void **state)
{
    struct byte_source *source;
    char buffer[8];
    size_t read;

    (void)state;
    temporary_write("file", "0123456789", 10);
    assert_int_equal(file_source_open(temporary_path("file"), &source), STATUS_OK);
    assert_int_equal(byte_source_size(source), 10);
    assert_int_equal(byte_source_read_at(source, 8, buffer, 8, &read), STATUS_OK);
    assert_int_equal(read, 2);
    assert_memory_equal(buffer, "89", 2);
    assert_int_equal(byte_source_read_exact(source, 0, buffer, 3), STATUS_OK);
    assert_memory_equal(buffer, "012", 3);
    byte_source_drop(&source);
    temporary_delete("file");
}

static void test_file_source__what_cannot_be_opened(void **state)
{
    struct byte_source *source;

    (void)state;
    assert_int_equal(file_source_open(temporary_path("missing"), &source), STATUS_NOT_FOUND);
    assert_null(source);
    assert_int_equal(file_source_open(temporary_path(""), &source), STATUS_WRONG_KIND);
    assert_null(source);
}

static void test_file_source__without_memory(void **state)
{
    struct byte_source *source = NULL;
    enum status status = STATUS_NO_MEMORY;

    (void)state;
    temporary_write("file", "x", 1);
    for (size_t granted = 0; status != STATUS_OK; granted++) {
        allocation_failure_after(granted);
        status = file_source_open(temporary_path("file"), &source);
        assert_true(allocation_failure_end() == (status == STATUS_NO_MEMORY));
        assert_true((source == NULL) == (status != STATUS_OK));
    }
    byte_source_drop(&source);
    temporary_delete("file");
}

static void test_locked_source__safe_ones_need_no_lock(void **state)
{
    struct byte_source *inner;
    struct byte_source *source;

    (void)state;
    assert_int_equal(memory_source_create("x", 1, &inner), STATUS_OK);
    assert_int_equal(locked_source_create(inner, &source), STATUS_OK);
    assert_ptr_equal(source, inner);
    byte_source_drop(&inner);
    byte_source_drop(&source);
}

/* Counts who is inside at a time. */
struct crowded_source {
    struct byte_source base;
    int inside;
    int most_inside;
    int reads;
};

static enum status crowded_read_at(struct byte_source *source, uint64_t offset, void *buffer,
                                   size_t size, size_t *read)
{
    struct crowded_source *crowded = (struct crowded_source *)source;

    (void)offset;
    (void)buffer;
    crowded->inside++;
    if (crowded->inside > crowded->most_inside)
        crowded->most_inside = crowded->inside;
    crowded->reads++;
    crowded->inside--;
    *read = size;
    return STATUS_OK;
}

static void crowded_destroy(struct byte_source *source)
{
    (void)source;
}

static void read_often(void *context)
{
    struct byte_source *source = context;
    char buffer[1];
    size_t read;

    for (int i = 0; i < 10000; i++)
        byte_source_read_at(source, 0, buffer, 1, &read);
}

static void test_locked_source__lets_one_thread_in(void **state)
{
    static const struct byte_source_ops ops = { .read_at = crowded_read_at,
                                                .destroy = crowded_destroy };
    struct crowded_source crowded = { 0 };
    struct platform_thread *thread;
    struct byte_source *source;

    (void)state;
    byte_source_init(&crowded.base, &ops, 1);
    assert_int_equal(locked_source_create(&crowded.base, &source), STATUS_OK);
    assert_true(source->ops->is_thread_safe);
    assert_int_equal(platform_thread_create(read_often, source, &thread), STATUS_OK);
    read_often(source);
    platform_thread_destroy(thread);
    byte_source_drop(&source);
    assert_int_equal(crowded.most_inside, 1);
    assert_int_equal(crowded.reads, 20000);
    assert_int_equal(crowded.base.references, 1);
}

static void test_locked_source__failures_pass_through(void **state)
{
    struct failing_source failing;
    struct byte_source *source;
    char buffer[1];
    size_t read;

    (void)state;
    failing_source_init(&failing, STATUS_FOREIGN, 5);
    assert_int_equal(locked_source_create(&failing.base, &source), STATUS_OK);
    assert_int_equal(byte_source_size(source), 5);
    assert_int_equal(byte_source_read_at(source, 0, buffer, 1, &read), STATUS_FOREIGN);
    byte_source_drop(&source);
}

static void test_locked_source__without_memory(void **state)
{
    struct failing_source failing;
    struct byte_source *source = NULL;
    enum status status = STATUS_NO_MEMORY;

    (void)state;
    failing_source_init(&failing, STATUS_OK, 5);
    for (size_t granted = 0; status != STATUS_OK; granted++) {
        allocation_failure_after(granted);
        status = locked_source_create(&failing.base, &source);
        assert_true(allocation_failure_end() == (status == STATUS_NO_MEMORY));
        assert_int_equal(failing.base.references, status == STATUS_OK ? 2 : 1);
    }
    byte_source_drop(&source);
}

static int make_folder(void **state)
{
    (void)state;
    temporary_folder_create("test_stream_sources.tmp");
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    temporary_folder_remove();
    return 0;
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_memory_source__keeps_a_copy),
        cmocka_unit_test(test_memory_source__may_be_empty),
        cmocka_unit_test(test_memory_source__without_memory),
        cmocka_unit_test(test_file_source__reads_anywhere),
        cmocka_unit_test(test_file_source__what_cannot_be_opened),
        cmocka_unit_test(test_file_source__without_memory),
        cmocka_unit_test(test_locked_source__safe_ones_need_no_lock),
        cmocka_unit_test(test_locked_source__lets_one_thread_in),
        cmocka_unit_test(test_locked_source__failures_pass_through),
        cmocka_unit_test(test_locked_source__without_memory),
    };

    return cmocka_run_group_tests_name("stream/sources", tests, make_folder, remove_folder);
}
