/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Registration of a DLL, in a registry of the test's own: test_com_registration <path of the DLL>.
 * The roots of the registry are redirected for this process to empty keys, so that nothing else in
 * the prefix is touched and every difference shows.
 */
#include "com_test.h"
#include "registry_tree.h"

#include <imapi2fs.h>

#include <stdio.h>
#include <stdlib.h>

typedef HRESULT(STDAPICALLTYPE *register_server)(void);
typedef HRESULT(STDAPICALLTYPE *install)(BOOL install, const WCHAR *command_line);

#define CLASSES L"Software\\Classes"

static WCHAR module_path[MAX_PATH];
static WCHAR full_path[MAX_PATH];
static bool is_fs;
static register_server dll_register;
static register_server dll_unregister;
static install dll_install;

/** The redirected roots. */
struct roots {
    WCHAR key[64];
    HKEY all;
    HKEY machine;
    HKEY user;
};

static HKEY create_root(HKEY all, const WCHAR *name)
{
    HKEY root;
    HKEY classes;

    assert_int_equal(RegCreateKeyExW(all, name, 0, NULL, 0, KEY_ALL_ACCESS, NULL, &root, NULL),
                     ERROR_SUCCESS);
    assert_int_equal(
        RegCreateKeyExW(root, CLASSES, 0, NULL, 0, KEY_ALL_ACCESS, NULL, &classes, NULL),
        ERROR_SUCCESS);
    RegCloseKey(classes);
    return root;
}

static int redirect(void **state)
{
    struct roots *roots = calloc(1, sizeof(*roots));

    assert_non_null(roots);
    _snwprintf(roots->key, ARRAYSIZE(roots->key), L"Software\\OpenIMAPITest%lu",
               GetCurrentProcessId());
    assert_int_equal(RegCreateKeyExW(HKEY_CURRENT_USER, roots->key, 0, NULL, 0, KEY_ALL_ACCESS,
                                     NULL, &roots->all, NULL),
                     ERROR_SUCCESS);
    roots->machine = create_root(roots->all, L"Machine");
    roots->user = create_root(roots->all, L"User");
    assert_int_equal(RegOverridePredefKey(HKEY_LOCAL_MACHINE, roots->machine), ERROR_SUCCESS);
    assert_int_equal(RegOverridePredefKey(HKEY_CURRENT_USER, roots->user), ERROR_SUCCESS);
    *state = roots;
    return 0;
}

static int restore(void **state)
{
    struct roots *roots = *state;

    RegOverridePredefKey(HKEY_LOCAL_MACHINE, NULL);
    RegOverridePredefKey(HKEY_CURRENT_USER, NULL);
    RegCloseKey(roots->machine);
    RegCloseKey(roots->user);
    RegCloseKey(roots->all);
    registry_tree_delete(HKEY_CURRENT_USER, roots->key);
    free(roots);
    return 0;
}

static void check_unchanged(const struct roots *roots, WCHAR *before)
{
    WCHAR *after = registry_tree_text(roots->all);

    if (wcscmp(before, after))
        printf("before:\n%ls\nafter:\n%ls\n", before, after);
    assert_text_equal(after, before);
    free(before);
    free(after);
}

static void check_value(HKEY root, const WCHAR *key, const WCHAR *name, const WCHAR *data)
{
    WCHAR path[256];

    _snwprintf(path, ARRAYSIZE(path), CLASSES L"\\%ls", key);
    assert_text_equal(registry_tree_get(root, path, name), data);
}

static void check_class(HKEY root, REFCLSID clsid, const WCHAR *prog_id, const GUID *library)
{
    WCHAR class_text[40];
    WCHAR library_text[40];
    WCHAR versioned[80];
    WCHAR key[160];

    StringFromGUID2(clsid, class_text, ARRAYSIZE(class_text));
    StringFromGUID2(library, library_text, ARRAYSIZE(library_text));
    _snwprintf(versioned, ARRAYSIZE(versioned), L"%ls.1", prog_id);
    _snwprintf(key, ARRAYSIZE(key), L"CLSID\\%ls\\InprocServer32", class_text);
    check_value(root, key, NULL, full_path);
    check_value(root, key, L"ThreadingModel", L"Both");
    _snwprintf(key, ARRAYSIZE(key), L"CLSID\\%ls\\ProgID", class_text);
    check_value(root, key, NULL, versioned);
    _snwprintf(key, ARRAYSIZE(key), L"CLSID\\%ls\\VersionIndependentProgID", class_text);
    check_value(root, key, NULL, prog_id);
    _snwprintf(key, ARRAYSIZE(key), L"CLSID\\%ls\\TypeLib", class_text);
    check_value(root, key, NULL, library_text);
    _snwprintf(key, ARRAYSIZE(key), L"%ls\\CLSID", prog_id);
    check_value(root, key, NULL, class_text);
    _snwprintf(key, ARRAYSIZE(key), L"%ls\\CLSID", versioned);
    check_value(root, key, NULL, class_text);
    _snwprintf(key, ARRAYSIZE(key), L"%ls\\CurVer", prog_id);
    check_value(root, key, NULL, versioned);
}

static void check_registered(HKEY root)
{
    if (is_fs) {
        check_class(root, &CLSID_MsftFileSystemImage, L"IMAPI2FS.MsftFileSystemImage",
                    &LIBID_IMAPI2FS);
        check_class(root, &CLSID_BootOptions, L"IMAPI2FS.BootOptions", &LIBID_IMAPI2FS);
        check_value(root, L"IMAPI2.BootOptions\\CLSID", NULL,
                    L"{2C941FCE-975B-59BE-A960-9A2A262853A5}");
        check_value(root, L"IMAPI2.MsftFileSystemImage\\CLSID", NULL,
                    L"{2C941FC5-975B-59BE-A960-9A2A262853A5}");
    } else {
        check_class(root, &CLSID_MsftDiscMaster2, L"IMAPI2.MsftDiscMaster2", &LIBID_IMAPI2);
        check_class(root, &CLSID_MsftStreamPrng001, L"IMAPI2.MsftStreamPrng001", &LIBID_IMAPI2);
        check_value(root, L"IMAPI2.MsftStreamPrgn001\\CLSID", NULL,
                    L"{27354126-7F64-5B0F-8F00-5D77AFBE261E}");
    }
}

static const WCHAR *an_interface(void)
{
    return is_fs ? L"{2C941FE1-975B-59BE-A960-9A2A262853A5}"
                 : L"{27354153-9F64-5B0F-8F00-5D77AFBE261E}";
}

static const WCHAR *a_class(void)
{
    return is_fs ? L"{2C941FC5-975B-59BE-A960-9A2A262853A5}"
                 : L"{2735412A-7F64-5B0F-8F00-5D77AFBE261E}";
}

static const WCHAR *the_library(void)
{
    return is_fs ? L"{2C941FD0-975B-59BE-A960-9A2A262853A5}"
                 : L"{2735412F-7F64-5B0F-8F00-5D77AFBE261E}";
}

static void check_library(HKEY root)
{
    const WCHAR *system = sizeof(void *) == 8 ? L"win64" : L"win32";
    WCHAR key[160];

    _snwprintf(key, ARRAYSIZE(key), L"TypeLib\\%ls\\1.0\\0\\%ls", the_library(), system);
    check_value(root, key, NULL, full_path);
    _snwprintf(key, ARRAYSIZE(key), L"Interface\\%ls\\ProxyStubClsid32", an_interface());
    check_value(root, key, NULL, L"{00020424-0000-0000-C000-000000000046}");
    _snwprintf(key, ARRAYSIZE(key), L"Interface\\%ls\\TypeLib", an_interface());
    check_value(root, key, NULL, the_library());
    check_value(root, key, L"Version", L"1.0");
}

static void test_registration__of_the_machine_leaves_no_trace(void **state)
{
    const struct roots *roots = *state;
    WCHAR *before = registry_tree_text(roots->all);

    assert_result(dll_register(), S_OK);
    check_registered(roots->machine);
    check_library(roots->machine);
    check_value(roots->user, L"IMAPI2.MsftDiscMaster2\\CLSID", NULL, L"");
    assert_result(dll_unregister(), S_OK);
    check_unchanged(roots, before);
}

static void test_registration__of_the_user_leaves_no_trace(void **state)
{
    const struct roots *roots = *state;
    WCHAR *before = registry_tree_text(roots->all);
    WCHAR *machine = registry_tree_text(roots->machine);
    WCHAR *machine_after;

    assert_result(dll_install(TRUE, L"User"), S_OK);
    check_registered(roots->user);
    check_library(roots->user);
    machine_after = registry_tree_text(roots->machine);
    assert_text_equal(machine_after, machine);
    assert_result(dll_install(FALSE, L"user"), S_OK);
    check_unchanged(roots, before);
    free(machine);
    free(machine_after);
}

static void test_registration__twice_is_once(void **state)
{
    const struct roots *roots = *state;
    WCHAR *before = registry_tree_text(roots->all);
    WCHAR *once;

    assert_result(dll_register(), S_OK);
    once = registry_tree_text(roots->all);
    assert_result(dll_install(TRUE, NULL), S_OK);
    check_unchanged(roots, once);
    assert_result(dll_unregister(), S_OK);
    assert_result(dll_unregister(), S_OK);
    check_unchanged(roots, before);
}

static void test_registration__install_refuses_other_words(void **state)
{
    const struct roots *roots = *state;
    WCHAR *before = registry_tree_text(roots->all);

    assert_result(dll_install(TRUE, L"users"), E_INVALIDARG);
    assert_result(dll_install(FALSE, L"everybody"), E_INVALIDARG);
    assert_result(dll_install(FALSE, L""), S_OK);
    check_unchanged(roots, before);
}

/* What others put beside ours, under the very same keys, is theirs. */
static void test_registration__keeps_what_others_wrote(void **state)
{
    const struct roots *roots = *state;
    WCHAR key[200];
    WCHAR *before;

    _snwprintf(key, ARRAYSIZE(key), CLASSES L"\\CLSID\\%ls\\Foreign", a_class());
    registry_tree_set(roots->machine, key, NULL, L"theirs");
    _snwprintf(key, ARRAYSIZE(key), CLASSES L"\\CLSID\\%ls\\InprocServer32", a_class());
    registry_tree_set(roots->machine, key, L"Foreign", L"theirs");
    _snwprintf(key, ARRAYSIZE(key), CLASSES L"\\TypeLib\\%ls\\1.0\\0\\win16", the_library());
    registry_tree_set(roots->machine, key, NULL, L"theirs");
    _snwprintf(key, ARRAYSIZE(key), CLASSES L"\\TypeLib\\%ls\\2.0", the_library());
    registry_tree_set(roots->machine, key, NULL, L"theirs");
    _snwprintf(key, ARRAYSIZE(key), CLASSES L"\\Interface\\%ls\\NumMethods", an_interface());
    registry_tree_set(roots->machine, key, NULL, L"3");
    registry_tree_set(roots->machine, CLASSES L"\\Other.Thing\\CLSID", NULL, L"theirs");
    before = registry_tree_text(roots->all);

    assert_result(dll_register(), S_OK);
    check_registered(roots->machine);
    assert_result(dll_unregister(), S_OK);
    check_unchanged(roots, before);
}

/* A class that another DLL took over after us stays its. */
static void test_registration__keeps_a_class_taken_over(void **state)
{
    const struct roots *roots = *state;
    WCHAR key[200];

    assert_result(dll_register(), S_OK);
    _snwprintf(key, ARRAYSIZE(key), CLASSES L"\\CLSID\\%ls\\InprocServer32", a_class());
    registry_tree_set(roots->machine, key, NULL, L"c:\\other.dll");
    assert_result(dll_unregister(), S_OK);
    assert_text_equal(registry_tree_get(roots->machine, key, NULL), L"c:\\other.dll");
    assert_text_equal(registry_tree_get(roots->machine, key, L"ThreadingModel"), L"");
}

static void test_registration__half_of_it_can_be_removed(void **state)
{
    const struct roots *roots = *state;
    WCHAR *before = registry_tree_text(roots->all);
    WCHAR key[200];

    assert_result(dll_register(), S_OK);
    _snwprintf(key, ARRAYSIZE(key), CLASSES L"\\CLSID\\%ls\\InprocServer32", a_class());
    registry_tree_delete(roots->machine, key);
    _snwprintf(key, ARRAYSIZE(key), CLASSES L"\\Interface\\%ls", an_interface());
    registry_tree_delete(roots->machine, key);
    _snwprintf(key, ARRAYSIZE(key), CLASSES L"\\TypeLib\\%ls\\1.0\\0", the_library());
    registry_tree_delete(roots->machine, key);
    assert_result(dll_unregister(), S_OK);
    check_unchanged(roots, before);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_registration__of_the_machine_leaves_no_trace, redirect,
                                        restore),
        cmocka_unit_test_setup_teardown(test_registration__of_the_user_leaves_no_trace, redirect,
                                        restore),
        cmocka_unit_test_setup_teardown(test_registration__twice_is_once, redirect, restore),
        cmocka_unit_test_setup_teardown(test_registration__install_refuses_other_words, redirect,
                                        restore),
        cmocka_unit_test_setup_teardown(test_registration__keeps_what_others_wrote, redirect,
                                        restore),
        cmocka_unit_test_setup_teardown(test_registration__keeps_a_class_taken_over, redirect,
                                        restore),
        cmocka_unit_test_setup_teardown(test_registration__half_of_it_can_be_removed, redirect,
                                        restore),
    };
    HMODULE module;

    if (argc != 2 || !MultiByteToWideChar(CP_UTF8, 0, argv[1], -1, module_path, MAX_PATH))
        return 2;
    is_fs = wcsstr(module_path, L"imapi2fs") != NULL;
    module = LoadLibraryW(module_path);
    if (!module || !GetModuleFileNameW(module, full_path, MAX_PATH))
        return 2;
    dll_register = (register_server)(void *)GetProcAddress(module, "DllRegisterServer");
    dll_unregister = (register_server)(void *)GetProcAddress(module, "DllUnregisterServer");
    dll_install = (install)(void *)GetProcAddress(module, "DllInstall");
    if (!dll_register || !dll_unregister || !dll_install)
        return 2;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
