/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Entries of files and directories (ECMA-167 4/14.9, 4/14.17). */
#ifndef OPENIMAPI_UDF_READER_ENTRY_H
#define OPENIMAPI_UDF_READER_ENTRY_H

#include "fsimage/tree.h"
#include "udf/file_structures.h"
#include "udf/reader_partition.h"

#include <stdint.h>

/**
 * Ids are counted from 16 (OSTA UDF 3.2.1.1). What lies in the upper half is damage, and leaves no
 * room to count on.
 */
#define UDF_UNIQUE_ID_MAXIMUM (UINT64_MAX / 2)

/** An entry as it was read; what it says of sizes is within its block. */
struct udf_entry {
    struct udf_address address;
    uint32_t absolute; /* its block on the disc */
    uint8_t file_type; /* enum udf_file_type */
    enum udf_icb_allocation allocation;
    uint64_t size; /* of the data, in bytes */
    struct fsimage_times times;
    uint64_t unique_id;
    struct udf_address stream_directory;
    bool has_streams;
    uint32_t descriptors_offset; /* of allocation descriptors, or embedded data, in the block */
    uint32_t descriptors_length;
    uint8_t block[UDF_BLOCK_SIZE];
};

/**
 * Reads the entry at `address`. STATUS_CORRUPT: it is none, or contradicts itself.
 * STATUS_NOT_SUPPORTED: an ICB of another strategy. Else as udf_partitions_read_descriptor.
 */
enum status udf_entry_read(const struct udf_partitions *partitions, struct udf_address address,
                           struct udf_entry *entry);

/** The data of an entry whose allocation is UDF_ICB_EMBEDDED: `size` bytes, borrowed from it. */
const uint8_t *udf_entry_embedded(const struct udf_entry *entry);

#endif
