/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The content of a file of an image, as long as it was when it was added. */
#ifndef OPENIMAPI_IMAPI2FS_CONTENT_SOURCE_H
#define OPENIMAPI_IMAPI2FS_CONTENT_SOURCE_H

#include "stream/byte_source.h"

/**
 * A source of the first `size` bytes of `inner`, of which a reference is taken. Several threads may
 * read. STATUS_NO_MEMORY. Reading gives, besides what `inner` gives,
 *   STATUS_CHANGED: `inner` has become shorter than `size`.
 */
enum status content_source_create(struct byte_source *inner, uint64_t size,
                                  struct byte_source **source);

/** Where such a source was found to end when reading last gave STATUS_CHANGED. */
uint64_t content_source_end(const struct byte_source *source);

#endif
