/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A thread that does part of one job at a time. */
#include "stream/helper_thread.h"

#include "base/memory.h"
#include "platform/thread.h"

/* What came of one thread's share. */
struct outcome {
    uint32_t first; /* of the slice that failed */
    enum status status;
};

struct helper_thread {
    struct platform_thread *thread;
    struct platform_mutex *mutex;
    struct platform_condition *changed;
    const struct helper_job *job; /* NULL: there is none, or nothing of it left to begin */
    bool is_working;
    bool is_ending;
    struct outcome outcome;
    uint32_t next; /* the first thing that nobody has taken; shared */
};

/* Slices are taken in order, so those before one that failed are all taken, and will be done. */
static struct outcome work(struct helper_thread *helper, const struct helper_job *job,
                           bool is_helper)
{
    for (;;) {
        const uint32_t first = __atomic_fetch_add(&helper->next, job->slice_size, __ATOMIC_RELAXED);
        uint32_t end = job->count;
        enum status status;

        if (first >= job->count)
            return (struct outcome){ .first = job->count };
        if (end - first > job->slice_size)
            end = first + job->slice_size;
        status = job->slice(job->context, first, end, is_helper);
        if (status != STATUS_OK) {
            __atomic_store_n(&helper->next, job->count, __ATOMIC_RELAXED);
            return (struct outcome){ first, status };
        }
    }
}

static void run(void *context)
{
    struct helper_thread *helper = context;

    platform_mutex_lock(helper->mutex);
    for (;;) {
        const struct helper_job *job;

        while (helper->job == NULL && !helper->is_ending)
            platform_condition_wait(helper->changed, helper->mutex);
        if (helper->is_ending)
            break;
        job = helper->job;
        helper->job = NULL;
        helper->is_working = true;
        platform_mutex_unlock(helper->mutex);
        helper->outcome = work(helper, job, true);
        platform_mutex_lock(helper->mutex);
        helper->is_working = false;
        platform_condition_broadcast(helper->changed);
    }
    platform_mutex_unlock(helper->mutex);
}

enum status helper_thread_create(struct helper_thread **helper)
{
    struct helper_thread *created = memory_allocate(1, sizeof(*created));

    *helper = NULL;
    if (created == NULL)
        return STATUS_NO_MEMORY;
    if (platform_mutex_create(&created->mutex) != STATUS_OK ||
        platform_condition_create(&created->changed) != STATUS_OK ||
        platform_thread_create(run, created, &created->thread) != STATUS_OK) {
        platform_condition_destroy(created->changed);
        platform_mutex_destroy(created->mutex);
        memory_free(created);
        return STATUS_NO_MEMORY;
    }
    *helper = created;
    return STATUS_OK;
}

void helper_thread_destroy(struct helper_thread *helper)
{
    if (helper == NULL)
        return;
    platform_mutex_lock(helper->mutex);
    helper->is_ending = true;
    platform_condition_broadcast(helper->changed);
    platform_mutex_unlock(helper->mutex);
    platform_thread_destroy(helper->thread);
    platform_condition_destroy(helper->changed);
    platform_mutex_destroy(helper->mutex);
    memory_free(helper);
}

enum status helper_thread_share(struct helper_thread *helper, const struct helper_job *job,
                                bool *is_helpers)
{
    struct outcome own;
    struct outcome other;

    platform_mutex_lock(helper->mutex);
    helper->job = job;
    helper->next = 0;
    helper->outcome = (struct outcome){ .first = job->count };
    platform_condition_broadcast(helper->changed);
    platform_mutex_unlock(helper->mutex);
    own = work(helper, job, false);
    platform_mutex_lock(helper->mutex);
    helper->job = NULL;
    while (helper->is_working)
        platform_condition_wait(helper->changed, helper->mutex);
    other = helper->outcome;
    platform_mutex_unlock(helper->mutex);
    *is_helpers = other.first < own.first;
    return *is_helpers ? other.status : own.status;
}
