/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The finished image and its stream: FileSystemImageResult, FsiStream. */
#include "image_test.h"

#include "test_folder.h"
#include "test_stream.h"

#include <stdlib.h>

#define THREADS 4

struct fixture {
    IFileSystemImage3 *image;
    IFileSystemImageResult2 *result;
    IStream *stream;
    uint8_t *bytes; /* of the whole image, read at once */
    size_t size;
};

static int set_up(void **state)
{
    struct fixture *fixture = test_calloc(1, sizeof(*fixture));
    IFsiDirectoryItem2 *root;

    fixture->image = test_create_image();
    root = test_root(fixture->image);
    test_add_file(root, L"first", 3000000, 1);
    assert_result(IFsiDirectoryItem2_AddDirectory(root, T(L"sub")), S_OK);
    test_add_file(root, L"sub\\second", 12345, 2);
    test_release(root);
    fixture->result = test_create_result(fixture->image);
    fixture->stream = test_image_stream(fixture->result);
    fixture->bytes = test_read_image(fixture->stream, &fixture->size);
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;

    test_release(fixture->stream);
    test_release(fixture->result);
    assert_int_equal(test_release(fixture->image), 0);
    free(fixture->bytes);
    test_free(fixture);
    return 0;
}

static uint64_t position_of(IStream *stream)
{
    const LARGE_INTEGER here = { 0 };
    ULARGE_INTEGER position;

    assert_result(IStream_Seek(stream, here, STREAM_SEEK_CUR, &position), S_OK);
    return position.QuadPart;
}

static void test_result__sizes_agree(void **state)
{
    const struct fixture *fixture = *state;
    LONG blocks;
    LONG block_size;
    STATSTG status;

    assert_result(IFileSystemImageResult2_get_TotalBlocks(fixture->result, &blocks), S_OK);
    assert_result(IFileSystemImageResult2_get_BlockSize(fixture->result, &block_size), S_OK);
    assert_int_equal(block_size, 2048);
    assert_result(IStream_Stat(fixture->stream, &status, STATFLAG_DEFAULT), S_OK);
    assert_true(status.cbSize.QuadPart == (ULONGLONG)blocks * 2048);
    assert_int_equal(status.type, STGTY_STREAM);
    assert_null(status.pwcsName);
}

static void test_result__gives_the_same_stream_each_time(void **state)
{
    const struct fixture *fixture = *state;
    IStream *again = test_image_stream(fixture->result);

    assert_ptr_equal(again, fixture->stream);
    test_release(again);
}

static void test_result__disc_id_is_of_the_image(void **state)
{
    const struct fixture *fixture = *state;
    IFileSystemImageResult2 *second = test_create_result(fixture->image);
    BSTR ids[2];

    assert_result(IFileSystemImageResult2_get_DiscId(fixture->result, &ids[0]), S_OK);
    assert_result(IFileSystemImageResult2_get_DiscId(second, &ids[1]), S_OK);
    assert_int_equal(SysStringLen(ids[0]), 16);
    assert_int_equal(wcsspn(ids[0], L"0123456789ABCDEF"), 16);
    assert_text_equal(ids[0], ids[1]);
    SysFreeString(ids[0]);
    SysFreeString(ids[1]);
    test_release(second);
}

static void test_result__whole_image_must_be_written(void **state)
{
    const struct fixture *fixture = *state;
    IBlockRangeList *ranges = POISON;
    void *out = POISON;

    assert_fails(IFileSystemImageResult2_get_ModifiedBlocks(fixture->result, &ranges), E_NOTIMPL,
                 NULL);
    assert_null(ranges);
    assert_result(IStream_QueryInterface(fixture->stream, &IID_IBlockRangeList, &out),
                  E_NOINTERFACE);
}

static void test_stream__reads_pieces_of_any_size(void **state)
{
    static const ULONG sizes[] = { 1, 7, 2048, 2049, 65536, 100000, 4 << 20 };
    const struct fixture *fixture = *state;
    uint8_t *piece = malloc(4 << 20);

    assert_non_null(piece);
    for (size_t i = 0; i < ARRAYSIZE(sizes); i++) {
        const LARGE_INTEGER start = { .QuadPart = (LONGLONG)(fixture->size / 3) };
        uint64_t at = fixture->size / 3;

        assert_result(IStream_Seek(fixture->stream, start, STREAM_SEEK_SET, NULL), S_OK);
        for (size_t count = 0; count < 20; count++) {
            ULONG read;

            assert_result(IStream_Read(fixture->stream, piece, sizes[i], &read), S_OK);
            assert_int_equal(read, fixture->size - at < sizes[i] ? fixture->size - at : sizes[i]);
            assert_memory_equal(piece, fixture->bytes + at, read);
            at += read;
        }
    }
    free(piece);
}

static void test_stream__any_block_at_any_time(void **state)
{
    const struct fixture *fixture = *state;
    const uint64_t blocks = fixture->size / 2048;
    uint8_t block[2048];
    uint64_t at = 1;
    ULONG read;

    for (size_t i = 0; i < 2000; i++) {
        at = (at * 48271) % 2147483647;
        assert_result(
            test_read_at(fixture->stream, at % blocks * 2048, block, sizeof(block), &read), S_OK);
        assert_memory_equal(block, fixture->bytes + at % blocks * 2048, sizeof(block));
    }
}

static void test_stream__at_its_end(void **state)
{
    const struct fixture *fixture = *state;
    uint8_t bytes[100];
    ULONG read = 99;

    assert_result(test_read_at(fixture->stream, fixture->size - 10, bytes, 100, &read), S_OK);
    assert_int_equal(read, 10);
    assert_result(IStream_Read(fixture->stream, bytes, 100, &read), S_OK);
    assert_int_equal(read, 0);
    assert_result(test_read_at(fixture->stream, fixture->size + 5000, bytes, 100, &read), S_OK);
    assert_int_equal(read, 0);
    /* The count may be left out. */
    assert_result(IStream_Read(fixture->stream, bytes, 100, NULL), S_OK);
}

static void test_stream__seeks(void **state)
{
    const struct fixture *fixture = *state;
    LARGE_INTEGER move = { .QuadPart = -2048 };
    ULARGE_INTEGER position;

    assert_result(IStream_Seek(fixture->stream, move, STREAM_SEEK_END, &position), S_OK);
    assert_true(position.QuadPart == fixture->size - 2048);
    move.QuadPart = 5;
    assert_result(IStream_Seek(fixture->stream, move, STREAM_SEEK_CUR, NULL), S_OK);
    assert_true(position_of(fixture->stream) == fixture->size - 2043);
    move.QuadPart = -1;
    assert_fails(IStream_Seek(fixture->stream, move, STREAM_SEEK_SET, &position),
                 STG_E_INVALIDFUNCTION, NULL);
    assert_fails(IStream_Seek(fixture->stream, move, 3, &position), STG_E_INVALIDFUNCTION, NULL);
    assert_true(position_of(fixture->stream) == fixture->size - 2043);
}

static void test_stream__refuses_to_be_written(void **state)
{
    const struct fixture *fixture = *state;
    const ULARGE_INTEGER size = { .QuadPart = 1 };
    STATSTG status;
    ULONG written = 9;

    assert_fails(IStream_Write(fixture->stream, "x", 1, &written), STG_E_ACCESSDENIED, NULL);
    assert_int_equal(written, 0);
    assert_fails(IStream_SetSize(fixture->stream, size), STG_E_ACCESSDENIED, NULL);
    assert_result(IStream_Commit(fixture->stream, STGC_DEFAULT), S_OK);
    assert_result(IStream_Revert(fixture->stream), S_OK);
    assert_fails(IStream_LockRegion(fixture->stream, size, size, LOCK_WRITE), STG_E_INVALIDFUNCTION,
                 NULL);
    assert_fails(IStream_Stat(fixture->stream, NULL, STATFLAG_NONAME), E_POINTER, NULL);
    assert_fails(IStream_Stat(fixture->stream, &status, 7), STG_E_INVALIDFUNCTION, NULL);
}

static void test_stream__copies_past_its_end(void **state)
{
    const struct fixture *fixture = *state;
    const ULARGE_INTEGER all = { .QuadPart = UINT64_MAX };
    ULARGE_INTEGER read;
    ULARGE_INTEGER written;
    HGLOBAL memory;
    IStream *target;

    assert_result(CreateStreamOnHGlobal(NULL, TRUE, &target), S_OK);
    assert_result(test_read_at(fixture->stream, 0, &read, 0, &written.LowPart), S_OK);
    assert_result(IStream_CopyTo(fixture->stream, target, all, &read, &written), S_OK);
    assert_true(read.QuadPart == fixture->size);
    assert_true(written.QuadPart == fixture->size);
    assert_result(GetHGlobalFromStream(target, &memory), S_OK);
    assert_memory_equal(GlobalLock(memory), fixture->bytes, fixture->size);
    GlobalUnlock(memory);
    assert_result(IStream_CopyTo(fixture->stream, target, all, NULL, NULL), S_OK);
    test_release(target);
}

static void test_stream__clone_has_its_own_position(void **state)
{
    const struct fixture *fixture = *state;
    uint8_t byte;
    IStream *clone;
    ULONG read;

    assert_result(test_read_at(fixture->stream, 40000, &byte, 1, &read), S_OK);
    assert_result(IStream_Clone(fixture->stream, &clone), S_OK);
    assert_true(position_of(clone) == 40001);
    assert_result(test_read_at(clone, 50000, &byte, 1, &read), S_OK);
    assert_int_equal(byte, fixture->bytes[50000]);
    assert_true(position_of(fixture->stream) == 40001);
    test_release(clone);
    assert_fails(IStream_Clone(fixture->stream, NULL), E_POINTER, NULL);
}

static DWORD WINAPI read_in_thread(void *parameter)
{
    IStream *stream = parameter;
    size_t size;
    uint8_t *bytes;
    DWORD sum = 0;

    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    bytes = test_read_image(stream, &size);
    for (size_t i = 0; i < size; i++)
        sum = sum * 31 + bytes[i];
    free(bytes);
    CoUninitialize();
    return sum;
}

static void test_stream__clones_on_several_threads(void **state)
{
    const struct fixture *fixture = *state;
    HANDLE threads[THREADS];
    IStream *clones[THREADS];
    DWORD expected = 0;

    for (size_t i = 0; i < fixture->size; i++)
        expected = expected * 31 + fixture->bytes[i];
    for (size_t i = 0; i < THREADS; i++) {
        assert_result(IStream_Clone(fixture->stream, &clones[i]), S_OK);
        threads[i] = CreateThread(NULL, 0, read_in_thread, clones[i], 0, NULL);
        assert_non_null(threads[i]);
    }
    for (size_t i = 0; i < THREADS; i++) {
        DWORD sum = 0;

        assert_int_equal(WaitForSingleObject(threads[i], 60000), WAIT_OBJECT_0);
        assert_true(GetExitCodeThread(threads[i], &sum));
        assert_int_equal(sum, expected);
        CloseHandle(threads[i]);
        test_release(clones[i]);
    }
}

struct traveller {
    IStream *stream;
    IStream *marshaled;
};

static void read_in_apartment(void *context)
{
    struct traveller *traveller = context;
    uint8_t block[2048];
    IStream *stream;
    ULONG read;

    assert_result(
        CoGetInterfaceAndReleaseStream(traveller->marshaled, &IID_IStream, (void **)&stream), S_OK);
    assert_ptr_equal(stream, traveller->stream);
    assert_result(test_read_at(stream, 16 * 2048, block, sizeof(block), &read), S_OK);
    assert_memory_equal(block + 1, "CD001", 5);
    test_release(stream);
}

static void test_stream__goes_to_other_apartments_as_it_is(void **state)
{
    const struct fixture *fixture = *state;
    struct traveller traveller = { .stream = fixture->stream };

    assert_result(CoMarshalInterThreadInterfaceInStream(&IID_IStream, (IUnknown *)fixture->stream,
                                                        &traveller.marshaled),
                  S_OK);
    com_test_in_sta(read_in_apartment, &traveller);
}

static void test_stream__small_reads_of_host_files(void **state)
{
    const struct test_path folder = test_folder_create(L"small_reads");
    IFileSystemImage3 *image = test_create_image();
    IFsiDirectoryItem2 *root = test_root(image);
    IStream *stream;
    uint8_t block[2048];
    uint8_t *bytes;
    size_t size;
    ULONG read;

    (void)state;
    test_folder_add_file(&folder, L"a", 700000, 1);
    test_folder_add_file(&folder, L"b", 3000, 2);
    test_folder_add_file(&folder, L"c", 0, 3);
    test_folder_add_file(&folder, L"d", 200001, 4);
    assert_result(IFsiDirectoryItem2_AddTree(root, T(folder.text), VARIANT_FALSE), S_OK);
    stream = test_open_image(image);
    bytes = test_read_image(stream, &size);
    for (size_t at = 0; at < size; at += sizeof(block)) {
        assert_result(test_read_at(stream, at, block, sizeof(block), &read), S_OK);
        assert_int_equal(read, sizeof(block));
        assert_memory_equal(block, bytes + at, sizeof(block));
    }
    free(bytes);
    test_release(stream);
    test_release(root);
    test_release(image);
    test_folder_remove(&folder);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        CASE(test_result__sizes_agree),
        CASE(test_result__gives_the_same_stream_each_time),
        CASE(test_result__disc_id_is_of_the_image),
        CASE(test_result__whole_image_must_be_written),
        CASE(test_stream__reads_pieces_of_any_size),
        CASE(test_stream__any_block_at_any_time),
        CASE(test_stream__at_its_end),
        CASE(test_stream__seeks),
        CASE(test_stream__refuses_to_be_written),
        CASE(test_stream__copies_past_its_end),
        CASE(test_stream__clone_has_its_own_position),
        CASE(test_stream__clones_on_several_threads),
        CASE(test_stream__goes_to_other_apartments_as_it_is),
        cmocka_unit_test(test_stream__small_reads_of_host_files),
#undef CASE
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
