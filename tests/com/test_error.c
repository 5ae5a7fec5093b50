/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of com/error.h. */
#include "com_test.h"

#include "base/memory.h"
#include "com/error.h"

#include <imapi2fserror.h>

static const struct com_interface nothing_interfaces[] = { { &IID_IPersist, 0 } };

static const struct com_class nothing_class = {
    .prog_id = L"OpenIMAPITest.Nothing",
    COM_INTERFACES(nothing_interfaces),
};

static const struct com_object nothing = { .class = &nothing_class };

static void check_text(HRESULT code, const struct com_insert *inserts, size_t count,
                       const WCHAR *expected)
{
    WCHAR *text = com_error_text(code, inserts, count);

    assert_non_null(text);
    assert_text_equal(text, expected);
    memory_free(text);
}

static void test_error__text_names_what_is_wrong(void **state)
{
    const struct com_insert name[] = { COM_TEXT(L"newVal") };

    (void)state;
    check_text(IMAPI_E_INVALID_PARAM, name, 1,
               L"The value of the parameter 'newVal' is not valid.");
}

static void test_error__missing_insert_is_nothing(void **state)
{
    const struct com_insert none[] = { COM_TEXT(NULL) };

    (void)state;
    check_text(IMAPI_E_INVALID_PARAM, NULL, 0, L"The value of the parameter '' is not valid.");
    check_text(IMAPI_E_INVALID_PARAM, none, 1, L"The value of the parameter '' is not valid.");
}

static void test_error__insert_without_place_is_added(void **state)
{
    const struct com_insert inserts[] = { COM_TEXT(L"value"), COM_NUMBER(INT64_MIN),
                                          COM_NUMBER(0) };

    (void)state;
    check_text(E_POINTER, inserts, 1, L"A pointer that the call needs is null. (value)");
    check_text(E_FAIL, inserts, 3, L"The operation failed. (value) (-9223372036854775808) (0)");
}

static void test_error__numbers_take_the_place_of_inserts(void **state)
{
    const struct com_insert inserts[] = { COM_TEXT(L"a.txt"), COM_NUMBER(5000000000),
                                          COM_NUMBER(-7) };
    WCHAR *text = com_error_text(IMAPI_E_DATA_STREAM_INCONSISTENCY, inserts, 3);

    (void)state;
    assert_non_null(wcsstr(text, L"a.txt"));
    assert_non_null(wcsstr(text, L"5000000000"));
    assert_non_null(wcsstr(text, L"-7"));
    assert_null(wcschr(text, L'%'));
    memory_free(text);
}

/* An insert is text, never a template. */
static void test_error__percent_in_an_insert_stays(void **state)
{
    const struct com_insert name[] = { COM_TEXT(L"%1 %n 100%") };

    (void)state;
    check_text(IMAPI_E_INVALID_PARAM, name, 1,
               L"The value of the parameter '%1 %n 100%' is not valid.");
}

static void test_error__every_code_has_a_text(void **state)
{
    const HRESULT codes[] = { HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND), (HRESULT)0x8ABCDEF0,
                              E_NOINTERFACE, STG_E_ACCESSDENIED };

    (void)state;
    for (size_t i = 0; i < ARRAYSIZE(codes); i++) {
        WCHAR *text = com_error_text(codes[i], NULL, 0);

        assert_non_null(text);
        assert_true(wcslen(text) > 10);
        assert_null(wcspbrk(text, L"\r\n"));
        memory_free(text);
    }
    check_text((HRESULT)0x8ABCDEF0, NULL, 0, L"The operation failed with error 0x8ABCDEF0.");
}

static void test_error__sets_text_source_and_interface(void **state)
{
    IErrorInfo *info;
    BSTR description;
    BSTR source;
    GUID guid;

    (void)state;
    assert_result(com_error_with(&nothing, IMAPI_E_INVALID_PARAM, COM_TEXT(L"x")),
                  IMAPI_E_INVALID_PARAM);
    assert_result(GetErrorInfo(0, &info), S_OK);
    assert_result(IErrorInfo_GetGUID(info, &guid), S_OK);
    assert_memory_equal(&guid, &IID_IPersist, sizeof(guid));
    SetErrorInfo(0, info);
    IErrorInfo_Release(info);
    assert_true(com_test_take_error(&description, &source));
    assert_text_equal(description, L"The value of the parameter 'x' is not valid.");
    assert_text_equal(source, L"OpenIMAPITest.Nothing");
    SysFreeString(description);
    SysFreeString(source);
}

static void test_error__success_sets_nothing(void **state)
{
    BSTR description;
    BSTR source;

    (void)state;
    SetErrorInfo(0, NULL);
    assert_result(com_error(&nothing, S_FALSE), S_FALSE);
    assert_false(com_test_take_error(&description, &source));
}

static void test_error__passed_on_failure_keeps_its_text(void **state)
{
    BSTR description;
    BSTR source;

    (void)state;
    com_error_with(&nothing, E_FAIL, COM_TEXT(L"theirs"));
    assert_result(com_error_pass(&nothing, STG_E_READFAULT), STG_E_READFAULT);
    assert_true(com_test_take_error(&description, &source));
    assert_non_null(wcsstr(description, L"theirs"));
    SysFreeString(description);
    SysFreeString(source);

    assert_result(com_error_pass(&nothing, E_OUTOFMEMORY), E_OUTOFMEMORY);
    assert_true(com_test_take_error(&description, &source));
    assert_non_null(wcsstr(description, L"memory"));
    SysFreeString(description);
    SysFreeString(source);
}

static void test_result_of__every_status_but_ok_fails(void **state)
{
    static const enum status all[] = {
#define STATUS_CODE(name, cause) STATUS_##name,
#include "base/status.def"
#undef STATUS_CODE
    };

    (void)state;
    assert_result(com_result_of(STATUS_OK), S_OK);
    for (size_t i = 0; i < ARRAYSIZE(all); i++)
        assert_true(FAILED(com_result_of(all[i])));
    assert_result(com_result_of(STATUS_NO_MEMORY), E_OUTOFMEMORY);
    assert_result(com_result_of(STATUS_INVALID_ARGUMENT), E_INVALIDARG);
    assert_result(com_result_of(STATUS_NOT_FOUND), 0x80070002);
    assert_result(com_result_of(STATUS_END_OF_DATA), 0x80070026);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_error__text_names_what_is_wrong),
        cmocka_unit_test(test_error__missing_insert_is_nothing),
        cmocka_unit_test(test_error__insert_without_place_is_added),
        cmocka_unit_test(test_error__numbers_take_the_place_of_inserts),
        cmocka_unit_test(test_error__percent_in_an_insert_stays),
        cmocka_unit_test(test_error__every_code_has_a_text),
        cmocka_unit_test(test_error__sets_text_source_and_interface),
        cmocka_unit_test(test_error__success_sets_nothing),
        cmocka_unit_test(test_error__passed_on_failure_keeps_its_text),
        cmocka_unit_test(test_result_of__every_status_but_ok_fails),
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
