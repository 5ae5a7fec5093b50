/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of the DVD+R recipe: padding, closing, what remains after a cancelled burn. */
#include "burn_fixture.h"

#include "mmc/cdb.h"
#include "mmc/disc_structure.h"
#include "mmc/profiles.h"

#include "support/cmocka_all.h"

#include <string.h>

#define SECTORS 500u

static struct burn_fixture fixture;

static int setup(void **state)
{
    (void)state;
    burn_fixture_init_dvd_plus_r(&fixture, SECTORS);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    burn_fixture_release(&fixture);
    return 0;
}

static void test_recipe_dvd_plus_r__pads_to_16_sectors(void **state)
{
    (void)state;
    memset(fixture.scripted.medium, 0xEE, MEDIUM_SECTORS * 2048u);
    assert_int_equal(burn_fixture_run(&fixture), STATUS_OK);
    burn_fixture_assert_recorded(&fixture, 0, 0, SECTORS);
    for (size_t i = SECTORS * 2048; i < 512 * 2048; i++)
        assert_int_equal(fixture.scripted.medium[i], 0);
    assert_int_equal(fixture.scripted.medium[512 * 2048], 0xEE);
    /* Neither mode page, reservation nor formatting. */
    assert_int_equal(scripted_count(&fixture.scripted, MMC_OPCODE_MODE_SELECT_10), 0);
    assert_int_equal(scripted_count(&fixture.scripted, MMC_OPCODE_RESERVE_TRACK), 0);
    assert_int_equal(scripted_count(&fixture.scripted, MMC_OPCODE_FORMAT_UNIT), 0);
}

static void test_recipe_dvd_plus_r__closes_compatibly(void **state)
{
    (void)state;
    burn_fixture_expect_session_closed(&fixture, MMC_CLOSE_FUNCTION_FINALIZE_COMPATIBLE);
    fixture.options.is_media_to_be_closed = true;
    burn_fixture_expect_session_closed(&fixture, MMC_CLOSE_FUNCTION_FINALIZE_COMPATIBLE);
}

static void test_recipe_dvd_plus_r__stays_appendable(void **state)
{
    (void)state;
    fixture.options.is_dvd_compatibility_disabled = true;
    burn_fixture_expect_session_closed(&fixture, MMC_CLOSE_FUNCTION_SESSION);
}

static void test_recipe_dvd_plus_r__closes_normally(void **state)
{
    (void)state;
    fixture.options.is_dvd_compatibility_disabled = true;
    fixture.options.is_media_to_be_closed = true;
    burn_fixture_expect_session_closed(&fixture, MMC_CLOSE_FUNCTION_FINALIZE);
}

static void set_track(uint8_t number, uint32_t start, uint32_t free_blocks)
{
    const struct mmc_track_information_wire track =
        reply_open_track(number, number, start, start, free_blocks);

    for (size_t i = 0; i < fixture.scripted.answer_count; i++) {
        if (fixture.scripted.answers[i].opcode == MMC_OPCODE_READ_TRACK_INFORMATION)
            memcpy(fixture.scripted.answers[i].reply, &track, sizeof(track));
    }
}

static void test_recipe_dvd_plus_r__two_percent_are_full(void **state)
{
    (void)state;
    fixture.options.is_dvd_compatibility_disabled = true;
    /* 512 of 528 written: 16 * 50 > 528. */
    set_track(1, 0, 528);
    burn_fixture_expect_session_closed(&fixture, MMC_CLOSE_FUNCTION_SESSION);
    set_track(1, 0, 512);
    burn_fixture_expect_session_closed(&fixture, MMC_CLOSE_FUNCTION_FINALIZE);
}

static void test_recipe_dvd_plus_r__two_percent_of_a_large_disc(void **state)
{
    (void)state;
    burn_fixture_release(&fixture);
    burn_fixture_init_dvd_plus_r(&fixture, 2560);
    fixture.options.is_dvd_compatibility_disabled = true;
    /* 48 sectors stay free: 48 * 50 <= 2608, but 64 * 50 > 2624. */
    set_track(1, 0, 2608);
    burn_fixture_expect_session_closed(&fixture, MMC_CLOSE_FUNCTION_FINALIZE);
    set_track(1, 0, 2624);
    burn_fixture_expect_session_closed(&fixture, MMC_CLOSE_FUNCTION_SESSION);
}

static void test_recipe_dvd_plus_r__second_choice_of_old_drives(void **state)
{
    const struct burn_closing closing[] = {
        { MMC_OPCODE_SYNCHRONIZE_CACHE, 0 },
        { MMC_OPCODE_CLOSE_TRACK_SESSION, MMC_CLOSE_FUNCTION_TRACK },
        { MMC_OPCODE_CLOSE_TRACK_SESSION, MMC_CLOSE_FUNCTION_FINALIZE_COMPATIBLE },
        { MMC_OPCODE_CLOSE_TRACK_SESSION, MMC_CLOSE_FUNCTION_FINALIZE },
    };

    (void)state;
    for (size_t i = 0; i < fixture.scripted.answer_count; i++) {
        struct scripted_answer *answer = &fixture.scripted.answers[i];

        if (answer->opcode != MMC_OPCODE_CLOSE_TRACK_SESSION)
            continue;
        answer->offset = 2;
        answer->value = MMC_CLOSE_FUNCTION_FINALIZE_COMPATIBLE;
        answer->outcome = SCSI_OUTCOME_CHECK_CONDITION;
        answer->sense.code = SCSI_SENSE_CODE_INVALID_FIELD_IN_CDB;
    }
    scripted_good(&fixture.scripted, MMC_OPCODE_CLOSE_TRACK_SESSION);
    assert_int_equal(burn_fixture_run(&fixture), STATUS_OK);
    burn_fixture_assert_closing(&fixture, closing, 4);
}

static void test_recipe_dvd_plus_r__closing_fails(void **state)
{
    (void)state;
    for (size_t i = 0; i < fixture.scripted.answer_count; i++) {
        struct scripted_answer *answer = &fixture.scripted.answers[i];

        if (answer->opcode != MMC_OPCODE_CLOSE_TRACK_SESSION)
            continue;
        answer->outcome = SCSI_OUTCOME_CHECK_CONDITION;
        answer->sense.code = SCSI_SENSE_CODE_SESSION_FIXATION;
    }
    assert_int_equal(burn_fixture_run(&fixture), STATUS_DEVICE);
    assert_int_equal(fixture.result.failure, BURN_FAILURE_DEVICE);
    assert_int_equal(fixture.result.action, BURN_DATA_ACTION_FINALIZATION);
    assert_int_equal(fixture.result.device.opcode, MMC_OPCODE_CLOSE_TRACK_SESSION);
}

static void test_recipe_dvd_plus_r__reports_while_closing(void **state)
{
    (void)state;
    /* The first answer serves the wait for the spin-up, the next ones the closing. */
    fixture.scripted.answers[0].uses = 1;
    scripted_sense(&fixture.scripted, MMC_OPCODE_TEST_UNIT_READY,
                   SCSI_SENSE_CODE_OPERATION_NOT_READY)
        ->uses = 4;
    scripted_good(&fixture.scripted, MMC_OPCODE_TEST_UNIT_READY);
    assert_int_equal(burn_fixture_run(&fixture), STATUS_OK);
    assert_int_equal(watcher_count(&fixture.watcher, BURN_DATA_ACTION_FINALIZATION), 1 + 4);
}

static void test_recipe_dvd_plus_r__next_session(void **state)
{
    struct mmc_disc_information_wire disc =
        reply_disc_information(MMC_DISC_STATUS_INCOMPLETE, MMC_SESSION_STATE_INCOMPLETE, false);
    const struct mmc_track_information_wire first = reply_recorded_track(1, 1, 0, 1600);
    const struct mmc_track_information_wire track = reply_open_track(2, 2, 4096, 4096, 100000);
    struct scripted_answer *answer;

    (void)state;
    reply_set_sessions(&disc, 2, 2, 2);
    memcpy(fixture.disc->reply, &disc, sizeof(disc));
    for (size_t i = 0; i < fixture.scripted.answer_count; i++) {
        if (fixture.scripted.answers[i].opcode != MMC_OPCODE_READ_TRACK_INFORMATION)
            continue;
        fixture.scripted.answers[i].offset = 5;
        fixture.scripted.answers[i].value = 2;
        memcpy(fixture.scripted.answers[i].reply, &track, sizeof(track));
    }
    answer =
        scripted_reply(&fixture.scripted, MMC_OPCODE_READ_TRACK_INFORMATION, &first, sizeof(first));
    answer->offset = 5;
    answer->value = 1;
    fixture.options.is_dvd_compatibility_disabled = true;

    assert_int_equal(burn_fixture_run(&fixture), STATUS_OK);

    burn_fixture_assert_recorded(&fixture, 4096, 0, SECTORS);
    assert_int_equal(fixture.watcher.seen[fixture.watcher.count - 1].engine.start_lba, 4096);
    assert_int_equal(
        scripted_sent(&fixture.scripted, MMC_OPCODE_CLOSE_TRACK_SESSION, 0)->command.cdb[5], 2);
}

static void test_recipe_dvd_plus_r__finished_disc(void **state)
{
    (void)state;
    burn_fixture_set_disc(&fixture, MMC_DISC_STATUS_COMPLETE, MMC_BACKGROUND_FORMAT_NONE);
    assert_int_equal(burn_fixture_run(&fixture), STATUS_NOT_SUPPORTED);
    assert_int_equal(fixture.result.failure, BURN_FAILURE_MEDIUM_NOT_SUPPORTED);
    burn_fixture_assert_untouched(&fixture);
}

static void test_recipe_dvd_plus_r__exactly_full(void **state)
{
    (void)state;
    set_track(1, 0, 512);
    burn_fixture_release(&fixture);
    burn_fixture_init_dvd_plus_r(&fixture, 512);
    set_track(1, 0, 512);
    assert_int_equal(burn_fixture_run(&fixture), STATUS_OK);
    burn_fixture_assert_recorded(&fixture, 0, 0, 512);
}

static void test_recipe_dvd_plus_r__cancelled_disc_stays_usable(void **state)
{
    (void)state;
    burn_fixture_expect_cancelled_and_closed(&fixture);
}

static void test_recipe_dvd_plus_r__nothing_written_nothing_closed(void **state)
{
    (void)state;
    fixture.image.fails_at = 1;
    fixture.image.largest_read = 1;
    assert_int_equal(burn_fixture_run(&fixture), STATUS_FOREIGN);
    assert_int_equal(scripted_count(&fixture.scripted, MMC_OPCODE_WRITE_10), 0);
    assert_int_equal(scripted_count(&fixture.scripted, MMC_OPCODE_SYNCHRONIZE_CACHE), 0);
    assert_int_equal(scripted_count(&fixture.scripted, MMC_OPCODE_CLOSE_TRACK_SESSION), 0);
}

static void insert_dual_layer(void)
{
    const struct burn_fixture_medium medium = {
        .profile = MMC_PROFILE_DVD_PLUS_R_DL,
        .feature = MMC_FEATURE_DVD_PLUS_R_DL,
        .feature_flags = MMC_FEATURE_DVD_PLUS_BITS_WRITE,
        .status = MMC_DISC_STATUS_EMPTY,
    };

    burn_fixture_release(&fixture);
    burn_fixture_init(&fixture, SECTORS, &medium);
    burn_fixture_add_track(&fixture, reply_open_track(1, 1, 0, 0, 4173824), 0);
}

static void test_recipe_dvd_plus_r__two_layers_are_always_closed(void **state)
{
    (void)state;
    insert_dual_layer();
    burn_fixture_expect_session_closed(&fixture, MMC_CLOSE_FUNCTION_FINALIZE_COMPATIBLE);
    fixture.options.is_dvd_compatibility_disabled = true;
    burn_fixture_expect_session_closed(&fixture, MMC_CLOSE_FUNCTION_FINALIZE);
}

static void test_recipe_dvd_plus_r__both_layers_end_together(void **state)
{
    const struct scripted_entry *sent;

    (void)state;
    insert_dual_layer();
    scripted_good(&fixture.scripted, MMC_OPCODE_SEND_DISC_STRUCTURE);
    assert_int_equal(burn_fixture_run(&fixture), STATUS_OK);
    sent = scripted_sent(&fixture.scripted, MMC_OPCODE_SEND_DISC_STRUCTURE, 0);
    assert_int_equal(sent->command.cdb[7], MMC_DISC_STRUCTURE_FORMAT_LAYER_CAPACITY);
    assert_int_equal(sent->data[10] << 8 | sent->data[11], 256);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(test_recipe_dvd_plus_r__##name, setup, teardown)
        TEST(pads_to_16_sectors),
        TEST(closes_compatibly),
        TEST(stays_appendable),
        TEST(closes_normally),
        TEST(two_percent_are_full),
        TEST(two_percent_of_a_large_disc),
        TEST(second_choice_of_old_drives),
        TEST(closing_fails),
        TEST(reports_while_closing),
        TEST(next_session),
        TEST(finished_disc),
        TEST(exactly_full),
        TEST(cancelled_disc_stays_usable),
        TEST(nothing_written_nothing_closed),
        TEST(two_layers_are_always_closed),
        TEST(both_layers_end_together),
#undef TEST
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
