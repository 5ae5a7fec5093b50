/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of the recipe of DVD-R and DVD-R DL: incremental and at once. */
#include "burn_fixture.h"

#include "mmc/cdb.h"
#include "mmc/profiles.h"

#include "support/cmocka_all.h"

#include <string.h>

#define SECTORS 500u

/* Where the page begins in what was sent. */
#define PAGE sizeof(struct mmc_mode_header_wire)

static struct burn_fixture fixture;

static void insert(uint16_t profile)
{
    const struct burn_fixture_medium medium = {
        .profile = profile,
        .feature = MMC_FEATURE_DVD_R_RW_WRITE,
        .status = MMC_DISC_STATUS_EMPTY,
    };

    burn_fixture_init(&fixture, SECTORS, &medium);
    burn_fixture_add_track(&fixture, reply_open_track(1, 1, 0, 0, FREE_SECTORS), 0);
    scripted_good(&fixture.scripted, MMC_OPCODE_MODE_SELECT_10);
    scripted_good(&fixture.scripted, MMC_OPCODE_RESERVE_TRACK);
}

static int setup(void **state)
{
    (void)state;
    insert(MMC_PROFILE_DVD_R_SEQUENTIAL);
    return 0;
}

static int setup_dual_layer(void **state)
{
    (void)state;
    insert(MMC_PROFILE_DVD_R_DL_SEQUENTIAL);
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

static uint32_t reserved_sectors(void)
{
    struct mmc_cdb_reserve_track cdb;

    memcpy(&cdb, scripted_sent(&fixture.scripted, MMC_OPCODE_RESERVE_TRACK, 0)->command.cdb,
           sizeof(cdb));
    return be32_get(cdb.blocks);
}

static void test_recipe_dvd_r__incremental(void **state)
{
    static const uint8_t course[] = {
        MMC_OPCODE_MODE_SELECT_10,      MMC_OPCODE_SEND_OPC_INFORMATION,
        MMC_OPCODE_RESERVE_TRACK,       MMC_OPCODE_WRITE_10,
        MMC_OPCODE_SYNCHRONIZE_CACHE,   MMC_OPCODE_CLOSE_TRACK_SESSION,
        MMC_OPCODE_CLOSE_TRACK_SESSION,
    };

    (void)state;
    assert_int_equal(burn_fixture_run(&fixture), STATUS_OK);
    burn_fixture_assert_course(&fixture, course, sizeof(course));
    burn_fixture_assert_recorded(&fixture, 0, 0, SECTORS);
    assert_int_equal(page()[2], MMC_MODE_WRITE_TYPE_BITS_BUFE | MMC_MODE_WRITE_TYPE_BITS_LS_V);
    assert_int_equal(page()[3], MMC_MODE_TRACK_MODE_BITS_MULTISESSION_OPEN | 5);
    assert_int_equal(page()[5], 16);
    assert_int_equal(page()[13], 16);
    assert_int_equal(reserved_sectors(), 512);
}

static void test_recipe_dvd_r__at_once_when_closed(void **state)
{
    static const uint8_t course[] = {
        MMC_OPCODE_MODE_SELECT_10, MMC_OPCODE_SEND_OPC_INFORMATION, MMC_OPCODE_RESERVE_TRACK,
        MMC_OPCODE_WRITE_10,       MMC_OPCODE_SYNCHRONIZE_CACHE,
    };

    (void)state;
    fixture.options.is_media_to_be_closed = true;
    assert_int_equal(burn_fixture_run(&fixture), STATUS_OK);
    burn_fixture_assert_course(&fixture, course, sizeof(course));
    assert_int_equal(page()[2], MMC_MODE_WRITE_TYPE_BITS_BUFE | MMC_WRITE_TYPE_SESSION_AT_ONCE);
    assert_int_equal(page()[3], 5);
    assert_int_equal(page()[5], 0);
}

static void test_recipe_dvd_r__last_session(void **state)
{
    struct mmc_disc_information_wire disc =
        reply_disc_information(MMC_DISC_STATUS_INCOMPLETE, MMC_SESSION_STATE_EMPTY, false);

    (void)state;
    teardown(NULL);
    insert(MMC_PROFILE_DVD_R_SEQUENTIAL);
    reply_set_sessions(&disc, 2, 2, 2);
    memcpy(fixture.disc->reply, &disc, sizeof(disc));
    for (size_t i = 0; i < fixture.scripted.answer_count; i++) {
        const struct mmc_track_information_wire track = reply_open_track(2, 2, 4096, 4096, 9999);

        if (fixture.scripted.answers[i].opcode == MMC_OPCODE_READ_TRACK_INFORMATION)
            memcpy(fixture.scripted.answers[i].reply, &track, sizeof(track));
    }
    fixture.options.is_media_to_be_closed = true;
    assert_int_equal(burn_fixture_run(&fixture), STATUS_OK);
    burn_fixture_assert_recorded(&fixture, 4096, 0, SECTORS);
    /* Incremental still, but nothing may follow. */
    assert_int_equal(page()[2], MMC_MODE_WRITE_TYPE_BITS_BUFE | MMC_MODE_WRITE_TYPE_BITS_LS_V);
    assert_int_equal(page()[3], 5);
    assert_int_equal(
        scripted_sent(&fixture.scripted, MMC_OPCODE_CLOSE_TRACK_SESSION, 0)->command.cdb[5], 2);
    assert_int_equal(
        scripted_sent(&fixture.scripted, MMC_OPCODE_CLOSE_TRACK_SESSION, 1)->command.cdb[2],
        MMC_CLOSE_FUNCTION_SESSION);
}

static void test_recipe_dvd_r__reservation_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < fixture.scripted.answer_count; i++) {
        struct scripted_answer *answer = &fixture.scripted.answers[i];

        if (answer->opcode != MMC_OPCODE_RESERVE_TRACK)
            continue;
        answer->outcome = SCSI_OUTCOME_CHECK_CONDITION;
        answer->sense.code = SCSI_SENSE_CODE_NO_MORE_RESERVATIONS;
    }
    assert_int_equal(burn_fixture_run(&fixture), STATUS_DEVICE);
    assert_int_equal(fixture.result.device.opcode, MMC_OPCODE_RESERVE_TRACK);
    assert_int_equal(scripted_count(&fixture.scripted, MMC_OPCODE_WRITE_10), 0);
}

/* A track that waits to be written would keep the disc from everything else; an empty one cannot be
 * closed. */
static void test_recipe_dvd_r__reserved_track_is_closed_when_nothing_comes(void **state)
{
    const struct burn_closing closing[] = {
        { MMC_OPCODE_SYNCHRONIZE_CACHE, 0 },
        { MMC_OPCODE_CLOSE_TRACK_SESSION, MMC_CLOSE_FUNCTION_TRACK },
        { MMC_OPCODE_CLOSE_TRACK_SESSION, MMC_CLOSE_FUNCTION_SESSION },
    };

    (void)state;
    fixture.image.fails_at = 1;
    fixture.image.largest_read = 1;
    assert_int_equal(burn_fixture_run(&fixture), STATUS_FOREIGN);
    assert_int_equal(scripted_count(&fixture.scripted, MMC_OPCODE_WRITE_10), 1);
    assert_int_equal(scripted_sent(&fixture.scripted, MMC_OPCODE_WRITE_10, 0)->size, 16 * 2048);
    burn_fixture_assert_closing(&fixture, closing, 3);
}

static void test_recipe_dvd_r__two_layers_at_once(void **state)
{
    static const uint8_t course[] = {
        MMC_OPCODE_MODE_SELECT_10,
        MMC_OPCODE_SEND_DISC_STRUCTURE,
        MMC_OPCODE_SEND_OPC_INFORMATION,
        MMC_OPCODE_RESERVE_TRACK,
        MMC_OPCODE_WRITE_10,
        MMC_OPCODE_SYNCHRONIZE_CACHE,
    };
    const struct scripted_entry *layer;

    (void)state;
    scripted_good(&fixture.scripted, MMC_OPCODE_SEND_DISC_STRUCTURE);
    assert_int_equal(burn_fixture_run(&fixture), STATUS_OK);
    burn_fixture_assert_course(&fixture, course, sizeof(course));
    assert_int_equal(page()[2], MMC_MODE_WRITE_TYPE_BITS_BUFE | MMC_WRITE_TYPE_SESSION_AT_ONCE);
    assert_int_equal(page()[3], 5);
    layer = scripted_sent(&fixture.scripted, MMC_OPCODE_SEND_DISC_STRUCTURE, 0);
    assert_int_equal(layer->command.cdb[7], 0x20);
    assert_int_equal(layer->size, 12);
    assert_int_equal(layer->data[1], 10);
    /* Half of 512 sectors. */
    assert_int_equal(layer->data[10] << 8 | layer->data[11], 256);
}

static void test_recipe_dvd_r__layer_break_refused(void **state)
{
    (void)state;
    assert_int_equal(burn_fixture_run(&fixture), STATUS_OK);
    assert_int_equal(scripted_count(&fixture.scripted, MMC_OPCODE_SEND_DISC_STRUCTURE), 1);
}

static void test_recipe_dvd_r__layer_jump_disc_that_has_begun(void **state)
{
    (void)state;
    teardown(NULL);
    insert(MMC_PROFILE_DVD_R_DL_LAYER_JUMP);
    burn_fixture_set_disc(&fixture, MMC_DISC_STATUS_INCOMPLETE, MMC_BACKGROUND_FORMAT_NONE);
    assert_int_equal(burn_fixture_run(&fixture), STATUS_NOT_SUPPORTED);
    assert_int_equal(fixture.result.failure, BURN_FAILURE_MEDIUM_NOT_SUPPORTED);
    burn_fixture_assert_untouched(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name, begin)                                                                          \
    cmocka_unit_test_setup_teardown(test_recipe_dvd_r__##name, begin, teardown)
        TEST(incremental, setup),
        TEST(at_once_when_closed, setup),
        TEST(last_session, setup),
        TEST(reservation_refused, setup),
        TEST(reserved_track_is_closed_when_nothing_comes, setup),
        TEST(two_layers_at_once, setup_dual_layer),
        TEST(layer_break_refused, setup_dual_layer),
        TEST(layer_jump_disc_that_has_begun, setup_dual_layer),
#undef TEST
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
