/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The path table of a volume on a disc. */
#include "iso9660/path_table_reader.h"

#include "iso9660/both_endian.h"
#include "iso9660/hierarchy.h"

#define COUNT_MAXIMUM 65535 /* parents are numbered with 16 bits */

int64_t iso9660_path_table_count(const struct iso9660_volume *volume)
{
    const struct iso9660_volume_descriptor *descriptor = &volume->descriptor;
    const uint32_t location = le32_get(descriptor->type_l_path_table);
    uint32_t size;
    uint32_t at = 0;
    int64_t count = 0;

    if (!iso9660_both32_read(descriptor->path_table_size, &size) ||
        !iso9660_volume_has(volume, location, size))
        return -1;
    while (at < size) {
        struct iso9660_path_table_record head;

        if (size - at < sizeof(head) || count == COUNT_MAXIMUM ||
            byte_source_read_exact(volume->source, (uint64_t)location * ISO9660_BLOCK_SIZE + at,
                                   &head, sizeof(head)) != STATUS_OK)
            return -1;
        at += iso9660_path_table_record_size(head.identifier_length);
        count++;
    }
    return at == size && count != 0 ? count : -1;
}
