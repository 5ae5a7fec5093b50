/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Folders on Windows: the path, made full once, to which names are appended. */
#include "platform/file.h"

#include "base/memory.h"
#include "platform/win32/win32.h"

#include <string.h>

#define NAME_MAXIMUM 256 /* of one component, with the separator before it */

/* `path` ends with a separator and has room for one more component. */
struct platform_folder {
    char16 *path;
    size_t length;
};

static enum status folder_open(char16 *path, size_t length, struct platform_folder **folder)
{
    const DWORD attributes = GetFileAttributesW(path);
    struct platform_folder *opened;

    if (attributes == INVALID_FILE_ATTRIBUTES)
        return win32_status_of(GetLastError());
    if ((attributes & FILE_ATTRIBUTE_DIRECTORY) == 0)
        return STATUS_WRONG_KIND;
    opened = memory_allocate(1, sizeof(*opened));
    if (opened == NULL)
        return STATUS_NO_MEMORY;
    if (length == 0 || path[length - 1] != '\\')
        path[length++] = '\\';
    path[length] = 0;
    opened->path = path;
    opened->length = length;
    *folder = opened;
    return STATUS_OK;
}

enum status platform_folder_open(const char16 *path, struct platform_folder **folder)
{
    char16 *full;
    size_t length;
    enum status status = win32_path_of(path, NAME_MAXIMUM, &full, &length);

    *folder = NULL;
    if (status == STATUS_OK)
        status = folder_open(full, length, folder);
    if (status != STATUS_OK)
        memory_free(full);
    return status;
}

/* Puts `name` behind the folder's path, terminated. */
static enum status name_append(struct platform_folder *folder, const char16 *name)
{
    const size_t length = utf16_length(name);

    if (length == 0 || length >= NAME_MAXIMUM)
        return STATUS_INVALID_NAME;
    memcpy(folder->path + folder->length, name, (length + 1) * sizeof(*name));
    return STATUS_OK;
}

enum status platform_folder_open_in(struct platform_folder *parent, const char16 *name,
                                    struct platform_folder **folder)
{
    enum status status = name_append(parent, name);

    *folder = NULL;
    if (status == STATUS_OK)
        status = platform_folder_open(parent->path, folder);
    parent->path[parent->length] = 0;
    return status;
}

void platform_folder_close(struct platform_folder *folder)
{
    if (folder == NULL)
        return;
    memory_free(folder->path);
    memory_free(folder);
}

static bool is_self_or_parent(const char16 *name)
{
    return name[0] == '.' && (name[1] == 0 || (name[1] == '.' && name[2] == 0));
}

static void info_of(const WIN32_FIND_DATAW *data, struct platform_file_info *info)
{
    const bool is_directory = (data->dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0;

    *info = (struct platform_file_info){
        .size = is_directory ? 0 : (uint64_t)data->nFileSizeHigh << 32 | data->nFileSizeLow,
        .creation_time = win32_ticks_of(data->ftCreationTime),
        .access_time = win32_ticks_of(data->ftLastAccessTime),
        .modification_time = win32_ticks_of(data->ftLastWriteTime),
        .is_directory = is_directory,
        .is_regular = !is_directory,
        .is_hidden = (data->dwFileAttributes & FILE_ATTRIBUTE_HIDDEN) != 0,
        .is_system = (data->dwFileAttributes & FILE_ATTRIBUTE_SYSTEM) != 0,
        .is_archive = (data->dwFileAttributes & FILE_ATTRIBUTE_ARCHIVE) != 0,
    };
}

static enum status visit(struct platform_folder *folder, const WIN32_FIND_DATAW *data,
                         platform_folder_visitor visitor, void *context)
{
    struct platform_file_info info;

    info_of(data, &info);
    if ((data->dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0) {
        enum status status = name_append(folder, data->cFileName);

        if (status == STATUS_OK)
            status = platform_file_query(folder->path, &info);
        folder->path[folder->length] = 0;
        if (status != STATUS_OK)
            info.is_directory = info.is_regular = false;
        info.is_link = true;
    }
    return visitor(context, data->cFileName, utf16_length(data->cFileName), &info);
}

enum status platform_folder_list(struct platform_folder *folder, platform_folder_visitor visitor,
                                 void *context)
{
    static const char16 everything[] = { '*', 0 };
    enum status status = name_append(folder, everything);
    WIN32_FIND_DATAW data;
    HANDLE search;

    if (status != STATUS_OK)
        return status;
    search = FindFirstFileExW(folder->path, FindExInfoBasic, &data, FindExSearchNameMatch, NULL,
                              FIND_FIRST_EX_LARGE_FETCH);
    folder->path[folder->length] = 0;
    if (search == INVALID_HANDLE_VALUE) {
        const DWORD error = GetLastError();

        /* The root of an empty drive has not even "." and "..". */
        return error == ERROR_FILE_NOT_FOUND ? STATUS_OK : win32_status_of(error);
    }
    do {
        if (!is_self_or_parent(data.cFileName))
            status = visit(folder, &data, visitor, context);
    } while (status == STATUS_OK && FindNextFileW(search, &data));
    if (status == STATUS_OK && GetLastError() != ERROR_NO_MORE_FILES)
        status = win32_status_of(GetLastError());
    FindClose(search);
    return status;
}

enum status platform_folder_open_file(struct platform_folder *folder, const char16 *name,
                                      struct platform_file **file)
{
    enum status status = name_append(folder, name);

    *file = NULL;
    if (status == STATUS_OK)
        status = win32_file_open(folder->path, PLATFORM_FILE_READ, file);
    folder->path[folder->length] = 0;
    return status;
}

/* Share modes show only in an open: there is nothing cheaper. */
enum status platform_folder_check_file(struct platform_folder *folder, const char16 *name)
{
    struct platform_file *file;
    const enum status status = platform_folder_open_file(folder, name, &file);

    platform_file_close(file);
    return status;
}

/* "::$DATA" is the content itself; ":name:$DATA" is a stream of that name; nothing else counts. */
static size_t stream_name_length(const char16 *name)
{
    static const char16 type[] = { ':', '$', 'D', 'A', 'T', 'A', 0 };
    const size_t length = utf16_length(name);
    const size_t type_length = sizeof(type) / sizeof(type[0]) - 1;

    if (length <= type_length + 1 || name[0] != ':' ||
        memcmp(name + length - type_length, type, sizeof(type)) != 0)
        return 0;
    return length - type_length - 1;
}

enum status platform_folder_list_streams(struct platform_folder *folder, const char16 *name,
                                         platform_stream_visitor visitor, void *context)
{
    enum status status = name_append(folder, name);
    WIN32_FIND_STREAM_DATA data;
    HANDLE search;

    if (status != STATUS_OK)
        return status;
    search = FindFirstStreamW(folder->path, FindStreamInfoStandard, &data, 0);
    folder->path[folder->length] = 0;
    if (search == INVALID_HANDLE_VALUE) {
        const DWORD error = GetLastError();

        /* File systems that know no streams say so in several ways. */
        if (error == ERROR_HANDLE_EOF || error == ERROR_INVALID_PARAMETER ||
            error == ERROR_NOT_SUPPORTED || error == ERROR_INVALID_FUNCTION ||
            error == ERROR_CALL_NOT_IMPLEMENTED)
            return STATUS_OK;
        return win32_status_of(error);
    }
    do {
        const size_t length = stream_name_length(data.cStreamName);

        if (length != 0)
            status =
                visitor(context, data.cStreamName + 1, length, (uint64_t)data.StreamSize.QuadPart);
    } while (status == STATUS_OK && FindNextStreamW(search, &data));
    if (status == STATUS_OK && GetLastError() != ERROR_HANDLE_EOF)
        status = win32_status_of(GetLastError());
    FindClose(search);
    return status;
}
