/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* OSTA compressed Unicode: d-characters, dstrings and file identifiers (OSTA UDF 2.1.1 to 2.1.3).
 */
#ifndef OPENIMAPI_UDF_CHARSET_H
#define OPENIMAPI_UDF_CHARSET_H

#include "base/status.h"
#include "base/utf16.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Bytes of a file identifier, with the one that says how wide its characters are. */
#define UDF_IDENTIFIER_MAXIMUM 255

/** Units of what is decoded: of the longest identifier. */
#define UDF_TEXT_MAXIMUM (UDF_IDENTIFIER_MAXIMUM - 1)

/**
 * Fills a dstring of `size` bytes (at least 2, at most 255) with as much of the text as it holds:
 * no half of a surrogate pair. No text gives a field of zeros.
 */
void udf_dstring_encode(uint8_t *field, size_t size, const char16 *text, size_t length);

/**
 * Reads a dstring from outside. STATUS_CORRUPT: its length or the width of its characters is
 * impossible; `length` is 0 then, as for an empty one.
 */
enum status udf_dstring_decode(const uint8_t *field, size_t size, char16 text[UDF_TEXT_MAXIMUM],
                               size_t *length);

/**
 * Writes the file identifier of a name as fsimage records it in UDF, which fits, to `out`; gives
 * its bytes.
 */
size_t udf_identifier_encode(const char16 *name, size_t length,
                             uint8_t out[UDF_IDENTIFIER_MAXIMUM]);

/** Bytes that udf_identifier_encode writes. */
size_t udf_identifier_size(const char16 *name, size_t length);

/**
 * Reads a file identifier from outside, of `size` bytes. STATUS_CORRUPT: empty, or the width of its
 * characters is impossible; `length` is 0 then.
 */
enum status udf_identifier_decode(const uint8_t *identifier, size_t size,
                                  char16 name[UDF_TEXT_MAXIMUM], size_t *length);

#endif
