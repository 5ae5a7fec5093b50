/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Zeros as a byte source. */
#ifndef OPENIMAPI_STREAM_ZERO_SOURCE_H
#define OPENIMAPI_STREAM_ZERO_SOURCE_H

#include "stream/byte_source.h"

/** A source of `size` zero bytes; several threads may read. STATUS_NO_MEMORY. */
enum status zero_source_create(uint64_t size, struct byte_source **source);

#endif
