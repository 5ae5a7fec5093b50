/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Waiting for recorders that come or go, on Windows: registry and drive letters. */
#ifndef OPENIMAPI_TRANSPORT_RECORDER_CHANGES_H
#define OPENIMAPI_TRANSPORT_RECORDER_CHANGES_H

#include "base/status.h"

#include <stdbool.h>

struct recorder_changes;

/**
 * Watches from now on. Virtual recorders are told of by the registry, real ones found out by their
 * drive letters within a second. STATUS_NO_MEMORY.
 */
enum status recorder_changes_open(struct recorder_changes **changes);

/**
 * Waits until there may be other recorders than when it last returned, or than when it was opened.
 * One thread at a time. False: recorder_changes_end was called.
 */
bool recorder_changes_wait(struct recorder_changes *changes);

/** Ends every wait from now on; from any thread. */
void recorder_changes_end(struct recorder_changes *changes);

/** Nobody may be waiting. NULL does nothing. */
void recorder_changes_close(struct recorder_changes *changes);

#endif
