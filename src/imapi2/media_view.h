/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The medium in a recorder, as one writer and the multisession objects it made see it. */
#ifndef OPENIMAPI_IMAPI2_MEDIA_VIEW_H
#define OPENIMAPI_IMAPI2_MEDIA_VIEW_H

#include "com/agile.h"
#include "com/lock.h"
#include "imapi2/drive_session.h"
#include "mmc/survey.h"

#include <imapi2.h>

/**
 * Holds the recorder. While the writer writes, the view is frozen: everybody who looks gets what
 * was true when the write began, and the drive is left alone. Shared; any thread.
 */
struct media_view {
    LONG references;
    struct com_agile recorder;
    struct com_lock lock; /* of what follows */
    bool is_frozen;
    struct mmc_survey frozen;
};

/** Called in the apartment `recorder` belongs to. E_OUTOFMEMORY; what QueryInterface says. */
HRESULT media_view_create(IDiscRecorder2 *recorder, struct media_view **view);

/** Adds a user; returns `view`. NULL is returned as it is. */
struct media_view *media_view_acquire(struct media_view *view);

/** Removes a user and nulls the pointer; the last one frees the view. */
void media_view_drop(struct media_view **view);

/** The recorder for the calling thread, add-referenced. Fails as com_agile_get. */
HRESULT media_view_recorder(struct media_view *view, IDiscRecorder2 **recorder);

/** Opens a session on the recorder. Fails as drive_session_open and com_agile_get. */
HRESULT media_view_open(struct media_view *view, struct drive_session *session);

/**
 * The facts in `wanted`. On failure error information is set for `object`, naming the recorder and
 * the command, and the HRESULT is that of `fact`, one of them.
 */
HRESULT media_view_read(struct media_view *view, const struct com_object *object, unsigned wanted,
                        enum mmc_fact fact, struct mmc_survey *facts);

/** Freezes the view: `facts` are what everybody gets from now on. */
void media_view_freeze(struct media_view *view, const struct mmc_survey *facts);

void media_view_thaw(struct media_view *view);

#endif
