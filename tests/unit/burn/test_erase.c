/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of erasing, on a scripted drive. */
#include "burn/erase.h"

#include "support/mmc_replies.h"
#include "support/scripted_transport.h"

#include "mmc/capacity.h"
#include "mmc/cdb.h"
#include "mmc/profiles.h"

#include "support/cmocka_all.h"

#include <string.h>

#define SECTOR         2048u
#define MEDIUM_SECTORS 8192u
#define END_SECTORS    1024u

/* Reports of one erase. */
struct reports {
    size_t count;
    struct burn_erase_progress last;
};

static struct scripted_transport scripted;
static struct mmc_drive drive;
static struct burn_erase_options options;
static struct burn_erase_result result;
static struct reports reports;

static void add_medium(enum mmc_disc_status status, enum mmc_background_format background,
                       uint16_t profile, uint16_t feature)
{
    const struct reply_feature features[] = {
        { MMC_FEATURE_PROFILE_LIST, true, 4, { (uint8_t)(profile >> 8), (uint8_t)profile, 1, 0 } },
        { feature, true, 4, { 1 } },
    };
    const struct mmc_capacity_wire capacity = { be32_of(MEDIUM_SECTORS - 1), be32_of(SECTOR) };
    struct mmc_disc_information_wire disc =
        reply_disc_information(status, MMC_SESSION_STATE_COMPLETE, true);

    disc.validity = (uint8_t)background;
    scripted_reply(&scripted, MMC_OPCODE_READ_DISC_INFORMATION, &disc, sizeof(disc));
    reply_add_configuration(&scripted, profile, features, 2);
    scripted_reply(&scripted, MMC_OPCODE_READ_CAPACITY, &capacity, sizeof(capacity));
}

static void add_cd_rw(void)
{
    scripted_good(&scripted, MMC_OPCODE_BLANK);
    add_medium(MMC_DISC_STATUS_COMPLETE, MMC_BACKGROUND_FORMAT_NONE, MMC_PROFILE_CD_RW,
               MMC_FEATURE_CD_TRACK_AT_ONCE);
}

static void add_dvd_plus_rw(enum mmc_background_format background)
{
    add_medium(background == MMC_BACKGROUND_FORMAT_NONE ? MMC_DISC_STATUS_EMPTY
                                                        : MMC_DISC_STATUS_COMPLETE,
               background, MMC_PROFILE_DVD_PLUS_RW, MMC_FEATURE_DVD_PLUS_RW);
}

static void add_dvd_ram(void)
{
    add_medium(MMC_DISC_STATUS_OTHER, MMC_BACKGROUND_FORMAT_NONE, MMC_PROFILE_DVD_RAM,
               MMC_FEATURE_RANDOM_WRITABLE);
}

static int setup(void **state)
{
    (void)state;
    scripted_transport_init(&scripted);
    scripted_transport_add_medium(&scripted, MEDIUM_SECTORS);
    memset(scripted.medium, 0xEE, MEDIUM_SECTORS * SECTOR);
    drive = scripted_transport_drive(&scripted);
    memset(&options, 0, sizeof(options));
    memset(&reports, 0, sizeof(reports));
    scripted_good(&scripted, MMC_OPCODE_PREVENT_ALLOW_MEDIUM_REMOVAL);
    scripted_good(&scripted, MMC_OPCODE_SET_STREAMING);
    scripted_good(&scripted, MMC_OPCODE_SYNCHRONIZE_CACHE);
    scripted_good(&scripted, MMC_OPCODE_CLOSE_TRACK_SESSION);
    scripted_good(&scripted, MMC_OPCODE_TEST_UNIT_READY);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    scripted_transport_release(&scripted);
    return 0;
}

static void watch(void *context, const struct burn_erase_progress *progress)
{
    struct reports *seen = context;

    assert_true(progress->total_s >= 1);
    assert_true(progress->total_s >= progress->elapsed_s);
    assert_true(progress->elapsed_s >= seen->last.elapsed_s);
    seen->count++;
    seen->last = *progress;
}

/* Erases with a drive that spins up; asserts that removal is allowed afterwards. */
static enum status erase(void)
{
    const struct burn_erase_observer observer = { watch, &reports };
    enum status status;
    size_t prevents;

    scripted_good(&scripted, MMC_OPCODE_START_STOP_UNIT);
    status = burn_erase(&drive, &options, &observer, &result);
    assert_int_equal(status == STATUS_OK, result.failure == BURN_ERASE_FAILURE_NONE);
    prevents = scripted_count(&scripted, MMC_OPCODE_PREVENT_ALLOW_MEDIUM_REMOVAL);
    assert_int_equal(scripted_sent(&scripted, MMC_OPCODE_PREVENT_ALLOW_MEDIUM_REMOVAL, prevents - 1)
                         ->command.cdb[4],
                     0);
    if (status == STATUS_OK)
        assert_int_equal(reports.last.elapsed_s, reports.last.total_s);
    return status;
}

static void assert_bytes(uint32_t first, uint32_t end, uint8_t value)
{
    for (size_t i = (size_t)first * SECTOR; i < (size_t)end * SECTOR; i++)
        assert_int_equal(scripted.medium[i], value);
}

/* `sense` answers the polls after the first READ DISC INFORMATION, `uses` times. */
static struct scripted_answer *answer_polls(uint32_t sense, unsigned uses)
{
    struct scripted_answer *answer;

    scripted.answers[scripted.answer_count - 3].uses = 1;
    answer = scripted_sense(&scripted, MMC_OPCODE_READ_DISC_INFORMATION, sense);
    answer->uses = uses;
    return answer;
}

static void answer_disc(void)
{
    const struct mmc_disc_information_wire disc =
        reply_disc_information(MMC_DISC_STATUS_EMPTY, MMC_SESSION_STATE_EMPTY, true);

    scripted_reply(&scripted, MMC_OPCODE_READ_DISC_INFORMATION, &disc, sizeof(disc));
}

static const uint8_t *blank_cdb(void)
{
    return scripted_sent(&scripted, MMC_OPCODE_BLANK, 0)->command.cdb;
}

static void test_erase__quick_blank(void **state)
{
    (void)state;
    add_cd_rw();
    assert_int_equal(erase(), STATUS_OK);
    assert_int_equal(blank_cdb()[1], MMC_BLANK_BITS_IMMED | MMC_BLANK_TYPE_MINIMAL);
    assert_int_equal(scripted_count(&scripted, MMC_OPCODE_WRITE_10), 0);
}

static void test_erase__full_blank(void **state)
{
    (void)state;
    options.is_full = true;
    add_medium(MMC_DISC_STATUS_COMPLETE, MMC_BACKGROUND_FORMAT_NONE,
               MMC_PROFILE_DVD_RW_RESTRICTED_OVERWRITE, MMC_FEATURE_RIGID_RESTRICTED_OVERWRITE);
    scripted_good(&scripted, MMC_OPCODE_BLANK);
    assert_int_equal(erase(), STATUS_OK);
    assert_int_equal(blank_cdb()[1], MMC_BLANK_BITS_IMMED | MMC_BLANK_TYPE_DISC);
}

static void test_erase__reports_every_second(void **state)
{
    struct scripted_answer *answer;

    (void)state;
    add_cd_rw();
    answer = answer_polls(SCSI_SENSE_CODE_OPERATION_NOT_READY, 20);
    answer->sense.has_progress = true;
    answer->sense.progress = 0x4000;
    answer_disc();
    assert_int_equal(erase(), STATUS_OK);
    assert_int_equal(reports.count, 20 + 1);
    assert_int_equal(reports.last.elapsed_s, 21);
}

static void test_erase__tolerates_while_blanking(void **state)
{
    static const uint32_t senses[] = {
        SCSI_SENSE_CODE_BECOMING_READY,   SCSI_SENSE_CODE_OPERATION_NOT_READY,
        SCSI_SENSE_CODE_INVALID_OPCODE,   SCSI_SENSE_CODE_INSUFFICIENT_TIME,
        SCSI_SENSE_CODE_COMMAND_SEQUENCE,
    };

    (void)state;
    for (size_t i = 0; i < sizeof(senses) / sizeof(senses[0]); i++) {
        teardown(NULL);
        setup(NULL);
        add_cd_rw();
        answer_polls(senses[i], 8);
        answer_disc();
        assert_int_equal(erase(), STATUS_OK);
        assert_true(reports.count >= 2);
    }
}

static void expect_poll_failure(uint32_t sense, unsigned polls_before,
                                enum burn_erase_failure failure)
{
    teardown(NULL);
    setup(NULL);
    add_cd_rw();
    if (polls_before > 0)
        answer_polls(SCSI_SENSE_CODE_OPERATION_NOT_READY, polls_before);
    scripted.answers[scripted.answer_count - (polls_before > 0 ? 4 : 3)].uses = 1;
    scripted_sense(&scripted, MMC_OPCODE_READ_DISC_INFORMATION, sense);
    assert_int_not_equal(erase(), STATUS_OK);
    assert_int_equal(result.failure, failure);
    assert_int_equal(result.device.result.sense.code, sense);
}

static void test_erase__polling_fails(void **state)
{
    (void)state;
    expect_poll_failure(SCSI_SENSE_CODE_ERASE_FAILURE, 0, BURN_ERASE_FAILURE_UNEXPECTED);
    expect_poll_failure(SCSI_SENSE_CODE_TRAY_OPEN, 0, BURN_ERASE_FAILURE_DEVICE);
    assert_int_equal(result.device.condition, MMC_CONDITION_NO_MEDIUM);
    /* Once 3.6 seconds are over, all failures of a CD-RW are the same. */
    expect_poll_failure(SCSI_SENSE_CODE_ERASE_FAILURE, 3, BURN_ERASE_FAILURE_TOO_LONG);
    expect_poll_failure(SCSI_SENSE_CODE_TRAY_OPEN, 3, BURN_ERASE_FAILURE_TOO_LONG);
}

static void test_erase__takes_an_hour_at_most(void **state)
{
    (void)state;
    add_cd_rw();
    answer_polls(SCSI_SENSE_CODE_OPERATION_NOT_READY, 0);
    assert_int_equal(erase(), STATUS_TIMEOUT);
    assert_int_equal(result.failure, BURN_ERASE_FAILURE_TOO_LONG);
    assert_int_equal(reports.count, 3600);
}

static void expect_blank_failure(uint32_t sense, enum burn_erase_failure failure)
{
    teardown(NULL);
    setup(NULL);
    scripted_sense(&scripted, MMC_OPCODE_BLANK, sense);
    add_cd_rw();
    assert_int_equal(erase(), STATUS_DEVICE);
    assert_int_equal(result.failure, failure);
    assert_int_equal(result.device.opcode, MMC_OPCODE_BLANK);
    assert_int_equal(reports.count, 0);
}

static void test_erase__blank_fails(void **state)
{
    (void)state;
    expect_blank_failure(SCSI_SENSE_CODE_ILLEGAL_MODE, BURN_ERASE_FAILURE_NOT_ERASABLE);
    expect_blank_failure(SCSI_SENSE_CODE_INCOMPATIBLE_MEDIUM, BURN_ERASE_FAILURE_NOT_ERASABLE);
    expect_blank_failure(SCSI_SENSE_CODE_INVALID_FIELD_IN_CDB, BURN_ERASE_FAILURE_COMMAND);
    expect_blank_failure(SCSI_SENSE_CODE_ERASE_FAILURE, BURN_ERASE_FAILURE_COMMAND);
    expect_blank_failure(SCSI_SENSE_CODE_HARDWARE_WRITE_PROTECTED, BURN_ERASE_FAILURE_DEVICE);
    assert_int_equal(result.device.condition, MMC_CONDITION_WRITE_PROTECTED);
}

static void test_erase__spin_up_fails(void **state)
{
    (void)state;
    add_cd_rw();
    scripted_sense(&scripted, MMC_OPCODE_START_STOP_UNIT, SCSI_SENSE_CODE_TRAY_OPEN);
    assert_int_equal(erase(), STATUS_DEVICE);
    assert_int_equal(result.failure, BURN_ERASE_FAILURE_SPIN_UP);
    assert_int_equal(scripted_count(&scripted, MMC_OPCODE_BLANK), 0);
}

static void test_erase__drive_goes(void **state)
{
    (void)state;
    scripted_outcome(&scripted, MMC_OPCODE_BLANK, SCSI_OUTCOME_DEVICE_GONE);
    add_cd_rw();
    assert_int_equal(erase(), STATUS_DEVICE_GONE);
    assert_int_equal(result.failure, BURN_ERASE_FAILURE_DEVICE);
}

static void test_erase__dvd_plus_rw_quick(void **state)
{
    (void)state;
    add_dvd_plus_rw(MMC_BACKGROUND_FORMAT_DONE);
    assert_int_equal(erase(), STATUS_OK);
    assert_bytes(0, END_SECTORS, 0);
    assert_bytes(END_SECTORS, MEDIUM_SECTORS, 0xEE);
    /* Everything twice, as there is only one end. */
    assert_int_equal(scripted_count(&scripted, MMC_OPCODE_WRITE_10), 2 * END_SECTORS / 32);
    assert_int_equal(scripted_count(&scripted, MMC_OPCODE_FORMAT_UNIT), 0);
    assert_int_equal(scripted_count(&scripted, MMC_OPCODE_SEND_OPC_INFORMATION), 1);
    assert_int_equal(scripted_count(&scripted, MMC_OPCODE_SYNCHRONIZE_CACHE), 1);
}

static void test_erase__dvd_plus_rw_full(void **state)
{
    (void)state;
    options.is_full = true;
    add_dvd_plus_rw(MMC_BACKGROUND_FORMAT_DONE);
    assert_int_equal(erase(), STATUS_OK);
    assert_bytes(0, MEDIUM_SECTORS, 0);
    assert_int_equal(scripted_count(&scripted, MMC_OPCODE_WRITE_10), MEDIUM_SECTORS / 32);
}

static void test_erase__dvd_plus_rw_with_a_stopped_format(void **state)
{
    (void)state;
    scripted_good(&scripted, MMC_OPCODE_FORMAT_UNIT);
    add_dvd_plus_rw(MMC_BACKGROUND_FORMAT_STOPPED);
    assert_int_equal(erase(), STATUS_OK);
    assert_int_equal(scripted_sent(&scripted, MMC_OPCODE_FORMAT_UNIT, 0)->data[11],
                     MMC_FORMAT_DVD_PLUS_RW_BITS_RESTART);
}

static void test_erase__dvd_plus_rw_never_formatted(void **state)
{
    (void)state;
    add_dvd_plus_rw(MMC_BACKGROUND_FORMAT_NONE);
    assert_int_equal(erase(), STATUS_OK);
    assert_bytes(0, MEDIUM_SECTORS, 0xEE);
    assert_int_equal(scripted_count(&scripted, MMC_OPCODE_FORMAT_UNIT), 0);
}

static void test_erase__both_ends_of_a_dvd_ram(void **state)
{
    (void)state;
    add_dvd_ram();
    assert_int_equal(erase(), STATUS_OK);
    assert_bytes(0, END_SECTORS, 0);
    assert_bytes(END_SECTORS, MEDIUM_SECTORS - END_SECTORS, 0xEE);
    assert_bytes(MEDIUM_SECTORS - END_SECTORS, MEDIUM_SECTORS, 0);
}

static void test_erase__small_medium_twice(void **state)
{
    const struct mmc_capacity_wire capacity = { be32_of(1599), be32_of(SECTOR) };

    (void)state;
    scripted_reply(&scripted, MMC_OPCODE_READ_CAPACITY, &capacity, sizeof(capacity));
    add_dvd_ram();
    assert_int_equal(erase(), STATUS_OK);
    assert_bytes(0, 1600, 0);
    assert_bytes(1600, MEDIUM_SECTORS, 0xEE);
    assert_int_equal(scripted_count(&scripted, MMC_OPCODE_WRITE_10), 2 * 1600 / 32);
}

static void test_erase__streaming_lost_in_the_cache(void **state)
{
    (void)state;
    scripted.answers[2].outcome = SCSI_OUTCOME_CHECK_CONDITION;
    scripted.answers[2].sense.code = SCSI_SENSE_CODE_LOSS_OF_STREAMING;
    add_dvd_ram();
    assert_int_equal(erase(), STATUS_OK);
}

static void test_erase__write_fails(void **state)
{
    (void)state;
    add_dvd_ram();
    scripted_sense(&scripted, MMC_OPCODE_WRITE_10, SCSI_SENSE_CODE_WRITE_ERROR);
    assert_int_equal(erase(), STATUS_DEVICE);
    assert_int_equal(result.failure, BURN_ERASE_FAILURE_DEVICE);
    assert_int_equal(result.device.opcode, MMC_OPCODE_WRITE_10);
}

static void test_erase__unreadable_disc_information(void **state)
{
    (void)state;
    scripted_reply(&scripted, MMC_OPCODE_READ_DISC_INFORMATION, "\0\4\2", 3);
    assert_int_equal(erase(), STATUS_INVALID_RESPONSE);
    assert_int_equal(result.failure, BURN_ERASE_FAILURE_DEVICE);
    assert_int_equal(result.device.opcode, MMC_OPCODE_READ_DISC_INFORMATION);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(test_erase__##name, setup, teardown)
        TEST(quick_blank),
        TEST(full_blank),
        TEST(reports_every_second),
        TEST(tolerates_while_blanking),
        TEST(polling_fails),
        TEST(takes_an_hour_at_most),
        TEST(blank_fails),
        TEST(spin_up_fails),
        TEST(drive_goes),
        TEST(dvd_plus_rw_quick),
        TEST(dvd_plus_rw_full),
        TEST(dvd_plus_rw_with_a_stopped_format),
        TEST(dvd_plus_rw_never_formatted),
        TEST(both_ends_of_a_dvd_ram),
        TEST(small_medium_twice),
        TEST(streaming_lost_in_the_cache),
        TEST(write_fails),
        TEST(unreadable_disc_information),
#undef TEST
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
