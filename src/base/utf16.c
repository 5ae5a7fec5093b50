/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* UTF-16 text: comparison, hashing, and conversion from and to UTF-8 (RFC 3629, with WTF-8). */
#include "base/utf16.h"

#include "base/memory.h"

#include <string.h>

size_t utf16_length(const char16 *text)
{
    size_t length = 0;

    while (text[length] != 0)
        length++;
    return length;
}

char16 *utf16_duplicate(const char16 *text, size_t length)
{
    char16 *copy = memory_resize(NULL, length + 1, sizeof(*copy));

    if (copy == NULL)
        return NULL;
    if (length != 0)
        memcpy(copy, text, length * sizeof(*copy));
    copy[length] = 0;
    return copy;
}

static int compare_lengths(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

int utf16_compare(const char16 *a, size_t a_length, const char16 *b, size_t b_length)
{
    for (size_t i = 0; i < a_length && i < b_length; i++) {
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    }
    return compare_lengths(a_length, b_length);
}

int utf16_compare_folded(const char16 *a, size_t a_length, const char16 *b, size_t b_length)
{
    for (size_t i = 0; i < a_length && i < b_length; i++) {
        const char16 a_upper = utf16_upper(a[i]);
        const char16 b_upper = utf16_upper(b[i]);

        if (a_upper != b_upper)
            return a_upper < b_upper ? -1 : 1;
    }
    return compare_lengths(a_length, b_length);
}

uint32_t utf16_hash_folded(const char16 *text, size_t length)
{
    uint32_t hash = 2166136261u;

    for (size_t i = 0; i < length; i++)
        hash = (hash ^ utf16_upper(text[i])) * 16777619u;
    return hash ^ hash >> 15;
}

/* One code point in 1..4 bytes; gives the bytes used, or 0 for what is not UTF-8. */
static size_t decode_utf8(const uint8_t *text, size_t left, uint32_t *point)
{
    static const uint32_t smallest[] = { 0, 0, 0x80, 0x800, 0x10000 };
    const uint8_t lead = text[0];
    size_t size;

    if (lead < 0x80) {
        *point = lead;
        return 1;
    }
    if (lead >= 0xC2 && lead <= 0xDF)
        size = 2;
    else if (lead >= 0xE0 && lead <= 0xEF)
        size = 3;
    else if (lead >= 0xF0 && lead <= 0xF4)
        size = 4;
    else
        return 0;
    if (size > left)
        return 0;
    *point = lead & (0xFFu >> (size + 1));
    for (size_t i = 1; i < size; i++) {
        if ((text[i] & 0xC0) != 0x80)
            return 0;
        *point = *point << 6 | (text[i] & 0x3Fu);
    }
    return *point >= smallest[size] && *point <= 0x10FFFF ? size : 0;
}

/*
 * Names are ASCII, mostly. Four units at a time, as one number with a lane of 16 bits for each:
 * which lane holds which does not matter as long as their order stays.
 */
static size_t widen_ascii(const char *text, size_t length, char16 *out)
{
    size_t done = 0;

    while (done + 4 <= length) {
        uint32_t bytes;
        uint64_t units;

        memcpy(&bytes, text + done, sizeof(bytes));
        if ((bytes & 0x80808080u) != 0)
            break;
        units = (bytes | (uint64_t)bytes << 16) & UINT64_C(0x0000FFFF0000FFFF);
        units = (units | units << 8) & UINT64_C(0x00FF00FF00FF00FF);
        memcpy(out + done, &units, sizeof(units));
        done += 4;
    }
    return done;
}

static size_t narrow_ascii(const char16 *text, size_t length, char *out)
{
    size_t done = 0;

    while (done + 4 <= length) {
        uint64_t units;
        uint32_t bytes;

        memcpy(&units, text + done, sizeof(units));
        if ((units & UINT64_C(0xFF80FF80FF80FF80)) != 0)
            break;
        units = (units | units >> 8) & UINT64_C(0x0000FFFF0000FFFF);
        bytes = (uint32_t)(units | units >> 16);
        memcpy(out + done, &bytes, sizeof(bytes));
        done += 4;
    }
    return done;
}

enum status utf16_from_utf8(const char *text, size_t length, char16 *out, size_t capacity,
                            size_t *out_length)
{
    size_t units = widen_ascii(text, length < capacity ? length : capacity, out);

    *out_length = 0;
    for (size_t at = units; at < length;) {
        uint32_t point;
        size_t size;
        size_t needed;

        if ((uint8_t)text[at] < 0x80 && units < capacity) { /* most of most names */
            out[units++] = (uint8_t)text[at++];
            continue;
        }
        size = decode_utf8((const uint8_t *)text + at, length - at, &point);
        if (size == 0)
            return STATUS_INVALID_NAME;
        needed = point > 0xFFFF ? 2 : 1;
        if (needed > capacity - units)
            return STATUS_NO_SPACE;
        if (needed == 2) {
            out[units++] = (char16)(0xD7C0 + (point >> 10));
            out[units++] = (char16)(0xDC00 | (point & 0x3FF));
        } else {
            out[units++] = (char16)point;
        }
        at += size;
    }
    *out_length = units;
    return STATUS_OK;
}

/* The code point at `text`, a lone surrogate as itself; gives the units used. */
static size_t decode_utf16(const char16 *text, size_t left, uint32_t *point)
{
    if (left > 1 && utf16_is_high_surrogate(text[0]) && utf16_is_low_surrogate(text[1])) {
        *point = 0x10000u + ((text[0] & 0x3FFu) << 10) + (text[1] & 0x3FFu);
        return 2;
    }
    *point = text[0];
    return 1;
}

static size_t encode_utf8(uint32_t point, uint8_t out[4])
{
    static const uint8_t lead[] = { 0, 0, 0xC0, 0xE0, 0xF0 };
    const size_t size = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;

    if (size == 1) {
        out[0] = (uint8_t)point;
        return size;
    }
    for (size_t i = size - 1; i > 0; i--) {
        out[i] = (uint8_t)(0x80 | (point & 0x3F));
        point >>= 6;
    }
    out[0] = (uint8_t)(lead[size] | point);
    return size;
}

enum status utf16_to_utf8(const char16 *text, size_t length, char *out, size_t capacity,
                          size_t *out_length)
{
    size_t bytes;

    *out_length = 0;
    if (capacity == 0)
        return STATUS_NO_SPACE;
    bytes = narrow_ascii(text, length < capacity ? length : capacity - 1, out);
    for (size_t at = bytes; at < length;) {
        uint8_t encoded[4];
        uint32_t point;
        size_t size;

        if (text[at] < 0x80 && capacity - bytes > 1) { /* most of most names */
            out[bytes++] = (char)text[at++];
            continue;
        }
        at += decode_utf16(text + at, length - at, &point);
        size = encode_utf8(point, encoded);
        if (size >= capacity - bytes) {
            out[0] = '\0';
            return STATUS_NO_SPACE;
        }
        memcpy(out + bytes, encoded, size);
        bytes += size;
    }
    out[bytes] = '\0';
    *out_length = bytes;
    return STATUS_OK;
}
