/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A thread that tells an object of recorders that come and go. */
#include "imapi2/device_watch.h"

#include "base/memory.h"
#include "com/lock.h"
#include "imapi2/result.h"
#include "imapi2/shared_catalog.h"
#include "transport/recorder_changes.h"

#include <string.h>
#include <wchar.h>

/* The loader may be busy with us; the thread ends all the same. */
#define END_WAIT_MS 10000

struct device_watch {
    LONG references; /* of the owner and of the thread */
    struct com_object *owner;
    device_watch_tell tell;
    struct recorder_changes *changes;
    struct recorder_ids known;
    HINSTANCE module; /* whose code the thread runs */
    HANDLE thread;
    DWORD thread_id;
    struct com_lock lock; /* of what follows */
    bool is_stopped;
    bool is_telling;
};

static void drop(struct device_watch *watch)
{
    if (InterlockedDecrement(&watch->references))
        return;
    recorder_changes_close(watch->changes);
    recorder_ids_release(&watch->known);
    com_lock_release(&watch->lock);
    memory_free(watch);
}

/* Gives false when there is nobody to tell any more; else a reference to the owner is held. */
static bool begin_telling(struct device_watch *watch)
{
    com_lock_enter(&watch->lock);
    /* An owner that is being destroyed has not stopped the watch yet, and cannot come back. */
    watch->is_telling = !watch->is_stopped && com_object_try_add_ref(watch->owner);
    com_lock_leave(&watch->lock);
    return watch->is_telling;
}

static void end_telling(struct device_watch *watch)
{
    com_object_release(watch->owner); /* perhaps the last: then it stops this watch */
    com_lock_enter(&watch->lock);
    watch->is_telling = false;
    com_lock_leave(&watch->lock);
}

static bool contains(const struct recorder_ids *ids, const char16 *id)
{
    for (size_t i = 0; i < ids->count; i++) {
        if (wcscmp(ids->ids[i], id) == 0)
            return true;
    }
    return false;
}

/* Tells of every id that `these` have and `others` have not. */
static void tell_difference(struct device_watch *watch, const struct recorder_ids *these,
                            const struct recorder_ids *others, bool is_added)
{
    for (size_t i = 0; i < these->count; i++) {
        if (contains(others, these->ids[i]))
            continue;
        if (!begin_telling(watch))
            return;
        watch->tell(watch->owner, these->ids[i], is_added);
        end_telling(watch);
    }
}

static HRESULT list(struct recorder_ids *ids)
{
    struct recorder_catalog *catalog;
    HRESULT hr = shared_catalog_get(&catalog);

    memset(ids, 0, sizeof(*ids));
    return SUCCEEDED(hr) ? result_of_status(recorder_catalog_list(catalog, ids), NULL) : hr;
}

/* What cannot be listed now will be when something changes again. */
static void look(struct device_watch *watch)
{
    struct recorder_ids before = watch->known;
    struct recorder_ids now;

    if (FAILED(list(&now)))
        return;
    watch->known = now;
    tell_difference(watch, &before, &now, false);
    tell_difference(watch, &now, &before, true);
    recorder_ids_release(&before);
}

static DWORD WINAPI run(void *context)
{
    struct device_watch *watch = context;
    const HINSTANCE module = watch->module;

    if (SUCCEEDED(CoInitializeEx(NULL, COINIT_MULTITHREADED))) {
        while (recorder_changes_wait(watch->changes))
            look(watch);
        CoUninitialize();
    }
    drop(watch);
    FreeLibraryAndExitThread(module, 0);
    return 0;
}

/* The thread keeps the module it runs in. */
static HRESULT start_thread(struct device_watch *watch)
{
    HRESULT hr = S_OK;

    if (!GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS, (const WCHAR *)(ULONG_PTR)run,
                            &watch->module))
        return HRESULT_FROM_WIN32(GetLastError());
    watch->references++;
    watch->thread = CreateThread(NULL, 0, run, watch, 0, &watch->thread_id);
    if (!watch->thread) {
        hr = HRESULT_FROM_WIN32(GetLastError());
        watch->references--;
        FreeLibrary(watch->module);
    }
    return hr;
}

HRESULT device_watch_start(struct com_object *owner, device_watch_tell tell,
                           struct device_watch **watch)
{
    struct device_watch *started = memory_allocate(1, sizeof(*started));
    HRESULT hr;

    *watch = NULL;
    if (!started)
        return E_OUTOFMEMORY;
    started->references = 1;
    started->owner = owner;
    started->tell = tell;
    com_lock_init(&started->lock);
    hr = result_of_status(recorder_changes_open(&started->changes), NULL);
    if (SUCCEEDED(hr))
        hr = list(&started->known);
    if (SUCCEEDED(hr))
        hr = start_thread(started);
    if (FAILED(hr))
        drop(started);
    else
        *watch = started;
    return hr;
}

void device_watch_stop(struct device_watch **watch)
{
    struct device_watch *stopped = *watch;
    bool is_telling;

    if (!stopped)
        return;
    *watch = NULL;
    com_lock_enter(&stopped->lock);
    stopped->is_stopped = true;
    is_telling = stopped->is_telling;
    com_lock_leave(&stopped->lock);
    recorder_changes_end(stopped->changes);
    /* A sink may be waited for that waits for us, or be the caller. */
    if (!is_telling)
        WaitForSingleObject(stopped->thread, END_WAIT_MS);
    CloseHandle(stopped->thread);
    drop(stopped);
}
