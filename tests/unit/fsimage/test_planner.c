/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of fsimage/planner.h. */
#include "support/cmocka_all.h"

#include "fsimage/planner.h"
#include "unit/fsimage/trees.h"

static void reserve(struct fsimage_planner *planner, uint32_t number,
                    enum fsimage_region_order order, uint32_t blocks, uint32_t alignment,
                    uint32_t fixed_start)
{
    const struct fsimage_region region = {
        .owner = &test_writer_class,
        .number = number,
        .order = order,
        .blocks = blocks,
        .alignment = alignment,
        .fixed_start = fixed_start,
    };

    fsimage_planner_reserve(planner, &region);
}

static uint32_t first_of(const struct fsimage_planner *planner, uint32_t number)
{
    return fsimage_planner_find(planner, &test_writer_class, number)->first;
}

static void test_planner__orders_aligns_and_fixes(void **state)
{
    struct fsimage_planner planner = { .data_blocks = 100 };

    (void)state;
    reserve(&planner, 1, FSIMAGE_ORDER_TRAILER, 5, 32, FSIMAGE_ANYWHERE);
    reserve(&planner, 2, FSIMAGE_ORDER_METADATA, 7, 1, FSIMAGE_ANYWHERE);
    reserve(&planner, 3, FSIMAGE_ORDER_METADATA, 3, 32, FSIMAGE_ANYWHERE);
    reserve(&planner, 4, FSIMAGE_ORDER_DESCRIPTORS, 1, 1, FSIMAGE_ANYWHERE);
    reserve(&planner, 5, FSIMAGE_ORDER_DESCRIPTORS, 1, 1, FSIMAGE_ANYWHERE);
    reserve(&planner, 6, FSIMAGE_ORDER_ANCHOR, 1, 1, 256);
    reserve(&planner, 7, FSIMAGE_ORDER_METADATA, 0, 1, FSIMAGE_ANYWHERE);
    fsimage_planner_demand_end(&planner, 16, 300);
    assert_int_equal(fsimage_planner_place(&planner), STATUS_OK);
    assert_int_equal(first_of(&planner, 4), 16);
    assert_int_equal(first_of(&planner, 5), 17);
    assert_int_equal(first_of(&planner, 6), 256);
    assert_int_equal(first_of(&planner, 2), 257);
    assert_int_equal(first_of(&planner, 3), 288);
    assert_null(fsimage_planner_find(&planner, &test_writer_class, 7));
    assert_int_equal(fsimage_planner_find(&planner, NULL, 0)->first, 291);
    assert_int_equal(first_of(&planner, 1), 416);
    assert_int_equal(planner.total_blocks, 432);
    for (size_t i = 1; i < planner.count; i++)
        assert_true(planner.regions[i - 1].first < planner.regions[i].first);
}

static void test_planner__end(void **state)
{
    struct fsimage_planner small = { 0 };
    struct fsimage_planner exact = { .data_blocks = 304 };

    (void)state;
    fsimage_planner_demand_end(&small, 16, 300);
    fsimage_planner_demand_end(&small, 32, 0);
    assert_int_equal(fsimage_planner_place(&small), STATUS_OK);
    assert_int_equal(small.total_blocks, 320);
    fsimage_planner_demand_end(&exact, 16, 300);
    assert_int_equal(fsimage_planner_place(&exact), STATUS_OK);
    assert_int_equal(exact.total_blocks, 320);
}

static void test_planner__too_large(void **state)
{
    struct fsimage_planner data = { .data_blocks = UINT64_C(1) << 31 };
    struct fsimage_planner sum = { .data_blocks = FSIMAGE_BLOCKS_MAXIMUM - 20 };
    struct fsimage_planner end = { .data_blocks = FSIMAGE_BLOCKS_MAXIMUM - 16 };

    (void)state;
    assert_int_equal(fsimage_planner_place(&data), STATUS_TOO_LARGE);
    assert_int_equal(data.total_blocks, FSIMAGE_BLOCKS_MAXIMUM);
    reserve(&sum, 1, FSIMAGE_ORDER_METADATA, 5, 1, FSIMAGE_ANYWHERE);
    assert_int_equal(fsimage_planner_place(&sum), STATUS_TOO_LARGE);
    fsimage_planner_demand_end(&end, 16, 0);
    assert_int_equal(fsimage_planner_place(&end), STATUS_TOO_LARGE);
}

static void test_planner__contradictions(void **state)
{
    struct fsimage_planner overlap = { 0 };
    struct fsimage_planner many = { 0 };

    (void)state;
    reserve(&overlap, 1, FSIMAGE_ORDER_DESCRIPTORS, 300, 1, FSIMAGE_ANYWHERE);
    reserve(&overlap, 2, FSIMAGE_ORDER_ANCHOR, 1, 1, 256);
    assert_int_equal(fsimage_planner_place(&overlap), STATUS_INVALID_STATE);
    for (uint32_t i = 0; i < FSIMAGE_REGIONS_MAXIMUM; i++)
        reserve(&many, i, FSIMAGE_ORDER_METADATA, 1, 1, FSIMAGE_ANYWHERE);
    assert_int_equal(fsimage_planner_place(&many), STATUS_INVALID_STATE);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_planner__orders_aligns_and_fixes),
        cmocka_unit_test(test_planner__end),
        cmocka_unit_test(test_planner__too_large),
        cmocka_unit_test(test_planner__contradictions),
    };

    return cmocka_run_group_tests_name("fsimage/planner", tests, NULL, NULL);
}
