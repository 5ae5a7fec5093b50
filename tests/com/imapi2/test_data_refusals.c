/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftDiscFormat2Data: burns that are refused or fail, and what is left behind. */
#include "imapi2_test.h"
#include "test_sink.h"
#include "test_stream.h"

/* A writer, a stream of 1000 sectors that can be spoiled, and a sink. */
struct bench {
    struct test_disc disc;
    IDiscRecorder2 *recorder;
    IDiscFormat2Data *writer;
    struct test_stream *stream;
    struct test_sink *sink;
};

#define STREAM_SECTORS 1000

/* Half of it is more than is ever read ahead, so that something reaches the disc. */
#define LARGE_SECTORS 10000

static struct bench bench_create(const WCHAR *name, const WCHAR *medium)
{
    struct bench bench = { .disc = disc_create(name) };

    bench.recorder = medium ? recorder_open(&bench.disc, medium) : recorder_open_empty(&bench.disc);
    bench.writer = writer_create(bench.recorder);
    bench.stream = test_stream_create((uint64_t)STREAM_SECTORS * SECTOR_BYTES, 77);
    bench.sink = test_sink_create();
    test_sink_advise(bench.sink, bench.writer, &IID_DDiscFormat2DataEvents);
    return bench;
}

static HRESULT bench_write(struct bench *bench)
{
    return IDiscFormat2Data_Write(bench->writer, &bench->stream->IStream_iface);
}

/* Whatever happened: nobody holds the recorder, no success was told, the writer can be used. */
static void bench_destroy(struct bench *bench)
{
    IDiscFormat2Data *writer = bench->writer;
    BSTR owner = NULL;

    assert_int_equal(test_sink_count(bench->sink, IMAPI_FORMAT2_DATA_WRITE_ACTION_COMPLETED), 0);
    assert_result(IDiscRecorder2_get_ExclusiveAccessOwner(bench->recorder, &owner), S_OK);
    assert_int_equal(SysStringLen(owner), 0);
    SysFreeString(owner);
    assert_result(IDiscFormat2Data_CancelWrite(writer), E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS);
    assert_result(IDiscFormat2Data_put_Recorder(writer, NULL), S_OK);
    assert_int_equal(IDiscFormat2Data_Release(writer), 0);
    test_sink_destroy(bench->sink);
    test_stream_destroy(bench->stream);
    assert_int_equal(IDiscRecorder2_Release(bench->recorder), 0);
    disc_remove(&bench->disc);
}

static void check_still_blank(struct bench *bench)
{
    VARIANT_BOOL is_blank = VARIANT_FALSE;

    assert_result(IDiscFormat2Data_get_MediaPhysicallyBlank(bench->writer, &is_blank), S_OK);
    assert_int_equal(is_blank, VARIANT_TRUE);
}

static void test_data_refusals__no_stream(void **state)
{
    struct bench bench = bench_create(L"no-stream", L"dvd+r");

    (void)state;
    assert_result(IDiscFormat2Data_Write(bench.writer, NULL), E_POINTER);
    check_error_text(L"data");
    check_still_blank(&bench);
    bench_destroy(&bench);
}

static void test_data_refusals__no_recorder(void **state)
{
    struct bench bench = bench_create(L"no-recorder", L"dvd+r");

    (void)state;
    assert_result(IDiscFormat2Data_put_Recorder(bench.writer, NULL), S_OK);
    assert_result(bench_write(&bench), E_IMAPI_RECORDER_REQUIRED);
    assert_int_equal(bench.sink->count, 0);
    bench_destroy(&bench);
}

static void test_data_refusals__no_client_name(void **state)
{
    struct bench bench = bench_create(L"no-name", L"dvd+r");
    IDiscFormat2Data *writer = object_create(&CLSID_MsftDiscFormat2Data, &IID_IDiscFormat2Data);

    (void)state;
    assert_result(IDiscFormat2Data_put_Recorder(writer, bench.recorder), S_OK);
    assert_result(IDiscFormat2Data_Write(writer, &bench.stream->IStream_iface),
                  E_IMAPI_DF2DATA_CLIENT_NAME_IS_NOT_VALID);
    assert_int_equal(IDiscFormat2Data_Release(writer), 0);
    check_still_blank(&bench);
    bench_destroy(&bench);
}

static void test_data_refusals__stream_that_is_not_whole_sectors(void **state)
{
    struct bench bench = bench_create(L"not-whole", L"dvd+r");

    (void)state;
    bench.stream->size = 100 * SECTOR_BYTES + 1;
    assert_result(bench_write(&bench), E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED);
    check_error_text(L"204801");
    assert_int_equal(bench.sink->count, 0);
    assert_int_equal(bench.stream->reads, 0);
    check_still_blank(&bench);
    bench_destroy(&bench);
}

static void test_data_refusals__empty_stream(void **state)
{
    struct bench bench = bench_create(L"empty-stream", L"dvd+r");

    (void)state;
    bench.stream->size = 0;
    assert_result(bench_write(&bench), E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED);
    check_still_blank(&bench);
    bench_destroy(&bench);
}

static void test_data_refusals__stream_without_a_size(void **state)
{
    struct bench bench = bench_create(L"no-size", L"dvd+r");

    (void)state;
    bench.stream->has_no_stat = true;
    bench.stream->has_no_seek = true;
    assert_result(bench_write(&bench), E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED);
    check_error_text(L"size");
    check_still_blank(&bench);
    bench_destroy(&bench);
}

static void test_data_refusals__unseekable_stream_cannot_be_verified_in_full(void **state)
{
    struct bench bench = bench_create(L"unverifiable", L"dvd+r");

    (void)state;
    bench.stream->has_no_seek = true;
    writer_set_verification(bench.writer, IMAPI_BURN_VERIFICATION_FULL);
    assert_result(bench_write(&bench), E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED);
    check_still_blank(&bench);
    bench_destroy(&bench);
}

static void test_data_refusals__more_than_the_disc_holds(void **state)
{
    struct bench bench = bench_create(L"too-large", L"dvd+r");

    (void)state;
    bench.stream->size = (uint64_t)(DVD_SECTORS + 1) * SECTOR_BYTES;
    assert_result(bench_write(&bench), E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA);
    check_error_text(L"2295105");
    assert_result(bench_write(&bench), E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA);
    check_error_text(L"2295104");
    assert_result(bench_write(&bench), E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA);
    check_error_text(L"DVD+R");
    assert_int_equal(bench.stream->reads, 0);
    check_still_blank(&bench);
    bench_destroy(&bench);
}

static void test_data_refusals__more_than_a_rewritable_disc_holds(void **state)
{
    struct bench bench = bench_create(L"too-large-rw", L"dvd+rw");

    (void)state;
    bench.stream->size = UINT64_C(1) << 50;
    assert_result(bench_write(&bench), E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA);
    check_still_blank(&bench);
    bench_destroy(&bench);
}

static void test_data_refusals__no_disc(void **state)
{
    struct bench bench = bench_create(L"no-disc-at-all", NULL);

    (void)state;
    assert_result(bench_write(&bench), E_IMAPI_RECORDER_MEDIA_NO_MEDIA);
    check_error_text(L"Virtual Recorder");
    assert_int_equal(bench.stream->reads, 0);
    bench_destroy(&bench);
}

static void test_data_refusals__closed_disc(void **state)
{
    struct bench bench = bench_create(L"closed-disc", L"dvd+r");
    IDiscFormat2Data *writer = writer_create(bench.recorder);

    (void)state;
    writer_burn(writer, 100, 1);
    assert_result(bench_write(&bench), E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED);
    check_error_text(L"closed");
    disc_check_content(&bench.disc, 0, 100 * SECTOR_BYTES, 1, 0);
    IDiscFormat2Data_Release(writer);
    bench_destroy(&bench);
}

static void test_data_refusals__written_dvd_plus_rw_without_force(void **state)
{
    struct bench bench = bench_create(L"not-blank", L"dvd+rw");
    IDiscFormat2Data *writer = writer_create(bench.recorder);

    (void)state;
    writer_burn(writer, 100, 1);
    assert_result(bench_write(&bench), E_IMAPI_DF2DATA_MEDIA_NOT_BLANK);
    check_error_text(L"DVD+RW");
    disc_check_content(&bench.disc, 0, 100 * SECTOR_BYTES, 1, 0);
    IDiscFormat2Data_Release(writer);
    bench_destroy(&bench);
}

static void test_data_refusals__write_protected_disc(void **state)
{
    struct bench bench = bench_create(L"write-protected", L"dvd+rw");
    IDiscRecorder2Ex *ex = object_query(bench.recorder, &IID_IDiscRecorder2Ex);
    BYTE page[12] = { 0x1D, 10, 0, 0, 1 }; /* SWPP, MMC-6 7.2 */

    (void)state;
    assert_result(IDiscRecorder2Ex_SetModePage(ex, IMAPI_MODE_PAGE_REQUEST_TYPE_CURRENT_VALUES,
                                               page, sizeof(page)),
                  S_OK);
    assert_result(bench_write(&bench), E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED);
    check_still_blank(&bench);
    IDiscRecorder2Ex_Release(ex);
    bench_destroy(&bench);
}

static void test_data_refusals__ranges_that_are_malformed(void **state)
{
    static const LONG reversed[][2] = { { 20, 10 } };
    static const LONG beyond[][2] = { { 0, STREAM_SECTORS } };
    static const LONG negative[][2] = { { -16, 15 } };
    struct bench bench = bench_create(L"bad-ranges", L"dvd+rw");

    (void)state;
    bench.stream->has_ranges = true;
    bench.stream->range_count = 1;
    bench.stream->ranges = reversed;
    assert_result(bench_write(&bench), E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED);
    bench.stream->ranges = beyond;
    assert_result(bench_write(&bench), E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED);
    bench.stream->ranges = negative;
    assert_result(bench_write(&bench), E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED);
    check_still_blank(&bench);
    bench_destroy(&bench);
}

static void test_data_refusals__no_ranges_write_nothing_and_succeed(void **state)
{
    struct test_disc disc = disc_create(L"no-ranges");
    IDiscRecorder2 *recorder = recorder_open(&disc, L"dvd+rw");
    IDiscFormat2Data *writer = writer_create(recorder);
    struct test_stream *stream = test_stream_create(100 * SECTOR_BYTES, 2);

    (void)state;
    writer_burn(writer, 100, 1);
    stream->has_ranges = true;
    assert_result(IDiscFormat2Data_Write(writer, &stream->IStream_iface), S_OK);
    disc_check_content(&disc, 0, 100 * SECTOR_BYTES, 1, 0);
    test_stream_destroy(stream);
    IDiscFormat2Data_Release(writer);
    IDiscRecorder2_Release(recorder);
    disc_remove(&disc);
}

static void test_data_refusals__stream_that_fails_halfway(void **state)
{
    struct bench bench = bench_create(L"fails", L"dvd+rw");

    (void)state;
    bench.stream->fail_at = (uint64_t)STREAM_SECTORS / 2 * SECTOR_BYTES;
    bench.stream->failure = STG_E_DISKISWRITEPROTECTED;
    assert_result(bench_write(&bench), STG_E_DISKISWRITEPROTECTED);
    assert_true(test_sink_count(bench.sink, IMAPI_FORMAT2_DATA_WRITE_ACTION_WRITING_DATA) > 0);
    test_sink_check_steady(bench.sink);
    bench.stream->failure = S_OK;
    bench.sink->count = 0;
    assert_result(IDiscFormat2Data_put_ForceOverwrite(bench.writer, VARIANT_TRUE), S_OK);
    assert_result(bench_write(&bench), S_OK);
    disc_check_content(&bench.disc, 0, (uint64_t)STREAM_SECTORS * SECTOR_BYTES, 77, 0);
    bench.sink->count = 0;
    bench_destroy(&bench);
}

/* The text of an earlier failure is not that of this one; one that the stream leaves is kept. */
static void test_data_refusals__text_of_a_failing_stream(void **state)
{
    struct bench bench = bench_create(L"fails-text", L"dvd+rw");
    BSTR bad = SysAllocString(L"a&b");
    BSTR description;
    BSTR source;

    (void)state;
    bench.stream->fail_at = SECTOR_BYTES;
    bench.stream->failure = STG_E_READFAULT;
    assert_result(IDiscFormat2Data_put_ClientName(bench.writer, bad),
                  E_IMAPI_DF2DATA_CLIENT_NAME_IS_NOT_VALID);
    assert_result(bench_write(&bench), STG_E_READFAULT);
    assert_true(com_test_take_error(&description, &source));
    assert_null(wcsstr(description, L"a&b"));
    assert_text_equal(source, L"IMAPI2.MsftDiscFormat2Data");
    SysFreeString(description);
    SysFreeString(source);

    bench.stream->failure_text = L"the file has gone";
    assert_result(IDiscFormat2Data_put_ForceOverwrite(bench.writer, VARIANT_TRUE), S_OK);
    assert_result(bench_write(&bench), STG_E_READFAULT);
    assert_true(com_test_take_error(&description, &source));
    assert_text_equal(description, L"the file has gone");
    SysFreeString(description);
    SysFreeString(source);
    SysFreeString(bad);
    bench_destroy(&bench);
}

/* Another program has the disc's image open for itself. */
static void test_data_refusals__disc_that_others_hold(void **state)
{
    struct bench bench = bench_create(L"others", L"dvd+r");
    VARIANT_BOOL is_blank = VARIANT_FALSE;
    HANDLE file;

    (void)state;
    assert_result(IDiscFormat2Data_get_MediaPhysicallyBlank(bench.writer, &is_blank), S_OK);
    file =
        CreateFileW(bench.disc.path, GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_ALWAYS, 0, NULL);
    assert_true(file != INVALID_HANDLE_VALUE);
    assert_result(bench_write(&bench), E_IMAPI_RECORDER_LOCKED);
    assert_int_equal(bench.stream->reads, 0);
    CloseHandle(file);
    bench_destroy(&bench);
}

/* The track is closed where the data end, and the next session finds room behind it. */
static void test_data_refusals__stream_that_fails_leaves_dvd_plus_r_appendable(void **state)
{
    struct bench bench = bench_create(L"fails-r", L"dvd+r");
    LONG next = 0;

    (void)state;
    bench.stream->size = (uint64_t)LARGE_SECTORS * SECTOR_BYTES;
    bench.stream->fail_at = bench.stream->size / 2;
    bench.stream->failure = STG_E_READFAULT;
    assert_result(bench_write(&bench), STG_E_READFAULT);
    assert_result(IDiscFormat2Data_get_NextWritableAddress(bench.writer, &next), S_OK);
    assert_true(next > 0);
    bench.stream->failure = S_OK;
    bench.sink->count = 0;
    assert_result(bench_write(&bench), S_OK);
    disc_check_content(&bench.disc, (uint64_t)next * SECTOR_BYTES, bench.stream->size, 77,
                       (uint64_t)next * SECTOR_BYTES);
    bench.sink->count = 0;
    bench_destroy(&bench);
}

static void test_data_refusals__stream_that_ends_early(void **state)
{
    struct bench bench = bench_create(L"ends", L"dvd+rw");

    (void)state;
    bench.stream->end = (uint64_t)STREAM_SECTORS / 4 * SECTOR_BYTES;
    assert_result(bench_write(&bench), E_FAIL);
    check_error_text(L"512000");
    bench_destroy(&bench);
}

/* Which error comes first when several apply (reference of IDiscFormat2Data::Write). */
static void test_data_refusals__order_of_the_checks(void **state)
{
    struct bench bench = bench_create(L"order", NULL);
    IDiscFormat2Data *writer = object_create(&CLSID_MsftDiscFormat2Data, &IID_IDiscFormat2Data);
    IStream *stream = &bench.stream->IStream_iface;
    BSTR name = SysAllocString(L"order");

    (void)state;
    bench.stream->size = 1;
    assert_result(IDiscFormat2Data_Write(writer, NULL), E_POINTER);
    assert_result(IDiscFormat2Data_Write(writer, stream), E_IMAPI_RECORDER_REQUIRED);
    assert_result(IDiscFormat2Data_put_Recorder(writer, bench.recorder), S_OK);
    assert_result(IDiscFormat2Data_Write(writer, stream), E_IMAPI_DF2DATA_CLIENT_NAME_IS_NOT_VALID);
    assert_result(IDiscFormat2Data_put_ClientName(writer, name), S_OK);
    assert_result(IDiscFormat2Data_Write(writer, stream), E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED);
    bench.stream->size = UINT64_C(1) << 50;
    assert_result(IDiscFormat2Data_Write(writer, stream), E_IMAPI_RECORDER_MEDIA_NO_MEDIA);
    SysFreeString(name);
    IDiscFormat2Data_Release(writer);
    bench_destroy(&bench);
}

static void test_data_refusals__full_size_image_is_accepted(void **state)
{
    struct bench bench = bench_create(L"full-size", L"dvd+r");

    (void)state;
    /* Fails right at the start, so that nobody has to wait for 4.7 GB. */
    bench.stream->size = (uint64_t)DVD_SECTORS * SECTOR_BYTES;
    bench.stream->failure = STG_E_READFAULT;
    assert_result(bench_write(&bench), STG_E_READFAULT);
    assert_int_equal(bench.sink->events[bench.sink->count - 1].action,
                     IMAPI_FORMAT2_DATA_WRITE_ACTION_WRITING_DATA);
    bench_destroy(&bench);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_data_refusals__no_stream),
        cmocka_unit_test(test_data_refusals__no_recorder),
        cmocka_unit_test(test_data_refusals__no_client_name),
        cmocka_unit_test(test_data_refusals__stream_that_is_not_whole_sectors),
        cmocka_unit_test(test_data_refusals__empty_stream),
        cmocka_unit_test(test_data_refusals__stream_without_a_size),
        cmocka_unit_test(test_data_refusals__unseekable_stream_cannot_be_verified_in_full),
        cmocka_unit_test(test_data_refusals__more_than_the_disc_holds),
        cmocka_unit_test(test_data_refusals__more_than_a_rewritable_disc_holds),
        cmocka_unit_test(test_data_refusals__no_disc),
        cmocka_unit_test(test_data_refusals__closed_disc),
        cmocka_unit_test(test_data_refusals__written_dvd_plus_rw_without_force),
        cmocka_unit_test(test_data_refusals__write_protected_disc),
        cmocka_unit_test(test_data_refusals__ranges_that_are_malformed),
        cmocka_unit_test(test_data_refusals__no_ranges_write_nothing_and_succeed),
        cmocka_unit_test(test_data_refusals__stream_that_fails_halfway),
        cmocka_unit_test(test_data_refusals__text_of_a_failing_stream),
        cmocka_unit_test(test_data_refusals__disc_that_others_hold),
        cmocka_unit_test(test_data_refusals__stream_that_fails_leaves_dvd_plus_r_appendable),
        cmocka_unit_test(test_data_refusals__stream_that_ends_early),
        cmocka_unit_test(test_data_refusals__order_of_the_checks),
        cmocka_unit_test(test_data_refusals__full_size_image_is_accepted),
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
