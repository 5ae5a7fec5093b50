/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of mmc/performance.h. */
#include "support/cmocka_all.h"

#include "mmc/performance.h"

struct reply {
    struct mmc_performance_header_wire header;
    struct mmc_write_speed_wire speeds[3];
};

static struct reply three_speeds(void)
{
    return (struct reply){
        .header = { .data_length = be32_of(sizeof(struct reply) - 4) },
        .speeds = { { .flags = 0x08, .write_speed = be32_of(22160) },
                    { .flags = 0x00, .write_speed = be32_of(11080) },
                    { .flags = 0x00, .write_speed = be32_of(11080) } },
    };
}

static void test_performance__roundtrip(void **state)
{
    const struct reply reply = three_speeds();
    struct mmc_write_speeds speeds;

    (void)state;
    assert_int_equal(mmc_write_speeds_parse(&reply, sizeof(reply), &speeds), STATUS_OK);
    assert_int_equal(speeds.count, 2);
    assert_int_equal(speeds.speed[0].kb_per_s, 22160);
    assert_true(speeds.speed[0].is_pure_cav);
    assert_int_equal(speeds.speed[1].kb_per_s, 11080);
    assert_false(speeds.speed[1].is_pure_cav);
}

static void test_performance__cut_reply(void **state)
{
    const struct reply reply = three_speeds();
    struct mmc_write_speeds speeds;

    (void)state;
    assert_int_equal(mmc_write_speeds_parse(&reply, sizeof(reply.header) + 16 + 15, &speeds),
                     STATUS_OK);
    assert_int_equal(speeds.count, 1);
}

static void test_performance__corrupt_data_length(void **state)
{
    struct reply reply = three_speeds();
    struct mmc_write_speeds speeds;

    (void)state;
    reply.header.data_length = be32_of(3);
    assert_int_equal(mmc_write_speeds_parse(&reply, sizeof(reply), &speeds),
                     STATUS_INVALID_RESPONSE);
    assert_int_equal(mmc_write_speeds_parse(&reply, 7, &speeds), STATUS_INVALID_RESPONSE);
    reply.header.data_length = be32_of(UINT32_MAX);
    assert_int_equal(mmc_write_speeds_parse(&reply, sizeof(reply), &speeds), STATUS_OK);
    assert_int_equal(speeds.count, 2);
}

static void test_performance__full_list(void **state)
{
    struct mmc_write_speeds speeds = { 0 };

    (void)state;
    for (uint32_t i = 0; i <= MMC_WRITE_SPEEDS_MAXIMUM + 1; i++)
        mmc_write_speeds_add(&speeds, (struct mmc_write_speed){ i, false });
    assert_int_equal(speeds.count, MMC_WRITE_SPEEDS_MAXIMUM);
    assert_int_equal(speeds.speed[0].kb_per_s, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_performance__roundtrip),
        cmocka_unit_test(test_performance__cut_reply),
        cmocka_unit_test(test_performance__corrupt_data_length),
        cmocka_unit_test(test_performance__full_list),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
