/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of com/stream.h. */
#include "fake_stream.h"

#include "com/stream.h"
#include "stream/memory_source.h"
#include "stream/zero_source.h"

static IStream *create(const char *data)
{
    struct byte_source *source;
    IStream *stream = POISON;

    assert_int_equal(memory_source_create(data, strlen(data), &source), STATUS_OK);
    assert_result(com_stream_create(source, &stream), S_OK);
    byte_source_drop(&source);
    return stream;
}

static uint64_t seek(IStream *stream, int64_t move, DWORD origin)
{
    LARGE_INTEGER by = { .QuadPart = move };
    ULARGE_INTEGER position;

    assert_result(IStream_Seek(stream, by, origin, &position), S_OK);
    return position.QuadPart;
}

static void check_seek_fails(IStream *stream, int64_t move, DWORD origin)
{
    LARGE_INTEGER by = { .QuadPart = move };
    uint64_t before = seek(stream, 0, STREAM_SEEK_CUR);

    assert_result(IStream_Seek(stream, by, origin, NULL), STG_E_INVALIDFUNCTION);
    assert_int_equal(seek(stream, 0, STREAM_SEEK_CUR), before);
}

static void check_read(IStream *stream, ULONG asked, const char *expected)
{
    char buffer[64] = { 0 };
    ULONG read = 99;

    assert_result(IStream_Read(stream, buffer, asked, &read), S_OK);
    assert_int_equal(read, strlen(expected));
    assert_string_equal(buffer, expected);
}

static void test_stream__reads_to_the_end_and_then_nothing(void **state)
{
    IStream *stream = create("abcdef");
    char byte;

    (void)state;
    check_read(stream, 4, "abcd");
    check_read(stream, 4, "ef");
    check_read(stream, 4, "");
    seek(stream, 1, STREAM_SEEK_SET);
    assert_result(IStream_Read(stream, &byte, 1, NULL), S_OK);
    assert_int_equal(byte, 'b');
    assert_result(IStream_Read(stream, NULL, 1, NULL), STG_E_INVALIDPOINTER);
    assert_result(IStream_Read(stream, NULL, 0, NULL), S_OK);
    check_read(stream, 1, "c");
    assert_int_equal(IStream_Release(stream), 0);
}

static void test_stream__seeks_from_everywhere(void **state)
{
    IStream *stream = create("abcdef");

    (void)state;
    assert_int_equal(seek(stream, 4, STREAM_SEEK_SET), 4);
    assert_int_equal(seek(stream, -2, STREAM_SEEK_CUR), 2);
    assert_int_equal(seek(stream, -1, STREAM_SEEK_END), 5);
    check_read(stream, 9, "f");
    assert_int_equal(seek(stream, 100, STREAM_SEEK_END), 106);
    check_read(stream, 9, "");
    check_seek_fails(stream, -1, STREAM_SEEK_SET);
    check_seek_fails(stream, -107, STREAM_SEEK_CUR);
    check_seek_fails(stream, -7, STREAM_SEEK_END);
    check_seek_fails(stream, 0, 3);
    seek(stream, INT64_MAX, STREAM_SEEK_SET);
    seek(stream, INT64_MAX, STREAM_SEEK_CUR);
    check_seek_fails(stream, INT64_MAX, STREAM_SEEK_CUR);
    check_read(stream, 9, "");
    IStream_Release(stream);
}

static void test_stream__stat_tells_size_and_mode(void **state)
{
    IStream *stream = create("abcdef");
    STATSTG status;

    (void)state;
    for (DWORD flags = STATFLAG_DEFAULT; flags <= STATFLAG_NONAME; flags++) {
        memset(&status, 0xA5, sizeof(status));
        assert_result(IStream_Stat(stream, &status, flags), S_OK);
        assert_int_equal(status.type, STGTY_STREAM);
        assert_int_equal(status.cbSize.QuadPart, 6);
        assert_int_equal(status.grfMode, STGM_READ);
        assert_null(status.pwcsName);
        assert_int_equal(status.mtime.dwHighDateTime, 0);
    }
    assert_result(IStream_Stat(stream, &status, 2), STG_E_INVALIDFUNCTION);
    assert_result(IStream_Stat(stream, NULL, STATFLAG_NONAME), E_POINTER);
    IStream_Release(stream);
}

static void test_stream__is_read_only(void **state)
{
    const ULARGE_INTEGER zero = { .QuadPart = 0 };
    IStream *stream = create("abc");
    ULONG written = 9;

    (void)state;
    assert_result(IStream_Write(stream, "x", 1, &written), STG_E_ACCESSDENIED);
    assert_int_equal(written, 0);
    assert_result(IStream_SetSize(stream, zero), STG_E_ACCESSDENIED);
    assert_result(IStream_LockRegion(stream, zero, zero, LOCK_WRITE), STG_E_INVALIDFUNCTION);
    assert_result(IStream_UnlockRegion(stream, zero, zero, LOCK_WRITE), STG_E_INVALIDFUNCTION);
    assert_result(IStream_Commit(stream, STGC_DEFAULT), S_OK);
    assert_result(IStream_Revert(stream), S_OK);
    check_read(stream, 3, "abc");
    IStream_Release(stream);
}

static void test_stream__clone_has_a_position_of_its_own(void **state)
{
    IStream *stream = create("abcdef");
    IStream *clone = POISON;

    (void)state;
    seek(stream, 2, STREAM_SEEK_SET);
    assert_result(IStream_Clone(stream, NULL), STG_E_INVALIDPOINTER);
    assert_result(IStream_Clone(stream, &clone), S_OK);
    check_read(stream, 2, "cd");
    assert_int_equal(IStream_Release(stream), 0);
    check_read(clone, 2, "cd");
    assert_int_equal(IStream_Release(clone), 0);
}

static void test_stream__copies_what_is_left(void **state)
{
    const ULARGE_INTEGER all = { .QuadPart = UINT64_MAX };
    IStream *stream = create("abcdef");
    ULARGE_INTEGER read;
    ULARGE_INTEGER written;
    IStream *target;

    (void)state;
    assert_result(CreateStreamOnHGlobal(NULL, TRUE, &target), S_OK);
    seek(stream, 2, STREAM_SEEK_SET);
    assert_result(IStream_CopyTo(stream, target, all, &read, &written), S_OK);
    assert_int_equal(read.QuadPart, 4);
    assert_int_equal(written.QuadPart, 4);
    assert_result(IStream_CopyTo(stream, target, all, NULL, &written), S_OK);
    assert_int_equal(written.QuadPart, 0);
    seek(target, 0, STREAM_SEEK_SET);
    check_read(target, 9, "cdef");
    assert_result(IStream_CopyTo(stream, NULL, all, NULL, NULL), STG_E_INVALIDPOINTER);
    IStream_Release(target);
    IStream_Release(stream);
}

static void test_stream__copy_goes_as_far_as_asked(void **state)
{
    const ULARGE_INTEGER size = { .QuadPart = 3000000 };
    struct byte_source *zeros;
    ULARGE_INTEGER written;
    IStream *stream;
    IStream *target;

    (void)state;
    assert_int_equal(zero_source_create(10000000, &zeros), STATUS_OK);
    assert_result(com_stream_create(zeros, &stream), S_OK);
    byte_source_drop(&zeros);
    assert_result(CreateStreamOnHGlobal(NULL, TRUE, &target), S_OK);
    assert_result(IStream_CopyTo(stream, target, size, NULL, &written), S_OK);
    assert_int_equal(written.QuadPart, 3000000);
    assert_int_equal(seek(stream, 0, STREAM_SEEK_CUR), 3000000);
    assert_int_equal(seek(target, 0, STREAM_SEEK_END), 3000000);
    IStream_Release(target);
    IStream_Release(stream);
}

static void test_stream__copy_to_a_bad_target_fails(void **state)
{
    const ULARGE_INTEGER all = { .QuadPart = UINT64_MAX };
    IStream *stream = create("abcdef");
    struct fake_stream target;
    ULARGE_INTEGER written;

    (void)state;
    fake_stream_init(&target, "");
    target.write_result = STG_E_WRITEFAULT;
    assert_result(IStream_CopyTo(stream, &target.IStream_iface, all, NULL, &written),
                  STG_E_WRITEFAULT);
    assert_int_equal(written.QuadPart, 0);
    seek(stream, 0, STREAM_SEEK_SET);
    target.write_result = S_OK;
    target.most_bytes = 2;
    assert_result(IStream_CopyTo(stream, &target.IStream_iface, all, NULL, &written),
                  STG_E_MEDIUMFULL);
    assert_int_equal(written.QuadPart, 2);
    IStream_Release(stream);
}

struct failing_source {
    struct byte_source base;
    enum status result;
};

static enum status failing_read_at(struct byte_source *source, uint64_t offset, void *buffer,
                                   size_t size, size_t *read)
{
    (void)offset, (void)buffer;
    *read = size;
    return ((struct failing_source *)source)->result;
}

static void failing_destroy(struct byte_source *source)
{
    (void)source;
}

static void test_stream__failure_moves_nothing(void **state)
{
    static const struct byte_source_ops ops = { .read_at = failing_read_at,
                                                .destroy = failing_destroy };
    struct failing_source failing = { .result = STATUS_IO };
    IStream *stream;
    BSTR description;
    BSTR source;
    char buffer[4];
    ULONG read = 9;

    (void)state;
    byte_source_init(&failing.base, &ops, 10);
    assert_result(com_stream_create(&failing.base, &stream), S_OK);
    assert_result(IStream_Read(stream, buffer, 4, &read), HRESULT_FROM_WIN32(ERROR_IO_DEVICE));
    assert_int_equal(read, 0);
    assert_int_equal(seek(stream, 0, STREAM_SEEK_CUR), 0);
    assert_true(com_test_take_error(&description, &source));
    SysFreeString(description);
    SysFreeString(source);
    IStream_Release(stream);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_stream__reads_to_the_end_and_then_nothing),
        cmocka_unit_test(test_stream__seeks_from_everywhere),
        cmocka_unit_test(test_stream__stat_tells_size_and_mode),
        cmocka_unit_test(test_stream__is_read_only),
        cmocka_unit_test(test_stream__clone_has_a_position_of_its_own),
        cmocka_unit_test(test_stream__copies_what_is_left),
        cmocka_unit_test(test_stream__copy_goes_as_far_as_asked),
        cmocka_unit_test(test_stream__copy_to_a_bad_target_fails),
        cmocka_unit_test(test_stream__failure_moves_nothing),
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
