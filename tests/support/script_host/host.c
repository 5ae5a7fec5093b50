/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* WScript, the object that a script knows its host by. */
#include "support/script_host/host.h"

#include "support/script_host/arguments.h"
#include "support/script_host/event_link.h"
#include "support/script_host/output.h"

#include <wchar.h>

struct host {
    struct automation_object object; /* always first */
    struct engine *engine;
    const WCHAR *path;
    struct automation_object *arguments;
    struct automation_object *standard_output;
    struct automation_object *standard_error;
    struct event_link *links;
};

static HRESULT host_Echo(struct automation_object *object, const struct automation_call *call)
{
    BSTR text;

    (void)object;
    for (UINT i = 0; i < call->count; i++) {
        HRESULT hr = automation_text(call, i, &text);

        if (FAILED(hr))
            return hr;
        output_write(STD_OUTPUT_HANDLE, i ? L" " : L"");
        output_write(STD_OUTPUT_HANDLE, text ? text : L"");
        SysFreeString(text);
    }
    output_write(STD_OUTPUT_HANDLE, L"\r\n");
    return S_OK;
}

/* WScript.Arguments(0) arrives as a call of Arguments with an argument. */
static HRESULT host_Arguments(struct automation_object *object, const struct automation_call *call)
{
    const struct host *self = (struct host *)object;
    DISPPARAMS parameters = { .rgvarg = call->arguments, .cArgs = call->count };

    if (!call->count)
        return automation_return_object(call, self->arguments);
    return IDispatch_Invoke(&self->arguments->IDispatch_iface, DISPID_VALUE, &IID_NULL,
                            LOCALE_USER_DEFAULT, DISPATCH_PROPERTYGET, &parameters, call->result,
                            NULL, NULL);
}

/* At once, whatever the script is in the middle of: On Error Resume Next must not get past it. */
static HRESULT host_Quit(struct automation_object *object, const struct automation_call *call)
{
    LONG code = 0;

    if (call->count && FAILED(automation_number(call, 0, &code)))
        return DISP_E_TYPEMISMATCH;
    host_disconnect(object);
    ExitProcess((UINT)code);
}

/* Objects of other apartments, and windows, are served meanwhile. */
static void serve_messages(DWORD milliseconds)
{
    const ULONGLONG end = GetTickCount64() + milliseconds;
    ULONGLONG now;
    MSG message;

    while ((now = GetTickCount64()) < end) {
        MsgWaitForMultipleObjects(0, NULL, FALSE, (DWORD)(end - now), QS_ALLINPUT);
        while (PeekMessageW(&message, NULL, 0, 0, PM_REMOVE)) {
            TranslateMessage(&message);
            DispatchMessageW(&message);
        }
    }
}

static HRESULT host_Sleep(struct automation_object *object, const struct automation_call *call)
{
    LONG milliseconds;
    HRESULT hr = automation_number(call, 0, &milliseconds);

    (void)object;
    if (FAILED(hr))
        return hr;
    if (milliseconds < 0)
        return E_INVALIDARG;
    serve_messages((DWORD)milliseconds);
    return S_OK;
}

/* Connects `object` with the procedures that begin with argument `index`. */
static HRESULT connect(struct host *self, IDispatch *object, const struct automation_call *call,
                       UINT index)
{
    BSTR prefix;
    HRESULT hr = automation_text(call, index, &prefix);

    if (FAILED(hr))
        return hr;
    hr = event_link_connect(&self->links, self->engine, object, prefix ? prefix : L"");
    SysFreeString(prefix);
    return hr;
}

/* The result: `object`, whose reference is passed on, connected if a prefix came along. */
static HRESULT return_connected(struct host *self, IDispatch *object,
                                const struct automation_call *call, UINT prefix)
{
    HRESULT hr = S_OK;

    if (call->count > prefix)
        hr = connect(self, object, call, prefix);
    if (FAILED(hr)) {
        IDispatch_Release(object);
        return hr;
    }
    return automation_return_dispatch(call, object);
}

static HRESULT host_CreateObject(struct automation_object *object,
                                 const struct automation_call *call)
{
    IDispatch *created;
    CLSID clsid;
    BSTR prog_id;
    HRESULT hr = automation_text(call, 0, &prog_id);

    if (FAILED(hr))
        return hr;
    hr = CLSIDFromProgID(prog_id ? prog_id : L"", &clsid);
    SysFreeString(prog_id);
    if (SUCCEEDED(hr))
        hr = CoCreateInstance(&clsid, NULL, CLSCTX_INPROC_SERVER | CLSCTX_LOCAL_SERVER,
                              &IID_IDispatch, (void **)&created);
    if (FAILED(hr))
        return hr;
    return return_connected((struct host *)object, created, call, 1);
}

/* By moniker only: a class as second argument is CreateObject's business here. */
static HRESULT host_GetObject(struct automation_object *object, const struct automation_call *call)
{
    IDispatch *bound;
    BSTR name;
    HRESULT hr = automation_text(call, 0, &name);

    (void)object;
    if (FAILED(hr))
        return hr;
    hr = CoGetObject(name ? name : L"", NULL, &IID_IDispatch, (void **)&bound);
    SysFreeString(name);
    return SUCCEEDED(hr) ? automation_return_dispatch(call, bound) : hr;
}

static HRESULT host_ConnectObject(struct automation_object *object,
                                  const struct automation_call *call)
{
    IDispatch *source;
    HRESULT hr = automation_dispatch(call, 0, &source);

    return SUCCEEDED(hr) ? connect((struct host *)object, source, call, 1) : hr;
}

static HRESULT host_DisconnectObject(struct automation_object *object,
                                     const struct automation_call *call)
{
    IDispatch *source;
    HRESULT hr = automation_dispatch(call, 0, &source);

    if (SUCCEEDED(hr))
        event_link_disconnect(&((struct host *)object)->links, source);
    return hr;
}

static HRESULT host_ScriptFullName(struct automation_object *object,
                                   const struct automation_call *call)
{
    return automation_return_text(call, ((struct host *)object)->path);
}

static HRESULT host_ScriptName(struct automation_object *object, const struct automation_call *call)
{
    const WCHAR *path = ((struct host *)object)->path;
    const WCHAR *separator = wcsrchr(path, L'\\');

    return automation_return_text(call, separator ? separator + 1 : path);
}

static HRESULT host_StdOut(struct automation_object *object, const struct automation_call *call)
{
    return automation_return_object(call, ((struct host *)object)->standard_output);
}

static HRESULT host_StdErr(struct automation_object *object, const struct automation_call *call)
{
    return automation_return_object(call, ((struct host *)object)->standard_error);
}

static const struct automation_member host_members[] = {
    { L"Echo", 1, 0, 255, host_Echo },
    { L"Arguments", 2, 0, 1, host_Arguments },
    { L"Quit", 3, 0, 1, host_Quit },
    { L"Sleep", 4, 1, 1, host_Sleep },
    { L"CreateObject", 5, 1, 2, host_CreateObject },
    { L"GetObject", 6, 1, 1, host_GetObject },
    { L"ConnectObject", 7, 2, 2, host_ConnectObject },
    { L"DisconnectObject", 8, 1, 1, host_DisconnectObject },
    { L"ScriptFullName", 9, 0, 0, host_ScriptFullName },
    { L"ScriptName", 10, 0, 0, host_ScriptName },
    { L"StdOut", 11, 0, 0, host_StdOut },
    { L"StdErr", 12, 0, 0, host_StdErr },
};

static void host_destroy(struct automation_object *object)
{
    struct host *self = (struct host *)object;

    host_disconnect(object);
    automation_drop(self->arguments);
    automation_drop(self->standard_output);
    automation_drop(self->standard_error);
}

static const struct automation_class host_class = {
    .members = host_members,
    .count = ARRAYSIZE(host_members),
    .destroy = host_destroy,
};

struct automation_object *host_create(struct engine *engine, const WCHAR *path, wchar_t **arguments,
                                      LONG count)
{
    struct host *self = automation_create(&host_class, sizeof(*self));

    if (!self)
        return NULL;
    self->engine = engine;
    self->path = path;
    self->arguments = arguments_create(arguments, count);
    self->standard_output = output_create(STD_OUTPUT_HANDLE);
    self->standard_error = output_create(STD_ERROR_HANDLE);
    if (self->arguments && self->standard_output && self->standard_error)
        return &self->object;
    automation_drop(&self->object);
    return NULL;
}

void host_disconnect(struct automation_object *host)
{
    event_link_disconnect(&((struct host *)host)->links, NULL);
}
