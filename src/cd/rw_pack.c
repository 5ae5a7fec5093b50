/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The packs of the sub-channels R to W (IEC 60908 clause 17). */
#include "cd/rw_pack.h"

#include <stddef.h>
#include <string.h>

#define Q_DATA   2 /* symbols before the parity */
#define Q_PARITY 2
#define P_DATA   20
#define P_PARITY 4

#define LINE_PACKS (CD_RW_DELAY_PACKS + 1)

/* The product of (x + alpha^i) for i below the count of parities, without its leading 1. */
static const uint8_t q_generator[Q_PARITY] = { 0x03, 0x02 };
static const uint8_t p_generator[P_PARITY] = { 0x0F, 0x36, 0x3B, 0x03 };

/* Where the symbols of a pack stand before they are delayed. */
static const uint8_t places[CD_RW_PACK_SYMBOLS] = {
    0, 18, 5, 23, 4, 2, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 1, 19, 20, 21, 22, 3,
};

/* In the field of x^6 + x + 1. */
static unsigned multiply(unsigned a, unsigned b)
{
    unsigned product = 0;

    for (; b != 0; b >>= 1) {
        product ^= b & 1 ? a : 0;
        a = a << 1 ^ (a & 0x20 ? 0x43 : 0);
    }
    return product;
}

/* The remainder of the symbols as a polynomial, by the generator. */
static void divide(const uint8_t *symbols, size_t count, const uint8_t *generator, size_t degree,
                   uint8_t *remainder)
{
    memset(remainder, 0, degree);
    for (size_t i = 0; i < count; i++) {
        const unsigned lead = (symbols[i] ^ remainder[0]) & 0x3F;

        for (size_t k = 0; k < degree; k++) {
            const unsigned next = k + 1 < degree ? remainder[k + 1] : 0;

            remainder[k] = (uint8_t)(next ^ multiply(generator[k], lead));
        }
    }
}

void cd_rw_pack_seal(uint8_t pack[CD_RW_PACK_SYMBOLS])
{
    divide(pack, Q_DATA, q_generator, Q_PARITY, pack + Q_DATA);
    divide(pack, P_DATA, p_generator, P_PARITY, pack + P_DATA);
}

bool cd_rw_pack_is_intact(const uint8_t pack[CD_RW_PACK_SYMBOLS])
{
    uint8_t sealed[CD_RW_PACK_SYMBOLS];

    memcpy(sealed, pack, sizeof(sealed));
    cd_rw_pack_seal(sealed);
    return memcmp(sealed, pack, sizeof(sealed)) == 0;
}

/* Symbol i of the disc is from `delay` packs ago; the line has the current pack in `next`. */
static uint8_t delayed(const struct cd_rw_line *line, size_t symbol, size_t delay)
{
    return line->packs[(line->next + LINE_PACKS - delay) % LINE_PACKS][symbol];
}

void cd_rw_line_interleave(struct cd_rw_line *line, const uint8_t pack[CD_RW_PACK_SYMBOLS],
                           uint8_t out[CD_RW_PACK_SYMBOLS])
{
    memcpy(line->packs[line->next], pack, CD_RW_PACK_SYMBOLS);
    for (size_t i = 0; i < CD_RW_PACK_SYMBOLS; i++)
        out[i] = delayed(line, places[i], i % LINE_PACKS);
    line->next = (line->next + 1) % LINE_PACKS;
}

void cd_rw_line_deinterleave(struct cd_rw_line *line, const uint8_t symbols[CD_RW_PACK_SYMBOLS],
                             uint8_t out[CD_RW_PACK_SYMBOLS])
{
    memcpy(line->packs[line->next], symbols, CD_RW_PACK_SYMBOLS);
    for (size_t i = 0; i < CD_RW_PACK_SYMBOLS; i++)
        out[places[i]] = delayed(line, i, CD_RW_DELAY_PACKS - i % LINE_PACKS);
    line->next = (line->next + 1) % LINE_PACKS;
}
