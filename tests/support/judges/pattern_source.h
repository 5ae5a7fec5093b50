/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Contents for images that are judged: pseudo-random where it matters, zero elsewhere. */
#ifndef OPENIMAPI_TESTS_SUPPORT_JUDGES_PATTERN_SOURCE_H
#define OPENIMAPI_TESTS_SUPPORT_JUDGES_PATTERN_SOURCE_H

#include "stream/byte_source.h"

/**
 * A source of `size` bytes, a function of `seed` and the offset: the first and the last 64 KiB and
 * 32 KiB on both sides of every multiple of a GiB are pseudo-random, so that a file up to 128 KiB
 * is so throughout and a large one is sparse. Several threads may read. STATUS_NO_MEMORY.
 */
enum status pattern_source_create(uint64_t seed, uint64_t size, struct byte_source **source);

#endif
