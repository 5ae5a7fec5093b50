/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Virtual recorders and burning for tests of images: the two DLLs together. */
#include "test_drive.h"

#include <stdio.h>

void *test_create_of_imapi2(REFCLSID clsid, REFIID iid)
{
    IClassFactory *factory = test_class_object(L"imapi2.dll", clsid);
    void *object;

    assert_result(IClassFactory_CreateInstance(factory, NULL, iid, &object), S_OK);
    IClassFactory_Release(factory);
    return object;
}

IDiscRecorder2 *test_open_recorder(const WCHAR *configuration)
{
    IDiscRecorder2 *recorder = test_create_of_imapi2(&CLSID_MsftDiscRecorder2, &IID_IDiscRecorder2);
    IDiscMaster2 *master;
    LONG count;
    BSTR id;

    assert_true(SetEnvironmentVariableW(L"OPENIMAPI_VIRTUAL_RECORDERS", configuration));
    master = test_create_of_imapi2(&CLSID_MsftDiscMaster2, &IID_IDiscMaster2);
    assert_result(IDiscMaster2_get_Count(master, &count), S_OK);
    assert_true(count >= 1);
    /* Virtual recorders follow the real ones. */
    assert_result(IDiscMaster2_get_Item(master, count - 1, &id), S_OK);
    assert_result(IDiscRecorder2_InitializeDiscRecorder(recorder, id), S_OK);
    SysFreeString(id);
    test_release(master);
    return recorder;
}

IDiscRecorder2 *test_open_blank(const struct test_path *folder, const WCHAR *medium)
{
    const struct test_path disc = test_folder_path(folder, L"disc.iso");
    WCHAR configuration[TEST_PATH_UNITS + 64];

    _snwprintf(configuration, ARRAYSIZE(configuration) - 1, L"test=\"%ls\",medium=%ls", disc.text,
               medium);
    return test_open_recorder(configuration);
}

DWORD test_register_writer(void)
{
    IClassFactory *factory = test_class_object(L"imapi2.dll", &CLSID_MsftDiscFormat2Data);
    DWORD cookie;

    assert_result(CoRegisterClassObject(&CLSID_MsftDiscFormat2Data, (IUnknown *)factory,
                                        CLSCTX_INPROC_SERVER, REGCLS_MULTIPLEUSE, &cookie),
                  S_OK);
    IClassFactory_Release(factory);
    return cookie;
}

IDiscFormat2Data *test_create_writer(IDiscRecorder2 *recorder)
{
    IDiscFormat2Data *writer =
        test_create_of_imapi2(&CLSID_MsftDiscFormat2Data, &IID_IDiscFormat2Data);
    BSTR name = SysAllocString(L"imapi2fs test");

    assert_result(IDiscFormat2Data_put_Recorder(writer, recorder), S_OK);
    assert_result(IDiscFormat2Data_put_ClientName(writer, name), S_OK);
    /* Else the first session is the last. */
    assert_result(IDiscFormat2Data_put_DisableConsumerDvdCompatibilityMode(writer, VARIANT_TRUE),
                  S_OK);
    SysFreeString(name);
    return writer;
}

void test_burn(IDiscRecorder2 *recorder, IFileSystemImage3 *image)
{
    IDiscFormat2Data *writer = test_create_writer(recorder);
    IStream *stream = test_open_image(image);

    assert_result(IDiscFormat2Data_Write(writer, stream), S_OK);
    test_release(stream);
    test_release(writer);
}

HRESULT test_put_sessions(IFileSystemImage3 *image, IDiscRecorder2 *recorder)
{
    IDiscFormat2Data *writer = test_create_writer(recorder);
    SAFEARRAY *sessions;
    HRESULT hr;

    assert_result(IDiscFormat2Data_get_MultisessionInterfaces(writer, &sessions), S_OK);
    test_release(writer);
    hr = IFileSystemImage3_put_MultisessionInterfaces(image, sessions);
    assert_result(SafeArrayDestroy(sessions), S_OK);
    return hr;
}
