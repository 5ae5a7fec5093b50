/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What stands from block 16 of a session on. */
#include "iso9660/recognition.h"

#include <string.h>

#define DESCRIPTORS_START   16u
#define DESCRIPTORS_MAXIMUM 64u

/* ECMA-119 8.1.2, and ECMA-167 2/9 and 3/9.1, among which those of ECMA-168 may stand. */
static bool has_identifier(const struct iso9660_volume_descriptor *descriptor, const char *text)
{
    return memcmp(descriptor->standard_identifier, text, 5) == 0;
}

static bool is_udf_identifier(const struct iso9660_volume_descriptor *descriptor)
{
    return has_identifier(descriptor, "NSR02") || has_identifier(descriptor, "NSR03");
}

static bool is_extended_descriptor(const struct iso9660_volume_descriptor *descriptor)
{
    return is_udf_identifier(descriptor) || has_identifier(descriptor, "BEA01") ||
           has_identifier(descriptor, "TEA01") || has_identifier(descriptor, "BOOT2") ||
           has_identifier(descriptor, "CDW02");
}

/* Joliet 1995: UCS-2 level 1, 2 or 3. */
static bool is_joliet(const struct iso9660_volume_descriptor *descriptor)
{
    const uint8_t *escape = descriptor->escape_sequences;

    return descriptor->version == 1 && escape[0] == '%' && escape[1] == '/' &&
           (escape[2] == '@' || escape[2] == 'C' || escape[2] == 'E');
}

static void note_descriptor(const struct iso9660_volume_descriptor *descriptor, uint32_t block,
                            struct iso9660_recognition *recognition)
{
    switch (descriptor->type) {
    case ISO9660_DESCRIPTOR_BOOT_RECORD:
        recognition->has_boot_record = true;
        break;
    case ISO9660_DESCRIPTOR_PRIMARY:
        if (recognition->primary_block == 0) {
            recognition->primary_block = block;
            recognition->primary = *descriptor;
        }
        break;
    case ISO9660_DESCRIPTOR_SUPPLEMENTARY:
        if (recognition->joliet_block == 0 && is_joliet(descriptor)) {
            recognition->joliet_block = block;
            recognition->joliet = *descriptor;
        }
        break;
    default:
        break;
    }
}

enum status iso9660_recognition_read(struct byte_source *source, uint32_t session_start,
                                     struct iso9660_recognition *recognition, uint32_t *bad_block)
{
    const uint64_t first = (uint64_t)session_start + DESCRIPTORS_START;
    const uint64_t blocks = byte_source_size(source) / ISO9660_BLOCK_SIZE;
    bool is_terminated = false; /* what follows need not be readable */

    *bad_block = 0;
    *recognition = (struct iso9660_recognition){ 0 };
    for (uint64_t block = first; block < blocks && block - first < DESCRIPTORS_MAXIMUM; block++) {
        struct iso9660_volume_descriptor descriptor;
        const enum status status = byte_source_read_exact(source, block * ISO9660_BLOCK_SIZE,
                                                          &descriptor, sizeof(descriptor));

        if (status != STATUS_OK && is_terminated)
            break;
        if (status != STATUS_OK) {
            *recognition = (struct iso9660_recognition){ 0 };
            *bad_block = (uint32_t)block;
            return status;
        }
        if (has_identifier(&descriptor, "CD001")) {
            note_descriptor(&descriptor, (uint32_t)block, recognition);
            is_terminated = descriptor.type == ISO9660_DESCRIPTOR_TERMINATOR;
        } else if (is_udf_identifier(&descriptor)) {
            recognition->has_udf = true;
        } else if (!is_extended_descriptor(&descriptor)) {
            break;
        }
    }
    return STATUS_OK;
}
