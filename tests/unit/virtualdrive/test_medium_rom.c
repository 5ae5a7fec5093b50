/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Every kind of medium: profile, capacity, and what read-only ones refuse. */
#include "virtualdrive/medium.h"

#include "drive_fixture.h"
#include "mmc/performance.h"
#include "mmc/toc.h"
#include "mmc/opcodes.h"
#include "support/cmocka_all.h"

static const struct {
    enum disc_medium medium;
    enum mmc_profile profile;
} media[] = {
    { DISC_MEDIUM_CD_ROM, MMC_PROFILE_CD_ROM },
    { DISC_MEDIUM_CD_R, MMC_PROFILE_CD_R },
    { DISC_MEDIUM_CD_RW, MMC_PROFILE_CD_RW },
    { DISC_MEDIUM_DVD_ROM, MMC_PROFILE_DVD_ROM },
    { DISC_MEDIUM_DVD_R, MMC_PROFILE_DVD_R_SEQUENTIAL },
    { DISC_MEDIUM_DVD_RW, MMC_PROFILE_DVD_RW_SEQUENTIAL },
    { DISC_MEDIUM_DVD_R_DL, MMC_PROFILE_DVD_R_DL_SEQUENTIAL },
    { DISC_MEDIUM_DVD_RAM, MMC_PROFILE_DVD_RAM },
    { DISC_MEDIUM_DVD_PLUS_R, MMC_PROFILE_DVD_PLUS_R },
    { DISC_MEDIUM_DVD_PLUS_R_DL, MMC_PROFILE_DVD_PLUS_R_DL },
    { DISC_MEDIUM_DVD_PLUS_RW, MMC_PROFILE_DVD_PLUS_RW },
    { DISC_MEDIUM_DVD_PLUS_RW_DL, MMC_PROFILE_DVD_PLUS_RW_DL },
    { DISC_MEDIUM_BD_ROM, MMC_PROFILE_BD_ROM },
    { DISC_MEDIUM_BD_R, MMC_PROFILE_BD_R_SRM },
    { DISC_MEDIUM_BD_R_DL, MMC_PROFILE_BD_R_SRM },
    { DISC_MEDIUM_BD_RE, MMC_PROFILE_BD_RE },
    { DISC_MEDIUM_BD_RE_DL, MMC_PROFILE_BD_RE },
    { DISC_MEDIUM_HD_DVD_ROM, MMC_PROFILE_HD_DVD_ROM },
    { DISC_MEDIUM_HD_DVD_R, MMC_PROFILE_HD_DVD_R },
    { DISC_MEDIUM_HD_DVD_RAM, MMC_PROFILE_HD_DVD_RAM },
};

#define MEDIUM_COUNT (sizeof(media) / sizeof(media[0]))

static bool is_read_only(enum disc_medium medium)
{
    return disc_medium_traits(medium)->recording == DISC_RECORDING_READ_ONLY;
}

/* A fresh disc of the kind; a read-only one has 64 blocks of 'r'. */
static void insert(struct drive_fixture *fixture, enum disc_medium medium)
{
    assert_int_equal(virtual_drive_set_disc(fixture->drive, NULL, DISC_MEDIUM_NONE), STATUS_OK);
    fixture_remove_image(fixture);
    if (is_read_only(medium))
        fixture_write_image(fixture, 64 * 2048, 'r');
    fixture_insert(fixture, medium);
}

static void test_medium__profiles(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(MEDIUM_COUNT, DISC_MEDIUM_COUNT - 1);
    for (size_t i = 0; i < MEDIUM_COUNT; i++) {
        insert(fixture, media[i].medium);
        assert_int_equal(fixture_profile(fixture), media[i].profile);
    }
}

static void test_medium__capacities(void **state)
{
    struct drive_fixture *fixture = *state;

    for (size_t i = 0; i < MEDIUM_COUNT; i++) {
        insert(fixture, media[i].medium);
        assert_int_equal(fixture_send(fixture, mmc_command_read_format_capacities(252), 252), 0);
        assert_int_equal(
            fixture_reply_be32(fixture, 4),
            is_read_only(media[i].medium) ? 64 : disc_medium_capacity_blocks(media[i].medium));
    }
}

static void test_medium__read_only_refuses(void **state)
{
    struct drive_fixture *fixture = *state;

    for (size_t i = 0; i < MEDIUM_COUNT; i++) {
        if (!is_read_only(media[i].medium))
            continue;
        insert(fixture, media[i].medium);
        fixture_assert_disc(fixture, MMC_DISC_STATUS_COMPLETE, MMC_SESSION_STATE_COMPLETE, 1);
        assert_int_equal(fixture_capacity(fixture), 64);
        assert_int_equal(fixture_first_byte(fixture, 63), 'r');
        assert_int_equal(fixture_write(fixture, 64, 16, 'x'),
                         SCSI_SENSE_CODE_CANNOT_WRITE_INCOMPATIBLE_FORMAT);
        assert_int_equal(fixture_close(fixture, MMC_CLOSE_FUNCTION_SESSION, 0),
                         SCSI_SENSE_CODE_CANNOT_WRITE_INCOMPATIBLE_FORMAT);
        assert_int_equal(fixture_format(fixture, 0),
                         SCSI_SENSE_CODE_CANNOT_FORMAT_INCOMPATIBLE_MEDIUM);
        assert_int_equal(fixture_send(fixture, mmc_command_read_toc(MMC_TOC_FORMAT_TOC, 0, 64), 64),
                         0);
    }
}

/* Every speed the medium lists can be set and is told back; the nominal performance follows. */
static void test_medium__speeds(void **state)
{
    struct drive_fixture *fixture = *state;

    for (size_t i = 0; i < MEDIUM_COUNT; i++) {
        insert(fixture, media[i].medium);
        assert_int_equal(fixture_send(fixture,
                                      (struct scsi_command){
                                          .cdb = { MMC_OPCODE_GET_PERFORMANCE, 0, 0, 0, 0, 0, 0, 0,
                                                   0, 8, MMC_PERFORMANCE_TYPE_WRITE_SPEED },
                                          .cdb_size = 12,
                                          .direction = SCSI_DIRECTION_FROM_DEVICE },
                                      8 + 8 * 16),
                         0);
        assert_int_equal(fixture->result.transferred % 16, 8);
        assert_int_equal(fixture->result.transferred > 8, !is_read_only(media[i].medium));
        for (size_t at = 8; at < fixture->result.transferred; at += 16)
            assert_true(fixture_reply_be32(fixture, at + 12) > 0);
    }
}

#define MEDIUM_TEST(test) cmocka_unit_test_setup_teardown(test, fixture_set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        MEDIUM_TEST(test_medium__profiles),
        MEDIUM_TEST(test_medium__capacities),
        MEDIUM_TEST(test_medium__read_only_refuses),
        MEDIUM_TEST(test_medium__speeds),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
