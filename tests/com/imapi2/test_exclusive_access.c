/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Exclusive access between processes: this program starts itself, with the id of a recorder, to
 * hold it until it is told to let go, or killed.
 */
#include "imapi2_test.h"

#include <imapi2error.h>

#define HOLDER  L"Another program"
#define WAIT_MS 30000

/* What the two processes signal: it is held, and it may be given back. */
#define HELD_EVENT L"Local\\OpenIMAPI-test-held"
#define GO_EVENT   L"Local\\OpenIMAPI-test-go"

/* A process that holds a recorder. */
struct holder {
    PROCESS_INFORMATION process;
    HANDLE held;
    HANDLE go;
};

static IDiscRecorder2 *recorder_of_id(BSTR id)
{
    IDiscRecorder2 *recorder = object_create(&CLSID_MsftDiscRecorder2, &IID_IDiscRecorder2);

    assert_result(IDiscRecorder2_InitializeDiscRecorder(recorder, id), S_OK);
    return recorder;
}

static HRESULT acquire(IDiscRecorder2 *recorder, const WCHAR *name)
{
    BSTR text = SysAllocString(name);
    HRESULT hr = IDiscRecorder2_AcquireExclusiveAccess(recorder, VARIANT_TRUE, text);

    SysFreeString(text);
    return hr;
}

/* The other process. */
static int hold(const WCHAR *id)
{
    HANDLE held = OpenEventW(EVENT_MODIFY_STATE, FALSE, HELD_EVENT);
    HANDLE go = OpenEventW(SYNCHRONIZE, FALSE, GO_EVENT);
    BSTR text = SysAllocString(id);
    IDiscRecorder2 *recorder;

    com_test_enter_mta(NULL);
    recorder = recorder_of_id(text);
    if (!held || !go || FAILED(acquire(recorder, HOLDER)))
        return 2;
    SetEvent(held);
    WaitForSingleObject(go, WAIT_MS);
    IDiscRecorder2_Release(recorder);
    SysFreeString(text);
    return 0;
}

static void holder_start(struct holder *holder, BSTR id)
{
    STARTUPINFOW startup = { .cb = sizeof(startup) };
    WCHAR program[MAX_PATH];
    WCHAR line[MAX_PATH * 2];

    holder->held = CreateEventW(NULL, TRUE, FALSE, HELD_EVENT);
    holder->go = CreateEventW(NULL, TRUE, FALSE, GO_EVENT);
    GetModuleFileNameW(NULL, program, ARRAYSIZE(program));
    _snwprintf(line, ARRAYSIZE(line), L"\"%ls\" hold \"%ls\"", program, id);
    assert_true(CreateProcessW(program, line, NULL, NULL, FALSE, 0, NULL, NULL, &startup,
                               &holder->process));
    assert_int_equal(WaitForSingleObject(holder->held, WAIT_MS), WAIT_OBJECT_0);
}

static void holder_finish(struct holder *holder)
{
    WaitForSingleObject(holder->process.hProcess, WAIT_MS);
    CloseHandle(holder->process.hThread);
    CloseHandle(holder->process.hProcess);
    CloseHandle(holder->held);
    CloseHandle(holder->go);
}

static void check_owner(IDiscRecorder2 *recorder, const WCHAR *expected)
{
    BSTR owner = POISON;

    assert_result(IDiscRecorder2_get_ExclusiveAccessOwner(recorder, &owner), S_OK);
    assert_text_equal(owner ? owner : L"", expected);
    SysFreeString(owner);
}

static HRESULT test_unit_ready(IDiscRecorder2 *recorder)
{
    IDiscRecorder2Ex *commands = object_query(recorder, &IID_IDiscRecorder2Ex);
    BYTE cdb[6] = { 0 };
    BYTE sense[18];
    HRESULT hr = IDiscRecorder2Ex_SendCommandNoData(commands, cdb, sizeof(cdb), sense, 0);

    IDiscRecorder2Ex_Release(commands);
    return hr;
}

static void check_is_held(IDiscRecorder2 *recorder)
{
    assert_result(acquire(recorder, L"tests"), E_ACCESSDENIED);
    check_error_text(HOLDER);
    check_owner(recorder, HOLDER);
    assert_result(test_unit_ready(recorder), E_IMAPI_RECORDER_LOCKED);
    assert_result(IDiscRecorder2_EjectMedia(recorder), E_IMAPI_RECORDER_LOCKED);
}

static void check_is_free(IDiscRecorder2 *recorder)
{
    check_owner(recorder, L"");
    assert_true(SUCCEEDED(test_unit_ready(recorder)));
    assert_result(acquire(recorder, L"tests"), S_OK);
    check_owner(recorder, L"tests");
    assert_result(IDiscRecorder2_ReleaseExclusiveAccess(recorder), S_OK);
}

static void test_exclusive_access__keeps_other_processes_out(void **state)
{
    struct test_disc disc = disc_create(L"exclusive-held");
    IDiscRecorder2 *recorder = recorder_open_empty(&disc);
    BSTR id = recorder_id_of(&disc);
    struct holder holder;

    (void)state;
    holder_start(&holder, id);
    check_is_held(recorder);
    SetEvent(holder.go);
    holder_finish(&holder);
    check_is_free(recorder);
    SysFreeString(id);
    IDiscRecorder2_Release(recorder);
    disc_remove(&disc);
}

static void test_exclusive_access__ends_with_the_process(void **state)
{
    struct test_disc disc = disc_create(L"exclusive-killed");
    IDiscRecorder2 *recorder = recorder_open_empty(&disc);
    BSTR id = recorder_id_of(&disc);
    struct holder holder;

    (void)state;
    holder_start(&holder, id);
    check_is_held(recorder);
    assert_true(TerminateProcess(holder.process.hProcess, 3));
    holder_finish(&holder);
    check_is_free(recorder);
    SysFreeString(id);
    IDiscRecorder2_Release(recorder);
    disc_remove(&disc);
}

static void test_exclusive_access__initialising_works_while_locked(void **state)
{
    struct test_disc disc = disc_create(L"exclusive-initialise");
    IDiscRecorder2 *before = recorder_open_empty(&disc);
    BSTR id = recorder_id_of(&disc);
    IDiscRecorder2 *recorder;
    struct holder holder;
    BSTR vendor;

    (void)state;
    IDiscRecorder2_Release(before);
    holder_start(&holder, id);
    recorder = recorder_of_id(id);
    assert_result(IDiscRecorder2_get_VendorId(recorder, &vendor), S_OK);
    assert_text_equal(vendor, L"OpenIMAP");
    SysFreeString(vendor);
    check_is_held(recorder);
    SetEvent(holder.go);
    holder_finish(&holder);
    SysFreeString(id);
    IDiscRecorder2_Release(recorder);
    disc_remove(&disc);
}

static void test_exclusive_access__writers_find_it_locked(void **state)
{
    struct test_disc disc = disc_create(L"exclusive-writer");
    IDiscRecorder2 *recorder = recorder_open_empty(&disc);
    BSTR id = recorder_id_of(&disc);
    IDiscFormat2Erase *eraser = eraser_create(recorder);
    struct holder holder;

    (void)state;
    holder_start(&holder, id);
    assert_result(IDiscFormat2Erase_EraseMedia(eraser), E_IMAPI_RECORDER_LOCKED);
    SetEvent(holder.go);
    holder_finish(&holder);
    SysFreeString(id);
    IDiscFormat2Erase_Release(eraser);
    IDiscRecorder2_Release(recorder);
    disc_remove(&disc);
}

static void test_exclusive_access__nests_in_a_process(void **state)
{
    struct test_disc disc = disc_create(L"exclusive-nested");
    IDiscRecorder2 *one = recorder_open_empty(&disc);
    BSTR id = recorder_id_of(&disc);
    IDiscRecorder2 *other = recorder_of_id(id);

    (void)state;
    assert_result(acquire(one, L"first"), S_OK);
    assert_result(acquire(other, L"second"), S_OK);
    assert_result(IDiscRecorder2_ReleaseExclusiveAccess(one), S_OK);
    check_owner(one, L"first");
    assert_result(IDiscRecorder2_ReleaseExclusiveAccess(one), E_FAIL);
    assert_result(IDiscRecorder2_ReleaseExclusiveAccess(other), S_OK);
    check_is_free(one);
    SysFreeString(id);
    IDiscRecorder2_Release(other);
    IDiscRecorder2_Release(one);
    disc_remove(&disc);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exclusive_access__keeps_other_processes_out),
        cmocka_unit_test(test_exclusive_access__ends_with_the_process),
        cmocka_unit_test(test_exclusive_access__initialising_works_while_locked),
        cmocka_unit_test(test_exclusive_access__writers_find_it_locked),
        cmocka_unit_test(test_exclusive_access__nests_in_a_process),
    };

    if (argc == 3 && strcmp(argv[1], "hold") == 0) {
        WCHAR id[MAX_PATH];

        MultiByteToWideChar(CP_ACP, 0, argv[2], -1, id, ARRAYSIZE(id));
        return hold(id);
    }
    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
