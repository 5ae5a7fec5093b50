/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What all descriptors of one image agree on. */
#ifndef OPENIMAPI_UDF_IMAGE_H
#define OPENIMAPI_UDF_IMAGE_H

#include "fsimage/layout.h"
#include "udf/tag.h"

#include <stdbool.h>
#include <stdint.h>

/** The metadata partition (OSTA UDF 2.2.10, from 2.50 on); blocks of the physical partition. */
struct udf_metadata {
    uint32_t entry; /* of the metadata file */
    uint32_t start;
    uint32_t mirror_entry;
    uint32_t mirror_start; /* the same as `start`, unless the mirror has blocks of its own */
    uint32_t blocks;
    bool is_duplicated;
};

/** Absolute blocks, where nothing else is said. */
struct udf_image {
    const struct fsimage_layout *layout;
    unsigned revision;
    struct udf_tag_style style;
    uint32_t main_sequence;
    uint32_t reserve_sequence;
    uint32_t integrity_sequence;
    uint32_t partition_start;
    uint32_t partition_length;
    bool has_metadata;
    struct udf_metadata metadata;
    uint16_t file_set_partition; /* the index of the partition map of all that begins below: */
    uint32_t file_set_block;     /* the file set descriptor, within that partition */
    uint64_t first_unique_id;    /* of this session */
    uint64_t next_unique_id;
    uint16_t minimum_read_revision;
};

/** Blocks of the volume descriptor sequences (ECMA-167 3/8.4.2) and of the integrity sequence. */
#define UDF_SEQUENCE_BLOCKS  16u
#define UDF_INTEGRITY_BLOCKS 4u

/** Blocks that metadata files are aligned to and consist of (OSTA UDF 2.2.10). */
#define UDF_METADATA_UNIT 32u

/** The revision from which a metadata partition is recorded. */
static inline bool udf_has_metadata(unsigned revision)
{
    return revision >= UDF_REVISION_250;
}

/** The revision from which file entries are extended ones, and can have named streams. */
static inline bool udf_has_extended_entries(unsigned revision)
{
    return revision >= UDF_REVISION_200;
}

#endif
