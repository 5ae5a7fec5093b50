/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ECMA-119 and Joliet as a file system of an image, and El Torito with any. */
#ifndef OPENIMAPI_ISO9660_WRITER_H
#define OPENIMAPI_ISO9660_WRITER_H

#include "fsimage/writer.h"

/**
 * Records FSIMAGE_ISO9660, and FSIMAGE_JOLIET with it; a file of several runs, and at level 3 one
 * of 4 GiB and more, in several sections. Makes the image boot from the tree's boot images, also
 * when UDF is alone: a hierarchy of an empty root stands beside it then.
 */
extern const struct fsimage_writer_class iso9660_writer_class;

#endif
