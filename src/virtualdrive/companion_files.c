/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Files beside the image of a CD. */
#include "virtualdrive/companion_files.h"

#include "base/memory.h"
#include "platform/file.h"

#include <string.h>

static const char *const endings[DISC_COMPANION_COUNT] = {
    [DISC_COMPANION_CUE_SHEET] = ".cue",
    [DISC_COMPANION_CD_TEXT] = ".cdt",
    [DISC_COMPANION_SUB_CHANNELS] = ".sub",
};

#define ENDING_LENGTH 4

/* A unit of UTF-16 takes three bytes of UTF-8 at most. */
#define UTF8_MAXIMUM 3

static bool ends_with(const char16 *path, size_t length, const char *ending)
{
    if (length < ENDING_LENGTH)
        return false;
    for (size_t i = 0; i < ENDING_LENGTH; i++) {
        if (utf16_upper(path[length - ENDING_LENGTH + i]) != utf16_upper((char16)ending[i]))
            return false;
    }
    return true;
}

/* Units of the path that companions have, too. */
static size_t stem_length(const char16 *path)
{
    const size_t length = utf16_length(path);

    return ends_with(path, length, ".bin") || ends_with(path, length, ".img")
               ? length - ENDING_LENGTH
               : length;
}

static char16 *path_with(const char16 *path, size_t length, const char *ending)
{
    char16 *joined = memory_allocate(length + ENDING_LENGTH + 1, sizeof(*joined));

    if (joined == NULL)
        return NULL;
    memcpy(joined, path, length * sizeof(*joined));
    for (size_t i = 0; i < ENDING_LENGTH; i++)
        joined[length + i] = (char16)ending[i];
    return joined;
}

/* The last part of the path, with an ending or an empty one; NULL without memory. */
static char *name_with(const char16 *path, size_t length, const char *ending)
{
    size_t start = length;
    size_t capacity;
    size_t written;
    char *name;

    while (start > 0 && !platform_file_is_separator(path[start - 1]))
        start--;
    capacity = (length - start) * UTF8_MAXIMUM + ENDING_LENGTH + 1;
    name = memory_allocate(1, capacity);
    if (name == NULL)
        return NULL;
    (void)utf16_to_utf8(path + start, length - start, name, capacity - ENDING_LENGTH, &written);
    memcpy(name + written, ending, strlen(ending) + 1);
    return name;
}

enum status companion_files_init(struct companion_files *files, const char16 *user_data_path)
{
    const size_t length = stem_length(user_data_path);
    bool is_complete;

    *files = (struct companion_files){
        .user_data_name = name_with(user_data_path, utf16_length(user_data_path), ""),
    };
    is_complete = files->user_data_name != NULL;
    for (unsigned i = 0; i < DISC_COMPANION_COUNT; i++) {
        files->paths[i] = path_with(user_data_path, length, endings[i]);
        files->names[i] = name_with(user_data_path, length, endings[i]);
        is_complete = is_complete && files->paths[i] != NULL && files->names[i] != NULL;
    }
    if (is_complete)
        return STATUS_OK;
    companion_files_release(files);
    return STATUS_NO_MEMORY;
}

void companion_files_release(struct companion_files *files)
{
    companion_files_close(files);
    memory_free(files->user_data_name);
    for (unsigned i = 0; i < DISC_COMPANION_COUNT; i++) {
        memory_free(files->paths[i]);
        memory_free(files->names[i]);
    }
    *files = (struct companion_files){ 0 };
}

void companion_files_close(struct companion_files *files)
{
    platform_file_close(files->sub_channels);
    files->sub_channels = NULL;
}

/* The one companion that is read and written piece by piece stays open. */
static enum status open_sub_channels(struct companion_files *files, bool is_writing)
{
    const char16 *path = files->paths[DISC_COMPANION_SUB_CHANNELS];
    enum status status;

    if (files->sub_channels != NULL && (files->is_writing || !is_writing))
        return STATUS_OK;
    companion_files_close(files);
    files->is_writing = is_writing;
    if (!is_writing)
        return platform_file_open(path, PLATFORM_FILE_READ_SHARED, &files->sub_channels);
    status = platform_file_open(path, PLATFORM_FILE_WRITE, &files->sub_channels);
    if (status == STATUS_NOT_FOUND)
        status = platform_file_open(path, PLATFORM_FILE_CREATE_NEW, &files->sub_channels);
    return status;
}

enum status companion_files_read(struct companion_files *files, enum disc_companion companion,
                                 uint64_t offset, void *buffer, size_t size, size_t *read)
{
    struct platform_file *file;
    enum status status;

    *read = 0;
    if (companion == DISC_COMPANION_SUB_CHANNELS) {
        status = open_sub_channels(files, false);
        if (status != STATUS_OK)
            return status;
        return platform_file_read_at(files->sub_channels, offset, buffer, size, read);
    }
    status = platform_file_open(files->paths[companion], PLATFORM_FILE_READ, &file);
    if (status != STATUS_OK)
        return status;
    status = platform_file_read_at(file, offset, buffer, size, read);
    platform_file_close(file);
    return status;
}

enum status companion_files_write(struct companion_files *files, enum disc_companion companion,
                                  uint64_t offset, const void *buffer, size_t size)
{
    enum status status;

    if (companion != DISC_COMPANION_SUB_CHANNELS)
        return STATUS_INVALID_ARGUMENT;
    status = open_sub_channels(files, true);
    if (status != STATUS_OK)
        return status;
    return platform_file_write_at(files->sub_channels, offset, buffer, size);
}

static enum status remove_file(const char16 *path)
{
    enum status status = platform_file_remove(path);

    return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

/* Under another name first: who looks meanwhile sees the old one or the new one whole. */
static enum status replace_file(const char16 *path, const void *data, size_t size)
{
    char16 *temporary = path_with(path, utf16_length(path), ".new");
    struct platform_file *file;
    enum status status;

    if (temporary == NULL)
        return STATUS_NO_MEMORY;
    status = platform_file_open(temporary, PLATFORM_FILE_CREATE, &file);
    if (status == STATUS_OK) {
        status = platform_file_write_at(file, 0, data, size);
        platform_file_close(file);
        if (status == STATUS_OK)
            status = platform_file_replace(temporary, path);
        if (status != STATUS_OK)
            (void)platform_file_remove(temporary);
    }
    memory_free(temporary);
    return status;
}

enum status companion_files_replace(struct companion_files *files, enum disc_companion companion,
                                    const void *data, size_t size)
{
    if (companion == DISC_COMPANION_SUB_CHANNELS)
        companion_files_close(files);
    if (size == 0)
        return remove_file(files->paths[companion]);
    return replace_file(files->paths[companion], data, size);
}
