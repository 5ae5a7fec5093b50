/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A set of 32-bit numbers: the blocks that a walk over a disc has been to. No choice of numbers
 * makes it slow.
 */
#ifndef OPENIMAPI_BASE_NUMBER_SET_H
#define OPENIMAPI_BASE_NUMBER_SET_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Zeroed is empty. */
struct number_set {
    uint64_t **pages; /* bits of 4096 numbers each; NULL: none of them is in the set */
    size_t page_count;
};

/**
 * Adds `number`, and tells whether it is new. It costs half a kilobyte for each 4096 numbers of
 * which one is there, and a pointer for each 4096 up to the largest. STATUS_NO_MEMORY: the set is
 * as it was.
 */
enum status number_set_add(struct number_set *set, uint32_t number, bool *is_new);

/** Frees the numbers; the set is empty again. */
void number_set_release(struct number_set *set);

#endif
