/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of burn/audio_disc.h: tracks, accounting, closing, cancelling, faults. */
#include "cd_fixture.h"

#include "burn/audio_disc.h"
#include "mmc/toc.h"

#include "support/cmocka_all.h"

#include <string.h>

#define SECTOR  BURN_AUDIO_SECTOR_BYTES
#define SECTORS 400u
#define BYTES   (SECTORS * (size_t)SECTOR)

static struct cd_fixture fixture;
static struct burn_audio_disc disc;
static struct burn_audio_options options;

static void insert(enum disc_medium medium)
{
    cd_fixture_init(&fixture, BYTES, "disc.iso", medium);
    options = (struct burn_audio_options){ .common.speed.sectors_per_s = MMC_WRITE_SPEED_FASTEST };
}

static int setup(void **state)
{
    (void)state;
    insert(DISC_MEDIUM_CD_R);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    cd_fixture_release(&fixture);
    return 0;
}

static enum status prepare(void)
{
    return burn_audio_disc_prepare(&fixture.virtual.drive, &disc, &fixture.result);
}

static enum status add(size_t bytes)
{
    const struct burn_cd_source source = cd_fixture_source(&fixture, bytes);
    enum status status;

    fixture.count = 0;
    status = burn_audio_disc_add(&fixture.virtual.drive, &disc, &options, &source,
                                 &fixture.observer, &fixture.virtual.cancel, &fixture.result);
    assert_int_equal(status == STATUS_OK, fixture.result.failure == BURN_CD_FAILURE_NONE);
    return status;
}

static enum status release(void)
{
    enum status status;

    fixture.count = 0;
    status = burn_audio_disc_release(&fixture.virtual.drive, &disc, &options, &fixture.observer,
                                     &fixture.result);
    assert_int_equal(status == STATUS_OK, fixture.result.failure == BURN_CD_FAILURE_NONE);
    assert_false(fixture.is_removal_prevented);
    return status;
}

static struct mmc_toc table(void)
{
    struct mmc_toc toc;

    assert_int_equal(mmc_toc_read(&fixture.virtual.drive, &toc), STATUS_OK);
    return toc;
}

static void test_audio_disc__three_tracks(void **state)
{
    static const enum burn_cd_action adding[] = { BURN_CD_ACTION_PREPARING, BURN_CD_ACTION_WRITING,
                                                  BURN_CD_ACTION_FINISHING };
    static const enum burn_cd_action releasing[] = { BURN_CD_ACTION_FINISHING };
    struct mmc_toc toc;

    (void)state;
    assert_int_equal(prepare(), STATUS_OK);
    assert_true(fixture.is_removal_prevented);
    for (uint32_t i = 0; i < 3; i++) {
        const uint32_t free_sectors = disc.free_sectors;

        assert_int_equal(add(BYTES), STATUS_OK);
        cd_fixture_assert_actions(&fixture, adding, 3);
        assert_int_equal(fixture.seen[0].track, i + 1);
        assert_int_equal(fixture.seen[fixture.count - 1].engine.sector_count, SECTORS);
        assert_int_equal(disc.track_count, i + 1);
        assert_true(disc.free_sectors <= free_sectors - SECTORS);
    }
    assert_int_equal(release(), STATUS_OK);
    cd_fixture_assert_actions(&fixture, releasing, 1);
    toc = table();
    assert_int_equal(toc.track_count, 3);
    for (uint8_t i = 0; i < 3; i++) {
        assert_int_equal(toc.tracks[i].control & MMC_TRACK_MODE_DATA, 0);
        assert_int_equal(toc.tracks[i].start, disc.track_starts[i]);
        cd_fixture_assert_audio(&fixture, toc.tracks[i].start, 0, SECTORS);
    }
    assert_int_equal(toc.lead_out_start, disc.lead_out_start);
    assert_int_equal(virtual_fixture_examine(&fixture.virtual).disc.status,
                     MMC_DISC_STATUS_COMPLETE);
}

static void test_audio_disc__left_open(void **state)
{
    (void)state;
    options.is_disc_left_open = true;
    assert_int_equal(prepare(), STATUS_OK);
    assert_int_equal(add(BYTES), STATUS_OK);
    assert_int_equal(release(), STATUS_OK);
    assert_int_equal(virtual_fixture_examine(&fixture.virtual).disc.status,
                     MMC_DISC_STATUS_INCOMPLETE);
    /* The next session holds data. */
    assert_int_equal(virtual_fixture_burn(&fixture.virtual), STATUS_OK);
    cd_fixture_assert_audio(&fixture, 0, 0, SECTORS);
}

static void test_audio_disc__verified(void **state)
{
    static const enum burn_cd_action adding[] = { BURN_CD_ACTION_PREPARING, BURN_CD_ACTION_WRITING,
                                                  BURN_CD_ACTION_FINISHING,
                                                  BURN_CD_ACTION_VERIFYING };
    static const enum burn_cd_action releasing[] = { BURN_CD_ACTION_FINISHING,
                                                     BURN_CD_ACTION_VERIFYING };

    (void)state;
    options.is_verified = true;
    assert_int_equal(prepare(), STATUS_OK);
    assert_int_equal(add(BYTES), STATUS_OK);
    cd_fixture_assert_actions(&fixture, adding, 4);
    assert_int_equal(release(), STATUS_OK);
    cd_fixture_assert_actions(&fixture, releasing, 2);
}

static void test_audio_disc__verification_fails(void **state)
{
    (void)state;
    options.is_verified = true;
    assert_int_equal(prepare(), STATUS_OK);
    assert_int_equal(add(BYTES), STATUS_OK);
    cd_fixture_fail(&fixture, MMC_OPCODE_READ_TOC_PMA_ATIP, 0, SCSI_OUTCOME_CHECK_CONDITION,
                    SCSI_SENSE_CODE_INTERNAL_TARGET_FAILURE);
    assert_int_equal(release(), STATUS_MISMATCH);
    assert_int_equal(fixture.result.failure, BURN_CD_FAILURE_VERIFICATION);
}

static void test_audio_disc__short_track_is_padded(void **state)
{
    (void)state;
    assert_int_equal(prepare(), STATUS_OK);
    assert_int_equal(add(SECTOR), STATUS_OK);
    assert_int_equal(fixture.seen[0].engine.sector_count, BURN_AUDIO_TRACK_SECTORS_MINIMUM);
    assert_true(disc.lead_out_start >= BURN_AUDIO_TRACK_SECTORS_MINIMUM);
    assert_int_equal(release(), STATUS_OK);
    cd_fixture_assert_audio(&fixture, 0, 0, 1);
}

static void test_audio_disc__bad_streams(void **state)
{
    (void)state;
    assert_int_equal(prepare(), STATUS_OK);
    assert_int_equal(add(0), STATUS_INVALID_ARGUMENT);
    assert_int_equal(fixture.result.failure, BURN_CD_FAILURE_STREAM_NOT_SUPPORTED);
    assert_int_equal(add(BYTES + 1), STATUS_INVALID_ARGUMENT);
    assert_int_equal(add((size_t)(disc.free_sectors + 1) * SECTOR), STATUS_NO_SPACE);
    assert_int_equal(fixture.result.failure, BURN_CD_FAILURE_NO_SPACE);
    assert_int_equal(fixture.virtual.writes, 0);
    assert_int_equal(disc.track_count, 0);
    assert_int_equal(release(), STATUS_OK);
    assert_int_equal(virtual_fixture_examine(&fixture.virtual).disc.status, MMC_DISC_STATUS_EMPTY);
}

/* What a stream gave before it failed is a track. */
static void test_audio_disc__stream_fails_halfway(void **state)
{
    (void)state;
    assert_int_equal(prepare(), STATUS_OK);
    fixture.virtual.image.fails_at = 350 * (size_t)SECTOR;
    assert_int_equal(add(BYTES), STATUS_FOREIGN);
    assert_int_equal(fixture.result.failure, BURN_CD_FAILURE_STREAM);
    fixture.virtual.image.fails_at = 0;
    assert_int_equal(add(BYTES), STATUS_OK);
    assert_int_equal(release(), STATUS_OK);
    assert_int_equal(table().track_count, disc.track_count);
    cd_fixture_assert_audio(&fixture, disc.track_starts[disc.track_count - 1], 0, SECTORS);
}

static void test_audio_disc__stream_ends_early(void **state)
{
    (void)state;
    assert_int_equal(prepare(), STATUS_OK);
    fixture.virtual.image.ends_at = 350 * (size_t)SECTOR;
    assert_int_equal(add(BYTES), STATUS_END_OF_DATA);
    assert_int_equal(fixture.result.failure, BURN_CD_FAILURE_STREAM_ENDED);
    assert_int_equal(release(), STATUS_OK);
}

static void test_audio_disc__cancelled_before_writing(void **state)
{
    (void)state;
    assert_int_equal(prepare(), STATUS_OK);
    fixture.cancel_at = BURN_CD_ACTION_PREPARING;
    assert_int_equal(add(BYTES), STATUS_CANCELLED);
    assert_int_equal(fixture.virtual.writes, 0);
    assert_int_equal(disc.track_count, 0);
    cd_fixture_forget(&fixture);
    assert_int_equal(add(BYTES), STATUS_OK);
    assert_int_equal(release(), STATUS_OK);
}

/* What was recorded is a shorter track, and other tracks follow. */
static void test_audio_disc__cancelled_while_writing(void **state)
{
    struct mmc_toc toc;

    (void)state;
    assert_int_equal(prepare(), STATUS_OK);
    fixture.virtual.cancel_at_write = 3;
    assert_int_equal(add(BYTES), STATUS_CANCELLED);
    assert_int_equal(fixture.result.failure, BURN_CD_FAILURE_CANCELLED);
    assert_int_equal(disc.track_count, 1);
    assert_in_range(disc.lead_out_start, BURN_AUDIO_TRACK_SECTORS_MINIMUM, SECTORS - 1);
    cd_fixture_forget(&fixture);
    fixture.virtual.cancel_at_write = 0;
    assert_int_equal(add(BYTES), STATUS_OK);
    assert_int_equal(release(), STATUS_OK);
    toc = table();
    assert_int_equal(toc.track_count, 2);
    cd_fixture_assert_audio(&fixture, 0, 0, 50);
    cd_fixture_assert_audio(&fixture, toc.tracks[1].start, 0, SECTORS);
}

static void test_audio_disc__cancelled_at_the_end(void **state)
{
    (void)state;
    assert_int_equal(prepare(), STATUS_OK);
    fixture.cancel_at = BURN_CD_ACTION_FINISHING;
    assert_int_equal(add(BYTES), STATUS_CANCELLED);
    assert_int_equal(disc.track_count, 1);
    assert_int_equal(release(), STATUS_OK);
    cd_fixture_assert_audio(&fixture, 0, 0, SECTORS);
}

static void test_audio_disc__ninety_nine_tracks(void **state)
{
    (void)state;
    options.common.is_single_threaded = true;
    assert_int_equal(prepare(), STATUS_OK);
    for (unsigned i = 0; i < BURN_AUDIO_TRACKS_MAXIMUM; i++)
        assert_int_equal(add(SECTOR), STATUS_OK);
    assert_int_equal(add(SECTOR), STATUS_TOO_MANY);
    assert_int_equal(fixture.result.failure, BURN_CD_FAILURE_TRACK_LIMIT);
    assert_int_equal(release(), STATUS_OK);
    assert_int_equal(table().track_count, BURN_AUDIO_TRACKS_MAXIMUM);
}

static void test_audio_disc__nothing_recorded(void **state)
{
    (void)state;
    assert_int_equal(prepare(), STATUS_OK);
    assert_int_equal(release(), STATUS_OK);
    assert_int_equal(fixture.count, 0);
    assert_int_equal(virtual_fixture_examine(&fixture.virtual).disc.status, MMC_DISC_STATUS_EMPTY);
}

static void test_audio_disc__another_medium(void **state)
{
    (void)state;
    assert_int_equal(prepare(), STATUS_OK);
    assert_int_equal(add(BYTES), STATUS_OK);
    virtual_fixture_insert(&fixture.virtual, "other.iso", DISC_MEDIUM_CD_R);
    assert_int_equal(add(BYTES), STATUS_CHANGED);
    assert_int_equal(fixture.result.failure, BURN_CD_FAILURE_MEDIUM_CHANGED);
    assert_int_equal(virtual_fixture_examine(&fixture.virtual).disc.status, MMC_DISC_STATUS_EMPTY);
}

static void test_audio_disc__media_that_cannot_be_prepared(void **state)
{
    (void)state;
    virtual_fixture_insert(&fixture.virtual, "dvd.iso", DISC_MEDIUM_DVD_PLUS_R);
    assert_int_equal(prepare(), STATUS_NOT_SUPPORTED);
    assert_int_equal(fixture.result.failure, BURN_CD_FAILURE_MEDIUM_NOT_SUPPORTED);
    assert_false(fixture.is_removal_prevented);

    virtual_fixture_insert(&fixture.virtual, "written.iso", DISC_MEDIUM_CD_RW);
    assert_int_equal(virtual_fixture_burn(&fixture.virtual), STATUS_OK);
    assert_int_equal(prepare(), STATUS_NOT_EMPTY);
    assert_int_equal(fixture.result.failure, BURN_CD_FAILURE_MEDIUM_NOT_BLANK);
    assert_false(fixture.is_removal_prevented);
}

/* What each phase of a recording does with a drive that fails in it. */
struct fault {
    uint8_t opcode;
    unsigned skip;
    enum scsi_outcome outcome;
    uint32_t sense;
};

static const struct fault faults[] = {
    { MMC_OPCODE_READ_DISC_INFORMATION, 0, SCSI_OUTCOME_TIMEOUT, 0 },
    { MMC_OPCODE_READ_DISC_INFORMATION, 0, SCSI_OUTCOME_CHECK_CONDITION,
      SCSI_SENSE_CODE_TRAY_OPEN },
    { MMC_OPCODE_MODE_SELECT_10, 0, SCSI_OUTCOME_DEVICE_GONE, 0 },
    { MMC_OPCODE_MODE_SELECT_10, 0, SCSI_OUTCOME_CHECK_CONDITION,
      SCSI_SENSE_CODE_INTERNAL_TARGET_FAILURE },
    { MMC_OPCODE_SEND_OPC_INFORMATION, 0, SCSI_OUTCOME_CHECK_CONDITION,
      SCSI_SENSE_CODE_POWER_CALIBRATION_ERROR },
    { MMC_OPCODE_WRITE_10, 0, SCSI_OUTCOME_CHECK_CONDITION, SCSI_SENSE_CODE_WRITE_ERROR },
    { MMC_OPCODE_WRITE_10, 2, SCSI_OUTCOME_CHECK_CONDITION, SCSI_SENSE_CODE_LOSS_OF_STREAMING },
    { MMC_OPCODE_WRITE_10, 2, SCSI_OUTCOME_CHECK_CONDITION,
      SCSI_SENSE_CODE_MEDIUM_MAY_HAVE_CHANGED },
    { MMC_OPCODE_WRITE_10, 2, SCSI_OUTCOME_DEVICE_GONE, 0 },
    { MMC_OPCODE_WRITE_10, 2, SCSI_OUTCOME_LOCKED, 0 },
    { MMC_OPCODE_WRITE_10, 2, SCSI_OUTCOME_TRANSPORT_ERROR, 0 },
    { MMC_OPCODE_SYNCHRONIZE_CACHE, 0, SCSI_OUTCOME_CHECK_CONDITION, SCSI_SENSE_CODE_WRITE_ERROR },
    { MMC_OPCODE_SYNCHRONIZE_CACHE, 0, SCSI_OUTCOME_TIMEOUT, 0 },
    { MMC_OPCODE_CLOSE_TRACK_SESSION, 0, SCSI_OUTCOME_CHECK_CONDITION,
      SCSI_SENSE_CODE_INTERNAL_TARGET_FAILURE },
    { MMC_OPCODE_CLOSE_TRACK_SESSION, 0, SCSI_OUTCOME_DEVICE_GONE, 0 },
};

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static void expect_failure_of(const struct fault *fault, enum status status)
{
    const struct scsi_result result = { .outcome = fault->outcome, .sense.code = fault->sense };
    const enum mmc_condition condition = mmc_condition_of(fault->opcode, &result);

    assert_int_equal(status, mmc_condition_status(condition));
    assert_int_equal(fixture.result.failure, BURN_CD_FAILURE_DEVICE);
    assert_int_equal(fixture.result.device.opcode, fault->opcode);
    assert_int_equal(fixture.result.device.condition, condition);
}

/* The tray is unlocked, and the same drive records the next disc. */
static void expect_reusable(void)
{
    cd_fixture_heal(&fixture);
    virtual_fixture_insert(&fixture.virtual, "next.iso", DISC_MEDIUM_CD_R);
    assert_int_equal(prepare(), STATUS_OK);
    assert_int_equal(add(BYTES), STATUS_OK);
    assert_int_equal(release(), STATUS_OK);
    cd_fixture_assert_audio(&fixture, 0, 0, SECTORS);
}

static void run_fault(const struct fault *fault, uint32_t tracks_before)
{
    insert(DISC_MEDIUM_CD_R);
    assert_int_equal(prepare(), STATUS_OK);
    for (uint32_t i = 0; i < tracks_before; i++)
        assert_int_equal(add(BYTES), STATUS_OK);
    cd_fixture_fail(&fixture, fault->opcode, fault->skip, fault->outcome, fault->sense);
    expect_failure_of(fault, add(BYTES));
    assert_true(fixture.fault_hits > 0);
    assert_int_equal(disc.track_count, tracks_before);
    cd_fixture_heal(&fixture);
    /* The tracks there were are not lost. */
    assert_int_equal(release(), STATUS_OK);
    if (tracks_before > 0)
        cd_fixture_assert_audio(&fixture, 0, 0, SECTORS);
    expect_reusable();
    cd_fixture_release(&fixture);
}

static void test_audio_disc__faults(void **state)
{
    unsigned cases = 0;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(faults); i++) {
        for (uint32_t before = 0; before < 2; before++) {
            /* Calibration is for the first track alone. */
            if (before > 0 && faults[i].opcode == MMC_OPCODE_SEND_OPC_INFORMATION)
                continue;
            run_fault(&faults[i], before);
            cases++;
        }
    }
    print_message("%u cases\n", cases);
}

static void test_audio_disc__faults_of_preparing(void **state)
{
    static const struct fault preparing[] = {
        { MMC_OPCODE_START_STOP_UNIT, 0, SCSI_OUTCOME_TIMEOUT, 0 },
        { MMC_OPCODE_TEST_UNIT_READY, 0, SCSI_OUTCOME_CHECK_CONDITION, SCSI_SENSE_CODE_TRAY_OPEN },
        { MMC_OPCODE_READ_DISC_INFORMATION, 0, SCSI_OUTCOME_DEVICE_GONE, 0 },
        { MMC_OPCODE_GET_CONFIGURATION, 0, SCSI_OUTCOME_LOCKED, 0 },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(preparing); i++) {
        insert(DISC_MEDIUM_CD_RW);
        cd_fixture_fail(&fixture, preparing[i].opcode, 0, preparing[i].outcome, preparing[i].sense);
        expect_failure_of(&preparing[i], prepare());
        assert_false(fixture.is_removal_prevented);
        expect_reusable();
        cd_fixture_release(&fixture);
    }
}

static void test_audio_disc__faults_of_releasing(void **state)
{
    static const struct fault releasing[] = {
        { MMC_OPCODE_MODE_SELECT_10, 0, SCSI_OUTCOME_TIMEOUT, 0 },
        { MMC_OPCODE_CLOSE_TRACK_SESSION, 0, SCSI_OUTCOME_CHECK_CONDITION,
          SCSI_SENSE_CODE_WRITE_ERROR },
        { MMC_OPCODE_CLOSE_TRACK_SESSION, 0, SCSI_OUTCOME_DEVICE_GONE, 0 },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(releasing); i++) {
        insert(DISC_MEDIUM_CD_R);
        assert_int_equal(prepare(), STATUS_OK);
        assert_int_equal(add(BYTES), STATUS_OK);
        cd_fixture_fail(&fixture, releasing[i].opcode, 0, releasing[i].outcome, releasing[i].sense);
        expect_failure_of(&releasing[i], release());
        expect_reusable();
        cd_fixture_release(&fixture);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define DISC_TEST(name) cmocka_unit_test_setup_teardown(test_audio_disc__##name, setup, teardown)
        DISC_TEST(three_tracks),
        DISC_TEST(left_open),
        DISC_TEST(verified),
        DISC_TEST(verification_fails),
        DISC_TEST(short_track_is_padded),
        DISC_TEST(bad_streams),
        DISC_TEST(stream_fails_halfway),
        DISC_TEST(stream_ends_early),
        DISC_TEST(cancelled_before_writing),
        DISC_TEST(cancelled_while_writing),
        DISC_TEST(cancelled_at_the_end),
        DISC_TEST(ninety_nine_tracks),
        DISC_TEST(nothing_recorded),
        DISC_TEST(another_medium),
        DISC_TEST(media_that_cannot_be_prepared),
#undef DISC_TEST
        cmocka_unit_test(test_audio_disc__faults),
        cmocka_unit_test(test_audio_disc__faults_of_preparing),
        cmocka_unit_test(test_audio_disc__faults_of_releasing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
