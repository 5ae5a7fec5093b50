/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Packs of cd/text.h, read by libcdio. Without the library it is a skip. */
#include "support/cmocka_all.h"

#include "cd/text.h"

#ifdef OPENIMAPI_HAVE_LIBCDIO

#include <cdio/cdtext.h>

#define TRACKS 3

static const char *const titles[] = { "An album of songs", "One", "A title of several packs, long",
                                      "Three" };
static const char *const performers[] = { "Somebody", "Somebody", "Somebody else", "Nobody" };
/* It does not count empty texts, so none is followed by another. */
static const char *const songwriters[] = { "All", "Writer", NULL, NULL };
static const char *const codes[] = { "4006381333931", "USK7Y9812345", "USK7Y9812346",
                                     "USK7Y9812347" };

static cdtext_t *read_packs(const struct cd_text_packs *packs)
{
    cdtext_t *text = cdtext_init();

    assert_non_null(text);
    assert_int_equal(
        cdtext_data_init(text, (uint8_t *)packs->packs, packs->count * sizeof(packs->packs[0])), 0);
    return text;
}

static void test_text__libcdio_reads_every_field(void **state)
{
    const struct cd_text_block block = {
        .language = CD_TEXT_LANGUAGE_ENGLISH,
        .first_track = 1,
        .last_track = TRACKS,
        .texts = { [0] = titles,
                   [1] = performers,
                   [2] = songwriters,
                   [CD_TEXT_CODES - CD_TEXT_TITLE] = codes },
    };
    struct cd_text_packs packs;
    cdtext_t *text;

    (void)state;
    assert_int_equal(cd_text_encode(&block, 1, &packs), STATUS_OK);
    text = read_packs(&packs);
    assert_int_equal(cdtext_get_language(text), CDTEXT_LANGUAGE_ENGLISH);
    assert_int_equal(cdtext_get_first_track(text), 1);
    assert_int_equal(cdtext_get_last_track(text), TRACKS);
    for (track_t i = 0; i <= TRACKS; i++) {
        const char *writer = cdtext_get_const(text, CDTEXT_FIELD_SONGWRITER, i);

        assert_string_equal(cdtext_get_const(text, CDTEXT_FIELD_TITLE, i), titles[i]);
        assert_string_equal(cdtext_get_const(text, CDTEXT_FIELD_PERFORMER, i), performers[i]);
        assert_string_equal(
            cdtext_get_const(text, i == 0 ? CDTEXT_FIELD_UPC_EAN : CDTEXT_FIELD_ISRC, i), codes[i]);
        assert_string_equal(writer != NULL ? writer : "",
                            songwriters[i] != NULL ? songwriters[i] : "");
    }
    cdtext_destroy(text);
    cd_text_packs_release(&packs);
}

static void test_text__libcdio_reads_every_language(void **state)
{
    const struct cd_text_block blocks[] = {
        { .language = CD_TEXT_LANGUAGE_ENGLISH,
          .first_track = 1,
          .last_track = TRACKS,
          .texts = { titles } },
        { .language = CDTEXT_LANGUAGE_GERMAN,
          .first_track = 1,
          .last_track = TRACKS,
          .texts = { performers } },
    };
    struct cd_text_packs packs;
    cdtext_t *text;

    (void)state;
    assert_int_equal(cd_text_encode(blocks, 2, &packs), STATUS_OK);
    text = read_packs(&packs);
    assert_true(cdtext_select_language(text, CDTEXT_LANGUAGE_GERMAN));
    assert_string_equal(cdtext_get_const(text, CDTEXT_FIELD_TITLE, 2), performers[2]);
    assert_true(cdtext_select_language(text, CDTEXT_LANGUAGE_ENGLISH));
    assert_string_equal(cdtext_get_const(text, CDTEXT_FIELD_TITLE, 2), titles[2]);
    cdtext_destroy(text);
    cd_text_packs_release(&packs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text__libcdio_reads_every_field),
        cmocka_unit_test(test_text__libcdio_reads_every_language),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

#else

int main(void)
{
    puts("1..0 # SKIP libcdio is not there to read CD-Text");
    return 77;
}

#endif
