/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The folders of a table that one thread has open at the moment: reading many small files costs an
 * open of each file, not a walk of its path.
 */
#ifndef OPENIMAPI_STREAM_FOLDER_CACHE_H
#define OPENIMAPI_STREAM_FOLDER_CACHE_H

#include "base/status.h"
#include "base/utf16.h"
#include "platform/file.h"
#include "stream/folder_table.h"

#include <stdint.h>

#define FOLDER_CACHE_SLOTS 8

struct folder_cache_slot {
    struct platform_folder *handle; /* NULL: the slot is free */
    uint32_t folder;
    uint32_t used; /* when, in ticks of the cache's clock */
};

/** Folders of `table`, which is borrowed. folder_cache_release closes them. */
struct folder_cache {
    const struct folder_table *table;
    uint32_t clock;
    uint32_t latest; /* the slot used last */
    struct folder_cache_slot slots[FOLDER_CACHE_SLOTS];
};

void folder_cache_init(struct folder_cache *cache, const struct folder_table *table);

/** Closes every folder; the cache is empty then, and can be used on. */
void folder_cache_release(struct folder_cache *cache);

/** As platform_folder_list for that folder of the table, which the visitor may make grow. */
enum status folder_cache_list(struct folder_cache *cache, uint32_t folder,
                              platform_folder_visitor visitor, void *context);

/** As platform_folder_list_streams. */
enum status folder_cache_list_streams(struct folder_cache *cache, uint32_t folder,
                                      const char16 *name, platform_stream_visitor visitor,
                                      void *context);

/** As platform_folder_check_file. */
enum status folder_cache_check_file(struct folder_cache *cache, uint32_t folder,
                                    const char16 *name);

/** As platform_folder_open_file. */
enum status folder_cache_open_file(struct folder_cache *cache, uint32_t folder, const char16 *name,
                                   struct platform_file **file);

/**
 * Reads the first `size` bytes of a file into `scratch`, of `scratch_size` bytes, again and again:
 * for the host to have them at hand. Failures are of no interest.
 */
void folder_cache_touch_file(struct folder_cache *cache, uint32_t folder, const char16 *name,
                             uint64_t size, void *scratch, size_t scratch_size);

#endif
