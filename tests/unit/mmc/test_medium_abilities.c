/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of mmc_medium_abilities. */
#include "mmc/medium.h"

#include "support/mmc_replies.h"

#include "support/cmocka_all.h"

/* Said when nothing is said of streaming. */
#define SOURCES (MMC_MEDIUM_ABILITY_PERFORMANCE | MMC_MEDIUM_ABILITY_SPEED_LIST)

static uint32_t abilities_of(const struct reply_feature *feature)
{
    struct mmc_configuration configuration;
    uint8_t reply[64];
    const size_t size = reply_configuration(reply, sizeof(reply), 0, feature, 1);
    uint32_t abilities;

    assert_int_equal(mmc_configuration_parse(reply, size, &configuration), STATUS_OK);
    abilities = mmc_medium_abilities(&configuration);
    mmc_configuration_release(&configuration);
    return abilities;
}

static const struct {
    struct reply_feature feature;
    uint32_t abilities;
} rows[] = {
    { { MMC_FEATURE_CORE, true, 4, { 0 } }, SOURCES },
    { { MMC_FEATURE_WRITE_PROTECT, false, 4, { 0x0B } },
      SOURCES | MMC_MEDIUM_ABILITY_WRITE_PROTECTION },
    { { MMC_FEATURE_WRITE_PROTECT, false, 4, { 0x04 } },
      SOURCES | MMC_MEDIUM_ABILITY_WRITE_PROTECTION | MMC_MEDIUM_ABILITY_DISC_CONTROL_BLOCKS },
    { { MMC_FEATURE_CD_MASTERING, true, 4, { 0x20 } },
      SOURCES | MMC_MEDIUM_ABILITY_RECORDER | MMC_MEDIUM_ABILITY_WRITE |
          MMC_MEDIUM_ABILITY_SESSION_AT_ONCE },
    { { MMC_FEATURE_CD_MASTERING, true, 4, { 0x48 } },
      SOURCES | MMC_MEDIUM_ABILITY_RECORDER | MMC_MEDIUM_ABILITY_WRITE },
    { { MMC_FEATURE_CD_MASTERING, false, 4, { 0x20 } }, SOURCES | MMC_MEDIUM_ABILITY_RECORDER },
    { { MMC_FEATURE_RIGID_RESTRICTED_OVERWRITE, false, 4, { 0 } },
      SOURCES | MMC_MEDIUM_ABILITY_RECORDER | MMC_MEDIUM_ABILITY_RIGID_OVERWRITE },
    { { MMC_FEATURE_FORMATTABLE, true, 4, { 0 } }, SOURCES | MMC_MEDIUM_ABILITY_WRITE },
    { { MMC_FEATURE_REAL_TIME_STREAMING, true, 4, { 0x00 } }, 0 },
    { { MMC_FEATURE_REAL_TIME_STREAMING, true, 4, { 0x01 } }, MMC_MEDIUM_ABILITY_STREAMING },
    { { MMC_FEATURE_REAL_TIME_STREAMING, false, 4, { 0x01 } }, 0 },
    { { MMC_FEATURE_REAL_TIME_STREAMING, false, 4, { 0x02 } }, MMC_MEDIUM_ABILITY_PERFORMANCE },
    { { MMC_FEATURE_REAL_TIME_STREAMING, false, 4, { 0x04 } }, MMC_MEDIUM_ABILITY_SPEED_LIST },
};

static void test_medium_abilities__rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        assert_int_equal(abilities_of(&rows[i].feature), rows[i].abilities);
}

static void test_medium_abilities__drive_that_says_nothing(void **state)
{
    const struct mmc_configuration configuration = { 0 };

    (void)state;
    assert_int_equal(mmc_medium_abilities(&configuration), SOURCES | MMC_MEDIUM_ABILITY_WRITE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_medium_abilities__rows),
        cmocka_unit_test(test_medium_abilities__drive_that_says_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
