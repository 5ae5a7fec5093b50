/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The volume descriptor sequence: what prevails of it (ECMA-167 3/8.4.2, 3/8.4.3). */
#ifndef OPENIMAPI_UDF_VOLUME_SEQUENCE_H
#define OPENIMAPI_UDF_VOLUME_SEQUENCE_H

#include "udf/reader_disc.h"
#include "udf/volume_structures.h"

#include <stdint.h>

struct udf_sequence {
    union {
        struct udf_logical_volume head;
        uint8_t bytes[UDF_BLOCK_SIZE];
    } logical_volume;              /* with its partition maps */
    uint32_t logical_volume_block; /* where it lies */
    struct udf_partition partition;
};

/**
 * Reads the main sequence or, where that is damaged, the reserve. Of each kind of descriptor the
 * one with the highest sequence number prevails. STATUS_CORRUPT, or a failure to read: neither is
 * sound and complete. STATUS_NOT_SUPPORTED: several volumes or partitions. STATUS_NO_MEMORY.
 */
enum status udf_sequence_read(struct udf_disc *disc, const struct udf_anchor *anchor,
                              struct udf_sequence *sequence);

#endif
