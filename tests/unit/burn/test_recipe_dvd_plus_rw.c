/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of the DVD+RW recipe: formatting in the background, overwriting, stopping the format. */
#include "burn_fixture.h"

#include "mmc/cdb.h"
#include "mmc/format_capacities.h"

#include "support/cmocka_all.h"

#include <string.h>

#define SECTORS 500u

static struct burn_fixture fixture;

static int setup(void **state)
{
    (void)state;
    burn_fixture_init_dvd_plus_rw(&fixture, SECTORS);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    burn_fixture_release(&fixture);
    return 0;
}

static void add_format_capacities(void)
{
    const struct {
        struct mmc_capacity_list_header_wire header;
        struct mmc_current_capacity_wire current;
        struct mmc_format_descriptor_wire formattable;
    } reply = {
        .header = { .length = 16 },
        .current = { be32_of(MEDIUM_SECTORS), MMC_CAPACITY_TYPE_UNFORMATTED, be24_of(2048) },
        .formattable = { be32_of(MEDIUM_SECTORS), MMC_FORMAT_TYPE_DVD_PLUS_RW << 2, be24_of(0) },
    };

    scripted_reply(&fixture.scripted, MMC_OPCODE_READ_FORMAT_CAPACITIES, &reply, sizeof(reply));
}

/* A drive whose background format begins with FORMAT UNIT and ends with CLOSE SESSION. */
static void follow_format(void *context, const struct scsi_command *command)
{
    (void)context;
    if (command->cdb[0] == MMC_OPCODE_FORMAT_UNIT)
        burn_fixture_set_disc(&fixture, MMC_DISC_STATUS_INCOMPLETE, MMC_BACKGROUND_FORMAT_RUNNING);
    if (command->cdb[0] == MMC_OPCODE_CLOSE_TRACK_SESSION)
        burn_fixture_set_disc(&fixture, MMC_DISC_STATUS_INCOMPLETE, MMC_BACKGROUND_FORMAT_STOPPED);
}

static void insert(enum mmc_disc_status status, enum mmc_background_format background)
{
    burn_fixture_set_disc(&fixture, status, background);
    add_format_capacities();
    scripted_good(&fixture.scripted, MMC_OPCODE_FORMAT_UNIT);
    fixture.scripted.on_command = follow_format;
}

static void expect_format(uint8_t parameter)
{
    const uint8_t expected[12] = {
        0, 0x82, 0, 8, 0, 0, MEDIUM_SECTORS >> 8, 0, 0x26 << 2, 0, 0, parameter,
    };

    assert_int_equal(scripted_count(&fixture.scripted, MMC_OPCODE_FORMAT_UNIT), 1);
    assert_memory_equal(scripted_sent(&fixture.scripted, MMC_OPCODE_FORMAT_UNIT, 0)->data, expected,
                        sizeof(expected));
}

static void test_recipe_dvd_plus_rw__overwrites_a_formatted_disc(void **state)
{
    (void)state;
    assert_int_equal(burn_fixture_run(&fixture), STATUS_OK);
    burn_fixture_assert_recorded(&fixture, 0, 0, SECTORS);
    assert_int_equal(scripted_count(&fixture.scripted, MMC_OPCODE_FORMAT_UNIT), 0);
    assert_int_equal(scripted_count(&fixture.scripted, MMC_OPCODE_CLOSE_TRACK_SESSION), 0);
    assert_int_equal(scripted_count(&fixture.scripted, MMC_OPCODE_SYNCHRONIZE_CACHE), 1);
    assert_int_equal(watcher_count(&fixture.watcher, BURN_DATA_ACTION_FORMATTING_MEDIA), 0);
}

static void test_recipe_dvd_plus_rw__formats_a_blank_disc(void **state)
{
    static const enum burn_data_action actions[] = {
        BURN_DATA_ACTION_VALIDATING_MEDIA,
        BURN_DATA_ACTION_FORMATTING_MEDIA,
        BURN_DATA_ACTION_INITIALIZING_HARDWARE,
        BURN_DATA_ACTION_CALIBRATING_POWER,
        BURN_DATA_ACTION_WRITING_DATA,
        BURN_DATA_ACTION_FINALIZATION,
        BURN_DATA_ACTION_COMPLETED,
    };
    static const struct burn_closing closing[] = {
        { MMC_OPCODE_SYNCHRONIZE_CACHE, 0 },
        { MMC_OPCODE_CLOSE_TRACK_SESSION, MMC_CLOSE_FUNCTION_SESSION },
    };

    (void)state;
    insert(MMC_DISC_STATUS_EMPTY, MMC_BACKGROUND_FORMAT_NONE);
    assert_int_equal(burn_fixture_run(&fixture), STATUS_OK);
    expect_format(0);
    watcher_assert_actions(&fixture.watcher, actions, 7);
    burn_fixture_assert_recorded(&fixture, 0, 0, SECTORS);
    burn_fixture_assert_closing(&fixture, closing, 2);
}

static void test_recipe_dvd_plus_rw__restarts_a_stopped_format(void **state)
{
    (void)state;
    insert(MMC_DISC_STATUS_INCOMPLETE, MMC_BACKGROUND_FORMAT_STOPPED);
    assert_int_equal(burn_fixture_run(&fixture), STATUS_OK);
    expect_format(MMC_FORMAT_DVD_PLUS_RW_BITS_RESTART);
}

static void test_recipe_dvd_plus_rw__lets_a_running_format_run(void **state)
{
    static const struct burn_closing closing[] = {
        { MMC_OPCODE_SYNCHRONIZE_CACHE, 0 },
        { MMC_OPCODE_CLOSE_TRACK_SESSION, MMC_CLOSE_FUNCTION_STOP_FORMAT },
    };

    (void)state;
    insert(MMC_DISC_STATUS_INCOMPLETE, MMC_BACKGROUND_FORMAT_RUNNING);
    fixture.options.is_dvd_compatibility_disabled = true;
    assert_int_equal(burn_fixture_run(&fixture), STATUS_OK);
    assert_int_equal(scripted_count(&fixture.scripted, MMC_OPCODE_FORMAT_UNIT), 0);
    burn_fixture_assert_closing(&fixture, closing, 2);
}

static void test_recipe_dvd_plus_rw__reports_while_formatting(void **state)
{
    (void)state;
    insert(MMC_DISC_STATUS_EMPTY, MMC_BACKGROUND_FORMAT_NONE);
    fixture.scripted.answers[0].uses = 1;
    scripted_sense(&fixture.scripted, MMC_OPCODE_TEST_UNIT_READY,
                   SCSI_SENSE_CODE_FORMAT_IN_PROGRESS)
        ->uses = 5;
    scripted_good(&fixture.scripted, MMC_OPCODE_TEST_UNIT_READY);
    assert_int_equal(burn_fixture_run(&fixture), STATUS_OK);
    assert_int_equal(watcher_count(&fixture.watcher, BURN_DATA_ACTION_FORMATTING_MEDIA), 1 + 5);
}

static void test_recipe_dvd_plus_rw__format_that_never_begins(void **state)
{
    (void)state;
    insert(MMC_DISC_STATUS_EMPTY, MMC_BACKGROUND_FORMAT_NONE);
    fixture.scripted.on_command = NULL;
    assert_int_equal(burn_fixture_run(&fixture), STATUS_TIMEOUT);
    assert_int_equal(fixture.result.failure, BURN_FAILURE_DEVICE);
    assert_int_equal(fixture.result.device.condition, MMC_CONDITION_TIMEOUT);
    assert_int_equal(scripted_count(&fixture.scripted, MMC_OPCODE_WRITE_10), 0);
}

static void test_recipe_dvd_plus_rw__format_refused(void **state)
{
    (void)state;
    burn_fixture_set_disc(&fixture, MMC_DISC_STATUS_EMPTY, MMC_BACKGROUND_FORMAT_NONE);
    add_format_capacities();
    scripted_sense(&fixture.scripted, MMC_OPCODE_FORMAT_UNIT,
                   SCSI_SENSE_CODE_CANNOT_FORMAT_INCOMPATIBLE_MEDIUM);
    assert_int_equal(burn_fixture_run(&fixture), STATUS_DEVICE);
    assert_int_equal(fixture.result.device.condition, MMC_CONDITION_INCOMPATIBLE);
    assert_int_equal(fixture.result.action, BURN_DATA_ACTION_FORMATTING_MEDIA);
}

static void test_recipe_dvd_plus_rw__whole_medium_where_nothing_is_offered(void **state)
{
    const struct mmc_format_parameters_wire *sent;

    (void)state;
    insert(MMC_DISC_STATUS_INCOMPLETE, MMC_BACKGROUND_FORMAT_STOPPED);
    fixture.scripted.answers[fixture.scripted.answer_count - 2].opcode = 0xFF;
    assert_int_equal(burn_fixture_run(&fixture), STATUS_OK);
    sent = (const void *)scripted_sent(&fixture.scripted, MMC_OPCODE_FORMAT_UNIT, 0)->data;
    assert_int_equal(be32_get(sent->descriptor.blocks), MMC_FORMAT_BLOCKS_ALL);
}

static void test_recipe_dvd_plus_rw__too_large(void **state)
{
    (void)state;
    fixture.source.size_bytes = (MEDIUM_SECTORS + 1) * 2048;
    assert_int_equal(burn_fixture_run(&fixture), STATUS_TOO_LARGE);
    burn_fixture_assert_untouched(&fixture);
}

static void test_recipe_dvd_plus_rw__cancelled_while_formatting(void **state)
{
    (void)state;
    insert(MMC_DISC_STATUS_EMPTY, MMC_BACKGROUND_FORMAT_NONE);
    fixture.watcher.cancel = &fixture.cancel;
    fixture.watcher.cancel_at = BURN_DATA_ACTION_FORMATTING_MEDIA;
    assert_int_equal(burn_fixture_run(&fixture), STATUS_CANCELLED);
    burn_fixture_assert_untouched(&fixture);
}

static void cancel_at_third_write(void *context, const struct scsi_command *command)
{
    unsigned *writes = context;

    follow_format(NULL, command);
    if (command->cdb[0] == MMC_OPCODE_WRITE_10 && ++*writes == 3)
        burn_cancel_request(&fixture.cancel);
}

static void test_recipe_dvd_plus_rw__cancelled_while_writing(void **state)
{
    static const struct burn_closing closing[] = {
        { MMC_OPCODE_SYNCHRONIZE_CACHE, 0 },
        { MMC_OPCODE_CLOSE_TRACK_SESSION, MMC_CLOSE_FUNCTION_STOP_FORMAT },
    };
    unsigned writes = 0;

    (void)state;
    insert(MMC_DISC_STATUS_EMPTY, MMC_BACKGROUND_FORMAT_NONE);
    fixture.scripted.on_command = cancel_at_third_write;
    fixture.scripted.context = &writes;
    assert_int_equal(burn_fixture_run(&fixture), STATUS_CANCELLED);
    assert_int_equal(scripted_count(&fixture.scripted, MMC_OPCODE_WRITE_10), 3);
    burn_fixture_assert_closing(&fixture, closing, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(test_recipe_dvd_plus_rw__##name, setup, teardown)
        TEST(overwrites_a_formatted_disc),
        TEST(formats_a_blank_disc),
        TEST(restarts_a_stopped_format),
        TEST(lets_a_running_format_run),
        TEST(reports_while_formatting),
        TEST(format_that_never_begins),
        TEST(format_refused),
        TEST(whole_medium_where_nothing_is_offered),
        TEST(too_large),
        TEST(cancelled_while_formatting),
        TEST(cancelled_while_writing),
#undef TEST
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
