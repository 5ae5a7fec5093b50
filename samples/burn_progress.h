/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* An event sink for IDiscFormat2Data that draws a progress bar and passes a cancel on. */
#ifndef OPENIMAPI_SAMPLES_BURN_PROGRESS_H
#define OPENIMAPI_SAMPLES_BURN_PROGRESS_H

#include <windows.h>
#include <imapi2.h>

#include <stdbool.h>

struct burn_progress {
    DDiscFormat2DataEvents DDiscFormat2DataEvents_iface;
    LONG references;
    bool in_place;                          /* redraw one line, as on a terminal */
    volatile LONG cancelled;                /* set it at any time: the burn ends soon after */
    IMAPI_FORMAT2_DATA_WRITE_ACTION action; /* of the last event */
    bool started;                           /* whether there was an event yet */
    bool bar_open;                          /* whether the bar's line still lacks its end */
    ULONGLONG action_start_ms;              /* of GetTickCount64, for the speed */
    LONG action_start_s;                    /* of ElapsedTime */
    LONG tenth;                             /* last one drawn, without a terminal */
};

/**
 * Prepares the sink in the caller's storage. Advise it with burn_progress_unknown(); it must
 * outlive the connection.
 */
void burn_progress_init(struct burn_progress *progress, bool in_place);

/** What IConnectionPoint::Advise takes; borrowed. */
IUnknown *burn_progress_unknown(struct burn_progress *progress);

/** Ends the line of an unfinished bar; call it after Write. */
void burn_progress_finish(struct burn_progress *progress);

#endif
