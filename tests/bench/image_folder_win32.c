/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Images a folder through imapi2fs.dll as a program would, ISO 9660 and Joliet, into one file. */
#include <windows.h>
#include <imapi2fs.h>

#include <stdio.h>
#include <wchar.h>

enum {
    BUFFER_BYTES = 1 << 20
};

static unsigned char buffer[BUFFER_BYTES];

int wmain(int count, wchar_t **arguments);

static HRESULT create_stream(IFileSystemImage *image, const wchar_t *folder, IStream **stream)
{
    BSTR source = SysAllocString(folder);
    BSTR volume = SysAllocString(L"BENCH");
    IFsiDirectoryItem *root = NULL;
    IFileSystemImageResult *result = NULL;
    HRESULT hr;

    hr =
        IFileSystemImage_put_FileSystemsToCreate(image, FsiFileSystemISO9660 | FsiFileSystemJoliet);
    if (SUCCEEDED(hr))
        hr = IFileSystemImage_put_FreeMediaBlocks(image, 0);
    if (SUCCEEDED(hr))
        hr = IFileSystemImage_put_VolumeName(image, volume);
    if (SUCCEEDED(hr))
        hr = IFileSystemImage_get_Root(image, &root);
    if (SUCCEEDED(hr)) {
        hr = IFsiDirectoryItem_AddTree(root, source, VARIANT_FALSE);
        IFsiDirectoryItem_Release(root);
    }
    if (SUCCEEDED(hr))
        hr = IFileSystemImage_CreateResultImage(image, &result);
    if (SUCCEEDED(hr)) {
        hr = IFileSystemImageResult_get_ImageStream(result, stream);
        IFileSystemImageResult_Release(result);
    }
    SysFreeString(source);
    SysFreeString(volume);
    return hr;
}

static HRESULT copy_stream(IStream *stream, const wchar_t *path)
{
    HANDLE output = CreateFileW(path, GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, 0, NULL);
    ULONG got = 0;
    HRESULT hr;

    if (output == INVALID_HANDLE_VALUE)
        return HRESULT_FROM_WIN32(GetLastError());
    do {
        DWORD written = 0;

        hr = IStream_Read(stream, buffer, BUFFER_BYTES, &got);
        if (SUCCEEDED(hr) && (!WriteFile(output, buffer, got, &written, NULL) || written != got))
            hr = HRESULT_FROM_WIN32(GetLastError());
    } while (SUCCEEDED(hr) && got > 0);
    CloseHandle(output);
    return hr;
}

int wmain(int count, wchar_t **arguments)
{
    IFileSystemImage *image = NULL;
    IStream *stream = NULL;
    HRESULT hr;

    if (count != 3) {
        fprintf(stderr, "usage: image_folder_win32 FOLDER OUTPUT\n");
        return 2;
    }
    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    hr = CoCreateInstance(&CLSID_MsftFileSystemImage, NULL, CLSCTX_INPROC_SERVER,
                          &IID_IFileSystemImage, (void **)&image);
    if (SUCCEEDED(hr)) {
        hr = create_stream(image, arguments[1], &stream);
        IFileSystemImage_Release(image);
    }
    if (SUCCEEDED(hr)) {
        hr = copy_stream(stream, arguments[2]);
        IStream_Release(stream);
    }
    CoUninitialize();
    if (FAILED(hr))
        fprintf(stderr, "image_folder_win32: 0x%08lX\n", (unsigned long)hr);
    return SUCCEEDED(hr) ? 0 : 1;
}
