/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The folders that one thread has open. */
#include "stream/folder_cache.h"

void folder_cache_init(struct folder_cache *cache, const struct folder_table *table)
{
    *cache = (struct folder_cache){ .table = table };
}

void folder_cache_release(struct folder_cache *cache)
{
    for (uint32_t i = 0; i < FOLDER_CACHE_SLOTS; i++) {
        platform_folder_close(cache->slots[i].handle);
        cache->slots[i] = (struct folder_cache_slot){ 0 };
    }
}

static struct folder_cache_slot *find_open(struct folder_cache *cache, uint32_t folder)
{
    for (uint32_t i = 0; i < FOLDER_CACHE_SLOTS; i++) {
        struct folder_cache_slot *slot = &cache->slots[i];

        if (slot->handle != NULL && slot->folder == folder) {
            slot->used = ++cache->clock;
            cache->latest = i;
            return slot;
        }
    }
    return NULL;
}

static uint32_t oldest_slot(const struct folder_cache *cache)
{
    uint32_t oldest = 0;

    for (uint32_t i = 0; i < FOLDER_CACHE_SLOTS; i++) {
        if (cache->slots[i].handle == NULL)
            return i;
        if (cache->clock - cache->slots[i].used > cache->clock - cache->slots[oldest].used)
            oldest = i;
    }
    return oldest;
}

static struct folder_cache_slot *adopt(struct folder_cache *cache, uint32_t folder,
                                       struct platform_folder *handle)
{
    const uint32_t index = oldest_slot(cache);
    struct folder_cache_slot *slot = &cache->slots[index];

    platform_folder_close(slot->handle);
    *slot = (struct folder_cache_slot){
        .handle = handle,
        .folder = folder,
        .used = ++cache->clock,
    };
    cache->latest = index;
    return slot;
}

/* The folder nearest to `folder` on the way up that is open, or whose parent is none. */
static uint32_t next_to_open(struct folder_cache *cache, uint32_t folder,
                             struct folder_cache_slot **parent)
{
    for (;;) {
        const uint32_t above = folder_table_parent(cache->table, folder);

        *parent = above == FOLDER_TABLE_NONE ? NULL : find_open(cache, above);
        if (above == FOLDER_TABLE_NONE || *parent != NULL)
            return folder;
        folder = above;
    }
}

/* Folders are opened one within the other, so no path is ever too long for the host. */
static enum status open_folder(struct folder_cache *cache, uint32_t folder,
                               struct platform_folder **handle)
{
    struct folder_cache_slot *slot = &cache->slots[cache->latest];

    if (slot->handle == NULL || slot->folder != folder)
        slot = find_open(cache, folder);
    while (slot == NULL || slot->folder != folder) {
        struct folder_cache_slot *parent;
        const uint32_t next = next_to_open(cache, folder, &parent);
        const char16 *name = folder_table_name(cache->table, next);
        struct platform_folder *opened;
        const enum status status = parent == NULL
                                       ? platform_folder_open(name, &opened)
                                       : platform_folder_open_in(parent->handle, name, &opened);

        *handle = NULL;
        if (status != STATUS_OK)
            return status;
        slot = adopt(cache, next, opened);
    }
    *handle = slot->handle;
    return STATUS_OK;
}

enum status folder_cache_list(struct folder_cache *cache, uint32_t folder,
                              platform_folder_visitor visitor, void *context)
{
    struct platform_folder *handle;
    const enum status status = open_folder(cache, folder, &handle);

    if (status != STATUS_OK)
        return status;
    return platform_folder_list(handle, visitor, context);
}

enum status folder_cache_list_streams(struct folder_cache *cache, uint32_t folder,
                                      const char16 *name, platform_stream_visitor visitor,
                                      void *context)
{
    struct platform_folder *handle;
    const enum status status = open_folder(cache, folder, &handle);

    return status == STATUS_OK ? platform_folder_list_streams(handle, name, visitor, context)
                               : status;
}

enum status folder_cache_check_file(struct folder_cache *cache, uint32_t folder, const char16 *name)
{
    struct platform_folder *handle;
    const enum status status = open_folder(cache, folder, &handle);

    if (status != STATUS_OK)
        return status;
    return platform_folder_check_file(handle, name);
}

enum status folder_cache_open_file(struct folder_cache *cache, uint32_t folder, const char16 *name,
                                   struct platform_file **file)
{
    struct platform_folder *handle;
    const enum status status = open_folder(cache, folder, &handle);

    *file = NULL;
    if (status != STATUS_OK)
        return status;
    return platform_folder_open_file(handle, name, file);
}

void folder_cache_touch_file(struct folder_cache *cache, uint32_t folder, const char16 *name,
                             uint64_t size, void *scratch, size_t scratch_size)
{
    struct platform_file *file;
    uint64_t offset = 0;

    if (folder_cache_open_file(cache, folder, name, &file) != STATUS_OK)
        return;
    while (offset < size) {
        const uint64_t left = size - offset;
        const size_t wanted = left < scratch_size ? (size_t)left : scratch_size;
        size_t read;

        if (platform_file_read_at(file, offset, scratch, wanted, &read) != STATUS_OK || read == 0)
            break;
        offset += read;
    }
    platform_file_close(file);
}
