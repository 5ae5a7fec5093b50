/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Makes and compares manifests, for scripts and for the little system of the kernel judge:
 *
 *   manifest_tool folder FOLDER           the manifest of what lies below it
 *   manifest_tool pipe PATH [TIME]        the line of a file whose content is the standard input
 *   manifest_tool compare UNTOLD EXPECTED FOUND
 *                                         differences; ends with 1 when there are any
 *
 * UNTOLD is "all" when every value must be told, else "times" or "directory-times".
 */
#include "support/judges/manifest_folder.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    EXIT_DIFFERENT = 1,
    EXIT_USAGE = 2,
};

static int print_folder(const char *folder)
{
    struct manifest manifest = { 0 };
    const bool is_good = manifest_add_folder(&manifest, folder);

    manifest_sort(&manifest);
    manifest_write(&manifest, stdout);
    manifest_release(&manifest);
    return is_good ? 0 : EXIT_USAGE;
}

static int print_pipe(char *path, const char *time)
{
    static struct digest digest;
    struct manifest_entry entry = {
        .time = time != NULL ? atoll(time) : MANIFEST_NOT_TOLD,
        .path = path,
    };
    struct manifest manifest = { 0 };

    digest_init(&digest);
    if (!digest_update_from(&digest, STDIN_FILENO))
        return EXIT_USAGE;
    entry.size = (int64_t)digest.size;
    digest_finish(&digest, entry.digest);
    manifest_add(&manifest, &entry);
    manifest_write(&manifest, stdout);
    manifest_release(&manifest);
    return 0;
}

static bool read_manifest(struct manifest *manifest, const char *path)
{
    FILE *file = fopen(path, "r");
    const bool is_good = file != NULL && manifest_read(manifest, file);

    if (file != NULL)
        fclose(file);
    if (!is_good)
        fprintf(stderr, "manifest_tool: %s is no manifest\n", path);
    return is_good;
}

static int compare(const char *untold, const char *expected_path, const char *found_path)
{
    struct manifest expected = { 0 };
    struct manifest found = { 0 };
    int result = EXIT_USAGE;
    unsigned allowed = 0;

    if (strcmp(untold, "times") == 0)
        allowed = MANIFEST_TIMES;
    else if (strcmp(untold, "directory-times") == 0)
        allowed = MANIFEST_DIRECTORY_TIMES;
    if (read_manifest(&expected, expected_path) && read_manifest(&found, found_path)) {
        const size_t differences = manifest_compare(&expected, &found, allowed, stdout);

        result = differences == 0 ? 0 : EXIT_DIFFERENT;
    }
    manifest_release(&expected);
    manifest_release(&found);
    return result;
}

int main(int count, char **arguments)
{
    if (count == 3 && strcmp(arguments[1], "folder") == 0)
        return print_folder(arguments[2]);
    if ((count == 3 || count == 4) && strcmp(arguments[1], "pipe") == 0)
        return print_pipe(arguments[2], arguments[3]);
    if (count == 5 && strcmp(arguments[1], "compare") == 0)
        return compare(arguments[2], arguments[3], arguments[4]);
    fputs("usage: manifest_tool folder FOLDER | pipe PATH [TIME] | compare UNTOLD EXPECTED FOUND\n",
          stderr);
    return EXIT_USAGE;
}
