/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The matrix: every format with every small content, and some formats with the others. */
#include "support/judges/matrix.h"

#include "fsimage/file_system.h"

#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* File systems, interchange level, UDF revision. */
struct format {
    unsigned file_systems;
    unsigned iso_level;
    unsigned udf_revision;
};

/* Whether it boots and is appended: never both, for what is imported takes no boot images. */
struct form {
    bool is_bootable;
    bool is_appended;
};

#define ISO_JOLIET (FSIMAGE_ISO9660 | FSIMAGE_JOLIET)

#define ISO_UDF (FSIMAGE_ISO9660 | FSIMAGE_UDF)
#define ALL     (ISO_JOLIET | FSIMAGE_UDF)

#define EVERY_REVISION(file_systems, level)                                                        \
    { file_systems, level, 0x102 }, { file_systems, level, 0x150 },                                \
        { file_systems, level, 0x200 }, { file_systems, level, 0x201 },                            \
        { file_systems, level, 0x250 },                                                            \
    {                                                                                              \
        file_systems, level, 0x260                                                                 \
    }

/* In every form, with every small content. */
static const struct format formats[] = {
    { FSIMAGE_ISO9660, 2, 0 },  { ISO_JOLIET, 2, 0 },   EVERY_REVISION(FSIMAGE_UDF, 0),
    EVERY_REVISION(ISO_UDF, 2), EVERY_REVISION(ALL, 2),
};

/* As they are, with every small content: what the other interchange levels change. */
static const struct format levels[] = {
    { FSIMAGE_ISO9660, 1, 0 },
    { ISO_JOLIET, 1, 0 },
    { FSIMAGE_ISO9660, 3, 0 },
    { ISO_JOLIET, 3, 0 },
};

/* With 10,000 files. */
static const struct format many_formats[] = {
    { FSIMAGE_ISO9660, 2, 0 }, { ISO_JOLIET, 2, 0 },  { FSIMAGE_UDF, 0, 0x102 },
    { ISO_UDF, 2, 0x150 },     { ALL, 2, 0x200 },     { FSIMAGE_UDF, 0, 0x201 },
    { ALL, 2, 0x250 },         { ISO_UDF, 2, 0x260 }, { FSIMAGE_UDF, 0, 0x260 },
};

/* With files of gigabytes. */
static const struct format large_formats[] = {
    { FSIMAGE_ISO9660, 2, 0 }, { ISO_JOLIET, 3, 0 },      { FSIMAGE_UDF, 0, 0x102 },
    { ISO_UDF, 3, 0x250 },     { FSIMAGE_UDF, 0, 0x260 },
};

static const struct form forms[] = {
    { false, false },
    { true, false },
};

/*
 * A session is written over a disc in UDF alone. Where it is behind the first, readers of files
 * that know no sessions cannot find it: tests/conformance/volume asks others.
 */
static const struct format appended_formats[] = { EVERY_REVISION(FSIMAGE_UDF, 0) };

static const struct form appended = { false, true };

enum {
    SMALL_CONTENTS = MATRIX_MANY, /* those before it */
    EVERY_FORM = COUNT(formats) * COUNT(forms) * SMALL_CONTENTS,
    LEVELS = COUNT(levels) * SMALL_CONTENTS,
    APPENDED = COUNT(appended_formats) * SMALL_CONTENTS,
    MANY = COUNT(many_formats),
    LARGE = COUNT(large_formats),
};

static const char *const content_names[MATRIX_CONTENT_COUNT] = {
    [MATRIX_EMPTY] = "empty", [MATRIX_ONE] = "one",     [MATRIX_SIZES] = "sizes",
    [MATRIX_NAMES] = "names", [MATRIX_DEEP] = "deep",   [MATRIX_PLANES] = "planes",
    [MATRIX_MANY] = "many",   [MATRIX_LARGE] = "large",
};

static struct matrix_case make_case(const struct format *format, const struct form *form,
                                    enum matrix_content content)
{
    return (struct matrix_case){
        .file_systems = format->file_systems,
        .iso_level = format->iso_level,
        .udf_revision = format->udf_revision,
        .is_bootable = form->is_bootable,
        .is_appended = form->is_appended,
        .content = content,
    };
}

size_t matrix_count(void)
{
    return EVERY_FORM + LEVELS + APPENDED + MANY + LARGE;
}

/* Formats come with forms in turn where not every pair has a case. */
struct matrix_case matrix_at(size_t index)
{
    if (index < EVERY_FORM) {
        const size_t pair = index / SMALL_CONTENTS;

        return make_case(&formats[pair / COUNT(forms)], &forms[pair % COUNT(forms)],
                         (enum matrix_content)(index % SMALL_CONTENTS));
    }
    index -= EVERY_FORM;
    if (index < LEVELS)
        return make_case(&levels[index / SMALL_CONTENTS], &forms[0],
                         (enum matrix_content)(index % SMALL_CONTENTS));
    index -= LEVELS;
    if (index < APPENDED)
        return make_case(&appended_formats[index / SMALL_CONTENTS], &appended,
                         (enum matrix_content)(index % SMALL_CONTENTS));
    index -= APPENDED;
    if (index < MANY)
        return make_case(&many_formats[index], &forms[index % COUNT(forms)], MATRIX_MANY);
    index -= MANY;
    return make_case(&large_formats[index], &forms[index % COUNT(forms)], MATRIX_LARGE);
}

static void append(char name[MATRIX_NAME_BYTES], const char *part)
{
    strncat(name, part, MATRIX_NAME_BYTES - 1 - strlen(name));
}

void matrix_case_name(const struct matrix_case *matrix_case, char name[MATRIX_NAME_BYTES])
{
    char part[16];

    name[0] = '\0';
    if ((matrix_case->file_systems & FSIMAGE_ISO9660) != 0) {
        snprintf(part, sizeof(part), "iso%u", matrix_case->iso_level);
        append(name, part);
    }
    if ((matrix_case->file_systems & FSIMAGE_JOLIET) != 0)
        append(name, "+joliet");
    if ((matrix_case->file_systems & FSIMAGE_UDF) != 0) {
        snprintf(part, sizeof(part), "%sudf%x", name[0] != '\0' ? "+" : "",
                 matrix_case->udf_revision);
        append(name, part);
    }
    append(name, matrix_case->is_bootable ? ".boot" : ".plain");
    append(name, matrix_case->is_appended ? ".appended." : ".first.");
    append(name, content_names[matrix_case->content]);
}

bool matrix_find(const char *name, struct matrix_case *matrix_case)
{
    for (size_t i = 0; i < matrix_count(); i++) {
        char other[MATRIX_NAME_BYTES];

        *matrix_case = matrix_at(i);
        matrix_case_name(matrix_case, other);
        if (strcmp(name, other) == 0)
            return true;
    }
    return false;
}
