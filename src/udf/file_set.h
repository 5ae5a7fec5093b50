/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The file set descriptor (ECMA-167 4/14.1; OSTA UDF 2.3.2). */
#ifndef OPENIMAPI_UDF_FILE_SET_H
#define OPENIMAPI_UDF_FILE_SET_H

#include "udf/image.h"

#include <stdint.h>

/** Writes the descriptor to `out`: one block. The entry of the root is in block `root`. */
void udf_file_set_emit(const struct udf_image *image, uint32_t root, uint8_t *out);

#endif
