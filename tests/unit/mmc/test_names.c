/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of the names in mmc/opcodes.h, mmc/profiles.h and mmc/features.h. */
#include "support/cmocka_all.h"

#include "mmc/features.h"
#include "mmc/opcodes.h"
#include "mmc/profiles.h"

static void test_names__listed(void **state)
{
    (void)state;
    assert_string_equal(mmc_opcode_name(0x51), "READ DISC INFORMATION");
    assert_string_equal(mmc_profile_name(0x1A), "DVD+RW");
    assert_string_equal(mmc_profile_name(0xFFFF), "not conforming to a standard profile");
    assert_string_equal(mmc_feature_name(0x0107), "Real Time Streaming");
}

static void test_names__unlisted(void **state)
{
    (void)state;
    assert_string_equal(mmc_opcode_name(0xFF), "?");
    assert_string_equal(mmc_profile_name(0x0099), "?");
    assert_string_equal(mmc_feature_name(0xFF00), "?");
}

#define ASCENDING(codes)                                                                           \
    for (size_t i = 1; i < sizeof(codes) / sizeof((codes)[0]); i++)                                \
    assert_true((codes)[i - 1] < (codes)[i])

static void test_names__lists_are_sorted_without_duplicates(void **state)
{
    static const unsigned opcodes[] = {
#define MMC_OPCODE_ENTRY(value, name, text) (value),
#include "mmc/opcodes.def"
#undef MMC_OPCODE_ENTRY
    };
    static const unsigned profiles[] = {
#define MMC_PROFILE_ENTRY(value, name, text) (value),
#include "mmc/profiles.def"
#undef MMC_PROFILE_ENTRY
    };
    static const unsigned features[] = {
#define MMC_FEATURE_ENTRY(value, name, text) (value),
#include "mmc/features.def"
#undef MMC_FEATURE_ENTRY
    };

    (void)state;
    ASCENDING(opcodes);
    ASCENDING(profiles);
    ASCENDING(features);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names__listed),
        cmocka_unit_test(test_names__unlisted),
        cmocka_unit_test(test_names__lists_are_sorted_without_duplicates),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
