/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of stream/prng_source.h. */
#include "support/cmocka_all.h"

#include "stream/prng_source.h"

#include <string.h>

/* Published states of the generator. */
static const uint8_t of_seed_0[] = { 0x5F, 0xF3, 0x6E, 0x3C, 0x32, 0x29, 0x50, 0x47,
                                     0xE9, 0xF6, 0xCC, 0xD1, 0x34, 0x53, 0xF9, 0xAA };
static const uint8_t of_seed_1[] = { 0x6C, 0x59, 0x88, 0x3C, 0xDB, 0x85, 0x88, 0x5E,
                                     0x7E, 0x01, 0x16, 0x81, 0xC5, 0x3A, 0x73, 0xB4 };

static struct byte_source *create(uint32_t seed, uint64_t size)
{
    struct byte_source *source;

    assert_int_equal(prng_source_create(seed, size, &source), STATUS_OK);
    return source;
}

static void test_prng_source__gives_the_published_states(void **state)
{
    struct byte_source *zero = create(0, sizeof(of_seed_0));
    struct byte_source *one = create(1, sizeof(of_seed_1));
    uint8_t buffer[16];

    (void)state;
    assert_int_equal(byte_source_read_exact(zero, 0, buffer, sizeof(buffer)), STATUS_OK);
    assert_memory_equal(buffer, of_seed_0, sizeof(buffer));
    assert_int_equal(byte_source_read_exact(one, 0, buffer, sizeof(buffer)), STATUS_OK);
    assert_memory_equal(buffer, of_seed_1, sizeof(buffer));
    byte_source_drop(&zero);
    byte_source_drop(&one);
}

static void test_prng_source__any_cut_gives_the_same_bytes(void **state)
{
    uint8_t whole[64];
    struct byte_source *source = create(0xDEADBEEF, sizeof(whole));

    (void)state;
    assert_int_equal(byte_source_read_exact(source, 0, whole, sizeof(whole)), STATUS_OK);
    for (size_t from = 0; from < sizeof(whole); from++) {
        for (size_t size = 1; size <= sizeof(whole) - from; size++) {
            uint8_t piece[sizeof(whole)];

            assert_int_equal(byte_source_read_exact(source, from, piece, size), STATUS_OK);
            assert_memory_equal(piece, whole + from, size);
        }
    }
    byte_source_drop(&source);
}

static void test_prng_source__repeats_after_16_gib(void **state)
{
    const uint64_t period = UINT64_C(4) << 32;
    struct byte_source *source = create(1, 2 * period);
    uint8_t buffer[16];

    (void)state;
    assert_int_equal(byte_source_read_exact(source, period, buffer, sizeof(buffer)), STATUS_OK);

    assert_memory_equal(buffer, of_seed_1, sizeof(buffer));
    byte_source_drop(&source);
}

static void test_prng_source__last_word_may_be_cut(void **state)
{
    struct byte_source *source = create(0, 6);
    uint8_t buffer[8] = { 0 };
    size_t read;

    (void)state;
    assert_int_equal(byte_source_read_at(source, 3, buffer, sizeof(buffer), &read), STATUS_OK);

    assert_int_equal(read, 3);
    assert_memory_equal(buffer, of_seed_0 + 3, 3);
    byte_source_drop(&source);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_prng_source__gives_the_published_states),
        cmocka_unit_test(test_prng_source__any_cut_gives_the_same_bytes),
        cmocka_unit_test(test_prng_source__repeats_after_16_gib),
        cmocka_unit_test(test_prng_source__last_word_may_be_cut),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
