/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftDiscFormat2Data: burns of every kind of disc that are cancelled, from wherever that is done.
 */
#include "imapi2_test.h"
#include "test_sink.h"
#include "test_stream.h"

#define LARGE_SECTORS 30000
#define SMALL_SECTORS 700

/* What the write engine holds. */
#define BUFFER_BYTES (4 * 1024 * 1024)

/* What is left of a disc. */
enum rest {
    APPENDABLE,
    OVERWRITABLE,
    LOST,     /* announced as a whole, if a part of it was written */
    ERASABLE, /* likewise, but it can be made blank */
};

static const struct row {
    const WCHAR *medium;
    enum rest rest;
} rows[] = {
    { L"cd-r", LOST },           { L"cd-rw", ERASABLE },
    { L"dvd-r", APPENDABLE },    { L"dvd-r-dl", LOST },
    { L"dvd-rw", OVERWRITABLE }, { L"dvd-ram", OVERWRITABLE },
    { L"dvd+r", APPENDABLE },    { L"dvd+r-dl", LOST },
    { L"dvd+rw", OVERWRITABLE }, { L"dvd+rw-dl", OVERWRITABLE },
    { L"bd-r", APPENDABLE },     { L"bd-r-dl", APPENDABLE },
    { L"bd-re", OVERWRITABLE },  { L"bd-re-dl", OVERWRITABLE },
};

enum origin {
    FROM_EVENT,
    FROM_THREAD,    /* of the same apartment */
    FROM_APARTMENT, /* of one thread */
};

/* A burn, and who cancels it once data are written. */
struct bench {
    struct test_disc disc;
    IDiscRecorder2 *recorder;
    IDiscFormat2Data *writer;
    struct test_stream *stream;
    struct test_sink *sink;
    DWORD cookie;
    enum origin origin;
    IStream *marshalled; /* the writer, for another apartment */
    HANDLE go;
    HANDLE thread;
    HRESULT cancelled;
    uint64_t read_before; /* bytes of the stream, when it was cancelled */
};

static void cancel(struct bench *bench, IDiscFormat2Data *writer)
{
    bench->read_before = bench->stream->position;
    bench->cancelled = IDiscFormat2Data_CancelWrite(writer);
}

static void cancel_as_stranger(struct bench *bench)
{
    IDiscFormat2Data *writer = NULL;
    HRESULT hr;

    hr = CoGetInterfaceAndReleaseStream(bench->marshalled, &IID_IDiscFormat2Data, (void **)&writer);
    if (FAILED(hr)) {
        bench->cancelled = hr;
        return;
    }
    cancel(bench, writer);
    IDiscFormat2Data_Release(writer);
}

static DWORD WINAPI cancel_when_told(void *context)
{
    struct bench *bench = context;
    bool is_stranger = bench->origin == FROM_APARTMENT;

    CoInitializeEx(NULL, is_stranger ? COINIT_APARTMENTTHREADED : COINIT_MULTITHREADED);
    WaitForSingleObject(bench->go, 60000);
    if (is_stranger)
        cancel_as_stranger(bench);
    else
        cancel(bench, bench->writer);
    CoUninitialize();
    return 0;
}

static void watch(struct test_sink *sink, const struct test_event *event, IDispatch *sender,
                  IDispatch *arguments)
{
    struct bench *bench = sink->context;

    (void)sender, (void)arguments;
    if (event->action != IMAPI_FORMAT2_DATA_WRITE_ACTION_WRITING_DATA ||
        bench->cancelled != S_FALSE)
        return;
    if (bench->origin == FROM_EVENT) {
        cancel(bench, bench->writer);
        return;
    }
    SetEvent(bench->go);
    WaitForSingleObject(bench->thread, 60000); /* else the burn may be over before */
}

static void start_helper(struct bench *bench)
{
    if (bench->origin == FROM_EVENT)
        return;
    if (bench->origin == FROM_APARTMENT)
        assert_result(CoMarshalInterThreadInterfaceInStream(
                          &IID_IDiscFormat2Data, (IUnknown *)bench->writer, &bench->marshalled),
                      S_OK);
    bench->go = CreateEventW(NULL, TRUE, FALSE, NULL);
    bench->thread = CreateThread(NULL, 0, cancel_when_told, bench, 0, NULL);
    assert_non_null(bench->thread);
}

static void end_helper(struct bench *bench)
{
    if (bench->thread == NULL)
        return;
    assert_int_equal(WaitForSingleObject(bench->thread, 60000), WAIT_OBJECT_0);
    CloseHandle(bench->thread);
    CloseHandle(bench->go);
}

static void bench_init(struct bench *bench, const struct row *row, enum origin origin)
{
    WCHAR name[32];

    memset(bench, 0, sizeof(*bench));
    _snwprintf(name, ARRAYSIZE(name), L"cancel-media-%u-%u", (unsigned)(row - rows), origin);
    bench->disc = disc_create(name);
    bench->recorder = recorder_open(&bench->disc, row->medium);
    bench->writer = writer_create(bench->recorder);
    bench->stream = test_stream_create((uint64_t)LARGE_SECTORS * SECTOR_BYTES, 5);
    bench->origin = origin;
    bench->cancelled = S_FALSE;
    bench->sink = test_sink_create();
    bench->sink->on_event = watch;
    bench->sink->context = bench;
    bench->cookie = test_sink_advise(bench->sink, bench->writer, &IID_DDiscFormat2DataEvents);
    assert_result(
        IDiscFormat2Data_put_DisableConsumerDvdCompatibilityMode(bench->writer, VARIANT_TRUE),
        S_OK);
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
    start_helper(bench);
    assert_result(IDiscFormat2Data_Write(bench->writer, &bench->stream->IStream_iface),
                  E_IMAPI_REQUEST_CANCELLED);
    end_helper(bench);
    assert_result(bench->cancelled, S_OK);
    assert_true(bench->stream->position < bench->stream->size);
    assert_true(bench->stream->position <= bench->read_before + BUFFER_BYTES);
    assert_int_equal(test_sink_count(bench->sink, IMAPI_FORMAT2_DATA_WRITE_ACTION_COMPLETED), 0);
    test_sink_check_steady(bench->sink);
    test_sink_unadvise(bench->writer, &IID_DDiscFormat2DataEvents, bench->cookie);
}

static void check_burn(struct bench *bench, LONG next)
{
    const uint64_t start = (uint64_t)next * SECTOR_BYTES;

    writer_set_verification(bench->writer, IMAPI_BURN_VERIFICATION_FULL);
    writer_burn(bench->writer, SMALL_SECTORS, 6);
    disc_check_content(&bench->disc, start, (uint64_t)SMALL_SECTORS * SECTOR_BYTES, 6, start);
}

static void check_lost(struct bench *bench, enum rest rest)
{
    IDiscFormat2Erase *eraser;

    assert_true(rest == LOST || rest == ERASABLE);
    bench->stream->size = (uint64_t)SMALL_SECTORS * SECTOR_BYTES;
    assert_true(FAILED(IDiscFormat2Data_Write(bench->writer, &bench->stream->IStream_iface)));
    if (rest == LOST)
        return;
    eraser = eraser_create(bench->recorder);
    assert_result(IDiscFormat2Erase_EraseMedia(eraser), S_OK);
    assert_int_equal(IDiscFormat2Erase_Release(eraser), 0);
    check_burn(bench, 0);
}

/* The same objects and the same disc. */
static void check_next_burn(struct bench *bench, enum rest rest)
{
    LONG next = 0;
    HRESULT hr;

    if (rest == OVERWRITABLE) {
        assert_result(IDiscFormat2Data_put_ForceOverwrite(bench->writer, VARIANT_TRUE), S_OK);
        check_burn(bench, 0);
        return;
    }
    hr = IDiscFormat2Data_get_NextWritableAddress(bench->writer, &next);
    if (hr == E_IMAPI_DF2DATA_INVALID_MEDIA_STATE) {
        check_lost(bench, rest);
        return;
    }
    assert_result(hr, S_OK);
    check_burn(bench, next);
}

static void check_all(enum origin origin)
{
    for (size_t i = 0; i < ARRAYSIZE(rows); i++) {
        struct bench bench;

        print_message("# %ls\n", rows[i].medium);
        bench_init(&bench, &rows[i], origin);
        check_cancelled(&bench);
        check_next_burn(&bench, rows[i].rest);
        bench_release(&bench);
    }
}

static void test_data_cancel_media__from_an_event(void **state)
{
    (void)state;
    check_all(FROM_EVENT);
}

static void test_data_cancel_media__from_another_thread(void **state)
{
    (void)state;
    check_all(FROM_THREAD);
}

static void test_data_cancel_media__from_another_apartment(void **state)
{
    (void)state;
    check_all(FROM_APARTMENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_data_cancel_media__from_an_event),
        cmocka_unit_test(test_data_cancel_media__from_another_thread),
        cmocka_unit_test(test_data_cancel_media__from_another_apartment),
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
