/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The identifiers of files and directories, in bytes. */
#include "iso9660/identifier.h"

#include <assert.h>

#define UNITS_MAXIMUM (ISO9660_IDENTIFIER_MAXIMUM / 2 - 3) /* of a name, without its version */

/* ECMA-119 7.5.1: both separators stand even when there is no extension. */
static bool lacks_dot(const char16 *name, size_t length, enum fsimage_file_system file_system)
{
    if (file_system != FSIMAGE_ISO9660)
        return false;
    for (size_t i = length; i > 0; i--) {
        if (name[i - 1] == '.')
            return false;
    }
    return true;
}

static void put_unit(uint8_t *out, size_t index, char16 unit, enum fsimage_file_system file_system)
{
    if (file_system == FSIMAGE_ISO9660) {
        out[index] = (uint8_t)unit;
        return;
    }
    out[2 * index] = (uint8_t)(unit >> 8);
    out[2 * index + 1] = (uint8_t)unit;
}

size_t iso9660_identifier_encode(const struct fsimage_tree *tree, uint32_t item,
                                 enum fsimage_file_system file_system, bool is_directory,
                                 uint8_t out[ISO9660_IDENTIFIER_MAXIMUM])
{
    char16 scratch[FSIMAGE_NAME_MAXIMUM];
    size_t units = 0;
    size_t length;
    const char16 *name = fsimage_item_recorded_text(tree, item, file_system, scratch, &length);

    assert(length <= UNITS_MAXIMUM);
    for (; units < length && units < UNITS_MAXIMUM; units++)
        put_unit(out, units, name[units], file_system);
    if (!is_directory) {
        if (lacks_dot(name, length, file_system))
            put_unit(out, units++, '.', file_system);
        put_unit(out, units++, ';', file_system);
        put_unit(out, units++, '1', file_system);
    }
    return file_system == FSIMAGE_ISO9660 ? units : 2 * units;
}

/* A name that is kept has its length and its dot in lower case, too. */
size_t iso9660_identifier_size(const struct fsimage_tree *tree, uint32_t item,
                               enum fsimage_file_system file_system, bool is_directory)
{
    char16 scratch[FSIMAGE_NAME_MAXIMUM];
    size_t length;
    const char16 *name =
        fsimage_item_keeps_name(tree, item, file_system)
            ? fsimage_item_name(tree, item, &length)
            : fsimage_item_recorded_text(tree, item, file_system, scratch, &length);

    if (!is_directory)
        length += lacks_dot(name, length, file_system) ? 3 : 2;
    return file_system == FSIMAGE_ISO9660 ? length : 2 * length;
}
