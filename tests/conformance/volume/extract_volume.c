/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Copies what a reader finds in a session of a disc image out to a folder:
 *
 *   extract_volume (iso9660|joliet|udf) IMAGE SESSION_START [FOLDER]
 *
 * prints "files directories runs bytes name", or on failure the problem, and ends with 1. Without a
 * folder it only counts.
 */
#include "conformance/volume/arguments.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define PATH_MAXIMUM 16384u

struct extraction {
    struct byte_source *source;
    bool is_copying;
    uint64_t bytes;
    char path[PATH_MAXIMUM]; /* of the directory it is in */
    size_t path_length;
    unsigned files;
    unsigned directories;
    unsigned runs;
};

static bool append_name(struct extraction *extraction, const struct fsimage_found_item *item)
{
    size_t length;
    const size_t left = PATH_MAXIMUM - extraction->path_length;

    if (left < 2)
        return false;
    extraction->path[extraction->path_length] = '/';
    return utf16_to_utf8(item->name, item->name_length,
                         extraction->path + extraction->path_length + 1, left - 1,
                         &length) == STATUS_OK;
}

static enum status enter(void *context, const struct fsimage_found_item *directory)
{
    struct extraction *extraction = context;

    extraction->directories++;
    if (!extraction->is_copying)
        return STATUS_OK;
    if (!append_name(extraction, directory) || mkdir(extraction->path, 0777) != 0)
        return STATUS_IO;
    extraction->path_length = strlen(extraction->path);
    return STATUS_OK;
}

static enum status leave(void *context)
{
    struct extraction *extraction = context;

    if (!extraction->is_copying)
        return STATUS_OK;
    do {
        extraction->path_length--;
    } while (extraction->path[extraction->path_length] != '/');
    extraction->path[extraction->path_length] = '\0';
    return STATUS_OK;
}

static enum status copy_run(const struct extraction *extraction, const struct fsimage_run *run,
                            FILE *out)
{
    static uint8_t buffer[65536];
    uint64_t done = 0;

    while (done < run->size) {
        const size_t part =
            run->size - done < sizeof(buffer) ? (size_t)(run->size - done) : sizeof(buffer);
        const enum status status = byte_source_read_exact(
            extraction->source, (uint64_t)run->location * FSIMAGE_BLOCK_SIZE + done, buffer, part);

        if (status != STATUS_OK)
            return status;
        if (fwrite(buffer, 1, part, out) != part)
            return STATUS_IO;
        done += part;
    }
    return STATUS_OK;
}

static enum status copy_file(struct extraction *extraction, const struct fsimage_found_item *file)
{
    enum status status = STATUS_OK;
    FILE *out;

    if (!append_name(extraction, file))
        return STATUS_IO;
    out = fopen(extraction->path, "wbx");
    if (out == NULL)
        return STATUS_IO;
    for (uint32_t i = 0; i < file->run_count && status == STATUS_OK; i++)
        status = copy_run(extraction, &file->runs[i], out);
    if (file->embedded != NULL &&
        fwrite(file->embedded, 1, (size_t)file->size, out) != (size_t)file->size)
        status = STATUS_IO;
    if (fclose(out) != 0)
        status = STATUS_IO;
    extraction->path[extraction->path_length] = '\0';
    return status;
}

static enum status take_file(void *context, const struct fsimage_found_item *file)
{
    struct extraction *extraction = context;

    extraction->files++;
    extraction->runs += file->run_count;
    extraction->bytes += file->size;
    return extraction->is_copying ? copy_file(extraction, file) : STATUS_OK;
}

static int extract(const struct fsimage_volume_reader_class *class, const struct fsimage_disc *disc,
                   const char *folder)
{
    static const struct fsimage_volume_sink sink = { .enter = enter,
                                                     .leave = leave,
                                                     .file = take_file };
    struct extraction *extraction = calloc(1, sizeof(*extraction));
    struct fsimage_volume_info info;
    struct fsimage_volume *volume;
    struct fsimage_problem problem;
    char name[3 * FSIMAGE_VOLUME_NAME_MAXIMUM + 1];
    size_t length;
    enum status status;

    if (extraction == NULL)
        return 2;
    extraction->source = disc->source;
    extraction->path_length =
        (size_t)snprintf(extraction->path, sizeof(extraction->path), "%s", folder);
    extraction->is_copying = folder[0] != '\0';
    status = class->open(disc, &volume, &problem);
    if (status == STATUS_OK) {
        class->info(volume, &info);
        status = class->walk(volume, &sink, extraction, &problem);
        class->close(volume);
    }
    if (status == STATUS_OK) {
        utf16_to_utf8(info.name, info.name_length, name, sizeof(name), &length);
        printf("%u %u %u %llu %s\n", extraction->files, extraction->directories, extraction->runs,
               (unsigned long long)extraction->bytes, name);
    }
    free(extraction);
    return status == STATUS_OK ? 0 : report_failure(status, &problem);
}

int main(int argc, char **argv)
{
    const struct fsimage_volume_reader_class *class = argc >= 4 ? reader_named(argv[1]) : NULL;
    struct fsimage_disc disc;
    int result;

    if (class == NULL) {
        fputs("usage: extract_volume (iso9660|joliet|udf) IMAGE SESSION_START [FOLDER]\n", stderr);
        return 2;
    }
    if (open_disc(argv[2], argv[3], &disc) != STATUS_OK) {
        fprintf(stderr, "%s: cannot be opened\n", argv[2]);
        return 2;
    }
    result = extract(class, &disc, argc == 5 ? argv[4] : "");
    byte_source_drop(&disc.source);
    return result;
}
