/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of burn/ring.h. */
#include "support/cmocka_all.h"

#include "burn/ring.h"

#define SLOT_BYTES 65536
#define SLOTS      4

static int setup(void **state)
{
    static struct burn_ring ring;

    *state = &ring;
    return burn_ring_init(&ring, SLOT_BYTES, SLOTS) == STATUS_OK ? 0 : -1;
}

static int teardown(void **state)
{
    burn_ring_release(*state);
    return 0;
}

static void push(struct burn_ring *ring, int32_t lba)
{
    struct burn_slot *slot = burn_ring_wait_free(ring, 0);

    assert_non_null(slot);
    slot->lba = lba;
    slot->size = SLOT_BYTES;
    burn_ring_push(ring);
}

static void test_ring__slots_begin_on_pages(void **state)
{
    struct burn_ring *ring = *state;

    for (unsigned i = 0; i < SLOTS; i++)
        assert_int_equal((uintptr_t)ring->slots[i].bytes % 4096, 0);
}

static void test_ring__order_and_use(void **state)
{
    struct burn_ring *ring = *state;

    for (int32_t round = 0; round < 10; round++) {
        push(ring, round * 2);
        push(ring, round * 2 + 1);
        assert_int_equal(burn_ring_used_bytes(ring), 2 * SLOT_BYTES);
        assert_int_equal(burn_ring_wait_filled(ring)->lba, round * 2);
        burn_ring_pop(ring);
        assert_int_equal(burn_ring_wait_filled(ring)->lba, round * 2 + 1);
        burn_ring_pop(ring);
        assert_int_equal(burn_ring_used_bytes(ring), 0);
    }
}

static void test_ring__full(void **state)
{
    struct burn_ring *ring = *state;

    for (int32_t i = 0; i < SLOTS; i++)
        push(ring, i);
    assert_null(burn_ring_wait_free(ring, 1));
    burn_ring_wait_filled(ring);
    burn_ring_pop(ring);
    assert_non_null(burn_ring_wait_free(ring, 0));
}

static void test_ring__closed(void **state)
{
    struct burn_ring *ring = *state;

    push(ring, 1);
    burn_ring_close(ring);
    assert_false(burn_ring_wait_drained(ring, 1));
    assert_non_null(burn_ring_wait_filled(ring));
    burn_ring_pop(ring);
    assert_null(burn_ring_wait_filled(ring));
    assert_true(burn_ring_wait_drained(ring, 0));
}

static void test_ring__stopped(void **state)
{
    struct burn_ring *ring = *state;

    push(ring, 1);
    assert_false(burn_ring_is_stopped(ring));
    burn_ring_stop(ring);
    assert_true(burn_ring_is_stopped(ring));
    assert_null(burn_ring_wait_filled(ring));
    assert_null(burn_ring_wait_free(ring, 0));
    assert_true(burn_ring_wait_drained(ring, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(test_ring__##name, setup, teardown)
        TEST(slots_begin_on_pages), TEST(order_and_use), TEST(full), TEST(closed), TEST(stopped),
#undef TEST
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
