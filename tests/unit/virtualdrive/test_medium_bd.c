/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* BD-R, BD-RE, DVD-RAM: formats, spare areas, pseudo-overwrite. */
#include "virtualdrive/medium.h"

#include "drive_fixture.h"
#include "mmc/opcodes.h"
#include "support/cmocka_all.h"

#define BD_CAPACITY  12219392
#define BD_FORMATTED 11826176

static void test_bd_r__sessions(void **state)
{
    struct drive_fixture *fixture = *state;

    fixture_insert(fixture, DISC_MEDIUM_BD_R);
    assert_int_equal(fixture_profile(fixture), MMC_PROFILE_BD_R_SRM);
    assert_int_equal(be32_get(fixture_track_information(fixture, 1).free_blocks), BD_CAPACITY);
    assert_int_equal(fixture_write(fixture, 0, 40, 'x'), 0);
    assert_int_equal(fixture_synchronize(fixture), 0);
    assert_int_equal(be32_get(fixture_track_information(fixture, 1).next_writable_address), 64);
    assert_int_equal(fixture_close(fixture, MMC_CLOSE_FUNCTION_TRACK, 1), 0);
    assert_int_equal(fixture_close(fixture, MMC_CLOSE_FUNCTION_SESSION, 0), 0);
    fixture_assert_disc(fixture, MMC_DISC_STATUS_INCOMPLETE, MMC_SESSION_STATE_EMPTY, 2);
    assert_int_equal(fixture_write(fixture, 0, 32, 'y'), SCSI_SENSE_CODE_INVALID_ADDRESS_FOR_WRITE);
    assert_int_equal(fixture_write(fixture, 64, 32, 'y'), 0);
    assert_int_equal(fixture_close(fixture, MMC_CLOSE_FUNCTION_FINALIZE, 0), 0);
    fixture_assert_disc(fixture, MMC_DISC_STATUS_COMPLETE, MMC_SESSION_STATE_COMPLETE, 2);
    assert_int_equal(fixture_close(fixture, MMC_CLOSE_FUNCTION_SESSION, 0),
                     SCSI_SENSE_CODE_WRITE_PROTECTED);
}

static void test_bd_r__pseudo_overwrite(void **state)
{
    struct drive_fixture *fixture = *state;

    fixture_insert(fixture, DISC_MEDIUM_BD_R);
    assert_int_equal(fixture_format_as(fixture, MMC_FORMAT_TYPE_BD_R_SPARES, BD_FORMATTED), 0);
    assert_int_equal(be32_get(fixture_track_information(fixture, 1).free_blocks), BD_FORMATTED);
    assert_int_equal(fixture_write(fixture, 0, 64, 'x'), 0);
    assert_int_equal(fixture_write(fixture, 32, 16, 'y'), 0);
    assert_int_equal(fixture_first_byte(fixture, 0), 'x');
    assert_int_equal(fixture_first_byte(fixture, 32), 'y');
    assert_int_equal(be32_get(fixture_track_information(fixture, 1).next_writable_address), 64);
    assert_int_equal(fixture_send(fixture,
                                  (struct scsi_command){ .cdb = { MMC_OPCODE_READ_DISC_INFORMATION,
                                                                  2, 0, 0, 0, 0, 0, 0, 16 },
                                                         .cdb_size = 10,
                                                         .direction = SCSI_DIRECTION_FROM_DEVICE },
                                  16),
                     0);
    assert_int_equal(fixture_reply_be32(fixture, 4), 393216 / 32 - 1);
    assert_int_equal(fixture_format_as(fixture, MMC_FORMAT_TYPE_BD_R_SPARES, BD_FORMATTED),
                     SCSI_SENSE_CODE_CANNOT_FORMAT_INCOMPATIBLE_MEDIUM);
}

/* A disc so small that it has one spare unit. */
static void test_bd_r__spares_end(void **state)
{
    struct drive_fixture *fixture = *state;

    fixture_write_image(fixture, 0, 0);
    fixture_write_state(fixture, "openimapi-disc 1\nmedium bd-r\ncapacity 320\n"
                                 "recording pseudo-overwrite\nspares 32\ndisc open\nsessions 1\n"
                                 "track 1 1 0 320 open\nend\n");
    fixture_insert(fixture, DISC_MEDIUM_NONE);
    assert_int_equal(fixture_write(fixture, 0, 64, 'x'), 0);
    assert_int_equal(fixture_write(fixture, 0, 33, 'y'), SCSI_SENSE_CODE_NO_DEFECT_SPARE);
    assert_int_equal(fixture_write(fixture, 0, 32, 'y'), 0);
    assert_int_equal(fixture_write(fixture, 0, 1, 'z'), SCSI_SENSE_CODE_NO_DEFECT_SPARE);
    assert_int_equal(fixture_first_byte(fixture, 0), 'y');
}

static void test_bd_re__formats(void **state)
{
    struct drive_fixture *fixture = *state;

    fixture_insert(fixture, DISC_MEDIUM_BD_RE);
    assert_int_equal(fixture_profile(fixture), MMC_PROFILE_BD_RE);
    assert_int_equal(fixture_write(fixture, 0, 32, 'x'), SCSI_SENSE_CODE_MEDIUM_NOT_FORMATTED);
    assert_int_equal(fixture_send(fixture, mmc_command_read_format_capacities(128), 128), 0);
    assert_int_equal(fixture->result.transferred, 12 + 5 * 8);
    assert_int_equal(fixture_format_as(fixture, MMC_FORMAT_TYPE_FULL, BD_FORMATTED), 0);
    assert_int_equal(fixture_capacity(fixture), BD_FORMATTED);
    assert_int_equal(fixture_write(fixture, 5, 3, 'x'), 0);
    assert_int_equal(fixture_write(fixture, BD_FORMATTED, 1, 'x'),
                     SCSI_SENSE_CODE_LBA_OUT_OF_RANGE);
    assert_int_equal(fixture_format_as(fixture, MMC_FORMAT_TYPE_BD_RE_NO_SPARES, BD_CAPACITY), 0);
    assert_int_equal(fixture_capacity(fixture), BD_CAPACITY);
    assert_int_equal(fixture_first_byte(fixture, 5), 0);
    assert_int_equal(fixture_close(fixture, MMC_CLOSE_FUNCTION_SESSION, 0),
                     SCSI_SENSE_CODE_INVALID_FIELD_IN_CDB);
}

static void test_dvd_ram__formats(void **state)
{
    struct drive_fixture *fixture = *state;

    fixture_insert(fixture, DISC_MEDIUM_DVD_RAM);
    assert_int_equal(fixture_profile(fixture), MMC_PROFILE_DVD_RAM);
    fixture_assert_disc(fixture, MMC_DISC_STATUS_EMPTY, MMC_SESSION_STATE_EMPTY, 1);
    assert_int_equal(fixture_format_as(fixture, MMC_FORMAT_TYPE_FULL, 2236704), 0);
    fixture_assert_disc(fixture, MMC_DISC_STATUS_OTHER, MMC_SESSION_STATE_COMPLETE, 1);
    assert_int_equal(fixture_write(fixture, 1000, 1, 'x'), 0);
    assert_int_equal(fixture_format_as(fixture, MMC_FORMAT_TYPE_SPARE_EXPANSION, 2295072 - 97792),
                     0);
    assert_int_equal(fixture_first_byte(fixture, 1000), 'x');
    assert_int_equal(fixture_capacity(fixture), 2295072 - 97792);
}

#define BD_TEST(test) cmocka_unit_test_setup_teardown(test, fixture_set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        BD_TEST(test_bd_r__sessions),   BD_TEST(test_bd_r__pseudo_overwrite),
        BD_TEST(test_bd_r__spares_end), BD_TEST(test_bd_re__formats),
        BD_TEST(test_dvd_ram__formats),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
