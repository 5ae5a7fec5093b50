/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A recorded disc in a storage: what is recorded, read, closed and refused. */
#include "discimage/disc_image.h"

#include "memory_storage.h"
#include "support/cmocka_all.h"

#include <stdlib.h>
#include <string.h>

#define HEAD_R  "openimapi-disc 1\nmedium dvd+r\ncapacity 2295104\n"
#define HEAD_RW "openimapi-disc 1\nmedium dvd+rw\ncapacity 2295104\n"
#define GAP     2048

struct fixture {
    struct memory_storage memory;
    struct disc_image *image;
    uint8_t block[16 * DISC_BLOCK_SIZE];
};

static int set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof(*fixture));

    memory_storage_init(&fixture->memory);
    memset(fixture->block, 0xA5, sizeof(fixture->block));
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;

    disc_image_close(fixture->image);
    memory_storage_release(&fixture->memory);
    free(fixture);
    return 0;
}

static void insert_blank(struct fixture *fixture, enum disc_medium medium)
{
    assert_int_equal(disc_image_create(&fixture->memory.storage, medium), STATUS_OK);
    assert_int_equal(disc_image_open(&fixture->memory.storage, DISC_MEDIUM_NONE, &fixture->image),
                     STATUS_OK);
}

static void reopen(struct fixture *fixture)
{
    disc_image_close(fixture->image);
    assert_int_equal(disc_image_open(&fixture->memory.storage, DISC_MEDIUM_NONE, &fixture->image),
                     STATUS_OK);
}

static void assert_open_fails(struct fixture *fixture, enum status expected)
{
    const unsigned writes = fixture->memory.writes;

    assert_int_equal(disc_image_open(&fixture->memory.storage, DISC_MEDIUM_NONE, &fixture->image),
                     expected);
    assert_null(fixture->image);
    assert_int_equal(fixture->memory.writes, writes);
}

static void append(struct fixture *fixture, uint16_t track)
{
    assert_int_equal(disc_image_append(fixture->image, track, 16, fixture->block), STATUS_OK);
}

static void test_disc_image_create__blank(void **state)
{
    struct fixture *fixture = *state;

    insert_blank(fixture, DISC_MEDIUM_DVD_PLUS_R);

    assert_true(fixture->memory.has_data);
    assert_int_equal(fixture->memory.size, 0);
    assert_int_equal(disc_image_state(fixture->image)->tracks[0].recorded, 0);
    assert_int_equal(disc_image_readable_blocks(fixture->image, 0), 0);
}

static void test_disc_image_create__medium_none(void **state)
{
    struct fixture *fixture = *state;

    assert_int_equal(disc_image_create(&fixture->memory.storage, DISC_MEDIUM_NONE),
                     STATUS_INVALID_ARGUMENT);
    assert_int_equal(fixture->memory.writes, 0);
}

static void test_disc_image_create__keeps_user_data(void **state)
{
    struct fixture *fixture = *state;

    memory_storage_set_data(&fixture->memory, 1, 'x');

    assert_int_equal(disc_image_create(&fixture->memory.storage, DISC_MEDIUM_DVD_PLUS_R),
                     STATUS_ALREADY_EXISTS);
    assert_int_equal(fixture->memory.writes, 0);
}

static void test_disc_image_create__keeps_corrupt_state(void **state)
{
    struct fixture *fixture = *state;

    memory_storage_set_state(&fixture->memory, "rubbish");

    assert_int_equal(disc_image_create(&fixture->memory.storage, DISC_MEDIUM_DVD_PLUS_R),
                     STATUS_ALREADY_EXISTS);
    assert_int_equal(fixture->memory.writes, 0);
}

static void test_disc_image_create__adopts_empty_file(void **state)
{
    struct fixture *fixture = *state;

    memory_storage_set_data(&fixture->memory, 0, 0);
    insert_blank(fixture, DISC_MEDIUM_DVD_PLUS_RW);
    assert_int_equal(disc_image_state(fixture->image)->medium, DISC_MEDIUM_DVD_PLUS_RW);
}

static void test_disc_image_open__nothing(void **state)
{
    assert_open_fails(*state, STATUS_NOT_FOUND);
}

static void test_disc_image_open__image_missing(void **state)
{
    struct fixture *fixture = *state;

    memory_storage_set_state(&fixture->memory,
                             HEAD_R "disc finalised\nsessions 1\ntrack 1 1 0 16 complete\nend\n");
    assert_open_fails(fixture, STATUS_NOT_FOUND);
    memory_storage_set_state(&fixture->memory, HEAD_RW "format complete 0\nend\n");
    assert_open_fails(fixture, STATUS_NOT_FOUND);
}

/* The process died between the two steps of disc_image_create. */
static void test_disc_image_open__blank_state_alone(void **state)
{
    struct fixture *fixture = *state;

    memory_storage_set_state(&fixture->memory, HEAD_RW "format none 0\nend\n");

    assert_int_equal(disc_image_open(&fixture->memory.storage, DISC_MEDIUM_NONE, &fixture->image),
                     STATUS_OK);
    assert_int_equal(disc_image_state(fixture->image)->format, DISC_FORMAT_NONE);
}

static void test_disc_image_open__without_state_is_finalised(void **state)
{
    struct fixture *fixture = *state;

    memory_storage_set_data(&fixture->memory, 20 * DISC_BLOCK_SIZE, 'i');

    assert_int_equal(disc_image_open(&fixture->memory.storage, DISC_MEDIUM_NONE, &fixture->image),
                     STATUS_OK);
    assert_true(disc_image_state(fixture->image)->is_finalised);
    assert_int_equal(disc_image_state(fixture->image)->tracks[0].size, 20);
    assert_int_equal(disc_image_readable_blocks(fixture->image, 4), 16);
    assert_int_equal(fixture->memory.writes, 0);
}

static void test_disc_image_open__without_state_odd_size(void **state)
{
    struct fixture *fixture = *state;

    memory_storage_set_data(&fixture->memory, DISC_BLOCK_SIZE + 1, 'i');
    assert_open_fails(fixture, STATUS_CORRUPT);
}

static void test_disc_image_open__without_state_too_large(void **state)
{
    struct fixture *fixture = *state;

    fixture->memory.has_data = true;
    fixture->memory.size = UINT64_C(24438785) * DISC_BLOCK_SIZE;
    assert_open_fails(fixture, STATUS_TOO_LARGE);
}

static void test_disc_image_open__corrupt_state(void **state)
{
    struct fixture *fixture = *state;

    memory_storage_set_data(&fixture->memory, DISC_BLOCK_SIZE, 'i');
    memory_storage_set_state(&fixture->memory, "rubbish\n");
    assert_open_fails(fixture, STATUS_CORRUPT);
}

static void test_disc_image_open__later_version(void **state)
{
    struct fixture *fixture = *state;

    memory_storage_set_data(&fixture->memory, 0, 0);
    memory_storage_set_state(&fixture->memory, "openimapi-disc 9\n");
    assert_open_fails(fixture, STATUS_NOT_SUPPORTED);
}

static void test_disc_image_open__corrupt_size(void **state)
{
    struct fixture *fixture = *state;

    memory_storage_set_state(&fixture->memory,
                             HEAD_R "disc finalised\nsessions 1\ntrack 1 1 0 16 complete\nend\n");
    memory_storage_set_data(&fixture->memory, 15 * DISC_BLOCK_SIZE, 'i');
    assert_open_fails(fixture, STATUS_CORRUPT);
    memory_storage_set_data(&fixture->memory, 17 * DISC_BLOCK_SIZE, 'i');
    assert_open_fails(fixture, STATUS_CORRUPT);
    fixture->memory.size = UINT64_C(24438785) * DISC_BLOCK_SIZE;
    assert_open_fails(fixture, STATUS_CORRUPT);
    memory_storage_set_state(&fixture->memory, HEAD_RW "format complete 0\nend\n");
    assert_open_fails(fixture, STATUS_CORRUPT);
    memory_storage_set_data(&fixture->memory, DISC_BLOCK_SIZE, 'i');
    memory_storage_set_state(&fixture->memory, HEAD_RW "format none 0\nend\n");
    assert_open_fails(fixture, STATUS_CORRUPT);
}

/* Part of a write unit never reached the disc. */
static void test_disc_image_open__recorded_follows_from_size(void **state)
{
    struct fixture *fixture = *state;

    memory_storage_set_state(&fixture->memory,
                             HEAD_R "disc open\nsessions 1\ntrack 1 1 0 2295104 open\nend\n");
    memory_storage_set_data(&fixture->memory, 37 * DISC_BLOCK_SIZE + 5, 'i');

    assert_int_equal(disc_image_open(&fixture->memory.storage, DISC_MEDIUM_NONE, &fixture->image),
                     STATUS_OK);
    assert_int_equal(disc_image_state(fixture->image)->tracks[0].recorded, 32);
    assert_int_equal(disc_image_readable_blocks(fixture->image, 31), 1);
    assert_int_equal(disc_image_readable_blocks(fixture->image, 32), 0);
}

static void test_disc_image_open__running_format_has_stopped(void **state)
{
    struct fixture *fixture = *state;

    memory_storage_set_data(&fixture->memory, 0, 0);
    memory_storage_set_state(&fixture->memory, HEAD_RW "format running 160\nend\n");

    assert_int_equal(disc_image_open(&fixture->memory.storage, DISC_MEDIUM_NONE, &fixture->image),
                     STATUS_OK);
    assert_int_equal(disc_image_state(fixture->image)->format, DISC_FORMAT_STOPPED);
    assert_int_equal(disc_image_readable_blocks(fixture->image, 0), 160);
}

static void test_disc_image_append__read_back(void **state)
{
    struct fixture *fixture = *state;
    uint8_t back[2 * DISC_BLOCK_SIZE];

    insert_blank(fixture, DISC_MEDIUM_DVD_PLUS_R);
    append(fixture, 1);
    append(fixture, 1);
    reopen(fixture);

    assert_int_equal(disc_image_readable_blocks(fixture->image, 0), 32);
    assert_int_equal(disc_image_read(fixture->image, 15, 2, back), STATUS_OK);
    assert_memory_equal(back, fixture->block, sizeof(back));
}

static void test_disc_image_append__failure_records_nothing(void **state)
{
    struct fixture *fixture = *state;

    insert_blank(fixture, DISC_MEDIUM_DVD_PLUS_R);
    fixture->memory.writes_left = 0;

    assert_int_equal(disc_image_append(fixture->image, 1, 16, fixture->block), STATUS_IO);
    assert_int_equal(disc_image_state(fixture->image)->tracks[0].recorded, 0);
}

static void test_disc_image_read__failure(void **state)
{
    struct fixture *fixture = *state;
    uint8_t back[DISC_BLOCK_SIZE];

    insert_blank(fixture, DISC_MEDIUM_DVD_PLUS_R);
    append(fixture, 1);
    fixture->memory.read_status = STATUS_IO;

    assert_int_equal(disc_image_read(fixture->image, 0, 1, back), STATUS_IO);
}

static void test_disc_image_overwrite__read_back(void **state)
{
    struct fixture *fixture = *state;
    uint8_t back[3 * DISC_BLOCK_SIZE];
    uint8_t expected[3 * DISC_BLOCK_SIZE] = { 0 };

    insert_blank(fixture, DISC_MEDIUM_DVD_PLUS_RW);
    assert_int_equal(disc_image_set_format(fixture->image, DISC_FORMAT_COMPLETE, 2295104),
                     STATUS_OK);
    assert_int_equal(disc_image_overwrite(fixture->image, 5, 1, fixture->block), STATUS_OK);
    reopen(fixture);

    memcpy(expected + DISC_BLOCK_SIZE, fixture->block, DISC_BLOCK_SIZE);
    assert_int_equal(disc_image_readable_blocks(fixture->image, 0), 2295104);
    assert_int_equal(disc_image_read(fixture->image, 4, 3, back), STATUS_OK);
    assert_memory_equal(back, expected, sizeof(back));
}

/* User data that end within a block are what a killed write leaves. */
static void test_disc_image_overwrite__torn_block(void **state)
{
    struct fixture *fixture = *state;
    uint8_t back[DISC_BLOCK_SIZE];

    memory_storage_set_state(&fixture->memory, HEAD_RW "format stopped 0\nend\n");
    memory_storage_set_data(&fixture->memory, DISC_BLOCK_SIZE + 1, 'i');
    assert_int_equal(disc_image_open(&fixture->memory.storage, DISC_MEDIUM_NONE, &fixture->image),
                     STATUS_OK);

    assert_int_equal(disc_image_readable_blocks(fixture->image, 1), 1);
    assert_int_equal(disc_image_read(fixture->image, 1, 1, back), STATUS_OK);
    assert_int_equal(back[0], 'i');
    assert_int_equal(back[1], 0);
}

static void test_disc_image_readable__unformatted_tail(void **state)
{
    struct fixture *fixture = *state;

    insert_blank(fixture, DISC_MEDIUM_DVD_PLUS_RW);
    assert_int_equal(disc_image_set_format(fixture->image, DISC_FORMAT_STOPPED, 160), STATUS_OK);

    assert_int_equal(disc_image_readable_blocks(fixture->image, 159), 1);
    assert_int_equal(disc_image_readable_blocks(fixture->image, 160), 0);
}

static void test_disc_image_erase__reads_zeros(void **state)
{
    struct fixture *fixture = *state;
    uint8_t back[DISC_BLOCK_SIZE];

    insert_blank(fixture, DISC_MEDIUM_DVD_PLUS_RW);
    assert_int_equal(disc_image_set_format(fixture->image, DISC_FORMAT_COMPLETE, 2295104),
                     STATUS_OK);
    assert_int_equal(disc_image_overwrite(fixture->image, 0, 1, fixture->block), STATUS_OK);

    assert_int_equal(disc_image_erase(fixture->image), STATUS_OK);
    assert_int_equal(disc_image_read(fixture->image, 0, 1, back), STATUS_OK);
    assert_int_equal(back[0], 0);
}

static void test_disc_image_close_track__next_begins_behind_gap(void **state)
{
    struct fixture *fixture = *state;
    const struct disc_state *disc;

    insert_blank(fixture, DISC_MEDIUM_DVD_PLUS_R);
    append(fixture, 1);
    assert_int_equal(disc_image_close_track(fixture->image, 1, 0, 16), STATUS_OK);
    reopen(fixture);

    disc = disc_image_state(fixture->image);
    assert_int_equal(disc->track_count, 2);
    assert_int_equal(disc->tracks[0].size, 16);
    assert_int_equal(disc->tracks[1].start, 32);
    assert_int_equal(disc->tracks[1].session, 1);
    assert_int_equal(disc->tracks[1].state, DISC_TRACK_OPEN);
}

static void test_disc_image_close_track__refused(void **state)
{
    struct fixture *fixture = *state;

    insert_blank(fixture, DISC_MEDIUM_DVD_PLUS_R);
    assert_int_equal(disc_image_close_track(fixture->image, 1, 0, 16), STATUS_INVALID_STATE);
    append(fixture, 1);
    assert_int_equal(disc_image_close_track(fixture->image, 1, 0, 16), STATUS_OK);
    assert_int_equal(disc_image_close_track(fixture->image, 1, 0, 16), STATUS_INVALID_STATE);
}

static void test_disc_image_close_track__storage_failure_changes_nothing(void **state)
{
    struct fixture *fixture = *state;

    insert_blank(fixture, DISC_MEDIUM_DVD_PLUS_R);
    append(fixture, 1);
    fixture->memory.writes_left = 0;

    assert_int_equal(disc_image_close_track(fixture->image, 1, 0, 16), STATUS_IO);
    assert_int_equal(disc_image_state(fixture->image)->track_count, 1);
    assert_int_equal(disc_image_state(fixture->image)->tracks[0].state, DISC_TRACK_OPEN);
}

static void test_disc_image_close_track__disc_full(void **state)
{
    struct fixture *fixture = *state;

    memory_storage_set_state(&fixture->memory,
                             "openimapi-disc 1\nmedium dvd+r\ncapacity 32\ndisc open\nsessions 1\n"
                             "track 1 1 0 32 open\nend\n");
    memory_storage_set_data(&fixture->memory, 0, 0);
    assert_int_equal(disc_image_open(&fixture->memory.storage, DISC_MEDIUM_NONE, &fixture->image),
                     STATUS_OK);
    append(fixture, 1);
    append(fixture, 1);

    assert_int_equal(disc_image_close_track(fixture->image, 1, 0, 16), STATUS_OK);
    assert_int_equal(disc_image_state(fixture->image)->track_count, 1);
    assert_int_equal(disc_image_close_session(fixture->image, GAP), STATUS_OK);
    assert_true(disc_image_state(fixture->image)->is_finalised);
    reopen(fixture);
    assert_true(disc_image_state(fixture->image)->is_finalised);
}

static void test_disc_image_close_session__opens_the_next(void **state)
{
    struct fixture *fixture = *state;
    const struct disc_state *disc;

    insert_blank(fixture, DISC_MEDIUM_DVD_PLUS_R);
    append(fixture, 1);
    assert_int_equal(disc_image_close_track(fixture->image, 1, 0, 16), STATUS_OK);
    assert_int_equal(disc_image_close_session(fixture->image, GAP), STATUS_OK);
    append(fixture, 2);
    reopen(fixture);

    disc = disc_image_state(fixture->image);
    assert_int_equal(disc->session_count, 2);
    assert_int_equal(disc->track_count, 2);
    assert_int_equal(disc->tracks[1].start, 16 + GAP);
    assert_int_equal(disc->tracks[1].session, 2);
    assert_int_equal(disc->tracks[1].recorded, 16);
    assert_int_equal(disc_image_readable_blocks(fixture->image, 0), 16 + GAP + 16);
}

static void test_disc_image_close_session__refused(void **state)
{
    struct fixture *fixture = *state;

    insert_blank(fixture, DISC_MEDIUM_DVD_PLUS_R);
    assert_int_equal(disc_image_close_session(fixture->image, GAP), STATUS_INVALID_STATE);
    append(fixture, 1);
    assert_int_equal(disc_image_close_session(fixture->image, GAP), STATUS_INVALID_STATE);
    assert_int_equal(disc_image_close_track(fixture->image, 1, 0, 16), STATUS_OK);
    assert_int_equal(disc_image_finalise(fixture->image), STATUS_OK);
    assert_int_equal(disc_image_close_session(fixture->image, GAP), STATUS_INVALID_STATE);
}

static void test_disc_image_close_session__all_of_them(void **state)
{
    struct fixture *fixture = *state;

    insert_blank(fixture, DISC_MEDIUM_DVD_PLUS_R);
    for (uint16_t session = 1; session <= 191; session++) {
        append(fixture, session);
        assert_int_equal(disc_image_close_track(fixture->image, session, 0, 16), STATUS_OK);
        assert_int_equal(disc_image_close_session(fixture->image, 0), STATUS_OK);
        assert_int_equal(disc_image_state(fixture->image)->is_finalised, session == 191);
    }
    reopen(fixture);
    assert_int_equal(disc_image_state(fixture->image)->session_count, 191);
}

static void test_disc_image_finalise__drops_empty_session(void **state)
{
    struct fixture *fixture = *state;

    insert_blank(fixture, DISC_MEDIUM_DVD_PLUS_R);
    append(fixture, 1);
    assert_int_equal(disc_image_close_track(fixture->image, 1, 0, 16), STATUS_OK);
    assert_int_equal(disc_image_close_session(fixture->image, GAP), STATUS_OK);

    assert_int_equal(disc_image_finalise(fixture->image), STATUS_OK);
    assert_int_equal(disc_image_state(fixture->image)->session_count, 1);
    assert_int_equal(disc_image_state(fixture->image)->track_count, 1);
    assert_int_equal(disc_image_finalise(fixture->image), STATUS_INVALID_STATE);
}

static void test_disc_image_finalise__blank_refused(void **state)
{
    struct fixture *fixture = *state;

    insert_blank(fixture, DISC_MEDIUM_DVD_PLUS_R);
    assert_int_equal(disc_image_finalise(fixture->image), STATUS_INVALID_STATE);
    assert_int_equal(disc_image_state(fixture->image)->track_count, 1);
}

static void test_disc_image_reserve_track__splits(void **state)
{
    struct fixture *fixture = *state;
    const struct disc_state *disc;

    insert_blank(fixture, DISC_MEDIUM_DVD_PLUS_R);
    assert_int_equal(disc_image_reserve_track(fixture->image, 64, 16), STATUS_OK);
    append(fixture, 2);
    append(fixture, 1);
    assert_int_equal(disc_image_flush(fixture->image), STATUS_OK);
    reopen(fixture);

    disc = disc_image_state(fixture->image);
    assert_int_equal(disc->tracks[0].size, 64);
    assert_int_equal(disc->tracks[0].recorded, 16);
    assert_int_equal(disc->tracks[0].state, DISC_TRACK_RESERVED);
    assert_int_equal(disc->tracks[1].start, 80);
    assert_int_equal(disc->tracks[1].recorded, 16);
    assert_int_equal(disc_image_readable_blocks(fixture->image, 8), 8);
    assert_int_equal(disc_image_readable_blocks(fixture->image, 16), 0);
    assert_int_equal(disc_image_readable_blocks(fixture->image, 64), 32);
}

static void test_disc_image_reserve_track__refused(void **state)
{
    struct fixture *fixture = *state;

    insert_blank(fixture, DISC_MEDIUM_DVD_PLUS_R);
    assert_int_equal(disc_image_reserve_track(fixture->image, 0, 16), STATUS_NO_SPACE);
    assert_int_equal(disc_image_reserve_track(fixture->image, 2295105, 16), STATUS_NO_SPACE);
    append(fixture, 1);
    assert_int_equal(disc_image_reserve_track(fixture->image, 16, 16), STATUS_INVALID_STATE);
}

static void test_disc_image_reserve_track__too_many(void **state)
{
    struct fixture *fixture = *state;

    insert_blank(fixture, DISC_MEDIUM_DVD_PLUS_R);
    for (unsigned i = 1; i < 16; i++)
        assert_int_equal(disc_image_reserve_track(fixture->image, 16, 16), STATUS_OK);
    assert_int_equal(disc_image_reserve_track(fixture->image, 16, 16), STATUS_TOO_MANY);
    reopen(fixture);
    assert_int_equal(disc_image_state(fixture->image)->track_count, 16);
}

static void test_disc_image_close_track__reserved_must_be_full(void **state)
{
    struct fixture *fixture = *state;

    insert_blank(fixture, DISC_MEDIUM_DVD_PLUS_R);
    assert_int_equal(disc_image_reserve_track(fixture->image, 32, 16), STATUS_OK);
    append(fixture, 1);
    assert_int_equal(disc_image_close_track(fixture->image, 1, 0, 16), STATUS_INVALID_STATE);

    assert_int_equal(disc_image_append_zeros(fixture->image, 1, 16), STATUS_OK);
    assert_int_equal(disc_image_close_track(fixture->image, 1, 0, 16), STATUS_OK);
    assert_int_equal(disc_image_state(fixture->image)->track_count, 2);
}

/* Behind the end of the user data the host fills in zeros; what lies before is overwritten. */
static void test_disc_image_append_zeros__over_torn_unit(void **state)
{
    struct fixture *fixture = *state;
    unsigned writes;

    insert_blank(fixture, DISC_MEDIUM_DVD_PLUS_R);
    memory_storage_set_data(&fixture->memory, 20 * DISC_BLOCK_SIZE + 1, 'o');
    reopen(fixture);
    writes = fixture->memory.writes;

    assert_int_equal(disc_image_append_zeros(fixture->image, 1, 1600), STATUS_OK);
    assert_int_equal(fixture->memory.writes, writes + 2);
    assert_int_equal(fixture->memory.size, 1616 * DISC_BLOCK_SIZE);
    assert_int_equal(fixture->memory.data[16 * DISC_BLOCK_SIZE - 1], 'o');
    assert_int_equal(fixture->memory.data[16 * DISC_BLOCK_SIZE], 0);
    assert_int_equal(fixture->memory.data[20 * DISC_BLOCK_SIZE], 0);
}

static void test_disc_image_append_zeros__storage_failure_records_nothing(void **state)
{
    struct fixture *fixture = *state;

    insert_blank(fixture, DISC_MEDIUM_DVD_PLUS_R);
    fixture->memory.writes_left = 0;

    assert_int_equal(disc_image_append_zeros(fixture->image, 1, 16), STATUS_IO);
    assert_int_equal(disc_image_state(fixture->image)->tracks[0].recorded, 0);
}

static void test_disc_image_note_formatted__writes_nothing(void **state)
{
    struct fixture *fixture = *state;
    unsigned writes;

    insert_blank(fixture, DISC_MEDIUM_DVD_PLUS_RW);
    assert_int_equal(disc_image_set_format(fixture->image, DISC_FORMAT_RUNNING, 0), STATUS_OK);
    writes = fixture->memory.writes;
    disc_image_note_formatted(fixture->image, 320);

    assert_int_equal(disc_image_readable_blocks(fixture->image, 0), 320);
    assert_int_equal(fixture->memory.writes, writes);
}

static void test_disc_image_flush__writes_only_when_stale(void **state)
{
    struct fixture *fixture = *state;
    unsigned writes;

    insert_blank(fixture, DISC_MEDIUM_DVD_PLUS_R);
    append(fixture, 1);
    writes = fixture->memory.writes;
    assert_int_equal(disc_image_flush(fixture->image), STATUS_OK);
    assert_int_equal(fixture->memory.writes, writes);
}

#define DISC_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        DISC_TEST(test_disc_image_create__blank),
        DISC_TEST(test_disc_image_create__medium_none),
        DISC_TEST(test_disc_image_create__keeps_user_data),
        DISC_TEST(test_disc_image_create__keeps_corrupt_state),
        DISC_TEST(test_disc_image_create__adopts_empty_file),
        DISC_TEST(test_disc_image_open__nothing),
        DISC_TEST(test_disc_image_open__image_missing),
        DISC_TEST(test_disc_image_open__blank_state_alone),
        DISC_TEST(test_disc_image_open__without_state_is_finalised),
        DISC_TEST(test_disc_image_open__without_state_odd_size),
        DISC_TEST(test_disc_image_open__without_state_too_large),
        DISC_TEST(test_disc_image_open__corrupt_state),
        DISC_TEST(test_disc_image_open__later_version),
        DISC_TEST(test_disc_image_open__corrupt_size),
        DISC_TEST(test_disc_image_open__recorded_follows_from_size),
        DISC_TEST(test_disc_image_open__running_format_has_stopped),
        DISC_TEST(test_disc_image_append__read_back),
        DISC_TEST(test_disc_image_append__failure_records_nothing),
        DISC_TEST(test_disc_image_read__failure),
        DISC_TEST(test_disc_image_overwrite__read_back),
        DISC_TEST(test_disc_image_overwrite__torn_block),
        DISC_TEST(test_disc_image_readable__unformatted_tail),
        DISC_TEST(test_disc_image_erase__reads_zeros),
        DISC_TEST(test_disc_image_close_track__next_begins_behind_gap),
        DISC_TEST(test_disc_image_close_track__refused),
        DISC_TEST(test_disc_image_close_track__storage_failure_changes_nothing),
        DISC_TEST(test_disc_image_close_track__disc_full),
        DISC_TEST(test_disc_image_close_session__opens_the_next),
        DISC_TEST(test_disc_image_close_session__refused),
        DISC_TEST(test_disc_image_close_session__all_of_them),
        DISC_TEST(test_disc_image_finalise__drops_empty_session),
        DISC_TEST(test_disc_image_finalise__blank_refused),
        DISC_TEST(test_disc_image_reserve_track__splits),
        DISC_TEST(test_disc_image_reserve_track__refused),
        DISC_TEST(test_disc_image_reserve_track__too_many),
        DISC_TEST(test_disc_image_close_track__reserved_must_be_full),
        DISC_TEST(test_disc_image_append_zeros__over_torn_unit),
        DISC_TEST(test_disc_image_append_zeros__storage_failure_records_nothing),
        DISC_TEST(test_disc_image_note_formatted__writes_nothing),
        DISC_TEST(test_disc_image_flush__writes_only_when_stale),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
