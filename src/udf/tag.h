/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Descriptor tags: sealed last, in one place, and checked first, in one place (ECMA-167 3/7.2). */
#ifndef OPENIMAPI_UDF_TAG_H
#define OPENIMAPI_UDF_TAG_H

#include "base/status.h"
#include "udf/structures.h"

#include <stddef.h>
#include <stdint.h>

/** The tag's version: 2 up to revision 1.50, which follows ECMA-167/2, else 3. */
static inline uint16_t udf_tag_version(unsigned revision)
{
    return revision < UDF_REVISION_200 ? 2 : 3;
}

/** What the tags of one session have in common. */
struct udf_tag_style {
    uint16_t version; /* as udf_tag_version gives it */
    uint16_t serial;
};

/**
 * Writes the tag of the descriptor that lies in `size` bytes at `descriptor`, tag included, and is
 * otherwise complete. The CRC covers all of its body.
 */
void udf_tag_seal(void *descriptor, size_t size, enum udf_tag_identifier identifier,
                  const struct udf_tag_style *style, uint32_t location);

/**
 * Whether `size` bytes from outside begin with a sound tag of that location: its checksum, its
 * version (2 or 3) and, unless its length is 0, the CRC over what it says. Gives the identifier;
 * STATUS_CORRUPT, and 0, when it is none. `location` UINT32_MAX accepts any.
 */
enum status udf_tag_check(const void *descriptor, size_t size, uint32_t location,
                          uint16_t *identifier);

#endif
