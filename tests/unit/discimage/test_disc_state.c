/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The state of a disc and its text. */
#include "discimage/disc_state.h"

#include "support/cmocka_all.h"

#include <string.h>

#define HEAD_R     "openimapi-disc 1\nmedium dvd+r\ncapacity 2295104\n"
#define HEAD_RW    "openimapi-disc 1\nmedium dvd+rw\ncapacity 2295104\n"
#define TWO_TRACKS "track 1 1 0 4096 complete\ntrack 2 2 6144 2288960 open\n"
#define GOOD_R     HEAD_R "disc open\nsessions 2\n" TWO_TRACKS "end\n"
#define GOOD_RW    HEAD_RW "format stopped 1024\nend\n"

static enum status parse(const char *text, struct disc_state *disc)
{
    return disc_state_parse(text, strlen(text), disc);
}

static void assert_corrupt(const char *text)
{
    struct disc_state disc;

    assert_int_equal(parse(text, &disc), STATUS_CORRUPT);
    assert_int_equal(disc.medium, DISC_MEDIUM_NONE);
    assert_int_equal(disc.track_count, 0);
}

static void assert_roundtrip(const char *text)
{
    static char encoded[DISC_STATE_TEXT_MAXIMUM];
    struct disc_state disc;
    size_t length;

    assert_int_equal(parse(text, &disc), STATUS_OK);
    length = disc_state_encode(&disc, encoded);

    assert_int_equal(length, strlen(text));
    assert_memory_equal(encoded, text, length);
}

static void test_disc_state__roundtrip(void **state)
{
    (void)state;
    assert_roundtrip(GOOD_R);
    assert_roundtrip(GOOD_RW);
    assert_roundtrip(HEAD_R "disc finalised\nsessions 1\ntrack 1 1 0 16 complete\nend\n");
    assert_roundtrip(HEAD_R "disc open\nsessions 1\ntrack 1 1 0 1600 reserved 32\n"
                            "track 2 1 1616 2293488 open\nend\n");
    assert_roundtrip(HEAD_RW "format none 0\nend\n");
    assert_roundtrip(HEAD_RW "format running 16\nend\n");
    assert_roundtrip(HEAD_RW "format complete 2295104\nend\n");
}

static void test_disc_state__parse_fields(void **state)
{
    struct disc_state disc;

    (void)state;
    assert_int_equal(parse(GOOD_R, &disc), STATUS_OK);

    assert_int_equal(disc.medium, DISC_MEDIUM_DVD_PLUS_R);
    assert_int_equal(disc.capacity_blocks, 2295104);
    assert_false(disc.is_finalised);
    assert_int_equal(disc.session_count, 2);
    assert_int_equal(disc.track_count, 2);
    assert_int_equal(disc.tracks[0].recorded, 4096);
    assert_int_equal(disc.tracks[0].state, DISC_TRACK_COMPLETE);
    assert_int_equal(disc.tracks[1].start, 6144);
    assert_int_equal(disc.tracks[1].recorded, 0);
    assert_int_equal(disc.tracks[1].session, 2);
}

static void test_disc_state__blank(void **state)
{
    struct disc_state disc;

    (void)state;
    disc_state_init_blank(DISC_MEDIUM_DVD_PLUS_R, &disc);
    assert_int_equal(disc.track_count, 1);
    assert_int_equal(disc.tracks[0].size, 2295104);
    assert_int_equal(disc.tracks[0].state, DISC_TRACK_OPEN);

    disc_state_init_blank(DISC_MEDIUM_DVD_PLUS_RW, &disc);
    assert_int_equal(disc.track_count, 0);
    assert_int_equal(disc.format, DISC_FORMAT_NONE);
}

static void test_disc_state__finalised(void **state)
{
    struct disc_state disc;

    (void)state;
    assert_int_equal(disc_state_init_finalised(DISC_MEDIUM_DVD_PLUS_R, 2295104, &disc), STATUS_OK);
    assert_true(disc.is_finalised);
    assert_int_equal(disc.tracks[0].recorded, 2295104);
    assert_int_equal(disc_state_init_finalised(DISC_MEDIUM_DVD_PLUS_R, 2295105, &disc),
                     STATUS_TOO_LARGE);
    assert_int_equal(disc.track_count, 0);
}

static void test_disc_state__track_at(void **state)
{
    struct disc_state disc;

    (void)state;
    assert_int_equal(parse(GOOD_R, &disc), STATUS_OK);

    assert_ptr_equal(disc_state_track_at(&disc, 0), &disc.tracks[0]);
    assert_ptr_equal(disc_state_track_at(&disc, 4095), &disc.tracks[0]);
    assert_null(disc_state_track_at(&disc, 4096));
    assert_ptr_equal(disc_state_track_at(&disc, 6144), &disc.tracks[1]);
    assert_ptr_equal(disc_state_track_at(&disc, 2295103), &disc.tracks[1]);
    assert_null(disc_state_track_at(&disc, 2295104));
}

static void test_disc_state__first_track(void **state)
{
    struct disc_state disc;

    (void)state;
    assert_int_equal(parse(GOOD_R, &disc), STATUS_OK);
    assert_int_equal(disc_state_first_track(&disc, 1), 1);
    assert_int_equal(disc_state_first_track(&disc, 2), 2);
}

/* The longest state there can be must fit the buffer every caller has. */
static void test_disc_state__longest_text_fits(void **state)
{
    static char encoded[DISC_STATE_TEXT_MAXIMUM];
    struct disc_state disc;
    struct disc_state again;
    size_t length;

    (void)state;
    disc_state_init_blank(DISC_MEDIUM_DVD_PLUS_R, &disc);
    disc.session_count = 191;
    for (unsigned i = 0; i < DISC_TRACKS_MAXIMUM; i++) {
        disc.tracks[i] = (struct disc_track){
            .start = 1000000 + i * 16,
            .size = 16,
            .recorded = 16,
            .session = (uint16_t)(i < 191 ? i + 1 : 191),
            .state = DISC_TRACK_COMPLETE,
        };
    }
    disc.track_count = 191 + 16 - 1;

    length = disc_state_encode(&disc, encoded);
    assert_true(length < DISC_STATE_TEXT_MAXIMUM / 2);
    assert_int_equal(disc_state_parse(encoded, length, &again), STATUS_OK);
    assert_int_equal(again.track_count, disc.track_count);
}

static void test_disc_state__later_version(void **state)
{
    struct disc_state disc;

    (void)state;
    assert_int_equal(parse("openimapi-disc 2\nanything", &disc), STATUS_NOT_SUPPORTED);
}

static void test_disc_state__corrupt_magic(void **state)
{
    (void)state;
    assert_corrupt("");
    assert_corrupt("\n");
    assert_corrupt("openimapi-disk 1\nmedium dvd+rw\ncapacity 2295104\nformat none 0\nend\n");
    assert_corrupt("openimapi-disc 0\nmedium dvd+rw\ncapacity 2295104\nformat none 0\nend\n");
    assert_corrupt("openimapi-disc one\n");
}

static void test_disc_state__corrupt_medium(void **state)
{
    (void)state;
    assert_corrupt("openimapi-disc 1\nmedium floppy\ncapacity 2295104\nformat none 0\nend\n");
    assert_corrupt("openimapi-disc 1\ncapacity 2295104\nformat none 0\nend\n");
}

static void test_disc_state__corrupt_capacity(void **state)
{
    (void)state;
    assert_corrupt("openimapi-disc 1\nmedium dvd+rw\ncapacity 2295105\nformat none 0\nend\n");
    assert_corrupt("openimapi-disc 1\nmedium dvd+rw\ncapacity 2295120\nformat none 0\nend\n");
    assert_corrupt("openimapi-disc 1\nmedium dvd+rw\ncapacity 0\nformat none 0\nend\n");
    assert_corrupt("openimapi-disc 1\nmedium dvd+rw\ncapacity 4294967296\nformat none 0\nend\n");
    assert_corrupt("openimapi-disc 1\nmedium dvd+rw\ncapacity 99999999999\nformat none 0\nend\n");
    assert_corrupt("openimapi-disc 1\nmedium dvd+rw\ncapacity -16\nformat none 0\nend\n");
}

static void test_disc_state__corrupt_format(void **state)
{
    (void)state;
    assert_corrupt(HEAD_RW "format half 0\nend\n");
    assert_corrupt(HEAD_RW "format stopped 2295105\nend\n");
    assert_corrupt(HEAD_RW "format stopped\nend\n");
    assert_corrupt(HEAD_R "format none 0\nend\n");
}

static void test_disc_state__corrupt_track_order(void **state)
{
    (void)state;
    assert_corrupt(HEAD_R "disc open\nsessions 1\ntrack 2 1 0 2295104 open\nend\n");
    assert_corrupt(HEAD_R "disc open\nsessions 1\ntrack 1 1 0 4096 complete\n"
                          "track 2 1 4080 2291024 open\nend\n");
    assert_corrupt(HEAD_R "disc open\nsessions 1\ntrack 1 1 0 2295104 open\n"
                          "track 2 1 4096 16 complete\nend\n");
}

static void test_disc_state__corrupt_track_size(void **state)
{
    (void)state;
    assert_corrupt(HEAD_R "disc open\nsessions 1\ntrack 1 1 0 2295088 open\nend\n");
    assert_corrupt(HEAD_R "disc finalised\nsessions 1\ntrack 1 1 0 0 complete\nend\n");
    assert_corrupt(HEAD_R "disc finalised\nsessions 1\ntrack 1 1 16 2295104 complete\nend\n");
    assert_corrupt(HEAD_R "disc finalised\nsessions 1\ntrack 1 1 4294967280 32 complete\nend\n");
}

static void test_disc_state__corrupt_track_recorded(void **state)
{
    (void)state;
    assert_corrupt(HEAD_R "disc open\nsessions 1\ntrack 1 1 0 16 reserved 32\n"
                          "track 2 1 32 2295072 open\nend\n");
    assert_corrupt(HEAD_R "disc open\nsessions 1\ntrack 1 1 0 16 reserved\n"
                          "track 2 1 32 2295072 open\nend\n");
}

static void test_disc_state__corrupt_track_state(void **state)
{
    (void)state;
    assert_corrupt(HEAD_R "disc open\nsessions 1\ntrack 1 1 0 2295104 shut\nend\n");
    assert_corrupt(HEAD_R "disc finalised\nsessions 1\ntrack 1 1 0 2295104 open\nend\n");
    assert_corrupt(HEAD_R "disc finalised\nsessions 1\ntrack 1 1 0 16 reserved 16\nend\n");
    assert_corrupt(HEAD_R "disc open\nsessions 2\ntrack 1 1 0 16 reserved 16\n"
                          "track 2 2 32 2295072 open\nend\n");
}

static void test_disc_state__corrupt_sessions(void **state)
{
    (void)state;
    assert_corrupt(HEAD_R "disc open\nsessions 0\ntrack 1 0 0 2295104 open\nend\n");
    assert_corrupt(HEAD_R "disc open\nsessions 2\ntrack 1 1 0 2295104 open\nend\n");
    assert_corrupt(HEAD_R "disc open\nsessions 3\ntrack 1 1 0 16 complete\n"
                          "track 2 3 32 2295072 open\nend\n");
    assert_corrupt(HEAD_R "disc open\nsessions 1\nend\n");
    assert_corrupt(HEAD_R "disc open\nsessions 65537\ntrack 1 1 0 2295104 open\nend\n");
}

#define HEAD_CD "openimapi-disc 1\nmedium cd-r\ncapacity 359849\ndisc finalised\nsessions 1\n"
#define AUDIO                                                                                      \
    "track 1 1 0 300 complete audio preemphasis copy\n"                                            \
    "track 2 1 450 300 complete audio serial-copy\n"

static void test_disc_state__roundtrip_of_audio(void **state)
{
    (void)state;
    assert_roundtrip(HEAD_CD AUDIO
                     "sectors 0\ncatalog 0123456789012\npregap 2 150\nisrc 1 USABC1234567\n"
                     "index 1 2 10\nindex 1 3 20\nindex 2 2 451\nend\n");
    assert_roundtrip(HEAD_CD "track 1 1 0 302 complete 300 mode2\n"
                             "track 2 1 452 300 complete mode2-mixed sub-channel\n"
                             "track 3 1 902 300 complete mode2-formless\nsectors 452\nend\n");
    assert_roundtrip(HEAD_CD "track 1 1 0 300 complete mode1 copy\noffset 98\nend\n");
}

static void test_disc_state__corrupt_audio(void **state)
{
    (void)state;
    assert_corrupt(HEAD_CD AUDIO "end\n"); /* audio in blocks */
    assert_corrupt(HEAD_CD AUDIO "sectors 1\nend\n");
    assert_corrupt(HEAD_CD AUDIO "offset 98\nsectors 0\nend\n");
    assert_corrupt(HEAD_CD AUDIO "sectors 359850\nend\n");
    assert_corrupt(HEAD_CD AUDIO "sectors 0\ncatalog 012345678901\nend\n");
    assert_corrupt(HEAD_CD AUDIO "sectors 0\ncatalog 012345678901x\nend\n");
    assert_corrupt(HEAD_CD AUDIO "sectors 0\npregap 2 151\nend\n");
    assert_corrupt(HEAD_CD AUDIO "sectors 0\npregap 3 1\nend\n");
    assert_corrupt(HEAD_CD AUDIO "sectors 0\npregap 1 1\nend\n");
    assert_corrupt(HEAD_CD AUDIO "sectors 0\nisrc 1 usabc1234567\nend\n");
    assert_corrupt(HEAD_CD AUDIO "sectors 0\nisrc 0 USABC1234567\nend\n");
    assert_corrupt(HEAD_CD AUDIO "sectors 0\nindex 1 1 10\nend\n");
    assert_corrupt(HEAD_CD AUDIO "sectors 0\nindex 1 100 10\nend\n");
    assert_corrupt(HEAD_CD AUDIO "sectors 0\nindex 1 2 300\nend\n");
    assert_corrupt(HEAD_CD AUDIO "sectors 0\nindex 1 3 10\nindex 1 2 20\nend\n");
    assert_corrupt(HEAD_CD AUDIO "sectors 0\nindex 2 2 460\nindex 1 2 20\nend\n");
    assert_corrupt(HEAD_R "disc finalised\nsessions 1\ntrack 1 1 0 16 complete\nsectors 0\nend\n");
    assert_corrupt(HEAD_CD "track 1 1 0 300 complete sound\nend\n");
    assert_corrupt(HEAD_CD "track 1 1 0 300 complete audio loud\nsectors 0\nend\n");
}

static void test_disc_state__corrupt_end(void **state)
{
    (void)state;
    assert_corrupt(HEAD_RW "format none 0\n");
    assert_corrupt(HEAD_RW "format none 0\nend");
    assert_corrupt(HEAD_RW "format none 0\nend\nmore\n");
    assert_corrupt(HEAD_RW "format none 0 1\nend\n");
}

/* No prefix of a good text is taken for a whole one. */
static void test_disc_state__truncated(void **state)
{
    struct disc_state disc;

    (void)state;
    for (size_t length = 0; length < strlen(GOOD_R); length++)
        assert_int_not_equal(disc_state_parse(GOOD_R, length, &disc), STATUS_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_disc_state__roundtrip),
        cmocka_unit_test(test_disc_state__roundtrip_of_audio),
        cmocka_unit_test(test_disc_state__corrupt_audio),
        cmocka_unit_test(test_disc_state__parse_fields),
        cmocka_unit_test(test_disc_state__blank),
        cmocka_unit_test(test_disc_state__finalised),
        cmocka_unit_test(test_disc_state__track_at),
        cmocka_unit_test(test_disc_state__first_track),
        cmocka_unit_test(test_disc_state__longest_text_fits),
        cmocka_unit_test(test_disc_state__later_version),
        cmocka_unit_test(test_disc_state__corrupt_magic),
        cmocka_unit_test(test_disc_state__corrupt_medium),
        cmocka_unit_test(test_disc_state__corrupt_capacity),
        cmocka_unit_test(test_disc_state__corrupt_format),
        cmocka_unit_test(test_disc_state__corrupt_track_order),
        cmocka_unit_test(test_disc_state__corrupt_track_size),
        cmocka_unit_test(test_disc_state__corrupt_track_recorded),
        cmocka_unit_test(test_disc_state__corrupt_track_state),
        cmocka_unit_test(test_disc_state__corrupt_sessions),
        cmocka_unit_test(test_disc_state__corrupt_end),
        cmocka_unit_test(test_disc_state__truncated),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
