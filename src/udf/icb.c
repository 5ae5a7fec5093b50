/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* File entries, and extended ones. */
#include "udf/icb.h"

#include "udf/regid.h"
#include "udf/tag.h"
#include "udf/timestamp.h"

#include <assert.h>
#include <string.h>

#define NOBODY      0xFFFFFFFFu /* OSTA UDF 2.3.6.1 */
#define PERMISSIONS 0x14A5u     /* ECMA-167 4/14.9.5: all may read and execute */
#define CHECKPOINT  1u          /* ECMA-167 4/14.9.15 */

static struct udf_icb_tag icb_tag(const struct udf_icb *entry)
{
    return (struct udf_icb_tag){
        .strategy = le16_of(UDF_ICB_STRATEGY),
        .entry_maximum = le16_of(1),
        .file_type = (uint8_t)entry->file_type,
        .flags = le16_of((uint16_t)(entry->flags | entry->allocation)),
    };
}

static struct udf_entry_head head_of(const struct udf_icb *entry)
{
    return (struct udf_entry_head){
        .icb = icb_tag(entry),
        .user = le32_of(NOBODY),
        .group = le32_of(NOBODY),
        .permissions = le32_of(PERMISSIONS),
        .link_count = le16_of(entry->link_count),
        .information_length = le64_of(entry->size),
    };
}

static struct udf_entry_tail tail_of(const struct udf_icb *entry)
{
    return (struct udf_entry_tail){
        .implementation = udf_regid_implementation(),
        .unique_id = le64_of(entry->unique_id),
        .descriptors_length = le32_of(entry->descriptors_length),
    };
}

/* Much has been made, written and read at one time only. */
static struct udf_timestamp timestamp_beside(const struct udf_icb *entry, int64_t time,
                                             const struct udf_timestamp *modification)
{
    return time == entry->times.modification ? *modification : udf_timestamp_of(time);
}

static void put_file_entry(const struct udf_icb *entry, uint8_t *out)
{
    const struct udf_timestamp modification = udf_timestamp_of(entry->times.modification);
    const struct udf_file_entry file = {
        .head = head_of(entry),
        .blocks_recorded = le64_of(entry->blocks),
        .access_time = timestamp_beside(entry, entry->times.access, &modification),
        .modification_time = modification,
        .attribute_time = modification,
        .checkpoint = le32_of(CHECKPOINT),
        .tail = tail_of(entry),
    };

    memcpy(out, &file, sizeof(file));
}

static struct udf_long_descriptor stream_directory(const struct udf_icb *entry,
                                                   const struct udf_image *image)
{
    struct udf_long_descriptor none = { 0 };

    if (!entry->has_streams)
        return none;
    return (struct udf_long_descriptor){
        .length = le32_of(UDF_BLOCK_SIZE),
        .block = le32_of(entry->stream_directory),
        .partition = le16_of(image->file_set_partition),
        .unique_id = le32_of((uint32_t)entry->unique_id),
    };
}

static void put_extended_file_entry(const struct udf_icb *entry, const struct udf_image *image,
                                    uint8_t *out)
{
    const struct udf_timestamp modification = udf_timestamp_of(entry->times.modification);
    const struct udf_extended_file_entry file = {
        .head = head_of(entry),
        .object_size = le64_of(entry->object_size),
        .blocks_recorded = le64_of(entry->blocks),
        .access_time = timestamp_beside(entry, entry->times.access, &modification),
        .modification_time = modification,
        .creation_time = timestamp_beside(entry, entry->times.creation, &modification),
        .attribute_time = modification,
        .checkpoint = le32_of(CHECKPOINT),
        .stream_directory = stream_directory(entry, image),
        .tail = tail_of(entry),
    };

    memcpy(out, &file, sizeof(file));
}

void udf_icb_encode(const struct udf_icb *entry, const struct udf_image *image, uint32_t location,
                    uint8_t *out)
{
    const size_t size = udf_icb_head_size(image->revision) + entry->descriptors_length;
    const bool is_extended = udf_has_extended_entries(image->revision);

    assert(size <= UDF_BLOCK_SIZE);
    if (is_extended)
        put_extended_file_entry(entry, image, out);
    else
        put_file_entry(entry, out);
    udf_tag_seal(out, size, is_extended ? UDF_TAG_EXTENDED_FILE_ENTRY : UDF_TAG_FILE_ENTRY,
                 &image->style, location);
}
