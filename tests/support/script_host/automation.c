/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Objects for scripts: IDispatch over a table of members. */
#include "support/script_host/automation.h"

#include <stdlib.h>
#include <wchar.h>

static struct automation_object *object_of(IDispatch *iface)
{
    return CONTAINING_RECORD(iface, struct automation_object, IDispatch_iface);
}

static HRESULT STDMETHODCALLTYPE automation_QueryInterface(IDispatch *iface, REFIID iid, void **out)
{
    *out = NULL;
    if (!IsEqualIID(iid, &IID_IUnknown) && !IsEqualIID(iid, &IID_IDispatch))
        return E_NOINTERFACE;
    IDispatch_AddRef(iface);
    *out = iface;
    return S_OK;
}

static ULONG STDMETHODCALLTYPE automation_AddRef(IDispatch *iface)
{
    return (ULONG)InterlockedIncrement(&object_of(iface)->references);
}

static ULONG STDMETHODCALLTYPE automation_Release(IDispatch *iface)
{
    struct automation_object *object = object_of(iface);
    const LONG references = InterlockedDecrement(&object->references);

    if (references == 0) {
        if (object->class->destroy)
            object->class->destroy(object);
        free(object);
    }
    return (ULONG)references;
}

HRESULT STDMETHODCALLTYPE automation_GetTypeInfoCount(IDispatch *iface, UINT *count)
{
    (void)iface;
    *count = 0;
    return S_OK;
}

HRESULT STDMETHODCALLTYPE automation_GetTypeInfo(IDispatch *iface, UINT index, LCID locale,
                                                 ITypeInfo **info)
{
    (void)iface, (void)index, (void)locale;
    *info = NULL;
    return DISP_E_BADINDEX;
}

static HRESULT STDMETHODCALLTYPE automation_GetIDsOfNames(IDispatch *iface, REFIID iid,
                                                          LPOLESTR *names, UINT count, LCID locale,
                                                          DISPID *ids)
{
    const struct automation_class *class = object_of(iface)->class;

    (void)iid, (void)locale;
    for (UINT i = 0; i < count; i++)
        ids[i] = DISPID_UNKNOWN;
    for (size_t i = 0; count && i < class->count; i++) {
        if (class->members[i].name && !_wcsicmp(class->members[i].name, names[0]))
            ids[0] = class->members[i].id;
    }
    return count == 1 && ids[0] != DISPID_UNKNOWN ? S_OK : DISP_E_UNKNOWNNAME;
}

static const struct automation_member *find(const struct automation_class *class, DISPID id)
{
    for (size_t i = 0; i < class->count; i++) {
        if (class->members[i].id == id)
            return &class->members[i];
    }
    return NULL;
}

static HRESULT STDMETHODCALLTYPE automation_Invoke(IDispatch *iface, DISPID id, REFIID iid,
                                                   LCID locale, WORD flags, DISPPARAMS *parameters,
                                                   VARIANT *result, EXCEPINFO *exception,
                                                   UINT *bad_argument)
{
    struct automation_object *object = object_of(iface);
    const struct automation_member *member = find(object->class, id);
    VARIANT value;
    struct automation_call call = { parameters->rgvarg, parameters->cArgs, &value };
    HRESULT hr;

    (void)iid, (void)locale, (void)exception, (void)bad_argument;
    if (!member || !(flags & (DISPATCH_METHOD | DISPATCH_PROPERTYGET)))
        return DISP_E_MEMBERNOTFOUND;
    if (parameters->cNamedArgs)
        return DISP_E_NONAMEDARGS;
    if (call.count < member->least || call.count > member->most)
        return DISP_E_BADPARAMCOUNT;
    VariantInit(&value);
    hr = member->call(object, &call);
    if (result && SUCCEEDED(hr))
        *result = value;
    else
        VariantClear(&value);
    return hr;
}

static const IDispatchVtbl automation_IDispatch_vtbl = {
    .QueryInterface = automation_QueryInterface,
    .AddRef = automation_AddRef,
    .Release = automation_Release,
    .GetTypeInfoCount = automation_GetTypeInfoCount,
    .GetTypeInfo = automation_GetTypeInfo,
    .GetIDsOfNames = automation_GetIDsOfNames,
    .Invoke = automation_Invoke,
};

void *automation_create(const struct automation_class *class, size_t size)
{
    struct automation_object *object = calloc(1, size);

    if (!object)
        return NULL;
    object->IDispatch_iface.lpVtbl = &automation_IDispatch_vtbl;
    object->references = 1;
    object->class = class;
    return object;
}

void automation_drop(struct automation_object *object)
{
    if (object)
        IDispatch_Release(&object->IDispatch_iface);
}

VARIANTARG *automation_argument(const struct automation_call *call, UINT index)
{
    VARIANTARG *argument = &call->arguments[call->count - 1 - index];

    while (V_VT(argument) == (VT_BYREF | VT_VARIANT))
        argument = V_VARIANTREF(argument);
    return argument;
}

HRESULT automation_text(const struct automation_call *call, UINT index, BSTR *text)
{
    VARIANT converted;
    HRESULT hr;

    VariantInit(&converted);
    hr =
        VariantChangeType(&converted, automation_argument(call, index), VARIANT_ALPHABOOL, VT_BSTR);
    *text = SUCCEEDED(hr) ? V_BSTR(&converted) : NULL;
    return hr;
}

HRESULT automation_number(const struct automation_call *call, UINT index, LONG *number)
{
    VARIANT converted;
    HRESULT hr;

    VariantInit(&converted);
    hr = VariantChangeType(&converted, automation_argument(call, index), 0, VT_I4);
    *number = SUCCEEDED(hr) ? V_I4(&converted) : 0;
    return hr;
}

HRESULT automation_dispatch(const struct automation_call *call, UINT index, IDispatch **object)
{
    const VARIANTARG *argument = automation_argument(call, index);

    *object = NULL;
    if (V_VT(argument) == VT_DISPATCH)
        *object = V_DISPATCH(argument);
    else if (V_VT(argument) == (VT_BYREF | VT_DISPATCH))
        *object = *V_DISPATCHREF(argument);
    return *object ? S_OK : DISP_E_TYPEMISMATCH;
}

HRESULT automation_return_dispatch(const struct automation_call *call, IDispatch *object)
{
    V_VT(call->result) = VT_DISPATCH;
    V_DISPATCH(call->result) = object;
    return S_OK;
}

HRESULT automation_return_object(const struct automation_call *call,
                                 struct automation_object *object)
{
    IDispatch_AddRef(&object->IDispatch_iface);
    return automation_return_dispatch(call, &object->IDispatch_iface);
}

HRESULT automation_return_text(const struct automation_call *call, const WCHAR *text)
{
    V_VT(call->result) = VT_BSTR;
    V_BSTR(call->result) = SysAllocString(text);
    return V_BSTR(call->result) ? S_OK : E_OUTOFMEMORY;
}

HRESULT automation_return_number(const struct automation_call *call, LONG number)
{
    V_VT(call->result) = VT_I4;
    V_I4(call->result) = number;
    return S_OK;
}
