/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of mmc/format_capacities.h. */
#include "support/cmocka_all.h"

#include "mmc/format_capacities.h"

#include <string.h>

struct reply {
    struct mmc_capacity_list_header_wire header;
    struct mmc_current_capacity_wire current;
    struct mmc_format_descriptor_wire formattable[2];
};

static struct reply dvd_plus_rw(void)
{
    return (struct reply){
        .header = { .length = sizeof(struct reply) - 4 },
        .current = { be32_of(2295104), 0xFC | MMC_CAPACITY_TYPE_UNFORMATTED, be24_of(2048) },
        .formattable = { { be32_of(2295104), MMC_FORMAT_TYPE_FULL << 2, be24_of(2048) },
                         { be32_of(2295104), MMC_FORMAT_TYPE_DVD_PLUS_RW << 2, be24_of(0) } },
    };
}

static void test_format_capacities__roundtrip(void **state)
{
    const struct reply reply = dvd_plus_rw();
    struct mmc_format_capacities capacities;
    const struct mmc_format_capacity *found;

    (void)state;
    assert_int_equal(mmc_format_capacities_parse(&reply, sizeof(reply), &capacities), STATUS_OK);
    assert_int_equal(capacities.current_type, MMC_CAPACITY_TYPE_UNFORMATTED);
    assert_int_equal(capacities.current_blocks, 2295104);
    assert_int_equal(capacities.block_length, 2048);
    assert_int_equal(capacities.count, 2);
    found = mmc_format_capacities_find(&capacities, MMC_FORMAT_TYPE_DVD_PLUS_RW);
    assert_ptr_equal(found, &capacities.formattable[1]);
    assert_int_equal(found->blocks, 2295104);
    assert_null(mmc_format_capacities_find(&capacities, MMC_FORMAT_TYPE_QUICK));
}

static void test_format_capacities__corrupt_length(void **state)
{
    struct reply reply = dvd_plus_rw();
    struct mmc_format_capacities capacities;

    (void)state;
    reply.header.length = sizeof(reply) - 3;
    assert_int_equal(mmc_format_capacities_parse(&reply, sizeof(reply), &capacities),
                     STATUS_INVALID_RESPONSE);
    reply.header.length = 8 + 7;
    assert_int_equal(mmc_format_capacities_parse(&reply, sizeof(reply), &capacities),
                     STATUS_INVALID_RESPONSE);
    reply.header.length = 7;
    assert_int_equal(mmc_format_capacities_parse(&reply, sizeof(reply), &capacities),
                     STATUS_INVALID_RESPONSE);
    assert_int_equal(capacities.count, 0);
    assert_int_equal(mmc_format_capacities_parse(&reply, 3, &capacities), STATUS_INVALID_RESPONSE);
}

static void test_format_capacities__more_than_the_list_holds(void **state)
{
    uint8_t reply[4 + 8 + 30 * 8] = { 0, 0, 0, 8 + 30 * 8 };
    struct mmc_format_capacities capacities;

    (void)state;
    assert_int_equal(mmc_format_capacities_parse(reply, sizeof(reply), &capacities), STATUS_OK);
    assert_int_equal(capacities.count, 30);
}

static void test_format_capacities__parameters(void **state)
{
    static const uint8_t expected[12] = { 0, 0x82, 0, 8, 0, 0x23, 0x05, 0x40, 0x98, 0, 0, 1 };
    const struct mmc_format_parameters_wire wire =
        mmc_format_parameters_of((struct mmc_format_capacity){
            .type = MMC_FORMAT_TYPE_DVD_PLUS_RW,
            .blocks = 0x230540,
            .parameter = MMC_FORMAT_DVD_PLUS_RW_BITS_RESTART,
        });

    (void)state;
    assert_memory_equal(&wire, expected, sizeof(expected));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_format_capacities__roundtrip),
        cmocka_unit_test(test_format_capacities__corrupt_length),
        cmocka_unit_test(test_format_capacities__more_than_the_list_holds),
        cmocka_unit_test(test_format_capacities__parameters),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
