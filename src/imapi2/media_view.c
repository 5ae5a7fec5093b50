/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The medium in a recorder, as one writer and the multisession objects it made see it. */
#include "imapi2/media_view.h"

#include "base/memory.h"
#include "imapi2/drive_error.h"

HRESULT media_view_create(IDiscRecorder2 *recorder, struct media_view **view)
{
    struct media_view *self = memory_allocate(1, sizeof(*self));
    HRESULT hr;

    *view = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    hr = com_agile_init(&self->recorder, (IUnknown *)recorder, &IID_IDiscRecorder2);
    if (FAILED(hr)) {
        memory_free(self);
        return hr;
    }
    self->references = 1;
    com_lock_init(&self->lock);
    *view = self;
    return S_OK;
}

struct media_view *media_view_acquire(struct media_view *view)
{
    if (view)
        InterlockedIncrement(&view->references);
    return view;
}

void media_view_drop(struct media_view **view)
{
    struct media_view *self = *view;

    *view = NULL;
    if (!self || InterlockedDecrement(&self->references))
        return;
    com_agile_release(&self->recorder);
    com_lock_release(&self->lock);
    memory_free(self);
}

HRESULT media_view_recorder(struct media_view *view, IDiscRecorder2 **recorder)
{
    return com_agile_get(&view->recorder, (void **)recorder);
}

HRESULT media_view_open(struct media_view *view, struct drive_session *session)
{
    IDiscRecorder2 *recorder;
    HRESULT hr;

    memset(session, 0, sizeof(*session));
    SetErrorInfo(0, NULL);
    hr = media_view_recorder(view, &recorder);
    if (FAILED(hr))
        return hr;
    hr = drive_session_open(session, (IUnknown *)recorder);
    IDiscRecorder2_Release(recorder);
    return hr;
}

static bool read_frozen(struct media_view *view, struct media_facts *facts)
{
    bool is_frozen;

    com_lock_enter(&view->lock);
    is_frozen = view->is_frozen;
    if (is_frozen)
        *facts = view->frozen;
    com_lock_leave(&view->lock);
    return is_frozen;
}

static HRESULT fail(const struct com_object *object, const struct media_fact_result *result,
                    const struct drive_session *session)
{
    struct recorder_label label;

    if (SUCCEEDED(result->result))
        return result->result;
    label = drive_session_label(session);
    return drive_error(object, result->result, &label,
                       result->has_failure ? &result->failure : NULL);
}

HRESULT media_view_read(struct media_view *view, const struct com_object *object, unsigned wanted,
                        enum media_fact fact, struct media_facts *facts)
{
    struct drive_session session;
    HRESULT hr;

    if (read_frozen(view, facts))
        return com_error(object, facts->results[fact].result);
    hr = media_view_open(view, &session);
    if (FAILED(hr)) {
        media_facts_fail(facts, hr);
        return com_error_pass(object, hr);
    }
    media_facts_read(&session.drive, wanted, facts);
    hr = fail(object, &facts->results[fact], &session);
    drive_session_close(&session);
    return hr;
}

void media_view_freeze(struct media_view *view, struct mmc_drive *drive, unsigned wanted)
{
    struct media_facts facts;

    media_facts_read(drive, wanted, &facts);
    com_lock_enter(&view->lock);
    view->frozen = facts;
    view->is_frozen = true;
    com_lock_leave(&view->lock);
}

void media_view_thaw(struct media_view *view)
{
    com_lock_enter(&view->lock);
    view->is_frozen = false;
    com_lock_leave(&view->lock);
}
