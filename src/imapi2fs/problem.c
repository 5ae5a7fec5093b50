/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The one place where what is wrong with an image becomes a HRESULT of IMAPI2FS. */
#include "imapi2fs/problem.h"

#include "base/memory.h"
#include "com/error.h"
#include "fsimage/file_system.h"

#include <imapi2fserror.h>
#include <assert.h>
#include <stdio.h>
#include <wchar.h>

#define NUMBERS_UNITS 96
#define NAME_UNITS    24

/* What goes into a message, in the order of its inserts; what has no place there is appended. */
enum insert {
    INSERT_END,
    INSERT_TEXT,
    INSERT_FILE_SYSTEMS,
    INSERT_FIRST,
    INSERT_SECOND,
    INSERT_BLOCKS, /* both numbers, as blocks needed and allowed */
    INSERT_BYTES,  /* both numbers, as bytes found and allowed */
    INSERT_BLOCK,  /* the first number, as a block of the disc; not when it is negative */
    INSERT_CAUSE,
    INSERT_PARAMETER,
    INSERT_MODIFIED,
    INSERT_CREATED,
};

struct row {
    HRESULT code;
    enum insert inserts[COM_INSERTS_MAX];
};

/* A code of S_OK leaves the choice to the cause: callers of AddTree know the system's errors. */
static const struct row rows[] = {
    [FSIMAGE_PROBLEM_NONE] = { S_OK, { INSERT_END } },
    [FSIMAGE_PROBLEM_INVALID_PARAMETER] = { IMAPI_E_INVALID_PARAM, { INSERT_PARAMETER } },
    [FSIMAGE_PROBLEM_READ_ONLY] = { IMAPI_E_READONLY, { INSERT_END } },
    [FSIMAGE_PROBLEM_NO_OUTPUT] = { IMAPI_E_NO_OUTPUT, { INSERT_END } },
    [FSIMAGE_PROBLEM_INVALID_VOLUME_NAME] = { IMAPI_E_INVALID_VOLUME_NAME, { INSERT_END } },
    [FSIMAGE_PROBLEM_INVALID_DATE] = { IMAPI_E_INVALID_DATE,
                                       { INSERT_MODIFIED, INSERT_CREATED, INSERT_TEXT } },
    [FSIMAGE_PROBLEM_NOT_EMPTY_IMAGE] = { IMAPI_E_FILE_SYSTEM_NOT_EMPTY, { INSERT_END } },
    [FSIMAGE_PROBLEM_INVALID_PATH] = { IMAPI_E_INVALID_PATH, { INSERT_TEXT } },
    [FSIMAGE_PROBLEM_RESTRICTED_NAME] = { IMAPI_E_RESTRICTED_NAME_VIOLATION, { INSERT_TEXT } },
    [FSIMAGE_PROBLEM_DUPLICATE_NAME] = { IMAPI_E_DUP_NAME, { INSERT_TEXT } },
    [FSIMAGE_PROBLEM_NO_UNIQUE_NAME] = { IMAPI_E_NO_UNIQUE_NAME,
                                         { INSERT_TEXT, INSERT_FILE_SYSTEMS } },
    [FSIMAGE_PROBLEM_ITEM_NOT_FOUND] = { IMAPI_E_ITEM_NOT_FOUND, { INSERT_TEXT } },
    [FSIMAGE_PROBLEM_DIRECTORY_NOT_FOUND] = { IMAPI_E_DIR_NOT_FOUND, { INSERT_TEXT } },
    [FSIMAGE_PROBLEM_NOT_A_DIRECTORY] = { IMAPI_E_NOT_DIR, { INSERT_TEXT } },
    [FSIMAGE_PROBLEM_DIRECTORY_NOT_EMPTY] = { IMAPI_E_DIR_NOT_EMPTY, { INSERT_TEXT } },
    [FSIMAGE_PROBLEM_NOT_IN_FILE_SYSTEM] = { IMAPI_E_NOT_IN_FILE_SYSTEM, { INSERT_TEXT } },
    [FSIMAGE_PROBLEM_IMAGE_SIZE_LIMIT] = { IMAPI_E_IMAGE_SIZE_LIMIT,
                                           { INSERT_TEXT, INSERT_BLOCKS } },
    [FSIMAGE_PROBLEM_IMAGE_TOO_BIG] = { IMAPI_E_IMAGE_TOO_BIG, { INSERT_BLOCKS } },
    [FSIMAGE_PROBLEM_TOO_MANY_LEVELS] = { IMAPI_E_ISO9660_LEVELS, { INSERT_TEXT } },
    [FSIMAGE_PROBLEM_TOO_MANY_DIRECTORIES] = { IMAPI_E_TOO_MANY_DIRS, { INSERT_FILE_SYSTEMS } },
    [FSIMAGE_PROBLEM_DATA_TOO_BIG] = { IMAPI_E_DATA_TOO_BIG,
                                       { INSERT_FILE_SYSTEMS, INSERT_TEXT, INSERT_BYTES } },
    [FSIMAGE_PROBLEM_SOURCE_INCONSISTENT] = { IMAPI_E_DATA_STREAM_INCONSISTENCY,
                                              { INSERT_TEXT, INSERT_FIRST, INSERT_SECOND } },
    [FSIMAGE_PROBLEM_SOURCE_READ_FAILURE] = { IMAPI_E_DATA_STREAM_READ_FAILURE,
                                              { INSERT_TEXT, INSERT_CAUSE } },
    [FSIMAGE_PROBLEM_SOURCE_OPEN_FAILURE] = { IMAPI_E_DATA_STREAM_CREATE_FAILURE,
                                              { INSERT_TEXT, INSERT_CAUSE } },
    [FSIMAGE_PROBLEM_FOLDER_READ_FAILURE] = { IMAPI_E_DIRECTORY_READ_FAILURE,
                                              { INSERT_TEXT, INSERT_CAUSE } },
    [FSIMAGE_PROBLEM_SOURCE_NOT_FOUND] = { S_OK, { INSERT_TEXT } },
    [FSIMAGE_PROBLEM_UDF_REVISION_FIXED] = { IMAPI_E_UDF_REVISION_CHANGE_NOT_ALLOWED,
                                             { INSERT_END } },
    [FSIMAGE_PROBLEM_FILE_SYSTEM_CHANGE_NOT_ALLOWED] = { IMAPI_E_FILE_SYSTEM_CHANGE_NOT_ALLOWED,
                                                         { INSERT_END } },
    [FSIMAGE_PROBLEM_BOOT_OBJECT_CONFLICT] = { IMAPI_E_BOOT_OBJECT_CONFLICT, { INSERT_END } },
    [FSIMAGE_PROBLEM_BOOT_IMAGE_DATA] = { IMAPI_E_BOOT_IMAGE_DATA, { INSERT_END } },
    [FSIMAGE_PROBLEM_BOOT_EMULATION_MISMATCH] = { IMAPI_E_BOOT_EMULATION_IMAGE_SIZE_MISMATCH,
                                                  { INSERT_END } },
    [FSIMAGE_PROBLEM_PROPERTY_NOT_ACCESSIBLE] = { IMAPI_E_PROPERTY_NOT_ACCESSIBLE,
                                                  { INSERT_TEXT } },
    [FSIMAGE_PROBLEM_FILE_SYSTEM_NOT_FOUND] = { IMAPI_E_FILE_SYSTEM_NOT_FOUND,
                                                { INSERT_FILE_SYSTEMS } },
    [FSIMAGE_PROBLEM_FILE_SYSTEM_INCONSISTENT] = { IMAPI_E_FILE_SYSTEM_READ_CONSISTENCY_ERROR,
                                                   { INSERT_FILE_SYSTEMS, INSERT_BLOCK } },
    [FSIMAGE_PROBLEM_FEATURE_NOT_SUPPORTED] = { IMAPI_E_FILE_SYSTEM_FEATURE_NOT_SUPPORTED,
                                                { INSERT_FILE_SYSTEMS, INSERT_TEXT } },
    [FSIMAGE_PROBLEM_IMPORT_READ_FAILURE] = { IMAPI_E_IMPORT_READ_FAILURE,
                                              { INSERT_FIRST, INSERT_CAUSE } },
    [FSIMAGE_PROBLEM_FILE_MEETS_DIRECTORY] = { IMAPI_E_IMPORT_TYPE_COLLISION_FILE_EXISTS_AS_DIRECTORY,
                                               { INSERT_TEXT, INSERT_FILE_SYSTEMS } },
    [FSIMAGE_PROBLEM_DIRECTORY_MEETS_FILE] = { IMAPI_E_IMPORT_TYPE_COLLISION_DIRECTORY_EXISTS_AS_FILE,
                                               { INSERT_TEXT, INSERT_FILE_SYSTEMS } },
    [FSIMAGE_PROBLEM_INCOMPATIBLE_PREVIOUS_SESSION] = { IMAPI_E_INCOMPATIBLE_PREVIOUS_SESSION,
                                                        { INSERT_END } },
    [FSIMAGE_PROBLEM_UDF_NOT_WRITE_COMPATIBLE] = { IMAPI_E_UDF_NOT_WRITE_COMPATIBLE,
                                                   { INSERT_END } },
    [FSIMAGE_PROBLEM_STASH_OPEN_FAILURE] = { IMAPI_E_STASHFILE_OPEN_FAILURE,
                                             { INSERT_TEXT, INSERT_CAUSE } },
    [FSIMAGE_PROBLEM_STASH_WRITE_FAILURE] = { IMAPI_E_STASHFILE_WRITE_FAILURE,
                                              { INSERT_TEXT, INSERT_CAUSE } },
    [FSIMAGE_PROBLEM_STASH_READ_FAILURE] = { IMAPI_E_STASHFILE_READ_FAILURE,
                                             { INSERT_TEXT, INSERT_CAUSE } },
    [FSIMAGE_PROBLEM_STASH_MOVE_FAILURE] = { IMAPI_E_STASHFILE_MOVE,
                                             { INSERT_TEXT, INSERT_CAUSE } },
    [FSIMAGE_PROBLEM_INVALID_WORKING_DIRECTORY] = { IMAPI_E_INVALID_WORKING_DIRECTORY,
                                                    { INSERT_TEXT, INSERT_CAUSE } },
    [FSIMAGE_PROBLEM_WORKING_DIRECTORY_SPACE] = { IMAPI_E_WORKING_DIRECTORY_SPACE,
                                                  { INSERT_TEXT, INSERT_FIRST, INSERT_SECOND } },
    [FSIMAGE_PROBLEM_INVALID_CHANGE_POINT] = { IMAPI_E_INVALID_PARAM, { INSERT_PARAMETER } },
};

static_assert(ARRAYSIZE(rows) == FSIMAGE_PROBLEM_KIND_COUNT, "one row for each kind of problem");

/* Texts made for one message. */
struct detail {
    WCHAR numbers[NUMBERS_UNITS];
    WCHAR file_systems[NAME_UNITS];
    WCHAR *cause;
};

static void set_numbers(struct detail *detail, const struct fsimage_problem *problem,
                        const WCHAR *format)
{
    _snwprintf(detail->numbers, NUMBERS_UNITS - 1, format, problem->first, problem->second);
}

static const WCHAR *file_systems_text(struct detail *detail, unsigned file_systems)
{
    const char *name = fsimage_file_system_name(file_systems);
    size_t i = 0;

    for (; name[i] && i < NAME_UNITS - 1; i++)
        detail->file_systems[i] = (WCHAR)name[i];
    detail->file_systems[i] = 0;
    return detail->file_systems;
}

/* The system's words for the failure, and its code for programs that look for it in the text. */
static const WCHAR *cause_text(struct detail *detail, enum status cause)
{
    static const WCHAR format[] = L"%ls 0x%08lX";
    HRESULT code = com_result_of(cause);
    WCHAR *words = com_error_text(code, NULL, 0);
    size_t units = words ? wcslen(words) + ARRAYSIZE(format) + 8 : 0;

    if (words)
        detail->cause = memory_allocate(units, sizeof(*detail->cause));
    if (detail->cause)
        _snwprintf(detail->cause, units - 1, format, words, (unsigned long)code);
    memory_free(words);
    return detail->cause;
}

/* Whether the insert says something; `out` is it then. */
static BOOL make_insert(enum insert kind, const struct fsimage_problem *problem,
                        const WCHAR *parameter, struct detail *detail, struct com_insert *out)
{
    memset(out, 0, sizeof(*out));
    switch (kind) {
    case INSERT_END:
        return FALSE;
    case INSERT_TEXT:
        out->text = problem->text;
        return TRUE;
    case INSERT_FILE_SYSTEMS:
        out->text = file_systems_text(detail, problem->file_systems);
        return TRUE;
    case INSERT_FIRST:
        out->number = problem->first;
        return TRUE;
    case INSERT_SECOND:
        out->number = problem->second;
        return TRUE;
    case INSERT_BLOCKS:
        set_numbers(detail, problem, L"%I64d blocks are needed and %I64d are allowed");
        out->text = detail->numbers;
        return TRUE;
    case INSERT_BYTES:
        set_numbers(detail, problem, L"%I64d bytes, of at most %I64d");
        out->text = detail->numbers;
        return TRUE;
    case INSERT_BLOCK:
        set_numbers(detail, problem, L"block %I64d");
        out->text = detail->numbers;
        return problem->first >= 0;
    case INSERT_CAUSE:
        /* What an application's stream did is known to the application alone. */
        if (problem->cause == STATUS_OK || problem->cause == STATUS_FOREIGN)
            return FALSE;
        out->text = cause_text(detail, problem->cause);
        return out->text != NULL;
    case INSERT_PARAMETER:
        out->text = parameter ? parameter : L"";
        return TRUE;
    case INSERT_MODIFIED:
        out->text = L"LastModifiedTime";
        return TRUE;
    case INSERT_CREATED:
        out->text = L"CreationTime";
        return TRUE;
    }
    assert(!"an insert that the enum lacks");
    return FALSE;
}

HRESULT problem_report(const struct com_object *object, enum status status,
                       const struct fsimage_problem *problem, const WCHAR *parameter)
{
    const struct row *row = &rows[problem->kind];
    struct com_insert inserts[COM_INSERTS_MAX];
    struct detail detail = { 0 };
    HRESULT code = row->code;
    size_t count = 0;

    if (status == STATUS_OK)
        return S_OK;
    if (code == S_OK)
        code = com_result_of(problem->cause != STATUS_OK ? problem->cause : status);
    for (size_t i = 0; i < COM_INSERTS_MAX; i++) {
        if (make_insert(row->inserts[i], problem, parameter, &detail, &inserts[count]))
            count++;
    }
    code = com_error_set(object, code, inserts, count);
    memory_free(detail.cause);
    return code;
}

HRESULT problem_invalid_parameter(const struct com_object *object, const WCHAR *parameter)
{
    return com_error_with(object, IMAPI_E_INVALID_PARAM, COM_TEXT(parameter));
}
