/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* UTF-16 text: the strings of COM, Joliet and UDF alike. */
#ifndef OPENIMAPI_BASE_UTF16_H
#define OPENIMAPI_BASE_UTF16_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** One UTF-16 code unit; on Windows the same type as WCHAR. Text need not be well-formed. */
typedef uint16_t char16;

/** Units before the terminator. */
size_t utf16_length(const char16 *text);

/** A copy of the first `length` units with a terminator added; NULL without memory. memory_free. */
char16 *utf16_duplicate(const char16 *text, size_t length);

/** Ordinal comparison of units: negative, 0 or positive; a prefix comes first. */
int utf16_compare(const char16 *a, size_t a_length, const char16 *b, size_t b_length);

/**
 * Simple one-to-one upper-casing of one unit by a table built in (Unicode simple mappings of the
 * basic plane), never by the locale. Surrogates map to themselves.
 */
char16 utf16_upper(char16 unit);

/** As utf16_compare, over upper-cased units. */
int utf16_compare_folded(const char16 *a, size_t a_length, const char16 *b, size_t b_length);

/** A hash of the upper-cased units: equal for texts that utf16_compare_folded calls equal. */
uint32_t utf16_hash_folded(const char16 *text, size_t length);

static inline bool utf16_is_high_surrogate(char16 unit)
{
    return (unit & 0xFC00u) == 0xD800u;
}

static inline bool utf16_is_low_surrogate(char16 unit)
{
    return (unit & 0xFC00u) == 0xDC00u;
}

/**
 * Decodes UTF-8 of `length` bytes into at most `capacity` units and no terminator; gives the number
 * of units. Accepts surrogates encoded on their own (WTF-8), so that every UTF-16 text survives a
 * round trip.
 * STATUS_INVALID_NAME: not UTF-8. STATUS_NO_SPACE: more than `capacity` units are needed.
 */
enum status utf16_from_utf8(const char *text, size_t length, char16 *out, size_t capacity,
                            size_t *out_length);

/**
 * Encodes `length` units as UTF-8 into at most `capacity` bytes, terminator included; unpaired
 * surrogates become their WTF-8 form. Gives the bytes without the terminator.
 * STATUS_NO_SPACE: does not fit; `out` is an empty string then when `capacity` is not 0.
 */
enum status utf16_to_utf8(const char16 *text, size_t length, char *out, size_t capacity,
                          size_t *out_length);

#endif
