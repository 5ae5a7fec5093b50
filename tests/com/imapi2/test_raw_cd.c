/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftDiscFormat2RawCD on virtual recorders, with images of MsftRawCDImageCreator. */
#include "imapi2_test.h"
#include "test_sink.h"
#include "test_stream.h"

#define TRACK_SECTORS 300
#define TRACK_BYTES   ((uint64_t)TRACK_SECTORS * AUDIO_BYTES)

/* Sectors of an image of two tracks, from 95:00:00 on. */
#define IMAGE_SECTORS (22650 + 2 * TRACK_SECTORS + 6750)

#define RAW(call) IDiscFormat2RawCD_##call

/* A recorder with a disc, a writer for it, and a sink. */
struct bench {
    struct test_disc disc;
    IDiscRecorder2 *recorder;
    IDiscFormat2RawCD *writer;
    struct test_sink *sink;
    LONG cancel_at; /* the action at which the sink cancels; -1: never */
    HRESULT cancelled;
    HRESULT released;
};

static void on_event(struct test_sink *sink, const struct test_event *event, IDispatch *sender,
                     IDispatch *arguments)
{
    struct bench *bench = sink->context;

    (void)sender, (void)arguments;
    bench->released = RAW(ReleaseMedia)(bench->writer);
    if (event->action == bench->cancel_at)
        bench->cancelled = RAW(CancelWrite)(bench->writer);
}

static void bench_init(struct bench *bench, const WCHAR *name, const WCHAR *medium)
{
    BSTR client = SysAllocString(L"imapi2 test");

    memset(bench, 0, sizeof(*bench));
    bench->disc = disc_create(name);
    bench->recorder = recorder_open(&bench->disc, medium);
    bench->writer = object_create(&CLSID_MsftDiscFormat2RawCD, &IID_IDiscFormat2RawCD);
    bench->cancel_at = -1;
    assert_result(RAW(put_Recorder)(bench->writer, bench->recorder), S_OK);
    assert_result(RAW(put_ClientName)(bench->writer, client), S_OK);
    SysFreeString(client);
    bench->sink = test_sink_create();
    bench->sink->context = bench;
    bench->sink->on_event = on_event;
    test_sink_advise(bench->sink, bench->writer, &IID_DDiscFormat2RawCDEvents);
}

static void check_locked(const struct bench *bench, bool is_locked)
{
    BSTR owner = NULL;

    assert_result(IDiscRecorder2_get_ExclusiveAccessOwner(bench->recorder, &owner), S_OK);
    assert_int_equal(SysStringLen(owner) > 0, is_locked);
    SysFreeString(owner);
}

static void bench_release(struct bench *bench)
{
    check_locked(bench, false);
    assert_int_equal(RAW(Release)(bench->writer), 0);
    test_sink_destroy(bench->sink);
    assert_result(IDiscRecorder2_EjectMedia(bench->recorder), S_OK);
    assert_int_equal(IDiscRecorder2_Release(bench->recorder), 0);
    disc_remove(&bench->disc);
}

/* Two tracks of four seconds. */
static IStream *create_image(IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE type)
{
    IRawCDImageCreator *creator =
        object_create(&CLSID_MsftRawCDImageCreator, &IID_IRawCDImageCreator);
    IStream *image = NULL;

    assert_result(IRawCDImageCreator_put_ResultingImageType(creator, type), S_OK);
    for (uint32_t i = 0; i < 2; i++) {
        struct test_stream *track = test_stream_create(TRACK_BYTES, 60 + i);
        LONG index;

        assert_result(IRawCDImageCreator_AddTrack(creator, IMAPI_CD_SECTOR_AUDIO,
                                                  &track->IStream_iface, &index),
                      S_OK);
        IStream_Release(&track->IStream_iface);
    }
    assert_result(IRawCDImageCreator_CreateResultImage(creator, &image), S_OK);
    IRawCDImageCreator_Release(creator);
    return image;
}

static HRESULT write_image(struct bench *bench, IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE type)
{
    IStream *image = create_image(type);
    HRESULT hr = RAW(put_RequestedSectorType)(bench->writer, type);

    if (SUCCEEDED(hr))
        hr = RAW(WriteMedia)(bench->writer, image);
    IStream_Release(image);
    return hr;
}

static void test_raw_cd__every_sector_type(void **state)
{
    static const IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE types[] = {
        IMAPI_FORMAT2_RAW_CD_SUBCODE_PQ_ONLY,
        IMAPI_FORMAT2_RAW_CD_SUBCODE_IS_COOKED,
        IMAPI_FORMAT2_RAW_CD_SUBCODE_IS_RAW,
    };

    (void)state;
    for (size_t i = 0; i < ARRAYSIZE(types); i++) {
        struct bench bench;

        bench_init(&bench, L"raw", L"cd-r");
        assert_result(RAW(PrepareMedia)(bench.writer), S_OK);
        check_locked(&bench, true);
        assert_result(write_image(&bench, types[i]), S_OK);
        assert_result(bench.released, E_IMAPI_DF2RAW_WRITE_IN_PROGRESS);
        assert_int_equal(test_sink_count(bench.sink, IMAPI_FORMAT2_RAW_CD_WRITE_ACTION_PREPARING),
                         1);
        assert_true(test_sink_count(bench.sink, IMAPI_FORMAT2_RAW_CD_WRITE_ACTION_WRITING) >= 2);
        assert_true(test_sink_count(bench.sink, IMAPI_FORMAT2_RAW_CD_WRITE_ACTION_FINISHING) >= 1);
        /* One image for each disc. */
        assert_result(write_image(&bench, types[i]), E_IMAPI_DF2RAW_MEDIA_IS_NOT_BLANK);
        assert_result(RAW(ReleaseMedia)(bench.writer), S_OK);
        for (uint32_t track = 0; track < 2; track++)
            recorder_check_audio(bench.recorder, (LONG)(track * TRACK_SECTORS), TRACK_SECTORS,
                                 60 + track);
        bench_release(&bench);
    }
}

static void test_raw_cd__states(void **state)
{
    struct bench bench;
    SAFEARRAY *types = POISON;
    IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE type;
    struct test_stream *stream = test_stream_create(1, 1);
    VARIANT *elements;
    LONG value = 1;

    (void)state;
    bench_init(&bench, L"raw-states", L"cd-rw");
    assert_result(RAW(get_RequestedSectorType)(bench.writer, &type), S_OK);
    assert_int_equal(type, IMAPI_FORMAT2_RAW_CD_SUBCODE_IS_COOKED);
    assert_result(RAW(put_RequestedSectorType)(bench.writer, type),
                  E_IMAPI_DF2RAW_MEDIA_IS_NOT_PREPARED);
    assert_result(RAW(WriteMedia)(bench.writer, &stream->IStream_iface),
                  E_IMAPI_DF2RAW_MEDIA_IS_NOT_PREPARED);
    assert_result(RAW(ReleaseMedia)(bench.writer), E_IMAPI_DF2RAW_MEDIA_IS_NOT_PREPARED);
    assert_result(RAW(CancelWrite)(bench.writer), E_IMAPI_DF2RAW_WRITE_NOT_IN_PROGRESS);
    assert_result(RAW(get_StartOfNextSession)(bench.writer, &value),
                  E_IMAPI_DF2RAW_MEDIA_IS_NOT_PREPARED);
    assert_int_equal(value, 0);
    assert_result(RAW(get_SupportedSectorTypes)(bench.writer, &types),
                  E_IMAPI_DF2RAW_MEDIA_IS_NOT_PREPARED);
    assert_null(types);
    assert_result(RAW(put_BufferUnderrunFreeDisabled)(bench.writer, VARIANT_TRUE),
                  E_IMAPI_DF2RAW_MEDIA_IS_NOT_PREPARED);

    assert_result(RAW(PrepareMedia)(bench.writer), S_OK);
    assert_result(RAW(PrepareMedia)(bench.writer), E_IMAPI_DF2RAW_MEDIA_IS_PREPARED);
    assert_result(RAW(put_Recorder)(bench.writer, NULL), E_IMAPI_DF2RAW_MEDIA_IS_PREPARED);
    assert_result(RAW(get_StartOfNextSession)(bench.writer, &value), S_OK);
    assert_true(value < -150);
    assert_result(RAW(get_LastPossibleStartOfLeadout)(bench.writer, &value), S_OK);
    assert_true(value > 300000);
    assert_result(RAW(get_SupportedSectorTypes)(bench.writer, &types), S_OK);
    assert_int_equal(types->rgsabound[0].cElements, 3);
    elements = types->pvData;
    assert_int_equal(V_VT(&elements[0]), VT_UI4);
    assert_int_equal(V_UI4(&elements[0]), IMAPI_FORMAT2_RAW_CD_SUBCODE_PQ_ONLY);
    SafeArrayDestroy(types);
    assert_result(
        RAW(put_RequestedSectorType)(bench.writer, (IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE)4),
        E_IMAPI_DF2RAW_DATA_BLOCK_TYPE_NOT_SUPPORTED);
    assert_result(RAW(WriteMedia)(bench.writer, NULL), E_POINTER);
    assert_result(RAW(WriteMedia2)(bench.writer, &stream->IStream_iface, 0), E_INVALIDARG);
    assert_result(RAW(WriteMedia2)(bench.writer, &stream->IStream_iface, 22501), E_INVALIDARG);
    assert_result(RAW(WriteMedia2)(bench.writer, &stream->IStream_iface, -22651), E_INVALIDARG);
    assert_result(RAW(WriteMedia)(bench.writer, &stream->IStream_iface),
                  E_IMAPI_DF2RAW_STREAM_NOT_SUPPORTED);
    check_error_text(L"the stream has 1 bytes");
    assert_result(RAW(ReleaseMedia)(bench.writer), S_OK);
    assert_result(RAW(put_Recorder)(bench.writer, NULL), S_OK);
    assert_result(RAW(PrepareMedia)(bench.writer), E_IMAPI_DF2RAW_NO_RECORDER_SPECIFIED);
    test_stream_destroy(stream);
    bench_release(&bench);
}

/* Images too short in front, too short, and too long. */
static void test_raw_cd__sizes(void **state)
{
    static const struct {
        LONG lead_in;
        uint64_t sectors;
        HRESULT result;
    } rows[] = {
        { 100, IMAGE_SECTORS, E_IMAPI_DF2RAW_STREAM_LEADIN_TOO_SHORT },
        { -200, IMAGE_SECTORS, E_IMAPI_DF2RAW_STREAM_LEADIN_TOO_SHORT },
        { 22500, 22650 + 299 + 6750, E_IMAPI_DF2RAW_STREAM_NOT_SUPPORTED },
        { 22500, 22650 + 450000 + 6750, E_IMAPI_DF2RAW_NOT_ENOUGH_SPACE },
    };
    struct bench bench;

    (void)state;
    bench_init(&bench, L"raw-sizes", L"cd-r");
    assert_result(RAW(PrepareMedia)(bench.writer), S_OK);
    for (size_t i = 0; i < ARRAYSIZE(rows); i++) {
        struct test_stream *stream = test_stream_create(rows[i].sectors * 2448, 2);

        assert_result(RAW(WriteMedia2)(bench.writer, &stream->IStream_iface, rows[i].lead_in),
                      rows[i].result);
        check_error_text(L"the ");
        assert_int_equal(stream->reads, 0);
        test_stream_destroy(stream);
    }
    assert_result(RAW(ReleaseMedia)(bench.writer), S_OK);
    bench_release(&bench);
}

static void test_raw_cd__cancelled(void **state)
{
    struct bench bench;

    (void)state;
    bench_init(&bench, L"raw-cancel", L"cd-r");
    assert_result(RAW(PrepareMedia)(bench.writer), S_OK);
    bench.cancel_at = IMAPI_FORMAT2_RAW_CD_WRITE_ACTION_WRITING;
    assert_result(write_image(&bench, IMAPI_FORMAT2_RAW_CD_SUBCODE_IS_COOKED),
                  E_IMAPI_REQUEST_CANCELLED);
    assert_result(bench.cancelled, S_OK);
    assert_result(RAW(CancelWrite)(bench.writer), E_IMAPI_DF2RAW_WRITE_NOT_IN_PROGRESS);
    assert_result(RAW(ReleaseMedia)(bench.writer), S_OK);
    bench_release(&bench);
}

static void test_raw_cd__released_while_prepared(void **state)
{
    struct bench bench;

    (void)state;
    bench_init(&bench, L"raw-release", L"cd-r");
    assert_result(RAW(PrepareMedia)(bench.writer), S_OK);
    assert_int_equal(RAW(Release)(bench.writer), 0);
    check_locked(&bench, false);
    bench.writer = object_create(&CLSID_MsftDiscFormat2RawCD, &IID_IDiscFormat2RawCD);
    bench_release(&bench);
}

static void test_raw_cd__other_media(void **state)
{
    struct bench bench;
    VARIANT_BOOL is_supported = VARIANT_TRUE;

    (void)state;
    bench_init(&bench, L"raw-media", L"dvd-r");
    assert_result(RAW(PrepareMedia)(bench.writer), E_IMAPI_DF2RAW_MEDIA_IS_NOT_SUPPORTED);
    check_locked(&bench, false);
    assert_result(RAW(IsRecorderSupported)(bench.writer, bench.recorder, &is_supported), S_OK);
    assert_int_equal(is_supported, VARIANT_TRUE);
    assert_result(RAW(IsCurrentMediaSupported)(bench.writer, bench.recorder, &is_supported), S_OK);
    assert_int_equal(is_supported, VARIANT_FALSE);
    bench_release(&bench);
}

/* A plan of faults, and what WriteMedia says to it. */
static void test_raw_cd__faults(void **state)
{
    static const struct {
        const WCHAR *plan;
        HRESULT result;
    } rows[] = {
        { L"send-opc-information:3/73/03", E_IMAPI_RECORDER_MEDIA_SPEED_MISMATCH },
        { L"write:3/0C/00", E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE },
        { L"write#9:3/0C/09", E_IMAPI_LOSS_OF_STREAMING },
        { L"write#9:pull", E_IMAPI_RECORDER_MEDIA_NO_MEDIA },
        { L"write#9:timeout", E_IMAPI_RECORDER_COMMAND_TIMEOUT },
        { L"synchronize-cache:3/0C/00", E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE },
    };

    (void)state;
    for (size_t i = 0; i < ARRAYSIZE(rows); i++) {
        struct bench bench;
        WCHAR text[128];

        _snwprintf(text, ARRAYSIZE(text), L"cd-r,faults=\"%ls\"", rows[i].plan);
        bench_init(&bench, L"raw-faults", text);
        assert_result(RAW(PrepareMedia)(bench.writer), S_OK);
        assert_result(write_image(&bench, IMAPI_FORMAT2_RAW_CD_SUBCODE_PQ_ONLY), rows[i].result);
        assert_result(RAW(ReleaseMedia)(bench.writer), S_OK);
        bench_release(&bench);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_raw_cd__every_sector_type),
        cmocka_unit_test(test_raw_cd__states),
        cmocka_unit_test(test_raw_cd__sizes),
        cmocka_unit_test(test_raw_cd__cancelled),
        cmocka_unit_test(test_raw_cd__released_while_prepared),
        cmocka_unit_test(test_raw_cd__other_media),
        cmocka_unit_test(test_raw_cd__faults),
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
