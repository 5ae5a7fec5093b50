/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where an object's events come from. */
#include "support/script_host/event_source.h"

#include <olectl.h>
#include <string.h>

/* That of the object's class or, without class information, of its interface. */
static HRESULT library_of(IDispatch *object, ITypeLib **library)
{
    IProvideClassInfo *provider;
    ITypeInfo *info = NULL;
    UINT index;
    HRESULT hr = IDispatch_QueryInterface(object, &IID_IProvideClassInfo, (void **)&provider);

    if (SUCCEEDED(hr)) {
        hr = IProvideClassInfo_GetClassInfo(provider, &info);
        IProvideClassInfo_Release(provider);
    }
    if (FAILED(hr))
        hr = IDispatch_GetTypeInfo(object, 0, LOCALE_USER_DEFAULT, &info);
    if (FAILED(hr))
        return hr;
    hr = ITypeInfo_GetContainingTypeLib(info, library, &index);
    ITypeInfo_Release(info);
    return hr;
}

static HRESULT default_iid(IDispatch *object, IID *iid)
{
    IProvideClassInfo2 *provider;
    HRESULT hr = IDispatch_QueryInterface(object, &IID_IProvideClassInfo2, (void **)&provider);

    if (FAILED(hr))
        return hr;
    hr = IProvideClassInfo2_GetGUID(provider, GUIDKIND_DEFAULT_SOURCE_DISP_IID, iid);
    IProvideClassInfo2_Release(provider);
    return hr;
}

/* Takes over the point where it can be described. */
static HRESULT take(struct event_source *source, IConnectionPoint *point, ITypeLib *library)
{
    HRESULT hr = IConnectionPoint_GetConnectionInterface(point, &source->iid);

    if (SUCCEEDED(hr))
        hr = ITypeLib_GetTypeInfoOfGuid(library, &source->iid, &source->info);
    if (SUCCEEDED(hr))
        source->point = point;
    else
        IConnectionPoint_Release(point);
    return hr;
}

static HRESULT take_first(struct event_source *source, IConnectionPointContainer *container,
                          ITypeLib *library)
{
    IEnumConnectionPoints *points;
    IConnectionPoint *point;
    HRESULT found = CONNECT_E_NOCONNECTION;
    HRESULT hr = IConnectionPointContainer_EnumConnectionPoints(container, &points);

    if (FAILED(hr))
        return hr;
    while (FAILED(found) && IEnumConnectionPoints_Next(points, 1, &point, NULL) == S_OK)
        found = take(source, point, library);
    IEnumConnectionPoints_Release(points);
    return found;
}

static HRESULT find(struct event_source *source, IDispatch *object,
                    IConnectionPointContainer *container, ITypeLib *library)
{
    IConnectionPoint *point;
    IID iid;

    if (SUCCEEDED(default_iid(object, &iid)) &&
        SUCCEEDED(IConnectionPointContainer_FindConnectionPoint(container, &iid, &point)) &&
        SUCCEEDED(take(source, point, library)))
        return S_OK;
    return take_first(source, container, library);
}

HRESULT event_source_find(IDispatch *object, struct event_source *source)
{
    IConnectionPointContainer *container;
    ITypeLib *library;
    HRESULT hr;

    memset(source, 0, sizeof(*source));
    hr = IDispatch_QueryInterface(object, &IID_IConnectionPointContainer, (void **)&container);
    if (FAILED(hr))
        return CONNECT_E_NOCONNECTION;
    hr = library_of(object, &library);
    if (SUCCEEDED(hr)) {
        hr = find(source, object, container, library);
        ITypeLib_Release(library);
    }
    IConnectionPointContainer_Release(container);
    return hr;
}

void event_source_release(struct event_source *source)
{
    if (source->point)
        IConnectionPoint_Release(source->point);
    if (source->info)
        ITypeInfo_Release(source->info);
    memset(source, 0, sizeof(*source));
}

BSTR event_source_name(const struct event_source *source, DISPID id)
{
    BSTR name = NULL;

    ITypeInfo_GetDocumentation(source->info, id, &name, NULL, NULL, NULL);
    return name;
}
