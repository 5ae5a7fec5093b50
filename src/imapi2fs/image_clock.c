/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The time that images and new items get. */
#include "imapi2fs/image_clock.h"

#include "base/date.h"

/* 31 December 9999 23:59:59, the last second that an OLE date can show. */
#define SECONDS_MAX INT64_C(253402300799)

/* Room for the digits of SECONDS_MAX, leading zeros and a terminator. */
#define VARIABLE_UNITS 32

bool image_clock_parse(const WCHAR *seconds, int64_t *ticks)
{
    int64_t value = 0;

    *ticks = 0;
    if (!*seconds)
        return false;
    for (; *seconds; seconds++) {
        if (*seconds < L'0' || *seconds > L'9')
            return false;
        value = value * 10 + (*seconds - L'0');
        if (value > SECONDS_MAX)
            return false;
    }
    *ticks = DATE_UNIX_EPOCH_TICKS + value * DATE_TICKS_PER_SECOND;
    return true;
}

static bool fixed_time(int64_t *ticks)
{
    WCHAR value[VARIABLE_UNITS];
    const DWORD length = GetEnvironmentVariableW(L"SOURCE_DATE_EPOCH", value, VARIABLE_UNITS);

    return length > 0 && length < VARIABLE_UNITS && image_clock_parse(value, ticks);
}

bool image_clock_is_fixed(void)
{
    int64_t ticks;

    return fixed_time(&ticks);
}

int64_t image_clock_access(void)
{
    int64_t ticks;

    return fixed_time(&ticks) ? ticks : 0;
}

static int64_t ticks_of(const FILETIME *time)
{
    return (int64_t)((uint64_t)time->dwHighDateTime << 32 | time->dwLowDateTime);
}

int64_t image_clock_now(void)
{
    FILETIME now;
    int64_t ticks;

    if (fixed_time(&ticks))
        return ticks;
    GetSystemTimeAsFileTime(&now);
    return ticks_of(&now);
}

int64_t image_clock_local(int64_t ticks)
{
    const FILETIME utc = { (DWORD)(uint64_t)ticks, (DWORD)((uint64_t)ticks >> 32) };
    SYSTEMTIME fields;
    SYSTEMTIME local;
    FILETIME time;

    if (image_clock_is_fixed() || !FileTimeToSystemTime(&utc, &fields) ||
        !SystemTimeToTzSpecificLocalTime(NULL, &fields, &local) ||
        !SystemTimeToFileTime(&local, &time))
        return ticks;
    return ticks_of(&time);
}
