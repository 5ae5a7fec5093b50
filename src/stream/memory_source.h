/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Bytes in memory as a byte source. */
#ifndef OPENIMAPI_STREAM_MEMORY_SOURCE_H
#define OPENIMAPI_STREAM_MEMORY_SOURCE_H

#include "stream/byte_source.h"

/** A source of a private copy of `size` bytes; several threads may read. STATUS_NO_MEMORY. */
enum status memory_source_create(const void *data, size_t size, struct byte_source **source);

#endif
