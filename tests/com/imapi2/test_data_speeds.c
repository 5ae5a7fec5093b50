/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftDiscFormat2Data: write speeds, and MsftWriteSpeedDescriptor. */
#include "imapi2_test.h"
#include "test_stream.h"

/* 22160, 16620, 11080, 5540 and 3324 kB/s in sectors of 2048 bytes. */
static const ULONG dvd_plus_r_speeds[] = { 10820, 8115, 5410, 2705, 1623 };

struct bench {
    struct test_disc disc;
    IDiscRecorder2 *recorder;
    IDiscFormat2Data *writer;
};

static struct bench bench_create(const WCHAR *name)
{
    struct bench bench = { .disc = disc_create(name) };

    bench.recorder = recorder_open(&bench.disc, L"dvd+r");
    bench.writer = writer_create(bench.recorder);
    return bench;
}

static void bench_destroy(struct bench *bench)
{
    assert_int_equal(IDiscFormat2Data_Release(bench->writer), 0);
    assert_int_equal(IDiscRecorder2_Release(bench->recorder), 0);
    disc_remove(&bench->disc);
}

static LONG current_speed(struct bench *bench)
{
    LONG speed = 99;

    assert_result(IDiscFormat2Data_get_CurrentWriteSpeed(bench->writer, &speed), S_OK);
    return speed;
}

static void check_requested(struct bench *bench, LONG speed, VARIANT_BOOL is_pure_cav)
{
    VARIANT_BOOL flag = VARIANT_TRUE;
    LONG number = 99;

    assert_result(IDiscFormat2Data_get_RequestedWriteSpeed(bench->writer, &number), S_OK);
    assert_int_equal(number, speed);
    assert_result(IDiscFormat2Data_get_RequestedRotationTypeIsPureCAV(bench->writer, &flag), S_OK);
    assert_int_equal(flag, is_pure_cav);
}

static void test_data_speeds__list(void **state)
{
    struct bench bench = bench_create(L"speeds-list");
    SAFEARRAY *speeds = POISON;
    const VARIANT *elements;

    (void)state;
    assert_result(IDiscFormat2Data_get_SupportedWriteSpeeds(bench.writer, &speeds), S_OK);
    assert_int_equal(speeds->rgsabound[0].cElements, ARRAYSIZE(dvd_plus_r_speeds));
    elements = speeds->pvData;
    for (size_t i = 0; i < ARRAYSIZE(dvd_plus_r_speeds); i++) {
        assert_int_equal(V_VT(&elements[i]), VT_UI4);
        assert_int_equal(V_UI4(&elements[i]), dvd_plus_r_speeds[i]);
    }
    SafeArrayDestroy(speeds);
    bench_destroy(&bench);
}

static void test_data_speeds__descriptors(void **state)
{
    struct bench bench = bench_create(L"speeds-descriptors");
    SAFEARRAY *descriptors = POISON;
    const VARIANT *elements;

    (void)state;
    assert_result(IDiscFormat2Data_get_SupportedWriteSpeedDescriptors(bench.writer, &descriptors),
                  S_OK);
    assert_int_equal(descriptors->rgsabound[0].cElements, ARRAYSIZE(dvd_plus_r_speeds));
    elements = descriptors->pvData;
    for (size_t i = 0; i < ARRAYSIZE(dvd_plus_r_speeds); i++) {
        IWriteSpeedDescriptor *descriptor;
        IMAPI_MEDIA_PHYSICAL_TYPE type;
        VARIANT_BOOL flag = VARIANT_TRUE;
        LONG speed = 99;

        assert_int_equal(V_VT(&elements[i]), VT_DISPATCH);
        descriptor = object_query(V_DISPATCH(&elements[i]), &IID_IWriteSpeedDescriptor);
        assert_result(IWriteSpeedDescriptor_get_MediaType(descriptor, &type), S_OK);
        assert_int_equal(type, IMAPI_MEDIA_TYPE_DVDPLUSR);
        assert_result(IWriteSpeedDescriptor_get_RotationTypeIsPureCAV(descriptor, &flag), S_OK);
        assert_int_equal(flag, VARIANT_FALSE);
        assert_result(IWriteSpeedDescriptor_get_WriteSpeed(descriptor, &speed), S_OK);
        assert_int_equal(speed, dvd_plus_r_speeds[i]);
        IWriteSpeedDescriptor_Release(descriptor);
    }
    SafeArrayDestroy(descriptors);
    bench_destroy(&bench);
}

static void test_data_speeds__offered_speed_is_taken_as_it_is(void **state)
{
    struct bench bench = bench_create(L"speeds-exact");

    (void)state;
    for (size_t i = 0; i < ARRAYSIZE(dvd_plus_r_speeds); i++) {
        LONG speed = (LONG)dvd_plus_r_speeds[i];

        assert_result(IDiscFormat2Data_SetWriteSpeed(bench.writer, speed, VARIANT_FALSE), S_OK);
        assert_int_equal(current_speed(&bench), speed);
        check_requested(&bench, speed, VARIANT_FALSE);
    }
    bench_destroy(&bench);
}

static void test_data_speeds__adjustments(void **state)
{
    struct bench bench = bench_create(L"speeds-adjusted");

    (void)state;
    assert_result(IDiscFormat2Data_SetWriteSpeed(bench.writer, 5000, VARIANT_FALSE),
                  S_IMAPI_SPEEDADJUSTED);
    assert_int_equal(current_speed(&bench), 5410);
    check_requested(&bench, 5000, VARIANT_FALSE);
    assert_result(IDiscFormat2Data_SetWriteSpeed(bench.writer, 1, VARIANT_FALSE),
                  S_IMAPI_SPEEDADJUSTED);
    assert_int_equal(current_speed(&bench), 1623);
    assert_result(IDiscFormat2Data_SetWriteSpeed(bench.writer, LONG_MAX, VARIANT_FALSE),
                  S_IMAPI_SPEEDADJUSTED);
    assert_int_equal(current_speed(&bench), 10820);
    assert_result(IDiscFormat2Data_SetWriteSpeed(bench.writer, 5410, VARIANT_TRUE),
                  S_IMAPI_ROTATIONADJUSTED);
    check_requested(&bench, 5410, VARIANT_TRUE);
    assert_result(IDiscFormat2Data_SetWriteSpeed(bench.writer, 5000, VARIANT_TRUE),
                  S_IMAPI_BOTHADJUSTED);
    bench_destroy(&bench);
}

static void test_data_speeds__fastest_is_never_adjusted(void **state)
{
    struct bench bench = bench_create(L"speeds-fastest");
    VARIANT_BOOL flag = VARIANT_TRUE;

    (void)state;
    assert_result(IDiscFormat2Data_SetWriteSpeed(bench.writer, 2705, VARIANT_FALSE), S_OK);
    assert_result(IDiscFormat2Data_SetWriteSpeed(bench.writer, -1, VARIANT_FALSE), S_OK);
    assert_int_equal(current_speed(&bench), 10820);
    check_requested(&bench, -1, VARIANT_FALSE);
    assert_result(IDiscFormat2Data_get_CurrentRotationTypeIsPureCAV(bench.writer, &flag), S_OK);
    assert_int_equal(flag, VARIANT_FALSE);
    bench_destroy(&bench);
}

static void test_data_speeds__values_that_are_none(void **state)
{
    struct bench bench = bench_create(L"speeds-none");

    (void)state;
    assert_result(IDiscFormat2Data_SetWriteSpeed(bench.writer, 0, VARIANT_FALSE), E_INVALIDARG);
    assert_result(IDiscFormat2Data_SetWriteSpeed(bench.writer, -2, VARIANT_FALSE), E_INVALIDARG);
    check_error_text(L"-2");
    check_requested(&bench, -1, VARIANT_FALSE);
    bench_destroy(&bench);
}

/* The wish outlives the medium it was made for, and the burn makes it again. */
static void test_data_speeds__burn_sets_the_speed_and_tells_how(void **state)
{
    struct bench bench = bench_create(L"speeds-burn");
    struct test_stream *stream = test_stream_create(100 * SECTOR_BYTES, 1);
    IDiscFormat2Data *other = writer_create(bench.recorder);

    (void)state;
    assert_result(IDiscFormat2Data_SetWriteSpeed(bench.writer, 5000, VARIANT_TRUE),
                  S_IMAPI_BOTHADJUSTED);
    assert_result(IDiscFormat2Data_SetWriteSpeed(other, 1623, VARIANT_FALSE), S_OK);
    assert_result(
        IDiscFormat2Data_put_DisableConsumerDvdCompatibilityMode(bench.writer, VARIANT_TRUE), S_OK);
    assert_result(IDiscFormat2Data_Write(bench.writer, &stream->IStream_iface),
                  S_IMAPI_BOTHADJUSTED);
    assert_int_equal(current_speed(&bench), 5410);
    disc_check_content(&bench.disc, 0, 100 * SECTOR_BYTES, 1, 0);
    IDiscFormat2Data_Release(other);
    test_stream_destroy(stream);
    bench_destroy(&bench);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_data_speeds__list),
        cmocka_unit_test(test_data_speeds__descriptors),
        cmocka_unit_test(test_data_speeds__offered_speed_is_taken_as_it_is),
        cmocka_unit_test(test_data_speeds__adjustments),
        cmocka_unit_test(test_data_speeds__fastest_is_never_adjusted),
        cmocka_unit_test(test_data_speeds__values_that_are_none),
        cmocka_unit_test(test_data_speeds__burn_sets_the_speed_and_tells_how),
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
