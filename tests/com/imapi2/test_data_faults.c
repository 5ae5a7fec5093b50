/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * MsftDiscFormat2Data with recorders that fail on demand: the documented code, exclusive access
 * given back, notification restored, the tray unlocked, and the same objects fit for another disc.
 */
#include "foreign_recorder.h"
#include "imapi2_test.h"
#include "test_sink.h"
#include "test_stream.h"

#define STREAM_SECTORS 700

/* A plan of faults, and what Write says to it. */
struct row {
    const WCHAR *plan;
    HRESULT result;
    bool is_ejectable; /* afterwards, by command */
};

static const struct row rows[] = {
    { L"start-stop-unit*1:4/44/00", E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE, true },
    { L"read-disc-information:2/3A/01", E_IMAPI_RECORDER_MEDIA_NO_MEDIA, true },
    { L"read-disc-information:2/04/01", E_IMAPI_RECORDER_MEDIA_BECOMING_READY, true },
    { L"set-streaming:4/44/00", S_OK, true },
    { L"send-opc-information:5/20/00", S_OK, true },
    { L"send-opc-information:3/73/03", E_IMAPI_RECORDER_MEDIA_SPEED_MISMATCH, true },
    { L"write:3/0C/00", E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE, true },
    { L"write#2:3/0C/09", E_IMAPI_LOSS_OF_STREAMING, true },
    { L"write#2:7/27/00", E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED, true },
    { L"write#2*3:2/04/08", S_OK, true },
    { L"write#2:pull", E_IMAPI_RECORDER_MEDIA_NO_MEDIA, true },
    { L"write#2:timeout", E_IMAPI_RECORDER_COMMAND_TIMEOUT, true },
    { L"write#2:gone", HRESULT_FROM_WIN32(ERROR_DEV_NOT_EXIST), false },
    { L"synchronize-cache:3/0C/00", E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE, true },
    { L"synchronize-cache:3/0C/09", S_OK, true },
    { L"read:3/11/00", E_IMAPI_BURN_VERIFICATION_FAILED, true },
};

static const WCHAR *const media[] = { L"cd-r", L"dvd-r", L"dvd+rw", L"bd-r" };

/* One case: a recorder that fails, ours or around ours, and a writer for it. */
struct bench {
    struct test_disc disc;
    IDiscRecorder2 *recorder;
    struct foreign_recorder *foreign; /* NULL: the recorder itself is used */
    IDiscFormat2Data *writer;
};

static struct bench bench_create(const struct row *row, const WCHAR *medium, bool is_foreign)
{
    struct bench bench = { .disc = disc_create(L"faults") };
    WCHAR text[128];

    _snwprintf(text, ARRAYSIZE(text), L"%ls,faults=\"%ls\"", medium, row->plan);
    bench.recorder = recorder_open(&bench.disc, text);
    if (is_foreign)
        bench.foreign = foreign_recorder_create(bench.recorder);
    bench.writer =
        writer_create(is_foreign ? &bench.foreign->IDiscRecorder2_iface : bench.recorder);
    writer_set_verification(bench.writer, IMAPI_BURN_VERIFICATION_QUICK);
    return bench;
}

static void check_released(const struct bench *bench, const struct row *row)
{
    BSTR owner = NULL;

    if (bench->foreign) {
        assert_int_equal(bench->foreign->locks, 0);
        assert_int_equal(bench->foreign->silences, 0);
    }
    assert_result(IDiscRecorder2_get_ExclusiveAccessOwner(bench->recorder, &owner), S_OK);
    assert_int_equal(SysStringLen(owner), 0);
    SysFreeString(owner);
    if (row->is_ejectable)
        assert_result(IDiscRecorder2_EjectMedia(bench->recorder), S_OK);
}

/* The same writer burns with a recorder that does not fail. */
static void check_reusable(const struct bench *bench, const WCHAR *medium)
{
    struct test_disc disc = disc_create(L"faults-after");
    IDiscRecorder2 *recorder = recorder_open(&disc, medium);

    assert_result(IDiscFormat2Data_put_Recorder(bench->writer, recorder), S_OK);
    writer_burn(bench->writer, STREAM_SECTORS, 91);
    assert_result(IDiscFormat2Data_put_Recorder(bench->writer, NULL), S_OK);
    assert_int_equal(IDiscRecorder2_Release(recorder), 0);
    disc_remove(&disc);
}

static void bench_destroy(struct bench *bench)
{
    assert_int_equal(IDiscFormat2Data_Release(bench->writer), 0);
    if (bench->foreign)
        foreign_recorder_destroy(bench->foreign);
    assert_int_equal(IDiscRecorder2_Release(bench->recorder), 0);
    disc_remove(&bench->disc);
}

static void run_case(const struct row *row, const WCHAR *medium, bool is_foreign)
{
    struct bench bench = bench_create(row, medium, is_foreign);
    struct test_stream *stream = test_stream_create((uint64_t)STREAM_SECTORS * SECTOR_BYTES, 90);
    struct test_sink *sink = test_sink_create();
    DWORD cookie = test_sink_advise(sink, bench.writer, &IID_DDiscFormat2DataEvents);

    assert_result(IDiscFormat2Data_Write(bench.writer, &stream->IStream_iface), row->result);
    if (FAILED(row->result))
        check_error_text(L"");
    assert_int_equal(test_sink_count(sink, IMAPI_FORMAT2_DATA_WRITE_ACTION_COMPLETED),
                     SUCCEEDED(row->result) ? 1 : 0);
    check_released(&bench, row);
    test_sink_unadvise(bench.writer, &IID_DDiscFormat2DataEvents, cookie);
    test_sink_destroy(sink);
    test_stream_destroy(stream);
    check_reusable(&bench, medium);
    bench_destroy(&bench);
}

static void run_all(bool is_foreign)
{
    unsigned cases = 0;

    for (size_t i = 0; i < ARRAYSIZE(rows); i++) {
        for (size_t medium = 0; medium < ARRAYSIZE(media); medium++, cases++)
            run_case(&rows[i], media[medium], is_foreign);
    }
    print_message("%u cases\n", cases);
}

static void test_data_faults__recorder_of_ours(void **state)
{
    (void)state;
    run_all(false);
}

static void test_data_faults__recorder_of_an_application(void **state)
{
    (void)state;
    run_all(true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_data_faults__recorder_of_ours),
        cmocka_unit_test(test_data_faults__recorder_of_an_application),
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
