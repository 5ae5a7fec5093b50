/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* OSTA compressed Unicode. */
#include "udf/charset.h"

#include <assert.h>
#include <string.h>

/* OSTA UDF 2.1.1: the first byte of a text. */
#define WIDTH_8  8
#define WIDTH_16 16

static bool is_wide(const char16 *text, size_t length)
{
    char16 all = 0;

    for (size_t i = 0; i < length; i++)
        all |= text[i];
    return all > 0xFF;
}

/* Gives the bytes. */
static size_t put_text(uint8_t *out, bool wide, const char16 *text, size_t length)
{
    out[0] = wide ? WIDTH_16 : WIDTH_8;
    if (!wide) {
        for (size_t i = 0; i < length; i++)
            out[1 + i] = (uint8_t)text[i];
        return 1 + length;
    }
    for (size_t i = 0; i < length; i++) {
        out[1 + 2 * i] = (uint8_t)(text[i] >> 8);
        out[2 + 2 * i] = (uint8_t)text[i];
    }
    return 1 + 2 * length;
}

/* The units of `text`, at most `maximum`, that leave no surrogate pair cut in two. */
static size_t cut(const char16 *text, size_t length, size_t maximum)
{
    if (length <= maximum)
        return length;
    if (maximum > 0 && utf16_is_high_surrogate(text[maximum - 1]) &&
        utf16_is_low_surrogate(text[maximum]))
        return maximum - 1;
    return maximum;
}

static enum status get_text(const uint8_t *bytes, size_t size, char16 text[UDF_TEXT_MAXIMUM],
                            size_t *length)
{
    *length = 0;
    if (bytes[0] == WIDTH_8) {
        for (size_t i = 1; i < size; i++)
            text[i - 1] = bytes[i];
        *length = size - 1;
        return STATUS_OK;
    }
    if (bytes[0] != WIDTH_16 || size % 2 != 1)
        return STATUS_CORRUPT;
    for (size_t i = 1; i < size; i += 2)
        text[i / 2] = (char16)(bytes[i] << 8 | bytes[i + 1]);
    *length = size / 2;
    return STATUS_OK;
}

void udf_dstring_encode(uint8_t *field, size_t size, const char16 *text, size_t length)
{
    const bool wide = is_wide(text, length);
    const size_t room = size - 2; /* without the width and the length */

    assert(size >= 2 && size <= UDF_IDENTIFIER_MAXIMUM);
    memset(field, 0, size);
    length = cut(text, length, wide ? room / 2 : room);
    if (length != 0)
        field[size - 1] = (uint8_t)put_text(field, wide, text, length);
}

enum status udf_dstring_decode(const uint8_t *field, size_t size, char16 text[UDF_TEXT_MAXIMUM],
                               size_t *length)
{
    const uint8_t used = field[size - 1];

    *length = 0;
    if (used == 0)
        return STATUS_OK;
    return used < size ? get_text(field, used, text, length) : STATUS_CORRUPT;
}

size_t udf_identifier_encode(const char16 *name, size_t length, uint8_t out[UDF_IDENTIFIER_MAXIMUM])
{
    assert(length >= 1 && udf_identifier_size(name, length) <= UDF_IDENTIFIER_MAXIMUM);
    return put_text(out, is_wide(name, length), name, length);
}

size_t udf_identifier_size(const char16 *name, size_t length)
{
    return 1 + (is_wide(name, length) ? 2 * length : length);
}

enum status udf_identifier_decode(const uint8_t *identifier, size_t size,
                                  char16 name[UDF_TEXT_MAXIMUM], size_t *length)
{
    enum status status = STATUS_CORRUPT;

    *length = 0;
    if (size > 1 && size <= UDF_IDENTIFIER_MAXIMUM)
        status = get_text(identifier, size, name, length);
    return status;
}
