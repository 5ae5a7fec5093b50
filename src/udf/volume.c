/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reading UDF volumes (ECMA-167 2/8, 3/8, 4/8; OSTA UDF 2). */
#include "udf/volume.h"

#include "base/memory.h"
#include "udf/charset.h"
#include "udf/file_structures.h"
#include "udf/reader_entry.h"
#include "udf/reader_metadata.h"
#include "udf/reader_walk.h"
#include "udf/regid.h"
#include "udf/volume_anchor.h"
#include "udf/volume_integrity.h"
#include "udf/volume_recognition.h"
#include "udf/volume_sequence.h"

#include <string.h>

struct fsimage_volume {
    struct udf_disc disc;
    struct udf_anchor anchor;
    struct udf_sequence sequence;
    struct udf_partitions partitions;
    struct udf_integrity_state integrity;
    struct udf_address root;
    unsigned revision;
    uint32_t end;
    uint64_t next_unique_id;
};

static const struct udf_logical_volume *logical_volume(const struct fsimage_volume *volume)
{
    return &volume->sequence.logical_volume.head;
}

static enum status check_domain(struct fsimage_volume *volume)
{
    const struct udf_logical_volume *head = logical_volume(volume);

    if (le32_get(head->block_size) != UDF_BLOCK_SIZE)
        return udf_disc_feature(&volume->disc, u"blocks that are not of 2048 bytes");
    if (!udf_regid_is(&head->domain, UDF_DOMAIN_IDENTIFIER))
        return udf_disc_feature(&volume->disc, u"domain");
    volume->revision = udf_regid_revision(&head->domain);
    return STATUS_OK;
}

/* What can be read by later revisions only says so here, or in its domain. */
static enum status check_revision(struct fsimage_volume *volume)
{
    const unsigned minimum = volume->integrity.minimum_read_revision != 0
                                 ? volume->integrity.minimum_read_revision
                                 : volume->revision;

    return minimum > UDF_REVISION_260 ? udf_disc_feature(&volume->disc, u"revision") : STATUS_OK;
}

static enum status read_file_set(struct fsimage_volume *volume)
{
    const struct udf_address address = udf_address_of(&logical_volume(volume)->file_set);
    uint8_t bytes[UDF_BLOCK_SIZE];
    uint16_t identifier;
    uint32_t absolute;
    const enum status status =
        udf_partitions_read_descriptor(&volume->partitions, address, bytes, &identifier, &absolute);

    if (status != STATUS_OK)
        return status;
    if (identifier != UDF_TAG_FILE_SET)
        return udf_disc_corrupt(&volume->disc, absolute);
    volume->root = udf_address_of(&((const struct udf_file_set *)bytes)->root);
    return STATUS_OK;
}

static uint64_t extent_end(struct udf_extent extent)
{
    return (uint64_t)le32_get(extent.location) +
           ((uint64_t)le32_get(extent.length) + UDF_BLOCK_SIZE - 1) / UDF_BLOCK_SIZE;
}

static uint64_t partition_end(const struct fsimage_volume *volume)
{
    return (uint64_t)volume->partitions.start + volume->partitions.length;
}

/* Where a further session may begin is nowhere recorded: it follows from what the volume names. */
static void find_end(struct fsimage_volume *volume)
{
    const uint64_t ends[] = {
        extent_end(volume->anchor.main_sequence),
        extent_end(volume->anchor.reserve_sequence),
        volume->integrity.end,
    };
    uint64_t end = partition_end(volume);

    for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
        end = ends[i] > end ? ends[i] : end;
    if (end <= volume->disc.last_block)
        end = udf_anchor_end(&volume->disc, (uint32_t)end);
    volume->end = end < UINT32_MAX ? (uint32_t)end : UINT32_MAX;
}

static enum status read_partitions(struct fsimage_volume *volume)
{
    const struct udf_sequence *sequence = &volume->sequence;
    const enum status status =
        udf_partitions_init(&volume->partitions, &volume->disc, logical_volume(volume),
                            sequence->logical_volume_block, &sequence->partition);

    return status == STATUS_OK ? udf_metadata_load(&volume->partitions) : status;
}

static enum status read_volume(struct fsimage_volume *volume)
{
    enum status status = udf_volume_recognize(&volume->disc);

    if (status == STATUS_OK)
        status = udf_anchor_find(&volume->disc, &volume->anchor);
    if (status == STATUS_OK)
        status = udf_sequence_read(&volume->disc, &volume->anchor, &volume->sequence);
    if (status == STATUS_OK)
        status = check_domain(volume);
    if (status == STATUS_OK)
        status = udf_integrity_read(&volume->disc, logical_volume(volume)->integrity_sequence,
                                    &volume->integrity);
    if (status == STATUS_OK)
        status = check_revision(volume);
    if (status == STATUS_OK)
        status = read_partitions(volume);
    if (status == STATUS_OK)
        status = read_file_set(volume);
    if (status == STATUS_OK)
        find_end(volume);
    return status;
}

static void close_volume(struct fsimage_volume *volume)
{
    if (volume == NULL)
        return;
    udf_partitions_release(&volume->partitions);
    udf_disc_release(&volume->disc);
    memory_free(volume);
}

static enum status open_volume(const struct fsimage_disc *disc, struct fsimage_volume **opened,
                               struct fsimage_problem *problem)
{
    struct fsimage_volume *volume = memory_allocate(1, sizeof(*volume));
    enum status status = STATUS_NO_MEMORY;

    *opened = NULL;
    fsimage_problem_clear(problem);
    if (volume == NULL)
        return status;
    status = udf_disc_init(&volume->disc, disc);
    if (status == STATUS_OK)
        status = read_volume(volume);
    volume->next_unique_id = volume->integrity.next_unique_id;
    status = udf_disc_report(&volume->disc, status, problem);
    if (status == STATUS_OK)
        *opened = volume;
    else
        close_volume(volume);
    return status;
}

static enum fsimage_append_obstacle find_obstacle(const struct fsimage_volume *volume)
{
    const uint8_t flags = udf_regid_domain_flags(&logical_volume(volume)->domain);

    if (le32_get(volume->sequence.partition.access_type) != UDF_ACCESS_READ_ONLY)
        return FSIMAGE_APPEND_NOT_READ_ONLY;
    if (partition_end(volume) > volume->disc.last_block)
        return FSIMAGE_APPEND_WHOLE_MEDIUM;
    if (!volume->integrity.is_closed || volume->next_unique_id > UDF_UNIQUE_ID_MAXIMUM)
        return FSIMAGE_APPEND_OPEN_INTEGRITY;
    if ((flags & UDF_DOMAIN_HARD_WRITE_PROTECT) != 0)
        return FSIMAGE_APPEND_WRITE_PROTECTED;
    if (volume->integrity.minimum_write_revision > UDF_REVISION_260)
        return FSIMAGE_APPEND_NEWER_REVISION;
    return FSIMAGE_APPEND_POSSIBLE;
}

static void give_info(const struct fsimage_volume *volume, struct fsimage_volume_info *info)
{
    const struct udf_logical_volume *head = logical_volume(volume);
    char16 name[UDF_TEXT_MAXIMUM];

    memset(info, 0, sizeof(*info));
    info->file_systems = FSIMAGE_UDF;
    if (udf_dstring_decode(head->volume_identifier, sizeof(head->volume_identifier), name,
                           &info->name_length) == STATUS_OK)
        memcpy(info->name, name, info->name_length * sizeof(*name));
    info->udf_revision = volume->revision;
    info->udf_minimum_write = volume->integrity.minimum_write_revision;
    info->udf_partition_start = volume->partitions.start;
    info->udf_next_unique_id = volume->next_unique_id;
    info->udf_tag_serial = le16_get(volume->anchor.tag.serial);
    info->end = volume->end;
    info->directory_count = volume->integrity.directory_count;
    info->file_count = volume->integrity.file_count;
    info->obstacle = find_obstacle(volume);
}

static enum status walk_volume(struct fsimage_volume *volume,
                               const struct fsimage_volume_sink *sink, void *context,
                               struct fsimage_problem *problem)
{
    struct udf_walk_result result;
    const enum status status = udf_walk(&volume->partitions, volume->root, sink, context, &result);

    if (result.highest_unique_id >= volume->next_unique_id)
        volume->next_unique_id = result.highest_unique_id + 1;
    return result.is_sink_failure ? status : udf_disc_report(&volume->disc, status, problem);
}

const struct fsimage_volume_reader_class udf_volume_reader_class = {
    .file_system = FSIMAGE_UDF,
    .open = open_volume,
    .info = give_info,
    .walk = walk_volume,
    .close = close_volume,
};

static_assert(FSIMAGE_VOLUME_NAME_MAXIMUM >= 126, "a dstring of 128 bytes holds 126 characters");
