/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Constructors of imapi2.dll, one per coclass. Each gives interface `iid` of a new object;
 * E_OUTOFMEMORY, E_NOINTERFACE, with `*out` null.
 */
#ifndef OPENIMAPI_IMAPI2_CLASSES_H
#define OPENIMAPI_IMAPI2_CLASSES_H

#include <windows.h>
#include <ole2.h>

HRESULT disc_master_create(REFIID iid, void **out);
HRESULT disc_recorder_create(REFIID iid, void **out);
HRESULT write_engine_create(REFIID iid, void **out);
HRESULT disc_format_erase_create(REFIID iid, void **out);
HRESULT disc_format_data_create(REFIID iid, void **out);
HRESULT disc_format_track_at_once_create(REFIID iid, void **out);
HRESULT disc_format_raw_cd_create(REFIID iid, void **out);
HRESULT raw_cd_image_creator_create(REFIID iid, void **out);
HRESULT stream_zero_create(REFIID iid, void **out);
HRESULT stream_prng_create(REFIID iid, void **out);
HRESULT stream_concatenate_create(REFIID iid, void **out);
HRESULT stream_interleave_create(REFIID iid, void **out);

#endif
