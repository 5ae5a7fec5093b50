/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of discimage/raw_image_source.h, with discimage/raw_image_q.h below it. */
#include "raw_image_fixture.h"

#include "base/memory.h"
#include "cd/scramble.h"
#include "cd/subcode.h"
#include "discimage/raw_image_source.h"
#include "stream/memory_source.h"

#include <stdio.h>
#include <string.h>

#define SECTOR (CD_SECTOR_BYTES + CD_SUBCODE_BYTES)

static struct byte_source *prng(uint32_t seed, uint64_t size)
{
    struct byte_source *source;

    assert_int_equal(prng_source_create(seed, size, &source), STATUS_OK);
    return source;
}

static struct byte_source *create(struct raw_image *image)
{
    struct byte_source *source;

    assert_int_equal(raw_image_source_create(image, &source), RAW_IMAGE_OK);
    return source;
}

/* Adds a track of pseudo-random bytes. */
static void add_random(struct raw_image *image, enum cd_sector_kind kind, bool is_complete,
                       uint32_t seed, uint64_t bytes)
{
    struct byte_source *source = prng(seed, bytes);

    assert_int_equal(raw_image_add_track(image, kind, is_complete, source), RAW_IMAGE_OK);
    byte_source_drop(&source);
}

static void add_audio(struct raw_image *image, uint32_t seed, uint32_t sectors)
{
    add_random(image, CD_SECTOR_AUDIO, false, seed, (uint64_t)sectors * CD_SECTOR_BYTES);
}

static void set_isrc(struct raw_image *image, size_t slot, const char *text)
{
    char16 units[CD_ISRC_CHARACTERS];

    for (size_t i = 0; i < CD_ISRC_CHARACTERS; i++)
        units[i] = (char16)text[i];
    assert_int_equal(raw_image_set_isrc(image, slot, units, CD_ISRC_CHARACTERS), RAW_IMAGE_OK);
}

static void set_catalog(struct raw_image *image, const char *text)
{
    char16 units[CD_CATALOG_DIGITS];

    for (size_t i = 0; i < CD_CATALOG_DIGITS; i++)
        units[i] = (char16)text[i];
    assert_int_equal(raw_image_set_catalog(image, units, CD_CATALOG_DIGITS), RAW_IMAGE_OK);
}

static void read_sector(struct byte_source *source, int32_t lba, uint8_t *sector)
{
    const uint64_t offset = (uint64_t)(lba - RAW_IMAGE_START) * SECTOR;

    assert_int_equal(byte_source_read_exact(source, offset, sector, SECTOR), STATUS_OK);
}

static struct cd_q_frame q_at(struct byte_source *source, int32_t lba, bool *p)
{
    uint8_t sector[SECTOR];
    struct cd_q_frame q;

    read_sector(source, lba, sector);
    cd_subcode_split_q(sector + CD_SECTOR_BYTES, &q);
    *p = cd_subcode_split_p(sector + CD_SECTOR_BYTES);
    assert_true(cd_q_frame_is_intact(&q));
    return q;
}

/* Bytes of Q, without the CRC. */
static void check_q(struct byte_source *source, int32_t lba, bool p, const char *expected)
{
    bool found_p;
    const struct cd_q_frame q = q_at(source, lba, &found_p);
    char text[32] = "";

    snprintf(text, sizeof(text), "%02X", q.control_adr);
    for (size_t i = 0; i < sizeof(q.data); i++)
        snprintf(text + strlen(text), sizeof(text) - strlen(text), "%02X", q.data[i]);
    assert_string_equal(text, expected);
    assert_int_equal(found_p, p);
}

static void test_raw_image_source__smallest_image_is_that_of_the_reference(void **state)
{
    struct raw_image *image = *state;
    struct byte_source *source;

    add_audio(image, 1, 300);
    source = create(image);
    assert_true(byte_source_size(source) == 72705600);
    byte_source_drop(&source);
}

static void test_raw_image_source__lead_in_tells_the_table_of_contents(void **state)
{
    static const char *const rows[] = {
        "21000195000000000200", "21000195000100000200", "21000195000200000200",
        "21000295000300000600", "21000295000400000600", "21000295000500000600",
        "2100A095000600010000", "2100A095000700010000", "2100A095000800010000",
        "2100A195000900020000", "2100A195001000020000", "2100A195001100020000",
        "2100A295001200001000", "2100A295001300001000", "2100A295001400001000",
        "21000195001500000200",
    };
    struct raw_image *image = *state;
    struct byte_source *source;

    add_audio(image, 1, 300);
    add_audio(image, 2, 300);
    source = create(image);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        check_q(source, RAW_IMAGE_START + (int32_t)i, false, rows[i]);
    check_q(source, -151, false, "2100A299597400001000");
    byte_source_drop(&source);
}

static void test_raw_image_source__program_tells_positions(void **state)
{
    struct raw_image *image = *state;
    struct byte_source *source;

    add_audio(image, 1, 300);
    add_audio(image, 2, 300);
    assert_int_equal(raw_image_add_index(image, 1, 75), RAW_IMAGE_OK);
    source = create(image);
    check_q(source, -150, true, "21010000017400000000");
    check_q(source, -1, true, "21010000000000000174");
    check_q(source, 0, false, "21010100000000000200");
    check_q(source, 149, false, "21010100017400000374");
    check_q(source, 150, true, "21020000017400000400");
    check_q(source, 299, true, "21020000000000000574");
    check_q(source, 300, false, "21020100000000000600");
    check_q(source, 374, false, "21020100007400000674");
    check_q(source, 375, false, "21020200010000000700");
    check_q(source, 449, false, "21020200017400000774");
    check_q(source, 599, true, "21020200037400000974");
    check_q(source, 600, false, "21AA0100000000001000");
    check_q(source, 600 + 6749, false, "21AA0101297400013974");
    byte_source_drop(&source);
}

static void test_raw_image_source__p_flashes_in_the_lead_out(void **state)
{
    struct raw_image *image = *state;
    struct byte_source *source;
    unsigned changes = 0;
    bool last = false;

    add_audio(image, 1, 300);
    source = create(image);
    for (int32_t i = 0; i < 150 + 10 * 75; i++) {
        bool p;

        q_at(source, 300 + i, &p);
        assert_false(p && i < 150);
        changes += p != last;
        last = p;
    }
    assert_int_equal(changes, 40); /* twice a second on and off */
    byte_source_drop(&source);
}

/* Counts sectors between frames of a kind, and that they stand where they may. */
struct gaps {
    int32_t last;
    int32_t longest;
    unsigned count;
};

static void note(struct gaps *gaps, int32_t lba)
{
    if (lba - gaps->last > gaps->longest)
        gaps->longest = lba - gaps->last;
    assert_true(lba - gaps->last > 1 || gaps->count == 0);
    gaps->last = lba;
    gaps->count++;
}

static void test_raw_image_source__numbers_come_often_enough(void **state)
{
    static const char isrc[] = "USK7Y9812345";
    static const char catalog[] = "4006381333931";
    struct raw_image *image = *state;
    struct gaps catalogs = { .last = -150 };
    struct gaps isrcs = { .last = 200 };
    struct byte_source *source;
    int32_t last_code = -151;

    add_audio(image, 1, 350);
    add_audio(image, 2, 1000);
    set_catalog(image, catalog);
    set_isrc(image, 1, isrc);
    for (int32_t offset = 11; offset < 980; offset += 11)
        assert_int_equal(raw_image_add_index(image, 1, offset), RAW_IMAGE_OK);
    source = create(image);
    for (int32_t lba = -150; lba < 1350; lba++) {
        bool p;
        const struct cd_q_frame q = q_at(source, lba, &p);
        char digits[CD_CATALOG_DIGITS + 1];
        char characters[CD_ISRC_CHARACTERS + 1];

        if (cd_q_frame_adr(&q) == CD_ADR_POSITION)
            continue;
        assert_true(lba - last_code > 1);
        last_code = lba;
        assert_false(lba >= 349 && (lba - 350) % 11 == 0); /* where an index begins, */
        assert_false(lba >= 349 && (lba - 349) % 11 == 0); /* and before it */
        if (cd_q_frame_adr(&q) == CD_ADR_CATALOG) {
            assert_int_equal(cd_q_frame_parse_catalog(&q, digits), STATUS_OK);
            assert_string_equal(digits, catalog);
            note(&catalogs, lba);
        } else {
            assert_int_equal(cd_q_frame_parse_isrc(&q, characters), STATUS_OK);
            assert_string_equal(characters, isrc);
            note(&isrcs, lba);
        }
        assert_int_equal(q.data[8] & 0xF, (lba + 150) % 75 % 10);
    }
    assert_true(catalogs.longest <= 100);
    assert_true(isrcs.longest <= 100);
    assert_true(isrcs.count >= 11);
    assert_true(catalogs.count >= 15);
    byte_source_drop(&source);
}

static void check_user(struct byte_source *source, int32_t lba, uint32_t seed, uint64_t offset)
{
    struct byte_source *expected = prng(seed, offset + CD_SECTOR_BYTES);
    uint8_t sector[SECTOR];
    uint8_t user[CD_SECTOR_BYTES];

    read_sector(source, lba, sector);
    assert_int_equal(byte_source_read_exact(expected, offset, user, sizeof(user)), STATUS_OK);
    assert_memory_equal(sector, user, sizeof(user));
    byte_source_drop(&expected);
}

static void check_silence(struct byte_source *source, int32_t lba)
{
    static const uint8_t zeros[CD_SECTOR_BYTES];
    uint8_t sector[SECTOR];

    read_sector(source, lba, sector);
    assert_memory_equal(sector, zeros, sizeof(zeros));
}

static void test_raw_image_source__audio_is_in_its_place(void **state)
{
    struct raw_image *image = *state;
    struct byte_source *hidden = prng(9, 200 * CD_SECTOR_BYTES);
    struct byte_source *source;

    assert_int_equal(raw_image_set_hidden(image, hidden), RAW_IMAGE_OK);
    assert_int_equal(raw_image_set_gaps(image, true), RAW_IMAGE_OK);
    byte_source_drop(&hidden);
    add_audio(image, 1, 300);
    add_audio(image, 2, 300);
    source = create(image);
    check_silence(source, -151);
    check_user(source, -150, 9, 0);
    check_user(source, 49, 9, 199 * CD_SECTOR_BYTES);
    check_user(source, 50, 1, 0);
    check_user(source, 349, 1, 299 * CD_SECTOR_BYTES);
    check_silence(source, 350);
    check_silence(source, 499);
    check_user(source, 500, 2, 0);
    check_silence(source, 800);
    check_q(source, 49, true, "21010000000000000249");
    check_q(source, -150, true, "21010000024900000000");
    byte_source_drop(&source);
}

static void test_raw_image_source__any_cut_gives_the_same(void **state)
{
    static const size_t cuts[] = { 1, 95, 2351, 2448, 2449, 5000, 65536, 400000 };
    struct raw_image *image = *state;
    struct byte_source *source;
    const uint64_t start = UINT64_C(22600) * SECTOR;
    const size_t size = 700 * SECTOR;
    uint8_t *whole;
    uint8_t *part;

    add_audio(image, 1, 300);
    add_random(image, CD_SECTOR_AUDIO, false, 2, 300 * CD_SECTOR_BYTES - 1000);
    source = create(image);
    whole = memory_allocate(size, 1);
    part = memory_allocate(size, 1);
    assert_int_equal(byte_source_read_exact(source, start, whole, size), STATUS_OK);
    for (size_t i = 0; i < sizeof(cuts) / sizeof(cuts[0]); i++) {
        const size_t tried = cuts[i] == 1 ? 3 * SECTOR : size;

        for (size_t done = 0; done < tried; done += cuts[i]) {
            const size_t rest = tried - done;

            assert_int_equal(byte_source_read_exact(source, start + done, part + done,
                                                    cuts[i] < rest ? cuts[i] : rest),
                             STATUS_OK);
        }
        assert_memory_equal(part, whole, tried);
        memset(part, 0, size);
    }
    memory_free(whole);
    memory_free(part);
    byte_source_drop(&source);
}

/* The user data of a descrambled sector, whose codes agree. */
static void check_data(struct byte_source *source, int32_t lba, enum cd_sector_kind kind,
                       unsigned place, const uint8_t *user, size_t size)
{
    uint8_t sector[SECTOR];
    uint8_t resealed[CD_SECTOR_BYTES];

    read_sector(source, lba, sector);
    cd_scramble(sector);
    assert_int_equal(cd_sector_kind_of(sector), kind);
    assert_memory_equal(sector + place, user, size);
    memcpy(resealed, sector, sizeof(resealed));
    cd_sector_begin(resealed, kind, lba);
    cd_sector_seal(resealed, kind);
    assert_memory_equal(sector, resealed, sizeof(resealed));
}

static void test_raw_image_source__data_are_sealed_and_scrambled(void **state)
{
    struct raw_image *image = *state;
    struct byte_source *random = prng(5, 2 * CD_MODE_1_BYTES);
    static const uint8_t zeros[CD_MODE_1_BYTES];
    uint8_t user[2 * CD_MODE_1_BYTES];
    struct byte_source *source;

    add_random(image, CD_SECTOR_MODE_1, false, 5, 300 * CD_MODE_1_BYTES);
    assert_int_equal(byte_source_read_exact(random, 0, user, sizeof(user)), STATUS_OK);
    source = create(image);
    check_data(source, -150, CD_SECTOR_MODE_1, CD_SECTOR_BODY, zeros, sizeof(zeros));
    check_data(source, 0, CD_SECTOR_MODE_1, CD_SECTOR_BODY, user, CD_MODE_1_BYTES);
    check_data(source, 1, CD_SECTOR_MODE_1, CD_SECTOR_BODY, user + CD_MODE_1_BYTES,
               CD_MODE_1_BYTES);
    check_data(source, 449, CD_SECTOR_MODE_1, CD_SECTOR_BODY, zeros, sizeof(zeros));
    check_data(source, 450, CD_SECTOR_MODE_0, CD_SECTOR_BODY, zeros, sizeof(zeros));
    check_data(source, RAW_IMAGE_START, CD_SECTOR_MODE_0, CD_SECTOR_BODY, zeros, sizeof(zeros));
    check_q(source, 299, false, "41010100037400000574");
    check_q(source, 300, true, "41010100040000000600");
    check_q(source, RAW_IMAGE_START + 9, false, "4100A295000900000800");
    byte_source_drop(&source);
    byte_source_drop(&random);
}

static void test_raw_image_source__forms_have_their_sub_headers(void **state)
{
    static const uint8_t form_1[] = { 0, 0, CD_SUBMODE_DATA, 0 };
    static const uint8_t form_2[] = { 0, 0, CD_SUBMODE_FORM_2, 0 };
    struct raw_image *image = *state;
    struct byte_source *source;

    assert_int_equal(raw_image_fixture_add(image, CD_SECTOR_MODE_2_FORM_1, 300), RAW_IMAGE_OK);
    assert_int_equal(raw_image_fixture_add(image, CD_SECTOR_MODE_2_FORM_2, 300), RAW_IMAGE_OK);
    source = create(image);
    check_data(source, 0, CD_SECTOR_MODE_2_FORM_1, CD_SECTOR_BODY, form_1, sizeof(form_1));
    check_data(source, 300, CD_SECTOR_MODE_2_FORM_2, CD_SECTOR_BODY, form_2, sizeof(form_2));
    check_data(source, 750, CD_SECTOR_MODE_2_FORM_2, CD_SECTOR_BODY, form_2, sizeof(form_2));
    check_q(source, RAW_IMAGE_START + 6, false, "4100A095000600012000");
    byte_source_drop(&source);
}

static void test_raw_image_source__sub_headers_of_form_2_come_with_the_data(void **state)
{
    struct raw_image *image = *state;
    struct byte_source *random = prng(3, CD_MODE_2_BYTES);
    uint8_t user[CD_MODE_2_BYTES];
    uint8_t sector[SECTOR];
    struct byte_source *source;

    add_random(image, CD_SECTOR_MODE_2_FORM_2, false, 3, 300 * CD_MODE_2_BYTES);
    assert_int_equal(byte_source_read_exact(random, 0, user, sizeof(user)), STATUS_OK);
    source = create(image);
    read_sector(source, 0, sector);
    cd_scramble(sector);
    assert_memory_equal(sector + CD_SECTOR_BODY, user, sizeof(user));
    byte_source_drop(&random);
    byte_source_drop(&source);
}

static void test_raw_image_source__complete_sectors_stay_as_they_are(void **state)
{
    struct raw_image *image = *state;
    struct byte_source *source;

    add_random(image, CD_SECTOR_MODE_1, true, 7, 300 * CD_SECTOR_BYTES);
    source = create(image);
    check_user(source, 0, 7, 0);
    check_user(source, 299, 7, 299 * CD_SECTOR_BYTES);
    byte_source_drop(&source);
}

static void test_raw_image_source__generator_fills_r_to_w(void **state)
{
    struct raw_image *image = *state;
    const uint64_t size = UINT64_C(29700) * CD_SUBCODE_BYTES;
    struct byte_source *rw = prng(4, size);
    uint8_t expected[CD_SUBCODE_BYTES];
    uint8_t sector[SECTOR];
    struct byte_source *source;
    struct cd_q_frame q;

    add_audio(image, 1, 300);
    assert_int_equal(raw_image_set_rw(image, rw), RAW_IMAGE_OK);
    source = create(image);
    read_sector(source, 299, sector);
    assert_int_equal(
        byte_source_read_exact(rw, (22650 + 299) * CD_SUBCODE_BYTES, expected, sizeof(expected)),
        STATUS_OK);
    for (unsigned i = 0; i < CD_SUBCODE_BYTES; i++)
        assert_int_equal(sector[CD_SECTOR_BYTES + i] & CD_SUBCODE_RW, expected[i] & CD_SUBCODE_RW);
    cd_subcode_split_q(sector + CD_SECTOR_BYTES, &q);
    assert_true(cd_q_frame_is_intact(&q));
    byte_source_drop(&rw);
    byte_source_drop(&source);
}

static void test_raw_image_source__generator_has_the_size_of_the_image(void **state)
{
    struct raw_image *image = *state;
    struct byte_source *rw = raw_image_fixture_zeros(UINT64_C(29700) * CD_SUBCODE_BYTES - 1);
    struct byte_source *source;

    add_audio(image, 1, 300);
    assert_int_equal(raw_image_set_rw(image, rw), RAW_IMAGE_OK);
    assert_int_equal(raw_image_source_create(image, &source), RAW_IMAGE_RW_SIZE_WRONG);
    assert_null(source);
    assert_false(image->is_read_only);
    byte_source_drop(&rw);
}

static void test_raw_image_source__short_form_has_p_and_q(void **state)
{
    struct raw_image *image = *state;
    uint8_t sector[CD_SECTOR_BYTES + CD_SUBCODE_PQ_BYTES];
    struct byte_source *source;

    add_audio(image, 1, 300);
    assert_int_equal(raw_image_set_form(image, RAW_IMAGE_PQ), RAW_IMAGE_OK);
    source = create(image);
    assert_true(byte_source_size(source) == UINT64_C(29700) * sizeof(sector));
    assert_int_equal(byte_source_read_exact(source, 22649 * sizeof(sector), sector, sizeof(sector)),
                     STATUS_OK);
    assert_int_equal(sector[CD_SECTOR_BYTES], 0x21);
    assert_int_equal(sector[CD_SECTOR_BYTES + 2], 0);
    assert_int_equal(sector[sizeof(sector) - 1], CD_SUBCODE_P);
    byte_source_drop(&source);
}

static void test_raw_image_source__image_is_read_only_afterwards(void **state)
{
    struct raw_image *image = *state;
    struct byte_source *source;
    struct byte_source *again;

    assert_int_equal(raw_image_source_create(image, &source), RAW_IMAGE_NO_TRACKS);
    add_audio(image, 1, 300);
    source = create(image);
    assert_int_equal(raw_image_source_create(image, &again), RAW_IMAGE_IS_READ_ONLY);
    assert_int_equal(raw_image_fixture_add(image, CD_SECTOR_AUDIO, 300), RAW_IMAGE_IS_READ_ONLY);
    assert_int_equal(raw_image_set_form(image, RAW_IMAGE_RAW), RAW_IMAGE_IS_READ_ONLY);
    assert_int_equal(raw_image_set_gaps(image, true), RAW_IMAGE_IS_READ_ONLY);
    assert_int_equal(raw_image_set_first_track(image, 1), RAW_IMAGE_IS_READ_ONLY);
    assert_int_equal(raw_image_set_lead_out_limit(image, 1000), RAW_IMAGE_IS_READ_ONLY);
    assert_int_equal(raw_image_set_catalog(image, NULL, 0), RAW_IMAGE_IS_READ_ONLY);
    assert_int_equal(raw_image_set_hidden(image, NULL), RAW_IMAGE_IS_READ_ONLY);
    assert_int_equal(raw_image_set_rw(image, NULL), RAW_IMAGE_IS_READ_ONLY);
    assert_int_equal(raw_image_set_isrc(image, 0, NULL, 0), RAW_IMAGE_IS_READ_ONLY);
    assert_int_equal(raw_image_set_copy(image, 0, RAW_IMAGE_COPY_ONCE), RAW_IMAGE_IS_READ_ONLY);
    assert_int_equal(raw_image_set_preemphasis(image, 0, true), RAW_IMAGE_IS_READ_ONLY);
    assert_int_equal(raw_image_add_index(image, 0, 100), RAW_IMAGE_IS_READ_ONLY);
    assert_int_equal(raw_image_clear_index(image, 0, 100), RAW_IMAGE_IS_READ_ONLY);
    byte_source_drop(&source);
}

/* A source that says it has more than it gives, or that fails. It outlives the image. */
struct liar {
    struct byte_source source;
    uint64_t real_size;
    enum status status;
};

static enum status liar_read_at(struct byte_source *source, uint64_t offset, void *buffer,
                                size_t size, size_t *read)
{
    struct liar *liar = (struct liar *)source;

    memset(buffer, 0xA5, size);
    *read = 0;
    if (offset + size > liar->real_size)
        return liar->status;
    *read = size;
    return STATUS_OK;
}

static void liar_destroy(struct byte_source *source)
{
    (void)source;
}

static const struct byte_source_ops liar_ops = { .read_at = liar_read_at, .destroy = liar_destroy };

static void add_liar(struct raw_image *image, struct liar *liar)
{
    struct byte_source *source = &liar->source;

    byte_source_init(source, &liar_ops, 300 * CD_SECTOR_BYTES);
    assert_int_equal(raw_image_add_track(image, CD_SECTOR_AUDIO, false, source), RAW_IMAGE_OK);
    byte_source_drop(&source);
}

static void test_raw_image_source__what_a_source_lost_is_silence(void **state)
{
    struct raw_image *image = *state;
    static struct liar liar = { .real_size = 100 * CD_SECTOR_BYTES + 77,
                                .status = STATUS_END_OF_DATA };
    uint8_t *sectors = memory_allocate(300, SECTOR);
    struct byte_source *source;

    add_liar(image, &liar);
    source = create(image);
    assert_int_equal(
        byte_source_read_exact(source, UINT64_C(22650) * SECTOR, sectors, 300 * SECTOR), STATUS_OK);
    for (size_t i = 0; i < 300 * CD_SECTOR_BYTES; i++) {
        const uint8_t byte = sectors[i / CD_SECTOR_BYTES * SECTOR + i % CD_SECTOR_BYTES];

        assert_int_equal(byte, i < liar.real_size ? 0xA5 : 0);
    }
    memory_free(sectors);
    byte_source_drop(&source);
}

static void test_raw_image_source__failures_are_passed_on(void **state)
{
    struct raw_image *image = *state;
    static struct liar liar = { .real_size = 100 * CD_SECTOR_BYTES, .status = STATUS_FOREIGN };
    struct byte_source *source;
    uint8_t sector[SECTOR];
    uint8_t again[SECTOR];

    add_liar(image, &liar);
    source = create(image);
    read_sector(source, 99, sector);
    assert_int_equal(byte_source_read_exact(source, UINT64_C(22750) * SECTOR, again, sizeof(again)),
                     STATUS_FOREIGN);
    assert_int_equal(byte_source_read_exact(source, UINT64_C(22750) * SECTOR, again, 5),
                     STATUS_FOREIGN);
    read_sector(source, 99, again);
    assert_memory_equal(again, sector, sizeof(again));
    byte_source_drop(&source);
}

static void test_raw_image_source__lists_its_parts(void **state)
{
    struct raw_image *image = *state;
    struct byte_source *rw = raw_image_fixture_zeros(UINT64_C(29700) * CD_SUBCODE_BYTES);
    struct byte_source *source;

    add_audio(image, 1, 300);
    assert_int_equal(raw_image_set_rw(image, rw), RAW_IMAGE_OK);
    source = create(image);
    assert_ptr_equal(raw_image_source_part(source, 0), image->tracks[0].source);
    assert_ptr_equal(raw_image_source_part(source, 1), rw);
    assert_null(raw_image_source_part(source, 2));
    byte_source_drop(&rw);
    byte_source_drop(&source);
}

#define TEST(name)                                                                                 \
    cmocka_unit_test_setup_teardown(test_raw_image_source__##name, raw_image_fixture_begin,        \
                                    raw_image_fixture_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(smallest_image_is_that_of_the_reference),
        TEST(lead_in_tells_the_table_of_contents),
        TEST(program_tells_positions),
        TEST(p_flashes_in_the_lead_out),
        TEST(numbers_come_often_enough),
        TEST(audio_is_in_its_place),
        TEST(any_cut_gives_the_same),
        TEST(data_are_sealed_and_scrambled),
        TEST(forms_have_their_sub_headers),
        TEST(sub_headers_of_form_2_come_with_the_data),
        TEST(complete_sectors_stay_as_they_are),
        TEST(generator_fills_r_to_w),
        TEST(generator_has_the_size_of_the_image),
        TEST(short_form_has_p_and_q),
        TEST(image_is_read_only_afterwards),
        TEST(what_a_source_lost_is_silence),
        TEST(failures_are_passed_on),
        TEST(lists_its_parts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
