/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the programs of this folder take from their command lines. */
#include "conformance/volume/arguments.h"

#include "iso9660/reader.h"
#include "stream/file_source.h"
#include "udf/volume.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    PATH_UNITS = 4096
};

const struct fsimage_volume_reader_class *reader_named(const char *name)
{
    static const struct named_class {
        const char *name;
        const struct fsimage_volume_reader_class *class;
    } classes[] = {
        { "iso9660", &iso9660_volume_reader_class },
        { "joliet", &iso9660_joliet_volume_reader_class },
        { "udf", &udf_volume_reader_class },
    };

    for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++) {
        if (strcmp(name, classes[i].name) == 0)
            return classes[i].class;
    }
    return NULL;
}

enum status open_disc(const char *path, const char *session_start, struct fsimage_disc *disc)
{
    char16 text[PATH_UNITS];
    size_t length;
    enum status status = utf16_from_utf8(path, strlen(path), text, PATH_UNITS - 1, &length);

    *disc = (struct fsimage_disc){ .session_start = (uint32_t)strtoul(session_start, NULL, 10) };
    if (status != STATUS_OK)
        return status;
    text[length] = 0;
    status = file_source_open(text, &disc->source);
    if (status == STATUS_OK)
        disc->last_block = (uint32_t)(byte_source_size(disc->source) / FSIMAGE_BLOCK_SIZE) - 1;
    return status;
}

int report_failure(enum status status, const struct fsimage_problem *problem)
{
    char text[FSIMAGE_PROBLEM_TEXT_MAXIMUM * 3 + 1];
    size_t length;

    utf16_to_utf8(problem->text, problem->text_length, text, sizeof(text), &length);
    printf("%s %s %s %lld\n", status_name(status), fsimage_problem_kind_name(problem->kind), text,
           (long long)problem->first);
    return 1;
}
