/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Case folding where it is done for every unit of every name. */
#ifndef OPENIMAPI_FSIMAGE_FOLD_H
#define OPENIMAPI_FSIMAGE_FOLD_H

#include "base/utf16.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** utf16_upper, without a call for ASCII. */
static inline char16 fold(char16 unit)
{
    if (unit < 0x80)
        return unit >= 'a' && unit <= 'z' ? (char16)(unit - ('a' - 'A')) : unit;
    return utf16_upper(unit);
}

/** Whether two texts of `length` units are equal without case. */
static inline bool fold_equal(const char16 *a, const char16 *b, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (a[i] != b[i] && fold(a[i]) != fold(b[i]))
            return false;
    }
    return true;
}

/** As utf16_compare_folded. */
static inline int fold_compare(const char16 *a, size_t a_length, const char16 *b, size_t b_length)
{
    const size_t shorter = a_length < b_length ? a_length : b_length;

    for (size_t i = 0; i < shorter; i++) {
        if (a[i] != b[i]) {
            const char16 folded_a = fold(a[i]);
            const char16 folded_b = fold(b[i]);

            if (folded_a != folded_b)
                return folded_a < folded_b ? -1 : 1;
        }
    }
    return (a_length > b_length) - (a_length < b_length);
}

/** Copies a name, folded; gives its length. */
static inline size_t fold_copy(const char16 *text, size_t length, char16 *out)
{
    for (size_t i = 0; i < length; i++)
        out[i] = fold(text[i]);
    return length;
}

/** A hash of a name without case within the directory `parent`. */
static inline uint32_t fold_hash(uint32_t parent, const char16 *text, size_t length)
{
    uint32_t hash = 2166136261u ^ parent * 2654435761u;

    for (size_t i = 0; i < length; i++)
        hash = (hash ^ fold(text[i])) * 16777619u;
    hash = (hash ^ hash >> 16) * 0x85EBCA6Bu;
    return hash ^ hash >> 13;
}

#endif
