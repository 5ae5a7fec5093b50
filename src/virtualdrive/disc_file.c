/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A disc in two files of the host, and of a CD in some more. Nothing is forced to the host's disk:
 * the process may die at any moment and loses nothing, and a host that loses its power may lose the
 * end of a burn, as a plain copy would.
 */
#include "virtualdrive/disc_file.h"

#include "base/memory.h"
#include "platform/clock.h"
#include "platform/file.h"
#include "virtualdrive/companion_files.h"

#include <string.h>

/* Another process that looks at the state just now lets go of it in no time. */
#define REPLACE_TRIES    50
#define REPLACE_PAUSE_MS 2

struct disc_file {
    struct disc_storage storage;
    struct platform_file *data;     /* NULL: not open */
    enum platform_file_mode access; /* of `data` */
    char16 *path;
    char16 *state_path;
    char16 *new_state_path;
    struct companion_files companions;
};

static struct disc_file *file_of(struct disc_storage *storage)
{
    return (struct disc_file *)storage;
}

static char16 *path_with(const char16 *path, const char *suffix)
{
    const size_t length = utf16_length(path);
    const size_t suffix_length = strlen(suffix);
    char16 *joined = memory_allocate(length + suffix_length + 1, sizeof(*joined));

    if (joined == NULL)
        return NULL;
    memcpy(joined, path, length * sizeof(*joined));
    for (size_t i = 0; i < suffix_length; i++)
        joined[length + i] = (char16)suffix[i];
    return joined;
}

static bool is_open(const struct disc_file *file, enum platform_file_mode access)
{
    return file->data != NULL && file->access == access;
}

static enum status open_with(struct disc_file *file, enum platform_file_mode access)
{
    disc_file_release(file);
    file->access = access;
    return platform_file_open(file->path, access, &file->data);
}

static enum status open_for_reading(struct disc_file *file)
{
    return file->data != NULL ? STATUS_OK : open_with(file, PLATFORM_FILE_READ_SHARED);
}

static enum status open_for_writing(struct disc_file *file)
{
    enum status status;

    if (is_open(file, PLATFORM_FILE_WRITE))
        return STATUS_OK;
    status = open_with(file, PLATFORM_FILE_WRITE);
    if (status == STATUS_NOT_FOUND)
        status = platform_file_open(file->path, PLATFORM_FILE_CREATE_NEW, &file->data);
    return status;
}

static enum status storage_size(struct disc_storage *storage, uint64_t *size)
{
    struct disc_file *file = file_of(storage);
    struct platform_file_info info;
    enum status status;

    *size = 0;
    if (file->data != NULL)
        return platform_file_size(file->data, size);
    status = platform_file_query(file->path, &info);
    if (status != STATUS_OK)
        return status;
    if (!info.is_regular)
        return STATUS_WRONG_KIND;
    *size = info.size;
    return STATUS_OK;
}

static enum status storage_read_at(struct disc_storage *storage, uint64_t offset, void *buffer,
                                   size_t size, size_t *read)
{
    struct disc_file *file = file_of(storage);
    enum status status = open_for_reading(file);

    *read = 0;
    if (status != STATUS_OK)
        return status;
    return platform_file_read_at(file->data, offset, buffer, size, read);
}

static enum status storage_write_at(struct disc_storage *storage, uint64_t offset,
                                    const void *buffer, size_t size)
{
    struct disc_file *file = file_of(storage);
    enum status status = open_for_writing(file);

    if (status != STATUS_OK)
        return status;
    return platform_file_write_at(file->data, offset, buffer, size);
}

static enum status storage_resize(struct disc_storage *storage, uint64_t size)
{
    struct disc_file *file = file_of(storage);
    enum status status = open_for_writing(file);

    if (status != STATUS_OK)
        return status;
    return platform_file_resize(file->data, size);
}

static enum status storage_load_state(struct disc_storage *storage, char *text, size_t capacity,
                                      size_t *length)
{
    struct platform_file *state;
    enum status status;
    uint64_t size;

    *length = 0;
    status = platform_file_open(file_of(storage)->state_path, PLATFORM_FILE_READ, &state);
    if (status != STATUS_OK)
        return status;
    status = platform_file_size(state, &size);
    if (status == STATUS_OK && size > capacity)
        status = STATUS_TOO_LARGE;
    if (status == STATUS_OK)
        status = platform_file_read_at(state, 0, text, (size_t)size, length);
    platform_file_close(state);
    return status;
}

static enum status replace(const char16 *from, const char16 *to)
{
    enum status status = platform_file_replace(from, to);

    for (unsigned i = 0; i < REPLACE_TRIES && status != STATUS_OK &&
                         (status == STATUS_ACCESS_DENIED || status == STATUS_SHARING_VIOLATION);
         i++) {
        platform_clock_sleep_ms(REPLACE_PAUSE_MS);
        status = platform_file_replace(from, to);
    }
    return status;
}

static enum status storage_replace_state(struct disc_storage *storage, const char *text,
                                         size_t length)
{
    struct disc_file *file = file_of(storage);
    struct platform_file *state;
    enum status status = platform_file_open(file->new_state_path, PLATFORM_FILE_CREATE, &state);

    if (status != STATUS_OK)
        return status;
    status = platform_file_write_at(state, 0, text, length);
    platform_file_close(state);
    if (status == STATUS_OK)
        status = replace(file->new_state_path, file->state_path);
    if (status != STATUS_OK)
        (void)platform_file_remove(file->new_state_path);
    return status;
}

static const char *storage_name(struct disc_storage *storage, const enum disc_companion *companion)
{
    const struct companion_files *companions = &file_of(storage)->companions;

    return companion != NULL ? companions->names[*companion] : companions->user_data_name;
}

static enum status storage_read_companion(struct disc_storage *storage,
                                          enum disc_companion companion, uint64_t offset,
                                          void *buffer, size_t size, size_t *read)
{
    return companion_files_read(&file_of(storage)->companions, companion, offset, buffer, size,
                                read);
}

static enum status storage_write_companion(struct disc_storage *storage,
                                           enum disc_companion companion, uint64_t offset,
                                           const void *buffer, size_t size)
{
    return companion_files_write(&file_of(storage)->companions, companion, offset, buffer, size);
}

static enum status storage_replace_companion(struct disc_storage *storage,
                                             enum disc_companion companion, const void *data,
                                             size_t size)
{
    return companion_files_replace(&file_of(storage)->companions, companion, data, size);
}

static const struct disc_storage_ops storage_ops = {
    .size = storage_size,
    .read_at = storage_read_at,
    .write_at = storage_write_at,
    .resize = storage_resize,
    .load_state = storage_load_state,
    .replace_state = storage_replace_state,
    .name = storage_name,
    .read_companion = storage_read_companion,
    .write_companion = storage_write_companion,
    .replace_companion = storage_replace_companion,
};

enum status disc_file_create(const char16 *path, struct disc_file **file)
{
    struct disc_file *created = memory_allocate(1, sizeof(*created));

    *file = NULL;
    if (created == NULL)
        return STATUS_NO_MEMORY;
    created->storage.ops = &storage_ops;
    created->path = path_with(path, "");
    created->state_path = path_with(path, ".disc");
    created->new_state_path = path_with(path, ".disc.new");
    if (created->path == NULL || created->state_path == NULL || created->new_state_path == NULL ||
        companion_files_init(&created->companions, path) != STATUS_OK) {
        disc_file_destroy(created);
        return STATUS_NO_MEMORY;
    }
    *file = created;
    return STATUS_OK;
}

void disc_file_destroy(struct disc_file *file)
{
    if (file == NULL)
        return;
    disc_file_release(file);
    companion_files_release(&file->companions);
    memory_free(file->path);
    memory_free(file->state_path);
    memory_free(file->new_state_path);
    memory_free(file);
}

struct disc_storage *disc_file_storage(struct disc_file *file)
{
    return &file->storage;
}

enum status disc_file_hold(struct disc_file *file)
{
    if (is_open(file, PLATFORM_FILE_READ) || is_open(file, PLATFORM_FILE_WRITE))
        return STATUS_OK;
    return open_with(file, PLATFORM_FILE_READ);
}

void disc_file_share(struct disc_file *file)
{
    if (!is_open(file, PLATFORM_FILE_READ_SHARED))
        disc_file_release(file);
}

void disc_file_release(struct disc_file *file)
{
    companion_files_close(&file->companions);
    platform_file_close(file->data);
    file->data = NULL;
}

enum status disc_file_check_writable(const struct disc_file *file)
{
    struct platform_file *probe;
    enum status status;

    if (is_open(file, PLATFORM_FILE_READ) || is_open(file, PLATFORM_FILE_WRITE))
        return STATUS_OK;
    status = platform_file_open(file->path, PLATFORM_FILE_WRITE, &probe);
    platform_file_close(probe);
    return status;
}

struct disc_file_stamp disc_file_stamp(const struct disc_file *file)
{
    struct disc_file_stamp stamp = { 0 };
    struct platform_file_info info;

    if (platform_file_query(file->path, &info) == STATUS_OK) {
        stamp.data_id = info.file_id;
        stamp.data_size = info.size;
        stamp.data_time = info.modification_time;
    }
    if (platform_file_query(file->state_path, &info) == STATUS_OK) {
        stamp.state_id = info.file_id;
        stamp.state_time = info.modification_time;
    }
    return stamp;
}

bool disc_file_stamp_is_equal(const struct disc_file_stamp *a, const struct disc_file_stamp *b)
{
    return a->data_id == b->data_id && a->data_size == b->data_size &&
           a->data_time == b->data_time && a->state_id == b->state_id &&
           a->state_time == b->state_time;
}
