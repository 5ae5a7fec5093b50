/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A second pair of hands: a thread that does part of a job, while its owner does the rest. */
#ifndef OPENIMAPI_STREAM_HELPER_THREAD_H
#define OPENIMAPI_STREAM_HELPER_THREAD_H

#include "base/status.h"

#include <stdbool.h>
#include <stdint.h>

struct helper_thread;

/** Work on things that are numbered from 0 on, in any order, by two threads. */
struct helper_job {
    /** Does those from `first` up to `end`. `is_helper` tells on which thread it is called. */
    enum status (*slice)(void *context, uint32_t first, uint32_t end, bool is_helper);
    void *context;
    uint32_t count;
    uint32_t slice_size; /* things that a thread takes at a time */
};

/** Starts the thread, which waits. STATUS_NO_MEMORY: no memory, or the system grants no thread. */
enum status helper_thread_create(struct helper_thread **helper);

/** Ends the thread. NULL does nothing. */
void helper_thread_destroy(struct helper_thread *helper);

/**
 * Does the whole of `job`, on the calling thread and, as soon as it gets to it, on the helper's: a
 * helper that the system gives no time is not waited for. Gives the status of the first slice that
 * fails, and in `is_helpers` which thread did that one; later slices may have been done or not.
 */
enum status helper_thread_share(struct helper_thread *helper, const struct helper_job *job,
                                bool *is_helpers);

#endif
