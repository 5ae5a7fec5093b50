/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Registry trees as text, for comparing before and after. */
#include "registry_tree.h"

#include "com_test.h"

#include <stdio.h>
#include <stdlib.h>

#define NAME_MAX_UNITS 512
#define DATA_MAX_UNITS 2048

/* A text that grows. */
struct lines {
    WCHAR *units;
    size_t length;
};

static void add_line(struct lines *lines, const WCHAR *path, const WCHAR *name, DWORD type,
                     const WCHAR *data)
{
    size_t more = wcslen(path) + wcslen(name) + wcslen(data) + 32;

    lines->units = realloc(lines->units, (lines->length + more) * sizeof(WCHAR));
    assert_non_null(lines->units);
    lines->length += (size_t)_snwprintf(lines->units + lines->length, more, L"%ls|%ls|%lu|%ls\n",
                                        path, name, type, data);
}

static void add_values(struct lines *lines, HKEY key, const WCHAR *path)
{
    for (DWORD i = 0;; i++) {
        WCHAR name[NAME_MAX_UNITS];
        WCHAR data[DATA_MAX_UNITS] = { 0 };
        DWORD name_units = NAME_MAX_UNITS;
        DWORD data_bytes = sizeof(data) - sizeof(WCHAR);
        DWORD type;
        LSTATUS error =
            RegEnumValueW(key, i, name, &name_units, NULL, &type, (BYTE *)data, &data_bytes);

        if (error == ERROR_NO_MORE_ITEMS)
            return;
        assert_int_equal(error, ERROR_SUCCESS);
        add_line(lines, path, name, type, data);
    }
}

static void add_tree(struct lines *lines, HKEY key, const WCHAR *path)
{
    add_line(lines, path, L"", 0, L"");
    add_values(lines, key, path);
    for (DWORD i = 0;; i++) {
        WCHAR name[NAME_MAX_UNITS];
        WCHAR below[DATA_MAX_UNITS];
        DWORD name_units = NAME_MAX_UNITS;
        LSTATUS error = RegEnumKeyExW(key, i, name, &name_units, NULL, NULL, NULL, NULL);
        HKEY child;

        if (error == ERROR_NO_MORE_ITEMS)
            return;
        assert_int_equal(error, ERROR_SUCCESS);
        _snwprintf(below, DATA_MAX_UNITS, L"%ls\\%ls", path, name);
        assert_int_equal(RegOpenKeyExW(key, name, 0, KEY_READ, &child), ERROR_SUCCESS);
        add_tree(lines, child, below);
        RegCloseKey(child);
    }
}

WCHAR *registry_tree_text(HKEY key)
{
    struct lines lines = { 0 };

    add_tree(&lines, key, L"");
    return lines.units;
}

void registry_tree_set(HKEY root, const WCHAR *key, const WCHAR *name, const WCHAR *data)
{
    assert_int_equal(
        RegSetKeyValueW(root, key, name, REG_SZ, data, (DWORD)((wcslen(data) + 1) * sizeof(WCHAR))),
        ERROR_SUCCESS);
}

const WCHAR *registry_tree_get(HKEY root, const WCHAR *key, const WCHAR *name)
{
    static WCHAR data[DATA_MAX_UNITS];
    DWORD size = sizeof(data);

    if (RegGetValueW(root, key, name, RRF_RT_REG_SZ, NULL, data, &size))
        data[0] = 0;
    return data;
}

void registry_tree_delete(HKEY root, const WCHAR *key)
{
    RegDeleteTreeW(root, key);
}
