/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Time on Windows. */
#include "platform/clock.h"

#include "base/date.h"
#include "platform/win32/win32.h"

uint64_t platform_clock_monotonic_ms(void)
{
    return GetTickCount64();
}

int64_t platform_clock_utc_ticks(void)
{
    FILETIME now;

    GetSystemTimeAsFileTime(&now);
    return win32_ticks_of(now);
}

int64_t platform_clock_local_offset_ticks(int64_t utc_ticks)
{
    const FILETIME utc = { .dwLowDateTime = (DWORD)utc_ticks,
                           .dwHighDateTime = (DWORD)(utc_ticks >> 32) };
    SYSTEMTIME utc_fields;
    SYSTEMTIME local_fields;
    FILETIME local;

    if (!FileTimeToSystemTime(&utc, &utc_fields) ||
        !SystemTimeToTzSpecificLocalTime(NULL, &utc_fields, &local_fields) ||
        !SystemTimeToFileTime(&local_fields, &local))
        return 0;
    /* SYSTEMTIME stops at milliseconds: compare whole ones. */
    return win32_ticks_of(local) - utc_ticks / 10000 * 10000;
}

void platform_clock_sleep_ms(uint32_t ms)
{
    Sleep(ms);
}
