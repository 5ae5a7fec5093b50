/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Checksums of what is written, kept to compare with what is read back. Private to this room. */
#ifndef OPENIMAPI_BURN_CHECKSUM_H
#define OPENIMAPI_BURN_CHECKSUM_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/** Sectors of one checksum. */
#define BURN_CHECKSUM_SECTORS 16

/**
 * Goes on with `sum`, 0 at the beginning, over `size` bytes, a multiple of 8. A change of one word
 * always shows; others escape once in 2^64.
 */
static inline uint64_t burn_checksum_add(uint64_t sum, const void *data, size_t size)
{
    const uint8_t *next = data;

    for (size_t i = 0; i < size; i += sizeof(uint64_t)) {
        uint64_t word;

        memcpy(&word, next + i, sizeof(word));
        sum = (sum ^ word) * UINT64_C(0x9E3779B97F4A7C15);
        sum ^= sum >> 32;
    }
    return sum;
}

#endif
