/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Entries of files and directories (ECMA-167 4/14.9, 4/14.17). */
#include "udf/reader_entry.h"

#include "base/date.h"
#include "udf/timestamp.h"

#include <string.h>

/* A time that is not set, or impossible. */
#define TIME_UNKNOWN DATE_UNIX_EPOCH_TICKS

static int64_t ticks_of(const struct udf_timestamp *timestamp)
{
    int64_t ticks;

    return udf_timestamp_ticks(timestamp, &ticks) ? ticks : TIME_UNKNOWN;
}

static enum status take_icb(struct udf_disc *disc, struct udf_entry *entry,
                            const struct udf_icb_tag *icb)
{
    const unsigned allocation = le16_get(icb->flags) & UDF_ICB_ALLOCATION_MASK;

    if (le16_get(icb->strategy) != UDF_ICB_STRATEGY)
        return udf_disc_feature(disc, u"ICB strategy 4096");
    if (allocation > UDF_ICB_EMBEDDED)
        return udf_disc_corrupt(disc, entry->absolute);
    entry->file_type = icb->file_type;
    entry->allocation = (enum udf_icb_allocation)allocation;
    return STATUS_OK;
}

/* The extended attributes lie between the head and the descriptors; none of them is of use. */
static enum status take_lengths(struct udf_disc *disc, struct udf_entry *entry, uint32_t head,
                                uint32_t attributes, uint32_t descriptors)
{
    if (attributes > UDF_BLOCK_SIZE - head || descriptors > UDF_BLOCK_SIZE - head - attributes)
        return udf_disc_corrupt(disc, entry->absolute);
    entry->descriptors_offset = head + attributes;
    entry->descriptors_length = descriptors;
    if (entry->allocation == UDF_ICB_EMBEDDED && entry->size > descriptors)
        return udf_disc_corrupt(disc, entry->absolute);
    return STATUS_OK;
}

/* What both kinds of entries say. */
static enum status take_common(struct udf_disc *disc, struct udf_entry *entry, uint32_t size,
                               const struct udf_entry_head *head, const struct udf_entry_tail *tail)
{
    const enum status status = take_icb(disc, entry, &head->icb);

    if (status != STATUS_OK)
        return status;
    entry->size = le64_get(head->information_length);
    entry->unique_id = le64_get(tail->unique_id);
    return take_lengths(disc, entry, size, le32_get(tail->extended_attributes_length),
                        le32_get(tail->descriptors_length));
}

/* There is no creation time before revision 2.00 but in an extended attribute that few record. */
static enum status take_file_entry(struct udf_disc *disc, struct udf_entry *entry)
{
    const struct udf_file_entry *file = (const struct udf_file_entry *)entry->block;

    entry->has_streams = false;
    entry->times.access = ticks_of(&file->access_time);
    entry->times.modification = ticks_of(&file->modification_time);
    entry->times.creation = entry->times.modification;
    return take_common(disc, entry, sizeof(*file), &file->head, &file->tail);
}

static enum status take_extended_entry(struct udf_disc *disc, struct udf_entry *entry)
{
    const struct udf_extended_file_entry *file =
        (const struct udf_extended_file_entry *)entry->block;

    entry->stream_directory = udf_address_of(&file->stream_directory);
    entry->has_streams = (le32_get(file->stream_directory.length) & UDF_EXTENT_LENGTH_MASK) != 0;
    entry->times.access = ticks_of(&file->access_time);
    entry->times.modification = ticks_of(&file->modification_time);
    entry->times.creation = ticks_of(&file->creation_time);
    return take_common(disc, entry, sizeof(*file), &file->head, &file->tail);
}

enum status udf_entry_read(const struct udf_partitions *partitions, struct udf_address address,
                           struct udf_entry *entry)
{
    uint16_t identifier;
    const enum status status = udf_partitions_read_descriptor(partitions, address, entry->block,
                                                              &identifier, &entry->absolute);

    if (status != STATUS_OK)
        return status;
    entry->address = address;
    if (identifier == UDF_TAG_FILE_ENTRY)
        return take_file_entry(partitions->disc, entry);
    if (identifier == UDF_TAG_EXTENDED_FILE_ENTRY)
        return take_extended_entry(partitions->disc, entry);
    if (identifier == UDF_TAG_INDIRECT_ENTRY)
        return udf_disc_feature(partitions->disc, u"ICB strategy 4096");
    return udf_disc_corrupt(partitions->disc, entry->absolute);
}

const uint8_t *udf_entry_embedded(const struct udf_entry *entry)
{
    return entry->block + entry->descriptors_offset;
}
