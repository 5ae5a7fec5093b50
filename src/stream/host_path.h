/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A path that a caller names sources by. */
#ifndef OPENIMAPI_STREAM_HOST_PATH_H
#define OPENIMAPI_STREAM_HOST_PATH_H

#include "base/status.h"
#include "base/utf16.h"
#include "platform/file.h"

#include <stddef.h>

struct host_path {
    char16 *text; /* absolute, without a separator at its end unless it is a root; terminated */
    size_t length;
    size_t name; /* where the last component begins; `length` for a root, which has none */
    struct platform_file_info info;
};

/**
 * Makes `path` absolute and asks the host what it names. Release with host_path_release.
 * As platform_file_query; the text is there also when that failed, for a message.
 */
enum status host_path_init(struct host_path *out, const char16 *path);

void host_path_release(struct host_path *path);

/**
 * Whether the two paths name the same file or folder of the host; false when one names nothing.
 */
bool host_path_is_same(const char16 *a, const char16 *b);

#endif
