/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Blocks of partitions (ECMA-167 3/10.7; OSTA UDF 2.2.10, 2.2.13). */
#include "udf/reader_partition.h"

#include "base/memory.h"
#include "udf/regid.h"
#include "udf/tag.h"

#include <string.h>

/* ECMA-167 3/10.7.1 */
enum map_type {
    MAP_PHYSICAL = 1,
    MAP_IDENTIFIED = 2,
};

/* The maps of a volume, in the block of its descriptor. */
struct map_table {
    const uint8_t *bytes;
    size_t size;
    uint16_t partition_number; /* the one partition that there is */
};

static enum status take_physical(struct udf_partitions *partitions, const struct map_table *table,
                                 const uint8_t *map, uint16_t index)
{
    const struct udf_partition_map *physical = (const struct udf_partition_map *)map;

    if (partitions->physical != UDF_NO_PARTITION)
        return udf_disc_feature(partitions->disc, u"several partitions");
    if (physical->length != sizeof(*physical) ||
        le16_get(physical->partition_number) != table->partition_number)
        return STATUS_CORRUPT;
    partitions->physical = index;
    return STATUS_OK;
}

static enum status take_identified(struct udf_partitions *partitions, const struct map_table *table,
                                   const uint8_t *map, uint16_t index)
{
    const struct udf_metadata_map *metadata = (const struct udf_metadata_map *)map;

    if (metadata->length != sizeof(*metadata))
        return STATUS_CORRUPT;
    if (udf_regid_is(&metadata->identifier, UDF_VIRTUAL_PARTITION_IDENTIFIER))
        return udf_disc_feature(partitions->disc, u"VAT");
    if (udf_regid_is(&metadata->identifier, UDF_SPARABLE_PARTITION_IDENTIFIER))
        return udf_disc_feature(partitions->disc, u"sparing table");
    if (!udf_regid_is(&metadata->identifier, UDF_METADATA_PARTITION_IDENTIFIER))
        return udf_disc_feature(partitions->disc, u"partition map");
    if (partitions->metadata != UDF_NO_PARTITION ||
        le16_get(metadata->partition_number) != table->partition_number)
        return STATUS_CORRUPT;
    partitions->metadata = index;
    partitions->metadata_files[0] = le32_get(metadata->metadata_file);
    partitions->metadata_files[1] = le32_get(metadata->mirror_file);
    return STATUS_OK;
}

static enum status take_maps(struct udf_partitions *partitions, const struct map_table *table,
                             uint32_t count)
{
    size_t at = 0;

    for (uint32_t i = 0; i < count; i++) {
        const uint8_t *map = table->bytes + at;
        enum status status;

        if (table->size - at < 2 || map[1] < 2 || map[1] > table->size - at)
            return STATUS_CORRUPT;
        at += map[1];
        if (map[0] == MAP_PHYSICAL)
            status = take_physical(partitions, table, map, (uint16_t)i);
        else if (map[0] == MAP_IDENTIFIED)
            status = take_identified(partitions, table, map, (uint16_t)i);
        else
            status = udf_disc_feature(partitions->disc, u"partition map");
        if (status != STATUS_OK)
            return status;
    }
    return partitions->physical == UDF_NO_PARTITION ? STATUS_CORRUPT : STATUS_OK;
}

enum status udf_partitions_init(struct udf_partitions *partitions, struct udf_disc *disc,
                                const struct udf_logical_volume *volume, uint32_t volume_block,
                                const struct udf_partition *partition)
{
    const size_t room = UDF_BLOCK_SIZE - sizeof(*volume);
    const struct map_table table = {
        .bytes = (const uint8_t *)(volume + 1),
        .size = le32_get(volume->map_table_length),
        .partition_number = le16_get(partition->number),
    };
    enum status status;

    *partitions = (struct udf_partitions){
        .disc = disc,
        .start = le32_get(partition->start),
        .length = le32_get(partition->length),
        .physical = UDF_NO_PARTITION,
        .metadata = UDF_NO_PARTITION,
    };
    if (!udf_regid_is(&partition->contents, "+NSR02") &&
        !udf_regid_is(&partition->contents, "+NSR03"))
        return udf_disc_feature(disc, u"partition contents");
    if (partitions->start > disc->last_block || table.size > room)
        return udf_disc_corrupt(disc, volume_block);
    status = take_maps(partitions, &table, le32_get(volume->map_count));
    return status == STATUS_CORRUPT ? udf_disc_corrupt(disc, volume_block) : status;
}

void udf_partitions_release(struct udf_partitions *partitions)
{
    for (unsigned i = 0; i < UDF_METADATA_COPIES; i++)
        memory_free(partitions->copies[i].runs);
    *partitions = (struct udf_partitions){ 0 };
}

unsigned udf_partitions_copy_count(const struct udf_partitions *partitions, uint16_t partition)
{
    return partition == partitions->metadata ? partitions->copy_count : 1;
}

static enum status locate_physical(const struct udf_partitions *partitions, uint32_t block,
                                   uint32_t *absolute, uint32_t *count)
{
    const uint64_t location = (uint64_t)partitions->start + block;
    const uint64_t left = partitions->disc->last_block + (uint64_t)1 - location;

    if (block >= partitions->length || location > partitions->disc->last_block)
        return udf_disc_corrupt(partitions->disc, partitions->start);
    *absolute = (uint32_t)location;
    *count = left < partitions->length - block ? (uint32_t)left : partitions->length - block;
    return STATUS_OK;
}

/* The last run that begins at or before the block. */
static const struct udf_metadata_run *find_run(const struct udf_metadata_copy *copy, uint32_t block)
{
    uint32_t low = 0;
    uint32_t high = copy->run_count;

    while (high - low > 1) {
        const uint32_t middle = low + (high - low) / 2;

        if (copy->runs[middle].first <= block)
            low = middle;
        else
            high = middle;
    }
    return &copy->runs[low];
}

static enum status locate_metadata(const struct udf_partitions *partitions, uint32_t block,
                                   unsigned copy, uint32_t *absolute, uint32_t *count)
{
    const struct udf_metadata_run *run;

    if (copy >= partitions->copy_count || partitions->copies[copy].run_count == 0)
        return udf_disc_corrupt(partitions->disc, partitions->start);
    run = find_run(&partitions->copies[copy], block);
    if (block - run->first >= run->count || run->location == UDF_HOLE)
        return udf_disc_corrupt(partitions->disc, partitions->start);
    *absolute = run->location + (block - run->first);
    *count = run->count - (block - run->first);
    return STATUS_OK;
}

enum status udf_partitions_locate(const struct udf_partitions *partitions,
                                  struct udf_address address, unsigned copy, uint32_t *absolute,
                                  uint32_t *count)
{
    *absolute = 0;
    *count = 0;
    if (address.partition == partitions->physical)
        return locate_physical(partitions, address.block, absolute, count);
    if (address.partition == partitions->metadata)
        return locate_metadata(partitions, address.block, copy, absolute, count);
    return udf_disc_corrupt(partitions->disc, partitions->start);
}

static enum status read_copy(const struct udf_partitions *partitions, struct udf_address address,
                             unsigned copy, uint8_t *out, uint16_t *identifier)
{
    uint32_t absolute;
    uint32_t count;
    enum status status = udf_partitions_locate(partitions, address, copy, &absolute, &count);

    if (status == STATUS_OK)
        status = udf_disc_read(partitions->disc, absolute, out);
    if (status == STATUS_OK &&
        udf_tag_check(out, UDF_BLOCK_SIZE, address.block, identifier) != STATUS_OK)
        status = udf_disc_corrupt(partitions->disc, absolute);
    return status;
}

enum status udf_partitions_read_descriptor(const struct udf_partitions *partitions,
                                           struct udf_address address, uint8_t out[UDF_BLOCK_SIZE],
                                           uint16_t *identifier, uint32_t *absolute)
{
    const unsigned copies = udf_partitions_copy_count(partitions, address.partition);
    uint32_t count;
    enum status status = udf_partitions_locate(partitions, address, 0, absolute, &count);

    *identifier = 0;
    for (unsigned copy = 0; copy < copies; copy++) {
        status = read_copy(partitions, address, copy, out, identifier);
        if (!udf_disc_is_damage(status))
            break;
    }
    return status;
}
