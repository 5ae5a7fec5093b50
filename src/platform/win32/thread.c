/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Threads, locks and conditions on Windows. */
#include "platform/thread.h"

#include "base/memory.h"

#include <windows.h>

struct platform_thread {
    HANDLE handle;
    platform_thread_function function;
    void *context;
};

struct platform_mutex {
    SRWLOCK lock;
};

struct platform_condition {
    CONDITION_VARIABLE variable;
};

static DWORD WINAPI run(void *argument)
{
    struct platform_thread *thread = argument;

    thread->function(thread->context);
    return 0;
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
    created->handle = CreateThread(NULL, 0, run, created, 0, NULL);
    if (created->handle == NULL) {
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
    WaitForSingleObject(thread->handle, INFINITE);
    CloseHandle(thread->handle);
    memory_free(thread);
}

enum status platform_mutex_create(struct platform_mutex **mutex)
{
    struct platform_mutex *created = memory_allocate(1, sizeof(*created));

    *mutex = created;
    if (created == NULL)
        return STATUS_NO_MEMORY;
    InitializeSRWLock(&created->lock);
    return STATUS_OK;
}

void platform_mutex_destroy(struct platform_mutex *mutex)
{
    memory_free(mutex);
}

void platform_mutex_lock(struct platform_mutex *mutex)
{
    AcquireSRWLockExclusive(&mutex->lock);
}

void platform_mutex_unlock(struct platform_mutex *mutex)
{
    ReleaseSRWLockExclusive(&mutex->lock);
}

enum status platform_condition_create(struct platform_condition **condition)
{
    struct platform_condition *created = memory_allocate(1, sizeof(*created));

    *condition = created;
    if (created == NULL)
        return STATUS_NO_MEMORY;
    InitializeConditionVariable(&created->variable);
    return STATUS_OK;
}

void platform_condition_destroy(struct platform_condition *condition)
{
    memory_free(condition);
}

void platform_condition_wait(struct platform_condition *condition, struct platform_mutex *mutex)
{
    SleepConditionVariableSRW(&condition->variable, &mutex->lock, INFINITE, 0);
}

bool platform_condition_wait_for(struct platform_condition *condition, struct platform_mutex *mutex,
                                 uint32_t timeout_ms)
{
    return SleepConditionVariableSRW(&condition->variable, &mutex->lock, timeout_ms, 0) != 0;
}

void platform_condition_broadcast(struct platform_condition *condition)
{
    WakeAllConditionVariable(&condition->variable);
}
