/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Where a walk has been. A block of metadata belongs to one file or directory: whoever meets it
 * again is in a cycle or an overlap, or at a further name of a file, and what further names repeat
 * is kept in proportion to what was read.
 */
#ifndef OPENIMAPI_UDF_READER_VISITS_H
#define OPENIMAPI_UDF_READER_VISITS_H

#include "base/number_set.h"
#include "base/status.h"
#include "udf/reader_disc.h"

#include <stdbool.h>
#include <stdint.h>

/** Zeroed is empty. */
struct udf_visits {
    struct number_set blocks; /* all that were met, absolute */
    struct number_set files;  /* those of them that hold entries of files */
    uint64_t read_bytes;
    uint64_t repeated_bytes;
    bool is_repeating; /* at a further name of a file: no block is new, all are counted */
};

void udf_visits_release(struct udf_visits *visits);

/** Comes to a block of metadata. STATUS_CORRUPT: not for the first time. STATUS_NO_MEMORY. */
enum status udf_visits_block(struct udf_visits *visits, struct udf_disc *disc, uint32_t block);

/**
 * Comes to the entry of a file by one of its names, and repeats or not from now on until
 * udf_visits_leave_file. STATUS_CORRUPT: the block is no file's, or too much is repeated.
 * STATUS_NO_MEMORY.
 */
enum status udf_visits_enter_file(struct udf_visits *visits, struct udf_disc *disc, uint32_t block);

/** `bytes` were told about the file at `block`. STATUS_CORRUPT: too much is repeated. */
enum status udf_visits_leave_file(struct udf_visits *visits, struct udf_disc *disc, uint32_t block,
                                  uint64_t bytes);

#endif
