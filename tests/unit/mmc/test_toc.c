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

/* Tracks 2 and 3 of audio and data, and the lead-out. */
#define TABLE                                                                                      \
    {                                                                                              \
        0, 26, 2, 3, 0, 0x10, 2, 0, 0, 0, 0, 0, 0, 0x14, 3, 0, 0, 0, 1, 44, 0, 0x14, 0xAA, 0, 0,   \
            0, 2, 88                                                                               \
    }

static void test_toc__roundtrip(void **state)
{
    static const uint8_t reply[] = TABLE;
    struct mmc_toc toc;

    (void)state;
    assert_int_equal(mmc_toc_parse(reply, sizeof(reply), &toc), STATUS_OK);
    assert_int_equal(toc.first_track, 2);
    assert_int_equal(toc.track_count, 2);
    assert_int_equal(toc.tracks[0].control, 0);
    assert_int_equal(toc.tracks[0].start, 0);
    assert_int_equal(toc.tracks[1].control, 4);
    assert_int_equal(toc.tracks[1].start, 300);
    assert_int_equal(toc.lead_out_control, 4);
    assert_int_equal(toc.lead_out_start, 600);
}

/* One byte that makes the table none. */
static void expect_refused(size_t offset, uint8_t value, size_t size)
{
    uint8_t reply[] = TABLE;
    struct mmc_toc toc;

    reply[offset] = value;
    assert_int_equal(mmc_toc_parse(reply, size, &toc), STATUS_INVALID_RESPONSE);
    assert_int_equal(toc.track_count, 0);
}

static void test_toc__corrupt_table(void **state)
{
    (void)state;
    expect_refused(1, 27, 28);   /* says it is longer */
    expect_refused(2, 1, 28);    /* first track */
    expect_refused(3, 4, 28);    /* last track */
    expect_refused(14, 5, 28);   /* tracks do not follow each other */
    expect_refused(22, 4, 28);   /* no lead-out */
    expect_refused(6, 0xAA, 28); /* no tracks */
    expect_refused(1, 10, 12);   /* the end is missing */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_toc__roundtrip),
        cmocka_unit_test(test_toc__corrupt_table),
        cmocka_unit_test(test_toc__sessions_roundtrip),
        cmocka_unit_test(test_toc__corrupt_data_length),
        cmocka_unit_test(test_toc__corrupt_size),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
