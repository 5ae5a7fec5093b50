/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of mmc/condition.h: the table, row by row. */
#include "support/cmocka_all.h"

#include "mmc/condition.h"
#include "mmc/opcodes.h"
#include "scsi/sense_codes.h"

#include <string.h>

struct row {
    uint32_t code;
    uint8_t opcode;
    enum mmc_condition condition;
};

static const struct row rows[] = {
    { SCSI_SENSE(0x0, 0x00, 0x00), MMC_OPCODE_READ_10, MMC_CONDITION_NONE },
    { SCSI_SENSE(0x0, 0x00, 0x16), MMC_OPCODE_READ_10, MMC_CONDITION_NONE },
    { SCSI_SENSE(0x3, 0x02, 0x06), MMC_OPCODE_READ_10, MMC_CONDITION_UPSIDE_DOWN },
    { SCSI_SENSE(0x2, 0x02, 0x06), MMC_OPCODE_READ_10, MMC_CONDITION_UPSIDE_DOWN },
    { SCSI_SENSE(0x2, 0x04, 0x01), MMC_OPCODE_READ_10, MMC_CONDITION_BECOMING_READY },
    { SCSI_SENSE(0x2, 0x04, 0x03), MMC_OPCODE_READ_10, MMC_CONDITION_NO_MEDIUM },
    { SCSI_SENSE(0x2, 0x04, 0x04), MMC_OPCODE_READ_10, MMC_CONDITION_FORMAT_IN_PROGRESS },
    { SCSI_SENSE(0x2, 0x04, 0x07), MMC_OPCODE_READ_10, MMC_CONDITION_BUSY },
    { SCSI_SENSE(0x2, 0x04, 0x08), MMC_OPCODE_WRITE_10, MMC_CONDITION_BUSY },
    { SCSI_SENSE(0x2, 0x04, 0x02), MMC_OPCODE_READ_10, MMC_CONDITION_BECOMING_READY },
    { SCSI_SENSE(0x2, 0x04, 0xFF), MMC_OPCODE_READ_10, MMC_CONDITION_BECOMING_READY },
    { SCSI_SENSE(0x2, 0x30, 0x00), MMC_OPCODE_READ_DISC_STRUCTURE,
      MMC_CONDITION_NO_DISC_STRUCTURE },
    { SCSI_SENSE(0x2, 0x30, 0x00), MMC_OPCODE_READ_10, MMC_CONDITION_INCOMPATIBLE },
    { SCSI_SENSE(0x3, 0x0C, 0x09), MMC_OPCODE_SYNCHRONIZE_CACHE, MMC_CONDITION_NONE },
    { SCSI_SENSE(0x3, 0x0C, 0x09), MMC_OPCODE_WRITE_10, MMC_CONDITION_LOSS_OF_STREAMING },
    { SCSI_SENSE(0x4, 0x09, 0x01), MMC_OPCODE_READ_10, MMC_CONDITION_UPSIDE_DOWN },
    { SCSI_SENSE(0x4, 0x09, 0x02), MMC_OPCODE_READ_10, MMC_CONDITION_INCOMPATIBLE },
    { SCSI_SENSE(0x5, 0x20, 0x00), MMC_OPCODE_READ_DISC_STRUCTURE,
      MMC_CONDITION_NO_DISC_STRUCTURE },
    { SCSI_SENSE(0x5, 0x24, 0x00), MMC_OPCODE_READ_DISC_STRUCTURE,
      MMC_CONDITION_NO_DISC_STRUCTURE },
    { SCSI_SENSE(0x5, 0x30, 0x02), MMC_OPCODE_READ_DISC_STRUCTURE,
      MMC_CONDITION_NO_DISC_STRUCTURE },
    { SCSI_SENSE(0x5, 0x30, 0x00), MMC_OPCODE_READ_DISC_STRUCTURE, MMC_CONDITION_INCOMPATIBLE },
    { SCSI_SENSE(0x5, 0x20, 0x00), MMC_OPCODE_GET_CONFIGURATION, MMC_CONDITION_NO_CONFIGURATION },
    { SCSI_SENSE(0x5, 0x20, 0x00), MMC_OPCODE_READ_10, MMC_CONDITION_OTHER },
    { SCSI_SENSE(0x5, 0x24, 0x00), MMC_OPCODE_MODE_SENSE_10, MMC_CONDITION_NO_MODE_PAGE },
    { SCSI_SENSE(0x5, 0x24, 0x00), MMC_OPCODE_READ_10, MMC_CONDITION_OTHER },
    { SCSI_SENSE(0x5, 0x26, 0x00), MMC_OPCODE_MODE_SELECT_10,
      MMC_CONDITION_INVALID_MODE_PARAMETERS },
    { SCSI_SENSE(0x5, 0x26, 0x02), MMC_OPCODE_MODE_SELECT_10,
      MMC_CONDITION_INVALID_MODE_PARAMETERS },
    { SCSI_SENSE(0x5, 0x26, 0x00), MMC_OPCODE_FORMAT_UNIT, MMC_CONDITION_OTHER },
    { SCSI_SENSE(0x7, 0x27, 0x00), MMC_OPCODE_WRITE_10, MMC_CONDITION_WRITE_PROTECTED },
    { SCSI_SENSE(0x7, 0x27, 0x05), MMC_OPCODE_WRITE_10, MMC_CONDITION_WRITE_PROTECTED },
    { SCSI_SENSE(0x6, 0x28, 0x00), MMC_OPCODE_READ_10, MMC_CONDITION_BECOMING_READY },
    { SCSI_SENSE(0x6, 0x28, 0x01), MMC_OPCODE_READ_10, MMC_CONDITION_OTHER },
    { SCSI_SENSE(0x5, 0x30, 0x10), MMC_OPCODE_READ_10, MMC_CONDITION_NOT_FORMATTED },
    { SCSI_SENSE(0x7, 0x30, 0x05), MMC_OPCODE_WRITE_10, MMC_CONDITION_INCOMPATIBLE },
    { SCSI_SENSE(0x2, 0x3A, 0x00), MMC_OPCODE_READ_10, MMC_CONDITION_NO_MEDIUM },
    { SCSI_SENSE(0x2, 0x3A, 0x02), MMC_OPCODE_READ_10, MMC_CONDITION_NO_MEDIUM },
    { SCSI_SENSE(0x3, 0x73, 0x03), MMC_OPCODE_SEND_OPC_INFORMATION, MMC_CONDITION_SPEED_MISMATCH },
    { SCSI_SENSE(0x1, 0x73, 0x01), MMC_OPCODE_SEND_OPC_INFORMATION, MMC_CONDITION_NONE },
    { SCSI_SENSE(0x3, 0x11, 0x00), MMC_OPCODE_READ_10, MMC_CONDITION_OTHER },
    { SCSI_SENSE(0xB, 0x00, 0x00), MMC_OPCODE_READ_10, MMC_CONDITION_OTHER },
};

static void test_condition__sense_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct scsi_result result = {
            .outcome = SCSI_OUTCOME_CHECK_CONDITION,
            .sense = { .code = rows[i].code },
        };
        const enum mmc_condition condition = mmc_condition_of(rows[i].opcode, &result);

        if (condition != rows[i].condition)
            fail_msg("%05x on %02x is %s, not %s", (unsigned)rows[i].code, rows[i].opcode,
                     mmc_condition_name(condition), mmc_condition_name(rows[i].condition));
    }
}

static enum mmc_condition of_outcome(enum scsi_outcome outcome, uint8_t status)
{
    const struct scsi_result result = { .outcome = outcome, .status = status };

    return mmc_condition_of(MMC_OPCODE_READ_10, &result);
}

static void test_condition__outcome_rows(void **state)
{
    (void)state;
    assert_int_equal(of_outcome(SCSI_OUTCOME_GOOD, 0), MMC_CONDITION_NONE);
    assert_int_equal(of_outcome(SCSI_OUTCOME_OTHER_STATUS, SCSI_STATUS_BUSY), MMC_CONDITION_BUSY);
    assert_int_equal(of_outcome(SCSI_OUTCOME_OTHER_STATUS, SCSI_STATUS_RESERVATION_CONFLICT),
                     MMC_CONDITION_LOCKED);
    assert_int_equal(of_outcome(SCSI_OUTCOME_OTHER_STATUS, 0x28), MMC_CONDITION_OTHER);
    assert_int_equal(of_outcome(SCSI_OUTCOME_TRANSPORT_ERROR, 0), MMC_CONDITION_TRANSPORT);
    assert_int_equal(of_outcome(SCSI_OUTCOME_TIMEOUT, 0), MMC_CONDITION_TIMEOUT);
    assert_int_equal(of_outcome(SCSI_OUTCOME_DEVICE_GONE, 0), MMC_CONDITION_GONE);
    assert_int_equal(of_outcome(SCSI_OUTCOME_LOCKED, 0), MMC_CONDITION_LOCKED);
}

static void test_condition__statuses(void **state)
{
    (void)state;
    assert_int_equal(mmc_condition_status(MMC_CONDITION_NONE), STATUS_OK);
    assert_int_equal(mmc_condition_status(MMC_CONDITION_TIMEOUT), STATUS_TIMEOUT);
    assert_int_equal(mmc_condition_status(MMC_CONDITION_GONE), STATUS_DEVICE_GONE);
    assert_int_equal(mmc_condition_status(MMC_CONDITION_LOCKED), STATUS_BUSY);
    assert_int_equal(mmc_condition_status(MMC_CONDITION_INVALID_RESPONSE), STATUS_INVALID_RESPONSE);
    assert_int_equal(mmc_condition_status(MMC_CONDITION_NO_MEDIUM), STATUS_DEVICE);
    assert_int_equal(mmc_condition_status(MMC_CONDITION_OTHER), STATUS_DEVICE);
}

static bool is_in_progress(uint32_t code)
{
    const struct scsi_sense sense = { .code = code };

    return mmc_condition_is_in_progress(&sense);
}

static void test_condition__in_progress(void **state)
{
    (void)state;
    assert_true(is_in_progress(SCSI_SENSE(2, 0x04, 0x00)));
    assert_true(is_in_progress(SCSI_SENSE(2, 0x04, 0x08)));
    assert_true(is_in_progress(SCSI_SENSE(5, 0x2C, 0x00)));
    assert_true(is_in_progress(SCSI_SENSE(6, 0x2E, 0x00)));
    assert_false(is_in_progress(SCSI_SENSE(2, 0x3A, 0x00)));
    assert_false(is_in_progress(SCSI_SENSE(6, 0x28, 0x00)));
    assert_false(is_in_progress(SCSI_SENSE(3, 0x0C, 0x00)));
}

static bool is_transient(uint32_t code)
{
    const struct scsi_sense sense = { .code = code };

    return mmc_condition_is_write_transient(&sense);
}

static void test_condition__write_transients(void **state)
{
    (void)state;
    assert_true(is_transient(SCSI_SENSE(2, 0x04, 0x01)));
    assert_true(is_transient(SCSI_SENSE(2, 0x04, 0x07)));
    assert_true(is_transient(SCSI_SENSE(2, 0x04, 0x08)));
    assert_false(is_transient(SCSI_SENSE(2, 0x04, 0x04)));
    assert_false(is_transient(SCSI_SENSE(5, 0x21, 0x02)));
}

static void test_condition__texts(void **state)
{
    (void)state;
    assert_string_equal(mmc_condition_name(MMC_CONDITION_NO_MEDIUM), "NO_MEDIUM");
    assert_string_equal(mmc_condition_meaning(MMC_CONDITION_NO_MEDIUM), "no medium is present");
    assert_string_equal(mmc_condition_name(MMC_CONDITION_COUNT), "?");
    for (unsigned i = 0; i < MMC_CONDITION_COUNT; i++)
        assert_true(strlen(mmc_condition_meaning((enum mmc_condition)i)) > 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_condition__sense_rows),
        cmocka_unit_test(test_condition__outcome_rows),
        cmocka_unit_test(test_condition__statuses),
        cmocka_unit_test(test_condition__in_progress),
        cmocka_unit_test(test_condition__write_transients),
        cmocka_unit_test(test_condition__texts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
