/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A second pair of hands: a thread that does one task at a time, while its owner does another. */
#ifndef OPENIMAPI_STREAM_HELPER_THREAD_H
#define OPENIMAPI_STREAM_HELPER_THREAD_H

#include "base/status.h"

struct helper_thread;

typedef void (*helper_task)(void *context);

/** Starts the thread, which waits. STATUS_NO_MEMORY: no memory, or the system grants no thread. */
enum status helper_thread_create(struct helper_thread **helper);

/** Ends the thread; no task may be under way. NULL does nothing. */
void helper_thread_destroy(struct helper_thread *helper);

/** Has `task(context)` done on the thread; no other may be under way. */
void helper_thread_begin(struct helper_thread *helper, helper_task task, void *context);

/** Waits until the task is done. */
void helper_thread_finish(struct helper_thread *helper);

#endif
