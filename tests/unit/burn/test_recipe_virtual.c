/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Both recipes of DVD+ against the virtual recorder: what was burned is what its image file holds.
 */
#include "virtual_fixture.h"

#include "mmc/commands.h"
#include "platform/file.h"
#include "support/temporary_folder.h"

#include "support/cmocka_all.h"

#include <stdlib.h>
#include <string.h>

#define SECTOR  BURN_DATA_SECTOR_BYTES
#define SECTORS 5003u

#define DVD_BLOCKS 2295104u

static struct virtual_fixture fixture;

static int setup(void **state)
{
    (void)state;
    virtual_fixture_init(&fixture, "test_burn_recipe_virtual.tmp", SECTORS);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    virtual_fixture_release(&fixture);
    return 0;
}

static void insert(const char *name, enum disc_medium blank)
{
    virtual_fixture_insert(&fixture, name, blank);
}

static enum status run(void)
{
    return virtual_fixture_burn(&fixture);
}

static struct mmc_medium examine(void)
{
    return virtual_fixture_examine(&fixture);
}

static void load_image(size_t sectors)
{
    virtual_fixture_load(&fixture, sectors);
}

/* Asserts that `sectors` of the image file from `lba` on are those of the image burned. */
static void assert_file_holds(const char *name, uint32_t lba, uint32_t stream_sector,
                              uint32_t sectors)
{
    const size_t size = (size_t)sectors * SECTOR;
    uint8_t *bytes = malloc(size);
    struct platform_file *file;
    size_t read;

    assert_non_null(bytes);
    assert_int_equal(platform_file_open(temporary_path(name), PLATFORM_FILE_READ, &file),
                     STATUS_OK);
    assert_int_equal(platform_file_read_at(file, (uint64_t)lba * SECTOR, bytes, size, &read),
                     STATUS_OK);
    platform_file_close(file);
    assert_int_equal(read, size);
    assert_memory_equal(bytes, fixture.image.bytes + (size_t)stream_sector * SECTOR, size);
    free(bytes);
}

static uint64_t file_size(const char *name)
{
    struct platform_file_info info;

    assert_int_equal(platform_file_query(temporary_path(name), &info), STATUS_OK);
    return info.size;
}

static void test_recipe_virtual__dvd_plus_r_finalised(void **state)
{
    (void)state;
    insert("disc.iso", DISC_MEDIUM_DVD_PLUS_R);
    assert_int_equal(run(), STATUS_OK);
    assert_int_equal(examine().disc.status, MMC_DISC_STATUS_COMPLETE);
    assert_file_holds("disc.iso", 0, 0, SECTORS);
    assert_int_equal(file_size("disc.iso") % (16 * SECTOR), 0);
    assert_true(watcher_count(&fixture.watcher, BURN_DATA_ACTION_FINALIZATION) > 1);
    assert_int_equal(run(), STATUS_NOT_SUPPORTED);
    assert_int_equal(fixture.result.failure, BURN_FAILURE_MEDIUM_NOT_SUPPORTED);
}

static void test_recipe_virtual__dvd_plus_r_on_one_thread(void **state)
{
    (void)state;
    fixture.options.is_single_threaded = true;
    insert("disc.iso", DISC_MEDIUM_DVD_PLUS_R);
    assert_int_equal(run(), STATUS_OK);
    examine();
    assert_file_holds("disc.iso", 0, 0, SECTORS);
}

static void test_recipe_virtual__dvd_plus_r_in_two_sessions(void **state)
{
    struct mmc_medium_layout layout;
    struct mmc_medium medium;

    (void)state;
    fixture.options.is_dvd_compatibility_disabled = true;
    insert("disc.iso", DISC_MEDIUM_DVD_PLUS_R);
    assert_int_equal(run(), STATUS_OK);
    medium = examine();
    assert_int_equal(mmc_medium_state(&medium, 0), MMC_MEDIUM_STATE_APPENDABLE);
    assert_int_equal(mmc_medium_layout_read(&fixture.drive, &medium, &layout), STATUS_OK);
    assert_int_equal(layout.previous_session_start, 0);
    assert_in_range(layout.previous_session_end, SECTORS - 1, SECTORS + 15);
    assert_true(layout.next_writable_address > (int32_t)SECTORS);
    assert_true(layout.total_sectors <= DVD_BLOCKS);

    assert_int_equal(run(), STATUS_OK);

    assert_file_holds("disc.iso", 0, 0, SECTORS);
    assert_file_holds("disc.iso", (uint32_t)layout.next_writable_address, 0, SECTORS);
    medium = examine();
    assert_int_equal(mmc_medium_state(&medium, 0), MMC_MEDIUM_STATE_APPENDABLE);
    assert_int_equal(medium.disc.session_count, 3);
}

static void test_recipe_virtual__dvd_plus_r_closed_normally(void **state)
{
    (void)state;
    fixture.options.is_dvd_compatibility_disabled = true;
    fixture.options.is_media_to_be_closed = true;
    insert("disc.iso", DISC_MEDIUM_DVD_PLUS_R);
    assert_int_equal(run(), STATUS_OK);
    assert_int_equal(examine().disc.status, MMC_DISC_STATUS_COMPLETE);
}

static void test_recipe_virtual__dvd_plus_r_too_small(void **state)
{
    (void)state;
    insert("disc.iso", DISC_MEDIUM_DVD_PLUS_R);
    fixture.source.size_bytes = ((uint64_t)DVD_BLOCKS + 1) * SECTOR;
    assert_int_equal(run(), STATUS_TOO_LARGE);
    assert_int_equal(fixture.result.failure, BURN_FAILURE_STREAM_TOO_LARGE);
    assert_int_equal(examine().disc.status, MMC_DISC_STATUS_EMPTY);
}

static void test_recipe_virtual__dvd_plus_r_cancelled(void **state)
{
    struct mmc_medium medium;

    (void)state;
    insert("disc.iso", DISC_MEDIUM_DVD_PLUS_R);
    fixture.cancel_at_write = 10;
    assert_int_equal(run(), STATUS_CANCELLED);
    assert_int_equal(fixture.writes, 10);
    medium = examine();
    assert_int_equal(mmc_medium_state(&medium, 0), MMC_MEDIUM_STATE_APPENDABLE);
    /* The rest of the disc takes the next try. */
    fixture.cancel_at_write = 0;
    assert_int_equal(run(), STATUS_OK);
    assert_file_holds("disc.iso", (uint32_t)medium.open_track.next_writable_address, 0, SECTORS);
}

static void test_recipe_virtual__dvd_plus_r_swapped_meanwhile(void **state)
{
    (void)state;
    insert("disc.iso", DISC_MEDIUM_DVD_PLUS_R);
    fixture.swap_at_write = 10;
    assert_int_equal(run(), STATUS_DEVICE);
    assert_int_equal(fixture.result.failure, BURN_FAILURE_DEVICE);
    /* Nothing of the burn went on to the other disc. */
    assert_int_equal(fixture.writes, 10);
    assert_int_equal(examine().disc.status, MMC_DISC_STATUS_EMPTY);
}

static void test_recipe_virtual__dvd_plus_rw_blank(void **state)
{
    (void)state;
    insert("disc.iso", DISC_MEDIUM_DVD_PLUS_RW);
    assert_int_equal(run(), STATUS_OK);
    assert_true(watcher_count(&fixture.watcher, BURN_DATA_ACTION_FORMATTING_MEDIA) > 1);
    assert_int_equal(examine().disc.background_format, MMC_BACKGROUND_FORMAT_STOPPED);
    assert_file_holds("disc.iso", 0, 0, SECTORS);
}

static void test_recipe_virtual__dvd_plus_rw_again(void **state)
{
    (void)state;
    insert("disc.iso", DISC_MEDIUM_DVD_PLUS_RW);
    assert_int_equal(run(), STATUS_OK);
    load_image(SECTORS + 1000);
    assert_int_equal(run(), STATUS_NOT_EMPTY);
    assert_int_equal(fixture.result.failure, BURN_FAILURE_MEDIUM_NOT_BLANK);
    assert_int_equal(fixture.writes, 0);
    fixture.options.is_overwrite_forced = true;
    assert_int_equal(run(), STATUS_OK);
    assert_file_holds("disc.iso", 0, 0, SECTORS + 1000);
}

static void test_recipe_virtual__dvd_plus_rw_ranges(void **state)
{
    static const struct burn_block_range ranges[] = { { 1000, 1099 }, { 16, 31 } };
    uint8_t *first;

    (void)state;
    insert("disc.iso", DISC_MEDIUM_DVD_PLUS_RW);
    assert_int_equal(run(), STATUS_OK);
    first = malloc(fixture.image.size);
    assert_non_null(first);
    memcpy(first, fixture.image.bytes, fixture.image.size);
    for (size_t i = 0; i < fixture.image.size; i++)
        fixture.image.bytes[i] ^= 0xFF;
    fixture.source.has_ranges = true;
    fixture.source.ranges = ranges;
    fixture.source.range_count = 2;
    assert_int_equal(run(), STATUS_OK);
    assert_file_holds("disc.iso", 1000, 1000, 100);
    assert_file_holds("disc.iso", 16, 16, 16);
    /* The write units around them are rewritten whole, all others stay. */
    assert_file_holds("disc.iso", 992, 992, 8);
    memcpy(fixture.image.bytes, first, fixture.image.size);
    assert_file_holds("disc.iso", 0, 0, 16);
    assert_file_holds("disc.iso", 32, 32, 992 - 32);
    assert_file_holds("disc.iso", 1104, 1104, SECTORS - 1104);
    free(first);
}

static void test_recipe_virtual__dvd_plus_rw_cancelled(void **state)
{
    (void)state;
    insert("disc.iso", DISC_MEDIUM_DVD_PLUS_RW);
    fixture.cancel_at_write = 10;
    assert_int_equal(run(), STATUS_CANCELLED);
    assert_int_equal(examine().disc.background_format, MMC_BACKGROUND_FORMAT_STOPPED);
    fixture.cancel_at_write = 0;
    fixture.options.is_overwrite_forced = true;
    assert_int_equal(run(), STATUS_OK);
    assert_file_holds("disc.iso", 0, 0, SECTORS);
}

static void test_recipe_virtual__quick_verification(void **state)
{
    (void)state;
    fixture.options.verification = BURN_VERIFICATION_QUICK;
    insert("disc.iso", DISC_MEDIUM_DVD_PLUS_R);
    assert_int_equal(run(), STATUS_OK);
    assert_true(watcher_count(&fixture.watcher, BURN_DATA_ACTION_VERIFYING) >= 1);
}

static void test_recipe_virtual__empty_tray(void **state)
{
    (void)state;
    assert_int_equal(run(), STATUS_DEVICE);
    assert_int_equal(fixture.result.device.condition, MMC_CONDITION_NO_MEDIUM);
    assert_int_equal(fixture.writes, 0);
}

static void test_recipe_virtual__tray_opens_afterwards(void **state)
{
    (void)state;
    insert("disc.iso", DISC_MEDIUM_DVD_PLUS_R);
    fixture.image.fails_at = 100 * SECTOR;
    assert_int_equal(run(), STATUS_FOREIGN);
    assert_int_equal(mmc_drive_execute(&fixture.drive, mmc_command_eject(), NULL, 0), STATUS_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(test_recipe_virtual__##name, setup, teardown)
        TEST(dvd_plus_r_finalised),
        TEST(dvd_plus_r_on_one_thread),
        TEST(dvd_plus_r_in_two_sessions),
        TEST(dvd_plus_r_closed_normally),
        TEST(dvd_plus_r_too_small),
        TEST(dvd_plus_r_cancelled),
        TEST(dvd_plus_r_swapped_meanwhile),
        TEST(dvd_plus_rw_blank),
        TEST(dvd_plus_rw_again),
        TEST(dvd_plus_rw_ranges),
        TEST(dvd_plus_rw_cancelled),
        TEST(quick_verification),
        TEST(empty_tray),
        TEST(tray_opens_afterwards),
#undef TEST
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
