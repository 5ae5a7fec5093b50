/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Environment variables on Windows. */
#include "transport/host.h"

#include "base/memory.h"

#include <windows.h>

#define NAME_MAXIMUM 64

static void widen(const char *name, WCHAR out[NAME_MAXIMUM])
{
    size_t length = 0;

    for (; name[length] != '\0' && length + 1 < NAME_MAXIMUM; length++)
        out[length] = (WCHAR)(unsigned char)name[length];
    out[length] = 0;
}

enum status host_environment_get(const char *name, char16 **value)
{
    WCHAR wide[NAME_MAXIMUM];
    DWORD size;
    DWORD length;

    *value = NULL;
    widen(name, wide);
    size = GetEnvironmentVariableW(wide, NULL, 0);
    if (size == 0)
        return STATUS_NOT_FOUND;
    *value = memory_allocate(size, sizeof(**value));
    if (*value == NULL)
        return STATUS_NO_MEMORY;
    length = GetEnvironmentVariableW(wide, (WCHAR *)*value, size);
    if (length >= size) /* it changed in between */
        (*value)[0] = 0;
    return STATUS_OK;
}
