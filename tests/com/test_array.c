/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of com/array.h. */
#include "com_test.h"

#include "com/array.h"

/* An IPicture-less dispatch object of the system: oleaut32's standard font. */
static IDispatch *create_dispatch(void)
{
    FONTDESC description = { .cbSizeofstruct = sizeof(description), .lpstrName = (WCHAR *)L"x" };
    IDispatch *made = NULL;

    description.cySize.int64 = 100000;
    assert_result(OleCreateFontIndirect(&description, &IID_IDispatch, (void **)&made), S_OK);
    return made;
}

static void check_shape(SAFEARRAY *array, LONG count)
{
    VARTYPE type;
    LONG low;
    LONG high;

    assert_non_null(array);
    assert_int_equal(SafeArrayGetDim(array), 1);
    assert_result(SafeArrayGetVartype(array, &type), S_OK);
    assert_int_equal(type, VT_VARIANT);
    assert_result(SafeArrayGetLBound(array, 1, &low), S_OK);
    assert_result(SafeArrayGetUBound(array, 1, &high), S_OK);
    assert_int_equal(low, 0);
    assert_int_equal(high, count - 1);
}

static void test_array__of_numbers(void **state)
{
    const LONG longs[] = { -1, 7 };
    const ULONG ulongs[] = { 0xFFFFFFFF };
    SAFEARRAY *array;

    (void)state;
    assert_result(com_array_of_longs(longs, 2, &array), S_OK);
    check_shape(array, 2);
    assert_int_equal(((VARIANT *)array->pvData)[0].vt, VT_I4);
    assert_int_equal(((VARIANT *)array->pvData)[0].lVal, -1);
    assert_int_equal(((VARIANT *)array->pvData)[1].lVal, 7);
    SafeArrayDestroy(array);
    assert_result(com_array_of_ulongs(ulongs, 1, &array), S_OK);
    check_shape(array, 1);
    assert_int_equal(((VARIANT *)array->pvData)[0].vt, VT_UI4);
    assert_int_equal(((VARIANT *)array->pvData)[0].ulVal, 0xFFFFFFFF);
    SafeArrayDestroy(array);
}

static void test_array__of_nothing_is_an_array(void **state)
{
    SAFEARRAY *array;

    (void)state;
    assert_result(com_array_of_longs(NULL, 0, &array), S_OK);
    check_shape(array, 0);
    SafeArrayDestroy(array);
}

static void test_array__of_texts(void **state)
{
    const WCHAR *const texts[] = { L"D:\\", L"" };
    SAFEARRAY *array;

    (void)state;
    assert_result(com_array_of_texts(texts, 2, &array), S_OK);
    check_shape(array, 2);
    assert_int_equal(((VARIANT *)array->pvData)[0].vt, VT_BSTR);
    assert_text_equal(((VARIANT *)array->pvData)[0].bstrVal, L"D:\\");
    SafeArrayDestroy(array);
}

static void test_array__of_objects_owns_them(void **state)
{
    IUnknown *object = (IUnknown *)create_dispatch();
    IUnknown *const objects[] = { object, object };
    SAFEARRAY *array;

    (void)state;
    assert_result(com_array_of_objects(objects, 2, &array), S_OK);
    check_shape(array, 2);
    assert_int_equal(((VARIANT *)array->pvData)[1].vt, VT_DISPATCH);
    assert_int_equal(com_test_references(object), 3);
    SafeArrayDestroy(array);
    assert_int_equal(IUnknown_Release(object), 0);
}

static SAFEARRAY *bare_array(VARTYPE type, IUnknown *object)
{
    SAFEARRAY *array = SafeArrayCreateVector(type, 0, 1);

    assert_non_null(array);
    IUnknown_AddRef(object);
    *(IUnknown **)array->pvData = object;
    return array;
}

static SAFEARRAY *variant_array(VARTYPE type, void *value)
{
    VARIANT *elements;
    SAFEARRAY *array;

    assert_result(com_array_create(1, &array, &elements), S_OK);
    elements[0].vt = type;
    elements[0].byref = value;
    return array;
}

static void check_read(SAFEARRAY *array, IUnknown *expected)
{
    IUnknown **objects;
    size_t count;

    assert_result(com_array_read_objects(array, &IID_IDispatch, &objects, &count), S_OK);
    assert_int_equal(count, 1);
    assert_ptr_equal(objects[0], expected);
    com_objects_free(objects, count);
}

static void test_array__reads_objects_in_every_form(void **state)
{
    IUnknown *object = (IUnknown *)create_dispatch();
    VARIANT inner = { .vt = VT_DISPATCH, .pdispVal = (IDispatch *)object };
    SAFEARRAY *array;

    (void)state;
    array = bare_array(VT_DISPATCH, object);
    check_read(array, object);
    SafeArrayDestroy(array);
    array = bare_array(VT_UNKNOWN, object);
    check_read(array, object);
    SafeArrayDestroy(array);
    IUnknown_AddRef(object);
    array = variant_array(VT_UNKNOWN, object);
    check_read(array, object);
    SafeArrayDestroy(array);
    array = variant_array(VT_DISPATCH | VT_BYREF, &object);
    check_read(array, object);
    SafeArrayDestroy(array);
    array = variant_array(VT_VARIANT | VT_BYREF, &inner);
    check_read(array, object);
    SafeArrayDestroy(array);
    assert_int_equal(IUnknown_Release(object), 0);
}

static void check_refused(SAFEARRAY *array, REFIID iid, HRESULT expected)
{
    IUnknown **objects = POISON;
    size_t count = 9;

    assert_result(com_array_read_objects(array, iid, &objects, &count), expected);
    assert_null(objects);
    assert_int_equal(count, 0);
    SafeArrayDestroy(array);
}

static void test_array__refuses_what_is_no_object(void **state)
{
    IUnknown *object = (IUnknown *)create_dispatch();
    SAFEARRAYBOUND bounds[] = { { 1, 0 }, { 1, 0 } };
    const LONG number = 1;
    SAFEARRAY *array;

    (void)state;
    assert_result(com_array_of_longs(&number, 1, &array), S_OK);
    check_refused(array, &IID_IDispatch, E_INVALIDARG);
    check_refused(variant_array(VT_EMPTY, NULL), &IID_IDispatch, E_INVALIDARG);
    check_refused(variant_array(VT_DISPATCH, NULL), &IID_IDispatch, E_INVALIDARG);
    check_refused(variant_array(VT_DISPATCH | VT_BYREF, NULL), &IID_IDispatch, E_INVALIDARG);
    check_refused(SafeArrayCreate(VT_VARIANT, 2, bounds), &IID_IDispatch, E_INVALIDARG);
    check_refused(SafeArrayCreateVector(VT_I4, 0, 1), &IID_IDispatch, E_INVALIDARG);
    check_refused(bare_array(VT_UNKNOWN, object), &IID_IStream, E_NOINTERFACE);
    assert_int_equal(IUnknown_Release(object), 0);
}

static void test_array__null_and_empty_have_no_objects(void **state)
{
    SAFEARRAY *empty = SafeArrayCreateVector(VT_VARIANT, 0, 0);
    IUnknown **objects = POISON;
    size_t count = 9;

    (void)state;
    assert_result(com_array_read_objects(NULL, &IID_IDispatch, &objects, &count), S_OK);
    assert_null(objects);
    assert_result(com_array_read_objects(empty, &IID_IDispatch, &objects, &count), S_OK);
    assert_null(objects);
    assert_int_equal(count, 0);
    SafeArrayDestroy(empty);
}

static void test_array__bare_arrays_become_variants(void **state)
{
    IUnknown *object = (IUnknown *)create_dispatch();
    SAFEARRAY *bare = bare_array(VT_DISPATCH, object);
    VARIANT direct = { .vt = VT_ARRAY | VT_DISPATCH, .parray = bare };
    VARIANT by_reference = { .vt = VT_ARRAY | VT_DISPATCH | VT_BYREF, .pparray = &bare };
    VARIANT nested = { .vt = VT_VARIANT | VT_BYREF, .pvarVal = &by_reference };
    VARIANT other = { .vt = VT_ARRAY | VT_VARIANT, .parray = bare };
    SAFEARRAY *array;

    (void)state;
    assert_ptr_equal(com_array_of_bare_objects(&direct), bare);
    assert_ptr_equal(com_array_of_bare_objects(&by_reference), bare);
    assert_ptr_equal(com_array_of_bare_objects(&nested), bare);
    assert_null(com_array_of_bare_objects(&other));
    assert_result(com_array_from_bare_objects(bare, &array), S_OK);
    check_shape(array, 1);
    check_read(array, object);
    SafeArrayDestroy(array);
    SafeArrayDestroy(bare);
    assert_int_equal(IUnknown_Release(object), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_array__of_numbers),
        cmocka_unit_test(test_array__of_nothing_is_an_array),
        cmocka_unit_test(test_array__of_texts),
        cmocka_unit_test(test_array__of_objects_owns_them),
        cmocka_unit_test(test_array__reads_objects_in_every_form),
        cmocka_unit_test(test_array__refuses_what_is_no_object),
        cmocka_unit_test(test_array__null_and_empty_have_no_objects),
        cmocka_unit_test(test_array__bare_arrays_become_variants),
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
