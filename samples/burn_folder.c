/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Burns a folder to the disc in a recorder, with a progress bar, and verifies it.
 *
 *     burn_folder [--recorder N] [--volume NAME] [--verify none|quick|full] [--overwrite]
 *                 [--progress bar|lines] FOLDER
 *     burn_folder --list
 *
 * Ends with 0 when the disc is burned (and verified), 1 when something failed, 2 when the arguments
 * are wrong. Ctrl-C cancels the burn.
 */
#include "burn_progress.h"

#include <windows.h>
#include <imapi2.h>
#include <imapi2error.h>
#include <imapi2fs.h>

#include <io.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

struct options {
    bool list;
    LONG recorder;
    const wchar_t *volume;
    IMAPI_BURN_VERIFICATION_LEVEL verification;
    bool overwrite;
    bool bar;
    const wchar_t *folder;
};

static struct burn_progress progress;

int wmain(int count, wchar_t **arguments);

static BOOL WINAPI on_ctrl_c(DWORD event)
{
    if (event != CTRL_C_EVENT && event != CTRL_BREAK_EVENT)
        return FALSE;
    InterlockedExchange(&progress.cancelled, 1);
    return TRUE;
}

/* Prints in UTF-8, which is what both pipes and terminals of today expect. */
static void print(FILE *file, const wchar_t *text)
{
    int size = WideCharToMultiByte(CP_UTF8, 0, text, -1, NULL, 0, NULL, NULL);
    char *utf8 = malloc((size_t)size + 1);

    if (utf8 == NULL)
        return;
    WideCharToMultiByte(CP_UTF8, 0, text, -1, utf8, size, NULL, NULL);
    fputs(utf8, file);
    free(utf8);
    fflush(file);
}

/* The text that the failing method left, else the system's text for the code. */
static BSTR describe(HRESULT hr)
{
    IErrorInfo *info = NULL;
    BSTR text = NULL;
    wchar_t buffer[512] = L"";

    if (GetErrorInfo(0, &info) == S_OK) {
        IErrorInfo_GetDescription(info, &text);
        IErrorInfo_Release(info);
    }
    if (text != NULL)
        return text;
    FormatMessageW(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, NULL, (DWORD)hr, 0,
                   buffer, ARRAYSIZE(buffer), NULL);
    return SysAllocString(buffer);
}

/* Reports a failed step; gives back its code so that callers can return it. */
static HRESULT report(HRESULT hr, const wchar_t *step)
{
    wchar_t code[32];
    BSTR text;

    if (SUCCEEDED(hr))
        return hr;
    text = describe(hr);
    _snwprintf(code, ARRAYSIZE(code), L" (0x%08lX)\n", (unsigned long)hr);
    print(stderr, L"burn_folder: ");
    print(stderr, step);
    print(stderr, L": ");
    print(stderr, text != NULL ? text : L"");
    print(stderr, code);
    SysFreeString(text);
    return hr;
}

static HRESULT create(REFCLSID clsid, REFIID iid, void **object)
{
    return CoCreateInstance(clsid, NULL, CLSCTX_INPROC_SERVER, iid, object);
}

static HRESULT open_recorder(IDiscMaster2 *master, LONG index, IDiscRecorder2 **recorder)
{
    BSTR id = NULL;
    HRESULT hr;

    *recorder = NULL;
    hr = report(IDiscMaster2_get_Item(master, index, &id), L"no such recorder");
    if (FAILED(hr))
        return hr;
    hr = report(create(&CLSID_MsftDiscRecorder2, &IID_IDiscRecorder2, (void **)recorder),
                L"cannot create a recorder object");
    if (SUCCEEDED(hr)) {
        hr = report(IDiscRecorder2_InitializeDiscRecorder(*recorder, id),
                    L"cannot open the recorder");
        if (FAILED(hr)) {
            IDiscRecorder2_Release(*recorder);
            *recorder = NULL;
        }
    }
    SysFreeString(id);
    return hr;
}

static void print_recorder(LONG index, IDiscRecorder2 *recorder)
{
    BSTR vendor = NULL;
    BSTR product = NULL;
    wchar_t number[16];

    _snwprintf(number, ARRAYSIZE(number), L"Recorder %ld: ", (long)index);
    if (SUCCEEDED(IDiscRecorder2_get_VendorId(recorder, &vendor)) &&
        SUCCEEDED(IDiscRecorder2_get_ProductId(recorder, &product))) {
        print(stdout, number);
        print(stdout, vendor);
        print(stdout, L" ");
        print(stdout, product);
        print(stdout, L"\n");
    }
    SysFreeString(vendor);
    SysFreeString(product);
}

static HRESULT list_recorders(IDiscMaster2 *master)
{
    LONG count = 0;
    HRESULT hr = report(IDiscMaster2_get_Count(master, &count), L"cannot count the recorders");

    for (LONG i = 0; SUCCEEDED(hr) && i < count; i++) {
        IDiscRecorder2 *recorder;

        /* One recorder that cannot be opened does not hide the others. */
        if (SUCCEEDED(open_recorder(master, i, &recorder))) {
            print_recorder(i, recorder);
            IDiscRecorder2_Release(recorder);
        }
    }
    if (SUCCEEDED(hr) && count == 0)
        print(stdout, L"There is no recorder.\n");
    return hr;
}

/* A writer for this recorder, ready to burn. */
static HRESULT create_writer(const struct options *options, IDiscRecorder2 *recorder,
                             IDiscFormat2Data **writer)
{
    BSTR name = SysAllocString(L"burn_folder");
    IBurnVerification *verification;
    HRESULT hr;

    hr = create(&CLSID_MsftDiscFormat2Data, &IID_IDiscFormat2Data, (void **)writer);
    if (SUCCEEDED(hr))
        hr = IDiscFormat2Data_put_Recorder(*writer, recorder);
    if (SUCCEEDED(hr))
        hr = IDiscFormat2Data_put_ClientName(*writer, name);
    if (SUCCEEDED(hr))
        hr = IDiscFormat2Data_put_ForceOverwrite(*writer,
                                                 options->overwrite ? VARIANT_TRUE : VARIANT_FALSE);
    if (SUCCEEDED(hr))
        hr = IDiscFormat2Data_QueryInterface(*writer, &IID_IBurnVerification,
                                             (void **)&verification);
    if (SUCCEEDED(hr)) {
        hr = IBurnVerification_put_BurnVerificationLevel(verification, options->verification);
        IBurnVerification_Release(verification);
    }
    SysFreeString(name);
    return report(hr, L"cannot prepare the burn");
}

/* The image may fill what the disc has free, or all of a disc that is written anew. */
static HRESULT disc_blocks(IDiscFormat2Data *writer, bool overwrite, LONG *blocks)
{
    HRESULT hr = overwrite ? IDiscFormat2Data_get_TotalSectorsOnMedia(writer, blocks)
                           : IDiscFormat2Data_get_FreeSectorsOnMedia(writer, blocks);

    return report(hr, L"cannot read the disc");
}

static HRESULT fill_image(const struct options *options, LONG blocks, IFileSystemImage *image)
{
    BSTR volume = SysAllocString(options->volume);
    BSTR folder = SysAllocString(options->folder);
    IFsiDirectoryItem *root = NULL;
    HRESULT hr;

    hr =
        IFileSystemImage_put_FileSystemsToCreate(image, FsiFileSystemISO9660 | FsiFileSystemJoliet);
    if (SUCCEEDED(hr))
        hr = IFileSystemImage_put_FreeMediaBlocks(image, blocks);
    if (SUCCEEDED(hr))
        hr = IFileSystemImage_put_VolumeName(image, volume);
    if (SUCCEEDED(hr))
        hr = IFileSystemImage_get_Root(image, &root);
    if (SUCCEEDED(hr)) {
        hr = IFsiDirectoryItem_AddTree(root, folder, VARIANT_FALSE);
        IFsiDirectoryItem_Release(root);
    }
    SysFreeString(volume);
    SysFreeString(folder);
    return report(hr, L"cannot add the folder");
}

static void print_image(IFileSystemImage *image, IFileSystemImageResult *result)
{
    LONG files = 0;
    LONG folders = 0;
    LONG blocks = 0;
    wchar_t text[160];

    IFileSystemImage_get_FileCount(image, &files);
    IFileSystemImage_get_DirectoryCount(image, &folders);
    IFileSystemImageResult_get_TotalBlocks(result, &blocks);
    _snwprintf(text, ARRAYSIZE(text), L"Image: %ld files in %ld folders, %ld blocks, %.1f MB\n",
               (long)files, (long)folders, (long)blocks, blocks * 2048.0 / 1e6);
    print(stdout, text);
}

static HRESULT create_image(const struct options *options, LONG blocks, IStream **stream)
{
    IFileSystemImage *image = NULL;
    IFileSystemImageResult *result = NULL;
    HRESULT hr;

    *stream = NULL;
    hr = report(create(&CLSID_MsftFileSystemImage, &IID_IFileSystemImage, (void **)&image),
                L"cannot create an image");
    if (FAILED(hr))
        return hr;
    hr = fill_image(options, blocks, image);
    if (SUCCEEDED(hr))
        hr = report(IFileSystemImage_CreateResultImage(image, &result), L"cannot create the image");
    if (SUCCEEDED(hr)) {
        print_image(image, result);
        hr = report(IFileSystemImageResult_get_ImageStream(result, stream),
                    L"cannot read the image");
        IFileSystemImageResult_Release(result);
    }
    IFileSystemImage_Release(image);
    return hr;
}

static HRESULT find_events(IDiscFormat2Data *writer, IConnectionPoint **point)
{
    IConnectionPointContainer *container;
    HRESULT hr;

    hr = IDiscFormat2Data_QueryInterface(writer, &IID_IConnectionPointContainer,
                                         (void **)&container);
    if (FAILED(hr))
        return hr;
    hr = IConnectionPointContainer_FindConnectionPoint(container, &IID_DDiscFormat2DataEvents,
                                                       point);
    IConnectionPointContainer_Release(container);
    return hr;
}

static HRESULT write_disc(const struct options *options, IDiscFormat2Data *writer, IStream *stream)
{
    IConnectionPoint *point = NULL;
    DWORD cookie = 0;
    HRESULT hr;

    burn_progress_init(&progress, options->bar);
    hr = find_events(writer, &point);
    if (SUCCEEDED(hr))
        hr = IConnectionPoint_Advise(point, burn_progress_unknown(&progress), &cookie);
    if (FAILED(report(hr, L"cannot follow the burn"))) {
        if (point != NULL)
            IConnectionPoint_Release(point);
        return hr;
    }
    SetConsoleCtrlHandler(on_ctrl_c, TRUE);
    hr = IDiscFormat2Data_Write(writer, stream);
    SetConsoleCtrlHandler(on_ctrl_c, FALSE);
    burn_progress_finish(&progress);
    report(hr, hr == E_IMAPI_REQUEST_CANCELLED ? L"cancelled" : L"the burn failed");
    IConnectionPoint_Unadvise(point, cookie);
    IConnectionPoint_Release(point);
    return hr;
}

static HRESULT burn(const struct options *options, IDiscMaster2 *master)
{
    IDiscRecorder2 *recorder = NULL;
    IDiscFormat2Data *writer = NULL;
    IStream *stream = NULL;
    LONG blocks = 0;
    HRESULT hr;

    hr = open_recorder(master, options->recorder, &recorder);
    if (FAILED(hr))
        return hr;
    print_recorder(options->recorder, recorder);
    hr = create_writer(options, recorder, &writer);
    if (SUCCEEDED(hr))
        hr = disc_blocks(writer, options->overwrite, &blocks);
    if (SUCCEEDED(hr))
        hr = create_image(options, blocks, &stream);
    if (SUCCEEDED(hr))
        hr = write_disc(options, writer, stream);
    if (SUCCEEDED(hr))
        print(stdout, options->verification == IMAPI_BURN_VERIFICATION_NONE
                          ? L"The disc is burned.\n"
                          : L"The disc is burned and verified.\n");
    if (stream != NULL)
        IStream_Release(stream);
    if (writer != NULL)
        IDiscFormat2Data_Release(writer);
    IDiscRecorder2_Release(recorder);
    return hr;
}

static bool parse_level(const wchar_t *text, IMAPI_BURN_VERIFICATION_LEVEL *level)
{
    if (wcscmp(text, L"none") == 0)
        *level = IMAPI_BURN_VERIFICATION_NONE;
    else if (wcscmp(text, L"quick") == 0)
        *level = IMAPI_BURN_VERIFICATION_QUICK;
    else if (wcscmp(text, L"full") == 0)
        *level = IMAPI_BURN_VERIFICATION_FULL;
    else
        return false;
    return true;
}

/* Takes an option with a value; false when it is none of these or its value is wrong. */
static bool parse_pair(struct options *options, const wchar_t *name, const wchar_t *value)
{
    wchar_t *end;

    if (wcscmp(name, L"--verify") == 0)
        return parse_level(value, &options->verification);
    if (wcscmp(name, L"--volume") == 0) {
        options->volume = value;
        return true;
    }
    if (wcscmp(name, L"--progress") == 0) {
        options->bar = wcscmp(value, L"bar") == 0;
        return options->bar || wcscmp(value, L"lines") == 0;
    }
    if (wcscmp(name, L"--recorder") == 0) {
        options->recorder = wcstol(value, &end, 10);
        return end != value && *end == L'\0';
    }
    return false;
}

static bool parse_options(int count, wchar_t **arguments, struct options *options)
{
    for (int i = 1; i < count; i++) {
        if (wcscmp(arguments[i], L"--list") == 0)
            options->list = true;
        else if (wcscmp(arguments[i], L"--overwrite") == 0)
            options->overwrite = true;
        else if (wcsncmp(arguments[i], L"--", 2) != 0 && options->folder == NULL)
            options->folder = arguments[i];
        else if (i + 1 < count && parse_pair(options, arguments[i], arguments[i + 1]))
            i++;
        else
            return false;
    }
    return options->list != (options->folder != NULL);
}

int wmain(int count, wchar_t **arguments)
{
    struct options options = {
        .volume = L"BACKUP",
        .verification = IMAPI_BURN_VERIFICATION_QUICK,
        .bar = _isatty(_fileno(stdout)) != 0,
    };
    IDiscMaster2 *master = NULL;
    HRESULT hr;

    if (!parse_options(count, arguments, &options)) {
        print(stderr,
              L"usage: burn_folder [--recorder N] [--volume NAME] [--verify none|quick|full]"
              L" [--overwrite] [--progress bar|lines] FOLDER\n"
              L"       burn_folder --list\n");
        return 2;
    }
    hr = report(CoInitializeEx(NULL, COINIT_MULTITHREADED), L"cannot start COM");
    if (FAILED(hr))
        return 1;
    hr = report(create(&CLSID_MsftDiscMaster2, &IID_IDiscMaster2, (void **)&master),
                L"cannot reach IMAPI2 (are the DLLs registered?)");
    if (SUCCEEDED(hr)) {
        hr = options.list ? list_recorders(master) : burn(&options, master);
        IDiscMaster2_Release(master);
    }
    CoUninitialize();
    return SUCCEEDED(hr) ? 0 : 1;
}
