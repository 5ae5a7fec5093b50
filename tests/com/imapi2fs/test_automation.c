/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The DLL as scripts drive it: every call by name through IDispatch. */
#include "image_test.h"

#include "test_folder.h"

#include <stdarg.h>

#define ARGUMENTS_MAX 4

/* Calls member `name`; arguments in the order of the source. Gives IDispatch's result. */
static HRESULT invoke(void *object, const WCHAR *name, WORD flags, VARIANT *result,
                      EXCEPINFO *exception, UINT count, ...)
{
    IDispatch *dispatch;
    OLECHAR *spelled = (OLECHAR *)name;
    DISPID put = DISPID_PROPERTYPUT;
    VARIANTARG arguments[ARGUMENTS_MAX];
    DISPPARAMS parameters = { .rgvarg = arguments, .cArgs = count };
    DISPID member;
    va_list list;
    HRESULT hr;

    assert_true(count <= ARGUMENTS_MAX);
    va_start(list, count);
    for (UINT i = count; i-- > 0;)
        arguments[i] = *va_arg(list, VARIANT *);
    va_end(list);
    assert_result(IUnknown_QueryInterface((IUnknown *)object, &IID_IDispatch, (void **)&dispatch),
                  S_OK);
    assert_result(
        IDispatch_GetIDsOfNames(dispatch, &IID_NULL, &spelled, 1, LOCALE_USER_DEFAULT, &member),
        S_OK);
    if (flags == DISPATCH_PROPERTYPUT || flags == DISPATCH_PROPERTYPUTREF) {
        parameters.rgdispidNamedArgs = &put;
        parameters.cNamedArgs = 1;
    }
    if (result)
        VariantInit(result);
    hr = IDispatch_Invoke(dispatch, member, &IID_NULL, LOCALE_USER_DEFAULT, flags, &parameters,
                          result, exception, NULL);
    IDispatch_Release(dispatch);
    return hr;
}

/* As VBScript asks: it does not know whether a name is a property or a method. */
static VARIANT get(void *object, const WCHAR *name)
{
    VARIANT value;

    assert_result(invoke(object, name, DISPATCH_PROPERTYGET | DISPATCH_METHOD, &value, NULL, 0),
                  S_OK);
    return value;
}

static VARIANT call(void *object, const WCHAR *name, VARIANT argument)
{
    VARIANT value;

    assert_result(
        invoke(object, name, DISPATCH_PROPERTYGET | DISPATCH_METHOD, &value, NULL, 1, &argument),
        S_OK);
    return value;
}

static VARIANT of_long(LONG value)
{
    VARIANT variant = { 0 };

    V_VT(&variant) = VT_I4;
    V_I4(&variant) = value;
    return variant;
}

static VARIANT of_text(const WCHAR *value)
{
    VARIANT variant = { 0 };

    V_VT(&variant) = VT_BSTR;
    V_BSTR(&variant) = SysAllocString(value);
    return variant;
}

static VARIANT of_bool(bool value)
{
    VARIANT variant = { 0 };

    V_VT(&variant) = VT_BOOL;
    V_BOOL(&variant) = value ? VARIANT_TRUE : VARIANT_FALSE;
    return variant;
}

/* Scripts have small numbers as VT_I2. */
static VARIANT of_short(SHORT value)
{
    VARIANT variant = { 0 };

    V_VT(&variant) = VT_I2;
    V_I2(&variant) = value;
    return variant;
}

static void put(void *object, const WCHAR *name, VARIANT value)
{
    assert_result(invoke(object, name, DISPATCH_PROPERTYPUT, NULL, NULL, 1, &value), S_OK);
    VariantClear(&value);
}

static void assert_long(VARIANT value, LONG expected)
{
    assert_int_equal(V_VT(&value), VT_I4);
    assert_int_equal(V_I4(&value), expected);
}

static IDispatch *object_of(VARIANT value)
{
    assert_int_equal(V_VT(&value), VT_DISPATCH);
    assert_non_null(V_DISPATCH(&value));
    return V_DISPATCH(&value);
}

static IDispatch *create_image(void)
{
    return test_create_object(&CLSID_MsftFileSystemImage, &IID_IDispatch);
}

static void test_script__builds_an_image_from_a_folder(void **state)
{
    const struct test_path folder = test_folder_create(L"automation");
    IDispatch *image = create_image();
    IDispatch *root;
    IDispatch *result;
    VARIANT path = of_text(folder.text);
    VARIANT no = of_bool(false);
    VARIANT value;
    ULONG read;
    uint8_t block[2048];

    (void)state;
    test_folder_add_file(&folder, L"one", 5000, 1);
    test_folder_add_file(&folder, L"two", 10, 2);
    put(image, L"FileSystemsToCreate", of_short(3));
    put(image, L"VolumeName", of_text(L"SCRIPT"));
    put(image, L"FreeMediaBlocks", of_long(0));
    root = object_of(get(image, L"Root"));
    assert_result(invoke(root, L"AddTree", DISPATCH_METHOD, NULL, NULL, 2, &path, &no), S_OK);
    VariantClear(&path);
    assert_long(get(image, L"FileCount"), 2);
    result = object_of(get(image, L"CreateResultImage"));
    assert_long(get(result, L"BlockSize"), 2048);
    value = get(result, L"TotalBlocks");
    assert_int_equal(V_VT(&value), VT_I4);
    assert_true(V_I4(&value) >= 300);
    /* A stream is no object to scripts: as VT_DISPATCH its default member would be asked for. */
    value = get(result, L"ImageStream");
    assert_int_equal(V_VT(&value), VT_UNKNOWN);
    {
        IStream *stream;

        assert_result(IUnknown_QueryInterface(V_UNKNOWN(&value), &IID_IStream, (void **)&stream),
                      S_OK);
        assert_result(test_read_at(stream, 16 * 2048, block, sizeof(block), &read), S_OK);
        assert_memory_equal(block + 40, "SCRIPT  ", 8);
        test_release(stream);
    }
    VariantClear(&value);
    test_release(result);
    test_release(root);
    assert_int_equal(test_release(image), 0);
    test_folder_remove(&folder);
}

static void test_script__default_members(void **state)
{
    IDispatch *image = create_image();
    IDispatch *root = object_of(get(image, L"Root"));
    VARIANT name = of_text(L"dir");
    DISPPARAMS none = { 0 };
    DISPPARAMS one = { .rgvarg = &name, .cArgs = 1 };
    VARIANT value;
    VARIANT path;

    (void)state;
    call(root, L"AddDirectory", name);
    VariantInit(&value);
    assert_result(IDispatch_Invoke(image, DISPID_VALUE, &IID_NULL, 0, DISPATCH_PROPERTYGET, &none,
                                   &value, NULL, NULL),
                  S_OK);
    VariantClear(&value);
    /* root("dir") */
    assert_result(IDispatch_Invoke(root, DISPID_VALUE, &IID_NULL, 0,
                                   DISPATCH_PROPERTYGET | DISPATCH_METHOD, &one, &value, NULL,
                                   NULL),
                  S_OK);
    path = get(object_of(value), L"FullPath");
    assert_bstr(V_BSTR(&path), L"\\dir");
    VariantClear(&value);
    VariantClear(&name);
    test_release(root);
    test_release(image);
}

static void test_script__for_each_over_a_directory(void **state)
{
    IDispatch *image = create_image();
    IDispatch *root = object_of(get(image, L"Root"));
    VARIANT names[] = { of_text(L"b"), of_text(L"a") };
    DISPPARAMS none = { 0 };
    IEnumVARIANT *enumerator;
    VARIANT value;

    (void)state;
    for (size_t i = 0; i < ARRAYSIZE(names); i++) {
        call(root, L"AddDirectory", names[i]);
        VariantClear(&names[i]);
    }
    VariantInit(&value);
    assert_result(IDispatch_Invoke(root, DISPID_NEWENUM, &IID_NULL, 0,
                                   DISPATCH_PROPERTYGET | DISPATCH_METHOD, &none, &value, NULL,
                                   NULL),
                  S_OK);
    assert_int_equal(V_VT(&value), VT_UNKNOWN);
    assert_result(
        IUnknown_QueryInterface(V_UNKNOWN(&value), &IID_IEnumVARIANT, (void **)&enumerator), S_OK);
    VariantClear(&value);
    assert_result(IEnumVARIANT_Next(enumerator, 1, &value, NULL), S_OK);
    assert_int_equal(V_VT(&value), VT_BSTR);
    assert_bstr(V_BSTR(&value), L"\\a");
    assert_result(IEnumVARIANT_Next(enumerator, 1, &value, NULL), S_OK);
    assert_bstr(V_BSTR(&value), L"\\b");
    assert_result(IEnumVARIANT_Next(enumerator, 1, &value, NULL), S_FALSE);
    test_release(enumerator);
    test_release(root);
    test_release(image);
}

static void test_script__files_from_another_stream(void **state)
{
    const struct test_path folder = test_folder_create(L"automation_stream");
    const struct test_path path = test_folder_path(&folder, L"source");
    IDispatch *image = create_image();
    IDispatch *root = object_of(get(image, L"Root"));
    IDispatch *manager = test_create_object(&CLSID_MsftIsoImageManager, &IID_IDispatch);
    VARIANT source = of_text(path.text);
    VARIANT name = of_text(L"added");
    VARIANT stream;
    VARIANT file;
    VARIANT data;

    (void)state;
    test_folder_add_file(&folder, L"source", 3333, 5);
    call(manager, L"SetPath", source);
    stream = get(manager, L"Stream");
    assert_int_equal(V_VT(&stream), VT_UNKNOWN);
    assert_result(invoke(root, L"AddFile", DISPATCH_METHOD, NULL, NULL, 2, &name, &stream), S_OK);
    VariantClear(&stream);
    file = call(root, L"Item", name);
    data = get(object_of(file), L"DataSize");
    assert_int_equal(V_VT(&data), VT_I8);
    assert_true(V_I8(&data) == 3333);
    data = get(object_of(file), L"Data");
    assert_int_equal(V_VT(&data), VT_UNKNOWN);
    VariantClear(&data);
    VariantClear(&file);
    VariantClear(&name);
    VariantClear(&source);
    test_release(manager);
    test_release(root);
    test_release(image);
    test_folder_remove(&folder);
}

static void test_script__objects_are_set_with_and_without_set(void **state)
{
    static const WORD flags[] = { DISPATCH_PROPERTYPUT, DISPATCH_PROPERTYPUTREF };
    IDispatch *image = create_image();
    VARIANT name = of_text(L"new");
    IDispatch *file = object_of(call(image, L"CreateFileItem", name));
    VARIANT stream = { 0 };
    VARIANT size;

    (void)state;
    V_VT(&stream) = VT_UNKNOWN;
    assert_result(CreateStreamOnHGlobal(NULL, TRUE, (IStream **)&V_UNKNOWN(&stream)), S_OK);
    assert_result(IStream_Write((IStream *)V_UNKNOWN(&stream), "hello", 5, NULL), S_OK);
    for (size_t i = 0; i < ARRAYSIZE(flags); i++)
        assert_result(invoke(file, L"Data", flags[i], NULL, NULL, 1, &stream), S_OK);
    VariantClear(&stream);
    size = get(file, L"DataSize32BitLow");
    assert_long(size, 5);
    VariantClear(&name);
    test_release(file);
    test_release(image);
}

static void test_script__errors_have_words(void **state)
{
    IDispatch *image = create_image();
    IDispatch *root = object_of(get(image, L"Root"));
    VARIANT name = of_text(L"no such thing");
    EXCEPINFO exception = { 0 };
    VARIANT value;

    (void)state;
    assert_result(invoke(root, L"Item", DISPATCH_PROPERTYGET, &value, &exception, 1, &name),
                  DISP_E_EXCEPTION);
    assert_int_equal(exception.scode, IMAPI_E_ITEM_NOT_FOUND);
    assert_non_null(wcsstr(exception.bstrDescription, L"'no such thing'"));
    assert_text_equal(exception.bstrSource, L"IMAPI2FS.FsiDirectoryItem");
    SysFreeString(exception.bstrDescription);
    SysFreeString(exception.bstrSource);
    SysFreeString(exception.bstrHelpFile);
    VariantClear(&name);
    test_release(root);
    test_release(image);
}

static void test_script__arguments_of_the_wrong_type(void **state)
{
    IDispatch *image = create_image();
    IDispatch *root = object_of(get(image, L"Root"));
    VARIANT text = of_text(L"not a number");
    VARIANT nothing = { 0 };

    (void)state;
    assert_result(invoke(image, L"FileSystemsToCreate", DISPATCH_PROPERTYPUT, NULL, NULL, 1, &text),
                  DISP_E_TYPEMISMATCH);
    V_VT(&nothing) = VT_DISPATCH;
    assert_result(invoke(root, L"Add", DISPATCH_METHOD, NULL, NULL, 1, &nothing), DISP_E_EXCEPTION);
    /* An object that is no item. */
    V_DISPATCH(&nothing) = image;
    assert_true(FAILED(invoke(root, L"Add", DISPATCH_METHOD, NULL, NULL, 1, &nothing)));
    VariantClear(&text);
    test_release(root);
    test_release(image);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_script__builds_an_image_from_a_folder),
        cmocka_unit_test(test_script__default_members),
        cmocka_unit_test(test_script__for_each_over_a_directory),
        cmocka_unit_test(test_script__files_from_another_stream),
        cmocka_unit_test(test_script__objects_are_set_with_and_without_set),
        cmocka_unit_test(test_script__errors_have_words),
        cmocka_unit_test(test_script__arguments_of_the_wrong_type),
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
