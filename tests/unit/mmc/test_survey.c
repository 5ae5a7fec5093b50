/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of mmc_survey_read: what fails alone, what fails together, and no command sent twice. */
#include "mmc/survey.h"

#include "mmc/capacity.h"
#include "mmc/profiles.h"
#include "support/mmc_replies.h"
#include "support/scripted_transport.h"

#include "support/cmocka_all.h"

#define SECTORS 4096u

static struct scripted_transport scripted;
static struct mmc_drive drive;
static struct mmc_survey survey;

static int setup(void **state)
{
    (void)state;
    scripted_transport_init(&scripted);
    drive = scripted_transport_drive(&scripted);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    scripted_transport_release(&scripted);
    return 0;
}

static void insert_dvd_plus_rw(void)
{
    static const struct reply_feature features[] = {
        { MMC_FEATURE_PROFILE_LIST, true, 4, { 0, MMC_PROFILE_DVD_PLUS_RW, 1, 0 } },
        { MMC_FEATURE_DVD_PLUS_RW, true, 4, { 1 } },
    };
    const struct mmc_disc_information_wire disc =
        reply_disc_information(MMC_DISC_STATUS_COMPLETE, MMC_SESSION_STATE_COMPLETE, true);
    const struct mmc_capacity_wire capacity = { be32_of(SECTORS - 1), be32_of(2048) };
    const struct mmc_track_information_wire track = reply_recorded_track(1, 1, 0, SECTORS);
    const struct reply_capabilities page = reply_capabilities(2770);

    scripted_reply(&scripted, MMC_OPCODE_READ_DISC_INFORMATION, &disc, sizeof(disc));
    reply_add_configuration(&scripted, MMC_PROFILE_DVD_PLUS_RW, features, 2);
    scripted_reply(&scripted, MMC_OPCODE_READ_CAPACITY, &capacity, sizeof(capacity));
    scripted_reply(&scripted, MMC_OPCODE_READ_TRACK_INFORMATION, &track, sizeof(track));
    reply_add_capabilities(&scripted, &page);
    scripted_transport_add_medium(&scripted, SECTORS);
}

static void test_survey__everything(void **state)
{
    (void)state;
    insert_dvd_plus_rw();
    mmc_survey_read(&drive, MMC_FACT_BITS_ALL, &survey);
    for (unsigned fact = 0; fact < MMC_FACT_COUNT; fact++)
        assert_int_equal(survey.results[fact].status, STATUS_OK);
    assert_int_equal(survey.medium.type, MMC_MEDIA_TYPE_DVD_PLUS_RW);
    assert_int_equal(survey.state, MMC_MEDIUM_STATE_RANDOMLY_WRITABLE);
    assert_int_equal(survey.protection, 0);
    assert_int_equal(survey.layout.total_sectors, SECTORS);
    assert_false(survey.is_physically_blank);
    assert_true(survey.is_heuristically_blank);
    assert_false(survey.is_first_data_session);
    assert_int_equal(survey.last_recorded_address, SECTORS - 1);
    assert_int_equal(survey.speeds.count, 2);
    assert_int_equal(survey.current_speed.kb_per_s, 2770);
}

static void test_survey__asks_once(void **state)
{
    static const uint8_t opcodes[] = {
        MMC_OPCODE_READ_DISC_INFORMATION,
        MMC_OPCODE_GET_CONFIGURATION,
        MMC_OPCODE_GET_PERFORMANCE,
    };

    (void)state;
    insert_dvd_plus_rw();
    mmc_survey_read(&drive, MMC_FACT_BITS_ALL, &survey);
    for (size_t i = 0; i < sizeof(opcodes); i++)
        assert_int_equal(scripted_count(&scripted, opcodes[i]), 1);
}

static void test_survey__only_what_is_wanted(void **state)
{
    (void)state;
    insert_dvd_plus_rw();
    mmc_survey_read(&drive, MMC_FACT_BIT(MMC_FACT_TYPE), &survey);
    assert_int_equal(survey.results[MMC_FACT_TYPE].status, STATUS_OK);
    assert_int_equal(survey.results[MMC_FACT_LAYOUT].status, STATUS_INVALID_STATE);
    assert_int_equal(survey.results[MMC_FACT_SPEEDS].status, STATUS_INVALID_STATE);
    assert_int_equal(scripted.log_count, 2);
}

static void test_survey__no_medium(void **state)
{
    (void)state;
    scripted_sense(&scripted, MMC_OPCODE_READ_DISC_INFORMATION, SCSI_SENSE_CODE_TRAY_OPEN);
    mmc_survey_read(&drive, MMC_FACT_BITS_ALL & ~MMC_FACT_BIT(MMC_FACT_LAST_RECORDED_ADDRESS),
                    &survey);
    for (unsigned fact = 0; fact < MMC_FACT_COUNT; fact++) {
        assert_int_equal(survey.results[fact].status, STATUS_DEVICE);
        assert_true(survey.results[fact].has_failure);
        assert_int_equal(survey.results[fact].failure.condition, MMC_CONDITION_NO_MEDIUM);
    }
    assert_int_equal(scripted.log_count, 1);
}

static void test_survey__each_fact_fails_for_itself(void **state)
{
    (void)state;
    scripted_outcome(&scripted, MMC_OPCODE_MODE_SENSE_10, SCSI_OUTCOME_TIMEOUT);
    scripted_sense(&scripted, MMC_OPCODE_READ_TRACK_INFORMATION, SCSI_SENSE_CODE_INVALID_OPCODE);
    insert_dvd_plus_rw();
    mmc_survey_read(&drive, MMC_FACT_BITS_ALL, &survey);
    assert_int_equal(survey.results[MMC_FACT_LAYOUT].status, STATUS_OK);
    assert_int_equal(survey.results[MMC_FACT_SPEEDS].status, STATUS_TIMEOUT);
    assert_int_equal(survey.results[MMC_FACT_CURRENT_SPEED].status, STATUS_TIMEOUT);
    assert_int_equal(survey.results[MMC_FACT_CURRENT_SPEED].failure.opcode,
                     MMC_OPCODE_MODE_SENSE_10);
    /* Not a failure of the drive: it does not know the command. */
    assert_int_equal(survey.results[MMC_FACT_LAST_RECORDED_ADDRESS].status, STATUS_NOT_SUPPORTED);
    assert_false(survey.results[MMC_FACT_LAST_RECORDED_ADDRESS].has_failure);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(test_survey__##name, setup, teardown)
        TEST(everything),
        TEST(asks_once),
        TEST(only_what_is_wanted),
        TEST(no_medium),
        TEST(each_fact_fails_for_itself),
#undef TEST
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
