/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the chosen file systems and the size limit allow. */
#ifndef OPENIMAPI_FSIMAGE_LIMITS_H
#define OPENIMAPI_FSIMAGE_LIMITS_H

#include "fsimage/planner.h"
#include "fsimage/tree_state.h"

/** Levels of directories, the root being the first (ECMA-119 6.8.2.1). */
#define LIMITS_ISO_LEVELS 8u

/** Directories that path tables can number, the root among them (ECMA-119 6.9.1). */
#define LIMITS_PATH_TABLE_DIRECTORIES 65535u

/** Strict: STATUS_INVALID_NAME: INVALID_DATE, modified before it was created. */
enum status limits_check_dates(const struct fsimage_tree *tree, uint32_t item,
                               struct fsimage_problem *problem);

/** STATUS_TOO_DEEP: TOO_MANY_LEVELS; `item` would reach down to `level`. */
enum status limits_check_levels(const struct fsimage_tree *tree, uint32_t level, uint32_t item,
                                struct fsimage_problem *problem);

/** STATUS_TOO_MANY: TOO_MANY_DIRECTORIES, for `count` directories without the root. */
enum status limits_check_directories(unsigned file_systems, uint32_t count,
                                     struct fsimage_problem *problem);

/**
 * Strict: STATUS_INVALID_NAME: INVALID_PATH, the path of `item`, called `name` in ISO 9660, or of
 * something below it is longer than ECMA-119 6.8.2.1 allows.
 */
enum status limits_check_path(const struct fsimage_tree *tree, uint32_t item,
                              const struct short_name *name, struct fsimage_problem *problem);

/**
 * Whether the image still fits now that `item` came in, with so many items and blocks of content.
 * STATUS_TOO_LARGE: IMAGE_SIZE_LIMIT. STATUS_NO_MEMORY.
 */
enum status limits_check_size(struct fsimage_tree *tree, uint32_t item, uint32_t items,
                              uint64_t blocks, struct fsimage_problem *problem);

/** Whether all of the tree can be recorded in `file_systems`. As limits_check_levels and others. */
enum status limits_check_tree(const struct fsimage_tree *tree, unsigned file_systems,
                              unsigned iso_level, struct fsimage_problem *problem);

/** Reserves all regions of the image and places them. STATUS_TOO_LARGE. STATUS_NO_MEMORY. */
enum status limits_plan(struct fsimage_tree *tree, struct fsimage_planner *planner);

#endif
