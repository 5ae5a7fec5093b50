/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* File identifier descriptors. */
#include "udf/file_identifier.h"

#include <string.h>

static_assert(UDF_FILE_IDENTIFIER_MAXIMUM ==
                  (sizeof(struct udf_file_identifier) + UDF_IDENTIFIER_MAXIMUM + 3) / 4 * 4,
              "the longest identifier must fit");

uint32_t udf_file_identifier_encode(const struct udf_child *child,
                                    const struct udf_tag_style *style, uint32_t location,
                                    uint8_t *out)
{
    const uint32_t size = udf_file_identifier_size(child->identifier_length);
    const size_t used = sizeof(struct udf_file_identifier) + child->identifier_length;
    const struct udf_file_identifier head = {
        .version = le16_of(1),
        .characteristics = child->characteristics,
        .identifier_length = (uint8_t)child->identifier_length,
        .icb = { .length = le32_of(UDF_BLOCK_SIZE),
                 .block = le32_of(child->icb_block),
                 .partition = le16_of(child->partition),
                 .unique_id = le32_of(child->unique_id) },
    };

    memcpy(out, &head, sizeof(head));
    if (child->identifier_length != 0)
        memcpy(out + sizeof(head), child->identifier, child->identifier_length);
    memset(out + used, 0, size - used);
    udf_tag_seal(out, size, UDF_TAG_FILE_IDENTIFIER, style, location);
    return size;
}
