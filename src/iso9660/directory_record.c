/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Directory records (ECMA-119 9.1). */
#include "iso9660/directory_record.h"

#include "iso9660/both_endian.h"
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

enum status iso9660_record_decode(const uint8_t *bytes, size_t left, struct iso9660_record *record)
{
    struct iso9660_directory_record head;
    struct iso9660_entry entry = { .identifier = bytes + sizeof(head) };
    uint16_t sequence_number;

    *record = (struct iso9660_record){ 0 };
    if (left < sizeof(head))
        return STATUS_CORRUPT;
    memcpy(&head, bytes, sizeof(head));
    if (head.length > left || head.identifier_length == 0 ||
        sizeof(head) + head.identifier_length > head.length ||
        !iso9660_both32_read(head.extent, &entry.extent) ||
        !iso9660_both32_read(head.data_length, &entry.data_length) ||
        !iso9660_both16_read(head.volume_sequence_number, &sequence_number) ||
        entry.extent > UINT32_MAX - head.extended_attribute_length)
        return STATUS_CORRUPT;
    entry.extent += head.extended_attribute_length;
    entry.modification_time = iso9660_record_date_ticks(&head.date);
    entry.flags = head.flags;
    entry.identifier_length = head.identifier_length;
    *record = (struct iso9660_record){
        .entry = entry,
        .size = head.length,
        .interleave_gap = head.interleave_gap,
        .volume_sequence_number = sequence_number,
    };
    return STATUS_OK;
}
