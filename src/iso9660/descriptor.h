/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Volume descriptors (ECMA-119 8). */
#ifndef OPENIMAPI_ISO9660_DESCRIPTOR_H
#define OPENIMAPI_ISO9660_DESCRIPTOR_H

#include "iso9660/hierarchy.h"
#include "iso9660/structures.h"

/** Where the path tables of a hierarchy lie: absolute on the disc. */
struct iso9660_tables {
    uint32_t type_l;
    uint32_t type_m;
};

/**
 * Writes the primary volume descriptor, or for Joliet the supplementary one, of that hierarchy, to
 * `out`: one block.
 */
void iso9660_descriptor_emit(const struct iso9660_hierarchy *hierarchy,
                             const struct iso9660_tables *tables, uint8_t *out);

/** Writes the volume descriptor set terminator (ECMA-119 8.3) to `out`: one block. */
void iso9660_terminator_emit(uint8_t *out);

#endif
