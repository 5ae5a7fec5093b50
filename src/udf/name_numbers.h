/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The numbers in identifiers of names that are not kept, where the usual one would clash. */
#ifndef OPENIMAPI_UDF_NAME_NUMBERS_H
#define OPENIMAPI_UDF_NAME_NUMBERS_H

#include "base/status.h"
#include "fsimage/tree.h"

#include <stddef.h>
#include <stdint.h>

/** A child whose number is not udf_identifier_number of its name. */
struct udf_name_number {
    uint32_t child; /* its index in its directory */
    uint16_t number;
};

/** Those of all directories, one directory after the other; zeroed is empty. */
struct udf_name_numbers {
    struct udf_name_number *numbers; /* within a directory by child */
    uint32_t count;
    uint32_t capacity;
};

/**
 * Makes the identifiers of `count` siblings unique: each that is changed takes the next number that
 * is free from its own on, and those that do not get their own are added. The indices are those
 * of `children`. STATUS_NO_MEMORY. STATUS_TOO_MANY: all numbers are taken.
 */
enum status udf_name_numbers_add(struct udf_name_numbers *numbers, const struct fsimage_tree *tree,
                                 const uint32_t *children, size_t count);

/** The number of a child's identifier, of the directory whose numbers are `first` up to `end`. */
uint16_t udf_name_numbers_find(const struct udf_name_numbers *numbers, uint32_t first, uint32_t end,
                               uint32_t child, const char16 *name, size_t length);

void udf_name_numbers_release(struct udf_name_numbers *numbers);

#endif
