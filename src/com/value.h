/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Values between COM and the core: booleans, texts, points in time. */
#ifndef OPENIMAPI_COM_VALUE_H
#define OPENIMAPI_COM_VALUE_H

#include "base/utf16.h"

#include <windows.h>
#include <ole2.h>

#include <stdbool.h>
#include <stdint.h>

/** Exactly VARIANT_TRUE or VARIANT_FALSE; scripts compare with True. */
static inline VARIANT_BOOL com_bool(bool value)
{
    return value ? VARIANT_TRUE : VARIANT_FALSE;
}

/** Units of a BSTR that came in: NULL is empty, and the first NUL ends it whatever its length says.
 */
static inline size_t com_text_length(const OLECHAR *text)
{
    return text ? utf16_length(text) : 0;
}

/** A new BSTR of `length` units. E_OUTOFMEMORY, with `*out` null. */
HRESULT com_text_create(const char16 *text, size_t length, BSTR *out);

/** A new BSTR as above from a terminated text; NULL gives NULL, a text that was never set. */
HRESULT com_text_copy(const char16 *text, BSTR *out);

/** The ticks of base/date.h as an OLE date, in UTC; exact to the millisecond in this era. */
DATE com_date_of(int64_t ticks);

/** The ticks of an OLE date. False, and 0, outside the years 100..9999 that OLE dates can show. */
bool com_ticks_of(DATE date, int64_t *ticks);

#endif
