/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The matrix: the product of formats, forms, sessions and contents, and the cases for every day. */
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

#define ISO_JOLIET (FSIMAGE_ISO9660 | FSIMAGE_JOLIET)
#define ISO_UDF    (FSIMAGE_ISO9660 | FSIMAGE_UDF)
#define ALL        (ISO_JOLIET | FSIMAGE_UDF)

#define EVERY_REVISION(file_systems, level)                                                        \
    { file_systems, level, 0x102 }, { file_systems, level, 0x150 },                                \
        { file_systems, level, 0x200 }, { file_systems, level, 0x201 },                            \
        { file_systems, level, 0x250 },                                                            \
    {                                                                                              \
        file_systems, level, 0x260                                                                 \
    }

/* The first ones are written over discs as well. */
static const struct format formats[] = {
    EVERY_REVISION(FSIMAGE_UDF, 0), EVERY_REVISION(ISO_UDF, 2), EVERY_REVISION(ALL, 2),
    { FSIMAGE_ISO9660, 2, 0 },      { ISO_JOLIET, 2, 0 },       { FSIMAGE_ISO9660, 1, 0 },
    { ISO_JOLIET, 1, 0 },           { FSIMAGE_ISO9660, 3, 0 },  { ISO_JOLIET, 3, 0 },
};

enum {
    UDF_FORMATS = 6,        /* UDF alone, the first of the table */
    LEVEL_FORMATS = 4,      /* of other interchange levels than usual, the last */
    FORMS = 2,              /* bootable or not */
    SESSIONS = 2,           /* that every format has: first and appended */
    BRIDGE_LARGE_LEVEL = 3, /* files over 4 GiB take several sections */
    EVERYWHERE = COUNT(formats) * FORMS * SESSIONS * MATRIX_CONTENT_COUNT,
    OVER = UDF_FORMATS * FORMS * MATRIX_CONTENT_COUNT,
};

/* What of the larger contents, and of appended sessions, is looked at every day. */
static const struct matrix_case large_cases[] = {
    { FSIMAGE_ISO9660, 2, 0, false, MATRIX_FIRST, MATRIX_MANY },
    { ISO_JOLIET, 2, 0, true, MATRIX_FIRST, MATRIX_MANY },
    { FSIMAGE_UDF, 0, 0x102, false, MATRIX_FIRST, MATRIX_MANY },
    { ISO_UDF, 2, 0x150, true, MATRIX_FIRST, MATRIX_MANY },
    { ALL, 2, 0x200, false, MATRIX_APPENDED, MATRIX_MANY },
    { FSIMAGE_UDF, 0, 0x201, true, MATRIX_OVER, MATRIX_MANY },
    { ALL, 2, 0x250, false, MATRIX_FIRST, MATRIX_MANY },
    { ISO_UDF, 2, 0x260, true, MATRIX_FIRST, MATRIX_MANY },
    { FSIMAGE_UDF, 0, 0x260, false, MATRIX_FIRST, MATRIX_MANY },
    { FSIMAGE_ISO9660, 2, 0, false, MATRIX_FIRST, MATRIX_LARGE },
    { ISO_JOLIET, 3, 0, true, MATRIX_FIRST, MATRIX_LARGE },
    { FSIMAGE_UDF, 0, 0x102, false, MATRIX_FIRST, MATRIX_LARGE },
    { ISO_UDF, 3, 0x250, true, MATRIX_FIRST, MATRIX_LARGE },
    { FSIMAGE_UDF, 0, 0x260, false, MATRIX_FIRST, MATRIX_LARGE },
    { ALL, 3, 0x150, false, MATRIX_APPENDED, MATRIX_LARGE },
    { FSIMAGE_UDF, 0, 0x200, false, MATRIX_APPENDED, MATRIX_LARGE },
    { FSIMAGE_UDF, 0, 0x201, false, MATRIX_OVER, MATRIX_LARGE },
};

static const char *const content_names[MATRIX_CONTENT_COUNT] = {
    [MATRIX_EMPTY] = "empty", [MATRIX_ONE] = "one",     [MATRIX_SIZES] = "sizes",
    [MATRIX_NAMES] = "names", [MATRIX_DEEP] = "deep",   [MATRIX_PLANES] = "planes",
    [MATRIX_MANY] = "many",   [MATRIX_LARGE] = "large",
};

static const char *const session_names[MATRIX_SESSION_COUNT] = {
    [MATRIX_FIRST] = "first",
    [MATRIX_APPENDED] = "appended",
    [MATRIX_OVER] = "over",
};

/* Of what is left of an index, the part that counts up to `count`. */
static size_t take(size_t *index, size_t count)
{
    const size_t part = *index % count;

    *index /= count;
    return part;
}

size_t matrix_count(void)
{
    return EVERYWHERE + OVER;
}

struct matrix_case matrix_at(size_t index)
{
    struct matrix_case matrix_case = { .session = MATRIX_OVER };
    const bool is_everywhere = index < EVERYWHERE;
    const struct format *format;

    if (!is_everywhere)
        index -= EVERYWHERE;
    matrix_case.content = (enum matrix_content)take(&index, MATRIX_CONTENT_COUNT);
    matrix_case.is_bootable = take(&index, FORMS) != 0;
    if (is_everywhere)
        matrix_case.session = (enum matrix_session)take(&index, SESSIONS);
    format = &formats[index];
    matrix_case.file_systems = format->file_systems;
    matrix_case.iso_level = format->iso_level;
    matrix_case.udf_revision = format->udf_revision;
    if (format->iso_level != 0 && format->udf_revision != 0 && matrix_case.content == MATRIX_LARGE)
        matrix_case.iso_level = BRIDGE_LARGE_LEVEL;
    return matrix_case;
}

static bool is_same(const struct matrix_case *a, const struct matrix_case *b)
{
    return a->file_systems == b->file_systems && a->iso_level == b->iso_level &&
           a->udf_revision == b->udf_revision && a->is_bootable == b->is_bootable &&
           a->session == b->session && a->content == b->content;
}

static size_t format_of(const struct matrix_case *matrix_case)
{
    size_t number = 0;

    while (formats[number].file_systems != matrix_case->file_systems ||
           formats[number].iso_level != matrix_case->iso_level ||
           formats[number].udf_revision != matrix_case->udf_revision)
        number++;
    return number;
}

bool matrix_is_for_every_day(const struct matrix_case *matrix_case)
{
    const enum matrix_content content = matrix_case->content;
    size_t format;

    for (size_t i = 0; i < COUNT(large_cases); i++) {
        if (is_same(matrix_case, &large_cases[i]))
            return true;
    }
    if (content == MATRIX_MANY || content == MATRIX_LARGE)
        return false;
    format = format_of(matrix_case);
    if (matrix_case->session == MATRIX_FIRST)
        return !matrix_case->is_bootable || format < COUNT(formats) - LEVEL_FORMATS;
    /* Each format with one content, the next format with the next. */
    return content == (format + matrix_case->is_bootable + matrix_case->session) % MATRIX_MANY ||
           (matrix_case->session == MATRIX_OVER && !matrix_case->is_bootable);
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
    append(name, matrix_case->is_bootable ? ".boot." : ".plain.");
    append(name, session_names[matrix_case->session]);
    append(name, ".");
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
