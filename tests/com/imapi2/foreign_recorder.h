/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A recorder object as an application might implement it: not ours, around one that is. */
#ifndef OPENIMAPI_TESTS_COM_IMAPI2_FOREIGN_RECORDER_H
#define OPENIMAPI_TESTS_COM_IMAPI2_FOREIGN_RECORDER_H

#include "com_test.h"

#include <imapi2.h>

struct foreign_recorder {
    IDiscRecorder2 IDiscRecorder2_iface;
    IDiscRecorder2Ex IDiscRecorder2Ex_iface;
    LONG references;
    IDiscRecorder2 *inner;
    IDiscRecorder2Ex *inner_ex;
    /* Faults; zero is a recorder without any. */
    bool has_no_ex;
    HRESULT acquire_result; /* of AcquireExclusiveAccess, unless S_OK */
    HRESULT command_result; /* of commands, unless S_OK */
    LONG failing_commands;  /* so many, then no more; 0: every one */
    LONG release_failures;  /* so often ReleaseExclusiveAccess fails first */
    /* What was done to it. */
    DWORD thread;
    LONG calls_on_other_threads;
    LONG commands;
    LONG locks;
    LONG silences;
};

/** Around `inner`, which it holds; one reference. */
struct foreign_recorder *foreign_recorder_create(IDiscRecorder2 *inner);

/** Fails the test unless this is the last reference. */
void foreign_recorder_destroy(struct foreign_recorder *recorder);

#endif
