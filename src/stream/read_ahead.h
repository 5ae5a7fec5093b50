/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Read-ahead for a consumer that reads many files in a known order. Threads touch the files that
 * come next, so that the consumer finds them in the host's cache; no data passes through here, and
 * what the consumer reads cannot depend on it. The threads begin when reading turns out to wait for
 * a disk, and end when that does not make it quicker: a tree that is in the cache already pays for
 * a look at the clock now and then.
 */
#ifndef OPENIMAPI_STREAM_READ_AHEAD_H
#define OPENIMAPI_STREAM_READ_AHEAD_H

#include "base/status.h"
#include "stream/folder_cache.h"
#include "stream/folder_table.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct read_ahead;

/**
 * Makes file `index` warm, on a thread of the read-ahead. `folders` and the `size` bytes of
 * `scratch` are that thread's own. Failures are the consumer's to find.
 */
typedef void (*read_ahead_touch)(void *context, uint32_t index, struct folder_cache *folders,
                                 void *scratch, size_t size);

/** `table` must not change as long as the read-ahead lives. STATUS_NO_MEMORY. */
enum status read_ahead_create(const struct folder_table *table, read_ahead_touch touch,
                              void *context, struct read_ahead **read_ahead);

/** Ends the threads, after the file each is at. NULL does nothing. */
void read_ahead_destroy(struct read_ahead *read_ahead);

/** Before the consumer reads from a file it has opened: gives what read_ahead_end wants. */
uint64_t read_ahead_begin(struct read_ahead *read_ahead);

/** After the consumer has read from it. */
void read_ahead_end(struct read_ahead *read_ahead, uint64_t begun);

/**
 * The reads that were looked at since the last call took `sampled_ms` together: what read_ahead_end
 * tells when they are enough. Begins the threads when it is much, and ends them when it is hardly
 * less with them than it was before.
 */
void read_ahead_judge(struct read_ahead *read_ahead, uint64_t sampled_ms);

/** Whether there is somebody to be told what comes next. */
bool read_ahead_is_active(const struct read_ahead *read_ahead);

/**
 * The consumer is at file `position`; those before `limit` may be touched. Cheap when neither has
 * moved far since the last call.
 */
void read_ahead_advance(struct read_ahead *read_ahead, uint32_t position, uint32_t limit);

/** Begins to touch files now, as if a disk had been waited for. STATUS_NO_MEMORY: no thread. */
enum status read_ahead_start(struct read_ahead *read_ahead);

#endif
