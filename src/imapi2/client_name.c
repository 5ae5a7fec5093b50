/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Names under which programs lock recorders. */
#include "imapi2/client_name.h"

#include <wchar.h>

/* The driver keeps 64 characters, terminator included; the original takes less than 63. */
#define CLIENT_NAME_MAXIMUM 62

static bool is_allowed(OLECHAR unit)
{
    return (unit >= L'0' && unit <= L'9') || (unit >= L'A' && unit <= L'Z') ||
           (unit >= L'a' && unit <= L'z') || (unit && wcschr(L" .,:;_-", unit));
}

bool client_name_is_valid(const OLECHAR *name)
{
    UINT length = SysStringLen((BSTR)name);

    if (length < 1 || length > CLIENT_NAME_MAXIMUM)
        return false;
    for (UINT i = 0; i < length; i++) {
        if (!is_allowed(name[i]))
            return false;
    }
    return true;
}
