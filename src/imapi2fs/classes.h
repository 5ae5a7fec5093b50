/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Constructors of imapi2fs.dll, one per coclass. Each gives interface `iid` of a new object;
 * E_OUTOFMEMORY, E_NOINTERFACE, with `*out` null.
 */
#ifndef OPENIMAPI_IMAPI2FS_CLASSES_H
#define OPENIMAPI_IMAPI2FS_CLASSES_H

#include "com/enumerator.h"
#include "stream/byte_source.h"

#include <windows.h>
#include <ole2.h>
#include <imapi2fs.h>

HRESULT boot_options_create(REFIID iid, void **out);
HRESULT file_system_image_create(REFIID iid, void **out);
HRESULT iso_image_manager_create(REFIID iid, void **out);

/* Clients get these from other objects only. */
HRESULT file_system_image_result_create(REFIID iid, void **out);
HRESULT progress_item_create(REFIID iid, void **out);
HRESULT progress_items_create(REFIID iid, void **out);
HRESULT fsi_directory_item_create(REFIID iid, void **out);
HRESULT fsi_file_item_create(REFIID iid, void **out);
HRESULT fsi_named_streams_create(REFIID iid, void **out);
HRESULT block_range_create(REFIID iid, void **out);
HRESULT block_range_list_create(REFIID iid, void **out);

/** IEnumFsiItems over a sequence of items. */
HRESULT enum_fsi_items_create(struct com_sequence *sequence, IEnumFsiItems **out);

/** IEnumProgressItems over a sequence of progress items. */
HRESULT enum_progress_items_create(struct com_sequence *sequence, IEnumProgressItems **out);

/** FsiStream over `source`, which it acquires. */
HRESULT fsi_stream_create(struct byte_source *source, REFIID iid, void **out);

#endif
