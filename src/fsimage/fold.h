/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Case folding where it is done for every unit of every name. */
#ifndef OPENIMAPI_FSIMAGE_FOLD_H
#define OPENIMAPI_FSIMAGE_FOLD_H

#include "base/utf16.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

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

/*
 * Four units at a time, as one number with a lane of 16 bits for each: names are ASCII, mostly, and
 * all of ASCII is folded by a few operations on the whole. Which unit lies in which lane depends on
 * the host, and must not matter.
 */
#define FOLD_LANES(value) ((value)*UINT64_C(0x0001000100010001))

/** Whether all four units are ASCII. */
static inline bool fold_is_ascii(uint64_t four)
{
    return (four & FOLD_LANES(0xFF80u)) == 0;
}

/** How many units `text` begins with that are ASCII, at least: a multiple of four. */
static inline size_t fold_ascii_run(const char16 *text, size_t length)
{
    size_t run = 0;

    for (; run + 4 <= length; run += 4) {
        uint64_t four;

        memcpy(&four, text + run, sizeof(four));
        if (!fold_is_ascii(four))
            break;
    }
    return run;
}

/** Folds four units of ASCII: what is at least 'a' and not above 'z' loses the bit of 0x20. */
static inline uint64_t fold_ascii(uint64_t four)
{
    const uint64_t from_a = four + FOLD_LANES(0x80u - 'a');
    const uint64_t beyond_z = four + FOLD_LANES(0x80u - ('z' + 1));

    return four - ((from_a & ~beyond_z & FOLD_LANES(0x80u)) >> 2);
}

/** Folds up to four units; what is missing is 0. */
static inline uint64_t fold_four(const char16 *text, size_t length)
{
    char16 units[4] = { 0 };
    uint64_t four = 0;

    if (length >= 4)
        memcpy(&four, text, sizeof(four));
    else
        memcpy(&four, text, length * sizeof(*text));
    if (fold_is_ascii(four))
        return fold_ascii(four);
    for (size_t i = 0; i < length && i < 4; i++)
        units[i] = fold(text[i]);
    memcpy(&four, units, sizeof(four));
    return four;
}

/** Copies a name, folded; gives its length. */
static inline size_t fold_copy(const char16 *text, size_t length, char16 *out)
{
    size_t i = 0;

    for (; i + 4 <= length; i += 4) {
        const uint64_t four = fold_four(text + i, 4);

        memcpy(out + i, &four, sizeof(four));
    }
    for (; i < length; i++)
        out[i] = fold(text[i]);
    return length;
}

static inline uint64_t fold_hash_step(uint64_t hash, uint64_t four)
{
    hash = (hash ^ four) * UINT64_C(0xD6E8FEB86659FD93);
    return hash ^ hash >> 32;
}

/** A hash of a name without case within the directory `parent`. */
static inline uint32_t fold_hash(uint32_t parent, const char16 *text, size_t length)
{
    uint64_t hash = parent + UINT64_C(0x9E3779B97F4A7C15) * (length + 1);

    size_t i = 0;

    for (; i + 4 <= length; i += 4)
        hash = fold_hash_step(hash, fold_four(text + i, 4));
    if (i < length)
        hash = fold_hash_step(hash, fold_four(text + i, length - i));
    hash *= UINT64_C(0x9E3779B97F4A7C15);
    return (uint32_t)(hash >> 32);
}

#endif
