/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Properties of MsftFileSystemImage that its tree keeps and checks: how all of them are got and
 * put. */
#ifndef OPENIMAPI_IMAPI2FS_TREE_PROPERTY_H
#define OPENIMAPI_IMAPI2FS_TREE_PROPERTY_H

#include "imapi2fs/file_system_image.h"

/** What a property of the tree is read with. */
typedef uint32_t (*tree_property_get_number)(const struct fsimage_tree *tree);
typedef bool (*tree_property_get_flag)(const struct fsimage_tree *tree);

/** What it is written with; what is wrong with the value is told by `problem`. */
typedef enum status (*tree_property_set_number)(struct fsimage_tree *tree, uint32_t value,
                                                struct fsimage_problem *problem);
typedef enum status (*tree_property_set_flag)(struct fsimage_tree *tree, bool value,
                                              struct fsimage_problem *problem);

/** The value of a property, under the image's lock. E_POINTER: `pVal` is NULL. */
HRESULT tree_property_number(struct file_system_image *image, tree_property_get_number get,
                             LONG *pVal);
HRESULT tree_property_flag(struct file_system_image *image, tree_property_get_flag get,
                           VARIANT_BOOL *pVal);

/**
 * Puts the value of a property, as a change of the image. The results are those of
 * file_system_image_begin_change and, for a value that the tree refuses, of problem_report;
 * a refused value leaves the property as it was.
 */
HRESULT tree_property_put_number(struct file_system_image *image, tree_property_set_number set,
                                 LONG newVal);
HRESULT tree_property_put_flag(struct file_system_image *image, tree_property_set_flag set,
                               VARIANT_BOOL newVal);

#endif
