/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of mmc_medium_protection_read. */
#include "support/cmocka_all.h"

#include "mmc/medium.h"
#include "support/mmc_replies.h"

#define FORMAT_OFFSET offsetof(struct mmc_cdb_read_disc_structure, format)

static int setup(void **state)
{
    static struct scripted_transport scripted;
    const struct mmc_disc_information_wire disc =
        reply_disc_information(MMC_DISC_STATUS_COMPLETE, MMC_SESSION_STATE_COMPLETE, true);

    scripted_transport_init(&scripted);
    scripted_reply(&scripted, MMC_OPCODE_READ_DISC_INFORMATION, &disc, sizeof(disc));
    *state = &scripted;
    return 0;
}

static int teardown(void **state)
{
    scripted_transport_release(*state);
    return 0;
}

static void add_features(struct scripted_transport *scripted, bool can_write, bool has_feature,
                         uint8_t flags)
{
    const struct reply_feature features[] = {
        { MMC_FEATURE_PROFILE_LIST, true, 4, { 0x00, 0x1A, 1, 0 } },
        { MMC_FEATURE_DVD_PLUS_RW, true, 4, { can_write } },
        { MMC_FEATURE_WRITE_PROTECT, true, 4, { flags } },
    };

    reply_add_configuration(scripted, MMC_PROFILE_DVD_PLUS_RW, features, has_feature ? 3 : 2);
}

static void add_structure(struct scripted_transport *scripted, uint8_t format, const uint8_t *reply,
                          size_t size)
{
    struct scripted_answer *answer =
        scripted_reply(scripted, MMC_OPCODE_READ_DISC_STRUCTURE, reply, size);

    answer->offset = FORMAT_OFFSET;
    answer->value = format;
}

static enum status read_protection(struct mmc_drive *drive, uint32_t *bits)
{
    struct mmc_medium medium;

    assert_int_equal(mmc_medium_identify(drive, &medium), STATUS_OK);
    return mmc_medium_protection_read(drive, &medium, bits);
}

static uint32_t read_bits(struct scripted_transport *scripted)
{
    struct mmc_drive drive = scripted_transport_drive(scripted);
    uint32_t bits;

    assert_int_equal(read_protection(&drive, &bits), STATUS_OK);
    return bits;
}

static void test_medium_protection__none(void **state)
{
    struct scripted_transport *scripted = *state;

    add_features(scripted, true, false, 0);
    assert_int_equal(read_bits(scripted), 0);
    assert_int_equal(scripted_count(scripted, MMC_OPCODE_READ_DISC_STRUCTURE), 0);
}

static void test_medium_protection__status_bits(void **state)
{
    static const uint8_t reply[] = { 0, 6, 0, 0, 0x0F, 0, 0, 0 };
    struct scripted_transport *scripted = *state;

    add_features(scripted, true, true, 0);
    add_structure(scripted, 0xC0, reply, sizeof(reply));
    assert_int_equal(read_bits(scripted),
                     MMC_MEDIUM_PROTECTION_UNTIL_POWERDOWN | MMC_MEDIUM_PROTECTION_BY_CARTRIDGE |
                         MMC_MEDIUM_PROTECTION_BY_MEDIUM | MMC_MEDIUM_PROTECTION_BY_SOFTWARE);
}

static void test_medium_protection__each_status_bit(void **state)
{
    static const uint32_t expected[] = {
        MMC_MEDIUM_PROTECTION_UNTIL_POWERDOWN,
        MMC_MEDIUM_PROTECTION_BY_SOFTWARE,
        MMC_MEDIUM_PROTECTION_BY_CARTRIDGE,
        MMC_MEDIUM_PROTECTION_BY_MEDIUM,
    };
    struct scripted_transport *scripted = *state;
    uint8_t reply[] = { 0, 6, 0, 0, 0, 0, 0, 0 };

    add_features(scripted, true, true, 0);
    for (unsigned i = 0; i < 4; i++) {
        reply[4] = (uint8_t)(1u << i);
        scripted->answer_count = 2;
        add_structure(scripted, 0xC0, reply, sizeof(reply));
        assert_int_equal(read_bits(scripted), expected[i]);
    }
}

static void test_medium_protection__control_block(void **state)
{
    uint8_t reply[44] = { 0, 42, 0, 0, 'W', 'D', 'C', 0 };
    struct scripted_transport *scripted = *state;
    const struct scripted_entry *sent;

    add_features(scripted, true, true, MMC_FEATURE_WRITE_PROTECT_BITS_WDCB);
    add_structure(scripted, 0x30, reply, sizeof(reply));
    assert_int_equal(read_bits(scripted), MMC_MEDIUM_PROTECTION_BY_DISC_CONTROL_BLOCK);
    sent = scripted_sent(scripted, MMC_OPCODE_READ_DISC_STRUCTURE, 1);
    assert_memory_equal(sent->command.cdb + 2, "WDC", 4);
}

static void test_medium_protection__empty_control_block(void **state)
{
    static const uint8_t reply[44] = { 0, 42 };
    struct scripted_transport *scripted = *state;

    add_features(scripted, true, true, MMC_FEATURE_WRITE_PROTECT_BITS_WDCB);
    add_structure(scripted, 0x30, reply, sizeof(reply));
    assert_int_equal(read_bits(scripted), 0);
}

static void test_medium_protection__refusals_count_as_clear(void **state)
{
    struct scripted_transport *scripted = *state;

    add_features(scripted, true, true, MMC_FEATURE_WRITE_PROTECT_BITS_WDCB);
    assert_int_equal(read_bits(scripted), 0);
    assert_int_equal(scripted_count(scripted, MMC_OPCODE_READ_DISC_STRUCTURE), 2);
}

static void test_medium_protection__read_only_drive(void **state)
{
    struct scripted_transport *scripted = *state;

    add_features(scripted, false, false, 0);
    assert_int_equal(read_bits(scripted), MMC_MEDIUM_PROTECTION_READ_ONLY);
}

static void test_medium_protection__timeout_is_a_failure(void **state)
{
    struct scripted_transport *scripted = *state;
    struct mmc_drive drive = scripted_transport_drive(scripted);
    uint32_t bits;

    add_features(scripted, true, true, 0);
    scripted_outcome(scripted, MMC_OPCODE_READ_DISC_STRUCTURE, SCSI_OUTCOME_TIMEOUT);
    assert_int_equal(read_protection(&drive, &bits), STATUS_TIMEOUT);
    assert_int_equal(bits, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(test_medium_protection__##name, setup, teardown)
        TEST(none),
        TEST(status_bits),
        TEST(each_status_bit),
        TEST(control_block),
        TEST(empty_control_block),
        TEST(refusals_count_as_clear),
        TEST(read_only_drive),
        TEST(timeout_is_a_failure),
#undef TEST
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
