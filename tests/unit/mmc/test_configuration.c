/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of mmc/configuration.h. */
#include "support/cmocka_all.h"

#include "mmc/configuration.h"
#include "support/mmc_replies.h"

#include <string.h>

static const struct reply_feature features[] = {
    { MMC_FEATURE_PROFILE_LIST,
      true,
      12,
      { 0x00, 0x1B, 0, 0, 0x00, 0x1A, 1, 0, 0x00, 0x10, 0, 0 } },
    { MMC_FEATURE_DVD_PLUS_RW, true, 4, { 0x01, 0x02 } },
    { MMC_FEATURE_DVD_PLUS_R, false, 4, { 0x01 } },
    { MMC_FEATURE_POWER_MANAGEMENT, true, 0, { 0 } },
};

static size_t build(uint8_t *reply, size_t capacity)
{
    return reply_configuration(reply, capacity, MMC_PROFILE_DVD_PLUS_RW, features, 4);
}

static void test_configuration__roundtrip(void **state)
{
    uint8_t reply[128];
    const size_t size = build(reply, sizeof(reply));
    struct mmc_configuration configuration;
    struct mmc_feature_descriptor feature;

    (void)state;
    assert_int_equal(mmc_configuration_parse(reply, size, &configuration), STATUS_OK);
    assert_true(configuration.is_supported);
    assert_int_equal(configuration.current_profile, MMC_PROFILE_DVD_PLUS_RW);
    assert_true(mmc_configuration_find(&configuration, MMC_FEATURE_DVD_PLUS_RW, &feature));
    assert_true(feature.is_current);
    assert_int_equal(feature.size, 8);
    assert_int_equal(mmc_feature_byte(&feature, 5), 0x02);
    assert_int_equal(mmc_feature_byte(&feature, 8), 0);
    assert_true(mmc_configuration_has(&configuration, MMC_FEATURE_DVD_PLUS_R));
    assert_false(mmc_configuration_has_current(&configuration, MMC_FEATURE_DVD_PLUS_R));
    assert_true(mmc_configuration_has_current(&configuration, MMC_FEATURE_POWER_MANAGEMENT));
    assert_false(mmc_configuration_find(&configuration, MMC_FEATURE_BD_READ, &feature));
    assert_int_equal(feature.size, 0);
    mmc_configuration_release(&configuration);
}

static void test_configuration__profiles_in_order(void **state)
{
    uint8_t reply[128];
    const size_t size = build(reply, sizeof(reply));
    struct mmc_configuration configuration;
    struct mmc_profile_entry profiles[MMC_PROFILES_MAXIMUM];

    (void)state;
    assert_int_equal(mmc_configuration_parse(reply, size, &configuration), STATUS_OK);
    assert_int_equal(mmc_configuration_profiles(&configuration, profiles), 3);
    assert_int_equal(profiles[0].profile, MMC_PROFILE_DVD_PLUS_R);
    assert_false(profiles[0].is_current);
    assert_int_equal(profiles[1].profile, MMC_PROFILE_DVD_PLUS_RW);
    assert_true(profiles[1].is_current);
    assert_true(mmc_configuration_has_current_profile(&configuration, MMC_PROFILE_DVD_PLUS_RW));
    assert_false(mmc_configuration_has_current_profile(&configuration, MMC_PROFILE_DVD_ROM));
    mmc_configuration_release(&configuration);
}

static void test_configuration__iteration(void **state)
{
    uint8_t reply[128];
    const size_t size = build(reply, sizeof(reply));
    struct mmc_configuration configuration;
    struct mmc_feature_descriptor feature;
    size_t position = 0;
    size_t count = 0;

    (void)state;
    assert_int_equal(mmc_configuration_parse(reply, size, &configuration), STATUS_OK);
    while (mmc_configuration_next(&configuration, &position, &feature))
        assert_int_equal(feature.code, features[count++].code);
    assert_int_equal(count, 4);
    mmc_configuration_release(&configuration);
}

static void test_configuration__cut_at_every_byte(void **state)
{
    uint8_t reply[128];
    const size_t size = build(reply, sizeof(reply));

    (void)state;
    for (size_t cut = 8; cut < size; cut++) {
        struct mmc_configuration configuration;
        struct mmc_feature_descriptor feature;
        size_t position = 0;
        size_t count = 0;

        assert_int_equal(mmc_configuration_parse(reply, cut, &configuration), STATUS_OK);
        while (mmc_configuration_next(&configuration, &position, &feature)) {
            assert_true(feature.bytes + feature.size <= configuration.bytes + cut);
            count++;
        }
        assert_true(count < 4);
        mmc_configuration_release(&configuration);
    }
}

static void test_configuration__corrupt_size(void **state)
{
    uint8_t reply[128];
    struct mmc_configuration configuration;

    (void)state;
    build(reply, sizeof(reply));
    assert_int_equal(mmc_configuration_parse(reply, 7, &configuration), STATUS_INVALID_RESPONSE);
    assert_null(configuration.bytes);
    mmc_configuration_release(&configuration);
}

static void test_configuration__corrupt_additional_length(void **state)
{
    uint8_t reply[128];
    const size_t size = build(reply, sizeof(reply));
    struct mmc_configuration configuration;

    (void)state;
    reply[8 + 3] = 0xFF;
    assert_int_equal(mmc_configuration_parse(reply, size, &configuration), STATUS_OK);
    assert_false(mmc_configuration_has(&configuration, MMC_FEATURE_PROFILE_LIST));
    mmc_configuration_release(&configuration);
}

static void test_configuration__more_features_than_any_drive_has(void **state)
{
    uint8_t reply[8 + 1000 * 4] = { 0 };
    struct mmc_configuration configuration;
    struct mmc_feature_descriptor feature;
    size_t position = 0;
    unsigned count = 0;

    (void)state;
    assert_int_equal(mmc_configuration_parse(reply, sizeof(reply), &configuration), STATUS_OK);
    while (mmc_configuration_next(&configuration, &position, &feature))
        count++;
    assert_int_equal(count, 256);
    mmc_configuration_release(&configuration);
}

static void test_configuration__drive_without_the_command(void **state)
{
    struct scripted_transport scripted;
    struct mmc_drive drive;
    struct mmc_configuration configuration;

    (void)state;
    scripted_transport_init(&scripted);
    drive = scripted_transport_drive(&scripted);
    assert_int_equal(mmc_configuration_read(&drive, &configuration), STATUS_OK);
    assert_false(configuration.is_supported);
    assert_false(mmc_configuration_has(&configuration, MMC_FEATURE_CORE));
    mmc_configuration_release(&configuration);
    scripted_transport_release(&scripted);
}

static void test_configuration__small_transfers(void **state)
{
    struct scripted_transport scripted;
    struct mmc_drive drive;
    struct mmc_configuration configuration;

    (void)state;
    scripted_transport_init(&scripted);
    scripted.transport.maximum_transfer_bytes = 2048;
    drive = scripted_transport_drive(&scripted);
    reply_add_configuration(&scripted, 0, features, 4);
    assert_int_equal(mmc_configuration_read(&drive, &configuration), STATUS_OK);
    assert_true(mmc_configuration_has(&configuration, MMC_FEATURE_POWER_MANAGEMENT));
    mmc_configuration_release(&configuration);
    scripted_transport_release(&scripted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_configuration__roundtrip),
        cmocka_unit_test(test_configuration__profiles_in_order),
        cmocka_unit_test(test_configuration__iteration),
        cmocka_unit_test(test_configuration__cut_at_every_byte),
        cmocka_unit_test(test_configuration__corrupt_size),
        cmocka_unit_test(test_configuration__corrupt_additional_length),
        cmocka_unit_test(test_configuration__more_features_than_any_drive_has),
        cmocka_unit_test(test_configuration__drive_without_the_command),
        cmocka_unit_test(test_configuration__small_transfers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
