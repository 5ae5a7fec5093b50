/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of iso9660/el_torito.h: what a BIOS or UEFI finds on an image that boots. */
#include "support/cmocka_all.h"

#include "base/memory.h"
#include "fsimage/layout.h"
#include "iso9660/boot_image.h"
#include "iso9660/el_torito.h"
#include "iso9660/reader.h"
#include "iso9660/writer.h"
#include "stream/memory_source.h"
#include "stream/zero_source.h"
#include "unit/iso9660/disc.h"

#include <stdlib.h>
#include <string.h>

#define EFI 0xEF

/* UDF as far as descriptors of ECMA-119 are concerned: those that follow them. */
static uint32_t udf_growth(const struct fsimage_tree *tree)
{
    (void)tree;
    return 0;
}

static uint64_t udf_largest_file(const struct fsimage_tree *tree)
{
    (void)tree;
    return UINT64_MAX;
}

static enum status udf_reserve(struct fsimage_tree *tree, struct fsimage_planner *planner)
{
    extern const struct fsimage_writer_class udf_stand_in;
    const struct fsimage_region region = {
        .owner = &udf_stand_in,
        .order = FSIMAGE_ORDER_DESCRIPTORS,
        .file_system = FSIMAGE_UDF,
        .label = "volume recognition sequence",
        .blocks = 2,
        .alignment = 1,
        .fixed_start = FSIMAGE_ANYWHERE,
    };

    if ((fsimage_tree_file_systems(tree) & FSIMAGE_UDF) != 0)
        fsimage_planner_reserve(planner, &region);
    return STATUS_OK;
}

static enum status udf_create(const struct fsimage_layout *layout, struct fsimage_writer **writer)
{
    extern const struct fsimage_writer_class udf_stand_in;

    (void)layout;
    *writer = memory_allocate(1, sizeof(**writer));
    (*writer)->class = &udf_stand_in;
    return STATUS_OK;
}

static enum status udf_emit(const struct fsimage_writer *writer, uint32_t region, uint32_t block,
                            uint32_t count, uint8_t *out, struct fsimage_content *content,
                            struct fsimage_problem *problem)
{
    (void)writer, (void)region, (void)content, (void)problem;
    memset(out, 0, (size_t)count * ISO9660_BLOCK_SIZE);
    for (uint32_t i = 0; i < count; i++)
        memcpy(out + (size_t)i * ISO9660_BLOCK_SIZE, block + i == 0 ? "\0BEA01\1" : "\0NSR03\1", 7);
    return STATUS_OK;
}

static void udf_destroy(struct fsimage_writer *writer)
{
    memory_free(writer);
}

extern const struct fsimage_writer_class udf_stand_in;
const struct fsimage_writer_class udf_stand_in = {
    .file_systems = FSIMAGE_UDF,
    .growth = udf_growth,
    .largest_file = udf_largest_file,
    .reserve = udf_reserve,
    .create = udf_create,
    .emit = udf_emit,
    .destroy = udf_destroy,
};

static struct fsimage_tree *make_boot_tree(unsigned file_systems)
{
    static const struct fsimage_writer_class *const writers[] = { &iso9660_writer_class,
                                                                  &udf_stand_in };
    struct fsimage_tree *tree;
    struct fsimage_problem problem;

    assert_int_equal(fsimage_tree_create(writers, 2, &tree), STATUS_OK);
    assert_int_equal(fsimage_tree_set_file_systems(tree, file_systems, &problem), STATUS_OK);
    return tree;
}

static struct fsimage_boot_image image_of(const void *data, size_t size)
{
    struct fsimage_boot_image image = { 0 };

    assert_int_equal(memory_source_create(data, size, &image.source), STATUS_OK);
    return image;
}

static struct fsimage_boot_image image_of_zeros(uint64_t size)
{
    struct fsimage_boot_image image = { 0 };

    assert_int_equal(zero_source_create(size, &image.source), STATUS_OK);
    return image;
}

/* Gives the tree its images, and drops them. */
static void set_images(struct fsimage_tree *tree, struct fsimage_boot_image *images, size_t count)
{
    struct fsimage_problem problem;

    assert_int_equal(fsimage_tree_set_boot_images(tree, images, count, &problem), STATUS_OK);
    for (size_t i = 0; i < count; i++)
        byte_source_drop(&images[i].source);
}

static const uint8_t *catalog_of(const struct image *image)
{
    const struct iso9660_boot_record *record = (const void *)(image->bytes + 17 * 2048);

    assert_int_equal(record->type, 0);
    assert_memory_equal(record->standard_identifier, "CD001\1", 6);
    assert_memory_equal(record->system_identifier, "EL TORITO SPECIFICATION\0\0\0\0\0\0\0\0", 32);
    for (size_t i = 0; i < sizeof(record->unused_39); i++)
        assert_int_equal(record->unused_39[i], 0);
    return block_at(image, le32_get(record->catalog));
}

static void assert_validated(const uint8_t *catalog, uint8_t platform, const char *manufacturer)
{
    char field[25] = { 0 };
    unsigned sum = 0;

    strcpy(field, manufacturer);
    assert_int_equal(catalog[0], 1);
    assert_int_equal(catalog[1], platform);
    assert_int_equal(catalog[2] + catalog[3], 0);
    assert_memory_equal(catalog + 4, field, 24);
    assert_int_equal(catalog[30], 0x55);
    assert_int_equal(catalog[31], 0xAA);
    for (size_t i = 0; i < 32; i += 2)
        sum += catalog[i] + 256u * catalog[i + 1];
    assert_int_equal(sum % 65536, 0);
}

static struct iso9660_boot_entry entry_at(const uint8_t *catalog, size_t index)
{
    struct iso9660_boot_entry entry;

    memcpy(&entry, catalog + 32 * index, sizeof(entry));
    assert_int_equal(entry.indicator, 0x88);
    assert_int_equal(le16_get(entry.load_segment), 0);
    assert_int_equal(entry.unused_5, 0);
    for (size_t i = 0; i < sizeof(entry.selection_criteria); i++)
        assert_int_equal(entry.selection_criteria[i], 0);
    return entry;
}

static void assert_section(const uint8_t *catalog, size_t index, uint8_t indicator,
                           uint8_t platform, const char *manufacturer)
{
    const uint8_t *header = catalog + 32 * index;
    char field[29] = { 0 };

    strcpy(field, manufacturer);
    assert_int_equal(header[0], indicator);
    assert_int_equal(header[1], platform);
    assert_int_equal(header[2], 1);
    assert_int_equal(header[3], 0);
    assert_memory_equal(header + 4, field, 28);
}

static void test_el_torito__one_image(void **state)
{
    struct fsimage_tree *tree = make_boot_tree(FSIMAGE_ISO9660 | FSIMAGE_JOLIET);
    struct fsimage_boot_image boot = image_of("boot!", 5);
    struct iso9660_boot_entry entry;
    struct image image;
    const uint8_t *loaded;

    (void)state;
    memcpy(boot.manufacturer, "Somebody", 8);
    set_images(tree, &boot, 1);
    add_file(tree, u"f", "f", 1);
    image = make_image(tree);
    entry = entry_at(catalog_of(&image), 1);
    assert_validated(catalog_of(&image), 0, "Somebody");
    assert_int_equal(entry.media_type, 0);
    assert_int_equal(entry.system_type, 0);
    assert_int_equal(le16_get(entry.sector_count), 1);
    loaded = block_at(&image, le32_get(entry.location));
    assert_memory_equal(loaded, "boot!", 5);
    for (size_t i = 5; i < 2048; i++)
        assert_int_equal(loaded[i], 0);
    for (size_t i = 64; i < 2048; i++)
        assert_int_equal(catalog_of(&image)[i], 0);
    assert_int_equal(check_hierarchy(&image, descriptor_of(&image, ISO9660_DESCRIPTOR_PRIMARY)), 1);
    assert_int_equal(
        check_hierarchy(&image, descriptor_of(&image, ISO9660_DESCRIPTOR_SUPPLEMENTARY)), 1);
    drop_image(&image);
}

/* A BIOS and UEFI, and two more: one section each behind the first, in their order. */
static void test_el_torito__several_images(void **state)
{
    struct fsimage_tree *tree = make_boot_tree(FSIMAGE_ISO9660);
    struct fsimage_boot_image boots[] = {
        image_of_zeros(4096),
        image_of_zeros(FSIMAGE_BOOT_FLOPPY_1_44_SIZE),
        image_of("ppc", 3),
        image_of_zeros(FSIMAGE_BOOT_FLOPPY_2_88_SIZE),
    };
    static const uint32_t blocks[] = { 2, 720, 1, 1440 };
    struct iso9660_boot_entry entry;
    const uint8_t *catalog;
    struct image image;
    uint32_t location;

    (void)state;
    boots[1].platform = EFI;
    boots[1].emulation = FSIMAGE_BOOT_FLOPPY_1_44;
    boots[2].platform = 1;
    memcpy(boots[2].manufacturer, "Four and twenty letters.", 24);
    boots[3].platform = 2;
    boots[3].emulation = FSIMAGE_BOOT_FLOPPY_2_88;
    set_images(tree, boots, 4);
    image = make_image(tree);
    catalog = catalog_of(&image);
    assert_validated(catalog, 0, "");
    assert_section(catalog, 2, 0x90, EFI, "");
    assert_section(catalog, 4, 0x90, 1, "Four and twenty letters.");
    assert_section(catalog, 6, 0x91, 2, "");
    location = le32_get(entry_at(catalog, 1).location);
    for (size_t i = 0; i < 4; i++) {
        static const uint8_t media_types[] = { 0, 2, 0, 3 };
        static const uint16_t sector_counts[] = { 8, 1, 1, 1 };

        entry = entry_at(catalog, 1 + 2 * i);
        assert_int_equal(entry.media_type, media_types[i]);
        assert_int_equal(le16_get(entry.sector_count), sector_counts[i]);
        assert_int_equal(le32_get(entry.location), location);
        location += blocks[i];
    }
    assert_memory_equal(block_at(&image, le32_get(entry_at(catalog, 5).location)), "ppc", 4);
    drop_image(&image);
}

static void test_el_torito__a_full_catalog(void **state)
{
    struct fsimage_tree *tree = make_boot_tree(FSIMAGE_ISO9660);
    struct fsimage_boot_image boots[FSIMAGE_BOOT_IMAGES_MAXIMUM];
    const uint8_t *catalog;
    struct image image;

    (void)state;
    for (size_t i = 0; i < FSIMAGE_BOOT_IMAGES_MAXIMUM; i++) {
        uint8_t number = (uint8_t)i;

        boots[i] = image_of(&number, 1);
        boots[i].platform = (uint8_t)(4 + i);
    }
    set_images(tree, boots, FSIMAGE_BOOT_IMAGES_MAXIMUM);
    image = make_image(tree);
    catalog = catalog_of(&image);
    for (size_t i = 1; i < FSIMAGE_BOOT_IMAGES_MAXIMUM; i++) {
        const uint8_t is_last = i + 1 == FSIMAGE_BOOT_IMAGES_MAXIMUM;

        assert_section(catalog, 2 * i, (uint8_t)(0x90 + is_last), (uint8_t)(4 + i), "");
        assert_int_equal(*block_at(&image, le32_get(entry_at(catalog, 2 * i + 1).location)), i);
    }
    drop_image(&image);
}

static void test_el_torito__hard_disk(void **state)
{
    struct fsimage_tree *tree = make_boot_tree(FSIMAGE_ISO9660);
    uint8_t disk[5000] = { 0 };
    struct fsimage_boot_image boot;
    struct iso9660_boot_entry entry;
    struct image image;

    (void)state;
    disk[446 + 2 * 16 + 4] = 0x0C;
    disk[510] = 0x55;
    disk[511] = 0xAA;
    boot = image_of(disk, sizeof(disk));
    boot.emulation = FSIMAGE_BOOT_HARD_DISK;
    set_images(tree, &boot, 1);
    image = make_image(tree);
    entry = entry_at(catalog_of(&image), 1);
    assert_int_equal(entry.media_type, 4);
    assert_int_equal(entry.system_type, 0x0C);
    assert_int_equal(le16_get(entry.sector_count), 1);
    assert_memory_equal(block_at(&image, le32_get(entry.location)), disk, 2048);
    drop_image(&image);
}

/* What is loaded without emulation, counted in sectors of 512 bytes. */
static uint16_t sector_count_of(uint64_t size, uint8_t platform)
{
    struct fsimage_tree *tree = make_boot_tree(FSIMAGE_ISO9660);
    struct fsimage_boot_image boot = image_of_zeros(size);
    struct fsimage_result *result;
    struct byte_source *source;
    struct iso9660_boot_record record;
    struct iso9660_boot_entry entry;

    boot.platform = platform;
    set_images(tree, &boot, 1);
    result = make_result(tree);
    assert_int_equal(fsimage_result_source(result, &source), STATUS_OK);
    assert_int_equal(byte_source_read_exact(source, 17 * 2048, &record, sizeof(record)), STATUS_OK);
    assert_int_equal(byte_source_read_exact(source, le32_get(record.catalog) * UINT64_C(2048) + 32,
                                            &entry, sizeof(entry)),
                     STATUS_OK);
    byte_source_drop(&source);
    fsimage_result_drop(&result);
    fsimage_tree_drop(&tree);
    return le16_get(entry.sector_count);
}

static void test_el_torito__sector_counts(void **state)
{
    (void)state;
    assert_int_equal(sector_count_of(1, 0), 1);
    assert_int_equal(sector_count_of(512, 0), 1);
    assert_int_equal(sector_count_of(513, 0), 2);
    assert_int_equal(sector_count_of(65535 * 512, 0), 65535);
    assert_int_equal(sector_count_of(65535 * 512 + 1, 0), 65535);
    assert_int_equal(sector_count_of(65535 * 512, EFI), 65535);
    assert_int_equal(sector_count_of(65535 * 512 + 1, EFI), 0);
}

static uint32_t word_sum(const uint8_t *bytes, size_t size)
{
    uint32_t sum = 0;

    for (size_t i = 0; i + 4 <= size; i += 4)
        sum += le32_get((le32){ { bytes[i], bytes[i + 1], bytes[i + 2], bytes[i + 3] } });
    return sum;
}

static void test_el_torito__boot_information_table(void **state)
{
    struct fsimage_tree *tree = make_boot_tree(FSIMAGE_ISO9660);
    uint8_t loader[5003];
    uint8_t padded[5004] = { 0 };
    struct iso9660_boot_info_table table;
    struct fsimage_boot_image boot;
    struct image image;
    const uint8_t *recorded;
    uint32_t location;

    (void)state;
    for (size_t i = 0; i < sizeof(loader); i++)
        loader[i] = (uint8_t)(i * 7 + i / 256);
    memcpy(padded, loader, sizeof(loader));
    boot = image_of(loader, sizeof(loader));
    boot.patch_info_table = true;
    set_images(tree, &boot, 1);
    image = make_image(tree);
    location = le32_get(entry_at(catalog_of(&image), 1).location);
    recorded = block_at(&image, location);
    memcpy(&table, recorded + 8, sizeof(table));
    assert_int_equal(le32_get(table.primary_descriptor), 16);
    assert_int_equal(le32_get(table.location), location);
    assert_int_equal(le32_get(table.size), sizeof(loader));
    assert_int_equal(le32_get(table.checksum), word_sum(padded + 64, sizeof(padded) - 64));
    for (size_t i = 0; i < sizeof(table.reserved_16); i++)
        assert_int_equal(table.reserved_16[i], 0);
    assert_memory_equal(recorded, loader, 8);
    assert_memory_equal(recorded + 64, loader + 64, sizeof(loader) - 64);
    drop_image(&image);
}

static void test_el_torito__beside_udf_alone(void **state)
{
    struct fsimage_tree *tree = make_boot_tree(FSIMAGE_UDF);
    struct fsimage_boot_image boot = image_of("efi", 3);
    const struct iso9660_volume_descriptor *primary;
    struct listing listing;
    struct byte_source *source;
    struct image image;

    (void)state;
    add_directory(tree, u"d");
    add_file(tree, u"d\\f", "f", 1);
    set_images(tree, &boot, 1);
    image = make_image(tree);
    primary = descriptor_of(&image, ISO9660_DESCRIPTOR_PRIMARY);
    assert_memory_equal(primary->volume_identifier, "TEST ", 5);
    assert_int_equal(le32_get(primary->volume_space_size.le), image.blocks);
    assert_int_equal(le32_get(primary->path_table_size.le), 10);
    assert_int_equal(image.bytes[18 * 2048], 255);
    assert_memory_equal(image.bytes + 19 * 2048, "\0BEA01", 6);
    assert_memory_equal(image.bytes + 20 * 2048, "\0NSR03", 6);
    assert_memory_equal(block_at(&image, le32_get(primary->root.record.extent.le)), &primary->root,
                        34);
    assert_int_equal(block_at(&image, le32_get(primary->root.record.extent.le))[2 * 34], 0);
    assert_memory_equal(block_at(&image, le32_get(primary->type_l_path_table)) + 2,
                        &primary->root.record.extent.le, 4);
    assert_memory_equal(block_at(&image, be32_get(primary->type_m_path_table)) + 2,
                        &primary->root.record.extent.be, 4);
    assert_memory_equal(block_at(&image, le32_get(entry_at(catalog_of(&image), 1).location)), "efi",
                        4);

    /* It stands for no file system. */
    assert_int_equal(memory_source_create(image.bytes, (size_t)image.blocks * 2048, &source),
                     STATUS_OK);
    list_source(&iso9660_volume_reader_class, source, 0, &listing);
    assert_int_equal(listing.status, STATUS_NOT_FOUND);
    byte_source_drop(&source);
    drop_image(&image);
}

/* Without boot images UDF alone has no descriptor of ECMA-119. */
static void test_el_torito__leaves_udf_alone(void **state)
{
    struct image image = make_image(make_boot_tree(FSIMAGE_UDF));

    (void)state;
    assert_memory_equal(image.bytes + 16 * 2048, "\0BEA01", 6);
    drop_image(&image);
}

/* Blocks of images have progress ranges of their own. */
static void test_el_torito__progress(void **state)
{
    struct fsimage_tree *tree = make_boot_tree(FSIMAGE_ISO9660);
    struct fsimage_boot_image boot = image_of_zeros(10 * 2048);
    struct iso9660_boot_entry entry;
    struct fsimage_progress_range range;
    struct image image;
    uint32_t index;

    (void)state;
    set_images(tree, &boot, 1);
    image = make_image(tree);
    entry = entry_at(catalog_of(&image), 1);
    assert_int_equal(
        fsimage_progress_find_block(image.result, le32_get(entry.location) + 9, &index), STATUS_OK);
    range = fsimage_progress_at(image.result, index);
    assert_int_equal(range.item, FSIMAGE_NO_ITEM);
    assert_int_equal(range.file_system, FSIMAGE_BOOT);
    drop_image(&image);
}

/* A source that says it has more than it gives, or fails. */
struct odd_source {
    struct byte_source base;
    enum status status;
    size_t given;
};

static enum status odd_read_at(struct byte_source *source, uint64_t offset, void *buffer,
                               size_t size, size_t *read)
{
    const struct odd_source *odd = (const struct odd_source *)source;

    (void)offset;
    *read = size < odd->given ? size : odd->given;
    memset(buffer, 0, *read);
    return odd->status;
}

static void odd_destroy(struct byte_source *source)
{
    (void)source;
}

static void assert_reading_fails(struct odd_source *odd, bool has_table, enum status status,
                                 enum fsimage_problem_kind kind)
{
    static const struct byte_source_ops ops = { .read_at = odd_read_at, .destroy = odd_destroy };
    struct fsimage_tree *tree = make_boot_tree(FSIMAGE_ISO9660);
    struct fsimage_boot_image boot = { .source = &odd->base, .patch_info_table = has_table };
    struct fsimage_result *result;
    struct byte_source *reader;
    uint8_t *bytes = malloc(300 * 2048);

    byte_source_init(&odd->base, &ops, 5000);
    set_images(tree, &boot, 1);
    result = make_result(tree);
    assert_int_equal(fsimage_reader_create(result, &reader), STATUS_OK);
    assert_int_equal(byte_source_read_exact(reader, 0, bytes, 300 * 2048), status);
    assert_problem(fsimage_reader_problem(reader), kind, u"Boot");
    byte_source_drop(&reader);
    fsimage_result_drop(&result);
    fsimage_tree_drop(&tree);
    free(bytes);
}

static void test_el_torito__images_that_cannot_be_read(void **state)
{
    (void)state;
    assert_reading_fails(&(struct odd_source){ .status = STATUS_IO }, false, STATUS_IO,
                         FSIMAGE_PROBLEM_SOURCE_READ_FAILURE);
    assert_reading_fails(&(struct odd_source){ .given = 100 }, false, STATUS_CHANGED,
                         FSIMAGE_PROBLEM_SOURCE_INCONSISTENT);
    assert_reading_fails(&(struct odd_source){ .given = 2040 }, true, STATUS_CHANGED,
                         FSIMAGE_PROBLEM_SOURCE_INCONSISTENT);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_el_torito__one_image),
        cmocka_unit_test(test_el_torito__several_images),
        cmocka_unit_test(test_el_torito__a_full_catalog),
        cmocka_unit_test(test_el_torito__hard_disk),
        cmocka_unit_test(test_el_torito__sector_counts),
        cmocka_unit_test(test_el_torito__boot_information_table),
        cmocka_unit_test(test_el_torito__beside_udf_alone),
        cmocka_unit_test(test_el_torito__leaves_udf_alone),
        cmocka_unit_test(test_el_torito__progress),
        cmocka_unit_test(test_el_torito__images_that_cannot_be_read),
    };

    return cmocka_run_group_tests_name("iso9660/el_torito", tests, NULL, NULL);
}
