/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Blocks of partitions: the physical one and, from revision 2.50 on, the metadata partition, whose
 * blocks are those of a file in the physical one (ECMA-167 3/10.7; OSTA UDF 2.2.10, 2.2.13).
 */
#ifndef OPENIMAPI_UDF_READER_PARTITION_H
#define OPENIMAPI_UDF_READER_PARTITION_H

#include "udf/reader_disc.h"
#include "udf/volume_structures.h"

#include <stdbool.h>
#include <stdint.h>

/** A block that descriptors name. */
struct udf_address {
    uint32_t block;
    uint16_t partition; /* index of the partition map */
};

/** Consecutive blocks of the physical partition behind those of the metadata partition. */
struct udf_metadata_run {
    uint32_t first; /* in the metadata partition */
    uint32_t count;
    uint32_t location; /* absolute, or UDF_HOLE */
};

/** Where nothing is recorded. */
#define UDF_HOLE UINT32_MAX

/** The metadata file or its mirror. */
struct udf_metadata_copy {
    struct udf_metadata_run *runs;
    uint32_t run_count;
};

#define UDF_METADATA_COPIES 2u

/** There is no metadata partition. */
#define UDF_NO_PARTITION UINT16_MAX

struct udf_partitions {
    struct udf_disc *disc; /* borrowed */
    uint32_t start;        /* of the physical partition, absolute */
    uint32_t length;
    uint16_t physical; /* indexes of maps */
    uint16_t metadata;
    uint32_t metadata_files[UDF_METADATA_COPIES];         /* blocks of their entries, physical */
    struct udf_metadata_copy copies[UDF_METADATA_COPIES]; /* the sound ones first */
    unsigned copy_count;
};

/**
 * Reads the maps of a volume; the copies of the metadata partition are none as yet.
 * STATUS_CORRUPT. STATUS_NOT_SUPPORTED: maps of other kinds, several partitions, contents of
 * another kind.
 */
enum status udf_partitions_init(struct udf_partitions *partitions, struct udf_disc *disc,
                                const struct udf_logical_volume *volume, uint32_t volume_block,
                                const struct udf_partition *partition);

void udf_partitions_release(struct udf_partitions *partitions);

/** Places at which a block of that partition is recorded: 1, or 2 where there is a mirror. */
unsigned udf_partitions_copy_count(const struct udf_partitions *partitions, uint16_t partition);

/**
 * The absolute block of `address` in copy number `copy`, and how many blocks follow each other from
 * there on. STATUS_CORRUPT: outside the partition or the disc, or a hole.
 */
enum status udf_partitions_locate(const struct udf_partitions *partitions,
                                  struct udf_address address, unsigned copy, uint32_t *absolute,
                                  uint32_t *count);

/**
 * Copies the descriptor at `address`, of the first copy in which it has a sound tag, and gives its
 * identifier and the absolute block of the first copy. Failures are those of the last copy.
 */
enum status udf_partitions_read_descriptor(const struct udf_partitions *partitions,
                                           struct udf_address address, uint8_t out[UDF_BLOCK_SIZE],
                                           uint16_t *identifier, uint32_t *absolute);

/** What a long_ad names. */
static inline struct udf_address udf_address_of(const struct udf_long_descriptor *descriptor)
{
    return (struct udf_address){ le32_get(descriptor->block), le16_get(descriptor->partition) };
}

#endif
