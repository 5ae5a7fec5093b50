/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* GUIDs as the recorded tables write them. */
#include "abi/guid.h"

#include <string.h>

#include <objbase.h>

bool abi_guid_parse(const char *text, GUID *guid)
{
    enum {
        GUID_CHARACTERS = 36
    };
    WCHAR braced[GUID_CHARACTERS + 3] = L"{";

    memset(guid, 0, sizeof(*guid));
    if (strlen(text) != GUID_CHARACTERS)
        return false;
    for (size_t i = 0; i < GUID_CHARACTERS; i++)
        braced[i + 1] = (WCHAR)(unsigned char)text[i];
    braced[GUID_CHARACTERS + 1] = L'}';
    return SUCCEEDED(IIDFromString(braced, guid));
}
