/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* File sections. */
#include "iso9660/sections.h"

#include "iso9660/structures.h"

/* The most whole blocks that a record can count; the last section need not be of whole blocks. */
#define SECTION_MAXIMUM (UINT32_MAX - UINT32_MAX % ISO9660_BLOCK_SIZE)

static uint32_t piece_count(uint64_t size)
{
    if (size <= UINT32_MAX)
        return 1;
    return (uint32_t)(1 + (size - UINT32_MAX + SECTION_MAXIMUM - 1) / SECTION_MAXIMUM);
}

uint32_t iso9660_section_count(const struct fsimage_tree *tree, uint32_t item)
{
    const uint32_t runs = fsimage_file_run_count(tree, item);
    uint32_t count = 0;

    for (uint32_t i = 0; i < runs; i++)
        count += piece_count(fsimage_file_run_size(tree, item, i));
    return count != 0 ? count : 1;
}

struct iso9660_extent iso9660_section_take(const struct fsimage_layout *layout, uint32_t item,
                                           struct iso9660_section *section)
{
    const uint32_t runs = fsimage_layout_run_count(layout, item);
    struct iso9660_extent extent = { .is_last = true };
    struct fsimage_run run;
    uint64_t offset;

    if (runs == 0)
        return extent;
    run = fsimage_layout_run(layout, item, section->run);
    offset = (uint64_t)section->piece * SECTION_MAXIMUM;
    extent.location = run.location + (uint32_t)(offset / ISO9660_BLOCK_SIZE);
    if (run.size - offset > UINT32_MAX) {
        extent.length = SECTION_MAXIMUM;
        extent.is_last = false;
        section->piece++;
        return extent;
    }
    extent.length = (uint32_t)(run.size - offset);
    extent.is_last = section->run + 1 == runs;
    section->run = extent.is_last ? 0 : section->run + 1;
    section->piece = 0;
    return extent;
}
