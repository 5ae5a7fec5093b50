/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of com/connection.h: well-behaved sinks and hostile ones. */
#include "com_test.h"

#include "com/connection.h"

#define DISPID_TEST 0x200

/* An object with two event interfaces; IIDs of the system stand for them. */
#define IID_FirstEvents  IID_IPersistFile
#define IID_SecondEvents IID_IPersistStream

struct source {
    struct com_object object;
    IPersist IPersist_iface;
    struct com_connections connections;
    bool *is_destroyed;
};

static const struct com_interface source_interfaces[] = {
    COM_INTERFACE(source, IPersist),
    COM_INTERFACE_IN(source, connections, IConnectionPointContainer),
};

COM_UNKNOWN(source, IPersist)

static HRESULT STDMETHODCALLTYPE source_GetClassID(IPersist *iface, CLSID *clsid)
{
    (void)iface;
    *clsid = CLSID_NULL;
    return S_OK;
}

static const IPersistVtbl source_vtbl = {
    COM_UNKNOWN_METHODS(source, IPersist),
    .GetClassID = source_GetClassID,
};

static void source_destroy(struct com_object *object)
{
    struct source *self = CONTAINING_RECORD(object, struct source, object);

    com_connections_release(&self->connections);
    *self->is_destroyed = true;
}

static const struct com_class source_class = {
    .prog_id = L"OpenIMAPITest.Source",
    COM_INTERFACES(source_interfaces),
    .destroy = source_destroy,
};

static struct source *create_source(bool *is_destroyed)
{
    static const IID *const sources[] = { &IID_FirstEvents, &IID_SecondEvents };
    struct source *self = com_object_create(&source_class, sizeof(*self));

    assert_non_null(self);
    self->IPersist_iface.lpVtbl = &source_vtbl;
    self->is_destroyed = is_destroyed;
    *is_destroyed = false;
    com_connections_init(&self->connections, &self->object, sources, ARRAYSIZE(sources));
    return self;
}

static ULONG source_release(struct source *source)
{
    return com_object_release(&source->object);
}

/* A sink that knows IUnknown and IDispatch alone, as those of scripts do. */
struct sink {
    IDispatch IDispatch_iface;
    LONG references;
    unsigned calls;
    LONG last_argument;
    DWORD last_thread;
    DWORD cookie;
    IConnectionPoint *point;
    bool is_elsewhere; /* in another apartment */
    /** What it does when called; the result is what it answers. */
    HRESULT (*act)(struct sink *sink);
    struct sink *other;
    struct source *source;
};

static struct sink *sink_from(IDispatch *iface)
{
    return CONTAINING_RECORD(iface, struct sink, IDispatch_iface);
}

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
    return (ULONG)InterlockedDecrement(&sink_from(iface)->references);
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
    (void)iface, (void)index, (void)locale;
    *info = NULL;
    return DISP_E_BADINDEX;
}

static HRESULT STDMETHODCALLTYPE sink_GetIDsOfNames(IDispatch *iface, REFIID iid, LPOLESTR *names,
                                                    UINT count, LCID locale, DISPID *ids)
{
    (void)iface, (void)iid, (void)names, (void)count, (void)locale;
    *ids = DISPID_UNKNOWN;
    return DISP_E_UNKNOWNNAME;
}

static HRESULT STDMETHODCALLTYPE sink_Invoke(IDispatch *iface, DISPID member, REFIID iid,
                                             LCID locale, WORD flags, DISPPARAMS *parameters,
                                             VARIANT *result, EXCEPINFO *exception,
                                             UINT *bad_argument)
{
    struct sink *self = sink_from(iface);

    if (member != DISPID_TEST || !IsEqualIID(iid, &IID_NULL) || locale != LOCALE_SYSTEM_DEFAULT ||
        flags != DISPATCH_METHOD || parameters->cArgs != 1 || parameters->cNamedArgs ||
        parameters->rgvarg[0].vt != VT_I4)
        return E_INVALIDARG;
    /* A proxy may give these on its own account. */
    if (!self->is_elsewhere && (result || exception || bad_argument))
        return E_INVALIDARG;
    self->calls++;
    self->last_argument = parameters->rgvarg[0].lVal;
    self->last_thread = GetCurrentThreadId();
    return self->act ? self->act(self) : S_OK;
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

static IConnectionPoint *find_point(struct source *source, REFIID iid)
{
    IConnectionPoint *point = NULL;

    assert_result(IConnectionPointContainer_FindConnectionPoint(
                      &source->connections.IConnectionPointContainer_iface, iid, &point),
                  S_OK);
    return point;
}

static void advise(struct sink *sink, struct source *source)
{
    sink->IDispatch_iface.lpVtbl = &sink_vtbl;
    sink->references = 1;
    sink->source = source;
    sink->point = find_point(source, &IID_FirstEvents);
    assert_result(
        IConnectionPoint_Advise(sink->point, (IUnknown *)&sink->IDispatch_iface, &sink->cookie),
        S_OK);
    assert_true(sink->cookie != 0);
}

static void unadvise(struct sink *sink)
{
    assert_result(IConnectionPoint_Unadvise(sink->point, sink->cookie), S_OK);
    IConnectionPoint_Release(sink->point);
}

static void fire(struct source *source, LONG value)
{
    VARIANTARG argument = { .vt = VT_I4, .lVal = value };

    com_connections_fire(&source->connections, &IID_FirstEvents, DISPID_TEST, &argument, 1);
}

static void test_connection__fires_through_invoke(void **state)
{
    bool is_destroyed;
    struct source *source = create_source(&is_destroyed);
    struct sink sink = { 0 };

    (void)state;
    fire(source, 1);
    advise(&sink, source);
    fire(source, 2);
    assert_int_equal(sink.calls, 1);
    assert_int_equal(sink.last_argument, 2);
    unadvise(&sink);
    fire(source, 3);
    assert_int_equal(sink.calls, 1);
    assert_int_equal(sink.references, 1);
    assert_int_equal(source_release(source), 0);
    assert_true(is_destroyed);
}

static void test_connection__refuses_what_is_no_sink(void **state)
{
    bool is_destroyed;
    struct source *source = create_source(&is_destroyed);
    IConnectionPoint *point = find_point(source, &IID_FirstEvents);
    IStream *stream;
    DWORD cookie = 99;

    (void)state;
    assert_result(CreateStreamOnHGlobal(NULL, TRUE, &stream), S_OK);
    assert_result(IConnectionPoint_Advise(point, (IUnknown *)stream, &cookie),
                  CONNECT_E_CANNOTCONNECT);
    assert_int_equal(cookie, 0);
    assert_result(IConnectionPoint_Advise(point, NULL, &cookie), E_POINTER);
    assert_result(IConnectionPoint_Advise(point, (IUnknown *)stream, NULL), E_POINTER);
    assert_result(IConnectionPoint_Unadvise(point, 0), CONNECT_E_NOCONNECTION);
    assert_int_equal(IStream_Release(stream), 0);
    IConnectionPoint_Release(point);
    source_release(source);
}

static void test_connection__points_are_apart(void **state)
{
    bool is_destroyed;
    struct source *source = create_source(&is_destroyed);
    IConnectionPoint *second = find_point(source, &IID_SecondEvents);
    struct sink sink = { 0 };

    (void)state;
    advise(&sink, source);
    assert_true(com_connections_have_sinks(&source->connections, &IID_FirstEvents));
    assert_false(com_connections_have_sinks(&source->connections, &IID_SecondEvents));
    assert_result(IConnectionPoint_Unadvise(second, sink.cookie), CONNECT_E_NOCONNECTION);
    com_connections_fire(&source->connections, &IID_SecondEvents, DISPID_TEST, NULL, 0);
    com_connections_fire(&source->connections, &IID_IStream, DISPID_TEST, NULL, 0);
    assert_int_equal(sink.calls, 0);
    unadvise(&sink);
    IConnectionPoint_Release(second);
    source_release(source);
}

static void test_connection__point_lives_with_its_owner(void **state)
{
    bool is_destroyed;
    struct source *source = create_source(&is_destroyed);
    IConnectionPoint *point = find_point(source, &IID_FirstEvents);
    IConnectionPointContainer *container;
    IUnknown *identity;
    void *out = POISON;

    (void)state;
    assert_int_equal(source_release(source), 1);
    assert_result(IConnectionPoint_QueryInterface(point, &IID_IUnknown, (void **)&identity), S_OK);
    assert_ptr_equal(identity, point);
    IUnknown_Release(identity);
    assert_result(IConnectionPoint_QueryInterface(point, &IID_IPersist, &out), E_NOINTERFACE);
    assert_null(out);
    assert_result(IConnectionPoint_QueryInterface(point, &IID_IUnknown, NULL), E_POINTER);
    assert_result(IConnectionPoint_GetConnectionPointContainer(point, &container), S_OK);
    IConnectionPointContainer_Release(container);
    assert_false(is_destroyed);
    assert_int_equal(IConnectionPoint_Release(point), 0);
    assert_true(is_destroyed);
}

static void test_connection__drops_sinks_with_the_owner(void **state)
{
    bool is_destroyed;
    struct source *source = create_source(&is_destroyed);
    struct sink sink = { 0 };

    (void)state;
    advise(&sink, source);
    IConnectionPoint_Release(sink.point);
    assert_true(sink.references > 1);
    assert_int_equal(source_release(source), 0);
    assert_int_equal(sink.references, 1);
}

static HRESULT unadvise_itself(struct sink *sink)
{
    unadvise(sink);
    return S_OK;
}

static void test_connection__sink_unadvises_itself(void **state)
{
    bool is_destroyed;
    struct source *source = create_source(&is_destroyed);
    struct sink hostile = { .act = unadvise_itself };
    struct sink after = { 0 };

    (void)state;
    advise(&hostile, source);
    advise(&after, source);
    fire(source, 1);
    fire(source, 2);
    assert_int_equal(hostile.calls, 1);
    assert_int_equal(hostile.references, 1);
    assert_int_equal(after.calls, 2);
    unadvise(&after);
    source_release(source);
}

static HRESULT unadvise_other(struct sink *sink)
{
    unadvise(sink->other);
    sink->act = NULL;
    return S_OK;
}

static void test_connection__sink_unadvised_during_the_round_is_skipped(void **state)
{
    bool is_destroyed;
    struct source *source = create_source(&is_destroyed);
    struct sink victim = { 0 };
    struct sink hostile = { .act = unadvise_other, .other = &victim };

    (void)state;
    advise(&hostile, source);
    advise(&victim, source);
    fire(source, 1);
    assert_int_equal(hostile.calls, 1);
    assert_int_equal(victim.calls, 0);
    assert_int_equal(victim.references, 1);
    unadvise(&hostile);
    source_release(source);
}

static HRESULT advise_other(struct sink *sink)
{
    advise(sink->other, sink->source);
    sink->act = NULL;
    return S_OK;
}

static void test_connection__sink_advised_during_the_round_waits(void **state)
{
    bool is_destroyed;
    struct source *source = create_source(&is_destroyed);
    struct sink late = { 0 };
    struct sink eager = { .act = advise_other, .other = &late };

    (void)state;
    advise(&eager, source);
    fire(source, 1);
    assert_int_equal(late.calls, 0);
    fire(source, 2);
    assert_int_equal(late.calls, 1);
    unadvise(&eager);
    unadvise(&late);
    source_release(source);
}

static HRESULT release_source(struct sink *sink)
{
    IConnectionPoint_Release(sink->point);
    source_release(sink->source);
    return S_OK;
}

/* The round goes on with the sinks that are left, on an object that lives just long enough. */
static void test_connection__sink_releases_the_source(void **state)
{
    bool is_destroyed;
    struct source *source = create_source(&is_destroyed);
    struct sink hostile = { .act = release_source };
    struct sink after = { 0 };

    (void)state;
    advise(&hostile, source);
    advise(&after, source);
    IConnectionPoint_Release(after.point);
    fire(source, 1);
    assert_int_equal(hostile.calls, 1);
    assert_int_equal(after.calls, 1);
    assert_true(is_destroyed);
    assert_int_equal(hostile.references, 1);
    assert_int_equal(after.references, 1);
}

static HRESULT answer_failure(struct sink *sink)
{
    (void)sink;
    return E_FAIL;
}

static void test_connection__failing_sink_changes_nothing(void **state)
{
    bool is_destroyed;
    struct source *source = create_source(&is_destroyed);
    struct sink hostile = { .act = answer_failure };
    struct sink after = { 0 };

    (void)state;
    advise(&hostile, source);
    advise(&after, source);
    fire(source, 1);
    fire(source, 2);
    assert_int_equal(hostile.calls, 2);
    assert_int_equal(after.calls, 2);
    unadvise(&hostile);
    unadvise(&after);
    source_release(source);
}

static HRESULT fire_again(struct sink *sink)
{
    if (sink->last_argument < 3)
        fire(sink->source, sink->last_argument + 1);
    return S_OK;
}

static void test_connection__sink_causes_the_next_event(void **state)
{
    bool is_destroyed;
    struct source *source = create_source(&is_destroyed);
    struct sink sink = { .act = fire_again };

    (void)state;
    advise(&sink, source);
    fire(source, 1);
    assert_int_equal(sink.calls, 3);
    unadvise(&sink);
    source_release(source);
}

static void test_connection__enumerates_connections(void **state)
{
    bool is_destroyed;
    struct source *source = create_source(&is_destroyed);
    struct sink sinks[2] = { { .calls = 0 }, { .calls = 0 } };
    IEnumConnections *connections = POISON;
    CONNECTDATA data[3];
    ULONG fetched;

    (void)state;
    advise(&sinks[0], source);
    advise(&sinks[1], source);
    assert_result(IConnectionPoint_EnumConnections(sinks[0].point, &connections), S_OK);
    assert_result(IEnumConnections_Next(connections, 3, data, &fetched), S_FALSE);
    assert_int_equal(fetched, 2);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(data[i].dwCookie, sinks[i].cookie);
        assert_ptr_equal(data[i].pUnk, &sinks[i].IDispatch_iface);
        IUnknown_Release(data[i].pUnk);
    }
    assert_null(data[2].pUnk);
    assert_int_equal(IEnumConnections_Release(connections), 0);
    unadvise(&sinks[0]);
    unadvise(&sinks[1]);
    assert_int_equal(sinks[0].references, 1);
    assert_int_equal(source_release(source), 0);
}

/* A sink of one apartment is called there, whichever thread fires. */
struct apartments {
    struct source *source;
    struct sink sink;
    HANDLE ready;
    HANDLE done;
    DWORD thread;
};

static void pump_until(HANDLE event)
{
    MSG message;

    while (MsgWaitForMultipleObjects(1, &event, FALSE, 60000, QS_ALLINPUT) == WAIT_OBJECT_0 + 1) {
        while (PeekMessageW(&message, NULL, 0, 0, PM_REMOVE))
            DispatchMessageW(&message);
    }
}

static DWORD WINAPI listen_in_sta(void *context)
{
    struct apartments *apartments = context;

    CoInitializeEx(NULL, COINIT_APARTMENTTHREADED);
    apartments->thread = GetCurrentThreadId();
    advise(&apartments->sink, apartments->source);
    SetEvent(apartments->ready);
    pump_until(apartments->done);
    unadvise(&apartments->sink);
    CoUninitialize();
    return 0;
}

static void test_connection__sink_is_called_in_its_apartment(void **state)
{
    bool is_destroyed;
    struct apartments apartments = { .source = create_source(&is_destroyed) };
    HANDLE thread;

    (void)state;
    apartments.sink.is_elsewhere = true;
    apartments.ready = CreateEventW(NULL, TRUE, FALSE, NULL);
    apartments.done = CreateEventW(NULL, TRUE, FALSE, NULL);
    thread = CreateThread(NULL, 0, listen_in_sta, &apartments, 0, NULL);
    assert_int_equal(WaitForSingleObject(apartments.ready, 60000), WAIT_OBJECT_0);

    fire(apartments.source, 7);

    assert_int_equal(apartments.sink.calls, 1);
    assert_int_equal(apartments.sink.last_argument, 7);
    assert_int_equal(apartments.sink.last_thread, apartments.thread);
    SetEvent(apartments.done);
    assert_int_equal(WaitForSingleObject(thread, 60000), WAIT_OBJECT_0);
    CloseHandle(thread);
    CloseHandle(apartments.ready);
    CloseHandle(apartments.done);
    assert_int_equal(apartments.sink.references, 1);
    assert_int_equal(source_release(apartments.source), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_connection__fires_through_invoke),
        cmocka_unit_test(test_connection__refuses_what_is_no_sink),
        cmocka_unit_test(test_connection__points_are_apart),
        cmocka_unit_test(test_connection__point_lives_with_its_owner),
        cmocka_unit_test(test_connection__drops_sinks_with_the_owner),
        cmocka_unit_test(test_connection__sink_unadvises_itself),
        cmocka_unit_test(test_connection__sink_unadvised_during_the_round_is_skipped),
        cmocka_unit_test(test_connection__sink_advised_during_the_round_waits),
        cmocka_unit_test(test_connection__sink_releases_the_source),
        cmocka_unit_test(test_connection__failing_sink_changes_nothing),
        cmocka_unit_test(test_connection__sink_causes_the_next_event),
        cmocka_unit_test(test_connection__enumerates_connections),
        cmocka_unit_test(test_connection__sink_is_called_in_its_apartment),
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
