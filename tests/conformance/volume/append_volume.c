/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Appends a session to a disc image: what the session that begins at SESSION_START holds, and the
 * contents of FOLDER, which take the place of files of the same names.
 *
 *   append_volume (iso9660|joliet|udf) IMAGE SESSION_START (NEXT_START|over) FOLDER
 *
 * "over" writes it over the image, as on a medium that can be rewritten.
 */
#include "conformance/volume/arguments.h"

#include "fsimage/import.h"
#include "fsimage/result.h"
#include "fsimage/session.h"
#include "iso9660/writer.h"
#include "udf/writer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    PATH_UNITS = 4096,
    CHUNK_BYTES = 1 << 20
};

static enum status fill_tree(struct fsimage_tree *tree, const struct fsimage_disc *disc,
                             const struct fsimage_volume_reader_class *class,
                             const char *next_start, const char *folder,
                             struct fsimage_problem *problem)
{
    const struct fsimage_import_options options = {
        .is_overlay = strcmp(next_start, "over") == 0,
        .next_start = (uint32_t)strtoul(next_start, NULL, 10),
        .write_unit = 16,
    };
    const struct fsimage_add_host_options add = { 0 };
    struct fsimage_volume_info info;
    char16 path[PATH_UNITS];
    size_t length;
    enum status status = fsimage_tree_import(tree, disc, class, &options, &info, problem);

    if (status != STATUS_OK)
        return status;
    status = utf16_from_utf8(folder, strlen(folder), path, PATH_UNITS - 1, &length);
    if (status != STATUS_OK)
        return status;
    path[length] = 0;
    return fsimage_tree_add_host(tree, FSIMAGE_ROOT, path, &add, problem);
}

static enum status copy_image(struct byte_source *reader, FILE *out)
{
    static uint8_t chunk[CHUNK_BYTES];
    uint64_t offset = 0;
    size_t read;

    do {
        const enum status status = byte_source_read_at(reader, offset, chunk, CHUNK_BYTES, &read);

        if (status != STATUS_OK)
            return status;
        if (fwrite(chunk, 1, read, out) != read)
            return STATUS_IO;
        offset += read;
    } while (read != 0);
    return STATUS_OK;
}

/* The block of the disc where the image's stream begins. */
static uint32_t stream_start(const struct fsimage_tree *tree)
{
    const struct fsimage_session *session = fsimage_tree_session(tree);

    return session->is_overlay ? 0 : session->start;
}

static enum status write_session(struct fsimage_tree *tree, const char *image,
                                 struct fsimage_problem *problem)
{
    static const struct fsimage_identity identity = { .volume_name = u"APPENDED",
                                                      .volume_name_length = 8 };
    struct fsimage_result *result;
    struct byte_source *reader = NULL;
    FILE *out;
    enum status status = fsimage_result_create(tree, &identity, &result, problem);

    if (status == STATUS_OK)
        status = fsimage_reader_create(result, &reader);
    fsimage_result_drop(&result);
    if (status != STATUS_OK)
        return status;
    out = fopen(image, "r+b");
    if (out == NULL || fseeko(out, (off_t)stream_start(tree) * FSIMAGE_BLOCK_SIZE, SEEK_SET) != 0)
        status = STATUS_IO;
    if (status == STATUS_OK)
        status = copy_image(reader, out);
    if (status != STATUS_OK)
        *problem = *fsimage_reader_problem(reader);
    if (out != NULL && fclose(out) != 0)
        status = STATUS_IO;
    byte_source_drop(&reader);
    return status;
}

int main(int argc, char **argv)
{
    static const struct fsimage_writer_class *const writers[] = { &iso9660_writer_class,
                                                                  &udf_writer_class };
    const struct fsimage_volume_reader_class *class = argc == 6 ? reader_named(argv[1]) : NULL;
    struct fsimage_problem problem = { 0 };
    struct fsimage_disc disc;
    struct fsimage_tree *tree;
    enum status status;

    if (class == NULL) {
        fputs("usage: append_volume (iso9660|joliet|udf) IMAGE SESSION_START (NEXT_START|over) "
              "FOLDER\n",
              stderr);
        return 2;
    }
    if (open_disc(argv[2], argv[3], &disc) != STATUS_OK ||
        fsimage_tree_create(writers, 2, &tree) != STATUS_OK) {
        fprintf(stderr, "%s: cannot be opened\n", argv[2]);
        return 2;
    }
    status = fill_tree(tree, &disc, class, argv[4], argv[5], &problem);
    if (status == STATUS_OK)
        status = write_session(tree, argv[2], &problem);
    fsimage_tree_drop(&tree);
    byte_source_drop(&disc.source);
    return status == STATUS_OK ? 0 : report_failure(status, &problem);
}
