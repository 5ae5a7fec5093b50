/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whether a stream can be burned as an image: its size, and a volume structure in its beginning. */
#ifndef OPENIMAPI_IMAPI2FS_IMAGE_CHECK_H
#define OPENIMAPI_IMAPI2FS_IMAGE_CHECK_H

#include <windows.h>
#include <ole2.h>

/**
 * Checks `stream`, whose position is restored. Neither checksums nor directories are looked at.
 * IMAPI_E_IMAGEMANAGER_IMAGE_NOT_ALIGNED: not a multiple of 2048 bytes.
 * IMAPI_E_IMAGEMANAGER_IMAGE_TOO_BIG:     more than 2^31 - 1 blocks.
 * IMAPI_E_IMAGEMANAGER_NO_VALID_VD_FOUND: empty, or no volume descriptor of ECMA-119, 167 or 168.
 * Failures of the stream are passed on.
 */
HRESULT image_check(IStream *stream);

#endif
