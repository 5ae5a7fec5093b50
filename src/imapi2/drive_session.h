/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A drive for the length of one call, behind whatever recorder object an application gave us. */
#ifndef OPENIMAPI_IMAPI2_DRIVE_SESSION_H
#define OPENIMAPI_IMAPI2_DRIVE_SESSION_H

#include "imapi2/drive_error.h"
#include "imapi2/foreign_transport.h"
#include "mmc/drive.h"
#include "transport/recorder_catalog.h"

#include <stdbool.h>

#include <imapi2.h>

/**
 * A recorder of ours is used through the catalog, as a user of its own, so that nothing done to the
 * object meanwhile matters. Any other recorder is used through its interfaces, on the thread that
 * opened the session.
 */
struct drive_session {
    struct mmc_drive drive;
    bool is_foreign; /* the drive must stay on this thread */
    struct recorder *recorder;
    IDiscRecorder2Ex *foreign;
    struct foreign_transport transport;
    bool is_locked;
    bool is_notification_disabled;
};

/**
 * Opens a session on `recorder`, which is queried for IDiscRecorder2Ex. The session must not move
 * in memory until it is closed. E_IMAPI_RECORDER_REQUIRED: the recorder is not initialised. Else
 * what QueryInterface says, or the failures of IDiscRecorder2::InitializeDiscRecorder.
 */
HRESULT drive_session_open(struct drive_session *session, IUnknown *recorder);

/** Undoes everything. A zeroed structure does nothing. */
void drive_session_close(struct drive_session *session);

/** How the recorder is called, for messages. */
struct recorder_label drive_session_label(const struct drive_session *session);

/**
 * Takes the recorder by force for `owner`, and turns media change notification off, which is
 * allowed to fail. E_IMAPI_RECORDER_LOCKED: another program has it; else as AcquireExclusiveAccess.
 */
HRESULT drive_session_lock(struct drive_session *session, BSTR owner);

/** Undoes drive_session_lock, if it was done; tries hard, and cannot fail. */
void drive_session_unlock(struct drive_session *session);

/** A lock that outlives the session it was taken in. Zeroed, it is none. */
struct drive_lock {
    bool is_held;
    bool is_foreign;
    bool is_notification_disabled;
    struct recorder *recorder;
};

/** Moves the lock of the session to `lock`, and closes the session. */
void drive_session_leave_locked(struct drive_session *session, struct drive_lock *lock);

/**
 * Undoes the lock, and nulls it. `session` is a later one on the same recorder; one that could not
 * be opened cannot help a foreign recorder.
 */
void drive_session_return_lock(struct drive_session *session, struct drive_lock *lock);

#endif
