/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reading the contents of files out of a layout: any block, straight into the caller's buffer. */
#ifndef OPENIMAPI_FSIMAGE_CONTENT_READER_H
#define OPENIMAPI_FSIMAGE_CONTENT_READER_H

#include "fsimage/layout.h"
#include "fsimage/problem.h"
#include "stream/host_reader.h"

#include <stdbool.h>
#include <stdint.h>

/** What one thread needs to read contents. */
struct content_cursor {
    const struct fsimage_layout *layout;
    struct host_reader host;
    uint32_t extent; /* the one read last */
};

/** State of one consumer: what fsimage/writer.h makes known of it is its name. */
struct fsimage_content {
    struct content_cursor cursor;
    struct read_ahead *read_ahead; /* or NULL */
    struct content_helper *helper; /* NULL until it is worth while */
    bool may_have_helper;
};

/**
 * `layout` is borrowed. With `reads_ahead` it watches for cold disks, and has a thread help when
 * many files are wanted at once. STATUS_NO_MEMORY.
 */
enum status content_reader_init(struct fsimage_content *reader, const struct fsimage_layout *layout,
                                bool reads_ahead);

/** Closes every file. */
void content_reader_release(struct fsimage_content *reader);

/**
 * Writes `count` blocks of contents, from block `block` of the stream on, to `out`. All of them
 * belong to files. As reading in fsimage/result.h.
 */
enum status content_reader_emit(struct fsimage_content *reader, uint32_t block, uint32_t count,
                                uint8_t *out, struct fsimage_problem *problem);

/** The index of the extent that holds `block`, which is one of a file. */
uint32_t content_find_extent(const struct fsimage_layout *layout, uint32_t block);

#endif
