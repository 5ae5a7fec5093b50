/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reading files of a folder table, one after the other. */
#include "stream/host_reader.h"

void host_reader_init(struct host_reader *reader, const struct folder_table *table)
{
    *reader = (struct host_reader){ 0 };
    folder_cache_init(&reader->folders, table);
}

void host_reader_release(struct host_reader *reader)
{
    host_reader_close(reader);
    folder_cache_release(&reader->folders);
}

enum status host_reader_open(struct host_reader *reader, uint32_t folder, const char16 *name)
{
    if (reader->file != NULL && reader->folder == folder && reader->name == name)
        return STATUS_OK;
    host_reader_close(reader);
    reader->folder = folder;
    reader->name = name;
    return folder_cache_open_file(&reader->folders, folder, name, &reader->file);
}

enum status host_reader_read_at(struct host_reader *reader, uint64_t offset, void *buffer,
                                size_t size, size_t *read)
{
    uint64_t begun;
    enum status status;

    if (reader->read_ahead == NULL)
        return platform_file_read_at(reader->file, offset, buffer, size, read);
    begun = read_ahead_begin(reader->read_ahead);
    status = platform_file_read_at(reader->file, offset, buffer, size, read);
    read_ahead_end(reader->read_ahead, begun);
    return status;
}

enum status host_reader_size(struct host_reader *reader, uint64_t *size)
{
    return platform_file_size(reader->file, size);
}

void host_reader_close(struct host_reader *reader)
{
    platform_file_close(reader->file);
    reader->file = NULL;
}
