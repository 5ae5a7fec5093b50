/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* File identifier descriptors, which make up directories (ECMA-167 4/14.4; OSTA UDF 2.3.4). */
#ifndef OPENIMAPI_UDF_FILE_IDENTIFIER_H
#define OPENIMAPI_UDF_FILE_IDENTIFIER_H

#include "udf/charset.h"
#include "udf/file_structures.h"
#include "udf/tag.h"

#include <stddef.h>
#include <stdint.h>

/** Bytes of the longest one. */
#define UDF_FILE_IDENTIFIER_MAXIMUM 296u

/** All have multiples of so many bytes. */
#define UDF_FILE_IDENTIFIER_UNIT 4u

/** What one tells. */
struct udf_child {
    uint8_t characteristics; /* enum udf_file_characteristics */
    uint16_t partition;      /* the index of the partition map of its ICB */
    uint32_t icb_block;
    uint32_t unique_id; /* the low half of its own */
    const uint8_t *identifier;
    size_t identifier_length; /* 0: a parent */
};

/** Bytes of the one whose identifier has so many. */
static inline uint32_t udf_file_identifier_size(size_t identifier_length)
{
    const size_t size = sizeof(struct udf_file_identifier) + identifier_length;

    return (uint32_t)((size + UDF_FILE_IDENTIFIER_UNIT - 1) / UDF_FILE_IDENTIFIER_UNIT *
                      UDF_FILE_IDENTIFIER_UNIT);
}

/**
 * Writes the descriptor, whose tag begins in block `location`, to `out`, where
 * udf_file_identifier_size bytes have room; gives them.
 */
uint32_t udf_file_identifier_encode(const struct udf_child *child,
                                    const struct udf_tag_style *style, uint32_t location,
                                    uint8_t *out);

#endif
