/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The volume recognition sequence, by which a session says that it holds UDF (ECMA-167 2/8.3). */
#ifndef OPENIMAPI_UDF_VOLUME_RECOGNITION_H
#define OPENIMAPI_UDF_VOLUME_RECOGNITION_H

#include "udf/reader_disc.h"

/** STATUS_NOT_FOUND: no "NSR02" and no "NSR03" there. Else as udf_disc_read. */
enum status udf_volume_recognize(struct udf_disc *disc);

#endif
