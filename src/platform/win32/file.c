/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Files on Windows. */
#include "platform/file.h"

#include "base/memory.h"
#include "platform/win32/win32.h"

#include <string.h>
#include <winioctl.h>
#include <winternl.h>

#define READ_WRITE_MAXIMUM 0x40000000u /* of one call */

#define NT_END_OF_FILE ((NTSTATUS)0xC0000011)

/* mingw's headers leave these two out, its import library does not. */
NTSTATUS NTAPI NtReadFile(HANDLE file, HANDLE event, PIO_APC_ROUTINE routine, void *context,
                          IO_STATUS_BLOCK *result, void *buffer, ULONG size, LARGE_INTEGER *offset,
                          ULONG *key);
NTSTATUS NTAPI NtWriteFile(HANDLE file, HANDLE event, PIO_APC_ROUTINE routine, void *context,
                           IO_STATUS_BLOCK *result, const void *buffer, ULONG size,
                           LARGE_INTEGER *offset, ULONG *key);

struct platform_file {
    HANDLE handle;
};

char16 platform_file_separator(void)
{
    return '\\';
}

bool platform_file_is_separator(char16 unit)
{
    return unit == '\\' || unit == '/';
}

enum status win32_status_of(DWORD error)
{
    switch (error) {
    case ERROR_SUCCESS:
        return STATUS_OK;
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
    case ERROR_INVALID_DRIVE:
    case ERROR_BAD_NETPATH:
    case ERROR_BAD_NET_NAME:
    case ERROR_NOT_READY:
        return STATUS_NOT_FOUND;
    case ERROR_FILE_EXISTS:
    case ERROR_ALREADY_EXISTS:
        return STATUS_ALREADY_EXISTS;
    case ERROR_DIRECTORY:
        return STATUS_WRONG_KIND;
    case ERROR_ACCESS_DENIED:
    case ERROR_WRITE_PROTECT:
    case ERROR_PRIVILEGE_NOT_HELD:
        return STATUS_ACCESS_DENIED;
    case ERROR_SHARING_VIOLATION:
    case ERROR_LOCK_VIOLATION:
        return STATUS_SHARING_VIOLATION;
    case ERROR_INVALID_NAME:
    case ERROR_BAD_PATHNAME:
    case ERROR_FILENAME_EXCED_RANGE:
    case ERROR_CANT_RESOLVE_FILENAME:
        return STATUS_INVALID_NAME;
    case ERROR_DISK_FULL:
    case ERROR_HANDLE_DISK_FULL:
        return STATUS_NO_SPACE;
    case ERROR_NOT_ENOUGH_MEMORY:
    case ERROR_OUTOFMEMORY:
    case ERROR_TOO_MANY_OPEN_FILES:
        return STATUS_NO_MEMORY;
    default:
        return STATUS_IO;
    }
}

int64_t win32_ticks_of(FILETIME time)
{
    return (int64_t)((uint64_t)time.dwHighDateTime << 32 | time.dwLowDateTime);
}

/* Both spellings that Windows takes literally: \\?\ (files) and \\.\ (devices). */
static bool is_literal_path(const char16 *path)
{
    return path[0] == '\\' && path[1] == '\\' && (path[2] == '?' || path[2] == '.') &&
           path[3] == '\\';
}

static enum status path_copy(const char16 *path, size_t extra, char16 **out, size_t *length)
{
    const size_t units = utf16_length(path);
    char16 *copy = memory_resize(NULL, units + extra + 1, sizeof(*copy));

    if (copy == NULL)
        return STATUS_NO_MEMORY;
    memcpy(copy, path, (units + 1) * sizeof(*copy));
    *out = copy;
    *length = units;
    return STATUS_OK;
}

enum status win32_path_of(const char16 *path, size_t extra, char16 **out, size_t *length)
{
    static const char16 local_prefix[] = { '\\', '\\', '?', '\\' };
    static const char16 share_prefix[] = { '\\', '\\', '?', '\\', 'U', 'N', 'C' };
    const char16 *prefix = local_prefix;
    size_t prefix_length = 4;
    size_t skipped = 0;
    char16 *full;
    DWORD needed;
    DWORD written;

    *out = NULL;
    *length = 0;
    if (path[0] == 0)
        return STATUS_INVALID_NAME;
    if (is_literal_path(path))
        return path_copy(path, extra, out, length);
    needed = GetFullPathNameW(path, 0, NULL, NULL);
    if (needed == 0)
        return STATUS_INVALID_NAME;
    full = memory_resize(NULL, (size_t)needed + extra + 8, sizeof(*full));
    if (full == NULL)
        return STATUS_NO_MEMORY;
    written = GetFullPathNameW(path, needed, full + 7, NULL);
    if (written == 0 || written >= needed) {
        memory_free(full);
        return STATUS_INVALID_NAME;
    }
    if (is_literal_path(full + 7)) {
        prefix_length = 0;
    } else if (full[7] == '\\' && full[8] == '\\') {
        prefix = share_prefix;
        prefix_length = 7;
        skipped = 1;
    }
    memmove(full + prefix_length, full + 7 + skipped, (written - skipped + 1) * sizeof(*full));
    memcpy(full, prefix, prefix_length * sizeof(*full));
    *out = full;
    *length = prefix_length + written - skipped;
    return STATUS_OK;
}

static DWORD access_of(enum platform_file_mode mode)
{
    if (mode == PLATFORM_FILE_READ || mode == PLATFORM_FILE_READ_SHARED)
        return GENERIC_READ;
    if (mode == PLATFORM_FILE_TEMPORARY)
        return GENERIC_READ | GENERIC_WRITE | DELETE;
    if (mode == PLATFORM_FILE_APPEND)
        return FILE_APPEND_DATA | SYNCHRONIZE; /* without FILE_WRITE_DATA, offsets do not count */
    return GENERIC_READ | GENERIC_WRITE;
}

static DWORD share_of(enum platform_file_mode mode)
{
    if (mode == PLATFORM_FILE_READ_SHARED || mode == PLATFORM_FILE_APPEND)
        return FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
    if (mode == PLATFORM_FILE_TEMPORARY)
        return 0;
    return mode == PLATFORM_FILE_READ ? FILE_SHARE_READ | FILE_SHARE_DELETE : FILE_SHARE_READ;
}

static DWORD disposition_of(enum platform_file_mode mode)
{
    switch (mode) {
    case PLATFORM_FILE_READ:
    case PLATFORM_FILE_READ_SHARED:
    case PLATFORM_FILE_WRITE:
        return OPEN_EXISTING;
    case PLATFORM_FILE_CREATE_NEW:
    case PLATFORM_FILE_TEMPORARY:
        return CREATE_NEW;
    case PLATFORM_FILE_CREATE:
        return CREATE_ALWAYS;
    case PLATFORM_FILE_APPEND:
        return OPEN_ALWAYS;
    }
    return OPEN_EXISTING;
}

/* What is gone when it is closed may as well stay in the cache. */
static DWORD attributes_of(enum platform_file_mode mode)
{
    if (mode == PLATFORM_FILE_TEMPORARY)
        return FILE_ATTRIBUTE_TEMPORARY | FILE_FLAG_DELETE_ON_CLOSE;
    return FILE_ATTRIBUTE_NORMAL;
}

enum status win32_file_open(const char16 *path, enum platform_file_mode mode,
                            struct platform_file **file)
{
    struct platform_file *opened = memory_allocate(1, sizeof(*opened));

    *file = NULL;
    if (opened == NULL)
        return STATUS_NO_MEMORY;
    opened->handle = CreateFileW(path, access_of(mode), share_of(mode), NULL, disposition_of(mode),
                                 attributes_of(mode), NULL);
    if (opened->handle == INVALID_HANDLE_VALUE) {
        const DWORD error = GetLastError();

        memory_free(opened);
        return win32_status_of(error);
    }
    *file = opened;
    return STATUS_OK;
}

enum status platform_file_open(const char16 *path, enum platform_file_mode mode,
                               struct platform_file **file)
{
    char16 *full;
    size_t length;
    enum status status = win32_path_of(path, 0, &full, &length);

    *file = NULL;
    if (status != STATUS_OK)
        return status;
    status = win32_file_open(full, mode, file);
    memory_free(full);
    return status;
}

void platform_file_close(struct platform_file *file)
{
    if (file == NULL)
        return;
    CloseHandle(file->handle);
    memory_free(file);
}

enum status platform_file_size(struct platform_file *file, uint64_t *size)
{
    LARGE_INTEGER value;

    *size = 0;
    if (!GetFileSizeEx(file->handle, &value))
        return win32_status_of(GetLastError());
    *size = (uint64_t)value.QuadPart;
    return STATUS_OK;
}

static DWORD piece_of(size_t left)
{
    return left > READ_WRITE_MAXIMUM ? READ_WRITE_MAXIMUM : (DWORD)left;
}

/*
 * ReadFile and WriteFile take an offset in an OVERLAPPED only, for which Wine asks its server to
 * queue a completion that nobody waits for: a third of what reading a small file costs there.
 */
enum status platform_file_read_at(struct platform_file *file, uint64_t offset, void *buffer,
                                  size_t size, size_t *read)
{
    size_t done = 0;

    *read = 0;
    while (done < size) {
        LARGE_INTEGER position = { .QuadPart = (LONGLONG)(offset + done) };
        IO_STATUS_BLOCK result = { .Information = 0 };
        const NTSTATUS status =
            NtReadFile(file->handle, NULL, NULL, NULL, &result, (uint8_t *)buffer + done,
                       piece_of(size - done), &position, NULL);

        if (status < 0 && status != NT_END_OF_FILE)
            return win32_status_of(RtlNtStatusToDosError(status));
        if (status < 0 || result.Information == 0)
            break;
        done += result.Information;
    }
    *read = done;
    return STATUS_OK;
}

enum status platform_file_write_at(struct platform_file *file, uint64_t offset, const void *buffer,
                                   size_t size)
{
    size_t done = 0;

    while (done < size) {
        LARGE_INTEGER position = { .QuadPart = (LONGLONG)(offset + done) };
        IO_STATUS_BLOCK result = { .Information = 0 };
        const NTSTATUS status =
            NtWriteFile(file->handle, NULL, NULL, NULL, &result, (const uint8_t *)buffer + done,
                        piece_of(size - done), &position, NULL);

        if (status < 0)
            return win32_status_of(RtlNtStatusToDosError(status));
        if (result.Information == 0)
            return STATUS_IO;
        done += result.Information;
    }
    return STATUS_OK;
}

static void make_sparse(const struct platform_file *file)
{
    DWORD returned;

    DeviceIoControl(file->handle, FSCTL_SET_SPARSE, NULL, 0, NULL, 0, &returned, NULL);
}

enum status platform_file_resize(struct platform_file *file, uint64_t size)
{
    LARGE_INTEGER end;

    /* Without the sparse attribute Windows would write every byte up to the new end. */
    make_sparse(file);
    end.QuadPart = (LONGLONG)size;
    if (!SetFilePointerEx(file->handle, end, NULL, FILE_BEGIN) || !SetEndOfFile(file->handle))
        return win32_status_of(GetLastError());
    return STATUS_OK;
}

void platform_file_discard(struct platform_file *file, uint64_t offset, uint64_t size)
{
    FILE_ZERO_DATA_INFORMATION range = { .FileOffset.QuadPart = (LONGLONG)offset,
                                         .BeyondFinalZero.QuadPart = (LONGLONG)(offset + size) };
    DWORD returned;

    make_sparse(file);
    DeviceIoControl(file->handle, FSCTL_SET_ZERO_DATA, &range, sizeof(range), NULL, 0, &returned,
                    NULL);
}

enum status platform_file_flush(struct platform_file *file)
{
    return FlushFileBuffers(file->handle) ? STATUS_OK : win32_status_of(GetLastError());
}

static void info_of(const BY_HANDLE_FILE_INFORMATION *from, DWORD type,
                    struct platform_file_info *info)
{
    const bool is_directory = (from->dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0;

    *info = (struct platform_file_info){
        .size = is_directory ? 0 : (uint64_t)from->nFileSizeHigh << 32 | from->nFileSizeLow,
        .creation_time = win32_ticks_of(from->ftCreationTime),
        .access_time = win32_ticks_of(from->ftLastAccessTime),
        .modification_time = win32_ticks_of(from->ftLastWriteTime),
        .volume_id = from->dwVolumeSerialNumber,
        .file_id = (uint64_t)from->nFileIndexHigh << 32 | from->nFileIndexLow,
        .is_directory = is_directory,
        .is_regular = !is_directory && type == FILE_TYPE_DISK,
        .is_hidden = (from->dwFileAttributes & FILE_ATTRIBUTE_HIDDEN) != 0,
        .is_system = (from->dwFileAttributes & FILE_ATTRIBUTE_SYSTEM) != 0,
        .is_archive = (from->dwFileAttributes & FILE_ATTRIBUTE_ARCHIVE) != 0,
    };
}

static enum status query(const char16 *full, struct platform_file_info *info)
{
    const DWORD attributes = GetFileAttributesW(full);
    BY_HANDLE_FILE_INFORMATION by_handle;
    enum status status = STATUS_OK;
    HANDLE handle;

    if (attributes == INVALID_FILE_ATTRIBUTES)
        return win32_status_of(GetLastError());
    handle = CreateFileW(full, FILE_READ_ATTRIBUTES,
                         FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL,
                         OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, NULL);
    if (handle == INVALID_HANDLE_VALUE)
        return win32_status_of(GetLastError());
    if (GetFileInformationByHandle(handle, &by_handle))
        info_of(&by_handle, GetFileType(handle), info);
    else
        status = win32_status_of(GetLastError());
    CloseHandle(handle);
    info->is_link = status == STATUS_OK && (attributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0;
    return status;
}

/* The characters of a root, which keeps the separator at its end. */
static size_t root_length(const char16 *path)
{
    const size_t prefix = is_literal_path(path) ? 4 : 0;

    return prefix + (path[prefix] != 0 && path[prefix + 1] == ':' ? 3 : 1);
}

enum status platform_file_absolute(const char16 *path, char16 **absolute)
{
    const DWORD needed = path[0] == 0 ? 0 : GetFullPathNameW(path, 0, NULL, NULL);
    char16 *full;
    DWORD length;

    *absolute = NULL;
    if (needed == 0)
        return STATUS_INVALID_NAME;
    full = memory_resize(NULL, needed, sizeof(*full));
    if (full == NULL)
        return STATUS_NO_MEMORY;
    length = GetFullPathNameW(path, needed, full, NULL);
    if (length == 0 || length >= needed) {
        memory_free(full);
        return STATUS_INVALID_NAME;
    }
    while (length > root_length(full) && platform_file_is_separator(full[length - 1]))
        full[--length] = 0;
    *absolute = full;
    return STATUS_OK;
}

enum status platform_file_query(const char16 *path, struct platform_file_info *info)
{
    char16 *full;
    size_t length;
    enum status status = win32_path_of(path, 0, &full, &length);

    memset(info, 0, sizeof(*info));
    if (status != STATUS_OK)
        return status;
    status = query(full, info);
    memory_free(full);
    return status;
}

enum status platform_file_replace(const char16 *from, const char16 *to)
{
    enum status status = STATUS_OK;
    char16 *full_from = NULL;
    char16 *full_to = NULL;
    size_t length;

    status = win32_path_of(from, 0, &full_from, &length);
    if (status == STATUS_OK)
        status = win32_path_of(to, 0, &full_to, &length);
    if (status == STATUS_OK && !MoveFileExW(full_from, full_to, MOVEFILE_REPLACE_EXISTING))
        status = win32_status_of(GetLastError());
    memory_free(full_from);
    memory_free(full_to);
    return status;
}

enum status platform_file_remove(const char16 *path)
{
    char16 *full;
    size_t length;
    enum status status = win32_path_of(path, 0, &full, &length);

    if (status != STATUS_OK)
        return status;
    if (!DeleteFileW(full))
        status = win32_status_of(GetLastError());
    memory_free(full);
    return status;
}

enum status platform_file_free_space(const char16 *path, uint64_t *bytes)
{
    ULARGE_INTEGER available;
    char16 *full;
    size_t length;
    enum status status = win32_path_of(path, 1, &full, &length);

    *bytes = 0;
    if (status != STATUS_OK)
        return status;
    /* The name of a share has to end in a separator. */
    if (full[length - 1] != '\\') {
        full[length] = '\\';
        full[length + 1] = 0;
    }
    if (!GetDiskFreeSpaceExW(full, &available, NULL, NULL))
        status = win32_status_of(GetLastError());
    memory_free(full);
    if (status == STATUS_OK)
        *bytes = available.QuadPart;
    return status;
}
