/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reading UDF volumes, revisions 1.02 to 2.60 (ECMA-167; OSTA UDF). */
#ifndef OPENIMAPI_UDF_VOLUME_H
#define OPENIMAPI_UDF_VOLUME_H

#include "fsimage/volume_reader.h"

/**
 * Reads what has one partition that is not virtual or sparable, with or without a metadata
 * partition. Files that are several times in directories are told of each time; symbolic links and
 * special files are features that are not supported. Streams of directories and of the volume are
 * left out. Information given after a walk has a next unique id above those that were met.
 */
extern const struct fsimage_volume_reader_class udf_volume_reader_class;

#endif
