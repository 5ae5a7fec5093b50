/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What lies beside the user data of a CD, in files of the same name with an ending added: ".cue",
 * ".cdt" with the packs of CD-Text, ".sub" with 96 bytes of sub-channels for each sector, from P to
 * W, 12 bytes each. Where the name ends in ".bin" or ".img" they take the place of that, as other
 * programs expect them.
 */
#ifndef OPENIMAPI_VIRTUALDRIVE_COMPANION_FILES_H
#define OPENIMAPI_VIRTUALDRIVE_COMPANION_FILES_H

#include "base/status.h"
#include "base/utf16.h"
#include "discimage/disc_storage.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct platform_file;

struct companion_files {
    char16 *paths[DISC_COMPANION_COUNT];
    char *names[DISC_COMPANION_COUNT];  /* UTF-8, without the folder */
    char *user_data_name;               /* of the user data themselves */
    struct platform_file *sub_channels; /* NULL: not open */
    bool is_writing;                    /* it is open for that */
};

/** Touches nothing on the host. STATUS_NO_MEMORY, with nothing to release. */
enum status companion_files_init(struct companion_files *files, const char16 *user_data_path);

/** Closes and frees. */
void companion_files_release(struct companion_files *files);

/** Closes what is open; it is opened again when it is needed. */
void companion_files_close(struct companion_files *files);

/** As the operations of a disc storage. Failures of platform/file.h. */
enum status companion_files_read(struct companion_files *files, enum disc_companion companion,
                                 uint64_t offset, void *buffer, size_t size, size_t *read);
enum status companion_files_write(struct companion_files *files, enum disc_companion companion,
                                  uint64_t offset, const void *buffer, size_t size);
enum status companion_files_replace(struct companion_files *files, enum disc_companion companion,
                                    const void *data, size_t size);

#endif
