/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sorting items by name, at the price of one look at each name when they are in order already. */
#ifndef OPENIMAPI_FSIMAGE_SORT_H
#define OPENIMAPI_FSIMAGE_SORT_H

#include "base/status.h"
#include "base/utf16.h"
#include "fsimage/tree.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * Gives the text that orders `item`, and its length: borrowed from where it lies, or written to
 * `scratch`, of FSIMAGE_NAME_MAXIMUM units.
 */
typedef const char16 *(*fsimage_sort_text)(const void *context, uint32_t item, char16 *scratch,
                                           size_t *length);

/**
 * Sorts `items` stably by the units of their texts, a prefix first; whether they were in order.
 * STATUS_NO_MEMORY: they are as they were.
 */
enum status fsimage_sort_names(uint32_t *items, size_t count, fsimage_sort_text text,
                               const void *context, bool *was_sorted);

#endif
