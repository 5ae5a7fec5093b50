/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Trees that record UDF, and files of bytes that depend on their names, for tests of images. */
#ifndef OPENIMAPI_TESTS_UNIT_UDF_RANDOM_ITEMS_H
#define OPENIMAPI_TESTS_UNIT_UDF_RANDOM_ITEMS_H

#include "fsimage/tree.h"

#include <stddef.h>
#include <stdint.h>

/** All revisions that are recorded, and their number. */
extern const unsigned udf_revisions[];
#define UDF_REVISION_COUNT 6u

/** A tree that records UDF alone, of that revision. */
struct fsimage_tree *make_revision_tree(unsigned revision);

/** Adds a file, from the root, with three different times; gives the item. */
uint32_t add_random(struct fsimage_tree *tree, const char16 *path, uint64_t size);

/** Adds a stream to a file. */
void add_random_stream(struct fsimage_tree *tree, uint32_t file, const char16 *name, uint64_t size);

#endif
