/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of mmc/toc.h. */
#include "support/cmocka_all.h"

#include "mmc/toc.h"

static void test_toc__sessions_roundtrip(void **state)
{
    static const uint8_t reply[12] = { 0, 10, 1, 3, 0, 0x14, 5, 0, 0x00, 0x01, 0x86, 0xA0 };
    struct mmc_toc_sessions sessions;

    (void)state;
    assert_int_equal(mmc_toc_sessions_parse(reply, sizeof(reply), &sessions), STATUS_OK);
    assert_int_equal(sessions.first_session, 1);
    assert_int_equal(sessions.last_session, 3);
    assert_int_equal(sessions.first_track, 5);
    assert_int_equal(sessions.control, 4);
    assert_int_equal(sessions.start, 100000);
}

static void test_toc__corrupt_data_length(void **state)
{
    static const uint8_t reply[12] = { 0, 9, 1, 3, 0, 0x14, 5 };
    struct mmc_toc_sessions sessions;

    (void)state;
    assert_int_equal(mmc_toc_sessions_parse(reply, sizeof(reply), &sessions),
                     STATUS_INVALID_RESPONSE);
    assert_int_equal(sessions.last_session, 0);
}

static void test_toc__corrupt_size(void **state)
{
    static const uint8_t reply[12] = { 0, 10, 1, 3, 0, 0x14, 5 };
    struct mmc_toc_sessions sessions;

    (void)state;
    assert_int_equal(mmc_toc_sessions_parse(reply, 11, &sessions), STATUS_INVALID_RESPONSE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_toc__sessions_roundtrip),
        cmocka_unit_test(test_toc__corrupt_data_length),
        cmocka_unit_test(test_toc__corrupt_size),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
