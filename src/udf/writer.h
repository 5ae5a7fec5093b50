/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ECMA-167 in the form of OSTA UDF as a file system of an image. */
#ifndef OPENIMAPI_UDF_WRITER_H
#define OPENIMAPI_UDF_WRITER_H

#include "fsimage/writer.h"

/** Records FSIMAGE_UDF, revisions 1.02 to 2.60. Goes behind iso9660_writer_class in a row. */
extern const struct fsimage_writer_class udf_writer_class;

#endif
