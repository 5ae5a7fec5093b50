/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Boot options as images use them. */
#ifndef OPENIMAPI_IMAPI2FS_BOOT_OPTIONS_H
#define OPENIMAPI_IMAPI2FS_BOOT_OPTIONS_H

#include "com/object.h"
#include "fsimage/boot.h"

#include <windows.h>
#include <ole2.h>
#include <imapi2fs.h>

/**
 * What `options`, an application's object perhaps, says now, for the core. The source reads the
 * application's stream when it is read itself; it is to be dropped.
 * IMAPI_E_BOOT_IMAGE_DATA: there is no boot image, or it cannot be read. Else what the getters
 * give. Errors are those of `reporter`.
 */
HRESULT boot_options_read(const struct com_object *reporter, IBootOptions *options,
                          struct fsimage_boot_image *image);

/** New options that are what `options` is now, their boot image a copy. Fails as above. */
HRESULT boot_options_copy(const struct com_object *reporter, IBootOptions *options,
                          IBootOptions **copy);

#endif
