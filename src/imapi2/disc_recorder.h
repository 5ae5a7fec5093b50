/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftDiscRecorder2 as the rest of the DLL sees it. */
#ifndef OPENIMAPI_IMAPI2_DISC_RECORDER_H
#define OPENIMAPI_IMAPI2_DISC_RECORDER_H

#include "com/lock.h"
#include "com/object.h"
#include "imapi2/drive_error.h"
#include "mmc/drive.h"
#include "transport/recorder_catalog.h"

#include <imapi2.h>

struct disc_recorder {
    struct com_object object;
    IDiscRecorder2 IDiscRecorder2_iface;
    IDiscRecorder2Ex IDiscRecorder2Ex_iface;
    IUnknown IUnknown_iface; /* by which this DLL knows its own objects */
    struct com_lock lock;    /* of everything below, and held while a command runs */
    BSTR id;                 /* as passed to InitializeDiscRecorder */
    struct recorder *recorder;
    struct mmc_drive drive;
    unsigned lock_count; /* what this object took and has not given back */
    unsigned notification_count;
};

/** The methods of IDiscRecorder2Ex, in a file of their own. */
extern const IDiscRecorder2ExVtbl disc_recorder_ex_vtbl;

/** The recorder behind any interface of an object of ours, add-referenced; else NULL. */
struct disc_recorder *disc_recorder_find(IUnknown *object);

/**
 * Opens the device of `self` once more, for a user whose life does not depend on what happens to
 * `self`. E_IMAPI_RECORDER_REQUIRED: not initialised. Else as InitializeDiscRecorder.
 */
HRESULT disc_recorder_open_again(struct disc_recorder *self, struct recorder **recorder);

/** Enters the lock and checks that there is a recorder; else leaves it and fails. */
HRESULT disc_recorder_enter(struct disc_recorder *self);

void disc_recorder_leave(struct disc_recorder *self);

/**
 * Ends a method that disc_recorder_enter began: leaves the lock and turns `status`, of the drive,
 * into a HRESULT with error information.
 */
HRESULT disc_recorder_finish(struct disc_recorder *self, enum status status);

/** A drive over `transport` that waits by sleeping. */
void disc_recorder_drive_init(struct mmc_drive *drive, struct scsi_transport *transport);

#endif
