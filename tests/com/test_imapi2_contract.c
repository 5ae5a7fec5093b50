/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The contract of every class of imapi2.dll. */
#include "contract.h"

#include "imapi2/classes.h"
#include "imapi2/multisession.h"
#include "imapi2/write_speed_descriptor.h"

#include <imapi2.h>

/* Objects that clients get from others, as a factory would make them. */

static HRESULT hand_out(HRESULT hr, IUnknown *object, REFIID iid, void **out)
{
    *out = NULL;
    if (SUCCEEDED(hr)) {
        hr = IUnknown_QueryInterface(object, iid, out);
        IUnknown_Release(object);
    }
    return hr;
}

static HRESULT create_write_speed_descriptor(REFIID iid, void **out)
{
    IUnknown *object;
    HRESULT hr = write_speed_descriptor_create(IMAPI_MEDIA_TYPE_DVDPLUSR, 680, false, &object);

    return hand_out(hr, object, iid, out);
}

static HRESULT create_multisession_sequential(REFIID iid, void **out)
{
    IUnknown *object;
    HRESULT hr = multisession_sequential_create(NULL, &object);

    return hand_out(hr, object, iid, out);
}

static HRESULT create_multisession_random_write(REFIID iid, void **out)
{
    IUnknown *object;
    HRESULT hr = multisession_random_write_create(NULL, &object);

    return hand_out(hr, object, iid, out);
}

static const struct contract contracts[] = {
    {
        .prog_id = L"IMAPI2.MsftDiscMaster2",
        .clsid = &CLSID_MsftDiscMaster2,
        .create = disc_master_create,
        .interfaces = { &IID_IDiscMaster2 },
        .sources = { &IID_DDiscMaster2Events },
        .is_automation = true,
    },
    {
        .prog_id = L"IMAPI2.MsftDiscRecorder2",
        .clsid = &CLSID_MsftDiscRecorder2,
        .create = disc_recorder_create,
        .interfaces = { &IID_IDiscRecorder2, &IID_IDiscRecorder2Ex },
        .is_automation = true,
    },
    {
        .prog_id = L"IMAPI2.MsftWriteEngine2",
        .clsid = &CLSID_MsftWriteEngine2,
        .create = write_engine_create,
        .interfaces = { &IID_IWriteEngine2 },
        .sources = { &IID_DWriteEngine2Events },
        .is_automation = true,
    },
    {
        .prog_id = L"IMAPI2.MsftDiscFormat2Erase",
        .clsid = &CLSID_MsftDiscFormat2Erase,
        .create = disc_format_erase_create,
        .interfaces = { &IID_IDiscFormat2Erase, &IID_IDiscFormat2 },
        .sources = { &IID_DDiscFormat2EraseEvents },
        .is_automation = true,
    },
    {
        .prog_id = L"IMAPI2.MsftDiscFormat2Data",
        .clsid = &CLSID_MsftDiscFormat2Data,
        .create = disc_format_data_create,
        .interfaces = { &IID_IDiscFormat2Data, &IID_IDiscFormat2, &IID_IBurnVerification },
        .sources = { &IID_DDiscFormat2DataEvents },
        .is_automation = true,
    },
    {
        .prog_id = L"IMAPI2.MsftDiscFormat2TrackAtOnce",
        .clsid = &CLSID_MsftDiscFormat2TrackAtOnce,
        .create = disc_format_track_at_once_create,
        .interfaces = { &IID_IDiscFormat2TrackAtOnce, &IID_IDiscFormat2, &IID_IBurnVerification },
        .sources = { &IID_DDiscFormat2TrackAtOnceEvents },
        .is_automation = true,
    },
    {
        .prog_id = L"IMAPI2.MsftDiscFormat2RawCD",
        .clsid = &CLSID_MsftDiscFormat2RawCD,
        .create = disc_format_raw_cd_create,
        .interfaces = { &IID_IDiscFormat2RawCD, &IID_IDiscFormat2 },
        .sources = { &IID_DDiscFormat2RawCDEvents },
        .is_automation = true,
    },
    {
        .prog_id = L"IMAPI2.MsftStreamZero",
        .clsid = &CLSID_MsftStreamZero,
        .create = stream_zero_create,
        .interfaces = { &IID_IStream, &IID_ISequentialStream },
    },
    {
        .prog_id = L"IMAPI2.MsftStreamPrng001",
        .clsid = &CLSID_MsftStreamPrng001,
        .create = stream_prng_create,
        .interfaces = { &IID_IStreamPseudoRandomBased, &IID_IStream, &IID_ISequentialStream },
    },
    {
        .prog_id = L"IMAPI2.MsftStreamConcatenate",
        .clsid = &CLSID_MsftStreamConcatenate,
        .create = stream_concatenate_create,
        .interfaces = { &IID_IStreamConcatenate, &IID_IStream, &IID_ISequentialStream },
    },
    {
        .prog_id = L"IMAPI2.MsftStreamInterleave",
        .clsid = &CLSID_MsftStreamInterleave,
        .create = stream_interleave_create,
        .interfaces = { &IID_IStreamInterleave, &IID_IStream, &IID_ISequentialStream },
    },
    {
        .prog_id = L"IMAPI2.MsftWriteSpeedDescriptor",
        .clsid = &CLSID_MsftWriteSpeedDescriptor,
        .create = create_write_speed_descriptor,
        .interfaces = { &IID_IWriteSpeedDescriptor },
        .is_automation = true,
    },
    {
        .prog_id = L"IMAPI2.MsftMultisessionSequential",
        .clsid = &CLSID_MsftMultisessionSequential,
        .create = create_multisession_sequential,
        .interfaces = { &IID_IMultisessionSequential2, &IID_IMultisessionSequential,
                        &IID_IMultisession },
        .is_automation = true,
    },
    {
        .prog_id = L"IMAPI2.MsftMultisessionRandomWrite",
        .clsid = &CLSID_MsftMultisessionRandomWrite,
        .create = create_multisession_random_write,
        .interfaces = { &IID_IMultisessionRandomWrite, &IID_IMultisession },
        .is_automation = true,
    },
    {
        .prog_id = L"IMAPI2.MsftRawCDImageCreator",
        .clsid = &CLSID_MsftRawCDImageCreator,
        .create = raw_cd_image_creator_create,
        .interfaces = { &IID_IRawCDImageCreator },
        .is_automation = true,
    },
};

int main(void)
{
    return contract_run(contracts, ARRAYSIZE(contracts));
}
