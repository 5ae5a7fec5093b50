/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The table from what is wrong with an image to HRESULTs and sentences, row by row. */
#include "com_test.h"

#include "com/object.h"
#include "imapi2fs/problem.h"

#include <imapi2fserror.h>
#include <stdio.h>

struct row {
    enum fsimage_problem_kind kind;
    enum status status;
    HRESULT code;
    const WCHAR *parts[3]; /* of the sentence */
};

#define NAME L"a\\file.txt"

/* Each kind with the text NAME, the file systems 3, the numbers 17 and 4, and a sharing violation.
 */
static const struct row rows[] = {
    { FSIMAGE_PROBLEM_INVALID_PARAMETER,
      STATUS_INVALID_ARGUMENT,
      IMAPI_E_INVALID_PARAM,
      { L"'newVal'" } },
    { FSIMAGE_PROBLEM_READ_ONLY, STATUS_INVALID_STATE, IMAPI_E_READONLY, { L"result" } },
    { FSIMAGE_PROBLEM_NO_OUTPUT, STATUS_INVALID_STATE, IMAPI_E_NO_OUTPUT, { L"file system" } },
    { FSIMAGE_PROBLEM_INVALID_VOLUME_NAME,
      STATUS_INVALID_NAME,
      IMAPI_E_INVALID_VOLUME_NAME,
      { L"volume name" } },
    { FSIMAGE_PROBLEM_INVALID_DATE,
      STATUS_INVALID_NAME,
      IMAPI_E_INVALID_DATE,
      { L"in LastModifiedTime is", L"in CreationTime", NAME } },
    { FSIMAGE_PROBLEM_NOT_EMPTY_IMAGE,
      STATUS_NOT_EMPTY,
      IMAPI_E_FILE_SYSTEM_NOT_EMPTY,
      { L"already" } },
    { FSIMAGE_PROBLEM_INVALID_PATH, STATUS_INVALID_NAME, IMAPI_E_INVALID_PATH, { NAME } },
    { FSIMAGE_PROBLEM_RESTRICTED_NAME,
      STATUS_INVALID_NAME,
      IMAPI_E_RESTRICTED_NAME_VIOLATION,
      { NAME } },
    { FSIMAGE_PROBLEM_DUPLICATE_NAME, STATUS_ALREADY_EXISTS, IMAPI_E_DUP_NAME, { NAME } },
    { FSIMAGE_PROBLEM_NO_UNIQUE_NAME,
      STATUS_INVALID_NAME,
      IMAPI_E_NO_UNIQUE_NAME,
      { NAME, L"ISO9660/Joliet" } },
    { FSIMAGE_PROBLEM_ITEM_NOT_FOUND, STATUS_NOT_FOUND, IMAPI_E_ITEM_NOT_FOUND, { NAME } },
    { FSIMAGE_PROBLEM_DIRECTORY_NOT_FOUND, STATUS_NOT_FOUND, IMAPI_E_DIR_NOT_FOUND, { NAME } },
    { FSIMAGE_PROBLEM_NOT_A_DIRECTORY, STATUS_WRONG_KIND, IMAPI_E_NOT_DIR, { NAME } },
    { FSIMAGE_PROBLEM_DIRECTORY_NOT_EMPTY, STATUS_NOT_EMPTY, IMAPI_E_DIR_NOT_EMPTY, { NAME } },
    { FSIMAGE_PROBLEM_NOT_IN_FILE_SYSTEM,
      STATUS_INVALID_STATE,
      IMAPI_E_NOT_IN_FILE_SYSTEM,
      { NAME } },
    { FSIMAGE_PROBLEM_IMAGE_SIZE_LIMIT,
      STATUS_TOO_LARGE,
      IMAPI_E_IMAGE_SIZE_LIMIT,
      { NAME, L"17 blocks", L"4 are allowed" } },
    { FSIMAGE_PROBLEM_IMAGE_TOO_BIG,
      STATUS_TOO_LARGE,
      IMAPI_E_IMAGE_TOO_BIG,
      { L"17 blocks", L"4 are allowed" } },
    { FSIMAGE_PROBLEM_TOO_MANY_LEVELS, STATUS_TOO_DEEP, IMAPI_E_ISO9660_LEVELS, { NAME } },
    { FSIMAGE_PROBLEM_TOO_MANY_DIRECTORIES,
      STATUS_TOO_MANY,
      IMAPI_E_TOO_MANY_DIRS,
      { L"ISO9660/Joliet" } },
    { FSIMAGE_PROBLEM_DATA_TOO_BIG,
      STATUS_TOO_LARGE,
      IMAPI_E_DATA_TOO_BIG,
      { L"the ISO9660/Joliet file system", NAME, L"17 bytes" } },
    { FSIMAGE_PROBLEM_SOURCE_INCONSISTENT,
      STATUS_CHANGED,
      IMAPI_E_DATA_STREAM_INCONSISTENCY,
      { NAME, L"from 17 to 4 bytes" } },
    { FSIMAGE_PROBLEM_SOURCE_READ_FAILURE,
      STATUS_SHARING_VIOLATION,
      IMAPI_E_DATA_STREAM_READ_FAILURE,
      { NAME, L"0x80070020" } },
    { FSIMAGE_PROBLEM_SOURCE_OPEN_FAILURE,
      STATUS_SHARING_VIOLATION,
      IMAPI_E_DATA_STREAM_CREATE_FAILURE,
      { NAME, L"0x80070020" } },
    { FSIMAGE_PROBLEM_FOLDER_READ_FAILURE,
      STATUS_SHARING_VIOLATION,
      IMAPI_E_DIRECTORY_READ_FAILURE,
      { NAME, L"0x80070020" } },
    { FSIMAGE_PROBLEM_SOURCE_NOT_FOUND,
      STATUS_SHARING_VIOLATION,
      HRESULT_FROM_WIN32(ERROR_SHARING_VIOLATION),
      { NAME } },
    { FSIMAGE_PROBLEM_UDF_REVISION_FIXED,
      STATUS_INVALID_STATE,
      IMAPI_E_UDF_REVISION_CHANGE_NOT_ALLOWED,
      { L"UDF revision" } },
    { FSIMAGE_PROBLEM_FILE_SYSTEM_CHANGE_NOT_ALLOWED,
      STATUS_INVALID_STATE,
      IMAPI_E_FILE_SYSTEM_CHANGE_NOT_ALLOWED,
      { L"imported session" } },
    { FSIMAGE_PROBLEM_BOOT_OBJECT_CONFLICT,
      STATUS_INVALID_STATE,
      IMAPI_E_BOOT_OBJECT_CONFLICT,
      { L"first session" } },
    { FSIMAGE_PROBLEM_BOOT_IMAGE_DATA,
      STATUS_INVALID_ARGUMENT,
      IMAPI_E_BOOT_IMAGE_DATA,
      { L"boot image" } },
    { FSIMAGE_PROBLEM_BOOT_EMULATION_MISMATCH,
      STATUS_INVALID_ARGUMENT,
      IMAPI_E_BOOT_EMULATION_IMAGE_SIZE_MISMATCH,
      { L"emulation" } },
    { FSIMAGE_PROBLEM_PROPERTY_NOT_ACCESSIBLE,
      STATUS_INVALID_STATE,
      IMAPI_E_PROPERTY_NOT_ACCESSIBLE,
      { NAME } },
    { FSIMAGE_PROBLEM_FILE_SYSTEM_NOT_FOUND,
      STATUS_NOT_FOUND,
      IMAPI_E_FILE_SYSTEM_NOT_FOUND,
      { L"ISO9660/Joliet" } },
    { FSIMAGE_PROBLEM_FILE_SYSTEM_INCONSISTENT,
      STATUS_CORRUPT,
      IMAPI_E_FILE_SYSTEM_READ_CONSISTENCY_ERROR,
      { L"ISO9660/Joliet", L"block 17" } },
    { FSIMAGE_PROBLEM_FEATURE_NOT_SUPPORTED,
      STATUS_NOT_SUPPORTED,
      IMAPI_E_FILE_SYSTEM_FEATURE_NOT_SUPPORTED,
      { L"ISO9660/Joliet", NAME } },
    { FSIMAGE_PROBLEM_IMPORT_READ_FAILURE,
      STATUS_SHARING_VIOLATION,
      IMAPI_E_IMPORT_READ_FAILURE,
      { L"Block 17", L"0x80070020" } },
    { FSIMAGE_PROBLEM_FILE_MEETS_DIRECTORY,
      STATUS_WRONG_KIND,
      IMAPI_E_IMPORT_TYPE_COLLISION_FILE_EXISTS_AS_DIRECTORY,
      { NAME, L"ISO9660/Joliet" } },
    { FSIMAGE_PROBLEM_DIRECTORY_MEETS_FILE,
      STATUS_WRONG_KIND,
      IMAPI_E_IMPORT_TYPE_COLLISION_DIRECTORY_EXISTS_AS_FILE,
      { NAME, L"ISO9660/Joliet" } },
    { FSIMAGE_PROBLEM_INCOMPATIBLE_PREVIOUS_SESSION,
      STATUS_NOT_SUPPORTED,
      IMAPI_E_INCOMPATIBLE_PREVIOUS_SESSION,
      { L"last session" } },
    { FSIMAGE_PROBLEM_UDF_NOT_WRITE_COMPATIBLE,
      STATUS_NOT_SUPPORTED,
      IMAPI_E_UDF_NOT_WRITE_COMPATIBLE,
      { L"newer revision" } },
    { FSIMAGE_PROBLEM_STASH_OPEN_FAILURE,
      STATUS_SHARING_VIOLATION,
      IMAPI_E_STASHFILE_OPEN_FAILURE,
      { NAME, L"0x80070020" } },
    { FSIMAGE_PROBLEM_STASH_WRITE_FAILURE,
      STATUS_SHARING_VIOLATION,
      IMAPI_E_STASHFILE_WRITE_FAILURE,
      { NAME, L"0x80070020" } },
    { FSIMAGE_PROBLEM_STASH_READ_FAILURE,
      STATUS_SHARING_VIOLATION,
      IMAPI_E_STASHFILE_READ_FAILURE,
      { NAME, L"0x80070020" } },
    { FSIMAGE_PROBLEM_STASH_MOVE_FAILURE,
      STATUS_SHARING_VIOLATION,
      IMAPI_E_STASHFILE_MOVE,
      { NAME, L"0x80070020" } },
    { FSIMAGE_PROBLEM_INVALID_WORKING_DIRECTORY,
      STATUS_SHARING_VIOLATION,
      IMAPI_E_INVALID_WORKING_DIRECTORY,
      { NAME, L"0x80070020" } },
    { FSIMAGE_PROBLEM_WORKING_DIRECTORY_SPACE,
      STATUS_NO_SPACE,
      IMAPI_E_WORKING_DIRECTORY_SPACE,
      { NAME, L"17 bytes free", L"4 bytes" } },
    { FSIMAGE_PROBLEM_INVALID_CHANGE_POINT,
      STATUS_INVALID_ARGUMENT,
      IMAPI_E_INVALID_PARAM,
      { L"'newVal'" } },
};

static struct fsimage_problem problem_of(enum fsimage_problem_kind kind)
{
    struct fsimage_problem problem;

    fsimage_problem_set(&problem, kind, NAME, wcslen(NAME));
    problem.cause = STATUS_SHARING_VIOLATION;
    problem.file_systems = 3;
    problem.first = 17;
    problem.second = 4;
    return problem;
}

static void test_problem__each_kind_has_its_code_and_sentence(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAYSIZE(rows); i++) {
        const struct fsimage_problem problem = problem_of(rows[i].kind);
        BSTR description;
        BSTR source;

        assert_result(problem_report(NULL, rows[i].status, &problem, L"newVal"), rows[i].code);
        assert_true(com_test_take_error(&description, &source));
        for (size_t j = 0; j < ARRAYSIZE(rows[i].parts) && rows[i].parts[j]; j++) {
            if (!wcsstr(description, rows[i].parts[j]))
                fail_msg("%ls is not in %ls", rows[i].parts[j], description);
        }
        /* No insert is left open. */
        assert_null(wcschr(description, L'%'));
        SysFreeString(description);
        SysFreeString(source);
    }
}

static void test_problem__no_kind_is_missing(void **state)
{
    (void)state;
    assert_int_equal(ARRAYSIZE(rows), FSIMAGE_PROBLEM_KIND_COUNT - 1);
    for (size_t i = 0; i < ARRAYSIZE(rows); i++)
        assert_int_equal(rows[i].kind, i + 1);
}

static void test_problem__status_alone_decides_when_nothing_more_is_known(void **state)
{
    struct fsimage_problem problem;

    (void)state;
    fsimage_problem_clear(&problem);
    assert_result(problem_report(NULL, STATUS_NO_MEMORY, &problem, NULL), E_OUTOFMEMORY);
    assert_result(problem_report(NULL, STATUS_OK, &problem, NULL), S_OK);
}

static void test_problem__long_names_are_cut_not_lost(void **state)
{
    struct fsimage_problem problem;
    WCHAR name[2000];
    BSTR description;
    BSTR source;

    (void)state;
    wmemset(name, L'x', ARRAYSIZE(name));
    wmemcpy(name + ARRAYSIZE(name) - 4, L".end", 4);
    fsimage_problem_set(&problem, FSIMAGE_PROBLEM_INVALID_PATH, name, ARRAYSIZE(name));
    assert_result(problem_report(NULL, STATUS_INVALID_NAME, &problem, NULL), IMAPI_E_INVALID_PATH);
    assert_true(com_test_take_error(&description, &source));
    assert_non_null(wcsstr(description, L"xxx.end'"));
    SysFreeString(description);
    SysFreeString(source);
}

static void test_invalid_parameter__is_named(void **state)
{
    BSTR description;
    BSTR source;

    (void)state;
    assert_result(problem_invalid_parameter(NULL, L"changePoint"), IMAPI_E_INVALID_PARAM);
    assert_true(com_test_take_error(&description, &source));
    assert_non_null(wcsstr(description, L"'changePoint'"));
    SysFreeString(description);
    SysFreeString(source);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_problem__each_kind_has_its_code_and_sentence),
        cmocka_unit_test(test_problem__no_kind_is_missing),
        cmocka_unit_test(test_problem__status_alone_decides_when_nothing_more_is_known),
        cmocka_unit_test(test_problem__long_names_are_cut_not_lost),
        cmocka_unit_test(test_invalid_parameter__is_named),
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
