/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the tests of COM objects share. */
#include "com_test.h"

int com_test_enter_mta(void **state)
{
    (void)state;
    return FAILED(CoInitializeEx(NULL, COINIT_MULTITHREADED));
}

int com_test_leave(void **state)
{
    (void)state;
    CoUninitialize();
    return 0;
}

ULONG com_test_references(IUnknown *object)
{
    IUnknown_AddRef(object);
    return IUnknown_Release(object);
}

bool com_test_take_error(BSTR *description, BSTR *source)
{
    IErrorInfo *info;

    *description = NULL;
    *source = NULL;
    if (GetErrorInfo(0, &info) != S_OK)
        return false;
    assert_result(IErrorInfo_GetDescription(info, description), S_OK);
    assert_result(IErrorInfo_GetSource(info, source), S_OK);
    IErrorInfo_Release(info);
    return true;
}

struct sta_call {
    void (*function)(void *context);
    void *context;
};

static DWORD WINAPI run_in_sta(void *parameter)
{
    const struct sta_call *call = parameter;

    if (FAILED(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED)))
        return 1;
    call->function(call->context);
    CoUninitialize();
    return 0;
}

void com_test_in_sta(void (*function)(void *context), void *context)
{
    struct sta_call call = { function, context };
    HANDLE thread = CreateThread(NULL, 0, run_in_sta, &call, 0, NULL);
    DWORD result = 1;

    assert_non_null(thread);
    assert_int_equal(WaitForSingleObject(thread, 60000), WAIT_OBJECT_0);
    assert_true(GetExitCodeThread(thread, &result));
    assert_int_equal(result, 0);
    CloseHandle(thread);
}
