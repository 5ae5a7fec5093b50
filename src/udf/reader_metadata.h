/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The files that hold the metadata partition (OSTA UDF 2.2.13). */
#ifndef OPENIMAPI_UDF_READER_METADATA_H
#define OPENIMAPI_UDF_READER_METADATA_H

#include "udf/reader_partition.h"

/**
 * Finds where the metadata file and its mirror lie, when there is a metadata partition; one of them
 * may be damaged. STATUS_CORRUPT, or a failure to read: both are. STATUS_NO_MEMORY.
 */
enum status udf_metadata_load(struct udf_partitions *partitions);

#endif
