/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Named streams of files (ECMA-167 3rd edition, 4/8.8.3): items like files, with a file for their
 * parent. They count as changes, and in no count of files.
 */
#ifndef OPENIMAPI_FSIMAGE_NAMED_STREAMS_H
#define OPENIMAPI_FSIMAGE_NAMED_STREAMS_H

#include "base/status.h"
#include "base/utf16.h"
#include "fsimage/problem.h"
#include "fsimage/tree.h"
#include "stream/byte_source.h"

#include <stddef.h>
#include <stdint.h>

/**
 * Adds a stream to an attached file. `name` is one component, different without regard to case from
 * the file's other streams. A reference of `source` is taken; NULL is empty.
 * STATUS_INVALID_STATE: READ_ONLY, also for an imported file; NOT_IN_FILE_SYSTEM;
 * PROPERTY_NOT_ACCESSIBLE, `file` is a stream. STATUS_WRONG_KIND: `file` is a directory.
 * STATUS_INVALID_NAME: INVALID_PATH, RESTRICTED_NAME. STATUS_ALREADY_EXISTS: DUPLICATE_NAME.
 * STATUS_TOO_LARGE: IMAGE_SIZE_LIMIT.
 */
enum status fsimage_file_add_stream(struct fsimage_tree *tree, uint32_t file, const char16 *name,
                                    size_t length, struct byte_source *source,
                                    const struct fsimage_times *times, uint32_t *stream,
                                    struct fsimage_problem *problem);

/** Detaches a stream, found without regard to case. As above, and STATUS_NOT_FOUND:
 * ITEM_NOT_FOUND. */
enum status fsimage_file_remove_stream(struct fsimage_tree *tree, uint32_t file, const char16 *name,
                                       size_t length, struct fsimage_problem *problem);

/** Attached streams of a file; 0 for whatever else. */
uint32_t fsimage_file_stream_count(const struct fsimage_tree *tree, uint32_t file);

/** The stream number `index`, which is below the count, in the order of upper-cased names. */
uint32_t fsimage_file_stream_at(const struct fsimage_tree *tree, uint32_t file, uint32_t index);

/**
 * The attached file with streams after `file`, or the first for FSIMAGE_NO_ITEM; FSIMAGE_NO_ITEM
 * after the last. In no order, but each once.
 */
uint32_t fsimage_tree_next_file_with_streams(const struct fsimage_tree *tree, uint32_t file);

/** Streams of all attached files. */
uint32_t fsimage_tree_stream_count(const struct fsimage_tree *tree);

#endif
