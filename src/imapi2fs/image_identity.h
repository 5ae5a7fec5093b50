/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What tells an image from all others. */
#ifndef OPENIMAPI_IMAPI2FS_IMAGE_IDENTITY_H
#define OPENIMAPI_IMAPI2FS_IMAGE_IDENTITY_H

#include "base/utf16.h"
#include "fsimage/result.h"

#include <stddef.h>
#include <stdint.h>

/**
 * Makes the digits by which UDF tells volume sets apart (OSTA UDF 2.2.2.5): eight for the time of
 * the image and eight at random; where SOURCE_DATE_EPOCH takes chance out of images, eight for its
 * volume name instead.
 */
void image_identity_make(int64_t image_time, const char16 *name, size_t length,
                         char unique[FSIMAGE_VOLUME_SET_UNIQUE_LENGTH]);

#endif
