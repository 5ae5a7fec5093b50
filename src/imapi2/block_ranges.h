/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Block ranges that a stream offers, for a burn of parts of a disc. */
#ifndef OPENIMAPI_IMAPI2_BLOCK_RANGES_H
#define OPENIMAPI_IMAPI2_BLOCK_RANGES_H

#include "burn/data.h"

#include <windows.h>
#include <ole2.h>

#include <stdbool.h>

/** Ranges in the order they are to be written in. */
struct block_ranges {
    bool are_given; /* there may be none of them all the same */
    struct burn_block_range *ranges;
    size_t count;
};

/**
 * Asks `stream` for IBlockRangeList; one that does not offer it gives no ranges, and S_OK. Fails as
 * the stream's objects do. E_OUTOFMEMORY.
 */
HRESULT block_ranges_read(IStream *stream, struct block_ranges *ranges);

/** Frees the ranges and zeroes the structure. */
void block_ranges_release(struct block_ranges *ranges);

#endif
