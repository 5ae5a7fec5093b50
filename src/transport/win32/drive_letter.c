/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Drive letters. */
#include "transport/win32/drive_letter.h"

#include <wchar.h>

#define PATH_UNITS        512
#define VOLUME_NAME_UNITS 64

bool drive_letter_number(WCHAR letter, uint32_t *number)
{
    static const WCHAR prefix[] = L"\\Device\\CdRom";
    const size_t prefix_length = sizeof(prefix) / sizeof(prefix[0]) - 1;
    const WCHAR name[] = { letter, ':', 0 };
    WCHAR target[PATH_UNITS];

    *number = 0;
    if (QueryDosDeviceW(name, target, PATH_UNITS) == 0 ||
        _wcsnicmp(target, prefix, prefix_length) != 0)
        return false;
    *number = (uint32_t)wcstoul(target + prefix_length, NULL, 10);
    return true;
}

WCHAR drive_letter_of(uint32_t number)
{
    const DWORD letters = GetLogicalDrives();

    for (unsigned i = 0; i < 26; i++) {
        const WCHAR letter = (WCHAR)('A' + i);
        uint32_t found;

        if (letters & 1u << i && drive_letter_number(letter, &found) && found == number)
            return letter;
    }
    return 0;
}

static bool is_letter(WCHAR unit)
{
    return (unit >= 'A' && unit <= 'Z') || (unit >= 'a' && unit <= 'z');
}

/* The letter of "D:" or "D:\". */
static WCHAR letter_of_root(const WCHAR *name)
{
    const bool is_root =
        is_letter(name[0]) && name[1] == ':' && (name[2] == 0 || (name[2] == '\\' && name[3] == 0));

    return is_root ? name[0] : 0;
}

/* The letter of the volume `name`, which ends in a backslash, as volume names do. */
static WCHAR letter_of_volume(const WCHAR *name)
{
    WCHAR paths[PATH_UNITS];
    DWORD length;

    if (!GetVolumePathNamesForVolumeNameW(name, paths, PATH_UNITS, &length))
        return 0;
    for (const WCHAR *path = paths; *path != 0; path += wcslen(path) + 1) {
        if (letter_of_root(path) != 0)
            return path[0];
    }
    return 0;
}

static WCHAR letter_of_path(const WCHAR *name)
{
    WCHAR path[PATH_UNITS + 1];
    WCHAR volume[VOLUME_NAME_UNITS];
    const size_t length = wcslen(name);

    if (length == 0 || length >= PATH_UNITS)
        return 0;
    wcscpy(path, name);
    if (path[length - 1] != '\\')
        wcscpy(path + length, L"\\");
    if (_wcsnicmp(path, L"\\\\?\\Volume{", 11) == 0)
        return letter_of_volume(path);
    if (!is_letter(path[0]) || path[1] != ':' ||
        !GetVolumeNameForVolumeMountPointW(path, volume, VOLUME_NAME_UNITS))
        return 0;
    return letter_of_volume(volume);
}

WCHAR drive_letter_named(const WCHAR *name)
{
    WCHAR letter = letter_of_root(name);

    if (letter == 0 && (wcsncmp(name, L"\\\\.\\", 4) == 0 || wcsncmp(name, L"\\\\?\\", 4) == 0))
        letter = letter_of_root(name + 4);
    return letter != 0 ? letter : letter_of_path(name);
}
