/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Records WAV files as an audio CD, one track for each.
 *
 *     audio_cd FILE [FILE]...
 *
 * Files hold 16-bit stereo samples of 44,100 Hz. The CD in the first recorder must be blank. A
 * track goes to the recorder from memory; it is whole sectors of 2352 bytes, so its end is filled
 * up with silence.
 *
 * Ends with 0 when the disc is complete, 1 when something failed, 2 when the arguments are wrong.
 */
#include <windows.h>
#include <imapi2.h>

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define SECTOR_BYTES 2352

/* What stands in a WAV file before the samples: chunks of a name, a size, and so many bytes. */
#define RIFF_HEADER_BYTES  12
#define CHUNK_HEADER_BYTES 8
#define FORMAT_BYTES       16

static const BYTE cd_format[FORMAT_BYTES] = {
    1, 0, 2, 0, 0x44, 0xAC, 0, 0, 0x10, 0xB1, 2, 0, 4, 0, 16, 0,
};

int wmain(int count, wchar_t **arguments);

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
    fprintf(stderr, "audio_cd: %s: %ls (0x%08lX)\n", step, text != NULL ? text : L"",
            (unsigned long)hr);
    SysFreeString(text);
    return hr;
}

static bool read_exact(HANDLE file, void *buffer, DWORD size)
{
    DWORD read = 0;

    return ReadFile(file, buffer, size, &read, NULL) && read == size;
}

/* Goes to the samples, which are `*size` bytes; false when they are not those of a CD. */
static bool find_samples(HANDLE file, DWORD *size)
{
    BYTE header[RIFF_HEADER_BYTES];
    BYTE chunk[CHUNK_HEADER_BYTES];
    BYTE format[FORMAT_BYTES];
    bool has_format = false;

    if (!read_exact(file, header, sizeof(header)) || memcmp(header, "RIFF", 4) != 0 ||
        memcmp(header + 8, "WAVE", 4) != 0)
        return false;
    while (read_exact(file, chunk, sizeof(chunk))) {
        DWORD left = chunk[4] | chunk[5] << 8 | chunk[6] << 16 | (DWORD)chunk[7] << 24;

        *size = left;
        if (memcmp(chunk, "data", 4) == 0)
            return has_format && left > 0;
        if (memcmp(chunk, "fmt ", 4) == 0 && left >= sizeof(format)) {
            if (!read_exact(file, format, sizeof(format)))
                return false;
            has_format = memcmp(format, cd_format, sizeof(format)) == 0;
            left -= (DWORD)sizeof(format);
        }
        /* Chunks of an odd size are followed by one byte more. */
        if (SetFilePointer(file, (LONG)(left + *size % 2), NULL, FILE_CURRENT) ==
            INVALID_SET_FILE_POINTER)
            return false;
    }
    return false;
}

/* The samples of a file as whole sectors, in memory. */
static HRESULT load_samples(HANDLE file, IStream **stream)
{
    HGLOBAL memory;
    void *bytes;
    DWORD size;
    bool is_read;

    if (!find_samples(file, &size) || size > MAXDWORD - SECTOR_BYTES)
        return HRESULT_FROM_WIN32(ERROR_BAD_FORMAT);
    memory = GlobalAlloc(GMEM_MOVEABLE | GMEM_ZEROINIT,
                         (size + SECTOR_BYTES - 1) / SECTOR_BYTES * SECTOR_BYTES);
    bytes = memory != NULL ? GlobalLock(memory) : NULL;
    if (bytes == NULL)
        return E_OUTOFMEMORY;
    is_read = read_exact(file, bytes, size);
    GlobalUnlock(memory);
    if (is_read)
        return CreateStreamOnHGlobal(memory, TRUE, stream);
    GlobalFree(memory);
    return HRESULT_FROM_WIN32(ERROR_HANDLE_EOF);
}

static HRESULT open_track(const wchar_t *path, IStream **stream)
{
    HANDLE file = CreateFileW(path, GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
    HRESULT hr;

    *stream = NULL;
    if (file == INVALID_HANDLE_VALUE)
        return report(HRESULT_FROM_WIN32(GetLastError()), "a file cannot be opened");
    hr = report(load_samples(file, stream), "a file has no samples of a CD");
    CloseHandle(file);
    return hr;
}

static HRESULT add_tracks(IDiscFormat2TrackAtOnce *writer, int count, wchar_t **files)
{
    HRESULT hr = S_OK;

    for (int i = 0; i < count && SUCCEEDED(hr); i++) {
        IStream *track;

        hr = open_track(files[i], &track);
        if (FAILED(hr))
            break;
        hr = report(IDiscFormat2TrackAtOnce_AddAudioTrack(writer, track),
                    "a track cannot be recorded");
        if (SUCCEEDED(hr))
            printf("Track %d: %ls\n", i + 1, files[i]);
        IStream_Release(track);
    }
    return hr;
}

/* Whatever became of the tracks, the disc is closed and the recorder free again. */
static HRESULT record(IDiscFormat2TrackAtOnce *writer, int count, wchar_t **files)
{
    HRESULT hr = report(IDiscFormat2TrackAtOnce_PrepareMedia(writer), "the disc cannot be used");
    HRESULT released;

    if (FAILED(hr))
        return hr;
    hr = add_tracks(writer, count, files);
    released = report(IDiscFormat2TrackAtOnce_ReleaseMedia(writer), "the disc cannot be closed");
    return FAILED(hr) ? hr : released;
}

static HRESULT open_recorder(IDiscRecorder2 **recorder)
{
    IDiscMaster2 *master = NULL;
    BSTR id = NULL;
    HRESULT hr = CoCreateInstance(&CLSID_MsftDiscMaster2, NULL, CLSCTX_INPROC_SERVER,
                                  &IID_IDiscMaster2, (void **)&master);

    *recorder = NULL;
    if (SUCCEEDED(hr))
        hr = IDiscMaster2_get_Item(master, 0, &id);
    if (SUCCEEDED(hr))
        hr = CoCreateInstance(&CLSID_MsftDiscRecorder2, NULL, CLSCTX_INPROC_SERVER,
                              &IID_IDiscRecorder2, (void **)recorder);
    if (SUCCEEDED(hr))
        hr = IDiscRecorder2_InitializeDiscRecorder(*recorder, id);
    if (master != NULL)
        IDiscMaster2_Release(master);
    SysFreeString(id);
    return report(hr, "there is no recorder");
}

static HRESULT create_writer(IDiscRecorder2 *recorder, IDiscFormat2TrackAtOnce **writer)
{
    BSTR name = SysAllocString(L"audio_cd");
    HRESULT hr = CoCreateInstance(&CLSID_MsftDiscFormat2TrackAtOnce, NULL, CLSCTX_INPROC_SERVER,
                                  &IID_IDiscFormat2TrackAtOnce, (void **)writer);

    if (SUCCEEDED(hr))
        hr = IDiscFormat2TrackAtOnce_put_Recorder(*writer, recorder);
    if (SUCCEEDED(hr))
        hr = IDiscFormat2TrackAtOnce_put_ClientName(*writer, name);
    SysFreeString(name);
    return report(hr, "the recorder cannot record audio");
}

static HRESULT make_disc(int count, wchar_t **files)
{
    IDiscFormat2TrackAtOnce *writer = NULL;
    IDiscRecorder2 *recorder;
    HRESULT hr = open_recorder(&recorder);

    if (SUCCEEDED(hr))
        hr = create_writer(recorder, &writer);
    if (SUCCEEDED(hr))
        hr = record(writer, count, files);
    if (writer != NULL)
        IDiscFormat2TrackAtOnce_Release(writer);
    if (recorder != NULL)
        IDiscRecorder2_Release(recorder);
    return hr;
}

int wmain(int count, wchar_t **arguments)
{
    HRESULT hr;

    if (count < 2) {
        fputs("usage: audio_cd FILE [FILE]...\n", stderr);
        return 2;
    }
    hr = CoInitializeEx(NULL, COINIT_MULTITHREADED);
    if (FAILED(hr))
        return 1;
    hr = make_disc(count - 1, arguments + 1);
    CoUninitialize();
    if (FAILED(hr))
        return 1;
    puts("Recorded.");
    return 0;
}
