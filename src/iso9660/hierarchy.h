/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * One hierarchy of directories as it is recorded: that of ECMA-119, or that of Joliet beside it.
 * Directories are numbered as in their path table (6.9.1), from 0.
 */
#ifndef OPENIMAPI_ISO9660_HIERARCHY_H
#define OPENIMAPI_ISO9660_HIERARCHY_H

#include "fsimage/layout.h"
#include "iso9660/sections.h"

#include <stddef.h>
#include <stdint.h>

/** A child is an item, or with this bit the number of a directory. */
#define ISO9660_CHILD_DIRECTORY 0x80000000u

struct iso9660_hierarchy {
    const struct fsimage_layout *layout;
    enum fsimage_file_system file_system;
    uint32_t directory_count;
    uint32_t *directories;    /* their items */
    uint32_t *parents;        /* the numbers of their parents; the root is its own */
    uint32_t *first_blocks;   /* within the region, and the number of all blocks at the end */
    uint32_t *table_offsets;  /* of their path table records, and the size of the table */
    uint32_t *first_children; /* into `children`, and the number of all at the end */
    uint32_t *children;       /* in the order of their records, directory after directory */
    uint32_t *block_children; /* by block: the first child recorded in it */
    struct iso9660_section *block_sections; /* of it, likewise; NULL: all begin with their first */
    uint32_t region_start;                  /* block of the stream */
};

/** The item of a child. */
static inline uint32_t iso9660_hierarchy_item(const struct iso9660_hierarchy *hierarchy,
                                              uint32_t child)
{
    if ((child & ISO9660_CHILD_DIRECTORY) != 0)
        return hierarchy->directories[child & ~ISO9660_CHILD_DIRECTORY];
    return child;
}

/** Sizes of a hierarchy that is still to be made. */
struct iso9660_measure {
    uint32_t directory_blocks; /* of all directories */
    uint32_t table_bytes;      /* of one path table */
};

/**
 * Measures by the encoders that emit; each directory is looked at once, until it changes.
 * STATUS_NO_MEMORY. STATUS_TOO_LARGE: over 2^31 - 1 blocks.
 */
enum status iso9660_hierarchy_measure(struct fsimage_tree *tree,
                                      enum fsimage_file_system file_system,
                                      struct iso9660_measure *measure);

/** Orders and numbers everything. `region_start` is where directories lie. STATUS_NO_MEMORY. */
enum status iso9660_hierarchy_init(struct iso9660_hierarchy *hierarchy,
                                   const struct fsimage_layout *layout,
                                   enum fsimage_file_system file_system, uint32_t region_start);

/** Makes a hierarchy of nothing but a root, whatever the tree holds. STATUS_NO_MEMORY. */
enum status iso9660_hierarchy_init_empty(struct iso9660_hierarchy *hierarchy,
                                         const struct fsimage_layout *layout,
                                         uint32_t region_start);

/** What such a hierarchy measures. */
struct iso9660_measure iso9660_hierarchy_measure_empty(void);

void iso9660_hierarchy_release(struct iso9660_hierarchy *hierarchy);

/** The block recorded for a directory: absolute on the disc. */
uint32_t iso9660_hierarchy_location(const struct iso9660_hierarchy *hierarchy, uint32_t directory);

/** The bytes of a directory: whole blocks. */
uint32_t iso9660_hierarchy_data_length(const struct iso9660_hierarchy *hierarchy,
                                       uint32_t directory);

/** Writes blocks of directories, from `block` of the region on. */
void iso9660_hierarchy_emit(const struct iso9660_hierarchy *hierarchy, uint32_t block,
                            uint32_t count, uint8_t *out);

/** Writes blocks of the path table, most significant byte first for type M (ECMA-119 9.4). */
void iso9660_path_table_emit(const struct iso9660_hierarchy *hierarchy, bool is_type_m,
                             uint32_t block, uint32_t count, uint8_t *out);

/** Bytes of a path table record (ECMA-119 9.4). */
static inline uint32_t iso9660_path_table_record_size(size_t identifier_length)
{
    return (uint32_t)(8 + identifier_length + (identifier_length & 1));
}

#endif
