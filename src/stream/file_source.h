/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A file of the host as a byte source. */
#ifndef OPENIMAPI_STREAM_FILE_SOURCE_H
#define OPENIMAPI_STREAM_FILE_SOURCE_H

#include "base/utf16.h"
#include "stream/byte_source.h"

struct platform_file;

/**
 * Opens `path` for reading and holds it open until the source goes; its size is the one at this
 * moment. Several threads may read. STATUS_WRONG_KIND: a folder. Else as platform_file_open.
 */
enum status file_source_open(const char16 *path, struct byte_source **source);

/** As above for an open file, which is taken over and closed on failure. */
enum status file_source_adopt(struct platform_file *file, struct byte_source **source);

#endif
