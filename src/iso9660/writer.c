/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ECMA-119 and Joliet as a file system of an image. */
#include "iso9660/writer.h"

#include "base/memory.h"
#include "fsimage/layout.h"
#include "iso9660/descriptor.h"
#include "iso9660/hierarchy.h"

/* CD drives cannot record a track of less than four seconds; DVDs are written by 16 blocks. */
#define END_MULTIPLE 16u
#define END_MINIMUM  300u

/*
 * One item more: a block of the directory it is in, twice; for a directory its own block and one of
 * each path table, twice again.
 */
#define GROWTH_MAXIMUM 8u

#define FILE_MAXIMUM        UINT32_MAX           /* ECMA-119 9.1.4: one extent */
#define FILE_MAXIMUM_STRICT UINT64_C(2147483648) /* what the original accepts */

enum region_number {
    REGION_PRIMARY,
    REGION_SUPPLEMENTARY,
    REGION_TERMINATOR,
    REGION_ISO_TABLE_L,
    REGION_ISO_TABLE_M,
    REGION_JOLIET_TABLE_L,
    REGION_JOLIET_TABLE_M,
    REGION_ISO_DIRECTORIES,
    REGION_JOLIET_DIRECTORIES,
};

struct iso9660_writer {
    struct fsimage_writer base;
    struct iso9660_hierarchy iso;
    struct iso9660_hierarchy joliet;
    struct iso9660_tables iso_tables;
    struct iso9660_tables joliet_tables;
};

static uint64_t largest_file(const struct fsimage_tree *tree)
{
    return fsimage_tree_is_strict(tree) ? FILE_MAXIMUM_STRICT : FILE_MAXIMUM;
}

static uint32_t growth(const struct fsimage_tree *tree)
{
    return (fsimage_tree_file_systems(tree) & FSIMAGE_ISO9660) != 0 ? GROWTH_MAXIMUM : 0;
}

static void reserve_region(struct fsimage_planner *planner, enum region_number number,
                           enum fsimage_region_order order, enum fsimage_file_system file_system,
                           uint32_t blocks, const char *label)
{
    const struct fsimage_region region = {
        .owner = &iso9660_writer_class,
        .number = number,
        .order = order,
        .file_system = file_system,
        .label = label,
        .blocks = blocks,
        .alignment = 1,
        .fixed_start = FSIMAGE_ANYWHERE,
    };

    fsimage_planner_reserve(planner, &region);
}

static void reserve_descriptors(struct fsimage_planner *planner, bool has_joliet)
{
    reserve_region(planner, REGION_PRIMARY, FSIMAGE_ORDER_DESCRIPTORS, FSIMAGE_ISO9660, 1,
                   "primary volume descriptor");
    reserve_region(planner, REGION_SUPPLEMENTARY, FSIMAGE_ORDER_DESCRIPTORS, FSIMAGE_JOLIET,
                   has_joliet, "supplementary volume descriptor");
    reserve_region(planner, REGION_TERMINATOR, FSIMAGE_ORDER_DESCRIPTORS, FSIMAGE_ISO9660, 1,
                   "volume descriptor set terminator");
}

static void reserve_tables(struct fsimage_planner *planner, enum region_number type_l,
                           enum region_number type_m, enum fsimage_file_system file_system,
                           const struct iso9660_measure *measure)
{
    const uint32_t blocks = (uint32_t)fsimage_blocks_of(measure->table_bytes);

    reserve_region(planner, type_l, FSIMAGE_ORDER_METADATA, file_system, blocks,
                   "type L path table");
    reserve_region(planner, type_m, FSIMAGE_ORDER_METADATA, file_system, blocks,
                   "type M path table");
}

static enum status reserve(struct fsimage_tree *tree, struct fsimage_planner *planner)
{
    const bool has_joliet = (fsimage_tree_file_systems(tree) & FSIMAGE_JOLIET) != 0;
    struct iso9660_measure iso;
    struct iso9660_measure joliet = { 0 };
    enum status status;

    if ((fsimage_tree_file_systems(tree) & FSIMAGE_ISO9660) == 0)
        return STATUS_OK;
    status = iso9660_hierarchy_measure(tree, FSIMAGE_ISO9660, &iso);
    if (status == STATUS_OK && has_joliet)
        status = iso9660_hierarchy_measure(tree, FSIMAGE_JOLIET, &joliet);
    if (status != STATUS_OK)
        return status;
    reserve_descriptors(planner, has_joliet);
    reserve_tables(planner, REGION_ISO_TABLE_L, REGION_ISO_TABLE_M, FSIMAGE_ISO9660, &iso);
    reserve_tables(planner, REGION_JOLIET_TABLE_L, REGION_JOLIET_TABLE_M, FSIMAGE_JOLIET, &joliet);
    reserve_region(planner, REGION_ISO_DIRECTORIES, FSIMAGE_ORDER_METADATA, FSIMAGE_ISO9660,
                   iso.directory_blocks, "directories");
    reserve_region(planner, REGION_JOLIET_DIRECTORIES, FSIMAGE_ORDER_METADATA, FSIMAGE_JOLIET,
                   joliet.directory_blocks, "directories");
    fsimage_planner_demand_end(planner, END_MULTIPLE, END_MINIMUM);
    return STATUS_OK;
}

static uint32_t region_start(const struct fsimage_layout *layout, enum region_number number)
{
    return fsimage_planner_find(&layout->plan, &iso9660_writer_class, number)->first;
}

static struct iso9660_tables tables_at(const struct fsimage_layout *layout,
                                       enum region_number type_l, enum region_number type_m)
{
    return (struct iso9660_tables){
        .type_l = layout->session.start + region_start(layout, type_l),
        .type_m = layout->session.start + region_start(layout, type_m),
    };
}

static void destroy(struct fsimage_writer *writer)
{
    struct iso9660_writer *destroyed = (struct iso9660_writer *)writer;

    iso9660_hierarchy_release(&destroyed->iso);
    iso9660_hierarchy_release(&destroyed->joliet);
    memory_free(destroyed);
}

static enum status create(const struct fsimage_layout *layout, struct fsimage_writer **writer)
{
    struct iso9660_writer *created = memory_allocate(1, sizeof(*created));
    enum status status;

    *writer = NULL;
    if (created == NULL)
        return STATUS_NO_MEMORY;
    created->base.class = &iso9660_writer_class;
    created->iso_tables = tables_at(layout, REGION_ISO_TABLE_L, REGION_ISO_TABLE_M);
    status = iso9660_hierarchy_init(&created->iso, layout, FSIMAGE_ISO9660,
                                    region_start(layout, REGION_ISO_DIRECTORIES));
    if (status == STATUS_OK && (layout->file_systems & FSIMAGE_JOLIET) != 0) {
        created->joliet_tables = tables_at(layout, REGION_JOLIET_TABLE_L, REGION_JOLIET_TABLE_M);
        status = iso9660_hierarchy_init(&created->joliet, layout, FSIMAGE_JOLIET,
                                        region_start(layout, REGION_JOLIET_DIRECTORIES));
    }
    if (status != STATUS_OK) {
        destroy(&created->base);
        return status;
    }
    *writer = &created->base;
    return STATUS_OK;
}

static enum status emit(const struct fsimage_writer *writer, uint32_t region, uint32_t block,
                        uint32_t count, uint8_t *out, struct fsimage_content *content,
                        struct fsimage_problem *problem)
{
    const struct iso9660_writer *iso9660 = (const struct iso9660_writer *)writer;

    (void)content, (void)problem;
    switch ((enum region_number)region) {
    case REGION_PRIMARY:
        iso9660_descriptor_emit(&iso9660->iso, &iso9660->iso_tables, out);
        break;
    case REGION_SUPPLEMENTARY:
        iso9660_descriptor_emit(&iso9660->joliet, &iso9660->joliet_tables, out);
        break;
    case REGION_TERMINATOR:
        iso9660_terminator_emit(out);
        break;
    case REGION_ISO_TABLE_L:
    case REGION_ISO_TABLE_M:
        iso9660_path_table_emit(&iso9660->iso, region == REGION_ISO_TABLE_M, block, count, out);
        break;
    case REGION_JOLIET_TABLE_L:
    case REGION_JOLIET_TABLE_M:
        iso9660_path_table_emit(&iso9660->joliet, region == REGION_JOLIET_TABLE_M, block, count,
                                out);
        break;
    case REGION_ISO_DIRECTORIES:
        iso9660_hierarchy_emit(&iso9660->iso, block, count, out);
        break;
    case REGION_JOLIET_DIRECTORIES:
        iso9660_hierarchy_emit(&iso9660->joliet, block, count, out);
        break;
    }
    return STATUS_OK;
}

const struct fsimage_writer_class iso9660_writer_class = {
    .file_systems = FSIMAGE_ISO9660 | FSIMAGE_JOLIET,
    .growth = growth,
    .largest_file = largest_file,
    .reserve = reserve,
    .create = create,
    .emit = emit,
    .destroy = destroy,
};
