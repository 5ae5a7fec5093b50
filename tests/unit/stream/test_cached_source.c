/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of stream/cached_source.h. */
#include "support/allocation_failure.h"
#include "support/cmocka_all.h"

#include "stream/cached_source.h"
#include "stream/memory_source.h"
#include "stream/prng_source.h"

#include <stdlib.h>
#include <string.h>

#define LINE 65536u

/* Counts the reads of a source below, and fails those that touch a bad spot. */
struct counting_source {
    struct byte_source base;
    struct byte_source *source;
    unsigned reads;
    uint64_t bad; /* offset of the byte that cannot be read; UINT64_MAX: none */
};

static enum status counting_read_at(struct byte_source *source, uint64_t offset, void *buffer,
                                    size_t size, size_t *read)
{
    struct counting_source *counting = (struct counting_source *)source;

    counting->reads++;
    *read = 0;
    if (counting->bad >= offset && counting->bad - offset < size)
        return STATUS_IO;
    return byte_source_read_at(counting->source, offset, buffer, size, read);
}

static void counting_destroy(struct byte_source *source)
{
    byte_source_drop(&((struct counting_source *)source)->source);
}

static void counting_init(struct counting_source *counting, uint64_t size)
{
    static const struct byte_source_ops ops = { .read_at = counting_read_at,
                                                .destroy = counting_destroy };

    *counting = (struct counting_source){ .bad = UINT64_MAX };
    assert_int_equal(prng_source_create(5, size, &counting->source), STATUS_OK);
    byte_source_init(&counting->base, &ops, size);
}

/* A cached source of `counting`, which ends with it. */
static struct byte_source *cache_from(struct counting_source *counting, uint64_t size,
                                      uint64_t origin)
{
    struct byte_source *below = &counting->base;
    struct byte_source *cached;

    assert_int_equal(cached_source_create(below, size, origin, &cached), STATUS_OK);
    byte_source_drop(&below);
    return cached;
}

static struct byte_source *cache(struct counting_source *counting, uint64_t size)
{
    return cache_from(counting, size, 0);
}

static void assert_same(struct byte_source *cached, const struct counting_source *counting,
                        uint64_t offset, size_t size)
{
    uint8_t *expected = malloc(size);
    uint8_t *found = malloc(size);

    assert_int_equal(byte_source_read_exact(counting->source, offset, expected, size), STATUS_OK);
    assert_int_equal(byte_source_read_exact(cached, offset, found, size), STATUS_OK);
    assert_memory_equal(found, expected, size);
    free(expected);
    free(found);
}

static void test_cached_source__reads_a_line_once(void **state)
{
    struct counting_source counting;
    struct byte_source *cached;

    (void)state;
    counting_init(&counting, 10 * LINE);
    cached = cache(&counting, UINT64_MAX);
    for (uint32_t offset = 0; offset < 2 * LINE; offset += 2048)
        assert_same(cached, &counting, offset, 2048);

    assert_int_equal(counting.reads, 2);
    byte_source_drop(&cached);
}

static void test_cached_source__is_what_it_caches(void **state)
{
    struct counting_source counting;
    struct byte_source *cached;
    uint8_t byte;
    uint32_t seed = 1;

    (void)state;
    counting_init(&counting, 300 * LINE + 100);
    cached = cache(&counting, UINT64_MAX);
    assert_int_equal(byte_source_size(cached), 300 * LINE + 100);
    for (int i = 0; i < 3000; i++) {
        seed = seed * 1664525u + 1013904223u;
        assert_same(cached, &counting, seed % (300 * LINE), 1 + (seed >> 8) % 100);
    }
    assert_same(cached, &counting, LINE - 1, 2 * LINE + 2);
    assert_same(cached, &counting, 300 * LINE, 100);
    assert_int_equal(byte_source_read_exact(cached, 300 * LINE + 100, &byte, 1),
                     STATUS_END_OF_DATA);
    byte_source_drop(&cached);
}

static void test_cached_source__ends_where_it_is_told_to(void **state)
{
    struct counting_source counting;
    struct byte_source *cached;
    uint8_t bytes[100];
    size_t read;

    (void)state;
    counting_init(&counting, 2 * LINE);
    cached = cache(&counting, 1000);
    assert_int_equal(byte_source_size(cached), 1000);
    assert_int_equal(byte_source_read_at(cached, 950, bytes, 100, &read), STATUS_OK);

    assert_int_equal(read, 50);
    byte_source_drop(&cached);
}

static void test_cached_source__a_bad_spot_fails_no_neighbour(void **state)
{
    struct counting_source counting;
    struct byte_source *cached;
    uint8_t block[2048];
    unsigned reads;

    (void)state;
    counting_init(&counting, 2 * LINE);
    counting.bad = 5 * 2048 + 7;
    cached = cache(&counting, UINT64_MAX);
    assert_same(cached, &counting, 4 * 2048, 2048);
    assert_int_equal(byte_source_read_exact(cached, 5 * 2048, block, 2048), STATUS_IO);
    assert_same(cached, &counting, 6 * 2048, 2048);
    assert_same(cached, &counting, LINE, 2048);

    /* The line as a whole is tried once only: a drive takes its time over a bad spot. */
    reads = counting.reads;
    assert_same(cached, &counting, 7 * 2048, 2048);
    assert_int_equal(counting.reads, reads + 1);
    byte_source_drop(&cached);
}

/* The gap before a session cannot be read, nor is it to be tried. */
static void test_cached_source__lines_begin_at_the_origin(void **state)
{
    const uint64_t origin = 3 * LINE + 5 * 2048;
    struct counting_source counting;
    struct byte_source *cached;

    (void)state;
    counting_init(&counting, 10 * LINE);
    counting.bad = origin - 1;
    cached = cache_from(&counting, UINT64_MAX, origin);
    assert_same(cached, &counting, origin, LINE);
    assert_int_equal(counting.reads, 1);
    assert_same(cached, &counting, origin + LINE - 1, 2);
    assert_int_equal(counting.reads, 2);
    counting.bad = UINT64_MAX;
    assert_same(cached, &counting, 0, 10 * LINE);
    assert_same(cached, &counting, 5 * 2048 - 1, 2);
    assert_int_equal(counting.reads, 2 + 9);
    byte_source_drop(&cached);
}

static void test_cached_source__without_memory(void **state)
{
    enum status status = STATUS_NO_MEMORY;
    size_t granted = 0;

    (void)state;
    while (status != STATUS_OK) {
        struct byte_source *cached = NULL;
        struct byte_source *below;
        uint8_t byte = 0;

        assert_int_equal(memory_source_create("x", 1, &below), STATUS_OK);
        allocation_failure_after(granted++);
        status = cached_source_create(below, UINT64_MAX, 0, &cached);
        assert_true((cached == NULL) == (status != STATUS_OK));
        if (status == STATUS_OK)
            status = byte_source_read_exact(cached, 0, &byte, 1);
        assert_int_equal(allocation_failure_end(), status == STATUS_NO_MEMORY);
        assert_int_equal(byte, status == STATUS_OK ? 'x' : 0);
        byte_source_drop(&cached);
        byte_source_drop(&below);
    }
    assert_int_equal(granted, 3);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cached_source__reads_a_line_once),
        cmocka_unit_test(test_cached_source__is_what_it_caches),
        cmocka_unit_test(test_cached_source__ends_where_it_is_told_to),
        cmocka_unit_test(test_cached_source__a_bad_spot_fails_no_neighbour),
        cmocka_unit_test(test_cached_source__lines_begin_at_the_origin),
        cmocka_unit_test(test_cached_source__without_memory),
    };

    return cmocka_run_group_tests_name("stream/cached_source", tests, NULL, NULL);
}
