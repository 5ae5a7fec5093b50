/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Folders on POSIX: a descriptor, so that openat() need not walk the whole path. */
#include "platform/file.h"

#include "base/memory.h"
#include "platform/posix/posix.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

struct platform_folder {
    int descriptor;
};

static enum status folder_open_at(int parent, const char16 *path, struct platform_folder **folder)
{
    struct posix_path native;
    const enum status status = posix_path_of(path, &native);
    struct platform_folder *opened;
    int descriptor;

    *folder = NULL;
    if (status != STATUS_OK)
        return status;
    descriptor = openat(parent, native.text, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return posix_status_of(errno);
    opened = memory_allocate(1, sizeof(*opened));
    if (opened == NULL) {
        close(descriptor);
        return STATUS_NO_MEMORY;
    }
    opened->descriptor = descriptor;
    *folder = opened;
    return STATUS_OK;
}

enum status platform_folder_open(const char16 *path, struct platform_folder **folder)
{
    return folder_open_at(AT_FDCWD, path, folder);
}

enum status platform_folder_open_in(struct platform_folder *parent, const char16 *name,
                                    struct platform_folder **folder)
{
    return folder_open_at(parent->descriptor, name, folder);
}

void platform_folder_close(struct platform_folder *folder)
{
    if (folder == NULL)
        return;
    close(folder->descriptor);
    memory_free(folder);
}

static bool is_self_or_parent(const char *name)
{
    return name[0] == '.' && (name[1] == '\0' || (name[1] == '.' && name[2] == '\0'));
}

static enum status visit(int descriptor, const struct dirent *entry,
                         platform_folder_visitor visitor, void *context)
{
    struct platform_file_info info;
    struct stat stat;
    char16 name[NAME_MAX + 1];
    size_t length;
    enum status status;

    status = utf16_from_utf8(entry->d_name, strlen(entry->d_name), name, NAME_MAX, &length);
    if (status != STATUS_OK)
        return STATUS_INVALID_NAME;
    name[length] = 0;
    if (fstatat(descriptor, entry->d_name, &stat, 0) != 0 &&
        fstatat(descriptor, entry->d_name, &stat, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT ? STATUS_OK : posix_status_of(errno);
    posix_info_of(&stat, entry->d_name, &info);
    info.is_link = entry->d_type == DT_LNK;
    return visitor(context, name, length, &info);
}

enum status platform_folder_list(struct platform_folder *folder, platform_folder_visitor visitor,
                                 void *context)
{
    const int descriptor = openat(folder->descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    enum status status = STATUS_OK;
    struct dirent *entry;
    DIR *stream;

    if (descriptor < 0)
        return posix_status_of(errno);
    stream = fdopendir(descriptor);
    if (stream == NULL) {
        close(descriptor);
        return STATUS_NO_MEMORY;
    }
    while (status == STATUS_OK) {
        errno = 0;
        entry = readdir(stream);
        if (entry == NULL) {
            status = posix_status_of(errno);
            break;
        }
        if (!is_self_or_parent(entry->d_name))
            status = visit(descriptor, entry, visitor, context);
    }
    closedir(stream);
    return status;
}

enum status platform_folder_check_file(struct platform_folder *folder, const char16 *name)
{
    struct posix_path native;
    const enum status status = posix_path_of(name, &native);

    if (status != STATUS_OK)
        return status;
    if (faccessat(folder->descriptor, native.text, R_OK, AT_EACCESS) != 0)
        return posix_status_of(errno);
    return STATUS_OK;
}

enum status platform_folder_open_file(struct platform_folder *folder, const char16 *name,
                                      struct platform_file **file)
{
    struct posix_path native;
    const enum status status = posix_path_of(name, &native);
    int descriptor;

    *file = NULL;
    if (status != STATUS_OK)
        return status;
    descriptor = openat(folder->descriptor, native.text, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0)
        return posix_status_of(errno);
    return posix_file_adopt(descriptor, file);
}

enum status platform_folder_list_streams(struct platform_folder *folder, const char16 *name,
                                         platform_stream_visitor visitor, void *context)
{
    (void)folder, (void)name, (void)visitor, (void)context;
    return STATUS_OK;
}
