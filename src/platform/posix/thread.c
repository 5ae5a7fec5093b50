/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Threads, locks and conditions on POSIX threads. */
#include "platform/thread.h"

#include "base/memory.h"

#include <assert.h>
#include <pthread.h>
#include <time.h>

struct platform_thread {
    pthread_t id;
    platform_thread_function function;
    void *context;
};

struct platform_mutex {
    pthread_mutex_t mutex;
};

struct platform_condition {
    pthread_cond_t condition;
};

static void *run(void *argument)
{
    struct platform_thread *thread = argument;

    thread->function(thread->context);
    return NULL;
}

enum status platform_thread_create(platform_thread_function function, void *context,
                                   struct platform_thread **thread)
{
    struct platform_thread *created = memory_allocate(1, sizeof(*created));

    *thread = NULL;
    if (created == NULL)
        return STATUS_NO_MEMORY;
    created->function = function;
    created->context = context;
    if (pthread_create(&created->id, NULL, run, created) != 0) {
        memory_free(created);
        return STATUS_NO_MEMORY;
    }
    *thread = created;
    return STATUS_OK;
}

void platform_thread_destroy(struct platform_thread *thread)
{
    if (thread == NULL)
        return;
    pthread_join(thread->id, NULL);
    memory_free(thread);
}

enum status platform_mutex_create(struct platform_mutex **mutex)
{
    struct platform_mutex *created = memory_allocate(1, sizeof(*created));

    *mutex = created;
    if (created == NULL)
        return STATUS_NO_MEMORY;
    pthread_mutex_init(&created->mutex, NULL);
    return STATUS_OK;
}

void platform_mutex_destroy(struct platform_mutex *mutex)
{
    if (mutex == NULL)
        return;
    pthread_mutex_destroy(&mutex->mutex);
    memory_free(mutex);
}

void platform_mutex_lock(struct platform_mutex *mutex)
{
    pthread_mutex_lock(&mutex->mutex);
}

void platform_mutex_unlock(struct platform_mutex *mutex)
{
    pthread_mutex_unlock(&mutex->mutex);
}

enum status platform_condition_create(struct platform_condition **condition)
{
    struct platform_condition *created = memory_allocate(1, sizeof(*created));
    pthread_condattr_t attributes;

    *condition = created;
    if (created == NULL)
        return STATUS_NO_MEMORY;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&created->condition, &attributes);
    pthread_condattr_destroy(&attributes);
    return STATUS_OK;
}

void platform_condition_destroy(struct platform_condition *condition)
{
    if (condition == NULL)
        return;
    pthread_cond_destroy(&condition->condition);
    memory_free(condition);
}

void platform_condition_wait(struct platform_condition *condition, struct platform_mutex *mutex)
{
    pthread_cond_wait(&condition->condition, &mutex->mutex);
}

bool platform_condition_wait_for(struct platform_condition *condition, struct platform_mutex *mutex,
                                 uint32_t timeout_ms)
{
    struct timespec until;

    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += timeout_ms / 1000;
    until.tv_nsec += (long)(timeout_ms % 1000) * 1000000L;
    if (until.tv_nsec >= 1000000000L) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000L;
    }
    return pthread_cond_timedwait(&condition->condition, &mutex->mutex, &until) == 0;
}

void platform_condition_broadcast(struct platform_condition *condition)
{
    pthread_cond_broadcast(&condition->condition);
}
