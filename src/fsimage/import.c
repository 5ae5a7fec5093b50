/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Taking over what a disc holds. */
#include "fsimage/import.h"

#include "fsimage/item.h"

#include <string.h>

enum status fsimage_tree_import(struct fsimage_tree *tree, const struct fsimage_disc *disc,
                                const struct fsimage_volume_reader_class *reader,
                                const struct fsimage_import_options *options,
                                struct fsimage_volume_info *info, struct fsimage_problem *problem)
{
    const enum status status = tree_check_writable(tree, problem);

    (void)disc, (void)reader, (void)options;
    memset(info, 0, sizeof(*info));
    return status == STATUS_OK ? STATUS_NOT_SUPPORTED : status;
}

bool fsimage_tree_is_imported(const struct fsimage_tree *tree)
{
    (void)tree;
    return false;
}

const char16 *fsimage_tree_imported_name(const struct fsimage_tree *tree, size_t *length)
{
    (void)tree;
    *length = 0;
    return NULL;
}

const char16 *fsimage_tree_imported_disc_id(const struct fsimage_tree *tree)
{
    (void)tree;
    return u"";
}
