/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Registration-free COM: everything in regfiles/OpenIMAPI.manifest can be made in an activation
 * context of it, and is not there without. The argument is the manifest, beside the DLLs.
 */
#include "support/cmocka_all.h"

#include <windows.h>
#include <oleauto.h>

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CREATABLE_CLASSES 15
#define PROG_IDS          36

static wchar_t manifest_path[MAX_PATH];
static char *manifest;

static int load_manifest(void **state)
{
    FILE *file = _wfopen(manifest_path, L"rb");
    long size;

    (void)state;
    if (file == NULL || fseek(file, 0, SEEK_END) != 0)
        return -1;
    size = ftell(file);
    rewind(file);
    manifest = calloc(1, (size_t)size + 1);
    if (manifest == NULL || fread(manifest, 1, (size_t)size, file) != (size_t)size)
        return -1;
    fclose(file);
    return CoInitializeEx(NULL, COINIT_APARTMENTTHREADED) == S_OK ? 0 : -1;
}

static int free_manifest(void **state)
{
    (void)state;
    CoUninitialize();
    free(manifest);
    return 0;
}

/* What stands between `before` and `after` next; `*at` moves behind it. False at the end. */
static bool next(const char **at, const char *before, char after, wchar_t out[128])
{
    const char *start = strstr(*at, before);
    const char *end;
    int length;

    if (start == NULL)
        return false;
    start += strlen(before);
    end = strchr(start, after);
    assert_non_null(end);
    length = MultiByteToWideChar(CP_UTF8, 0, start, (int)(end - start), out, 127);
    assert_true(length > 0);
    out[length] = L'\0';
    *at = end;
    return true;
}

static ULONG_PTR activate(HANDLE *context)
{
    const ACTCTXW request = { .cbSize = sizeof(request), .lpSource = manifest_path };
    ULONG_PTR cookie = 0;

    *context = CreateActCtxW(&request);
    assert_ptr_not_equal(*context, INVALID_HANDLE_VALUE);
    assert_true(ActivateActCtx(*context, &cookie));
    return cookie;
}

static void deactivate(HANDLE context, ULONG_PTR cookie)
{
    assert_true(DeactivateActCtx(0, cookie));
    ReleaseActCtx(context);
}

/* Made, and answers by name, which takes its type library. */
static void assert_works(REFCLSID clsid)
{
    IUnknown *object = NULL;
    IDispatch *dispatch = NULL;
    UINT count = 0;

    assert_int_equal(
        CoCreateInstance(clsid, NULL, CLSCTX_INPROC_SERVER, &IID_IUnknown, (void **)&object), S_OK);
    if (SUCCEEDED(IUnknown_QueryInterface(object, &IID_IDispatch, (void **)&dispatch))) {
        assert_int_equal(IDispatch_GetTypeInfoCount(dispatch, &count), S_OK);
        assert_int_equal(count, 1);
        IDispatch_Release(dispatch);
    }
    IUnknown_Release(object);
}

static void test_registration_free__classes(void **state)
{
    const char *at = manifest;
    unsigned count = 0;
    wchar_t text[128];
    HANDLE context;
    const ULONG_PTR cookie = activate(&context);

    (void)state;
    while (next(&at, "comClass clsid=\"", '"', text)) {
        CLSID clsid;

        assert_int_equal(CLSIDFromString(text, &clsid), S_OK);
        assert_works(&clsid);
        count++;
    }
    assert_int_equal(count, CREATABLE_CLASSES);
    deactivate(context, cookie);
}

static unsigned make_by_name(const char *before, char after)
{
    const char *at = manifest;
    unsigned count = 0;
    wchar_t text[128];

    while (next(&at, before, after, text)) {
        CLSID clsid;

        assert_int_equal(CLSIDFromProgID(text, &clsid), S_OK);
        assert_works(&clsid);
        count++;
    }
    return count;
}

static void test_registration_free__names(void **state)
{
    HANDLE context;
    const ULONG_PTR cookie = activate(&context);

    (void)state;
    assert_int_equal(make_by_name(" progid=\"", '"') + make_by_name("<progid>", '<'), PROG_IDS);
    deactivate(context, cookie);
}

static void test_registration_free__without_context(void **state)
{
    CLSID clsid;

    (void)state;
    if (SUCCEEDED(CLSIDFromProgID(L"IMAPI2.MsftDiscMaster2", &clsid))) {
        print_message("this system has IMAPI2 registered\n");
        skip();
    }
    assert_int_equal(CLSIDFromProgID(L"IMAPI2FS.MsftFileSystemImage", &clsid), CO_E_CLASSSTRING);
}

int wmain(int count, wchar_t **arguments);

int wmain(int count, wchar_t **arguments)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_registration_free__without_context),
        cmocka_unit_test(test_registration_free__classes),
        cmocka_unit_test(test_registration_free__names),
    };

    if (count != 2 || GetFullPathNameW(arguments[1], MAX_PATH, manifest_path, NULL) == 0)
        return 2;
    return cmocka_run_group_tests(tests, load_manifest, free_manifest);
}
