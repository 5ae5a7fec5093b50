/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The one door to the heap: overflow-checked, and replaceable at link time to inject failures. */
#ifndef OPENIMAPI_BASE_MEMORY_H
#define OPENIMAPI_BASE_MEMORY_H

#include <stddef.h>

/**
 * Resizes `block` to `count` elements of `size` bytes; NULL as block allocates. The new part is not
 * cleared. Returns NULL, leaving `block` as it was, when memory runs out, count * size overflows or
 * either is 0. Every allocation of the core passes here; tests wrap this symbol to make it fail.
 */
void *memory_resize(void *block, size_t count, size_t size);

/** Allocates `count` elements of `size` bytes, all zero. NULL as for memory_resize. */
void *memory_allocate(size_t count, size_t size);

/** Frees what the two functions above returned. NULL does nothing. */
void memory_free(void *block);

#endif
