/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What file.c and folder.c of this system share. */
#ifndef OPENIMAPI_PLATFORM_WIN32_WIN32_H
#define OPENIMAPI_PLATFORM_WIN32_WIN32_H

#include "platform/file.h"

#include <windows.h>

/**
 * The full path in the form that knows no MAX_PATH (\\?\...), with room for `extra` more units, to
 * be freed with memory_free; paths already in that form or naming a device are kept.
 * STATUS_INVALID_NAME, STATUS_NO_MEMORY.
 */
enum status win32_path_of(const char16 *path, size_t extra, char16 **out, size_t *length);

/** The status that `error`, of GetLastError, stands for. */
enum status win32_status_of(DWORD error);

/** Ticks of base/date.h are the ticks of FILETIME. */
int64_t win32_ticks_of(FILETIME time);

/** Opens the file at a path in the form above. */
enum status win32_file_open(const char16 *path, enum platform_file_mode mode,
                            struct platform_file **file);

#endif
