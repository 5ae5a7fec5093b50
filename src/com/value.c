/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Values between COM and the core: texts and points in time. */
#include "com/value.h"

#include "base/date.h"

#include <math.h>

#define TICKS_PER_DAY (24 * 60 * 60 * DATE_TICKS_PER_SECOND)

/* Days from 30 December 1899, the zero of OLE dates, to 1 January 1601. */
#define OLE_DAYS_OF_1601 (-109205)

/* 1 January 100 and 1 January 10000, in OLE days. */
#define OLE_DAYS_MIN (-657434)
#define OLE_DAYS_END 2958466

HRESULT com_text_create(const char16 *text, size_t length, BSTR *out)
{
    *out = length <= UINT_MAX ? SysAllocStringLen(text, (UINT)length) : NULL;
    return *out ? S_OK : E_OUTOFMEMORY;
}

HRESULT com_text_copy(const char16 *text, BSTR *out)
{
    *out = NULL;
    return text ? com_text_create(text, utf16_length(text), out) : S_OK;
}

/* The whole part of an OLE date is a day; what follows the point counts up, before 1899 too. */
DATE com_date_of(int64_t ticks)
{
    int64_t day = ticks / TICKS_PER_DAY;
    int64_t of_day = ticks % TICKS_PER_DAY;
    double fraction;

    if (of_day < 0) {
        of_day += TICKS_PER_DAY;
        day--;
    }
    day += OLE_DAYS_OF_1601;
    fraction = (double)of_day / (double)TICKS_PER_DAY;
    return day < 0 ? (double)day - fraction : (double)day + fraction;
}

bool com_ticks_of(DATE date, int64_t *ticks)
{
    double day = trunc(date);
    double of_day = fabs(date - day) * (double)TICKS_PER_DAY;
    /* A double has no room for single ticks: to the millisecond, which it always holds. */
    double of_day_ms = floor(of_day / 10000 + 0.5);

    *ticks = 0;
    if (!(day >= OLE_DAYS_MIN && day < OLE_DAYS_END))
        return false;
    *ticks = ((int64_t)day - OLE_DAYS_OF_1601) * TICKS_PER_DAY + (int64_t)of_day_ms * 10000;
    return true;
}
