/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The gate every command passes, and what INQUIRY and REQUEST SENSE tell. */
#include "virtualdrive/virtual_drive.h"

#include "drive_fixture.h"
#include "mmc/opcodes.h"
#include "support/cmocka_all.h"

#include <string.h>

static struct scsi_command inquiry_page(uint8_t page, uint8_t allocation)
{
    struct scsi_command command = CDB(6, MMC_OPCODE_INQUIRY, 1, page, 0, allocation);

    command.direction = SCSI_DIRECTION_FROM_DEVICE;
    return command;
}

static void test_gate__power_on_is_reported_once(void **state)
{
    struct drive_fixture *fixture = *state;

    fixture_power_cycle(fixture, DISC_MEDIUM_DVD_PLUS_RW);
    assert_int_equal(fixture_send(fixture, mmc_command_test_unit_ready(), 0), 0);
}

static void test_gate__inquiry_leaves_the_attention(void **state)
{
    struct drive_fixture *fixture = *state;

    virtual_drive_destroy(fixture->drive);
    assert_int_equal(virtual_drive_create(&fixture->settings, &fixture->drive), STATUS_OK);

    assert_int_equal(fixture_send(fixture, mmc_command_inquiry(36), 36), 0);
    assert_int_equal(
        fixture_send(fixture, mmc_command_get_configuration(MMC_CONFIGURATION_REQUEST_ALL, 0, 8),
                     8),
        0);
    assert_int_equal(fixture_send(fixture, mmc_command_test_unit_ready(), 0),
                     SCSI_SENSE_CODE_RESET_OCCURRED);
}

static void test_gate__request_sense_takes_the_attention(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(virtual_drive_set_disc(fixture->drive, fixture->path, DISC_MEDIUM_DVD_PLUS_RW),
                     STATUS_OK);

    assert_int_equal(fixture_send(fixture, mmc_command_request_sense(18), 18), 0);
    assert_int_equal(fixture->data[2], SCSI_SENSE_KEY_UNIT_ATTENTION);
    assert_int_equal(fixture->data[12], 0x28);
    assert_int_equal(fixture_send(fixture, mmc_command_test_unit_ready(), 0), 0);
}

static void test_gate__unknown_opcode(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(fixture_send(fixture, CDB(6, 0x01), 0), SCSI_SENSE_CODE_INVALID_OPCODE);
    assert_int_equal(fixture_send(fixture, CDB(12, MMC_OPCODE_REPORT_KEY), 0),
                     SCSI_SENSE_CODE_INVALID_OPCODE);
    assert_int_equal(fixture_send(fixture, CDB(16, 0xFF), 0), SCSI_SENSE_CODE_INVALID_OPCODE);
}

static void test_gate__cdb_of_no_or_too_many_bytes(void **state)
{
    struct drive_fixture *fixture = *state;
    const uint8_t cdb[17] = { 0 };
    struct scsi_result result;

    virtual_drive_execute(fixture->drive, cdb, 0, SCSI_DIRECTION_NONE, NULL, 0, &result);
    assert_int_equal(result.outcome, SCSI_OUTCOME_TRANSPORT_ERROR);
    virtual_drive_execute(fixture->drive, cdb, 17, SCSI_DIRECTION_NONE, NULL, 0, &result);
    assert_int_equal(result.outcome, SCSI_OUTCOME_TRANSPORT_ERROR);
}

static void test_gate__data_the_wrong_way(void **state)
{
    struct drive_fixture *fixture = *state;
    struct scsi_command command = mmc_command_inquiry(36);

    command.direction = SCSI_DIRECTION_TO_DEVICE;
    memset(fixture->data, 'x', 36);
    assert_int_equal(fixture_outcome(fixture, command, 36), SCSI_OUTCOME_TRANSPORT_ERROR);
    assert_int_equal(fixture->data[0], 'x');
}

static void test_gate__no_data_where_data_come(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(fixture_send(fixture, mmc_command_inquiry(36), 0), 0);
    assert_int_equal(fixture->result.transferred, 0);
}

static void test_gate__fewer_data_than_announced(void **state)
{
    struct drive_fixture *fixture = *state;

    fixture_insert(fixture, DISC_MEDIUM_DVD_PLUS_R);
    assert_int_equal(fixture_outcome(fixture, mmc_command_write_10(0, 16), 16 * 2048 - 1),
                     SCSI_OUTCOME_TRANSPORT_ERROR);
    assert_int_equal(fixture_image_size(fixture), 0);
}

static void test_gate__no_medium(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(fixture_send(fixture, mmc_command_test_unit_ready(), 0),
                     SCSI_SENSE_CODE_TRAY_CLOSED);
    virtual_drive_set_tray(fixture->drive, true);
    assert_int_equal(fixture_send(fixture, mmc_command_test_unit_ready(), 0),
                     SCSI_SENSE_CODE_TRAY_OPEN);
    assert_int_equal(virtual_drive_disc_status(fixture->drive), STATUS_NOT_FOUND);
}

static void test_gate__busy_while_loading(void **state)
{
    struct drive_fixture *fixture = *state;

    fixture->settings.pace.load_ms = 1000;
    fixture_power_cycle(fixture, DISC_MEDIUM_DVD_PLUS_RW);

    assert_int_equal(fixture_send(fixture, mmc_command_test_unit_ready(), 0),
                     SCSI_SENSE_CODE_BECOMING_READY);
    fixture->now_ms += 500;
    assert_int_equal(fixture_send(fixture, mmc_command_test_unit_ready(), 0),
                     SCSI_SENSE_CODE_BECOMING_READY);
    assert_true(fixture->result.sense.has_progress);
    assert_in_range(fixture->result.sense.progress, 0x7F00, 0x8000);
    assert_int_equal(fixture_send(fixture, mmc_command_inquiry(36), 36), 0);
    fixture->now_ms += 500;
    assert_int_equal(fixture_send(fixture, mmc_command_test_unit_ready(), 0), 0);
}

static void test_inquiry__standard(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(fixture_send(fixture, mmc_command_inquiry(96), 96), 0);

    assert_int_equal(fixture->result.transferred, 36);
    assert_int_equal(fixture->data[0], 5);
    assert_int_equal(fixture->data[1], 0x80);
    assert_int_equal(fixture->data[4], 31);
    assert_memory_equal(fixture->data + 8, "VENDOR  PRODUCT         1.2 ", 28);
}

static void test_inquiry__vital_product_data(void **state)
{
    struct drive_fixture *fixture = *state;
    static const uint8_t pages[] = { 5, 0, 0, 2, 0x00, 0x80 };

    assert_int_equal(fixture_send(fixture, inquiry_page(0x00, 96), 96), 0);
    assert_int_equal(fixture->result.transferred, sizeof(pages));
    assert_memory_equal(fixture->data, pages, sizeof(pages));

    assert_int_equal(fixture_send(fixture, inquiry_page(0x80, 96), 96), 0);
    assert_int_equal(fixture->result.transferred, 10);
    assert_memory_equal(fixture->data + 4, "SERIAL", 6);

    assert_int_equal(fixture_send(fixture, inquiry_page(0x83, 96), 96),
                     SCSI_SENSE_CODE_INVALID_FIELD_IN_CDB);
}

static void test_request_sense__no_medium(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(fixture_send(fixture, mmc_command_request_sense(18), 18), 0);
    assert_int_equal(fixture->data[2], SCSI_SENSE_KEY_NOT_READY);
    assert_int_equal(fixture->data[12], 0x3A);
}

static void test_request_sense__descriptor_format_refused(void **state)
{
    struct drive_fixture *fixture = *state;
    struct scsi_command command = mmc_command_request_sense(18);

    command.cdb[1] = 1;
    assert_int_equal(fixture_send(fixture, command, 18), SCSI_SENSE_CODE_INVALID_FIELD_IN_CDB);
}

#define DRIVE_TEST(test) cmocka_unit_test_setup_teardown(test, fixture_set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        DRIVE_TEST(test_gate__power_on_is_reported_once),
        DRIVE_TEST(test_gate__inquiry_leaves_the_attention),
        DRIVE_TEST(test_gate__request_sense_takes_the_attention),
        DRIVE_TEST(test_gate__unknown_opcode),
        DRIVE_TEST(test_gate__cdb_of_no_or_too_many_bytes),
        DRIVE_TEST(test_gate__data_the_wrong_way),
        DRIVE_TEST(test_gate__no_data_where_data_come),
        DRIVE_TEST(test_gate__fewer_data_than_announced),
        DRIVE_TEST(test_gate__no_medium),
        DRIVE_TEST(test_gate__busy_while_loading),
        DRIVE_TEST(test_inquiry__standard),
        DRIVE_TEST(test_inquiry__vital_product_data),
        DRIVE_TEST(test_request_sense__no_medium),
        DRIVE_TEST(test_request_sense__descriptor_format_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
