/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of fsimage/boot.h: which images a tree takes. */
#include "support/allocation_failure.h"
#include "support/cmocka_all.h"

#include "fsimage/boot.h"
#include "stream/memory_source.h"
#include "stream/zero_source.h"
#include "unit/fsimage/trees.h"

#include <string.h>

static struct fsimage_boot_image zeros(uint64_t size, enum fsimage_boot_emulation emulation)
{
    struct fsimage_boot_image image = { .emulation = emulation };

    assert_int_equal(zero_source_create(size, &image.source), STATUS_OK);
    return image;
}

/* Sets one image, which is dropped; asserts that it is taken only on success. */
static void assert_set(struct fsimage_boot_image image, enum status status,
                       enum fsimage_problem_kind kind)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;

    assert_string_equal(status_name(fsimage_tree_set_boot_images(tree, &image, 1, &problem)),
                        status_name(status));
    assert_int_equal(problem.kind, kind);
    assert_int_equal(fsimage_tree_boot_image_count(tree), status == STATUS_OK);
    byte_source_drop(&image.source);
    fsimage_tree_drop(&tree);
}

static void test_boot__sizes_of_floppy_disks(void **state)
{
    static const struct {
        enum fsimage_boot_emulation emulation;
        uint64_t size;
    } floppies[] = {
        { FSIMAGE_BOOT_FLOPPY_1_2, 1228800 },
        { FSIMAGE_BOOT_FLOPPY_1_44, 1474560 },
        { FSIMAGE_BOOT_FLOPPY_2_88, 2949120 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(floppies) / sizeof(floppies[0]); i++) {
        const enum fsimage_boot_emulation emulation = floppies[i].emulation;

        assert_set(zeros(floppies[i].size, emulation), STATUS_OK, FSIMAGE_PROBLEM_NONE);
        assert_set(zeros(floppies[i].size - 1, emulation), STATUS_INVALID_ARGUMENT,
                   FSIMAGE_PROBLEM_BOOT_EMULATION_MISMATCH);
        assert_set(zeros(floppies[i].size + 1, emulation), STATUS_INVALID_ARGUMENT,
                   FSIMAGE_PROBLEM_BOOT_EMULATION_MISMATCH);
    }
}

static void test_boot__any_size_without_emulation(void **state)
{
    (void)state;
    assert_set(zeros(1, FSIMAGE_BOOT_NO_EMULATION), STATUS_OK, FSIMAGE_PROBLEM_NONE);
    assert_set(zeros(123456789, FSIMAGE_BOOT_NO_EMULATION), STATUS_OK, FSIMAGE_PROBLEM_NONE);
    assert_set(zeros(0, FSIMAGE_BOOT_NO_EMULATION), STATUS_INVALID_ARGUMENT,
               FSIMAGE_PROBLEM_BOOT_IMAGE_DATA);
    assert_set((struct fsimage_boot_image){ 0 }, STATUS_INVALID_ARGUMENT,
               FSIMAGE_PROBLEM_BOOT_IMAGE_DATA);
    assert_set(zeros(1, (enum fsimage_boot_emulation)5), STATUS_INVALID_ARGUMENT,
               FSIMAGE_PROBLEM_INVALID_PARAMETER);
}

/* A hard disk of one sector whose partitions are of these types. */
static struct fsimage_boot_image hard_disk(const char types[4], uint8_t signature, size_t size)
{
    struct fsimage_boot_image image = { .emulation = FSIMAGE_BOOT_HARD_DISK };
    uint8_t sector[512] = { 0 };

    for (size_t i = 0; i < 4; i++)
        sector[446 + 16 * i + 4] = (uint8_t)types[i];
    sector[510] = 0x55;
    sector[511] = signature;
    assert_int_equal(memory_source_create(sector, size, &image.source), STATUS_OK);
    return image;
}

static void test_boot__hard_disks_have_one_partition(void **state)
{
    (void)state;
    assert_set(hard_disk("\6\0\0", 0xAA, 512), STATUS_OK, FSIMAGE_PROBLEM_NONE);
    assert_set(hard_disk("\0\0\0\6", 0xAA, 512), STATUS_OK, FSIMAGE_PROBLEM_NONE);
    assert_set(hard_disk("\6\0\0\6", 0xAA, 512), STATUS_INVALID_ARGUMENT,
               FSIMAGE_PROBLEM_BOOT_EMULATION_MISMATCH);
    assert_set(hard_disk("\0\0\0", 0xAA, 512), STATUS_INVALID_ARGUMENT,
               FSIMAGE_PROBLEM_BOOT_EMULATION_MISMATCH);
    assert_set(hard_disk("\6\0\0", 0xAB, 512), STATUS_INVALID_ARGUMENT,
               FSIMAGE_PROBLEM_BOOT_EMULATION_MISMATCH);
    assert_set(hard_disk("\6\0\0", 0xAA, 511), STATUS_INVALID_ARGUMENT,
               FSIMAGE_PROBLEM_BOOT_EMULATION_MISMATCH);
}

static void test_boot__information_table_has_a_place(void **state)
{
    struct fsimage_boot_image image = zeros(64, FSIMAGE_BOOT_NO_EMULATION);

    (void)state;
    image.patch_info_table = true;
    assert_set(image, STATUS_OK, FSIMAGE_PROBLEM_NONE);
    image = zeros(63, FSIMAGE_BOOT_NO_EMULATION);
    image.patch_info_table = true;
    assert_set(image, STATUS_INVALID_ARGUMENT, FSIMAGE_PROBLEM_INVALID_PARAMETER);
    image = zeros(FSIMAGE_BOOT_FLOPPY_1_2_SIZE, FSIMAGE_BOOT_FLOPPY_1_2);
    image.patch_info_table = true;
    assert_set(image, STATUS_INVALID_ARGUMENT, FSIMAGE_PROBLEM_INVALID_PARAMETER);
}

static void test_boot__replaces_and_clears(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_boot_image images[2] = { zeros(100, FSIMAGE_BOOT_NO_EMULATION),
                                            zeros(200, FSIMAGE_BOOT_NO_EMULATION) };
    struct fsimage_problem problem;

    (void)state;
    images[1].platform = 0xEF;
    memcpy(images[1].manufacturer, "Maker", 5);
    assert_int_equal(fsimage_tree_set_boot_images(tree, images, 2, &problem), STATUS_OK);
    assert_int_equal(fsimage_tree_boot_image(tree, 1)->platform, 0xEF);
    assert_memory_equal(fsimage_tree_boot_image(tree, 1)->manufacturer, "Maker\0", 6);
    assert_int_equal(fsimage_tree_set_boot_images(tree, &images[1], 1, &problem), STATUS_OK);
    assert_int_equal(fsimage_tree_boot_image_count(tree), 1);
    assert_int_equal(byte_source_size(fsimage_tree_boot_image(tree, 0)->source), 200);
    assert_int_equal(fsimage_tree_set_boot_images(tree, NULL, 0, &problem), STATUS_OK);
    assert_int_equal(fsimage_tree_boot_image_count(tree), 0);
    byte_source_drop(&images[0].source);
    byte_source_drop(&images[1].source);
    fsimage_tree_drop(&tree);
}

static void test_boot__only_on_a_first_session(void **state)
{
    static const struct fsimage_identity identity = { .volume_name = u"" };
    struct fsimage_tree *tree = make_tree();
    struct fsimage_boot_image image = zeros(100, FSIMAGE_BOOT_NO_EMULATION);
    struct fsimage_boot_image many[FSIMAGE_BOOT_IMAGES_MAXIMUM + 1];
    struct fsimage_result *result;
    struct fsimage_problem problem;

    (void)state;
    assert_int_equal(fsimage_tree_set_session_start(tree, 1000, &problem), STATUS_OK);
    assert_int_equal(fsimage_tree_set_boot_images(tree, &image, 1, &problem), STATUS_INVALID_STATE);
    assert_int_equal(problem.kind, FSIMAGE_PROBLEM_BOOT_OBJECT_CONFLICT);
    assert_int_equal(fsimage_tree_set_boot_images(tree, NULL, 0, &problem), STATUS_OK);
    assert_int_equal(fsimage_tree_set_session_start(tree, 0, &problem), STATUS_OK);
    for (size_t i = 0; i < sizeof(many) / sizeof(many[0]); i++)
        many[i] = image;
    assert_int_equal(
        fsimage_tree_set_boot_images(tree, many, FSIMAGE_BOOT_IMAGES_MAXIMUM + 1, &problem),
        STATUS_INVALID_ARGUMENT);
    assert_int_equal(problem.kind, FSIMAGE_PROBLEM_INVALID_PARAMETER);
    assert_int_equal(
        fsimage_tree_set_boot_images(tree, many, FSIMAGE_BOOT_IMAGES_MAXIMUM, &problem), STATUS_OK);
    result = make_result(tree);
    assert_int_equal(fsimage_tree_set_boot_images(tree, NULL, 0, &problem), STATUS_INVALID_STATE);
    assert_int_equal(problem.kind, FSIMAGE_PROBLEM_READ_ONLY);
    assert_int_equal(fsimage_tree_boot_image_count(tree), FSIMAGE_BOOT_IMAGES_MAXIMUM);
    fsimage_result_drop(&result);

    /* The session may be moved when the images are there already. */
    assert_int_equal(fsimage_tree_set_session_start(tree, 1000, &problem), STATUS_OK);
    assert_int_equal(fsimage_result_create(tree, &identity, &result, &problem),
                     STATUS_INVALID_STATE);
    assert_int_equal(problem.kind, FSIMAGE_PROBLEM_BOOT_OBJECT_CONFLICT);
    byte_source_drop(&image.source);
    fsimage_tree_drop(&tree);
}

static void test_boot__without_memory(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_boot_image images[2] = { zeros(100, FSIMAGE_BOOT_NO_EMULATION),
                                            hard_disk("\6\0\0", 0xAA, 512) };
    struct fsimage_problem problem;
    enum status status = STATUS_NO_MEMORY;
    size_t granted = 0;

    (void)state;
    while (status != STATUS_OK) {
        allocation_failure_after(granted++);
        status = fsimage_tree_set_boot_images(tree, images, 2, &problem);
        assert_int_equal(allocation_failure_end(), status == STATUS_NO_MEMORY);
        assert_int_equal(fsimage_tree_boot_image_count(tree), status == STATUS_OK ? 2 : 0);
    }
    assert_true(granted > 1);
    byte_source_drop(&images[0].source);
    byte_source_drop(&images[1].source);
    fsimage_tree_drop(&tree);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_boot__sizes_of_floppy_disks),
        cmocka_unit_test(test_boot__any_size_without_emulation),
        cmocka_unit_test(test_boot__hard_disks_have_one_partition),
        cmocka_unit_test(test_boot__information_table_has_a_place),
        cmocka_unit_test(test_boot__replaces_and_clears),
        cmocka_unit_test(test_boot__only_on_a_first_session),
        cmocka_unit_test(test_boot__without_memory),
    };

    return cmocka_run_group_tests_name("fsimage/boot", tests, NULL, NULL);
}
