/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The folder for temporary files. */
#ifndef OPENIMAPI_IMAPI2FS_WORKING_DIRECTORY_H
#define OPENIMAPI_IMAPI2FS_WORKING_DIRECTORY_H

#include <windows.h>

/** The temporary folder of the process, to be freed with memory_free. E_OUTOFMEMORY. */
HRESULT working_directory_default(WCHAR **path);

/**
 * The full path of `directory`, to be freed with memory_free, once a file could be made in it and
 * removed again. E_OUTOFMEMORY, or why the system refuses: the folder is missing, is none, or
 * cannot be written to.
 */
HRESULT working_directory_resolve(const WCHAR *directory, WCHAR **path);

#endif
