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

/* The code unit of UTF-16 that three bytes at `text` stand for; 0: of something else. */
static unsigned surrogate_at(const unsigned char *text)
{
    return text[0] == 0xED && text[1] >= 0xA0 ? 0xD000u | (text[1] & 0x3Fu) << 6 | (text[2] & 0x3Fu)
                                              : 0;
}

/* Names come with surrogate pairs as two characters of three bytes: makes each one of four. */
static void join_surrogates(char *path)
{
    unsigned char *in = (unsigned char *)path;
    unsigned char *out = in;

    while (*in != '\0') {
        const unsigned high = surrogate_at(in);
        const unsigned low = high != 0 ? surrogate_at(in + 3) : 0;

        if (low != 0) {
            const unsigned point = 0x10000 + ((high & 0x3FF) << 10 | (low & 0x3FF));

            *out++ = (unsigned char)(0xF0 | point >> 18);
            *out++ = (unsigned char)(0x80 | (point >> 12 & 0x3F));
            *out++ = (unsigned char)(0x80 | (point >> 6 & 0x3F));
            *out++ = (unsigned char)(0x80 | (point & 0x3F));
            in += 6;
        } else {
            *out++ = *in++;
        }
    }
    *out = '\0';
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
        join_surrogates(entry.path);
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
