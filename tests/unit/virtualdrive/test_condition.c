/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Conditions of commands, their sense, and where the host's troubles go. */
#include "virtualdrive/condition.h"

#include "scsi/sense.h"
#include "scsi/sense_codes.h"
#include "support/cmocka_all.h"

static void test_condition_sense__rows(void **state)
{
    (void)state;
    assert_int_equal(drive_condition_sense(DRIVE_CONDITION_GOOD), 0);
    assert_int_equal(drive_condition_sense(DRIVE_CONDITION_NO_MEDIUM_TRAY_OPEN), 0x23A02);
    assert_int_equal(drive_condition_sense(DRIVE_CONDITION_NO_MEDIUM_TRAY_CLOSED), 0x23A01);
    assert_int_equal(drive_condition_sense(DRIVE_CONDITION_UNREADABLE_MEDIUM), 0x23001);
    assert_int_equal(drive_condition_sense(DRIVE_CONDITION_INVALID_ADDRESS_FOR_WRITE), 0x52102);
    assert_int_equal(drive_condition_sense(DRIVE_CONDITION_BLANK_CHECK), 0x80000);
    assert_int_equal(drive_condition_sense(DRIVE_CONDITION_LOCKED), 0);
    assert_int_equal(drive_condition_sense(DRIVE_CONDITION_WRONG_TRANSFER), 0);
}

/* Every condition with sense has a text of its own in the standards. */
static void test_condition_sense__named(void **state)
{
    (void)state;
    for (int i = DRIVE_CONDITION_GOOD + 1; i < DRIVE_CONDITION_LOCKED; i++) {
        const uint32_t code = drive_condition_sense((enum drive_condition)i);

        assert_int_not_equal(code, 0);
        assert_string_not_equal(scsi_sense_name(code), "?");
    }
}

static void test_condition_of_load__rows(void **state)
{
    (void)state;
    assert_int_equal(drive_condition_of_load(STATUS_NOT_FOUND),
                     DRIVE_CONDITION_NO_MEDIUM_TRAY_CLOSED);
    assert_int_equal(drive_condition_of_load(STATUS_CORRUPT), DRIVE_CONDITION_UNREADABLE_MEDIUM);
    assert_int_equal(drive_condition_of_load(STATUS_TOO_LARGE), DRIVE_CONDITION_UNREADABLE_MEDIUM);
    assert_int_equal(drive_condition_of_load(STATUS_SHARING_VIOLATION), DRIVE_CONDITION_LOCKED);
    assert_int_equal(drive_condition_of_load(STATUS_NO_MEMORY), DRIVE_CONDITION_INTERNAL_FAILURE);
}

static void test_condition_of_read__rows(void **state)
{
    (void)state;
    assert_int_equal(drive_condition_of_read(STATUS_OK), DRIVE_CONDITION_GOOD);
    assert_int_equal(drive_condition_of_read(STATUS_IO), DRIVE_CONDITION_READ_ERROR);
    assert_int_equal(drive_condition_of_read(STATUS_SHARING_VIOLATION), DRIVE_CONDITION_LOCKED);
    assert_int_equal(drive_condition_of_read(STATUS_NO_MEMORY), DRIVE_CONDITION_INTERNAL_FAILURE);
}

static void test_condition_of_write__rows(void **state)
{
    (void)state;
    assert_int_equal(drive_condition_of_write(STATUS_OK), DRIVE_CONDITION_GOOD);
    assert_int_equal(drive_condition_of_write(STATUS_NO_SPACE), DRIVE_CONDITION_WRITE_ERROR);
    assert_int_equal(drive_condition_of_write(STATUS_ACCESS_DENIED),
                     DRIVE_CONDITION_WRITE_PROTECTED);
    assert_int_equal(drive_condition_of_write(STATUS_SHARING_VIOLATION), DRIVE_CONDITION_LOCKED);
    assert_int_equal(drive_condition_of_write(STATUS_NO_MEMORY), DRIVE_CONDITION_INTERNAL_FAILURE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_condition_sense__rows),
        cmocka_unit_test(test_condition_sense__named),
        cmocka_unit_test(test_condition_of_load__rows),
        cmocka_unit_test(test_condition_of_read__rows),
        cmocka_unit_test(test_condition_of_write__rows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
