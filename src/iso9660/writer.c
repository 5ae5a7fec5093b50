/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ECMA-119 and Joliet as a file system of an image, and El Torito with any. */
#include "iso9660/writer.h"

#include "base/memory.h"
#include "fsimage/boot.h"
#include "fsimage/layout.h"
#include "iso9660/descriptor.h"
#include "iso9660/el_torito.h"
#include "iso9660/hierarchy.h"

/* CD drives cannot record a track of less than four seconds; DVDs are written by 16 blocks. */
#define END_MULTIPLE 16u
#define END_MINIMUM  300u

/*
 * One item more: a block of the directory it is in, twice; for a directory its own block and one of
 * each path table, twice again.
 */
#define GROWTH_MAXIMUM 8u

/* At level 3 a file may have as many records as 4 GiB go into an image, each twice. */
#define GROWTH_MAXIMUM_LEVEL_3 256u

#define FILE_MAXIMUM        UINT32_MAX           /* ECMA-119 9.1.4: one extent */
#define FILE_MAXIMUM_STRICT UINT64_C(2147483648) /* what the original accepts */

enum region_number {
    REGION_PRIMARY,
    REGION_BOOT_RECORD,
    REGION_SUPPLEMENTARY,
    REGION_TERMINATOR,
    REGION_BOOT_CATALOG,
    REGION_BOOT_IMAGES,
    REGION_ISO_TABLE_L,
    REGION_ISO_TABLE_M,
    REGION_JOLIET_TABLE_L,
    REGION_JOLIET_TABLE_M,
    REGION_ISO_DIRECTORIES,
    REGION_JOLIET_DIRECTORIES,
};

struct iso9660_writer {
    struct fsimage_writer base;
    const struct fsimage_tree *tree;
    struct iso9660_hierarchy iso;
    struct iso9660_hierarchy joliet;
    struct iso9660_tables iso_tables;
    struct iso9660_tables joliet_tables;
    struct iso9660_boot_places boot;
};

/* Interchange level 3 (ECMA-119 10.3) has files of several sections. */
static uint64_t largest_file(const struct fsimage_tree *tree)
{
    if (fsimage_tree_iso_level(tree) == 3)
        return UINT64_MAX;
    return fsimage_tree_is_strict(tree) ? FILE_MAXIMUM_STRICT : FILE_MAXIMUM;
}

static bool has_hierarchy(unsigned file_systems)
{
    return (file_systems & FSIMAGE_ISO9660) != 0;
}

static uint32_t growth(const struct fsimage_tree *tree)
{
    if (!has_hierarchy(fsimage_tree_file_systems(tree)))
        return 0;
    return fsimage_tree_iso_level(tree) == 3 ? GROWTH_MAXIMUM_LEVEL_3 : GROWTH_MAXIMUM;
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

/* The boot record has to be the second of them (El Torito 1.0, 2.0). */
static void reserve_descriptors(struct fsimage_planner *planner, bool has_boot, bool has_joliet,
                                enum fsimage_file_system owner)
{
    reserve_region(planner, REGION_PRIMARY, FSIMAGE_ORDER_DESCRIPTORS, owner, 1,
                   "primary volume descriptor");
    reserve_region(planner, REGION_BOOT_RECORD, FSIMAGE_ORDER_DESCRIPTORS, FSIMAGE_BOOT, has_boot,
                   "record");
    reserve_region(planner, REGION_SUPPLEMENTARY, FSIMAGE_ORDER_DESCRIPTORS, FSIMAGE_JOLIET,
                   has_joliet, "supplementary volume descriptor");
    reserve_region(planner, REGION_TERMINATOR, FSIMAGE_ORDER_DESCRIPTORS, owner, 1,
                   "volume descriptor set terminator");
}

static void reserve_boot(const struct fsimage_tree *tree, struct fsimage_planner *planner)
{
    if (fsimage_tree_boot_image_count(tree) == 0)
        return;
    reserve_region(planner, REGION_BOOT_CATALOG, FSIMAGE_ORDER_METADATA, FSIMAGE_BOOT, 1,
                   "catalog");
    reserve_region(planner, REGION_BOOT_IMAGES, FSIMAGE_ORDER_METADATA, FSIMAGE_BOOT,
                   (uint32_t)iso9660_boot_images_blocks(tree), "images");
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

static void reserve_directories(struct fsimage_planner *planner, enum region_number number,
                                enum fsimage_file_system file_system,
                                const struct iso9660_measure *measure)
{
    reserve_region(planner, number, FSIMAGE_ORDER_METADATA, file_system, measure->directory_blocks,
                   "directories");
}

/*
 * UEFI wants descriptors of ECMA-119 on every disc that it boots: beside UDF alone stands a root
 * without anything in it, which nobody is to take for a file system.
 */
static void reserve_stub(struct fsimage_planner *planner)
{
    const struct iso9660_measure empty = iso9660_hierarchy_measure_empty();

    reserve_descriptors(planner, true, false, FSIMAGE_BOOT);
    reserve_directories(planner, REGION_ISO_DIRECTORIES, FSIMAGE_BOOT, &empty);
    reserve_tables(planner, REGION_ISO_TABLE_L, REGION_ISO_TABLE_M, FSIMAGE_BOOT, &empty);
}

/* Path tables follow the descriptors; where UDF lies between, each its own directories. */
static void reserve_trees(struct fsimage_planner *planner, bool has_udf,
                          const struct iso9660_measure *iso, const struct iso9660_measure *joliet)
{
    if (has_udf)
        reserve_directories(planner, REGION_ISO_DIRECTORIES, FSIMAGE_ISO9660, iso);
    reserve_tables(planner, REGION_ISO_TABLE_L, REGION_ISO_TABLE_M, FSIMAGE_ISO9660, iso);
    if (has_udf)
        reserve_directories(planner, REGION_JOLIET_DIRECTORIES, FSIMAGE_JOLIET, joliet);
    reserve_tables(planner, REGION_JOLIET_TABLE_L, REGION_JOLIET_TABLE_M, FSIMAGE_JOLIET, joliet);
    if (has_udf)
        return;
    reserve_directories(planner, REGION_ISO_DIRECTORIES, FSIMAGE_ISO9660, iso);
    reserve_directories(planner, REGION_JOLIET_DIRECTORIES, FSIMAGE_JOLIET, joliet);
}

static enum status reserve_hierarchies(struct fsimage_tree *tree, struct fsimage_planner *planner)
{
    const unsigned file_systems = fsimage_tree_file_systems(tree);
    const bool has_joliet = (file_systems & FSIMAGE_JOLIET) != 0;
    const bool has_boot = fsimage_tree_boot_image_count(tree) != 0;
    struct iso9660_measure iso;
    struct iso9660_measure joliet = { 0 };
    enum status status = iso9660_hierarchy_measure(tree, FSIMAGE_ISO9660, &iso);

    if (status == STATUS_OK && has_joliet)
        status = iso9660_hierarchy_measure(tree, FSIMAGE_JOLIET, &joliet);
    if (status != STATUS_OK)
        return status;
    reserve_descriptors(planner, has_boot, has_joliet, FSIMAGE_ISO9660);
    reserve_trees(planner, (file_systems & FSIMAGE_UDF) != 0, &iso, &joliet);
    fsimage_planner_demand_end(planner, END_MULTIPLE, END_MINIMUM);
    return STATUS_OK;
}

static enum status reserve(struct fsimage_tree *tree, struct fsimage_planner *planner)
{
    enum status status = STATUS_OK;

    if (iso9660_boot_images_blocks(tree) > FSIMAGE_BLOCKS_MAXIMUM)
        return STATUS_TOO_LARGE;
    if (has_hierarchy(fsimage_tree_file_systems(tree)))
        status = reserve_hierarchies(tree, planner);
    else if (fsimage_tree_boot_image_count(tree) != 0)
        reserve_stub(planner);
    if (status == STATUS_OK)
        reserve_boot(tree, planner);
    return status;
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

static struct iso9660_boot_places boot_places(const struct fsimage_layout *layout)
{
    const uint32_t session = layout->session.start;

    if (fsimage_tree_boot_image_count(layout->tree) == 0)
        return (struct iso9660_boot_places){ 0 };
    return (struct iso9660_boot_places){
        .primary_descriptor = session + region_start(layout, REGION_PRIMARY),
        .catalog = session + region_start(layout, REGION_BOOT_CATALOG),
        .images = session + region_start(layout, REGION_BOOT_IMAGES),
    };
}

static enum status init_hierarchies(struct iso9660_writer *writer,
                                    const struct fsimage_layout *layout)
{
    const uint32_t iso_start = region_start(layout, REGION_ISO_DIRECTORIES);
    enum status status;

    writer->iso_tables = tables_at(layout, REGION_ISO_TABLE_L, REGION_ISO_TABLE_M);
    if (!has_hierarchy(layout->file_systems))
        return iso9660_hierarchy_init_empty(&writer->iso, layout, iso_start);
    status = iso9660_hierarchy_init(&writer->iso, layout, FSIMAGE_ISO9660, iso_start);
    if (status != STATUS_OK || (layout->file_systems & FSIMAGE_JOLIET) == 0)
        return status;
    writer->joliet_tables = tables_at(layout, REGION_JOLIET_TABLE_L, REGION_JOLIET_TABLE_M);
    return iso9660_hierarchy_init(&writer->joliet, layout, FSIMAGE_JOLIET,
                                  region_start(layout, REGION_JOLIET_DIRECTORIES));
}

static enum status create(const struct fsimage_layout *layout, struct fsimage_writer **writer)
{
    struct iso9660_writer *created = memory_allocate(1, sizeof(*created));
    enum status status;

    *writer = NULL;
    if (created == NULL)
        return STATUS_NO_MEMORY;
    created->base.class = &iso9660_writer_class;
    created->tree = layout->tree;
    created->boot = boot_places(layout);
    status = init_hierarchies(created, layout);
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

    (void)content;
    switch ((enum region_number)region) {
    case REGION_PRIMARY:
        iso9660_descriptor_emit(&iso9660->iso, &iso9660->iso_tables, out);
        break;
    case REGION_BOOT_RECORD:
        iso9660_boot_record_emit(&iso9660->boot, out);
        break;
    case REGION_SUPPLEMENTARY:
        iso9660_descriptor_emit(&iso9660->joliet, &iso9660->joliet_tables, out);
        break;
    case REGION_TERMINATOR:
        iso9660_terminator_emit(out);
        break;
    case REGION_BOOT_CATALOG:
        iso9660_boot_catalog_emit(iso9660->tree, &iso9660->boot, out);
        break;
    case REGION_BOOT_IMAGES:
        return iso9660_boot_images_emit(iso9660->tree, &iso9660->boot, block, count, out, problem);
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
