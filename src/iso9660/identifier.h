/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The identifiers of files and directories, in bytes (ECMA-119 7.5, 7.6; Joliet 1995). */
#ifndef OPENIMAPI_ISO9660_IDENTIFIER_H
#define OPENIMAPI_ISO9660_IDENTIFIER_H

#include "fsimage/tree.h"
#include "iso9660/structures.h"

#include <stddef.h>
#include <stdint.h>

/** Bytes, with room for 64 units of Joliet, a dot and a version. */
#define ISO9660_IDENTIFIER_MAXIMUM 134

/** Writes the identifier of an attached item, version and all, to `out`; gives its bytes. */
size_t iso9660_identifier_encode(const struct fsimage_tree *tree, uint32_t item,
                                 enum fsimage_file_system file_system, bool is_directory,
                                 uint8_t out[ISO9660_IDENTIFIER_MAXIMUM]);

/** Bytes that iso9660_identifier_encode would write. */
size_t iso9660_identifier_size(const struct fsimage_tree *tree, uint32_t item,
                               enum fsimage_file_system file_system, bool is_directory);

/**
 * Decodes the identifier of a record into a name; gives its units, at most
 * ISO9660_RECORDED_IDENTIFIER_MAXIMUM. A file's version is left out, and of ECMA-119 the dot that
 * ends a name without extension. Each byte of ECMA-119 is the unit of its value.
 * STATUS_CORRUPT: half a unit of Joliet.
 */
enum status iso9660_identifier_decode(const uint8_t *bytes, size_t size,
                                      enum fsimage_file_system file_system, bool is_directory,
                                      char16 out[ISO9660_RECORDED_IDENTIFIER_MAXIMUM],
                                      size_t *length);

#endif
