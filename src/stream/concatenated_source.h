/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Byte sources joined end to end. */
#ifndef OPENIMAPI_STREAM_CONCATENATED_SOURCE_H
#define OPENIMAPI_STREAM_CONCATENATED_SOURCE_H

#include "stream/byte_source.h"

/** A source of no parts yet, of size 0. STATUS_NO_MEMORY. */
enum status concatenated_source_create(struct byte_source **source);

/**
 * Adds `parts`, which are acquired, at the end of `source`, made by the function above; one may be
 * there already. Nobody may be reading meanwhile. Several threads may read when they may read every
 * part. Reading fails as the part concerned does; STATUS_END_OF_DATA: it is shorter than it said.
 * STATUS_TOO_LARGE: the sizes add up to 2^63 or more. STATUS_NO_MEMORY. `source` is unchanged then.
 */
enum status concatenated_source_append(struct byte_source *source, struct byte_source *const *parts,
                                       size_t count);

/** The part `index`, borrowed; NULL past the last. */
struct byte_source *concatenated_source_part(const struct byte_source *source, size_t index);

#endif
