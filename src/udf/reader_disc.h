/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The disc under a reader: cached blocks, and the last fault met on it. */
#ifndef OPENIMAPI_UDF_READER_DISC_H
#define OPENIMAPI_UDF_READER_DISC_H

#include "base/status.h"
#include "base/utf16.h"
#include "fsimage/problem.h"
#include "fsimage/volume_reader.h"
#include "udf/structures.h"

#include <stdbool.h>
#include <stdint.h>

struct udf_disc {
    struct byte_source *source; /* cached, its own */
    uint32_t session_start;
    uint32_t last_block;
    uint32_t fault_block;        /* absolute; of every failure but the next */
    const char16 *fault_feature; /* of STATUS_NOT_SUPPORTED; a constant */
};

/** Takes a reference of the source of `from`. STATUS_NO_MEMORY. */
enum status udf_disc_init(struct udf_disc *disc, const struct fsimage_disc *from);

void udf_disc_release(struct udf_disc *disc);

/**
 * Copies an absolute block. STATUS_CORRUPT: past the last block. STATUS_NO_MEMORY.
 * Else the source's failure to read it.
 */
enum status udf_disc_read(struct udf_disc *disc, uint32_t block, uint8_t out[UDF_BLOCK_SIZE]);

/** Notes that what lies at `block` contradicts itself; gives STATUS_CORRUPT. */
enum status udf_disc_corrupt(struct udf_disc *disc, uint32_t block);

/** Notes a feature that is not read; gives STATUS_NOT_SUPPORTED. */
enum status udf_disc_feature(struct udf_disc *disc, const char16 *feature);

/** Whether `status` says that something else on the disc may still be good. */
bool udf_disc_is_damage(enum status status);

/**
 * Turns `status` into a problem:
 *   STATUS_NOT_FOUND      FILE_SYSTEM_NOT_FOUND
 *   STATUS_CORRUPT        FILE_SYSTEM_INCONSISTENT, with the block
 *   STATUS_NOT_SUPPORTED  FEATURE_NOT_SUPPORTED, with the feature
 *   STATUS_NO_MEMORY      NONE
 *   any other             IMPORT_READ_FAILURE, with the block and the cause
 * STATUS_OK clears it. Gives `status` back.
 */
enum status udf_disc_report(const struct udf_disc *disc, enum status status,
                            struct fsimage_problem *problem);

#endif
