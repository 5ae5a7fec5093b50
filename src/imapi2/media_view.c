/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The medium in a recorder, as one writer and the multisession objects it made see it. */
#include "imapi2/media_view.h"

#include "base/memory.h"
#include "imapi2/drive_error.h"
#include "imapi2/media_facts.h"

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

static bool read_frozen(struct media_view *view, struct mmc_survey *facts)
{
    bool is_frozen;

    com_lock_enter(&view->lock);
    is_frozen = view->is_frozen;
    if (is_frozen)
        *facts = view->frozen;
    com_lock_leave(&view->lock);
    return is_frozen;
}

static HRESULT judge(const struct com_object *object, const struct mmc_survey *facts,
                     enum mmc_fact fact, const struct drive_session *session)
{
    const struct mmc_fact_result *result = &facts->results[fact];
    HRESULT hr = media_fact_result(facts, fact);
    struct recorder_label label;

    if (SUCCEEDED(hr))
        return hr;
    label = drive_session_label(session);
    return drive_error(object, hr, &label, result->has_failure ? &result->failure : NULL);
}

HRESULT media_view_read(struct media_view *view, const struct com_object *object, unsigned wanted,
                        enum mmc_fact fact, struct mmc_survey *facts)
{
    struct drive_session session;
    HRESULT hr;

    if (read_frozen(view, facts))
        return com_error(object, media_fact_result(facts, fact));
    hr = media_view_open(view, &session);
    if (FAILED(hr)) {
        memset(facts, 0, sizeof(*facts));
        return com_error_pass(object, hr);
    }
    mmc_survey_read(&session.drive, wanted, facts);
    hr = judge(object, facts, fact, &session);
    drive_session_close(&session);
    return hr;
}

void media_view_freeze(struct media_view *view, const struct mmc_survey *facts)
{
    com_lock_enter(&view->lock);
    view->frozen = *facts;
    view->is_frozen = true;
    com_lock_leave(&view->lock);
}

void media_view_thaw(struct media_view *view)
{
    com_lock_enter(&view->lock);
    view->is_frozen = false;
    com_lock_leave(&view->lock);
}
