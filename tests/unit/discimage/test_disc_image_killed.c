/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A process that dies before any of its writes leaves a disc that opens, with all it had recorded.
 */
#include "discimage/disc_image.h"

#include "memory_storage.h"
#include "support/cmocka_all.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define GAP  2048
#define UNIT 16

/* What the disc was told to do so far; a killed call counts as not told. */
struct journal {
    unsigned units_in_track[2];
    unsigned tracks_closed;
    unsigned sessions_closed;
    bool is_finalised;
};

/* Every step either succeeds or ends the process. */
#define STEP(call)                                                                                 \
    do {                                                                                           \
        if ((call) != STATUS_OK)                                                                   \
            return false;                                                                          \
    } while (0)

static bool record(struct disc_image *image, uint16_t track, struct journal *journal)
{
    uint8_t block[UNIT * DISC_BLOCK_SIZE];

    memset(block, 'A' + track, sizeof(block));
    for (unsigned i = 0; i < 3; i++) {
        STEP(disc_image_append(image, track, UNIT, block));
        journal->units_in_track[track - 1]++;
    }
    return true;
}

/* Two sessions of one track each, then the disc is finalised. */
static bool burn(struct disc_storage *storage, struct disc_image **image, struct journal *journal)
{
    STEP(disc_image_create(storage, DISC_MEDIUM_DVD_PLUS_R));
    STEP(disc_image_open(storage, DISC_MEDIUM_NONE, image));
    for (uint16_t track = 1; track <= 2; track++) {
        if (!record(*image, track, journal))
            return false;
        STEP(disc_image_close_track(*image, track, 0, UNIT));
        journal->tracks_closed++;
        if (track == 1) {
            STEP(disc_image_close_session(*image, GAP));
            journal->sessions_closed++;
        }
    }
    STEP(disc_image_finalise(*image));
    journal->is_finalised = true;
    return true;
}

static void assert_disc_matches(struct disc_image *image, const struct journal *journal)
{
    const struct disc_state *disc = disc_image_state(image);
    uint8_t back[DISC_BLOCK_SIZE];

    assert_int_equal(disc->is_finalised, journal->is_finalised);
    for (unsigned i = 0; i < 2 && journal->units_in_track[i] > 0; i++) {
        const struct disc_track *track = &disc->tracks[i];

        assert_int_equal(track->recorded, journal->units_in_track[i] * UNIT);
        assert_int_equal(track->state,
                         i < journal->tracks_closed ? DISC_TRACK_COMPLETE : DISC_TRACK_OPEN);
        assert_int_equal(track->session, i + 1);
        assert_int_equal(disc_image_read(image, track->start + track->recorded - 1, 1, back),
                         STATUS_OK);
        assert_int_equal(back[DISC_BLOCK_SIZE - 1], 'A' + i + 1);
    }
    assert_int_equal(disc->session_count, 1 + (journal->sessions_closed > 0 ? 1 : 0));
}

static void test_disc_image_killed__write_once(void **state)
{
    bool is_done = false;
    unsigned limit = 0;

    (void)state;
    for (; !is_done; limit++) {
        struct memory_storage memory;
        struct disc_image *image = NULL;
        struct journal journal = { { 0 }, 0, 0, false };

        memory_storage_init(&memory);
        memory.writes_left = limit;
        is_done = burn(&memory.storage, &image, &journal);
        disc_image_close(image);

        memory.writes_left = UINT_MAX;
        assert_int_equal(disc_image_open(&memory.storage, DISC_MEDIUM_NONE, &image),
                         limit == 0 ? STATUS_NOT_FOUND : STATUS_OK);
        if (image != NULL)
            assert_disc_matches(image, &journal);
        disc_image_close(image);
        memory_storage_release(&memory);
    }
    assert_int_equal(limit, 13); /* 12 writes, and the run that lacked none */
}

/* A write cut anywhere leaves whole units, and the disc goes on behind them. */
static void test_disc_image_killed__within_a_write(void **state)
{
    uint8_t block[UNIT * DISC_BLOCK_SIZE];

    (void)state;
    memset(block, 'n', sizeof(block));
    for (uint64_t size = 0; size <= 2 * sizeof(block); size += 1021) {
        struct memory_storage memory;
        struct disc_image *image;
        const uint32_t units = (uint32_t)(size / sizeof(block));

        memory_storage_init(&memory);
        assert_int_equal(disc_image_create(&memory.storage, DISC_MEDIUM_DVD_PLUS_R), STATUS_OK);
        memory_storage_set_data(&memory, size, 'o');

        assert_int_equal(disc_image_open(&memory.storage, DISC_MEDIUM_NONE, &image), STATUS_OK);
        assert_int_equal(disc_image_state(image)->tracks[0].recorded, units * UNIT);
        assert_int_equal(disc_image_append(image, 1, UNIT, block), STATUS_OK);
        assert_int_equal(memory.data[units * sizeof(block)], 'n');
        disc_image_close(image);
        memory_storage_release(&memory);
    }
}

/* What a killed write left behind the last unit does not stay on the disc when it is closed. */
static void test_disc_image_killed__torn_unit_then_closed(void **state)
{
    const uint64_t size = (UNIT + 5) * DISC_BLOCK_SIZE + 7;

    (void)state;
    for (unsigned finalised = 0; finalised < 2; finalised++) {
        struct memory_storage memory;
        struct disc_image *image;

        memory_storage_init(&memory);
        assert_int_equal(disc_image_create(&memory.storage, DISC_MEDIUM_DVD_PLUS_R), STATUS_OK);
        memory_storage_set_data(&memory, size, 'o');
        assert_int_equal(disc_image_open(&memory.storage, DISC_MEDIUM_NONE, &image), STATUS_OK);
        assert_int_equal(disc_image_close_track(image, 1, 0, UNIT), STATUS_OK);
        if (finalised)
            assert_int_equal(disc_image_finalise(image), STATUS_OK);
        disc_image_close(image);

        assert_int_equal(memory.size, UNIT * DISC_BLOCK_SIZE);
        assert_int_equal(disc_image_open(&memory.storage, DISC_MEDIUM_NONE, &image), STATUS_OK);
        assert_int_equal(disc_image_state(image)->is_finalised, finalised);
        disc_image_close(image);
        memory_storage_release(&memory);
    }
}

/* The same in a session that nothing else was written to. */
static void test_disc_image_killed__torn_unit_in_empty_session(void **state)
{
    struct memory_storage memory;
    struct disc_image *image;
    uint8_t block[UNIT * DISC_BLOCK_SIZE] = { 1 };

    (void)state;
    memory_storage_init(&memory);
    assert_int_equal(disc_image_create(&memory.storage, DISC_MEDIUM_DVD_PLUS_R), STATUS_OK);
    assert_int_equal(disc_image_open(&memory.storage, DISC_MEDIUM_NONE, &image), STATUS_OK);
    assert_int_equal(disc_image_append(image, 1, UNIT, block), STATUS_OK);
    assert_int_equal(disc_image_close_track(image, 1, 0, UNIT), STATUS_OK);
    assert_int_equal(disc_image_close_session(image, GAP), STATUS_OK);
    disc_image_close(image);
    memory_storage_set_data(&memory, (UNIT + GAP + 3) * DISC_BLOCK_SIZE, 'o');

    assert_int_equal(disc_image_open(&memory.storage, DISC_MEDIUM_NONE, &image), STATUS_OK);
    assert_int_equal(disc_image_state(image)->tracks[1].recorded, 0);
    assert_int_equal(disc_image_finalise(image), STATUS_OK);
    disc_image_close(image);
    assert_int_equal(disc_image_open(&memory.storage, DISC_MEDIUM_NONE, &image), STATUS_OK);
    disc_image_close(image);
    memory_storage_release(&memory);
}

/* What a reserved track took after the last flush may be lost, never what was flushed. */
static void test_disc_image_killed__reserved_track(void **state)
{
    struct memory_storage memory;
    struct disc_image *image;
    uint8_t block[UNIT * DISC_BLOCK_SIZE] = { 1 };

    (void)state;
    memory_storage_init(&memory);
    assert_int_equal(disc_image_create(&memory.storage, DISC_MEDIUM_DVD_PLUS_R), STATUS_OK);
    assert_int_equal(disc_image_open(&memory.storage, DISC_MEDIUM_NONE, &image), STATUS_OK);
    assert_int_equal(disc_image_reserve_track(image, 64, UNIT), STATUS_OK);
    assert_int_equal(disc_image_append(image, 2, UNIT, block), STATUS_OK);
    assert_int_equal(disc_image_append(image, 1, UNIT, block), STATUS_OK);
    assert_int_equal(disc_image_flush(image), STATUS_OK);
    assert_int_equal(disc_image_append(image, 1, UNIT, block), STATUS_OK);
    disc_image_close(image);

    assert_int_equal(disc_image_open(&memory.storage, DISC_MEDIUM_NONE, &image), STATUS_OK);
    assert_int_equal(disc_image_state(image)->tracks[0].recorded, UNIT);
    assert_int_equal(disc_image_state(image)->tracks[1].recorded, UNIT);
    disc_image_close(image);
    memory_storage_release(&memory);
}

/* A session of audio in one go, gap and CD-Text included. */
static bool burn_audio(struct disc_storage *storage, struct disc_image **image, bool *is_closed)
{
    static const struct disc_track tracks[] = {
        { .start = 0, .size = 4, .mode = DISC_TRACK_MODE_AUDIO },
        { .start = 6, .size = 4, .pregap = 2, .mode = DISC_TRACK_MODE_AUDIO },
    };
    static const struct disc_session session = {
        .track_count = 2,
        .tracks = tracks,
        .catalog_number = "0123456789012",
        .has_sectors = true,
    };
    static const uint8_t packs[18] = { 0x80 };
    uint8_t sectors[4 * DISC_SECTOR_SIZE];

    memset(sectors, 'a', sizeof(sectors));
    STEP(disc_image_create(storage, DISC_MEDIUM_CD_R));
    STEP(disc_image_open(storage, DISC_MEDIUM_NONE, image));
    STEP(disc_image_announce(*image, &session));
    STEP(disc_image_append(*image, 1, 4, sectors));
    STEP(disc_image_fill_gap(*image, 4, 2, sectors));
    STEP(disc_image_append(*image, 2, 4, sectors));
    STEP(disc_image_set_cd_text(*image, packs, sizeof(packs)));
    STEP(disc_image_close_track(*image, 1, 0, 0));
    STEP(disc_image_close_track(*image, 2, 0, 0));
    STEP(disc_image_finalise(*image));
    *is_closed = true;
    return true;
}

/* Until it is closed the disc is blank or damaged; what a killed process left can be made good. */
static void test_disc_image_killed__audio(void **state)
{
    bool is_done = false;

    (void)state;
    for (unsigned limit = 2; !is_done; limit++) {
        struct memory_storage memory;
        struct disc_image *image = NULL;
        bool is_closed = false;

        memory_storage_init(&memory);
        memory.writes_left = limit;
        is_done = burn_audio(&memory.storage, &image, &is_closed);
        disc_image_close(image);

        memory.writes_left = UINT_MAX;
        assert_int_equal(disc_image_open(&memory.storage, DISC_MEDIUM_NONE, &image), STATUS_OK);
        assert_int_equal(disc_image_state(image)->is_finalised, is_closed);
        if (disc_image_state(image)->is_damaged)
            assert_int_equal(disc_image_salvage(image), STATUS_OK);
        disc_image_close(image);
        assert_int_equal(disc_image_open(&memory.storage, DISC_MEDIUM_NONE, &image), STATUS_OK);
        assert_false(disc_image_state(image)->is_damaged);
        disc_image_close(image);
        memory_storage_release(&memory);
    }
}

static bool format_and_write(struct disc_storage *storage, struct disc_image **image)
{
    uint8_t block[UNIT * DISC_BLOCK_SIZE];

    memset(block, 'w', sizeof(block));
    STEP(disc_image_create(storage, DISC_MEDIUM_DVD_PLUS_RW));
    STEP(disc_image_open(storage, DISC_MEDIUM_NONE, image));
    STEP(disc_image_set_format(*image, DISC_FORMAT_RUNNING, 0));
    STEP(disc_image_erase(*image));
    STEP(disc_image_overwrite(*image, 0, UNIT, block));
    STEP(disc_image_set_format(*image, DISC_FORMAT_COMPLETE, 2295104));
    return true;
}

static void test_disc_image_killed__rewritable(void **state)
{
    static const enum disc_format expected[] = {
        DISC_FORMAT_NONE,    DISC_FORMAT_NONE,    DISC_FORMAT_NONE,     DISC_FORMAT_STOPPED,
        DISC_FORMAT_STOPPED, DISC_FORMAT_STOPPED, DISC_FORMAT_COMPLETE,
    };

    (void)state;
    for (unsigned limit = 1; limit < sizeof(expected) / sizeof(expected[0]); limit++) {
        struct memory_storage memory;
        struct disc_image *image = NULL;

        memory_storage_init(&memory);
        memory.writes_left = limit;
        format_and_write(&memory.storage, &image);
        disc_image_close(image);

        assert_int_equal(disc_image_open(&memory.storage, DISC_MEDIUM_NONE, &image), STATUS_OK);
        assert_int_equal(disc_image_state(image)->format, expected[limit]);
        disc_image_close(image);
        memory_storage_release(&memory);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_disc_image_killed__write_once),
        cmocka_unit_test(test_disc_image_killed__within_a_write),
        cmocka_unit_test(test_disc_image_killed__torn_unit_then_closed),
        cmocka_unit_test(test_disc_image_killed__torn_unit_in_empty_session),
        cmocka_unit_test(test_disc_image_killed__reserved_track),
        cmocka_unit_test(test_disc_image_killed__audio),
        cmocka_unit_test(test_disc_image_killed__rewritable),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
