/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A disc in few bytes, for fuzzing readers of discs: a number of blocks, and pieces that are not
 * zero. The bytes are four of the number of blocks, then for each piece four of its offset, two of
 * its length and the piece, all little-endian. Pieces lie over earlier ones.
 */
#ifndef OPENIMAPI_TESTS_SUPPORT_SPARSE_DISC_H
#define OPENIMAPI_TESTS_SUPPORT_SPARSE_DISC_H

#include "stream/byte_source.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SPARSE_DISC_HEADER_SIZE    4u
#define SPARSE_DISC_PIECE_SIZE     6u /* without its bytes */
#define SPARSE_DISC_BLOCKS_MAXIMUM 65536u

/** A piece within the bytes of a disc. */
struct sparse_piece {
    uint32_t offset; /* on the disc */
    size_t at;       /* of its first byte */
    size_t length;   /* cut at the end of the bytes */
};

/** Gives the piece whose head is at `*at`, and moves behind it; false at the end. */
bool sparse_disc_next_piece(const uint8_t *bytes, size_t size, size_t *at,
                            struct sparse_piece *piece);

/** A source in the caller's storage, over borrowed bytes; it is never dropped. */
struct sparse_disc {
    struct byte_source base;
    const uint8_t *bytes;
    size_t size;
};

/** Fewer bytes than a header are a disc of one block. */
void sparse_disc_init(struct sparse_disc *disc, const uint8_t *bytes, size_t size);

#endif
