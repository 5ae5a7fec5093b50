/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of stream/host_reader.h, stream/read_ahead.h and stream/helper_thread.h. */
#include "support/allocation_failure.h"
#include "support/cmocka_all.h"
#include "support/temporary_folder.h"

#include "platform/clock.h"
#include "platform/thread.h"
#include "stream/helper_thread.h"
#include "stream/host_reader.h"
#include "stream/read_ahead.h"

static void test_host_reader__keeps_one_file_open(void **state)
{
    static const char16 a[] = { 'a', 0 };
    static const char16 b[] = { 'b', 0 };
    struct folder_table table = { 0 };
    struct host_reader reader;
    uint32_t here;
    uint64_t size;
    char buffer[4];
    size_t read;

    (void)state;
    temporary_write("a", "first", 5);
    temporary_write("b", "second", 6);
    assert_int_equal(folder_table_add(&table, FOLDER_TABLE_NONE, temporary_path(""),
                                      utf16_length(temporary_path("")), &here),
                     STATUS_OK);
    host_reader_init(&reader, &table);
    assert_int_equal(host_reader_open(&reader, here, a), STATUS_OK);
    assert_int_equal(host_reader_read_at(&reader, 1, buffer, 4, &read), STATUS_OK);
    assert_memory_equal(buffer, "irst", 4);
    temporary_delete("a");
    assert_int_equal(host_reader_open(&reader, here, a), STATUS_OK);
    assert_int_equal(host_reader_read_at(&reader, 0, buffer, 4, &read), STATUS_OK);
    assert_memory_equal(buffer, "firs", 4);
    assert_int_equal(host_reader_open(&reader, here, b), STATUS_OK);
    assert_int_equal(host_reader_size(&reader, &size), STATUS_OK);
    assert_int_equal(size, 6);
    assert_int_equal(host_reader_open(&reader, here, a), STATUS_NOT_FOUND);
    assert_int_equal(host_reader_open(&reader, here, b), STATUS_OK);
    host_reader_release(&reader);
    folder_table_release(&table);
}

/* Notes which files were touched. */
struct touched {
    struct platform_mutex *mutex;
    uint32_t count;
    uint32_t last;
    uint32_t sleep_ms;
    bool seen[4096];
};

static void touch(void *context, uint32_t index, struct folder_cache *folders, void *scratch,
                  size_t size)
{
    struct touched *touched = context;

    (void)folders;
    assert_non_null(scratch);
    assert_true(size > 0);
    if (touched->sleep_ms != 0)
        platform_clock_sleep_ms(touched->sleep_ms);
    platform_mutex_lock(touched->mutex);
    touched->seen[index] = true;
    touched->count++;
    touched->last = index;
    platform_mutex_unlock(touched->mutex);
}

static uint32_t count_of(struct touched *touched)
{
    uint32_t count;

    platform_mutex_lock(touched->mutex);
    count = touched->count;
    platform_mutex_unlock(touched->mutex);
    return count;
}

static void wait_for(struct touched *touched, uint32_t count)
{
    while (count_of(touched) < count)
        platform_clock_sleep_ms(1);
}

static void test_read_ahead__touches_each_file_once(void **state)
{
    struct folder_table table = { 0 };
    struct touched touched = { .sleep_ms = 1 };
    struct read_ahead *read_ahead;

    (void)state;
    assert_int_equal(platform_mutex_create(&touched.mutex), STATUS_OK);
    assert_int_equal(read_ahead_create(&table, touch, &touched, &read_ahead), STATUS_OK);
    assert_false(read_ahead_is_active(read_ahead));
    read_ahead_advance(read_ahead, 10, 50);
    assert_int_equal(read_ahead_start(read_ahead), STATUS_OK);
    assert_true(read_ahead_is_active(read_ahead));
    read_ahead_advance(read_ahead, 10, 50);
    wait_for(&touched, 40);
    for (uint32_t i = 0; i < 60; i++)
        assert_int_equal(touched.seen[i], i >= 10 && i < 50);
    read_ahead_advance(read_ahead, 20, 60);
    wait_for(&touched, 50);
    assert_int_equal(count_of(&touched), 50);
    read_ahead_destroy(read_ahead);
    platform_mutex_destroy(touched.mutex);
}

static void test_read_ahead__follows_a_jump(void **state)
{
    struct folder_table table = { 0 };
    struct touched touched = { .sleep_ms = 1 };
    struct read_ahead *read_ahead;

    (void)state;
    assert_int_equal(platform_mutex_create(&touched.mutex), STATUS_OK);
    assert_int_equal(read_ahead_create(&table, touch, &touched, &read_ahead), STATUS_OK);
    assert_int_equal(read_ahead_start(read_ahead), STATUS_OK);
    read_ahead_advance(read_ahead, 1000, 1040);
    wait_for(&touched, 40);
    read_ahead_advance(read_ahead, 100, 140);
    wait_for(&touched, 80);
    for (uint32_t i = 100; i < 140; i++)
        assert_true(touched.seen[i]);
    read_ahead_destroy(read_ahead);
    platform_mutex_destroy(touched.mutex);
}

/* How many slow looks it takes before the threads begin. */
static uint32_t looks_until_active(struct read_ahead *read_ahead)
{
    uint32_t looks = 0;

    do {
        assert_true(looks < 10000);
        read_ahead_judge(read_ahead, 1000);
        looks++;
    } while (!read_ahead_is_active(read_ahead));
    return looks;
}

/* Files that are slow for another reason than a disk are not touched in vain again and again. */
static void test_read_ahead__rests_when_it_does_not_help(void **state)
{
    struct folder_table table = { 0 };
    struct touched touched = { 0 };
    struct read_ahead *read_ahead;
    uint32_t last = 0;

    (void)state;
    assert_int_equal(platform_mutex_create(&touched.mutex), STATUS_OK);
    assert_int_equal(read_ahead_create(&table, touch, &touched, &read_ahead), STATUS_OK);
    read_ahead_judge(read_ahead, 1);
    assert_false(read_ahead_is_active(read_ahead));
    for (int i = 0; i < 5; i++) {
        const uint32_t looks = looks_until_active(read_ahead);

        assert_true(i == 0 ? looks == 1 : looks > last);
        last = looks;
        read_ahead_judge(read_ahead, 900);
        assert_false(read_ahead_is_active(read_ahead));
    }
    looks_until_active(read_ahead);
    read_ahead_judge(read_ahead, 500);
    assert_true(read_ahead_is_active(read_ahead));
    read_ahead_judge(read_ahead, 900);
    assert_false(read_ahead_is_active(read_ahead));
    assert_true(looks_until_active(read_ahead) < last);
    read_ahead_destroy(read_ahead);
    platform_mutex_destroy(touched.mutex);
}

/* Threads that find nothing to wait for are sent away. */
static void test_read_ahead__ends_when_all_is_cached(void **state)
{
    struct folder_table table = { 0 };
    struct touched touched = { 0 };
    struct read_ahead *read_ahead;
    uint32_t position = 0;

    (void)state;
    assert_int_equal(platform_mutex_create(&touched.mutex), STATUS_OK);
    assert_int_equal(read_ahead_create(&table, touch, &touched, &read_ahead), STATUS_OK);
    assert_int_equal(read_ahead_start(read_ahead), STATUS_OK);
    while (read_ahead_is_active(read_ahead)) {
        assert_true(position < 3900);
        read_ahead_advance(read_ahead, position, position + 64);
        wait_for(&touched, position + 32);
        position += 32;
    }
    read_ahead_destroy(read_ahead);
    platform_mutex_destroy(touched.mutex);
}

static void test_read_ahead__begins_when_reading_waits(void **state)
{
    struct folder_table table = { 0 };
    struct touched touched = { .sleep_ms = 1 };
    struct read_ahead *read_ahead;
    int reads = 0;

    (void)state;
    assert_int_equal(platform_mutex_create(&touched.mutex), STATUS_OK);
    assert_int_equal(read_ahead_create(&table, touch, &touched, &read_ahead), STATUS_OK);
    for (int i = 0; i < 4000; i++)
        read_ahead_end(read_ahead, read_ahead_begin(read_ahead));
    assert_false(read_ahead_is_active(read_ahead));
    while (!read_ahead_is_active(read_ahead) && reads < 4000) {
        const uint64_t begun = read_ahead_begin(read_ahead);

        if (begun != 0)
            platform_clock_sleep_ms(2);
        read_ahead_end(read_ahead, begun);
        reads++;
    }
    assert_true(read_ahead_is_active(read_ahead));
    read_ahead_destroy(read_ahead);
    platform_mutex_destroy(touched.mutex);
}

static void test_read_ahead__without_memory(void **state)
{
    struct folder_table table = { 0 };
    struct touched touched = { 0 };
    struct read_ahead *read_ahead = NULL;
    enum status status = STATUS_NO_MEMORY;

    (void)state;
    for (size_t granted = 0; status != STATUS_OK; granted++) {
        allocation_failure_after(granted);
        status = read_ahead_create(&table, touch, &touched, &read_ahead);
        if (status == STATUS_OK)
            status = read_ahead_start(read_ahead);
        assert_true(allocation_failure_end() == (status == STATUS_NO_MEMORY));
        if (status != STATUS_OK && read_ahead != NULL)
            assert_false(read_ahead_is_active(read_ahead));
        read_ahead_destroy(read_ahead);
        read_ahead = NULL;
    }
}

#define THINGS 1003u

struct counted {
    unsigned done[THINGS]; /* each written by the thread that has its slice */
    uint32_t failing_from; /* slices from here on fail */
};

static enum status count_slice(void *context, uint32_t first, uint32_t end, bool is_helper)
{
    struct counted *counted = context;

    (void)is_helper;
    assert_true(first < end && end <= THINGS);
    if (first >= counted->failing_from)
        return first % 2 != 0 ? STATUS_IO : STATUS_CHANGED;
    for (uint32_t i = first; i < end; i++)
        counted->done[i]++;
    return STATUS_OK;
}

static void test_helper_thread__does_each_thing_once(void **state)
{
    static struct counted counted;
    const struct helper_job job = { count_slice, &counted, THINGS, 7 };
    struct helper_thread *helper;
    bool is_helpers;

    (void)state;
    counted = (struct counted){ .failing_from = THINGS };
    assert_int_equal(helper_thread_create(&helper), STATUS_OK);
    for (unsigned i = 1; i <= 300; i++) {
        assert_int_equal(helper_thread_share(helper, &job, &is_helpers), STATUS_OK);
        assert_false(is_helpers);
        for (uint32_t j = 0; j < THINGS; j++)
            assert_int_equal(counted.done[j], i);
    }
    helper_thread_destroy(helper);
    helper_thread_destroy(NULL);
}

/* Whoever meets it: it is the first that is told, and all before it is done. */
static void test_helper_thread__tells_the_first_failure(void **state)
{
    static struct counted counted;
    const struct helper_job job = { count_slice, &counted, THINGS, 1 };
    struct helper_thread *helper;
    bool is_helpers;

    (void)state;
    assert_int_equal(helper_thread_create(&helper), STATUS_OK);
    for (uint32_t from = 0; from < THINGS; from += 3) {
        counted = (struct counted){ .failing_from = from };
        assert_int_equal(helper_thread_share(helper, &job, &is_helpers),
                         from % 2 != 0 ? STATUS_IO : STATUS_CHANGED);
        for (uint32_t j = 0; j < THINGS; j++)
            assert_int_equal(counted.done[j], j < from);
    }
    helper_thread_destroy(helper);
}

static void test_helper_thread__without_memory(void **state)
{
    struct helper_thread *helper = NULL;
    enum status status = STATUS_NO_MEMORY;

    (void)state;
    for (size_t granted = 0; status != STATUS_OK; granted++) {
        allocation_failure_after(granted);
        status = helper_thread_create(&helper);
        assert_true(allocation_failure_end() == (status == STATUS_NO_MEMORY));
        assert_true((helper == NULL) == (status != STATUS_OK));
    }
    helper_thread_destroy(helper);
}

static int make_folder(void **state)
{
    (void)state;
    temporary_folder_create("test_stream_host_reader.tmp");
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
        cmocka_unit_test(test_host_reader__keeps_one_file_open),
        cmocka_unit_test(test_read_ahead__touches_each_file_once),
        cmocka_unit_test(test_read_ahead__follows_a_jump),
        cmocka_unit_test(test_read_ahead__rests_when_it_does_not_help),
        cmocka_unit_test(test_read_ahead__ends_when_all_is_cached),
        cmocka_unit_test(test_read_ahead__begins_when_reading_waits),
        cmocka_unit_test(test_read_ahead__without_memory),
        cmocka_unit_test(test_helper_thread__does_each_thing_once),
        cmocka_unit_test(test_helper_thread__tells_the_first_failure),
        cmocka_unit_test(test_helper_thread__without_memory),
    };

    return cmocka_run_group_tests_name("stream/host_reader", tests, make_folder, remove_folder);
}
