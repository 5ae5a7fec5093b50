/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Directories: a sequence of file identifier descriptors (ECMA-167 4/8.6, 4/14.4). */
#ifndef OPENIMAPI_UDF_READER_DIRECTORY_H
#define OPENIMAPI_UDF_READER_DIRECTORY_H

#include "udf/charset.h"
#include "udf/reader_entry.h"
#include "udf/reader_visits.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** A directory that was read: sound descriptors, one behind the other. */
struct udf_directory {
    uint8_t *bytes;
    size_t size;
    size_t position; /* of the next one to give */
};

/** What a descriptor says of an item. */
struct udf_found_name {
    char16 name[UDF_TEXT_MAXIMUM];
    size_t name_length;
    uint8_t characteristics; /* enum udf_file_characteristics */
    struct udf_address icb;
};

/**
 * Reads the directory of an entry, visiting its blocks. In a metadata partition the mirror is read
 * where the first copy is damaged.
 * STATUS_CORRUPT: a damaged descriptor, an impossible name, a cycle. STATUS_NO_MEMORY.
 * STATUS_NOT_SUPPORTED: as udf_extents_read. Else a failure to read.
 */
enum status udf_directory_read(const struct udf_partitions *partitions,
                               const struct udf_entry *entry, struct udf_visits *visits,
                               struct udf_directory *directory);

void udf_directory_release(struct udf_directory *directory);

/**
 * Gives the next item; false at the end. Parents, deleted items, and what implementations keep for
 * themselves (OSTA UDF 2.3.4.2) are left out.
 */
bool udf_directory_next(struct udf_directory *directory, struct udf_found_name *found);

#endif
