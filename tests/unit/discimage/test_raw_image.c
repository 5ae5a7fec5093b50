/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of discimage/raw_image.h. */
#include "raw_image_fixture.h"

#include <string.h>

static void test_raw_image__tracks_follow_each_other_without_gaps(void **state)
{
    struct raw_image *image = *state;

    raw_image_fixture_add_audio(image, 300);
    raw_image_fixture_add_audio(image, 400);
    assert_int_equal(image->tracks[0].pause, -150);
    assert_int_equal(image->tracks[0].start, 0);
    assert_int_equal(image->tracks[1].pause, 150);
    assert_int_equal(image->tracks[1].start, 300);
    assert_int_equal(image->lead_out, 700);
    assert_int_equal(raw_image_sectors(image), 22650 + 700 + 6750);
    assert_int_equal(raw_image_last_sector(image), 699);
}

static void test_raw_image__gaps_move_tracks_apart(void **state)
{
    struct raw_image *image = *state;

    raw_image_fixture_add_audio(image, 300);
    raw_image_fixture_add_audio(image, 400);
    assert_int_equal(raw_image_set_gaps(image, true), RAW_IMAGE_OK);
    assert_int_equal(image->tracks[1].pause, 300);
    assert_int_equal(image->tracks[1].start, 450);
    assert_int_equal(image->lead_out, 850);
}

static void test_raw_image__pauses_leave_indexes_alone(void **state)
{
    struct raw_image *image = *state;

    raw_image_fixture_add_audio(image, 300);
    raw_image_fixture_add_audio(image, 300);
    assert_int_equal(raw_image_add_index(image, 0, 250), RAW_IMAGE_OK);
    assert_int_equal(image->tracks[1].pause, 260);
    assert_int_equal(raw_image_add_index(image, 0, 290), RAW_IMAGE_OK);
    assert_int_equal(image->tracks[1].pause, image->tracks[1].start);
    assert_int_equal(raw_image_clear_index(image, 0, 290), RAW_IMAGE_OK);
    assert_int_equal(raw_image_clear_index(image, 0, 250), RAW_IMAGE_OK);
    assert_int_equal(image->tracks[1].pause, 150);
}

static void test_raw_image__data_have_gaps_and_an_end(void **state)
{
    struct raw_image *image = *state;

    assert_int_equal(raw_image_fixture_add(image, CD_SECTOR_MODE_1, 300), RAW_IMAGE_OK);
    assert_int_equal(raw_image_fixture_add(image, CD_SECTOR_MODE_1, 300), RAW_IMAGE_OK);
    assert_int_equal(image->tracks[1].start, 450);
    assert_int_equal(image->lead_out, 900);
    assert_int_equal(raw_image_last_sector(image), 749);
    assert_int_equal(raw_image_control(&image->tracks[0], 0), CD_CONTROL_DATA);
    assert_int_equal(raw_image_disc_type(image), 0);
}

static void test_raw_image__forms_of_mode_2_mix(void **state)
{
    struct raw_image *image = *state;

    assert_int_equal(raw_image_fixture_add(image, CD_SECTOR_MODE_2, 300), RAW_IMAGE_OK);
    assert_int_equal(raw_image_disc_type(image), 0);
    assert_int_equal(raw_image_fixture_add(image, CD_SECTOR_MODE_2_FORM_1, 300), RAW_IMAGE_OK);
    assert_int_equal(raw_image_fixture_add(image, CD_SECTOR_MODE_2_FORM_2, 300), RAW_IMAGE_OK);
    assert_int_equal(raw_image_disc_type(image), CD_DISC_TYPE_XA);
    assert_int_equal(raw_image_fixture_add(image, CD_SECTOR_MODE_1, 300),
                     RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED);
    assert_int_equal(raw_image_fixture_add(image, CD_SECTOR_MODE_0, 300),
                     RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED);
    assert_int_equal(raw_image_fixture_add(image, CD_SECTOR_AUDIO, 300),
                     RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED);
    assert_int_equal(image->track_count, 3);
}

static void test_raw_image__audio_stays_audio(void **state)
{
    struct raw_image *image = *state;

    raw_image_fixture_add_audio(image, 300);
    assert_int_equal(raw_image_fixture_add(image, CD_SECTOR_MODE_0, 300),
                     RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED);
}

static void test_raw_image__only_audio_starts_elsewhere(void **state)
{
    struct raw_image *image = *state;

    assert_int_equal(raw_image_set_first_track(image, 0), RAW_IMAGE_INVALID_ARGUMENT);
    assert_int_equal(raw_image_set_first_track(image, 100), RAW_IMAGE_INVALID_ARGUMENT);
    assert_int_equal(raw_image_set_first_track(image, 98), RAW_IMAGE_OK);
    assert_int_equal(raw_image_fixture_add(image, CD_SECTOR_MODE_1, 300),
                     RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED);
    raw_image_fixture_add_audio(image, 300);
    assert_int_equal(raw_image_set_first_track(image, 1), RAW_IMAGE_TRACKS_ALREADY_ADDED);
    raw_image_fixture_add_audio(image, 300);
    assert_int_equal(raw_image_track_number(image, 1), 99);
    assert_int_equal(raw_image_fixture_add(image, CD_SECTOR_AUDIO, 300), RAW_IMAGE_TOO_MANY_TRACKS);
}

static void test_raw_image__has_99_tracks_at_most(void **state)
{
    struct raw_image *image = *state;

    for (unsigned i = 0; i < RAW_IMAGE_TRACKS; i++)
        raw_image_fixture_add_audio(image, 300);
    assert_int_equal(raw_image_fixture_add(image, CD_SECTOR_AUDIO, 300), RAW_IMAGE_TOO_MANY_TRACKS);
    assert_int_equal(image->lead_out, 29700);
}

static void test_raw_image__short_tracks_are_refused(void **state)
{
    struct raw_image *image = *state;
    struct byte_source *source = raw_image_fixture_zeros(299 * CD_SECTOR_BYTES);

    assert_int_equal(raw_image_add_track(image, CD_SECTOR_AUDIO, false, source),
                     RAW_IMAGE_TOO_SHORT);
    byte_source_drop(&source);
    source = raw_image_fixture_zeros(299 * CD_SECTOR_BYTES + 1); /* filled up */
    assert_int_equal(raw_image_add_track(image, CD_SECTOR_AUDIO, false, source), RAW_IMAGE_OK);
    byte_source_drop(&source);
    assert_int_equal(image->tracks[0].sectors, 300);
}

static void test_raw_image__ends_where_the_disc_does(void **state)
{
    struct raw_image *image = *state;

    assert_int_equal(raw_image_fixture_add(image, CD_SECTOR_AUDIO, 398101),
                     RAW_IMAGE_INSUFFICIENT_SPACE);
    assert_int_equal(raw_image_fixture_add(image, CD_SECTOR_AUDIO, UINT64_C(1) << 40),
                     RAW_IMAGE_INSUFFICIENT_SPACE);
    assert_int_equal(image->track_count, 0);
    raw_image_fixture_add_audio(image, 398100);
    assert_int_equal(raw_image_last_sector(image), RAW_IMAGE_LAST_SECTOR);
    assert_int_equal(raw_image_fixture_add(image, CD_SECTOR_AUDIO, 300),
                     RAW_IMAGE_INSUFFICIENT_SPACE);
}

static void test_raw_image__limit_is_obeyed(void **state)
{
    struct raw_image *image = *state;

    assert_int_equal(raw_image_set_lead_out_limit(image, -1), RAW_IMAGE_INVALID_ARGUMENT);
    assert_int_equal(raw_image_set_lead_out_limit(image, 398100), RAW_IMAGE_INVALID_ARGUMENT);
    assert_int_equal(raw_image_set_lead_out_limit(image, 700), RAW_IMAGE_OK);
    assert_int_equal(raw_image_fixture_add(image, CD_SECTOR_AUDIO, 701),
                     RAW_IMAGE_INSUFFICIENT_SPACE);
    raw_image_fixture_add_audio(image, 300);
    raw_image_fixture_add_audio(image, 400);
    assert_int_equal(raw_image_set_gaps(image, true), RAW_IMAGE_INSUFFICIENT_SPACE);
    assert_false(image->has_gaps);
    assert_int_equal(image->lead_out, 700);
    assert_int_equal(raw_image_set_lead_out_limit(image, 699), RAW_IMAGE_INSUFFICIENT_SPACE);
    assert_int_equal(image->lead_out_limit, 700);
}

static void test_raw_image__hidden_audio_moves_the_first_track(void **state)
{
    struct raw_image *image = *state;
    struct byte_source *source = raw_image_fixture_zeros(500 * CD_SECTOR_BYTES);

    assert_int_equal(raw_image_set_hidden(image, source), RAW_IMAGE_OK);
    assert_int_equal(raw_image_fixture_add(image, CD_SECTOR_MODE_1, 300),
                     RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED);
    raw_image_fixture_add_audio(image, 300);
    assert_int_equal(image->tracks[0].pause, -150);
    assert_int_equal(image->tracks[0].start, 350);
    assert_int_equal(raw_image_set_hidden(image, source), RAW_IMAGE_TRACKS_ALREADY_ADDED);
    byte_source_drop(&source);
}

static void test_raw_image__hidden_audio_has_limits(void **state)
{
    struct raw_image *image = *state;
    struct byte_source *few = raw_image_fixture_zeros(149 * CD_SECTOR_BYTES);
    struct byte_source *most = raw_image_fixture_zeros(UINT64_C(397950) * CD_SECTOR_BYTES);
    struct byte_source *many = raw_image_fixture_zeros(UINT64_C(397950) * CD_SECTOR_BYTES + 1);

    assert_int_equal(raw_image_set_hidden(image, few), RAW_IMAGE_TOO_SHORT);
    assert_int_equal(raw_image_set_hidden(image, many), RAW_IMAGE_INSUFFICIENT_SPACE);
    assert_int_equal(raw_image_set_hidden(image, most), RAW_IMAGE_OK);
    raw_image_fixture_add_audio(image, 300);
    assert_int_equal(raw_image_last_sector(image), RAW_IMAGE_LAST_SECTOR);
    byte_source_drop(&few);
    byte_source_drop(&most);
    byte_source_drop(&many);
}

static void test_raw_image__indexes_keep_their_distance(void **state)
{
    struct raw_image *image = *state;
    static const uint32_t expected[] = { 0, 10, 20, 290 };

    raw_image_fixture_add_audio(image, 300);
    assert_int_equal(raw_image_add_index(image, 0, 20), RAW_IMAGE_OK);
    assert_int_equal(raw_image_add_index(image, 0, 290), RAW_IMAGE_OK);
    assert_int_equal(raw_image_add_index(image, 0, 10), RAW_IMAGE_OK);
    assert_int_equal(raw_image_add_index(image, 0, 20), RAW_IMAGE_INDEX_ALREADY_EXISTS);
    assert_int_equal(raw_image_add_index(image, 0, 0), RAW_IMAGE_INDEX_ALREADY_EXISTS);
    assert_int_equal(raw_image_add_index(image, 0, 29), RAW_IMAGE_INDEX_TOO_CLOSE);
    assert_int_equal(raw_image_add_index(image, 0, 281), RAW_IMAGE_INDEX_TOO_CLOSE);
    assert_int_equal(raw_image_add_index(image, 0, 299), RAW_IMAGE_INDEX_TOO_CLOSE);
    assert_int_equal(raw_image_add_index(image, 0, 300), RAW_IMAGE_INVALID_ARGUMENT);
    assert_int_equal(raw_image_add_index(image, 0, -1), RAW_IMAGE_INVALID_ARGUMENT);
    assert_int_equal(image->tracks[0].index_count, 4);
    assert_memory_equal(image->tracks[0].indexes, expected, sizeof(expected));
}

static void test_raw_image__has_99_indexes_at_most(void **state)
{
    struct raw_image *image = *state;

    raw_image_fixture_add_audio(image, 2000);
    for (int32_t i = 1; i < RAW_IMAGE_INDEXES; i++)
        assert_int_equal(raw_image_add_index(image, 0, 10 * i), RAW_IMAGE_OK);
    assert_int_equal(raw_image_add_index(image, 0, 1500), RAW_IMAGE_TOO_MANY_INDEXES);
    assert_int_equal(raw_image_clear_index(image, 0, 10), RAW_IMAGE_OK);
    assert_int_equal(raw_image_add_index(image, 0, 1500), RAW_IMAGE_OK);
}

static void test_raw_image__clears_what_is_there(void **state)
{
    struct raw_image *image = *state;

    raw_image_fixture_add_audio(image, 300);
    assert_int_equal(raw_image_clear_index(image, 0, 0), RAW_IMAGE_INDEX_ZERO_STAYS);
    assert_int_equal(raw_image_clear_index(image, 0, 100), RAW_IMAGE_INDEX_NOT_FOUND);
    assert_int_equal(raw_image_clear_index(image, 0, -1), RAW_IMAGE_INDEX_NOT_FOUND);
    assert_int_equal(image->tracks[0].index_count, 1);
}

/* Sets the catalogue number from plain text. */
static enum raw_image_result set_catalog(struct raw_image *image, const char *text)
{
    char16 units[64];
    const size_t length = strlen(text);

    for (size_t i = 0; i < length; i++)
        units[i] = (char16)text[i];
    return raw_image_set_catalog(image, units, length);
}

static void test_raw_image__catalog_number_is_checked(void **state)
{
    static const char *const bad[] = { "4006381333932", "40063813339310", "400638133393X",
                                       "4006381 333931", "1" };
    struct raw_image *image = *state;

    assert_int_equal(set_catalog(image, "123456789012"), RAW_IMAGE_OK);
    assert_string_equal(image->catalog, "0123456789012");
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_int_equal(set_catalog(image, bad[i]), RAW_IMAGE_INVALID_CATALOG);
    assert_string_equal(image->catalog, "0123456789012");
    assert_int_equal(set_catalog(image, ""), RAW_IMAGE_OK);
    assert_string_equal(image->catalog, "");
}

static enum raw_image_result set_isrc(struct raw_image *image, const char *text)
{
    char16 units[64];
    const size_t length = strlen(text);

    for (size_t i = 0; i < length; i++)
        units[i] = (char16)text[i];
    return raw_image_set_isrc(image, 0, units, length);
}

static void test_raw_image__isrc_is_checked(void **state)
{
    static const char *const good[] = { "us-k7y-98-12345", "USK7Y9812345", "US-K7Y9812345" };
    static const char *const bad[] = { "US-K7Y-98-1234",   "US-K7Y-98-123456", "U1-K7Y-98-12345",
                                       "US-K7Y-9A-12345",  "US--K7Y-98-12345", "-USK7Y9812345",
                                       "US-K7Y-98-12345-", "US-K_Y-98-12345" };
    struct raw_image *image = *state;

    raw_image_fixture_add_audio(image, 300);
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
        assert_int_equal(set_isrc(image, ""), RAW_IMAGE_OK);
        assert_string_equal(image->tracks[0].isrc, "");
        assert_int_equal(set_isrc(image, good[i]), RAW_IMAGE_OK);
        assert_string_equal(image->tracks[0].isrc, "USK7Y9812345");
    }
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_int_equal(set_isrc(image, bad[i]), RAW_IMAGE_INVALID_ISRC);
    assert_string_equal(image->tracks[0].isrc, "USK7Y9812345");
}

static void test_raw_image__data_have_no_properties_of_audio(void **state)
{
    struct raw_image *image = *state;

    assert_int_equal(raw_image_fixture_add(image, CD_SECTOR_MODE_1, 300), RAW_IMAGE_OK);
    assert_int_equal(set_isrc(image, "USK7Y9812345"), RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED);
    assert_int_equal(raw_image_set_copy(image, 0, RAW_IMAGE_COPY_ONCE),
                     RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED);
    assert_int_equal(raw_image_set_preemphasis(image, 0, true),
                     RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED);
}

static void test_raw_image__control_says_what_audio_is(void **state)
{
    struct raw_image *image = *state;
    const struct raw_image_track *track = &image->tracks[0];

    raw_image_fixture_add_audio(image, 300);
    assert_int_equal(raw_image_control(track, 0), CD_CONTROL_COPY_PERMITTED);
    assert_int_equal(raw_image_set_copy(image, 0, RAW_IMAGE_COPY_PROHIBITED), RAW_IMAGE_OK);
    assert_int_equal(raw_image_set_preemphasis(image, 0, true), RAW_IMAGE_OK);
    assert_int_equal(raw_image_control(track, 0), CD_CONTROL_PREEMPHASIS);
    assert_int_equal(raw_image_set_copy(image, 0, (enum raw_image_copy)3),
                     RAW_IMAGE_INVALID_ARGUMENT);
    assert_int_equal(raw_image_set_copy(image, 0, RAW_IMAGE_COPY_ONCE), RAW_IMAGE_OK);
    for (int32_t lba = -150; lba < 300; lba++)
        assert_int_equal(raw_image_control(track, lba) & CD_CONTROL_COPY_PERMITTED,
                         (lba + 150) % 8 < 4 ? CD_CONTROL_COPY_PERMITTED : 0);
    assert_int_equal(raw_image_control(track, RAW_IMAGE_START), CD_CONTROL_PREEMPHASIS);
}

static void test_raw_image__forms_and_generators_agree(void **state)
{
    struct raw_image *image = *state;
    struct byte_source *source = raw_image_fixture_zeros(96);

    assert_int_equal(image->form, RAW_IMAGE_COOKED);
    assert_int_equal(raw_image_set_form(image, (enum raw_image_form)3), RAW_IMAGE_INVALID_ARGUMENT);
    assert_int_equal(raw_image_set_form(image, RAW_IMAGE_PQ), RAW_IMAGE_OK);
    assert_int_equal(raw_image_sector_bytes(image), 2368);
    assert_int_equal(raw_image_set_rw(image, source), RAW_IMAGE_INVALID_ARGUMENT);
    assert_int_equal(raw_image_set_form(image, RAW_IMAGE_RAW), RAW_IMAGE_OK);
    assert_int_equal(raw_image_set_rw(image, source), RAW_IMAGE_OK);
    assert_int_equal(raw_image_set_form(image, RAW_IMAGE_PQ), RAW_IMAGE_INVALID_ARGUMENT);
    assert_int_equal(raw_image_sector_bytes(image), 2448);
    assert_int_equal(raw_image_set_rw(image, NULL), RAW_IMAGE_OK);
    assert_int_equal(raw_image_set_form(image, RAW_IMAGE_PQ), RAW_IMAGE_OK);
    byte_source_drop(&source);
}

#define TEST(name)                                                                                 \
    cmocka_unit_test_setup_teardown(test_raw_image__##name, raw_image_fixture_begin,               \
                                    raw_image_fixture_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(tracks_follow_each_other_without_gaps),
        TEST(gaps_move_tracks_apart),
        TEST(pauses_leave_indexes_alone),
        TEST(data_have_gaps_and_an_end),
        TEST(forms_of_mode_2_mix),
        TEST(audio_stays_audio),
        TEST(only_audio_starts_elsewhere),
        TEST(has_99_tracks_at_most),
        TEST(short_tracks_are_refused),
        TEST(ends_where_the_disc_does),
        TEST(limit_is_obeyed),
        TEST(hidden_audio_moves_the_first_track),
        TEST(hidden_audio_has_limits),
        TEST(indexes_keep_their_distance),
        TEST(has_99_indexes_at_most),
        TEST(clears_what_is_there),
        TEST(catalog_number_is_checked),
        TEST(isrc_is_checked),
        TEST(data_have_no_properties_of_audio),
        TEST(control_says_what_audio_is),
        TEST(forms_and_generators_agree),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
