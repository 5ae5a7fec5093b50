/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What an item holds at one moment, as what enumerators walk. */
#ifndef OPENIMAPI_IMAPI2FS_ITEM_SEQUENCE_H
#define OPENIMAPI_IMAPI2FS_ITEM_SEQUENCE_H

#include "imapi2fs/file_system_image.h"

#include <stdint.h>

/*
 * The children of directory `item`, or the named streams of file `item`, now, in the order of all
 * enumerators. The enumerator holds the image; what is added or removed later does not change it.
 * E_OUTOFMEMORY. HRESULT_FROM_WIN32(ERROR_BUSY): an event is being fired in the middle of a change.
 */

/** The full paths, VT_BSTR: for scripts. */
HRESULT item_sequence_enum_paths(struct file_system_image *image, uint32_t item,
                                 IEnumVARIANT **out);

/** The items. */
HRESULT item_sequence_enum_items(struct file_system_image *image, uint32_t item,
                                 IEnumFsiItems **out);

#endif
