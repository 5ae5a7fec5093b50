/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the tests of imapi2.dll share. */
#include "imapi2_test.h"

#include "test_stream.h"

#include "com/module.h"

#include <stdlib.h>

#define CONFIGURATION_UNITS (2 * MAX_PATH)

void *object_create(REFCLSID clsid, REFIID iid)
{
    void *out = POISON;

    assert_result(com_module_create_instance(clsid, iid, &out), S_OK);
    return out;
}

void *object_query(void *object, REFIID iid)
{
    void *out = POISON;

    assert_result(IUnknown_QueryInterface((IUnknown *)object, iid, &out), S_OK);
    return out;
}

void object_release(void *object)
{
    if (object)
        IUnknown_Release((IUnknown *)object);
}

void recorders_set(const WCHAR *text)
{
    assert_true(SetEnvironmentVariableW(L"OPENIMAPI_VIRTUAL_RECORDERS", text));
}

static void remove_file(const WCHAR *path, const WCHAR *suffix)
{
    WCHAR name[MAX_PATH + 8];

    _snwprintf(name, ARRAYSIZE(name), L"%ls%ls", path, suffix);
    if (!DeleteFileW(name))
        assert_int_equal(GetLastError(), ERROR_FILE_NOT_FOUND);
}

struct test_disc disc_create(const WCHAR *name)
{
    struct test_disc disc = { { 0 }, { 0 } };
    WCHAR folder[MAX_PATH];

    assert_true(GetTempPathW(ARRAYSIZE(folder), folder) > 0);
    _snwprintf(disc.name, ARRAYSIZE(disc.name) - 1, L"%ls", name);
    _snwprintf(disc.path, ARRAYSIZE(disc.path) - 1, L"%lsopenimapi-%ls-%lu.iso", folder, name,
               GetCurrentProcessId());
    disc_remove(&disc);
    return disc;
}

void disc_remove(const struct test_disc *disc)
{
    remove_file(disc->path, L"");
    remove_file(disc->path, L".disc");
}

static HANDLE open_file(const struct test_disc *disc)
{
    HANDLE file = CreateFileW(disc->path, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL,
                              OPEN_EXISTING, 0, NULL);

    assert_true(file != INVALID_HANDLE_VALUE);
    return file;
}

uint64_t disc_size(const struct test_disc *disc)
{
    HANDLE file = open_file(disc);
    LARGE_INTEGER size;

    assert_true(GetFileSizeEx(file, &size));
    CloseHandle(file);
    return (uint64_t)size.QuadPart;
}

void disc_check_content(const struct test_disc *disc, uint64_t offset, uint64_t size, uint32_t seed,
                        uint64_t origin)
{
    static BYTE expected[1 << 20];
    static BYTE found[sizeof(expected)];
    HANDLE file = open_file(disc);
    LARGE_INTEGER position = { .QuadPart = (LONGLONG)offset };

    assert_true(SetFilePointerEx(file, position, NULL, FILE_BEGIN));
    for (uint64_t done = 0; done < size;) {
        DWORD part = size - done < sizeof(found) ? (DWORD)(size - done) : (DWORD)sizeof(found);
        DWORD read = 0;

        assert_true(ReadFile(file, found, part, &read, NULL));
        assert_int_equal(read, part);
        test_stream_fill(seed, offset - origin + done, expected, part);
        assert_memory_equal(found, expected, part);
        done += part;
    }
    CloseHandle(file);
}

static void configure(const struct test_disc *disc, const WCHAR *medium)
{
    WCHAR text[CONFIGURATION_UNITS];

    if (medium)
        _snwprintf(text, ARRAYSIZE(text), L"%ls=\"%ls\",medium=%ls", disc->name, disc->path,
                   medium);
    else
        _snwprintf(text, ARRAYSIZE(text), L"%ls=", disc->name);
    recorders_set(text);
}

BSTR recorder_id_of(const struct test_disc *disc)
{
    IDiscMaster2 *master = object_create(&CLSID_MsftDiscMaster2, &IID_IDiscMaster2);
    BSTR id = NULL;
    LONG count = 0;

    assert_result(IDiscMaster2_get_Count(master, &count), S_OK);
    for (LONG i = 0; i < count && !id; i++) {
        assert_result(IDiscMaster2_get_Item(master, i, &id), S_OK);
        if (!wcsstr(id, disc->name)) {
            SysFreeString(id);
            id = NULL;
        }
    }
    assert_non_null(id);
    IDiscMaster2_Release(master);
    return id;
}

IDiscRecorder2 *recorder_open_id(BSTR id)
{
    IDiscRecorder2 *recorder = object_create(&CLSID_MsftDiscRecorder2, &IID_IDiscRecorder2);

    assert_result(IDiscRecorder2_InitializeDiscRecorder(recorder, id), S_OK);
    return recorder;
}

static IDiscRecorder2 *open_configured(const struct test_disc *disc)
{
    BSTR id = recorder_id_of(disc);
    IDiscRecorder2 *recorder = recorder_open_id(id);

    SysFreeString(id);
    return recorder;
}

IDiscRecorder2 *recorder_open(const struct test_disc *disc, const WCHAR *medium)
{
    configure(disc, medium);
    return open_configured(disc);
}

IDiscRecorder2 *recorder_open_empty(const struct test_disc *disc)
{
    configure(disc, NULL);
    return open_configured(disc);
}

IDiscFormat2Data *writer_create(IDiscRecorder2 *recorder)
{
    IDiscFormat2Data *writer = object_create(&CLSID_MsftDiscFormat2Data, &IID_IDiscFormat2Data);
    BSTR name = SysAllocString(L"imapi2 test");

    assert_result(IDiscFormat2Data_put_Recorder(writer, recorder), S_OK);
    assert_result(IDiscFormat2Data_put_ClientName(writer, name), S_OK);
    SysFreeString(name);
    return writer;
}

void writer_set_verification(IDiscFormat2Data *writer, IMAPI_BURN_VERIFICATION_LEVEL level)
{
    IBurnVerification *verification = object_query(writer, &IID_IBurnVerification);

    assert_result(IBurnVerification_put_BurnVerificationLevel(verification, level), S_OK);
    IBurnVerification_Release(verification);
}

void writer_burn(IDiscFormat2Data *writer, uint32_t sectors, uint32_t seed)
{
    struct test_stream *stream = test_stream_create((uint64_t)sectors * SECTOR_BYTES, seed);

    assert_result(IDiscFormat2Data_Write(writer, &stream->IStream_iface), S_OK);
    test_stream_destroy(stream);
}

/* READ CD of user data, one sector at a time. */
void recorder_check_audio(IDiscRecorder2 *recorder, LONG start, uint32_t sectors, uint32_t seed)
{
    IDiscRecorder2Ex *pass_through = object_query(recorder, &IID_IDiscRecorder2Ex);
    BYTE found[AUDIO_BYTES];
    BYTE expected[AUDIO_BYTES];

    for (uint32_t i = 0; i < sectors; i++) {
        ULONG lba = (ULONG)start + i;
        BYTE cdb[12] = {
            0xBE, 0,   (BYTE)(lba >> 24), (BYTE)(lba >> 16), (BYTE)(lba >> 8), (BYTE)lba, 0, 0,
            1,    0x10
        };
        BYTE sense[18];
        ULONG fetched = 0;

        assert_result(IDiscRecorder2Ex_SendCommandGetDataFromDevice(pass_through, cdb, sizeof(cdb),
                                                                    sense, 10, found, sizeof(found),
                                                                    &fetched),
                      S_OK);
        test_stream_fill(seed, (uint64_t)i * AUDIO_BYTES, expected, sizeof(expected));
        assert_memory_equal(found, expected, sizeof(found));
    }
    IDiscRecorder2Ex_Release(pass_through);
}

IDiscFormat2Erase *eraser_create(IDiscRecorder2 *recorder)
{
    IDiscFormat2Erase *eraser = object_create(&CLSID_MsftDiscFormat2Erase, &IID_IDiscFormat2Erase);
    BSTR name = SysAllocString(L"imapi2 test");

    assert_result(IDiscFormat2Erase_put_Recorder(eraser, recorder), S_OK);
    assert_result(IDiscFormat2Erase_put_ClientName(eraser, name), S_OK);
    SysFreeString(name);
    return eraser;
}

void check_error_text(const WCHAR *part)
{
    BSTR description;
    BSTR source;

    assert_true(com_test_take_error(&description, &source));
    assert_non_null(wcsstr(description, part));
    assert_non_null(wcsstr(source, L"IMAPI2."));
    SysFreeString(description);
    SysFreeString(source);
}
