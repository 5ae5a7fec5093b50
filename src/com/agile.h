/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A reference to an application's object that can be used from every apartment. */
#ifndef OPENIMAPI_COM_AGILE_H
#define OPENIMAPI_COM_AGILE_H

#include <windows.h>
#include <ole2.h>

#include <stdbool.h>

/**
 * Our objects may be called from any apartment; the objects applications give us may not. The
 * reference remembers where it was made: there, and for objects that are themselves free-threaded,
 * the pointer is used as it is; elsewhere a proxy comes from the global interface table. The table
 * then holds the only reference, because releasing is a call to the object's apartment too.
 */
struct com_agile {
    IUnknown *pointer; /* as the interface below; a reference of ours when there is no cookie */
    IID iid;
    bool is_anywhere;  /* the object is free-threaded */
    ULONG_PTR context; /* where the pointer is good otherwise, */
    DWORD thread;      /* and the thread, if it is good for one alone */
    DWORD cookie;      /* in the global interface table; 0: none, or it cannot be marshalled */
};

/**
 * Refers to `object`, which it queries for `iid`. Called in the apartment the pointer belongs to.
 * Fails with what QueryInterface says; the reference is zero then.
 */
HRESULT com_agile_init(struct com_agile *agile, IUnknown *object, REFIID iid);

/** Gives the reference up, on any thread. A zeroed structure does nothing. */
void com_agile_release(struct com_agile *agile);

/**
 * The interface for use by the calling thread, add-referenced.
 * CO_E_NOTINITIALIZED: the thread is in no apartment. RPC_E_WRONG_THREAD: the object cannot be used
 * here. RPC_E_DISCONNECTED and the like: its apartment has gone.
 */
HRESULT com_agile_get(const struct com_agile *agile, void **out);

#endif
