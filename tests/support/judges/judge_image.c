/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Images of the matrix for outside programs:
 *
 *   judge_image list [all]  the names of the cases for every day, or of all, a line each
 *   judge_image make CASE FOLDER [BIOS EFI]
 *
 * writes FOLDER/CASE.iso and, for each of its file systems, the manifest of what must be found
 * there: FOLDER/CASE.iso9660, FOLDER/CASE.joliet, FOLDER/CASE.udf; and of its boot images, "1" and
 * "2", FOLDER/CASE.boot. They are made up unless the files BIOS and EFI are named. The first block
 * of an appended session is printed.
 *
 *   judge_image show DISC START
 *
 * changes the disc so that who knows one session only finds the one that begins at START.
 */
#include "support/judges/make_image.h"
#include "support/judges/show_session.h"

#include "stream/file_source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    EXIT_USAGE = 2,
    PATH_BYTES = 4096
};

static int list(bool is_all)
{
    for (size_t i = 0; i < matrix_count(); i++) {
        const struct matrix_case matrix_case = matrix_at(i);
        char name[MATRIX_NAME_BYTES];

        if (!is_all && !matrix_is_for_every_day(&matrix_case))
            continue;
        matrix_case_name(&matrix_case, name);
        puts(name);
    }
    return 0;
}

/* `file_system` 0 is for the boot images. */
static enum status write_manifest(struct fsimage_result *result, unsigned file_system,
                                  const struct make_image_boot *boot, const char *path)
{
    struct manifest manifest = { 0 };
    enum status status =
        file_system == 0
            ? make_image_boot_manifest(boot, &manifest)
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
                             const struct make_image_boot *boot, const char *folder,
                             struct fsimage_problem *problem)
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
    char name[MATRIX_NAME_BYTES];
    char path[PATH_BYTES];
    enum status status;

    matrix_case_name(matrix_case, name);
    snprintf(path, sizeof(path), "%s/%s.iso", folder, name);
    status = make_image_write(result, path, problem);
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]) && status == STATUS_OK; i++) {
        if (kinds[i].file_system == 0 ? !matrix_case->is_bootable
                                      : (matrix_case->file_systems & kinds[i].file_system) == 0)
            continue;
        snprintf(path, sizeof(path), "%s/%s.%s", folder, name, kinds[i].suffix);
        status = write_manifest(result, kinds[i].file_system, boot, path);
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

/* `names` are of two files, or NULL. Both sources are to be dropped, whatever it gives. */
static enum status open_boot(char **names, struct make_image_boot *boot)
{
    enum status status;

    *boot = (struct make_image_boot){ 0 };
    if (names == NULL)
        return STATUS_OK;
    status = open_source(names[0], &boot->bios);
    return status == STATUS_OK ? open_source(names[1], &boot->efi) : status;
}

static void print_session(const struct matrix_case *matrix_case, struct fsimage_result *result)
{
    if (matrix_case->session == MATRIX_APPENDED)
        printf("%u\n", (unsigned)fsimage_tree_session_start(fsimage_result_tree(result)));
}

static int make(const char *name, const char *folder, char **boot_names)
{
    struct fsimage_problem problem = { 0 };
    struct matrix_case matrix_case;
    struct make_image_boot boot;
    struct fsimage_result *result = NULL;
    enum status status;

    if (!matrix_find(name, &matrix_case)) {
        fprintf(stderr, "judge_image: there is no case %s\n", name);
        return EXIT_USAGE;
    }
    status = open_boot(boot_names, &boot);
    if (status == STATUS_OK)
        status = make_image_result(&matrix_case, &boot, &result, &problem);
    if (status == STATUS_OK)
        status = write_all(result, &matrix_case, &boot, folder, &problem);
    if (status == STATUS_OK)
        print_session(&matrix_case, result);
    fsimage_result_drop(&result);
    byte_source_drop(&boot.bios);
    byte_source_drop(&boot.efi);
    if (status != STATUS_OK)
        fprintf(stderr, "judge_image: %s: %s %s\n", name, status_name(status),
                fsimage_problem_kind_name(problem.kind));
    return status == STATUS_OK ? 0 : 1;
}

static int show(const char *disc, const char *start)
{
    const enum status status = show_session(disc, (uint32_t)strtoul(start, NULL, 10));

    if (status != STATUS_OK)
        fprintf(stderr, "judge_image: %s: %s\n", disc, status_name(status));
    return status == STATUS_OK ? 0 : 1;
}

int main(int count, char **arguments)
{
    if (count >= 2 && count <= 3 && strcmp(arguments[1], "list") == 0)
        return list(count == 3);
    if ((count == 4 || count == 6) && strcmp(arguments[1], "make") == 0)
        return make(arguments[2], arguments[3], count == 6 ? arguments + 4 : NULL);
    if (count == 4 && strcmp(arguments[1], "show") == 0)
        return show(arguments[2], arguments[3]);
    fputs("usage: judge_image list [all] | make CASE FOLDER [BIOS EFI] | show DISC START\n",
          stderr);
    return EXIT_USAGE;
}
