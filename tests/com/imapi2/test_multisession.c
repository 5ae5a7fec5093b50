/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The multisession objects that MsftDiscFormat2Data gives out. */
#include "imapi2_test.h"
#include "test_sink.h"
#include "test_stream.h"

struct bench {
    struct test_disc disc;
    IDiscRecorder2 *recorder;
    IDiscFormat2Data *writer;
};

static struct bench bench_create(const WCHAR *name, const WCHAR *medium)
{
    struct bench bench = { .disc = disc_create(name) };

    bench.recorder = medium ? recorder_open(&bench.disc, medium) : recorder_open_empty(&bench.disc);
    bench.writer = writer_create(bench.recorder);
    return bench;
}

static void bench_destroy(struct bench *bench)
{
    assert_int_equal(IDiscFormat2Data_Release(bench->writer), 0);
    assert_int_equal(IDiscRecorder2_Release(bench->recorder), 0);
    disc_remove(&bench->disc);
}

/* Element `index` of a fresh array, as `iid`. */
static void *element(struct bench *bench, ULONG index, REFIID iid)
{
    SAFEARRAY *array = POISON;
    const VARIANT *elements;
    void *object;

    assert_result(IDiscFormat2Data_get_MultisessionInterfaces(bench->writer, &array), S_OK);
    assert_int_equal(array->rgsabound[0].cElements, 2);
    elements = array->pvData;
    assert_int_equal(V_VT(&elements[index]), VT_DISPATCH);
    object = object_query(V_DISPATCH(&elements[index]), iid);
    SafeArrayDestroy(array);
    return object;
}

static void check_supported(void *object, VARIANT_BOOL expected)
{
    IMultisession *multisession = object_query(object, &IID_IMultisession);
    VARIANT_BOOL flag = !expected;

    assert_result(IMultisession_get_IsSupportedOnCurrentMediaState(multisession, &flag), S_OK);
    assert_int_equal(flag, expected);
    IMultisession_Release(multisession);
}

static void check_sequential(IMultisessionSequential2 *object, VARIANT_BOOL is_first, LONG start,
                             LONG end, LONG next, LONG free_sectors)
{
    VARIANT_BOOL flag = !is_first;
    LONG number = 99;

    assert_result(IMultisessionSequential2_get_IsFirstDataSession(object, &flag), S_OK);
    assert_int_equal(flag, is_first);
    assert_result(IMultisessionSequential2_get_StartAddressOfPreviousSession(object, &number),
                  S_OK);
    assert_int_equal(number, start);
    assert_result(IMultisessionSequential2_get_LastWrittenAddressOfPreviousSession(object, &number),
                  S_OK);
    assert_int_equal(number, end);
    assert_result(IMultisessionSequential2_get_NextWritableAddress(object, &number), S_OK);
    assert_int_equal(number, next);
    assert_result(IMultisessionSequential2_get_FreeSectorsOnMedia(object, &number), S_OK);
    assert_int_equal(number, free_sectors);
    assert_result(IMultisessionSequential2_get_WriteUnitSize(object, &number), S_OK);
    assert_int_equal(number, 16);
}

static void test_multisession__blank_dvd_plus_r(void **state)
{
    struct bench bench = bench_create(L"multi-blank-r", L"dvd+r");
    IMultisessionSequential2 *first = element(&bench, 0, &IID_IMultisessionSequential2);
    IMultisessionRandomWrite *second = element(&bench, 1, &IID_IMultisessionRandomWrite);

    (void)state;
    check_supported(first, VARIANT_TRUE);
    check_supported(second, VARIANT_FALSE);
    check_sequential(first, VARIANT_TRUE, -1, -1, 0, DVD_SECTORS);
    IMultisessionSequential2_Release(first);
    IMultisessionRandomWrite_Release(second);
    bench_destroy(&bench);
}

static void test_multisession__appendable_dvd_plus_r(void **state)
{
    struct bench bench = bench_create(L"multi-appendable", L"dvd+r");
    IMultisessionSequential2 *object;
    LONG next = 0;
    LONG free_sectors = 0;

    (void)state;
    assert_result(
        IDiscFormat2Data_put_DisableConsumerDvdCompatibilityMode(bench.writer, VARIANT_TRUE), S_OK);
    writer_burn(bench.writer, 640, 1);
    assert_result(IDiscFormat2Data_get_NextWritableAddress(bench.writer, &next), S_OK);
    assert_result(IDiscFormat2Data_get_FreeSectorsOnMedia(bench.writer, &free_sectors), S_OK);
    object = element(&bench, 0, &IID_IMultisessionSequential2);
    check_supported(object, VARIANT_TRUE);
    check_sequential(object, VARIANT_FALSE, 0, 639, next, free_sectors);
    IMultisessionSequential2_Release(object);
    bench_destroy(&bench);
}

static void test_multisession__closed_dvd_plus_r(void **state)
{
    struct bench bench = bench_create(L"multi-closed", L"dvd+r");
    IMultisessionSequential2 *object;
    VARIANT_BOOL flag = VARIANT_TRUE;
    LONG number = 99;

    (void)state;
    writer_burn(bench.writer, 640, 1);
    object = element(&bench, 0, &IID_IMultisessionSequential2);
    check_supported(object, VARIANT_FALSE);
    assert_result(IMultisessionSequential2_get_NextWritableAddress(object, &number),
                  E_IMAPI_DF2DATA_INVALID_MEDIA_STATE);
    assert_int_equal(number, 0);
    assert_result(IMultisessionSequential2_get_IsFirstDataSession(object, &flag),
                  E_IMAPI_DF2DATA_INVALID_MEDIA_STATE);
    assert_int_equal(flag, VARIANT_FALSE);
    IMultisessionSequential2_Release(object);
    bench_destroy(&bench);
}

static void test_multisession__dvd_plus_rw(void **state)
{
    struct bench bench = bench_create(L"multi-rw", L"dvd+rw");
    IMultisessionRandomWrite *first = element(&bench, 0, &IID_IMultisessionRandomWrite);
    IMultisessionSequential *second = element(&bench, 1, &IID_IMultisessionSequential);
    LONG number = 99;
    HRESULT hr;

    (void)state;
    check_supported(first, VARIANT_TRUE);
    check_supported(second, VARIANT_FALSE);
    assert_result(IMultisessionRandomWrite_get_WriteUnitSize(first, &number), S_OK);
    assert_int_equal(number, 16);
    assert_result(IMultisessionRandomWrite_get_TotalSectorsOnMedia(first, &number), S_OK);
    assert_int_equal(number, DVD_SECTORS);
    writer_burn(bench.writer, 640, 1);
    check_supported(first, VARIANT_TRUE);
    hr = IMultisessionRandomWrite_get_LastWrittenAddress(first, &number);
    assert_true(hr == E_NOTIMPL || (hr == S_OK && number >= 639 && number < DVD_SECTORS));
    IMultisessionRandomWrite_Release(first);
    IMultisessionSequential_Release(second);
    bench_destroy(&bench);
}

static void test_multisession__without_a_disc(void **state)
{
    struct bench bench = bench_create(L"multi-empty", NULL);
    IMultisessionSequential2 *object = element(&bench, 0, &IID_IMultisessionSequential2);
    VARIANT_BOOL flag = VARIANT_TRUE;
    LONG number = 99;

    (void)state;
    assert_result(IMultisessionSequential2_get_IsSupportedOnCurrentMediaState(object, &flag),
                  E_IMAPI_RECORDER_MEDIA_NO_MEDIA);
    assert_int_equal(flag, VARIANT_FALSE);
    assert_result(IMultisessionSequential2_get_FreeSectorsOnMedia(object, &number),
                  E_IMAPI_RECORDER_MEDIA_NO_MEDIA);
    check_error_text(L"Virtual Recorder");
    IMultisessionSequential2_Release(object);
    bench_destroy(&bench);
}

static void test_multisession__objects_are_fresh_and_keep_their_flag(void **state)
{
    struct bench bench = bench_create(L"multi-flag", L"dvd+r");
    IMultisession *one = element(&bench, 0, &IID_IMultisession);
    IMultisession *other = element(&bench, 0, &IID_IMultisession);
    VARIANT_BOOL flag = VARIANT_TRUE;

    (void)state;
    assert_true(one != other);
    assert_result(IMultisession_get_InUse(one, &flag), S_OK);
    assert_int_equal(flag, VARIANT_FALSE);
    assert_result(IMultisession_put_InUse(one, 1), S_OK);
    assert_result(IMultisession_get_InUse(one, &flag), S_OK);
    assert_int_equal(flag, VARIANT_TRUE);
    assert_result(IMultisession_get_InUse(other, &flag), S_OK);
    assert_int_equal(flag, VARIANT_FALSE);
    IMultisession_Release(one);
    IMultisession_Release(other);
    bench_destroy(&bench);
}

static void test_multisession__objects_hold_the_recorder_when_the_writer_is_gone(void **state)
{
    struct bench bench = bench_create(L"multi-orphan", L"dvd+r");
    IMultisession *object = element(&bench, 0, &IID_IMultisession);
    IDiscRecorder2 *recorder = POISON;

    (void)state;
    assert_int_equal(IDiscFormat2Data_Release(bench.writer), 0);
    assert_result(IMultisession_get_ImportRecorder(object, &recorder), S_OK);
    assert_ptr_equal(recorder, bench.recorder);
    IDiscRecorder2_Release(recorder);
    check_supported(object, VARIANT_TRUE);
    IMultisession_Release(object);
    assert_int_equal(IDiscRecorder2_Release(bench.recorder), 0);
    disc_remove(&bench.disc);
}

static void read_next_address(struct test_sink *sink, const struct test_event *event,
                              IDispatch *sender, IDispatch *arguments)
{
    IMultisessionSequential2 *object = sink->context;
    LONG next = 99;

    (void)event, (void)sender, (void)arguments;
    assert_result(IMultisessionSequential2_get_NextWritableAddress(object, &next), S_OK);
    assert_int_equal(next, 0);
}

/* While the writer they come from writes, they leave the drive alone, too. */
static void test_multisession__values_during_a_burn_are_those_from_before(void **state)
{
    struct bench bench = bench_create(L"multi-frozen", L"dvd+r");
    IMultisessionSequential2 *object = element(&bench, 0, &IID_IMultisessionSequential2);
    struct test_sink *sink = test_sink_create();
    LONG next = 0;

    (void)state;
    assert_result(
        IDiscFormat2Data_put_DisableConsumerDvdCompatibilityMode(bench.writer, VARIANT_TRUE), S_OK);
    sink->on_event = read_next_address;
    sink->context = object;
    test_sink_advise(sink, bench.writer, &IID_DDiscFormat2DataEvents);
    writer_burn(bench.writer, 640, 1);

    assert_true(sink->count > 0);
    assert_result(IMultisessionSequential2_get_NextWritableAddress(object, &next), S_OK);
    assert_true(next >= 640);
    IMultisessionSequential2_Release(object);
    bench_destroy(&bench);
    test_sink_destroy(sink);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_multisession__blank_dvd_plus_r),
        cmocka_unit_test(test_multisession__appendable_dvd_plus_r),
        cmocka_unit_test(test_multisession__closed_dvd_plus_r),
        cmocka_unit_test(test_multisession__dvd_plus_rw),
        cmocka_unit_test(test_multisession__without_a_disc),
        cmocka_unit_test(test_multisession__objects_are_fresh_and_keep_their_flag),
        cmocka_unit_test(test_multisession__objects_hold_the_recorder_when_the_writer_is_gone),
        cmocka_unit_test(test_multisession__values_during_a_burn_are_those_from_before),
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
