/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of mmc/write_speed.h. */
#include "support/cmocka_all.h"

#include "mmc/write_speed.h"
#include "mmc/medium.h"
#include "support/mmc_replies.h"

static int setup(void **state)
{
    static struct scripted_transport scripted;

    scripted_transport_init(&scripted);
    *state = &scripted;
    return 0;
}

static int teardown(void **state)
{
    scripted_transport_release(*state);
    return 0;
}

static void test_write_speed__check_values(void **state)
{
    (void)state;
    assert_int_equal(mmc_write_speed_sectors(MMC_MEDIA_TYPE_CD_R, 7056), 3000);
    assert_int_equal(mmc_write_speed_sectors(MMC_MEDIA_TYPE_CD_RW, 706), 300);
    assert_int_equal(mmc_write_speed_sectors(MMC_MEDIA_TYPE_UNKNOWN, 4234), 1800);
    assert_int_equal(mmc_write_speed_sectors(MMC_MEDIA_TYPE_DVD_PLUS_R, 22160), 10820);
    assert_int_equal(mmc_write_speed_sectors(MMC_MEDIA_TYPE_DVD_PLUS_RW, 11080), 5410);
    assert_int_equal(mmc_write_speed_sectors(MMC_MEDIA_TYPE_DVD_R, 1385), 676);
    assert_int_equal(mmc_write_speed_sectors(MMC_MEDIA_TYPE_BD_R, 8992), 4390);
}

static void test_write_speed__there_and_back(void **state)
{
    (void)state;
    for (uint32_t kb = 100; kb < 100000; kb += 37) {
        const uint32_t cd = mmc_write_speed_sectors(MMC_MEDIA_TYPE_CD_R, kb);
        const uint32_t dvd = mmc_write_speed_sectors(MMC_MEDIA_TYPE_DVD_PLUS_R, kb);

        assert_int_equal(mmc_write_speed_sectors(MMC_MEDIA_TYPE_CD_R,
                                                 mmc_write_speed_kb(MMC_MEDIA_TYPE_CD_R, cd)),
                         cd);
        assert_int_equal(
            mmc_write_speed_sectors(MMC_MEDIA_TYPE_DVD_PLUS_R,
                                    mmc_write_speed_kb(MMC_MEDIA_TYPE_DVD_PLUS_R, dvd)),
            dvd);
    }
    assert_int_equal(mmc_write_speed_kb(MMC_MEDIA_TYPE_DVD_PLUS_R, 676), 1385);
    assert_int_equal(mmc_write_speed_kb(MMC_MEDIA_TYPE_CD_R, UINT32_MAX), UINT32_MAX);
}

static void add_performance(struct scripted_transport *scripted)
{
    const struct {
        struct mmc_performance_header_wire header;
        struct mmc_write_speed_wire speeds[3];
    } reply = {
        .header = { .data_length = be32_of(4 + 3 * 16) },
        .speeds = { { .write_speed = be32_of(11080) },
                    { .flags = MMC_ROTATION_CAV << 3, .write_speed = be32_of(11080) },
                    { .write_speed = be32_of(3324) } },
    };

    scripted_reply(scripted, MMC_OPCODE_GET_PERFORMANCE, &reply, sizeof(reply));
}

/* Neither source is ruled out. */
#define BOTH_SOURCES (MMC_MEDIUM_ABILITY_PERFORMANCE | MMC_MEDIUM_ABILITY_SPEED_LIST)

static struct mmc_write_speeds read_speeds(struct scripted_transport *scripted, uint32_t abilities)
{
    struct mmc_drive drive = scripted_transport_drive(scripted);
    const struct mmc_medium medium = { .abilities = abilities };
    struct mmc_write_speeds speeds;

    assert_int_equal(mmc_write_speeds_read(&drive, &medium, &speeds), STATUS_OK);
    return speeds;
}

static void test_write_speed__source_a(void **state)
{
    struct scripted_transport *scripted = *state;
    struct mmc_write_speeds speeds;

    add_performance(scripted);
    speeds = read_speeds(scripted, BOTH_SOURCES);
    assert_int_equal(speeds.count, 3);
    assert_int_equal(speeds.speed[0].kb_per_s, 11080);
    assert_true(speeds.speed[1].is_pure_cav);
    assert_int_equal(speeds.speed[2].kb_per_s, 3324);
    assert_int_equal(scripted_count(scripted, MMC_OPCODE_MODE_SENSE_10), 0);
}

static void test_write_speed__source_b(void **state)
{
    const struct reply_capabilities page = reply_capabilities(2770);
    struct scripted_transport *scripted = *state;
    struct mmc_write_speeds speeds;

    reply_add_capabilities(scripted, &page);
    speeds = read_speeds(scripted, BOTH_SOURCES);
    assert_int_equal(speeds.count, 2);
    assert_int_equal(speeds.speed[0].kb_per_s, 5540);
    assert_int_equal(scripted_count(scripted, MMC_OPCODE_GET_PERFORMANCE), 1);
}

static void test_write_speed__source_c(void **state)
{
    struct reply_capabilities page = reply_capabilities(2770);
    struct scripted_transport *scripted = *state;
    struct mmc_write_speeds speeds;

    page.fixed.write_speed_count = be16_of(0);
    reply_add_capabilities(scripted, &page);
    speeds = read_speeds(scripted, BOTH_SOURCES);
    assert_int_equal(speeds.count, 1);
    assert_int_equal(speeds.speed[0].kb_per_s, 5540);
    page.fixed.maximum_write_speed = be16_of(0);
    scripted->answer_count = 0;
    reply_add_capabilities(scripted, &page);
    speeds = read_speeds(scripted, BOTH_SOURCES);
    assert_int_equal(speeds.count, 1);
    assert_int_equal(speeds.speed[0].kb_per_s, 2770);
}

static void test_write_speed__the_feature_rules_sources_out(void **state)
{
    const struct reply_capabilities page = reply_capabilities(2770);
    struct scripted_transport *scripted = *state;

    add_performance(scripted);
    reply_add_capabilities(scripted, &page);
    assert_int_equal(read_speeds(scripted, 0).count, 1);
    assert_int_equal(scripted_count(scripted, MMC_OPCODE_GET_PERFORMANCE), 0);
    scripted->answer_count = 0;
    reply_add_capabilities(scripted, &page);
    assert_int_equal(read_speeds(scripted, MMC_MEDIUM_ABILITY_SPEED_LIST).count, 2);
}

static void test_write_speed__no_source_at_all(void **state)
{
    struct scripted_transport *scripted = *state;
    struct mmc_drive drive = scripted_transport_drive(scripted);
    const struct mmc_medium medium = { .abilities = BOTH_SOURCES };
    struct mmc_write_speeds speeds;

    assert_int_equal(mmc_write_speeds_read(&drive, &medium, &speeds), STATUS_DEVICE);
    assert_int_equal(speeds.count, 0);
}

static void test_write_speed__current(void **state)
{
    struct reply_capabilities page = reply_capabilities(2770);
    struct scripted_transport *scripted = *state;
    struct mmc_drive drive = scripted_transport_drive(scripted);
    struct mmc_write_speed speed;

    page.fixed.rotation = MMC_ROTATION_CAV;
    reply_add_capabilities(scripted, &page);
    assert_int_equal(mmc_write_speed_current(&drive, &speed), STATUS_OK);
    assert_int_equal(speed.kb_per_s, 2770);
    assert_true(speed.is_pure_cav);
}

static void test_write_speed__current_not_told(void **state)
{
    static const uint8_t page[12] = { 0x2A, 10 };
    struct scripted_transport *scripted = *state;
    struct mmc_drive drive = scripted_transport_drive(scripted);
    struct mmc_write_speed speed;
    uint8_t reply[32];
    const size_t size = reply_mode_page(reply, page, sizeof(page));

    scripted_reply(scripted, MMC_OPCODE_MODE_SENSE_10, reply, size);
    assert_int_equal(mmc_write_speed_current(&drive, &speed), STATUS_NOT_SUPPORTED);
    assert_int_equal(speed.kb_per_s, 0);
}

/* What the drive of add_performance offers. */
static const struct mmc_write_speeds offered = {
    3,
    { { 11080, false }, { 11080, true }, { 3324, false } },
};

static enum mmc_speed_adjustment set(struct scripted_transport *scripted, uint32_t sectors_per_s,
                                     bool is_pure_cav)
{
    struct mmc_drive drive = scripted_transport_drive(scripted);
    const struct mmc_speed_wish wish = { sectors_per_s, is_pure_cav };
    struct mmc_speed_set result;

    scripted_forget(scripted);
    assert_int_equal(
        mmc_write_speed_set(&drive, MMC_MEDIA_TYPE_DVD_PLUS_R, &wish, &offered, &result),
        STATUS_OK);
    return result.adjustment;
}

static uint32_t streamed_kb(const struct scripted_transport *scripted)
{
    const struct mmc_streaming_wire *wire =
        (const void *)scripted_sent(scripted, MMC_OPCODE_SET_STREAMING, 0)->data;

    assert_int_equal(be32_get(wire->end_lba), 0x231260);
    assert_int_equal(be32_get(wire->write_time), 1000);
    assert_int_equal(be32_get(wire->read_time), 1000);
    return be32_get(wire->write_size);
}

static void test_write_speed__set_exactly(void **state)
{
    struct scripted_transport *scripted = *state;

    scripted_good(scripted, MMC_OPCODE_SET_STREAMING);
    assert_int_equal(set(scripted, 5410, false), MMC_SPEED_ADJUSTMENT_NONE);
    assert_int_equal(streamed_kb(scripted), 11080);
    assert_int_equal(scripted_count(scripted, MMC_OPCODE_SET_CD_SPEED), 0);
    assert_int_equal(set(scripted, 1623, false), MMC_SPEED_ADJUSTMENT_NONE);
    assert_int_equal(streamed_kb(scripted), 3324);
}

static void test_write_speed__set_nearest(void **state)
{
    struct scripted_transport *scripted = *state;

    scripted_good(scripted, MMC_OPCODE_SET_STREAMING);
    assert_int_equal(set(scripted, 5000, false), MMC_SPEED_ADJUSTMENT_SPEED);
    assert_int_equal(streamed_kb(scripted), 11080);
    /* Equally near to both: the lower. */
    assert_int_equal(set(scripted, (5410 + 1624) / 2, false), MMC_SPEED_ADJUSTMENT_SPEED);
    assert_int_equal(set(scripted, 1, false), MMC_SPEED_ADJUSTMENT_SPEED);
    assert_int_equal(streamed_kb(scripted), 3324);
}

static void test_write_speed__set_rotation(void **state)
{
    struct scripted_transport *scripted = *state;

    scripted_good(scripted, MMC_OPCODE_SET_STREAMING);
    assert_int_equal(set(scripted, 5410, true), MMC_SPEED_ADJUSTMENT_NONE);
    assert_int_equal(scripted_sent(scripted, MMC_OPCODE_SET_STREAMING, 0)->data[0], 0x08);
    assert_int_equal(set(scripted, 1623, true), MMC_SPEED_ADJUSTMENT_ROTATION);
    assert_int_equal(set(scripted, 1600, true), MMC_SPEED_ADJUSTMENT_BOTH);
}

static void test_write_speed__set_fastest(void **state)
{
    struct scripted_transport *scripted = *state;

    scripted_good(scripted, MMC_OPCODE_SET_STREAMING);
    assert_int_equal(set(scripted, MMC_WRITE_SPEED_FASTEST, false), MMC_SPEED_ADJUSTMENT_NONE);
    assert_int_equal(streamed_kb(scripted), 0xFFFFFFFF);
}

static void test_write_speed__set_by_the_older_command(void **state)
{
    static const uint8_t expected[] = { 0xBB, 0, 0x2B, 0x48, 0x2B, 0x48 };
    struct scripted_transport *scripted = *state;

    scripted_good(scripted, MMC_OPCODE_SET_CD_SPEED);
    assert_int_equal(set(scripted, 5410, false), MMC_SPEED_ADJUSTMENT_NONE);
    assert_memory_equal(scripted_sent(scripted, MMC_OPCODE_SET_CD_SPEED, 0)->command.cdb, expected,
                        sizeof(expected));
    set(scripted, MMC_WRITE_SPEED_FASTEST, false);
    assert_int_equal(scripted_sent(scripted, MMC_OPCODE_SET_CD_SPEED, 0)->command.cdb[4], 0xFF);
}

static void test_write_speed__set_twice_when_ignored(void **state)
{
    const struct reply_capabilities page = reply_capabilities(3324);
    struct scripted_transport *scripted = *state;

    reply_add_capabilities(scripted, &page);
    scripted_good(scripted, MMC_OPCODE_SET_STREAMING);
    /* The older command is refused, which is no failure now. */
    assert_int_equal(set(scripted, 5410, false), MMC_SPEED_ADJUSTMENT_NONE);
    assert_int_equal(scripted_count(scripted, MMC_OPCODE_SET_CD_SPEED), 1);
    set(scripted, 1623, false);
    assert_int_equal(scripted_count(scripted, MMC_OPCODE_SET_CD_SPEED), 0);
}

static void test_write_speed__set_tells_the_speed_now(void **state)
{
    const struct reply_capabilities page = reply_capabilities(11080);
    const struct mmc_speed_wish wish = { 5410, false };
    struct scripted_transport *scripted = *state;
    struct mmc_drive drive = scripted_transport_drive(scripted);
    struct mmc_speed_set result;

    reply_add_capabilities(scripted, &page);
    scripted_good(scripted, MMC_OPCODE_SET_STREAMING);
    assert_int_equal(mmc_write_speed_set(&drive, MMC_MEDIA_TYPE_BD_R, &wish, &offered, &result),
                     STATUS_OK);
    assert_int_equal(result.current.kb_per_s, 11080);
}

static void test_write_speed__set_for_all_of_a_large_medium(void **state)
{
    const struct mmc_speed_wish wish = { MMC_WRITE_SPEED_FASTEST, false };
    struct scripted_transport *scripted = *state;
    struct mmc_drive drive = scripted_transport_drive(scripted);
    const struct mmc_streaming_wire *wire;
    struct mmc_speed_set result;

    scripted_good(scripted, MMC_OPCODE_SET_STREAMING);
    assert_int_equal(mmc_write_speed_set(&drive, MMC_MEDIA_TYPE_BD_R, &wish, NULL, &result),
                     STATUS_OK);
    wire = (const void *)scripted_sent(scripted, MMC_OPCODE_SET_STREAMING, 0)->data;
    assert_int_equal(be32_get(wire->end_lba), 0x7FFFFFFF);
}

static void test_write_speed__set_refused(void **state)
{
    struct scripted_transport *scripted = *state;
    struct mmc_drive drive = scripted_transport_drive(scripted);
    const struct mmc_speed_wish wish = { 5000, true };
    struct mmc_speed_set result;

    assert_int_equal(
        mmc_write_speed_set(&drive, MMC_MEDIA_TYPE_DVD_PLUS_R, &wish, &offered, &result),
        STATUS_DEVICE);
    assert_int_equal(result.adjustment, MMC_SPEED_ADJUSTMENT_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(test_write_speed__##name, setup, teardown)
        TEST(check_values),
        TEST(there_and_back),
        TEST(source_a),
        TEST(source_b),
        TEST(source_c),
        TEST(the_feature_rules_sources_out),
        TEST(no_source_at_all),
        TEST(current),
        TEST(current_not_told),
        TEST(set_exactly),
        TEST(set_nearest),
        TEST(set_rotation),
        TEST(set_fastest),
        TEST(set_by_the_older_command),
        TEST(set_twice_when_ignored),
        TEST(set_tells_the_speed_now),
        TEST(set_for_all_of_a_large_medium),
        TEST(set_refused),
#undef TEST
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
