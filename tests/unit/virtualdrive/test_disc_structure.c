/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* READ DISC STRUCTURE: what the lead-in and the pre-groove tell. */
#include "mmc/disc_structure.h"

#include "drive_fixture.h"
#include "support/cmocka_all.h"

#include <string.h>

static uint32_t read_structure(struct drive_fixture *fixture, uint8_t format)
{
    return fixture_send(
        fixture,
        mmc_command_read_disc_structure(MMC_DISC_STRUCTURE_MEDIA_DVD, 0, 0, format, 0, 4096), 4096);
}

static void test_disc_structure__physical_format(void **state)
{
    struct drive_fixture *fixture = *state;

    fixture_insert(fixture, DISC_MEDIUM_DVD_PLUS_R);
    assert_int_equal(read_structure(fixture, MMC_DISC_STRUCTURE_FORMAT_PHYSICAL), 0);
    assert_int_equal(fixture->result.transferred, 2052);
    assert_int_equal(fixture->data[0] << 8 | fixture->data[1], 2050);
    assert_int_equal(fixture->data[4] >> 4, MMC_BOOK_TYPE_DVD_PLUS_R);
    assert_int_equal(fixture->data[6], 0x02);
    assert_int_equal(fixture_reply_be32(fixture, 4 + 4), 0x030000);
    assert_int_equal(fixture_reply_be32(fixture, 4 + 8), 0x030000 + 2295104 - 1);
}

static void test_disc_structure__book_type_of_rewritable(void **state)
{
    struct drive_fixture *fixture = *state;

    fixture_insert(fixture, DISC_MEDIUM_DVD_PLUS_RW);
    assert_int_equal(read_structure(fixture, MMC_DISC_STRUCTURE_FORMAT_PHYSICAL), 0);
    assert_int_equal(fixture->data[4] >> 4, MMC_BOOK_TYPE_DVD_PLUS_RW);
}

static void test_disc_structure__adip_names_the_medium(void **state)
{
    struct drive_fixture *fixture = *state;

    fixture_insert(fixture, DISC_MEDIUM_DVD_PLUS_R);
    assert_int_equal(read_structure(fixture, MMC_DISC_STRUCTURE_FORMAT_ADIP), 0);
    assert_int_equal(fixture->result.transferred, 260);
    assert_memory_equal(fixture->data + 4 + 19, "OPENIMAPR16", 11);
}

static void test_disc_structure__write_protection(void **state)
{
    struct drive_fixture *fixture = *state;

    fixture_insert(fixture, DISC_MEDIUM_DVD_PLUS_R);
    assert_int_equal(read_structure(fixture, MMC_DISC_STRUCTURE_FORMAT_WRITE_PROTECTION), 0);
    assert_int_equal(fixture->result.transferred, 8);
    assert_int_equal(fixture->data[4], 0);

    memset(fixture->data, 0, 20);
    fixture->data[8] = 0x1D;
    fixture->data[9] = 10;
    fixture->data[12] = 1;
    assert_int_equal(fixture_send(fixture, mmc_command_mode_select(false, 20), 20), 0);
    assert_int_equal(read_structure(fixture, MMC_DISC_STRUCTURE_FORMAT_WRITE_PROTECTION), 0);
    assert_int_equal(fixture->data[4], MMC_WRITE_PROTECTION_BITS_SWPP);
}

/* The list names every structure there is, with its true length. */
static void test_disc_structure__list_is_true(void **state)
{
    struct drive_fixture *fixture = *state;
    uint8_t list[64];
    uint32_t size;

    fixture_insert(fixture, DISC_MEDIUM_DVD_PLUS_R);
    assert_int_equal(read_structure(fixture, MMC_DISC_STRUCTURE_FORMAT_LIST), 0);
    size = fixture->result.transferred;
    assert_in_range(size, 8, sizeof(list));
    memcpy(list, fixture->data, size);
    for (uint32_t at = 4; at < size; at += 4) {
        assert_int_equal(read_structure(fixture, list[at]), 0);
        assert_int_equal(fixture->result.transferred, list[at + 2] << 8 | list[at + 3]);
    }
}

static void test_disc_structure__refused(void **state)
{
    struct drive_fixture *fixture = *state;
    struct scsi_command command = mmc_command_read_disc_structure(
        MMC_DISC_STRUCTURE_MEDIA_BD, 0, 0, MMC_DISC_STRUCTURE_FORMAT_PHYSICAL, 0, 64);

    fixture_insert(fixture, DISC_MEDIUM_DVD_PLUS_R);
    assert_int_equal(read_structure(fixture, MMC_DISC_STRUCTURE_FORMAT_BCA),
                     SCSI_SENSE_CODE_INVALID_FIELD_IN_CDB);
    assert_int_equal(fixture_send(fixture, command, 64), SCSI_SENSE_CODE_INVALID_FIELD_IN_CDB);
    command = mmc_command_read_disc_structure(MMC_DISC_STRUCTURE_MEDIA_DVD, 0, 1,
                                              MMC_DISC_STRUCTURE_FORMAT_PHYSICAL, 0, 64);
    assert_int_equal(fixture_send(fixture, command, 64), SCSI_SENSE_CODE_INVALID_FIELD_IN_CDB);
}

#define STRUCTURE_TEST(test)                                                                       \
    cmocka_unit_test_setup_teardown(test, fixture_set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STRUCTURE_TEST(test_disc_structure__physical_format),
        STRUCTURE_TEST(test_disc_structure__book_type_of_rewritable),
        STRUCTURE_TEST(test_disc_structure__adip_names_the_medium),
        STRUCTURE_TEST(test_disc_structure__write_protection),
        STRUCTURE_TEST(test_disc_structure__list_is_true),
        STRUCTURE_TEST(test_disc_structure__refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
