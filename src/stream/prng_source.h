/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Pseudo-random bytes as a byte source (IMAPI2, IStreamPseudoRandomBased). */
#ifndef OPENIMAPI_STREAM_PRNG_SOURCE_H
#define OPENIMAPI_STREAM_PRNG_SOURCE_H

#include "stream/byte_source.h"

/**
 * A source of `size` bytes, a pure function of `seed` and the offset: the states of the linear
 * congruential generator that IMAPI2 documents, from the first after the seed on, little-endian.
 * They repeat after 16 GiB. Several threads may read. STATUS_NO_MEMORY.
 */
enum status prng_source_create(uint32_t seed, uint64_t size, struct byte_source **source);

#endif
