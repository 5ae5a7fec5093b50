/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Every kind of writable disc as a client sees it: states, sessions, events, erasing. */
#include "imapi2_test.h"
#include "test_sink.h"
#include "test_stream.h"

#define STREAM_SECTORS 700
#define BURNS          3

/* A kind of disc: how it is spelled, and what a client is told. */
struct row {
    const WCHAR *medium;
    IMAPI_MEDIA_PHYSICAL_TYPE type;
    LONG blank;  /* states: fresh from the box, ... */
    LONG burned; /* ... and after a burn that leaves it open */
    LONG write_unit;
    bool is_erasable;
};

#define BLANK        IMAPI_FORMAT2_DATA_MEDIA_STATE_BLANK
#define APPENDABLE   IMAPI_FORMAT2_DATA_MEDIA_STATE_APPENDABLE
#define OVERWRITABLE IMAPI_FORMAT2_DATA_MEDIA_STATE_OVERWRITE_ONLY

static const struct row rows[] = {
    { L"cd-r", IMAPI_MEDIA_TYPE_CDR, BLANK | APPENDABLE, APPENDABLE, 1, false },
    { L"cd-rw", IMAPI_MEDIA_TYPE_CDRW, BLANK | APPENDABLE, APPENDABLE, 1, true },
    { L"dvd-r", IMAPI_MEDIA_TYPE_DVDDASHR, BLANK | APPENDABLE, APPENDABLE, 16, false },
    { L"dvd-rw", IMAPI_MEDIA_TYPE_DVDDASHRW, BLANK | OVERWRITABLE, OVERWRITABLE, 16, true },
    { L"dvd-ram", IMAPI_MEDIA_TYPE_DVDRAM, BLANK | OVERWRITABLE, OVERWRITABLE, 16, true },
    { L"dvd+r", IMAPI_MEDIA_TYPE_DVDPLUSR, BLANK | APPENDABLE, APPENDABLE, 16, false },
    { L"dvd+rw", IMAPI_MEDIA_TYPE_DVDPLUSRW, BLANK | OVERWRITABLE, OVERWRITABLE, 16, true },
    { L"dvd+rw-dl", IMAPI_MEDIA_TYPE_DVDPLUSRW_DUALLAYER, BLANK | OVERWRITABLE, OVERWRITABLE, 16,
      true },
    { L"bd-r", IMAPI_MEDIA_TYPE_BDR, BLANK | APPENDABLE, APPENDABLE, 32, false },
    { L"bd-re", IMAPI_MEDIA_TYPE_BDRE, BLANK | OVERWRITABLE, OVERWRITABLE, 32, true },
};

/* One kind of disc in a recorder of its own. */
struct bench {
    const struct row *row;
    struct test_disc disc;
    IDiscRecorder2 *recorder;
    IDiscFormat2Data *writer;
};

static struct bench bench_create(const struct row *row)
{
    struct bench bench = { .row = row };
    WCHAR name[32];

    _snwprintf(name, ARRAYSIZE(name), L"media-%u", (unsigned)(row - rows));
    bench.disc = disc_create(name);
    bench.recorder = recorder_open(&bench.disc, row->medium);
    bench.writer = writer_create(bench.recorder);
    assert_result(
        IDiscFormat2Data_put_DisableConsumerDvdCompatibilityMode(bench.writer, VARIANT_TRUE), S_OK);
    writer_set_verification(bench.writer, IMAPI_BURN_VERIFICATION_FULL);
    return bench;
}

static void bench_destroy(struct bench *bench)
{
    BSTR owner = NULL;

    assert_result(IDiscRecorder2_get_ExclusiveAccessOwner(bench->recorder, &owner), S_OK);
    assert_int_equal(SysStringLen(owner), 0);
    SysFreeString(owner);
    assert_result(IDiscRecorder2_EjectMedia(bench->recorder), S_OK);
    assert_int_equal(IDiscFormat2Data_Release(bench->writer), 0);
    assert_int_equal(IDiscRecorder2_Release(bench->recorder), 0);
    disc_remove(&bench->disc);
}

static void check_state(const struct bench *bench, LONG state)
{
    IMAPI_MEDIA_PHYSICAL_TYPE type;
    IMAPI_FORMAT2_DATA_MEDIA_STATE found;
    IMAPI_MEDIA_WRITE_PROTECT_STATE protection;
    VARIANT_BOOL flag = VARIANT_FALSE;

    assert_result(IDiscFormat2Data_get_CurrentPhysicalMediaType(bench->writer, &type), S_OK);
    assert_int_equal(type, bench->row->type);
    assert_result(IDiscFormat2Data_get_CurrentMediaStatus(bench->writer, &found), S_OK);
    assert_int_equal(found, state);
    assert_result(IDiscFormat2Data_get_WriteProtectStatus(bench->writer, &protection), S_OK);
    assert_int_equal(protection, 0);
    assert_result(IDiscFormat2Data_IsCurrentMediaSupported(bench->writer, bench->recorder, &flag),
                  S_OK);
    assert_int_equal(flag, VARIANT_TRUE);
}

static LONG next_writable_address(const struct bench *bench)
{
    LONG next = -1;

    assert_result(IDiscFormat2Data_get_NextWritableAddress(bench->writer, &next), S_OK);
    return next;
}

/* The first object of the array is the one that can write the disc. */
static void check_multisession(const struct bench *bench)
{
    bool is_sequential = bench->row->burned == APPENDABLE;
    SAFEARRAY *array = NULL;
    IMultisession *first;
    VARIANT_BOOL flag = VARIANT_FALSE;
    LONG unit = 0;

    assert_result(IDiscFormat2Data_get_MultisessionInterfaces(bench->writer, &array), S_OK);
    first = object_query(V_DISPATCH((VARIANT *)array->pvData), &IID_IMultisession);
    SafeArrayDestroy(array);
    assert_result(IMultisession_get_IsSupportedOnCurrentMediaState(first, &flag), S_OK);
    assert_int_equal(flag, VARIANT_TRUE);
    if (is_sequential) {
        IMultisessionSequential2 *object = object_query(first, &IID_IMultisessionSequential2);

        assert_result(IMultisessionSequential2_get_WriteUnitSize(object, &unit), S_OK);
        IMultisessionSequential2_Release(object);
    } else {
        IMultisessionRandomWrite *object = object_query(first, &IID_IMultisessionRandomWrite);

        assert_result(IMultisessionRandomWrite_get_WriteUnitSize(object, &unit), S_OK);
        IMultisessionRandomWrite_Release(object);
    }
    assert_int_equal(unit, bench->row->write_unit);
    IMultisession_Release(first);
}

/* Watches one burn. */
static void burn(const struct bench *bench, uint32_t seed)
{
    struct test_sink *sink = test_sink_create();
    DWORD cookie = test_sink_advise(sink, bench->writer, &IID_DDiscFormat2DataEvents);
    LONG start = next_writable_address(bench);

    writer_burn(bench->writer, STREAM_SECTORS, seed);
    test_sink_check_steady(sink);
    for (size_t i = 0; i < sink->count; i++) {
        assert_int_equal(sink->events[i].start, start);
        assert_int_equal(sink->events[i].count, STREAM_SECTORS);
    }
    assert_int_equal(test_sink_count(sink, IMAPI_FORMAT2_DATA_WRITE_ACTION_COMPLETED), 1);
    test_sink_unadvise(bench->writer, &IID_DDiscFormat2DataEvents, cookie);
    test_sink_destroy(sink);
}

static void test_data_media__burned_again_and_again(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAYSIZE(rows); i++) {
        struct bench bench = bench_create(&rows[i]);

        check_state(&bench, rows[i].blank);
        check_multisession(&bench);
        assert_int_equal(next_writable_address(&bench), 0);
        for (uint32_t n = 0; n < BURNS; n++) {
            burn(&bench, 70 + n);
            check_state(&bench, rows[i].burned);
            assert_result(IDiscFormat2Data_put_ForceOverwrite(bench.writer, VARIANT_TRUE), S_OK);
        }
        check_multisession(&bench);
        bench_destroy(&bench);
    }
}

static void test_data_media__erased(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAYSIZE(rows); i++) {
        struct bench bench = bench_create(&rows[i]);
        IDiscFormat2Erase *eraser = eraser_create(bench.recorder);
        VARIANT_BOOL flag = 42;

        burn(&bench, 80);
        assert_result(IDiscFormat2Erase_IsCurrentMediaSupported(eraser, bench.recorder, &flag),
                      S_OK);
        assert_int_equal(flag, rows[i].is_erasable ? VARIANT_TRUE : VARIANT_FALSE);
        if (rows[i].is_erasable) {
            assert_result(IDiscFormat2Erase_EraseMedia(eraser), S_OK);
            assert_result(IDiscFormat2Erase_get_MediaHeuristicallyBlank(eraser, &flag), S_OK);
            assert_int_equal(flag, VARIANT_TRUE);
            burn(&bench, 81);
        } else {
            assert_result(IDiscFormat2Erase_EraseMedia(eraser),
                          E_IMAPI_ERASE_MEDIA_IS_NOT_SUPPORTED);
        }
        assert_int_equal(IDiscFormat2Erase_Release(eraser), 0);
        bench_destroy(&bench);
    }
}

/* What FreeSectorsOnMedia says fits, with a post-gap or without. */
static void test_data_media__postgap_of_a_cd(void **state)
{
    struct bench bench = bench_create(&rows[0]);
    LONG with = 0;
    LONG without = 0;

    (void)state;
    assert_result(IDiscFormat2Data_get_FreeSectorsOnMedia(bench.writer, &without), S_OK);
    assert_result(IDiscFormat2Data_put_PostgapAlreadyInImage(bench.writer, VARIANT_TRUE), S_OK);
    assert_result(IDiscFormat2Data_get_FreeSectorsOnMedia(bench.writer, &with), S_OK);
    assert_int_equal(with, without + 150);
    bench_destroy(&bench);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_data_media__burned_again_and_again),
        cmocka_unit_test(test_data_media__erased),
        cmocka_unit_test(test_data_media__postgap_of_a_cd),
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
