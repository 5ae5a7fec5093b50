/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The script host's search for events, on objects that say more and less about themselves. */
#include "com_test.h"

#include "com/module.h"
#include "support/script_host/event_source.h"

#include <imapi2.h>

/** Stands before an object and hides its class information. */
struct shy_object {
    IDispatch IDispatch_iface;
    IDispatch *behind;
};

static struct shy_object *shy_object_of(IDispatch *iface)
{
    return CONTAINING_RECORD(iface, struct shy_object, IDispatch_iface);
}

static HRESULT STDMETHODCALLTYPE shy_object_QueryInterface(IDispatch *iface, REFIID iid, void **out)
{
    if (!IsEqualIID(iid, &IID_IProvideClassInfo) && !IsEqualIID(iid, &IID_IProvideClassInfo2))
        return IDispatch_QueryInterface(shy_object_of(iface)->behind, iid, out);
    *out = NULL;
    return E_NOINTERFACE;
}

static ULONG STDMETHODCALLTYPE shy_object_AddRef(IDispatch *iface)
{
    return IDispatch_AddRef(shy_object_of(iface)->behind);
}

static ULONG STDMETHODCALLTYPE shy_object_Release(IDispatch *iface)
{
    return IDispatch_Release(shy_object_of(iface)->behind);
}

static HRESULT STDMETHODCALLTYPE shy_object_GetTypeInfo(IDispatch *iface, UINT index, LCID locale,
                                                        ITypeInfo **info)
{
    return IDispatch_GetTypeInfo(shy_object_of(iface)->behind, index, locale, info);
}

/* What the search has no business to call is not there. */
static const IDispatchVtbl shy_object_vtbl = {
    .QueryInterface = shy_object_QueryInterface,
    .AddRef = shy_object_AddRef,
    .Release = shy_object_Release,
    .GetTypeInfo = shy_object_GetTypeInfo,
};

static IDispatch *create(REFCLSID clsid)
{
    void *object = POISON;

    assert_result(com_module_create_instance(clsid, &IID_IDispatch, &object), S_OK);
    return object;
}

static void check_found(IDispatch *object)
{
    struct event_source source;
    IID iid;
    BSTR name;

    assert_result(event_source_find(object, &source), S_OK);
    assert_true(IsEqualIID(&source.iid, &IID_DDiscFormat2DataEvents));
    assert_result(IConnectionPoint_GetConnectionInterface(source.point, &iid), S_OK);
    assert_true(IsEqualIID(&iid, &source.iid));
    name = event_source_name(&source, DISPID_DDISCFORMAT2DATAEVENTS_UPDATE);
    assert_text_equal(name, L"Update");
    SysFreeString(name);
    assert_null(event_source_name(&source, 99));
    event_source_release(&source);
    assert_null(source.point);
}

static void test_event_source__named_by_the_class(void **state)
{
    IDispatch *object = create(&CLSID_MsftDiscFormat2Data);

    (void)state;
    check_found(object);
    assert_int_equal(IDispatch_Release(object), 0);
}

static void test_event_source__first_of_the_connection_points(void **state)
{
    struct shy_object shy = { { &shy_object_vtbl }, create(&CLSID_MsftDiscFormat2Data) };

    (void)state;
    check_found(&shy.IDispatch_iface);
    assert_int_equal(IDispatch_Release(shy.behind), 0);
}

static void test_event_source__object_without_events(void **state)
{
    IDispatch *object = create(&CLSID_MsftDiscRecorder2);
    struct event_source source;

    (void)state;
    assert_result(event_source_find(object, &source), CONNECT_E_NOCONNECTION);
    assert_null(source.point);
    assert_null(source.info);
    assert_int_equal(IDispatch_Release(object), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_event_source__named_by_the_class),
        cmocka_unit_test(test_event_source__first_of_the_connection_points),
        cmocka_unit_test(test_event_source__object_without_events),
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
