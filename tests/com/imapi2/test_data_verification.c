/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftDiscFormat2Data: discs that are not what was written are found out. */
#include "imapi2_test.h"
#include "test_sink.h"
#include "test_stream.h"

#define STREAM_SECTORS 3000

/* Sectors of a write unit of a DVD. */
#define UNIT_SECTORS 16

struct bench {
    struct test_disc disc;
    IDiscRecorder2 *recorder;
    IDiscRecorder2Ex *ex;
    IDiscFormat2Data *writer;
    struct test_stream *stream;
    struct test_sink *sink;
    LONG spoil_lba; /* first sector of the unit that is spoiled before it is verified; -1: none */
    HRESULT spoiled;
};

/* Another program writes to the disc between the burn and its verification. */
static void spoil_disc(struct test_sink *sink, const struct test_event *event, IDispatch *sender,
                       IDispatch *arguments)
{
    static BYTE unit[UNIT_SECTORS * SECTOR_BYTES];
    struct bench *bench = sink->context;
    BYTE write[10] = { 0x2A, 0, 0, 0, 0, 0, 0, 0, UNIT_SECTORS, 0 };
    BYTE sense[18];

    (void)sender, (void)arguments;
    if (event->action != IMAPI_FORMAT2_DATA_WRITE_ACTION_VERIFYING || bench->spoiled != S_FALSE)
        return;
    test_stream_fill(bench->stream->seed, (uint64_t)bench->spoil_lba * SECTOR_BYTES, unit,
                     sizeof(unit));
    unit[5000] ^= 1; /* one bit */
    write[4] = (BYTE)(bench->spoil_lba >> 8);
    write[5] = (BYTE)bench->spoil_lba;
    bench->spoiled = IDiscRecorder2Ex_SendCommandSendDataToDevice(bench->ex, write, sizeof(write),
                                                                  sense, 60, unit, sizeof(unit));
}

static void bench_init(struct bench *bench, const WCHAR *name, const WCHAR *medium,
                       IMAPI_BURN_VERIFICATION_LEVEL level)
{
    memset(bench, 0, sizeof(*bench));
    bench->disc = disc_create(name);
    bench->recorder = recorder_open(&bench->disc, medium);
    bench->ex = object_query(bench->recorder, &IID_IDiscRecorder2Ex);
    bench->writer = writer_create(bench->recorder);
    writer_set_verification(bench->writer, level);
    bench->stream = test_stream_create((uint64_t)STREAM_SECTORS * SECTOR_BYTES, 6);
    bench->sink = test_sink_create();
    bench->sink->context = bench;
    bench->spoiled = S_FALSE;
    test_sink_advise(bench->sink, bench->writer, &IID_DDiscFormat2DataEvents);
}

static HRESULT bench_write(struct bench *bench)
{
    return IDiscFormat2Data_Write(bench->writer, &bench->stream->IStream_iface);
}

static void bench_release(struct bench *bench)
{
    assert_int_equal(IDiscFormat2Data_Release(bench->writer), 0);
    test_sink_destroy(bench->sink);
    test_stream_destroy(bench->stream);
    IDiscRecorder2Ex_Release(bench->ex);
    assert_int_equal(IDiscRecorder2_Release(bench->recorder), 0);
    disc_remove(&bench->disc);
}

static void check_found_out(struct bench *bench)
{
    assert_result(bench_write(bench), E_IMAPI_BURN_VERIFICATION_FAILED);
    check_error_text(L"DVD+R");
    assert_true(test_sink_count(bench->sink, IMAPI_FORMAT2_DATA_WRITE_ACTION_VERIFYING) > 0);
    assert_int_equal(test_sink_count(bench->sink, IMAPI_FORMAT2_DATA_WRITE_ACTION_COMPLETED), 0);
}

static void test_data_verification__good_discs_pass(void **state)
{
    static const WCHAR *const media[] = { L"dvd+r", L"dvd+rw" };
    struct bench bench;

    (void)state;
    for (size_t i = 0; i < ARRAYSIZE(media); i++) {
        for (LONG level = 0; level <= IMAPI_BURN_VERIFICATION_FULL; level++) {
            bench_init(&bench, L"verify-good", media[i], (IMAPI_BURN_VERIFICATION_LEVEL)level);
            assert_result(bench_write(&bench), S_OK);
            assert_int_equal(
                test_sink_count(bench.sink, IMAPI_FORMAT2_DATA_WRITE_ACTION_VERIFYING) > 0,
                level != IMAPI_BURN_VERIFICATION_NONE);
            bench_release(&bench);
        }
    }
}

static void test_data_verification__full_finds_one_wrong_bit_anywhere(void **state)
{
    struct bench bench;

    (void)state;
    bench_init(&bench, L"verify-bit", L"dvd+rw", IMAPI_BURN_VERIFICATION_FULL);
    bench.sink->on_event = spoil_disc;
    bench.spoil_lba = 1616;
    check_found_out(&bench);
    assert_result(bench.spoiled, S_OK);
    bench_release(&bench);
}

static void test_data_verification__quick_finds_a_wrong_bit_at_both_ends(void **state)
{
    static const LONG places[] = { 0, STREAM_SECTORS / UNIT_SECTORS * UNIT_SECTORS - UNIT_SECTORS };
    struct bench bench;

    (void)state;
    for (size_t i = 0; i < ARRAYSIZE(places); i++) {
        bench_init(&bench, L"verify-ends", L"dvd+rw", IMAPI_BURN_VERIFICATION_QUICK);
        bench.sink->on_event = spoil_disc;
        bench.spoil_lba = places[i];
        check_found_out(&bench);
        assert_result(bench.spoiled, S_OK);
        bench_release(&bench);
    }
}

static void break_stream(struct test_sink *sink, const struct test_event *event, IDispatch *sender,
                         IDispatch *arguments)
{
    struct bench *bench = sink->context;

    (void)sender, (void)arguments;
    if (event->action == IMAPI_FORMAT2_DATA_WRITE_ACTION_VERIFYING)
        bench->stream->failure = STG_E_READFAULT;
}

/* What was sent is compared: the stream is read once. */
static void test_data_verification__stream_is_not_read_again(void **state)
{
    static const WCHAR *const media[] = { L"dvd+r", L"cd-r", L"bd-r" };
    struct bench bench;

    (void)state;
    for (size_t i = 0; i < ARRAYSIZE(media); i++) {
        bench_init(&bench, L"verify-once", media[i], IMAPI_BURN_VERIFICATION_FULL);
        bench.sink->on_event = break_stream;
        assert_result(bench_write(&bench), S_OK);
        assert_true(test_sink_count(bench.sink, IMAPI_FORMAT2_DATA_WRITE_ACTION_VERIFYING) > 0);
        bench_release(&bench);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_data_verification__good_discs_pass),
        cmocka_unit_test(test_data_verification__full_finds_one_wrong_bit_anywhere),
        cmocka_unit_test(test_data_verification__quick_finds_a_wrong_bit_at_both_ends),
        cmocka_unit_test(test_data_verification__stream_is_not_read_again),
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
