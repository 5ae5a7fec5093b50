/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Mode pages: what they say and what of them can be changed. */
#include "mmc/mode_pages.h"

#include "drive_fixture.h"
#include "mmc/opcodes.h"
#include "mmc/performance.h"
#include "support/cmocka_all.h"

#include <string.h>

#define HEADER sizeof(struct mmc_mode_header_wire)

static uint32_t mode_sense(struct drive_fixture *fixture, uint8_t page,
                           enum mmc_mode_page_control control)
{
    return fixture_send(fixture, mmc_command_mode_sense(page, control, 512), 512);
}

/* Sends back the page that was just read, with the bits of `mask` in byte `at` flipped. */
static uint32_t select_changed(struct drive_fixture *fixture, uint8_t page, size_t at, uint8_t mask)
{
    uint16_t length;

    assert_int_equal(mode_sense(fixture, page, MMC_MODE_PAGE_CONTROL_CURRENT), 0);
    length = (uint16_t)fixture->result.transferred;
    fixture->data[0] = 0;
    fixture->data[1] = 0;
    fixture->data[HEADER + at] ^= mask;
    return fixture_send(fixture, mmc_command_mode_select(false, length), length);
}

static uint16_t page_be16(const struct drive_fixture *fixture, size_t at)
{
    return (uint16_t)(fixture->data[HEADER + at] << 8 | fixture->data[HEADER + at + 1]);
}

static void test_mode_sense__all_pages(void **state)
{
    static const uint8_t expected[] = { 0x01, 0x05, 0x08, 0x1A, 0x1D, 0x2A };
    struct drive_fixture *fixture = *state;
    size_t at = HEADER;

    assert_int_equal(mode_sense(fixture, MMC_MODE_PAGE_ALL, MMC_MODE_PAGE_CONTROL_CURRENT), 0);

    assert_int_equal((fixture->data[0] << 8 | fixture->data[1]) + 2, fixture->result.transferred);
    for (size_t i = 0; i < sizeof(expected); i++) {
        assert_int_equal(fixture->data[at], expected[i]);
        at += 2u + fixture->data[at + 1];
    }
    assert_int_equal(at, fixture->result.transferred);
}

static void test_mode_sense__changeable(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(
        mode_sense(fixture, MMC_MODE_PAGE_TIMEOUT_AND_PROTECT, MMC_MODE_PAGE_CONTROL_CHANGEABLE),
        0);
    assert_int_equal(fixture->data[HEADER + 4], MMC_MODE_TIMEOUT_AND_PROTECT_BITS_SWPP);
    assert_int_equal(
        mode_sense(fixture, MMC_MODE_PAGE_CAPABILITIES, MMC_MODE_PAGE_CONTROL_CHANGEABLE), 0);
    for (size_t i = 2; i < fixture->result.transferred - HEADER; i++)
        assert_int_equal(fixture->data[HEADER + i], 0);
}

static void test_mode_sense__refused(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(mode_sense(fixture, MMC_MODE_PAGE_MRW, MMC_MODE_PAGE_CONTROL_CURRENT),
                     SCSI_SENSE_CODE_INVALID_FIELD_IN_CDB);
    assert_int_equal(mode_sense(fixture, MMC_MODE_PAGE_ALL, MMC_MODE_PAGE_CONTROL_SAVED),
                     SCSI_SENSE_CODE_SAVING_PARAMETERS_NOT_SUPPORTED);
}

static void test_mode_select__software_write_protection(void **state)
{
    struct drive_fixture *fixture = *state;

    fixture_insert(fixture, DISC_MEDIUM_DVD_PLUS_R);
    assert_int_equal(select_changed(fixture, MMC_MODE_PAGE_TIMEOUT_AND_PROTECT, 4,
                                    MMC_MODE_TIMEOUT_AND_PROTECT_BITS_SWPP),
                     0);
    assert_int_equal(fixture_write(fixture, 0, 1, 'x'), SCSI_SENSE_CODE_SOFTWARE_WRITE_PROTECTED);
    assert_int_equal(
        mode_sense(fixture, MMC_MODE_PAGE_TIMEOUT_AND_PROTECT, MMC_MODE_PAGE_CONTROL_DEFAULT), 0);
    assert_int_equal(fixture->data[HEADER + 4], 0);

    fixture_power_cycle(fixture, DISC_MEDIUM_NONE);
    assert_int_equal(fixture_write(fixture, 0, 1, 'x'), 0);
}

static void test_mode_select__unchanged_page(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(select_changed(fixture, MMC_MODE_PAGE_CAPABILITIES, 0, 0), 0);
    assert_int_equal(select_changed(fixture, MMC_MODE_PAGE_ALL, 0, 0), 0);
}

static void test_mode_select__what_cannot_be_changed(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(select_changed(fixture, MMC_MODE_PAGE_ERROR_RECOVERY, 3, 1),
                     SCSI_SENSE_CODE_INVALID_FIELD_IN_PARAMETER_LIST);
    assert_int_equal(select_changed(fixture, MMC_MODE_PAGE_ERROR_RECOVERY, 1, 1),
                     SCSI_SENSE_CODE_INVALID_FIELD_IN_PARAMETER_LIST);
    assert_int_equal(select_changed(fixture, MMC_MODE_PAGE_ERROR_RECOVERY, 0, 0x40),
                     SCSI_SENSE_CODE_INVALID_FIELD_IN_PARAMETER_LIST);
}

/* Either all pages are taken or none. */
static void test_mode_select__all_or_nothing(void **state)
{
    struct drive_fixture *fixture = *state;
    uint32_t length;

    fixture_insert(fixture, DISC_MEDIUM_DVD_PLUS_R);
    assert_int_equal(
        mode_sense(fixture, MMC_MODE_PAGE_TIMEOUT_AND_PROTECT, MMC_MODE_PAGE_CONTROL_CURRENT), 0);
    length = fixture->result.transferred;
    fixture->data[HEADER + 4] |= MMC_MODE_TIMEOUT_AND_PROTECT_BITS_SWPP;
    fixture->data[length] = MMC_MODE_PAGE_MRW;
    fixture->data[length + 1] = 0;

    assert_int_equal(
        fixture_send(fixture, mmc_command_mode_select(false, (uint16_t)(length + 2)), length + 2),
        SCSI_SENSE_CODE_INVALID_FIELD_IN_PARAMETER_LIST);
    assert_int_equal(fixture_write(fixture, 0, 1, 'x'), 0);
}

static void test_mode_select__lengths(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(fixture_send(fixture, mmc_command_mode_select(false, 0), 0), 0);
    memset(fixture->data, 0, 64);
    assert_int_equal(fixture_send(fixture, mmc_command_mode_select(false, 7), 7),
                     SCSI_SENSE_CODE_PARAMETER_LIST_LENGTH);
    assert_int_equal(fixture_send(fixture, mmc_command_mode_select(false, 9), 9),
                     SCSI_SENSE_CODE_PARAMETER_LIST_LENGTH);
    fixture->data[HEADER] = MMC_MODE_PAGE_ERROR_RECOVERY;
    fixture->data[HEADER + 1] = 10;
    assert_int_equal(fixture_send(fixture, mmc_command_mode_select(false, HEADER + 5), HEADER + 5),
                     SCSI_SENSE_CODE_PARAMETER_LIST_LENGTH);
    assert_int_equal(fixture_outcome(fixture, mmc_command_mode_select(false, 64), 63),
                     SCSI_OUTCOME_TRANSPORT_ERROR);
    assert_int_equal(fixture_send(fixture, mmc_command_mode_select(true, 8), 8),
                     SCSI_SENSE_CODE_INVALID_FIELD_IN_CDB);
}

static void test_speeds__of_the_medium(void **state)
{
    struct drive_fixture *fixture = *state;

    fixture_insert(fixture, DISC_MEDIUM_DVD_PLUS_RW);
    assert_int_equal(mode_sense(fixture, MMC_MODE_PAGE_CAPABILITIES, MMC_MODE_PAGE_CONTROL_CURRENT),
                     0);
    assert_int_equal(page_be16(fixture, 18), 11080);
    assert_int_equal(page_be16(fixture, 28), 11080);
    assert_int_equal(page_be16(fixture, 30), 4);
    assert_int_equal(page_be16(fixture, 34), 11080);
    assert_int_equal(page_be16(fixture, 46), 3324);
}

static void test_speeds__set_cd_speed(void **state)
{
    struct drive_fixture *fixture = *state;

    fixture_insert(fixture, DISC_MEDIUM_DVD_PLUS_R);
    assert_int_equal(fixture_send(fixture, mmc_command_set_cd_speed(0, 0xFFFF, 12000), 0), 0);
    assert_int_equal(mode_sense(fixture, MMC_MODE_PAGE_CAPABILITIES, MMC_MODE_PAGE_CONTROL_CURRENT),
                     0);
    assert_int_equal(page_be16(fixture, 20), 11080);
    assert_int_equal(page_be16(fixture, 28), 11080);

    assert_int_equal(fixture_send(fixture, mmc_command_set_cd_speed(0, 0xFFFF, 1), 0), 0);
    assert_int_equal(mode_sense(fixture, MMC_MODE_PAGE_CAPABILITIES, MMC_MODE_PAGE_CONTROL_CURRENT),
                     0);
    assert_int_equal(page_be16(fixture, 28), 3324);
}

static uint32_t set_streaming(struct drive_fixture *fixture, uint8_t flags, uint32_t write_size,
                              uint32_t write_time)
{
    const struct mmc_streaming_wire streaming = {
        .flags = flags,
        .end_lba = be32_of(0x231260),
        .read_time = be32_of(1000),
        .write_size = be32_of(write_size),
        .write_time = be32_of(write_time),
    };

    memcpy(fixture->data, &streaming, sizeof(streaming));
    return fixture_send(fixture, mmc_command_set_streaming(), sizeof(streaming));
}

static void test_speeds__set_streaming(void **state)
{
    struct drive_fixture *fixture = *state;

    fixture_insert(fixture, DISC_MEDIUM_DVD_PLUS_R);
    assert_int_equal(set_streaming(fixture, 0, 5540, 1000), 0);
    assert_int_equal(mode_sense(fixture, MMC_MODE_PAGE_CAPABILITIES, MMC_MODE_PAGE_CONTROL_CURRENT),
                     0);
    assert_int_equal(page_be16(fixture, 28), 5540);

    assert_int_equal(set_streaming(fixture, 0, 0xFFFFFFFF, 1000), 0);
    assert_int_equal(mode_sense(fixture, MMC_MODE_PAGE_CAPABILITIES, MMC_MODE_PAGE_CONTROL_CURRENT),
                     0);
    assert_int_equal(page_be16(fixture, 28), 22160);
}

static void test_speeds__set_streaming_refused(void **state)
{
    struct drive_fixture *fixture = *state;

    fixture_insert(fixture, DISC_MEDIUM_DVD_PLUS_R);
    assert_int_equal(set_streaming(fixture, 0, 5540, 0),
                     SCSI_SENSE_CODE_INVALID_FIELD_IN_PARAMETER_LIST);
    assert_int_equal(set_streaming(fixture, MMC_STREAMING_BITS_EXACT, 5541, 1000),
                     SCSI_SENSE_CODE_INVALID_FIELD_IN_PARAMETER_LIST);
    assert_int_equal(fixture_outcome(fixture, mmc_command_set_streaming(), 27),
                     SCSI_OUTCOME_TRANSPORT_ERROR);
}

static void test_speeds__get_performance(void **state)
{
    struct drive_fixture *fixture = *state;
    struct scsi_command nominal = mmc_command_get_performance(MMC_PERFORMANCE_TYPE_PERFORMANCE, 1);

    fixture_insert(fixture, DISC_MEDIUM_DVD_PLUS_R);
    assert_int_equal(fixture_send(fixture,
                                  mmc_command_get_performance(MMC_PERFORMANCE_TYPE_WRITE_SPEED, 20),
                                  512),
                     0);
    assert_int_equal(fixture->result.transferred, 8 + 5 * 16);
    assert_int_equal(fixture_reply_be32(fixture, 0) + 4, fixture->result.transferred);
    assert_int_equal(fixture_reply_be32(fixture, 8 + 4), 2295103);
    assert_int_equal(fixture_reply_be32(fixture, 8 + 12), 22160);
    assert_int_equal(fixture_reply_be32(fixture, 8 + 4 * 16 + 12), 3324);

    nominal.cdb[1] = 0x14; /* tolerance 10 %, write performance */
    assert_int_equal(fixture_send(fixture, nominal, 24), 0);
    assert_int_equal(fixture->data[4], MMC_PERFORMANCE_HEADER_BITS_WRITE);
    assert_int_equal(fixture_reply_be32(fixture, 8 + 12), 22160);
}

#define PAGE_TEST(test) cmocka_unit_test_setup_teardown(test, fixture_set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PAGE_TEST(test_mode_sense__all_pages),
        PAGE_TEST(test_mode_sense__changeable),
        PAGE_TEST(test_mode_sense__refused),
        PAGE_TEST(test_mode_select__software_write_protection),
        PAGE_TEST(test_mode_select__unchanged_page),
        PAGE_TEST(test_mode_select__what_cannot_be_changed),
        PAGE_TEST(test_mode_select__all_or_nothing),
        PAGE_TEST(test_mode_select__lengths),
        PAGE_TEST(test_speeds__of_the_medium),
        PAGE_TEST(test_speeds__set_cd_speed),
        PAGE_TEST(test_speeds__set_streaming),
        PAGE_TEST(test_speeds__set_streaming_refused),
        PAGE_TEST(test_speeds__get_performance),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
