/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A thread that tells an object of recorders that come and go. */
#ifndef OPENIMAPI_IMAPI2_DEVICE_WATCH_H
#define OPENIMAPI_IMAPI2_DEVICE_WATCH_H

#include "com/object.h"

#include <stdbool.h>

struct device_watch;

/** Told on the thread of the watch, which is in the multithreaded apartment; no lock is held. */
typedef void (*device_watch_tell)(struct com_object *owner, const WCHAR *id, bool is_added);

/**
 * Watches from now on: of the recorders there are nothing is told. The owner is borrowed: it is
 * told only while somebody else refers to it, and must stop the watch before it is freed.
 * E_OUTOFMEMORY; else what listing the recorders or making the thread fails with.
 */
HRESULT device_watch_start(struct com_object *owner, device_watch_tell tell,
                           struct device_watch **watch);

/**
 * Nothing is told from now on; nulls the pointer, NULL in it does nothing. The thread has ended on
 * return unless it is just telling something: then it ends when the owner has been told.
 */
void device_watch_stop(struct device_watch **watch);

#endif
