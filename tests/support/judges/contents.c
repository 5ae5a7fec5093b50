/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What images of the matrix hold. */
#include "support/judges/contents.h"

#include "support/judges/pattern_source.h"

#include "base/date.h"

#include <stdio.h>
#include <string.h>

#define KIB UINT64_C(1024)
#define GIB (UINT64_C(1) << 30)

enum {
    PATH_BYTES = 4096,
    DEEP_LEVELS = 40,
    ISO_LEVELS = 7, /* below the root, ECMA-119 6.8.2.1 */
};

struct filling {
    struct fsimage_tree *tree;
    const struct matrix_case *matrix_case;
    struct fsimage_problem *problem;
    unsigned made; /* items */
    enum status status;
};

static struct fsimage_times next_times(struct filling *filling)
{
    const int64_t seconds = CONTENTS_FIRST_TIME + INT64_C(100003) * filling->made++;

    return fsimage_times_at(DATE_UNIX_EPOCH_TICKS + seconds * DATE_TICKS_PER_SECOND);
}

static size_t to_utf16(struct filling *filling, const char *path, char16 out[PATH_BYTES])
{
    size_t length;

    filling->status = utf16_from_utf8(path, strlen(path), out, PATH_BYTES, &length);
    return length;
}

static void add_folder(struct filling *filling, const char *path)
{
    const struct fsimage_times times = next_times(filling);
    char16 units[PATH_BYTES];
    uint32_t item;
    size_t length;

    if (filling->status != STATUS_OK)
        return;
    length = to_utf16(filling, path, units);
    if (filling->status == STATUS_OK)
        filling->status = fsimage_tree_add_directory(filling->tree, FSIMAGE_ROOT, units, length,
                                                     &times, &item, filling->problem);
}

static void add_file(struct filling *filling, const char *path, uint64_t size)
{
    const struct fsimage_times times = next_times(filling);
    struct byte_source *source = NULL;
    char16 units[PATH_BYTES];
    uint32_t item;
    size_t length;

    if (filling->status != STATUS_OK)
        return;
    length = to_utf16(filling, path, units);
    if (filling->status == STATUS_OK)
        filling->status = pattern_source_create(filling->made, size, &source);
    if (filling->status == STATUS_OK)
        filling->status = fsimage_tree_add_file(filling->tree, FSIMAGE_ROOT, units, length, source,
                                                &times, &item, filling->problem);
    byte_source_drop(&source);
}

static void add_nothing(struct filling *filling)
{
    (void)filling;
}

static void add_one(struct filling *filling)
{
    add_file(filling, "Read me.txt", 100);
}

static void add_sizes(struct filling *filling)
{
    static const uint64_t sizes[] = { 0, 1, 2047, 2048, 2049, 65535, 1000003 };
    char name[64];

    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        snprintf(name, sizeof(name), "size %u.bin", (unsigned)sizes[i]);
        add_file(filling, name, sizes[i]);
    }
}

/* Every length at which a file system's rule changes, of letters of one byte and of two. */
static void add_lengths(struct filling *filling)
{
    static const size_t lengths[] = { 1,  8,  9,  12,  13,  30,  31,  32,  63,
                                      64, 65, 66, 103, 104, 110, 111, 126, 127 };
    char name[300];

    add_folder(filling, "Lengths");
    for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
        size_t at = (size_t)snprintf(name, sizeof(name), "Lengths/%02u", (unsigned)lengths[i]);

        if (lengths[i] < 2)
            at--;
        for (; at < strlen("Lengths/") + lengths[i]; at++)
            name[at] = (char)('a' + i);
        name[at] = '\0';
        add_file(filling, name, lengths[i]);
        at = (size_t)snprintf(name, sizeof(name), "Lengths/");
        for (size_t unit = 0; unit < lengths[i]; unit++) {
            name[at++] = '\xC5';
            name[at++] = '\x91';
        }
        name[at] = '\0';
        add_file(filling, name, lengths[i]);
    }
    memset(name, 'x', sizeof(name));
    memcpy(name, "Lengths/", strlen("Lengths/"));
    name[strlen("Lengths/") + 254] = '\0';
    add_file(filling, name, 254);
}

static void add_names(struct filling *filling)
{
    static const char *const names[] = {
        "plain.txt",
        "UPPER.TXT.bak",
        ".hidden",
        "no extension",
        "two.dots.tar.gz",
        "comma, plus+ and 'quotes'.txt",
        "\xC3\x9C"
        "bersicht \xC5\x81\xC3\xB3"
        "d\xC5\xBA.txt",
        "\xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E.txt",
        "look-alike 1.text",
        "look-alike 2.text",
        "look+alike 1.text",
        "look;alike 1.text",
    };

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        add_file(filling, names[i], 100 + i);
    add_folder(filling, "Empty folder");
    add_folder(filling, "folder.with.dots");
    add_file(filling, "folder.with.dots/inside", 3000);
    add_lengths(filling);
}

static void add_planes(struct filling *filling)
{
    add_folder(filling, "\xF0\x9F\x93\x80 disc");
    add_file(filling, "\xF0\x9F\x93\x80 disc/\xF0\x9F\x98\x80 \xF0\x9D\x84\x9E.txt", 5000);
    add_file(filling, "\xF0\x9D\x84\x9E treble clef.txt", 10);
    add_file(filling, "\xF0\xA0\x80\x80.\xF4\x8F\xBF\xBD", 20);
}

static bool has_level_limit(const struct matrix_case *matrix_case)
{
    return matrix_case->iso_level == 1 || matrix_case->iso_level == 2;
}

static void add_deep(struct filling *filling)
{
    const int levels = has_level_limit(filling->matrix_case) ? ISO_LEVELS : DEEP_LEVELS;
    char path[PATH_BYTES] = "";
    size_t length = 0;

    for (int level = 1; level <= levels; level++) {
        length += (size_t)snprintf(path + length, sizeof(path) - length, "%sd%d",
                                   level > 1 ? "/" : "", level);
        add_folder(filling, path);
        snprintf(path + length, sizeof(path) - length, "/at level %d", level);
        add_file(filling, path, (uint64_t)level * 500);
        path[length] = '\0';
    }
}

static void add_many(struct filling *filling)
{
    char path[64];

    add_folder(filling, "all in one");
    for (unsigned i = 0; i < 5000; i++) {
        snprintf(path, sizeof(path), "all in one/a name like others %u.text", i);
        add_file(filling, path, i % 7 * 100);
    }
    for (unsigned i = 0; i < 5000; i++) {
        if (i % 100 == 0) {
            snprintf(path, sizeof(path), "folder %u", i / 100);
            add_folder(filling, path);
        }
        snprintf(path, sizeof(path), "folder %u/%u.dat", i / 100, i);
        add_file(filling, path, i % 11 * 400);
    }
}

/* Interchange levels 1 and 2 record a file in one extent, whose length has 32 bits. */
static void add_large(struct filling *filling)
{
    add_file(filling, "1 GiB less 1", GIB - 1);
    add_file(filling, "2 GiB", 2 * GIB);
    add_file(filling, "4 GiB less 1", 4 * GIB - 1);
    if (!has_level_limit(filling->matrix_case))
        add_file(filling, "4 GiB and 1", 4 * GIB + 1);
    add_file(filling, "behind them", 5 * KIB);
}

enum status contents_add(struct fsimage_tree *tree, const struct matrix_case *matrix_case,
                         struct fsimage_problem *problem)
{
    static void (*const fillers[MATRIX_CONTENT_COUNT])(struct filling *) = {
        [MATRIX_EMPTY] = add_nothing, [MATRIX_ONE] = add_one,       [MATRIX_SIZES] = add_sizes,
        [MATRIX_NAMES] = add_names,   [MATRIX_PLANES] = add_planes, [MATRIX_DEEP] = add_deep,
        [MATRIX_MANY] = add_many,     [MATRIX_LARGE] = add_large,
    };
    struct filling filling = { tree, matrix_case, problem, 0, STATUS_OK };

    fillers[matrix_case->content](&filling);
    return filling.status;
}

/* Beside large files, which judges may copy out one by one, no folder. */
enum status contents_add_first(struct fsimage_tree *tree, const struct matrix_case *matrix_case,
                               struct fsimage_problem *problem)
{
    struct filling filling = { .tree = tree, .problem = problem, .made = 5000 };

    if (matrix_case->content == MATRIX_LARGE) {
        add_file(&filling, "of the first session", 70000);
        return filling.status;
    }
    add_folder(&filling, "First session");
    add_file(&filling, "First session/nothing", 0);
    add_file(&filling, "First session/a little.txt", 100);
    add_file(&filling, "First session/some blocks \xC5\x91.bin", 70000);
    return filling.status;
}
