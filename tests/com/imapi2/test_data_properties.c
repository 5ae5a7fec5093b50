/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftDiscFormat2Data: properties and what is said about media. */
#include "imapi2_test.h"

static IDiscFormat2Data *bare_writer(void)
{
    return object_create(&CLSID_MsftDiscFormat2Data, &IID_IDiscFormat2Data);
}

static void test_data_properties__defaults(void **state)
{
    IDiscFormat2Data *writer = bare_writer();
    IBurnVerification *verification = object_query(writer, &IID_IBurnVerification);
    IMAPI_BURN_VERIFICATION_LEVEL level;
    IDiscRecorder2 *recorder = POISON;
    VARIANT_BOOL flag = VARIANT_TRUE;
    BSTR name = POISON;
    LONG number = 99;

    (void)state;
    assert_result(IDiscFormat2Data_get_Recorder(writer, &recorder), S_OK);
    assert_null(recorder);
    assert_result(IDiscFormat2Data_get_ClientName(writer, &name), S_OK);
    assert_null(name);
    assert_result(IDiscFormat2Data_get_BufferUnderrunFreeDisabled(writer, &flag), S_OK);
    assert_int_equal(flag, VARIANT_FALSE);
    assert_result(IDiscFormat2Data_get_PostgapAlreadyInImage(writer, &flag), S_OK);
    assert_int_equal(flag, VARIANT_FALSE);
    assert_result(IDiscFormat2Data_get_ForceMediaToBeClosed(writer, &flag), S_OK);
    assert_int_equal(flag, VARIANT_FALSE);
    assert_result(IDiscFormat2Data_get_DisableConsumerDvdCompatibilityMode(writer, &flag), S_OK);
    assert_int_equal(flag, VARIANT_FALSE);
    assert_result(IDiscFormat2Data_get_ForceOverwrite(writer, &flag), S_OK);
    assert_int_equal(flag, VARIANT_FALSE);
    assert_result(IDiscFormat2Data_get_RequestedWriteSpeed(writer, &number), S_OK);
    assert_int_equal(number, -1);
    assert_result(IDiscFormat2Data_get_RequestedRotationTypeIsPureCAV(writer, &flag), S_OK);
    assert_int_equal(flag, VARIANT_FALSE);
    assert_result(IBurnVerification_get_BurnVerificationLevel(verification, &level), S_OK);
    assert_int_equal(level, IMAPI_BURN_VERIFICATION_NONE);
    IBurnVerification_Release(verification);
    IDiscFormat2Data_Release(writer);
}

/* Any true value comes back as the one true value, and changes only its own property. */
static void test_data_properties__flags_keep_what_is_put(void **state)
{
    IDiscFormat2Data *writer = bare_writer();
    VARIANT_BOOL flag = VARIANT_FALSE;

    (void)state;
    assert_result(IDiscFormat2Data_put_ForceOverwrite(writer, 1), S_OK);
    assert_result(IDiscFormat2Data_get_ForceOverwrite(writer, &flag), S_OK);
    assert_int_equal(flag, VARIANT_TRUE);
    assert_result(IDiscFormat2Data_get_ForceMediaToBeClosed(writer, &flag), S_OK);
    assert_int_equal(flag, VARIANT_FALSE);
    assert_result(IDiscFormat2Data_put_ForceMediaToBeClosed(writer, VARIANT_TRUE), S_OK);
    assert_result(IDiscFormat2Data_get_ForceMediaToBeClosed(writer, &flag), S_OK);
    assert_int_equal(flag, VARIANT_TRUE);
    assert_result(IDiscFormat2Data_put_PostgapAlreadyInImage(writer, VARIANT_TRUE), S_OK);
    assert_result(IDiscFormat2Data_get_PostgapAlreadyInImage(writer, &flag), S_OK);
    assert_int_equal(flag, VARIANT_TRUE);
    assert_result(IDiscFormat2Data_put_BufferUnderrunFreeDisabled(writer, VARIANT_TRUE), S_OK);
    assert_result(IDiscFormat2Data_get_BufferUnderrunFreeDisabled(writer, &flag), S_OK);
    assert_int_equal(flag, VARIANT_TRUE);
    assert_result(IDiscFormat2Data_put_DisableConsumerDvdCompatibilityMode(writer, VARIANT_TRUE),
                  S_OK);
    assert_result(IDiscFormat2Data_get_DisableConsumerDvdCompatibilityMode(writer, &flag), S_OK);
    assert_int_equal(flag, VARIANT_TRUE);
    assert_result(IDiscFormat2Data_put_ForceOverwrite(writer, VARIANT_FALSE), S_OK);
    assert_result(IDiscFormat2Data_get_ForceOverwrite(writer, &flag), S_OK);
    assert_int_equal(flag, VARIANT_FALSE);
    IDiscFormat2Data_Release(writer);
}

static void test_data_properties__client_name(void **state)
{
    IDiscFormat2Data *writer = bare_writer();
    BSTR good = SysAllocString(L"a good name");
    BSTR bad = SysAllocString(L"a&b");
    BSTR name = NULL;

    (void)state;
    assert_result(IDiscFormat2Data_put_ClientName(writer, good), S_OK);
    assert_result(IDiscFormat2Data_put_ClientName(writer, bad),
                  E_IMAPI_DF2DATA_CLIENT_NAME_IS_NOT_VALID);
    check_error_text(L"a&b");
    assert_result(IDiscFormat2Data_put_ClientName(writer, NULL),
                  E_IMAPI_DF2DATA_CLIENT_NAME_IS_NOT_VALID);
    assert_result(IDiscFormat2Data_get_ClientName(writer, &name), S_OK);
    assert_text_equal(name, good);
    assert_true(name != good);
    SysFreeString(name);
    SysFreeString(good);
    SysFreeString(bad);
    IDiscFormat2Data_Release(writer);
}

static void test_data_properties__verification_level(void **state)
{
    IDiscFormat2Data *writer = bare_writer();
    IBurnVerification *verification = object_query(writer, &IID_IBurnVerification);
    IMAPI_BURN_VERIFICATION_LEVEL level;

    (void)state;
    assert_result(
        IBurnVerification_put_BurnVerificationLevel(verification, IMAPI_BURN_VERIFICATION_QUICK),
        S_OK);
    assert_result(
        IBurnVerification_put_BurnVerificationLevel(verification, (IMAPI_BURN_VERIFICATION_LEVEL)3),
        E_INVALIDARG);
    assert_result(IBurnVerification_put_BurnVerificationLevel(verification,
                                                              (IMAPI_BURN_VERIFICATION_LEVEL)-1),
                  E_INVALIDARG);
    assert_result(IBurnVerification_get_BurnVerificationLevel(verification, &level), S_OK);
    assert_int_equal(level, IMAPI_BURN_VERIFICATION_QUICK);
    IBurnVerification_Release(verification);
    IDiscFormat2Data_Release(writer);
}

static void test_data_properties__supported_media_types(void **state)
{
    static const LONG expected[] = {
        IMAPI_MEDIA_TYPE_CDR,
        IMAPI_MEDIA_TYPE_CDRW,
        IMAPI_MEDIA_TYPE_DVDRAM,
        IMAPI_MEDIA_TYPE_DVDPLUSR,
        IMAPI_MEDIA_TYPE_DVDPLUSRW,
        IMAPI_MEDIA_TYPE_DVDPLUSR_DUALLAYER,
        IMAPI_MEDIA_TYPE_DVDDASHR,
        IMAPI_MEDIA_TYPE_DVDDASHRW,
        IMAPI_MEDIA_TYPE_DVDDASHR_DUALLAYER,
        IMAPI_MEDIA_TYPE_DISK,
        IMAPI_MEDIA_TYPE_DVDPLUSRW_DUALLAYER,
        IMAPI_MEDIA_TYPE_BDR,
        IMAPI_MEDIA_TYPE_BDRE,
    };
    IDiscFormat2Data *writer = bare_writer();
    SAFEARRAY *types = POISON;
    const VARIANT *elements;

    (void)state;
    assert_result(IDiscFormat2Data_get_SupportedMediaTypes(writer, &types), S_OK);
    assert_int_equal(types->rgsabound[0].cElements, ARRAYSIZE(expected));
    /* Clients read without locking. */
    elements = types->pvData;
    for (size_t i = 0; i < ARRAYSIZE(expected); i++) {
        assert_int_equal(V_VT(&elements[i]), VT_I4);
        assert_int_equal(V_I4(&elements[i]), expected[i]);
    }
    SafeArrayDestroy(types);
    IDiscFormat2Data_Release(writer);
}

static void test_data_properties__recorder_is_held_until_it_is_cleared(void **state)
{
    struct test_disc disc = disc_create(L"held");
    IDiscRecorder2 *recorder = recorder_open_empty(&disc);
    IDiscFormat2Data *writer = bare_writer();
    IDiscRecorder2 *found = POISON;

    (void)state;
    assert_result(IDiscFormat2Data_put_Recorder(writer, recorder), S_OK);
    assert_int_equal(com_test_references((IUnknown *)recorder), 2);
    assert_result(IDiscFormat2Data_get_Recorder(writer, &found), S_OK);
    assert_ptr_equal(found, recorder);
    IDiscRecorder2_Release(found);
    assert_result(IDiscFormat2Data_put_Recorder(writer, recorder), S_OK);
    assert_int_equal(com_test_references((IUnknown *)recorder), 2);
    assert_result(IDiscFormat2Data_put_Recorder(writer, NULL), S_OK);
    assert_int_equal(com_test_references((IUnknown *)recorder), 1);
    assert_result(IDiscFormat2Data_get_Recorder(writer, &found), S_OK);
    assert_null(found);
    IDiscFormat2Data_Release(writer);
    IDiscRecorder2_Release(recorder);
}

static void test_data_properties__recorder_that_is_not_initialised(void **state)
{
    IDiscFormat2Data *writer = bare_writer();
    IDiscRecorder2 *recorder = object_create(&CLSID_MsftDiscRecorder2, &IID_IDiscRecorder2);
    IDiscRecorder2 *found = POISON;

    (void)state;
    assert_result(IDiscFormat2Data_put_Recorder(writer, recorder), E_IMAPI_RECORDER_REQUIRED);
    assert_result(IDiscFormat2Data_get_Recorder(writer, &found), S_OK);
    assert_null(found);
    IDiscRecorder2_Release(recorder);
    IDiscFormat2Data_Release(writer);
}

static void test_data_properties__support_is_told_of_any_recorder(void **state)
{
    struct test_disc disc = disc_create(L"support");
    struct test_disc none = disc_create(L"support-none");
    IDiscRecorder2 *recorder = recorder_open(&disc, L"dvd+r");
    IDiscRecorder2 *empty = recorder_open_empty(&none);
    IDiscFormat2Data *writer = bare_writer();
    VARIANT_BOOL flag = VARIANT_FALSE;

    (void)state;
    assert_result(IDiscFormat2Data_IsRecorderSupported(writer, recorder, &flag), S_OK);
    assert_int_equal(flag, VARIANT_TRUE);
    assert_result(IDiscFormat2Data_IsRecorderSupported(writer, empty, &flag), S_OK);
    assert_int_equal(flag, VARIANT_TRUE);
    assert_result(IDiscFormat2Data_IsRecorderSupported(writer, NULL, &flag), E_POINTER);
    assert_int_equal(flag, VARIANT_FALSE);
    assert_result(IDiscFormat2Data_IsRecorderSupported(writer, recorder, NULL), E_POINTER);
    assert_result(IDiscFormat2Data_IsCurrentMediaSupported(writer, recorder, &flag), S_OK);
    assert_int_equal(flag, VARIANT_TRUE);
    assert_result(IDiscFormat2Data_IsCurrentMediaSupported(writer, empty, &flag),
                  E_IMAPI_RECORDER_MEDIA_NO_MEDIA);
    assert_int_equal(flag, VARIANT_FALSE);
    IDiscRecorder2_Release(recorder);
    IDiscRecorder2_Release(empty);
    IDiscFormat2Data_Release(writer);
    disc_remove(&disc);
}

static void check_numbers(IDiscFormat2Data *writer, LONG total, LONG free_sectors, LONG next,
                          LONG start, LONG end)
{
    LONG number = 99;

    assert_result(IDiscFormat2Data_get_TotalSectorsOnMedia(writer, &number), S_OK);
    assert_int_equal(number, total);
    assert_result(IDiscFormat2Data_get_FreeSectorsOnMedia(writer, &number), S_OK);
    assert_int_equal(number, free_sectors);
    assert_result(IDiscFormat2Data_get_NextWritableAddress(writer, &number), S_OK);
    assert_int_equal(number, next);
    assert_result(IDiscFormat2Data_get_StartAddressOfPreviousSession(writer, &number), S_OK);
    assert_int_equal(number, start);
    assert_result(IDiscFormat2Data_get_LastWrittenAddressOfPreviousSession(writer, &number), S_OK);
    assert_int_equal(number, end);
}

static void check_medium(IDiscFormat2Data *writer, IMAPI_MEDIA_PHYSICAL_TYPE type,
                         IMAPI_FORMAT2_DATA_MEDIA_STATE state, VARIANT_BOOL is_physically_blank,
                         VARIANT_BOOL is_heuristically_blank)
{
    IMAPI_MEDIA_PHYSICAL_TYPE found_type;
    IMAPI_FORMAT2_DATA_MEDIA_STATE found_state;
    IMAPI_MEDIA_WRITE_PROTECT_STATE protection;
    VARIANT_BOOL flag;

    assert_result(IDiscFormat2Data_get_CurrentPhysicalMediaType(writer, &found_type), S_OK);
    assert_int_equal(found_type, type);
    assert_result(IDiscFormat2Data_get_CurrentMediaStatus(writer, &found_state), S_OK);
    assert_int_equal(found_state, state);
    assert_result(IDiscFormat2Data_get_WriteProtectStatus(writer, &protection), S_OK);
    assert_int_equal(protection, 0);
    assert_result(IDiscFormat2Data_get_MediaPhysicallyBlank(writer, &flag), S_OK);
    assert_int_equal(flag, is_physically_blank);
    assert_result(IDiscFormat2Data_get_MediaHeuristicallyBlank(writer, &flag), S_OK);
    assert_int_equal(flag, is_heuristically_blank);
}

static void test_data_properties__blank_dvd_plus_r(void **state)
{
    struct test_disc disc = disc_create(L"blank-r");
    IDiscRecorder2 *recorder = recorder_open(&disc, L"dvd+r");
    IDiscFormat2Data *writer = writer_create(recorder);

    (void)state;
    check_medium(writer, IMAPI_MEDIA_TYPE_DVDPLUSR,
                 IMAPI_FORMAT2_DATA_MEDIA_STATE_BLANK | IMAPI_FORMAT2_DATA_MEDIA_STATE_APPENDABLE,
                 VARIANT_TRUE, VARIANT_TRUE);
    check_numbers(writer, DVD_SECTORS, DVD_SECTORS, 0, -1, -1);
    IDiscFormat2Data_Release(writer);
    IDiscRecorder2_Release(recorder);
    disc_remove(&disc);
}

static void test_data_properties__blank_dvd_plus_rw(void **state)
{
    struct test_disc disc = disc_create(L"blank-rw");
    IDiscRecorder2 *recorder = recorder_open(&disc, L"dvd+rw");
    IDiscFormat2Data *writer = writer_create(recorder);

    (void)state;
    check_medium(writer, IMAPI_MEDIA_TYPE_DVDPLUSRW,
                 IMAPI_FORMAT2_DATA_MEDIA_STATE_BLANK |
                     IMAPI_FORMAT2_DATA_MEDIA_STATE_RANDOMLY_WRITABLE,
                 VARIANT_TRUE, VARIANT_TRUE);
    check_numbers(writer, DVD_SECTORS, DVD_SECTORS, 0, -1, -1);
    IDiscFormat2Data_Release(writer);
    IDiscRecorder2_Release(recorder);
    disc_remove(&disc);
}

static void test_data_properties__written_dvd_plus_rw(void **state)
{
    struct test_disc disc = disc_create(L"written-rw");
    IDiscRecorder2 *recorder = recorder_open(&disc, L"dvd+rw");
    IDiscFormat2Data *writer = writer_create(recorder);

    (void)state;
    writer_burn(writer, 500, 1);
    check_medium(writer, IMAPI_MEDIA_TYPE_DVDPLUSRW,
                 IMAPI_FORMAT2_DATA_MEDIA_STATE_RANDOMLY_WRITABLE, VARIANT_FALSE, VARIANT_FALSE);
    check_numbers(writer, DVD_SECTORS, DVD_SECTORS, 0, -1, -1);
    IDiscFormat2Data_Release(writer);
    IDiscRecorder2_Release(recorder);
    disc_remove(&disc);
}

static void test_data_properties__appendable_dvd_plus_r(void **state)
{
    struct test_disc disc = disc_create(L"appendable");
    IDiscRecorder2 *recorder = recorder_open(&disc, L"dvd+r");
    IDiscFormat2Data *writer = writer_create(recorder);
    LONG next = 0;
    LONG total = 0;

    (void)state;
    assert_result(IDiscFormat2Data_put_DisableConsumerDvdCompatibilityMode(writer, VARIANT_TRUE),
                  S_OK);
    writer_burn(writer, 512, 1);
    check_medium(writer, IMAPI_MEDIA_TYPE_DVDPLUSR, IMAPI_FORMAT2_DATA_MEDIA_STATE_APPENDABLE,
                 VARIANT_FALSE, VARIANT_FALSE);
    assert_result(IDiscFormat2Data_get_NextWritableAddress(writer, &next), S_OK);
    assert_result(IDiscFormat2Data_get_TotalSectorsOnMedia(writer, &total), S_OK);
    assert_true(next > 512 && next % 16 == 0);
    check_numbers(writer, total, (total - next) / 16 * 16, next, 0, 511);
    IDiscFormat2Data_Release(writer);
    IDiscRecorder2_Release(recorder);
    disc_remove(&disc);
}

static void test_data_properties__closed_dvd_plus_r(void **state)
{
    struct test_disc disc = disc_create(L"closed");
    IDiscRecorder2 *recorder = recorder_open(&disc, L"dvd+r");
    IDiscFormat2Data *writer = writer_create(recorder);
    IMAPI_FORMAT2_DATA_MEDIA_STATE media_state;
    IMAPI_MEDIA_PHYSICAL_TYPE type;
    VARIANT_BOOL flag = VARIANT_TRUE;
    LONG number = 99;

    (void)state;
    writer_burn(writer, 512, 1);
    /* A finished write-once disc is a read-only one. */
    assert_result(IDiscFormat2Data_get_CurrentPhysicalMediaType(writer, &type), S_OK);
    assert_int_equal(type, IMAPI_MEDIA_TYPE_DVDROM);
    assert_result(IDiscFormat2Data_get_CurrentMediaStatus(writer, &media_state), S_OK);
    assert_int_equal(media_state, IMAPI_FORMAT2_DATA_MEDIA_STATE_UNSUPPORTED_MEDIA |
                                      IMAPI_FORMAT2_DATA_MEDIA_STATE_FINALIZED);
    assert_result(IDiscFormat2Data_IsCurrentMediaSupported(writer, recorder, &flag), S_OK);
    assert_int_equal(flag, VARIANT_FALSE);
    assert_result(IDiscFormat2Data_get_MediaPhysicallyBlank(writer, &flag), S_OK);
    assert_int_equal(flag, VARIANT_FALSE);
    assert_result(IDiscFormat2Data_get_MediaHeuristicallyBlank(writer, &flag), S_OK);
    assert_int_equal(flag, VARIANT_FALSE);
    assert_result(IDiscFormat2Data_get_FreeSectorsOnMedia(writer, &number),
                  E_IMAPI_DF2DATA_INVALID_MEDIA_STATE);
    assert_int_equal(number, 0);
    assert_result(IDiscFormat2Data_get_TotalSectorsOnMedia(writer, &number),
                  E_IMAPI_DF2DATA_INVALID_MEDIA_STATE);
    IDiscFormat2Data_Release(writer);
    IDiscRecorder2_Release(recorder);
    disc_remove(&disc);
}

/* Mode page 1Dh, SWPP (MMC-6 7.2): write protection until power-down. */
static void protect(IDiscRecorder2 *recorder)
{
    IDiscRecorder2Ex *ex = object_query(recorder, &IID_IDiscRecorder2Ex);
    BYTE *page;
    ULONG size;

    assert_result(IDiscRecorder2Ex_GetModePage(ex, IMAPI_MODE_PAGE_TYPE_TIMEOUT_AND_PROTECT,
                                               IMAPI_MODE_PAGE_REQUEST_TYPE_CURRENT_VALUES, &page,
                                               &size),
                  S_OK);
    page[4] |= 1;
    assert_result(
        IDiscRecorder2Ex_SetModePage(ex, IMAPI_MODE_PAGE_REQUEST_TYPE_CURRENT_VALUES, page, size),
        S_OK);
    CoTaskMemFree(page);
    IDiscRecorder2Ex_Release(ex);
}

static void test_data_properties__write_protected(void **state)
{
    struct test_disc disc = disc_create(L"protected");
    IDiscRecorder2 *recorder = recorder_open(&disc, L"dvd+rw");
    IDiscFormat2Data *writer = writer_create(recorder);
    IMAPI_MEDIA_WRITE_PROTECT_STATE protection;
    IMAPI_FORMAT2_DATA_MEDIA_STATE media_state;
    VARIANT_BOOL flag = VARIANT_TRUE;

    (void)state;
    protect(recorder);
    assert_result(IDiscFormat2Data_get_WriteProtectStatus(writer, &protection), S_OK);
    assert_int_equal(protection, IMAPI_WRITEPROTECTED_UNTIL_POWERDOWN);
    assert_result(IDiscFormat2Data_get_CurrentMediaStatus(writer, &media_state), S_OK);
    assert_true(media_state & IMAPI_FORMAT2_DATA_MEDIA_STATE_WRITE_PROTECTED);
    assert_result(IDiscFormat2Data_IsCurrentMediaSupported(writer, recorder, &flag), S_OK);
    assert_int_equal(flag, VARIANT_FALSE);
    IDiscFormat2Data_Release(writer);
    IDiscRecorder2_Release(recorder);
    disc_remove(&disc);
}

/* What every property about the medium answers to `expected`. */
static void check_media_properties(IDiscFormat2Data *writer, HRESULT expected)
{
    IMAPI_MEDIA_PHYSICAL_TYPE type;
    IMAPI_FORMAT2_DATA_MEDIA_STATE state;
    SAFEARRAY *array = POISON;
    VARIANT_BOOL flag = VARIANT_TRUE;
    LONG number = 99;

    assert_result(IDiscFormat2Data_get_CurrentPhysicalMediaType(writer, &type), expected);
    assert_int_equal(type, 0);
    assert_result(IDiscFormat2Data_get_CurrentMediaStatus(writer, &state), expected);
    assert_result(IDiscFormat2Data_get_TotalSectorsOnMedia(writer, &number), expected);
    assert_int_equal(number, 0);
    assert_result(IDiscFormat2Data_get_FreeSectorsOnMedia(writer, &number), expected);
    assert_result(IDiscFormat2Data_get_NextWritableAddress(writer, &number), expected);
    assert_result(IDiscFormat2Data_get_StartAddressOfPreviousSession(writer, &number), expected);
    assert_result(IDiscFormat2Data_get_LastWrittenAddressOfPreviousSession(writer, &number),
                  expected);
    assert_result(IDiscFormat2Data_get_MediaPhysicallyBlank(writer, &flag), expected);
    assert_int_equal(flag, VARIANT_FALSE);
    assert_result(IDiscFormat2Data_get_MediaHeuristicallyBlank(writer, &flag), expected);
    assert_result(IDiscFormat2Data_get_CurrentWriteSpeed(writer, &number), expected);
    assert_result(IDiscFormat2Data_get_CurrentRotationTypeIsPureCAV(writer, &flag), expected);
    assert_result(IDiscFormat2Data_get_SupportedWriteSpeeds(writer, &array), expected);
    assert_null(array);
    array = POISON;
    assert_result(IDiscFormat2Data_get_SupportedWriteSpeedDescriptors(writer, &array), expected);
    assert_null(array);
    assert_result(IDiscFormat2Data_SetWriteSpeed(writer, 1000, VARIANT_FALSE), expected);
}

static void test_data_properties__without_a_recorder(void **state)
{
    IDiscFormat2Data *writer = bare_writer();
    IMAPI_MEDIA_WRITE_PROTECT_STATE protection;
    SAFEARRAY *array = POISON;

    (void)state;
    check_media_properties(writer, E_IMAPI_RECORDER_REQUIRED);
    assert_result(IDiscFormat2Data_get_WriteProtectStatus(writer, &protection),
                  E_IMAPI_RECORDER_REQUIRED);
    assert_result(IDiscFormat2Data_get_MultisessionInterfaces(writer, &array),
                  E_IMAPI_RECORDER_REQUIRED);
    assert_null(array);
    check_error_text(L"recorder");
    IDiscFormat2Data_Release(writer);
}

static void test_data_properties__without_a_disc(void **state)
{
    struct test_disc disc = disc_create(L"no-disc");
    IDiscRecorder2 *recorder = recorder_open_empty(&disc);
    IDiscFormat2Data *writer = writer_create(recorder);
    LONG number;

    (void)state;
    check_media_properties(writer, E_IMAPI_RECORDER_MEDIA_NO_MEDIA);
    assert_result(IDiscFormat2Data_get_FreeSectorsOnMedia(writer, &number),
                  E_IMAPI_RECORDER_MEDIA_NO_MEDIA);
    check_error_text(L"Virtual Recorder");
    IDiscFormat2Data_Release(writer);
    IDiscRecorder2_Release(recorder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_data_properties__defaults),
        cmocka_unit_test(test_data_properties__flags_keep_what_is_put),
        cmocka_unit_test(test_data_properties__client_name),
        cmocka_unit_test(test_data_properties__verification_level),
        cmocka_unit_test(test_data_properties__supported_media_types),
        cmocka_unit_test(test_data_properties__recorder_is_held_until_it_is_cleared),
        cmocka_unit_test(test_data_properties__recorder_that_is_not_initialised),
        cmocka_unit_test(test_data_properties__support_is_told_of_any_recorder),
        cmocka_unit_test(test_data_properties__blank_dvd_plus_r),
        cmocka_unit_test(test_data_properties__blank_dvd_plus_rw),
        cmocka_unit_test(test_data_properties__written_dvd_plus_rw),
        cmocka_unit_test(test_data_properties__appendable_dvd_plus_r),
        cmocka_unit_test(test_data_properties__closed_dvd_plus_r),
        cmocka_unit_test(test_data_properties__write_protected),
        cmocka_unit_test(test_data_properties__without_a_recorder),
        cmocka_unit_test(test_data_properties__without_a_disc),
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
