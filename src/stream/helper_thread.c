/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A thread that does one task at a time. */
#include "stream/helper_thread.h"

#include "base/memory.h"
#include "platform/thread.h"

#include <stdbool.h>

struct helper_thread {
    struct platform_thread *thread;
    struct platform_mutex *mutex;
    struct platform_condition *changed;
    helper_task task; /* NULL: there is none under way */
    void *context;
    bool is_ending;
};

static void run(void *context)
{
    struct helper_thread *helper = context;

    platform_mutex_lock(helper->mutex);
    for (;;) {
        while (helper->task == NULL && !helper->is_ending)
            platform_condition_wait(helper->changed, helper->mutex);
        if (helper->is_ending)
            break;
        platform_mutex_unlock(helper->mutex);
        helper->task(helper->context);
        platform_mutex_lock(helper->mutex);
        helper->task = NULL;
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

void helper_thread_begin(struct helper_thread *helper, helper_task task, void *context)
{
    platform_mutex_lock(helper->mutex);
    helper->task = task;
    helper->context = context;
    platform_condition_broadcast(helper->changed);
    platform_mutex_unlock(helper->mutex);
}

void helper_thread_finish(struct helper_thread *helper)
{
    platform_mutex_lock(helper->mutex);
    while (helper->task != NULL)
        platform_condition_wait(helper->changed, helper->mutex);
    platform_mutex_unlock(helper->mutex);
}
