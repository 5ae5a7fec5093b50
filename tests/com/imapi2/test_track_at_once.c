/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftDiscFormat2TrackAtOnce on virtual recorders: states, tracks, sizes, events, faults. */
#include "foreign_recorder.h"
#include "imapi2_test.h"
#include "test_sink.h"
#include "test_stream.h"

#include "mmc/toc.h"

#define TRACK_SECTORS 400
#define TRACK_BYTES   ((uint64_t)TRACK_SECTORS * AUDIO_BYTES)

#define TAO(call) IDiscFormat2TrackAtOnce_##call

/* A recorder with a disc, a writer for it, and a sink. */
struct bench {
    struct test_disc disc;
    IDiscRecorder2 *recorder;
    struct foreign_recorder *foreign; /* NULL: the recorder itself is used */
    IDiscFormat2TrackAtOnce *writer;
    struct test_sink *sink;
    LONG cancel_at; /* the action at which the sink cancels; -1: never */
    HRESULT met_in_event[4];
};

static void put_name(IDiscFormat2TrackAtOnce *writer, const WCHAR *text)
{
    BSTR name = SysAllocString(text);

    assert_result(TAO(put_ClientName)(writer, name), S_OK);
    SysFreeString(name);
}

/* What a client may do meanwhile, and what not. */
static void on_event(struct test_sink *sink, const struct test_event *event, IDispatch *sender,
                     IDispatch *arguments)
{
    struct bench *bench = sink->context;
    LONG value;

    (void)sender, (void)arguments;
    bench->met_in_event[0] = TAO(put_DoNotFinalizeMedia)(bench->writer, VARIANT_TRUE);
    bench->met_in_event[1] = TAO(get_NumberOfExistingTracks)(bench->writer, &value);
    bench->met_in_event[2] = TAO(ReleaseMedia)(bench->writer);
    if (event->action == bench->cancel_at)
        bench->met_in_event[3] = TAO(CancelAddTrack)(bench->writer);
}

static void bench_init(struct bench *bench, const WCHAR *name, const WCHAR *medium, bool is_foreign)
{
    memset(bench, 0, sizeof(*bench));
    bench->disc = disc_create(name);
    bench->recorder = recorder_open(&bench->disc, medium);
    bench->cancel_at = -1;
    if (is_foreign)
        bench->foreign = foreign_recorder_create(bench->recorder);
    bench->writer = object_create(&CLSID_MsftDiscFormat2TrackAtOnce, &IID_IDiscFormat2TrackAtOnce);
    assert_result(TAO(put_Recorder)(bench->writer, is_foreign
                                                       ? &bench->foreign->IDiscRecorder2_iface
                                                       : bench->recorder),
                  S_OK);
    put_name(bench->writer, L"imapi2 test");
    bench->sink = test_sink_create();
    bench->sink->context = bench;
    bench->sink->on_event = on_event;
    test_sink_advise(bench->sink, bench->writer, &IID_DDiscFormat2TrackAtOnceEvents);
}

static void check_locked(const struct bench *bench, bool is_locked)
{
    BSTR owner = NULL;

    assert_result(IDiscRecorder2_get_ExclusiveAccessOwner(bench->recorder, &owner), S_OK);
    assert_int_equal(SysStringLen(owner) > 0, is_locked);
    SysFreeString(owner);
    if (bench->foreign)
        assert_int_equal(bench->foreign->locks, is_locked ? 1 : 0);
}

static void bench_release(struct bench *bench)
{
    check_locked(bench, false);
    assert_int_equal(TAO(Release)(bench->writer), 0);
    test_sink_destroy(bench->sink);
    if (bench->foreign)
        foreign_recorder_destroy(bench->foreign);
    assert_int_equal(IDiscRecorder2_Release(bench->recorder), 0);
    disc_remove(&bench->disc);
}

static HRESULT add_bytes(struct bench *bench, uint64_t size, uint32_t seed)
{
    struct test_stream *stream = test_stream_create(size, seed);
    HRESULT hr = TAO(AddAudioTrack)(bench->writer, &stream->IStream_iface);

    test_stream_destroy(stream);
    return hr;
}

static HRESULT add_track(struct bench *bench, uint32_t seed)
{
    return add_bytes(bench, TRACK_BYTES, seed);
}

static LONG number_of_tracks(const struct bench *bench)
{
    LONG count = -1;

    assert_result(TAO(get_NumberOfExistingTracks)(bench->writer, &count), S_OK);
    return count;
}

static LONG free_sectors(const struct bench *bench)
{
    LONG total = 0;
    LONG used = 0;
    LONG left = 0;

    assert_result(TAO(get_TotalSectorsOnMedia)(bench->writer, &total), S_OK);
    assert_result(TAO(get_UsedSectorsOnMedia)(bench->writer, &used), S_OK);
    assert_result(TAO(get_FreeSectorsOnMedia)(bench->writer, &left), S_OK);
    assert_int_equal(used + left, total);
    return left;
}

/* The one element of ExpectedTableOfContents points at the reply of READ TOC. */
static struct mmc_toc expected_table(const struct bench *bench)
{
    SAFEARRAY *array = NULL;
    struct mmc_toc toc;
    VARIANT *elements;
    const BYTE *reply;

    assert_result(TAO(get_ExpectedTableOfContents)(bench->writer, &array), S_OK);
    assert_int_equal(array->rgsabound[0].cElements, 1);
    elements = array->pvData;
    assert_int_equal(V_VT(&elements[0]), VT_BYREF | VT_UI1);
    reply = V_UI1REF(&elements[0]);
    assert_int_equal(mmc_toc_parse(reply, (size_t)(reply[0] << 8 | reply[1]) + 2, &toc), STATUS_OK);
    SafeArrayDestroy(array);
    return toc;
}

static void test_track_at_once__three_tracks(void **state)
{
    struct mmc_toc toc;
    struct bench bench;
    LONG left;

    (void)state;
    bench_init(&bench, L"tao", L"cd-r", false);
    assert_result(TAO(PrepareMedia)(bench.writer), S_OK);
    check_locked(&bench, true);
    assert_int_equal(number_of_tracks(&bench), 0);
    left = free_sectors(&bench);
    for (LONG i = 0; i < 3; i++) {
        assert_result(add_track(&bench, 30 + (uint32_t)i), S_OK);
        assert_int_equal(number_of_tracks(&bench), i + 1);
        assert_true(free_sectors(&bench) <= left - TRACK_SECTORS);
        left = free_sectors(&bench);
        assert_int_equal(bench.sink->events[bench.sink->count - 1].track, i + 1);
    }
    toc = expected_table(&bench);
    assert_int_equal(toc.track_count, 3);
    assert_result(TAO(ReleaseMedia)(bench.writer), S_OK);
    for (uint32_t i = 0; i < 3; i++)
        recorder_check_audio(bench.recorder, toc.tracks[i].start, TRACK_SECTORS, 30 + i);
    assert_result(bench.met_in_event[0], E_IMAPI_DF2TAO_WRITE_IN_PROGRESS);
    assert_result(bench.met_in_event[1], S_OK);
    assert_result(bench.met_in_event[2], E_IMAPI_DF2TAO_WRITE_IN_PROGRESS);
    assert_true(test_sink_count(bench.sink, IMAPI_FORMAT2_TAO_WRITE_ACTION_PREPARING) >= 3);
    assert_true(test_sink_count(bench.sink, IMAPI_FORMAT2_TAO_WRITE_ACTION_WRITING) >= 3);
    assert_true(test_sink_count(bench.sink, IMAPI_FORMAT2_TAO_WRITE_ACTION_FINISHING) >= 4);
    assert_int_equal(test_sink_count(bench.sink, IMAPI_FORMAT2_TAO_WRITE_ACTION_VERIFYING), 0);
    bench_release(&bench);
}

/* Every member in every state that forbids it. */
static void test_track_at_once__states(void **state)
{
    struct bench bench;
    SAFEARRAY *array = POISON;
    LONG value = 1;

    (void)state;
    bench_init(&bench, L"tao-states", L"cd-rw", false);
    assert_result(add_track(&bench, 1), E_IMAPI_DF2TAO_MEDIA_IS_NOT_PREPARED);
    assert_result(TAO(ReleaseMedia)(bench.writer), E_IMAPI_DF2TAO_MEDIA_IS_NOT_PREPARED);
    assert_result(TAO(CancelAddTrack)(bench.writer), E_IMAPI_DF2TAO_WRITE_NOT_IN_PROGRESS);
    assert_result(TAO(put_BufferUnderrunFreeDisabled)(bench.writer, VARIANT_TRUE),
                  E_IMAPI_DF2TAO_MEDIA_IS_NOT_PREPARED);
    assert_result(TAO(get_NumberOfExistingTracks)(bench.writer, &value),
                  E_IMAPI_DF2TAO_MEDIA_IS_NOT_PREPARED);
    assert_int_equal(value, 0);
    assert_result(TAO(get_FreeSectorsOnMedia)(bench.writer, &value),
                  E_IMAPI_DF2TAO_MEDIA_IS_NOT_PREPARED);
    assert_result(TAO(get_ExpectedTableOfContents)(bench.writer, &array),
                  E_IMAPI_DF2TAO_MEDIA_IS_NOT_PREPARED);
    assert_null(array);

    assert_result(TAO(PrepareMedia)(bench.writer), S_OK);
    assert_result(TAO(PrepareMedia)(bench.writer), E_IMAPI_DF2TAO_MEDIA_IS_PREPARED);
    check_error_text(L"");
    assert_result(TAO(put_Recorder)(bench.writer, NULL), E_IMAPI_DF2TAO_MEDIA_IS_PREPARED);
    assert_result(TAO(put_ClientName)(bench.writer, NULL), E_IMAPI_DF2TAO_MEDIA_IS_PREPARED);
    assert_result(TAO(put_DoNotFinalizeMedia)(bench.writer, VARIANT_TRUE),
                  E_IMAPI_DF2TAO_MEDIA_IS_PREPARED);
    assert_result(TAO(put_BufferUnderrunFreeDisabled)(bench.writer, VARIANT_TRUE), S_OK);
    assert_result(TAO(CancelAddTrack)(bench.writer), E_IMAPI_DF2TAO_WRITE_NOT_IN_PROGRESS);
    assert_result(TAO(get_ExpectedTableOfContents)(bench.writer, &array),
                  E_IMAPI_DF2TAO_TABLE_OF_CONTENTS_EMPTY_DISC);
    assert_result(TAO(AddAudioTrack)(bench.writer, NULL), E_POINTER);
    assert_result(TAO(SetWriteSpeed)(bench.writer, -1, VARIANT_FALSE), S_OK);
    assert_result(TAO(ReleaseMedia)(bench.writer), S_OK);
    assert_int_equal(bench.sink->count, 0);

    assert_result(TAO(put_Recorder)(bench.writer, NULL), S_OK);
    assert_result(TAO(PrepareMedia)(bench.writer), E_IMAPI_DF2TAO_NO_RECORDER_SPECIFIED);
    assert_result(TAO(get_SupportedWriteSpeeds)(bench.writer, &array),
                  E_IMAPI_DF2TAO_NO_RECORDER_SPECIFIED);
    assert_result(TAO(SetWriteSpeed)(bench.writer, -1, VARIANT_FALSE), E_IMAPI_RECORDER_REQUIRED);
    bench_release(&bench);
}

static void test_track_at_once__without_a_name(void **state)
{
    struct test_disc disc = disc_create(L"tao-name");
    IDiscRecorder2 *recorder = recorder_open(&disc, L"cd-r");
    IDiscFormat2TrackAtOnce *writer =
        object_create(&CLSID_MsftDiscFormat2TrackAtOnce, &IID_IDiscFormat2TrackAtOnce);

    (void)state;
    assert_result(TAO(put_Recorder)(writer, recorder), S_OK);
    assert_result(TAO(PrepareMedia)(writer), E_IMAPI_DF2TAO_CLIENT_NAME_IS_NOT_VALID);
    assert_int_equal(TAO(Release)(writer), 0);
    assert_int_equal(IDiscRecorder2_Release(recorder), 0);
    disc_remove(&disc);
}

static void test_track_at_once__bad_streams(void **state)
{
    struct bench bench;

    (void)state;
    bench_init(&bench, L"tao-streams", L"cd-r", false);
    assert_result(TAO(PrepareMedia)(bench.writer), S_OK);
    assert_result(add_bytes(&bench, 0, 1), E_IMAPI_DF2TAO_STREAM_NOT_SUPPORTED);
    assert_result(add_bytes(&bench, TRACK_BYTES + 1, 1), E_IMAPI_DF2TAO_STREAM_NOT_SUPPORTED);
    check_error_text(L"the stream has 940801 bytes");
    assert_result(add_bytes(&bench, (uint64_t)(free_sectors(&bench) + 1) * AUDIO_BYTES, 1),
                  E_IMAPI_DF2TAO_NOT_ENOUGH_SPACE);
    assert_int_equal(number_of_tracks(&bench), 0);
    assert_result(TAO(ReleaseMedia)(bench.writer), S_OK);
    bench_release(&bench);
}

static void test_track_at_once__stream_that_fails(void **state)
{
    struct test_stream *stream = test_stream_create(TRACK_BYTES, 7);
    struct bench bench;

    (void)state;
    stream->fail_at = 350 * AUDIO_BYTES;
    stream->failure = STG_E_READFAULT;
    bench_init(&bench, L"tao-failing", L"cd-r", false);
    assert_result(TAO(PrepareMedia)(bench.writer), S_OK);
    assert_result(TAO(AddAudioTrack)(bench.writer, &stream->IStream_iface), STG_E_READFAULT);
    assert_int_equal(stream->calls_on_other_threads, 0);
    test_stream_destroy(stream);
    assert_result(add_track(&bench, 8), S_OK);
    assert_result(TAO(ReleaseMedia)(bench.writer), S_OK);
    bench_release(&bench);
}

static void test_track_at_once__cancelled(void **state)
{
    struct bench bench;

    (void)state;
    bench_init(&bench, L"tao-cancel", L"cd-r", false);
    assert_result(TAO(PrepareMedia)(bench.writer), S_OK);
    bench.cancel_at = IMAPI_FORMAT2_TAO_WRITE_ACTION_WRITING;
    assert_result(add_bytes(&bench, TRACK_BYTES * 20, 9), E_IMAPI_REQUEST_CANCELLED);
    assert_result(bench.met_in_event[3], S_OK);
    bench.cancel_at = -1;
    assert_in_range(number_of_tracks(&bench), 0, 1);
    assert_result(add_track(&bench, 10), S_OK);
    assert_result(TAO(ReleaseMedia)(bench.writer), S_OK);
    bench_release(&bench);
}

static DWORD WINAPI cancel_on_another_thread(void *context)
{
    struct bench *bench = context;
    HRESULT hr;

    CoInitializeEx(NULL, COINIT_APARTMENTTHREADED);
    while ((hr = TAO(CancelAddTrack)(bench->writer)) == E_IMAPI_DF2TAO_WRITE_NOT_IN_PROGRESS)
        Sleep(0);
    CoUninitialize();
    return (DWORD)hr;
}

static void test_track_at_once__cancelled_from_another_apartment(void **state)
{
    struct bench bench;
    HANDLE thread;
    DWORD result = 1;

    (void)state;
    bench_init(&bench, L"tao-thread", L"cd-r", false);
    assert_result(TAO(PrepareMedia)(bench.writer), S_OK);
    thread = CreateThread(NULL, 0, cancel_on_another_thread, &bench, 0, NULL);
    assert_result(add_bytes(&bench, TRACK_BYTES * 400, 9), E_IMAPI_REQUEST_CANCELLED);
    WaitForSingleObject(thread, INFINITE);
    GetExitCodeThread(thread, &result);
    CloseHandle(thread);
    assert_result(result, S_OK);
    assert_result(TAO(ReleaseMedia)(bench.writer), S_OK);
    bench_release(&bench);
}

/* DoNotFinalizeMedia leaves room for a session of data. */
static void test_track_at_once__second_session(void **state)
{
    struct bench bench;
    IDiscFormat2Data *writer;

    (void)state;
    bench_init(&bench, L"tao-session", L"cd-r", false);
    assert_result(TAO(put_DoNotFinalizeMedia)(bench.writer, VARIANT_TRUE), S_OK);
    assert_result(TAO(PrepareMedia)(bench.writer), S_OK);
    assert_result(add_track(&bench, 11), S_OK);
    assert_result(TAO(ReleaseMedia)(bench.writer), S_OK);
    assert_result(TAO(PrepareMedia)(bench.writer), E_IMAPI_DF2TAO_MEDIA_IS_NOT_BLANK);
    check_locked(&bench, false);
    writer = writer_create(bench.recorder);
    writer_burn(writer, 500, 12);
    assert_int_equal(IDiscFormat2Data_Release(writer), 0);
    recorder_check_audio(bench.recorder, 0, TRACK_SECTORS, 11);
    bench_release(&bench);
}

static void test_track_at_once__verified(void **state)
{
    IBurnVerification *verification;
    struct bench bench;

    (void)state;
    bench_init(&bench, L"tao-verified", L"cd-r", false);
    verification = object_query(bench.writer, &IID_IBurnVerification);
    assert_result(IBurnVerification_put_BurnVerificationLevel(verification, 3), E_INVALIDARG);
    assert_result(
        IBurnVerification_put_BurnVerificationLevel(verification, IMAPI_BURN_VERIFICATION_FULL),
        S_OK);
    IBurnVerification_Release(verification);
    assert_result(TAO(PrepareMedia)(bench.writer), S_OK);
    assert_result(add_track(&bench, 13), S_OK);
    assert_int_equal(test_sink_count(bench.sink, IMAPI_FORMAT2_TAO_WRITE_ACTION_VERIFYING), 1);
    assert_result(TAO(ReleaseMedia)(bench.writer), S_OK);
    assert_int_equal(test_sink_count(bench.sink, IMAPI_FORMAT2_TAO_WRITE_ACTION_VERIFYING), 2);
    bench_release(&bench);
}

/* The last reference gives the recorder back, and closes what was begun. */
static void test_track_at_once__released_while_prepared(void **state)
{
    struct bench bench;

    (void)state;
    bench_init(&bench, L"tao-release", L"cd-r", false);
    assert_result(TAO(PrepareMedia)(bench.writer), S_OK);
    assert_result(add_track(&bench, 14), S_OK);
    assert_int_equal(TAO(Release)(bench.writer), 0);
    check_locked(&bench, false);
    assert_result(IDiscRecorder2_EjectMedia(bench.recorder), S_OK);
    bench.writer = object_create(&CLSID_MsftDiscFormat2TrackAtOnce, &IID_IDiscFormat2TrackAtOnce);
    bench_release(&bench);
}

static void test_track_at_once__other_media(void **state)
{
    struct test_disc disc = disc_create(L"tao-dvd");
    struct bench bench;
    VARIANT_BOOL is_supported = VARIANT_TRUE;
    SAFEARRAY *types = NULL;
    VARIANT *elements;

    (void)state;
    bench_init(&bench, L"tao-media", L"dvd+r", false);
    assert_result(TAO(PrepareMedia)(bench.writer), E_IMAPI_DF2TAO_MEDIA_IS_NOT_SUPPORTED);
    check_locked(&bench, false);
    assert_result(TAO(IsRecorderSupported)(bench.writer, bench.recorder, &is_supported), S_OK);
    assert_int_equal(is_supported, VARIANT_TRUE);
    assert_result(TAO(IsCurrentMediaSupported)(bench.writer, bench.recorder, &is_supported), S_OK);
    assert_int_equal(is_supported, VARIANT_FALSE);
    assert_result(TAO(get_SupportedMediaTypes)(bench.writer, &types), S_OK);
    assert_int_equal(types->rgsabound[0].cElements, 2);
    elements = types->pvData;
    assert_int_equal(V_I4(&elements[0]), IMAPI_MEDIA_TYPE_CDR);
    assert_int_equal(V_I4(&elements[1]), IMAPI_MEDIA_TYPE_CDRW);
    SafeArrayDestroy(types);
    bench_release(&bench);
    disc_remove(&disc);
}

/* A plan of faults, and what AddAudioTrack says to it. */
static const struct {
    const WCHAR *plan;
    HRESULT result;
} rows[] = {
    { L"send-opc-information:3/73/03", E_IMAPI_RECORDER_MEDIA_SPEED_MISMATCH },
    { L"send-opc-information:5/20/00", S_OK },
    { L"write:3/0C/00", E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE },
    { L"write#2:3/0C/09", E_IMAPI_LOSS_OF_STREAMING },
    { L"write#2:7/27/00", E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED },
    { L"write#2*3:2/04/08", S_OK },
    { L"write#2:pull", E_IMAPI_RECORDER_MEDIA_NO_MEDIA },
    { L"write#2:timeout", E_IMAPI_RECORDER_COMMAND_TIMEOUT },
    { L"write#2:gone", HRESULT_FROM_WIN32(ERROR_DEV_NOT_EXIST) },
    { L"synchronize-cache*1:3/0C/00", E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE },
    { L"synchronize-cache:3/0C/09", S_OK },
    { L"close-track-session*1:4/44/00", E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE },
};

static void run_fault(size_t row, bool is_foreign)
{
    struct bench bench;
    WCHAR text[128];

    _snwprintf(text, ARRAYSIZE(text), L"cd-r,faults=\"%ls\"", rows[row].plan);
    bench_init(&bench, L"tao-faults", text, is_foreign);
    assert_result(TAO(PrepareMedia)(bench.writer), S_OK);
    assert_result(add_track(&bench, 15), rows[row].result);
    if (FAILED(rows[row].result)) {
        check_error_text(L"");
        assert_int_equal(number_of_tracks(&bench), 0);
    }
    /* Whatever it says, the recorder is free. */
    TAO(ReleaseMedia)(bench.writer);
    assert_result(TAO(put_Recorder)(bench.writer, NULL), S_OK);
    bench_release(&bench);
}

static void test_track_at_once__faults(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAYSIZE(rows); i++) {
        run_fault(i, false);
        run_fault(i, true);
    }
    print_message("%u cases\n", 2 * (unsigned)ARRAYSIZE(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_track_at_once__three_tracks),
        cmocka_unit_test(test_track_at_once__states),
        cmocka_unit_test(test_track_at_once__without_a_name),
        cmocka_unit_test(test_track_at_once__bad_streams),
        cmocka_unit_test(test_track_at_once__stream_that_fails),
        cmocka_unit_test(test_track_at_once__cancelled),
        cmocka_unit_test(test_track_at_once__cancelled_from_another_apartment),
        cmocka_unit_test(test_track_at_once__second_session),
        cmocka_unit_test(test_track_at_once__verified),
        cmocka_unit_test(test_track_at_once__released_while_prepared),
        cmocka_unit_test(test_track_at_once__other_media),
        cmocka_unit_test(test_track_at_once__faults),
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
