/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Folders of the host by number, each a name within another: a few bytes a folder instead of a full
 * path per file. Not thread-safe while it grows; several threads may read it when it does not.
 */
#ifndef OPENIMAPI_STREAM_FOLDER_TABLE_H
#define OPENIMAPI_STREAM_FOLDER_TABLE_H

#include "base/status.h"
#include "base/utf16.h"

#include <stddef.h>
#include <stdint.h>

/** No folder: the parent of those added by path. */
#define FOLDER_TABLE_NONE UINT32_MAX

/** Zeroed is empty; folder_table_release frees what it holds. */
struct folder_table {
    struct folder_table_entry *entries;
    uint32_t count;
    uint32_t capacity;
    char16 *text;
    size_t text_length;
    size_t text_capacity;
};

void folder_table_release(struct folder_table *table);

/**
 * Adds the folder `name` within `parent`; with FOLDER_TABLE_NONE `name` is an absolute path.
 * STATUS_NO_MEMORY.
 */
enum status folder_table_add(struct folder_table *table, uint32_t parent, const char16 *name,
                             size_t length, uint32_t *folder);

/** Forgets all folders but the first `count`. */
void folder_table_cut(struct folder_table *table, uint32_t count);

/** FOLDER_TABLE_NONE for a folder added by path. */
uint32_t folder_table_parent(const struct folder_table *table, uint32_t folder);

/** The name within the parent, or the absolute path; terminated, borrowed until the table grows. */
const char16 *folder_table_name(const struct folder_table *table, uint32_t folder);

/**
 * The absolute path of `name` within `folder`, or of the folder itself when `length` is 0;
 * terminated, to be freed with memory_free. STATUS_NO_MEMORY.
 */
enum status folder_table_path(const struct folder_table *table, uint32_t folder, const char16 *name,
                              size_t length, char16 **path, size_t *path_length);

#endif
