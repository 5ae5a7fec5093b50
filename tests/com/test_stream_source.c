/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of com/stream_source.h: streams of applications, bad ones included. */
#include "fake_stream.h"

#include "com/stream_source.h"

static struct byte_source *create(struct fake_stream *stream, enum com_stream_use use)
{
    struct byte_source *source;

    assert_result(com_stream_source_create(&stream->IStream_iface, use, &source), S_OK);
    return source;
}

static void check_read(struct byte_source *source, uint64_t offset, const char *expected)
{
    char buffer[64];

    assert_int_equal(byte_source_read_exact(source, offset, buffer, strlen(expected)), STATUS_OK);
    assert_memory_equal(buffer, expected, strlen(expected));
}

static void test_stream_source__reads_anywhere(void **state)
{
    struct fake_stream stream;
    struct byte_source *source;

    (void)state;
    fake_stream_init(&stream, "abcdefgh");
    stream.position = 5;
    source = create(&stream, COM_STREAM_SHARED);
    assert_int_equal(byte_source_size(source), 8);
    check_read(source, 0, "abc");
    check_read(source, 6, "gh");
    check_read(source, 1, "bcdefgh");
    byte_source_drop(&source);
    assert_int_equal(stream.references, 1);
}

static void test_stream_source__short_reads_are_completed(void **state)
{
    struct fake_stream stream;
    struct byte_source *source;

    (void)state;
    fake_stream_init(&stream, "abcdefgh");
    stream.most_bytes = 3;
    source = create(&stream, COM_STREAM_SHARED);
    check_read(source, 0, "abcdefgh");
    assert_int_equal(stream.reads, 3);
    byte_source_drop(&source);
}

static void test_stream_source__without_stat_the_end_tells(void **state)
{
    struct fake_stream stream;
    struct byte_source *source;

    (void)state;
    fake_stream_init(&stream, "abc");
    stream.stat_result = E_NOTIMPL;
    source = create(&stream, COM_STREAM_SHARED);
    assert_int_equal(byte_source_size(source), 3);
    check_read(source, 0, "abc");
    byte_source_drop(&source);
}

static void test_stream_source__without_any_size_is_refused(void **state)
{
    struct fake_stream stream;
    struct byte_source *source = POISON;

    (void)state;
    fake_stream_init(&stream, "abc");
    stream.stat_result = E_NOTIMPL;
    stream.seek_result = STG_E_INVALIDFUNCTION;
    assert_result(com_stream_source_create(&stream.IStream_iface, COM_STREAM_SEQUENTIAL, &source),
                  STG_E_INVALIDFUNCTION);
    assert_null(source);
    assert_int_equal(stream.references, 1);
}

static void test_stream_source__absurd_size_is_refused(void **state)
{
    struct fake_stream stream;
    struct byte_source *source = POISON;

    (void)state;
    fake_stream_init(&stream, "abc");
    stream.said_size = UINT64_MAX;
    assert_true(
        FAILED(com_stream_source_create(&stream.IStream_iface, COM_STREAM_SHARED, &source)));
    assert_null(source);
}

static void test_stream_source__sequential_reads_need_no_seek(void **state)
{
    struct fake_stream stream;
    struct byte_source *source;
    unsigned seeks;

    (void)state;
    fake_stream_init(&stream, "abcdefgh");
    source = create(&stream, COM_STREAM_SEQUENTIAL);
    seeks = stream.seeks;
    check_read(source, 0, "abc");
    check_read(source, 3, "de");
    assert_int_equal(stream.seeks, seeks);
    check_read(source, 0, "a");
    assert_int_equal(stream.seeks, seeks + 1);
    byte_source_drop(&source);
}

static void test_stream_source__sequential_takes_what_cannot_seek(void **state)
{
    struct fake_stream stream;
    struct byte_source *source = POISON;
    char byte;

    (void)state;
    fake_stream_init(&stream, "abc");
    stream.seek_result = STG_E_INVALIDFUNCTION;
    assert_result(com_stream_source_create(&stream.IStream_iface, COM_STREAM_SHARED, &source),
                  STG_E_INVALIDFUNCTION);
    assert_null(source);
    source = create(&stream, COM_STREAM_SEQUENTIAL);
    check_read(source, 0, "ab");
    check_read(source, 2, "c");
    assert_int_equal(byte_source_read_exact(source, 0, &byte, 1), STATUS_FOREIGN);
    assert_result(com_stream_source_take_error(source), STG_E_INVALIDFUNCTION);
    byte_source_drop(&source);
}

/* The same stream behind two sources. */
static void test_stream_source__shared_reads_find_their_place(void **state)
{
    struct fake_stream stream;
    struct byte_source *first;
    struct byte_source *second;

    (void)state;
    fake_stream_init(&stream, "abcdefgh");
    first = create(&stream, COM_STREAM_SHARED);
    second = create(&stream, COM_STREAM_SHARED);
    check_read(first, 0, "ab");
    check_read(second, 4, "ef");
    check_read(first, 2, "cd");
    byte_source_drop(&first);
    byte_source_drop(&second);
}

static void test_stream_source__keeps_the_streams_own_failure(void **state)
{
    struct fake_stream stream;
    struct byte_source *source;
    char buffer[3];
    size_t read = 9;

    (void)state;
    fake_stream_init(&stream, "abc");
    source = create(&stream, COM_STREAM_SEQUENTIAL);
    stream.read_result = (HRESULT)0x80040123;
    assert_int_equal(byte_source_read_at(source, 0, buffer, 3, &read), STATUS_FOREIGN);
    assert_int_equal(read, 0);
    assert_result(com_stream_source_take_error(source), 0x80040123);
    assert_result(com_stream_source_take_error(source), S_OK);
    stream.read_result = S_OK;
    check_read(source, 0, "abc");
    byte_source_drop(&source);
}

static void test_stream_source__end_before_the_size_is_told(void **state)
{
    struct fake_stream stream;
    struct byte_source *source;
    char buffer[10];

    (void)state;
    fake_stream_init(&stream, "abc");
    stream.said_size = 10;
    source = create(&stream, COM_STREAM_SHARED);
    assert_int_equal(byte_source_read_exact(source, 0, buffer, 10), STATUS_END_OF_DATA);
    check_read(source, 0, "abc");
    byte_source_drop(&source);
}

static void test_stream_source__more_than_asked_is_a_failure(void **state)
{
    struct fake_stream stream;
    struct byte_source *source;
    char buffer[3];

    (void)state;
    fake_stream_init(&stream, "abc");
    stream.extra_bytes = 1;
    source = create(&stream, COM_STREAM_SHARED);
    assert_int_equal(byte_source_read_exact(source, 0, buffer, 3), STATUS_FOREIGN);
    assert_result(com_stream_source_take_error(source), E_UNEXPECTED);
    byte_source_drop(&source);
}

static void test_stream_source__clones_when_the_stream_does(void **state)
{
    struct fake_stream stream;
    struct fake_stream copy;
    struct byte_source *source;
    struct byte_source *clone = POISON;

    (void)state;
    fake_stream_init(&stream, "abc");
    fake_stream_init(&copy, "xyz");
    source = create(&stream, COM_STREAM_SHARED);
    assert_result(com_stream_source_clone(source, &clone), E_NOTIMPL);
    assert_null(clone);
    stream.clone = &copy;
    assert_result(com_stream_source_clone(source, &clone), S_OK);
    check_read(clone, 0, "xyz");
    byte_source_drop(&clone);
    byte_source_drop(&source);
    assert_int_equal(copy.references, 1);
}

/* A stream that belongs to one thread, read by another while the first one pumps. */
struct apartments {
    struct fake_stream stream;
    struct byte_source *source;
    HANDLE ready;
    HANDLE done;
    DWORD thread;
};

static DWORD WINAPI own_in_sta(void *context)
{
    struct apartments *apartments = context;
    MSG message;

    CoInitializeEx(NULL, COINIT_APARTMENTTHREADED);
    apartments->thread = GetCurrentThreadId();
    com_stream_source_create(&apartments->stream.IStream_iface, COM_STREAM_SEQUENTIAL,
                             &apartments->source);
    SetEvent(apartments->ready);
    while (MsgWaitForMultipleObjects(1, &apartments->done, FALSE, 60000, QS_ALLINPUT) ==
           WAIT_OBJECT_0 + 1) {
        while (PeekMessageW(&message, NULL, 0, 0, PM_REMOVE))
            DispatchMessageW(&message);
    }
    CoUninitialize();
    return 0;
}

static void test_stream_source__is_read_in_its_apartment(void **state)
{
    struct apartments apartments = { .source = NULL };
    HANDLE thread;

    (void)state;
    fake_stream_init(&apartments.stream, "abcdef");
    apartments.ready = CreateEventW(NULL, TRUE, FALSE, NULL);
    apartments.done = CreateEventW(NULL, TRUE, FALSE, NULL);
    thread = CreateThread(NULL, 0, own_in_sta, &apartments, 0, NULL);
    assert_int_equal(WaitForSingleObject(apartments.ready, 60000), WAIT_OBJECT_0);
    assert_non_null(apartments.source);

    check_read(apartments.source, 0, "abc");
    check_read(apartments.source, 3, "def");

    assert_int_equal(apartments.stream.last_thread, apartments.thread);
    byte_source_drop(&apartments.source);
    SetEvent(apartments.done);
    assert_int_equal(WaitForSingleObject(thread, 60000), WAIT_OBJECT_0);
    CloseHandle(thread);
    CloseHandle(apartments.ready);
    CloseHandle(apartments.done);
    assert_int_equal(apartments.stream.references, 1);
}

struct stranger {
    struct byte_source *source;
    enum status status;
    HRESULT error;
};

static DWORD WINAPI read_without_apartment(void *context)
{
    struct stranger *stranger = context;
    char byte;

    stranger->status = byte_source_read_exact(stranger->source, 0, &byte, 1);
    stranger->error = com_stream_source_take_error(stranger->source);
    return 0;
}

/* A stream of an apartment whose thread no longer pumps cannot be reached: an error, no hang. */
static void test_stream_source__apartment_that_ended_is_an_error(void **state)
{
    struct apartments apartments = { .source = NULL };
    struct stranger stranger;
    HANDLE thread;

    (void)state;
    fake_stream_init(&apartments.stream, "abcdef");
    apartments.ready = CreateEventW(NULL, TRUE, FALSE, NULL);
    apartments.done = CreateEventW(NULL, TRUE, TRUE, NULL);
    thread = CreateThread(NULL, 0, own_in_sta, &apartments, 0, NULL);
    assert_int_equal(WaitForSingleObject(thread, 60000), WAIT_OBJECT_0);
    CloseHandle(thread);
    CloseHandle(apartments.ready);
    CloseHandle(apartments.done);

    stranger.source = apartments.source;
    thread = CreateThread(NULL, 0, read_without_apartment, &stranger, 0, NULL);
    assert_int_equal(WaitForSingleObject(thread, 60000), WAIT_OBJECT_0);
    CloseHandle(thread);

    assert_int_equal(stranger.status, STATUS_FOREIGN);
    assert_true(FAILED(stranger.error));
    byte_source_drop(&apartments.source);
    assert_int_equal(apartments.stream.references, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_stream_source__reads_anywhere),
        cmocka_unit_test(test_stream_source__short_reads_are_completed),
        cmocka_unit_test(test_stream_source__without_stat_the_end_tells),
        cmocka_unit_test(test_stream_source__without_any_size_is_refused),
        cmocka_unit_test(test_stream_source__absurd_size_is_refused),
        cmocka_unit_test(test_stream_source__sequential_reads_need_no_seek),
        cmocka_unit_test(test_stream_source__sequential_takes_what_cannot_seek),
        cmocka_unit_test(test_stream_source__shared_reads_find_their_place),
        cmocka_unit_test(test_stream_source__keeps_the_streams_own_failure),
        cmocka_unit_test(test_stream_source__end_before_the_size_is_told),
        cmocka_unit_test(test_stream_source__more_than_asked_is_a_failure),
        cmocka_unit_test(test_stream_source__clones_when_the_stream_does),
        cmocka_unit_test(test_stream_source__is_read_in_its_apartment),
        cmocka_unit_test(test_stream_source__apartment_that_ended_is_an_error),
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
