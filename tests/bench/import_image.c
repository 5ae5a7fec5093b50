/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Imports the session at block 0 of a disc image into a tree, natively, and lays out the session
 * that follows: import_image (iso9660|joliet|udf) IMAGE
 */
#include "conformance/volume/arguments.h"

#include "fsimage/import.h"
#include "fsimage/result.h"
#include "iso9660/writer.h"
#include "udf/writer.h"

#include <stdio.h>

static enum status import(const struct fsimage_disc *disc,
                          const struct fsimage_volume_reader_class *class,
                          struct fsimage_tree *tree, struct fsimage_problem *problem)
{
    static const struct fsimage_identity identity = { .volume_name = u"NEXT",
                                                      .volume_name_length = 4 };
    const struct fsimage_import_options options = { .next_start = disc->last_block + 6912 };
    struct fsimage_volume_info info;
    struct fsimage_result *result = NULL;
    enum status status = fsimage_tree_import(tree, disc, class, &options, &info, problem);

    if (status == STATUS_OK)
        status = fsimage_result_create(tree, &identity, &result, problem);
    if (status == STATUS_OK)
        printf("%u files, %u directories, %u blocks\n", fsimage_tree_file_count(tree),
               fsimage_tree_directory_count(tree), fsimage_result_total_blocks(result));
    fsimage_result_drop(&result);
    return status;
}

int main(int argc, char **argv)
{
    static const struct fsimage_writer_class *const writers[] = { &iso9660_writer_class,
                                                                  &udf_writer_class };
    const struct fsimage_volume_reader_class *class = argc == 3 ? reader_named(argv[1]) : NULL;
    struct fsimage_problem problem;
    struct fsimage_disc disc;
    struct fsimage_tree *tree;
    enum status status;

    if (class == NULL) {
        fputs("usage: import_image (iso9660|joliet|udf) IMAGE\n", stderr);
        return 2;
    }
    if (open_disc(argv[2], "0", &disc) != STATUS_OK ||
        fsimage_tree_create(writers, 2, &tree) != STATUS_OK) {
        fprintf(stderr, "%s: cannot be opened\n", argv[2]);
        return 2;
    }
    status = import(&disc, class, tree, &problem);
    fsimage_tree_drop(&tree);
    byte_source_drop(&disc.source);
    return status == STATUS_OK ? 0 : report_failure(status, &problem);
}
