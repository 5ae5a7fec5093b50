/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The volume descriptor sequence (ECMA-167 3/8.4.2, 3/8.4.3). */
#include "udf/volume_sequence.h"

#include "udf/tag.h"

#include <stdbool.h>
#include <string.h>

/* A sequence is continued elsewhere so many times at most: a chain of them may be a cycle. */
#define EXTENTS_MAXIMUM 16u

/* What has been found of a sequence. */
struct search {
    struct udf_disc *disc;
    struct udf_sequence *sequence;
    bool has_logical_volume;
    bool has_partition;
    bool is_ended;
    bool is_continued;
    struct udf_extent next;
};

/* ECMA-167 3/10.3, up to what is of use. */
struct volume_pointer {
    struct udf_tag tag;
    le32 sequence_number;
    struct udf_extent next;
};

WIRE_SIZE(struct volume_pointer, 28);

static enum status take_primary_volume(struct search *search, const uint8_t *bytes)
{
    const struct udf_primary_volume *primary = (const struct udf_primary_volume *)bytes;

    if (le16_get(primary->volume_sequence_maximum) > 1)
        return udf_disc_feature(search->disc, u"several volumes in a set");
    return STATUS_OK;
}

static enum status take_partition(struct search *search, const uint8_t *bytes)
{
    const struct udf_partition *partition = (const struct udf_partition *)bytes;
    struct udf_partition *kept = &search->sequence->partition;

    if (search->has_partition && le16_get(partition->number) != le16_get(kept->number))
        return udf_disc_feature(search->disc, u"several partitions");
    if (!search->has_partition ||
        le32_get(partition->sequence_number) >= le32_get(kept->sequence_number))
        *kept = *partition;
    search->has_partition = true;
    return STATUS_OK;
}

static void take_logical_volume(struct search *search, uint32_t block, const uint8_t *bytes)
{
    const struct udf_logical_volume *volume = (const struct udf_logical_volume *)bytes;
    struct udf_sequence *sequence = search->sequence;

    if (search->has_logical_volume &&
        le32_get(volume->sequence_number) < le32_get(sequence->logical_volume.head.sequence_number))
        return;
    memcpy(sequence->logical_volume.bytes, bytes, UDF_BLOCK_SIZE);
    sequence->logical_volume_block = block;
    search->has_logical_volume = true;
}

static enum status take_descriptor(struct search *search, uint32_t block, const uint8_t *bytes,
                                   uint16_t identifier)
{
    if (identifier == UDF_TAG_PRIMARY_VOLUME)
        return take_primary_volume(search, bytes);
    if (identifier == UDF_TAG_PARTITION)
        return take_partition(search, bytes);
    if (identifier == UDF_TAG_LOGICAL_VOLUME) {
        take_logical_volume(search, block, bytes);
    } else if (identifier == UDF_TAG_VOLUME_POINTER) {
        search->is_ended = search->is_continued = true;
        search->next = ((const struct volume_pointer *)bytes)->next;
    } else if (identifier == UDF_TAG_TERMINATING) {
        search->is_ended = true;
    }
    return STATUS_OK;
}

/* A sequence that has no terminating descriptor ends with what was not recorded (3/8.4.2). */
static bool is_unrecorded(const uint8_t *bytes)
{
    static const uint8_t zeros[sizeof(struct udf_tag)];

    return memcmp(bytes, zeros, sizeof(zeros)) == 0;
}

static enum status read_extent(struct search *search, struct udf_extent extent)
{
    const uint32_t blocks = le32_get(extent.length) / UDF_BLOCK_SIZE;
    const uint32_t first = le32_get(extent.location);

    search->is_ended = search->is_continued = false;
    for (uint32_t i = 0; i < blocks && !search->is_ended; i++) {
        uint8_t bytes[UDF_BLOCK_SIZE];
        uint16_t identifier;
        enum status status;

        if (i > UINT32_MAX - first)
            return udf_disc_corrupt(search->disc, first);
        status = udf_disc_read(search->disc, first + i, bytes);
        if (status != STATUS_OK || is_unrecorded(bytes))
            return status;
        if (udf_tag_check(bytes, sizeof(bytes), first + i, &identifier) != STATUS_OK)
            return udf_disc_corrupt(search->disc, first + i);
        status = take_descriptor(search, first + i, bytes, identifier);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

static enum status read_sequence(struct udf_disc *disc, struct udf_extent extent,
                                 struct udf_sequence *sequence)
{
    struct search search = { .disc = disc, .sequence = sequence, .next = extent };
    enum status status;
    unsigned extents = 0;

    memset(sequence, 0, sizeof(*sequence));
    do {
        if (extents++ == EXTENTS_MAXIMUM)
            return udf_disc_corrupt(disc, le32_get(search.next.location));
        status = read_extent(&search, search.next);
    } while (status == STATUS_OK && search.is_continued);
    if (status == STATUS_OK && (!search.has_logical_volume || !search.has_partition))
        return udf_disc_corrupt(disc, le32_get(extent.location));
    return status;
}

enum status udf_sequence_read(struct udf_disc *disc, const struct udf_anchor *anchor,
                              struct udf_sequence *sequence)
{
    const enum status status = read_sequence(disc, anchor->main_sequence, sequence);

    if (!udf_disc_is_damage(status))
        return status;
    return read_sequence(disc, anchor->reserve_sequence, sequence);
}
