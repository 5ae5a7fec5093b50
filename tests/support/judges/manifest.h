/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What one file system of an image holds, as text: a line per file and directory, the root left
 * out, with kind, size, time, digest and path between tabs:
 *
 *   f  2049  1000100003  <digest>  folder/name
 *   d  -     1000200006  -         folder
 *
 * Paths are UTF-8 with '/' between components; the time is in seconds since 1970. A judge that does
 * not tell a value has "?" in its place.
 */
#ifndef OPENIMAPI_TESTS_SUPPORT_JUDGES_MANIFEST_H
#define OPENIMAPI_TESTS_SUPPORT_JUDGES_MANIFEST_H

#include "support/judges/digest.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define MANIFEST_NOT_TOLD INT64_MIN

struct manifest_entry {
    bool is_directory;
    int64_t size;                   /* of a file; or MANIFEST_NOT_TOLD */
    int64_t time;                   /* or MANIFEST_NOT_TOLD */
    char digest[DIGEST_DIGITS + 1]; /* of a file; "" when not told */
    char *path;
};

/** Entries in the order in which they came, or by path. Zeroed is empty. */
struct manifest {
    struct manifest_entry *entries;
    size_t count;
    size_t capacity;
};

void manifest_release(struct manifest *manifest);

/** Adds a copy of `entry`. Ends the program when memory runs out. */
void manifest_add(struct manifest *manifest, const struct manifest_entry *entry);

/** Orders the entries by the bytes of their paths. */
void manifest_sort(struct manifest *manifest);

/** Prints the entries as they are ordered. */
void manifest_write(const struct manifest *manifest, FILE *out);

/** Adds the entries of a text. False: a line is malformed, or reading failed. */
bool manifest_read(struct manifest *manifest, FILE *in);

/** What a judge may leave untold without failing. */
enum manifest_untold {
    MANIFEST_TIMES = 1,
    MANIFEST_DIRECTORY_TIMES = 2,
};

/**
 * Compares, sorting both; prints a line for each difference. Values not told are differences, but
 * for those that `untold` (bits of enum manifest_untold) allows. Gives the number of differences.
 */
size_t manifest_compare(struct manifest *expected, struct manifest *found, unsigned untold,
                        FILE *report);

#endif
