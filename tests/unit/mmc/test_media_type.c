/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of mmc/media_type.h. */
#include "support/cmocka_all.h"

#include "mmc/media_type.h"

static void test_media_type__numbers_are_published(void **state)
{
    (void)state;
    assert_int_equal(MMC_MEDIA_TYPE_UNKNOWN, 0);
    assert_int_equal(MMC_MEDIA_TYPE_CD_RW, 3);
    assert_int_equal(MMC_MEDIA_TYPE_DVD_PLUS_R, 6);
    assert_int_equal(MMC_MEDIA_TYPE_DVD_PLUS_RW, 7);
    assert_int_equal(MMC_MEDIA_TYPE_DISK, 0xC);
    assert_int_equal(MMC_MEDIA_TYPE_BD_RE, 0x13);
    assert_int_equal(MMC_MEDIA_TYPE_COUNT, 0x14);
}

static void test_media_type__write_units(void **state)
{
    (void)state;
    assert_int_equal(mmc_media_type_write_unit(MMC_MEDIA_TYPE_CD_R), 1);
    assert_int_equal(mmc_media_type_write_unit(MMC_MEDIA_TYPE_DVD_PLUS_R), 16);
    assert_int_equal(mmc_media_type_write_unit(MMC_MEDIA_TYPE_DVD_RAM), 16);
    assert_int_equal(mmc_media_type_write_unit(MMC_MEDIA_TYPE_BD_R), 32);
    assert_int_equal(mmc_media_type_write_unit(MMC_MEDIA_TYPE_DISK), 1);
    assert_int_equal(mmc_media_type_write_unit(MMC_MEDIA_TYPE_COUNT), 1);
}

static void test_media_type__kinds(void **state)
{
    (void)state;
    assert_true(mmc_media_type_is_overwritable(MMC_MEDIA_TYPE_DVD_PLUS_RW));
    assert_true(mmc_media_type_is_overwritable(MMC_MEDIA_TYPE_DVD_RW));
    assert_false(mmc_media_type_is_overwritable(MMC_MEDIA_TYPE_CD_RW));
    assert_false(mmc_media_type_is_overwritable(MMC_MEDIA_TYPE_DVD_PLUS_R));
    assert_true(mmc_media_type_is_rom(MMC_MEDIA_TYPE_HD_DVD_ROM));
    assert_false(mmc_media_type_is_rom(MMC_MEDIA_TYPE_CD_R));
    assert_true(mmc_media_type_is_cd(MMC_MEDIA_TYPE_UNKNOWN));
    assert_false(mmc_media_type_is_cd(MMC_MEDIA_TYPE_DISK));
    assert_string_equal(mmc_media_type_name(MMC_MEDIA_TYPE_DVD_PLUS_RW), "DVD+RW");
    assert_string_equal(mmc_media_type_name(MMC_MEDIA_TYPE_COUNT), "?");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_media_type__numbers_are_published),
        cmocka_unit_test(test_media_type__write_units),
        cmocka_unit_test(test_media_type__kinds),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
