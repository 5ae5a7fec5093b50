/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Faults on demand, and the pace of a real drive. */
#include "virtualdrive/faults.h"

#include "drive_fixture.h"
#include "mmc/opcodes.h"
#include "support/cmocka_all.h"
#include "virtualdrive/pace.h"

#include <string.h>

static void assert_refused(const char *text)
{
    struct drive_faults faults;

    assert_int_equal(drive_faults_parse(text, &faults), STATUS_INVALID_ARGUMENT);
    assert_int_equal(faults.count, 0);
}

static void test_faults_parse__fields(void **state)
{
    struct drive_faults faults;

    (void)state;
    assert_int_equal(
        drive_faults_parse(" write@16-31#2*3:3/0C/00  close-track-session:slow=250", &faults),
        STATUS_OK);
    assert_int_equal(faults.count, 2);
    assert_int_equal(faults.faults[0].first_lba, 16);
    assert_int_equal(faults.faults[0].last_lba, 31);
    assert_int_equal(faults.faults[0].after, 2);
    assert_int_equal(faults.faults[0].times, 3);
    assert_int_equal(faults.faults[0].action, DRIVE_FAULT_ACTION_SENSE);
    assert_int_equal(faults.faults[0].value, SCSI_SENSE_CODE_WRITE_ERROR);
    assert_int_equal(faults.faults[1].action, DRIVE_FAULT_ACTION_SLOW);
    assert_int_equal(faults.faults[1].value, 250);
    assert_int_equal(drive_faults_parse("", &faults), STATUS_OK);
    assert_int_equal(faults.count, 0);
}

static void test_faults_parse__refused(void **state)
{
    (void)state;
    assert_refused("write");
    assert_refused("write:");
    assert_refused("write:nonsense");
    assert_refused("wrote:gone");
    assert_refused(":gone");
    assert_refused("write@:gone");
    assert_refused("write@20-10:gone");
    assert_refused("write@4294967296:gone");
    assert_refused("write#x:gone");
    assert_refused("write:3/0C");
    assert_refused("write:0/0/0");
    assert_refused("write:slow");
    assert_refused("write:slow=");
    assert_refused("write:gonebut");
    assert_refused("a-command-whose-name-is-longer-than-any:gone");
}

static void test_faults_parse__too_many(void **state)
{
    char text[DRIVE_FAULTS_MAXIMUM * 8 + 16] = "";
    struct drive_faults faults;

    (void)state;
    for (size_t i = 0; i < DRIVE_FAULTS_MAXIMUM; i++)
        strcat(text, "2a:gone ");
    assert_int_equal(drive_faults_parse(text, &faults), STATUS_OK);
    strcat(text, "2a:gone");
    assert_int_equal(drive_faults_parse(text, &faults), STATUS_TOO_MANY);
}

static void test_faults_match__commands(void **state)
{
    struct drive_faults faults;

    (void)state;
    assert_int_equal(drive_faults_parse("write:gone 1b:timeout", &faults), STATUS_OK);
    assert_non_null(drive_faults_match(&faults, MMC_OPCODE_WRITE_10, 0, 1));
    assert_non_null(drive_faults_match(&faults, MMC_OPCODE_WRITE_12, 0, 1));
    assert_null(drive_faults_match(&faults, MMC_OPCODE_READ_10, 0, 1));
    assert_int_equal(drive_faults_match(&faults, MMC_OPCODE_START_STOP_UNIT, 0, 0)->action,
                     DRIVE_FAULT_ACTION_TIMEOUT);
    assert_int_equal(drive_faults_parse("any:gone", &faults), STATUS_OK);
    assert_non_null(drive_faults_match(&faults, 0xFF, 0, 0));
}

static void test_faults_match__range_and_count(void **state)
{
    struct drive_faults faults;

    (void)state;
    assert_int_equal(drive_faults_parse("read@10-19#1*2:3/11/00", &faults), STATUS_OK);
    assert_null(drive_faults_match(&faults, MMC_OPCODE_READ_10, 5, 5));
    assert_null(drive_faults_match(&faults, MMC_OPCODE_READ_10, 20, 5));
    assert_null(drive_faults_match(&faults, MMC_OPCODE_READ_10, 5, 6)); /* the one that passes */
    assert_non_null(drive_faults_match(&faults, MMC_OPCODE_READ_10, 19, 1));
    assert_non_null(drive_faults_match(&faults, MMC_OPCODE_READ_10, 0, 100));
    assert_null(drive_faults_match(&faults, MMC_OPCODE_READ_10, 10, 1));
}

static int set_up(void **state)
{
    fixture_set_up(state);
    fixture_insert(*state, DISC_MEDIUM_DVD_PLUS_R);
    return 0;
}

static void test_fault__sense_changes_nothing(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(virtual_drive_set_faults(fixture->drive, "write@16*1:3/0C/00"), STATUS_OK);
    assert_int_equal(fixture_write(fixture, 0, 16, 'x'), 0);
    assert_int_equal(fixture_write(fixture, 16, 16, 'x'), SCSI_SENSE_CODE_WRITE_ERROR);
    assert_int_equal(be32_get(fixture_track_information(fixture, 1).next_writable_address), 16);
    assert_int_equal(fixture_write(fixture, 16, 16, 'x'), 0);
}

static void test_fault__nonsense_keeps_the_old(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(virtual_drive_set_faults(fixture->drive, "seek:4/09/00"), STATUS_OK);
    assert_int_equal(virtual_drive_set_faults(fixture->drive, "seek:4/09"),
                     STATUS_INVALID_ARGUMENT);
    assert_int_equal(fixture_send(fixture, CDB(10, MMC_OPCODE_SEEK_10), 0), 0x40900);
}

static void test_fault__becoming_ready(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(virtual_drive_set_faults(fixture->drive, "read*1:becoming-ready=100"),
                     STATUS_OK);
    assert_int_equal(fixture_read(fixture, 0, 1), SCSI_SENSE_CODE_BECOMING_READY);
    assert_int_equal(fixture_send(fixture, mmc_command_test_unit_ready(), 0),
                     SCSI_SENSE_CODE_BECOMING_READY);
    fixture->now_ms += 100;
    assert_int_equal(fixture_send(fixture, mmc_command_test_unit_ready(), 0), 0);
}

static void test_fault__partial(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(fixture_write(fixture, 0, 16, 'x'), 0);
    assert_int_equal(
        virtual_drive_set_faults(fixture->drive, "read*1:partial=3000 write*1:partial=5000"),
        STATUS_OK);
    assert_int_equal(fixture_read(fixture, 0, 4), 0);
    assert_int_equal(fixture->result.transferred, 2048);
    assert_int_equal(fixture_write(fixture, 16, 16, 'x'), 0);
    assert_int_equal(fixture->result.transferred, 4096);
    assert_int_equal(be32_get(fixture_track_information(fixture, 1).next_writable_address), 18);
}

static void test_fault__medium_pulled_out(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(virtual_drive_set_faults(fixture->drive, "write#1*1:pull"), STATUS_OK);
    assert_int_equal(fixture_send(fixture, mmc_command_prevent_removal(true), 0), 0);
    assert_int_equal(fixture_write(fixture, 0, 16, 'x'), 0);
    assert_int_equal(fixture_write(fixture, 16, 16, 'x'), SCSI_SENSE_CODE_TRAY_OPEN);
    assert_int_equal(fixture->tray_moves, 1);
    assert_true(fixture->is_tray_open);
}

static void test_fault__timeout_and_gone(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(virtual_drive_set_faults(fixture->drive, "read*1:timeout write:gone"),
                     STATUS_OK);
    assert_int_equal(fixture_outcome(fixture, mmc_command_read_10(0, 1), 2048),
                     SCSI_OUTCOME_TIMEOUT);
    assert_int_equal(fixture_outcome(fixture, mmc_command_write_10(0, 1), 2048),
                     SCSI_OUTCOME_DEVICE_GONE);
    assert_int_equal(fixture_outcome(fixture, mmc_command_test_unit_ready(), 0),
                     SCSI_OUTCOME_DEVICE_GONE);
    fixture_power_cycle(fixture, DISC_MEDIUM_NONE);
    assert_int_equal(fixture_write(fixture, 0, 1, 'x'), 0);
}

static void sleep_ms(void *context, uint32_t duration_ms)
{
    ((struct drive_fixture *)context)->now_ms += duration_ms;
}

static void test_fault__slow(void **state)
{
    struct drive_fixture *fixture = *state;

    fixture->settings.sleep_ms = sleep_ms;
    fixture_power_cycle(fixture, DISC_MEDIUM_NONE);
    assert_int_equal(virtual_drive_set_faults(fixture->drive, "synchronize-cache:slow=70000"),
                     STATUS_OK);
    assert_int_equal(fixture_synchronize(fixture), 0);
    assert_int_equal(fixture->now_ms, 70000);
}

/* 64 KiB at a time: the first 4 MiB go into the buffer, the rest at 3324 kB/s. */
static void test_pace__writes_as_fast_as_the_medium(void **state)
{
    struct drive_fixture *fixture = *state;
    uint32_t lba = 0;

    fixture->settings.sleep_ms = sleep_ms;
    fixture->settings.pace.is_real = true;
    fixture_power_cycle(fixture, DISC_MEDIUM_NONE);
    assert_int_equal(fixture_send(fixture, mmc_command_set_cd_speed(0, 0xFFFF, 3324), 0), 0);
    for (; lba < DRIVE_BUFFER_SIZE / 2048; lba += 32)
        assert_int_equal(fixture_write(fixture, lba, 32, 'x'), 0);
    assert_int_equal(fixture->now_ms, 0);
    assert_int_equal(fixture_send(fixture,
                                  (struct scsi_command){ .cdb = { MMC_OPCODE_READ_BUFFER_CAPACITY,
                                                                  0, 0, 0, 0, 0, 0, 0, 12 },
                                                         .cdb_size = 10,
                                                         .direction = SCSI_DIRECTION_FROM_DEVICE },
                                  12),
                     0);
    assert_int_equal(fixture_reply_be32(fixture, 8), 0);

    for (; lba < 2 * DRIVE_BUFFER_SIZE / 2048; lba += 32)
        assert_int_equal(fixture_write(fixture, lba, 32, 'x'), 0);
    assert_in_range(fixture->now_ms, 1200, 1262);
    assert_int_equal(fixture_synchronize(fixture), 0);
    assert_in_range(fixture->now_ms, 2460, 2524);
    assert_int_equal(virtual_drive_underruns(fixture->drive), 0);
}

static void test_pace__counts_underruns(void **state)
{
    struct drive_fixture *fixture = *state;
    uint32_t lba = 32;

    fixture->settings.sleep_ms = sleep_ms;
    fixture->settings.pace.is_real = true;
    fixture_power_cycle(fixture, DISC_MEDIUM_NONE);
    assert_int_equal(fixture_send(fixture, mmc_command_set_cd_speed(0, 0xFFFF, 3324), 0), 0);
    /* The laser waits for half a buffer. */
    assert_int_equal(fixture_write(fixture, 0, 32, 'x'), 0);
    fixture->now_ms += 1000;
    for (; lba < DRIVE_BUFFER_SIZE / 2048; lba += 32)
        assert_int_equal(fixture_write(fixture, lba, 32, 'x'), 0);
    assert_int_equal(virtual_drive_underruns(fixture->drive), 0);
    assert_int_equal(virtual_drive_lowest_fill(fixture->drive), DRIVE_BUFFER_SIZE / 2);
    fixture->now_ms += 1000;
    assert_int_equal(fixture_write(fixture, lba, 32, 'x'), 0);
    assert_int_equal(virtual_drive_underruns(fixture->drive), 0);
    assert_int_equal(virtual_drive_lowest_fill(fixture->drive), DRIVE_BUFFER_SIZE - 3324000);
    fixture->now_ms += 1000;
    assert_int_equal(fixture_write(fixture, lba + 32, 32, 'x'), 0);
    assert_int_equal(virtual_drive_underruns(fixture->drive), 1);
    assert_int_equal(virtual_drive_lowest_fill(fixture->drive), 0);
}

#define DRIVE_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_faults_parse__fields),
        cmocka_unit_test(test_faults_parse__refused),
        cmocka_unit_test(test_faults_parse__too_many),
        cmocka_unit_test(test_faults_match__commands),
        cmocka_unit_test(test_faults_match__range_and_count),
        DRIVE_TEST(test_fault__sense_changes_nothing),
        DRIVE_TEST(test_fault__nonsense_keeps_the_old),
        DRIVE_TEST(test_fault__becoming_ready),
        DRIVE_TEST(test_fault__partial),
        DRIVE_TEST(test_fault__medium_pulled_out),
        DRIVE_TEST(test_fault__timeout_and_gone),
        DRIVE_TEST(test_fault__slow),
        DRIVE_TEST(test_pace__writes_as_fast_as_the_medium),
        DRIVE_TEST(test_pace__counts_underruns),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
