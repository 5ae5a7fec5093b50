/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What imapi2.dll offers to COM. */
#include "com/module.h"
#include "imapi2/classes.h"

#include <imapi2.h>

static const struct com_class_entry classes[] = {
    COM_CLASS(MsftDiscMaster2, L"OpenIMAPI list of recorders", disc_master_create),
    COM_CLASS(MsftDiscRecorder2, L"OpenIMAPI recorder", disc_recorder_create),
    COM_CLASS(MsftWriteEngine2, L"OpenIMAPI write engine", write_engine_create),
    COM_CLASS(MsftDiscFormat2Erase, L"OpenIMAPI eraser", disc_format_erase_create),
    COM_CLASS(MsftDiscFormat2Data, L"OpenIMAPI data disc writer", disc_format_data_create),
    COM_CLASS(MsftDiscFormat2TrackAtOnce, L"OpenIMAPI audio track writer",
              disc_format_track_at_once_create),
    COM_CLASS(MsftDiscFormat2RawCD, L"OpenIMAPI raw CD writer", disc_format_raw_cd_create),
    COM_CLASS(MsftStreamZero, L"OpenIMAPI stream of zeros", stream_zero_create),
    COM_CLASS(MsftStreamPrng001, L"OpenIMAPI stream of pseudo-random bytes", stream_prng_create),
    COM_CLASS(MsftStreamConcatenate, L"OpenIMAPI stream of joined streams",
              stream_concatenate_create),
    COM_CLASS(MsftStreamInterleave, L"OpenIMAPI stream of interleaved streams",
              stream_interleave_create),
    COM_CLASS(MsftRawCDImageCreator, L"OpenIMAPI raw CD image creator",
              raw_cd_image_creator_create),
};

/* Event interfaces are among them: their sinks may live in other apartments. */
static const struct com_proxied_interface interfaces[] = {
    COM_PROXIED(IDiscMaster2),
    COM_PROXIED(DDiscMaster2Events),
    COM_PROXIED(IDiscRecorder2),
    COM_PROXIED(IWriteEngine2),
    COM_PROXIED(IWriteEngine2EventArgs),
    COM_PROXIED(DWriteEngine2Events),
    COM_PROXIED(IDiscFormat2),
    COM_PROXIED(IDiscFormat2Erase),
    COM_PROXIED(DDiscFormat2EraseEvents),
    COM_PROXIED(IDiscFormat2Data),
    COM_PROXIED(DDiscFormat2DataEvents),
    COM_PROXIED(IDiscFormat2DataEventArgs),
    COM_PROXIED(IDiscFormat2TrackAtOnce),
    COM_PROXIED(DDiscFormat2TrackAtOnceEvents),
    COM_PROXIED(IDiscFormat2TrackAtOnceEventArgs),
    COM_PROXIED(IDiscFormat2RawCD),
    COM_PROXIED(DDiscFormat2RawCDEvents),
    COM_PROXIED(IDiscFormat2RawCDEventArgs),
    COM_PROXIED(IWriteSpeedDescriptor),
    COM_PROXIED(IMultisession),
    COM_PROXIED(IMultisessionSequential),
    COM_PROXIED(IMultisessionSequential2),
    COM_PROXIED(IMultisessionRandomWrite),
    COM_PROXIED(IRawCDImageCreator),
    COM_PROXIED(IRawCDImageTrackInfo),
    COM_PROXIED(IBlockRange),
    COM_PROXIED(IBlockRangeList),
};

/* As the published page spells it. */
static const struct com_alias aliases[] = {
    { L"IMAPI2.MsftStreamPrgn001", &CLSID_MsftStreamPrng001 },
};

const struct com_module com_module = {
    .name = L"IMAPI2",
    .description = L"OpenIMAPI disc recording (IMAPI2)",
    .library = &LIBID_IMAPI2,
    .classes = classes,
    .class_count = ARRAYSIZE(classes),
    .interfaces = interfaces,
    .interface_count = ARRAYSIZE(interfaces),
    .aliases = aliases,
    .alias_count = ARRAYSIZE(aliases),
};
