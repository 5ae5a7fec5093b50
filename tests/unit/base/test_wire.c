/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of base/wire.h. */
#include "support/cmocka_all.h"

#include "base/wire.h"

static void test_wire__roundtrip(void **state)
{
    (void)state;
    assert_int_equal(be16_get(be16_of(0xFEDC)), 0xFEDC);
    assert_int_equal(be24_get(be24_of(0xFEDCBA)), 0xFEDCBA);
    assert_int_equal(be32_get(be32_of(0xFEDCBA98)), 0xFEDCBA98);
    assert_true(be64_get(be64_of(UINT64_C(0xFEDCBA9876543210))) == UINT64_C(0xFEDCBA9876543210));
    assert_int_equal(le16_get(le16_of(0xFEDC)), 0xFEDC);
    assert_int_equal(le32_get(le32_of(0xFEDCBA98)), 0xFEDCBA98);
    assert_true(le64_get(le64_of(UINT64_C(0xFEDCBA9876543210))) == UINT64_C(0xFEDCBA9876543210));
}

static void test_wire__byte_order(void **state)
{
    const both32 both = both32_of(0x01020304);
    static const uint8_t expected[] = { 4, 3, 2, 1, 1, 2, 3, 4 };

    (void)state;
    assert_memory_equal(&both, expected, sizeof(expected));
    assert_int_equal(be24_of(0x010203).byte[0], 1);
    assert_int_equal(le64_of(1).byte[0], 1);
    assert_int_equal(be64_of(1).byte[7], 1);
}

static void test_wire__bytes_of_constants(void **state)
{
    static const struct {
        be16 be_16;
        be24 be_24;
        be32 be_32;
    } constants = {
        { { BE16_BYTES(0x0102) } },
        { { BE24_BYTES(0x030405) } },
        { { BE32_BYTES(0x06070809) } },
    };
    static const uint8_t expected[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9 };

    (void)state;
    assert_int_equal(sizeof(constants), sizeof(expected));
    assert_memory_equal(&constants, expected, sizeof(expected));
}

static void test_wire__disagreeing_halves(void **state)
{
    both16 both_16 = both16_of(7);
    both32 both_32 = both32_of(7);
    uint16_t value_16;
    uint32_t value_32;

    (void)state;
    assert_true(both16_get(both_16, &value_16));
    assert_true(both32_get(both_32, &value_32));
    both_16.be = be16_of(8);
    both_32.be = be32_of(8);
    assert_false(both16_get(both_16, &value_16));
    assert_false(both32_get(both_32, &value_32));
    assert_int_equal(value_16, 7);
    assert_int_equal(value_32, 7);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_wire__roundtrip),
        cmocka_unit_test(test_wire__byte_order),
        cmocka_unit_test(test_wire__bytes_of_constants),
        cmocka_unit_test(test_wire__disagreeing_halves),
    };

    return cmocka_run_group_tests_name("base/wire", tests, NULL, NULL);
}
