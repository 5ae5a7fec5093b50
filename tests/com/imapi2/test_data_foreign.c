/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftDiscFormat2Data: recorders that are not ours, and apartments. */
#include "foreign_recorder.h"
#include "imapi2_test.h"
#include "test_sink.h"
#include "test_stream.h"

#define STREAM_SECTORS 2000

/* A writer on a recorder that an application implements. */
struct bench {
    struct test_disc disc;
    IDiscRecorder2 *inner;
    struct foreign_recorder *recorder;
    IDiscFormat2Data *writer;
    struct test_stream *stream;
};

static struct bench bench_create(const WCHAR *name, const WCHAR *medium)
{
    struct bench bench = { .disc = disc_create(name) };

    bench.inner = recorder_open(&bench.disc, medium);
    bench.recorder = foreign_recorder_create(bench.inner);
    bench.writer = writer_create(&bench.recorder->IDiscRecorder2_iface);
    bench.stream = test_stream_create((uint64_t)STREAM_SECTORS * SECTOR_BYTES, 40);
    return bench;
}

static HRESULT bench_write(struct bench *bench)
{
    return IDiscFormat2Data_Write(bench->writer, &bench->stream->IStream_iface);
}

static void bench_destroy(struct bench *bench)
{
    assert_int_equal(bench->recorder->locks, 0);
    assert_int_equal(bench->recorder->silences, 0);
    assert_int_equal(bench->recorder->calls_on_other_threads, 0);
    assert_int_equal(IDiscFormat2Data_Release(bench->writer), 0);
    foreign_recorder_destroy(bench->recorder);
    test_stream_destroy(bench->stream);
    assert_int_equal(IDiscRecorder2_Release(bench->inner), 0);
    disc_remove(&bench->disc);
}

static void test_data_foreign__burns_on_the_calling_thread(void **state)
{
    static const WCHAR *const media[] = { L"dvd+r", L"dvd+rw" };

    (void)state;
    for (size_t i = 0; i < ARRAYSIZE(media); i++) {
        struct bench bench = bench_create(L"foreign-burn", media[i]);

        writer_set_verification(bench.writer, IMAPI_BURN_VERIFICATION_FULL);
        assert_result(bench_write(&bench), S_OK);
        disc_check_content(&bench.disc, 0, (uint64_t)STREAM_SECTORS * SECTOR_BYTES, 40, 0);
        assert_true(bench.recorder->commands > 0);
        bench_destroy(&bench);
    }
}

static void test_data_foreign__properties(void **state)
{
    struct bench bench = bench_create(L"foreign-properties", L"dvd+r");
    IMAPI_MEDIA_PHYSICAL_TYPE type;
    IDiscRecorder2 *found;
    LONG number = 0;

    (void)state;
    assert_result(IDiscFormat2Data_get_CurrentPhysicalMediaType(bench.writer, &type), S_OK);
    assert_int_equal(type, IMAPI_MEDIA_TYPE_DVDPLUSR);
    assert_result(IDiscFormat2Data_get_FreeSectorsOnMedia(bench.writer, &number), S_OK);
    assert_int_equal(number, DVD_SECTORS);
    assert_result(IDiscFormat2Data_SetWriteSpeed(bench.writer, 2705, VARIANT_FALSE), S_OK);
    assert_result(IDiscFormat2Data_get_Recorder(bench.writer, &found), S_OK);
    assert_ptr_equal(found, &bench.recorder->IDiscRecorder2_iface);
    IDiscRecorder2_Release(found);
    bench_destroy(&bench);
}

static void test_data_foreign__recorder_without_commands(void **state)
{
    struct bench bench = bench_create(L"foreign-no-ex", L"dvd+r");
    IDiscFormat2Data *writer = object_create(&CLSID_MsftDiscFormat2Data, &IID_IDiscFormat2Data);
    VARIANT_BOOL flag = VARIANT_TRUE;

    (void)state;
    bench.recorder->has_no_ex = true;
    assert_result(
        IDiscFormat2Data_IsRecorderSupported(writer, &bench.recorder->IDiscRecorder2_iface, &flag),
        E_NOINTERFACE);
    assert_int_equal(flag, VARIANT_FALSE);
    assert_result(IDiscFormat2Data_put_Recorder(writer, &bench.recorder->IDiscRecorder2_iface),
                  E_NOINTERFACE);
    assert_result(bench_write(&bench), E_NOINTERFACE);
    IDiscFormat2Data_Release(writer);
    bench_destroy(&bench);
}

static void test_data_foreign__recorder_that_others_hold(void **state)
{
    struct bench bench = bench_create(L"foreign-locked", L"dvd+r");

    (void)state;
    bench.recorder->acquire_result = E_ACCESSDENIED;
    assert_result(bench_write(&bench), E_IMAPI_RECORDER_LOCKED);
    check_error_text(L"Virtual Recorder");
    bench.recorder->acquire_result = E_IMAPI_RECORDER_LOCKED;
    assert_result(bench_write(&bench), E_IMAPI_RECORDER_LOCKED);
    assert_int_equal(bench.stream->reads, 0);
    bench_destroy(&bench);
}

static void test_data_foreign__failures_of_commands_are_passed_on(void **state)
{
    static const HRESULT results[] = {
        E_IMAPI_RECORDER_COMMAND_TIMEOUT,
        E_IMAPI_RECORDER_LOCKED,
        HRESULT_FROM_WIN32(ERROR_DEV_NOT_EXIST),
        RPC_E_SERVERFAULT,
    };
    struct bench bench = bench_create(L"foreign-failure", L"dvd+r");
    LONG number = 99;

    (void)state;
    for (size_t i = 0; i < ARRAYSIZE(results); i++) {
        bench.recorder->command_result = results[i];
        assert_result(IDiscFormat2Data_get_FreeSectorsOnMedia(bench.writer, &number), results[i]);
        assert_int_equal(number, 0);
    }
    bench.recorder->command_result = S_OK;
    assert_result(bench_write(&bench), S_OK);
    bench_destroy(&bench);
}

/* The recorder of a burn whose next command fails. */
static void fail_next_command(struct test_sink *sink, const struct test_event *event,
                              IDispatch *sender, IDispatch *arguments)
{
    struct foreign_recorder *recorder = sink->context;

    (void)sender, (void)arguments;
    if (event->action != IMAPI_FORMAT2_DATA_WRITE_ACTION_WRITING_DATA)
        return;
    recorder->command_result = HRESULT_FROM_WIN32(ERROR_DEV_NOT_EXIST);
    recorder->failing_commands = 1;
}

static void test_data_foreign__drive_that_goes_away_while_it_writes(void **state)
{
    struct bench bench = bench_create(L"foreign-gone", L"dvd+rw");
    struct test_sink *sink = test_sink_create();

    (void)state;
    sink->on_event = fail_next_command;
    sink->context = bench.recorder;
    test_sink_advise(sink, bench.writer, &IID_DDiscFormat2DataEvents);
    assert_result(bench_write(&bench), HRESULT_FROM_WIN32(ERROR_DEV_NOT_EXIST));
    assert_int_equal(test_sink_count(sink, IMAPI_FORMAT2_DATA_WRITE_ACTION_COMPLETED), 0);
    bench_destroy(&bench);
    test_sink_destroy(sink);
}

static void test_data_foreign__recorder_that_lets_go_late(void **state)
{
    struct bench bench = bench_create(L"foreign-late", L"dvd+r");

    (void)state;
    bench.recorder->release_failures = 1;
    assert_result(bench_write(&bench), S_OK);
    assert_int_equal(bench.recorder->release_failures, 0);
    bench_destroy(&bench);
}

/* Everything belongs to one single-threaded apartment, whose thread burns without pumping. */
static void burn_in_apartment(void *context)
{
    struct test_disc disc = disc_create(L"sta-own");
    IDiscRecorder2 *recorder = recorder_open(&disc, L"dvd+r");
    IDiscFormat2Data *writer = writer_create(recorder);
    struct test_stream *stream = test_stream_create((uint64_t)STREAM_SECTORS * SECTOR_BYTES, 41);
    struct test_sink *sink = test_sink_create();
    bool *done = context;

    test_sink_advise(sink, writer, &IID_DDiscFormat2DataEvents);
    assert_result(IDiscFormat2Data_Write(writer, &stream->IStream_iface), S_OK);
    disc_check_content(&disc, 0, (uint64_t)STREAM_SECTORS * SECTOR_BYTES, 41, 0);
    assert_int_equal(stream->calls_on_other_threads, 0);
    test_sink_check_steady(sink);
    IDiscFormat2Data_Release(writer);
    test_sink_destroy(sink);
    test_stream_destroy(stream);
    IDiscRecorder2_Release(recorder);
    disc_remove(&disc);
    *done = true;
}

static void test_data_foreign__burn_in_a_single_threaded_apartment(void **state)
{
    bool done = false;

    (void)state;
    com_test_in_sta(burn_in_apartment, &done);
    assert_true(done);
}

/* A burn on a thread of the multithreaded apartment. */
struct background {
    IDiscFormat2Data *writer;
    HRESULT result;
    LONG calls_on_other_threads;
};

static DWORD WINAPI burn_in_background(void *context)
{
    struct background *background = context;
    struct test_stream *stream;

    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    stream = test_stream_create((uint64_t)STREAM_SECTORS * SECTOR_BYTES, 42);
    background->result = IDiscFormat2Data_Write(background->writer, &stream->IStream_iface);
    background->calls_on_other_threads = stream->calls_on_other_threads;
    IStream_Release(&stream->IStream_iface);
    CoUninitialize();
    return 0;
}

static void pump_until(HANDLE thread)
{
    MSG message;

    while (MsgWaitForMultipleObjects(1, &thread, FALSE, 60000, QS_ALLINPUT) == WAIT_OBJECT_0 + 1) {
        while (PeekMessageW(&message, NULL, 0, 0, PM_REMOVE))
            DispatchMessageW(&message);
    }
}

/* A window's thread watches a burn that another thread does, as applications with a face do. */
static void watch_from_apartment(void *context)
{
    struct test_disc disc = disc_create(L"sta-watch");
    IDiscRecorder2 *recorder = recorder_open(&disc, L"dvd+rw");
    struct background background = { .writer = writer_create(recorder), .result = E_PENDING };
    struct test_sink *sink = test_sink_create();
    bool *done = context;
    HANDLE thread;

    test_sink_advise(sink, background.writer, &IID_DDiscFormat2DataEvents);
    thread = CreateThread(NULL, 0, burn_in_background, &background, 0, NULL);
    assert_non_null(thread);
    pump_until(thread);
    CloseHandle(thread);

    assert_result(background.result, S_OK);
    assert_int_equal(background.calls_on_other_threads, 0);
    test_sink_check_steady(sink);
    assert_int_equal(test_sink_count(sink, IMAPI_FORMAT2_DATA_WRITE_ACTION_COMPLETED), 1);
    disc_check_content(&disc, 0, (uint64_t)STREAM_SECTORS * SECTOR_BYTES, 42, 0);
    IDiscFormat2Data_Release(background.writer);
    test_sink_destroy(sink);
    IDiscRecorder2_Release(recorder);
    disc_remove(&disc);
    *done = true;
}

static void test_data_foreign__sink_in_another_apartment_is_called_there(void **state)
{
    bool done = false;

    (void)state;
    com_test_in_sta(watch_from_apartment, &done);
    assert_true(done);
}

/* An object that belongs to one apartment is never used from another behind its back. */
static void burn_with_borrowed_recorder(void *context)
{
    struct background background = { .result = S_OK };
    struct bench bench = bench_create(L"sta-borrowed", L"dvd+r");
    bool *done = context;
    VARIANT_BOOL is_blank = VARIANT_FALSE;
    HANDLE thread;

    background.writer = bench.writer;
    thread = CreateThread(NULL, 0, burn_in_background, &background, 0, NULL);
    assert_non_null(thread);
    pump_until(thread);
    CloseHandle(thread);

    assert_true(FAILED(background.result));
    assert_result(IDiscFormat2Data_get_MediaPhysicallyBlank(bench.writer, &is_blank), S_OK);
    assert_int_equal(is_blank, VARIANT_TRUE);
    bench_destroy(&bench);
    *done = true;
}

static void test_data_foreign__recorder_of_another_apartment_is_refused(void **state)
{
    bool done = false;

    (void)state;
    com_test_in_sta(burn_with_borrowed_recorder, &done);
    assert_true(done);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_data_foreign__burns_on_the_calling_thread),
        cmocka_unit_test(test_data_foreign__properties),
        cmocka_unit_test(test_data_foreign__recorder_without_commands),
        cmocka_unit_test(test_data_foreign__recorder_that_others_hold),
        cmocka_unit_test(test_data_foreign__failures_of_commands_are_passed_on),
        cmocka_unit_test(test_data_foreign__drive_that_goes_away_while_it_writes),
        cmocka_unit_test(test_data_foreign__recorder_that_lets_go_late),
        cmocka_unit_test(test_data_foreign__burn_in_a_single_threaded_apartment),
        cmocka_unit_test(test_data_foreign__sink_in_another_apartment_is_called_there),
        cmocka_unit_test(test_data_foreign__recorder_of_another_apartment_is_refused),
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
