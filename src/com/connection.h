/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Events: connection points that an object embeds, and firing. */
#ifndef OPENIMAPI_COM_CONNECTION_H
#define OPENIMAPI_COM_CONNECTION_H

#include "com/agile.h"
#include "com/lock.h"
#include "com/object.h"

/** Event interfaces of one object, at most. */
#define COM_CONNECTION_POINTS_MAX 2

struct com_connections;

/** One sink that was advised; shared by the connection point and the rounds that call it. */
struct com_sink {
    LONG references;
    LONG is_advised; /* false from Unadvise on */
    DWORD cookie;
    struct com_agile dispatch;
};

/** One event interface. Fields are the plumbing's. */
struct com_connection_point {
    IConnectionPoint IConnectionPoint_iface;
    struct com_connections *container;
    const IID *source;
    struct com_sink **sinks;
    size_t sink_count;
};

/**
 * IConnectionPointContainer of an object, a member of it; its row in the interface map is
 * COM_INTERFACE_IN(type, member, IConnectionPointContainer).
 */
struct com_connections {
    IConnectionPointContainer IConnectionPointContainer_iface;
    struct com_object *owner;
    struct com_lock lock;
    DWORD last_cookie;
    size_t point_count;
    struct com_connection_point points[COM_CONNECTION_POINTS_MAX];
    /**
     * Optional, set after com_connections_init: told after each Advise and Unadvise, with no lock
     * held. A failure takes back the Advise, and is its result.
     */
    HRESULT (*changed)(struct com_object *owner);
};

/** Sets up the member; `sources` are the object's event interfaces, the default one first. */
void com_connections_init(struct com_connections *connections, struct com_object *owner,
                          const IID *const *sources, size_t count);

/** Drops the sinks; from the owner's destroy. A zeroed structure does nothing. */
void com_connections_release(struct com_connections *connections);

/** Whether anybody listens to `source`, so that events for nobody need not be made. */
BOOL com_connections_have_sinks(struct com_connections *connections, REFIID source);

/**
 * Fires an event of `source` on the calling thread: Invoke(member) by IDispatch on every sink that
 * is advised when the round begins and still is when its turn comes. `arguments` stand in reverse
 * order and stay the caller's. No lock may be held; the sinks' results are ignored. The object
 * lives on at least until the return, whatever the sinks release; a caller that touches the object
 * afterwards holds a reference itself.
 */
void com_connections_fire(struct com_connections *connections, REFIID source, DISPID member,
                          VARIANTARG *arguments, UINT count);

#endif
