/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Each DLL as COM and the loader see it: test_com_module <path of the DLL>. */
#include "com_test.h"

#include <imapi2error.h>
#include <imapi2fserror.h>
#include <imapi2fs.h>

#include <stdlib.h>

typedef HRESULT(STDAPICALLTYPE *get_class_object)(REFCLSID clsid, REFIID iid, void **out);
typedef HRESULT(STDAPICALLTYPE *can_unload_now)(void);

/** What a DLL should hold. */
struct expected_module {
    const WCHAR *name;
    const CLSID *creatable[16];
    const CLSID *not_creatable[16];
    const IID *an_interface; /* of the type library */
    HRESULT codes[3];
};

static const struct expected_module expected_modules[] = {
    {
        .name = L"imapi2.dll",
        .creatable = { &CLSID_MsftDiscMaster2, &CLSID_MsftDiscRecorder2, &CLSID_MsftWriteEngine2,
                       &CLSID_MsftDiscFormat2Erase, &CLSID_MsftDiscFormat2Data,
                       &CLSID_MsftDiscFormat2TrackAtOnce, &CLSID_MsftDiscFormat2RawCD,
                       &CLSID_MsftStreamZero, &CLSID_MsftStreamPrng001,
                       &CLSID_MsftStreamConcatenate, &CLSID_MsftStreamInterleave,
                       &CLSID_MsftRawCDImageCreator },
        .not_creatable = { &CLSID_MsftWriteSpeedDescriptor, &CLSID_MsftMultisessionSequential,
                           &CLSID_MsftMultisessionRandomWrite, &CLSID_MsftFileSystemImage },
        .an_interface = &IID_IDiscMaster2,
        .codes = { E_IMAPI_REQUEST_CANCELLED, E_IMAPI_RECORDER_MEDIA_NO_MEDIA,
                   S_IMAPI_SPEEDADJUSTED },
    },
    {
        .name = L"imapi2fs.dll",
        .creatable = { &CLSID_BootOptions, &CLSID_MsftFileSystemImage, &CLSID_MsftIsoImageManager },
        .not_creatable = { &CLSID_FsiStream, &CLSID_FileSystemImageResult, &CLSID_ProgressItem,
                           &CLSID_EnumProgressItems, &CLSID_ProgressItems, &CLSID_FsiDirectoryItem,
                           &CLSID_FsiFileItem, &CLSID_EnumFsiItems, &CLSID_FsiNamedStreams,
                           &CLSID_BlockRange, &CLSID_BlockRangeList, &CLSID_MsftDiscMaster2 },
        .an_interface = &IID_IFileSystemImage,
        .codes = { IMAPI_E_INVALID_PARAM, IMAPI_E_READONLY, IMAPI_S_IMAGE_FEATURE_NOT_SUPPORTED },
    },
};

static WCHAR module_path[MAX_PATH];
static const struct expected_module *expected;

/** The DLL, loaded for one test. */
struct loaded {
    HMODULE module;
    get_class_object get_class_object;
    can_unload_now can_unload_now;
};

static FARPROC export_of(HMODULE module, const char *name)
{
    FARPROC address = GetProcAddress(module, name);

    assert_non_null(address);
    return address;
}

static int load(void **state)
{
    struct loaded *loaded = calloc(1, sizeof(*loaded));

    assert_non_null(loaded);
    loaded->module = LoadLibraryW(module_path);
    assert_non_null(loaded->module);
    loaded->get_class_object =
        (get_class_object)(void *)export_of(loaded->module, "DllGetClassObject");
    loaded->can_unload_now = (can_unload_now)(void *)export_of(loaded->module, "DllCanUnloadNow");
    *state = loaded;
    return FAILED(CoInitializeEx(NULL, COINIT_MULTITHREADED));
}

static int unload(void **state)
{
    struct loaded *loaded = *state;

    CoUninitialize();
    assert_true(FreeLibrary(loaded->module));
    free(loaded);
    return 0;
}

static IClassFactory *factory_of(const struct loaded *loaded, REFCLSID clsid)
{
    IClassFactory *factory = POISON;

    assert_result(loaded->get_class_object(clsid, &IID_IClassFactory, (void **)&factory), S_OK);
    return factory;
}

/* COM looks for the plain names, also where functions are decorated. */
static void test_module__exports_what_com_looks_for(void **state)
{
    const struct loaded *loaded = *state;

    assert_non_null(export_of(loaded->module, "DllRegisterServer"));
    assert_non_null(export_of(loaded->module, "DllUnregisterServer"));
    assert_non_null(export_of(loaded->module, "DllInstall"));
}

static void test_module__creates_every_class(void **state)
{
    const struct loaded *loaded = *state;

    for (size_t i = 0; expected->creatable[i]; i++) {
        IClassFactory *factory = factory_of(loaded, expected->creatable[i]);
        IUnknown *object = POISON;

        assert_result(IClassFactory_CreateInstance(factory, NULL, &IID_IUnknown, (void **)&object),
                      S_OK);
        assert_int_equal(IUnknown_Release(object), 0);
        IClassFactory_Release(factory);
    }
}

static void test_module__refuses_aggregation(void **state)
{
    const struct loaded *loaded = *state;

    for (size_t i = 0; expected->creatable[i]; i++) {
        IClassFactory *factory = factory_of(loaded, expected->creatable[i]);
        void *out = POISON;

        assert_result(
            IClassFactory_CreateInstance(factory, (IUnknown *)factory, &IID_IUnknown, &out),
            CLASS_E_NOAGGREGATION);
        assert_null(out);
        assert_result(IClassFactory_CreateInstance(factory, NULL, &IID_IUnknown, NULL), E_POINTER);
        IClassFactory_Release(factory);
    }
}

static void test_module__refuses_other_classes(void **state)
{
    const struct loaded *loaded = *state;

    for (size_t i = 0; expected->not_creatable[i]; i++) {
        void *out = POISON;

        assert_result(
            loaded->get_class_object(expected->not_creatable[i], &IID_IClassFactory, &out),
            CLASS_E_CLASSNOTAVAILABLE);
        assert_null(out);
    }
}

static void test_module__factory_is_a_factory(void **state)
{
    const struct loaded *loaded = *state;
    IClassFactory *factory = factory_of(loaded, expected->creatable[0]);
    IUnknown *identity = POISON;
    void *out = POISON;

    assert_result(IClassFactory_QueryInterface(factory, &IID_IUnknown, (void **)&identity), S_OK);
    assert_ptr_equal(identity, factory);
    IUnknown_Release(identity);
    assert_result(IClassFactory_QueryInterface(factory, &IID_IDispatch, &out), E_NOINTERFACE);
    assert_null(out);
    assert_result(IClassFactory_QueryInterface(factory, &IID_IUnknown, NULL), E_POINTER);
    assert_result(loaded->get_class_object(expected->creatable[0], &IID_IDispatch, &out),
                  E_NOINTERFACE);
    assert_null(out);
    assert_result(loaded->get_class_object(expected->creatable[0], &IID_IClassFactory, NULL),
                  E_POINTER);
    IClassFactory_Release(factory);
}

static void test_module__stays_while_it_is_used(void **state)
{
    const struct loaded *loaded = *state;
    IClassFactory *factory;
    IUnknown *object;

    assert_result(loaded->can_unload_now(), S_OK);
    factory = factory_of(loaded, expected->creatable[0]);
    assert_result(loaded->can_unload_now(), S_FALSE);
    assert_result(IClassFactory_CreateInstance(factory, NULL, &IID_IUnknown, (void **)&object),
                  S_OK);
    assert_result(IClassFactory_LockServer(factory, TRUE), S_OK);
    IClassFactory_Release(factory);
    assert_result(loaded->can_unload_now(), S_FALSE);
    IUnknown_Release(object);
    assert_result(loaded->can_unload_now(), S_FALSE);
    factory = factory_of(loaded, expected->creatable[0]);
    assert_result(IClassFactory_LockServer(factory, FALSE), S_OK);
    IClassFactory_Release(factory);
    assert_result(loaded->can_unload_now(), S_OK);
}

/* What the DLL kept of its type library goes with it. */
static void test_module__type_library_is_its_own(void **state)
{
    const struct loaded *loaded = *state;
    IDispatch *dispatch;
    ITypeInfo *info = POISON;
    ITypeLib *library;
    UINT index;

    for (size_t i = 0; expected->creatable[i]; i++) {
        IClassFactory *factory = factory_of(loaded, expected->creatable[i]);

        if (SUCCEEDED(
                IClassFactory_CreateInstance(factory, NULL, &IID_IDispatch, (void **)&dispatch))) {
            assert_result(IDispatch_GetTypeInfo(dispatch, 0, LOCALE_USER_DEFAULT, &info), S_OK);
            assert_result(ITypeInfo_GetContainingTypeLib(info, &library, &index), S_OK);
            ITypeLib_Release(library);
            ITypeInfo_Release(info);
            IDispatch_Release(dispatch);
        }
        IClassFactory_Release(factory);
    }
    assert_result(LoadTypeLibEx(module_path, REGKIND_NONE, &library), S_OK);
    assert_result(ITypeLib_GetTypeInfoOfGuid(library, expected->an_interface, &info), S_OK);
    ITypeInfo_Release(info);
    ITypeLib_Release(library);
}

static void test_module__has_texts_and_a_version(void **state)
{
    const struct loaded *loaded = *state;
    HRSRC version = FindResourceW(loaded->module, MAKEINTRESOURCEW(1), (WCHAR *)RT_VERSION);

    assert_non_null(version);
    assert_true(SizeofResource(loaded->module, version) > 200);
    for (size_t i = 0; i < ARRAYSIZE(expected->codes); i++) {
        WCHAR text[512];

        assert_true(FormatMessageW(FORMAT_MESSAGE_FROM_HMODULE | FORMAT_MESSAGE_IGNORE_INSERTS,
                                   loaded->module, (DWORD)expected->codes[i], 0, text,
                                   ARRAYSIZE(text), NULL) > 10);
    }
}

static const char *name_at(const BYTE *image, DWORD offset)
{
    return (const char *)image + offset;
}

static bool is_system_library(const char *name)
{
    static const char *const libraries[] = { "ADVAPI32.dll", "KERNEL32.dll", "msvcrt.dll",
                                             "ole32.dll",    "OLEAUT32.dll", "USER32.dll",
                                             "SETUPAPI.dll", "SHELL32.dll",  "CFGMGR32.dll",
                                             "ntdll.dll" };

    for (size_t i = 0; i < ARRAYSIZE(libraries); i++) {
        if (!_stricmp(name, libraries[i]))
            return true;
    }
    return false;
}

/* Nothing has to be shipped beside the DLL. */
static void test_module__needs_system_libraries_only(void **state)
{
    const struct loaded *loaded = *state;
    const BYTE *image = (const BYTE *)loaded->module;
    const IMAGE_NT_HEADERS *headers =
        (const void *)(image + ((const IMAGE_DOS_HEADER *)image)->e_lfanew);
    const IMAGE_DATA_DIRECTORY *directory =
        &headers->OptionalHeader.DataDirectory[IMAGE_DIRECTORY_ENTRY_IMPORT];
    const IMAGE_IMPORT_DESCRIPTOR *imported = (const void *)(image + directory->VirtualAddress);
    unsigned count = 0;

    assert_true(directory->Size > 0);
    for (; imported->Name; imported++, count++) {
        if (!is_system_library(name_at(image, imported->Name)))
            fail_msg("%ls needs %s", expected->name, name_at(image, imported->Name));
    }
    assert_true(count > 2);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_module__exports_what_com_looks_for, load, unload),
        cmocka_unit_test_setup_teardown(test_module__creates_every_class, load, unload),
        cmocka_unit_test_setup_teardown(test_module__refuses_aggregation, load, unload),
        cmocka_unit_test_setup_teardown(test_module__refuses_other_classes, load, unload),
        cmocka_unit_test_setup_teardown(test_module__factory_is_a_factory, load, unload),
        cmocka_unit_test_setup_teardown(test_module__stays_while_it_is_used, load, unload),
        cmocka_unit_test_setup_teardown(test_module__type_library_is_its_own, load, unload),
        cmocka_unit_test_setup_teardown(test_module__has_texts_and_a_version, load, unload),
        cmocka_unit_test_setup_teardown(test_module__needs_system_libraries_only, load, unload),
    };

    if (argc != 2 || !MultiByteToWideChar(CP_UTF8, 0, argv[1], -1, module_path, MAX_PATH))
        return 2;
    for (size_t i = 0; i < ARRAYSIZE(expected_modules); i++) {
        if (wcsstr(module_path, expected_modules[i].name))
            expected = &expected_modules[i];
    }
    return expected ? cmocka_run_group_tests(tests, NULL, NULL) : 2;
}
