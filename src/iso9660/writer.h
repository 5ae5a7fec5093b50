/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ECMA-119 and Joliet as a file system of an image. */
#ifndef OPENIMAPI_ISO9660_WRITER_H
#define OPENIMAPI_ISO9660_WRITER_H

#include "fsimage/writer.h"

/** Records FSIMAGE_ISO9660, and FSIMAGE_JOLIET with it. */
extern const struct fsimage_writer_class iso9660_writer_class;

#endif
