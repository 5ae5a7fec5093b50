/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A file of the host that is written, read, and gone when nobody uses it any more. */
#ifndef OPENIMAPI_STREAM_SCRATCH_FILE_H
#define OPENIMAPI_STREAM_SCRATCH_FILE_H

#include "base/status.h"
#include "base/utf16.h"
#include "stream/byte_source.h"

#include <stddef.h>
#include <stdint.h>

/** A byte source without an end of its own; several threads may read what was written before. */
struct scratch_file;

/**
 * Makes a file in the folder `folder`, a terminated path. STATUS_WRONG_KIND: not a folder. Else as
 * platform_file_open. `source` owns it.
 */
enum status scratch_file_create(const char16 *folder, struct byte_source **source);

/** The path of the file; terminated, borrowed. */
const char16 *scratch_file_path(const struct byte_source *source);

/** Writes all of `size` bytes at `offset`; one thread at a time. As platform_file_write_at. */
enum status scratch_file_write_at(struct byte_source *source, uint64_t offset, const void *data,
                                  size_t size);

/** Gives what lies behind `size` bytes back to the host, if that can be done. */
void scratch_file_cut(struct byte_source *source, uint64_t size);

/** Gives `size` bytes at `offset` back to the host, if that can be done; what they read as is open.
 */
void scratch_file_discard(struct byte_source *source, uint64_t offset, uint64_t size);

/** The bytes that can still be written in the folder `folder`. As platform_file_free_space. */
enum status scratch_file_free_space(const char16 *folder, uint64_t *bytes);

#endif
