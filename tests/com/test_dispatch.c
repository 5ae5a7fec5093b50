/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of com/dispatch.h on IBootOptions, IFileSystemImage2 and IWriteEngine2 of the test's own.
 */
#include "fake_stream.h"

#include "com/dispatch.h"
#include "com/error.h"
#include "imapi2fs/classes.h"

#include <imapi2fs.h>

/* Properties of every kind that needs care: objects, streams, texts, failures. */
struct options {
    struct com_object object;
    IBootOptions IBootOptions_iface;
    IStream *stream;
    WCHAR manufacturer[32];
};

static const struct com_interface options_interfaces[] = {
    COM_INTERFACE(options, IBootOptions),
    COM_INTERFACE_AS(options, IDispatch, IBootOptions),
};

COM_DISPATCH(options, IBootOptions)

static HRESULT STDMETHODCALLTYPE options_get_BootImage(IBootOptions *iface, IStream **value)
{
    struct options *self = options_from_IBootOptions(iface);

    *value = self->stream;
    IStream_AddRef(*value);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE options_get_Manufacturer(IBootOptions *iface, BSTR *value)
{
    *value = SysAllocString(options_from_IBootOptions(iface)->manufacturer);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE options_put_Manufacturer(IBootOptions *iface, BSTR value)
{
    struct options *self = options_from_IBootOptions(iface);

    if (SysStringLen(value) > 24)
        return com_error_with(&self->object, E_INVALIDARG, COM_TEXT(L"newVal"));
    memcpy(self->manufacturer, value, SysStringByteLen(value) + sizeof(WCHAR));
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE options_get_PlatformId(IBootOptions *iface, PlatformId *value)
{
    (void)iface;
    *value = PlatformEFI;
    return S_FALSE; /* a success that is not S_OK */
}

static HRESULT STDMETHODCALLTYPE options_put_PlatformId(IBootOptions *iface, PlatformId value)
{
    (void)iface, (void)value;
    return E_FAIL; /* without error information */
}

static HRESULT STDMETHODCALLTYPE options_get_Emulation(IBootOptions *iface, EmulationType *value)
{
    (void)iface;
    *value = EmulationNone;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE options_put_Emulation(IBootOptions *iface, EmulationType value)
{
    (void)iface, (void)value;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE options_get_ImageSize(IBootOptions *iface, ULONG *value)
{
    (void)iface;
    *value = 0xFFFFFFFF;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE options_AssignBootImage(IBootOptions *iface, IStream *value)
{
    options_from_IBootOptions(iface)->stream = value;
    return S_OK;
}

static const IBootOptionsVtbl options_vtbl = {
    COM_DISPATCH_METHODS(options, IBootOptions),  .get_BootImage = options_get_BootImage,
    .get_Manufacturer = options_get_Manufacturer, .put_Manufacturer = options_put_Manufacturer,
    .get_PlatformId = options_get_PlatformId,     .put_PlatformId = options_put_PlatformId,
    .get_Emulation = options_get_Emulation,       .put_Emulation = options_put_Emulation,
    .get_ImageSize = options_get_ImageSize,       .AssignBootImage = options_AssignBootImage,
};

static const struct com_class options_class = {
    .prog_id = L"OpenIMAPITest.Options",
    COM_INTERFACES(options_interfaces),
};

static struct options *create_options(struct fake_stream *stream)
{
    struct options *self = com_object_create(&options_class, sizeof(*self));

    assert_non_null(self);
    self->IBootOptions_iface.lpVtbl = &options_vtbl;
    self->stream = &stream->IStream_iface;
    return self;
}

/* Calls a member by its name, as scripts do. */
static HRESULT call(void *object, const WCHAR *name, WORD flags, VARIANT *argument, VARIANT *result,
                    EXCEPINFO *exception)
{
    IDispatch *dispatch = object;
    OLECHAR *spelled = (OLECHAR *)name;
    DISPID put = DISPID_PROPERTYPUT;
    DISPPARAMS parameters = { .rgvarg = argument, .cArgs = argument ? 1 : 0 };
    UINT bad_argument;
    DISPID member;

    if (flags & (DISPATCH_PROPERTYPUT | DISPATCH_PROPERTYPUTREF)) {
        parameters.rgdispidNamedArgs = &put;
        parameters.cNamedArgs = 1;
    }
    assert_result(
        IDispatch_GetIDsOfNames(dispatch, &IID_NULL, &spelled, 1, LOCALE_USER_DEFAULT, &member),
        S_OK);
    return IDispatch_Invoke(dispatch, member, &IID_NULL, LOCALE_USER_DEFAULT, flags, &parameters,
                            result, exception, &bad_argument);
}

static void test_dispatch__names_have_no_case(void **state)
{
    struct fake_stream stream;
    struct options *options;
    VARIANT result;

    (void)state;
    fake_stream_init(&stream, "");
    options = create_options(&stream);
    VariantInit(&result);
    assert_result(
        call(&options->IBootOptions_iface, L"iMAGEsIZE", DISPATCH_PROPERTYGET, NULL, &result, NULL),
        S_OK);
    assert_result(VariantChangeType(&result, &result, 0, VT_R8), S_OK);
    assert_true(V_R8(&result) == 4294967295.0);
    com_object_release(&options->object);
}

/* JScript and some callers ask for a property as for a method. */
static void test_dispatch__gets_properties_called_as_methods(void **state)
{
    struct fake_stream stream;
    struct options *options;
    VARIANT result;

    (void)state;
    fake_stream_init(&stream, "");
    options = create_options(&stream);
    VariantInit(&result);
    assert_result(call(&options->IBootOptions_iface, L"Emulation",
                       DISPATCH_METHOD | DISPATCH_PROPERTYGET, NULL, &result, NULL),
                  S_OK);
    assert_int_equal(V_I4(&result), EmulationNone);
    com_object_release(&options->object);
}

static void test_dispatch__streams_come_back_as_unknown(void **state)
{
    struct fake_stream stream;
    struct options *options;
    VARIANT result;

    (void)state;
    fake_stream_init(&stream, "");
    options = create_options(&stream);
    VariantInit(&result);
    assert_result(
        call(&options->IBootOptions_iface, L"BootImage", DISPATCH_PROPERTYGET, NULL, &result, NULL),
        S_OK);
    assert_int_equal(V_VT(&result), VT_UNKNOWN);
    assert_ptr_equal(V_UNKNOWN(&result), &stream.IStream_iface);
    VariantClear(&result);
    assert_int_equal(stream.references, 1);
    com_object_release(&options->object);
}

static void test_dispatch__objects_are_queried_for_the_parameter(void **state)
{
    struct fake_stream stream;
    struct fake_stream other;
    struct options *options;
    VARIANT argument;

    (void)state;
    fake_stream_init(&stream, "");
    fake_stream_init(&other, "");
    options = create_options(&stream);
    V_VT(&argument) = VT_UNKNOWN;
    V_UNKNOWN(&argument) = (IUnknown *)&other.IStream_iface;
    assert_result(call(&options->IBootOptions_iface, L"AssignBootImage", DISPATCH_METHOD, &argument,
                       NULL, NULL),
                  S_OK);
    assert_ptr_equal(options->stream, &other.IStream_iface);
    V_UNKNOWN(&argument) = (IUnknown *)&options->IBootOptions_iface;
    assert_true(FAILED(call(&options->IBootOptions_iface, L"AssignBootImage", DISPATCH_METHOD,
                            &argument, NULL, NULL)));
    assert_ptr_equal(options->stream, &other.IStream_iface);
    assert_int_equal(com_object_release(&options->object), 0);
}

static void test_dispatch__failure_fills_the_exception(void **state)
{
    WCHAR expected[] = L"An argument is outside the values that the member accepts. (newVal)";
    struct fake_stream stream;
    struct options *options;
    EXCEPINFO exception = { 0 };
    VARIANT argument;

    (void)state;
    fake_stream_init(&stream, "");
    options = create_options(&stream);
    V_VT(&argument) = VT_BSTR;
    V_BSTR(&argument) = SysAllocString(L"a manufacturer of too many letters");
    assert_result(call(&options->IBootOptions_iface, L"Manufacturer", DISPATCH_PROPERTYPUT,
                       &argument, NULL, &exception),
                  DISP_E_EXCEPTION);
    assert_result(exception.scode, E_INVALIDARG);
    assert_text_equal(exception.bstrDescription, expected);
    assert_text_equal(exception.bstrSource, L"OpenIMAPITest.Options");
    SysFreeString(exception.bstrDescription);
    SysFreeString(exception.bstrSource);
    SysFreeString(exception.bstrHelpFile);
    VariantClear(&argument);
    com_object_release(&options->object);
}

/* The failure of one call must not get the text of another. */
static void test_dispatch__stale_error_information_is_not_shown(void **state)
{
    struct fake_stream stream;
    struct options *options;
    EXCEPINFO exception = { 0 };
    VARIANT argument = { .vt = VT_I4, .lVal = 1 };

    (void)state;
    fake_stream_init(&stream, "");
    options = create_options(&stream);
    com_error_with(&options->object, E_FAIL, COM_TEXT(L"stale"));
    assert_result(call(&options->IBootOptions_iface, L"PlatformId", DISPATCH_PROPERTYPUT, &argument,
                       NULL, &exception),
                  DISP_E_EXCEPTION);
    assert_result(exception.scode, E_FAIL);
    assert_true(!exception.bstrDescription || !wcsstr(exception.bstrDescription, L"stale"));
    SysFreeString(exception.bstrDescription);
    SysFreeString(exception.bstrSource);
    SysFreeString(exception.bstrHelpFile);
    com_object_release(&options->object);
}

static void test_dispatch__every_success_is_one(void **state)
{
    struct fake_stream stream;
    struct options *options;
    VARIANT result;

    (void)state;
    fake_stream_init(&stream, "");
    options = create_options(&stream);
    VariantInit(&result);
    assert_true(SUCCEEDED(call(&options->IBootOptions_iface, L"PlatformId", DISPATCH_PROPERTYGET,
                               NULL, &result, NULL)));
    assert_int_equal(V_I4(&result), PlatformEFI);
    com_object_release(&options->object);
}

static void test_dispatch__refuses_bad_calls(void **state)
{
    DISPPARAMS none = { 0 };
    struct fake_stream stream;
    struct options *options;
    IDispatch *dispatch;

    (void)state;
    fake_stream_init(&stream, "");
    options = create_options(&stream);
    dispatch = (IDispatch *)&options->IBootOptions_iface;
    assert_result(IDispatch_Invoke(dispatch, 5, &IID_IStream, 0, DISPATCH_PROPERTYGET, &none, NULL,
                                   NULL, NULL),
                  DISP_E_UNKNOWNINTERFACE);
    assert_result(
        IDispatch_Invoke(dispatch, 5, &IID_NULL, 0, DISPATCH_PROPERTYGET, NULL, NULL, NULL, NULL),
        E_POINTER);
    assert_result(IDispatch_Invoke(dispatch, 4711, &IID_NULL, 0, DISPATCH_PROPERTYGET, &none, NULL,
                                   NULL, NULL),
                  DISP_E_MEMBERNOTFOUND);
    assert_result(IDispatch_GetIDsOfNames(dispatch, &IID_NULL, NULL, 1, 0, NULL), E_POINTER);
    com_object_release(&options->object);
}

/* Whatever the member does with it then, the call has arrived there. */
static void check_arrives(const WCHAR *name, WORD flags, VARIANT *argument)
{
    void *image = POISON;
    HRESULT hr;

    assert_result(file_system_image_create(&IID_IDispatch, &image), S_OK);
    hr = call(image, name, flags, argument, NULL, NULL);
    assert_true(hr == S_OK || hr == DISP_E_EXCEPTION);
    assert_int_equal(IDispatch_Release((IDispatch *)image), 0);
}

static void test_dispatch__objects_are_set_with_and_without_set(void **state)
{
    struct fake_stream stream;
    struct options *options;
    VARIANT argument = { .vt = VT_DISPATCH };

    (void)state;
    fake_stream_init(&stream, "");
    options = create_options(&stream);
    V_DISPATCH(&argument) = (IDispatch *)&options->IBootOptions_iface;
    check_arrives(L"BootImageOptions", DISPATCH_PROPERTYPUT, &argument);
    check_arrives(L"BootImageOptions", DISPATCH_PROPERTYPUTREF, &argument);
    check_arrives(L"BootImageOptions", DISPATCH_PROPERTYPUT | DISPATCH_PROPERTYPUTREF, &argument);
    assert_int_equal(com_object_release(&options->object), 0);
}

static void test_dispatch__arrays_of_objects_come_in_every_form(void **state)
{
    struct fake_stream stream;
    struct options *options;
    SAFEARRAY *bare = SafeArrayCreateVector(VT_DISPATCH, 0, 1);
    VARIANT array = { .vt = VT_ARRAY | VT_DISPATCH, .parray = bare };
    VARIANT by_reference = { .vt = VT_ARRAY | VT_DISPATCH | VT_BYREF, .pparray = &bare };
    VARIANT nested = { .vt = VT_VARIANT | VT_BYREF, .pvarVal = &array };

    (void)state;
    fake_stream_init(&stream, "");
    options = create_options(&stream);
    *(IDispatch **)bare->pvData = (IDispatch *)&options->IBootOptions_iface;
    com_object_add_ref(&options->object);
    check_arrives(L"BootImageOptionsArray", DISPATCH_PROPERTYPUT, &array);
    check_arrives(L"BootImageOptionsArray", DISPATCH_PROPERTYPUT, &by_reference);
    check_arrives(L"BootImageOptionsArray", DISPATCH_PROPERTYPUT, &nested);
    SafeArrayDestroy(bare);
    assert_int_equal(com_object_release(&options->object), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dispatch__names_have_no_case),
        cmocka_unit_test(test_dispatch__gets_properties_called_as_methods),
        cmocka_unit_test(test_dispatch__streams_come_back_as_unknown),
        cmocka_unit_test(test_dispatch__objects_are_queried_for_the_parameter),
        cmocka_unit_test(test_dispatch__objects_are_set_with_and_without_set),
        cmocka_unit_test(test_dispatch__arrays_of_objects_come_in_every_form),
        cmocka_unit_test(test_dispatch__failure_fills_the_exception),
        cmocka_unit_test(test_dispatch__stale_error_information_is_not_shown),
        cmocka_unit_test(test_dispatch__every_success_is_one),
        cmocka_unit_test(test_dispatch__refuses_bad_calls),
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
