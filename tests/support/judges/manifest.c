/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Manifests: reading, writing, comparing. */
#include "support/judges/manifest.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum {
    COLUMNS = 5
};

void manifest_release(struct manifest *manifest)
{
    for (size_t i = 0; i < manifest->count; i++)
        free(manifest->entries[i].path);
    free(manifest->entries);
    *manifest = (struct manifest){ 0 };
}

void manifest_add(struct manifest *manifest, const struct manifest_entry *entry)
{
    struct manifest_entry *added;

    if (manifest->count == manifest->capacity) {
        manifest->capacity = manifest->capacity == 0 ? 64 : 2 * manifest->capacity;
        manifest->entries =
            realloc(manifest->entries, manifest->capacity * sizeof(*manifest->entries));
        if (manifest->entries == NULL)
            abort();
    }
    added = &manifest->entries[manifest->count++];
    *added = *entry;
    added->path = strdup(entry->path);
    if (added->path == NULL)
        abort();
}

static int compare_paths(const void *a, const void *b)
{
    const struct manifest_entry *first = a;
    const struct manifest_entry *second = b;

    return strcmp(first->path, second->path);
}

void manifest_sort(struct manifest *manifest)
{
    if (manifest->count > 0)
        qsort(manifest->entries, manifest->count, sizeof(*manifest->entries), compare_paths);
}

static void write_number(int64_t number, FILE *out)
{
    if (number == MANIFEST_NOT_TOLD)
        fputs("?\t", out);
    else
        fprintf(out, "%" PRId64 "\t", number);
}

static void write_entry(const struct manifest_entry *entry, FILE *out)
{
    fputs(entry->is_directory ? "d\t-\t" : "f\t", out);
    if (!entry->is_directory)
        write_number(entry->size, out);
    write_number(entry->time, out);
    if (entry->is_directory)
        fputs("-", out);
    else
        fputs(entry->digest[0] != '\0' ? entry->digest : "?", out);
    fprintf(out, "\t%s\n", entry->path);
}

void manifest_write(const struct manifest *manifest, FILE *out)
{
    for (size_t i = 0; i < manifest->count; i++)
        write_entry(&manifest->entries[i], out);
}

static bool parse_number(const char *text, int64_t *number)
{
    char *end;

    *number = MANIFEST_NOT_TOLD;
    if (strcmp(text, "?") == 0)
        return true;
    *number = strtoll(text, &end, 10);
    return end != text && *end == '\0';
}

static bool parse_line(char *line, struct manifest_entry *entry)
{
    char *columns[COLUMNS];

    for (int i = 0; i < COLUMNS; i++) {
        columns[i] = line;
        line += strcspn(line, i + 1 < COLUMNS ? "\t" : "\n");
        if (*line == '\0')
            return false;
        *line++ = '\0';
    }
    *entry = (struct manifest_entry){ .is_directory = strcmp(columns[0], "d") == 0 };
    entry->path = columns[4];
    if (!parse_number(columns[2], &entry->time))
        return false;
    if (entry->is_directory)
        return true;
    if (strcmp(columns[3], "?") != 0) {
        if (strlen(columns[3]) != DIGEST_DIGITS)
            return false;
        memcpy(entry->digest, columns[3], DIGEST_DIGITS);
    }
    return strcmp(columns[0], "f") == 0 && parse_number(columns[1], &entry->size);
}

bool manifest_read(struct manifest *manifest, FILE *in)
{
    struct manifest_entry entry;
    char *line = NULL;
    size_t capacity = 0;
    bool is_good = true;

    while (is_good && getline(&line, &capacity, in) > 0) {
        is_good = parse_line(line, &entry);
        if (is_good)
            manifest_add(manifest, &entry);
    }
    free(line);
    return is_good && !ferror(in);
}

static bool is_same_time(const struct manifest_entry *expected, const struct manifest_entry *found,
                         unsigned untold)
{
    const unsigned allowed =
        expected->is_directory ? MANIFEST_TIMES | MANIFEST_DIRECTORY_TIMES : MANIFEST_TIMES;

    if (found->time == MANIFEST_NOT_TOLD && expected->time != MANIFEST_NOT_TOLD)
        return (untold & allowed) != 0;
    return found->time == expected->time;
}

static bool is_same(const struct manifest_entry *expected, const struct manifest_entry *found,
                    unsigned untold)
{
    if (expected->is_directory != found->is_directory || !is_same_time(expected, found, untold))
        return false;
    return expected->is_directory ||
           (expected->size == found->size && strcmp(expected->digest, found->digest) == 0);
}

static size_t report_entry(const char *what, const struct manifest_entry *entry, FILE *report)
{
    fprintf(report, "%s ", what);
    write_entry(entry, report);
    return 1;
}

size_t manifest_compare(struct manifest *expected, struct manifest *found, unsigned untold,
                        FILE *report)
{
    size_t differences = 0;
    size_t e = 0;
    size_t f = 0;

    manifest_sort(expected);
    manifest_sort(found);
    while (e < expected->count || f < found->count) {
        const struct manifest_entry *wanted = e < expected->count ? &expected->entries[e] : NULL;
        const struct manifest_entry *got = f < found->count ? &found->entries[f] : NULL;
        const int order = wanted == NULL ? 1 : got == NULL ? -1 : compare_paths(wanted, got);

        if (order < 0) {
            differences += report_entry("missing", wanted, report);
        } else if (order > 0) {
            differences += report_entry("surplus", got, report);
        } else if (!is_same(wanted, got, untold)) {
            differences += report_entry("expected", wanted, report);
            report_entry("found   ", got, report);
        }
        e += order <= 0;
        f += order >= 0;
    }
    return differences;
}
