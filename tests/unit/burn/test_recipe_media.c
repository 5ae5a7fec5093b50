/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Every kind of writable disc in the virtual recorder: its state before and after each step, five
 * sessions or five times over, closed, cancelled and erased, and what it holds read back.
 */
#include "virtual_fixture.h"

#include "support/cmocka_all.h"

#include <string.h>

#define SECTORS  1003u
#define SESSIONS 5

#define BLANK        ((uint32_t)MMC_MEDIUM_STATE_BLANK)
#define APPENDABLE   ((uint32_t)MMC_MEDIUM_STATE_APPENDABLE)
#define FINAL        ((uint32_t)MMC_MEDIUM_STATE_FINAL_SESSION)
#define OVERWRITABLE ((uint32_t)MMC_MEDIUM_STATE_RANDOMLY_WRITABLE)
#define FINALIZED    ((uint32_t)MMC_MEDIUM_STATE_FINALIZED)
#define ERASE        ((uint32_t)MMC_MEDIUM_STATE_ERASE_REQUIRED)
#define UNSUPPORTED  ((uint32_t)MMC_MEDIUM_STATE_UNSUPPORTED)

/* A kind of disc and its states. */
struct row {
    const char *name;
    enum disc_medium medium;
    enum mmc_media_type type;
    uint32_t blank;    /* states: fresh from the box, ... */
    uint32_t burned;   /* ... after a burn with the options of all these tests, ... */
    uint32_t closed;   /* ... and after one that was to close the disc */
    uint32_t capacity; /* sectors when blank, 0: whatever the kind of disc holds */
    bool is_erasable;
};

static const struct row rows[] = {
    { "CD-R", DISC_MEDIUM_CD_R, MMC_MEDIA_TYPE_CD_R, BLANK | APPENDABLE, APPENDABLE,
      UNSUPPORTED | FINALIZED, 0, false },
    { "CD-RW", DISC_MEDIUM_CD_RW, MMC_MEDIA_TYPE_CD_RW, BLANK | APPENDABLE, APPENDABLE,
      FINALIZED | ERASE, 0, true },
    { "DVD-R", DISC_MEDIUM_DVD_R, MMC_MEDIA_TYPE_DVD_R, BLANK | APPENDABLE, APPENDABLE,
      UNSUPPORTED | FINALIZED, 0, false },
    { "DVD-RW", DISC_MEDIUM_DVD_RW, MMC_MEDIA_TYPE_DVD_RW, BLANK | OVERWRITABLE, OVERWRITABLE,
      OVERWRITABLE, 0, true },
    { "DVD-R DL", DISC_MEDIUM_DVD_R_DL, MMC_MEDIA_TYPE_DVD_R_DL, BLANK | FINAL,
      UNSUPPORTED | FINALIZED, UNSUPPORTED | FINALIZED, 0, false },
    { "DVD-RAM", DISC_MEDIUM_DVD_RAM, MMC_MEDIA_TYPE_DVD_RAM, BLANK | OVERWRITABLE, OVERWRITABLE,
      OVERWRITABLE, 2236704, true },
    { "DVD+R", DISC_MEDIUM_DVD_PLUS_R, MMC_MEDIA_TYPE_DVD_PLUS_R, BLANK | APPENDABLE, APPENDABLE,
      UNSUPPORTED | FINALIZED, 0, false },
    { "DVD+R DL", DISC_MEDIUM_DVD_PLUS_R_DL, MMC_MEDIA_TYPE_DVD_PLUS_R_DL,
      BLANK | FINAL | APPENDABLE, UNSUPPORTED | FINALIZED, UNSUPPORTED | FINALIZED, 0, false },
    { "DVD+RW", DISC_MEDIUM_DVD_PLUS_RW, MMC_MEDIA_TYPE_DVD_PLUS_RW, BLANK | OVERWRITABLE,
      OVERWRITABLE, OVERWRITABLE, 0, true },
    { "DVD+RW DL", DISC_MEDIUM_DVD_PLUS_RW_DL, MMC_MEDIA_TYPE_DVD_PLUS_RW_DL, BLANK | OVERWRITABLE,
      OVERWRITABLE, OVERWRITABLE, 0, true },
    { "BD-R", DISC_MEDIUM_BD_R, MMC_MEDIA_TYPE_BD_R, BLANK | APPENDABLE, APPENDABLE, FINALIZED, 0,
      false },
    { "BD-R DL", DISC_MEDIUM_BD_R_DL, MMC_MEDIA_TYPE_BD_R, BLANK | APPENDABLE, APPENDABLE,
      FINALIZED, 0, false },
    { "BD-RE", DISC_MEDIUM_BD_RE, MMC_MEDIA_TYPE_BD_RE, BLANK | OVERWRITABLE, OVERWRITABLE,
      OVERWRITABLE, 11826176, true },
    { "BD-RE DL", DISC_MEDIUM_BD_RE_DL, MMC_MEDIA_TYPE_BD_RE, BLANK | OVERWRITABLE, OVERWRITABLE,
      OVERWRITABLE, 23652352, true },
};

static struct virtual_fixture fixture;
static const struct row *row;

static void insert(const struct row *present)
{
    row = present;
    print_message("    %s\n", row->name);
    virtual_fixture_init(&fixture, "test_burn_recipe_media.tmp", SECTORS);
    virtual_fixture_insert(&fixture, "disc.iso", row->medium);
    /* A DVD+R would be closed, and a DVD+RW formatted further, after each burn. */
    fixture.options.is_dvd_compatibility_disabled = true;
}

static void take_out(void)
{
    virtual_fixture_release(&fixture);
}

/* Calls `test` with a blank disc of every kind in the drive. */
static void for_every_disc(void (*test)(void))
{
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        insert(&rows[i]);
        test();
        take_out();
    }
}

static uint32_t state_now(void)
{
    const struct mmc_medium medium = virtual_fixture_examine(&fixture);

    return mmc_medium_state(&medium, 0);
}

static bool is_sequential(void)
{
    return !mmc_media_type_is_overwritable(row->type);
}

static bool is_appendable(uint32_t state)
{
    return (state & APPENDABLE) != 0;
}

static void expect_blank(void)
{
    const struct mmc_medium medium = virtual_fixture_examine(&fixture);
    const struct mmc_medium_layout layout = virtual_fixture_layout(&fixture);
    const uint32_t capacity =
        row->capacity != 0 ? row->capacity : disc_medium_capacity_blocks(row->medium);

    assert_int_equal(medium.type, row->type);
    assert_int_equal(mmc_medium_state(&medium, 0), row->blank);
    assert_int_equal(layout.total_sectors, capacity);
    assert_in_range(layout.free_sectors, capacity - 300, capacity);
    assert_int_equal(layout.next_writable_address, 0);
    assert_int_equal(layout.previous_session_start, -1);
    assert_int_equal(layout.previous_session_end, -1);
    assert_int_equal(layout.write_unit, disc_medium_traits(row->medium)->unit_blocks);
}

static void test_recipe_media__blank(void **state)
{
    (void)state;
    for_every_disc(expect_blank);
}

static void expect_burn(int32_t lba)
{
    assert_int_equal(virtual_fixture_burn(&fixture), STATUS_OK);
    assert_int_equal(fixture.watcher.seen[fixture.watcher.count - 1].engine.start_lba, lba);
    virtual_fixture_assert_read(&fixture, lba, 0, SECTORS);
    assert_false(virtual_fixture_examine(&fixture).disc.status == MMC_DISC_STATUS_EMPTY);
}

static void burn_once(void)
{
    expect_burn(0);
    assert_int_equal(state_now(), row->burned);
}

static void test_recipe_media__burned(void **state)
{
    (void)state;
    for_every_disc(burn_once);
}

static void burn_and_close(void)
{
    fixture.options.is_media_to_be_closed = true;
    expect_burn(0);
    assert_int_equal(state_now(), row->closed);
    if ((row->closed & OVERWRITABLE) != 0)
        return;
    assert_int_equal(virtual_fixture_burn(&fixture), STATUS_NOT_SUPPORTED);
    assert_int_equal(fixture.result.failure, BURN_FAILURE_MEDIUM_NOT_SUPPORTED);
    assert_int_equal(fixture.writes, 0);
}

static void test_recipe_media__closed(void **state)
{
    (void)state;
    for_every_disc(burn_and_close);
}

static void burn_sessions(void)
{
    int32_t starts[SESSIONS];

    if (!is_sequential() || !is_appendable(row->burned))
        return;
    for (int i = 0; i < SESSIONS; i++) {
        const struct mmc_medium_layout layout = virtual_fixture_layout(&fixture);

        starts[i] = layout.next_writable_address;
        if (i > 0) {
            assert_int_equal(layout.previous_session_start, starts[i - 1]);
            assert_true(layout.previous_session_end >= starts[i - 1] + (int32_t)SECTORS - 1);
            assert_true(starts[i] > layout.previous_session_end);
        }
        expect_burn(starts[i]);
    }
    for (int i = 0; i < SESSIONS; i++)
        virtual_fixture_assert_read(&fixture, starts[i], 0, SECTORS);
    assert_true(is_appendable(state_now()));
}

static void test_recipe_media__five_sessions(void **state)
{
    (void)state;
    for_every_disc(burn_sessions);
}

/* Each time a little larger, so that a disc that grows has to. */
static void burn_over(void)
{
    if (is_sequential())
        return;
    for (unsigned i = 0; i < SESSIONS; i++) {
        const uint32_t sectors = SECTORS + 100 * i;

        virtual_fixture_load(&fixture, sectors);
        assert_int_equal(virtual_fixture_burn(&fixture), STATUS_OK);
        virtual_fixture_assert_read(&fixture, 0, 0, sectors);
        fixture.options.is_overwrite_forced = true;
    }
    fixture.options.is_overwrite_forced = false;
    assert_int_equal(virtual_fixture_burn(&fixture), STATUS_NOT_EMPTY);
    assert_int_equal(state_now(), OVERWRITABLE);
}

static void test_recipe_media__five_times_over(void **state)
{
    (void)state;
    for_every_disc(burn_over);
}

static void burn_ranges(void)
{
    static const struct burn_block_range ranges[] = { { 992, 1002 }, { 16, 31 } };

    if (is_sequential())
        return;
    assert_int_equal(virtual_fixture_burn(&fixture), STATUS_OK);
    for (size_t i = 0; i < fixture.image.size; i++)
        fixture.image.bytes[i] ^= 0xFF;
    fixture.source.has_ranges = true;
    fixture.source.ranges = ranges;
    fixture.source.range_count = 2;
    assert_int_equal(virtual_fixture_burn(&fixture), STATUS_OK);
    virtual_fixture_assert_read(&fixture, 992, 992, 11);
    virtual_fixture_assert_read(&fixture, 16, 16, 16);
    for (size_t i = 0; i < fixture.image.size; i++)
        fixture.image.bytes[i] ^= 0xFF;
    virtual_fixture_assert_read(&fixture, 32, 32, 960);
}

static void test_recipe_media__ranges(void **state)
{
    (void)state;
    for_every_disc(burn_ranges);
}

/* Announced as a whole, the rest of such a disc is lost; so is all behind a layer break that was
 * set for less. */
static bool is_lost_when_cancelled(void)
{
    return row->type == MMC_MEDIA_TYPE_CD_R || row->type == MMC_MEDIA_TYPE_CD_RW ||
           row->type == MMC_MEDIA_TYPE_DVD_R_DL || row->type == MMC_MEDIA_TYPE_DVD_PLUS_R_DL;
}

/* What is left after a burn was cancelled, and what can be done with it. */
static void cancel(void)
{
    uint32_t state;

    fixture.cancel_at_write = 10;
    assert_int_equal(virtual_fixture_burn(&fixture), STATUS_CANCELLED);
    assert_int_equal(fixture.result.failure, BURN_FAILURE_CANCELLED);
    assert_int_equal(fixture.writes, 10);
    fixture.cancel_at_write = 0;
    fixture.options.is_overwrite_forced = true;
    state = state_now();
    if ((state & MMC_MEDIUM_STATE_UNWRITABLE_MASK) != 0) {
        assert_true(is_lost_when_cancelled());
        assert_int_equal(virtual_fixture_burn(&fixture), STATUS_NOT_SUPPORTED);
        return;
    }
    assert_int_equal(virtual_fixture_burn(&fixture), STATUS_OK);
}

static void test_recipe_media__cancelled(void **state)
{
    (void)state;
    for_every_disc(cancel);
}

static bool cancel_when_reserving(void *context, const struct scsi_command *command,
                                  struct scsi_result *result)
{
    (void)context, (void)result;
    if (command->cdb[0] == MMC_OPCODE_RESERVE_TRACK)
        burn_cancel_request(&fixture.cancel);
    return false;
}

/* A track that was reserved in vain does not take the rest of the disc with it. */
static void cancel_before_the_first_write(void)
{
    if (row->type != MMC_MEDIA_TYPE_DVD_R)
        return;
    fixture.intercept = cancel_when_reserving;
    assert_int_equal(virtual_fixture_burn(&fixture), STATUS_CANCELLED);
    assert_int_equal(fixture.commands[MMC_OPCODE_RESERVE_TRACK], 1);
    fixture.intercept = NULL;
    assert_int_equal(virtual_fixture_burn(&fixture), STATUS_OK);
}

static void test_recipe_media__cancelled_before_the_first_write(void **state)
{
    (void)state;
    for_every_disc(cancel_before_the_first_write);
}

static void erase_as(bool is_full)
{
    struct burn_erase_result result;
    struct mmc_medium medium;
    bool is_blank;

    assert_int_equal(virtual_fixture_burn(&fixture), STATUS_OK);
    assert_int_equal(virtual_fixture_erase(&fixture, is_full, &result), STATUS_OK);
    medium = virtual_fixture_examine(&fixture);
    assert_int_equal(mmc_medium_is_heuristically_blank(&fixture.drive, &medium, &is_blank),
                     STATUS_OK);
    assert_true(is_blank);
    if (row->type == MMC_MEDIA_TYPE_CD_RW || row->type == MMC_MEDIA_TYPE_DVD_RW)
        expect_blank();
    expect_burn(0);
}

static void erase_quickly(void)
{
    if (row->is_erasable)
        erase_as(false);
}

static void test_recipe_media__erased(void **state)
{
    (void)state;
    for_every_disc(erase_quickly);
}

static void erase_whole(void)
{
    /* The others take gigabytes of zeros. */
    if (row->type == MMC_MEDIA_TYPE_CD_RW || row->type == MMC_MEDIA_TYPE_DVD_RW)
        erase_as(true);
}

static void test_recipe_media__erased_fully(void **state)
{
    (void)state;
    for_every_disc(erase_whole);
}

/* An image as large as the drive says that it takes. */
static void burn_to_the_last_sector(void)
{
    const uint64_t most = virtual_fixture_layout(&fixture).free_sectors;

    fixture.source.size_bytes = (most + 1) * BURN_DATA_SECTOR_BYTES;
    assert_int_equal(virtual_fixture_burn(&fixture), STATUS_TOO_LARGE);
    assert_int_equal(state_now(), row->blank);
    assert_int_equal(fixture.writes, 0);
}

static void test_recipe_media__too_large(void **state)
{
    (void)state;
    for_every_disc(burn_to_the_last_sector);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_recipe_media__blank),
        cmocka_unit_test(test_recipe_media__burned),
        cmocka_unit_test(test_recipe_media__closed),
        cmocka_unit_test(test_recipe_media__five_sessions),
        cmocka_unit_test(test_recipe_media__five_times_over),
        cmocka_unit_test(test_recipe_media__ranges),
        cmocka_unit_test(test_recipe_media__cancelled),
        cmocka_unit_test(test_recipe_media__cancelled_before_the_first_write),
        cmocka_unit_test(test_recipe_media__erased),
        cmocka_unit_test(test_recipe_media__erased_fully),
        cmocka_unit_test(test_recipe_media__too_large),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
