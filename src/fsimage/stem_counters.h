/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The number to try first for the next of many names that look alike, so that the
 * hundred-thousandth costs no more than the tenth. A stem is known by a 64-bit hash: were two ever
 * equal, numbers would be skipped, no more.
 */
#ifndef OPENIMAPI_FSIMAGE_STEM_COUNTERS_H
#define OPENIMAPI_FSIMAGE_STEM_COUNTERS_H

#include "base/status.h"

#include <stdint.h>

struct stem_counter {
    uint64_t stem; /* 0: free */
    uint32_t next;
};

/** Zeroed is empty. */
struct stem_counters {
    struct stem_counter *slots;
    uint32_t mask;
    uint32_t count;
};

void stem_counters_release(struct stem_counters *counters);

/** The number to try first, from 1. */
uint32_t stem_counters_get(const struct stem_counters *counters, uint64_t stem);

/** STATUS_NO_MEMORY (never for a stem that was set before). */
enum status stem_counters_set(struct stem_counters *counters, uint64_t stem, uint32_t next);

/** Lowers the number of `stem`, if it is set, to `number`, which has become free. */
void stem_counters_lower(struct stem_counters *counters, uint64_t stem, uint32_t number);

#endif
