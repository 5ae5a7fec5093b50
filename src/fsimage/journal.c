/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What changed. An entry is one word, a kind and an item; words that belong to it stand before it,
 * so that the journal can be read from its end.
 */
#include "fsimage/journal.h"

#include "base/memory.h"

#include <assert.h>

#define KIND_SHIFT 29
#define VALUE_MASK ((UINT32_C(1) << KIND_SHIFT) - 1)

/* Besides those of entries: so many items were added, the first of which is the word before. */
#define KIND_RUN 4u

#define PLACE_WORDS     3u
#define PLACE_UDF_ALIAS (UINT32_C(1) << 31) /* beside the parent */
#define ENTRY_WORDS     (PLACE_WORDS + 1)

void journal_release(struct journal *journal)
{
    memory_free(journal->words);
    *journal = (struct journal){ 0 };
}

void journal_clear(struct journal *journal)
{
    journal_release(journal);
}

enum status journal_reserve(struct journal *journal, uint32_t entries)
{
    const uint64_t wanted = journal->count + (uint64_t)entries * ENTRY_WORDS;
    uint64_t capacity = journal->capacity + journal->capacity / 2 + UINT64_C(64);
    uint32_t *words;

    if (wanted <= journal->capacity)
        return STATUS_OK;
    if (capacity < wanted)
        capacity = wanted;
    if (capacity > UINT32_MAX)
        return STATUS_NO_MEMORY;
    words = memory_resize(journal->words, (size_t)capacity, sizeof(*words));
    if (words == NULL)
        return STATUS_NO_MEMORY;
    journal->words = words;
    journal->capacity = (uint32_t)capacity;
    return STATUS_OK;
}

static void put(struct journal *journal, uint32_t word)
{
    assert(journal->count < journal->capacity);
    journal->words[journal->count++] = word;
}

static uint32_t word_of(unsigned kind, uint32_t value)
{
    return kind << KIND_SHIFT | value;
}

static unsigned kind_of(uint32_t word)
{
    return word >> KIND_SHIFT;
}

/* Whether the item could be taken into the run, or the single addition, at the end. */
static bool extend_run(struct journal *journal, uint32_t item)
{
    uint32_t *last;

    if (journal->count == 0)
        return false;
    last = journal->words + journal->count - 1;
    if (kind_of(*last) == KIND_RUN && last[-1] + (*last & VALUE_MASK) == item) {
        ++*last;
        return true;
    }
    if (*last != word_of(JOURNAL_ADDED, item - 1) || item == 0)
        return false;
    put(journal, word_of(KIND_RUN, 2));
    return true;
}

void journal_push(struct journal *journal, const struct journal_entry *entry)
{
    journal->entries++;
    if (entry->kind == JOURNAL_ADDED && extend_run(journal, entry->item))
        return;
    if (entry->kind == JOURNAL_MOVED || entry->kind == JOURNAL_PLACED) {
        put(journal, entry->place.parent | (entry->place.has_udf_alias ? PLACE_UDF_ALIAS : 0));
        put(journal, entry->place.iso_alias);
        put(journal, entry->place.joliet_alias);
    }
    put(journal, word_of(entry->kind, entry->item));
}

bool journal_look_back(const struct journal *journal, struct journal_look *look,
                       struct journal_entry *entry)
{
    const uint32_t *last;
    uint32_t value;

    *entry = (struct journal_entry){ 0 };
    if (look->depth == journal->count)
        return false;
    last = journal->words + journal->count - look->depth - 1;
    value = *last & VALUE_MASK;
    if (kind_of(*last) == KIND_RUN) {
        entry->item = last[-1] + value - ++look->taken;
        if (look->taken == value)
            *look = (struct journal_look){ .depth = look->depth + 2 };
        return true;
    }
    entry->kind = (enum journal_kind)kind_of(*last);
    entry->item = value;
    look->depth++;
    if (entry->kind == JOURNAL_MOVED || entry->kind == JOURNAL_PLACED) {
        entry->place = (struct journal_place){
            .parent = last[-3] & ~PLACE_UDF_ALIAS,
            .iso_alias = last[-2],
            .joliet_alias = last[-1],
            .has_udf_alias = (last[-3] & PLACE_UDF_ALIAS) != 0,
        };
        look->depth += PLACE_WORDS;
    }
    return true;
}

struct journal_entry journal_pop(struct journal *journal)
{
    struct journal_look look = { 0 };
    struct journal_entry entry;
    const bool is_there = journal_look_back(journal, &look, &entry);

    assert(is_there);
    (void)is_there;
    journal->entries--;
    if (look.taken != 0)
        journal->words[journal->count - 1]--;
    else
        journal->count -= look.depth;
    return entry;
}
