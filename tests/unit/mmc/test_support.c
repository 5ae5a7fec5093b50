/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of mmc/support.h. */
#include "support/cmocka_all.h"

#include "mmc/support.h"
#include "support/mmc_replies.h"

static int setup(void **state)
{
    static struct scripted_transport scripted;

    scripted_transport_init(&scripted);
    *state = &scripted;
    return 0;
}

static int teardown(void **state)
{
    scripted_transport_release(*state);
    return 0;
}

struct row {
    enum mmc_recording recording;
    uint16_t feature;
    uint8_t bits; /* needed in byte 4 */
};

static const struct row rows[] = {
    { MMC_RECORDING_DATA, MMC_FEATURE_RANDOM_WRITABLE, 0 },
    { MMC_RECORDING_DATA, MMC_FEATURE_INCREMENTAL_STREAMING_WRITABLE, 0 },
    { MMC_RECORDING_DATA, MMC_FEATURE_WRITE_ONCE, 0 },
    { MMC_RECORDING_DATA, MMC_FEATURE_RESTRICTED_OVERWRITE, 0 },
    { MMC_RECORDING_DATA, MMC_FEATURE_DVD_PLUS_RW, 0x01 },
    { MMC_RECORDING_DATA, MMC_FEATURE_DVD_PLUS_R, 0x01 },
    { MMC_RECORDING_DATA, MMC_FEATURE_RIGID_RESTRICTED_OVERWRITE, 0 },
    { MMC_RECORDING_DATA, MMC_FEATURE_CD_TRACK_AT_ONCE, 0 },
    { MMC_RECORDING_DATA, MMC_FEATURE_CD_MASTERING, 0 },
    { MMC_RECORDING_DATA, MMC_FEATURE_DVD_R_RW_WRITE, 0 },
    { MMC_RECORDING_DATA, MMC_FEATURE_DVD_PLUS_R_DL, 0x01 },
    { MMC_RECORDING_DATA, MMC_FEATURE_BD_WRITE, 0 },
    { MMC_RECORDING_DATA, MMC_FEATURE_HD_DVD_WRITE, 0 },
    { MMC_RECORDING_ERASE, MMC_FEATURE_INCREMENTAL_STREAMING_WRITABLE, 0 },
    { MMC_RECORDING_ERASE, MMC_FEATURE_RESTRICTED_OVERWRITE, 0 },
    { MMC_RECORDING_ERASE, MMC_FEATURE_CD_TRACK_AT_ONCE, 0 },
    { MMC_RECORDING_ERASE, MMC_FEATURE_RIGID_RESTRICTED_OVERWRITE, 0x01 },
    { MMC_RECORDING_ERASE, MMC_FEATURE_DVD_R_RW_WRITE, 0x02 },
    { MMC_RECORDING_ERASE, MMC_FEATURE_DDCD_RW_WRITE, 0x01 },
    { MMC_RECORDING_TRACK_AT_ONCE, MMC_FEATURE_CD_TRACK_AT_ONCE, 0 },
    { MMC_RECORDING_RAW_CD, MMC_FEATURE_CD_MASTERING, 0x08 },
};

static bool allows(const struct row *row, uint8_t bits, bool is_current, bool current_only)
{
    const struct reply_feature feature = { row->feature, is_current, 4, { bits } };
    struct mmc_configuration configuration;
    uint8_t reply[64];
    const size_t size = reply_configuration(reply, sizeof(reply), 0, &feature, 1);
    bool result;

    assert_int_equal(mmc_configuration_parse(reply, size, &configuration), STATUS_OK);
    result = mmc_recording_has_feature(row->recording, &configuration, current_only);
    mmc_configuration_release(&configuration);
    return result;
}

static void test_support__feature_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        assert_true(allows(&rows[i], rows[i].bits, false, false));
        assert_true(allows(&rows[i], rows[i].bits, true, true));
        assert_false(allows(&rows[i], rows[i].bits, false, true));
        if (rows[i].bits != 0)
            assert_false(allows(&rows[i], (uint8_t)~rows[i].bits, true, false));
    }
}

static void test_support__a_reader_supports_nothing(void **state)
{
    const struct row reader = { MMC_RECORDING_DATA, MMC_FEATURE_DVD_READ, 0 };

    (void)state;
    assert_false(allows(&reader, 0xFF, true, false));
}

static void test_support__media_lists(void **state)
{
    size_t count;
    const enum mmc_media_type *media = mmc_recording_media(MMC_RECORDING_DATA, &count);

    (void)state;
    assert_int_equal(count, 13);
    assert_int_equal(media[0], MMC_MEDIA_TYPE_CD_R);
    assert_int_equal(media[3], MMC_MEDIA_TYPE_DVD_PLUS_R);
    assert_int_equal(media[12], MMC_MEDIA_TYPE_BD_RE);
    media = mmc_recording_media(MMC_RECORDING_ERASE, &count);
    assert_int_equal(count, 7);
    assert_int_equal(media[0], MMC_MEDIA_TYPE_CD_RW);
    assert_true(mmc_recording_takes(MMC_RECORDING_RAW_CD, MMC_MEDIA_TYPE_CD_RW));
    assert_false(mmc_recording_takes(MMC_RECORDING_RAW_CD, MMC_MEDIA_TYPE_DVD_PLUS_R));
    assert_false(mmc_recording_takes(MMC_RECORDING_DATA, MMC_MEDIA_TYPE_DVD_ROM));
}

static bool is_supported(struct scripted_transport *scripted, enum mmc_recording recording)
{
    struct mmc_drive drive = scripted_transport_drive(scripted);
    bool result;

    assert_int_equal(mmc_recording_is_supported(&drive, recording, &result), STATUS_OK);
    return result;
}

static bool is_possible(struct scripted_transport *scripted, enum mmc_recording recording)
{
    struct mmc_drive drive = scripted_transport_drive(scripted);
    bool result;

    assert_int_equal(mmc_recording_is_possible(&drive, recording, &result), STATUS_OK);
    return result;
}

static void add_page_2a(struct scripted_transport *scripted, uint8_t write)
{
    struct reply_capabilities page = reply_capabilities(1385);

    page.fixed.write = write;
    reply_add_capabilities(scripted, &page);
}

static void test_support__page_2a_of_old_drives(void **state)
{
    struct scripted_transport *scripted = *state;

    assert_false(is_supported(scripted, MMC_RECORDING_DATA));
    add_page_2a(scripted, MMC_MODE_CAPABILITIES_WRITE_BITS_CD_R);
    assert_true(is_supported(scripted, MMC_RECORDING_DATA));
    assert_true(is_supported(scripted, MMC_RECORDING_TRACK_AT_ONCE));
    assert_false(is_supported(scripted, MMC_RECORDING_ERASE));
    assert_false(is_supported(scripted, MMC_RECORDING_RAW_CD));
}

static void insert(struct scripted_transport *scripted, enum mmc_disc_status status,
                   bool is_erasable, uint8_t profile, struct reply_feature feature)
{
    const struct mmc_disc_information_wire disc =
        reply_disc_information(status, MMC_SESSION_STATE_COMPLETE, is_erasable);
    const struct reply_feature features[] = {
        { MMC_FEATURE_PROFILE_LIST, true, 4, { 0, profile, 1, 0 } },
        feature,
    };

    scripted_reply(scripted, MMC_OPCODE_READ_DISC_INFORMATION, &disc, sizeof(disc));
    reply_add_configuration(scripted, profile, features, 2);
}

static const struct reply_feature plus_rw = { MMC_FEATURE_DVD_PLUS_RW, true, 4, { 1 } };
static const struct reply_feature plus_r = { MMC_FEATURE_DVD_PLUS_R, true, 4, { 1 } };

static void test_support__data_on_dvd_plus_rw(void **state)
{
    struct scripted_transport *scripted = *state;

    insert(scripted, MMC_DISC_STATUS_COMPLETE, true, MMC_PROFILE_DVD_PLUS_RW, plus_rw);
    assert_true(is_possible(scripted, MMC_RECORDING_DATA));
    assert_true(is_possible(scripted, MMC_RECORDING_ERASE));
    assert_false(is_possible(scripted, MMC_RECORDING_TRACK_AT_ONCE));
}

static void test_support__data_on_a_finished_disc(void **state)
{
    struct scripted_transport *scripted = *state;

    insert(scripted, MMC_DISC_STATUS_COMPLETE, false, MMC_PROFILE_DVD_PLUS_R, plus_r);
    assert_false(is_possible(scripted, MMC_RECORDING_DATA));
}

static void test_support__data_in_a_reader(void **state)
{
    struct scripted_transport *scripted = *state;
    const struct reply_feature reader = { MMC_FEATURE_DVD_PLUS_RW, true, 4, { 0 } };

    insert(scripted, MMC_DISC_STATUS_COMPLETE, true, MMC_PROFILE_DVD_PLUS_RW, reader);
    assert_false(is_possible(scripted, MMC_RECORDING_DATA));
}

static void test_support__erase_needs_an_erasable_medium(void **state)
{
    struct scripted_transport *scripted = *state;
    const struct reply_feature tao = { MMC_FEATURE_CD_TRACK_AT_ONCE, true, 4, { 0 } };

    insert(scripted, MMC_DISC_STATUS_EMPTY, false, MMC_PROFILE_CD_R, tao);
    assert_false(is_possible(scripted, MMC_RECORDING_ERASE));
    assert_true(is_possible(scripted, MMC_RECORDING_TRACK_AT_ONCE));
    scripted->answer_count = 0;
    insert(scripted, MMC_DISC_STATUS_COMPLETE, true, MMC_PROFILE_CD_RW, tao);
    assert_true(is_possible(scripted, MMC_RECORDING_ERASE));
    assert_false(is_possible(scripted, MMC_RECORDING_TRACK_AT_ONCE));
}

static void test_support__no_medium(void **state)
{
    struct scripted_transport *scripted = *state;
    struct mmc_drive drive = scripted_transport_drive(scripted);
    bool result;

    scripted_sense(scripted, MMC_OPCODE_READ_DISC_INFORMATION, SCSI_SENSE_CODE_TRAY_CLOSED);
    assert_int_equal(mmc_recording_is_possible(&drive, MMC_RECORDING_DATA, &result), STATUS_DEVICE);
    assert_false(result);
    assert_int_equal(drive.failure.condition, MMC_CONDITION_NO_MEDIUM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(test_support__##name, setup, teardown)
        TEST(feature_rows),        TEST(a_reader_supports_nothing),
        TEST(media_lists),         TEST(page_2a_of_old_drives),
        TEST(data_on_dvd_plus_rw), TEST(data_on_a_finished_disc),
        TEST(data_in_a_reader),    TEST(erase_needs_an_erasable_medium),
        TEST(no_medium),
#undef TEST
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
