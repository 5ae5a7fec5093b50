/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A sink of image events, as a scripting host has it: IUnknown and IDispatch only. */
#include "test_sink.h"

static struct test_sink *sink_of(IDispatch *iface)
{
    return CONTAINING_RECORD(iface, struct test_sink, IDispatch_iface);
}

static HRESULT STDMETHODCALLTYPE test_sink_QueryInterface(IDispatch *iface, REFIID iid, void **out)
{
    *out = NULL;
    if (!IsEqualIID(iid, &IID_IUnknown) && !IsEqualIID(iid, &IID_IDispatch))
        return E_NOINTERFACE;
    IDispatch_AddRef(iface);
    *out = iface;
    return S_OK;
}

static ULONG STDMETHODCALLTYPE test_sink_AddRef(IDispatch *iface)
{
    return (ULONG)InterlockedIncrement(&sink_of(iface)->references);
}

static ULONG STDMETHODCALLTYPE test_sink_Release(IDispatch *iface)
{
    return (ULONG)InterlockedDecrement(&sink_of(iface)->references);
}

static HRESULT STDMETHODCALLTYPE test_sink_GetTypeInfoCount(IDispatch *iface, UINT *count)
{
    (void)iface;
    *count = 0;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE test_sink_GetTypeInfo(IDispatch *iface, UINT index, LCID locale,
                                                       ITypeInfo **info)
{
    (void)iface, (void)index, (void)locale;
    *info = NULL;
    return E_NOTIMPL;
}

static HRESULT STDMETHODCALLTYPE test_sink_GetIDsOfNames(IDispatch *iface, REFIID reserved,
                                                         LPOLESTR *names, UINT count, LCID locale,
                                                         DISPID *ids)
{
    (void)iface, (void)reserved, (void)names, (void)count, (void)locale, (void)ids;
    return E_NOTIMPL;
}

static HRESULT STDMETHODCALLTYPE test_sink_Invoke(IDispatch *iface, DISPID member, REFIID reserved,
                                                  LCID locale, WORD flags, DISPPARAMS *parameters,
                                                  VARIANT *result, EXCEPINFO *exception,
                                                  UINT *bad_argument)
{
    struct test_sink *self = sink_of(iface);
    const VARIANTARG *arguments = parameters->rgvarg;

    (void)locale;
    assert_int_equal(member, DISPID_DFILESYSTEMIMAGEEVENTS_UPDATE);
    assert_true(IsEqualIID(reserved, &IID_NULL));
    assert_int_equal(flags, DISPATCH_METHOD);
    assert_null(result);
    assert_null(exception);
    assert_null(bad_argument);
    assert_int_equal(parameters->cArgs, 4);
    assert_int_equal(parameters->cNamedArgs, 0);
    assert_int_equal(V_VT(&arguments[3]), VT_DISPATCH);
    assert_int_equal(V_VT(&arguments[2]), VT_BSTR);
    assert_int_equal(V_VT(&arguments[1]), VT_I4);
    assert_int_equal(V_VT(&arguments[0]), VT_I4);
    if (self->count < TEST_SINK_CALLS_MAX) {
        struct test_update *call = &self->calls[self->count];

        wcsncpy(call->path, V_BSTR(&arguments[2]), TEST_SINK_PATH_MAX - 1);
        call->copied = V_I4(&arguments[1]);
        call->total = V_I4(&arguments[0]);
    }
    self->count++;
    if (self->handler)
        self->handler(self, V_DISPATCH(&arguments[3]));
    return self->result;
}

static const IDispatchVtbl test_sink_vtbl = {
    .QueryInterface = test_sink_QueryInterface,
    .AddRef = test_sink_AddRef,
    .Release = test_sink_Release,
    .GetTypeInfoCount = test_sink_GetTypeInfoCount,
    .GetTypeInfo = test_sink_GetTypeInfo,
    .GetIDsOfNames = test_sink_GetIDsOfNames,
    .Invoke = test_sink_Invoke,
};

void test_sink_advise(struct test_sink *sink, IFileSystemImage3 *image)
{
    IConnectionPointContainer *container;

    memset(sink, 0, sizeof(*sink));
    sink->IDispatch_iface.lpVtbl = &test_sink_vtbl;
    sink->references = 1;
    assert_result(IFileSystemImage3_QueryInterface(image, &IID_IConnectionPointContainer,
                                                   (void **)&container),
                  S_OK);
    assert_result(IConnectionPointContainer_FindConnectionPoint(
                      container, &IID_DFileSystemImageEvents, &sink->point),
                  S_OK);
    IConnectionPointContainer_Release(container);
    assert_result(
        IConnectionPoint_Advise(sink->point, (IUnknown *)&sink->IDispatch_iface, &sink->cookie),
        S_OK);
}

void test_sink_unadvise(struct test_sink *sink)
{
    if (!sink->point)
        return;
    assert_result(IConnectionPoint_Unadvise(sink->point, sink->cookie), S_OK);
    IConnectionPoint_Release(sink->point);
    sink->point = NULL;
}
