/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Images a folder as ISO 9660 and Joliet, and with --udf or --udf-only as UDF of that revision
 * (102 to 260), natively:
 * image_tree [--level N] [--iso-only | --udf REVISION | --udf-only REVISION] [--volume NAME]
 *            [--time SECONDS] FOLDER OUTPUT
 */
#include "base/memory.h"
#include "fsimage/result.h"
#include "iso9660/writer.h"
#include "platform/clock.h"
#include "platform/file.h"
#include "udf/writer.h"

#include "base/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    CHUNK_BYTES = 1 << 20,
    PATH_UNITS = 4096
};

struct options {
    unsigned level;
    unsigned file_systems;
    unsigned udf_revision;
    const char *volume;
    int64_t time; /* ticks */
    bool is_pinned;
    const char *folder;
    const char *output;
};

/* Takes the revision, which is written in hexadecimal digits. */
static void choose_udf(struct options *options, bool is_alone, const char *revision)
{
    options->file_systems = is_alone ? FSIMAGE_UDF : options->file_systems | FSIMAGE_UDF;
    options->udf_revision = (unsigned)strtoul(revision, NULL, 16);
}

/* Takes the time of the image, in seconds since 1970; it is that of access to the sources, too. */
static void pin_time(struct options *options, const char *seconds)
{
    options->time = DATE_UNIX_EPOCH_TICKS + atoll(seconds) * DATE_TICKS_PER_SECOND;
    options->is_pinned = true;
}

static bool parse(int count, char **arguments, struct options *options)
{
    int at = 1;

    *options = (struct options){
        .level = 2,
        .file_systems = FSIMAGE_ISO9660 | FSIMAGE_JOLIET,
        .udf_revision = 0x102,
        .volume = "TREE",
        .time = platform_clock_utc_ticks(),
    };
    for (; at < count && strncmp(arguments[at], "--", 2) == 0; at++) {
        if (strcmp(arguments[at], "--iso-only") == 0)
            options->file_systems = FSIMAGE_ISO9660;
        else if (strcmp(arguments[at], "--udf") == 0 && at + 1 < count)
            choose_udf(options, false, arguments[++at]);
        else if (strcmp(arguments[at], "--udf-only") == 0 && at + 1 < count)
            choose_udf(options, true, arguments[++at]);
        else if (strcmp(arguments[at], "--level") == 0 && at + 1 < count)
            options->level = (unsigned)atoi(arguments[++at]);
        else if (strcmp(arguments[at], "--volume") == 0 && at + 1 < count)
            options->volume = arguments[++at];
        else if (strcmp(arguments[at], "--time") == 0 && at + 1 < count)
            pin_time(options, arguments[++at]);
        else
            return false;
    }
    if (count - at != 2)
        return false;
    options->folder = arguments[at];
    options->output = arguments[at + 1];
    return true;
}

static enum status to_utf16(const char *text, char16 out[PATH_UNITS])
{
    size_t length;
    const enum status status = utf16_from_utf8(text, strlen(text), out, PATH_UNITS - 1, &length);

    out[length] = 0;
    return status;
}

static enum status fill(struct fsimage_tree *tree, const struct options *options,
                        struct fsimage_problem *problem)
{
    const struct fsimage_add_host_options adding = {
        .access_time = options->is_pinned ? options->time : 0,
    };
    char16 folder[PATH_UNITS];
    enum status status = fsimage_tree_set_file_systems(tree, options->file_systems, problem);

    if (status == STATUS_OK)
        status = fsimage_tree_set_udf_revision(tree, options->udf_revision, problem);
    if (status == STATUS_OK)
        status = fsimage_tree_set_iso_level(tree, options->level, problem);
    if (status == STATUS_OK)
        status = to_utf16(options->folder, folder);
    if (status == STATUS_OK)
        status = fsimage_tree_add_host(tree, FSIMAGE_ROOT, folder, &adding, problem);
    return status;
}

static enum status copy(struct byte_source *image, struct platform_file *output)
{
    uint8_t *chunk = memory_resize(NULL, CHUNK_BYTES, 1);
    enum status status = chunk != NULL ? STATUS_OK : STATUS_NO_MEMORY;
    uint64_t offset = 0;

    while (status == STATUS_OK && offset < byte_source_size(image)) {
        size_t read;

        status = byte_source_read_at(image, offset, chunk, CHUNK_BYTES, &read);
        if (status == STATUS_OK)
            status = platform_file_write_at(output, offset, chunk, read);
        offset += read;
    }
    memory_free(chunk);
    return status;
}

static enum status write_result(struct fsimage_result *result, const char *path,
                                struct fsimage_problem *problem)
{
    char16 native[PATH_UNITS];
    struct platform_file *output = NULL;
    struct byte_source *reader;
    enum status status = fsimage_reader_create(result, &reader);

    if (status == STATUS_OK)
        status = to_utf16(path, native);
    if (status == STATUS_OK)
        status = platform_file_open(native, PLATFORM_FILE_CREATE, &output);
    if (status == STATUS_OK) {
        status = copy(reader, output);
        *problem = *fsimage_reader_problem(reader);
    }
    platform_file_close(output);
    byte_source_drop(&reader);
    return status;
}

static enum status image(struct fsimage_tree *tree, const struct options *options,
                         struct fsimage_problem *problem)
{
    char16 volume[PATH_UNITS];
    struct fsimage_identity identity = { .image_time = options->time,
                                         .volume_name = volume,
                                         .volume_set_unique = "0123456789ABCDEF" };
    struct fsimage_result *result;
    enum status status = fill(tree, options, problem);

    if (status == STATUS_OK)
        status = to_utf16(options->volume, volume);
    if (status != STATUS_OK)
        return status;
    identity.volume_name_length = utf16_length(volume);
    status = fsimage_result_create(tree, &identity, &result, problem);
    if (status == STATUS_OK)
        status = write_result(result, options->output, problem);
    fsimage_result_drop(&result);
    return status;
}

static void report(enum status status, const struct fsimage_problem *problem)
{
    char text[3 * FSIMAGE_PROBLEM_TEXT_MAXIMUM + 1];
    size_t length;

    if (utf16_to_utf8(problem->text, problem->text_length, text, sizeof(text), &length) !=
        STATUS_OK)
        text[0] = '\0';
    fprintf(stderr, "image_tree: %s %s \"%s\" %lld %lld (%s)\n", status_name(status),
            fsimage_problem_kind_name(problem->kind), text, (long long)problem->first,
            (long long)problem->second, status_cause(status));
}

int main(int count, char **arguments)
{
    static const struct fsimage_writer_class *const writers[] = { &iso9660_writer_class,
                                                                  &udf_writer_class };
    struct fsimage_problem problem = { 0 };
    struct fsimage_tree *tree;
    struct options options;
    enum status status;

    if (!parse(count, arguments, &options)) {
        fprintf(stderr, "usage: image_tree [--level N] [--iso-only | --udf REVISION | "
                        "--udf-only REVISION] [--volume NAME] [--time SECONDS] FOLDER OUTPUT\n");
        return 2;
    }
    status = fsimage_tree_create(writers, 2, &tree);
    if (status == STATUS_OK)
        status = image(tree, &options, &problem);
    if (status != STATUS_OK)
        report(status, &problem);
    fsimage_tree_drop(&tree);
    return status == STATUS_OK ? 0 : 1;
}
