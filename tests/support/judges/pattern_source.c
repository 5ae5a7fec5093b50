/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Pseudo-random spots among zeros. */
#include "support/judges/pattern_source.h"

#include "base/memory.h"

#include <string.h>

#define SPOT UINT64_C(65536)
#define GIB  (UINT64_C(1) << 30)

struct pattern_source {
    struct byte_source base;
    uint64_t seed;
};

/* Any mixing does; this is the finisher of SplitMix64. */
static uint64_t mix(uint64_t value)
{
    value = (value ^ value >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    value = (value ^ value >> 27) * UINT64_C(0x94d049bb133111eb);
    return value ^ value >> 31;
}

/* The first offset from `offset` on that lies in a spot, and where the spot ends. */
static uint64_t next_spot(uint64_t size, uint64_t offset, uint64_t *end)
{
    const uint64_t last = size > SPOT ? size - SPOT : 0;
    const uint64_t phase = (offset + SPOT / 2) % GIB;

    *end = size;
    if (offset >= last)
        return offset;
    if (offset < SPOT) {
        *end = SPOT;
        return offset;
    }
    if (phase < SPOT) {
        *end = offset + SPOT - phase;
        return offset;
    }
    offset += GIB - phase;
    if (offset >= last)
        return last;
    *end = offset + SPOT;
    return offset;
}

static void fill(uint64_t seed, uint64_t offset, uint8_t *out, uint64_t size)
{
    for (uint64_t i = 0; i < size; i++) {
        const uint64_t at = offset + i;

        out[i] = (uint8_t)(mix(seed + at / 8) >> at % 8 * 8);
    }
}

static enum status read_at(struct byte_source *source, uint64_t offset, void *buffer, size_t size,
                           size_t *read)
{
    const struct pattern_source *pattern = (const struct pattern_source *)source;
    const uint64_t left = source->size - offset;
    const uint64_t count = size < left ? size : left;
    uint8_t *out = buffer;
    uint64_t spot_end;

    memset(out, 0, (size_t)count);
    for (uint64_t at = next_spot(source->size, offset, &spot_end); at < offset + count;
         at = next_spot(source->size, spot_end, &spot_end)) {
        const uint64_t end = spot_end < offset + count ? spot_end : offset + count;

        fill(pattern->seed, at, out + (at - offset), end - at);
        if (spot_end == source->size)
            break;
    }
    *read = (size_t)count;
    return STATUS_OK;
}

static void destroy(struct byte_source *source)
{
    memory_free(source);
}

enum status pattern_source_create(uint64_t seed, uint64_t size, struct byte_source **source)
{
    static const struct byte_source_ops ops = { .read_at = read_at,
                                                .destroy = destroy,
                                                .is_thread_safe = true };
    struct pattern_source *pattern = memory_allocate(1, sizeof(*pattern));

    *source = NULL;
    if (pattern == NULL)
        return STATUS_NO_MEMORY;
    byte_source_init(&pattern->base, &ops, size);
    pattern->seed = mix(seed);
    *source = &pattern->base;
    return STATUS_OK;
}
