/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* DVD+RW: formatted in the background, written anywhere. */
#include "virtualdrive/medium.h"

#include "drive_fixture.h"
#include "mmc/event_status.h"
#include "mmc/format_capacities.h"
#include "mmc/opcodes.h"
#include "mmc/toc.h"
#include "support/cmocka_all.h"

#include <string.h>

#define CAPACITY  2295104
#define FORMAT_MS 100000 /* as in the fixture */

static int set_up(void **state)
{
    fixture_set_up(state);
    fixture_insert(*state, DISC_MEDIUM_DVD_PLUS_RW);
    return 0;
}

static enum mmc_background_format background(struct drive_fixture *fixture)
{
    return (enum mmc_background_format)(fixture_disc_information(fixture).validity &
                                        MMC_DISC_INFORMATION_VALIDITY_BITS_FORMAT_MASK);
}

static uint32_t capacity(struct drive_fixture *fixture)
{
    assert_int_equal(fixture_send(fixture, mmc_command_read_capacity(), 8), 0);
    return fixture_reply_be32(fixture, 0);
}

static void test_dvd_plus_rw__blank(void **state)
{
    struct drive_fixture *fixture = *state;
    const struct mmc_disc_information_wire information = fixture_disc_information(fixture);

    assert_int_equal(information.status, MMC_DISC_INFORMATION_STATUS_BITS_ERASABLE);
    assert_int_equal(background(fixture), MMC_BACKGROUND_FORMAT_NONE);
    assert_int_equal(capacity(fixture), 0);
    assert_int_equal(fixture_write(fixture, 0, 16, 'x'), SCSI_SENSE_CODE_MEDIUM_NOT_FORMATTED);
    assert_int_equal(fixture_read(fixture, 0, 16), SCSI_SENSE_CODE_MEDIUM_NOT_FORMATTED);
    assert_int_equal(fixture_image_size(fixture), 0);
}

static void test_dvd_plus_rw__format_capacities(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(fixture_send(fixture, mmc_command_read_format_capacities(64), 64), 0);
    assert_int_equal(fixture->result.transferred, 20);
    assert_int_equal(fixture->data[3], 16);
    assert_int_equal(fixture->data[8], MMC_CAPACITY_TYPE_UNFORMATTED);
    assert_int_equal(fixture_reply_be32(fixture, 12), CAPACITY);
    assert_int_equal(fixture->data[16], MMC_FORMAT_TYPE_DVD_PLUS_RW << 2);

    assert_int_equal(fixture_format(fixture, 0), 0);
    assert_int_equal(fixture_send(fixture, mmc_command_read_format_capacities(64), 64), 0);
    assert_int_equal(fixture->data[8], MMC_CAPACITY_TYPE_FORMATTED);
}

static void test_dvd_plus_rw__format_runs_in_the_background(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(fixture_format(fixture, 0), 0);
    assert_int_equal(background(fixture), MMC_BACKGROUND_FORMAT_RUNNING);
    assert_int_equal(capacity(fixture), CAPACITY - 1);
    assert_int_equal(fixture_send(fixture, mmc_command_test_unit_ready(), 0), 0);

    fixture->now_ms += FORMAT_MS / 2;
    assert_int_equal(fixture_send(fixture, mmc_command_request_sense(18), 18), 0);
    assert_int_equal(fixture->data[2], SCSI_SENSE_KEY_NO_SENSE);
    assert_int_equal(fixture->data[12] << 8 | fixture->data[13], 0x0404);
    assert_in_range(fixture->data[16], 0x7E, 0x80);
    assert_int_equal(fixture_read(fixture, CAPACITY / 2 - 16, 16), 0);
    assert_int_equal(fixture_read(fixture, CAPACITY / 2 + 16, 16), 0x80000);

    fixture->now_ms += FORMAT_MS / 2;
    assert_int_equal(background(fixture), MMC_BACKGROUND_FORMAT_DONE);
    assert_int_equal(fixture_read(fixture, CAPACITY - 16, 16), 0);
    assert_int_equal(fixture_send(fixture, mmc_command_get_event_status(0x10, 8), 8), 0);
    assert_int_equal(fixture->data[4], MMC_MEDIA_EVENT_FORMAT_COMPLETED);
}

static void test_dvd_plus_rw__foreground_of_the_format(void **state)
{
    struct drive_fixture *fixture = *state;

    fixture->settings.pace.format_ms = 1000;
    fixture_power_cycle(fixture, DISC_MEDIUM_NONE);
    assert_int_equal(fixture_format(fixture, 0), 0);
    assert_int_equal(fixture_send(fixture, mmc_command_test_unit_ready(), 0),
                     SCSI_SENSE_CODE_FORMAT_IN_PROGRESS);
    fixture->now_ms += 1000;
    assert_int_equal(fixture_send(fixture, mmc_command_test_unit_ready(), 0), 0);
    assert_int_equal(background(fixture), MMC_BACKGROUND_FORMAT_RUNNING);
}

static void test_dvd_plus_rw__written_anywhere(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(fixture_format(fixture, 0), 0);
    assert_int_equal(fixture_write(fixture, 1000, 3, 'b'), 0);
    assert_int_equal(fixture_write(fixture, 0, 16, 'a'), 0);
    assert_int_equal(fixture_write(fixture, 1001, 1, 'c'), 0);
    assert_int_equal(fixture_send(fixture, mmc_command_synchronize_cache(), 0), 0);

    assert_int_equal(fixture_image_size(fixture), 1003 * 2048);
    assert_int_equal(fixture_first_byte(fixture, 1000), 'b');
    assert_int_equal(fixture_first_byte(fixture, 1001), 'c');
    assert_int_equal(fixture_read(fixture, 16, 1), 0);
    assert_int_equal(fixture->data[0], 0);
    assert_int_equal(fixture_write(fixture, CAPACITY - 1, 2, 'x'),
                     SCSI_SENSE_CODE_LBA_OUT_OF_RANGE);
    assert_int_equal(fixture->result.sense.information, CAPACITY);
}

static void test_dvd_plus_rw__stopped_and_restarted(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(fixture_format(fixture, 0), 0);
    fixture->now_ms += FORMAT_MS / 4;
    assert_int_equal(fixture_write(fixture, 0, 16, 'a'), 0);
    assert_int_equal(fixture_close(fixture, MMC_CLOSE_FUNCTION_SESSION, 0), 0);
    assert_int_equal(background(fixture), MMC_BACKGROUND_FORMAT_STOPPED);
    assert_int_equal(capacity(fixture), CAPACITY - 1);
    fixture->now_ms += FORMAT_MS;
    assert_int_equal(background(fixture), MMC_BACKGROUND_FORMAT_STOPPED);
    assert_int_equal(fixture_write(fixture, 0, 16, 'b'), 0);
    assert_int_equal(fixture_write(fixture, CAPACITY / 2, 16, 'b'),
                     SCSI_SENSE_CODE_CANNOT_WRITE_INCOMPATIBLE_FORMAT);

    assert_int_equal(fixture_format(fixture, MMC_FORMAT_DVD_PLUS_RW_BITS_RESTART), 0);
    assert_int_equal(background(fixture), MMC_BACKGROUND_FORMAT_RUNNING);
    assert_int_equal(fixture_write(fixture, CAPACITY / 2, 16, 'b'), 0);
    assert_int_equal(fixture_first_byte(fixture, 0), 'b');
    fixture->now_ms += FORMAT_MS * 3 / 4;
    assert_int_equal(background(fixture), MMC_BACKGROUND_FORMAT_DONE);
}

static void test_dvd_plus_rw__stop_of_what_does_not_run(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(fixture_close(fixture, MMC_CLOSE_FUNCTION_STOP_FORMAT, 0), 0);
    assert_int_equal(background(fixture), MMC_BACKGROUND_FORMAT_NONE);
    assert_int_equal(fixture_close(fixture, MMC_CLOSE_FUNCTION_FINALIZE, 0),
                     SCSI_SENSE_CODE_INVALID_FIELD_IN_CDB);
}

static void test_dvd_plus_rw__formatted_anew(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(fixture_format(fixture, 0), 0);
    assert_int_equal(fixture_write(fixture, 0, 16, 'a'), 0);
    assert_int_equal(fixture_format(fixture, 0), 0);
    assert_int_equal(fixture_image_size(fixture), 0);
    fixture->now_ms += FORMAT_MS;
    assert_int_equal(fixture_read(fixture, 0, 1), 0);
    assert_int_equal(fixture->data[0], 0);
}

/* The drive that lost its power, and the one that was switched off. */
static void test_dvd_plus_rw__format_survives_power_off(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(fixture_format(fixture, 0), 0);
    fixture->now_ms += FORMAT_MS / 2;
    fixture_power_cycle(fixture, DISC_MEDIUM_NONE);
    assert_int_equal(background(fixture), MMC_BACKGROUND_FORMAT_STOPPED);
    assert_int_equal(fixture_read(fixture, CAPACITY / 4, 1), 0);
}

static void format_with(struct drive_fixture *fixture, uint8_t flags, uint8_t type, uint32_t blocks,
                        uint8_t option)
{
    const uint8_t list[12] = {
        0,
        flags,
        0,
        8,
        (uint8_t)(blocks >> 24),
        (uint8_t)(blocks >> 16),
        (uint8_t)(blocks >> 8),
        (uint8_t)blocks,
        (uint8_t)(type << 2),
        0,
        0,
        option,
    };

    memcpy(fixture->data, list, sizeof(list));
    assert_int_equal(fixture_send(fixture, mmc_command_format_unit(true), sizeof(list)),
                     SCSI_SENSE_CODE_INVALID_FIELD_IN_PARAMETER_LIST);
    assert_int_equal(background(fixture), MMC_BACKGROUND_FORMAT_NONE);
}

static void test_dvd_plus_rw__format_refused(void **state)
{
    struct drive_fixture *fixture = *state;

    format_with(fixture, 0x82, MMC_FORMAT_TYPE_FULL, CAPACITY, 0);
    format_with(fixture, 0x82, MMC_FORMAT_TYPE_DVD_PLUS_RW, CAPACITY - 16, 0);
    format_with(fixture, 0x82, MMC_FORMAT_TYPE_DVD_PLUS_RW, CAPACITY, 2);
    format_with(fixture, 0x82, MMC_FORMAT_TYPE_DVD_PLUS_RW, CAPACITY, 1); /* restart of nothing */
    format_with(fixture, 0xC2, MMC_FORMAT_TYPE_DVD_PLUS_RW, CAPACITY, 0);
    assert_int_equal(fixture_send(fixture, mmc_command_format_unit(false), 0),
                     SCSI_SENSE_CODE_INVALID_FIELD_IN_CDB);
    assert_int_equal(fixture_outcome(fixture, mmc_command_format_unit(true), 11),
                     SCSI_OUTCOME_TRANSPORT_ERROR);
}

static void test_dvd_plus_rw__track_and_toc(void **state)
{
    struct drive_fixture *fixture = *state;
    struct mmc_track_information_wire track;

    assert_int_equal(fixture_send(fixture, mmc_command_read_toc(MMC_TOC_FORMAT_TOC, 0, 64), 64),
                     SCSI_SENSE_CODE_INCOMPATIBLE_FORMAT);
    assert_int_equal(fixture_format(fixture, 0), 0);
    track = fixture_track_information(fixture, 1);
    assert_int_equal(track.validity, 0);
    assert_int_equal(be32_get(track.size), CAPACITY);
    assert_int_equal(fixture_send(fixture, mmc_command_read_toc(MMC_TOC_FORMAT_TOC, 0, 64), 64), 0);
    assert_int_equal(fixture->result.transferred, 20);
    assert_int_equal(fixture_reply_be32(fixture, 16), CAPACITY);
}

static void test_dvd_plus_rw__reserve_track_refused(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(fixture_send(fixture, mmc_command_reserve_track(16), 0),
                     SCSI_SENSE_CODE_COMMAND_SEQUENCE);
}

#define PLUS_RW_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PLUS_RW_TEST(test_dvd_plus_rw__blank),
        PLUS_RW_TEST(test_dvd_plus_rw__format_capacities),
        PLUS_RW_TEST(test_dvd_plus_rw__format_runs_in_the_background),
        PLUS_RW_TEST(test_dvd_plus_rw__foreground_of_the_format),
        PLUS_RW_TEST(test_dvd_plus_rw__written_anywhere),
        PLUS_RW_TEST(test_dvd_plus_rw__stopped_and_restarted),
        PLUS_RW_TEST(test_dvd_plus_rw__stop_of_what_does_not_run),
        PLUS_RW_TEST(test_dvd_plus_rw__formatted_anew),
        PLUS_RW_TEST(test_dvd_plus_rw__format_survives_power_off),
        PLUS_RW_TEST(test_dvd_plus_rw__format_refused),
        PLUS_RW_TEST(test_dvd_plus_rw__track_and_toc),
        PLUS_RW_TEST(test_dvd_plus_rw__reserve_track_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
