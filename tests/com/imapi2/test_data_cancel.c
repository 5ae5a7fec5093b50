/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftDiscFormat2Data: burns that are cancelled. */
#include "imapi2_test.h"
#include "test_sink.h"
#include "test_stream.h"

#define STREAM_SECTORS 3000

/* A writer whose sink cancels at the first event of an action. */
struct bench {
    struct test_disc disc;
    IDiscRecorder2 *recorder;
    IDiscFormat2Data *writer;
    struct test_stream *stream;
    struct test_sink *sink;
    LONG cancel_at;
    HRESULT cancelled;
};

static void cancel_at_action(struct test_sink *sink, const struct test_event *event,
                             IDispatch *sender, IDispatch *arguments)
{
    struct bench *bench = sink->context;

    (void)sender, (void)arguments;
    if (event->action == bench->cancel_at && bench->cancelled == S_FALSE)
        bench->cancelled = IDiscFormat2Data_CancelWrite(bench->writer);
}

static void bench_init(struct bench *bench, const WCHAR *name, const WCHAR *medium, LONG action)
{
    memset(bench, 0, sizeof(*bench));
    bench->disc = disc_create(name);
    bench->recorder = recorder_open(&bench->disc, medium);
    bench->writer = writer_create(bench->recorder);
    bench->stream = test_stream_create((uint64_t)STREAM_SECTORS * SECTOR_BYTES, 5);
    bench->sink = test_sink_create();
    bench->sink->on_event = cancel_at_action;
    bench->sink->context = bench;
    bench->cancel_at = action;
    bench->cancelled = S_FALSE;
    test_sink_advise(bench->sink, bench->writer, &IID_DDiscFormat2DataEvents);
}

static void bench_release(struct bench *bench)
{
    BSTR owner = NULL;

    assert_result(IDiscRecorder2_get_ExclusiveAccessOwner(bench->recorder, &owner), S_OK);
    assert_int_equal(SysStringLen(owner), 0);
    SysFreeString(owner);
    assert_result(IDiscRecorder2_EjectMedia(bench->recorder), S_OK);
    assert_int_equal(IDiscFormat2Data_Release(bench->writer), 0);
    test_sink_destroy(bench->sink);
    test_stream_destroy(bench->stream);
    assert_int_equal(IDiscRecorder2_Release(bench->recorder), 0);
    disc_remove(&bench->disc);
}

static void check_cancelled(struct bench *bench)
{
    assert_result(IDiscFormat2Data_Write(bench->writer, &bench->stream->IStream_iface),
                  E_IMAPI_REQUEST_CANCELLED);
    assert_result(bench->cancelled, S_OK);
    assert_int_equal(test_sink_count(bench->sink, IMAPI_FORMAT2_DATA_WRITE_ACTION_COMPLETED), 0);
    test_sink_check_steady(bench->sink);
    assert_result(IDiscFormat2Data_CancelWrite(bench->writer),
                  E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS);
}

static void test_data_cancel__before_anything_is_written(void **state)
{
    static const LONG actions[] = {
        IMAPI_FORMAT2_DATA_WRITE_ACTION_VALIDATING_MEDIA,
        IMAPI_FORMAT2_DATA_WRITE_ACTION_INITIALIZING_HARDWARE,
        IMAPI_FORMAT2_DATA_WRITE_ACTION_CALIBRATING_POWER,
    };
    struct bench bench;

    (void)state;
    for (size_t i = 0; i < ARRAYSIZE(actions); i++) {
        VARIANT_BOOL is_blank = VARIANT_FALSE;

        bench_init(&bench, L"cancel-early", L"dvd+r", actions[i]);
        check_cancelled(&bench);
        assert_int_equal(bench.stream->reads, 0);
        assert_result(IDiscFormat2Data_get_MediaPhysicallyBlank(bench.writer, &is_blank), S_OK);
        assert_int_equal(is_blank, VARIANT_TRUE);
        bench_release(&bench);
    }
}

static void test_data_cancel__dvd_plus_r_stays_usable(void **state)
{
    struct bench bench;
    LONG next = 0;

    (void)state;
    bench_init(&bench, L"cancel-r", L"dvd+r", IMAPI_FORMAT2_DATA_WRITE_ACTION_WRITING_DATA);
    bench.stream->size = (uint64_t)DVD_SECTORS * SECTOR_BYTES;
    check_cancelled(&bench);
    assert_result(IDiscFormat2Data_get_NextWritableAddress(bench.writer, &next), S_OK);
    assert_true(next < DVD_SECTORS / 2);

    bench.stream->size = (uint64_t)STREAM_SECTORS * SECTOR_BYTES;
    bench.cancel_at = -1;
    assert_result(IDiscFormat2Data_Write(bench.writer, &bench.stream->IStream_iface), S_OK);
    disc_check_content(&bench.disc, (uint64_t)next * SECTOR_BYTES,
                       (uint64_t)STREAM_SECTORS * SECTOR_BYTES, 5, (uint64_t)next * SECTOR_BYTES);
    bench_release(&bench);
}

static void test_data_cancel__dvd_plus_rw_is_written_anew(void **state)
{
    struct bench bench;

    (void)state;
    bench_init(&bench, L"cancel-rw", L"dvd+rw", IMAPI_FORMAT2_DATA_WRITE_ACTION_WRITING_DATA);
    bench.stream->size = (uint64_t)DVD_SECTORS * SECTOR_BYTES;
    check_cancelled(&bench);

    bench.stream->size = (uint64_t)STREAM_SECTORS * SECTOR_BYTES;
    bench.cancel_at = -1;
    assert_result(IDiscFormat2Data_put_ForceOverwrite(bench.writer, VARIANT_TRUE), S_OK);
    assert_result(IDiscFormat2Data_Write(bench.writer, &bench.stream->IStream_iface), S_OK);
    disc_check_content(&bench.disc, 0, (uint64_t)STREAM_SECTORS * SECTOR_BYTES, 5, 0);
    bench_release(&bench);
}

static void test_data_cancel__while_verifying_the_disc_is_complete(void **state)
{
    struct bench bench;

    (void)state;
    bench_init(&bench, L"cancel-verify", L"dvd+r", IMAPI_FORMAT2_DATA_WRITE_ACTION_VERIFYING);
    writer_set_verification(bench.writer, IMAPI_BURN_VERIFICATION_FULL);
    check_cancelled(&bench);
    disc_check_content(&bench.disc, 0, (uint64_t)STREAM_SECTORS * SECTOR_BYTES, 5, 0);
    bench_release(&bench);
}

static void test_data_cancel__while_finishing_the_disc_is_complete(void **state)
{
    struct bench bench;
    IMAPI_FORMAT2_DATA_MEDIA_STATE media_state;

    (void)state;
    bench_init(&bench, L"cancel-finish", L"dvd+r", IMAPI_FORMAT2_DATA_WRITE_ACTION_FINALIZATION);
    check_cancelled(&bench);
    assert_result(IDiscFormat2Data_get_CurrentMediaStatus(bench.writer, &media_state), S_OK);
    assert_true(media_state & IMAPI_FORMAT2_DATA_MEDIA_STATE_FINALIZED);
    disc_check_content(&bench.disc, 0, (uint64_t)STREAM_SECTORS * SECTOR_BYTES, 5, 0);
    bench_release(&bench);
}

/* A second thread that cancels as soon as it is told. */
struct helper {
    IDiscFormat2Data *writer;
    HANDLE go;
    HANDLE thread;
    HRESULT result;
};

static DWORD WINAPI cancel_when_told(void *context)
{
    struct helper *helper = context;

    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    WaitForSingleObject(helper->go, 60000);
    helper->result = IDiscFormat2Data_CancelWrite(helper->writer);
    CoUninitialize();
    return 0;
}

static void tell_helper(struct test_sink *sink, const struct test_event *event, IDispatch *sender,
                        IDispatch *arguments)
{
    struct helper *helper = sink->context;

    (void)sender, (void)arguments;
    if (event->action == IMAPI_FORMAT2_DATA_WRITE_ACTION_WRITING_DATA)
        SetEvent(helper->go);
}

static void test_data_cancel__from_another_thread(void **state)
{
    struct bench bench;
    struct helper helper = { .result = S_FALSE };

    (void)state;
    bench_init(&bench, L"cancel-thread", L"dvd+r", -1);
    bench.stream->size = (uint64_t)DVD_SECTORS * SECTOR_BYTES;
    helper.writer = bench.writer;
    helper.go = CreateEventW(NULL, FALSE, FALSE, NULL);
    helper.thread = CreateThread(NULL, 0, cancel_when_told, &helper, 0, NULL);
    assert_non_null(helper.thread);
    bench.sink->on_event = tell_helper;
    bench.sink->context = &helper;

    assert_result(IDiscFormat2Data_Write(bench.writer, &bench.stream->IStream_iface),
                  E_IMAPI_REQUEST_CANCELLED);
    assert_int_equal(WaitForSingleObject(helper.thread, 60000), WAIT_OBJECT_0);
    assert_result(helper.result, S_OK);
    test_sink_check_steady(bench.sink);
    CloseHandle(helper.thread);
    CloseHandle(helper.go);
    bench_release(&bench);
}

static void test_data_cancel__nothing_to_cancel(void **state)
{
    struct bench bench;

    (void)state;
    bench_init(&bench, L"cancel-nothing", L"dvd+r", -1);
    assert_result(IDiscFormat2Data_CancelWrite(bench.writer),
                  E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS);
    /* An idle cancel is not kept for the next burn. */
    assert_result(IDiscFormat2Data_Write(bench.writer, &bench.stream->IStream_iface), S_OK);
    bench_release(&bench);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_data_cancel__before_anything_is_written),
        cmocka_unit_test(test_data_cancel__dvd_plus_r_stays_usable),
        cmocka_unit_test(test_data_cancel__dvd_plus_rw_is_written_anew),
        cmocka_unit_test(test_data_cancel__while_verifying_the_disc_is_complete),
        cmocka_unit_test(test_data_cancel__while_finishing_the_disc_is_complete),
        cmocka_unit_test(test_data_cancel__from_another_thread),
        cmocka_unit_test(test_data_cancel__nothing_to_cancel),
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
