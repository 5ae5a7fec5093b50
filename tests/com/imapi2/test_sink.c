/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A bare IDispatch that remembers the Update events it gets. */
#include "test_sink.h"

#include <stdlib.h>

/* The events of both call it that. */
#define DISPID_ENGINE_UPDATE DISPID_DWRITEENGINE2EVENTS_UPDATE
#define DISPID_DATA_UPDATE   DISPID_DDISCFORMAT2DATAEVENTS_UPDATE

static struct test_sink *sink_from(IDispatch *iface)
{
    return CONTAINING_RECORD(iface, struct test_sink, IDispatch_iface);
}

/* The event IID is never asked for: answering it would hide that. */
static HRESULT STDMETHODCALLTYPE sink_QueryInterface(IDispatch *iface, REFIID iid, void **out)
{
    *out = NULL;
    if (!IsEqualIID(iid, &IID_IUnknown) && !IsEqualIID(iid, &IID_IDispatch))
        return E_NOINTERFACE;
    *out = iface;
    IDispatch_AddRef(iface);
    return S_OK;
}

static ULONG STDMETHODCALLTYPE sink_AddRef(IDispatch *iface)
{
    return (ULONG)InterlockedIncrement(&sink_from(iface)->references);
}

static ULONG STDMETHODCALLTYPE sink_Release(IDispatch *iface)
{
    struct test_sink *self = sink_from(iface);
    LONG references = InterlockedDecrement(&self->references);

    if (!references)
        free(self);
    return (ULONG)references;
}

static HRESULT STDMETHODCALLTYPE sink_GetTypeInfoCount(IDispatch *iface, UINT *count)
{
    (void)iface;
    *count = 0;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE sink_GetTypeInfo(IDispatch *iface, UINT index, LCID locale,
                                                  ITypeInfo **info)
{
    (void)iface, (void)index, (void)locale, (void)info;
    return E_NOTIMPL;
}

static HRESULT STDMETHODCALLTYPE sink_GetIDsOfNames(IDispatch *iface, REFIID reserved,
                                                    LPOLESTR *names, UINT count, LCID locale,
                                                    DISPID *ids)
{
    (void)iface, (void)reserved, (void)names, (void)count, (void)locale, (void)ids;
    return DISP_E_UNKNOWNNAME;
}

static void read_engine(IWriteEngine2EventArgs *arguments, struct test_event *event)
{
    IWriteEngine2EventArgs_get_StartLba(arguments, &event->start);
    IWriteEngine2EventArgs_get_SectorCount(arguments, &event->count);
    IWriteEngine2EventArgs_get_LastReadLba(arguments, &event->last_read);
    IWriteEngine2EventArgs_get_LastWrittenLba(arguments, &event->last_written);
    IWriteEngine2EventArgs_get_TotalSystemBuffer(arguments, &event->total_buffer);
    IWriteEngine2EventArgs_get_UsedSystemBuffer(arguments, &event->used_buffer);
    IWriteEngine2EventArgs_get_FreeSystemBuffer(arguments, &event->free_buffer);
}

static void read_data(IDiscFormat2DataEventArgs *arguments, struct test_event *event)
{
    IMAPI_FORMAT2_DATA_WRITE_ACTION action;

    IDiscFormat2DataEventArgs_get_CurrentAction(arguments, &action);
    event->action = (LONG)action;
    IDiscFormat2DataEventArgs_get_ElapsedTime(arguments, &event->elapsed);
    IDiscFormat2DataEventArgs_get_RemainingTime(arguments, &event->remaining);
    IDiscFormat2DataEventArgs_get_TotalTime(arguments, &event->total);
}

static void read_track(IDiscFormat2TrackAtOnceEventArgs *arguments, struct test_event *event)
{
    IMAPI_FORMAT2_TAO_WRITE_ACTION action;

    IDiscFormat2TrackAtOnceEventArgs_get_CurrentAction(arguments, &action);
    event->action = (LONG)action;
    IDiscFormat2TrackAtOnceEventArgs_get_CurrentTrackNumber(arguments, &event->track);
    IDiscFormat2TrackAtOnceEventArgs_get_ElapsedTime(arguments, &event->elapsed);
    IDiscFormat2TrackAtOnceEventArgs_get_RemainingTime(arguments, &event->remaining);
    event->total = event->elapsed + event->remaining;
}

static void read_raw(IDiscFormat2RawCDEventArgs *arguments, struct test_event *event)
{
    IMAPI_FORMAT2_RAW_CD_WRITE_ACTION action;

    IDiscFormat2RawCDEventArgs_get_CurrentAction(arguments, &action);
    event->action = (LONG)action;
    IDiscFormat2RawCDEventArgs_get_ElapsedTime(arguments, &event->elapsed);
    IDiscFormat2RawCDEventArgs_get_RemainingTime(arguments, &event->remaining);
    event->total = event->elapsed + event->remaining;
}

static LONG read_number(IDispatch *arguments, DISPID member, bool *is_complete)
{
    DISPPARAMS none = { 0 };
    VARIANT value;

    VariantInit(&value);
    if (FAILED(IDispatch_Invoke(arguments, member, &IID_NULL, LOCALE_SYSTEM_DEFAULT,
                                DISPATCH_PROPERTYGET, &none, &value, NULL, NULL)) ||
        V_VT(&value) != VT_I4) {
        *is_complete = false;
        return 0;
    }
    return V_I4(&value);
}

/* Other apartments see a proxy, which knows the typed interface only where that is registered. */
static bool read_late_bound(IDispatch *arguments, struct test_event *event)
{
    bool is_complete = true;

    event->start = read_number(arguments, DISPID_IWRITEENGINE2EVENTARGS_STARTLBA, &is_complete);
    event->count = read_number(arguments, DISPID_IWRITEENGINE2EVENTARGS_SECTORCOUNT, &is_complete);
    event->last_read =
        read_number(arguments, DISPID_IWRITEENGINE2EVENTARGS_LASTREADLBA, &is_complete);
    event->last_written =
        read_number(arguments, DISPID_IWRITEENGINE2EVENTARGS_LASTWRITTENLBA, &is_complete);
    event->total_buffer =
        read_number(arguments, DISPID_IWRITEENGINE2EVENTARGS_TOTALSYSTEMBUFFER, &is_complete);
    event->used_buffer =
        read_number(arguments, DISPID_IWRITEENGINE2EVENTARGS_USEDSYSTEMBUFFER, &is_complete);
    event->free_buffer =
        read_number(arguments, DISPID_IWRITEENGINE2EVENTARGS_FREESYSTEMBUFFER, &is_complete);
    event->action =
        read_number(arguments, DISPID_IDISCFORMAT2DATAEVENTARGS_CURRENTACTION, &is_complete);
    event->elapsed =
        read_number(arguments, DISPID_IDISCFORMAT2DATAEVENTARGS_ELAPSEDTIME, &is_complete);
    event->remaining = read_number(
        arguments, DISPID_IDISCFORMAT2DATAEVENTARGS_ESTIMATEDREMAININGTIME, &is_complete);
    event->total =
        read_number(arguments, DISPID_IDISCFORMAT2DATAEVENTARGS_ESTIMATEDTOTALTIME, &is_complete);
    return is_complete;
}

static bool read_event(IDispatch *arguments, struct test_event *event)
{
    IWriteEngine2EventArgs *engine;
    IDiscFormat2DataEventArgs *data;
    IDiscFormat2TrackAtOnceEventArgs *track;
    IDiscFormat2RawCDEventArgs *raw;

    memset(event, 0, sizeof(*event));
    event->action = -1;
    event->thread = GetCurrentThreadId();
    if (FAILED(IDispatch_QueryInterface(arguments, &IID_IWriteEngine2EventArgs, (void **)&engine)))
        return read_late_bound(arguments, event);
    read_engine(engine, event);
    IWriteEngine2EventArgs_Release(engine);
    if (SUCCEEDED(IDispatch_QueryInterface(arguments, &IID_IDiscFormat2TrackAtOnceEventArgs,
                                           (void **)&track))) {
        read_track(track, event);
        IDiscFormat2TrackAtOnceEventArgs_Release(track);
    }
    if (SUCCEEDED(
            IDispatch_QueryInterface(arguments, &IID_IDiscFormat2RawCDEventArgs, (void **)&raw))) {
        read_raw(raw, event);
        IDiscFormat2RawCDEventArgs_Release(raw);
    }
    if (SUCCEEDED(
            IDispatch_QueryInterface(arguments, &IID_IDiscFormat2DataEventArgs, (void **)&data))) {
        read_data(data, event);
        IDiscFormat2DataEventArgs_Release(data);
    }
    return true;
}

static bool is_update(DISPID member, WORD flags, const DISPPARAMS *parameters)
{
    return (member == DISPID_ENGINE_UPDATE || member == DISPID_DATA_UPDATE) &&
           flags == DISPATCH_METHOD && parameters->cArgs == 2 && parameters->cNamedArgs == 0 &&
           V_VT(&parameters->rgvarg[0]) == VT_DISPATCH &&
           V_VT(&parameters->rgvarg[1]) == VT_DISPATCH;
}

/* Erasing tells two numbers and no object. */
static bool is_erase_update(DISPID member, WORD flags, const DISPPARAMS *parameters)
{
    return member == DISPID_IDISCFORMAT2ERASEEVENTS_UPDATE && flags == DISPATCH_METHOD &&
           parameters->cArgs == 3 && parameters->cNamedArgs == 0 &&
           V_VT(&parameters->rgvarg[0]) == VT_I4 && V_VT(&parameters->rgvarg[1]) == VT_I4 &&
           V_VT(&parameters->rgvarg[2]) == VT_DISPATCH;
}

static void read_erase_event(const DISPPARAMS *parameters, struct test_event *event)
{
    *event = (struct test_event){
        .action = -1,
        .elapsed = V_I4(&parameters->rgvarg[1]),
        .total = V_I4(&parameters->rgvarg[0]),
        .remaining = V_I4(&parameters->rgvarg[0]) - V_I4(&parameters->rgvarg[1]),
        .thread = GetCurrentThreadId(),
    };
}

static bool read_parameters(DISPID member, WORD flags, const DISPPARAMS *parameters,
                            struct test_event *event)
{
    if (is_erase_update(member, flags, parameters)) {
        read_erase_event(parameters, event);
        return true;
    }
    return is_update(member, flags, parameters) &&
           read_event(V_DISPATCH(&parameters->rgvarg[0]), event);
}

static HRESULT STDMETHODCALLTYPE sink_Invoke(IDispatch *iface, DISPID member, REFIID reserved,
                                             LCID locale, WORD flags, DISPPARAMS *parameters,
                                             VARIANT *result, EXCEPINFO *exception,
                                             UINT *bad_argument)
{
    struct test_sink *self = sink_from(iface);
    struct test_event event;

    (void)reserved, (void)locale, (void)result, (void)exception, (void)bad_argument;
    if (self->count == TEST_SINK_EVENTS_MAXIMUM ||
        !read_parameters(member, flags, parameters, &event)) {
        self->misfits++;
        return E_FAIL;
    }
    self->events[self->count++] = event;
    if (self->on_event)
        self->on_event(self, &event, V_DISPATCH(&parameters->rgvarg[parameters->cArgs - 1]),
                       parameters->cArgs == 2 ? V_DISPATCH(&parameters->rgvarg[0]) : NULL);
    /* What a sink returns never matters. */
    return E_FAIL;
}

static const IDispatchVtbl sink_vtbl = {
    .QueryInterface = sink_QueryInterface,
    .AddRef = sink_AddRef,
    .Release = sink_Release,
    .GetTypeInfoCount = sink_GetTypeInfoCount,
    .GetTypeInfo = sink_GetTypeInfo,
    .GetIDsOfNames = sink_GetIDsOfNames,
    .Invoke = sink_Invoke,
};

struct test_sink *test_sink_create(void)
{
    struct test_sink *self = calloc(1, sizeof(*self));

    assert_non_null(self);
    self->IDispatch_iface.lpVtbl = &sink_vtbl;
    self->references = 1;
    return self;
}

void test_sink_destroy(struct test_sink *sink)
{
    assert_int_equal(sink->misfits, 0);
    assert_int_equal(sink->references, 1);
    IDispatch_Release(&sink->IDispatch_iface);
}

static IConnectionPoint *point_of(void *source, REFIID events)
{
    IConnectionPointContainer *container;
    IConnectionPoint *point;

    assert_result(IUnknown_QueryInterface((IUnknown *)source, &IID_IConnectionPointContainer,
                                          (void **)&container),
                  S_OK);
    assert_result(IConnectionPointContainer_FindConnectionPoint(container, events, &point), S_OK);
    IConnectionPointContainer_Release(container);
    return point;
}

DWORD test_sink_advise(struct test_sink *sink, void *source, REFIID events)
{
    IConnectionPoint *point = point_of(source, events);
    DWORD cookie = 0;

    assert_result(IConnectionPoint_Advise(point, (IUnknown *)&sink->IDispatch_iface, &cookie),
                  S_OK);
    assert_int_not_equal(cookie, 0);
    IConnectionPoint_Release(point);
    return cookie;
}

void test_sink_unadvise(void *source, REFIID events, DWORD cookie)
{
    IConnectionPoint *point = point_of(source, events);

    assert_result(IConnectionPoint_Unadvise(point, cookie), S_OK);
    IConnectionPoint_Release(point);
}

size_t test_sink_count(const struct test_sink *sink, LONG action)
{
    size_t count = 0;

    for (size_t i = 0; i < sink->count; i++)
        count += sink->events[i].action == action;
    return count;
}

static void check_event(const struct test_event *event)
{
    assert_int_equal(event->thread, GetCurrentThreadId());
    assert_true(event->count > 0);
    assert_true(event->last_read >= event->start);
    assert_true(event->last_read < event->start + event->count);
    assert_true(event->last_written >= event->start);
    assert_true(event->last_written <= event->last_read ||
                event->action != IMAPI_FORMAT2_DATA_WRITE_ACTION_WRITING_DATA);
    assert_true(event->last_written < event->start + event->count);
    assert_true(event->used_buffer >= 0 && event->used_buffer <= event->total_buffer);
    assert_int_equal(event->used_buffer + event->free_buffer, event->total_buffer);
}

static void check_times(const struct test_event *event)
{
    assert_true(event->total >= 1);
    assert_true(event->elapsed >= 0 && event->remaining >= 0);
    assert_true(event->total >= event->elapsed);
}

void test_sink_check_steady(const struct test_sink *sink)
{
    const struct test_event *before = NULL;

    assert_true(sink->count > 0);
    for (size_t i = 0; i < sink->count; i++) {
        const struct test_event *event = &sink->events[i];

        check_event(event);
        if (event->action >= 0)
            check_times(event);
        if (before) {
            assert_true(event->elapsed >= before->elapsed);
            assert_int_equal(event->start, before->start);
            assert_int_equal(event->count, before->count);
        }
        if (before && event->action == before->action) {
            assert_true(event->last_written >= before->last_written);
            assert_true(event->last_read >= before->last_read);
        }
        before = event;
    }
}
