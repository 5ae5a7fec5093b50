/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where the contents of imported files lie on the disc. */
#ifndef OPENIMAPI_FSIMAGE_DISC_RUNS_H
#define OPENIMAPI_FSIMAGE_DISC_RUNS_H

#include "fsimage/layout.h"
#include "fsimage/tree_state.h"

/** A run as it is kept: a file's own follow each other, behind one that says how many they are. */
struct disc_run {
    uint32_t location;
    uint32_t start; /* block of the file */
};

/** Makes `item`, an imported file, one of these runs, which add up to `size`. STATUS_NO_MEMORY. */
enum status disc_runs_set(struct fsimage_tree *tree, uint32_t item, uint64_t size,
                          const struct fsimage_run *runs, uint32_t count);

uint32_t disc_runs_count(const struct fsimage_tree *tree, const struct node *node);

/** The run number `index`, which is below the count. */
struct fsimage_run disc_runs_at(const struct fsimage_tree *tree, const struct node *node,
                                uint32_t index);

/** A source on the content, which lies on the disc that is imported now. STATUS_NO_MEMORY. */
enum status disc_runs_open(const struct fsimage_tree *tree, const struct node *node,
                           struct byte_source **source);

#endif
