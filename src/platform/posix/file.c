/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Files on POSIX. */
#include "platform/file.h"

#include "base/date.h"
#include "base/memory.h"
#include "platform/posix/posix.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define ANYBODY_MAY_READ (S_IRUSR | S_IRGRP | S_IROTH)

struct platform_file {
    int descriptor;
};

char16 platform_file_separator(void)
{
    return '/';
}

bool platform_file_is_separator(char16 unit)
{
    return unit == '/';
}

enum status posix_path_of(const char16 *path, struct posix_path *out)
{
    size_t length;

    if (utf16_to_utf8(path, utf16_length(path), out->text, sizeof(out->text), &length) != STATUS_OK)
        return STATUS_INVALID_NAME;
    return STATUS_OK;
}

enum status posix_status_of(int error)
{
    switch (error) {
    case 0:
        return STATUS_OK;
    case ENOENT:
        return STATUS_NOT_FOUND;
    case EEXIST:
        return STATUS_ALREADY_EXISTS;
    case ENOTDIR:
    case EISDIR:
        return STATUS_WRONG_KIND;
    case EACCES:
    case EPERM:
    case EROFS:
        return STATUS_ACCESS_DENIED;
    case EWOULDBLOCK:
    case ETXTBSY:
    case EBUSY:
        return STATUS_SHARING_VIOLATION;
    case ENAMETOOLONG:
    case ELOOP:
    case EINVAL:
        return STATUS_INVALID_NAME;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return STATUS_NO_SPACE;
    case ENOMEM:
    case EMFILE:
    case ENFILE:
        return STATUS_NO_MEMORY;
    default:
        return STATUS_IO;
    }
}

static int64_t ticks_of(struct timespec time)
{
    return DATE_UNIX_EPOCH_TICKS + (int64_t)time.tv_sec * DATE_TICKS_PER_SECOND +
           time.tv_nsec / 100;
}

void posix_info_of(const struct stat *stat, const char *name, struct platform_file_info *info)
{
    *info = (struct platform_file_info){
        .size = stat->st_size > 0 ? (uint64_t)stat->st_size : 0,
        .creation_time = ticks_of(stat->st_mtim),
        .access_time = ticks_of(stat->st_atim),
        .modification_time = ticks_of(stat->st_mtim),
        .volume_id = (uint64_t)stat->st_dev,
        .file_id = (uint64_t)stat->st_ino,
        .is_directory = S_ISDIR(stat->st_mode),
        .is_regular = S_ISREG(stat->st_mode),
        .is_hidden = name[0] == '.' && name[1] != '\0',
        .is_readable = (stat->st_mode & ANYBODY_MAY_READ) == ANYBODY_MAY_READ,
    };
}

enum status posix_file_adopt(int descriptor, struct platform_file **file)
{
    struct platform_file *adopted = memory_allocate(1, sizeof(*adopted));

    *file = adopted;
    if (adopted == NULL) {
        close(descriptor);
        return STATUS_NO_MEMORY;
    }
    adopted->descriptor = descriptor;
    return STATUS_OK;
}

static int open_flags_of(enum platform_file_mode mode)
{
    switch (mode) {
    case PLATFORM_FILE_READ:
    case PLATFORM_FILE_READ_SHARED:
        return O_RDONLY | O_NONBLOCK; /* a pipe must not make us wait for its writer */
    case PLATFORM_FILE_WRITE:
        return O_RDWR;
    case PLATFORM_FILE_CREATE_NEW:
    case PLATFORM_FILE_TEMPORARY:
        return O_RDWR | O_CREAT | O_EXCL;
    case PLATFORM_FILE_CREATE:
        return O_RDWR | O_CREAT;
    case PLATFORM_FILE_APPEND:
        return O_WRONLY | O_CREAT | O_APPEND;
    }
    return O_RDONLY;
}

/* An advisory lock stands in for the share modes of Windows: one writer at a time. */
static enum status claim(int descriptor, enum platform_file_mode mode)
{
    if (mode == PLATFORM_FILE_READ || mode == PLATFORM_FILE_READ_SHARED ||
        mode == PLATFORM_FILE_APPEND)
        return STATUS_OK;
    if (flock(descriptor, LOCK_EX | LOCK_NB) != 0)
        return posix_status_of(errno);
    if (mode == PLATFORM_FILE_CREATE && ftruncate(descriptor, 0) != 0)
        return posix_status_of(errno);
    return STATUS_OK;
}

enum status platform_file_open(const char16 *path, enum platform_file_mode mode,
                               struct platform_file **file)
{
    struct posix_path native;
    enum status status = posix_path_of(path, &native);
    int descriptor;

    *file = NULL;
    if (status != STATUS_OK)
        return status;
    descriptor = open(native.text, open_flags_of(mode) | O_CLOEXEC,
                      mode == PLATFORM_FILE_TEMPORARY ? 0600 : 0666);
    if (descriptor < 0)
        return posix_status_of(errno);
    if (mode == PLATFORM_FILE_TEMPORARY)
        unlink(native.text);
    status = claim(descriptor, mode);
    if (status != STATUS_OK) {
        close(descriptor);
        return status;
    }
    return posix_file_adopt(descriptor, file);
}

void platform_file_close(struct platform_file *file)
{
    if (file == NULL)
        return;
    close(file->descriptor);
    memory_free(file);
}

enum status platform_file_size(struct platform_file *file, uint64_t *size)
{
    struct stat stat;

    *size = 0;
    if (fstat(file->descriptor, &stat) != 0)
        return posix_status_of(errno);
    *size = (uint64_t)stat.st_size;
    return STATUS_OK;
}

enum status platform_file_read_at(struct platform_file *file, uint64_t offset, void *buffer,
                                  size_t size, size_t *read)
{
    size_t done = 0;

    *read = 0;
    while (done < size) {
        const ssize_t got =
            pread(file->descriptor, (uint8_t *)buffer + done, size - done, (off_t)(offset + done));

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return posix_status_of(errno);
        if (got == 0)
            break;
        done += (size_t)got;
    }
    *read = done;
    return STATUS_OK;
}

enum status platform_file_write_at(struct platform_file *file, uint64_t offset, const void *buffer,
                                   size_t size)
{
    size_t done = 0;

    while (done < size) {
        const ssize_t put = pwrite(file->descriptor, (const uint8_t *)buffer + done, size - done,
                                   (off_t)(offset + done));

        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return posix_status_of(errno);
        done += (size_t)put;
    }
    return STATUS_OK;
}

enum status platform_file_resize(struct platform_file *file, uint64_t size)
{
    return ftruncate(file->descriptor, (off_t)size) == 0 ? STATUS_OK : posix_status_of(errno);
}

void platform_file_discard(struct platform_file *file, uint64_t offset, uint64_t size)
{
#ifdef FALLOC_FL_PUNCH_HOLE
    (void)fallocate(file->descriptor, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, (off_t)offset,
                    (off_t)size);
#else
    (void)file, (void)offset, (void)size;
#endif
}

enum status platform_file_flush(struct platform_file *file)
{
    return fdatasync(file->descriptor) == 0 ? STATUS_OK : posix_status_of(errno);
}

/* Appends the components of `path` to `out`, taking "." and ".." for what they say. */
static size_t append_components(char *out, size_t length, const char *path)
{
    while (*path != '\0') {
        const size_t size = strcspn(path, "/");

        if (size == 2 && memcmp(path, "..", 2) == 0) {
            while (length > 0 && out[--length] != '/')
                continue;
        } else if (size != 0 && (size != 1 || path[0] != '.')) {
            out[length++] = '/';
            memcpy(out + length, path, size);
            length += size;
        }
        path += size;
        path += strspn(path, "/");
    }
    return length;
}

/* `out` has room for the current folder and the path. */
static enum status absolute_of(const char *path, char *out, size_t *length)
{
    *length = 0;
    if (path[0] == '\0')
        return STATUS_INVALID_NAME;
    if (path[0] != '/') {
        char current[PATH_MAX];

        if (getcwd(current, sizeof(current)) == NULL)
            return posix_status_of(errno);
        *length = append_components(out, *length, current);
    }
    *length = append_components(out, *length, path);
    if (*length == 0)
        out[(*length)++] = '/';
    return STATUS_OK;
}

enum status platform_file_absolute(const char16 *path, char16 **absolute)
{
    struct posix_path native;
    char out[2 * PATH_MAX + 2];
    size_t length;
    enum status status = posix_path_of(path, &native);

    *absolute = NULL;
    if (status == STATUS_OK)
        status = absolute_of(native.text, out, &length);
    if (status != STATUS_OK)
        return status;
    *absolute = memory_resize(NULL, length + 1, sizeof(**absolute));
    if (*absolute == NULL)
        return STATUS_NO_MEMORY;
    status = utf16_from_utf8(out, length, *absolute, length, &length);
    if (status != STATUS_OK) {
        memory_free(*absolute);
        *absolute = NULL;
        return status;
    }
    (*absolute)[length] = 0;
    return STATUS_OK;
}

enum status platform_file_query(const char16 *path, struct platform_file_info *info)
{
    struct posix_path native;
    const enum status status = posix_path_of(path, &native);
    struct stat stat;
    const char *slash;

    memset(info, 0, sizeof(*info));
    if (status != STATUS_OK)
        return status;
    if (lstat(native.text, &stat) != 0)
        return posix_status_of(errno);
    slash = strrchr(native.text, '/');
    if (S_ISLNK(stat.st_mode)) {
        if (fstatat(AT_FDCWD, native.text, &stat, 0) != 0)
            return posix_status_of(errno);
        posix_info_of(&stat, slash != NULL ? slash + 1 : native.text, info);
        info->is_link = true;
        return STATUS_OK;
    }
    posix_info_of(&stat, slash != NULL ? slash + 1 : native.text, info);
    return STATUS_OK;
}

enum status platform_file_replace(const char16 *from, const char16 *to)
{
    struct posix_path native_from;
    struct posix_path native_to;
    enum status status = posix_path_of(from, &native_from);

    if (status == STATUS_OK)
        status = posix_path_of(to, &native_to);
    if (status != STATUS_OK)
        return status;
    return rename(native_from.text, native_to.text) == 0 ? STATUS_OK : posix_status_of(errno);
}

enum status platform_file_remove(const char16 *path)
{
    struct posix_path native;
    const enum status status = posix_path_of(path, &native);

    if (status != STATUS_OK)
        return status;
    return unlink(native.text) == 0 ? STATUS_OK : posix_status_of(errno);
}

enum status platform_file_free_space(const char16 *path, uint64_t *bytes)
{
    struct posix_path native;
    struct statvfs space;
    const enum status status = posix_path_of(path, &native);

    *bytes = 0;
    if (status != STATUS_OK)
        return status;
    if (statvfs(native.text, &space) != 0)
        return posix_status_of(errno);
    *bytes = (uint64_t)space.f_bavail * space.f_frsize;
    return STATUS_OK;
}
