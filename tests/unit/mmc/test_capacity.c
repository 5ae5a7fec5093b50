/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of mmc/capacity.h. */
#include "support/cmocka_all.h"

#include "mmc/capacity.h"
#include "support/scripted_transport.h"

static enum status parse(uint32_t last_lba, uint32_t block_length, struct mmc_capacity *capacity)
{
    const struct mmc_capacity_wire wire = { be32_of(last_lba), be32_of(block_length) };

    return mmc_capacity_parse(&wire, sizeof(wire), capacity);
}

static void test_capacity__roundtrip(void **state)
{
    struct mmc_capacity capacity;

    (void)state;
    assert_int_equal(parse(2295103, 2048, &capacity), STATUS_OK);
    assert_int_equal(capacity.blocks, 2295104);
    assert_int_equal(capacity.block_length, 2048);
}

static void test_capacity__no_blocks(void **state)
{
    struct mmc_capacity capacity;

    (void)state;
    assert_int_equal(parse(0, 2048, &capacity), STATUS_OK);
    assert_int_equal(capacity.blocks, 0);
    assert_int_equal(parse(0xFFFFFFFF, 2048, &capacity), STATUS_OK);
    assert_int_equal(capacity.blocks, 0);
}

static void test_capacity__corrupt_block_length(void **state)
{
    struct mmc_capacity capacity;

    (void)state;
    assert_int_equal(parse(100, 0, &capacity), STATUS_INVALID_RESPONSE);
    assert_int_equal(parse(100, 2352, &capacity), STATUS_INVALID_RESPONSE);
    assert_int_equal(capacity.blocks, 0);
}

static void test_capacity__corrupt_size(void **state)
{
    const struct mmc_capacity_wire wire = { be32_of(100), be32_of(2048) };
    struct mmc_capacity capacity;

    (void)state;
    assert_int_equal(mmc_capacity_parse(&wire, 7, &capacity), STATUS_INVALID_RESPONSE);
    assert_int_equal(mmc_capacity_parse(NULL, 0, &capacity), STATUS_INVALID_RESPONSE);
}

static void test_capacity__read_short(void **state)
{
    static const uint8_t reply[4] = { 0, 0, 1, 0 };
    struct scripted_transport scripted;
    struct mmc_drive drive;
    struct mmc_capacity capacity;

    (void)state;
    scripted_transport_init(&scripted);
    drive = scripted_transport_drive(&scripted);
    scripted_reply(&scripted, MMC_OPCODE_READ_CAPACITY, reply, sizeof(reply));
    assert_int_equal(mmc_capacity_read(&drive, &capacity), STATUS_INVALID_RESPONSE);
    assert_int_equal(drive.failure.condition, MMC_CONDITION_INVALID_RESPONSE);
    scripted_transport_release(&scripted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_capacity__roundtrip),
        cmocka_unit_test(test_capacity__no_blocks),
        cmocka_unit_test(test_capacity__corrupt_block_length),
        cmocka_unit_test(test_capacity__corrupt_size),
        cmocka_unit_test(test_capacity__read_short),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
