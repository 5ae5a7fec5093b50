/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What all writers have: a recorder, a client name, and one long call at a time. */
#include "imapi2/writer_state.h"

#include "com/error.h"
#include "com/value.h"
#include "imapi2/client_name.h"
#include "imapi2/disc_format.h"
#include "imapi2/drive_error.h"

#include <imapi2error.h>

#include <string.h>
#include <wchar.h>

void writer_state_init(struct writer_state *state, const struct com_object *object,
                       const struct writer_codes *codes)
{
    memset(state, 0, sizeof(*state));
    state->object = object;
    state->codes = codes;
    com_lock_init(&state->lock);
}

void writer_state_release(struct writer_state *state)
{
    media_view_drop(&state->medium);
    SysFreeString(state->client_name);
    com_lock_release(&state->lock);
}

/* The lock is held. */
static HRESULT check_when(const struct writer_state *state, enum writer_when when)
{
    if (state->is_busy)
        return state->codes->busy;
    if (when == WRITER_WHEN_UNPREPARED && state->is_prepared)
        return state->codes->prepared;
    if (when == WRITER_WHEN_PREPARED && !state->is_prepared)
        return state->codes->not_prepared;
    return S_OK;
}

static struct media_view *acquire_medium(struct writer_state *state)
{
    struct media_view *medium;

    com_lock_enter(&state->lock);
    medium = media_view_acquire(state->medium);
    com_lock_leave(&state->lock);
    return medium;
}

HRESULT writer_check(struct writer_state *state, enum writer_when when)
{
    HRESULT hr;

    com_lock_enter(&state->lock);
    hr = check_when(state, when);
    com_lock_leave(&state->lock);
    return com_error(state->object, hr);
}

/* Swaps the recorder in `*medium` with the one that is set. */
static HRESULT exchange_medium(struct writer_state *state, struct media_view **medium)
{
    struct media_view *before;
    HRESULT hr;

    com_lock_enter(&state->lock);
    hr = check_when(state, WRITER_WHEN_UNPREPARED);
    if (SUCCEEDED(hr)) {
        before = state->medium;
        state->medium = *medium;
        *medium = before;
    }
    com_lock_leave(&state->lock);
    return com_error(state->object, hr);
}

static HRESULT check_recorder(struct writer_state *state, IDiscRecorder2 *recorder)
{
    VARIANT_BOOL is_supported;
    struct recorder_label label;
    HRESULT hr = disc_format_is_recorder_supported(state->object, state->codes->recording, recorder,
                                                   &is_supported);

    if (FAILED(hr) || is_supported)
        return hr;
    label = recorder_label_read(recorder);
    return error_with_detail(state->object, state->codes->recorder_not_supported, label.text);
}

HRESULT writer_put_recorder(struct writer_state *state, IDiscRecorder2 *value)
{
    struct media_view *medium = NULL;
    HRESULT hr = writer_check(state, WRITER_WHEN_UNPREPARED);

    if (FAILED(hr))
        return hr;
    if (value) {
        hr = check_recorder(state, value);
        if (FAILED(hr))
            return hr;
        hr = com_error(state->object, media_view_create(value, &medium));
    }
    if (SUCCEEDED(hr))
        hr = exchange_medium(state, &medium);
    media_view_drop(&medium);
    return hr;
}

HRESULT writer_get_recorder(struct writer_state *state, IDiscRecorder2 **value)
{
    struct media_view *medium;
    HRESULT hr = S_OK;

    if (!value)
        return com_null_pointer(state->object, L"value");
    *value = NULL;
    medium = acquire_medium(state);
    if (medium)
        hr = media_view_recorder(medium, value);
    media_view_drop(&medium);
    return com_error(state->object, hr);
}

/* Puts `*name` in the place of the client name, and that into `*name`. */
static HRESULT exchange_name(struct writer_state *state, BSTR *name)
{
    BSTR before;
    HRESULT hr;

    com_lock_enter(&state->lock);
    hr = check_when(state, WRITER_WHEN_UNPREPARED);
    if (SUCCEEDED(hr)) {
        before = state->client_name;
        state->client_name = *name;
        *name = before;
    }
    com_lock_leave(&state->lock);
    return com_error(state->object, hr);
}

HRESULT writer_put_client_name(struct writer_state *state, BSTR value)
{
    BSTR name;
    HRESULT hr = writer_check(state, WRITER_WHEN_UNPREPARED);

    if (FAILED(hr))
        return hr;
    if (!client_name_is_valid(value))
        return com_error_with(state->object, state->codes->client_name_is_not_valid,
                              COM_TEXT(value));
    name = SysAllocString(value);
    if (!name)
        return com_error(state->object, E_OUTOFMEMORY);
    hr = exchange_name(state, &name);
    SysFreeString(name);
    return hr;
}

HRESULT writer_get_client_name(struct writer_state *state, BSTR *value)
{
    HRESULT hr;

    if (!value)
        return com_null_pointer(state->object, L"value");
    com_lock_enter(&state->lock);
    hr = com_text_copy(state->client_name, value);
    com_lock_leave(&state->lock);
    return com_error(state->object, hr);
}

HRESULT writer_put_flag(struct writer_state *state, enum writer_when when, bool *flag,
                        VARIANT_BOOL value)
{
    HRESULT hr;

    com_lock_enter(&state->lock);
    hr = check_when(state, when);
    if (SUCCEEDED(hr))
        *flag = value != VARIANT_FALSE;
    com_lock_leave(&state->lock);
    return com_error(state->object, hr);
}

HRESULT writer_get_flag(struct writer_state *state, const bool *flag, VARIANT_BOOL *value)
{
    if (!value)
        return com_null_pointer(state->object, L"value");
    com_lock_enter(&state->lock);
    *value = com_bool(*flag);
    com_lock_leave(&state->lock);
    return S_OK;
}

HRESULT writer_is_recorder_supported(struct writer_state *state, IDiscRecorder2 *recorder,
                                     VARIANT_BOOL *value)
{
    struct media_view *busy = value ? writer_acquire_busy_medium(state, recorder) : NULL;

    if (!busy)
        return disc_format_is_recorder_supported(state->object, state->codes->recording, recorder,
                                                 value);
    media_view_drop(&busy);
    *value = VARIANT_TRUE;
    return S_OK;
}

HRESULT writer_acquire_medium(struct writer_state *state, struct media_view **medium)
{
    *medium = acquire_medium(state);
    return *medium ? S_OK : com_error(state->object, state->codes->recorder_required);
}

struct media_view *writer_acquire_busy_medium(struct writer_state *state, IDiscRecorder2 *recorder)
{
    struct media_view *medium = NULL;
    IDiscRecorder2 *ours;
    BSTR id = NULL;
    BSTR our_id = NULL;

    com_lock_enter(&state->lock);
    if (state->is_busy && recorder)
        medium = media_view_acquire(state->medium);
    com_lock_leave(&state->lock);
    if (!medium)
        return NULL;
    if (SUCCEEDED(media_view_recorder(medium, &ours))) {
        IDiscRecorder2_get_ActiveDiscRecorder(ours, &our_id);
        IDiscRecorder2_get_ActiveDiscRecorder(recorder, &id);
        IDiscRecorder2_Release(ours);
    }
    if (!id || !our_id || _wcsicmp(id, our_id) != 0)
        media_view_drop(&medium);
    SysFreeString(id);
    SysFreeString(our_id);
    return medium;
}

HRESULT writer_read_fact(struct writer_state *state, enum mmc_fact fact, HRESULT without_recorder,
                         struct mmc_survey *facts)
{
    struct media_view *medium = acquire_medium(state);
    HRESULT hr;

    if (!medium)
        return com_error(state->object, without_recorder);
    hr = media_view_read(medium, state->object, MMC_FACT_BIT(fact), fact, facts);
    media_view_drop(&medium);
    return hr;
}

/* The lock is held. */
static HRESULT check_ready(const struct writer_state *state, enum writer_when when)
{
    HRESULT hr = check_when(state, when);

    if (FAILED(hr))
        return hr;
    if (!state->medium)
        return state->codes->recorder_to_work_on;
    if (!state->client_name)
        return state->codes->client_name_is_not_valid;
    return S_OK;
}

/* The lock is held. */
static HRESULT take_call(struct writer_state *state, enum writer_when when,
                         struct writer_call *call)
{
    HRESULT hr = check_ready(state, when);

    if (FAILED(hr))
        return hr;
    call->client_name = SysAllocString(state->client_name);
    if (!call->client_name)
        return E_OUTOFMEMORY;
    call->medium = media_view_acquire(state->medium);
    state->is_busy = true;
    return S_OK;
}

static HRESULT begin(struct writer_state *state, enum writer_when when, struct writer_call *call,
                     void (*take)(void *context), void *context)
{
    HRESULT hr;

    memset(call, 0, sizeof(*call));
    com_lock_enter(&state->lock);
    hr = take_call(state, when, call);
    if (SUCCEEDED(hr) && take)
        take(context);
    com_lock_leave(&state->lock);
    return com_error(state->object, hr);
}

HRESULT writer_begin(struct writer_state *state, struct writer_call *call,
                     void (*take)(void *context), void *context)
{
    return begin(state, WRITER_WHEN_UNPREPARED, call, take, context);
}

HRESULT writer_begin_prepared(struct writer_state *state, struct writer_call *call,
                              void (*take)(void *context), void *context)
{
    return begin(state, WRITER_WHEN_PREPARED, call, take, context);
}

void writer_set_prepared(struct writer_state *state, bool is_prepared)
{
    com_lock_enter(&state->lock);
    state->is_prepared = is_prepared;
    com_lock_leave(&state->lock);
}

void writer_end(struct writer_state *state, struct writer_call *call)
{
    com_lock_enter(&state->lock);
    state->is_busy = false;
    com_lock_leave(&state->lock);
    media_view_drop(&call->medium);
    SysFreeString(call->client_name);
    call->client_name = NULL;
}
