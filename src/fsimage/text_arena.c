/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Short texts by 32-bit reference. */
#include "fsimage/text_arena.h"

#include "base/memory.h"

#include <assert.h>

#define CHUNKS_MAXIMUM ((1u << (32 - TEXT_ARENA_CHUNK_BITS)) - 1)

void text_arena_release(struct text_arena *arena)
{
    for (uint32_t i = 0; i < arena->chunk_count; i++)
        memory_free(arena->chunks[i]);
    memory_free(arena->chunks);
    *arena = (struct text_arena){ 0 };
}

static enum status add_chunk(struct text_arena *arena)
{
    if (arena->chunk_count == arena->chunk_capacity) {
        const uint32_t capacity = arena->chunk_capacity * 2 + 8;
        char16 **chunks = memory_resize(arena->chunks, capacity, sizeof(*chunks));

        if (chunks == NULL)
            return STATUS_NO_MEMORY;
        arena->chunks = chunks;
        arena->chunk_capacity = capacity;
    }
    if (arena->chunk_count == CHUNKS_MAXIMUM)
        return STATUS_NO_MEMORY;
    arena->chunks[arena->chunk_count] = memory_resize(NULL, TEXT_ARENA_CHUNK, sizeof(char16));
    if (arena->chunks[arena->chunk_count] == NULL)
        return STATUS_NO_MEMORY;
    arena->chunk_count++;
    return STATUS_OK;
}

static uint32_t room_left(const struct text_arena *arena)
{
    const uint32_t chunk = arena->end >> TEXT_ARENA_CHUNK_BITS;

    if (chunk >= arena->chunk_count)
        return 0;
    return TEXT_ARENA_CHUNK - (arena->end & (TEXT_ARENA_CHUNK - 1));
}

enum status text_arena_reserve(struct text_arena *arena, size_t units)
{
    assert(units < TEXT_ARENA_CHUNK);
    if (units <= room_left(arena))
        return STATUS_OK;
    if (arena->chunk_count == 0) {
        arena->end = 1; /* 0 refers to nothing */
        return add_chunk(arena);
    }
    if (add_chunk(arena) != STATUS_OK)
        return STATUS_NO_MEMORY;
    arena->end = (arena->chunk_count - 1) << TEXT_ARENA_CHUNK_BITS;
    return STATUS_OK;
}

uint32_t text_arena_take(struct text_arena *arena, size_t units)
{
    const uint32_t reference = arena->end;

    assert(units <= room_left(arena));
    arena->end += (uint32_t)units;
    return reference;
}

void text_arena_cut(struct text_arena *arena, uint32_t end)
{
    const uint32_t kept = end == 0 ? 0 : (end >> TEXT_ARENA_CHUNK_BITS) + 1;

    while (arena->chunk_count > kept)
        memory_free(arena->chunks[--arena->chunk_count]);
    arena->end = end;
}
