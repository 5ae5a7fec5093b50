/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Directory records (ECMA-119 9.1). */
#include "iso9660/directory_record.h"

#include "iso9660/date.h"

#include <assert.h>
#include <string.h>

uint32_t iso9660_record_encode(const struct iso9660_entry *entry, uint8_t *out)
{
    const uint32_t size = iso9660_record_size(entry->identifier_length);
    const struct iso9660_directory_record head = {
        .length = (uint8_t)size,
        .extent = both32_of(entry->extent),
        .data_length = both32_of(entry->data_length),
        .date = iso9660_record_date_of(entry->modification_time),
        .flags = entry->flags,
        .volume_sequence_number = both16_of(1),
        .identifier_length = (uint8_t)entry->identifier_length,
    };

    assert(size <= UINT8_MAX);
    out[size - 1] = 0;
    memcpy(out, &head, sizeof(head));
    memcpy(out + sizeof(head), entry->identifier, entry->identifier_length);
    return size;
}
