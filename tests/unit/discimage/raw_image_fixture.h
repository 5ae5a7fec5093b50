/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the tests of raw CD images share. */
#ifndef OPENIMAPI_TESTS_UNIT_DISCIMAGE_RAW_IMAGE_FIXTURE_H
#define OPENIMAPI_TESTS_UNIT_DISCIMAGE_RAW_IMAGE_FIXTURE_H

#include "support/cmocka_all.h"

#include "discimage/raw_image.h"
#include "stream/prng_source.h"
#include "stream/zero_source.h"

/** cmocka set-up and tear-down: `*state` is an empty image. */
static inline int raw_image_fixture_begin(void **state)
{
    *state = raw_image_create();
    return *state == NULL;
}

static inline int raw_image_fixture_end(void **state)
{
    raw_image_destroy(*state);
    return 0;
}

/** A source of zeros. */
static inline struct byte_source *raw_image_fixture_zeros(uint64_t size)
{
    struct byte_source *source;

    assert_int_equal(zero_source_create(size, &source), STATUS_OK);
    return source;
}

/** Adds a track of `sectors` and drops its source. */
static inline enum raw_image_result
raw_image_fixture_add(struct raw_image *image, enum cd_sector_kind kind, uint64_t sectors)
{
    struct byte_source *source =
        raw_image_fixture_zeros(sectors * raw_image_user_bytes(kind, false));
    const enum raw_image_result result = raw_image_add_track(image, kind, false, source);

    byte_source_drop(&source);
    return result;
}

/** Adds a track of audio that can be. */
static inline void raw_image_fixture_add_audio(struct raw_image *image, uint64_t sectors)
{
    assert_int_equal(raw_image_fixture_add(image, CD_SECTOR_AUDIO, sectors), RAW_IMAGE_OK);
}

#endif
