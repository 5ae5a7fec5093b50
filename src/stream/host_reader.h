/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Reading files of a folder table, one after the other, for one consumer. One file is open at a
 * time: the one read last.
 */
#ifndef OPENIMAPI_STREAM_HOST_READER_H
#define OPENIMAPI_STREAM_HOST_READER_H

#include "base/status.h"
#include "base/utf16.h"
#include "stream/folder_cache.h"
#include "stream/folder_table.h"
#include "stream/read_ahead.h"

#include <stddef.h>
#include <stdint.h>

struct host_reader {
    struct folder_cache folders;
    struct platform_file *file; /* NULL: none is open */
    uint32_t folder;
    const char16 *name;
    struct read_ahead *read_ahead; /* borrowed, to be told how long reading takes; or NULL */
};

/** `table` is borrowed and must not change. host_reader_release closes everything. */
void host_reader_init(struct host_reader *reader, const struct folder_table *table);

void host_reader_release(struct host_reader *reader);

/**
 * Opens `name` within `folder`, unless it is open already: the same name is the same pointer, which
 * is kept. As platform_folder_open_file.
 */
enum status host_reader_open(struct host_reader *reader, uint32_t folder, const char16 *name);

/** Reads from the open file; as platform_file_read_at. */
enum status host_reader_read_at(struct host_reader *reader, uint64_t offset, void *buffer,
                                size_t size, size_t *read);

/** The size of the open file now. */
enum status host_reader_size(struct host_reader *reader, uint64_t *size);

/** Closes the open file; folders stay open. */
void host_reader_close(struct host_reader *reader);

#endif
