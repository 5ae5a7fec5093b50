/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Prints the manifest of an image as libcdio's libudf reads it: read_libudf IMAGE. */
#include "support/judges/manifest.h"

#include <cdio/udf.h>

#include <stdlib.h>
#include <string.h>

enum {
    BLOCKS = 512,
    EXIT_USAGE = 2
};

static void fail(const char *what)
{
    fprintf(stderr, "read_libudf: %s\n", what);
    exit(1);
}

static void read_content(const udf_dirent_t *found, struct manifest_entry *entry)
{
    static uint8_t buffer[BLOCKS * UDF_BLOCKSIZE];
    static struct digest digest;
    uint64_t left = (uint64_t)entry->size;

    digest_init(&digest);
    while (left > 0) {
        const uint64_t wanted = left < sizeof(buffer) ? left : sizeof(buffer);
        const size_t blocks = (size_t)((wanted + UDF_BLOCKSIZE - 1) / UDF_BLOCKSIZE);
        const ssize_t got = udf_read_block(found, buffer, blocks);
        const uint64_t used = got > 0 && (uint64_t)got < wanted ? (uint64_t)got : wanted;

        if (got <= 0)
            fail(entry->path);
        digest_update(&digest, buffer, (size_t)used);
        left -= used;
    }
    digest_finish(&digest, entry->digest);
}

/* Reading the entry behind the last one frees `folder`. */
static void add_folder(struct manifest *manifest, udf_dirent_t *folder, const char *prefix)
{
    if (folder == NULL)
        fail(prefix);
    while (udf_readdir(folder) != NULL) {
        struct manifest_entry entry = {
            .is_directory = udf_is_dir(folder),
            .size = (int64_t)udf_get_file_length(folder),
            .time = udf_get_modification_time(folder),
        };

        if (strcmp(udf_get_filename(folder), "..") == 0 || udf_get_filename(folder)[0] == '\0')
            continue;
        if (asprintf(&entry.path, "%s%s%s", prefix, prefix[0] != '\0' ? "/" : "",
                     udf_get_filename(folder)) < 0)
            abort();
        if (!entry.is_directory)
            read_content(folder, &entry);
        manifest_add(manifest, &entry);
        if (entry.is_directory)
            add_folder(manifest, udf_opendir(folder), entry.path);
        free(entry.path);
    }
}

int main(int count, char **arguments)
{
    struct manifest manifest = { 0 };
    udf_dirent_t *root;
    udf_t *udf;

    if (count != 2)
        return EXIT_USAGE;
    setenv("TZ", "UTC", 1);
    udf = udf_open(arguments[1]);
    if (udf == NULL)
        fail("no UDF");
    root = udf_get_root(udf, true, 0);
    if (root == NULL)
        fail("no root");
    add_folder(&manifest, root, "");
    manifest_write(&manifest, stdout);
    manifest_release(&manifest);
    udf_close(udf);
    return 0;
}
