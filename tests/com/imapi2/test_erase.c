/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftDiscFormat2Erase: properties, the long call, its events and its failures. */
#include "foreign_recorder.h"
#include "imapi2_test.h"
#include "test_sink.h"
#include "test_stream.h"

#define STREAM_SECTORS 5000

/* What a quick erase clears at the beginning. */
#define CLEARED_SECTORS 1024

/* A burned DVD+RW and an eraser for it. */
struct bench {
    struct test_disc disc;
    IDiscRecorder2 *recorder;
    IDiscFormat2Erase *eraser;
    struct test_sink *sink;
    DWORD cookie;
};

static void burn_disc(IDiscRecorder2 *recorder)
{
    IDiscFormat2Data *writer = writer_create(recorder);

    writer_burn(writer, STREAM_SECTORS, 9);
    assert_int_equal(IDiscFormat2Data_Release(writer), 0);
}

static struct bench bench_create(const WCHAR *name)
{
    struct bench bench = { .disc = disc_create(name) };

    bench.recorder = recorder_open(&bench.disc, L"dvd+rw");
    burn_disc(bench.recorder);
    bench.eraser = eraser_create(bench.recorder);
    bench.sink = test_sink_create();
    bench.cookie = test_sink_advise(bench.sink, bench.eraser, &IID_DDiscFormat2EraseEvents);
    return bench;
}

static void bench_destroy(struct bench *bench)
{
    BSTR owner = NULL;

    assert_result(IDiscRecorder2_get_ExclusiveAccessOwner(bench->recorder, &owner), S_OK);
    assert_int_equal(SysStringLen(owner), 0);
    SysFreeString(owner);
    assert_result(IDiscRecorder2_EjectMedia(bench->recorder), S_OK);
    test_sink_unadvise(bench->eraser, &IID_DDiscFormat2EraseEvents, bench->cookie);
    assert_int_equal(IDiscFormat2Erase_Release(bench->eraser), 0);
    test_sink_destroy(bench->sink);
    assert_int_equal(IDiscRecorder2_Release(bench->recorder), 0);
    disc_remove(&bench->disc);
}

static VARIANT_BOOL is_blank(IDiscFormat2Erase *eraser)
{
    VARIANT_BOOL blank = 42;

    assert_result(IDiscFormat2Erase_get_MediaHeuristicallyBlank(eraser, &blank), S_OK);
    return blank;
}

static void check_events(const struct test_sink *sink)
{
    assert_true(sink->count >= 1);
    for (size_t i = 0; i < sink->count; i++) {
        assert_true(sink->events[i].total >= 1);
        assert_true(sink->events[i].total >= sink->events[i].elapsed);
        assert_int_equal(sink->events[i].thread, GetCurrentThreadId());
    }
    assert_int_equal(sink->events[sink->count - 1].elapsed, sink->events[sink->count - 1].total);
}

static void test_erase__new_object(void **state)
{
    IDiscFormat2Erase *eraser = object_create(&CLSID_MsftDiscFormat2Erase, &IID_IDiscFormat2Erase);
    IDiscRecorder2 *recorder = POISON;
    IMAPI_MEDIA_PHYSICAL_TYPE type = IMAPI_MEDIA_TYPE_CDR;
    VARIANT_BOOL flag = VARIANT_TRUE;
    BSTR name = POISON;

    (void)state;
    assert_result(IDiscFormat2Erase_get_Recorder(eraser, &recorder), S_OK);
    assert_null(recorder);
    assert_result(IDiscFormat2Erase_get_ClientName(eraser, &name), S_OK);
    assert_null(name);
    assert_result(IDiscFormat2Erase_get_FullErase(eraser, &flag), S_OK);
    assert_int_equal(flag, VARIANT_FALSE);
    assert_result(IDiscFormat2Erase_get_CurrentPhysicalMediaType(eraser, &type),
                  E_IMAPI_RECORDER_REQUIRED);
    assert_int_equal(type, IMAPI_MEDIA_TYPE_UNKNOWN);
    assert_result(IDiscFormat2Erase_get_MediaPhysicallyBlank(eraser, &flag), E_POINTER);
    assert_result(IDiscFormat2Erase_get_MediaHeuristicallyBlank(eraser, &flag), E_POINTER);
    assert_result(IDiscFormat2Erase_IsRecorderSupported(eraser, NULL, &flag), E_POINTER);
    assert_result(IDiscFormat2Erase_IsCurrentMediaSupported(eraser, NULL, &flag), E_POINTER);
    assert_result(IDiscFormat2Erase_EraseMedia(eraser), E_POINTER);
    assert_int_equal(IDiscFormat2Erase_Release(eraser), 0);
}

static void test_erase__null_pointers(void **state)
{
    IDiscFormat2Erase *eraser = object_create(&CLSID_MsftDiscFormat2Erase, &IID_IDiscFormat2Erase);

    (void)state;
    assert_result(IDiscFormat2Erase_get_Recorder(eraser, NULL), E_POINTER);
    assert_result(IDiscFormat2Erase_get_ClientName(eraser, NULL), E_POINTER);
    assert_result(IDiscFormat2Erase_get_FullErase(eraser, NULL), E_POINTER);
    assert_result(IDiscFormat2Erase_get_CurrentPhysicalMediaType(eraser, NULL), E_POINTER);
    assert_result(IDiscFormat2Erase_get_MediaPhysicallyBlank(eraser, NULL), E_POINTER);
    assert_result(IDiscFormat2Erase_get_MediaHeuristicallyBlank(eraser, NULL), E_POINTER);
    assert_result(IDiscFormat2Erase_get_SupportedMediaTypes(eraser, NULL), E_POINTER);
    assert_result(IDiscFormat2Erase_IsRecorderSupported(eraser, NULL, NULL), E_POINTER);
    assert_result(IDiscFormat2Erase_IsCurrentMediaSupported(eraser, NULL, NULL), E_POINTER);
    assert_int_equal(IDiscFormat2Erase_Release(eraser), 0);
}

static void test_erase__supported_media_types(void **state)
{
    static const LONG expected[] = {
        IMAPI_MEDIA_TYPE_CDRW,      IMAPI_MEDIA_TYPE_DVDRAM, IMAPI_MEDIA_TYPE_DVDPLUSRW,
        IMAPI_MEDIA_TYPE_DVDDASHRW, IMAPI_MEDIA_TYPE_DISK,   IMAPI_MEDIA_TYPE_DVDPLUSRW_DUALLAYER,
        IMAPI_MEDIA_TYPE_BDRE,
    };
    IDiscFormat2Erase *eraser = object_create(&CLSID_MsftDiscFormat2Erase, &IID_IDiscFormat2Erase);
    SAFEARRAY *types = NULL;

    (void)state;
    assert_result(IDiscFormat2Erase_get_SupportedMediaTypes(eraser, &types), S_OK);
    assert_int_equal(types->rgsabound[0].cElements, ARRAYSIZE(expected));
    for (size_t i = 0; i < ARRAYSIZE(expected); i++) {
        const VARIANT *element = &((const VARIANT *)types->pvData)[i];

        assert_int_equal(V_VT(element), VT_I4);
        assert_int_equal(V_I4(element), expected[i]);
    }
    SafeArrayDestroy(types);
    assert_int_equal(IDiscFormat2Erase_Release(eraser), 0);
}

static void test_erase__client_names(void **state)
{
    IDiscFormat2Erase *eraser = object_create(&CLSID_MsftDiscFormat2Erase, &IID_IDiscFormat2Erase);
    BSTR good = SysAllocString(L"good name");
    BSTR bad = SysAllocString(L"a&b");
    BSTR found = NULL;

    (void)state;
    assert_result(IDiscFormat2Erase_put_ClientName(eraser, good), S_OK);
    assert_result(IDiscFormat2Erase_put_ClientName(eraser, bad),
                  E_IMAPI_ERASE_CLIENT_NAME_IS_NOT_VALID);
    assert_result(IDiscFormat2Erase_put_ClientName(eraser, NULL),
                  E_IMAPI_ERASE_CLIENT_NAME_IS_NOT_VALID);
    assert_result(IDiscFormat2Erase_get_ClientName(eraser, &found), S_OK);
    assert_int_equal(wcscmp(found, good), 0);
    SysFreeString(found);
    SysFreeString(bad);
    SysFreeString(good);
    assert_int_equal(IDiscFormat2Erase_Release(eraser), 0);
}

static void test_erase__needs_a_client_name(void **state)
{
    struct bench bench = bench_create(L"erase-nameless");
    IDiscFormat2Erase *eraser = object_create(&CLSID_MsftDiscFormat2Erase, &IID_IDiscFormat2Erase);

    (void)state;
    assert_result(IDiscFormat2Erase_put_Recorder(eraser, bench.recorder), S_OK);
    assert_result(IDiscFormat2Erase_EraseMedia(eraser), E_IMAPI_ERASE_CLIENT_NAME_IS_NOT_VALID);
    assert_int_equal(is_blank(eraser), VARIANT_FALSE);
    assert_int_equal(IDiscFormat2Erase_Release(eraser), 0);
    bench_destroy(&bench);
}

static void test_erase__quick(void **state)
{
    struct bench bench = bench_create(L"erase-quick");
    IMAPI_MEDIA_PHYSICAL_TYPE type;
    VARIANT_BOOL flag = 42;

    (void)state;
    assert_result(IDiscFormat2Erase_IsRecorderSupported(bench.eraser, bench.recorder, &flag), S_OK);
    assert_int_equal(flag, VARIANT_TRUE);
    assert_result(IDiscFormat2Erase_IsCurrentMediaSupported(bench.eraser, bench.recorder, &flag),
                  S_OK);
    assert_int_equal(flag, VARIANT_TRUE);
    assert_result(IDiscFormat2Erase_get_CurrentPhysicalMediaType(bench.eraser, &type), S_OK);
    assert_int_equal(type, IMAPI_MEDIA_TYPE_DVDPLUSRW);
    assert_int_equal(is_blank(bench.eraser), VARIANT_FALSE);

    assert_result(IDiscFormat2Erase_EraseMedia(bench.eraser), S_OK);

    assert_int_equal(is_blank(bench.eraser), VARIANT_TRUE);
    check_events(bench.sink);
    disc_check_content(&bench.disc, CLEARED_SECTORS * SECTOR_BYTES,
                       (STREAM_SECTORS - CLEARED_SECTORS) * SECTOR_BYTES, 9, 0);
    bench_destroy(&bench);
}

static void test_erase__disc_takes_the_next_burn(void **state)
{
    struct bench bench = bench_create(L"erase-again");

    (void)state;
    assert_result(IDiscFormat2Erase_EraseMedia(bench.eraser), S_OK);
    burn_disc(bench.recorder);
    disc_check_content(&bench.disc, 0, STREAM_SECTORS * SECTOR_BYTES, 9, 0);
    assert_result(IDiscFormat2Erase_EraseMedia(bench.eraser), S_OK);
    assert_int_equal(is_blank(bench.eraser), VARIANT_TRUE);
    bench_destroy(&bench);
}

static void test_erase__never_formatted(void **state)
{
    struct test_disc disc = disc_create(L"erase-unformatted");
    IDiscRecorder2 *recorder = recorder_open(&disc, L"dvd+rw");
    IDiscFormat2Erase *eraser = eraser_create(recorder);

    (void)state;
    assert_result(IDiscFormat2Erase_EraseMedia(eraser), S_OK);
    assert_int_equal(is_blank(eraser), VARIANT_TRUE);
    assert_int_equal(IDiscFormat2Erase_Release(eraser), 0);
    assert_int_equal(IDiscRecorder2_Release(recorder), 0);
    disc_remove(&disc);
}

static void test_erase__write_once_medium(void **state)
{
    struct test_disc disc = disc_create(L"erase-write-once");
    IDiscRecorder2 *recorder = recorder_open(&disc, L"dvd+r");
    IDiscFormat2Erase *eraser = eraser_create(recorder);
    VARIANT_BOOL flag = VARIANT_TRUE;

    (void)state;
    assert_result(IDiscFormat2Erase_IsCurrentMediaSupported(eraser, recorder, &flag), S_OK);
    assert_int_equal(flag, VARIANT_FALSE);
    assert_result(IDiscFormat2Erase_EraseMedia(eraser), E_IMAPI_ERASE_MEDIA_IS_NOT_SUPPORTED);
    check_error_text(L"Virtual Recorder");
    assert_int_equal(IDiscFormat2Erase_Release(eraser), 0);
    assert_int_equal(IDiscRecorder2_Release(recorder), 0);
    disc_remove(&disc);
}

static void test_erase__empty_tray(void **state)
{
    struct test_disc disc = disc_create(L"erase-empty");
    IDiscRecorder2 *recorder = recorder_open_empty(&disc);
    IDiscFormat2Erase *eraser = eraser_create(recorder);
    VARIANT_BOOL flag = VARIANT_TRUE;

    (void)state;
    assert_result(IDiscFormat2Erase_EraseMedia(eraser), E_IMAPI_RECORDER_MEDIA_NO_MEDIA);
    assert_result(IDiscFormat2Erase_IsCurrentMediaSupported(eraser, recorder, &flag),
                  E_IMAPI_RECORDER_MEDIA_NO_MEDIA);
    assert_int_equal(flag, VARIANT_FALSE);
    assert_int_equal(IDiscFormat2Erase_Release(eraser), 0);
    assert_int_equal(IDiscRecorder2_Release(recorder), 0);
    disc_remove(&disc);
}

/* What an eraser says from within its own event. */
static void look_around(struct test_sink *sink, const struct test_event *event, IDispatch *sender,
                        IDispatch *arguments)
{
    struct bench *bench = sink->context;
    IMAPI_MEDIA_PHYSICAL_TYPE type;
    VARIANT_BOOL flag;
    BSTR name = SysAllocString(L"other");

    (void)event, (void)sender, (void)arguments;
    assert_result(IDiscFormat2Erase_EraseMedia(bench->eraser), E_IMAPI_ERASE_RECORDER_IN_USE);
    assert_result(IDiscFormat2Erase_put_Recorder(bench->eraser, NULL),
                  E_IMAPI_ERASE_RECORDER_IN_USE);
    assert_result(IDiscFormat2Erase_put_ClientName(bench->eraser, name),
                  E_IMAPI_ERASE_RECORDER_IN_USE);
    assert_result(IDiscFormat2Erase_put_FullErase(bench->eraser, VARIANT_FALSE), S_OK);
    assert_result(IDiscFormat2Erase_get_CurrentPhysicalMediaType(bench->eraser, &type), S_OK);
    assert_int_equal(type, IMAPI_MEDIA_TYPE_DVDPLUSRW);
    /* As it was when the erasing began. */
    assert_int_equal(is_blank(bench->eraser), VARIANT_FALSE);
    assert_result(IDiscFormat2Erase_IsRecorderSupported(bench->eraser, bench->recorder, &flag),
                  S_OK);
    assert_int_equal(flag, VARIANT_TRUE);
    assert_result(IDiscFormat2Erase_IsCurrentMediaSupported(bench->eraser, bench->recorder, &flag),
                  S_OK);
    assert_int_equal(flag, VARIANT_TRUE);
    SysFreeString(name);
}

static void test_erase__from_within_an_event(void **state)
{
    struct bench bench = bench_create(L"erase-within");

    (void)state;
    bench.sink->on_event = look_around;
    bench.sink->context = &bench;
    assert_result(IDiscFormat2Erase_EraseMedia(bench.eraser), S_OK);
    assert_true(bench.sink->count > 0);
    bench_destroy(&bench);
}

static void test_erase__recorder_that_others_hold(void **state)
{
    struct bench bench = bench_create(L"erase-locked");
    struct foreign_recorder *foreign = foreign_recorder_create(bench.recorder);
    IDiscFormat2Erase *eraser = eraser_create(&foreign->IDiscRecorder2_iface);

    (void)state;
    foreign->acquire_result = E_ACCESSDENIED;
    assert_result(IDiscFormat2Erase_EraseMedia(eraser), E_IMAPI_RECORDER_LOCKED);
    assert_int_equal(is_blank(eraser), VARIANT_FALSE);
    foreign->acquire_result = S_OK;
    /* Letting go may take a while. */
    foreign->release_failures = 2;
    assert_result(IDiscFormat2Erase_EraseMedia(eraser), S_OK);
    assert_int_equal(foreign->locks, 0);
    assert_int_equal(foreign->silences, 0);
    assert_int_equal(foreign->calls_on_other_threads, 0);
    assert_int_equal(IDiscFormat2Erase_Release(eraser), 0);
    foreign_recorder_destroy(foreign);
    bench_destroy(&bench);
}

static void test_erase__device_goes(void **state)
{
    struct bench bench = bench_create(L"erase-gone");
    struct foreign_recorder *foreign = foreign_recorder_create(bench.recorder);
    IDiscFormat2Erase *eraser = eraser_create(&foreign->IDiscRecorder2_iface);

    (void)state;
    foreign->command_result = HRESULT_FROM_WIN32(ERROR_DEV_NOT_EXIST);
    assert_result(IDiscFormat2Erase_EraseMedia(eraser), HRESULT_FROM_WIN32(ERROR_DEV_NOT_EXIST));
    foreign->command_result = S_OK;
    assert_result(IDiscFormat2Erase_EraseMedia(eraser), S_OK);
    assert_int_equal(IDiscFormat2Erase_Release(eraser), 0);
    foreign_recorder_destroy(foreign);
    bench_destroy(&bench);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_erase__new_object),
        cmocka_unit_test(test_erase__null_pointers),
        cmocka_unit_test(test_erase__supported_media_types),
        cmocka_unit_test(test_erase__client_names),
        cmocka_unit_test(test_erase__needs_a_client_name),
        cmocka_unit_test(test_erase__quick),
        cmocka_unit_test(test_erase__disc_takes_the_next_burn),
        cmocka_unit_test(test_erase__never_formatted),
        cmocka_unit_test(test_erase__write_once_medium),
        cmocka_unit_test(test_erase__empty_tray),
        cmocka_unit_test(test_erase__from_within_an_event),
        cmocka_unit_test(test_erase__recorder_that_others_hold),
        cmocka_unit_test(test_erase__device_goes),
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
