/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The number to try first for the next of many names that look alike. */
#include "fsimage/stem_counters.h"

#include "base/memory.h"

#define FIRST_SLOTS 16u

void stem_counters_release(struct stem_counters *counters)
{
    memory_free(counters->slots);
    *counters = (struct stem_counters){ 0 };
}

/* The slot of `stem`, or the free one where it belongs. */
static struct stem_counter *find(const struct stem_counters *counters, uint64_t stem)
{
    uint32_t at = (uint32_t)(stem >> 32) & counters->mask;

    while (counters->slots[at].stem != 0 && counters->slots[at].stem != stem)
        at = (at + 1) & counters->mask;
    return &counters->slots[at];
}

uint32_t stem_counters_get(const struct stem_counters *counters, uint64_t stem)
{
    const struct stem_counter *slot;

    if (counters->slots == NULL)
        return 1;
    slot = find(counters, stem);
    return slot->stem == 0 ? 1 : slot->next;
}

static enum status grow(struct stem_counters *counters)
{
    const uint32_t slots = counters->slots == NULL ? FIRST_SLOTS : (counters->mask + 1) * 2;
    struct stem_counters grown = { .mask = slots - 1, .count = counters->count };

    grown.slots = slots == 0 ? NULL : memory_allocate(slots, sizeof(*grown.slots));
    if (grown.slots == NULL)
        return STATUS_NO_MEMORY;
    if (counters->slots != NULL) {
        for (uint32_t i = 0; i <= counters->mask; i++) {
            if (counters->slots[i].stem != 0)
                *find(&grown, counters->slots[i].stem) = counters->slots[i];
        }
    }
    memory_free(counters->slots);
    *counters = grown;
    return STATUS_OK;
}

enum status stem_counters_set(struct stem_counters *counters, uint64_t stem, uint32_t next)
{
    struct stem_counter *slot = counters->slots == NULL ? NULL : find(counters, stem);

    if (slot == NULL || slot->stem == 0) {
        if (slot == NULL || counters->count >= (counters->mask + 1) / 4 * 3) {
            if (grow(counters) != STATUS_OK)
                return STATUS_NO_MEMORY;
            slot = find(counters, stem);
        }
        slot->stem = stem;
        counters->count++;
    }
    slot->next = next;
    return STATUS_OK;
}

void stem_counters_lower(struct stem_counters *counters, uint64_t stem, uint32_t number)
{
    struct stem_counter *slot = counters->slots == NULL ? NULL : find(counters, stem);

    if (slot != NULL && slot->stem == stem && number < slot->next)
        slot->next = number;
}
