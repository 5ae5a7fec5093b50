/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The identifiers of files and directories, in bytes. */
#include "iso9660/identifier.h"

#include <assert.h>
#include <string.h>

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

static size_t encode_iso(const char16 *name, size_t length, bool is_directory, uint8_t *out)
{
    size_t size = length < UNITS_MAXIMUM ? length : UNITS_MAXIMUM;

    for (size_t i = 0; i < size; i++)
        out[i] = (uint8_t)name[i];
    if (is_directory)
        return size;
    if (lacks_dot(name, length, FSIMAGE_ISO9660))
        out[size++] = '.';
    out[size++] = ';';
    out[size++] = '1';
    return size;
}

static size_t encode_joliet(const char16 *name, size_t length, bool is_directory, uint8_t *out)
{
    static const uint8_t version[] = { 0, ';', 0, '1' };
    const size_t units = length < UNITS_MAXIMUM ? length : UNITS_MAXIMUM;
    const size_t size = 2 * units;

    for (size_t i = 0; i < units; i++) {
        out[2 * i] = (uint8_t)(name[i] >> 8);
        out[2 * i + 1] = (uint8_t)name[i];
    }
    if (is_directory)
        return size;
    memcpy(out + size, version, sizeof(version));
    return size + sizeof(version);
}

size_t iso9660_identifier_encode(const struct fsimage_tree *tree, uint32_t item,
                                 enum fsimage_file_system file_system, bool is_directory,
                                 uint8_t out[ISO9660_IDENTIFIER_MAXIMUM])
{
    char16 scratch[FSIMAGE_NAME_MAXIMUM];
    size_t length;
    const char16 *name = fsimage_item_recorded_text(tree, item, file_system, scratch, &length);

    assert(length <= UNITS_MAXIMUM);
    return file_system == FSIMAGE_ISO9660 ? encode_iso(name, length, is_directory, out)
                                          : encode_joliet(name, length, is_directory, out);
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

/* ECMA-119 7.5.1: behind the last ';' stand digits; some writers leave them out. */
static size_t without_version(const char16 *name, size_t length)
{
    size_t at = length;

    while (at > 0 && name[at - 1] >= '0' && name[at - 1] <= '9')
        at--;
    return at > 0 && name[at - 1] == ';' ? at - 1 : length;
}

enum status iso9660_identifier_decode(const uint8_t *bytes, size_t size,
                                      enum fsimage_file_system file_system, bool is_directory,
                                      char16 out[ISO9660_RECORDED_IDENTIFIER_MAXIMUM],
                                      size_t *length)
{
    const size_t unit_size = file_system == FSIMAGE_ISO9660 ? 1 : 2;
    size_t units = size / unit_size;

    *length = 0;
    assert(size <= ISO9660_RECORDED_IDENTIFIER_MAXIMUM);
    if (size % unit_size != 0)
        return STATUS_CORRUPT;
    for (size_t i = 0; i < units; i++)
        out[i] = unit_size == 1 ? bytes[i] : (char16)(bytes[2 * i] << 8 | bytes[2 * i + 1]);
    if (!is_directory) {
        const size_t bare = without_version(out, units);

        if (bare != 0)
            units = bare;
        if (file_system == FSIMAGE_ISO9660 && units > 1 && out[units - 1] == '.')
            units--;
    }
    *length = units;
    return STATUS_OK;
}
