/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* File entries, and extended ones from revision 2.00 on (ECMA-167 4/14.9, 4/14.17). */
#ifndef OPENIMAPI_UDF_ICB_H
#define OPENIMAPI_UDF_ICB_H

#include "fsimage/tree.h"
#include "udf/file_structures.h"
#include "udf/image.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** What an entry tells. */
struct udf_icb {
    enum udf_file_type file_type;
    unsigned flags; /* enum udf_icb_flags */
    enum udf_icb_allocation allocation;
    uint16_t link_count;
    uint64_t size;
    uint64_t object_size; /* with all streams */
    uint64_t blocks;      /* recorded outside the entry */
    struct fsimage_times times;
    uint64_t unique_id;
    bool has_streams;
    uint32_t stream_directory;   /* block of its entry, in the same partition */
    uint32_t descriptors_length; /* bytes of descriptors or data behind the fixed part */
};

/** Bytes of the fixed part: where descriptors, or embedded data, begin. */
static inline size_t udf_icb_head_size(unsigned revision)
{
    return udf_has_extended_entries(revision) ? sizeof(struct udf_extended_file_entry)
                                              : sizeof(struct udf_file_entry);
}

/**
 * Writes the fixed part to the block at `out`, behind which descriptors or data are in their place,
 * and seals it all for block `location` of the partition.
 */
void udf_icb_encode(const struct udf_icb *entry, const struct udf_image *image, uint32_t location,
                    uint8_t *out);

#endif
