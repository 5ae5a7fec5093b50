/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Volume names, adapted to what each file system can record. */
#include "fsimage/volume_name.h"

#include "base/date.h"
#include "fsimage/fold.h"

#define STRICT_MAXIMUM 15
#define ISO_MAXIMUM    32  /* ECMA-119 8.4.6 */
#define JOLIET_MAXIMUM 16  /* the same field in units of two bytes */
#define UDF_8_MAXIMUM  126 /* OSTA UDF 2.1.3, 2.2.4.4: a dstring of 128 bytes */
#define UDF_16_MAXIMUM 63

static bool is_strict_unit(char16 unit)
{
    return (unit >= 'a' && unit <= 'z') || (unit >= 'A' && unit <= 'Z') ||
           (unit >= '0' && unit <= '9') || unit == '.' || unit == '_';
}

enum status fsimage_volume_name_check(const char16 *name, size_t length, bool strict)
{
    if (length > (strict ? STRICT_MAXIMUM : FSIMAGE_VOLUME_NAME_MAXIMUM))
        return STATUS_INVALID_NAME;
    for (size_t i = 0; i < length; i++) {
        if (name[i] < 32 || (strict && !is_strict_unit(name[i])))
            return STATUS_INVALID_NAME;
    }
    return STATUS_OK;
}

static char16 iso_unit(char16 unit)
{
    const char16 upper = fold(unit);

    return (upper >= 'A' && upper <= 'Z') || (upper >= '0' && upper <= '9') ? upper : '_';
}

static char16 joliet_unit(char16 unit)
{
    switch (unit) {
    case '*':
    case '/':
    case ':':
    case ';':
    case '?':
    case '\\':
        return '_';
    default:
        return unit;
    }
}

static char16 adapt_unit(char16 unit, enum fsimage_file_system file_system)
{
    if (file_system == FSIMAGE_ISO9660)
        return iso_unit(unit);
    return file_system == FSIMAGE_JOLIET ? joliet_unit(unit) : unit;
}

static size_t udf_maximum(const char16 *name, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (name[i] > 0xFF)
            return UDF_16_MAXIMUM;
    }
    return UDF_8_MAXIMUM;
}

void fsimage_volume_name_adapt(const char16 *name, size_t length,
                               enum fsimage_file_system file_system,
                               char16 out[FSIMAGE_VOLUME_NAME_MAXIMUM + 1], size_t *out_length)
{
    size_t maximum = ISO_MAXIMUM;

    if (file_system == FSIMAGE_JOLIET)
        maximum = JOLIET_MAXIMUM;
    else if (file_system == FSIMAGE_UDF)
        maximum = udf_maximum(name, length);
    if (length > maximum) {
        length = maximum;
        if (utf16_is_high_surrogate(name[length - 1]) && utf16_is_low_surrogate(name[length]))
            length--;
    }
    for (size_t i = 0; i < length; i++)
        out[i] = adapt_unit(name[i], file_system);
    out[length] = 0;
    *out_length = length;
}

static char16 *put_digits(char16 *out, unsigned value, unsigned digits)
{
    for (unsigned i = digits; i > 0; i--) {
        out[i - 1] = (char16)('0' + value % 10);
        value /= 10;
    }
    return out + digits;
}

void fsimage_volume_name_default(int64_t local_ticks,
                                 char16 out[FSIMAGE_VOLUME_NAME_DEFAULT_LENGTH + 1])
{
    const struct date_fields date = date_fields_of(local_ticks);

    out = put_digits(out, (unsigned)date.year % 10000, 4);
    out = put_digits(out, date.month, 2);
    out = put_digits(out, date.day, 2);
    *out++ = '_';
    out = put_digits(out, date.hour, 2);
    out = put_digits(out, date.minute, 2);
    *out = 0;
}
