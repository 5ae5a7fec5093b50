/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The files that hold the metadata partition (OSTA UDF 2.2.13). */
#include "udf/reader_metadata.h"

#include "base/memory.h"
#include "udf/reader_extents.h"

static enum status place_piece(const struct udf_partitions *partitions,
                               const struct udf_extent_piece *piece, struct udf_metadata_run *run)
{
    uint32_t count;
    enum status status;

    run->count = (uint32_t)((piece->size + UDF_BLOCK_SIZE - 1) / UDF_BLOCK_SIZE);
    run->location = UDF_HOLE;
    if (piece->address.block == UDF_HOLE)
        return STATUS_OK;
    if (piece->address.partition != partitions->physical)
        return udf_disc_corrupt(partitions->disc, partitions->start);
    status = udf_partitions_locate(partitions, piece->address, 0, &run->location, &count);
    if (status == STATUS_OK && count < run->count)
        status = udf_disc_corrupt(partitions->disc, run->location);
    return status;
}

static enum status place_pieces(const struct udf_partitions *partitions,
                                const struct udf_extents *extents, struct udf_metadata_copy *copy)
{
    uint32_t first = 0;
    enum status status = STATUS_OK;

    if (extents->count == 0)
        return udf_disc_corrupt(partitions->disc, partitions->start);
    copy->runs = memory_resize(NULL, extents->count, sizeof(*copy->runs));
    if (copy->runs == NULL)
        return STATUS_NO_MEMORY;
    for (uint32_t i = 0; i < extents->count && status == STATUS_OK; i++) {
        copy->runs[i].first = first;
        status = place_piece(partitions, &extents->pieces[i], &copy->runs[i]);
        first += copy->runs[i].count;
    }
    if (status == STATUS_OK) {
        copy->run_count = extents->count;
    } else {
        memory_free(copy->runs);
        copy->runs = NULL;
    }
    return status;
}

static enum status load_copy(const struct udf_partitions *partitions, uint32_t block,
                             enum udf_file_type type, struct udf_metadata_copy *copy)
{
    const struct udf_address address = { block, partitions->physical };
    struct udf_visits visits = { 0 };
    struct udf_extents extents = { 0 };
    struct udf_entry entry;
    enum status status = udf_entry_read(partitions, address, &entry);

    if (status == STATUS_OK && (entry.file_type != type || entry.allocation == UDF_ICB_EMBEDDED))
        status = udf_disc_corrupt(partitions->disc, entry.absolute);
    if (status == STATUS_OK)
        status = udf_extents_read(partitions, &entry, UDF_HOLES_KEPT, &visits, &extents);
    if (status == STATUS_OK)
        status = place_pieces(partitions, &extents, copy);
    udf_extents_release(&extents);
    udf_visits_release(&visits);
    return status;
}

enum status udf_metadata_load(struct udf_partitions *partitions)
{
    static const enum udf_file_type types[] = { UDF_FILE_METADATA, UDF_FILE_METADATA_MIRROR };
    enum status first_failure = STATUS_OK;

    if (partitions->metadata == UDF_NO_PARTITION)
        return STATUS_OK;
    for (unsigned i = 0; i < UDF_METADATA_COPIES; i++) {
        const enum status status = load_copy(partitions, partitions->metadata_files[i], types[i],
                                             &partitions->copies[partitions->copy_count]);

        if (status == STATUS_OK)
            partitions->copy_count++;
        else if (!udf_disc_is_damage(status))
            return status;
        else if (first_failure == STATUS_OK)
            first_failure = status;
    }
    return partitions->copy_count != 0 ? STATUS_OK : first_failure;
}
