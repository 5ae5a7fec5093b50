/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where an object's events come from. */
#ifndef OPENIMAPI_TESTS_SCRIPT_HOST_EVENT_SOURCE_H
#define OPENIMAPI_TESTS_SCRIPT_HOST_EVENT_SOURCE_H

#include <windows.h>
#include <ole2.h>
#include <ocidl.h>

/** A connection point, its interface, and what its type library calls the events. */
struct event_source {
    IConnectionPoint *point;
    IID iid;
    ITypeInfo *info;
};

/**
 * The source of an object's events: its default one where its class information names it, else the
 * first of its connection points that a type library knows. On failure there is none.
 * CONNECT_E_NOCONNECTION: the object has no events.
 */
HRESULT event_source_find(IDispatch *object, struct event_source *source);

/** Drops it. A zeroed structure does nothing. */
void event_source_release(struct event_source *source);

/** The name of event `id`, which the caller frees; NULL when the type library has none. */
BSTR event_source_name(const struct event_source *source, DISPID id);

#endif
