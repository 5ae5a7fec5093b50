/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The whole job through IDispatch alone, by name, as scripting hosts do it. */
#include "imapi2_test.h"
#include "test_sink.h"
#include "test_stream.h"

static DISPID id_of(IDispatch *object, const WCHAR *name)
{
    OLECHAR *names[] = { (OLECHAR *)name };
    DISPID id = DISPID_UNKNOWN;

    assert_result(IDispatch_GetIDsOfNames(object, &IID_NULL, names, 1, LOCALE_USER_DEFAULT, &id),
                  S_OK);
    return id;
}

/* `object.name(argument)`, or `object.name`. */
static HRESULT call(IDispatch *object, const WCHAR *name, WORD flags, VARIANT *argument,
                    VARIANT *result, EXCEPINFO *exception)
{
    DISPPARAMS parameters = { .rgvarg = argument, .cArgs = argument ? 1 : 0 };

    if (result)
        VariantInit(result);
    if (exception)
        memset(exception, 0, sizeof(*exception));
    return IDispatch_Invoke(object, id_of(object, name), &IID_NULL, LOCALE_USER_DEFAULT, flags,
                            &parameters, result, exception, NULL);
}

/* `object.name = value`, with or without Set. */
static HRESULT put(IDispatch *object, const WCHAR *name, WORD flags, VARIANT *value)
{
    DISPID put_id = DISPID_PROPERTYPUT;
    DISPPARAMS parameters = {
        .rgvarg = value, .cArgs = 1, .rgdispidNamedArgs = &put_id, .cNamedArgs = 1
    };
    EXCEPINFO exception = { 0 };
    HRESULT hr = IDispatch_Invoke(object, id_of(object, name), &IID_NULL, LOCALE_USER_DEFAULT,
                                  flags, &parameters, NULL, &exception, NULL);

    SysFreeString(exception.bstrDescription);
    SysFreeString(exception.bstrSource);
    SysFreeString(exception.bstrHelpFile);
    return hr;
}

static VARIANT get(IDispatch *object, const WCHAR *name)
{
    VARIANT result;

    assert_result(call(object, name, DISPATCH_PROPERTYGET | DISPATCH_METHOD, NULL, &result, NULL),
                  S_OK);
    return result;
}

static VARIANT of_object(void *object)
{
    VARIANT value;

    V_VT(&value) = VT_DISPATCH;
    V_DISPATCH(&value) = object;
    return value;
}

static VARIANT of_long(LONG number)
{
    VARIANT value;

    V_VT(&value) = VT_I4;
    V_I4(&value) = number;
    return value;
}

static VARIANT of_text(BSTR text)
{
    VARIANT value;

    V_VT(&value) = VT_BSTR;
    V_BSTR(&value) = text;
    return value;
}

/* A recorder and a writer, as a script holds them. */
struct script {
    struct test_disc disc;
    IDispatch *recorder;
    IDispatch *writer;
};

static struct script script_begin(const WCHAR *name, const WCHAR *medium)
{
    struct script script = { .disc = disc_create(name) };
    IDispatch *master = object_create(&CLSID_MsftDiscMaster2, &IID_IDispatch);
    VARIANT index = of_long(0);
    VARIANT id;
    WCHAR text[2 * MAX_PATH];

    if (medium)
        _snwprintf(text, ARRAYSIZE(text), L"%ls=\"%ls\",medium=%ls", name, script.disc.path,
                   medium);
    else
        _snwprintf(text, ARRAYSIZE(text), L"%ls=", name);
    recorders_set(text);
    assert_result(call(master, L"Item", DISPATCH_PROPERTYGET, &index, &id, NULL), S_OK);
    script.recorder = object_create(&CLSID_MsftDiscRecorder2, &IID_IDispatch);
    assert_result(
        call(script.recorder, L"InitializeDiscRecorder", DISPATCH_METHOD, &id, NULL, NULL), S_OK);
    script.writer = object_create(&CLSID_MsftDiscFormat2Data, &IID_IDispatch);
    VariantClear(&id);
    IDispatch_Release(master);
    return script;
}

static void script_end(struct script *script)
{
    assert_int_equal(IDispatch_Release(script->writer), 0);
    assert_int_equal(IDispatch_Release(script->recorder), 0);
    disc_remove(&script->disc);
}

static void prepare_writer(struct script *script)
{
    VARIANT recorder = of_object(script->recorder);
    VARIANT name = of_text(SysAllocString(L"script"));

    assert_result(put(script->writer, L"Recorder", DISPATCH_PROPERTYPUT, &recorder), S_OK);
    assert_result(put(script->writer, L"ClientName", DISPATCH_PROPERTYPUT, &name), S_OK);
    VariantClear(&name);
}

static void test_data_scripts__recorder_with_and_without_set(void **state)
{
    struct script script = script_begin(L"script-set", NULL);
    VARIANT recorder = of_object(script.recorder);
    VARIANT unknown = of_object(script.recorder);
    VARIANT found;

    (void)state;
    assert_result(put(script.writer, L"Recorder", DISPATCH_PROPERTYPUT, &recorder), S_OK);
    assert_result(put(script.writer, L"Recorder", DISPATCH_PROPERTYPUTREF, &recorder), S_OK);
    V_VT(&unknown) = VT_UNKNOWN;
    assert_result(put(script.writer, L"Recorder", DISPATCH_PROPERTYPUT, &unknown), S_OK);
    found = get(script.writer, L"Recorder");
    assert_int_equal(V_VT(&found), VT_DISPATCH);
    assert_ptr_equal(V_DISPATCH(&found), script.recorder);
    VariantClear(&found);
    script_end(&script);
}

static void test_data_scripts__burn_and_verify(void **state)
{
    struct script script = script_begin(L"script-burn", L"dvd+r");
    struct test_stream *stream = test_stream_create(2000 * SECTOR_BYTES, 30);
    VARIANT full = of_long(IMAPI_BURN_VERIFICATION_FULL);
    VARIANT data;
    VARIANT value;

    (void)state;
    prepare_writer(&script);
    value = get(script.writer, L"FreeSectorsOnMedia");
    assert_int_equal(V_VT(&value), VT_I4);
    assert_int_equal(V_I4(&value), DVD_SECTORS);
    value = get(script.writer, L"MediaHeuristicallyBlank");
    assert_int_equal(V_VT(&value), VT_BOOL);
    assert_int_equal(V_BOOL(&value), VARIANT_TRUE);
    assert_result(put(script.writer, L"BurnVerificationLevel", DISPATCH_PROPERTYPUT, &full), S_OK);
    V_VT(&data) = VT_UNKNOWN;
    V_UNKNOWN(&data) = (IUnknown *)&stream->IStream_iface;
    assert_result(call(script.writer, L"Write", DISPATCH_METHOD, &data, NULL, NULL), S_OK);

    disc_check_content(&script.disc, 0, 2000 * SECTOR_BYTES, 30, 0);
    assert_int_equal(stream->position, 2000 * SECTOR_BYTES);
    test_stream_destroy(stream);
    script_end(&script);
}

static void test_data_scripts__inherited_member_with_an_object(void **state)
{
    struct script script = script_begin(L"script-inherited", L"dvd+r");
    VARIANT recorder = of_object(script.recorder);
    VARIANT result;

    (void)state;
    assert_result(
        call(script.writer, L"IsRecorderSupported", DISPATCH_METHOD, &recorder, &result, NULL),
        S_OK);
    assert_int_equal(V_VT(&result), VT_BOOL);
    assert_int_equal(V_BOOL(&result), VARIANT_TRUE);
    assert_result(
        call(script.writer, L"iscurrentmediasupported", DISPATCH_METHOD, &recorder, &result, NULL),
        S_OK);
    assert_int_equal(V_BOOL(&result), VARIANT_TRUE);
    script_end(&script);
}

static void test_data_scripts__arrays_of_variants(void **state)
{
    struct script script = script_begin(L"script-arrays", L"dvd+rw");
    VARIANT value;

    (void)state;
    prepare_writer(&script);
    value = get(script.writer, L"SupportedMediaTypes");
    assert_int_equal(V_VT(&value), VT_ARRAY | VT_VARIANT);
    VariantClear(&value);
    value = get(script.writer, L"MultisessionInterfaces");
    assert_int_equal(V_VT(&value), VT_ARRAY | VT_VARIANT);
    assert_int_equal(V_ARRAY(&value)->rgsabound[0].cElements, 2);
    VariantClear(&value);
    script_end(&script);
}

/* What a script shows as Err.Number, Err.Description and Err.Source. */
static void test_data_scripts__failure_tells_number_and_text(void **state)
{
    struct script script = script_begin(L"script-failure", NULL);
    struct test_stream *stream = test_stream_create(16 * SECTOR_BYTES, 31);
    VARIANT data;
    EXCEPINFO exception;

    (void)state;
    prepare_writer(&script);
    V_VT(&data) = VT_UNKNOWN;
    V_UNKNOWN(&data) = (IUnknown *)&stream->IStream_iface;
    assert_result(call(script.writer, L"Write", DISPATCH_METHOD, &data, NULL, &exception),
                  DISP_E_EXCEPTION);
    assert_result(exception.scode, E_IMAPI_RECORDER_MEDIA_NO_MEDIA);
    assert_non_null(wcsstr(exception.bstrDescription, L"no disc"));
    assert_text_equal(exception.bstrSource, L"IMAPI2.MsftDiscFormat2Data");
    SysFreeString(exception.bstrDescription);
    SysFreeString(exception.bstrSource);
    SysFreeString(exception.bstrHelpFile);
    test_stream_destroy(stream);
    script_end(&script);
}

static void test_data_scripts__wrong_objects(void **state)
{
    struct script script = script_begin(L"script-wrong", L"dvd+r");
    VARIANT wrong = of_object(object_create(&CLSID_MsftDiscMaster2, &IID_IDispatch));
    VARIANT nothing = of_object(NULL);
    VARIANT found;

    (void)state;
    assert_true(FAILED(put(script.writer, L"Recorder", DISPATCH_PROPERTYPUT, &wrong)));
    prepare_writer(&script);
    assert_true(FAILED(call(script.writer, L"Write", DISPATCH_METHOD, &wrong, NULL, NULL)));
    /* Set writer.Recorder = Nothing */
    assert_result(put(script.writer, L"Recorder", DISPATCH_PROPERTYPUTREF, &nothing), S_OK);
    found = get(script.writer, L"Recorder");
    assert_null(V_DISPATCH(&found));
    /* Not counted: Wine's ITypeInfo::Invoke keeps a reference to what is no stream. */
    VariantClear(&wrong);
    script_end(&script);
}

static void test_data_scripts__verification_level(void **state)
{
    struct script script = script_begin(L"script-level", NULL);
    VARIANT quick = of_text(SysAllocString(L"1"));
    VARIANT wrong = of_long(7);
    VARIANT no_number = of_object(script.recorder);
    VARIANT value;

    (void)state;
    assert_result(put(script.writer, L"burnverificationlevel", DISPATCH_PROPERTYPUT, &quick), S_OK);
    value = get(script.writer, L"BurnVerificationLevel");
    assert_int_equal(V_VT(&value), VT_I4);
    assert_int_equal(V_I4(&value), IMAPI_BURN_VERIFICATION_QUICK);
    assert_result(put(script.writer, L"BurnVerificationLevel", DISPATCH_PROPERTYPUT, &wrong),
                  DISP_E_EXCEPTION);
    assert_result(put(script.writer, L"BurnVerificationLevel", DISPATCH_PROPERTYPUT, &no_number),
                  DISP_E_TYPEMISMATCH);
    value = get(script.writer, L"BurnVerificationLevel");
    assert_int_equal(V_I4(&value), IMAPI_BURN_VERIFICATION_QUICK);
    VariantClear(&quick);
    script_end(&script);
}

static void read_by_name(struct test_sink *sink, const struct test_event *event, IDispatch *sender,
                         IDispatch *arguments)
{
    unsigned *matches = sink->context;
    VARIANT action = get(arguments, L"CurrentAction");
    VARIANT count = get(arguments, L"SectorCount");
    VARIANT total = get(arguments, L"TotalTime");
    VARIANT type = get(sender, L"CurrentPhysicalMediaType");

    *matches += V_I4(&action) == event->action && V_I4(&count) == event->count &&
                V_I4(&total) == event->total && V_I4(&type) == IMAPI_MEDIA_TYPE_DVDPLUSRW;
}

static void test_data_scripts__event_arguments_by_name(void **state)
{
    struct script script = script_begin(L"script-events", L"dvd+rw");
    struct test_stream *stream = test_stream_create(100 * SECTOR_BYTES, 32);
    struct test_sink *sink = test_sink_create();
    unsigned matches = 0;
    VARIANT data;

    (void)state;
    prepare_writer(&script);
    sink->on_event = read_by_name;
    sink->context = &matches;
    test_sink_advise(sink, script.writer, &IID_DDiscFormat2DataEvents);
    V_VT(&data) = VT_UNKNOWN;
    V_UNKNOWN(&data) = (IUnknown *)&stream->IStream_iface;
    assert_result(call(script.writer, L"Write", DISPATCH_METHOD, &data, NULL, NULL), S_OK);

    assert_true(sink->count > 0);
    assert_int_equal(matches, sink->count);
    test_stream_destroy(stream);
    script_end(&script);
    test_sink_destroy(sink);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_data_scripts__recorder_with_and_without_set),
        cmocka_unit_test(test_data_scripts__burn_and_verify),
        cmocka_unit_test(test_data_scripts__inherited_member_with_an_object),
        cmocka_unit_test(test_data_scripts__arrays_of_variants),
        cmocka_unit_test(test_data_scripts__failure_tells_number_and_text),
        cmocka_unit_test(test_data_scripts__wrong_objects),
        cmocka_unit_test(test_data_scripts__verification_level),
        cmocka_unit_test(test_data_scripts__event_arguments_by_name),
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
