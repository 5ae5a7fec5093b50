/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of the BD-R recipe: padding, closing, what remains after a cancelled burn. */
#include "burn_fixture.h"

#include "mmc/cdb.h"
#include "mmc/profiles.h"

#include "support/cmocka_all.h"

#define SECTORS 500u

static struct burn_fixture fixture;

static int setup(void **state)
{
    static const struct burn_fixture_medium medium = {
        .profile = MMC_PROFILE_BD_R_SRM,
        .feature = MMC_FEATURE_BD_WRITE,
        .status = MMC_DISC_STATUS_EMPTY,
    };

    (void)state;
    burn_fixture_init(&fixture, SECTORS, &medium);
    burn_fixture_add_track(&fixture, reply_open_track(1, 1, 0, 0, 12219392), 0);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    burn_fixture_release(&fixture);
    return 0;
}

static void test_recipe_bd_r__pads_to_32_sectors(void **state)
{
    uint32_t written = 0;

    (void)state;
    assert_int_equal(burn_fixture_run(&fixture), STATUS_OK);
    burn_fixture_assert_recorded(&fixture, 0, 0, SECTORS);
    for (size_t i = 0; i < fixture.scripted.log_count; i++) {
        if (fixture.scripted.log[i].command.cdb[0] == MMC_OPCODE_WRITE_10)
            written += fixture.scripted.log[i].command.cdb[8];
    }
    assert_int_equal(written, 512);
    assert_int_equal(scripted_count(&fixture.scripted, MMC_OPCODE_FORMAT_UNIT), 0);
    assert_int_equal(scripted_count(&fixture.scripted, MMC_OPCODE_MODE_SELECT_10), 0);
}

static void test_recipe_bd_r__stays_appendable(void **state)
{
    (void)state;
    burn_fixture_expect_session_closed(&fixture, MMC_CLOSE_FUNCTION_SESSION);
    /* Compatibility is a matter of DVDs. */
    fixture.options.is_dvd_compatibility_disabled = true;
    burn_fixture_expect_session_closed(&fixture, MMC_CLOSE_FUNCTION_SESSION);
}

static void test_recipe_bd_r__closed(void **state)
{
    (void)state;
    fixture.options.is_media_to_be_closed = true;
    burn_fixture_expect_session_closed(&fixture, MMC_CLOSE_FUNCTION_FINALIZE);
}

static void test_recipe_bd_r__cancelled_disc_stays_usable(void **state)
{
    (void)state;
    burn_fixture_expect_cancelled_and_closed(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(test_recipe_bd_r__##name, setup, teardown)
        TEST(pads_to_32_sectors),
        TEST(stays_appendable),
        TEST(closed),
        TEST(cancelled_disc_stays_usable),
#undef TEST
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
