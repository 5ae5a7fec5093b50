/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftDiscRecorder2: IDiscRecorder2. */
#include "imapi2_test.h"

/* What a method gave in `*text`, which is freed. */
static void check_text(HRESULT result, BSTR *text, const WCHAR *expected)
{
    assert_result(result, S_OK);
    assert_text_equal(*text, expected);
    SysFreeString(*text);
    *text = NULL;
}

static LONG long_at(SAFEARRAY *array, LONG index)
{
    VARIANT value;

    assert_result(SafeArrayGetElement(array, &index, &value), S_OK);
    assert_int_equal(V_VT(&value), VT_I4);
    return V_I4(&value);
}

static bool array_has(SAFEARRAY *array, LONG wanted)
{
    bool found = false;

    for (LONG i = 0; i < (LONG)array->rgsabound[0].cElements; i++)
        found = found || long_at(array, i) == wanted;
    return found;
}

static void check_array(SAFEARRAY *array)
{
    VARTYPE type;

    assert_non_null(array);
    assert_int_equal(SafeArrayGetDim(array), 1);
    assert_int_equal(array->rgsabound[0].lLbound, 0);
    assert_result(SafeArrayGetVartype(array, &type), S_OK);
    assert_int_equal(type, VT_VARIANT);
}

static void test_disc_recorder__identity(void **state)
{
    struct test_disc disc = disc_create(L"identity");
    IDiscRecorder2 *recorder;
    BSTR id;
    BSTR text = NULL;
    LONG number = -1;

    (void)state;
    recorders_set(L"identity=,vendor=ACME,product=Burner 9000,revision=1.2b");
    id = recorder_id_of(&disc);
    recorder = recorder_open_id(id);
    check_text(IDiscRecorder2_get_VendorId(recorder, &text), &text, L"ACME    ");
    check_text(IDiscRecorder2_get_ProductId(recorder, &text), &text, L"Burner 9000     ");
    check_text(IDiscRecorder2_get_ProductRevision(recorder, &text), &text, L"1.2b");
    check_text(IDiscRecorder2_get_ActiveDiscRecorder(recorder, &text), &text, id);
    assert_result(IDiscRecorder2_get_LegacyDeviceNumber(recorder, &number), S_OK);
    assert_true(number >= 0);
    SysFreeString(id);
    assert_int_equal(IDiscRecorder2_Release(recorder), 0);
}

static void test_disc_recorder__id_is_compared_without_case_and_kept_as_passed(void **state)
{
    struct test_disc disc = disc_create(L"spelling");
    IDiscRecorder2 *recorder;
    BSTR id;
    BSTR text = NULL;

    (void)state;
    recorders_set(L"spelling=");
    id = recorder_id_of(&disc);
    _wcsupr(id);
    recorder = recorder_open_id(id);
    check_text(IDiscRecorder2_get_ActiveDiscRecorder(recorder, &text), &text, id);
    SysFreeString(id);
    IDiscRecorder2_Release(recorder);
}

static void test_disc_recorder__initialize_refuses_what_is_no_recorder(void **state)
{
    IDiscRecorder2 *recorder = object_create(&CLSID_MsftDiscRecorder2, &IID_IDiscRecorder2);
    BSTR empty = SysAllocString(L"");
    BSTR unknown = SysAllocString(L"\\\\?\\openimapi#cdrom&ven_x#nobody#{0}");
    BSTR endless = SysAllocStringLen(NULL, 40000);
    BSTR text = POISON;

    (void)state;
    recorders_set(L"some=");
    wmemset(endless, L'x', 40000);
    assert_result(IDiscRecorder2_InitializeDiscRecorder(recorder, endless), E_INVALIDARG);
    check_error_text(L"40000");
    assert_result(IDiscRecorder2_InitializeDiscRecorder(recorder, NULL), E_INVALIDARG);
    assert_result(IDiscRecorder2_InitializeDiscRecorder(recorder, empty), E_INVALIDARG);
    assert_result(IDiscRecorder2_InitializeDiscRecorder(recorder, unknown),
                  HRESULT_FROM_WIN32(ERROR_DEV_NOT_EXIST));
    check_error_text(L"nobody");
    assert_result(IDiscRecorder2_get_ActiveDiscRecorder(recorder, &text), S_OK);
    assert_null(text);
    SysFreeString(empty);
    SysFreeString(unknown);
    SysFreeString(endless);
    IDiscRecorder2_Release(recorder);
}

static void test_disc_recorder__everything_else_needs_a_recorder(void **state)
{
    IDiscRecorder2 *recorder = object_create(&CLSID_MsftDiscRecorder2, &IID_IDiscRecorder2);
    BSTR name = SysAllocString(L"test");
    BSTR text = POISON;
    SAFEARRAY *array = POISON;
    VARIANT_BOOL flag = VARIANT_TRUE;
    LONG number = 99;

    (void)state;
    assert_result(IDiscRecorder2_EjectMedia(recorder), E_IMAPI_RECORDER_REQUIRED);
    assert_result(IDiscRecorder2_CloseTray(recorder), E_IMAPI_RECORDER_REQUIRED);
    assert_result(IDiscRecorder2_AcquireExclusiveAccess(recorder, VARIANT_TRUE, name),
                  E_IMAPI_RECORDER_REQUIRED);
    assert_result(IDiscRecorder2_ReleaseExclusiveAccess(recorder), E_IMAPI_RECORDER_REQUIRED);
    assert_result(IDiscRecorder2_DisableMcn(recorder), E_IMAPI_RECORDER_REQUIRED);
    assert_result(IDiscRecorder2_EnableMcn(recorder), E_IMAPI_RECORDER_REQUIRED);
    assert_result(IDiscRecorder2_get_VendorId(recorder, &text), E_IMAPI_RECORDER_REQUIRED);
    assert_null(text);
    assert_result(IDiscRecorder2_get_ProductId(recorder, &text), E_IMAPI_RECORDER_REQUIRED);
    assert_result(IDiscRecorder2_get_ProductRevision(recorder, &text), E_IMAPI_RECORDER_REQUIRED);
    assert_result(IDiscRecorder2_get_VolumeName(recorder, &text), E_IMAPI_RECORDER_REQUIRED);
    assert_result(IDiscRecorder2_get_ExclusiveAccessOwner(recorder, &text),
                  E_IMAPI_RECORDER_REQUIRED);
    assert_result(IDiscRecorder2_get_VolumePathNames(recorder, &array), E_IMAPI_RECORDER_REQUIRED);
    assert_null(array);
    assert_result(IDiscRecorder2_get_SupportedFeaturePages(recorder, &array),
                  E_IMAPI_RECORDER_REQUIRED);
    assert_result(IDiscRecorder2_get_CurrentFeaturePages(recorder, &array),
                  E_IMAPI_RECORDER_REQUIRED);
    assert_result(IDiscRecorder2_get_SupportedProfiles(recorder, &array),
                  E_IMAPI_RECORDER_REQUIRED);
    assert_result(IDiscRecorder2_get_CurrentProfiles(recorder, &array), E_IMAPI_RECORDER_REQUIRED);
    assert_result(IDiscRecorder2_get_SupportedModePages(recorder, &array),
                  E_IMAPI_RECORDER_REQUIRED);
    assert_result(IDiscRecorder2_get_DeviceCanLoadMedia(recorder, &flag),
                  E_IMAPI_RECORDER_REQUIRED);
    assert_int_equal(flag, VARIANT_FALSE);
    assert_result(IDiscRecorder2_get_LegacyDeviceNumber(recorder, &number),
                  E_IMAPI_RECORDER_REQUIRED);
    assert_int_equal(number, 0);
    SysFreeString(name);
    IDiscRecorder2_Release(recorder);
}

static void test_disc_recorder__initialize_again(void **state)
{
    struct test_disc first = disc_create(L"again-1");
    struct test_disc second = disc_create(L"again-2");
    IDiscRecorder2 *recorder;
    BSTR name = SysAllocString(L"test");
    BSTR first_id;
    BSTR second_id;
    BSTR text = NULL;

    (void)state;
    recorders_set(L"again-1=;again-2=");
    first_id = recorder_id_of(&first);
    second_id = recorder_id_of(&second);
    recorder = recorder_open_id(first_id);
    assert_result(IDiscRecorder2_InitializeDiscRecorder(recorder, second_id), S_OK);
    check_text(IDiscRecorder2_get_ActiveDiscRecorder(recorder, &text), &text, second_id);
    assert_result(IDiscRecorder2_AcquireExclusiveAccess(recorder, VARIANT_FALSE, name), S_OK);
    assert_result(IDiscRecorder2_InitializeDiscRecorder(recorder, first_id), E_FAIL);
    check_error_text(L"exclusive access");
    assert_result(IDiscRecorder2_InitializeDiscRecorder(recorder, second_id), S_OK);
    assert_result(IDiscRecorder2_ReleaseExclusiveAccess(recorder), S_OK);
    assert_result(IDiscRecorder2_DisableMcn(recorder), S_OK);
    assert_result(IDiscRecorder2_InitializeDiscRecorder(recorder, first_id), E_FAIL);
    assert_result(IDiscRecorder2_EnableMcn(recorder), S_OK);
    assert_result(IDiscRecorder2_InitializeDiscRecorder(recorder, first_id), S_OK);
    SysFreeString(first_id);
    SysFreeString(second_id);
    SysFreeString(name);
    IDiscRecorder2_Release(recorder);
}

static void check_owner(IDiscRecorder2 *recorder, const WCHAR *expected)
{
    BSTR owner = NULL;

    assert_result(IDiscRecorder2_get_ExclusiveAccessOwner(recorder, &owner), S_OK);
    assert_text_equal(owner ? owner : L"", expected);
    SysFreeString(owner);
}

static void test_disc_recorder__locks_nest_in_the_process(void **state)
{
    struct test_disc disc = disc_create(L"nesting");
    IDiscRecorder2 *first = recorder_open_empty(&disc);
    BSTR id = recorder_id_of(&disc);
    IDiscRecorder2 *second = recorder_open_id(id);
    BSTR name = SysAllocString(L"first name");
    BSTR other = SysAllocString(L"second name");

    (void)state;
    check_owner(first, L"");
    assert_result(IDiscRecorder2_AcquireExclusiveAccess(first, VARIANT_FALSE, name), S_OK);
    assert_result(IDiscRecorder2_AcquireExclusiveAccess(second, VARIANT_TRUE, other), S_OK);
    assert_result(IDiscRecorder2_AcquireExclusiveAccess(first, VARIANT_TRUE, name), S_OK);
    check_owner(second, L"first name");
    assert_result(IDiscRecorder2_ReleaseExclusiveAccess(first), S_OK);
    assert_result(IDiscRecorder2_ReleaseExclusiveAccess(first), S_OK);
    assert_result(IDiscRecorder2_ReleaseExclusiveAccess(first), E_FAIL);
    check_owner(first, L"first name");
    assert_result(IDiscRecorder2_ReleaseExclusiveAccess(second), S_OK);
    check_owner(first, L"");
    SysFreeString(id);
    SysFreeString(name);
    SysFreeString(other);
    IDiscRecorder2_Release(first);
    IDiscRecorder2_Release(second);
}

static void test_disc_recorder__last_release_gives_its_locks_back(void **state)
{
    struct test_disc disc = disc_create(L"giving-back");
    IDiscRecorder2 *first = recorder_open_empty(&disc);
    BSTR id = recorder_id_of(&disc);
    IDiscRecorder2 *second = recorder_open_id(id);
    BSTR name = SysAllocString(L"forgetful");

    (void)state;
    assert_result(IDiscRecorder2_AcquireExclusiveAccess(second, VARIANT_TRUE, name), S_OK);
    assert_result(IDiscRecorder2_AcquireExclusiveAccess(second, VARIANT_TRUE, name), S_OK);
    assert_result(IDiscRecorder2_DisableMcn(second), S_OK);
    assert_int_equal(IDiscRecorder2_Release(second), 0);
    check_owner(first, L"");
    SysFreeString(id);
    SysFreeString(name);
    IDiscRecorder2_Release(first);
}

static void test_disc_recorder__names_of_owners(void **state)
{
    struct test_disc disc = disc_create(L"owners");
    IDiscRecorder2 *recorder = recorder_open_empty(&disc);
    BSTR empty = SysAllocString(L"");
    BSTR bad = SysAllocString(L"a&b");

    (void)state;
    assert_result(IDiscRecorder2_AcquireExclusiveAccess(recorder, VARIANT_TRUE, NULL),
                  E_INVALIDARG);
    assert_result(IDiscRecorder2_AcquireExclusiveAccess(recorder, VARIANT_TRUE, empty),
                  E_IMAPI_RECORDER_CLIENT_NAME_IS_NOT_VALID);
    assert_result(IDiscRecorder2_AcquireExclusiveAccess(recorder, VARIANT_TRUE, bad),
                  E_IMAPI_RECORDER_CLIENT_NAME_IS_NOT_VALID);
    check_error_text(L"a&b");
    check_owner(recorder, L"");
    SysFreeString(empty);
    SysFreeString(bad);
    IDiscRecorder2_Release(recorder);
}

static void test_disc_recorder__notification_counts_never_below_zero(void **state)
{
    struct test_disc disc = disc_create(L"notification");
    IDiscRecorder2 *recorder = recorder_open_empty(&disc);

    (void)state;
    assert_result(IDiscRecorder2_EnableMcn(recorder), S_OK);
    assert_result(IDiscRecorder2_DisableMcn(recorder), S_OK);
    assert_result(IDiscRecorder2_EnableMcn(recorder), S_OK);
    assert_result(IDiscRecorder2_EnableMcn(recorder), S_OK);
    IDiscRecorder2_Release(recorder);
}

static void test_disc_recorder__tray(void **state)
{
    struct test_disc disc = disc_create(L"tray");
    IDiscRecorder2 *recorder = recorder_open(&disc, L"dvd+r");
    IDiscFormat2Data *writer = writer_create(recorder);
    IMAPI_MEDIA_PHYSICAL_TYPE type;
    VARIANT_BOOL can_load = VARIANT_FALSE;

    (void)state;
    assert_result(IDiscRecorder2_get_DeviceCanLoadMedia(recorder, &can_load), S_OK);
    assert_int_equal(can_load, VARIANT_TRUE);
    assert_result(IDiscFormat2Data_get_CurrentPhysicalMediaType(writer, &type), S_OK);
    assert_result(IDiscRecorder2_EjectMedia(recorder), S_OK);
    assert_result(IDiscFormat2Data_get_CurrentPhysicalMediaType(writer, &type),
                  E_IMAPI_RECORDER_MEDIA_NO_MEDIA);
    assert_result(IDiscRecorder2_CloseTray(recorder), S_OK);
    assert_result(IDiscFormat2Data_get_CurrentPhysicalMediaType(writer, &type), S_OK);
    assert_int_equal(type, IMAPI_MEDIA_TYPE_DVDPLUSR);
    IDiscFormat2Data_Release(writer);
    IDiscRecorder2_Release(recorder);
    disc_remove(&disc);
}

static void test_disc_recorder__tray_without_a_disc(void **state)
{
    struct test_disc disc = disc_create(L"empty-tray");
    IDiscRecorder2 *recorder = recorder_open_empty(&disc);

    (void)state;
    assert_result(IDiscRecorder2_EjectMedia(recorder), S_OK);
    assert_result(IDiscRecorder2_CloseTray(recorder), S_OK);
    IDiscRecorder2_Release(recorder);
}

/* PREVENT ALLOW MEDIUM REMOVAL (MMC-6 6.13) by another program must not keep the tray closed. */
static void test_disc_recorder__ejects_although_removal_is_prevented(void **state)
{
    struct test_disc disc = disc_create(L"prevented");
    IDiscRecorder2 *recorder = recorder_open(&disc, L"dvd+r");
    IDiscRecorder2Ex *ex = object_query(recorder, &IID_IDiscRecorder2Ex);
    BYTE prevent[6] = { 0x1E, 0, 0, 0, 1, 0 };
    BYTE sense[18];
    HRESULT hr;

    (void)state;
    do
        hr = IDiscRecorder2Ex_SendCommandNoData(ex, prevent, sizeof(prevent), sense, 10);
    while (hr == S_IMAPI_COMMAND_HAS_SENSE_DATA && (sense[2] & 0x0F) == 6);
    assert_result(hr, S_OK);
    assert_result(IDiscRecorder2_EjectMedia(recorder), S_OK);
    IDiscRecorder2Ex_Release(ex);
    IDiscRecorder2_Release(recorder);
    disc_remove(&disc);
}

static void test_disc_recorder__features_and_profiles(void **state)
{
    struct test_disc disc = disc_create(L"features");
    IDiscRecorder2 *recorder = recorder_open(&disc, L"dvd+rw");
    SAFEARRAY *all;
    SAFEARRAY *current;

    (void)state;
    assert_result(IDiscRecorder2_get_SupportedFeaturePages(recorder, &all), S_OK);
    assert_result(IDiscRecorder2_get_CurrentFeaturePages(recorder, &current), S_OK);
    check_array(all);
    check_array(current);
    assert_true(array_has(all, IMAPI_FEATURE_PAGE_TYPE_DVD_PLUS_R));
    assert_false(array_has(current, IMAPI_FEATURE_PAGE_TYPE_DVD_PLUS_R));
    assert_true(array_has(current, IMAPI_FEATURE_PAGE_TYPE_DVD_PLUS_RW));
    assert_int_equal(long_at(all, 0), IMAPI_FEATURE_PAGE_TYPE_PROFILE_LIST);
    SafeArrayDestroy(all);
    SafeArrayDestroy(current);

    assert_result(IDiscRecorder2_get_SupportedProfiles(recorder, &all), S_OK);
    assert_result(IDiscRecorder2_get_CurrentProfiles(recorder, &current), S_OK);
    check_array(all);
    check_array(current);
    assert_true(array_has(all, IMAPI_PROFILE_TYPE_DVD_PLUS_R));
    assert_int_equal(current->rgsabound[0].cElements, 1);
    assert_int_equal(long_at(current, 0), IMAPI_PROFILE_TYPE_DVD_PLUS_RW);
    SafeArrayDestroy(all);
    SafeArrayDestroy(current);
    IDiscRecorder2_Release(recorder);
    disc_remove(&disc);
}

static void test_disc_recorder__profiles_without_a_disc(void **state)
{
    struct test_disc disc = disc_create(L"no-profiles");
    IDiscRecorder2 *recorder = recorder_open_empty(&disc);
    SAFEARRAY *current;

    (void)state;
    assert_result(IDiscRecorder2_get_CurrentProfiles(recorder, &current), S_OK);
    check_array(current);
    assert_int_equal(current->rgsabound[0].cElements, 0);
    SafeArrayDestroy(current);
    IDiscRecorder2_Release(recorder);
}

static void test_disc_recorder__mode_pages_and_volumes(void **state)
{
    struct test_disc disc = disc_create(L"pages");
    IDiscRecorder2 *recorder = recorder_open_empty(&disc);
    SAFEARRAY *array;
    BSTR name = POISON;

    (void)state;
    assert_result(IDiscRecorder2_get_SupportedModePages(recorder, &array), S_OK);
    check_array(array);
    assert_true(array_has(array, IMAPI_MODE_PAGE_TYPE_LEGACY_CAPABILITIES));
    assert_false(array_has(array, 0x3F));
    SafeArrayDestroy(array);
    assert_result(IDiscRecorder2_get_VolumePathNames(recorder, &array), S_OK);
    check_array(array);
    assert_int_equal(array->rgsabound[0].cElements, 0);
    SafeArrayDestroy(array);
    assert_result(IDiscRecorder2_get_VolumeName(recorder, &name), S_OK);
    assert_int_equal(SysStringLen(name), 0);
    SysFreeString(name);
    IDiscRecorder2_Release(recorder);
}

static void test_disc_recorder__damaged_disc_is_told_by_commands(void **state)
{
    struct test_disc disc = disc_create(L"nowhere");
    IDiscRecorder2 *recorder;
    IDiscFormat2Data *writer;
    IMAPI_MEDIA_PHYSICAL_TYPE type;
    BSTR id;
    BSTR text = NULL;

    (void)state;
    recorders_set(L"nowhere=\"C:\\no such folder\\disc.iso\",medium=dvd+r");
    id = recorder_id_of(&disc);
    recorder = recorder_open_id(id);
    assert_result(IDiscRecorder2_get_VendorId(recorder, &text), S_OK);
    SysFreeString(text);
    writer = writer_create(recorder);
    assert_true(FAILED(IDiscFormat2Data_get_CurrentPhysicalMediaType(writer, &type)));
    check_error_text(L"answered");
    SysFreeString(id);
    IDiscFormat2Data_Release(writer);
    IDiscRecorder2_Release(recorder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_disc_recorder__identity),
        cmocka_unit_test(test_disc_recorder__id_is_compared_without_case_and_kept_as_passed),
        cmocka_unit_test(test_disc_recorder__initialize_refuses_what_is_no_recorder),
        cmocka_unit_test(test_disc_recorder__everything_else_needs_a_recorder),
        cmocka_unit_test(test_disc_recorder__initialize_again),
        cmocka_unit_test(test_disc_recorder__locks_nest_in_the_process),
        cmocka_unit_test(test_disc_recorder__last_release_gives_its_locks_back),
        cmocka_unit_test(test_disc_recorder__names_of_owners),
        cmocka_unit_test(test_disc_recorder__notification_counts_never_below_zero),
        cmocka_unit_test(test_disc_recorder__tray),
        cmocka_unit_test(test_disc_recorder__tray_without_a_disc),
        cmocka_unit_test(test_disc_recorder__ejects_although_removal_is_prevented),
        cmocka_unit_test(test_disc_recorder__features_and_profiles),
        cmocka_unit_test(test_disc_recorder__profiles_without_a_disc),
        cmocka_unit_test(test_disc_recorder__mode_pages_and_volumes),
        cmocka_unit_test(test_disc_recorder__damaged_disc_is_told_by_commands),
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
