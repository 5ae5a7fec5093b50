/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The tray, the disc on it, and other processes that meet there. */
#include "drive_fixture.h"
#include "mmc/event_status.h"
#include "mmc/opcodes.h"
#include "platform/file.h"
#include "support/cmocka_all.h"

#include <string.h>

#define MEDIA_CLASS (1u << MMC_EVENT_CLASS_MEDIA)

static uint8_t media_event(struct drive_fixture *fixture)
{
    assert_int_equal(fixture_send(fixture, mmc_command_get_event_status(MEDIA_CLASS, 8), 8), 0);
    assert_int_equal(fixture->data[2], MMC_EVENT_CLASS_MEDIA);
    return fixture->data[4];
}

static struct scsi_command prevent(uint8_t flags)
{
    return CDB(6, MMC_OPCODE_PREVENT_ALLOW_MEDIUM_REMOVAL, 0, 0, 0, flags);
}

static void test_tray__eject_and_load(void **state)
{
    struct drive_fixture *fixture = *state;

    fixture_insert(fixture, DISC_MEDIUM_DVD_PLUS_R);
    assert_int_equal(fixture_send(fixture, mmc_command_eject(), 0), 0);
    assert_int_equal(fixture->tray_moves, 1);
    assert_true(fixture->is_tray_open);
    assert_int_equal(fixture_send(fixture, mmc_command_test_unit_ready(), 0),
                     SCSI_SENSE_CODE_TRAY_OPEN);

    assert_int_equal(fixture_send(fixture, mmc_command_load(), 0), 0);
    assert_int_equal(fixture->tray_moves, 2);
    assert_false(fixture->is_tray_open);
    assert_int_equal(fixture_send(fixture, mmc_command_test_unit_ready(), 0),
                     SCSI_SENSE_CODE_MEDIUM_MAY_HAVE_CHANGED);
    assert_int_equal(fixture_send(fixture, mmc_command_test_unit_ready(), 0), 0);
}

static void test_tray__moved_to_where_it_is(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(fixture_send(fixture, mmc_command_load(), 0), 0);
    assert_int_equal(fixture->tray_moves, 0);
}

static void test_tray__hand_is_not_reported(void **state)
{
    struct drive_fixture *fixture = *state;

    virtual_drive_set_tray(fixture->drive, true);
    assert_int_equal(fixture->tray_moves, 0);
}

static void test_tray__removal_prevented(void **state)
{
    struct drive_fixture *fixture = *state;

    fixture_insert(fixture, DISC_MEDIUM_DVD_PLUS_R);
    assert_int_equal(fixture_send(fixture, mmc_command_prevent_removal(true), 0), 0);
    assert_int_equal(fixture_send(fixture, mmc_command_eject(), 0),
                     SCSI_SENSE_CODE_REMOVAL_PREVENTED);
    assert_int_equal(fixture_send(fixture, mmc_command_prevent_removal(false), 0), 0);
    assert_int_equal(fixture_send(fixture, mmc_command_eject(), 0), 0);
}

static void test_tray__removal_prevented_persistently(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(fixture_send(fixture, prevent(3), 0), 0);
    assert_int_equal(fixture_send(fixture, prevent(0), 0), 0);
    assert_int_equal(fixture_send(fixture, mmc_command_eject(), 0),
                     SCSI_SENSE_CODE_REMOVAL_PREVENTED);
    assert_int_equal(fixture_send(fixture, prevent(2), 0), 0);
    assert_int_equal(fixture_send(fixture, mmc_command_eject(), 0), 0);
}

static void test_tray__power_conditions_do_not_move_it(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(fixture_send(fixture, CDB(6, MMC_OPCODE_START_STOP_UNIT, 0, 0, 0, 0x22), 0),
                     0);
    assert_int_equal(fixture->tray_moves, 0);
}

static void test_tray__events(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(media_event(fixture), MMC_MEDIA_EVENT_NO_CHANGE);
    assert_int_equal(fixture->data[5], 0);
    assert_int_equal(virtual_drive_set_disc(fixture->drive, fixture->path, DISC_MEDIUM_DVD_PLUS_R),
                     STATUS_OK);
    assert_int_equal(media_event(fixture), MMC_MEDIA_EVENT_NEW_MEDIA);
    assert_int_equal(fixture->data[5], MMC_MEDIA_STATUS_BITS_PRESENT);
    assert_int_equal(media_event(fixture), MMC_MEDIA_EVENT_NO_CHANGE);
    virtual_drive_set_tray(fixture->drive, true);
    assert_int_equal(media_event(fixture), MMC_MEDIA_EVENT_MEDIA_REMOVAL);
    assert_int_equal(fixture->data[5], MMC_MEDIA_STATUS_BITS_DOOR_OPEN);
}

static void test_tray__events_of_no_class(void **state)
{
    struct drive_fixture *fixture = *state;
    struct scsi_command command = mmc_command_get_event_status(0x20, 8);

    assert_int_equal(fixture_send(fixture, command, 8), 0);
    assert_int_equal(fixture->result.transferred, 4);
    assert_int_equal(fixture->data[2], MMC_EVENT_HEADER_BITS_NEA);
    command.cdb[1] = 0;
    assert_int_equal(fixture_send(fixture, command, 8), SCSI_SENSE_CODE_INVALID_FIELD_IN_CDB);
}

static void test_tray__mechanism_status(void **state)
{
    struct drive_fixture *fixture = *state;
    struct scsi_command command = CDB(12, MMC_OPCODE_MECHANISM_STATUS, 0, 0, 0, 0, 0, 0, 0, 0, 8);

    command.direction = SCSI_DIRECTION_FROM_DEVICE;
    virtual_drive_set_tray(fixture->drive, true);
    assert_int_equal(fixture_send(fixture, command, 8), 0);
    assert_int_equal(fixture->data[1], 0x10);
}

/* Long enough for the drive to look at the files again. */
static void wait_for_look(struct drive_fixture *fixture)
{
    fixture->now_ms += 100;
}

static void test_disc__missing_image(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(virtual_drive_set_disc(fixture->drive, fixture->path, DISC_MEDIUM_NONE),
                     STATUS_OK);
    assert_int_equal(virtual_drive_disc_status(fixture->drive), STATUS_NOT_FOUND);
    assert_int_equal(fixture_send(fixture, mmc_command_test_unit_ready(), 0),
                     SCSI_SENSE_CODE_TRAY_CLOSED);
}

static void test_disc__missing_folder(void **state)
{
    static const char16 path[] = { 'n', 'o', 't', 'h', 'e', 'r', 'e', '/', 'd', '.', 'i', 0 };
    struct drive_fixture *fixture = *state;

    assert_int_equal(virtual_drive_set_disc(fixture->drive, path, DISC_MEDIUM_DVD_PLUS_R),
                     STATUS_OK);
    assert_int_equal(virtual_drive_disc_status(fixture->drive), STATUS_NOT_FOUND);
    assert_int_equal(fixture_send(fixture, mmc_command_test_unit_ready(), 0),
                     SCSI_SENSE_CODE_TRAY_CLOSED);
}

static void test_disc__image_appears(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(virtual_drive_set_disc(fixture->drive, fixture->path, DISC_MEDIUM_NONE),
                     STATUS_OK);
    fixture_write_image(fixture, 4096, 'i');
    assert_int_equal(fixture_send(fixture, mmc_command_test_unit_ready(), 0),
                     SCSI_SENSE_CODE_MEDIUM_MAY_HAVE_CHANGED);
    assert_int_equal(fixture_read(fixture, 1, 1), 0);
    assert_int_equal(fixture->data[0], 'i');
}

static void test_disc__image_vanishes(void **state)
{
    struct drive_fixture *fixture = *state;

    fixture_insert(fixture, DISC_MEDIUM_DVD_PLUS_R);
    assert_int_equal(fixture_write(fixture, 0, 16, 'x'), 0);
    assert_int_equal(fixture_send(fixture, mmc_command_synchronize_cache(), 0), 0);
    assert_int_equal(fixture_close(fixture, MMC_CLOSE_FUNCTION_TRACK, 1), 0);
    (void)platform_file_remove(fixture->path);
    wait_for_look(fixture);

    assert_int_equal(fixture_send(fixture, mmc_command_test_unit_ready(), 0),
                     SCSI_SENSE_CODE_MEDIUM_MAY_HAVE_CHANGED);
    assert_int_equal(fixture_send(fixture, mmc_command_test_unit_ready(), 0),
                     SCSI_SENSE_CODE_TRAY_CLOSED);
}

/* Told once, and nothing of it is touched. */
static void test_disc__corrupt_state(void **state)
{
    struct drive_fixture *fixture = *state;

    fixture_write_image(fixture, 2048, 'i');
    fixture_write_state(fixture, "rubbish");
    fixture_insert(fixture, DISC_MEDIUM_DVD_PLUS_RW);
    for (unsigned i = 0; i < 2; i++)
        assert_int_equal(fixture_send(fixture, mmc_command_test_unit_ready(), 0), 0x23001);
    assert_int_equal(virtual_drive_disc_status(fixture->drive), STATUS_CORRUPT);
    assert_int_equal(fixture_image_size(fixture), 2048);
}

static void test_disc__plain_image_is_read_only(void **state)
{
    struct drive_fixture *fixture = *state;

    fixture_write_image(fixture, 32 * 2048, 'i');
    fixture_insert(fixture, DISC_MEDIUM_DVD_PLUS_RW);
    assert_int_equal(fixture_read(fixture, 31, 1), 0);
    assert_int_equal(fixture_write(fixture, 0, 1, 'x'), SCSI_SENSE_CODE_WRITE_PROTECTED);
    assert_int_equal(fixture_image_byte(fixture, 0), 'i');
}

/* A write never builds on what another process has made old in the meantime. */
static void test_disc__recorded_elsewhere_just_now(void **state)
{
    struct drive_fixture *fixture = *state;

    fixture_insert(fixture, DISC_MEDIUM_DVD_PLUS_R);
    fixture_write_image(fixture, 16 * 2048, 'o');
    assert_int_equal(fixture_write(fixture, 0, 16, 'x'), SCSI_SENSE_CODE_INVALID_ADDRESS_FOR_WRITE);
    assert_int_equal(fixture_write(fixture, 16, 16, 'x'), 0);
}

/* Another process recorded on the same disc: the same medium, with more on it. */
static void test_disc__recorded_elsewhere(void **state)
{
    struct drive_fixture *fixture = *state;
    struct drive_fixture other = *fixture;

    fixture_insert(fixture, DISC_MEDIUM_DVD_PLUS_R);
    assert_int_equal(virtual_drive_create(&other.settings, &other.drive), STATUS_OK);
    fixture_power_cycle(&other, DISC_MEDIUM_NONE);
    assert_int_equal(fixture_write(&other, 0, 16, 'x'), 0);
    assert_int_equal(fixture_send(&other, mmc_command_synchronize_cache(), 0), 0);
    assert_int_equal(fixture_close(&other, MMC_CLOSE_FUNCTION_FINALIZE, 0), 0);
    virtual_drive_destroy(other.drive);
    wait_for_look(fixture);

    assert_int_equal(fixture_read(fixture, 0, 16), 0);
    assert_int_equal(fixture->data[0], 'x');
    assert_int_equal(fixture_write(fixture, 16, 1, 'y'), SCSI_SENSE_CODE_WRITE_PROTECTED);
}

static void test_disc__replaced_elsewhere(void **state)
{
    struct drive_fixture *fixture = *state;

    fixture_insert(fixture, DISC_MEDIUM_DVD_PLUS_R);
    fixture_remove_image(fixture);
    fixture_write_image(fixture, 4096, 'n');
    wait_for_look(fixture);
    assert_int_equal(fixture_send(fixture, mmc_command_test_unit_ready(), 0),
                     SCSI_SENSE_CODE_MEDIUM_MAY_HAVE_CHANGED);
    assert_int_equal(fixture_read(fixture, 0, 1), 0);
    assert_int_equal(fixture->data[0], 'n');
}

static void test_disc__held_elsewhere(void **state)
{
    struct drive_fixture *fixture = *state;
    struct platform_file *file;

    fixture_insert(fixture, DISC_MEDIUM_DVD_PLUS_R);
    assert_int_equal(platform_file_open(fixture->path, PLATFORM_FILE_WRITE, &file), STATUS_OK);

    assert_int_equal(fixture_send(fixture, mmc_command_test_unit_ready(), 0), 0);
    memset(fixture->data, 'x', 2048);
    assert_int_equal(fixture_outcome(fixture, mmc_command_write_10(0, 1), 2048),
                     SCSI_OUTCOME_LOCKED);
    assert_int_equal(fixture_send(fixture, mmc_command_eject(), 0),
                     SCSI_SENSE_CODE_REMOVAL_PREVENTED);

    platform_file_close(file);
    assert_int_equal(fixture_write(fixture, 0, 16, 'x'), 0);
}

/* What was written and not synchronised keeps others from the disc. */
static void test_disc__held_here_while_writing(void **state)
{
    struct drive_fixture *fixture = *state;
    struct platform_file *file;

    fixture_insert(fixture, DISC_MEDIUM_DVD_PLUS_R);
    assert_int_equal(fixture_write(fixture, 0, 16, 'x'), 0);
    assert_int_equal(platform_file_open(fixture->path, PLATFORM_FILE_WRITE, &file),
                     STATUS_SHARING_VIOLATION);

    assert_int_equal(fixture_send(fixture, mmc_command_synchronize_cache(), 0), 0);
    assert_int_equal(platform_file_open(fixture->path, PLATFORM_FILE_WRITE, &file), STATUS_OK);
    platform_file_close(file);
}

static void test_disc__taken_away_while_writing(void **state)
{
    struct drive_fixture *fixture = *state;

    fixture_insert(fixture, DISC_MEDIUM_DVD_PLUS_R);
    assert_int_equal(fixture_write(fixture, 0, 5, 'x'), 0);
    assert_int_equal(virtual_drive_set_disc(fixture->drive, NULL, DISC_MEDIUM_NONE), STATUS_OK);

    assert_int_equal(fixture_send(fixture, mmc_command_test_unit_ready(), 0),
                     SCSI_SENSE_CODE_TRAY_CLOSED);
    assert_int_equal(fixture_image_size(fixture), 16 * 2048);
}

#define TRAY_TEST(test) cmocka_unit_test_setup_teardown(test, fixture_set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TRAY_TEST(test_tray__eject_and_load),
        TRAY_TEST(test_tray__moved_to_where_it_is),
        TRAY_TEST(test_tray__hand_is_not_reported),
        TRAY_TEST(test_tray__removal_prevented),
        TRAY_TEST(test_tray__removal_prevented_persistently),
        TRAY_TEST(test_tray__power_conditions_do_not_move_it),
        TRAY_TEST(test_tray__events),
        TRAY_TEST(test_tray__events_of_no_class),
        TRAY_TEST(test_tray__mechanism_status),
        TRAY_TEST(test_disc__missing_image),
        TRAY_TEST(test_disc__missing_folder),
        TRAY_TEST(test_disc__image_appears),
        TRAY_TEST(test_disc__image_vanishes),
        TRAY_TEST(test_disc__corrupt_state),
        TRAY_TEST(test_disc__plain_image_is_read_only),
        TRAY_TEST(test_disc__recorded_elsewhere_just_now),
        TRAY_TEST(test_disc__recorded_elsewhere),
        TRAY_TEST(test_disc__replaced_elsewhere),
        TRAY_TEST(test_disc__held_elsewhere),
        TRAY_TEST(test_disc__held_here_while_writing),
        TRAY_TEST(test_disc__taken_away_while_writing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
