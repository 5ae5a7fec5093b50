/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* GET CONFIGURATION: what the drive can do, and what it can do now. */
#include "mmc/features.h"

#include "drive_fixture.h"
#include "mmc/profiles.h"
#include "support/cmocka_all.h"

#include <string.h>

#define REPLY_SIZE 512

static uint32_t get_configuration(struct drive_fixture *fixture,
                                  enum mmc_configuration_request request, uint16_t feature,
                                  uint16_t allocation)
{
    return fixture_send(fixture, mmc_command_get_configuration(request, feature, allocation),
                        REPLY_SIZE);
}

/* The header of a feature in the reply to the last command; NULL when it is not there. */
static const struct mmc_feature_header_wire *find_feature(const struct drive_fixture *fixture,
                                                          enum mmc_feature code)
{
    const uint32_t size = fixture->result.transferred;
    const struct mmc_feature_header_wire *header;

    for (uint32_t at = 8; at < size; at += 4u + header->additional_length) {
        header = (const void *)(fixture->data + at);
        assert_int_equal(header->additional_length % 4, 0);
        if (be16_get(header->code) == code)
            return header;
    }
    return NULL;
}

static bool is_current(const struct drive_fixture *fixture, enum mmc_feature code)
{
    const struct mmc_feature_header_wire *header = find_feature(fixture, code);

    assert_non_null(header);
    return header->flags & MMC_FEATURE_HEADER_BITS_CURRENT;
}

static uint16_t current_profile(const struct drive_fixture *fixture)
{
    return (uint16_t)(fixture_reply_be32(fixture, 4) & 0xFFFF);
}

static void test_features__ascending_and_whole(void **state)
{
    struct drive_fixture *fixture = *state;
    int before = -1;

    assert_int_equal(get_configuration(fixture, MMC_CONFIGURATION_REQUEST_ALL, 0, REPLY_SIZE), 0);

    assert_int_equal(fixture_reply_be32(fixture, 0) + 4, fixture->result.transferred);
    for (uint32_t at = 8; at < fixture->result.transferred;) {
        const struct mmc_feature_header_wire *header = (const void *)(fixture->data + at);

        assert_true((int)be16_get(header->code) > before);
        before = be16_get(header->code);
        at += 4u + header->additional_length;
        assert_true(at <= fixture->result.transferred);
    }
}

static void test_features__no_medium(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(get_configuration(fixture, MMC_CONFIGURATION_REQUEST_ALL, 0, REPLY_SIZE), 0);
    assert_int_equal(current_profile(fixture), 0);
    assert_true(is_current(fixture, MMC_FEATURE_CORE));
    assert_false(is_current(fixture, MMC_FEATURE_DVD_READ));
    assert_false(is_current(fixture, MMC_FEATURE_DVD_PLUS_R));
    assert_false(is_current(fixture, MMC_FEATURE_DVD_PLUS_RW));
}

static void test_features__dvd_plus_r(void **state)
{
    struct drive_fixture *fixture = *state;

    fixture_insert(fixture, DISC_MEDIUM_DVD_PLUS_R);
    assert_int_equal(get_configuration(fixture, MMC_CONFIGURATION_REQUEST_ALL, 0, REPLY_SIZE), 0);
    assert_int_equal(current_profile(fixture), MMC_PROFILE_DVD_PLUS_R);
    assert_true(is_current(fixture, MMC_FEATURE_DVD_PLUS_R));
    assert_false(is_current(fixture, MMC_FEATURE_DVD_PLUS_RW));
    assert_false(is_current(fixture, MMC_FEATURE_RANDOM_WRITABLE));
    assert_false(is_current(fixture, MMC_FEATURE_FORMATTABLE));
}

static void test_features__dvd_plus_rw(void **state)
{
    struct drive_fixture *fixture = *state;

    fixture_insert(fixture, DISC_MEDIUM_DVD_PLUS_RW);
    assert_int_equal(get_configuration(fixture, MMC_CONFIGURATION_REQUEST_ALL, 0, REPLY_SIZE), 0);
    assert_int_equal(current_profile(fixture), MMC_PROFILE_DVD_PLUS_RW);
    assert_true(is_current(fixture, MMC_FEATURE_DVD_PLUS_RW));
    assert_true(is_current(fixture, MMC_FEATURE_FORMATTABLE));
    assert_false(is_current(fixture, MMC_FEATURE_RANDOM_WRITABLE));

    assert_int_equal(fixture_format(fixture, 0), 0);
    assert_int_equal(get_configuration(fixture, MMC_CONFIGURATION_REQUEST_ONE,
                                       MMC_FEATURE_RANDOM_WRITABLE, REPLY_SIZE),
                     0);
    assert_true(is_current(fixture, MMC_FEATURE_RANDOM_WRITABLE));
    assert_int_equal(fixture_reply_be32(fixture, 12), 2295103);
}

static void test_features__one(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(
        get_configuration(fixture, MMC_CONFIGURATION_REQUEST_ONE, MMC_FEATURE_CORE, REPLY_SIZE), 0);
    assert_int_equal(fixture->result.transferred, 8 + 4 + 8);
    assert_non_null(find_feature(fixture, MMC_FEATURE_CORE));

    assert_int_equal(
        get_configuration(fixture, MMC_CONFIGURATION_REQUEST_ONE, MMC_FEATURE_MRW, REPLY_SIZE), 0);
    assert_int_equal(fixture->result.transferred, 8);
}

static void test_features__current_from(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(get_configuration(fixture, MMC_CONFIGURATION_REQUEST_CURRENT,
                                       MMC_FEATURE_MORPHING, REPLY_SIZE),
                     0);
    assert_null(find_feature(fixture, MMC_FEATURE_CORE));
    assert_non_null(find_feature(fixture, MMC_FEATURE_MORPHING));
    assert_null(find_feature(fixture, MMC_FEATURE_DVD_PLUS_R));
}

static void test_features__profiles(void **state)
{
    static const uint8_t expected[] = { 0x00, 0x1A, 1, 0 };
    static const size_t before = 9 * 4; /* better ones */
    struct drive_fixture *fixture = *state;

    fixture_insert(fixture, DISC_MEDIUM_DVD_PLUS_RW);
    assert_int_equal(get_configuration(fixture, MMC_CONFIGURATION_REQUEST_ONE,
                                       MMC_FEATURE_PROFILE_LIST, REPLY_SIZE),
                     0);
    assert_memory_equal(fixture->data + 12 + before, expected, sizeof(expected));
}

static void test_features__reserved_request(void **state)
{
    struct drive_fixture *fixture = *state;

    assert_int_equal(get_configuration(fixture, (enum mmc_configuration_request)3, 0, REPLY_SIZE),
                     SCSI_SENSE_CODE_INVALID_FIELD_IN_CDB);
}

#define FEATURE_TEST(test) cmocka_unit_test_setup_teardown(test, fixture_set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FEATURE_TEST(test_features__ascending_and_whole),
        FEATURE_TEST(test_features__no_medium),
        FEATURE_TEST(test_features__dvd_plus_r),
        FEATURE_TEST(test_features__dvd_plus_rw),
        FEATURE_TEST(test_features__one),
        FEATURE_TEST(test_features__current_from),
        FEATURE_TEST(test_features__profiles),
        FEATURE_TEST(test_features__reserved_request),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
