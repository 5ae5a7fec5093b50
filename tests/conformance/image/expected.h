/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a judge must find in an image: recorded paths, and the files of the host behind them. */
#ifndef OPENIMAPI_TESTS_CONFORMANCE_IMAGE_EXPECTED_H
#define OPENIMAPI_TESTS_CONFORMANCE_IMAGE_EXPECTED_H

#include "fsimage/tree.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

struct expected_entry {
    char *path;   /* recorded, UTF-8, '/' between components and none before the first */
    char *source; /* on the host */
    bool is_directory;
    uint64_t size;
    time_t modified;
};

struct expected {
    struct expected_entry *entries;
    size_t count;
};

/** Makes a folder with what images must hold: sizes, names, depths, times. */
void expected_make_source(const char *folder);

/** A tree of that folder; fails the test when it cannot be made. */
struct fsimage_tree *expected_make_tree(const char *folder, unsigned file_systems, unsigned level);

/** Writes the image of the tree to a file, as a burner would read it. */
void expected_write_image(struct fsimage_tree *tree, const char *path);

/** What `file_system` of the image holds of the source `folder`; the tree is not frozen. */
struct expected expected_of(struct fsimage_tree *tree, enum fsimage_file_system file_system,
                            const char *folder);

void expected_release(struct expected *expected);

/** The entry of that recorded path; NULL. */
const struct expected_entry *expected_find(const struct expected *expected, const char *path);

/** Asserts that the file at `path` has the bytes of the source of `entry`. */
void expected_assert_same_bytes(const struct expected_entry *entry, const char *path);

/**
 * Asserts that `folder`, which a judge extracted, has every entry and nothing else, with the same
 * bytes and, when `has_times`, the same times.
 */
void expected_assert_folder(const struct expected *expected, const char *folder, bool has_times);

/** Removes a folder with all in it. */
void expected_remove_folder(const char *folder);

#endif
