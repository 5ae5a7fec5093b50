/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Connections of objects' events with procedures of the script. */
#include "support/script_host/event_link.h"

#include "support/script_host/automation.h"
#include "support/script_host/event_source.h"

#include <stdlib.h>

/** One connection; its object is the sink. */
struct event_link {
    IDispatch IDispatch_iface;
    LONG references;
    struct event_link *next;
    struct engine *engine;
    struct event_source source;
    IUnknown *object; /* its identity, with a reference */
    BSTR prefix;
    DWORD cookie;
};

static struct event_link *link_of(IDispatch *iface)
{
    return CONTAINING_RECORD(iface, struct event_link, IDispatch_iface);
}

/* A source may well ask for its own interface, though events come through IDispatch. */
static HRESULT STDMETHODCALLTYPE event_link_QueryInterface(IDispatch *iface, REFIID iid, void **out)
{
    *out = NULL;
    if (!IsEqualIID(iid, &IID_IUnknown) && !IsEqualIID(iid, &IID_IDispatch) &&
        !IsEqualIID(iid, &link_of(iface)->source.iid))
        return E_NOINTERFACE;
    IDispatch_AddRef(iface);
    *out = iface;
    return S_OK;
}

static ULONG STDMETHODCALLTYPE event_link_AddRef(IDispatch *iface)
{
    return (ULONG)InterlockedIncrement(&link_of(iface)->references);
}

static ULONG STDMETHODCALLTYPE event_link_Release(IDispatch *iface)
{
    struct event_link *link = link_of(iface);
    const LONG references = InterlockedDecrement(&link->references);

    if (references == 0) {
        event_source_release(&link->source);
        if (link->object)
            IUnknown_Release(link->object);
        SysFreeString(link->prefix);
        free(link);
    }
    return (ULONG)references;
}

static HRESULT STDMETHODCALLTYPE event_link_GetIDsOfNames(IDispatch *iface, REFIID iid,
                                                          LPOLESTR *names, UINT count, LCID locale,
                                                          DISPID *ids)
{
    (void)iid, (void)locale;
    return ITypeInfo_GetIDsOfNames(link_of(iface)->source.info, names, count, ids);
}

static HRESULT STDMETHODCALLTYPE event_link_Invoke(IDispatch *iface, DISPID id, REFIID iid,
                                                   LCID locale, WORD flags, DISPPARAMS *parameters,
                                                   VARIANT *result, EXCEPINFO *exception,
                                                   UINT *bad_argument)
{
    struct event_link *link = link_of(iface);
    BSTR name = event_source_name(&link->source, id);
    BSTR procedure = NULL;

    (void)iid, (void)locale, (void)flags, (void)exception, (void)bad_argument;
    if (!name)
        return DISP_E_MEMBERNOTFOUND;
    if (SUCCEEDED(VarBstrCat(link->prefix, name, &procedure)))
        engine_call(link->engine, procedure, parameters, result);
    SysFreeString(procedure);
    SysFreeString(name);
    return S_OK;
}

static const IDispatchVtbl event_link_IDispatch_vtbl = {
    .QueryInterface = event_link_QueryInterface,
    .AddRef = event_link_AddRef,
    .Release = event_link_Release,
    .GetTypeInfoCount = automation_GetTypeInfoCount,
    .GetTypeInfo = automation_GetTypeInfo,
    .GetIDsOfNames = event_link_GetIDsOfNames,
    .Invoke = event_link_Invoke,
};

static HRESULT connect(struct event_link *link, IDispatch *object, const WCHAR *prefix)
{
    HRESULT hr = IDispatch_QueryInterface(object, &IID_IUnknown, (void **)&link->object);

    if (FAILED(hr))
        return hr;
    link->prefix = SysAllocString(prefix);
    if (!link->prefix)
        return E_OUTOFMEMORY;
    hr = event_source_find(object, &link->source);
    if (FAILED(hr))
        return hr;
    return IConnectionPoint_Advise(link->source.point, (IUnknown *)&link->IDispatch_iface,
                                   &link->cookie);
}

HRESULT event_link_connect(struct event_link **links, struct engine *engine, IDispatch *object,
                           const WCHAR *prefix)
{
    struct event_link *link = calloc(1, sizeof(*link));
    HRESULT hr;

    if (!link)
        return E_OUTOFMEMORY;
    link->IDispatch_iface.lpVtbl = &event_link_IDispatch_vtbl;
    link->references = 1;
    link->engine = engine;
    hr = connect(link, object, prefix);
    if (FAILED(hr)) {
        IDispatch_Release(&link->IDispatch_iface);
        return hr;
    }
    link->next = *links;
    *links = link;
    return S_OK;
}

static void end(struct event_link *link)
{
    IConnectionPoint_Unadvise(link->source.point, link->cookie);
    IDispatch_Release(&link->IDispatch_iface);
}

void event_link_disconnect(struct event_link **links, IDispatch *object)
{
    IUnknown *identity = NULL;

    if (object && FAILED(IDispatch_QueryInterface(object, &IID_IUnknown, (void **)&identity)))
        return;
    while (*links) {
        struct event_link *link = *links;

        if (identity && link->object != identity) {
            links = &link->next;
            continue;
        }
        *links = link->next;
        end(link);
    }
    if (identity)
        IUnknown_Release(identity);
}
