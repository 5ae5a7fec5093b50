/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Volume structures: recognition, anchors, sequences (ECMA-167 2/8, 3/8; OSTA UDF 2.1, 2.2). */
#ifndef OPENIMAPI_UDF_DESCRIPTORS_H
#define OPENIMAPI_UDF_DESCRIPTORS_H

#include "udf/image.h"
#include "udf/volume_structures.h"

#include <stdint.h>

/** What the recognition sequence and a partition's contents are called at a revision: "NSR02". */
const char *udf_recognition_identifier(unsigned revision);

/** Writes a volume recognition descriptor of that identifier to `out`: one block. */
void udf_recognition_emit(const char *identifier, uint8_t *out);

/** Writes the anchor for block `location` to `out`: one block. */
void udf_anchor_emit(const struct udf_image *image, uint32_t location, uint8_t *out);

/** Writes block `index` of the volume descriptor sequence that begins at `start` to `out`. */
void udf_sequence_emit(const struct udf_image *image, uint32_t start, uint32_t index, uint8_t *out);

/** Writes block `index` of the integrity sequence to `out`. */
void udf_integrity_emit(const struct udf_image *image, uint32_t index, uint8_t *out);

/** Writes a terminating descriptor for block `location` to `out`: one block. */
void udf_terminating_emit(const struct udf_tag_style *style, uint32_t location, uint8_t *out);

#endif
