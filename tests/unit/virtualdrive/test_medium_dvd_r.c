/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* DVD-R, DVD-R DL and DVD-RW recorded in order: disc at once and incremental. */
#include "virtualdrive/medium.h"

#include "drive_fixture.h"
#include "mmc/disc_structure.h"
#include "mmc/opcodes.h"
#include "support/cmocka_all.h"

#include <string.h>

#define CAPACITY          2298496
#define FIRST_BORDER_GAP  28672
#define BORDER_GAP        6144
#define INCREMENTAL       MMC_WRITE_TYPE_PACKET
#define DISC_AT_ONCE      MMC_WRITE_TYPE_SESSION_AT_ONCE
#define TEST_DISC_AT_ONCE (MMC_WRITE_TYPE_SESSION_AT_ONCE | MMC_MODE_WRITE_TYPE_BITS_TEST_WRITE)

/* MMC-6 6.22.3: formats of SEND DISC STRUCTURE that this drive has no use for. */
#define STRUCTURE_JUMP_INTERVAL 0x22
#define STRUCTURE_MANUAL_JUMP   0x23

static int set_up(void **state)
{
    fixture_set_up(state);
    fixture_insert(*state, DISC_MEDIUM_DVD_R);
    return 0;
}

static int set_up_rw(void **state)
{
    fixture_set_up(state);
    fixture_insert(*state, DISC_MEDIUM_DVD_RW);
    return 0;
}

/* A reserved zone of 32 blocks, recorded and closed with its border. */
static void record_border(struct drive_fixture *fixture, uint32_t lba, uint16_t track)
{
    assert_int_equal(fixture_set_write_type(fixture, INCREMENTAL, true), 0);
    assert_int_equal(fixture_send(fixture, mmc_command_reserve_track(32), 0), 0);
    assert_int_equal(fixture_write(fixture, lba, 32, (uint8_t)('a' + track)), 0);
    assert_int_equal(fixture_synchronize(fixture), 0);
    assert_int_equal(fixture_close(fixture, MMC_CLOSE_FUNCTION_TRACK, track), 0);
    assert_int_equal(fixture_close(fixture, MMC_CLOSE_FUNCTION_SESSION, 0), 0);
}

static void test_dvd_r__blank(void **state)
{
    struct drive_fixture *fixture = *state;
    struct mmc_track_information_wire track;

    assert_int_equal(fixture_profile(fixture), MMC_PROFILE_DVD_R_SEQUENTIAL);
    fixture_assert_disc(fixture, MMC_DISC_STATUS_EMPTY, MMC_SESSION_STATE_EMPTY, 1);
    track = fixture_track_information(fixture, MMC_TRACK_NUMBER_INVISIBLE);
    assert_int_equal(be32_get(track.free_blocks), CAPACITY);
    assert_int_equal(be32_get(track.next_writable_address), 0);
    assert_int_equal(fixture_blank(fixture, MMC_BLANK_TYPE_DISC, 0),
                     SCSI_SENSE_CODE_CANNOT_WRITE_INCOMPATIBLE_FORMAT);
    assert_int_equal(fixture_format_as(fixture, MMC_FORMAT_TYPE_QUICK, 0),
                     SCSI_SENSE_CODE_CANNOT_FORMAT_INCOMPATIBLE_MEDIUM);
}

static void test_dvd_r__borders(void **state)
{
    struct drive_fixture *fixture = *state;
    const uint32_t second = 32 + FIRST_BORDER_GAP;
    const uint32_t third = second + 32 + BORDER_GAP;

    record_border(fixture, 0, 1);
    fixture_assert_disc(fixture, MMC_DISC_STATUS_INCOMPLETE, MMC_SESSION_STATE_EMPTY, 2);
    record_border(fixture, second, 2);
    record_border(fixture, third, 3);

    fixture_assert_disc(fixture, MMC_DISC_STATUS_INCOMPLETE, MMC_SESSION_STATE_EMPTY, 4);
    assert_int_equal(fixture_first_byte(fixture, 31), 'b');
    assert_int_equal(fixture_first_byte(fixture, second), 'c');
    assert_int_equal(fixture_first_byte(fixture, third + 31), 'd');
    assert_int_equal(fixture_capacity(fixture), third + 32);
}

static void test_dvd_r__last_border(void **state)
{
    struct drive_fixture *fixture = *state;

    record_border(fixture, 0, 1);
    assert_int_equal(fixture_set_write_type(fixture, INCREMENTAL, false), 0);
    assert_int_equal(fixture_write(fixture, 32 + FIRST_BORDER_GAP, 16, 'x'), 0);
    assert_int_equal(fixture_close(fixture, MMC_CLOSE_FUNCTION_TRACK, 2), 0);
    assert_int_equal(fixture_close(fixture, MMC_CLOSE_FUNCTION_SESSION, 0), 0);
    fixture_assert_disc(fixture, MMC_DISC_STATUS_COMPLETE, MMC_SESSION_STATE_COMPLETE, 2);
    assert_int_equal(fixture_write(fixture, 64, 16, 'x'), SCSI_SENSE_CODE_WRITE_PROTECTED);
}

static void test_dvd_r__write_type_refused(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(fixture_set_write_type(fixture, MMC_WRITE_TYPE_TRACK_AT_ONCE, true), 0);
    assert_int_equal(fixture_write(fixture, 0, 16, 'x'), SCSI_SENSE_CODE_ILLEGAL_MODE);
    assert_int_equal(fixture_set_write_type(fixture, MMC_WRITE_TYPE_RAW, true),
                     SCSI_SENSE_CODE_INVALID_FIELD_IN_PARAMETER_LIST);
}

static void test_dvd_r__disc_at_once(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(fixture_set_write_type(fixture, DISC_AT_ONCE, false), 0);
    assert_int_equal(fixture_send(fixture, mmc_command_reserve_track(48), 0), 0);
    assert_int_equal(fixture_write(fixture, 16, 16, 'x'),
                     SCSI_SENSE_CODE_INVALID_ADDRESS_FOR_WRITE);
    assert_int_equal(fixture_write(fixture, 0, 32, 'x'), 0);
    assert_int_equal(fixture_write(fixture, 0, 16, 'x'), SCSI_SENSE_CODE_INVALID_ADDRESS_FOR_WRITE);
    assert_int_equal(fixture_write(fixture, 32, 17, 'x'), SCSI_SENSE_CODE_END_OF_USER_AREA);
    fixture_assert_disc(fixture, MMC_DISC_STATUS_INCOMPLETE, MMC_SESSION_STATE_INCOMPLETE, 1);
    assert_int_equal(fixture_write(fixture, 32, 16, 'y'), 0);

    assert_int_equal(fixture_synchronize(fixture), 0);
    fixture_assert_disc(fixture, MMC_DISC_STATUS_COMPLETE, MMC_SESSION_STATE_COMPLETE, 1);
    assert_int_equal(fixture_first_byte(fixture, 47), 'y');
    assert_int_equal(fixture_capacity(fixture), 48);
}

/* A reservation is rounded up to whole units, and so is what comes. */
static void test_dvd_r__disc_at_once_of_odd_size(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(fixture_set_write_type(fixture, DISC_AT_ONCE, false), 0);
    assert_int_equal(fixture_send(fixture, mmc_command_reserve_track(20), 0), 0);
    assert_int_equal(fixture_write(fixture, 0, 20, 'x'), 0);
    assert_int_equal(fixture_synchronize(fixture), 0);
    fixture_assert_disc(fixture, MMC_DISC_STATUS_COMPLETE, MMC_SESSION_STATE_COMPLETE, 1);
    assert_int_equal(fixture_capacity(fixture), 32);
}

/* Without a reservation the disc is as long as what came. */
static void test_dvd_r__disc_at_once_unreserved(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(fixture_set_write_type(fixture, DISC_AT_ONCE, false), 0);
    assert_int_equal(fixture_write(fixture, 0, 20, 'x'), 0);
    assert_int_equal(fixture_synchronize(fixture), 0);
    fixture_assert_disc(fixture, MMC_DISC_STATUS_COMPLETE, MMC_SESSION_STATE_COMPLETE, 1);
    assert_int_equal(fixture_capacity(fixture), 32);
}

static void test_dvd_r__disc_at_once_cut_short(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(fixture_set_write_type(fixture, DISC_AT_ONCE, false), 0);
    assert_int_equal(fixture_send(fixture, mmc_command_reserve_track(64), 0), 0);
    assert_int_equal(fixture_write(fixture, 0, 32, 'x'), 0);
    fixture_power_cycle(fixture, DISC_MEDIUM_NONE);

    fixture_assert_disc(fixture, MMC_DISC_STATUS_INCOMPLETE, MMC_SESSION_STATE_DAMAGED, 1);
    assert_int_equal(fixture_track_information(fixture, 1).track_mode & 0x20, 0x20);
    assert_int_equal(fixture_write(fixture, 32, 16, 'x'), SCSI_SENSE_CODE_COMMAND_SEQUENCE);
    assert_int_equal(fixture_close(fixture, MMC_CLOSE_FUNCTION_FINALIZE_DVD_R, 0), 0);
    fixture_assert_disc(fixture, MMC_DISC_STATUS_COMPLETE, MMC_SESSION_STATE_COMPLETE, 1);
    assert_int_equal(fixture_capacity(fixture), 32);
}

static void test_dvd_r__test_write_leaves_nothing(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(fixture_set_write_type(fixture, TEST_DISC_AT_ONCE, false), 0);
    assert_int_equal(fixture_send(fixture, mmc_command_reserve_track(32), 0), 0);
    assert_int_equal(fixture_write(fixture, 0, 32, 'x'), 0);
    assert_int_equal(fixture_synchronize(fixture), 0);
    fixture_assert_disc(fixture, MMC_DISC_STATUS_EMPTY, MMC_SESSION_STATE_EMPTY, 1);
    assert_int_equal(fixture_image_size(fixture), 0);
}

static void test_dvd_rw__blank_types(void **state)
{
    struct drive_fixture *fixture = *state;
    const uint32_t second = 32 + FIRST_BORDER_GAP;

    record_border(fixture, 0, 1);
    record_border(fixture, second, 2);
    assert_int_equal(fixture_blank(fixture, MMC_BLANK_TYPE_SESSION, 0), 0);
    fixture_assert_disc(fixture, MMC_DISC_STATUS_INCOMPLETE, MMC_SESSION_STATE_EMPTY, 2);
    assert_int_equal(fixture_image_size(fixture), 32 * 2048);

    assert_int_equal(fixture_write(fixture, second, 32, 'z'), 0);
    assert_int_equal(fixture_blank(fixture, MMC_BLANK_TYPE_TRACK_TAIL, second + 16), 0);
    assert_int_equal(be32_get(fixture_track_information(fixture, 2).next_writable_address),
                     second + 16);
    assert_int_equal(fixture_blank(fixture, MMC_BLANK_TYPE_TRACK, second), 0);
    assert_int_equal(be32_get(fixture_track_information(fixture, 2).next_writable_address), second);

    assert_int_equal(fixture_blank(fixture, MMC_BLANK_TYPE_UNCLOSE_SESSION, 0), 0);
    fixture_assert_disc(fixture, MMC_DISC_STATUS_INCOMPLETE, MMC_SESSION_STATE_INCOMPLETE, 1);
    assert_int_equal(fixture_send(fixture, mmc_command_reserve_track(32), 0), 0);
    assert_int_equal(fixture_blank(fixture, MMC_BLANK_TYPE_UNRESERVE_TRACK, 0), 0);
    assert_int_equal(fixture_blank(fixture, MMC_BLANK_TYPE_UNRESERVE_TRACK, 0),
                     SCSI_SENSE_CODE_INVALID_FIELD_IN_CDB);
    assert_int_equal(fixture_first_byte(fixture, 0), 'b');

    assert_int_equal(fixture_blank(fixture, MMC_BLANK_TYPE_MINIMAL, 0), 0);
    fixture_assert_disc(fixture, MMC_DISC_STATUS_EMPTY, MMC_SESSION_STATE_EMPTY, 1);
    assert_int_equal(fixture_image_size(fixture), 0);
    assert_int_equal(fixture_blank(fixture, (enum mmc_blank_type)7, 0),
                     SCSI_SENSE_CODE_INVALID_FIELD_IN_CDB);
}

static void test_dvd_rw__blank_finalised(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(fixture_write(fixture, 0, 16, 'x'), 0);
    assert_int_equal(fixture_close(fixture, MMC_CLOSE_FUNCTION_FINALIZE_DVD_R, 0), 0);
    assert_int_equal(fixture_disc_information(fixture).status &
                         MMC_DISC_INFORMATION_STATUS_BITS_ERASABLE,
                     MMC_DISC_INFORMATION_STATUS_BITS_ERASABLE);
    assert_int_equal(fixture_blank(fixture, MMC_BLANK_TYPE_DISC, 0), 0);
    fixture_assert_disc(fixture, MMC_DISC_STATUS_EMPTY, MMC_SESSION_STATE_EMPTY, 1);
}

static void test_dvd_rw__blanking_takes_time(void **state)
{
    struct drive_fixture *fixture = *state;

    fixture->settings.pace.blank_ms = 1000;
    fixture_power_cycle(fixture, DISC_MEDIUM_NONE);
    assert_int_equal(
        fixture_send(fixture,
                     CDB(12, MMC_OPCODE_BLANK, MMC_BLANK_BITS_IMMED | MMC_BLANK_TYPE_MINIMAL), 0),
        0);
    fixture->now_ms += 500;
    assert_int_equal(fixture_send(fixture, mmc_command_test_unit_ready(), 0),
                     SCSI_SENSE_CODE_OPERATION_NOT_READY);
    assert_int_equal(fixture->result.sense.progress, 0x7FFF);
    fixture->now_ms += 500;
    assert_int_equal(fixture_send(fixture, mmc_command_test_unit_ready(), 0), 0);
}

static void test_dvd_rw__formats(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(fixture_send(fixture, mmc_command_read_format_capacities(64), 64), 0);
    assert_int_equal(fixture->result.transferred, 12 + 3 * 8);
    assert_int_equal(fixture->data[8] & 3, MMC_CAPACITY_TYPE_UNFORMATTED);
    assert_int_equal(fixture->data[12 + 4], MMC_FORMAT_TYPE_FULL << 2);
    assert_int_equal(fixture->data[12 + 8 + 4], MMC_FORMAT_TYPE_CD_RW_FULL << 2);
    assert_int_equal(fixture->data[12 + 16 + 4], MMC_FORMAT_TYPE_QUICK << 2);
    assert_int_equal(fixture->data[12 + 16 + 7], 16);
}

static void test_dvd_rw__quick_format(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(fixture_format_as(fixture, MMC_FORMAT_TYPE_QUICK, CAPACITY), 0);
    assert_int_equal(fixture_profile(fixture), MMC_PROFILE_DVD_RW_RESTRICTED_OVERWRITE);
    fixture_assert_disc(fixture, MMC_DISC_STATUS_COMPLETE, MMC_SESSION_STATE_INCOMPLETE, 1);
    assert_int_equal(fixture_write(fixture, 16, 16, 'x'),
                     SCSI_SENSE_CODE_INVALID_ADDRESS_FOR_WRITE);
    assert_int_equal(fixture_write(fixture, 0, 8, 'x'), SCSI_SENSE_CODE_INVALID_ADDRESS_FOR_WRITE);
    assert_int_equal(fixture_write(fixture, 0, 32, 'x'), 0);
    assert_int_equal(fixture_write(fixture, 16, 32, 'y'), 0);
    fixture_power_cycle(fixture, DISC_MEDIUM_NONE);

    assert_int_equal(fixture_capacity(fixture), 48);
    assert_int_equal(fixture_close(fixture, MMC_CLOSE_FUNCTION_SESSION, 0), 0);
    fixture_assert_disc(fixture, MMC_DISC_STATUS_COMPLETE, MMC_SESSION_STATE_COMPLETE, 1);
    assert_int_equal(fixture_write(fixture, 48, 16, 'z'), SCSI_SENSE_CODE_LBA_OUT_OF_RANGE);
    assert_int_equal(fixture_first_byte(fixture, 47), 'y');

    assert_int_equal(fixture_format_as(fixture, MMC_FORMAT_TYPE_QUICK_GROW, CAPACITY - 48), 0);
    assert_int_equal(fixture_write(fixture, 48, 16, 'z'), 0);
    assert_int_equal(fixture_first_byte(fixture, 0), 'x');
    assert_int_equal(fixture_capacity(fixture), 64);
}

static void test_dvd_rw__full_format(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(fixture_format_as(fixture, MMC_FORMAT_TYPE_CD_RW_FULL, CAPACITY / 32 * 16), 0);
    assert_int_equal(fixture_capacity(fixture), CAPACITY / 32 * 16);
    assert_int_equal(fixture_first_byte(fixture, CAPACITY / 32 * 16 - 1), 0);
    assert_int_equal(fixture_format_as(fixture, MMC_FORMAT_TYPE_GROW_SESSION, 16), 0);
    assert_int_equal(fixture_capacity(fixture), CAPACITY / 32 * 16 + 16);
    assert_int_equal(fixture_format_as(fixture, MMC_FORMAT_TYPE_FULL, CAPACITY), 0);
    assert_int_equal(fixture_capacity(fixture), CAPACITY);
    assert_int_equal(fixture_write(fixture, CAPACITY - 16, 16, 'e'), 0);
}

static void test_dvd_rw__format_refused(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(fixture_format_as(fixture, MMC_FORMAT_TYPE_DVD_PLUS_RW, CAPACITY),
                     SCSI_SENSE_CODE_INVALID_FIELD_IN_PARAMETER_LIST);
    assert_int_equal(fixture_format_as(fixture, MMC_FORMAT_TYPE_FULL, CAPACITY + 16),
                     SCSI_SENSE_CODE_INVALID_FIELD_IN_PARAMETER_LIST);
    assert_int_equal(fixture_format_as(fixture, MMC_FORMAT_TYPE_QUICK_GROW, 16),
                     SCSI_SENSE_CODE_INVALID_FIELD_IN_PARAMETER_LIST);
    assert_int_equal(fixture_profile(fixture), MMC_PROFILE_DVD_RW_SEQUENTIAL);
}

static void test_dvd_rw__blank_from_overwrite(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(fixture_format_as(fixture, MMC_FORMAT_TYPE_QUICK, CAPACITY), 0);
    assert_int_equal(fixture_write(fixture, 0, 16, 'x'), 0);
    assert_int_equal(fixture_blank(fixture, MMC_BLANK_TYPE_TRACK, 0),
                     SCSI_SENSE_CODE_INVALID_FIELD_IN_CDB);
    assert_int_equal(fixture_blank(fixture, MMC_BLANK_TYPE_DISC, 0), 0);
    assert_int_equal(fixture_profile(fixture), MMC_PROFILE_DVD_RW_SEQUENTIAL);
    fixture_assert_disc(fixture, MMC_DISC_STATUS_EMPTY, MMC_SESSION_STATE_EMPTY, 1);
}

/* SEND DISC STRUCTURE with an address or a number of blocks. */
static uint32_t set_structure(struct drive_fixture *fixture, uint8_t format, uint16_t value)
{
    const uint8_t list[] = { 0, 10, 0, 0, 0, 0, 0, 0, 0, 0, (uint8_t)(value >> 8), (uint8_t)value };
    const struct scsi_command command = { .cdb = { MMC_OPCODE_SEND_DISC_STRUCTURE, 0, 0, 0, 0, 0, 0,
                                                   format, 0, sizeof(list) },
                                          .cdb_size = 12,
                                          .direction = SCSI_DIRECTION_TO_DEVICE };

    memcpy(fixture->data, list, sizeof(list));
    return fixture_send(fixture, command, sizeof(list));
}

static void test_dvd_r_dl__layer_capacity(void **state)
{
    struct drive_fixture *fixture = *state;

    fixture_insert(fixture, DISC_MEDIUM_DVD_R_DL);
    assert_int_equal(set_structure(fixture, MMC_DISC_STRUCTURE_FORMAT_LAYER_CAPACITY, 1024), 0);
    assert_int_equal(be32_get(fixture_track_information(fixture, 1).free_blocks), 2 * 1024);
    assert_int_equal(set_structure(fixture, MMC_DISC_STRUCTURE_FORMAT_LAYER_CAPACITY, 1024),
                     SCSI_SENSE_CODE_COMMAND_SEQUENCE);
}

/* The laser changes the layer in the middle of a command, and the disc ends with the second. */
static void test_dvd_r_dl__layers_meet_early(void **state)
{
    struct drive_fixture *fixture = *state;

    fixture_insert(fixture, DISC_MEDIUM_DVD_R_DL);
    assert_int_equal(set_structure(fixture, MMC_DISC_STRUCTURE_FORMAT_LAYER_CAPACITY, 32), 0);
    assert_int_equal(fixture_set_write_type(fixture, MMC_WRITE_TYPE_PACKET, true), 0);
    assert_int_equal(fixture_write(fixture, 0, 16, 'a'), 0);
    assert_int_equal(fixture_write(fixture, 16, 32, 'b'), 0);
    assert_int_equal(fixture_write(fixture, 48, 17, 'c'), SCSI_SENSE_CODE_LBA_OUT_OF_RANGE);
    assert_int_equal(fixture_write(fixture, 48, 16, 'c'), 0);
    assert_int_equal(fixture_first_byte(fixture, 31), 'b');
    assert_int_equal(fixture_first_byte(fixture, 32), 'b');
    assert_int_equal(fixture_first_byte(fixture, 63), 'c');
}

static void test_dvd_r_dl__first_block_chooses_layer_jump(void **state)
{
    struct drive_fixture *fixture = *state;

    fixture_insert(fixture, DISC_MEDIUM_DVD_R_DL);
    assert_int_equal(fixture_set_write_type(fixture, MMC_WRITE_TYPE_LAYER_JUMP, true), 0);
    assert_int_equal(fixture_profile(fixture), MMC_PROFILE_DVD_R_DL_SEQUENTIAL);
    assert_int_equal(fixture_write(fixture, 0, 16, 'j'), 0);
    assert_int_equal(fixture_profile(fixture), MMC_PROFILE_DVD_R_DL_LAYER_JUMP);
    assert_int_equal(fixture_synchronize(fixture), 0);
    fixture_power_cycle(fixture, DISC_MEDIUM_DVD_R_DL);
    assert_int_equal(fixture_profile(fixture), MMC_PROFILE_DVD_R_DL_LAYER_JUMP);
    assert_int_equal(fixture_set_write_type(fixture, MMC_WRITE_TYPE_PACKET, true), 0);
    assert_int_equal(fixture_write(fixture, 16, 16, 'k'), SCSI_SENSE_CODE_ILLEGAL_MODE);
    assert_int_equal(fixture_set_write_type(fixture, MMC_WRITE_TYPE_LAYER_JUMP, true), 0);
    assert_int_equal(fixture_write(fixture, 16, 16, 'k'), 0);
}

static void test_dvd_r_dl__recorded_in_order_it_stays_so(void **state)
{
    struct drive_fixture *fixture = *state;

    fixture_insert(fixture, DISC_MEDIUM_DVD_R_DL);
    assert_int_equal(fixture_set_write_type(fixture, MMC_WRITE_TYPE_PACKET, true), 0);
    assert_int_equal(fixture_write(fixture, 0, 16, 's'), 0);
    assert_int_equal(fixture_set_write_type(fixture, MMC_WRITE_TYPE_LAYER_JUMP, true), 0);
    assert_int_equal(fixture_write(fixture, 16, 16, 'j'), SCSI_SENSE_CODE_ILLEGAL_MODE);
    assert_int_equal(fixture_profile(fixture), MMC_PROFILE_DVD_R_DL_SEQUENTIAL);
}

/* Where else the layers could be left is not for the initiator to say. */
static void test_dvd_r_dl__no_manual_layer_jump(void **state)
{
    struct drive_fixture *fixture = *state;

    fixture_insert(fixture, DISC_MEDIUM_DVD_R_DL);
    assert_int_equal(set_structure(fixture, STRUCTURE_JUMP_INTERVAL, 32),
                     SCSI_SENSE_CODE_INVALID_FIELD_IN_CDB);
    assert_int_equal(set_structure(fixture, STRUCTURE_MANUAL_JUMP, 32),
                     SCSI_SENSE_CODE_INVALID_FIELD_IN_CDB);
}

#define R_TEST(test)  cmocka_unit_test_setup_teardown(test, set_up, fixture_tear_down)
#define RW_TEST(test) cmocka_unit_test_setup_teardown(test, set_up_rw, fixture_tear_down)
#define DL_TEST(test) cmocka_unit_test_setup_teardown(test, fixture_set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        R_TEST(test_dvd_r__blank),
        R_TEST(test_dvd_r__borders),
        R_TEST(test_dvd_r__last_border),
        R_TEST(test_dvd_r__write_type_refused),
        R_TEST(test_dvd_r__disc_at_once),
        R_TEST(test_dvd_r__disc_at_once_of_odd_size),
        R_TEST(test_dvd_r__disc_at_once_unreserved),
        R_TEST(test_dvd_r__disc_at_once_cut_short),
        R_TEST(test_dvd_r__test_write_leaves_nothing),
        RW_TEST(test_dvd_rw__blank_types),
        RW_TEST(test_dvd_rw__blank_finalised),
        RW_TEST(test_dvd_rw__blanking_takes_time),
        RW_TEST(test_dvd_rw__formats),
        RW_TEST(test_dvd_rw__quick_format),
        RW_TEST(test_dvd_rw__full_format),
        RW_TEST(test_dvd_rw__format_refused),
        RW_TEST(test_dvd_rw__blank_from_overwrite),
        DL_TEST(test_dvd_r_dl__layer_capacity),
        DL_TEST(test_dvd_r_dl__layers_meet_early),
        DL_TEST(test_dvd_r_dl__first_block_chooses_layer_jump),
        DL_TEST(test_dvd_r_dl__recorded_in_order_it_stays_so),
        DL_TEST(test_dvd_r_dl__no_manual_layer_jump),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
