/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Images a folder through the imapi2fs.dll beside this program, in the way the arguments say. */
#include <windows.h>
#include <ole2.h>
#include <imapi2fs.h>

#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

typedef HRESULT(WINAPI *get_class_object)(REFCLSID clsid, REFIID iid, void **out);

int wmain(int count, wchar_t **arguments);

static HRESULT create_image(IFileSystemImage **image)
{
    HMODULE module = LoadLibraryW(L"imapi2fs.dll");
    get_class_object entry =
        module ? (get_class_object)(void *)GetProcAddress(module, "DllGetClassObject") : NULL;
    IClassFactory *factory;
    HRESULT hr;

    *image = NULL;
    if (!entry)
        return HRESULT_FROM_WIN32(GetLastError());
    hr = entry(&CLSID_MsftFileSystemImage, &IID_IClassFactory, (void **)&factory);
    if (FAILED(hr))
        return hr;
    hr = IClassFactory_CreateInstance(factory, NULL, &IID_IFileSystemImage, (void **)image);
    IClassFactory_Release(factory);
    return hr;
}

static HRESULT fill(IFileSystemImage *image, wchar_t *folder, FsiFileSystems systems, LONG level)
{
    IFsiDirectoryItem *root;
    HRESULT hr = IFileSystemImage_put_FreeMediaBlocks(image, 0);

    if (SUCCEEDED(hr))
        hr = IFileSystemImage_put_FileSystemsToCreate(image, systems);
    if (SUCCEEDED(hr))
        hr = IFileSystemImage_put_ISO9660InterchangeLevel(image, level);
    if (SUCCEEDED(hr))
        hr = IFileSystemImage_get_Root(image, &root);
    if (FAILED(hr))
        return hr;
    hr = IFsiDirectoryItem_AddTree(root, folder, VARIANT_FALSE);
    IFsiDirectoryItem_Release(root);
    return hr;
}

/* The image goes before its stream is read, as programs do it. */
static HRESULT open_stream(IFileSystemImage *image, IStream **stream)
{
    IFileSystemImageResult *result;
    HRESULT hr = IFileSystemImage_CreateResultImage(image, &result);

    if (FAILED(hr))
        return hr;
    hr = IFileSystemImageResult_get_ImageStream(result, stream);
    IFileSystemImageResult_Release(result);
    return hr;
}

static HRESULT save(IStream *stream, const wchar_t *path)
{
    static unsigned char piece[65536];
    HANDLE file = CreateFileW(path, GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, 0, NULL);
    HRESULT hr = S_OK;
    ULONG got = 1;

    if (file == INVALID_HANDLE_VALUE)
        return HRESULT_FROM_WIN32(GetLastError());
    while (SUCCEEDED(hr) && got > 0) {
        DWORD written;

        hr = IStream_Read(stream, piece, sizeof(piece), &got);
        if (SUCCEEDED(hr) && !WriteFile(file, piece, got, &written, NULL))
            hr = HRESULT_FROM_WIN32(GetLastError());
    }
    CloseHandle(file);
    return hr;
}

int wmain(int count, wchar_t **arguments)
{
    IFileSystemImage *image;
    IStream *stream = NULL;
    HRESULT hr;

    if (count != 5) {
        fprintf(stderr, "usage: write_image FOLDER OUTPUT SYSTEMS LEVEL\n");
        return 2;
    }
    CoInitializeEx(NULL, COINIT_APARTMENTTHREADED);
    hr = create_image(&image);
    if (SUCCEEDED(hr)) {
        hr = fill(image, arguments[1], (FsiFileSystems)_wtoi(arguments[3]), _wtoi(arguments[4]));
        if (SUCCEEDED(hr))
            hr = open_stream(image, &stream);
        IFileSystemImage_Release(image);
    }
    if (SUCCEEDED(hr)) {
        hr = save(stream, arguments[2]);
        IStream_Release(stream);
    }
    CoUninitialize();
    if (FAILED(hr))
        fprintf(stderr, "write_image: 0x%08lX\n", (unsigned long)hr);
    return SUCCEEDED(hr) ? 0 : 1;
}
