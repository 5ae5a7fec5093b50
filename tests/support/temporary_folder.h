/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A folder of the host for one test program, in its working folder. Names are UTF-8. */
#ifndef OPENIMAPI_TESTS_SUPPORT_TEMPORARY_FOLDER_H
#define OPENIMAPI_TESTS_SUPPORT_TEMPORARY_FOLDER_H

#include "base/utf16.h"

#include <stddef.h>

/** Makes the folder `name`, empty; one that is left over goes first. */
void temporary_folder_create(const char *name);

/** Removes it with all in it. */
void temporary_folder_remove(void);

/**
 * The path of `name` within the folder, or of the folder itself for "". Valid until the fourth call
 * after this one.
 */
const char16 *temporary_path(const char *name);

/** Makes a folder within it; those on the way must exist. */
void temporary_make_folder(const char *name);

/** Writes a file within it, which may exist. */
void temporary_write(const char *name, const void *data, size_t size);

/** As above, of `size` bytes that depend on `seed`: byte i is temporary_byte(seed, i). */
void temporary_write_pattern(const char *name, unsigned seed, size_t size);

static inline unsigned char temporary_byte(unsigned seed, size_t index)
{
    return (unsigned char)((index * 31 + index / 251 + seed * 7919) ^ (index >> 11));
}

/** Removes a file or an empty folder within it. */
void temporary_delete(const char *name);

#endif
