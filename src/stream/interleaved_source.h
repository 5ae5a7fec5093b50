/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Byte sources dealt out in turns. */
#ifndef OPENIMAPI_STREAM_INTERLEAVED_SOURCE_H
#define OPENIMAPI_STREAM_INTERLEAVED_SOURCE_H

#include "stream/byte_source.h"

/** A source, borrowed, and the bytes taken from it in each turn, at least 1. */
struct interleaved_part {
    struct byte_source *source;
    uint32_t bytes_per_turn;
};

/**
 * A source that repeats: `bytes_per_turn` bytes of the first part, then of the next, and so on. It
 * ends with the last turn that every part can fill. The parts are acquired. Several threads may
 * read when they may read every part. Reading fails as the part concerned does; STATUS_END_OF_DATA:
 * it is shorter than it said. STATUS_INVALID_ARGUMENT: no parts, or one that gives no bytes.
 * STATUS_TOO_LARGE: the size would be 2^63 or more. STATUS_NO_MEMORY.
 */
enum status interleaved_source_create(const struct interleaved_part *parts, size_t count,
                                      struct byte_source **source);

/** The source of part `index`, borrowed; NULL past the last. */
struct byte_source *interleaved_source_part(const struct byte_source *source, size_t index);

/** The bytes taken from part `index` in each turn; 0 past the last. */
uint32_t interleaved_source_turn(const struct byte_source *source, size_t index);

#endif
