/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Pseudo-random bytes as a byte source (IMAPI2, IStreamPseudoRandomBased). */
#include "stream/prng_source.h"

#include "base/memory.h"

#include <string.h>

#define MULTIPLIER UINT32_C(0x0019660D)
#define INCREMENT  UINT32_C(0x3C6EF35F)
#define WORD_BYTES 4u

struct prng_source {
    struct byte_source base;
    uint32_t seed;
};

/*
 * The state `steps` after `state`, in as many rounds as the number has bits: two steps of
 * x -> m x + i are one step of x -> m^2 x + (m i + i).
 */
static uint32_t state_after(uint32_t state, uint64_t steps)
{
    uint32_t multiplier = MULTIPLIER;
    uint32_t increment = INCREMENT;

    for (; steps != 0; steps >>= 1) {
        if (steps & 1)
            state = multiplier * state + increment;
        increment *= multiplier + 1;
        multiplier *= multiplier;
    }
    return state;
}

static void store_word(uint32_t state, uint8_t *bytes)
{
    for (unsigned i = 0; i < WORD_BYTES; i++)
        bytes[i] = (uint8_t)(state >> (8 * i));
}

static enum status read_at(struct byte_source *source, uint64_t offset, void *buffer, size_t size,
                           size_t *read)
{
    uint32_t state =
        state_after(((const struct prng_source *)source)->seed, offset / WORD_BYTES + 1);
    size_t skipped = (size_t)(offset % WORD_BYTES);
    uint8_t *out = buffer;
    size_t rest = size;

    while (rest != 0) {
        uint8_t word[WORD_BYTES];
        size_t taken = WORD_BYTES - skipped < rest ? WORD_BYTES - skipped : rest;

        store_word(state, word);
        memcpy(out, word + skipped, taken);
        out += taken;
        rest -= taken;
        skipped = 0;
        state = MULTIPLIER * state + INCREMENT;
    }
    *read = size;
    return STATUS_OK;
}

static void destroy(struct byte_source *source)
{
    memory_free(source);
}

enum status prng_source_create(uint32_t seed, uint64_t size, struct byte_source **source)
{
    static const struct byte_source_ops ops = { .read_at = read_at,
                                                .destroy = destroy,
                                                .is_thread_safe = true };
    struct prng_source *created = memory_allocate(1, sizeof(*created));

    *source = NULL;
    if (created == NULL)
        return STATUS_NO_MEMORY;
    byte_source_init(&created->base, &ops, size);
    created->seed = seed;
    *source = &created->base;
    return STATUS_OK;
}
