/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of the recipes of DVD-RAM, BD-RE, disks and DVD-RW: formatting, growing, streaming. */
#include "burn_fixture.h"

#include "mmc/cdb.h"
#include "mmc/format_capacities.h"
#include "mmc/profiles.h"

#include "support/cmocka_all.h"

#include <string.h>

#define SECTORS 500u

/* Where the format descriptor begins in what was sent. */
#define DESCRIPTOR 4

static struct burn_fixture fixture;

static void insert(uint16_t profile, uint16_t feature, uint16_t other_feature, uint8_t other_flags,
                   enum mmc_disc_status status)
{
    const struct burn_fixture_medium medium = {
        .profile = profile,
        .feature = feature,
        .other_feature = other_feature,
        .other_flags = other_flags,
        .status = status,
        .is_erasable = true,
    };

    burn_fixture_init(&fixture, SECTORS, &medium);
    burn_fixture_add_track(&fixture, reply_recorded_track(1, 1, 0, MEDIUM_SECTORS), 0);
    scripted_good(&fixture.scripted, MMC_OPCODE_FORMAT_UNIT);
}

static void insert_bd_re(enum mmc_disc_status status)
{
    insert(MMC_PROFILE_BD_RE, MMC_FEATURE_BD_WRITE, 0, 0, status);
}

static void insert_dvd_rw(uint16_t profile, enum mmc_disc_status status)
{
    insert(profile, MMC_FEATURE_DVD_R_RW_WRITE, MMC_FEATURE_RIGID_RESTRICTED_OVERWRITE, 0, status);
}

static int teardown(void **state)
{
    (void)state;
    burn_fixture_release(&fixture);
    return 0;
}

/* READ FORMAT CAPACITIES with these types, all of the same size. */
static void add_formats(const uint8_t *types, size_t count)
{
    uint8_t reply[64] = { 0, 0, 0, (uint8_t)(8 * (count + 1)) };
    const struct mmc_current_capacity_wire current = {
        .blocks = be32_of(MEDIUM_SECTORS),
        .type = MMC_CAPACITY_TYPE_UNFORMATTED,
        .block_length = be24_of(2048),
    };

    memcpy(reply + 4, &current, sizeof(current));
    for (size_t i = 0; i < count; i++) {
        const struct mmc_format_descriptor_wire wire = {
            .blocks = be32_of(MEDIUM_SECTORS),
            .type = (uint8_t)(types[i] << MMC_FORMAT_TYPE_SHIFT),
            .parameter = be24_of(16),
        };

        memcpy(reply + 12 + 8 * i, &wire, sizeof(wire));
    }
    scripted_reply(&fixture.scripted, MMC_OPCODE_READ_FORMAT_CAPACITIES, reply, 4u + reply[3]);
}

static uint8_t sent_format(void)
{
    return scripted_sent(&fixture.scripted, MMC_OPCODE_FORMAT_UNIT, 0)->data[DESCRIPTOR + 4] >>
           MMC_FORMAT_TYPE_SHIFT;
}

static size_t count_formats(void)
{
    return scripted_count(&fixture.scripted, MMC_OPCODE_FORMAT_UNIT);
}

static void test_recipe_overwrite__blank_bd_re_is_formatted(void **state)
{
    static const uint8_t types[] = { MMC_FORMAT_TYPE_BD_RE_SPARES, MMC_FORMAT_TYPE_FULL };
    static const uint8_t course[] = {
        MMC_OPCODE_FORMAT_UNIT,
        MMC_OPCODE_SEND_OPC_INFORMATION,
        MMC_OPCODE_WRITE_10,
        MMC_OPCODE_SYNCHRONIZE_CACHE,
    };

    (void)state;
    insert_bd_re(MMC_DISC_STATUS_EMPTY);
    add_formats(types, sizeof(types));
    assert_int_equal(burn_fixture_run(&fixture), STATUS_OK);
    burn_fixture_assert_course(&fixture, course, sizeof(course));
    assert_int_equal(sent_format(), MMC_FORMAT_TYPE_FULL);
    assert_true(watcher_count(&fixture.watcher, BURN_DATA_ACTION_FORMATTING_MEDIA) >= 1);
    burn_fixture_assert_recorded(&fixture, 0, 0, SECTORS);
}

static void test_recipe_overwrite__no_format_is_offered(void **state)
{
    static const uint8_t types[] = { MMC_FORMAT_TYPE_MRW };

    (void)state;
    insert_bd_re(MMC_DISC_STATUS_EMPTY);
    add_formats(types, sizeof(types));
    assert_int_equal(burn_fixture_run(&fixture), STATUS_DEVICE);
    assert_int_equal(fixture.result.device.condition, MMC_CONDITION_NOT_FORMATTED);
    burn_fixture_assert_untouched(&fixture);
}

static void test_recipe_overwrite__formatting_fails(void **state)
{
    static const uint8_t types[] = { MMC_FORMAT_TYPE_FULL };

    (void)state;
    insert_bd_re(MMC_DISC_STATUS_EMPTY);
    fixture.scripted.answers[fixture.scripted.answer_count - 1].outcome =
        SCSI_OUTCOME_CHECK_CONDITION;
    fixture.scripted.answers[fixture.scripted.answer_count - 1].sense.code =
        SCSI_SENSE_CODE_FORMAT_COMMAND_FAILED;
    add_formats(types, sizeof(types));
    assert_int_equal(burn_fixture_run(&fixture), STATUS_DEVICE);
    assert_int_equal(fixture.result.action, BURN_DATA_ACTION_FORMATTING_MEDIA);
    assert_int_equal(scripted_count(&fixture.scripted, MMC_OPCODE_WRITE_10), 0);
}

static void test_recipe_overwrite__formatted_bd_re_is_not_closed(void **state)
{
    (void)state;
    insert_bd_re(MMC_DISC_STATUS_COMPLETE);
    fixture.options.is_media_to_be_closed = true;
    assert_int_equal(burn_fixture_run(&fixture), STATUS_OK);
    assert_int_equal(count_formats(), 0);
    assert_int_equal(scripted_count(&fixture.scripted, MMC_OPCODE_CLOSE_TRACK_SESSION), 0);
}

static void test_recipe_overwrite__disk(void **state)
{
    (void)state;
    insert(MMC_PROFILE_REMOVABLE_DISK, MMC_FEATURE_RANDOM_WRITABLE, 0, 0, MMC_DISC_STATUS_OTHER);
    assert_int_equal(burn_fixture_run(&fixture), STATUS_OK);
    burn_fixture_assert_recorded(&fixture, 0, 0, SECTORS);
    /* Sector by sector: nothing is padded. */
    assert_int_equal(fixture.scripted.medium[SECTORS * 2048], 0);
    assert_int_equal(count_formats(), 0);
}

static void insert_streaming_dvd_ram(void)
{
    insert(MMC_PROFILE_DVD_RAM, MMC_FEATURE_RANDOM_WRITABLE, MMC_FEATURE_REAL_TIME_STREAMING,
           MMC_FEATURE_REAL_TIME_STREAMING_BITS_SW, MMC_DISC_STATUS_OTHER);
}

static void test_recipe_overwrite__streaming(void **state)
{
    (void)state;
    insert_streaming_dvd_ram();
    scripted_good(&fixture.scripted, MMC_OPCODE_WRITE_12);
    assert_int_equal(burn_fixture_run(&fixture), STATUS_OK);
    assert_int_equal(scripted_count(&fixture.scripted, MMC_OPCODE_WRITE_10), 0);
    assert_int_equal(scripted_sent(&fixture.scripted, MMC_OPCODE_WRITE_12, 0)->command.cdb[10],
                     MMC_READ_WRITE_12_BITS_STREAMING);
}

static void test_recipe_overwrite__streaming_refused(void **state)
{
    (void)state;
    insert_streaming_dvd_ram();
    assert_int_equal(burn_fixture_run(&fixture), STATUS_OK);
    assert_int_equal(scripted_count(&fixture.scripted, MMC_OPCODE_WRITE_12), 1);
    burn_fixture_assert_recorded(&fixture, 0, 0, SECTORS);
}

static void test_recipe_overwrite__blank_dvd_rw_is_formatted_quickly(void **state)
{
    static const uint8_t types[] = { MMC_FORMAT_TYPE_FULL, MMC_FORMAT_TYPE_CD_RW_FULL,
                                     MMC_FORMAT_TYPE_QUICK };

    (void)state;
    insert_dvd_rw(MMC_PROFILE_DVD_RW_SEQUENTIAL, MMC_DISC_STATUS_EMPTY);
    add_formats(types, sizeof(types));
    assert_int_equal(burn_fixture_run(&fixture), STATUS_OK);
    assert_int_equal(sent_format(), MMC_FORMAT_TYPE_QUICK);
    assert_int_equal(scripted_count(&fixture.scripted, MMC_OPCODE_MODE_SELECT_10), 0);
    burn_fixture_assert_recorded(&fixture, 0, 0, SECTORS);
}

static void test_recipe_overwrite__blank_dvd_rw_is_formatted_fully(void **state)
{
    static const uint8_t types[] = { MMC_FORMAT_TYPE_FULL, MMC_FORMAT_TYPE_CD_RW_FULL };

    (void)state;
    insert_dvd_rw(MMC_PROFILE_DVD_RW_SEQUENTIAL, MMC_DISC_STATUS_EMPTY);
    add_formats(types, sizeof(types));
    assert_int_equal(burn_fixture_run(&fixture), STATUS_OK);
    assert_int_equal(sent_format(), MMC_FORMAT_TYPE_CD_RW_FULL);
}

static void test_recipe_overwrite__dvd_rw_of_a_drive_that_cannot_format(void **state)
{
    static const uint8_t course[] = {
        MMC_OPCODE_MODE_SELECT_10, MMC_OPCODE_SEND_OPC_INFORMATION, MMC_OPCODE_RESERVE_TRACK,
        MMC_OPCODE_WRITE_10,       MMC_OPCODE_SYNCHRONIZE_CACHE,
    };
    static const uint8_t types[] = { MMC_FORMAT_TYPE_FULL };

    (void)state;
    insert(MMC_PROFILE_DVD_RW_SEQUENTIAL, MMC_FEATURE_DVD_R_RW_WRITE, 0, 0, MMC_DISC_STATUS_EMPTY);
    add_formats(types, sizeof(types));
    scripted_good(&fixture.scripted, MMC_OPCODE_MODE_SELECT_10);
    scripted_good(&fixture.scripted, MMC_OPCODE_RESERVE_TRACK);
    assert_int_equal(burn_fixture_run(&fixture), STATUS_OK);
    burn_fixture_assert_course(&fixture, course, sizeof(course));
}

/* A DVD-RW of which `formatted` sectors can be written, in a session with this state. */
static void insert_small_dvd_rw(uint32_t formatted, enum mmc_session_state session)
{
    static const uint8_t types[] = { MMC_FORMAT_TYPE_QUICK, MMC_FORMAT_TYPE_QUICK_GROW };
    const uint8_t capacity[] = {
        0, 0, (uint8_t)((formatted - 1) >> 8), (uint8_t)(formatted - 1), 0, 0, 8, 0
    };

    insert_dvd_rw(MMC_PROFILE_DVD_RW_RESTRICTED_OVERWRITE, MMC_DISC_STATUS_COMPLETE);
    fixture.disc->reply[2] =
        (uint8_t)(MMC_DISC_STATUS_COMPLETE |
                  (unsigned)session << MMC_DISC_INFORMATION_STATUS_BITS_SESSION_SHIFT |
                  MMC_DISC_INFORMATION_STATUS_BITS_ERASABLE);
    for (size_t i = 0; i < fixture.scripted.answer_count; i++) {
        if (fixture.scripted.answers[i].opcode == MMC_OPCODE_READ_CAPACITY)
            memcpy(fixture.scripted.answers[i].reply, capacity, sizeof(capacity));
    }
    add_formats(types, sizeof(types));
    fixture.options.is_overwrite_forced = true;
}

static void test_recipe_overwrite__dvd_rw_grows(void **state)
{
    (void)state;
    insert_small_dvd_rw(256, MMC_SESSION_STATE_COMPLETE);
    assert_int_equal(burn_fixture_run(&fixture), STATUS_OK);
    assert_int_equal(sent_format(), MMC_FORMAT_TYPE_QUICK_GROW);
    burn_fixture_assert_recorded(&fixture, 0, 0, SECTORS);
}

static void test_recipe_overwrite__dvd_rw_is_large_enough(void **state)
{
    (void)state;
    insert_small_dvd_rw(512, MMC_SESSION_STATE_COMPLETE);
    assert_int_equal(burn_fixture_run(&fixture), STATUS_OK);
    assert_int_equal(count_formats(), 0);
    assert_int_equal(scripted_count(&fixture.scripted, MMC_OPCODE_CLOSE_TRACK_SESSION), 0);
}

static void test_recipe_overwrite__dvd_rw_that_was_left_growing(void **state)
{
    const struct burn_closing closing[] = {
        { MMC_OPCODE_SYNCHRONIZE_CACHE, 0 },
        { MMC_OPCODE_CLOSE_TRACK_SESSION, MMC_CLOSE_FUNCTION_SESSION },
    };

    (void)state;
    insert_small_dvd_rw(256, MMC_SESSION_STATE_INCOMPLETE);
    assert_int_equal(burn_fixture_run(&fixture), STATUS_OK);
    assert_int_equal(count_formats(), 0);
    burn_fixture_assert_closing(&fixture, closing, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_teardown(test_recipe_overwrite__##name, teardown)
        TEST(blank_bd_re_is_formatted),
        TEST(no_format_is_offered),
        TEST(formatting_fails),
        TEST(formatted_bd_re_is_not_closed),
        TEST(disk),
        TEST(streaming),
        TEST(streaming_refused),
        TEST(blank_dvd_rw_is_formatted_quickly),
        TEST(blank_dvd_rw_is_formatted_fully),
        TEST(dvd_rw_of_a_drive_that_cannot_format),
        TEST(dvd_rw_grows),
        TEST(dvd_rw_is_large_enough),
        TEST(dvd_rw_that_was_left_growing),
#undef TEST
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
