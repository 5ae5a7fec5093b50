/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The rules by which a name becomes one that a file system can record. */
#include "fsimage/short_name.h"

#include "base/crc16.h"
#include "fsimage/fold.h"

#include <assert.h>
#include <string.h>

#define ISO_STEM_LEVEL_1      8
#define ISO_EXTENSION_LEVEL_1 3
#define ISO_NAME_LEVEL_2      30 /* stem and extension together */
#define ISO_EXTENSION_LEVEL_2 8  /* when they do not fit as they are */
#define ISO_DIRECTORY_LEVEL_2 31
#define JOLIET_NAME           64
#define JOLIET_EXTENSION      16
#define NUMBER_DIGITS         10

/* The letters below the marks, from U+00C0 to U+017F; '_' for what is none. */
static const char base_letters[] =
    "AAAAAAACEEEEIIIIDNOOOOO_OUUUUYTSAAAAAAACEEEEIIIIDNOOOOO_OUUUUYTY"
    "AAAAAACCCCCCCCDDDDEEEEEEEEEEGGGGGGGGHHHHIIIIIIIIIIIIJJKKKLLLLLLL"
    "LLLNNNNNNNNNOOOOOOOORRRRRRSSSSSSSSTTTTTTUUUUUUUUUUUUWWYYYZZZZZZS";

static_assert(sizeof(base_letters) == 0x180 - 0xC0 + 1, "a letter for each unit");

/* The d-characters (ECMA-119 7.4.1) that ASCII becomes. */
static const char ascii_units[] = "________________________________"
                                  "________________0123456789______"
                                  "_ABCDEFGHIJKLMNOPQRSTUVWXYZ_____"
                                  "_ABCDEFGHIJKLMNOPQRSTUVWXYZ_____";

static_assert(sizeof(ascii_units) == 0x80 + 1, "a d-character for each unit");

void short_name_copy(const struct short_name *name, struct short_name *out)
{
    memcpy(out->text, name->text, name->length * sizeof(*out->text));
    out->length = name->length;
    out->stem_length = name->stem_length;
    out->stem_maximum = name->stem_maximum;
    out->mark = name->mark;
}

static char16 iso_unit_beyond_ascii(char16 unit)
{
    const char16 upper = fold(unit);

    if (upper < 0x80)
        return (char16)ascii_units[upper];
    if (upper >= 0xC0 && upper < 0x180)
        return (char16)base_letters[upper - 0xC0];
    return '_';
}

/* Where the last dot is, unless it is first or last; else `length`. */
static size_t extension_start(const char16 *name, size_t length)
{
    size_t at = length;

    while (at > 0 && name[at - 1] != '.')
        at--;
    return at > 1 && at < length ? at - 1 : length;
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Up to `maximum` units of `name` as d-characters; a surrogate pair is one. */
static uint8_t append_iso(struct short_name *out, const char16 *name, size_t length, size_t maximum)
{
    char16 *text = out->text + out->length;
    const size_t most = smaller(length, maximum);
    size_t appended = 0;

    for (; appended < most && name[appended] < 0x80; appended++)
        text[appended] = (char16)ascii_units[name[appended]];
    for (size_t i = appended; i < length && appended < maximum; i++) {
        const char16 unit = name[i];

        if (unit < 0x80) {
            text[appended++] = (char16)ascii_units[unit];
            continue;
        }
        text[appended++] = iso_unit_beyond_ascii(unit);
        if (utf16_is_high_surrogate(unit) && i + 1 < length && utf16_is_low_surrogate(name[i + 1]))
            i++;
    }
    out->length = (uint8_t)(out->length + appended);
    return (uint8_t)appended;
}

static void iso_directory_derive(const char16 *name, size_t length, unsigned level,
                                 struct short_name *out)
{
    out->stem_maximum = level == 1 ? ISO_STEM_LEVEL_1 : ISO_DIRECTORY_LEVEL_2;
    out->stem_length = append_iso(out, name, length, out->stem_maximum);
}

/* The units of `text` as d-characters, of which a surrogate pair makes one. */
static size_t iso_length(const char16 *text, size_t length)
{
    size_t count = length;

    for (size_t i = 0; i + 1 < length; i++)
        count -= utf16_is_high_surrogate(text[i]) && utf16_is_low_surrogate(text[i + 1]);
    return count;
}

static void iso_file_derive(const char16 *name, size_t length, unsigned level,
                            struct short_name *out)
{
    const size_t dot = extension_start(name, length);
    const size_t stem = iso_length(name, dot);
    size_t extension = dot == length ? 0 : iso_length(name + dot + 1, length - dot - 1);

    if (level == 1) {
        extension = smaller(extension, ISO_EXTENSION_LEVEL_1);
        out->stem_maximum = ISO_STEM_LEVEL_1;
    } else {
        if (stem + extension > ISO_NAME_LEVEL_2)
            extension = smaller(extension, ISO_EXTENSION_LEVEL_2);
        out->stem_maximum = (uint8_t)(ISO_NAME_LEVEL_2 - extension);
    }
    out->stem_length = append_iso(out, name, dot, out->stem_maximum);
    if (extension != 0) {
        out->text[out->length++] = '.';
        append_iso(out, name + dot + 1, length - dot - 1, extension);
    }
}

void iso_name_derive(const char16 *name, size_t length, bool is_directory, unsigned level,
                     struct short_name *out)
{
    out->length = 0;
    out->mark = '_';
    if (is_directory)
        iso_directory_derive(name, length, level, out);
    else
        iso_file_derive(name, length, level, out);
}

/* Of the first 64 units, those that Joliet forbids beside '\\': controls and * / : ; ? */
#define JOLIET_FORBIDDEN UINT64_C(0x8C008400FFFFFFFF)

/* UDF has no room for the byte order mark, in either order: so no name but an alias ever has one.
 */
static bool is_byte_order_mark(char16 unit)
{
    return unit == 0xFEFF || unit == 0xFFFE;
}

static char16 joliet_unit(char16 unit)
{
    if (unit < 64)
        return (JOLIET_FORBIDDEN >> unit & 1) != 0 ? '_' : unit;
    return unit == '\\' || is_byte_order_mark(unit) ? '_' : unit;
}

static uint8_t append_joliet(struct short_name *out, const char16 *name, size_t length)
{
    for (size_t i = 0; i < length; i++)
        out->text[out->length + i] = joliet_unit(name[i]);
    out->length = (uint8_t)(out->length + length);
    return (uint8_t)length;
}

/* At most `maximum` of `length` units, so that no pair is cut. */
static size_t cut_between_pairs(const char16 *text, size_t length, size_t maximum)
{
    if (length <= maximum)
        return length;
    if (maximum > 0 && utf16_is_high_surrogate(text[maximum - 1]) &&
        utf16_is_low_surrogate(text[maximum]))
        return maximum - 1;
    return maximum;
}

void joliet_name_derive(const char16 *name, size_t length, bool is_directory,
                        struct short_name *out)
{
    const size_t dot = is_directory ? length : extension_start(name, length);
    const size_t stem = length - dot > JOLIET_EXTENSION + 1 ? length : dot;

    out->length = 0;
    out->mark = '~';
    out->stem_maximum = (uint8_t)(JOLIET_NAME - (length - stem));
    out->stem_length = append_joliet(out, name, cut_between_pairs(name, stem, out->stem_maximum));
    append_joliet(out, name + stem, length - stem);
}

bool joliet_name_is_kept(const char16 *name, size_t length)
{
    if (length > JOLIET_NAME)
        return false;
    for (size_t i = 0; i < length; i++) {
        if (joliet_unit(name[i]) != name[i])
            return false;
    }
    return true;
}

#define UDF_NAME_8    254 /* units of eight bits that a file identifier has room for */
#define UDF_NAME_16   127
#define UDF_EXTENSION 6 /* with its dot */
#define UDF_CHECK     5 /* '#' and four digits */

static char16 udf_unit(char16 unit)
{
    return is_byte_order_mark(unit) ? '_' : unit;
}

static bool is_narrow(const char16 *name, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (udf_unit(name[i]) > 0xFF)
            return false;
    }
    return true;
}

bool udf_name_is_kept(const char16 *name, size_t length)
{
    for (size_t i = fold_ascii_run(name, length); i < length; i++) {
        if (is_byte_order_mark(name[i]))
            return false;
    }
    return length <= UDF_NAME_16 || (length <= UDF_NAME_8 && is_narrow(name, length));
}

static void append_udf(struct short_name *out, const char16 *name, size_t length)
{
    for (size_t i = 0; i < length; i++)
        out->text[out->length++] = udf_unit(name[i]);
}

static uint16_t check_of(const char16 *name, size_t length)
{
    uint8_t bytes[2 * UINT8_MAX];

    assert(length <= UINT8_MAX);
    for (size_t i = 0; i < length; i++) {
        bytes[2 * i] = (uint8_t)(name[i] >> 8);
        bytes[2 * i + 1] = (uint8_t)name[i];
    }
    return crc16(bytes, 2 * length);
}

void udf_name_derive(const char16 *name, size_t length, bool is_directory, struct short_name *out)
{
    const size_t dot = is_directory ? length : extension_start(name, length);
    const size_t stem = length - dot > UDF_EXTENSION ? length : dot;
    const size_t room = is_narrow(name, length) ? UDF_NAME_8 : UDF_NAME_16;
    const uint16_t check = check_of(name, length);

    out->length = 0;
    out->mark = '~';
    out->stem_maximum = (uint8_t)(room - UDF_CHECK - (length - stem));
    append_udf(out, name, cut_between_pairs(name, stem, out->stem_maximum));
    out->stem_length = out->length;
    out->text[out->length++] = '#';
    for (unsigned shift = 16; shift != 0; shift -= 4)
        out->text[out->length++] =
            (char16)(unsigned char)"0123456789ABCDEF"[check >> (shift - 4) & 15];
    append_udf(out, name + stem, length - stem);
}

/* The decimal digits of `number` at the end of `digits`; gives how many. */
static size_t digits_of(uint32_t number, char16 digits[NUMBER_DIGITS])
{
    size_t count = 0;

    do {
        digits[NUMBER_DIGITS - ++count] = (char16)('0' + number % 10);
        number /= 10;
    } while (number != 0);
    return count;
}

void short_name_number(const struct short_name *base, uint32_t number, struct short_name *out)
{
    const size_t rest = (size_t)(base->length - base->stem_length);
    char16 digits[NUMBER_DIGITS];
    const size_t count = digits_of(number, digits);
    const size_t kept =
        cut_between_pairs(base->text, base->stem_length, base->stem_maximum - (count + 1));

    short_name_copy(base, out);
    out->text[kept] = base->mark;
    memcpy(out->text + kept + 1, digits + NUMBER_DIGITS - count, count * sizeof(*digits));
    out->stem_length = (uint8_t)(kept + 1 + count);
    memcpy(out->text + out->stem_length, base->text + base->stem_length, rest * sizeof(char16));
    out->length = (uint8_t)(out->stem_length + rest);
}

uint32_t short_name_number_of(const struct short_name *base, const char16 *text, size_t length)
{
    const size_t rest = (size_t)(base->length - base->stem_length);
    struct short_name numbered;
    uint32_t number = 0;
    uint32_t weight = 1;
    size_t at;

    if (length <= rest)
        return 0;
    for (at = length - rest; at > 0 && weight <= 10000000; weight *= 10) {
        const char16 unit = text[at - 1];

        if (unit < '0' || unit > '9')
            break;
        number += (uint32_t)(unit - '0') * weight;
        at--;
    }
    short_name_number(base, number, &numbered);
    return utf16_compare(numbered.text, numbered.length, text, length) == 0 ? number : 0;
}
