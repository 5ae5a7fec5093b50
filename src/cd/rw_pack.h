/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The packs of the sub-channels R to W: 24 symbols of six bits, four packs to a sector, with parity
 * and interleaved on the disc (IEC 60908 clause 17). Those of CD-Text in the lead-in have neither.
 */
#ifndef OPENIMAPI_CD_RW_PACK_H
#define OPENIMAPI_CD_RW_PACK_H

#include <stdbool.h>
#include <stdint.h>

#define CD_RW_PACK_SYMBOLS 24

/** Packs that a symbol is behind, at most, on the disc: a pack comes back whole so much later. */
#define CD_RW_DELAY_PACKS 7

/** The last eight packs of a row; all zero at its start. */
struct cd_rw_line {
    uint8_t packs[CD_RW_DELAY_PACKS + 1][CD_RW_PACK_SYMBOLS];
    unsigned next;
};

/** Computes the Q parity, symbols 2 and 3, and the P parity, symbols 20 to 23, of the others. */
void cd_rw_pack_seal(uint8_t pack[CD_RW_PACK_SYMBOLS]);

/** Whether both parities agree. */
bool cd_rw_pack_is_intact(const uint8_t pack[CD_RW_PACK_SYMBOLS]);

/** The next 24 symbols of the disc, when `pack` is the next pack. `out` may be `pack`. */
void cd_rw_line_interleave(struct cd_rw_line *line, const uint8_t pack[CD_RW_PACK_SYMBOLS],
                           uint8_t out[CD_RW_PACK_SYMBOLS]);

/**
 * The way back: `symbols` are the next 24 of the disc, `out` the pack CD_RW_DELAY_PACKS earlier.
 * `out` may be `symbols`.
 */
void cd_rw_line_deinterleave(struct cd_rw_line *line, const uint8_t symbols[CD_RW_PACK_SYMBOLS],
                             uint8_t out[CD_RW_PACK_SYMBOLS]);

#endif
