/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftWriteEngine2: sections of sectors, without any knowledge of discs. */
#include "foreign_recorder.h"
#include "imapi2_test.h"
#include "test_sink.h"
#include "test_stream.h"

#define SECTION_SECTORS 3000

/* An engine on a formatted DVD+RW, which takes writes anywhere. */
struct bench {
    struct test_disc disc;
    IDiscRecorder2 *recorder;
    IDiscRecorder2Ex *ex;
    IWriteEngine2 *engine;
};

static void format(const struct bench *bench)
{
    IDiscFormat2Data *writer = writer_create(bench->recorder);

    writer_burn(writer, SECTION_SECTORS + 100, 1);
    IDiscFormat2Data_Release(writer);
}

static struct bench bench_create(const WCHAR *name)
{
    struct bench bench = { .disc = disc_create(name) };

    bench.recorder = recorder_open(&bench.disc, L"dvd+rw");
    bench.ex = object_query(bench.recorder, &IID_IDiscRecorder2Ex);
    bench.engine = object_create(&CLSID_MsftWriteEngine2, &IID_IWriteEngine2);
    assert_result(IWriteEngine2_put_Recorder(bench.engine, bench.ex), S_OK);
    assert_result(IWriteEngine2_put_BytesPerSector(bench.engine, SECTOR_BYTES), S_OK);
    format(&bench);
    return bench;
}

static void bench_destroy(struct bench *bench)
{
    assert_int_equal(IWriteEngine2_Release(bench->engine), 0);
    IDiscRecorder2Ex_Release(bench->ex);
    assert_int_equal(IDiscRecorder2_Release(bench->recorder), 0);
    disc_remove(&bench->disc);
}

static void test_write_engine__defaults(void **state)
{
    IWriteEngine2 *engine = object_create(&CLSID_MsftWriteEngine2, &IID_IWriteEngine2);
    IDiscRecorder2Ex *recorder = POISON;
    VARIANT_BOOL flag = VARIANT_TRUE;
    LONG number = 99;

    (void)state;
    assert_result(IWriteEngine2_get_Recorder(engine, &recorder), S_OK);
    assert_null(recorder);
    assert_result(IWriteEngine2_get_UseStreamingWrite12(engine, &flag), S_OK);
    assert_int_equal(flag, VARIANT_FALSE);
    assert_result(IWriteEngine2_get_StartingSectorsPerSecond(engine, &number), S_OK);
    assert_int_equal(number, -1);
    assert_result(IWriteEngine2_get_EndingSectorsPerSecond(engine, &number), S_OK);
    assert_int_equal(number, -1);
    assert_result(IWriteEngine2_get_BytesPerSector(engine, &number), S_OK);
    assert_int_equal(number, 0);
    assert_result(IWriteEngine2_get_WriteInProgress(engine, &flag), S_OK);
    assert_int_equal(flag, VARIANT_FALSE);
    assert_result(IWriteEngine2_CancelWrite(engine), S_IMAPI_WRITE_NOT_IN_PROGRESS);
    IWriteEngine2_Release(engine);
}

static void test_write_engine__values_that_are_refused(void **state)
{
    IWriteEngine2 *engine = object_create(&CLSID_MsftWriteEngine2, &IID_IWriteEngine2);
    LONG number = 99;

    (void)state;
    assert_result(IWriteEngine2_put_UseStreamingWrite12(engine, VARIANT_FALSE), S_OK);
    assert_result(IWriteEngine2_put_UseStreamingWrite12(engine, VARIANT_TRUE), E_NOTIMPL);
    assert_result(IWriteEngine2_put_StartingSectorsPerSecond(engine, 0), E_INVALIDARG);
    assert_result(IWriteEngine2_put_StartingSectorsPerSecond(engine, -2), E_INVALIDARG);
    assert_result(IWriteEngine2_put_EndingSectorsPerSecond(engine, 0), E_INVALIDARG);
    assert_result(IWriteEngine2_put_BytesPerSector(engine, 0), E_INVALIDARG);
    assert_result(IWriteEngine2_put_BytesPerSector(engine, -1), E_INVALIDARG);
    assert_result(IWriteEngine2_put_StartingSectorsPerSecond(engine, 3000), S_OK);
    assert_result(IWriteEngine2_put_EndingSectorsPerSecond(engine, -1), S_OK);
    assert_result(IWriteEngine2_get_StartingSectorsPerSecond(engine, &number), S_OK);
    assert_int_equal(number, 3000);
    IWriteEngine2_Release(engine);
}

static void test_write_engine__recorder_is_held_and_cleared(void **state)
{
    struct bench bench = bench_create(L"engine-recorder");
    IDiscRecorder2Ex *recorder = POISON;

    (void)state;
    assert_result(IWriteEngine2_get_Recorder(bench.engine, &recorder), S_OK);
    assert_ptr_equal(recorder, bench.ex);
    IDiscRecorder2Ex_Release(recorder);
    assert_result(IWriteEngine2_put_Recorder(bench.engine, NULL), S_OK);
    assert_result(IWriteEngine2_get_Recorder(bench.engine, &recorder), S_OK);
    assert_null(recorder);
    bench_destroy(&bench);
}

static void test_write_engine__writes_from_the_present_position(void **state)
{
    struct bench bench = bench_create(L"engine-position");
    struct test_stream *stream = test_stream_create(UINT64_C(1) << 40, 2);

    (void)state;
    stream->position = 64 * SECTOR_BYTES;
    assert_result(
        IWriteEngine2_WriteSection(bench.engine, &stream->IStream_iface, 64, SECTION_SECTORS),
        S_OK);

    disc_check_content(&bench.disc, 0, 64 * SECTOR_BYTES, 1, 0);
    disc_check_content(&bench.disc, 64 * SECTOR_BYTES, (uint64_t)SECTION_SECTORS * SECTOR_BYTES, 2,
                       0);
    assert_int_equal(stream->position, (uint64_t)(64 + SECTION_SECTORS) * SECTOR_BYTES);
    assert_int_equal(stream->calls_on_other_threads, 0);
    test_stream_destroy(stream);
    bench_destroy(&bench);
}

static void test_write_engine__events(void **state)
{
    struct bench bench = bench_create(L"engine-events");
    struct test_stream *stream = test_stream_create(UINT64_C(1) << 40, 3);
    struct test_sink *sink = test_sink_create();
    DWORD cookie = test_sink_advise(sink, bench.engine, &IID_DWriteEngine2Events);
    const struct test_event *last;

    (void)state;
    assert_result(
        IWriteEngine2_WriteSection(bench.engine, &stream->IStream_iface, 32, SECTION_SECTORS),
        S_OK);

    assert_true(sink->count >= 2);
    test_sink_check_steady(sink);
    assert_int_equal(sink->events[0].start, 32);
    assert_int_equal(sink->events[0].last_written, 32);
    assert_true(sink->events[0].total_buffer >= 4 << 20);
    last = &sink->events[sink->count - 1];
    assert_int_equal(last->count, SECTION_SECTORS);
    assert_int_equal(last->last_written, 32 + SECTION_SECTORS - 1);
    test_sink_unadvise(bench.engine, &IID_DWriteEngine2Events, cookie);
    test_sink_destroy(sink);
    test_stream_destroy(stream);
    bench_destroy(&bench);
}

static void test_write_engine__sections_that_are_refused(void **state)
{
    struct bench bench = bench_create(L"engine-refused");
    struct test_stream *stream = test_stream_create(UINT64_C(1) << 40, 4);
    IWriteEngine2 *engine = object_create(&CLSID_MsftWriteEngine2, &IID_IWriteEngine2);
    ULONG maximum = 0;

    (void)state;
    assert_result(IWriteEngine2_WriteSection(bench.engine, NULL, 0, 1), E_POINTER);
    assert_result(IWriteEngine2_WriteSection(bench.engine, &stream->IStream_iface, 0, 0),
                  E_INVALIDARG);
    assert_result(IWriteEngine2_WriteSection(bench.engine, &stream->IStream_iface, 0, -1),
                  E_INVALIDARG);
    assert_result(
        IWriteEngine2_WriteSection(bench.engine, &stream->IStream_iface, LONG_MAX - 5, 10),
        E_INVALIDARG);
    assert_result(IWriteEngine2_WriteSection(engine, &stream->IStream_iface, 0, 1), E_POINTER);
    check_error_text(L"Recorder");
    assert_result(IWriteEngine2_put_Recorder(engine, bench.ex), S_OK);
    assert_result(IWriteEngine2_WriteSection(engine, &stream->IStream_iface, 0, 1), E_INVALIDARG);
    check_error_text(L"BytesPerSector");
    assert_result(IDiscRecorder2Ex_GetMaximumPageAlignedTransferSize(bench.ex, &maximum), S_OK);
    assert_result(IWriteEngine2_put_BytesPerSector(engine, (LONG)maximum + 2048), S_OK);
    assert_result(IWriteEngine2_WriteSection(engine, &stream->IStream_iface, 0, 1), E_INVALIDARG);
    assert_int_equal(stream->reads, 0);
    IWriteEngine2_Release(engine);
    test_stream_destroy(stream);
    bench_destroy(&bench);
}

static void test_write_engine__stream_that_ends_early(void **state)
{
    struct bench bench = bench_create(L"engine-short");
    struct test_stream *stream = test_stream_create(100 * SECTOR_BYTES, 5);
    struct test_sink *sink = test_sink_create();

    (void)state;
    test_sink_advise(sink, bench.engine, &IID_DWriteEngine2Events);
    assert_result(IWriteEngine2_WriteSection(bench.engine, &stream->IStream_iface, 0, 200),
                  HRESULT_FROM_WIN32(ERROR_HANDLE_EOF));
    /* However it ends, there is a last event, and it tells the truth. */
    assert_true(sink->count >= 2);
    assert_true(sink->events[sink->count - 1].last_written < 100);
    test_stream_destroy(stream);
    bench_destroy(&bench);
    test_sink_destroy(sink);
}

static void test_write_engine__error_of_the_stream_is_returned(void **state)
{
    struct bench bench = bench_create(L"engine-fault");
    struct test_stream *stream = test_stream_create(1000 * SECTOR_BYTES, 6);

    (void)state;
    stream->fail_at = 500 * SECTOR_BYTES;
    stream->failure = STG_E_READFAULT;
    assert_result(IWriteEngine2_WriteSection(bench.engine, &stream->IStream_iface, 0, 1000),
                  STG_E_READFAULT);
    test_stream_destroy(stream);
    bench_destroy(&bench);
}

static void test_write_engine__beyond_the_end_of_the_disc(void **state)
{
    struct bench bench = bench_create(L"engine-beyond");
    struct test_stream *stream = test_stream_create(UINT64_C(1) << 40, 7);

    (void)state;
    assert_result(IWriteEngine2_WriteSection(bench.engine, &stream->IStream_iface, DVD_SECTORS, 16),
                  E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE);
    check_error_text(L"WRITE (10)");
    test_stream_destroy(stream);
    bench_destroy(&bench);
}

/* What a sink sees and gets while its engine writes. */
struct within {
    IWriteEngine2 *engine;
    IStream *stream;
    VARIANT_BOOL in_progress;
    HRESULT again;
    HRESULT put;
    HRESULT cancel;
};

static void use_engine(struct test_sink *sink, const struct test_event *event, IDispatch *sender,
                       IDispatch *arguments)
{
    struct within *within = sink->context;

    (void)event, (void)sender, (void)arguments;
    if (sink->count > 1)
        return;
    IWriteEngine2_get_WriteInProgress(within->engine, &within->in_progress);
    within->again = IWriteEngine2_WriteSection(within->engine, within->stream, 0, 1);
    within->put = IWriteEngine2_put_BytesPerSector(within->engine, 2352);
    within->cancel = IWriteEngine2_CancelWrite(within->engine);
}

static void test_write_engine__cancel_from_a_sink(void **state)
{
    struct bench bench = bench_create(L"engine-cancel");
    struct test_stream *stream = test_stream_create(UINT64_C(1) << 40, 8);
    struct test_sink *sink = test_sink_create();
    struct within within = { .engine = bench.engine, .stream = &stream->IStream_iface };
    VARIANT_BOOL flag = VARIANT_TRUE;

    (void)state;
    sink->on_event = use_engine;
    sink->context = &within;
    test_sink_advise(sink, bench.engine, &IID_DWriteEngine2Events);
    assert_result(IWriteEngine2_WriteSection(bench.engine, &stream->IStream_iface, 0, 1000000),
                  E_IMAPI_REQUEST_CANCELLED);

    assert_int_equal(within.in_progress, VARIANT_TRUE);
    assert_result(within.again, E_FAIL);
    assert_result(within.put, E_FAIL);
    assert_result(within.cancel, S_OK);
    assert_result(IWriteEngine2_get_WriteInProgress(bench.engine, &flag), S_OK);
    assert_int_equal(flag, VARIANT_FALSE);
    sink->on_event = NULL;
    stream->position = 0;
    assert_result(IWriteEngine2_WriteSection(bench.engine, &stream->IStream_iface, 0, 16), S_OK);
    test_stream_destroy(stream);
    bench_destroy(&bench);
    test_sink_destroy(sink);
}

static void test_write_engine__foreign_recorder_stays_on_the_calling_thread(void **state)
{
    struct bench bench = bench_create(L"engine-foreign");
    struct foreign_recorder *foreign = foreign_recorder_create(bench.recorder);
    struct test_stream *stream = test_stream_create(UINT64_C(1) << 40, 9);

    (void)state;
    assert_result(IWriteEngine2_put_Recorder(bench.engine, &foreign->IDiscRecorder2Ex_iface), S_OK);
    assert_result(
        IWriteEngine2_WriteSection(bench.engine, &stream->IStream_iface, 0, SECTION_SECTORS), S_OK);

    disc_check_content(&bench.disc, 0, (uint64_t)SECTION_SECTORS * SECTOR_BYTES, 9, 0);
    assert_true(foreign->commands > 0);
    assert_int_equal(foreign->calls_on_other_threads, 0);
    assert_result(IWriteEngine2_put_Recorder(bench.engine, NULL), S_OK);
    foreign_recorder_destroy(foreign);
    test_stream_destroy(stream);
    bench_destroy(&bench);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_write_engine__defaults),
        cmocka_unit_test(test_write_engine__values_that_are_refused),
        cmocka_unit_test(test_write_engine__recorder_is_held_and_cleared),
        cmocka_unit_test(test_write_engine__writes_from_the_present_position),
        cmocka_unit_test(test_write_engine__events),
        cmocka_unit_test(test_write_engine__sections_that_are_refused),
        cmocka_unit_test(test_write_engine__stream_that_ends_early),
        cmocka_unit_test(test_write_engine__error_of_the_stream_is_returned),
        cmocka_unit_test(test_write_engine__beyond_the_end_of_the_disc),
        cmocka_unit_test(test_write_engine__cancel_from_a_sink),
        cmocka_unit_test(test_write_engine__foreign_recorder_stays_on_the_calling_thread),
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
