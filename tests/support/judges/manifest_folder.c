/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Manifests of folders. */
#include "support/judges/manifest_folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool add_below(struct manifest *manifest, int folder, const char *prefix);

static bool complain(const char *path)
{
    fprintf(stderr, "%s: %s\n", path, strerror(errno));
    return false;
}

static bool hash_file(int file, struct manifest_entry *entry)
{
    static struct digest digest;
    bool is_read;

    digest_init(&digest);
    is_read = digest_update_from(&digest, file);
    digest_finish(&digest, entry->digest);
    return is_read;
}

static bool add_child(struct manifest *manifest, int folder, const char *name, char *path)
{
    const int child = openat(folder, name, O_RDONLY | O_NOFOLLOW);
    struct manifest_entry entry = { .path = path };
    struct stat info;
    bool is_good;

    if (child < 0 || fstat(child, &info) != 0)
        return complain(path);
    entry.is_directory = S_ISDIR(info.st_mode);
    entry.size = info.st_size;
    entry.time = info.st_mtime;
    is_good = entry.is_directory || hash_file(child, &entry);
    if (!is_good)
        complain(path);
    manifest_add(manifest, &entry);
    if (entry.is_directory)
        return add_below(manifest, child, path);
    close(child);
    return is_good;
}

/* Closes `folder`. */
static bool add_below(struct manifest *manifest, int folder, const char *prefix)
{
    DIR *listing = fdopendir(folder);
    struct dirent *child;
    bool is_good = true;

    if (listing == NULL)
        return complain(prefix);
    while (errno = 0, (child = readdir(listing)) != NULL) {
        char *path;

        if (strcmp(child->d_name, ".") == 0 || strcmp(child->d_name, "..") == 0)
            continue;
        if (asprintf(&path, "%s%s%s", prefix, prefix[0] != '\0' ? "/" : "", child->d_name) < 0)
            abort();
        is_good = add_child(manifest, folder, child->d_name, path) && is_good;
        free(path);
    }
    is_good = (errno == 0 || complain(prefix)) && is_good;
    closedir(listing);
    return is_good;
}

bool manifest_add_folder(struct manifest *manifest, const char *folder)
{
    const int top = open(folder, O_RDONLY | O_DIRECTORY);

    return top >= 0 ? add_below(manifest, top, "") : complain(folder);
}
