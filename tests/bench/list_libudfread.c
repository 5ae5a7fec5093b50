/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Lists an image as libudfread reads it, for scripts/bench: list_libudfread IMAGE. */
#include <udfread/udfread.h>

#include <stdio.h>
#include <string.h>

struct count {
    unsigned long files;
    unsigned long folders;
    long long bytes;
};

/* The size of a file is in its entry, which has to be opened. Closes `folder`. */
static void list(UDFDIR *folder, struct count *count)
{
    struct udfread_dirent found;

    while (folder != NULL && udfread_readdir(folder, &found) != NULL) {
        if (strcmp(found.d_name, ".") == 0 || strcmp(found.d_name, "..") == 0)
            continue;
        if (found.d_type == UDF_DT_DIR) {
            count->folders++;
            list(udfread_opendir_at(folder, found.d_name), count);
        } else {
            UDFFILE *file = udfread_file_openat(folder, found.d_name);

            count->files++;
            count->bytes += file != NULL ? udfread_file_size(file) : 0;
            udfread_file_close(file);
        }
    }
    if (folder != NULL)
        udfread_closedir(folder);
}

int main(int argc, char **argv)
{
    udfread *udf = udfread_init();
    struct count count = { 0 };

    if (argc != 2 || udf == NULL || udfread_open(udf, argv[1]) < 0) {
        fputs("usage: list_libudfread IMAGE\n", stderr);
        return 2;
    }
    list(udfread_opendir(udf, "/"), &count);
    udfread_close(udf);
    printf("%lu files, %lu directories, %lld bytes\n", count.files, count.folders, count.bytes);
    return 0;
}
