/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Events: connection points that an object embeds, and firing. */
#include "com/connection.h"

#include "base/memory.h"
#include "com/enumerator.h"

#include <assert.h>
#include <olectl.h>

/* A connection point is an object of its own to COM, but lives and dies with its owner. */
static struct com_connection_point *point_from(IConnectionPoint *iface)
{
    return CONTAINING_RECORD(iface, struct com_connection_point, IConnectionPoint_iface);
}

COM_UNKNOWN_VIA(com_connections, IConnectionPointContainer, self->owner)

static HRESULT STDMETHODCALLTYPE com_connection_point_QueryInterface(IConnectionPoint *iface,
                                                                     REFIID iid, void **out)
{
    if (!out)
        return E_POINTER;
    *out = NULL;
    if (!IsEqualIID(iid, &IID_IUnknown) && !IsEqualIID(iid, &IID_IConnectionPoint))
        return E_NOINTERFACE;
    IConnectionPoint_AddRef(iface);
    *out = iface;
    return S_OK;
}

static ULONG STDMETHODCALLTYPE com_connection_point_AddRef(IConnectionPoint *iface)
{
    return com_object_add_ref(point_from(iface)->container->owner);
}

static ULONG STDMETHODCALLTYPE com_connection_point_Release(IConnectionPoint *iface)
{
    return com_object_release(point_from(iface)->container->owner);
}

static HRESULT STDMETHODCALLTYPE
com_connection_point_GetConnectionInterface(IConnectionPoint *iface, IID *iid)
{
    if (!iid)
        return E_POINTER;
    *iid = *point_from(iface)->source;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE com_connection_point_GetConnectionPointContainer(
    IConnectionPoint *iface, IConnectionPointContainer **container)
{
    if (!container)
        return E_POINTER;
    *container = &point_from(iface)->container->IConnectionPointContainer_iface;
    IConnectionPointContainer_AddRef(*container);
    return S_OK;
}

/* Sinks of events are reached by IDispatch alone, so that is all they must answer. */
static HRESULT sink_create(IUnknown *object, struct com_sink **sink)
{
    HRESULT hr;

    *sink = memory_allocate(1, sizeof(**sink));
    if (!*sink)
        return E_OUTOFMEMORY;
    hr = com_agile_init(&(*sink)->dispatch, object, &IID_IDispatch);
    if (FAILED(hr)) {
        memory_free(*sink);
        *sink = NULL;
        return CONNECT_E_CANNOTCONNECT;
    }
    (*sink)->references = 1;
    (*sink)->is_advised = TRUE;
    return S_OK;
}

static void sink_drop(struct com_sink *sink)
{
    if (InterlockedDecrement(&sink->references))
        return;
    com_agile_release(&sink->dispatch);
    memory_free(sink);
}

/* The sinks there are now, each with a reference for the caller, who frees the array. */
static HRESULT snapshot(struct com_connection_point *point, struct com_sink ***sinks, size_t *count)
{
    HRESULT hr = S_OK;

    *sinks = NULL;
    com_lock_enter(&point->container->lock);
    *count = point->sink_count;
    if (*count) {
        *sinks = memory_allocate(*count, sizeof(struct com_sink *));
        if (!*sinks) {
            *count = 0;
            hr = E_OUTOFMEMORY;
        }
    }
    for (size_t i = 0; i < *count; i++) {
        (*sinks)[i] = point->sinks[i];
        InterlockedIncrement(&point->sinks[i]->references);
    }
    com_lock_leave(&point->container->lock);
    return hr;
}

static void snapshot_free(struct com_sink **sinks, size_t count)
{
    for (size_t i = 0; i < count; i++)
        sink_drop(sinks[i]);
    memory_free(sinks);
}

static HRESULT point_add(struct com_connection_point *point, struct com_sink *sink)
{
    struct com_connections *container = point->container;
    struct com_sink **grown;

    com_lock_enter(&container->lock);
    grown = memory_resize(point->sinks, point->sink_count + 1, sizeof(struct com_sink *));
    if (grown) {
        sink->cookie = ++container->last_cookie;
        point->sinks = grown;
        point->sinks[point->sink_count++] = sink;
    }
    com_lock_leave(&container->lock);
    return grown ? S_OK : E_OUTOFMEMORY;
}

/* The lock is held. */
static size_t point_find(const struct com_connection_point *point, DWORD cookie)
{
    size_t i = 0;

    while (i < point->sink_count && point->sinks[i]->cookie != cookie)
        i++;
    return i;
}

static HRESULT point_remove(struct com_connection_point *point, DWORD cookie)
{
    struct com_sink *sink = NULL;
    size_t at;

    com_lock_enter(&point->container->lock);
    at = point_find(point, cookie);
    if (at < point->sink_count) {
        sink = point->sinks[at];
        point->sink_count--;
        memmove(point->sinks + at, point->sinks + at + 1,
                (point->sink_count - at) * sizeof(struct com_sink *));
    }
    com_lock_leave(&point->container->lock);
    if (!sink)
        return CONNECT_E_NOCONNECTION;
    InterlockedExchange(&sink->is_advised, FALSE);
    sink_drop(sink);
    return S_OK;
}

static HRESULT tell_owner(const struct com_connections *connections)
{
    return connections->changed ? connections->changed(connections->owner) : S_OK;
}

static HRESULT STDMETHODCALLTYPE com_connection_point_Advise(IConnectionPoint *iface,
                                                             IUnknown *object, DWORD *cookie)
{
    struct com_connection_point *point = point_from(iface);
    struct com_sink *sink;
    HRESULT hr;

    if (!cookie)
        return E_POINTER;
    *cookie = 0;
    if (!object)
        return E_POINTER;
    hr = sink_create(object, &sink);
    if (FAILED(hr))
        return hr;
    hr = point_add(point, sink);
    if (FAILED(hr)) {
        sink_drop(sink);
        return hr;
    }
    *cookie = sink->cookie;
    hr = tell_owner(point->container);
    if (FAILED(hr)) {
        point_remove(point, *cookie);
        *cookie = 0;
    }
    return hr;
}

static HRESULT STDMETHODCALLTYPE com_connection_point_Unadvise(IConnectionPoint *iface,
                                                               DWORD cookie)
{
    struct com_connection_point *point = point_from(iface);
    HRESULT hr = point_remove(point, cookie);

    if (SUCCEEDED(hr))
        (void)tell_owner(point->container);
    return hr;
}

static HRESULT STDMETHODCALLTYPE com_connection_point_EnumConnections(IConnectionPoint *iface,
                                                                      IEnumConnections **out)
{
    struct com_sink **sinks;
    CONNECTDATA *connections;
    size_t sink_count;
    size_t count = 0;
    HRESULT hr;

    if (!out)
        return E_POINTER;
    *out = NULL;
    hr = snapshot(point_from(iface), &sinks, &sink_count);
    if (FAILED(hr))
        return hr;
    connections = memory_allocate(sink_count, sizeof(*connections));
    for (size_t i = 0; connections && i < sink_count; i++) {
        connections[count].dwCookie = sinks[i]->cookie;
        if (SUCCEEDED(com_agile_get(&sinks[i]->dispatch, (void **)&connections[count].pUnk)))
            count++;
    }
    hr = sink_count && !connections ? E_OUTOFMEMORY
                                    : com_enum_connections_create(connections, count, out);
    for (size_t i = 0; i < count; i++)
        IUnknown_Release(connections[i].pUnk);
    memory_free(connections);
    snapshot_free(sinks, sink_count);
    return hr;
}

static const IConnectionPointVtbl com_connection_point_vtbl = {
    .QueryInterface = com_connection_point_QueryInterface,
    .AddRef = com_connection_point_AddRef,
    .Release = com_connection_point_Release,
    .GetConnectionInterface = com_connection_point_GetConnectionInterface,
    .GetConnectionPointContainer = com_connection_point_GetConnectionPointContainer,
    .Advise = com_connection_point_Advise,
    .Unadvise = com_connection_point_Unadvise,
    .EnumConnections = com_connection_point_EnumConnections,
};

static HRESULT STDMETHODCALLTYPE
com_connections_EnumConnectionPoints(IConnectionPointContainer *iface, IEnumConnectionPoints **out)
{
    struct com_connections *self = com_connections_from_IConnectionPointContainer(iface);
    IUnknown *points[COM_CONNECTION_POINTS_MAX];

    if (!out)
        return E_POINTER;
    for (size_t i = 0; i < self->point_count; i++)
        points[i] = (IUnknown *)&self->points[i].IConnectionPoint_iface;
    return com_enum_connection_points_create(points, self->point_count, out);
}

static struct com_connection_point *find_point(struct com_connections *connections, REFIID source)
{
    for (size_t i = 0; i < connections->point_count; i++) {
        if (IsEqualIID(source, connections->points[i].source))
            return &connections->points[i];
    }
    return NULL;
}

static HRESULT STDMETHODCALLTYPE com_connections_FindConnectionPoint(
    IConnectionPointContainer *iface, REFIID source, IConnectionPoint **out)
{
    struct com_connections *self = com_connections_from_IConnectionPointContainer(iface);
    struct com_connection_point *point;

    if (!out)
        return E_POINTER;
    *out = NULL;
    point = source ? find_point(self, source) : NULL;
    if (!point)
        return CONNECT_E_NOCONNECTION;
    *out = &point->IConnectionPoint_iface;
    IConnectionPoint_AddRef(*out);
    return S_OK;
}

static const IConnectionPointContainerVtbl com_connections_vtbl = {
    COM_UNKNOWN_METHODS(com_connections, IConnectionPointContainer),
    .EnumConnectionPoints = com_connections_EnumConnectionPoints,
    .FindConnectionPoint = com_connections_FindConnectionPoint,
};

void com_connections_init(struct com_connections *connections, struct com_object *owner,
                          const IID *const *sources, size_t count)
{
    assert(count >= 1 && count <= COM_CONNECTION_POINTS_MAX);
    connections->IConnectionPointContainer_iface.lpVtbl = &com_connections_vtbl;
    connections->owner = owner;
    connections->last_cookie = 0;
    connections->point_count = count;
    com_lock_init(&connections->lock);
    for (size_t i = 0; i < count; i++) {
        struct com_connection_point *point = &connections->points[i];

        memset(point, 0, sizeof(*point));
        point->IConnectionPoint_iface.lpVtbl = &com_connection_point_vtbl;
        point->container = connections;
        point->source = sources[i];
    }
}

void com_connections_release(struct com_connections *connections)
{
    if (!connections->owner)
        return;
    for (size_t i = 0; i < connections->point_count; i++) {
        struct com_connection_point *point = &connections->points[i];

        for (size_t j = 0; j < point->sink_count; j++)
            sink_drop(point->sinks[j]);
        memory_free(point->sinks);
    }
    com_lock_release(&connections->lock);
    memset(connections, 0, sizeof(*connections));
}

BOOL com_connections_have_sinks(struct com_connections *connections, REFIID source)
{
    struct com_connection_point *point = find_point(connections, source);
    BOOL found;

    com_lock_enter(&connections->lock);
    found = point && point->sink_count;
    com_lock_leave(&connections->lock);
    return found;
}

void com_connections_fire(struct com_connections *connections, REFIID source, DISPID member,
                          VARIANTARG *arguments, UINT count)
{
    struct com_connection_point *point = find_point(connections, source);
    struct com_object *owner = connections->owner;
    DISPPARAMS parameters = { .rgvarg = arguments, .cArgs = count };
    struct com_sink **sinks;
    size_t sink_count;

    if (!point || FAILED(snapshot(point, &sinks, &sink_count)))
        return;
    com_object_add_ref(owner);
    for (size_t i = 0; i < sink_count; i++) {
        IDispatch *sink;

        if (!sinks[i]->is_advised || FAILED(com_agile_get(&sinks[i]->dispatch, (void **)&sink)))
            continue;
        IDispatch_Invoke(sink, member, &IID_NULL, LOCALE_SYSTEM_DEFAULT, DISPATCH_METHOD,
                         &parameters, NULL, NULL, NULL);
        IDispatch_Release(sink);
    }
    snapshot_free(sinks, sink_count);
    com_object_release(owner);
}
