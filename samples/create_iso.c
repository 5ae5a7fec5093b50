/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Makes an ISO file of a folder, as New-IsoFile of many PowerShell pages does: no recorder needed.
 *
 *     create_iso FOLDER FILE [VOLUME [BOOT-IMAGE]]
 *
 * BOOT-IMAGE makes the image start a computer with UEFI. Ends with 0 when the file is complete, 1
 * when something failed (and then there is no FILE), 2 when the arguments are wrong.
 */
#include <windows.h>
#include <imapi2fs.h>
#include <shlwapi.h>

#include <stdio.h>

struct job {
    const wchar_t *folder;
    const wchar_t *file;
    const wchar_t *volume;
    const wchar_t *boot_image; /* or NULL */
};

int wmain(int count, wchar_t **arguments);

static HRESULT create(REFCLSID clsid, REFIID iid, void **object)
{
    return CoCreateInstance(clsid, NULL, CLSCTX_INPROC_SERVER, iid, object);
}

/* The text that the failing method left names the file or the limit. */
static HRESULT report(HRESULT hr, const char *step)
{
    IErrorInfo *info = NULL;
    BSTR text = NULL;

    if (SUCCEEDED(hr))
        return hr;
    if (GetErrorInfo(0, &info) == S_OK) {
        IErrorInfo_GetDescription(info, &text);
        IErrorInfo_Release(info);
    }
    fprintf(stderr, "create_iso: %s: %ls (0x%08lX)\n", step, text != NULL ? text : L"",
            (unsigned long)hr);
    SysFreeString(text);
    return hr;
}

static HRESULT put_boot_image(IFileSystemImage *image, const wchar_t *path)
{
    IBootOptions *options = NULL;
    IStream *stream = NULL;
    HRESULT hr;

    hr = SHCreateStreamOnFileEx(path, STGM_READ | STGM_SHARE_DENY_WRITE, 0, FALSE, NULL, &stream);
    if (SUCCEEDED(hr))
        hr = create(&CLSID_BootOptions, &IID_IBootOptions, (void **)&options);
    if (SUCCEEDED(hr))
        hr = IBootOptions_AssignBootImage(options, stream);
    if (SUCCEEDED(hr))
        hr = IBootOptions_put_PlatformId(options, PlatformEFI);
    if (SUCCEEDED(hr))
        hr = IBootOptions_put_Emulation(options, EmulationNone);
    if (SUCCEEDED(hr))
        hr = IFileSystemImage_put_BootImageOptions(image, options);
    if (options != NULL)
        IBootOptions_Release(options);
    if (stream != NULL)
        IStream_Release(stream);
    return hr;
}

static HRESULT add_folder(IFileSystemImage *image, const wchar_t *folder)
{
    BSTR path = SysAllocString(folder);
    IFsiDirectoryItem *root = NULL;
    HRESULT hr = IFileSystemImage_get_Root(image, &root);

    if (SUCCEEDED(hr)) {
        hr = IFsiDirectoryItem_AddTree(root, path, VARIANT_FALSE);
        IFsiDirectoryItem_Release(root);
    }
    SysFreeString(path);
    return hr;
}

static HRESULT fill_image(const struct job *job, IFileSystemImage *image)
{
    BSTR volume = SysAllocString(job->volume);
    HRESULT hr;

    hr = IFileSystemImage_put_FileSystemsToCreate(
        image, FsiFileSystemISO9660 | FsiFileSystemJoliet | FsiFileSystemUDF);
    if (SUCCEEDED(hr))
        hr = IFileSystemImage_put_FreeMediaBlocks(image, 0); /* no disc sets a limit */
    if (SUCCEEDED(hr))
        hr = IFileSystemImage_put_VolumeName(image, volume);
    SysFreeString(volume);
    if (FAILED(report(hr, "cannot prepare an image")))
        return hr;
    if (job->boot_image != NULL)
        hr = report(put_boot_image(image, job->boot_image), "cannot use the boot image");
    if (SUCCEEDED(hr))
        hr = report(add_folder(image, job->folder), "cannot add the folder");
    return hr;
}

/* Block by block, as most clients do; larger pieces are welcome too. */
static HRESULT copy_blocks(IFileSystemImageResult *result, IStream *source, IStream *target)
{
    BYTE block[2048];
    LONG blocks = 0;
    LONG block_size = 0;
    ULONG size = 0;
    HRESULT hr = IFileSystemImageResult_get_TotalBlocks(result, &blocks);

    if (SUCCEEDED(hr))
        hr = IFileSystemImageResult_get_BlockSize(result, &block_size);
    if (SUCCEEDED(hr) && block_size != (LONG)sizeof(block))
        hr = E_UNEXPECTED;
    for (LONG i = 0; SUCCEEDED(hr) && i < blocks; i++) {
        hr = IStream_Read(source, block, sizeof(block), &size);
        if (SUCCEEDED(hr) && size != sizeof(block))
            hr = STG_E_READFAULT;
        if (SUCCEEDED(hr))
            hr = IStream_Write(target, block, sizeof(block), NULL);
    }
    if (SUCCEEDED(hr))
        printf("%ld blocks of %ld bytes\n", (long)blocks, (long)block_size);
    return hr;
}

static HRESULT save(IFileSystemImageResult *result, const wchar_t *file)
{
    IStream *source = NULL;
    IStream *target = NULL;
    HRESULT hr = IFileSystemImageResult_get_ImageStream(result, &source);

    if (SUCCEEDED(hr))
        hr = SHCreateStreamOnFileEx(file, STGM_CREATE | STGM_WRITE | STGM_SHARE_EXCLUSIVE,
                                    FILE_ATTRIBUTE_NORMAL, TRUE, NULL, &target);
    if (SUCCEEDED(hr)) {
        hr = copy_blocks(result, source, target);
        IStream_Release(target);
        if (FAILED(hr))
            DeleteFileW(file); /* half an image is worse than none */
    }
    if (source != NULL)
        IStream_Release(source);
    return hr;
}

static HRESULT run(const struct job *job)
{
    IFileSystemImage *image = NULL;
    IFileSystemImageResult *result = NULL;
    HRESULT hr;

    hr = report(create(&CLSID_MsftFileSystemImage, &IID_IFileSystemImage, (void **)&image),
                "cannot reach IMAPI2 (are the DLLs registered?)");
    if (FAILED(hr))
        return hr;
    hr = fill_image(job, image);
    if (SUCCEEDED(hr))
        hr = report(IFileSystemImage_CreateResultImage(image, &result), "cannot create the image");
    IFileSystemImage_Release(image); /* the result keeps what it needs */
    if (SUCCEEDED(hr)) {
        hr = report(save(result, job->file), "cannot write the file");
        IFileSystemImageResult_Release(result);
    }
    return hr;
}

int wmain(int count, wchar_t **arguments)
{
    struct job job = { .volume = L"NEW_ISO" };
    HRESULT hr;

    if (count < 3 || count > 5) {
        fputs("usage: create_iso FOLDER FILE [VOLUME [BOOT-IMAGE]]\n", stderr);
        return 2;
    }
    job.folder = arguments[1];
    job.file = arguments[2];
    if (count > 3)
        job.volume = arguments[3];
    if (count > 4)
        job.boot_image = arguments[4];
    hr = report(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED), "cannot start COM");
    if (SUCCEEDED(hr)) {
        hr = run(&job);
        CoUninitialize();
    }
    return SUCCEEDED(hr) ? 0 : 1;
}
