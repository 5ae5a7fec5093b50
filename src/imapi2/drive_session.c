/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A drive for the length of one call, behind whatever recorder object an application gave us. */
#include "imapi2/drive_session.h"

#include "imapi2/disc_recorder.h"
#include "imapi2/result.h"

#include <imapi2error.h>
#include <string.h>

/* A recorder that an application implements may be slow to let go. */
#define UNLOCK_TRIES    5
#define UNLOCK_PAUSE_MS 1000

static HRESULT open_own(struct drive_session *session, struct disc_recorder *own)
{
    HRESULT hr = disc_recorder_open_again(own, &session->recorder);

    if (SUCCEEDED(hr))
        disc_recorder_drive_init(&session->drive, recorder_transport(session->recorder));
    return hr;
}

static HRESULT open_foreign(struct drive_session *session, IUnknown *recorder)
{
    HRESULT hr =
        IUnknown_QueryInterface(recorder, &IID_IDiscRecorder2Ex, (void **)&session->foreign);

    if (FAILED(hr)) {
        session->foreign = NULL;
        return hr;
    }
    session->is_foreign = true;
    foreign_transport_init(&session->transport, session->foreign);
    disc_recorder_drive_init(&session->drive, &session->transport.transport);
    return S_OK;
}

HRESULT drive_session_open(struct drive_session *session, IUnknown *recorder)
{
    struct disc_recorder *own = disc_recorder_find(recorder);
    HRESULT hr;

    memset(session, 0, sizeof(*session));
    /* What an earlier call left is not what this recorder has to say. */
    SetErrorInfo(0, NULL);
    if (!own)
        return open_foreign(session, recorder);
    hr = open_own(session, own);
    com_object_release(&own->object);
    return hr;
}

void drive_session_close(struct drive_session *session)
{
    drive_session_unlock(session);
    recorder_close(session->recorder);
    if (session->foreign)
        IDiscRecorder2Ex_Release(session->foreign);
    memset(session, 0, sizeof(*session));
}

/* The scripting face of a foreign recorder, or NULL. */
static IDiscRecorder2 *foreign_recorder(const struct drive_session *session)
{
    IDiscRecorder2 *recorder;

    if (FAILED(IDiscRecorder2Ex_QueryInterface(session->foreign, &IID_IDiscRecorder2,
                                               (void **)&recorder)))
        return NULL;
    return recorder;
}

struct recorder_label drive_session_label(const struct drive_session *session)
{
    struct recorder_label label = { L"a recorder" };

    if (session->recorder) {
        label = recorder_label_of(recorder_identity(session->recorder));
    } else if (session->foreign) {
        IDiscRecorder2 *recorder = foreign_recorder(session);

        if (recorder) {
            label = recorder_label_read(recorder);
            IDiscRecorder2_Release(recorder);
        }
    }
    return label;
}

static HRESULT lock_own(struct drive_session *session, BSTR owner)
{
    enum status status = recorder_lock(session->recorder, owner, true);

    if (status == STATUS_ACCESS_DENIED || status == STATUS_BUSY)
        return E_IMAPI_RECORDER_LOCKED;
    if (status != STATUS_OK)
        return result_of_status(status, NULL);
    recorder_disable_notification(session->recorder);
    session->is_notification_disabled = true;
    return S_OK;
}

static HRESULT lock_foreign(struct drive_session *session, BSTR owner)
{
    IDiscRecorder2 *recorder = foreign_recorder(session);
    HRESULT hr;

    if (!recorder)
        return E_NOINTERFACE;
    hr = IDiscRecorder2_AcquireExclusiveAccess(recorder, VARIANT_TRUE, owner);
    if (SUCCEEDED(hr))
        session->is_notification_disabled = SUCCEEDED(IDiscRecorder2_DisableMcn(recorder));
    IDiscRecorder2_Release(recorder);
    return hr == E_ACCESSDENIED ? E_IMAPI_RECORDER_LOCKED : hr;
}

HRESULT drive_session_lock(struct drive_session *session, BSTR owner)
{
    HRESULT hr = session->is_foreign ? lock_foreign(session, owner) : lock_own(session, owner);

    session->is_locked = SUCCEEDED(hr);
    return hr;
}

static void unlock_foreign(struct drive_session *session)
{
    IDiscRecorder2 *recorder = foreign_recorder(session);

    if (!recorder)
        return;
    if (session->is_notification_disabled)
        IDiscRecorder2_EnableMcn(recorder);
    for (int tries = 1; FAILED(IDiscRecorder2_ReleaseExclusiveAccess(recorder)); tries++) {
        if (tries == UNLOCK_TRIES)
            break;
        Sleep(UNLOCK_PAUSE_MS);
    }
    IDiscRecorder2_Release(recorder);
}

void drive_session_unlock(struct drive_session *session)
{
    if (!session->is_locked)
        return;
    if (session->is_foreign) {
        unlock_foreign(session);
    } else {
        recorder_enable_notification(session->recorder);
        recorder_unlock(session->recorder);
    }
    session->is_locked = false;
    session->is_notification_disabled = false;
}

void drive_session_leave_locked(struct drive_session *session, struct drive_lock *lock)
{
    *lock = (struct drive_lock){
        .is_held = session->is_locked,
        .is_foreign = session->is_foreign,
        .is_notification_disabled = session->is_notification_disabled,
        .recorder = session->recorder,
    };
    session->recorder = NULL;
    session->is_locked = false;
    drive_session_close(session);
}

void drive_session_return_lock(struct drive_session *session, struct drive_lock *lock)
{
    if (lock->is_held && lock->is_foreign && session->foreign) {
        session->is_locked = true;
        session->is_notification_disabled = lock->is_notification_disabled;
        drive_session_unlock(session);
    }
    /* Closing a recorder of ours gives back all that it took. */
    recorder_close(lock->recorder);
    memset(lock, 0, sizeof(*lock));
}
