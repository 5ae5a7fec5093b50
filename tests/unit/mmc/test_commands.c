/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of mmc/commands.h: every byte of every builder. */
#include "support/cmocka_all.h"

#include "mmc/commands.h"
#include "mmc/mode_pages.h"
#include "mmc/opcodes.h"
#include "mmc/track_information.h"

struct row {
    struct scsi_command command;
    enum scsi_direction direction;
    uint32_t timeout_ms;
    uint8_t size;
    uint8_t cdb[SCSI_CDB_MAXIMUM];
};

#define NONE SCSI_DIRECTION_NONE
#define IN   SCSI_DIRECTION_FROM_DEVICE
#define OUT  SCSI_DIRECTION_TO_DEVICE

static void check(const struct row *row)
{
    assert_int_equal(row->command.cdb_size, row->size);
    assert_memory_equal(row->command.cdb, row->cdb, sizeof(row->cdb));
    assert_int_equal(row->command.direction, row->direction);
    assert_int_equal(row->command.timeout_ms, row->timeout_ms);
}

static void test_commands__six_bytes(void **state)
{
    const struct row rows[] = {
        { mmc_command_test_unit_ready(), NONE, 10000, 6, { 0x00 } },
        { mmc_command_request_sense(18), IN, 10000, 6, { 0x03, 0, 0, 0, 18 } },
        { mmc_command_inquiry(0x0124), IN, 10000, 6, { 0x12, 0, 0, 0x01, 0x24 } },
        { mmc_command_format_unit(true), OUT, 10000, 6, { 0x04, 0x11 } },
        { mmc_command_format_unit(false), NONE, 10000, 6, { 0x04 } },
        { mmc_command_start_unit(), NONE, 60000, 6, { 0x1B, 0, 0, 0, 0x01 } },
        { mmc_command_eject(), NONE, 10000, 6, { 0x1B, 0, 0, 0, 0x02 } },
        { mmc_command_load(), NONE, 60000, 6, { 0x1B, 0, 0, 0, 0x03 } },
        { mmc_command_prevent_removal(true), NONE, 10000, 6, { 0x1E, 0, 0, 0, 0x01 } },
        { mmc_command_prevent_removal(false), NONE, 10000, 6, { 0x1E } },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        check(&rows[i]);
}

static void test_commands__ten_bytes(void **state)
{
    const struct row rows[] = {
        { mmc_command_read_format_capacities(0x0102),
          IN,
          10000,
          10,
          { 0x23, 0, 0, 0, 0, 0, 0, 0x01, 0x02 } },
        { mmc_command_read_capacity(), IN, 10000, 10, { 0x25 } },
        { mmc_command_read_10(0x01020304, 0x0506),
          IN,
          12000,
          10,
          { 0x28, 0, 1, 2, 3, 4, 0, 5, 6 } },
        { mmc_command_write_10(-150, 16),
          OUT,
          60000,
          10,
          { 0x2A, 0, 0xFF, 0xFF, 0xFF, 0x6A, 0, 0, 16 } },
        { mmc_command_synchronize_cache(), NONE, 260000, 10, { 0x35 } },
        { mmc_command_read_toc(MMC_TOC_FORMAT_SESSION_INFORMATION, 2, 12),
          IN,
          10000,
          10,
          { 0x43, 0, 1, 0, 0, 0, 2, 0, 12 } },
        { mmc_command_get_configuration(MMC_CONFIGURATION_REQUEST_ONE, 0x0107, 0x0200),
          IN,
          10000,
          10,
          { 0x46, 2, 0x01, 0x07, 0, 0, 0, 0x02, 0x00 } },
        { mmc_command_get_event_status(0x10, 8),
          IN,
          10000,
          10,
          { 0x4A, 1, 0, 0, 0x10, 0, 0, 0, 8 } },
        { mmc_command_read_disc_information(34), IN, 10000, 10, { 0x51, 0, 0, 0, 0, 0, 0, 0, 34 } },
        { mmc_command_read_track_information(MMC_TRACK_ADDRESS_TYPE_TRACK, 0xFF, 48),
          IN,
          10000,
          10,
          { 0x52, 1, 0, 0, 0, 0xFF, 0, 0, 48 } },
        { mmc_command_reserve_track(0x00230540),
          NONE,
          260000,
          10,
          { 0x53, 0, 0, 0, 0, 0x00, 0x23, 0x05, 0x40 } },
        { mmc_command_send_opc(), NONE, 260000, 10, { 0x54, 1 } },
        { mmc_command_mode_select(false, 60),
          OUT,
          10000,
          10,
          { 0x55, 0x10, 0, 0, 0, 0, 0, 0, 60 } },
        { mmc_command_mode_select(true, 60), OUT, 10000, 10, { 0x55, 0x11, 0, 0, 0, 0, 0, 0, 60 } },
        { mmc_command_mode_sense(0x2A, MMC_MODE_PAGE_CONTROL_DEFAULT, 0x0200),
          IN,
          10000,
          10,
          { 0x5A, 0x08, 0xAA, 0, 0, 0, 0, 0x02, 0x00 } },
        { mmc_command_close_track_session(MMC_CLOSE_FUNCTION_TRACK, 0x0102),
          NONE,
          10000,
          10,
          { 0x5B, 0x01, 0x01, 0, 0x01, 0x02 } },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        check(&rows[i]);
}

static void test_commands__twelve_bytes(void **state)
{
    const struct row rows[] = {
        { mmc_command_blank(MMC_BLANK_TYPE_MINIMAL, 0), NONE, 10000, 12, { 0xA1, 0x11 } },
        { mmc_command_get_performance(MMC_PERFORMANCE_TYPE_WRITE_SPEED, 64),
          IN,
          10000,
          12,
          { 0xAC, 0, 0, 0, 0, 0, 0, 0, 0, 64, 0x03 } },
        { mmc_command_read_disc_structure(MMC_DISC_STRUCTURE_MEDIA_BD, 0x01020304, 1, 0xC0, 2,
                                          0x0304),
          IN,
          10000,
          12,
          { 0xAD, 1, 1, 2, 3, 4, 1, 0xC0, 0x03, 0x04, 0x80 } },
        { mmc_command_send_disc_structure(MMC_DISC_STRUCTURE_MEDIA_DVD, 0x20, 12),
          OUT,
          10000,
          12,
          { 0xBF, 0, 0, 0, 0, 0, 0, 0x20, 0, 12 } },
        { mmc_command_set_streaming(), OUT, 10000, 12, { 0xB6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 28 } },
        { mmc_command_set_cd_speed(1, 0xFFFF, 0x0B0C),
          NONE,
          10000,
          12,
          { 0xBB, 1, 0xFF, 0xFF, 0x0B, 0x0C } },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        check(&rows[i]);
}

static void test_commands__which_write(void **state)
{
    (void)state;
    assert_true(mmc_command_writes(MMC_OPCODE_WRITE_10));
    assert_true(mmc_command_writes(MMC_OPCODE_SYNCHRONIZE_CACHE));
    assert_true(mmc_command_writes(MMC_OPCODE_CLOSE_TRACK_SESSION));
    assert_true(mmc_command_writes(MMC_OPCODE_FORMAT_UNIT));
    assert_true(mmc_command_writes(MMC_OPCODE_BLANK));
    assert_false(mmc_command_writes(MMC_OPCODE_READ_10));
    assert_false(mmc_command_writes(MMC_OPCODE_MODE_SELECT_10));
    assert_false(mmc_command_writes(MMC_OPCODE_SET_STREAMING));
    assert_false(mmc_command_writes(MMC_OPCODE_TEST_UNIT_READY));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_commands__six_bytes),
        cmocka_unit_test(test_commands__ten_bytes),
        cmocka_unit_test(test_commands__twelve_bytes),
        cmocka_unit_test(test_commands__which_write),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
