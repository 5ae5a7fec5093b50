/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of the CD recipe: gaps, cue sheet, write parameters, closing, cancelling. */
#include "burn_fixture.h"

#include "mmc/cdb.h"
#include "mmc/profiles.h"

#include "support/cmocka_all.h"

#include <string.h>

#define SECTORS 500u
#define FREE    300000u

/* Where page and cue sheet begin in what was sent. */
#define PAGE  sizeof(struct mmc_mode_header_wire)
#define SHEET 0

static struct burn_fixture fixture;

/* How many sectors were written from where; the scripted medium knows no negative addresses. */
static int32_t first_lba;
static uint32_t written;
static uint32_t cancel_after; /* so many of them; 0: never */

static void count_writes(void *context, const struct scsi_command *command)
{
    struct mmc_cdb_read_write_10 cdb;

    (void)context;
    if (command->cdb[0] != MMC_OPCODE_WRITE_10)
        return;
    memcpy(&cdb, command->cdb, sizeof(cdb));
    if (written == 0)
        first_lba = (int32_t)be32_get(cdb.lba);
    written += be16_get(cdb.blocks);
    if (cancel_after != 0 && written >= cancel_after)
        burn_cancel_request(&fixture.cancel);
}

static void insert(uint16_t profile, uint8_t mastering, struct mmc_track_information_wire track)
{
    const struct burn_fixture_medium medium = {
        .profile = profile,
        .feature = MMC_FEATURE_CD_TRACK_AT_ONCE,
        .other_feature = MMC_FEATURE_CD_MASTERING,
        .other_flags = mastering,
        .status = MMC_DISC_STATUS_EMPTY,
    };

    burn_fixture_init(&fixture, SECTORS, &medium);
    burn_fixture_add_track(&fixture, track, 0);
    scripted_good(&fixture.scripted, MMC_OPCODE_MODE_SELECT_10);
    scripted_good(&fixture.scripted, MMC_OPCODE_SEND_CUE_SHEET);
    scripted_good(&fixture.scripted, MMC_OPCODE_WRITE_10);
    fixture.scripted.on_command = count_writes;
    written = 0;
    cancel_after = 0;
}

static int setup(void **state)
{
    (void)state;
    insert(MMC_PROFILE_CD_R, MMC_FEATURE_CD_MASTERING_BITS_SAO, reply_open_track(1, 1, 0, 0, FREE));
    return 0;
}

static int setup_track_at_once(void **state)
{
    (void)state;
    insert(MMC_PROFILE_CD_RW, 0, reply_open_track(1, 1, 0, 0, FREE));
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    burn_fixture_release(&fixture);
    return 0;
}

static const uint8_t *page(void)
{
    return scripted_sent(&fixture.scripted, MMC_OPCODE_MODE_SELECT_10, 0)->data + PAGE;
}

static void test_recipe_cd__session_at_once(void **state)
{
    static const uint8_t course[] = {
        MMC_OPCODE_MODE_SELECT_10, MMC_OPCODE_SEND_OPC_INFORMATION, MMC_OPCODE_SEND_CUE_SHEET,
        MMC_OPCODE_WRITE_10,       MMC_OPCODE_SYNCHRONIZE_CACHE,
    };

    (void)state;
    assert_int_equal(burn_fixture_run(&fixture), STATUS_OK);
    burn_fixture_assert_course(&fixture, course, sizeof(course));
    assert_int_equal(page()[2], MMC_MODE_WRITE_TYPE_BITS_BUFE | MMC_WRITE_TYPE_SESSION_AT_ONCE);
    assert_int_equal(page()[3], MMC_MODE_TRACK_MODE_BITS_MULTISESSION_OPEN | 4);
    assert_int_equal(page()[4], MMC_DATA_BLOCK_TYPE_MODE_1);
    assert_int_equal(first_lba, -150);
    assert_int_equal(written, 150 + SECTORS + 150);
}

static void test_recipe_cd__cue_sheet(void **state)
{
    /* 500 sectors and the post-gap: the lead-out is at address 650. */
    static const uint8_t expected[] = {
        0x41, 0x00, 0, 0x14, 0, 0, 0, 0, 0x41, 0x01, 0, 0x10, 0, 0, 0,  0,
        0x41, 0x01, 1, 0x10, 0, 0, 2, 0, 0x41, 0xAA, 1, 0x14, 0, 0, 10, 50,
    };
    const struct scripted_entry *sent;

    (void)state;
    assert_int_equal(burn_fixture_run(&fixture), STATUS_OK);
    sent = scripted_sent(&fixture.scripted, MMC_OPCODE_SEND_CUE_SHEET, 0);
    assert_int_equal(sent->size, sizeof(expected));
    assert_memory_equal(sent->data + SHEET, expected, sizeof(expected));
}

static void test_recipe_cd__gaps_are_not_reported(void **state)
{
    (void)state;
    assert_int_equal(burn_fixture_run(&fixture), STATUS_OK);
    for (size_t i = 0; i < fixture.watcher.count; i++) {
        assert_int_equal(fixture.watcher.seen[i].engine.start_lba, 0);
        assert_int_equal(fixture.watcher.seen[i].engine.sector_count, SECTORS);
    }
    assert_int_equal(fixture.watcher.seen[fixture.watcher.count - 1].engine.last_written_lba,
                     SECTORS - 1);
}

static void test_recipe_cd__postgap_in_the_image(void **state)
{
    (void)state;
    fixture.options.is_postgap_in_image = true;
    assert_int_equal(burn_fixture_run(&fixture), STATUS_OK);
    assert_int_equal(written, 150 + SECTORS);
}

static void test_recipe_cd__closed(void **state)
{
    (void)state;
    fixture.options.is_media_to_be_closed = true;
    fixture.options.is_buffer_underrun_free_disabled = true;
    assert_int_equal(burn_fixture_run(&fixture), STATUS_OK);
    assert_int_equal(page()[2], MMC_WRITE_TYPE_SESSION_AT_ONCE);
    assert_int_equal(page()[3], 4);
    assert_int_equal(scripted_count(&fixture.scripted, MMC_OPCODE_CLOSE_TRACK_SESSION), 0);
}

static void set_free(uint32_t free_blocks)
{
    const struct mmc_track_information_wire track = reply_open_track(1, 1, 0, 0, free_blocks);

    for (size_t i = 0; i < fixture.scripted.answer_count; i++) {
        if (fixture.scripted.answers[i].opcode == MMC_OPCODE_READ_TRACK_INFORMATION)
            memcpy(fixture.scripted.answers[i].reply, &track, sizeof(track));
    }
}

static void test_recipe_cd__room_for_gap_and_run_out(void **state)
{
    (void)state;
    set_free(SECTORS + 150 + 2);
    assert_int_equal(burn_fixture_run(&fixture), STATUS_OK);
    /* The disc is full then, and so is closed. */
    assert_int_equal(page()[3], 4);
    set_free(SECTORS + 150 + 1);
    assert_int_equal(burn_fixture_run(&fixture), STATUS_TOO_LARGE);
    fixture.options.is_postgap_in_image = true;
    assert_int_equal(burn_fixture_run(&fixture), STATUS_OK);
    set_free(SECTORS + 1);
    assert_int_equal(burn_fixture_run(&fixture), STATUS_TOO_LARGE);
}

static void test_recipe_cd__second_session(void **state)
{
    struct mmc_disc_information_wire disc =
        reply_disc_information(MMC_DISC_STATUS_INCOMPLETE, MMC_SESSION_STATE_EMPTY, false);

    (void)state;
    teardown(NULL);
    insert(MMC_PROFILE_CD_R, MMC_FEATURE_CD_MASTERING_BITS_SAO,
           reply_open_track(2, 2, 12200, 12200, FREE));
    reply_set_sessions(&disc, 2, 2, 2);
    disc.disc_type = MMC_DISC_TYPE_CD_ROM_XA;
    memcpy(fixture.disc->reply, &disc, sizeof(disc));
    assert_int_equal(burn_fixture_run(&fixture), STATUS_OK);
    assert_int_equal(page()[8], MMC_DISC_TYPE_CD_ROM_XA);
    assert_int_equal(first_lba, 12050);
    assert_int_equal(scripted_sent(&fixture.scripted, MMC_OPCODE_SEND_CUE_SHEET, 0)->data[17], 2);
    assert_int_equal(fixture.watcher.seen[fixture.watcher.count - 1].engine.start_lba, 12200);
}

static void test_recipe_cd__track_at_once(void **state)
{
    static const uint8_t course[] = {
        MMC_OPCODE_MODE_SELECT_10,
        MMC_OPCODE_SEND_OPC_INFORMATION,
        MMC_OPCODE_WRITE_10,
        MMC_OPCODE_SYNCHRONIZE_CACHE,
        MMC_OPCODE_CLOSE_TRACK_SESSION,
        MMC_OPCODE_CLOSE_TRACK_SESSION,
    };

    (void)state;
    assert_int_equal(burn_fixture_run(&fixture), STATUS_OK);
    burn_fixture_assert_course(&fixture, course, sizeof(course));
    assert_int_equal(page()[2], MMC_MODE_WRITE_TYPE_BITS_BUFE | MMC_WRITE_TYPE_TRACK_AT_ONCE);
    assert_int_equal(first_lba, 0);
    assert_int_equal(written, SECTORS + 150);
}

static void test_recipe_cd__track_at_once_cancelled(void **state)
{
    const struct burn_closing closing[] = {
        { MMC_OPCODE_SYNCHRONIZE_CACHE, 0 },
        { MMC_OPCODE_CLOSE_TRACK_SESSION, MMC_CLOSE_FUNCTION_TRACK },
        { MMC_OPCODE_CLOSE_TRACK_SESSION, MMC_CLOSE_FUNCTION_SESSION },
    };

    (void)state;
    cancel_after = 1;
    assert_int_equal(burn_fixture_run(&fixture), STATUS_CANCELLED);
    burn_fixture_assert_closing(&fixture, closing, 3);
}

/* The session that was announced can be neither completed nor closed: the drive ends it. */
static void test_recipe_cd__session_at_once_cancelled(void **state)
{
    const struct burn_closing closing[] = { { MMC_OPCODE_SYNCHRONIZE_CACHE, 0 } };

    (void)state;
    cancel_after = 300;
    assert_int_equal(burn_fixture_run(&fixture), STATUS_CANCELLED);
    assert_in_range(written, 300, 331);
    burn_fixture_assert_closing(&fixture, closing, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define AT_ONCE(name) cmocka_unit_test_setup_teardown(test_recipe_cd__##name, setup, teardown)
#define TRACK(name)                                                                                \
    cmocka_unit_test_setup_teardown(test_recipe_cd__##name, setup_track_at_once, teardown)
        AT_ONCE(session_at_once),
        AT_ONCE(cue_sheet),
        AT_ONCE(gaps_are_not_reported),
        AT_ONCE(postgap_in_the_image),
        AT_ONCE(closed),
        AT_ONCE(room_for_gap_and_run_out),
        AT_ONCE(second_session),
        AT_ONCE(session_at_once_cancelled),
        TRACK(track_at_once),
        TRACK(track_at_once_cancelled),
#undef TRACK
#undef AT_ONCE
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
