/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A disc storage in memory whose process can be made to die before any write. */
#ifndef OPENIMAPI_TESTS_UNIT_DISCIMAGE_MEMORY_STORAGE_H
#define OPENIMAPI_TESTS_UNIT_DISCIMAGE_MEMORY_STORAGE_H

#include "discimage/disc_state.h"
#include "discimage/disc_storage.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MEMORY_STORAGE_MAXIMUM   (8u << 20)
#define MEMORY_COMPANION_MAXIMUM 65536

struct memory_storage {
    struct disc_storage storage;
    uint8_t *data;
    uint64_t size;
    bool has_data;
    char state[DISC_STATE_TEXT_MAXIMUM];
    size_t state_length;
    bool has_state;
    uint8_t companions[DISC_COMPANION_COUNT][MEMORY_COMPANION_MAXIMUM];
    size_t companion_sizes[DISC_COMPANION_COUNT]; /* 0: there is none */
    unsigned writes;                              /* changes made so far */
    unsigned writes_left; /* before every further change fails with STATUS_IO */
    enum status read_status;
};

/** An empty storage; release it with memory_storage_release. */
void memory_storage_init(struct memory_storage *storage);

void memory_storage_release(struct memory_storage *storage);

/** Puts `text` in as the state. */
void memory_storage_set_state(struct memory_storage *storage, const char *text);

/** Puts `size` bytes of value `byte` in as user data. */
void memory_storage_set_data(struct memory_storage *storage, uint64_t size, uint8_t byte);

#endif
