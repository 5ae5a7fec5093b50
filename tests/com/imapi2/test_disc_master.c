/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftDiscMaster2: the list of recorders. */
#include "imapi2_test.h"
#include "test_sink.h"

/* Three recorders, whose names are not in order. */
#define THREE L"list-c=;list-a=;list-b="

static IDiscMaster2 *master_create(const WCHAR *recorders)
{
    recorders_set(recorders);
    return object_create(&CLSID_MsftDiscMaster2, &IID_IDiscMaster2);
}

static void check_id(BSTR id, const WCHAR *name)
{
    WCHAR middle[64];

    _snwprintf(middle, ARRAYSIZE(middle), L"#%ls#", name);
    assert_int_equal(wcsncmp(id, L"\\\\?\\", 4), 0);
    assert_non_null(wcsstr(id, middle));
    assert_non_null(wcsstr(id, L"#{53f56308-b6bf-11d0-94f2-00a0c91efb8b}"));
    for (const WCHAR *unit = id; *unit; unit++)
        assert_false(*unit >= L'A' && *unit <= L'Z');
}

static void test_disc_master__lists_by_name(void **state)
{
    static const WCHAR *const names[] = { L"list-a", L"list-b", L"list-c" };
    IDiscMaster2 *master = master_create(THREE);
    LONG count = 0;

    (void)state;
    assert_result(IDiscMaster2_get_Count(master, &count), S_OK);
    assert_int_equal(count, 3);
    for (LONG i = 0; i < count; i++) {
        BSTR id;

        assert_result(IDiscMaster2_get_Item(master, i, &id), S_OK);
        check_id(id, names[i]);
        SysFreeString(id);
    }
    IDiscMaster2_Release(master);
}

static void test_disc_master__none_is_no_error(void **state)
{
    IDiscMaster2 *master = master_create(L" ");
    IEnumVARIANT *variants;
    VARIANT_BOOL is_supported = VARIANT_TRUE;
    VARIANT value;
    LONG count = 99;
    BSTR id = POISON;

    (void)state;
    assert_result(IDiscMaster2_get_Count(master, &count), S_OK);
    assert_int_equal(count, 0);
    assert_result(IDiscMaster2_get_IsSupportedEnvironment(master, &is_supported), S_OK);
    assert_int_equal(is_supported, VARIANT_FALSE);
    assert_result(IDiscMaster2_get_Item(master, 0, &id), E_INVALIDARG);
    assert_null(id);
    assert_result(IDiscMaster2_get__NewEnum(master, &variants), S_OK);
    assert_result(IEnumVARIANT_Next(variants, 1, &value, NULL), S_FALSE);
    assert_int_equal(V_VT(&value), VT_EMPTY);
    IEnumVARIANT_Release(variants);
    IDiscMaster2_Release(master);
}

static void test_disc_master__index_out_of_range(void **state)
{
    IDiscMaster2 *master = master_create(THREE);
    BSTR id = POISON;

    (void)state;
    assert_result(IDiscMaster2_get_Item(master, 3, &id), E_INVALIDARG);
    assert_null(id);
    check_error_text(L"3");
    assert_result(IDiscMaster2_get_Item(master, -1, &id), E_INVALIDARG);
    check_error_text(L"-1");
    IDiscMaster2_Release(master);
}

static void test_disc_master__environment_is_supported_by_one_that_opens(void **state)
{
    IDiscMaster2 *master = master_create(THREE);
    VARIANT_BOOL is_supported = VARIANT_FALSE;

    (void)state;
    assert_result(IDiscMaster2_get_IsSupportedEnvironment(master, &is_supported), S_OK);
    assert_int_equal(is_supported, VARIANT_TRUE);
    IDiscMaster2_Release(master);
}

static void test_disc_master__list_follows_what_comes_and_goes(void **state)
{
    IDiscMaster2 *master = master_create(THREE);
    LONG count = 0;

    (void)state;
    recorders_set(L"list-d=");
    assert_result(IDiscMaster2_get_Count(master, &count), S_OK);
    assert_int_equal(count, 1);
    IDiscMaster2_Release(master);
}

static size_t count_left(IEnumVARIANT *variants)
{
    VARIANT value;
    size_t count = 0;

    while (IEnumVARIANT_Next(variants, 1, &value, NULL) == S_OK) {
        assert_int_equal(V_VT(&value), VT_BSTR);
        VariantClear(&value);
        count++;
    }
    return count;
}

static void test_disc_master__enumerator_is_a_snapshot(void **state)
{
    IDiscMaster2 *master = master_create(THREE);
    IEnumVARIANT *variants;
    IEnumVARIANT *clone;

    (void)state;
    assert_result(IDiscMaster2_get__NewEnum(master, &variants), S_OK);
    recorders_set(L" ");
    IDiscMaster2_Release(master);
    assert_result(IEnumVARIANT_Skip(variants, 1), S_OK);
    assert_result(IEnumVARIANT_Clone(variants, &clone), S_OK);
    assert_int_equal(count_left(variants), 2);
    assert_int_equal(count_left(clone), 2);
    assert_result(IEnumVARIANT_Reset(variants), S_OK);
    assert_int_equal(count_left(variants), 3);
    IEnumVARIANT_Release(clone);
    assert_int_equal(IEnumVARIANT_Release(variants), 0);
}

static VARIANT get_member(void *object, DISPID member, WORD flags, VARIANT *argument)
{
    IDispatch *dispatch = object_query(object, &IID_IDispatch);
    DISPPARAMS parameters = { .rgvarg = argument, .cArgs = argument ? 1 : 0 };
    VARIANT result;

    VariantInit(&result);
    assert_result(IDispatch_Invoke(dispatch, member, &IID_NULL, LOCALE_USER_DEFAULT, flags,
                                   &parameters, &result, NULL, NULL),
                  S_OK);
    IDispatch_Release(dispatch);
    return result;
}

static void check_enumerated(IDiscMaster2 *master, WORD flags, int count)
{
    VARIANT result = get_member(master, DISPID_NEWENUM, flags, NULL);
    IEnumVARIANT *variants;

    assert_true(V_VT(&result) == VT_UNKNOWN || V_VT(&result) == VT_DISPATCH);
    variants = object_query(V_UNKNOWN(&result), &IID_IEnumVARIANT);
    assert_int_equal(count_left(variants), count);
    IEnumVARIANT_Release(variants);
    VariantClear(&result);
}

static void test_disc_master__for_each_and_default_member_by_script(void **state)
{
    IDiscMaster2 *master = master_create(THREE);
    VARIANT index;
    VARIANT result;

    (void)state;
    check_enumerated(master, DISPATCH_PROPERTYGET | DISPATCH_METHOD, 3);
    V_VT(&index) = VT_I2;
    V_I2(&index) = 1;
    result = get_member(master, DISPID_VALUE, DISPATCH_PROPERTYGET | DISPATCH_METHOD, &index);
    assert_int_equal(V_VT(&result), VT_BSTR);
    check_id(V_BSTR(&result), L"list-b");
    VariantClear(&result);
    IDiscMaster2_Release(master);
}

/* new Enumerator(master), as Wine's JScript asks for it. */
static void test_disc_master__enumerator_as_a_method(void **state)
{
    IDiscMaster2 *master = master_create(THREE);

    (void)state;
    check_enumerated(master, DISPATCH_METHOD, 3);
    IDiscMaster2_Release(master);
}

static void test_disc_master__sinks_are_taken_and_told_nothing_false(void **state)
{
    IDiscMaster2 *master = master_create(THREE);
    struct test_sink *sink = test_sink_create();
    DWORD cookie = test_sink_advise(sink, master, &IID_DDiscMaster2Events);
    LONG count = 0;

    (void)state;
    assert_result(IDiscMaster2_get_Count(master, &count), S_OK);
    assert_int_equal(sink->count + (size_t)sink->misfits, 0);
    test_sink_unadvise(master, &IID_DDiscMaster2Events, cookie);
    IDiscMaster2_Release(master);
    test_sink_destroy(sink);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_disc_master__lists_by_name),
        cmocka_unit_test(test_disc_master__none_is_no_error),
        cmocka_unit_test(test_disc_master__index_out_of_range),
        cmocka_unit_test(test_disc_master__environment_is_supported_by_one_that_opens),
        cmocka_unit_test(test_disc_master__list_follows_what_comes_and_goes),
        cmocka_unit_test(test_disc_master__enumerator_is_a_snapshot),
        cmocka_unit_test(test_disc_master__for_each_and_default_member_by_script),
        cmocka_unit_test(test_disc_master__enumerator_as_a_method),
        cmocka_unit_test(test_disc_master__sinks_are_taken_and_told_nothing_false),
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
