/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The named streams of a file (ECMA-167/3 4/9.2; OSTA UDF 3.3.5). */
#ifndef OPENIMAPI_UDF_READER_STREAMS_H
#define OPENIMAPI_UDF_READER_STREAMS_H

#include "fsimage/volume_reader.h"
#include "udf/reader_directory.h"
#include "udf/reader_extents.h"

#include <stddef.h>
#include <stdint.h>

struct udf_stream_place;

/** The streams of one file after another; zeroed is empty. */
struct udf_streams {
    struct fsimage_found_item *items; /* valid until the next file is read */
    uint32_t count;
    uint64_t told_bytes; /* what they take */
    /* What the items point into, and where in it while they are being read. */
    struct udf_stream_place *places;
    uint32_t capacity;
    char16 *names;
    size_t name_units;
    size_t name_capacity;
    uint8_t *contents; /* embedded ones */
    size_t content_bytes;
    size_t content_capacity;
    struct udf_runs runs;
    struct udf_extents extents;
};

void udf_streams_release(struct udf_streams *streams);

/**
 * Reads the streams of the file of `entry`, in the place of those read before. Their blocks are
 * visited. STATUS_CORRUPT, STATUS_NOT_SUPPORTED, STATUS_NO_MEMORY, or a failure to read.
 */
enum status udf_streams_read(struct udf_streams *streams, const struct udf_partitions *partitions,
                             const struct udf_entry *entry, struct udf_visits *visits);

#endif
