/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The error correction code of a data sector (ECMA-130 annex A): two Reed-Solomon codes over bytes,
 * as a matrix of 26 rows of 43 words. P runs down the columns, Q along the diagonals. Neighbouring
 * code words are computed together, eight bytes in each 64-bit integer.
 */
#include "cd/ecc.h"

#include <stddef.h>
#include <string.h>

#define MATRIX    12
#define ROW_BYTES 86
#define COLUMNS   43
#define ROWS      26
#define P_ROWS    24
#define Q_BYTES   (2 * ROWS)
#define P_WORDS   11 /* integers that hold a row, */
#define Q_WORDS   7  /* and what stands in all rows of a column */

#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

/* Of bytes that begin in the same row or column: their sum, and that of powers of alpha times them.
 */
struct sums {
    uint64_t plain[P_WORDS];
    uint64_t weighted[P_WORDS];
};

/* Of eight bytes; the field is that of x^8 + x^4 + x^3 + x^2 + 1, alpha is x. */
static uint64_t times_alpha(uint64_t bytes)
{
    return (bytes & EACH(0x7F)) << 1 ^ (bytes >> 7 & EACH(0x01)) * 0x1D;
}

/* By alpha + 1: times its inverse, F4h. */
static uint64_t divide(uint64_t bytes)
{
    uint64_t product = bytes;

    product = times_alpha(product) ^ bytes;
    product = times_alpha(product) ^ bytes;
    product = times_alpha(product) ^ bytes;
    product = times_alpha(times_alpha(product)) ^ bytes;
    return times_alpha(times_alpha(product));
}

static void add(struct sums *sums, const uint8_t *bytes, size_t words)
{
    for (size_t i = 0; i < words; i++) {
        uint64_t word;

        memcpy(&word, bytes + sizeof(word) * i, sizeof(word));
        sums->plain[i] ^= word;
        sums->weighted[i] = times_alpha(sums->weighted[i] ^ word);
    }
}

/*
 * The two parity bytes that end a code word make its sum zero, and that of its bytes times falling
 * powers of alpha, down to alpha and 1 for them.
 */
static void solve(const struct sums *sums, size_t words, uint8_t *parity, size_t bytes)
{
    uint64_t first[P_WORDS];
    uint64_t second[P_WORDS];

    for (size_t i = 0; i < words; i++) {
        first[i] = divide(times_alpha(sums->weighted[i]) ^ sums->plain[i]);
        second[i] = first[i] ^ sums->plain[i];
    }
    memcpy(parity, first, bytes);
    memcpy(parity + bytes, second, bytes);
}

static void encode_p(uint8_t *matrix)
{
    struct sums sums = { 0 };

    for (size_t row = 0; row < P_ROWS; row++)
        add(&sums, matrix + ROW_BYTES * row, P_WORDS);
    solve(&sums, P_WORDS, matrix + ROW_BYTES * P_ROWS, ROW_BYTES);
}

/* Diagonal n is in row n + column, modulo 26: a column taken from there holds all in order. */
static void encode_q(uint8_t *matrix)
{
    struct sums sums = { 0 };
    uint8_t column[2 * Q_BYTES + sizeof(uint64_t)] = { 0 };

    for (size_t i = 0; i < COLUMNS; i++) {
        for (size_t row = 0; row < ROWS; row++) {
            memcpy(column + 2 * row, matrix + ROW_BYTES * row + 2 * i, 2);
            memcpy(column + Q_BYTES + 2 * row, matrix + ROW_BYTES * row + 2 * i, 2);
        }
        add(&sums, column + 2 * (i % ROWS), Q_WORDS);
    }
    solve(&sums, Q_WORDS, matrix + ROW_BYTES * ROWS, Q_BYTES);
}

void cd_ecc_encode(uint8_t *sector)
{
    encode_p(sector + MATRIX);
    encode_q(sector + MATRIX);
}
