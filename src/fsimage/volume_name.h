/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Volume names: one text, adapted to what each file system can record. */
#ifndef OPENIMAPI_FSIMAGE_VOLUME_NAME_H
#define OPENIMAPI_FSIMAGE_VOLUME_NAME_H

#include "base/status.h"
#include "base/utf16.h"
#include "fsimage/file_system.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Units of a volume name (the capacity of a UDF logical volume identifier). */
#define FSIMAGE_VOLUME_NAME_MAXIMUM 126

/** Units of the default volume name. */
#define FSIMAGE_VOLUME_NAME_DEFAULT_LENGTH 13

/**
 * Whether `name` can be set: up to 126 units, none below 32; strictly, up to 15 of a-z A-Z 0-9 . _
 * STATUS_INVALID_NAME: it cannot.
 */
enum status fsimage_volume_name_check(const char16 *name, size_t length, bool strict);

/**
 * The name as `file_system` records it, without padding: ISO 9660 32 d-characters, Joliet 16 units,
 * UDF 126 units of 8 bits or 63. `out` is terminated.
 */
void fsimage_volume_name_adapt(const char16 *name, size_t length,
                               enum fsimage_file_system file_system,
                               char16 out[FSIMAGE_VOLUME_NAME_MAXIMUM + 1], size_t *out_length);

/** "YYYYMMDD_HHMM" of `local_ticks`, for an image that has no name; terminated. */
void fsimage_volume_name_default(int64_t local_ticks,
                                 char16 out[FSIMAGE_VOLUME_NAME_DEFAULT_LENGTH + 1]);

#endif
