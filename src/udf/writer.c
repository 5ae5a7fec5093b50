/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ECMA-167 in the form of OSTA UDF as a file system of an image. */
#include "udf/writer.h"

#include "base/memory.h"
#include "fsimage/import.h"
#include "fsimage/layout.h"
#include "udf/descriptors.h"
#include "udf/icb.h"
#include "udf/hierarchy.h"
#include "udf/measure.h"

#include <string.h>

/* Units of DVDs and of Blu-ray discs: the last block then is the last one that is written. */
#define END_MULTIPLE 32u

/* Where a partition and the metadata files begin. */
#define ALIGNMENT 32u

enum region_number {
    REGION_BEGINNING,
    REGION_RECOGNITION,
    REGION_TERMINATING,
    REGION_ANCHOR,
    REGION_MAIN_SEQUENCE,
    REGION_INTEGRITY,
    REGION_FILE_SET,
    REGION_METADATA_ENTRY,
    REGION_METADATA,
    REGION_MIRROR,
    REGION_MIRROR_ENTRY,
    REGION_RESERVE_SEQUENCE,
    REGION_LAST_ANCHOR,
};

struct udf_writer {
    struct fsimage_writer base;
    struct udf_hierarchy hierarchy;
};

static bool has_udf(const struct fsimage_tree *tree)
{
    return (fsimage_tree_file_systems(tree) & FSIMAGE_UDF) != 0;
}

/*
 * One item more: its entry and, for a directory, a block of its own; in the directory it is in a
 * block, or two when that was embedded. A stream may bring a stream directory, too. The largest
 * file has at most so many allocation extents.
 */
#define GROWTH_ENTRIES            4u
#define GROWTH_ALLOCATION_EXTENTS 36u

static uint32_t growth(const struct fsimage_tree *tree)
{
    const uint32_t blocks = GROWTH_ENTRIES + GROWTH_ALLOCATION_EXTENTS;

    if (!has_udf(tree))
        return 0;
    if (!udf_has_metadata(fsimage_tree_udf_revision(tree)))
        return blocks;
    return (blocks + UDF_METADATA_UNIT) * (fsimage_tree_has_redundant_metadata(tree) ? 2 : 1);
}

/* ECMA-167 4/14.9.10: no file that fits on a medium is too large. */
static uint64_t largest_file(const struct fsimage_tree *tree)
{
    (void)tree;
    return UINT64_MAX;
}

static void reserve_region(struct fsimage_planner *planner, enum region_number number,
                           enum fsimage_region_order order, uint32_t start, uint32_t alignment,
                           uint32_t blocks, const char *label)
{
    const struct fsimage_region region = {
        .owner = &udf_writer_class,
        .number = number,
        .order = order,
        .file_system = FSIMAGE_UDF,
        .label = label,
        .blocks = blocks,
        .alignment = alignment,
        .fixed_start = start,
    };

    fsimage_planner_reserve(planner, &region);
}

static void reserve_recognition(struct fsimage_planner *planner)
{
    reserve_region(planner, REGION_BEGINNING, FSIMAGE_ORDER_DESCRIPTORS, FSIMAGE_ANYWHERE, 1, 1,
                   "beginning extended area descriptor");
    reserve_region(planner, REGION_RECOGNITION, FSIMAGE_ORDER_DESCRIPTORS, FSIMAGE_ANYWHERE, 1, 1,
                   "NSR descriptor");
    reserve_region(planner, REGION_TERMINATING, FSIMAGE_ORDER_DESCRIPTORS, FSIMAGE_ANYWHERE, 1, 1,
                   "terminating extended area descriptor");
}

static void reserve_volume(struct fsimage_planner *planner)
{
    uint32_t start = UDF_ANCHOR_BLOCK;

    reserve_region(planner, REGION_ANCHOR, FSIMAGE_ORDER_ANCHOR, start++, 1, 1,
                   "anchor volume descriptor pointer");
    reserve_region(planner, REGION_MAIN_SEQUENCE, FSIMAGE_ORDER_ANCHOR, start, 1,
                   UDF_SEQUENCE_BLOCKS, "main volume descriptor sequence");
    start += UDF_SEQUENCE_BLOCKS;
    reserve_region(planner, REGION_INTEGRITY, FSIMAGE_ORDER_ANCHOR, start, 1, UDF_INTEGRITY_BLOCKS,
                   "logical volume integrity sequence");
    reserve_region(planner, REGION_RESERVE_SEQUENCE, FSIMAGE_ORDER_TRAILER, FSIMAGE_ANYWHERE, 1,
                   UDF_SEQUENCE_BLOCKS, "reserve volume descriptor sequence");
    reserve_region(planner, REGION_LAST_ANCHOR, FSIMAGE_ORDER_TRAILER, FSIMAGE_AT_END, 1, 1,
                   "last anchor volume descriptor pointer");
}

static void reserve_metadata(struct fsimage_planner *planner, uint32_t blocks, bool is_duplicated)
{
    reserve_region(planner, REGION_METADATA_ENTRY, FSIMAGE_ORDER_FILE_SET, FSIMAGE_ANYWHERE,
                   ALIGNMENT, 1, "entry of the metadata file");
    reserve_region(planner, REGION_METADATA, FSIMAGE_ORDER_FILE_SET, FSIMAGE_ANYWHERE, ALIGNMENT,
                   blocks, "metadata file");
    reserve_region(planner, REGION_MIRROR, FSIMAGE_ORDER_TRAILER, FSIMAGE_ANYWHERE, ALIGNMENT,
                   is_duplicated ? blocks : 0, "metadata mirror file");
    reserve_region(planner, REGION_MIRROR_ENTRY, FSIMAGE_ORDER_TRAILER, FSIMAGE_ANYWHERE, 1, 1,
                   "entry of the metadata mirror file");
}

static uint64_t round_up(uint64_t value, uint32_t multiple)
{
    return (value + multiple - 1) / multiple * multiple;
}

static enum status reserve(struct fsimage_tree *tree, struct fsimage_planner *planner)
{
    const bool has_metadata = udf_has_metadata(fsimage_tree_udf_revision(tree));
    struct udf_measure measure;
    enum status status;
    uint64_t blocks;

    if (!has_udf(tree))
        return STATUS_OK;
    status = udf_measure_tree(tree, planner->data_blocks, &measure);
    blocks = round_up(udf_measure_blocks(&measure), has_metadata ? UDF_METADATA_UNIT : 1);
    if (status == STATUS_OK && blocks > FSIMAGE_BLOCKS_MAXIMUM)
        status = STATUS_TOO_LARGE;
    if (status != STATUS_OK)
        return status;
    reserve_recognition(planner);
    if (has_metadata)
        reserve_metadata(planner, (uint32_t)blocks, fsimage_tree_has_redundant_metadata(tree));
    else
        reserve_region(planner, REGION_FILE_SET, FSIMAGE_ORDER_FILE_SET, FSIMAGE_ANYWHERE,
                       ALIGNMENT, (uint32_t)blocks, "file set");
    reserve_volume(planner);
    fsimage_planner_demand_end(planner, END_MULTIPLE, 0);
    return STATUS_OK;
}

/* Where a region begins on the disc. */
static uint32_t start_of(const struct fsimage_layout *layout, enum region_number number)
{
    return layout->session.start +
           fsimage_planner_find(&layout->plan, &udf_writer_class, number)->first;
}

/*
 * What an earlier session recorded keeps its place in the partition. When that session had none the
 * partition begins with the first of its files that is still there.
 */
static uint32_t find_partition_start(const struct fsimage_layout *layout, uint32_t own_start)
{
    uint32_t start = own_start;

    if (layout->session.udf_partition_start != 0)
        return layout->session.udf_partition_start;
    if (!fsimage_tree_is_imported(layout->tree))
        return own_start;
    for (uint32_t item = 0; item < layout->item_count; item++) {
        const struct fsimage_item_info info = fsimage_item_attached_info(layout->tree, item);
        uint32_t count;

        if (!info.is_attached || !info.is_imported)
            continue;
        count = fsimage_layout_run_count(layout, item);
        for (uint32_t i = 0; i < count; i++) {
            const uint32_t location = fsimage_layout_run(layout, item, i).location;

            if (location < start)
                start = location;
        }
    }
    return start / ALIGNMENT * ALIGNMENT;
}

static void place_metadata(const struct fsimage_layout *layout, struct udf_image *image)
{
    const bool is_duplicated = fsimage_tree_has_redundant_metadata(layout->tree);
    const uint32_t origin = image->partition_start;
    const struct fsimage_region *region =
        fsimage_planner_find(&layout->plan, &udf_writer_class, REGION_METADATA);
    const uint32_t start = start_of(layout, REGION_METADATA) - origin;

    image->has_metadata = true;
    image->file_set_partition = 1;
    image->file_set_block = 0;
    image->metadata = (struct udf_metadata){
        .entry = start_of(layout, REGION_METADATA_ENTRY) - origin,
        .start = start,
        .mirror_entry = start_of(layout, REGION_MIRROR_ENTRY) - origin,
        .mirror_start = is_duplicated ? start_of(layout, REGION_MIRROR) - origin : start,
        .blocks = region->blocks,
        .is_duplicated = is_duplicated,
    };
}

static struct udf_image place_image(const struct fsimage_layout *layout)
{
    const unsigned revision = fsimage_tree_udf_revision(layout->tree);
    const uint32_t own_start =
        start_of(layout, udf_has_metadata(revision) ? REGION_METADATA_ENTRY : REGION_FILE_SET);
    struct udf_image image = {
        .layout = layout,
        .revision = revision,
        .style = { .version = udf_tag_version(revision),
                   .serial = (uint16_t)layout->session.number },
        .main_sequence = start_of(layout, REGION_MAIN_SEQUENCE),
        .reserve_sequence = start_of(layout, REGION_RESERVE_SEQUENCE),
        .integrity_sequence = start_of(layout, REGION_INTEGRITY),
        .partition_start = find_partition_start(layout, own_start),
    };

    image.partition_length = image.reserve_sequence - image.partition_start;
    image.file_set_block = own_start - image.partition_start;
    if (udf_has_metadata(revision))
        place_metadata(layout, &image);
    return image;
}

static void destroy(struct fsimage_writer *writer)
{
    struct udf_writer *destroyed = (struct udf_writer *)writer;

    udf_hierarchy_release(&destroyed->hierarchy);
    memory_free(destroyed);
}

static enum status create(const struct fsimage_layout *layout, struct fsimage_writer **writer)
{
    const struct udf_image image = place_image(layout);
    struct udf_writer *created = memory_allocate(1, sizeof(*created));
    enum status status;

    *writer = NULL;
    if (created == NULL)
        return STATUS_NO_MEMORY;
    created->base.class = &udf_writer_class;
    status = udf_hierarchy_init(&created->hierarchy, layout, &image);
    if (status != STATUS_OK) {
        memory_free(created);
        return status;
    }
    *writer = &created->base;
    return STATUS_OK;
}

/* OSTA UDF 2.2.13: found through the partition map alone, not through any directory. */
static void emit_metadata_entry(const struct udf_image *image, bool is_mirror, uint8_t *out)
{
    const struct udf_metadata *metadata = &image->metadata;
    const uint32_t location = is_mirror ? metadata->mirror_entry : metadata->entry;
    const uint64_t size = (uint64_t)metadata->blocks * UDF_BLOCK_SIZE;
    const size_t head_size = udf_icb_head_size(image->revision);
    const struct udf_allocation_style style = udf_allocation_style_own(image);
    struct udf_allocation allocation =
        udf_allocation_of_run(is_mirror ? metadata->mirror_start : metadata->start, size);
    struct udf_icb entry = {
        .file_type = is_mirror ? UDF_FILE_METADATA_MIRROR : UDF_FILE_METADATA,
        .allocation = style.allocation,
        .size = size,
        .object_size = size,
        .blocks = metadata->blocks,
        .times = fsimage_times_at(image->layout->image_time),
    };

    memset(out, 0, UDF_BLOCK_SIZE);
    entry.descriptors_length =
        udf_allocation_encode(&allocation, &style, UDF_BLOCK_SIZE - head_size, 0, out + head_size);
    udf_icb_encode(&entry, image, location, out);
}

/* A block of what is no file set. */
static void emit_structure(const struct udf_image *image, enum region_number number, uint32_t block,
                           uint8_t *out)
{
    switch (number) {
    case REGION_BEGINNING:
        udf_recognition_emit("BEA01", out);
        break;
    case REGION_RECOGNITION:
        udf_recognition_emit(udf_recognition_identifier(image->revision), out);
        break;
    case REGION_TERMINATING:
        udf_recognition_emit("TEA01", out);
        break;
    case REGION_ANCHOR:
    case REGION_LAST_ANCHOR:
        udf_anchor_emit(image, start_of(image->layout, number), out);
        break;
    case REGION_MAIN_SEQUENCE:
        udf_sequence_emit(image, image->main_sequence, block, out);
        break;
    case REGION_RESERVE_SEQUENCE:
        udf_sequence_emit(image, image->reserve_sequence, block, out);
        break;
    case REGION_INTEGRITY:
        udf_integrity_emit(image, block, out);
        break;
    case REGION_METADATA_ENTRY:
    case REGION_MIRROR_ENTRY:
        emit_metadata_entry(image, number == REGION_MIRROR_ENTRY, out);
        break;
    case REGION_FILE_SET:
    case REGION_METADATA:
    case REGION_MIRROR:
        break;
    }
}

static bool is_file_set(enum region_number number)
{
    return number == REGION_FILE_SET || number == REGION_METADATA || number == REGION_MIRROR;
}

static enum status emit(const struct fsimage_writer *writer, uint32_t region, uint32_t block,
                        uint32_t count, uint8_t *out, struct fsimage_content *content,
                        struct fsimage_problem *problem)
{
    const struct udf_writer *udf = (const struct udf_writer *)writer;
    const enum region_number number = (enum region_number)region;

    if (is_file_set(number))
        return udf_hierarchy_emit(&udf->hierarchy, block, count, out, content, problem);
    for (uint32_t i = 0; i < count; i++)
        emit_structure(&udf->hierarchy.image, number, block + i, out + (size_t)i * UDF_BLOCK_SIZE);
    return STATUS_OK;
}

static void emit_disc_anchor(const struct fsimage_writer *writer, uint8_t *out)
{
    const struct udf_writer *udf = (const struct udf_writer *)writer;

    udf_anchor_emit(&udf->hierarchy.image, UDF_ANCHOR_BLOCK, out);
}

const struct fsimage_writer_class udf_writer_class = {
    .file_systems = FSIMAGE_UDF,
    .growth = growth,
    .largest_file = largest_file,
    .reserve = reserve,
    .create = create,
    .emit = emit,
    .emit_disc_anchor = emit_disc_anchor,
    .destroy = destroy,
};
