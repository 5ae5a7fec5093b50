/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* OSTA compressed Unicode. */
#include "udf/charset.h"

#include "base/crc16.h"

#include <assert.h>
#include <string.h>

/* OSTA UDF 2.1.1: the first byte of a text. */
#define WIDTH_8  8
#define WIDTH_16 16

#define NAME_MAXIMUM      255
#define EXTENSION_MAXIMUM 5 /* units behind the dot that are kept when the stem is cut */
#define NUMBER_LENGTH     5 /* '#' and four digits */

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

/* The Unicode standard keeps both for marking the order of bytes. */
static bool is_forbidden(char16 unit)
{
    return unit == 0xFEFF || unit == 0xFFFE;
}

static bool has_forbidden(const char16 *name, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (is_forbidden(name[i]))
            return true;
    }
    return false;
}

static size_t units_maximum(bool wide)
{
    return wide ? UDF_TEXT_MAXIMUM / 2 : UDF_TEXT_MAXIMUM;
}

static bool keeps(const char16 *name, size_t length, bool wide)
{
    return length <= units_maximum(wide) && !(wide && has_forbidden(name, length));
}

bool udf_identifier_keeps(const char16 *name, size_t length)
{
    return keeps(name, length, is_wide(name, length));
}

/* Where a name is put together that is not kept. */
struct changed_name {
    size_t stem;      /* units of it that stay */
    size_t extension; /* where it begins, its dot included; the length when there is none */
};

static struct changed_name change(const char16 *name, size_t length, bool wide)
{
    struct changed_name changed = { length, length };
    size_t room;

    for (size_t i = length; i > 1 && length - i <= EXTENSION_MAXIMUM; i--) {
        if (name[i - 1] == '.') {
            if (i != length)
                changed.extension = i - 1;
            break;
        }
    }
    room = units_maximum(wide) - NUMBER_LENGTH - (length - changed.extension);
    changed.stem = cut(name, changed.extension, room);
    return changed;
}

/* Gives the units. */
static size_t put_changed(const char16 *name, size_t length, bool wide, uint16_t number,
                          char16 *out)
{
    static const char digits[] = "0123456789ABCDEF";
    const struct changed_name changed = change(name, length, wide);
    size_t used = 0;

    for (size_t i = 0; i < changed.stem; i++)
        out[used++] = name[i];
    out[used++] = '#';
    for (int shift = 12; shift >= 0; shift -= 4)
        out[used++] = (char16)digits[number >> shift & 15];
    for (size_t i = changed.extension; i < length; i++)
        out[used++] = name[i];
    for (size_t i = 0; i < used; i++) {
        if (is_forbidden(out[i]))
            out[i] = '_';
    }
    return used;
}

size_t udf_identifier_encode(const char16 *name, size_t length, uint16_t number,
                             uint8_t out[UDF_IDENTIFIER_MAXIMUM])
{
    const bool wide = is_wide(name, length);
    char16 changed[NAME_MAXIMUM];

    assert(length >= 1 && length <= NAME_MAXIMUM);
    if (keeps(name, length, wide))
        return put_text(out, wide, name, length);
    length = put_changed(name, length, wide, number, changed);
    return put_text(out, wide, changed, length);
}

size_t udf_identifier_size(const char16 *name, size_t length)
{
    const bool wide = is_wide(name, length);

    if (!keeps(name, length, wide)) {
        const struct changed_name changed = change(name, length, wide);

        length = changed.stem + NUMBER_LENGTH + (length - changed.extension);
    }
    return 1 + (wide ? 2 * length : length);
}

uint16_t udf_identifier_number(const char16 *name, size_t length)
{
    uint8_t bytes[1 + 2 * NAME_MAXIMUM];

    assert(length <= NAME_MAXIMUM);
    return crc16(bytes + 1, put_text(bytes, true, name, length) - 1);
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
