/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Every method fails cleanly when any one allocation, and all after it, fail. */
#include "imapi2_test.h"
#include "support/allocation_failure.h"
#include "test_sink.h"
#include "test_stream.h"

#include "imapi2/classes.h"

/* More allocations than any call makes. */
#define ALLOCATIONS_MAXIMUM 2000

struct bench {
    struct test_disc disc;
    BSTR id;
    IDiscMaster2 *master;
    IDiscRecorder2 *recorder;
    IDiscFormat2Data *writer;
    struct test_stream *stream;
};

/* One call; gives back whatever it got. */
typedef HRESULT (*operation)(struct bench *bench);

static struct bench bench_create(const WCHAR *name)
{
    struct bench bench = { .disc = disc_create(name) };

    bench.recorder = recorder_open(&bench.disc, L"dvd+rw");
    bench.id = recorder_id_of(&bench.disc);
    bench.master = object_create(&CLSID_MsftDiscMaster2, &IID_IDiscMaster2);
    bench.writer = writer_create(bench.recorder);
    bench.stream = test_stream_create(100 * SECTOR_BYTES, 50);
    assert_result(IDiscFormat2Data_put_ForceOverwrite(bench.writer, VARIANT_TRUE), S_OK);
    return bench;
}

static void bench_destroy(struct bench *bench)
{
    test_stream_destroy(bench->stream);
    assert_int_equal(IDiscFormat2Data_Release(bench->writer), 0);
    assert_int_equal(IDiscRecorder2_Release(bench->recorder), 0);
    assert_int_equal(IDiscMaster2_Release(bench->master), 0);
    SysFreeString(bench->id);
    disc_remove(&bench->disc);
}

/* `also`: what else the call may say, where the drive is short of memory, too. */
static void check_operation(struct bench *bench, operation call, HRESULT also)
{
    bool has_failed = true;

    for (size_t granted = 0; has_failed; granted++) {
        HRESULT hr;

        assert_true(granted < ALLOCATIONS_MAXIMUM);
        allocation_failure_after(granted);
        hr = call(bench);
        has_failed = allocation_failure_end();
        if (hr != S_OK && hr != also)
            assert_result(hr, E_OUTOFMEMORY);
        if (!has_failed)
            assert_result(hr, S_OK);
        SetErrorInfo(0, NULL);
    }
}

static HRESULT open_recorder(struct bench *bench)
{
    IDiscRecorder2 *recorder;
    HRESULT hr = disc_recorder_create(&IID_IDiscRecorder2, (void **)&recorder);

    if (FAILED(hr))
        return hr;
    hr = IDiscRecorder2_InitializeDiscRecorder(recorder, bench->id);
    IDiscRecorder2_Release(recorder);
    return hr;
}

static HRESULT count_recorders(struct bench *bench)
{
    LONG count;

    return IDiscMaster2_get_Count(bench->master, &count);
}

static HRESULT enumerate_recorders(struct bench *bench)
{
    IEnumVARIANT *variants;
    HRESULT hr = IDiscMaster2_get__NewEnum(bench->master, &variants);

    if (SUCCEEDED(hr))
        IEnumVARIANT_Release(variants);
    return hr;
}

static HRESULT list_features(struct bench *bench)
{
    SAFEARRAY *features;
    HRESULT hr = IDiscRecorder2_get_SupportedFeaturePages(bench->recorder, &features);

    if (SUCCEEDED(hr))
        SafeArrayDestroy(features);
    return hr;
}

static HRESULT get_disc_information(struct bench *bench)
{
    IDiscRecorder2Ex *ex = object_query(bench->recorder, &IID_IDiscRecorder2Ex);
    BYTE *data;
    ULONG size;
    HRESULT hr = IDiscRecorder2Ex_GetDiscInformation(ex, &data, &size);

    if (SUCCEEDED(hr))
        CoTaskMemFree(data);
    IDiscRecorder2Ex_Release(ex);
    return hr;
}

static HRESULT set_recorder(struct bench *bench)
{
    return IDiscFormat2Data_put_Recorder(bench->writer, bench->recorder);
}

static HRESULT get_sizes(struct bench *bench)
{
    LONG sectors;

    return IDiscFormat2Data_get_FreeSectorsOnMedia(bench->writer, &sectors);
}

static HRESULT get_blankness(struct bench *bench)
{
    VARIANT_BOOL is_blank;

    return IDiscFormat2Data_get_MediaHeuristicallyBlank(bench->writer, &is_blank);
}

static HRESULT get_descriptors(struct bench *bench)
{
    SAFEARRAY *descriptors;
    HRESULT hr = IDiscFormat2Data_get_SupportedWriteSpeedDescriptors(bench->writer, &descriptors);

    if (SUCCEEDED(hr))
        SafeArrayDestroy(descriptors);
    return hr;
}

static HRESULT get_multisession(struct bench *bench)
{
    SAFEARRAY *objects;
    HRESULT hr = IDiscFormat2Data_get_MultisessionInterfaces(bench->writer, &objects);

    if (SUCCEEDED(hr))
        SafeArrayDestroy(objects);
    return hr;
}

static HRESULT create_zeros(uint64_t size, IStream **stream)
{
    HRESULT hr = stream_zero_create(&IID_IStream, (void **)stream);

    if (SUCCEEDED(hr))
        hr = IStream_SetSize(*stream, (ULARGE_INTEGER){ .QuadPart = size });
    return hr;
}

static HRESULT describe_track(IRawCDImageCreator *creator)
{
    IRawCDImageTrackInfo *info = NULL;
    HRESULT hr = IRawCDImageCreator_get_TrackInfo(creator, 1, &info);

    if (SUCCEEDED(hr)) {
        hr = IRawCDImageTrackInfo_AddTrackIndex(info, 100);
        IRawCDImageTrackInfo_Release(info);
    }
    return hr;
}

static HRESULT read_raw_image(IRawCDImageCreator *creator)
{
    IStream *image = NULL;
    IStream *clone = NULL;
    BYTE byte;
    HRESULT hr = IRawCDImageCreator_CreateResultImage(creator, &image);

    if (SUCCEEDED(hr))
        hr = IStream_Clone(image, &clone);
    if (SUCCEEDED(hr))
        hr = IStream_Read(clone, &byte, 1, NULL);
    if (clone)
        IStream_Release(clone);
    if (image)
        IStream_Release(image);
    return hr;
}

static HRESULT make_raw_image(struct bench *bench)
{
    IRawCDImageCreator *creator = NULL;
    IStream *stream = NULL;
    LONG index;
    HRESULT hr = raw_cd_image_creator_create(&IID_IRawCDImageCreator, (void **)&creator);

    (void)bench;
    if (SUCCEEDED(hr))
        hr = create_zeros(300 * 2352, &stream);
    if (SUCCEEDED(hr))
        hr = IRawCDImageCreator_AddTrack(creator, IMAPI_CD_SECTOR_AUDIO, stream, &index);
    if (SUCCEEDED(hr))
        hr = describe_track(creator);
    if (SUCCEEDED(hr))
        hr = read_raw_image(creator);
    if (stream)
        IStream_Release(stream);
    if (creator)
        IRawCDImageCreator_Release(creator);
    return hr;
}

static void test_memory__calls(void **state)
{
    static const operation operations[] = {
        open_recorder,        count_recorders,  enumerate_recorders, list_features,
        get_disc_information, set_recorder,     get_sizes,           get_blankness,
        get_descriptors,      get_multisession, make_raw_image,
    };
    struct bench bench = bench_create(L"memory-calls");

    (void)state;
    for (size_t i = 0; i < ARRAYSIZE(operations); i++)
        check_operation(&bench, operations[i], E_OUTOFMEMORY);
    bench_destroy(&bench);
}

static HRESULT burn(struct bench *bench)
{
    return IDiscFormat2Data_Write(bench->writer, &bench->stream->IStream_iface);
}

static void test_memory__burn(void **state)
{
    struct bench bench = bench_create(L"memory-burn");
    struct test_sink *sink = test_sink_create();
    DWORD cookie = test_sink_advise(sink, bench.writer, &IID_DDiscFormat2DataEvents);
    BSTR owner = NULL;

    (void)state;
    writer_set_verification(bench.writer, IMAPI_BURN_VERIFICATION_FULL);
    check_operation(&bench, burn, E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE);
    assert_result(IDiscRecorder2_get_ExclusiveAccessOwner(bench.recorder, &owner), S_OK);
    assert_int_equal(SysStringLen(owner), 0);
    SysFreeString(owner);
    disc_check_content(&bench.disc, 0, 100 * SECTOR_BYTES, 50, 0);
    test_sink_unadvise(bench.writer, &IID_DDiscFormat2DataEvents, cookie);
    test_sink_destroy(sink);
    bench_destroy(&bench);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_memory__calls),
        cmocka_unit_test(test_memory__burn),
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
