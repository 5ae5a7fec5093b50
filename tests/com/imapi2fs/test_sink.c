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

/* Checks the types of the arguments, the first of which comes last; gives the numbers. */
static void read_arguments(const DISPPARAMS *parameters, const VARTYPE *types, UINT count)
{
    assert_int_equal(parameters->cArgs, count);
    assert_int_equal(parameters->cNamedArgs, 0);
    for (UINT i = 0; i < count; i++)
        assert_int_equal(V_VT(&parameters->rgvarg[count - 1 - i]), types[i]);
}

static void read_update(const DISPPARAMS *parameters, struct test_update *call)
{
    static const VARTYPE types[] = { VT_DISPATCH, VT_BSTR, VT_I4, VT_I4 };
    const VARIANTARG *arguments = parameters->rgvarg;

    read_arguments(parameters, types, ARRAYSIZE(types));
    wcsncpy(call->path, V_BSTR(&arguments[2]), TEST_SINK_PATH_MAX - 1);
    call->copied = V_I4(&arguments[1]);
    call->total = V_I4(&arguments[0]);
}

static void read_import(const DISPPARAMS *parameters, struct test_update *call)
{
    static const VARTYPE types[] = { VT_DISPATCH, VT_I4, VT_BSTR, VT_I4, VT_I4, VT_I4, VT_I4 };
    const VARIANTARG *arguments = parameters->rgvarg;

    read_arguments(parameters, types, ARRAYSIZE(types));
    call->file_system = V_I4(&arguments[5]);
    wcsncpy(call->path, V_BSTR(&arguments[4]), TEST_SINK_PATH_MAX - 1);
    call->directories = V_I4(&arguments[3]);
    call->total_directories = V_I4(&arguments[2]);
    call->files = V_I4(&arguments[1]);
    call->total_files = V_I4(&arguments[0]);
}

static HRESULT STDMETHODCALLTYPE test_sink_Invoke(IDispatch *iface, DISPID member, REFIID reserved,
                                                  LCID locale, WORD flags, DISPPARAMS *parameters,
                                                  VARIANT *result, EXCEPINFO *exception,
                                                  UINT *bad_argument)
{
    struct test_sink *self = sink_of(iface);
    struct test_update call = { 0 };

    (void)locale;
    assert_int_equal(member, self->member);
    assert_true(IsEqualIID(reserved, &IID_NULL));
    assert_int_equal(flags, DISPATCH_METHOD);
    assert_null(result);
    assert_null(exception);
    assert_null(bad_argument);
    if (member == DISPID_DFILESYSTEMIMAGEEVENTS_UPDATE)
        read_update(parameters, &call);
    else
        read_import(parameters, &call);
    if (self->count < TEST_SINK_CALLS_MAX)
        self->calls[self->count] = call;
    self->count++;
    if (self->handler)
        self->handler(self, V_DISPATCH(&parameters->rgvarg[parameters->cArgs - 1]));
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

static void advise(struct test_sink *sink, IFileSystemImage3 *image, REFIID source, DISPID member)
{
    IConnectionPointContainer *container;

    memset(sink, 0, sizeof(*sink));
    sink->IDispatch_iface.lpVtbl = &test_sink_vtbl;
    sink->references = 1;
    sink->member = member;
    assert_result(IFileSystemImage3_QueryInterface(image, &IID_IConnectionPointContainer,
                                                   (void **)&container),
                  S_OK);
    assert_result(IConnectionPointContainer_FindConnectionPoint(container, source, &sink->point),
                  S_OK);
    IConnectionPointContainer_Release(container);
    assert_result(
        IConnectionPoint_Advise(sink->point, (IUnknown *)&sink->IDispatch_iface, &sink->cookie),
        S_OK);
}

void test_sink_advise(struct test_sink *sink, IFileSystemImage3 *image)
{
    advise(sink, image, &IID_DFileSystemImageEvents, DISPID_DFILESYSTEMIMAGEEVENTS_UPDATE);
}

void test_sink_advise_import(struct test_sink *sink, IFileSystemImage3 *image)
{
    advise(sink, image, &IID_DFileSystemImageImportEvents,
           DISPID_DFILESYSTEMIMAGEIMPORTEVENTS_UPDATEIMPORT);
}

void test_sink_unadvise(struct test_sink *sink)
{
    if (!sink->point)
        return;
    assert_result(IConnectionPoint_Unadvise(sink->point, sink->cookie), S_OK);
    IConnectionPoint_Release(sink->point);
    sink->point = NULL;
}
