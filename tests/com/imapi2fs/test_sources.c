/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where contents come from: streams and files that vanish, shrink, grow, fail or are locked. */
#include "image_test.h"

#include "test_folder.h"
#include "test_stream.h"

#include <stdlib.h>

struct fixture {
    IFileSystemImage3 *image;
    IFsiDirectoryItem2 *root;
    struct test_path folder;
};

static int set_up(void **state)
{
    struct fixture *fixture = test_calloc(1, sizeof(*fixture));

    fixture->image = test_create_image();
    fixture->root = test_root(fixture->image);
    fixture->folder = test_folder_create(L"sources");
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;

    test_release(fixture->root);
    assert_int_equal(test_release(fixture->image), 0);
    test_folder_remove(&fixture->folder);
    test_free(fixture);
    return 0;
}

/* Reads all of the file at `path` in the image; the stream's position must stay when it fails. */
static HRESULT read_file(IFileSystemImageResult2 *result, const WCHAR *path, ULONG size)
{
    const uint64_t start = (uint64_t)test_first_block(result, path) * 2048;
    const LARGE_INTEGER here = { 0 };
    IStream *stream = test_image_stream(result);
    ULARGE_INTEGER position;
    uint8_t *bytes = malloc(size);
    ULONG read = 1;
    HRESULT hr;

    assert_non_null(bytes);
    SetErrorInfo(0, NULL);
    hr = test_read_at(stream, start, bytes, size, &read);
    if (FAILED(hr)) {
        assert_int_equal(read, 0);
        assert_result(IStream_Seek(stream, here, STREAM_SEEK_CUR, &position), S_OK);
        assert_true(position.QuadPart == start);
    }
    free(bytes);
    test_release(stream);
    return hr;
}

/* A file of the host, added, with the result made. */
static IFileSystemImageResult2 *result_of_file(const struct fixture *fixture, uint64_t size)
{
    test_folder_add_file(&fixture->folder, L"file", size, 1);
    assert_result(IFsiDirectoryItem2_AddTree(fixture->root, T(fixture->folder.text), VARIANT_FALSE),
                  S_OK);
    return test_create_result(fixture->image);
}

static void test_file__vanished(void **state)
{
    const struct fixture *fixture = *state;
    const struct test_path path = test_folder_path(&fixture->folder, L"file");
    IFileSystemImageResult2 *result = result_of_file(fixture, 100000);

    assert_true(DeleteFileW(path.text));
    assert_result(read_file(result, L"\\file", 100000), IMAPI_E_DATA_STREAM_CREATE_FAILURE);
    assert_error_names(path.text);
    /* When it comes back, reading goes on. */
    test_folder_add_file(&fixture->folder, L"file", 100000, 1);
    assert_content(result, L"\\file", 100000, 1);
    test_release(result);
}

static void test_file__shrank(void **state)
{
    const struct fixture *fixture = *state;
    IFileSystemImageResult2 *result = result_of_file(fixture, 100000);

    test_folder_add_file(&fixture->folder, L"file", 50000, 1);
    assert_result(read_file(result, L"\\file", 100000), IMAPI_E_DATA_STREAM_INCONSISTENCY);
    assert_error_names(L"'\\file' has changed from 100000 to 50000 bytes");
    test_release(result);
}

static void test_file__grew(void **state)
{
    const struct fixture *fixture = *state;
    IFileSystemImageResult2 *result = result_of_file(fixture, 5000);

    test_folder_add_file(&fixture->folder, L"file", 100000, 1);
    assert_content(result, L"\\file", 5000, 1);
    test_release(result);
}

static void test_file__locked(void **state)
{
    const struct fixture *fixture = *state;
    const struct test_path path = test_folder_path(&fixture->folder, L"file");
    IFileSystemImageResult2 *result = result_of_file(fixture, 100000);
    HANDLE writer =
        CreateFileW(path.text, GENERIC_WRITE, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);

    assert_true(writer != INVALID_HANDLE_VALUE);
    assert_result(read_file(result, L"\\file", 100000), IMAPI_E_DATA_STREAM_CREATE_FAILURE);
    assert_error_names(L"0x80070020");
    CloseHandle(writer);
    assert_content(result, L"\\file", 100000, 1);
    test_release(result);
}

static void test_file__is_free_once_stream_and_result_have_gone(void **state)
{
    const struct fixture *fixture = *state;
    const struct test_path path = test_folder_path(&fixture->folder, L"file");
    IFileSystemImageResult2 *result = result_of_file(fixture, 1000000);
    IStream *stream = test_image_stream(result);
    uint8_t bytes[4096];
    ULONG read;
    HANDLE file;

    assert_result(test_read_at(stream, (uint64_t)test_first_block(result, L"\\file") * 2048, bytes,
                               sizeof(bytes), &read),
                  S_OK);
    test_release(stream);
    test_release(result);
    file = CreateFileW(path.text, GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
    assert_true(file != INVALID_HANDLE_VALUE);
    CloseHandle(file);
}

static void test_file__is_not_held_open_between_adding_and_reading(void **state)
{
    const struct fixture *fixture = *state;
    const struct test_path path = test_folder_path(&fixture->folder, L"file");
    IFileSystemImageResult2 *result = result_of_file(fixture, 1000);
    HANDLE file =
        CreateFileW(path.text, GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);

    assert_true(file != INVALID_HANDLE_VALUE);
    CloseHandle(file);
    test_release(result);
}

static struct test_stream *add_stream(const struct fixture *fixture, uint64_t size)
{
    struct test_stream *stream = test_stream_create(size, 7);

    assert_result(IFsiDirectoryItem2_AddFile(fixture->root, T(L"stream"), &stream->IStream_iface),
                  S_OK);
    return stream;
}

static void test_stream__is_read_when_the_image_is(void **state)
{
    const struct fixture *fixture = *state;
    struct test_stream *stream = add_stream(fixture, 100000);
    IFileSystemImageResult2 *result = test_create_result(fixture->image);

    assert_int_equal(stream->reading_thread, 0);
    /* The application's own use of it does no harm, nor do short reads. */
    stream->position = 77;
    stream->longest_read = 1000;
    assert_content(result, L"\\stream", 100000, 7);
    assert_int_equal(stream->reading_thread, GetCurrentThreadId());
    IStream_Release(&stream->IStream_iface);
    test_release(result);
}

/* Until then rolling back could bring the file back. */
static void test_stream__is_released_when_its_removal_is_locked_in(void **state)
{
    const struct fixture *fixture = *state;
    struct test_stream *stream = add_stream(fixture, 3000);
    const LONG held = stream->references;

    assert_true(held > 1);
    assert_result(IFsiDirectoryItem2_Remove(fixture->root, T(L"stream")), S_OK);
    assert_int_equal(stream->references, held);
    assert_result(IFileSystemImage3_LockInChangePoint(fixture->image), S_OK);
    assert_int_equal(stream->references, 1);
    IStream_Release(&stream->IStream_iface);
}

/* Whoever has the item may add it again. */
static void test_stream__of_an_item_somebody_has_is_kept(void **state)
{
    const struct fixture *fixture = *state;
    struct test_stream *stream = add_stream(fixture, 3000);
    IFsiItem *item = test_item(fixture->root, L"stream", &IID_IFsiItem);
    IFileSystemImageResult2 *result;

    assert_result(IFsiDirectoryItem2_Remove(fixture->root, T(L"stream")), S_OK);
    assert_result(IFileSystemImage3_LockInChangePoint(fixture->image), S_OK);
    assert_result(IFsiDirectoryItem2_Add(fixture->root, item), S_OK);
    result = test_create_result(fixture->image);
    assert_content(result, L"\\stream", 3000, 7);
    IStream_Release(&stream->IStream_iface);
    test_release(result);
    test_release(item);
}

static void test_stream__tells_its_size_by_its_end_when_it_has_no_stat(void **state)
{
    const struct fixture *fixture = *state;
    struct test_stream *stream = test_stream_create(3000, 7);
    IFileSystemImageResult2 *result;

    stream->stat_result = E_NOTIMPL;
    assert_result(IFsiDirectoryItem2_AddFile(fixture->root, T(L"stream"), &stream->IStream_iface),
                  S_OK);
    IStream_Release(&stream->IStream_iface);
    result = test_create_result(fixture->image);
    assert_content(result, L"\\stream", 3000, 7);
    test_release(result);
}

static void test_stream__that_tells_no_size_is_refused(void **state)
{
    const struct fixture *fixture = *state;
    struct test_stream *stream = test_stream_create(3000, 7);
    LONG count;

    stream->stat_result = E_NOTIMPL;
    stream->seek_result = E_ACCESSDENIED;
    assert_fails(IFsiDirectoryItem2_AddFile(fixture->root, T(L"stream"), &stream->IStream_iface),
                 IMAPI_E_DATA_STREAM_READ_FAILURE, L"'stream'");
    IStream_Release(&stream->IStream_iface);
    assert_result(IFileSystemImage3_get_FileCount(fixture->image, &count), S_OK);
    assert_int_equal(count, 0);
}

static void test_stream__failing(void **state)
{
    const struct fixture *fixture = *state;
    struct test_stream *stream = add_stream(fixture, 100000);
    IFileSystemImageResult2 *result = test_create_result(fixture->image);

    stream->read_result = STG_E_READFAULT;
    assert_result(read_file(result, L"\\stream", 100000), IMAPI_E_DATA_STREAM_READ_FAILURE);
    assert_error_names(L"'\\stream'");
    stream->read_result = S_OK;
    stream->seek_result = E_FAIL;
    assert_result(read_file(result, L"\\stream", 100000), IMAPI_E_DATA_STREAM_READ_FAILURE);
    stream->seek_result = S_OK;
    assert_content(result, L"\\stream", 100000, 7);
    IStream_Release(&stream->IStream_iface);
    test_release(result);
}

static void test_stream__shrank(void **state)
{
    const struct fixture *fixture = *state;
    struct test_stream *stream = add_stream(fixture, 100000);
    IFileSystemImageResult2 *result = test_create_result(fixture->image);

    stream->size = 61234;
    assert_result(read_file(result, L"\\stream", 100000), IMAPI_E_DATA_STREAM_INCONSISTENCY);
    assert_error_names(L"'\\stream' has changed from 100000 to 61234 bytes");
    stream->size = 0;
    assert_result(read_file(result, L"\\stream", 100000), IMAPI_E_DATA_STREAM_INCONSISTENCY);
    assert_error_names(L"from 100000 to 0 bytes");
    IStream_Release(&stream->IStream_iface);
    test_release(result);
}

static void test_stream__grew(void **state)
{
    const struct fixture *fixture = *state;
    struct test_stream *stream = add_stream(fixture, 5000);
    IFileSystemImageResult2 *result = test_create_result(fixture->image);

    stream->size = 1000000;
    assert_content(result, L"\\stream", 5000, 7);
    IStream_Release(&stream->IStream_iface);
    test_release(result);
}

static void test_stream__one_for_several_files(void **state)
{
    const struct fixture *fixture = *state;
    struct test_stream *stream = add_stream(fixture, 5000);
    IFileSystemImageResult2 *result;

    assert_result(IFsiDirectoryItem2_AddFile(fixture->root, T(L"twin"), &stream->IStream_iface),
                  S_OK);
    IStream_Release(&stream->IStream_iface);
    result = test_create_result(fixture->image);
    assert_content(result, L"\\stream", 5000, 7);
    assert_content(result, L"\\twin", 5000, 7);
    test_release(result);
}

/* A thread in a single-threaded apartment adds its stream, and serves it until told to end. */
struct apartment {
    const struct fixture *fixture;
    struct test_stream *stream;
    HANDLE is_ready;
    HANDLE end;
    DWORD thread;
};

static DWORD WINAPI run_apartment(void *parameter)
{
    struct apartment *apartment = parameter;
    MSG message;

    CoInitializeEx(NULL, COINIT_APARTMENTTHREADED);
    apartment->thread = GetCurrentThreadId();
    apartment->stream = add_stream(apartment->fixture, 100000);
    IStream_Release(&apartment->stream->IStream_iface);
    SetEvent(apartment->is_ready);
    while (MsgWaitForMultipleObjects(1, &apartment->end, FALSE, INFINITE, QS_ALLINPUT) !=
           WAIT_OBJECT_0) {
        while (PeekMessageW(&message, NULL, 0, 0, PM_REMOVE))
            DispatchMessageW(&message);
    }
    CoUninitialize();
    return 0;
}

static void test_stream__of_another_apartment_is_called_there(void **state)
{
    const struct fixture *fixture = *state;
    struct apartment apartment = { .fixture = fixture };
    IFileSystemImageResult2 *result;
    HANDLE thread;

    apartment.is_ready = CreateEventW(NULL, TRUE, FALSE, NULL);
    apartment.end = CreateEventW(NULL, TRUE, FALSE, NULL);
    thread = CreateThread(NULL, 0, run_apartment, &apartment, 0, NULL);
    assert_int_equal(WaitForSingleObject(apartment.is_ready, 30000), WAIT_OBJECT_0);
    result = test_create_result(fixture->image);
    assert_content(result, L"\\stream", 100000, 7);
    assert_int_equal(apartment.stream->reading_thread, apartment.thread);
    test_release(result);
    SetEvent(apartment.end);
    assert_int_equal(WaitForSingleObject(thread, 30000), WAIT_OBJECT_0);
    CloseHandle(thread);
    /* The apartment has gone, and the stream with it: an error, and no crash. */
    result = test_create_result(fixture->image);
    assert_result(read_file(result, L"\\stream", 100000), IMAPI_E_DATA_STREAM_READ_FAILURE);
    test_release(result);
    CloseHandle(apartment.is_ready);
    CloseHandle(apartment.end);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        CASE(test_file__vanished),
        CASE(test_file__shrank),
        CASE(test_file__grew),
        CASE(test_file__locked),
        CASE(test_file__is_free_once_stream_and_result_have_gone),
        CASE(test_file__is_not_held_open_between_adding_and_reading),
        CASE(test_stream__is_read_when_the_image_is),
        CASE(test_stream__is_released_when_its_removal_is_locked_in),
        CASE(test_stream__of_an_item_somebody_has_is_kept),
        CASE(test_stream__tells_its_size_by_its_end_when_it_has_no_stat),
        CASE(test_stream__that_tells_no_size_is_refused),
        CASE(test_stream__failing),
        CASE(test_stream__shrank),
        CASE(test_stream__grew),
        CASE(test_stream__one_for_several_files),
        CASE(test_stream__of_another_apartment_is_called_there),
#undef CASE
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
