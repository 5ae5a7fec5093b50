/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The folder for temporary files. */
#include "imapi2fs/working_directory.h"

#include "base/memory.h"

#include <stdint.h>
#include <stdio.h>
#include <wchar.h>

#define PROBE_NAME_UNITS 48

static HRESULT last_error(void)
{
    const DWORD error = GetLastError();

    return error ? HRESULT_FROM_WIN32(error) : E_FAIL;
}

HRESULT working_directory_default(WCHAR **path)
{
    DWORD length = GetTempPathW(0, NULL);

    *path = memory_allocate((size_t)length + 1, sizeof(**path));
    if (!*path)
        return E_OUTOFMEMORY;
    length = GetTempPathW(length + 1, *path);
    /* "C:\" keeps its separator: without it the name means another folder. */
    if (length > 3 && (*path)[length - 1] == L'\\')
        (*path)[length - 1] = 0;
    return S_OK;
}

static HRESULT full_path(const WCHAR *directory, WCHAR **path)
{
    DWORD units = GetFullPathNameW(directory, 0, NULL, NULL);

    if (!units)
        return last_error();
    *path = memory_allocate(units, sizeof(**path));
    if (!*path)
        return E_OUTOFMEMORY;
    units = GetFullPathNameW(directory, units, *path, NULL);
    return units ? S_OK : last_error();
}

/* What rights a path gives is told best by trying. */
static HRESULT try_to_write(const WCHAR *directory)
{
    const size_t units = wcslen(directory) + PROBE_NAME_UNITS;
    WCHAR *probe = memory_allocate(units, sizeof(*probe));
    HANDLE file;

    if (!probe)
        return E_OUTOFMEMORY;
    _snwprintf(probe, units - 1, L"%ls\\OpenIMAPI-%08lx-%016I64x.tmp", directory,
               GetCurrentProcessId(), (uint64_t)(UINT_PTR)probe ^ GetTickCount64());
    file = CreateFileW(probe, GENERIC_WRITE, 0, NULL, CREATE_NEW,
                       FILE_ATTRIBUTE_TEMPORARY | FILE_FLAG_DELETE_ON_CLOSE, NULL);
    memory_free(probe);
    if (file == INVALID_HANDLE_VALUE)
        return last_error();
    CloseHandle(file);
    return S_OK;
}

HRESULT working_directory_resolve(const WCHAR *directory, WCHAR **path)
{
    HRESULT hr;

    *path = NULL;
    hr = full_path(directory, path);
    if (SUCCEEDED(hr))
        hr = try_to_write(*path);
    if (FAILED(hr)) {
        memory_free(*path);
        *path = NULL;
    }
    return hr;
}
