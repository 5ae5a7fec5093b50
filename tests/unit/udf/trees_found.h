/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Holds what the reader finds on a disc against the tree that was recorded there. */
#ifndef OPENIMAPI_TESTS_UNIT_UDF_TREES_FOUND_H
#define OPENIMAPI_TESTS_UNIT_UDF_TREES_FOUND_H

#include "fsimage/tree.h"
#include "fsimage/volume_reader.h"

/**
 * Reads the volume on `disc` and asserts that it holds all of `tree` and nothing else: names,
 * sizes, times, flags, streams, and every byte.
 */
void assert_tree_found(struct fsimage_tree *tree, const struct fsimage_disc *disc);

/** As above without the bytes: for files of many gigabytes. */
void assert_sizes_found(struct fsimage_tree *tree, const struct fsimage_disc *disc);

#endif
