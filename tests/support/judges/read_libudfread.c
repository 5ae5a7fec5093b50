/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Prints the manifest of an image as libudfread reads it, times untold: read_libudfread IMAGE. */
#include "support/judges/manifest.h"

#include <udfread/udfread.h>

#include <stdlib.h>
#include <string.h>

enum {
    BUFFER_BYTES = 1 << 20,
    EXIT_USAGE = 2
};

static void fail(const char *what)
{
    fprintf(stderr, "read_libudfread: %s\n", what);
    exit(1);
}

static void read_file(UDFDIR *folder, const char *name, struct manifest_entry *entry)
{
    static uint8_t buffer[BUFFER_BYTES];
    static struct digest digest;
    UDFFILE *file = udfread_file_openat(folder, name);
    ssize_t got;

    if (file == NULL)
        fail(entry->path);
    entry->size = udfread_file_size(file);
    digest_init(&digest);
    while ((got = udfread_file_read(file, buffer, sizeof(buffer))) > 0)
        digest_update(&digest, buffer, (size_t)got);
    if (got < 0)
        fail(entry->path);
    digest_finish(&digest, entry->digest);
    udfread_file_close(file);
}

/* Closes `folder`. */
static void add_folder(struct manifest *manifest, UDFDIR *folder, const char *prefix)
{
    struct udfread_dirent found;

    if (folder == NULL)
        fail(prefix);
    while (udfread_readdir(folder, &found) != NULL) {
        struct manifest_entry entry = {
            .is_directory = found.d_type == UDF_DT_DIR,
            .time = MANIFEST_NOT_TOLD,
        };

        if (strcmp(found.d_name, ".") == 0 || strcmp(found.d_name, "..") == 0)
            continue;
        if (asprintf(&entry.path, "%s%s%s", prefix, prefix[0] != '\0' ? "/" : "", found.d_name) < 0)
            abort();
        if (!entry.is_directory)
            read_file(folder, found.d_name, &entry);
        manifest_add(manifest, &entry);
        if (entry.is_directory)
            add_folder(manifest, udfread_opendir_at(folder, found.d_name), entry.path);
        free(entry.path);
    }
    udfread_closedir(folder);
}

int main(int count, char **arguments)
{
    struct manifest manifest = { 0 };
    udfread *udf = udfread_init();

    if (count != 2)
        return EXIT_USAGE;
    if (udf == NULL || udfread_open(udf, arguments[1]) < 0)
        fail("no UDF");
    add_folder(&manifest, udfread_opendir(udf, "/"), "");
    manifest_write(&manifest, stdout);
    manifest_release(&manifest);
    udfread_close(udf);
    return 0;
}
