/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Finding by name: open addressing with linear probing, at most four slots in five taken. */
#include "fsimage/name_index.h"

#include "base/memory.h"

#include <assert.h>
#include <string.h>

#define FIRST_SLOTS 64u

void name_index_release(struct name_index *index)
{
    memory_free(index->slots);
    *index = (struct name_index){ 0 };
}

static void put(struct name_index *index, struct name_index_slot slot)
{
    uint32_t at = slot.hash & index->mask;

    while (index->slots[at].entry != 0)
        at = (at + 1) & index->mask;
    index->slots[at] = slot;
}

/* Slots for so many entries, of which there are at least `slots`; 0 when that is too many. */
static uint32_t slots_for(uint64_t entries, uint64_t slots)
{
    while (entries * 5 > slots * 4)
        slots *= 2;
    return slots <= UINT32_MAX / 2 ? (uint32_t)slots : 0;
}

static enum status allocate(struct name_index *index, uint32_t slots)
{
    *index = (struct name_index){
        .slots = slots == 0 ? NULL : memory_allocate(slots, sizeof(*index->slots)),
        .mask = slots - 1,
        .allocated = slots,
    };
    if (index->slots != NULL)
        return STATUS_OK;
    *index = (struct name_index){ 0 };
    return STATUS_NO_MEMORY;
}

enum status name_index_restart(struct name_index *index, uint32_t entries)
{
    const uint32_t slots = slots_for(entries, FIRST_SLOTS);

    if (slots == 0 || slots > index->allocated) {
        name_index_release(index);
        return allocate(index, slots);
    }
    memset(index->slots, 0, slots * sizeof(*index->slots));
    index->mask = slots - 1;
    index->count = 0;
    return STATUS_OK;
}

enum status name_index_reserve(struct name_index *index, uint32_t more)
{
    const uint64_t wanted = (uint64_t)index->count + more;
    struct name_index grown;

    if (index->slots != NULL && wanted * 5 <= ((uint64_t)index->mask + 1) * 4)
        return STATUS_OK;
    if (allocate(&grown, slots_for(wanted, index->slots != NULL ? (uint64_t)index->mask + 1
                                                                : FIRST_SLOTS)) != STATUS_OK)
        return STATUS_NO_MEMORY;
    for (uint32_t i = 0; index->slots != NULL && i <= index->mask; i++) {
        if (index->slots[i].entry != 0)
            put(&grown, index->slots[i]);
    }
    grown.count = index->count;
    memory_free(index->slots);
    *index = grown;
    return STATUS_OK;
}

void name_index_add(struct name_index *index, uint32_t hash, uint32_t entry)
{
    assert(((uint64_t)index->count + 1) * 5 <= ((uint64_t)index->mask + 1) * 4);
    put(index, (struct name_index_slot){ .hash = hash, .entry = entry });
    index->count++;
}

/* Closes the gap, so that no search ends before what was put behind it. */
static void close_gap(struct name_index *index, uint32_t gap)
{
    uint32_t at = gap;

    for (;;) {
        at = (at + 1) & index->mask;
        if (index->slots[at].entry == 0)
            break;
        if (((at - index->slots[at].hash) & index->mask) >= ((at - gap) & index->mask)) {
            index->slots[gap] = index->slots[at];
            gap = at;
        }
    }
    index->slots[gap] = (struct name_index_slot){ 0 };
}

void name_index_remove(struct name_index *index, uint32_t hash, uint32_t entry)
{
    uint32_t at = hash & index->mask;

    while (index->slots[at].entry != entry || index->slots[at].hash != hash) {
        assert(index->slots[at].entry != 0);
        at = (at + 1) & index->mask;
    }
    close_gap(index, at);
    index->count--;
}

uint32_t name_index_next(const struct name_index *index, uint32_t hash, uint32_t *at)
{
    if (index->slots == NULL)
        return 0;
    for (;;) {
        const struct name_index_slot *slot = &index->slots[*at];

        *at = (*at + 1) & index->mask;
        if (slot->entry == 0)
            return 0;
        if (slot->hash == hash)
            return slot->entry;
    }
}

uint32_t name_index_probes(const struct name_index *index, uint32_t hash, uint32_t maximum)
{
    uint32_t at = name_index_start(index, hash);
    uint32_t probes = 0;

    while (index->slots != NULL && probes < maximum && index->slots[at].entry != 0) {
        at = (at + 1) & index->mask;
        probes++;
    }
    return probes;
}
