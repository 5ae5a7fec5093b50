/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Finding by name in one step, whatever the number of items: a hash table of entries, which mean
 * something to the caller only. It compares hashes; the caller compares what they stand for.
 */
#ifndef OPENIMAPI_FSIMAGE_NAME_INDEX_H
#define OPENIMAPI_FSIMAGE_NAME_INDEX_H

#include "base/status.h"

#include <stdint.h>

struct name_index_slot {
    uint32_t hash;
    uint32_t entry; /* 0: free */
};

/** Zeroed is empty. */
struct name_index {
    struct name_index_slot *slots;
    uint32_t mask; /* slots in use less one, or 0 when there are none */
    uint32_t count;
    uint32_t allocated; /* slots */
};

void name_index_release(struct name_index *index);

/**
 * Empties the index and makes room for `entries`, at a price that depends on these and not on what
 * it held before. STATUS_NO_MEMORY.
 */
enum status name_index_restart(struct name_index *index, uint32_t entries);

/** Makes room for `more` entries. STATUS_NO_MEMORY. */
enum status name_index_reserve(struct name_index *index, uint32_t more);

/** Adds `entry`, not 0, for which name_index_reserve made room. */
void name_index_add(struct name_index *index, uint32_t hash, uint32_t entry);

/** Removes `entry`, which must be there under that hash. */
void name_index_remove(struct name_index *index, uint32_t hash, uint32_t entry);

/**
 * The first entry of that hash at or after slot `*at`, which then is where to go on; 0 when there
 * is none left. Begin with name_index_start.
 */
uint32_t name_index_next(const struct name_index *index, uint32_t hash, uint32_t *at);

/** How many slots a search for `hash` looks at, counted up to `maximum`. */
uint32_t name_index_probes(const struct name_index *index, uint32_t hash, uint32_t maximum);

/** Where to look for `hash` first. */
static inline uint32_t name_index_start(const struct name_index *index, uint32_t hash)
{
    return hash & index->mask;
}

#endif
