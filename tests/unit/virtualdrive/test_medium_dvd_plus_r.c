/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* DVD+R: written once, in order, in sessions. */
#include "virtualdrive/medium.h"

#include "drive_fixture.h"
#include "mmc/opcodes.h"
#include "mmc/toc.h"
#include "support/cmocka_all.h"

#include <string.h>

#define CAPACITY    2295104
#define SESSION_GAP 2048

static int set_up(void **state)
{
    fixture_set_up(state);
    fixture_insert(*state, DISC_MEDIUM_DVD_PLUS_R);
    return 0;
}

static uint32_t synchronize(struct drive_fixture *fixture)
{
    return fixture_send(fixture, mmc_command_synchronize_cache(), 0);
}

static void record_session(struct drive_fixture *fixture, uint32_t lba, uint16_t track)
{
    assert_int_equal(fixture_write(fixture, lba, 16, 'x'), 0);
    assert_int_equal(synchronize(fixture), 0);
    assert_int_equal(fixture_close(fixture, MMC_CLOSE_FUNCTION_TRACK, track), 0);
    assert_int_equal(fixture_close(fixture, MMC_CLOSE_FUNCTION_SESSION, 0), 0);
}

static void assert_disc(struct drive_fixture *fixture, enum mmc_disc_status disc,
                        enum mmc_session_state session, unsigned sessions)
{
    const struct mmc_disc_information_wire information = fixture_disc_information(fixture);

    assert_int_equal(information.status & 0x03, disc);
    assert_int_equal(information.status >> 2 & 0x03, session);
    assert_int_equal(information.status & MMC_DISC_INFORMATION_STATUS_BITS_ERASABLE, 0);
    assert_int_equal(information.session_count_low, sessions);
}

static uint32_t capacity(struct drive_fixture *fixture)
{
    assert_int_equal(fixture_send(fixture, mmc_command_read_capacity(), 8), 0);
    assert_int_equal(fixture_reply_be32(fixture, 4), 2048);
    return fixture_reply_be32(fixture, 0);
}

static void test_dvd_plus_r__blank(void **state)
{
    struct drive_fixture *fixture = *state;
    struct mmc_track_information_wire track;

    assert_disc(fixture, MMC_DISC_STATUS_EMPTY, MMC_SESSION_STATE_EMPTY, 1);
    track = fixture_track_information(fixture, 1);
    assert_int_equal(track.data_mode & MMC_TRACK_INFORMATION_DATA_BITS_BLANK,
                     MMC_TRACK_INFORMATION_DATA_BITS_BLANK);
    assert_int_equal(track.validity, MMC_TRACK_INFORMATION_VALIDITY_BITS_NWA);
    assert_int_equal(be32_get(track.next_writable_address), 0);
    assert_int_equal(be32_get(track.free_blocks), CAPACITY);
    assert_int_equal(be32_get(track.size), CAPACITY);
    assert_int_equal(be32_get(track.blocking), 16);
    assert_int_equal(capacity(fixture), 0);
    assert_int_equal(fixture_read(fixture, 0, 1), 0x80000);
}

static void test_dvd_plus_r__invisible_track(void **state)
{
    struct drive_fixture *fixture = *state;

    record_session(fixture, 0, 1);
    assert_int_equal(
        fixture_track_information(fixture, MMC_TRACK_NUMBER_INVISIBLE).track_number_low, 2);
    assert_int_equal(fixture_close(fixture, MMC_CLOSE_FUNCTION_FINALIZE, 0), 0);
    assert_int_equal(fixture_send(fixture,
                                  mmc_command_read_track_information(
                                      MMC_TRACK_ADDRESS_TYPE_TRACK, MMC_TRACK_NUMBER_INVISIBLE, 48),
                                  48),
                     SCSI_SENSE_CODE_INVALID_FIELD_IN_CDB);
}

static void test_dvd_plus_r__writes_in_order_only(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(fixture_write(fixture, 16, 16, 'x'),
                     SCSI_SENSE_CODE_INVALID_ADDRESS_FOR_WRITE);
    assert_true(fixture->result.sense.has_information);
    assert_int_equal(fixture->result.sense.information, 16);
    assert_int_equal(fixture_write(fixture, 0, 16, 'x'), 0);
    assert_int_equal(fixture_write(fixture, 0, 16, 'y'), SCSI_SENSE_CODE_INVALID_ADDRESS_FOR_WRITE);
    assert_int_equal(fixture_write(fixture, 15, 16, 'y'),
                     SCSI_SENSE_CODE_INVALID_ADDRESS_FOR_WRITE);
    assert_int_equal(fixture_write(fixture, 16, 16, 'z'), 0);
    assert_int_equal(fixture_first_byte(fixture, 0), 'x');
    assert_int_equal(fixture_first_byte(fixture, 16), 'z');
}

static void test_dvd_plus_r__pads_to_a_unit(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(fixture_write(fixture, 0, 5, 'x'), 0);
    assert_int_equal(fixture_write(fixture, 5, 5, 'x'), 0);
    assert_int_equal(fixture_image_size(fixture), 10 * 2048);
    assert_int_equal(synchronize(fixture), 0);
    assert_int_equal(fixture_image_size(fixture), 16 * 2048);
    assert_int_equal(be32_get(fixture_track_information(fixture, 1).next_writable_address), 16);
    assert_int_equal(fixture_write(fixture, 10, 1, 'y'), SCSI_SENSE_CODE_INVALID_ADDRESS_FOR_WRITE);
    assert_int_equal(fixture_read(fixture, 10, 6), 0);
    assert_int_equal(fixture->data[0], 0);
}

static void test_dvd_plus_r__incomplete_session(void **state)
{
    struct drive_fixture *fixture = *state;
    struct mmc_track_information_wire track;

    assert_int_equal(fixture_write(fixture, 0, 16, 'x'), 0);
    assert_int_equal(synchronize(fixture), 0);
    assert_disc(fixture, MMC_DISC_STATUS_INCOMPLETE, MMC_SESSION_STATE_INCOMPLETE, 1);
    track = fixture_track_information(fixture, 1);
    assert_int_equal(track.validity, MMC_TRACK_INFORMATION_VALIDITY_BITS_NWA |
                                         MMC_TRACK_INFORMATION_VALIDITY_BITS_LRA);
    assert_int_equal(be32_get(track.last_recorded_address), 15);
    assert_int_equal(be32_get(track.free_blocks), CAPACITY - 16);
}

static void test_dvd_plus_r__close_session(void **state)
{
    struct drive_fixture *fixture = *state;
    struct mmc_track_information_wire track;

    record_session(fixture, 0, 1);

    assert_disc(fixture, MMC_DISC_STATUS_INCOMPLETE, MMC_SESSION_STATE_EMPTY, 2);
    track = fixture_track_information(fixture, 2);
    assert_int_equal(track.session_number_low, 2);
    assert_int_equal(be32_get(track.next_writable_address), 16 + SESSION_GAP);
    assert_int_equal(be32_get(track.free_blocks), CAPACITY - 16 - SESSION_GAP);
    assert_int_equal(capacity(fixture), 15);
    record_session(fixture, 16 + SESSION_GAP, 2);
    assert_disc(fixture, MMC_DISC_STATUS_INCOMPLETE, MMC_SESSION_STATE_EMPTY, 3);
    assert_int_equal(capacity(fixture), 16 + SESSION_GAP + 15);
}

static void test_dvd_plus_r__close_session_closes_its_track(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(fixture_write(fixture, 0, 3, 'x'), 0);
    assert_int_equal(fixture_close(fixture, MMC_CLOSE_FUNCTION_SESSION, 0), 0);
    assert_disc(fixture, MMC_DISC_STATUS_INCOMPLETE, MMC_SESSION_STATE_EMPTY, 2);
    assert_int_equal(capacity(fixture), 15);
}

static void test_dvd_plus_r__finalise(void **state)
{
    struct drive_fixture *fixture = *state;

    for (unsigned function = MMC_CLOSE_FUNCTION_FINALIZE_COMPATIBLE;
         function <= MMC_CLOSE_FUNCTION_FINALIZE; function++) {
        record_session(fixture, 0, 1);
        assert_int_equal(fixture_close(fixture, (uint8_t)function, 0), 0);
        assert_disc(fixture, MMC_DISC_STATUS_COMPLETE, MMC_SESSION_STATE_COMPLETE, 1);
        assert_int_equal(fixture_write(fixture, 16 + SESSION_GAP, 16, 'x'),
                         SCSI_SENSE_CODE_WRITE_PROTECTED);
        assert_int_equal(fixture_image_size(fixture), 16 * 2048);

        fixture_remove_image(fixture);
        fixture_insert(fixture, DISC_MEDIUM_DVD_PLUS_R);
    }
}

static void test_dvd_plus_r__close_refused(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(fixture_close(fixture, 0, 0), SCSI_SENSE_CODE_INVALID_FIELD_IN_CDB);
    assert_int_equal(fixture_close(fixture, 3, 0), SCSI_SENSE_CODE_INVALID_FIELD_IN_CDB);
    assert_int_equal(fixture_close(fixture, MMC_CLOSE_FUNCTION_TRACK, 1),
                     SCSI_SENSE_CODE_COMMAND_SEQUENCE);
    assert_int_equal(fixture_close(fixture, MMC_CLOSE_FUNCTION_TRACK, 0),
                     SCSI_SENSE_CODE_INVALID_FIELD_IN_CDB);
    assert_int_equal(fixture_close(fixture, MMC_CLOSE_FUNCTION_TRACK, 2),
                     SCSI_SENSE_CODE_INVALID_FIELD_IN_CDB);
    assert_int_equal(fixture_close(fixture, MMC_CLOSE_FUNCTION_SESSION, 0),
                     SCSI_SENSE_CODE_COMMAND_SEQUENCE);
    assert_int_equal(fixture_close(fixture, MMC_CLOSE_FUNCTION_FINALIZE, 0),
                     SCSI_SENSE_CODE_COMMAND_SEQUENCE);
    assert_disc(fixture, MMC_DISC_STATUS_EMPTY, MMC_SESSION_STATE_EMPTY, 1);
}

static void test_dvd_plus_r__closing_takes_time(void **state)
{
    struct drive_fixture *fixture = *state;

    fixture->settings.pace.close_ms = 1000;
    fixture_power_cycle(fixture, DISC_MEDIUM_NONE);
    assert_int_equal(fixture_write(fixture, 0, 16, 'x'), 0);
    assert_int_equal(
        fixture_send(fixture, mmc_command_close_track_session(MMC_CLOSE_FUNCTION_TRACK, 1), 0), 0);

    assert_int_equal(fixture_send(fixture, mmc_command_test_unit_ready(), 0),
                     SCSI_SENSE_CODE_OPERATION_NOT_READY);
    assert_int_equal(fixture_send(fixture, mmc_command_request_sense(18), 18), 0);
    assert_int_equal(fixture->data[15] & 0x80, 0x80);
    fixture->now_ms += 1000;
    assert_int_equal(fixture_send(fixture, mmc_command_test_unit_ready(), 0), 0);
}

static void test_dvd_plus_r__reserve_track(void **state)
{
    struct drive_fixture *fixture = *state;
    struct mmc_track_information_wire track;

    assert_int_equal(fixture_send(fixture, mmc_command_reserve_track(50), 0), 0);
    track = fixture_track_information(fixture, 1);
    assert_int_equal(track.data_mode & MMC_TRACK_INFORMATION_DATA_BITS_RESERVED,
                     MMC_TRACK_INFORMATION_DATA_BITS_RESERVED);
    assert_int_equal(be32_get(track.size), 64);
    assert_int_equal(be32_get(fixture_track_information(fixture, 2).next_writable_address), 80);

    assert_int_equal(fixture_write(fixture, 80, 4, 'b'), 0);
    assert_int_equal(fixture_write(fixture, 0, 4, 'a'), 0); /* pads track 2 first */
    assert_int_equal(be32_get(fixture_track_information(fixture, 2).next_writable_address), 96);
    assert_int_equal(fixture_write(fixture, 4, 61, 'a'), SCSI_SENSE_CODE_END_OF_USER_AREA);
    assert_int_equal(fixture_close(fixture, MMC_CLOSE_FUNCTION_SESSION, 0),
                     SCSI_SENSE_CODE_INCOMPLETE_TRACK_IN_SESSION);
    assert_int_equal(fixture_close(fixture, MMC_CLOSE_FUNCTION_TRACK, 1), 0);
    assert_int_equal(be32_get(fixture_track_information(fixture, 1).last_recorded_address), 63);
    assert_int_equal(fixture_close(fixture, MMC_CLOSE_FUNCTION_SESSION, 0), 0);
    assert_int_equal(capacity(fixture), 95);
}

static void test_dvd_plus_r__reserve_track_refused(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(fixture_send(fixture, mmc_command_reserve_track(0), 0),
                     SCSI_SENSE_CODE_INVALID_FIELD_IN_CDB);
    assert_int_equal(fixture_send(fixture, mmc_command_reserve_track(0xFFFFFFFF), 0),
                     SCSI_SENSE_CODE_INVALID_FIELD_IN_CDB);
    assert_int_equal(fixture_write(fixture, 0, 16, 'x'), 0);
    assert_int_equal(fixture_send(fixture, mmc_command_reserve_track(16), 0),
                     SCSI_SENSE_CODE_COMMAND_SEQUENCE);
}

static void test_dvd_plus_r__reservations_end(void **state)
{
    struct drive_fixture *fixture = *state;

    for (unsigned i = 1; i < 16; i++)
        assert_int_equal(fixture_send(fixture, mmc_command_reserve_track(16), 0), 0);
    assert_int_equal(fixture_send(fixture, mmc_command_reserve_track(16), 0),
                     SCSI_SENSE_CODE_NO_MORE_RESERVATIONS);
}

static void test_dvd_plus_r__table_of_contents(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(fixture_send(fixture, mmc_command_read_toc(MMC_TOC_FORMAT_TOC, 0, 512), 512),
                     SCSI_SENSE_CODE_INCOMPATIBLE_FORMAT);
    record_session(fixture, 0, 1);
    record_session(fixture, 16 + SESSION_GAP, 2);

    assert_int_equal(fixture_send(fixture, mmc_command_read_toc(MMC_TOC_FORMAT_TOC, 0, 512), 512),
                     0);
    assert_int_equal(fixture->result.transferred, 4 + 3 * 8);
    assert_int_equal(fixture_reply_be32(fixture, 0), (2 + 3 * 8) << 16 | 0x0102);
    assert_int_equal(fixture_reply_be32(fixture, 4), 0x00140100);
    assert_int_equal(fixture_reply_be32(fixture, 16), 16 + SESSION_GAP);
    assert_int_equal(fixture->data[22], MMC_TOC_TRACK_LEAD_OUT);
    assert_int_equal(fixture_reply_be32(fixture, 24), 32 + SESSION_GAP);

    assert_int_equal(
        fixture_send(fixture, mmc_command_read_toc(MMC_TOC_FORMAT_SESSION_INFORMATION, 0, 12), 12),
        0);
    assert_int_equal(fixture->data[3], 2);
    assert_int_equal(fixture->data[6], 2);
    assert_int_equal(fixture_reply_be32(fixture, 8), 16 + SESSION_GAP);
}

static void test_dvd_plus_r__table_of_contents_from(void **state)
{
    struct drive_fixture *fixture = *state;
    struct scsi_command command = mmc_command_read_toc(MMC_TOC_FORMAT_TOC, 2, 512);

    record_session(fixture, 0, 1);
    record_session(fixture, 16 + SESSION_GAP, 2);
    assert_int_equal(fixture_send(fixture, command, 512), 0);
    assert_int_equal(fixture->result.transferred, 4 + 2 * 8);
    assert_int_equal(fixture->data[6], 2);

    command.cdb[6] = MMC_TOC_TRACK_LEAD_OUT;
    command.cdb[1] = MMC_READ_TOC_BITS_MSF;
    assert_int_equal(fixture_send(fixture, command, 512), 0);
    assert_int_equal(fixture->result.transferred, 4 + 8);
    assert_int_equal(fixture_reply_be32(fixture, 8), 29 << 8 | 55); /* 2080 + 150 frames */

    command.cdb[6] = 3;
    assert_int_equal(fixture_send(fixture, command, 512), SCSI_SENSE_CODE_INVALID_FIELD_IN_CDB);
}

static void test_dvd_plus_r__read_between_sessions(void **state)
{
    struct drive_fixture *fixture = *state;

    record_session(fixture, 0, 1);
    record_session(fixture, 16 + SESSION_GAP, 2);
    assert_int_equal(fixture_read(fixture, 15, 4), 0);
    assert_int_equal(fixture->data[0], 'x');
    assert_int_equal(fixture->data[2048], 0);
}

static void test_dvd_plus_r__read_up_to_the_end(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(fixture_write(fixture, 0, 16, 'x'), 0);
    assert_int_equal(fixture_read(fixture, 14, 4), 0x80000);
    assert_int_equal(fixture->result.transferred, 2 * 2048);
    assert_int_equal(fixture->result.sense.information, 16);
    assert_int_equal(fixture->data[0], 'x');
    assert_int_equal(fixture_read(fixture, CAPACITY - 1, 2), SCSI_SENSE_CODE_LBA_OUT_OF_RANGE);
}

static void test_dvd_plus_r__survives_power_off(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(fixture_write(fixture, 0, 16, 'x'), 0);
    assert_int_equal(fixture_write(fixture, 16, 3, 'x'), 0);
    fixture_power_cycle(fixture, DISC_MEDIUM_NONE);
    assert_int_equal(be32_get(fixture_track_information(fixture, 1).next_writable_address), 32);
    assert_disc(fixture, MMC_DISC_STATUS_INCOMPLETE, MMC_SESSION_STATE_INCOMPLETE, 1);
}

static void test_dvd_plus_r__format_refused(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(fixture_format(fixture, 0), SCSI_SENSE_CODE_CANNOT_FORMAT_INCOMPATIBLE_MEDIUM);
}

static void test_dvd_plus_r__format_capacities(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(fixture_send(fixture, mmc_command_read_format_capacities(64), 64), 0);
    assert_int_equal(fixture->result.transferred, 12);
    assert_int_equal(fixture_reply_be32(fixture, 4), CAPACITY);
    assert_int_equal(fixture->data[8], 1);
}

static void test_dvd_plus_r__full_disc(void **state)
{
    struct drive_fixture *fixture = *state;

    fixture_write_state(fixture, "openimapi-disc 1\nmedium dvd+r\ncapacity 32\ndisc open\n"
                                 "sessions 1\ntrack 1 1 0 32 open\nend\n");
    assert_int_equal(fixture_write(fixture, 0, 16, 'x'), 0);
    assert_int_equal(fixture_write(fixture, 16, 17, 'x'), SCSI_SENSE_CODE_LBA_OUT_OF_RANGE);
    assert_int_equal(fixture_write(fixture, 16, 16, 'x'), 0);
    assert_int_equal(fixture_track_information(fixture, 1).validity,
                     MMC_TRACK_INFORMATION_VALIDITY_BITS_LRA);
    assert_int_equal(fixture_close(fixture, MMC_CLOSE_FUNCTION_TRACK, 1), 0);
    assert_disc(fixture, MMC_DISC_STATUS_INCOMPLETE, MMC_SESSION_STATE_INCOMPLETE, 1);
    assert_int_equal(fixture_close(fixture, MMC_CLOSE_FUNCTION_SESSION, 0), 0);
    assert_disc(fixture, MMC_DISC_STATUS_COMPLETE, MMC_SESSION_STATE_COMPLETE, 1);
}

#define PLUS_R_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PLUS_R_TEST(test_dvd_plus_r__blank),
        PLUS_R_TEST(test_dvd_plus_r__invisible_track),
        PLUS_R_TEST(test_dvd_plus_r__writes_in_order_only),
        PLUS_R_TEST(test_dvd_plus_r__pads_to_a_unit),
        PLUS_R_TEST(test_dvd_plus_r__incomplete_session),
        PLUS_R_TEST(test_dvd_plus_r__close_session),
        PLUS_R_TEST(test_dvd_plus_r__close_session_closes_its_track),
        PLUS_R_TEST(test_dvd_plus_r__finalise),
        PLUS_R_TEST(test_dvd_plus_r__close_refused),
        PLUS_R_TEST(test_dvd_plus_r__closing_takes_time),
        PLUS_R_TEST(test_dvd_plus_r__reserve_track),
        PLUS_R_TEST(test_dvd_plus_r__reserve_track_refused),
        PLUS_R_TEST(test_dvd_plus_r__reservations_end),
        PLUS_R_TEST(test_dvd_plus_r__table_of_contents),
        PLUS_R_TEST(test_dvd_plus_r__table_of_contents_from),
        PLUS_R_TEST(test_dvd_plus_r__read_between_sessions),
        PLUS_R_TEST(test_dvd_plus_r__read_up_to_the_end),
        PLUS_R_TEST(test_dvd_plus_r__survives_power_off),
        PLUS_R_TEST(test_dvd_plus_r__format_refused),
        PLUS_R_TEST(test_dvd_plus_r__format_capacities),
        PLUS_R_TEST(test_dvd_plus_r__full_disc),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
