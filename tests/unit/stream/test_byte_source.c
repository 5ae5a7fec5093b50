/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of stream/byte_source.h. */
#include "support/cmocka_all.h"

#include "stream/byte_source.h"

/* Gives at most `most` bytes a read, or fails. */
struct probe {
    struct byte_source base;
    size_t most;
    enum status result;
    int reads;
    bool is_destroyed;
};

static enum status probe_read_at(struct byte_source *source, uint64_t offset, void *buffer,
                                 size_t size, size_t *read)
{
    struct probe *probe = (struct probe *)source;

    (void)offset;
    (void)buffer;
    probe->reads++;
    *read = size < probe->most ? size : probe->most;
    return probe->result;
}

static void probe_destroy(struct byte_source *source)
{
    ((struct probe *)source)->is_destroyed = true;
}

static struct probe make_probe(uint64_t size)
{
    static const struct byte_source_ops ops = { .read_at = probe_read_at,
                                                .destroy = probe_destroy };
    struct probe probe = { .most = SIZE_MAX };

    byte_source_init(&probe.base, &ops, size);
    return probe;
}

static void test_byte_source__last_user_frees(void **state)
{
    struct probe probe = make_probe(10);
    struct byte_source *first = &probe.base;
    struct byte_source *second = byte_source_acquire(first);

    (void)state;
    assert_ptr_equal(second, first);
    byte_source_drop(&first);
    assert_null(first);
    assert_false(probe.is_destroyed);
    byte_source_drop(&second);
    assert_true(probe.is_destroyed);
    byte_source_drop(&second);
    assert_null(byte_source_acquire(NULL));
}

static void test_byte_source__reads_are_cut_at_the_end(void **state)
{
    struct probe probe = make_probe(10);
    char buffer[16];
    size_t read;

    (void)state;
    assert_int_equal(byte_source_size(&probe.base), 10);
    assert_int_equal(byte_source_read_at(&probe.base, 7, buffer, 16, &read), STATUS_OK);
    assert_int_equal(read, 3);
    assert_int_equal(byte_source_read_at(&probe.base, 10, buffer, 16, &read), STATUS_OK);
    assert_int_equal(read, 0);
    assert_int_equal(byte_source_read_at(&probe.base, UINT64_MAX, buffer, 16, &read), STATUS_OK);
    assert_int_equal(read, 0);
    assert_int_equal(byte_source_read_at(&probe.base, 0, buffer, 0, &read), STATUS_OK);
    assert_int_equal(probe.reads, 1);
}

static void test_byte_source__failure_reads_nothing(void **state)
{
    struct probe probe = make_probe(10);
    char buffer[4];
    size_t read = 9;

    (void)state;
    probe.result = STATUS_IO;
    assert_int_equal(byte_source_read_at(&probe.base, 0, buffer, 4, &read), STATUS_IO);
    assert_int_equal(read, 0);
    assert_int_equal(byte_source_read_exact(&probe.base, 0, buffer, 4), STATUS_IO);
}

static void test_byte_source__exact_needs_all(void **state)
{
    struct probe probe = make_probe(10);
    char buffer[8];

    (void)state;
    assert_int_equal(byte_source_read_exact(&probe.base, 2, buffer, 8), STATUS_OK);
    assert_int_equal(byte_source_read_exact(&probe.base, 3, buffer, 8), STATUS_END_OF_DATA);
    probe.most = 5;
    assert_int_equal(byte_source_read_exact(&probe.base, 2, buffer, 8), STATUS_END_OF_DATA);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_byte_source__last_user_frees),
        cmocka_unit_test(test_byte_source__reads_are_cut_at_the_end),
        cmocka_unit_test(test_byte_source__failure_reads_nothing),
        cmocka_unit_test(test_byte_source__exact_needs_all),
    };

    return cmocka_run_group_tests_name("stream/byte_source", tests, NULL, NULL);
}
