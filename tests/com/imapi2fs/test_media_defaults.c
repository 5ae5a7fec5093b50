/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What an image should be like for a type of medium: the tables, row by row. */
#include "com_test.h"

#include "imapi2fs/media_defaults.h"

static void test_profile__leads_to_the_medium_it_writes(void **state)
{
    static const struct {
        LONG profile;
        IMAPI_MEDIA_PHYSICAL_TYPE type;
    } rows[] = {
        { 0x09, IMAPI_MEDIA_TYPE_CDR },
        { 0x0A, IMAPI_MEDIA_TYPE_CDRW },
        { 0x11, IMAPI_MEDIA_TYPE_DVDDASHR },
        { 0x12, IMAPI_MEDIA_TYPE_DVDRAM },
        { 0x13, IMAPI_MEDIA_TYPE_DVDDASHRW },
        { 0x14, IMAPI_MEDIA_TYPE_DVDDASHRW },
        { 0x15, IMAPI_MEDIA_TYPE_DVDDASHR_DUALLAYER },
        { 0x16, IMAPI_MEDIA_TYPE_DVDDASHR_DUALLAYER },
        { 0x1A, IMAPI_MEDIA_TYPE_DVDPLUSRW },
        { 0x1B, IMAPI_MEDIA_TYPE_DVDPLUSR },
        { 0x2A, IMAPI_MEDIA_TYPE_DVDPLUSRW_DUALLAYER },
        { 0x2B, IMAPI_MEDIA_TYPE_DVDPLUSR_DUALLAYER },
        { 0x41, IMAPI_MEDIA_TYPE_BDR },
        { 0x42, IMAPI_MEDIA_TYPE_BDR },
        { 0x43, IMAPI_MEDIA_TYPE_BDRE },
        { 0x51, IMAPI_MEDIA_TYPE_HDDVDR },
        { 0x52, IMAPI_MEDIA_TYPE_HDDVDRAM },
    };

    (void)state;
    for (size_t i = 0; i < ARRAYSIZE(rows); i++) {
        const struct media_defaults *found = media_defaults_of_profile(rows[i].profile);

        assert_non_null(found);
        assert_int_equal(found->type, rows[i].type);
        assert_true(found->blocks > 300000);
    }
}

static void test_profile__that_writes_nothing_has_no_row(void **state)
{
    static const LONG profiles[] = { -1, 0, 1, 2, 8, 0x10, 0x40, 0x50, 0xFFFF };

    (void)state;
    for (size_t i = 0; i < ARRAYSIZE(profiles); i++)
        assert_null(media_defaults_of_profile(profiles[i]));
}

static void test_type__read_only_media_have_no_row(void **state)
{
    static const IMAPI_MEDIA_PHYSICAL_TYPE types[] = {
        IMAPI_MEDIA_TYPE_UNKNOWN, IMAPI_MEDIA_TYPE_CDROM,    IMAPI_MEDIA_TYPE_DVDROM,
        IMAPI_MEDIA_TYPE_BDROM,   IMAPI_MEDIA_TYPE_HDDVDROM, (IMAPI_MEDIA_PHYSICAL_TYPE)20,
    };

    (void)state;
    for (size_t i = 0; i < ARRAYSIZE(types); i++)
        assert_null(media_defaults_of_type(types[i]));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_profile__leads_to_the_medium_it_writes),
        cmocka_unit_test(test_profile__that_writes_nothing_has_no_row),
        cmocka_unit_test(test_type__read_only_media_have_no_row),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
