/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* CD-R and CD-RW: tracks at once and sessions at once, with the tables a CD has. */
#include "virtualdrive/medium.h"

#include "drive_fixture.h"
#include "cd/msf.h"
#include "mmc/toc.h"
#include "mmc/opcodes.h"
#include "support/cmocka_all.h"

#include <string.h>

#define CAPACITY      359849
#define FIRST_GAP     11400
#define GAP           6900
#define TRACK_GAP     150
#define RUN_OUT       2
#define TRACK_AT_ONCE MMC_WRITE_TYPE_TRACK_AT_ONCE
#define AT_ONCE       MMC_WRITE_TYPE_SESSION_AT_ONCE

static int set_up(void **state)
{
    fixture_set_up(state);
    fixture_insert(*state, DISC_MEDIUM_CD_R);
    return 0;
}

static int set_up_rw(void **state)
{
    fixture_set_up(state);
    fixture_insert(*state, DISC_MEDIUM_CD_RW);
    return 0;
}

static void record_session(struct drive_fixture *fixture, uint32_t lba, uint16_t track)
{
    assert_int_equal(fixture_set_write_type(fixture, TRACK_AT_ONCE, true), 0);
    assert_int_equal(fixture_write(fixture, lba, 20, (uint8_t)('a' + track)), 0);
    assert_int_equal(fixture_synchronize(fixture), 0);
    assert_int_equal(fixture_close(fixture, MMC_CLOSE_FUNCTION_TRACK, track), 0);
    assert_int_equal(fixture_close(fixture, MMC_CLOSE_FUNCTION_SESSION, 0), 0);
}

static void test_cd_r__blank(void **state)
{
    struct drive_fixture *fixture = *state;
    struct mmc_disc_information_wire information = fixture_disc_information(fixture);
    static const uint8_t lead_in[] = { 0, 97, 27, 0 };
    static const uint8_t lead_out[] = { 0, 79, 59, 74 };

    assert_int_equal(fixture_profile(fixture), MMC_PROFILE_CD_R);
    assert_memory_equal(information.last_session_lead_in_start, lead_in, 4);
    assert_memory_equal(information.last_possible_lead_out_start, lead_out, 4);
    assert_int_equal(information.disc_type, MMC_DISC_TYPE_UNDEFINED);
    assert_int_equal(be32_get(fixture_track_information(fixture, 0xFF).free_blocks), CAPACITY);
    assert_int_equal(fixture_write(fixture, 0, 16, 'x'), SCSI_SENSE_CODE_ILLEGAL_MODE);
}

static void test_cd_r__track_at_once(void **state)
{
    struct drive_fixture *fixture = *state;
    struct mmc_track_information_wire track;

    assert_int_equal(fixture_set_write_type(fixture, TRACK_AT_ONCE, true), 0);
    assert_int_equal(fixture_write(fixture, 1, 4, 'x'), SCSI_SENSE_CODE_INVALID_ADDRESS_FOR_WRITE);
    assert_int_equal(fixture_write(fixture, 0, 7, 'x'), 0);
    assert_int_equal(fixture_close(fixture, MMC_CLOSE_FUNCTION_TRACK, 1), 0);
    track = fixture_track_information(fixture, 1);
    assert_int_equal(be32_get(track.size), 7 + RUN_OUT);
    assert_int_equal(be32_get(track.last_recorded_address), 6);
    assert_int_equal(be32_get(fixture_track_information(fixture, 2).next_writable_address),
                     7 + RUN_OUT + TRACK_GAP);

    assert_int_equal(fixture_send(fixture, mmc_command_read_toc(MMC_TOC_FORMAT_TOC, 0, 64), 64),
                     SCSI_SENSE_CODE_INCOMPATIBLE_FORMAT);
    assert_int_equal(fixture_close(fixture, MMC_CLOSE_FUNCTION_SESSION, 0), 0);
    assert_int_equal(fixture_send(fixture, mmc_command_read_toc(MMC_TOC_FORMAT_TOC, 0, 64), 64), 0);
    assert_int_equal(fixture_reply_be32(fixture, 16), 7 + RUN_OUT);
    assert_int_equal(fixture_first_byte(fixture, 6), 'x');
    assert_int_equal(fixture_read(fixture, 7, 1), SCSI_SENSE_CODE_ILLEGAL_MODE);
}

static void test_cd_r__sessions(void **state)
{
    struct drive_fixture *fixture = *state;
    const uint32_t second = 22 + FIRST_GAP;
    const uint32_t third = second + 22 + GAP;
    struct mmc_disc_information_wire information;
    struct cd_msf lead_in;

    record_session(fixture, 0, 1);
    record_session(fixture, second, 2);
    fixture_assert_disc(fixture, MMC_DISC_STATUS_INCOMPLETE, MMC_SESSION_STATE_EMPTY, 3);
    assert_int_equal(be32_get(fixture_track_information(fixture, 0xFF).next_writable_address),
                     third);
    information = fixture_disc_information(fixture);
    lead_in = cd_msf_of_lba((int32_t)third - 150 - 4500);
    assert_int_equal(information.last_session_lead_in_start[1], lead_in.minute);
    assert_int_equal(information.last_session_lead_in_start[2], lead_in.second);
    assert_int_equal(information.last_session_lead_in_start[3], lead_in.frame);
    assert_int_equal(fixture_read(fixture, 30, 1), SCSI_SENSE_CODE_ILLEGAL_MODE);
    assert_int_equal(fixture_first_byte(fixture, second + 19), 'c');

    assert_int_equal(fixture_set_write_type(fixture, TRACK_AT_ONCE, false), 0);
    assert_int_equal(fixture_write(fixture, third, 20, 'z'), 0);
    assert_int_equal(fixture_close(fixture, MMC_CLOSE_FUNCTION_SESSION, 0), 0);
    fixture_assert_disc(fixture, MMC_DISC_STATUS_COMPLETE, MMC_SESSION_STATE_COMPLETE, 3);
}

static void test_cd_r__full_toc(void **state)
{
    static const uint8_t points[] = { 0xA0, 0xA1, 0xA2, 1, 0xB0, 0xC0, 0xA0, 0xA1, 0xA2, 2, 0xB0 };
    struct drive_fixture *fixture = *state;
    const struct mmc_toc_full_wire *entry;

    record_session(fixture, 0, 1);
    record_session(fixture, 22 + FIRST_GAP, 2);
    assert_int_equal(
        fixture_send(fixture, mmc_command_read_toc(MMC_TOC_FORMAT_FULL_TOC, 0, 512), 512), 0);
    assert_int_equal(fixture->result.transferred, 4 + sizeof(points) * 11);
    for (size_t i = 0; i < sizeof(points); i++) {
        entry = (const void *)(fixture->data + 4 + i * sizeof(*entry));
        assert_int_equal(entry->point, points[i]);
        assert_int_equal(entry->session, i < 6 ? 1 : 2);
    }
    entry = (const void *)(fixture->data + 4 + 2 * sizeof(*entry));
    assert_int_equal(entry->point_second, 2); /* lead-out at 22: 00:02:22 */
    assert_int_equal(entry->point_frame, 22);
    assert_int_equal(
        fixture_send(fixture, mmc_command_read_toc(MMC_TOC_FORMAT_FULL_TOC, 2, 512), 512), 0);
    assert_int_equal(fixture->result.transferred, 4 + 5 * 11);
    assert_int_equal(
        fixture_send(fixture, mmc_command_read_toc(MMC_TOC_FORMAT_FULL_TOC, 3, 512), 512),
        SCSI_SENSE_CODE_INVALID_FIELD_IN_CDB);
}

static void test_cd_r__pma_and_atip(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(fixture_set_write_type(fixture, TRACK_AT_ONCE, true), 0);
    assert_int_equal(fixture_write(fixture, 0, 20, 'x'), 0);
    assert_int_equal(fixture_close(fixture, MMC_CLOSE_FUNCTION_TRACK, 1), 0);
    assert_int_equal(fixture_send(fixture, mmc_command_read_toc(MMC_TOC_FORMAT_PMA, 0, 64), 64), 0);
    assert_int_equal(fixture->result.transferred, 4 + 11);
    assert_int_equal(fixture->data[4 + 3], 1);
    assert_int_equal(fixture->data[4 + 9], 2);

    assert_int_equal(fixture_send(fixture, mmc_command_read_toc(MMC_TOC_FORMAT_ATIP, 0, 64), 64),
                     0);
    assert_int_equal(fixture->result.transferred, 28);
    assert_int_equal(fixture->data[6] & 0x40, 0);
    assert_int_equal(fixture->data[8], 97);
    assert_int_equal(fixture->data[12], 79);
    assert_int_equal(fixture_send(fixture, mmc_command_read_toc(MMC_TOC_FORMAT_CD_TEXT, 0, 64), 64),
                     SCSI_SENSE_CODE_INVALID_FIELD_IN_CDB);
}

/* Lead-in, pre-gap and start of one track, lead-out: what a data session at once announces. */
static uint32_t send_sheet(struct drive_fixture *fixture, uint8_t track, uint32_t start,
                           uint32_t end)
{
    const struct cd_msf pregap = cd_msf_of_lba((int32_t)start - 150);
    const struct cd_msf first = cd_msf_of_lba((int32_t)start);
    const struct cd_msf last = cd_msf_of_lba((int32_t)end);
    const uint8_t sheet[] = {
        0x41,
        0,
        0,
        0x14,
        0,
        0,
        0,
        0,
        0x41,
        track,
        0,
        0x10,
        0,
        pregap.minute,
        pregap.second,
        pregap.frame,
        0x41,
        track,
        1,
        0x10,
        0,
        first.minute,
        first.second,
        first.frame,
        0x41,
        0xAA,
        1,
        0x14,
        0,
        last.minute,
        last.second,
        last.frame,
    };
    const struct scsi_command command = { .cdb = { MMC_OPCODE_SEND_CUE_SHEET, 0, 0, 0, 0, 0, 0, 0,
                                                   sizeof(sheet) },
                                          .cdb_size = 10,
                                          .direction = SCSI_DIRECTION_TO_DEVICE };

    memcpy(fixture->data, sheet, sizeof(sheet));
    return fixture_send(fixture, command, sizeof(sheet));
}

static void record_pregap(struct drive_fixture *fixture, int32_t start)
{
    for (int32_t lba = start - 150; lba < start; lba += 30)
        assert_int_equal(fixture_write(fixture, (uint32_t)lba, 30, 0), 0);
}

static void test_cd_r__session_at_once(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(fixture_set_write_type(fixture, AT_ONCE, true), 0);
    assert_int_equal(fixture_write(fixture, 0, 16, 'x'), SCSI_SENSE_CODE_COMMAND_SEQUENCE);
    assert_int_equal(send_sheet(fixture, 1, 0, 40), 0);
    record_pregap(fixture, 0);
    assert_int_equal(fixture_write(fixture, 0, 40, 'x'), 0);
    assert_int_equal(fixture_synchronize(fixture), 0);
    fixture_assert_disc(fixture, MMC_DISC_STATUS_INCOMPLETE, MMC_SESSION_STATE_EMPTY, 2);
    assert_int_equal(fixture_capacity(fixture), 40);
    assert_int_equal(fixture_image_size(fixture), 40 * 2048);

    assert_int_equal(fixture_set_write_type(fixture, AT_ONCE, false), 0);
    assert_int_equal(send_sheet(fixture, 2, 40 + FIRST_GAP, 40 + FIRST_GAP + 20), 0);
    record_pregap(fixture, 40 + FIRST_GAP);
    assert_int_equal(fixture_write(fixture, 40 + FIRST_GAP, 20, 'y'), 0);
    assert_int_equal(fixture_synchronize(fixture), 0);
    fixture_assert_disc(fixture, MMC_DISC_STATUS_COMPLETE, MMC_SESSION_STATE_COMPLETE, 2);
    assert_int_equal(fixture_first_byte(fixture, 40 + FIRST_GAP), 'y');
}

static void test_cd_r__cue_sheet_refused(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(fixture_set_write_type(fixture, TRACK_AT_ONCE, true), 0);
    assert_int_equal(send_sheet(fixture, 1, 0, 40), SCSI_SENSE_CODE_COMMAND_SEQUENCE);
    assert_int_equal(fixture_set_write_type(fixture, AT_ONCE, true), 0);
    assert_int_equal(send_sheet(fixture, 2, 0, 40),
                     SCSI_SENSE_CODE_INVALID_FIELD_IN_PARAMETER_LIST);
    assert_int_equal(send_sheet(fixture, 1, 10, 40),
                     SCSI_SENSE_CODE_INVALID_FIELD_IN_PARAMETER_LIST);
    assert_int_equal(send_sheet(fixture, 1, 0, CAPACITY + 1),
                     SCSI_SENSE_CODE_INVALID_FIELD_IN_PARAMETER_LIST);
    fixture_assert_disc(fixture, MMC_DISC_STATUS_EMPTY, MMC_SESSION_STATE_EMPTY, 1);
}

/* A medium without tracks has none to begin with. */
static void test_cue_sheet__other_media_refused(void **state)
{
    static const enum disc_medium media[] = { DISC_MEDIUM_DVD_RAM, DISC_MEDIUM_BD_RE,
                                              DISC_MEDIUM_DVD_R };
    struct drive_fixture *fixture = *state;

    assert_int_equal(fixture_set_write_type(fixture, AT_ONCE, true), 0);
    for (size_t i = 0; i < sizeof(media) / sizeof(media[0]); i++) {
        fixture_remove_image(fixture);
        fixture_insert(fixture, media[i]);
        assert_int_equal(send_sheet(fixture, 1, 0, 40), SCSI_SENSE_CODE_COMMAND_SEQUENCE);
    }
}

static void test_cd_rw__session_at_once_cut_short(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(fixture_set_write_type(fixture, AT_ONCE, true), 0);
    assert_int_equal(send_sheet(fixture, 1, 0, 400), 0);
    record_pregap(fixture, 0);
    assert_int_equal(fixture_write(fixture, 0, 40, 'x'), 0);
    fixture_power_cycle(fixture, DISC_MEDIUM_NONE);

    fixture_assert_disc(fixture, MMC_DISC_STATUS_INCOMPLETE, MMC_SESSION_STATE_DAMAGED, 1);
    assert_int_equal(fixture_set_write_type(fixture, TRACK_AT_ONCE, true), 0);
    assert_int_equal(fixture_write(fixture, 40, 16, 'x'), SCSI_SENSE_CODE_COMMAND_SEQUENCE);
    assert_int_equal(fixture_blank(fixture, MMC_BLANK_TYPE_MINIMAL, 0), 0);
    fixture_assert_disc(fixture, MMC_DISC_STATUS_EMPTY, MMC_SESSION_STATE_EMPTY, 1);
    assert_int_equal(fixture_write(fixture, 0, 16, 'x'), 0);
}

static void test_cd_rw__test_write(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(
        fixture_set_write_type(fixture, TRACK_AT_ONCE | MMC_MODE_WRITE_TYPE_BITS_TEST_WRITE, true),
        0);
    assert_int_equal(fixture_write(fixture, 0, 20, 'x'), 0);
    assert_int_equal(fixture_write(fixture, 20, 20, 'x'), 0);
    assert_int_equal(fixture_synchronize(fixture), 0);
    assert_int_equal(fixture_close(fixture, MMC_CLOSE_FUNCTION_TRACK, 1), 0);
    fixture_assert_disc(fixture, MMC_DISC_STATUS_EMPTY, MMC_SESSION_STATE_EMPTY, 1);
    assert_int_equal(be32_get(fixture_track_information(fixture, 1).next_writable_address), 0);
}

static void test_cd_rw__read_cd(void **state)
{
    struct drive_fixture *fixture = *state;
    struct scsi_command command = { .cdb = { MMC_OPCODE_READ_CD, 0, 0, 0, 0, 1, 0, 0, 2, 0x10 },
                                    .cdb_size = 12,
                                    .direction = SCSI_DIRECTION_FROM_DEVICE };

    record_session(fixture, 0, 1);
    assert_int_equal(fixture_send(fixture, command, 4096), 0);
    assert_int_equal(fixture->result.transferred, 4096);
    assert_int_equal(fixture->data[4095], 'b');
    command.cdb[1] = 1 << 2; /* CD-DA */
    assert_int_equal(fixture_send(fixture, command, 4096), SCSI_SENSE_CODE_ILLEGAL_MODE);
    command.cdb[1] = 0;
    command.cdb[9] = 0x90; /* sync and user data, but not what lies between */
    assert_int_equal(fixture_send(fixture, command, 4096), SCSI_SENSE_CODE_INVALID_FIELD_IN_CDB);
}

#define R_TEST(test)  cmocka_unit_test_setup_teardown(test, set_up, fixture_tear_down)
#define RW_TEST(test) cmocka_unit_test_setup_teardown(test, set_up_rw, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        R_TEST(test_cd_r__blank),
        R_TEST(test_cd_r__track_at_once),
        R_TEST(test_cd_r__sessions),
        R_TEST(test_cd_r__full_toc),
        R_TEST(test_cd_r__pma_and_atip),
        R_TEST(test_cd_r__session_at_once),
        R_TEST(test_cd_r__cue_sheet_refused),
        R_TEST(test_cue_sheet__other_media_refused),
        RW_TEST(test_cd_rw__session_at_once_cut_short),
        RW_TEST(test_cd_rw__test_write),
        RW_TEST(test_cd_rw__read_cd),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
