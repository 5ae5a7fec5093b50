/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The lock of an object: recursive, because an application's code may call back while it is held.
 */
#ifndef OPENIMAPI_COM_LOCK_H
#define OPENIMAPI_COM_LOCK_H

#include <windows.h>

struct com_lock {
    CRITICAL_SECTION section;
};

static inline void com_lock_init(struct com_lock *lock)
{
    InitializeCriticalSection(&lock->section);
}

static inline void com_lock_release(struct com_lock *lock)
{
    DeleteCriticalSection(&lock->section);
}

static inline void com_lock_enter(struct com_lock *lock)
{
    EnterCriticalSection(&lock->section);
}

static inline void com_lock_leave(struct com_lock *lock)
{
    LeaveCriticalSection(&lock->section);
}

#endif
