/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftDiscMaster2: events, of virtual recorders that come to the registry and go from it. */
#include "imapi2_test.h"

#include <tlhelp32.h>

/* Other tests may add recorders at the same time; these names are of this one alone. */
#define KEY      L"Software\\OpenIMAPI\\VirtualRecorders\\"
#define NAME     L"disc-master-events"
#define WAIT_MS  20000
#define PAUSE_MS 20
#define EVENTS   8

#define DISPID_COUNT 1

struct device_event {
    DISPID member;
    DWORD thread;
    bool is_of_master; /* the first argument is the master, as the sink's apartment sees it */
};

/* Remembers the events of our recorder. */
struct device_sink {
    IDispatch IDispatch_iface;
    LONG references;
    LONG count;
    LONG misfits;
    struct device_event events[EVENTS];
    IDiscMaster2 *released_by_event; /* NULL, or what the next event releases */
};

static struct device_sink *sink_from(IDispatch *iface)
{
    return CONTAINING_RECORD(iface, struct device_sink, IDispatch_iface);
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

static bool is_of_master(IDispatch *object)
{
    DISPPARAMS none = { 0 };
    VARIANT count;
    HRESULT hr;

    VariantInit(&count);
    hr = IDispatch_Invoke(object, DISPID_COUNT, &IID_NULL, LOCALE_SYSTEM_DEFAULT,
                          DISPATCH_PROPERTYGET, &none, &count, NULL, NULL);
    return SUCCEEDED(hr) && V_VT(&count) == VT_I4;
}

static HRESULT STDMETHODCALLTYPE sink_Invoke(IDispatch *iface, DISPID member, REFIID reserved,
                                             LCID locale, WORD flags, DISPPARAMS *parameters,
                                             VARIANT *result, EXCEPINFO *exception,
                                             UINT *bad_argument)
{
    struct device_sink *self = sink_from(iface);

    (void)reserved, (void)locale, (void)result, (void)exception, (void)bad_argument;
    if (flags != DISPATCH_METHOD || parameters->cArgs != 2 || parameters->cNamedArgs != 0 ||
        V_VT(&parameters->rgvarg[0]) != VT_BSTR || V_VT(&parameters->rgvarg[1]) != VT_DISPATCH) {
        InterlockedIncrement(&self->misfits);
        return E_FAIL;
    }
    if (!wcsstr(V_BSTR(&parameters->rgvarg[0]), L"#" NAME L"#") || self->count == EVENTS)
        return S_OK;
    self->events[self->count] = (struct device_event){
        .member = member,
        .thread = GetCurrentThreadId(),
        .is_of_master = is_of_master(V_DISPATCH(&parameters->rgvarg[1])),
    };
    if (self->released_by_event) {
        IDiscMaster2_Release(self->released_by_event);
        self->released_by_event = NULL;
    }
    InterlockedIncrement(&self->count);
    return S_OK;
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

static void sink_init(struct device_sink *sink)
{
    memset(sink, 0, sizeof(*sink));
    sink->IDispatch_iface.lpVtbl = &sink_vtbl;
    sink->references = 1;
}

static IConnectionPoint *point_of(IDiscMaster2 *master)
{
    IConnectionPointContainer *container = object_query(master, &IID_IConnectionPointContainer);
    IConnectionPoint *point;

    assert_result(
        IConnectionPointContainer_FindConnectionPoint(container, &IID_DDiscMaster2Events, &point),
        S_OK);
    IConnectionPointContainer_Release(container);
    return point;
}

static DWORD advise(IDiscMaster2 *master, struct device_sink *sink)
{
    IConnectionPoint *point = point_of(master);
    DWORD cookie;

    assert_result(IConnectionPoint_Advise(point, (IUnknown *)&sink->IDispatch_iface, &cookie),
                  S_OK);
    IConnectionPoint_Release(point);
    return cookie;
}

static void unadvise(IDiscMaster2 *master, DWORD cookie)
{
    IConnectionPoint *point = point_of(master);

    assert_result(IConnectionPoint_Unadvise(point, cookie), S_OK);
    IConnectionPoint_Release(point);
}

/* A master that sees the registry. */
static IDiscMaster2 *master_create(void)
{
    SetEnvironmentVariableW(L"OPENIMAPI_VIRTUAL_RECORDERS", NULL);
    return object_create(&CLSID_MsftDiscMaster2, &IID_IDiscMaster2);
}

static void recorder_add(void)
{
    HKEY key;

    assert_int_equal(RegCreateKeyExW(HKEY_CURRENT_USER, KEY NAME, 0, NULL, 0,
                                     KEY_WRITE | KEY_WOW64_64KEY, NULL, &key, NULL),
                     ERROR_SUCCESS);
    RegCloseKey(key);
}

static void recorder_remove(void)
{
    RegDeleteKeyExW(HKEY_CURRENT_USER, KEY NAME, KEY_WOW64_64KEY, 0);
}

static void pump(void)
{
    MSG message;

    while (PeekMessageW(&message, NULL, 0, 0, PM_REMOVE))
        DispatchMessageW(&message);
}

static void wait_for_events(const struct device_sink *sink, LONG count)
{
    for (unsigned waited = 0; sink->count < count && waited < WAIT_MS; waited += PAUSE_MS) {
        pump();
        Sleep(PAUSE_MS);
    }
    assert_int_equal(sink->count, count);
    assert_int_equal(sink->misfits, 0);
}

/* The thread that told the sink lets go of the master a little later. */
static void wait_until_told(IDiscMaster2 *master)
{
    for (unsigned waited = 0; com_test_references((IUnknown *)master) > 1 && waited < WAIT_MS;
         waited += PAUSE_MS) {
        pump();
        Sleep(PAUSE_MS);
    }
}

static int count_threads(void)
{
    const HANDLE snapshot = CreateToolhelp32Snapshot(TH32CS_SNAPTHREAD, 0);
    THREADENTRY32 entry = { .dwSize = sizeof(entry) };
    int count = 0;

    for (BOOL is_there = Thread32First(snapshot, &entry); is_there;
         is_there = Thread32Next(snapshot, &entry))
        count += entry.th32OwnerProcessID == GetCurrentProcessId();
    CloseHandle(snapshot);
    return count;
}

static void check_comes_and_goes(IDiscMaster2 *master, struct device_sink *sink)
{
    recorder_add();
    wait_for_events(sink, 1);
    recorder_remove();
    wait_for_events(sink, 2);
    assert_int_equal(sink->events[0].member, DISPID_DDISCMASTER2EVENTS_DEVICEADDED);
    assert_int_equal(sink->events[1].member, DISPID_DDISCMASTER2EVENTS_DEVICEREMOVED);
    assert_true(sink->events[0].is_of_master);
    assert_true(sink->events[1].is_of_master);
    wait_until_told(master);
}

static void test_disc_master_events__tell_of_what_comes_and_goes(void **state)
{
    IDiscMaster2 *master = master_create();
    struct device_sink sink;
    DWORD cookie;

    (void)state;
    sink_init(&sink);
    cookie = advise(master, &sink);
    check_comes_and_goes(master, &sink);
    unadvise(master, cookie);
    assert_int_equal(sink.references, 1);
    assert_int_equal(IDiscMaster2_Release(master), 0);
}

static void in_sta(void *context)
{
    IDiscMaster2 *master = master_create();
    struct device_sink sink;
    DWORD cookie;

    (void)context;
    sink_init(&sink);
    cookie = advise(master, &sink);
    check_comes_and_goes(master, &sink);
    assert_int_equal(sink.events[0].thread, GetCurrentThreadId());
    assert_int_equal(sink.events[1].thread, GetCurrentThreadId());
    unadvise(master, cookie);
    assert_int_equal(IDiscMaster2_Release(master), 0);
}

static void test_disc_master_events__come_in_the_apartment_of_the_sink(void **state)
{
    (void)state;
    com_test_in_sta(in_sta, NULL);
}

static void test_disc_master_events__nothing_is_told_of_what_was_there(void **state)
{
    IDiscMaster2 *master = master_create();
    struct device_sink sink;
    DWORD cookie;

    (void)state;
    recorder_add();
    sink_init(&sink);
    cookie = advise(master, &sink);
    recorder_remove();
    wait_for_events(&sink, 1);
    assert_int_equal(sink.events[0].member, DISPID_DDISCMASTER2EVENTS_DEVICEREMOVED);
    unadvise(master, cookie);
    IDiscMaster2_Release(master);
}

static void test_disc_master_events__no_thread_is_left_by_the_last_sink(void **state)
{
    IDiscMaster2 *master = master_create();
    const int before = count_threads();
    struct device_sink sinks[2];
    DWORD cookies[2];

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        sink_init(&sinks[i]);
        cookies[i] = advise(master, &sinks[i]);
    }
    assert_int_equal(count_threads(), before + 1);
    unadvise(master, cookies[0]);
    assert_int_equal(count_threads(), before + 1);
    unadvise(master, cookies[1]);
    assert_int_equal(count_threads(), before);

    cookies[0] = advise(master, &sinks[0]);
    assert_int_equal(count_threads(), before + 1);
    assert_int_equal(IDiscMaster2_Release(master), 0);
    assert_int_equal(count_threads(), before);
    assert_int_equal(sinks[0].references, 1);
}

static void test_disc_master_events__a_sink_may_release_the_master(void **state)
{
    IDiscMaster2 *master = master_create();
    const int before = count_threads();
    struct device_sink sink;

    (void)state;
    sink_init(&sink);
    advise(master, &sink);
    sink.released_by_event = master;
    recorder_add();
    wait_for_events(&sink, 1);
    for (unsigned waited = 0; sink.references > 1 && waited < WAIT_MS; waited += PAUSE_MS)
        Sleep(PAUSE_MS);
    assert_int_equal(sink.references, 1);
    for (unsigned waited = 0; count_threads() > before && waited < WAIT_MS; waited += PAUSE_MS)
        Sleep(PAUSE_MS);
    assert_int_equal(count_threads(), before);
    recorder_remove();
}

static void test_disc_master_events__nothing_comes_after_unadvise(void **state)
{
    IDiscMaster2 *master = master_create();
    struct device_sink listening;
    struct device_sink left;
    DWORD cookies[2];

    (void)state;
    sink_init(&listening);
    sink_init(&left);
    cookies[0] = advise(master, &listening);
    cookies[1] = advise(master, &left);
    unadvise(master, cookies[1]);
    check_comes_and_goes(master, &listening);
    assert_int_equal(left.count, 0);
    unadvise(master, cookies[0]);
    IDiscMaster2_Release(master);
}

static int remove_leftovers(void **state)
{
    (void)state;
    recorder_remove();
    return 0;
}

#define EVENT_TEST(name) cmocka_unit_test_setup_teardown(name, remove_leftovers, remove_leftovers)

int main(void)
{
    const struct CMUnitTest tests[] = {
        EVENT_TEST(test_disc_master_events__tell_of_what_comes_and_goes),
        EVENT_TEST(test_disc_master_events__come_in_the_apartment_of_the_sink),
        EVENT_TEST(test_disc_master_events__nothing_is_told_of_what_was_there),
        EVENT_TEST(test_disc_master_events__no_thread_is_left_by_the_last_sink),
        EVENT_TEST(test_disc_master_events__a_sink_may_release_the_master),
        EVENT_TEST(test_disc_master_events__nothing_comes_after_unadvise),
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
