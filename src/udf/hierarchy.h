/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A file set as it is recorded: its descriptor, then one entry per item in the common order, each
 * file's stream directory and streams behind it, then the directories that are not embedded in
 * their entries, then allocation extents. Entries are numbered from 0, the root; blocks count from
 * the file set descriptor.
 */
#ifndef OPENIMAPI_UDF_HIERARCHY_H
#define OPENIMAPI_UDF_HIERARCHY_H

#include "base/status.h"
#include "fsimage/layout.h"
#include "fsimage/writer.h"
#include "udf/allocation.h"
#include "udf/image.h"
#include "udf/measure.h"

#include <stddef.h>
#include <stdint.h>

/** A directory, or the stream directory of a file. */
struct udf_recorded_directory {
    uint64_t size; /* bytes */
    uint32_t entry;
    uint32_t parent;      /* entry of the directory it is in, of the file; the root's is its own */
    uint32_t first_block; /* among those of directories: of one that is embedded, of the next */
    uint32_t subdirectories;
};

/** An allocation extent of a file that its entry has no room for. */
struct udf_continuation {
    uint32_t entry;
    struct udf_allocation allocation; /* what it and those behind it describe */
};

struct udf_hierarchy {
    const struct fsimage_layout *layout;
    struct udf_image image;
    struct udf_measure measure;
    uint32_t *entry_items;                      /* by entry; of a stream directory its file */
    uint32_t *item_entries;                     /* by item */
    struct udf_recorded_directory *directories; /* in the order of their entries */
    uint32_t directory_count;
    uint32_t *block_children; /* by block of directories: the child that it begins with or within */
    uint16_t *block_leads;    /* the bytes of that child which lie before the block */
    uint32_t *stream_directories; /* entries, ascending */
    uint32_t *stream_extras; /* entries up to here, its streams among them, that are no items */
    uint32_t stream_directory_count;
    struct udf_continuation *continuations; /* in the order of their entries and blocks */
    uint32_t continuation_count;
};

/** The first block of entries; those of directories follow them. */
#define UDF_HIERARCHY_ENTRIES 2u

/**
 * Orders and numbers everything, and completes hierarchy->image, which is set but for its unique
 * identifiers and read revision. STATUS_NO_MEMORY; then there is nothing to release.
 */
enum status udf_hierarchy_init(struct udf_hierarchy *hierarchy, const struct fsimage_layout *layout,
                               const struct udf_image *image);

void udf_hierarchy_release(struct udf_hierarchy *hierarchy);

/** The item number `index` of a directory; FSIMAGE_NO_ITEM for 0, the parent. */
uint32_t udf_hierarchy_child(const struct udf_hierarchy *hierarchy,
                             const struct udf_recorded_directory *directory, uint32_t index);

/** Children of a directory, the parent among them. */
uint32_t udf_hierarchy_child_count(const struct udf_hierarchy *hierarchy,
                                   const struct udf_recorded_directory *directory);

/** Whether the entry is that of a stream directory. */
static inline bool udf_hierarchy_is_stream_directory(const struct udf_hierarchy *hierarchy,
                                                     uint32_t entry)
{
    return hierarchy->item_entries[hierarchy->entry_items[entry]] != entry;
}

/** Writes blocks, from `block` on, to `out`; zeros behind the last. As reading files. */
enum status udf_hierarchy_emit(const struct udf_hierarchy *hierarchy, uint32_t block,
                               uint32_t count, uint8_t *out, struct fsimage_content *content,
                               struct fsimage_problem *problem);

#endif
