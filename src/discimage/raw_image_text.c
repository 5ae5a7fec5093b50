/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The two numbers of a raw CD image that come as text: media catalogue number and ISRC. */
#include "discimage/raw_image.h"

#include <string.h>

#define ISRC_COUNTRY 2 /* characters that are letters, */
#define ISRC_OWNER   5 /* and where those end that may be letters */

static bool is_digit(char16 unit)
{
    return unit >= '0' && unit <= '9';
}

/* The digit that makes the sum of all a multiple of ten, each second one thrice (ISO/IEC 15420). */
static bool check_digit_agrees(const char *digits)
{
    unsigned sum = 0;

    for (unsigned i = 0; i < CD_CATALOG_DIGITS; i++)
        sum += (unsigned)(digits[i] - '0') * (i % 2 == 0 ? 1 : 3);
    return sum % 10 == 0;
}

static bool parse_catalog(const char16 *text, size_t length, char *digits)
{
    size_t zeros;

    if (length > CD_CATALOG_DIGITS)
        return false;
    zeros = CD_CATALOG_DIGITS - length;
    memset(digits, '0', zeros);
    for (size_t i = 0; i < length; i++) {
        if (!is_digit(text[i]))
            return false;
        digits[zeros + i] = (char)text[i];
    }
    digits[CD_CATALOG_DIGITS] = '\0';
    return check_digit_agrees(digits);
}

enum raw_image_result raw_image_set_catalog(struct raw_image *image, const char16 *text,
                                            size_t length)
{
    char digits[CD_CATALOG_DIGITS + 1] = "";

    if (image->is_read_only)
        return RAW_IMAGE_IS_READ_ONLY;
    if (length > 0 && !parse_catalog(text, length, digits))
        return RAW_IMAGE_INVALID_CATALOG;
    memcpy(image->catalog, digits, sizeof(digits));
    return RAW_IMAGE_OK;
}

/* Whether `unit` may be character `place`; gives it in capitals. */
static bool parse_isrc_character(char16 unit, size_t place, char *character)
{
    const bool is_letter = (unit >= 'A' && unit <= 'Z') || (unit >= 'a' && unit <= 'z');

    if (is_letter ? place >= ISRC_OWNER : place < ISRC_COUNTRY || !is_digit(unit))
        return false;
    *character = (char)(unit >= 'a' ? unit - 'a' + 'A' : unit);
    return true;
}

/* A dash may stand before the owner, the year and the number. */
static bool may_be_dash(size_t place)
{
    return place == ISRC_COUNTRY || place == ISRC_OWNER || place == ISRC_OWNER + 2;
}

static bool parse_isrc(const char16 *text, size_t length, char *isrc)
{
    size_t place = 0;

    for (size_t i = 0; i < length; i++) {
        if (text[i] == '-' && may_be_dash(place) && text[i - 1] != '-')
            continue;
        if (place == CD_ISRC_CHARACTERS || !parse_isrc_character(text[i], place, &isrc[place]))
            return false;
        place++;
    }
    isrc[place] = '\0';
    return place == CD_ISRC_CHARACTERS;
}

enum raw_image_result raw_image_set_isrc(struct raw_image *image, size_t slot, const char16 *text,
                                         size_t length)
{
    struct raw_image_track *track = &image->tracks[slot];
    char isrc[CD_ISRC_CHARACTERS + 1] = "";

    if (image->is_read_only)
        return RAW_IMAGE_IS_READ_ONLY;
    if (track->kind != CD_SECTOR_AUDIO)
        return RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED;
    if (length > 0 && !parse_isrc(text, length, isrc))
        return RAW_IMAGE_INVALID_ISRC;
    memcpy(track->isrc, isrc, sizeof(isrc));
    return RAW_IMAGE_OK;
}
