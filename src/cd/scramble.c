/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The scrambler of data sectors (ECMA-130 annex B). */
#include "cd/scramble.h"

#include <stddef.h>
#include <string.h>

#define SYNC_BYTES      12
#define SCRAMBLED_BYTES 2340
#define WORDS           ((SCRAMBLED_BYTES + 7) / 8)

/* Integers, of 8 bytes, that the register fills itself; the others follow from them. */
#define FIRST_WORDS 16

static void make_first(uint8_t *key)
{
    unsigned state = 1;

    for (size_t i = 0; i < sizeof(uint64_t) * FIRST_WORDS; i++) {
        const unsigned next = (state ^ state >> 1) & 0xFF;

        key[i] = (uint8_t)state;
        state = state >> 8 | next << 7;
    }
}

/*
 * The register is x^15 + x + 1: a bit is the sum of those 15 and 14 before it. Squared six times,
 * the polynomial says the same of those 960 and 896 before it: whole integers.
 */
static void make_key(uint64_t *key)
{
    make_first((uint8_t *)key);
    for (size_t i = FIRST_WORDS; i < WORDS; i++)
        key[i] = key[i - 15] ^ key[i - 14];
}

void cd_scramble(uint8_t *sector)
{
    uint64_t key[WORDS];
    uint8_t *bytes = sector + SYNC_BYTES;
    size_t size = SCRAMBLED_BYTES;

    make_key(key);
    for (size_t i = 0; i < WORDS; i++) {
        const size_t part = size < sizeof(uint64_t) ? size : sizeof(uint64_t);
        uint64_t word = 0;

        memcpy(&word, bytes, part);
        word ^= key[i];
        memcpy(bytes, &word, part);
        bytes += part;
        size -= part;
    }
}
