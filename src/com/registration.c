/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Registration of this module: classes, ProgIDs, type library, interfaces. */
#include "com/registration.h"

#include "base/memory.h"
#include "com/module.h"
#include "com/registration_rows.h"

#include <string.h>
#include <wchar.h>

#define CLASSES_KEY L"Software\\Classes"

#define SERVER_KEY       CLASSES_KEY L"\\CLSID\\%ls\\InprocServer32"
#define SERVER_KEY_UNITS 96
#define GUID_UNITS       39

#define KEY_NAME_INFORMATION_CLASS 3
#define KEY_NAME_BYTES             1024

static HRESULT result_of(LSTATUS error)
{
    return HRESULT_FROM_WIN32((DWORD)error);
}

static HKEY root_of(enum com_registration_scope scope)
{
    return scope == COM_REGISTRATION_MACHINE ? HKEY_LOCAL_MACHINE : HKEY_CURRENT_USER;
}

static LSTATUS write_row(HKEY classes, const struct com_registration_row *row)
{
    HKEY key;
    LSTATUS error = RegCreateKeyExW(classes, row->key, 0, NULL, 0, KEY_SET_VALUE, NULL, &key, NULL);

    if (error)
        return error;
    if (row->data)
        error = RegSetValueExW(key, row->name, 0, REG_SZ, (const BYTE *)row->data,
                               (DWORD)((wcslen(row->data) + 1) * sizeof(WCHAR)));
    RegCloseKey(key);
    return error;
}

HRESULT com_register(enum com_registration_scope scope)
{
    struct com_registration_rows rows;
    HKEY classes;
    LSTATUS error;
    HRESULT hr = com_registration_rows_init(&rows);

    if (FAILED(hr))
        return hr;
    error = RegCreateKeyExW(root_of(scope), CLASSES_KEY, 0, NULL, 0, KEY_READ | KEY_WRITE, NULL,
                            &classes, NULL);
    if (!error) {
        for (size_t i = 0; !error && i < rows.count; i++)
            error = write_row(classes, &rows.rows[i]);
        RegCloseKey(classes);
    }
    com_registration_rows_release(&rows);
    return result_of(error);
}

/* Whether the value still says what the row would write; paths differ in case and are the same. */
static BOOL is_ours(HKEY key, const struct com_registration_row *row)
{
    DWORD size = 0;
    WCHAR *data;
    BOOL same;

    if (RegGetValueW(key, NULL, row->name, RRF_RT_REG_SZ, NULL, NULL, &size))
        return FALSE;
    data = memory_allocate(1, size + sizeof(WCHAR));
    same = data && !RegGetValueW(key, NULL, row->name, RRF_RT_REG_SZ, NULL, data, &size) &&
           !_wcsicmp(data, row->data);
    memory_free(data);
    return same;
}

static LSTATUS remove_value(HKEY classes, const struct com_registration_row *row)
{
    HKEY key;
    LSTATUS error = RegOpenKeyExW(classes, row->key, 0, KEY_QUERY_VALUE | KEY_SET_VALUE, &key);

    if (error)
        return error == ERROR_FILE_NOT_FOUND ? ERROR_SUCCESS : error;
    if (row->data && is_ours(key, row))
        error = RegDeleteValueW(key, row->name);
    RegCloseKey(key);
    return error;
}

static BOOL is_empty(HKEY classes, const WCHAR *path)
{
    DWORD keys = 1;
    DWORD values = 1;
    HKEY key;

    if (RegOpenKeyExW(classes, path, 0, KEY_READ, &key))
        return FALSE;
    if (RegQueryInfoKeyW(key, NULL, NULL, NULL, &keys, NULL, NULL, &values, NULL, NULL, NULL, NULL))
        keys = 1;
    RegCloseKey(key);
    return !keys && !values;
}

/* Removes the key if nothing is in it, then what that leaves empty, up to the classes themselves.
 */
static LSTATUS remove_empty_keys(HKEY classes, WCHAR *path)
{
    while (is_empty(classes, path)) {
        WCHAR *separator = wcsrchr(path, L'\\');
        LSTATUS error = RegDeleteKeyW(classes, path);

        if (error || !separator)
            return error;
        *separator = 0;
    }
    return ERROR_SUCCESS;
}

/* The flag by which a key of the other architecture is opened; 0 where there is but one. */
static REGSAM other_view(void)
{
#ifdef _WIN64
    return KEY_WOW64_32KEY;
#else
    BOOL is_on_64_bits = FALSE;

    return IsWow64Process(GetCurrentProcess(), &is_on_64_bits) && is_on_64_bits ? KEY_WOW64_64KEY
                                                                                : 0;
#endif
}

/*
 * What the system calls an open key, with its length before it (KEY_NAME_INFORMATION): the only way
 * to tell whether two views are of one key.
 */
static BOOL key_name(HKEY key, BYTE name[KEY_NAME_BYTES])
{
    typedef LONG(NTAPI * query_key)(HANDLE key, int class, void *out, ULONG size, ULONG *needed);
    query_key query =
        (query_key)(ULONG_PTR)GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "NtQueryKey");
    ULONG needed;

    memset(name, 0, KEY_NAME_BYTES);
    return query && query(key, KEY_NAME_INFORMATION_CLASS, name, KEY_NAME_BYTES, &needed) >= 0;
}

static HKEY open_server(enum com_registration_scope scope, REGSAM view)
{
    WCHAR guid[GUID_UNITS];
    WCHAR path[SERVER_KEY_UNITS];
    HKEY key;

    StringFromGUID2(com_module.classes[0].clsid, guid, ARRAYSIZE(guid));
    _snwprintf(path, ARRAYSIZE(path), SERVER_KEY, guid);
    return RegOpenKeyExW(root_of(scope), path, 0, KEY_QUERY_VALUE | view, &key) ? NULL : key;
}

/* Whether programs of the other architecture have our classes too, from another module. */
static BOOL is_registered_beside(enum com_registration_scope scope)
{
    const REGSAM view = other_view();
    BYTE own_name[KEY_NAME_BYTES];
    BYTE other_name[KEY_NAME_BYTES];
    BOOL is_beside = FALSE;
    HKEY other;
    HKEY own;

    if (!view || !com_module.class_count)
        return FALSE;
    own = open_server(scope, 0);
    other = open_server(scope, view);
    if (other)
        is_beside = !own || (key_name(own, own_name) && key_name(other, other_name) &&
                             memcmp(own_name, other_name, KEY_NAME_BYTES) != 0);
    if (own)
        RegCloseKey(own);
    if (other)
        RegCloseKey(other);
    return is_beside;
}

static BOOL is_below(const struct com_registration_row *row, const WCHAR *folder)
{
    return !_wcsnicmp(row->key, folder, wcslen(folder));
}

/* ProgIDs and type libraries are there once for both architectures, classes and proxies are not. */
static BOOL is_shared(const struct com_registration_row *row)
{
    const size_t length = wcslen(row->key);
    const size_t system_length = wcslen(COM_REGISTRATION_SYSTEM);

    if (is_below(row, L"CLSID\\") || is_below(row, L"Interface\\"))
        return FALSE;
    return length < system_length ||
           wcscmp(row->key + length - system_length, COM_REGISTRATION_SYSTEM);
}

static LSTATUS remove_rows(HKEY classes, const struct com_registration_rows *rows, BOOL keep_shared)
{
    LSTATUS error = ERROR_SUCCESS;

    for (size_t i = 0; !error && i < rows->count; i++) {
        if (!keep_shared || !is_shared(&rows->rows[i]))
            error = remove_value(classes, &rows->rows[i]);
    }
    for (size_t i = rows->count; !error && i > 0; i--)
        error = remove_empty_keys(classes, rows->rows[i - 1].key);
    return error;
}

HRESULT com_unregister(enum com_registration_scope scope)
{
    struct com_registration_rows rows;
    HKEY classes;
    LSTATUS error;
    HRESULT hr = com_registration_rows_init(&rows);

    if (FAILED(hr))
        return hr;
    error = RegOpenKeyExW(root_of(scope), CLASSES_KEY, 0, KEY_READ | KEY_WRITE, &classes);
    if (!error) {
        error = remove_rows(classes, &rows, is_registered_beside(scope));
        RegCloseKey(classes);
    } else if (error == ERROR_FILE_NOT_FOUND) {
        error = ERROR_SUCCESS; /* nobody has registered anything */
    }
    com_registration_rows_release(&rows);
    return result_of(error);
}

HRESULT com_install(BOOL install, const WCHAR *command_line)
{
    enum com_registration_scope scope = COM_REGISTRATION_MACHINE;

    if (command_line && *command_line) {
        if (_wcsicmp(command_line, L"user"))
            return E_INVALIDARG;
        scope = COM_REGISTRATION_USER;
    }
    return install ? com_register(scope) : com_unregister(scope);
}
