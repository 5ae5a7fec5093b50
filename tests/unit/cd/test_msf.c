/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of cd/msf.h. */
#include "support/cmocka_all.h"

#include "cd/msf.h"

struct row {
    struct cd_msf msf;
    int32_t lba;
};

static const struct row rows[] = {
    { { 95, 0, 0 }, -22650 }, { { 97, 26, 65 }, -11635 }, { { 99, 59, 74 }, -151 },
    { { 0, 2, 0 }, 0 },       { { 88, 29, 74 }, 398099 }, { { 89, 59, 74 }, 404849 },
    { { 0, 0, 0 }, -150 },
};

static void test_msf__roundtrip(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct cd_msf msf = cd_msf_of_lba(rows[i].lba);

        assert_int_equal(cd_msf_to_lba(rows[i].msf), rows[i].lba);
        assert_int_equal(msf.minute, rows[i].msf.minute);
        assert_int_equal(msf.second, rows[i].msf.second);
        assert_int_equal(msf.frame, rows[i].msf.frame);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_msf__roundtrip) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
