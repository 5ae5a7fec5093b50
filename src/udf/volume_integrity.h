/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The logical volume integrity sequence (ECMA-167 3/8.8.2; OSTA UDF 2.2.6). */
#ifndef OPENIMAPI_UDF_VOLUME_INTEGRITY_H
#define OPENIMAPI_UDF_VOLUME_INTEGRITY_H

#include "udf/reader_disc.h"
#include "udf/volume_structures.h"

#include <stdbool.h>
#include <stdint.h>

/** Zeroed but for the counts when no sound descriptor was found. */
struct udf_integrity_state {
    bool is_closed;
    uint64_t next_unique_id;
    int64_t file_count; /* -1: not known */
    int64_t directory_count;
    unsigned minimum_read_revision; /* 0: not known; so are those that follow */
    unsigned minimum_write_revision;
    uint32_t end; /* first block behind what of the sequence was read */
};

/**
 * Reads the last descriptor of the sequence. Damage is no failure: the volume is not closed then.
 * STATUS_NO_MEMORY.
 */
enum status udf_integrity_read(struct udf_disc *disc, struct udf_extent extent,
                               struct udf_integrity_state *state);

#endif
