/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The structures of a volume that are no files, by a look at them. */
#ifndef OPENIMAPI_TOOLS_VOLUME_STRUCTURES_H
#define OPENIMAPI_TOOLS_VOLUME_STRUCTURES_H

#include "base/status.h"
#include "fsimage/volume_reader.h"
#include "tools/extent_list.h"

/**
 * Adds volume descriptors, path tables, root directories, boot catalog and boot images, and the
 * descriptor sequences of UDF, as far as they are there. What lies behind the end of the image is
 * left out. Failures of the source.
 */
enum status volume_structures_add(const struct fsimage_disc *disc, struct extent_list *list);

#endif
