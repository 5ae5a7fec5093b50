/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Bounded reading of bytes from outside, with an error that sticks and is checked once. */
#ifndef OPENIMAPI_BASE_CURSOR_H
#define OPENIMAPI_BASE_CURSOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** A position in `size` borrowed bytes. `failed` is set by the first read past the end and stays.
 */
struct cursor {
    const uint8_t *data;
    size_t size;
    size_t position;
    bool failed;
};

/** Starts at the first of `size` bytes; `data` is borrowed and must outlive the cursor. */
struct cursor cursor_of(const void *data, size_t size);

/** Bytes left; 0 once the cursor has failed. */
size_t cursor_left(const struct cursor *cursor);

/** Borrows the next `size` bytes and moves past them; NULL, and failed, when fewer are left. */
const void *cursor_take(struct cursor *cursor, size_t size);

/** Copies the next `size` bytes to `out`; zeroes `out` and fails when fewer are left. */
bool cursor_copy(struct cursor *cursor, void *out, size_t size);

/** Moves over `size` bytes; false, and failed, when fewer are left. */
bool cursor_skip(struct cursor *cursor, size_t size);

/** A cursor over the next `size` bytes, which this one moves past; a failed, empty one otherwise.
 */
struct cursor cursor_split(struct cursor *cursor, size_t size);

/** The next byte; 0 when failed. */
uint8_t cursor_u8(struct cursor *cursor);

/** The next two bytes, big-endian; 0 when failed. */
uint16_t cursor_be16(struct cursor *cursor);

/** The next four bytes, big-endian; 0 when failed. */
uint32_t cursor_be32(struct cursor *cursor);

#endif
