/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where the data of a burn come from: code of the application, called on its own thread only. */
#ifndef OPENIMAPI_BURN_READER_H
#define OPENIMAPI_BURN_READER_H

#include "base/status.h"

#include <stddef.h>
#include <stdint.h>

struct burn_reader {
    /**
     * Reads the next bytes, at most `size`, fewer as it likes; `*read` is 0 at the end alone.
     * A reader that fails keeps its own error and returns STATUS_FOREIGN; any other status is
     * passed on as it is.
     */
    enum status (*read)(void *context, void *buffer, size_t size, size_t *read);
    /** Makes byte `offset` the next one. NULL: the reader cannot. Failures as of read. */
    enum status (*seek)(void *context, uint64_t offset);
    void *context;
};

/**
 * Reads exactly `size` bytes. STATUS_END_OF_DATA: the reader ended before, or claims to have read
 * more than it was asked for. Else fails as the reader does.
 */
enum status burn_reader_read_exact(const struct burn_reader *reader, void *buffer, size_t size);

/** Seeks. STATUS_NOT_SUPPORTED: the reader cannot. Else fails as the reader does. */
enum status burn_reader_seek(const struct burn_reader *reader, uint64_t offset);

#endif
