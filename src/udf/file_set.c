/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The file set descriptor. */
#include "udf/file_set.h"

#include "udf/charset.h"
#include "udf/file_structures.h"
#include "udf/regid.h"
#include "udf/timestamp.h"

#include <string.h>

void udf_file_set_emit(const struct udf_image *image, uint32_t root, uint8_t *out)
{
    const struct fsimage_layout *layout = image->layout;
    struct udf_file_set descriptor = {
        .recording_time = udf_timestamp_of(layout->image_time),
        .interchange_level = le16_of(3),
        .interchange_level_maximum = le16_of(3),
        .character_sets = le32_of(1),
        .character_sets_maximum = le32_of(1),
        .volume_character_set = udf_charspec_unicode(),
        .file_set_character_set = udf_charspec_unicode(),
        .root = { .length = le32_of(UDF_BLOCK_SIZE),
                  .block = le32_of(root),
                  .partition = le16_of(image->file_set_partition) },
        .domain = udf_regid_domain(image->revision),
    };

    udf_dstring_encode(descriptor.volume_identifier, sizeof(descriptor.volume_identifier),
                       layout->volume_name, layout->volume_name_length);
    udf_dstring_encode(descriptor.file_set_identifier, sizeof(descriptor.file_set_identifier),
                       layout->volume_name, layout->volume_name_length);
    memset(out, 0, UDF_BLOCK_SIZE);
    memcpy(out, &descriptor, sizeof(descriptor));
    udf_tag_seal(out, sizeof(descriptor), UDF_TAG_FILE_SET, &image->style, image->file_set_block);
}
