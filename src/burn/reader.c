/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reading from the application. */
#include "burn/reader.h"

enum status burn_reader_read_exact(const struct burn_reader *reader, void *buffer, size_t size)
{
    uint8_t *next = buffer;

    while (size > 0) {
        size_t read = 0;
        const enum status status = reader->read(reader->context, next, size, &read);

        if (status != STATUS_OK)
            return status;
        if (read == 0 || read > size)
            return STATUS_END_OF_DATA;
        next += read;
        size -= read;
    }
    return STATUS_OK;
}

enum status burn_reader_seek(const struct burn_reader *reader, uint64_t offset)
{
    if (reader->seek == NULL)
        return STATUS_NOT_SUPPORTED;
    return reader->seek(reader->context, offset);
}
