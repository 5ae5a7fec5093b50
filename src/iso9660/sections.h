/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * File sections (ECMA-119 6.5.1): a directory record counts bytes with 32 bits and names one
 * extent, so a larger file, or one that lies in several places, has several records.
 */
#ifndef OPENIMAPI_ISO9660_SECTIONS_H
#define OPENIMAPI_ISO9660_SECTIONS_H

#include "fsimage/import.h"
#include "fsimage/layout.h"

#include <stdbool.h>
#include <stdint.h>

/** A section of a file: a run of its content, and a piece of that. Zeroed is the first. */
struct iso9660_section {
    uint32_t run;
    uint32_t piece;
};

/** What the record of a section says. */
struct iso9660_extent {
    uint32_t location; /* absolute on the disc; 0: an empty file */
    uint32_t length;   /* bytes; of all but the last section whole blocks */
    bool is_last;
};

/** Whether files of the tree may have several sections; else none that can be recorded has. */
static inline bool iso9660_tree_has_sections(const struct fsimage_tree *tree)
{
    return fsimage_tree_iso_level(tree) == 3 || fsimage_tree_is_imported(tree);
}

/** The records an attached file takes, at least 1. */
uint32_t iso9660_section_count(const struct fsimage_tree *tree, uint32_t item);

/** Gives the extent of a section, and moves to the next one; after the last to the first. */
struct iso9660_extent iso9660_section_take(const struct fsimage_layout *layout, uint32_t item,
                                           struct iso9660_section *section);

#endif
