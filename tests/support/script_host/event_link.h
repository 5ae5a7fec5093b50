/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Connections of objects' events with procedures of the script. */
#ifndef OPENIMAPI_TESTS_SCRIPT_HOST_EVENT_LINK_H
#define OPENIMAPI_TESTS_SCRIPT_HOST_EVENT_LINK_H

#include "support/script_host/engine.h"

#include <windows.h>
#include <ole2.h>

struct event_link;

/**
 * From now on the events of `object` call the script's procedures whose names are `prefix` and the
 * event's name, with the event's arguments in order. The connection is put before `*links`.
 * CONNECT_E_NOCONNECTION: the object has no events; or what the object says.
 */
HRESULT event_link_connect(struct event_link **links, struct engine *engine, IDispatch *object,
                           const WCHAR *prefix);

/** Ends each connection of `object`, of every object when it is NULL; also from within an event. */
void event_link_disconnect(struct event_link **links, IDispatch *object);

#endif
