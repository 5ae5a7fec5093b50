/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of the blank tests in mmc/medium.h. */
#include "support/cmocka_all.h"

#include "mmc/capacity.h"
#include "mmc/medium.h"
#include "support/mmc_replies.h"

#define SECTORS      8192u
#define SCAN_SECTORS 1024u

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

static void insert(struct scripted_transport *scripted, uint16_t profile,
                   enum mmc_disc_status status, bool is_erasable)
{
    const struct mmc_disc_information_wire disc =
        reply_disc_information(status, MMC_SESSION_STATE_COMPLETE, is_erasable);
    const struct reply_feature features[] = {
        { MMC_FEATURE_PROFILE_LIST, true, 4, { (uint8_t)(profile >> 8), (uint8_t)profile, 1, 0 } },
    };

    scripted_reply(scripted, MMC_OPCODE_READ_DISC_INFORMATION, &disc, sizeof(disc));
    reply_add_configuration(scripted, profile, features, 1);
}

static void insert_dvd_plus_rw(struct scripted_transport *scripted, uint32_t sectors)
{
    const struct mmc_capacity_wire capacity = { be32_of(sectors - 1), be32_of(2048) };

    insert(scripted, MMC_PROFILE_DVD_PLUS_RW, MMC_DISC_STATUS_COMPLETE, true);
    scripted_reply(scripted, MMC_OPCODE_READ_CAPACITY, &capacity, sizeof(capacity));
    scripted_transport_add_medium(scripted, sectors);
}

static struct mmc_medium identify(struct mmc_drive *drive)
{
    struct mmc_medium medium;

    assert_int_equal(mmc_medium_identify(drive, &medium), STATUS_OK);
    return medium;
}

static bool is_physically_blank(struct scripted_transport *scripted)
{
    struct mmc_drive drive = scripted_transport_drive(scripted);
    const struct mmc_medium medium = identify(&drive);

    return mmc_medium_is_physically_blank(&medium);
}

static bool is_heuristically_blank(struct scripted_transport *scripted)
{
    struct mmc_drive drive = scripted_transport_drive(scripted);
    const struct mmc_medium medium = identify(&drive);
    bool is_blank;

    assert_int_equal(mmc_medium_is_heuristically_blank(&drive, &medium, &is_blank), STATUS_OK);
    return is_blank;
}

static void test_medium_blank__by_the_discs_word(void **state)
{
    struct scripted_transport *scripted = *state;

    insert(scripted, MMC_PROFILE_DVD_PLUS_R, MMC_DISC_STATUS_EMPTY, false);
    assert_true(is_physically_blank(scripted));
    assert_true(is_heuristically_blank(scripted));
    assert_int_equal(scripted_count(scripted, MMC_OPCODE_READ_10), 0);
}

static void test_medium_blank__sequential_media_are_not_read(void **state)
{
    struct scripted_transport *scripted = *state;

    insert(scripted, MMC_PROFILE_DVD_PLUS_R, MMC_DISC_STATUS_INCOMPLETE, false);
    assert_false(is_physically_blank(scripted));
    assert_false(is_heuristically_blank(scripted));
    assert_int_equal(scripted_count(scripted, MMC_OPCODE_READ_10), 0);
}

static void test_medium_blank__rom_is_never_blank(void **state)
{
    struct scripted_transport *scripted = *state;

    insert(scripted, MMC_PROFILE_CD_ROM, MMC_DISC_STATUS_EMPTY, false);
    assert_false(is_physically_blank(scripted));
    assert_false(is_heuristically_blank(scripted));
}

static void test_medium_blank__zeros_at_both_ends(void **state)
{
    struct scripted_transport *scripted = *state;

    insert_dvd_plus_rw(scripted, SECTORS);
    scripted->medium[(SECTORS / 2) * 2048] = 1;
    assert_false(is_physically_blank(scripted));
    assert_true(is_heuristically_blank(scripted));
    assert_int_equal(scripted_count(scripted, MMC_OPCODE_READ_10), 2 * SCAN_SECTORS / 16);
    assert_int_equal(scripted_count(scripted, MMC_OPCODE_WRITE_10), 0);
}

static void test_medium_blank__stops_at_the_first_byte(void **state)
{
    struct scripted_transport *scripted = *state;

    insert_dvd_plus_rw(scripted, SECTORS);
    scripted->medium[20 * 2048 + 2047] = 1;
    assert_false(is_heuristically_blank(scripted));
    assert_int_equal(scripted_count(scripted, MMC_OPCODE_READ_10), 2);
}

static void test_medium_blank__data_at_the_end(void **state)
{
    struct scripted_transport *scripted = *state;

    insert_dvd_plus_rw(scripted, SECTORS);
    scripted->medium[(size_t)SECTORS * 2048 - 1] = 1;
    assert_false(is_heuristically_blank(scripted));
}

static void test_medium_blank__small_medium(void **state)
{
    struct scripted_transport *scripted = *state;

    insert_dvd_plus_rw(scripted, 100);
    assert_true(is_heuristically_blank(scripted));
    scripted->medium[99 * 2048] = 1;
    assert_false(is_heuristically_blank(scripted));
}

static void test_medium_blank__patience_with_a_bad_beginning(void **state)
{
    struct scripted_transport *scripted = *state;

    insert_dvd_plus_rw(scripted, SECTORS);
    scripted_sense(scripted, MMC_OPCODE_READ_10, SCSI_SENSE_CODE_UNRECOVERED_READ_ERROR)->uses = 5;
    assert_true(is_heuristically_blank(scripted));
    assert_int_equal(atomic_load(&scripted->now_ms), 1000 + 5 * 2000);
}

static void test_medium_blank__unreadable_beginning(void **state)
{
    struct scripted_transport *scripted = *state;
    struct mmc_drive drive = scripted_transport_drive(scripted);
    struct mmc_medium medium;
    bool is_blank;

    insert_dvd_plus_rw(scripted, SECTORS);
    medium = identify(&drive);
    scripted_sense(scripted, MMC_OPCODE_READ_10, SCSI_SENSE_CODE_UNRECOVERED_READ_ERROR);
    assert_int_equal(mmc_medium_is_heuristically_blank(&drive, &medium, &is_blank), STATUS_DEVICE);
    assert_false(is_blank);
    assert_int_equal(scripted_count(scripted, MMC_OPCODE_READ_10), 6);
}

static void test_medium_blank__unreadable_end_is_ignored(void **state)
{
    struct scripted_transport *scripted = *state;

    insert_dvd_plus_rw(scripted, SECTORS);
    /* The drive tells of more than is formatted. */
    scripted->medium_sectors = SECTORS - 512;
    assert_true(is_heuristically_blank(scripted));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(test_medium_blank__##name, setup, teardown)
        TEST(by_the_discs_word),
        TEST(sequential_media_are_not_read),
        TEST(rom_is_never_blank),
        TEST(zeros_at_both_ends),
        TEST(stops_at_the_first_byte),
        TEST(data_at_the_end),
        TEST(small_medium),
        TEST(patience_with_a_bad_beginning),
        TEST(unreadable_beginning),
        TEST(unreadable_end_is_ignored),
#undef TEST
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
