/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Images of the matrix for outside programs:
 *
 *   judge_image list        the names of all cases, a line each
 *   judge_image make CASE FOLDER [BIOS EFI]
 *
 * writes FOLDER/CASE.iso and, for each of its file systems, the manifest of what must be found
 * there: FOLDER/CASE.iso9660, FOLDER/CASE.joliet, FOLDER/CASE.udf; and of its boot images, "1" and
 * "2", FOLDER/CASE.boot. They are made up unless the files BIOS and EFI are named.
 */
#include "support/judges/make_image.h"

#include "stream/file_source.h"

#include <stdio.h>
#include <string.h>

enum {
    EXIT_USAGE = 2,
    PATH_BYTES = 4096
};

static int list(void)
{
    for (size_t i = 0; i < matrix_count(); i++) {
        const struct matrix_case matrix_case = matrix_at(i);
        char name[MATRIX_NAME_BYTES];

        matrix_case_name(&matrix_case, name);
        puts(name);
    }
    return 0;
}

/* `file_system` 0 is for the boot images. */
static enum status write_manifest(struct fsimage_result *result, unsigned file_system,
                                  const char *path)
{
    struct manifest manifest = { 0 };
    enum status status =
        file_system == 0
            ? make_image_boot_manifest(result, &manifest)
            : make_image_manifest(result, (enum fsimage_file_system)file_system, &manifest);
    FILE *file = fopen(path, "w");

    if (status == STATUS_OK && file != NULL) {
        manifest_sort(&manifest);
        manifest_write(&manifest, file);
    }
    if (file == NULL || fclose(file) != 0)
        status = STATUS_IO;
    manifest_release(&manifest);
    return status;
}

static enum status write_all(struct fsimage_result *result, const struct matrix_case *matrix_case,
                             const char *name, const char *folder, struct fsimage_problem *problem)
{
    static const struct {
        unsigned file_system;
        const char *suffix;
    } kinds[] = {
        { FSIMAGE_ISO9660, "iso9660" },
        { FSIMAGE_JOLIET, "joliet" },
        { FSIMAGE_UDF, "udf" },
        { 0, "boot" },
    };
    char path[PATH_BYTES];
    enum status status;

    snprintf(path, sizeof(path), "%s/%s.iso", folder, name);
    status = make_image_write(result, path, problem);
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]) && status == STATUS_OK; i++) {
        if (kinds[i].file_system == 0 ? !matrix_case->is_bootable
                                      : (matrix_case->file_systems & kinds[i].file_system) == 0)
            continue;
        snprintf(path, sizeof(path), "%s/%s.%s", folder, name, kinds[i].suffix);
        status = write_manifest(result, kinds[i].file_system, path);
    }
    return status;
}

static enum status open_source(const char *path, struct byte_source **source)
{
    char16 native[PATH_BYTES];
    size_t length;
    enum status status = utf16_from_utf8(path, strlen(path), native, PATH_BYTES - 1, &length);

    native[length] = 0;
    return status == STATUS_OK ? file_source_open(native, source) : status;
}

/* `boot` names two files, or is NULL. */
static enum status create_result(const struct matrix_case *matrix_case, char **boot,
                                 struct fsimage_result **result, struct fsimage_problem *problem)
{
    struct make_image_boot sources = { 0 };
    enum status status = STATUS_OK;

    if (boot != NULL)
        status = open_source(boot[0], &sources.bios);
    if (boot != NULL && status == STATUS_OK)
        status = open_source(boot[1], &sources.efi);
    if (status == STATUS_OK)
        status = make_image_result(matrix_case, &sources, result, problem);
    byte_source_drop(&sources.bios);
    byte_source_drop(&sources.efi);
    return status;
}

static int make(const char *name, const char *folder, char **boot)
{
    struct fsimage_problem problem = { 0 };
    struct matrix_case matrix_case;
    struct fsimage_result *result = NULL;
    enum status status;

    if (!matrix_find(name, &matrix_case)) {
        fprintf(stderr, "judge_image: there is no case %s\n", name);
        return EXIT_USAGE;
    }
    status = create_result(&matrix_case, boot, &result, &problem);
    if (status == STATUS_OK)
        status = write_all(result, &matrix_case, name, folder, &problem);
    fsimage_result_drop(&result);
    if (status != STATUS_OK)
        fprintf(stderr, "judge_image: %s: %s %s\n", name, status_name(status),
                fsimage_problem_kind_name(problem.kind));
    return status == STATUS_OK ? 0 : 1;
}

int main(int count, char **arguments)
{
    if (count == 2 && strcmp(arguments[1], "list") == 0)
        return list();
    if ((count == 4 || count == 6) && strcmp(arguments[1], "make") == 0)
        return make(arguments[2], arguments[3], count == 6 ? arguments + 4 : NULL);
    fputs("usage: judge_image list | make CASE FOLDER [BIOS EFI]\n", stderr);
    return EXIT_USAGE;
}
