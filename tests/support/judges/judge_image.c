/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Images of the matrix for outside programs:
 *
 *   judge_image list        the names of all cases, a line each
 *   judge_image make CASE FOLDER
 *
 * writes FOLDER/CASE.iso and, for each of its file systems, the manifest of what must be found
 * there: FOLDER/CASE.iso9660, FOLDER/CASE.joliet, FOLDER/CASE.udf.
 */
#include "support/judges/make_image.h"

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

static enum status write_manifest(struct fsimage_result *result,
                                  enum fsimage_file_system file_system, const char *path)
{
    struct manifest manifest = { 0 };
    enum status status = make_image_manifest(result, file_system, &manifest);
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
        enum fsimage_file_system file_system;
        const char *suffix;
    } kinds[] = {
        { FSIMAGE_ISO9660, "iso9660" },
        { FSIMAGE_JOLIET, "joliet" },
        { FSIMAGE_UDF, "udf" },
    };
    char path[PATH_BYTES];
    enum status status;

    snprintf(path, sizeof(path), "%s/%s.iso", folder, name);
    status = make_image_write(result, path, problem);
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]) && status == STATUS_OK; i++) {
        if ((matrix_case->file_systems & kinds[i].file_system) == 0)
            continue;
        snprintf(path, sizeof(path), "%s/%s.%s", folder, name, kinds[i].suffix);
        status = write_manifest(result, kinds[i].file_system, path);
    }
    return status;
}

static int make(const char *name, const char *folder)
{
    struct fsimage_problem problem = { 0 };
    struct matrix_case matrix_case;
    struct fsimage_result *result;
    enum status status;

    if (!matrix_find(name, &matrix_case)) {
        fprintf(stderr, "judge_image: there is no case %s\n", name);
        return EXIT_USAGE;
    }
    status = make_image_result(&matrix_case, &result, &problem);
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
    if (count == 4 && strcmp(arguments[1], "make") == 0)
        return make(arguments[2], arguments[3]);
    fputs("usage: judge_image list | make CASE FOLDER\n", stderr);
    return EXIT_USAGE;
}
