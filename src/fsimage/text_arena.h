/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Short texts by 32-bit reference: no header, no allocation of their own, never moved. */
#ifndef OPENIMAPI_FSIMAGE_TEXT_ARENA_H
#define OPENIMAPI_FSIMAGE_TEXT_ARENA_H

#include "base/status.h"
#include "base/utf16.h"

#include <stddef.h>
#include <stdint.h>

#define TEXT_ARENA_CHUNK_BITS 15
#define TEXT_ARENA_CHUNK      (1u << TEXT_ARENA_CHUNK_BITS) /* units */

/** A reference is a chunk's number and the unit within it; 0 refers to nothing. Zeroed is empty. */
struct text_arena {
    char16 **chunks;
    uint32_t chunk_count;
    uint32_t chunk_capacity;
    uint32_t end; /* the next reference */
};

void text_arena_release(struct text_arena *arena);

/** Makes room for `units` more, at most TEXT_ARENA_CHUNK, in one piece. STATUS_NO_MEMORY. */
enum status text_arena_reserve(struct text_arena *arena, size_t units);

/** Takes `units` for which text_arena_reserve made room; gives their reference. */
uint32_t text_arena_take(struct text_arena *arena, size_t units);

/** Forgets everything from reference `end` on, which was arena->end once. */
void text_arena_cut(struct text_arena *arena, uint32_t end);

/** The units at `reference`; borrowed for the arena's life. */
static inline char16 *text_arena_at(const struct text_arena *arena, uint32_t reference)
{
    return arena->chunks[reference >> TEXT_ARENA_CHUNK_BITS] + (reference & (TEXT_ARENA_CHUNK - 1));
}

#endif
