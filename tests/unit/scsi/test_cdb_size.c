/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of scsi/cdb_size.h. */
#include "support/cmocka_all.h"

#include "scsi/cdb_size.h"

static void test_cdb_size__group_decides(void **state)
{
    (void)state;
    assert_true(scsi_cdb_size_is_valid(0x12, 6));
    assert_false(scsi_cdb_size_is_valid(0x12, 10));
    assert_true(scsi_cdb_size_is_valid(0x28, 10));
    assert_true(scsi_cdb_size_is_valid(0x46, 10));
    assert_false(scsi_cdb_size_is_valid(0x46, 12));
    assert_true(scsi_cdb_size_is_valid(0x88, 16));
    assert_false(scsi_cdb_size_is_valid(0x9F, 12));
    assert_true(scsi_cdb_size_is_valid(0xA0, 12));
    assert_false(scsi_cdb_size_is_valid(0xBF, 16));
}

static void test_cdb_size__groups_without_length_take_any(void **state)
{
    (void)state;
    for (size_t size = 6; size <= 16; size++) {
        assert_true(scsi_cdb_size_is_valid(0x60, size));
        assert_true(scsi_cdb_size_is_valid(0x7F, size));
        assert_true(scsi_cdb_size_is_valid(0xC0, size));
        assert_true(scsi_cdb_size_is_valid(0xFF, size));
    }
}

static void test_cdb_size__free_opcodes_take_any(void **state)
{
    static const uint8_t free_opcodes[] = {
        0x02, 0x05, 0x06, 0x09, 0x0C, 0x0D, 0x0E, 0x0F, 0x10, 0x13, 0x14,
        0x19, 0x20, 0x21, 0x22, 0x23, 0x24, 0x26, 0x27, 0x29, 0x2C, 0x2D,
    };

    (void)state;
    for (size_t i = 0; i < sizeof(free_opcodes); i++) {
        assert_true(scsi_cdb_size_is_valid(free_opcodes[i], 7));
        assert_true(scsi_cdb_size_is_valid(free_opcodes[i], 16));
    }
    assert_false(scsi_cdb_size_is_valid(0x25, 12));
    assert_false(scsi_cdb_size_is_valid(0x03, 7));
}

static void test_cdb_size__never_outside_6_to_16(void **state)
{
    (void)state;
    for (unsigned opcode = 0; opcode <= 0xFF; opcode++) {
        assert_false(scsi_cdb_size_is_valid((uint8_t)opcode, 0));
        assert_false(scsi_cdb_size_is_valid((uint8_t)opcode, 5));
        assert_false(scsi_cdb_size_is_valid((uint8_t)opcode, 17));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cdb_size__group_decides),
        cmocka_unit_test(test_cdb_size__groups_without_length_take_any),
        cmocka_unit_test(test_cdb_size__free_opcodes_take_any),
        cmocka_unit_test(test_cdb_size__never_outside_6_to_16),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
