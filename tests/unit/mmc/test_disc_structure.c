/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of mmc/disc_structure.h. */
#include "support/cmocka_all.h"

#include "mmc/disc_structure.h"

static void test_disc_structure__physical_format_roundtrip(void **state)
{
    static const uint8_t single[] = { 0, 5, 0, 0, 0x91, 0x0F, 0x04 };
    static const uint8_t dual[] = { 0, 6, 0, 0, 0xE2, 0x0F, 0x32, 0 };
    struct mmc_physical_format format;

    (void)state;
    assert_int_equal(mmc_physical_format_parse(single, sizeof(single), &format), STATUS_OK);
    assert_int_equal(format.book_type, MMC_BOOK_TYPE_DVD_PLUS_RW);
    assert_int_equal(format.layer_count, 1);
    assert_int_equal(mmc_physical_format_parse(dual, sizeof(dual), &format), STATUS_OK);
    assert_int_equal(format.book_type, MMC_BOOK_TYPE_DVD_PLUS_R_DL);
    assert_int_equal(format.layer_count, 2);
}

static void test_disc_structure__corrupt_data_length(void **state)
{
    static const uint8_t longer[] = { 0, 6, 0, 0, 0x91, 0x0F, 0x04 };
    static const uint8_t shorter[] = { 0, 4, 0, 0, 0x91, 0x0F, 0x04 };
    static const uint8_t none[] = { 0, 0, 0, 0, 0x91, 0x0F, 0x04 };
    struct mmc_physical_format format;

    (void)state;
    assert_int_equal(mmc_physical_format_parse(longer, sizeof(longer), &format),
                     STATUS_INVALID_RESPONSE);
    assert_int_equal(mmc_physical_format_parse(shorter, sizeof(shorter), &format),
                     STATUS_INVALID_RESPONSE);
    assert_int_equal(mmc_physical_format_parse(none, sizeof(none), &format),
                     STATUS_INVALID_RESPONSE);
    assert_int_equal(mmc_physical_format_parse(none, 1, &format), STATUS_INVALID_RESPONSE);
    assert_int_equal(format.layer_count, 0);
}

static void test_disc_structure__write_protection(void **state)
{
    static const uint8_t reply[] = { 0, 6, 0, 0, 0x0A, 0, 0, 0 };
    uint8_t bits;

    (void)state;
    assert_int_equal(mmc_write_protection_parse(reply, sizeof(reply), &bits), STATUS_OK);
    assert_int_equal(bits, MMC_WRITE_PROTECTION_BITS_PWP | MMC_WRITE_PROTECTION_BITS_MSWI);
    assert_int_equal(mmc_write_protection_parse(reply, 4, &bits), STATUS_INVALID_RESPONSE);
    assert_int_equal(bits, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_disc_structure__physical_format_roundtrip),
        cmocka_unit_test(test_disc_structure__corrupt_data_length),
        cmocka_unit_test(test_disc_structure__write_protection),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
