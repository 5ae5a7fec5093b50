/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The children of a directory at one moment, as what enumerators walk. */
#ifndef OPENIMAPI_IMAPI2FS_DIRECTORY_SEQUENCE_H
#define OPENIMAPI_IMAPI2FS_DIRECTORY_SEQUENCE_H

#include "com/enumerator.h"
#include "imapi2fs/file_system_image.h"

#include <stdint.h>

enum directory_element {
    /** VT_BSTR, the full path: for scripts. */
    DIRECTORY_ELEMENT_PATH,
    /** VT_DISPATCH, the item: for IEnumFsiItems. */
    DIRECTORY_ELEMENT_ITEM,
};

/**
 * The children of `directory` now, in the order of all enumerators. The sequence holds the image;
 * what is added or removed later does not change it. E_OUTOFMEMORY.
 * HRESULT_FROM_WIN32(ERROR_BUSY): an event is being fired in the middle of a change.
 */
HRESULT directory_sequence_create(struct file_system_image *image, uint32_t directory,
                                  enum directory_element element, struct com_sequence **sequence);

#endif
