/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What changed, to be taken back from the last change on. Most changes are additions of items one
 * after the other: a run of those is two numbers, however long.
 */
#ifndef OPENIMAPI_FSIMAGE_JOURNAL_H
#define OPENIMAPI_FSIMAGE_JOURNAL_H

#include "base/status.h"

#include <stdbool.h>
#include <stdint.h>

enum journal_kind {
    JOURNAL_ADDED,   /* the item was attached, for the first time */
    JOURNAL_REMOVED, /* the item was detached */
    JOURNAL_MOVED,   /* the item was attached elsewhere than where it was before */
    JOURNAL_PLACED,  /* the reverse of that */
};

/** Where an item is or was, and the names it has there. */
struct journal_place {
    uint32_t parent;
    uint32_t iso_alias;
    uint32_t joliet_alias;
    bool has_udf_alias;
};

struct journal_entry {
    enum journal_kind kind;
    uint32_t item;
    struct journal_place place; /* of what was moved or placed: the one before */
};

/** Zeroed is empty. */
struct journal {
    uint32_t *words;
    uint32_t count;
    uint32_t capacity;
    uint32_t entries;
};

void journal_release(struct journal *journal);

/** Forgets everything. */
void journal_clear(struct journal *journal);

/** Makes room for `entries` more of any kind. STATUS_NO_MEMORY. */
enum status journal_reserve(struct journal *journal, uint32_t entries);

/** Adds an entry, for which there is room. */
void journal_push(struct journal *journal, const struct journal_entry *entry);

/** Takes the last entry; there is one. */
struct journal_entry journal_pop(struct journal *journal);

/** Where a look through the journal is; begin with one zeroed. */
struct journal_look {
    uint32_t depth; /* words passed */
    uint32_t taken; /* of the run that comes next */
};

/** The next entry from the last on, which stays there. False: there is none. */
bool journal_look_back(const struct journal *journal, struct journal_look *look,
                       struct journal_entry *entry);

#endif
