/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A script engine of the system (IActiveScript) with one script in it. */
#include "support/script_host/engine.h"

#include "support/script_host/output.h"

/* The IIDs of this header are made here: libuuid lacks those that differ between 32 and 64 bits. */
#include <initguid.h>
#include <activscp.h>

#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

#ifdef _WIN64
#define IActiveScriptParse_Release(parse)       IActiveScriptParse64_Release(parse)
#define IActiveScriptParse_InitNew(parse)       IActiveScriptParse64_InitNew(parse)
#define IActiveScriptParse_ParseScriptText(...) IActiveScriptParse64_ParseScriptText(__VA_ARGS__)
#else
#define IActiveScriptParse_Release(parse)       IActiveScriptParse32_Release(parse)
#define IActiveScriptParse_InitNew(parse)       IActiveScriptParse32_InitNew(parse)
#define IActiveScriptParse_ParseScriptText(...) IActiveScriptParse32_ParseScriptText(__VA_ARGS__)
#endif

/** The engine's site is part of it: the engine is ended before the memory goes. */
struct engine {
    IActiveScriptSite IActiveScriptSite_iface;
    const WCHAR *script_name;
    IActiveScript *script;
    IActiveScriptParse *parse;
    const WCHAR *object_name;
    IDispatch *object;
    bool has_failed;
};

static struct engine *engine_of(IActiveScriptSite *iface)
{
    return CONTAINING_RECORD(iface, struct engine, IActiveScriptSite_iface);
}

static void free_exception(EXCEPINFO *exception)
{
    SysFreeString(exception->bstrSource);
    SysFreeString(exception->bstrDescription);
    SysFreeString(exception->bstrHelpFile);
}

/* SCRIPT(LINE, COLUMN): SOURCE: DESCRIPTION (CODE); `place` is empty where nobody knows it. */
static void report(struct engine *engine, const WCHAR *place, EXCEPINFO *exception)
{
    const HRESULT code = exception->scode ? exception->scode : (HRESULT)exception->wCode;
    WCHAR text[1024];

    engine->has_failed = true;
    if (exception->pfnDeferredFillIn)
        exception->pfnDeferredFillIn(exception);
    _snwprintf(text, ARRAYSIZE(text), L"%ls%ls: %ls: %ls (0x%08lX)\r\n", engine->script_name, place,
               exception->bstrSource ? exception->bstrSource : L"error",
               exception->bstrDescription ? exception->bstrDescription : L"no description",
               (unsigned long)code);
    text[ARRAYSIZE(text) - 1] = 0;
    output_write(STD_ERROR_HANDLE, text);
}

static HRESULT STDMETHODCALLTYPE engine_QueryInterface(IActiveScriptSite *iface, REFIID iid,
                                                       void **out)
{
    *out = NULL;
    if (!IsEqualIID(iid, &IID_IUnknown) && !IsEqualIID(iid, &IID_IActiveScriptSite))
        return E_NOINTERFACE;
    *out = iface;
    return S_OK;
}

static ULONG STDMETHODCALLTYPE engine_AddRef(IActiveScriptSite *iface)
{
    (void)iface;
    return 2;
}

static ULONG STDMETHODCALLTYPE engine_Release(IActiveScriptSite *iface)
{
    (void)iface;
    return 1;
}

static HRESULT STDMETHODCALLTYPE engine_GetLCID(IActiveScriptSite *iface, LCID *locale)
{
    (void)iface;
    *locale = LOCALE_USER_DEFAULT;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE engine_GetItemInfo(IActiveScriptSite *iface, LPCOLESTR name,
                                                    DWORD wanted, IUnknown **object,
                                                    ITypeInfo **info)
{
    struct engine *engine = engine_of(iface);

    if (object)
        *object = NULL;
    if (info)
        *info = NULL;
    if (!engine->object || wcscmp(name, engine->object_name) != 0 ||
        !(wanted & SCRIPTINFO_IUNKNOWN))
        return TYPE_E_ELEMENTNOTFOUND;
    IDispatch_AddRef(engine->object);
    *object = (IUnknown *)engine->object;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE engine_GetDocVersionString(IActiveScriptSite *iface, BSTR *version)
{
    (void)iface;
    *version = NULL;
    return E_NOTIMPL;
}

static HRESULT STDMETHODCALLTYPE engine_OnScriptTerminate(IActiveScriptSite *iface,
                                                          const VARIANT *result,
                                                          const EXCEPINFO *exception)
{
    (void)iface, (void)result, (void)exception;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE engine_OnStateChange(IActiveScriptSite *iface, SCRIPTSTATE state)
{
    (void)iface, (void)state;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE engine_OnScriptError(IActiveScriptSite *iface,
                                                      IActiveScriptError *error)
{
    EXCEPINFO exception = { 0 };
    WCHAR place[32] = L"";
    DWORD context;
    ULONG line;
    LONG column;

    /* Lines and columns are counted from 0. */
    if (SUCCEEDED(IActiveScriptError_GetSourcePosition(error, &context, &line, &column)))
        _snwprintf(place, ARRAYSIZE(place), L"(%lu, %ld)", line + 1, column + 1);
    IActiveScriptError_GetExceptionInfo(error, &exception);
    report(engine_of(iface), place, &exception);
    free_exception(&exception);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE engine_OnEnterScript(IActiveScriptSite *iface)
{
    (void)iface;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE engine_OnLeaveScript(IActiveScriptSite *iface)
{
    (void)iface;
    return S_OK;
}

static const IActiveScriptSiteVtbl engine_IActiveScriptSite_vtbl = {
    .QueryInterface = engine_QueryInterface,
    .AddRef = engine_AddRef,
    .Release = engine_Release,
    .GetLCID = engine_GetLCID,
    .GetItemInfo = engine_GetItemInfo,
    .GetDocVersionString = engine_GetDocVersionString,
    .OnScriptTerminate = engine_OnScriptTerminate,
    .OnStateChange = engine_OnStateChange,
    .OnScriptError = engine_OnScriptError,
    .OnEnterScript = engine_OnEnterScript,
    .OnLeaveScript = engine_OnLeaveScript,
};

static HRESULT start(struct engine *engine, const WCHAR *language)
{
    CLSID clsid;
    HRESULT hr = CLSIDFromProgID(language, &clsid);

    if (SUCCEEDED(hr))
        hr = CoCreateInstance(&clsid, NULL, CLSCTX_INPROC_SERVER, &IID_IActiveScript,
                              (void **)&engine->script);
    if (SUCCEEDED(hr))
        hr = IActiveScript_QueryInterface(engine->script, &IID_IActiveScriptParse,
                                          (void **)&engine->parse);
    if (SUCCEEDED(hr))
        hr = IActiveScript_SetScriptSite(engine->script, &engine->IActiveScriptSite_iface);
    if (SUCCEEDED(hr))
        hr = IActiveScriptParse_InitNew(engine->parse);
    return hr;
}

HRESULT engine_create(const WCHAR *language, const WCHAR *script_name, struct engine **engine)
{
    HRESULT hr;

    *engine = calloc(1, sizeof(**engine));
    if (!*engine)
        return E_OUTOFMEMORY;
    (*engine)->IActiveScriptSite_iface.lpVtbl = &engine_IActiveScriptSite_vtbl;
    (*engine)->script_name = script_name;
    hr = start(*engine, language);
    if (FAILED(hr)) {
        engine_destroy(*engine);
        *engine = NULL;
    }
    return hr;
}

void engine_destroy(struct engine *engine)
{
    if (!engine)
        return;
    if (engine->script)
        IActiveScript_Close(engine->script);
    if (engine->parse)
        IActiveScriptParse_Release(engine->parse);
    if (engine->script)
        IActiveScript_Release(engine->script);
    if (engine->object)
        IDispatch_Release(engine->object);
    free(engine);
}

HRESULT engine_add_object(struct engine *engine, const WCHAR *name, IDispatch *object)
{
    IDispatch_AddRef(object);
    engine->object = object;
    engine->object_name = name;
    return IActiveScript_AddNamedItem(engine->script, name, SCRIPTITEM_ISVISIBLE);
}

HRESULT engine_run(struct engine *engine, const WCHAR *text)
{
    EXCEPINFO exception = { 0 };
    HRESULT hr = IActiveScriptParse_ParseScriptText(engine->parse, text, NULL, NULL, NULL, 0, 0, 0,
                                                    NULL, &exception);

    free_exception(&exception);
    if (FAILED(hr))
        return hr;
    return IActiveScript_SetScriptState(engine->script, SCRIPTSTATE_STARTED);
}

void engine_call(struct engine *engine, const WCHAR *procedure, DISPPARAMS *parameters,
                 VARIANT *result)
{
    WCHAR *name = (WCHAR *)procedure;
    EXCEPINFO exception = { 0 };
    WCHAR place[128];
    IDispatch *global;
    DISPID id;
    HRESULT hr;

    if (FAILED(IActiveScript_GetScriptDispatch(engine->script, NULL, &global)))
        return;
    if (SUCCEEDED(IDispatch_GetIDsOfNames(global, &IID_NULL, &name, 1, LOCALE_USER_DEFAULT, &id))) {
        hr = IDispatch_Invoke(global, id, &IID_NULL, LOCALE_USER_DEFAULT, DISPATCH_METHOD,
                              parameters, result, &exception, NULL);
        if (FAILED(hr) && hr != (HRESULT)SCRIPT_E_REPORTED) {
            if (!exception.scode && !exception.wCode)
                exception.scode = hr;
            _snwprintf(place, ARRAYSIZE(place), L"(%ls)", procedure);
            place[ARRAYSIZE(place) - 1] = 0;
            report(engine, place, &exception);
        }
        free_exception(&exception);
    }
    IDispatch_Release(global);
}

bool engine_has_failed(const struct engine *engine)
{
    return engine->has_failed;
}
