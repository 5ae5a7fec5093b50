/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What file.c and folder.c of this system share. */
#ifndef OPENIMAPI_PLATFORM_POSIX_POSIX_H
#define OPENIMAPI_PLATFORM_POSIX_POSIX_H

#include "platform/file.h"

#include <limits.h>
#include <sys/stat.h>

/** A path in UTF-8: longer ones are refused by the system itself. */
struct posix_path {
    char text[PATH_MAX];
};

/** STATUS_INVALID_NAME: longer than the system accepts. */
enum status posix_path_of(const char16 *path, struct posix_path *out);

/** The status that `error`, an errno value, stands for. */
enum status posix_status_of(int error);

/** `name` is the last component, for the hidden flag. `is_link` is left false. */
void posix_info_of(const struct stat *stat, const char *name, struct platform_file_info *info);

/** Takes over `descriptor`, which is closed on failure. STATUS_NO_MEMORY. */
enum status posix_file_adopt(int descriptor, struct platform_file **file);

#endif
