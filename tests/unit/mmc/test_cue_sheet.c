/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of cue sheets. */
#include "mmc/cue_sheet.h"

#include "support/cmocka_all.h"

static void test_cue_sheet__blank_disc(void **state)
{
    static const uint8_t expected[] = {
        0x41, 0x00, 0, 0x14, 0, 0, 0, 0, /* lead-in */
        0x41, 0x01, 0, 0x10, 0, 0, 0, 0, /* pre-gap: address -150 */
        0x41, 0x01, 1, 0x10, 0, 0, 2, 0, /* address 0 */
        0x41, 0xAA, 1, 0x14, 0, 0, 4, 1, /* address 151 */
    };
    struct mmc_cue_line_wire sheet[MMC_CUE_SHEET_LINES];

    (void)state;
    mmc_cue_sheet_encode(1, 0, 150, 151, sheet);
    assert_int_equal(sizeof(sheet), sizeof(expected));
    assert_memory_equal(sheet, expected, sizeof(expected));
}

static void test_cue_sheet__second_session(void **state)
{
    static const uint8_t expected[] = {
        0x41, 0x00, 0, 0x14, 0, 0, 0,  0,  /* lead-in */
        0x41, 0x02, 0, 0x10, 0, 2, 42, 50, /* address 12050 */
        0x41, 0x02, 1, 0x10, 0, 2, 44, 50, /* address 12200 */
        0x41, 0xAA, 1, 0x14, 0, 3, 0,  0,  /* address 13350 */
    };
    struct mmc_cue_line_wire sheet[MMC_CUE_SHEET_LINES];

    (void)state;
    mmc_cue_sheet_encode(2, 12200, 150, 13350, sheet);
    assert_memory_equal(sheet, expected, sizeof(expected));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cue_sheet__blank_disc),
        cmocka_unit_test(test_cue_sheet__second_session),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
