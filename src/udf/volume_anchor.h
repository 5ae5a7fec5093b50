/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Anchors, which name the volume descriptor sequences (ECMA-167 3/8.4.2.1; OSTA UDF 2.2.3). */
#ifndef OPENIMAPI_UDF_VOLUME_ANCHOR_H
#define OPENIMAPI_UDF_VOLUME_ANCHOR_H

#include "udf/reader_disc.h"
#include "udf/volume_structures.h"

#include <stdint.h>

/**
 * Reads the anchor at block 256 of the session or, where that is damaged, in its last block or 256
 * before that.
 * STATUS_CORRUPT, or a failure to read: none is sound. STATUS_NOT_SUPPORTED: the volume has blocks
 * of another size. STATUS_NO_MEMORY.
 */
enum status udf_anchor_find(struct udf_disc *disc, struct udf_anchor *anchor);

/**
 * The block behind the first sound anchor among those from `first` on; `first` when none of the
 * next 288 is one, or one before it cannot be read.
 */
uint32_t udf_anchor_end(struct udf_disc *disc, uint32_t first);

#endif
