/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A byte source that lets one thread in at a time. */
#ifndef OPENIMAPI_STREAM_LOCKED_SOURCE_H
#define OPENIMAPI_STREAM_LOCKED_SOURCE_H

#include "stream/byte_source.h"

/**
 * A source that reads `inner`, of which a reference is taken, under a lock of its own, so that
 * several threads may read. An `inner` that is thread-safe already is given back as it is.
 * STATUS_NO_MEMORY.
 */
enum status locked_source_create(struct byte_source *inner, struct byte_source **source);

#endif
