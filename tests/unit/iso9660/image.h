/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Images for tests of iso9660: made in memory, and read back by a reader of the tests' own. */
#ifndef OPENIMAPI_TESTS_UNIT_ISO9660_IMAGE_H
#define OPENIMAPI_TESTS_UNIT_ISO9660_IMAGE_H

#include "fsimage/result.h"
#include "iso9660/structures.h"
#include "unit/fsimage/trees.h"

#include <stddef.h>
#include <stdint.h>

/** A tree that iso9660_writer_class records. */
struct fsimage_tree *make_iso_tree(void);

struct image {
    struct fsimage_tree *tree;
    struct fsimage_result *result;
    uint8_t *bytes;
    uint32_t blocks;
    uint32_t session_start;
};

/** Lays out `tree`, which is taken over, and reads all of it. */
struct image make_image(struct fsimage_tree *tree);

void drop_image(struct image *image);

/** The bytes at an absolute block of the disc. */
const uint8_t *block_at(const struct image *image, uint32_t block);

/** The descriptor of `type`; fails the test when there is none. */
const struct iso9660_volume_descriptor *descriptor_of(const struct image *image,
                                                      enum iso9660_descriptor_type type);

/** What the tests make of a directory record. */
struct found_record {
    uint32_t extent;
    uint32_t size;
    uint8_t flags;
    struct iso9660_record_date date;
    char16 name[128]; /* of Joliet its units, else its bytes */
    size_t length;
};

/** Called for each record of a directory, "." and ".." among them. */
typedef void (*record_visitor)(void *context, const struct found_record *record);

/**
 * Visits the records of the directory at `extent`, holding each against the standard: lengths, both
 * byte orders, block boundaries, padding.
 */
void visit_directory(const struct image *image, uint32_t extent, uint32_t size, bool is_joliet,
                     record_visitor visitor, void *context);

/**
 * Walks a whole hierarchy: every record as visit_directory does, the order of records, "." and ".."
 * of every directory, and both path tables against what was found. Gives the number of files.
 */
uint32_t check_hierarchy(const struct image *image,
                         const struct iso9660_volume_descriptor *descriptor);

/** The record at a path of recorded names, its components separated by '/'; fails when missing. */
struct found_record find_record(const struct image *image,
                                const struct iso9660_volume_descriptor *descriptor,
                                const char16 *path);

#endif
