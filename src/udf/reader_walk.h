/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Walking through all directories of a volume, without recursion. */
#ifndef OPENIMAPI_UDF_READER_WALK_H
#define OPENIMAPI_UDF_READER_WALK_H

#include "fsimage/volume_reader.h"
#include "udf/reader_partition.h"

#include <stdbool.h>
#include <stdint.h>

/** What a walk came to besides items. */
struct udf_walk_result {
    uint64_t highest_unique_id; /* of the entries of items */
    bool is_sink_failure;       /* the status is one of the sink's */
};

/**
 * Tells `sink` of everything below the directory whose entry is at `root`.
 * STATUS_CORRUPT, STATUS_NOT_SUPPORTED, STATUS_NO_MEMORY, a failure to read, or the sink's status.
 */
enum status udf_walk(const struct udf_partitions *partitions, struct udf_address root,
                     const struct fsimage_volume_sink *sink, void *context,
                     struct udf_walk_result *result);

#endif
