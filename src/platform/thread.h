/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Threads, locks and conditions. */
#ifndef OPENIMAPI_PLATFORM_THREAD_H
#define OPENIMAPI_PLATFORM_THREAD_H

#include "base/status.h"

#include <stdbool.h>
#include <stdint.h>

struct platform_thread;
struct platform_mutex;
struct platform_condition;

typedef void (*platform_thread_function)(void *context);

/**
 * Starts a thread that runs `function(context)` once.
 * STATUS_NO_MEMORY: no memory, or the system grants no further thread.
 */
enum status platform_thread_create(platform_thread_function function, void *context,
                                   struct platform_thread **thread);

/** Waits for the thread to end and frees it. NULL does nothing. */
void platform_thread_destroy(struct platform_thread *thread);

/** A lock that is not recursive. STATUS_NO_MEMORY. */
enum status platform_mutex_create(struct platform_mutex **mutex);

/** The lock must be free. NULL does nothing. */
void platform_mutex_destroy(struct platform_mutex *mutex);

void platform_mutex_lock(struct platform_mutex *mutex);

void platform_mutex_unlock(struct platform_mutex *mutex);

/** STATUS_NO_MEMORY. */
enum status platform_condition_create(struct platform_condition **condition);

/** Nobody may wait. NULL does nothing. */
void platform_condition_destroy(struct platform_condition *condition);

/** Unlocks, waits for a signal, locks again. May return without a signal; test the predicate. */
void platform_condition_wait(struct platform_condition *condition, struct platform_mutex *mutex);

/** As above for at most `timeout_ms`; false when the time ran out. */
bool platform_condition_wait_for(struct platform_condition *condition, struct platform_mutex *mutex,
                                 uint32_t timeout_ms);

/** Wakes everybody who waits. */
void platform_condition_broadcast(struct platform_condition *condition);

#endif
