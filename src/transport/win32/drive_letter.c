/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Drive letters. */
#include "transport/win32/drive_letter.h"

#include <wchar.h>

#define PATH_UNITS 512

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
