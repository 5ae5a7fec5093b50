/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftStreamZero, MsftStreamPrng001, MsftStreamConcatenate, MsftStreamInterleave. */
#include "fake_stream.h"

#include "com/module.h"

#include <imapi2.h>

static void *create(REFCLSID clsid, REFIID iid)
{
    void *out = POISON;

    assert_result(com_module_create_instance(clsid, iid, &out), S_OK);
    return out;
}

static void *query(void *object, REFIID iid)
{
    void *out = POISON;

    assert_result(IUnknown_QueryInterface((IUnknown *)object, iid, &out), S_OK);
    IUnknown_Release((IUnknown *)out); /* borrowed */
    return out;
}

static ULARGE_INTEGER size_of(uint64_t value)
{
    return (ULARGE_INTEGER){ .QuadPart = value };
}

static uint64_t seek(void *stream, int64_t move, DWORD origin)
{
    LARGE_INTEGER by = { .QuadPart = move };
    ULARGE_INTEGER position;

    assert_result(IStream_Seek((IStream *)stream, by, origin, &position), S_OK);
    return position.QuadPart;
}

static void check_size(void *stream, uint64_t expected)
{
    STATSTG status;

    assert_result(IStream_Stat((IStream *)stream, &status, STATFLAG_NONAME), S_OK);
    assert_true(status.cbSize.QuadPart == expected);
}

static void check_read(void *stream, const char *expected)
{
    char buffer[64] = { 0 };
    ULONG read;

    assert_result(IStream_Read((IStream *)stream, buffer, sizeof(buffer), &read), S_OK);
    assert_int_equal(read, strlen(expected));
    assert_string_equal(buffer, expected);
}

static void test_stream_zero__has_the_size_it_was_given(void **state)
{
    IStream *stream = create(&CLSID_MsftStreamZero, &IID_IStream);
    char buffer[8] = "xxxxxxx";
    ULONG read;

    (void)state;
    check_size(stream, 0);
    assert_result(IStream_Read(stream, buffer, 4, &read), S_OK);
    assert_int_equal(read, 0);
    assert_result(IStream_SetSize(stream, size_of(4)), S_OK);
    check_size(stream, 4);
    assert_result(IStream_Read(stream, buffer, 8, &read), S_OK);
    assert_int_equal(read, 4);
    assert_memory_equal(buffer, "\0\0\0\0xxx", 8);
    assert_int_equal(IStream_Release(stream), 0);
}

static void test_stream_zero__resizing_keeps_the_position(void **state)
{
    IStream *stream = create(&CLSID_MsftStreamZero, &IID_IStream);
    char byte;
    ULONG read;

    (void)state;
    assert_result(IStream_SetSize(stream, size_of(UINT64_MAX)), S_OK);
    check_size(stream, UINT64_MAX);
    seek(stream, 100, STREAM_SEEK_SET);
    assert_result(IStream_SetSize(stream, size_of(50)), S_OK);
    assert_int_equal(seek(stream, 0, STREAM_SEEK_CUR), 100);
    assert_result(IStream_Read(stream, &byte, 1, &read), S_OK);
    assert_int_equal(read, 0);
    IStream_Release(stream);
}

static void test_stream_zero__clone_is_a_stream_of_zeros(void **state)
{
    IStream *stream = create(&CLSID_MsftStreamZero, &IID_IStream);
    IStream *clone = POISON;

    (void)state;
    assert_result(IStream_SetSize(stream, size_of(9)), S_OK);
    seek(stream, 3, STREAM_SEEK_SET);
    assert_result(IStream_Clone(stream, &clone), S_OK);
    assert_int_equal(seek(clone, 0, STREAM_SEEK_CUR), 3);
    check_size(clone, 9);
    assert_result(IStream_SetSize(clone, size_of(5)), S_OK);
    check_size(stream, 9);
    assert_int_equal(IStream_Release(stream), 0);
    assert_int_equal(IStream_Release(clone), 0);
}

/* Published states of the generator, as the stream gives them. */
static const BYTE of_seed_0[] = { 0x5F, 0xF3, 0x6E, 0x3C, 0x32, 0x29, 0x50, 0x47 };
static const BYTE of_seed_1[] = { 0x6C, 0x59, 0x88, 0x3C, 0xDB, 0x85, 0x88, 0x5E };

static void check_bytes(IStreamPseudoRandomBased *stream, const BYTE *expected, ULONG size)
{
    BYTE buffer[8];
    ULONG read;

    assert_result(IStreamPseudoRandomBased_Read(stream, buffer, size, &read), S_OK);
    assert_int_equal(read, size);
    assert_memory_equal(buffer, expected, size);
}

static void test_stream_prng__follows_its_seed(void **state)
{
    IStreamPseudoRandomBased *stream =
        create(&CLSID_MsftStreamPrng001, &IID_IStreamPseudoRandomBased);
    ULONG seed = 9;

    (void)state;
    assert_result(IStreamPseudoRandomBased_get_Seed(stream, &seed), S_OK);
    assert_int_equal(seed, 0);
    assert_result(IStreamPseudoRandomBased_SetSize(stream, size_of(100)), S_OK);
    check_bytes(stream, of_seed_0, 8);
    assert_result(IStreamPseudoRandomBased_put_Seed(stream, 1), S_OK);
    assert_result(IStreamPseudoRandomBased_get_Seed(stream, &seed), S_OK);
    assert_int_equal(seed, 1);
    check_size(stream, 100);
    assert_int_equal(seek(stream, 0, STREAM_SEEK_CUR), 0);
    check_bytes(stream, of_seed_1, 8);
    assert_int_equal(IStreamPseudoRandomBased_Release(stream), 0);
}

static void test_stream_prng__seeks_exactly(void **state)
{
    IStreamPseudoRandomBased *stream =
        create(&CLSID_MsftStreamPrng001, &IID_IStreamPseudoRandomBased);

    (void)state;
    assert_result(IStreamPseudoRandomBased_SetSize(stream, size_of(UINT64_C(1) << 40)), S_OK);
    seek(stream, (INT64_C(4) << 32) + 3, STREAM_SEEK_SET);
    check_bytes(stream, of_seed_0 + 3, 5);
    IStreamPseudoRandomBased_Release(stream);
}

static void test_stream_prng__clone_goes_on_alike(void **state)
{
    IStreamPseudoRandomBased *stream =
        create(&CLSID_MsftStreamPrng001, &IID_IStreamPseudoRandomBased);
    IStreamPseudoRandomBased *typed;
    IStream *clone = POISON;
    ULONG seed;

    (void)state;
    assert_result(IStreamPseudoRandomBased_SetSize(stream, size_of(100)), S_OK);
    assert_result(IStreamPseudoRandomBased_put_Seed(stream, 1), S_OK);
    seek(stream, 4, STREAM_SEEK_SET);
    assert_result(IStreamPseudoRandomBased_Clone(stream, &clone), S_OK);
    typed = query(clone, &IID_IStreamPseudoRandomBased);
    assert_result(IStreamPseudoRandomBased_get_Seed(typed, &seed), S_OK);
    assert_int_equal(seed, 1);
    check_bytes(typed, of_seed_1 + 4, 4);
    check_bytes(stream, of_seed_1 + 4, 4);
    IStream_Release(clone);
    IStreamPseudoRandomBased_Release(stream);
}

static void test_stream_prng__has_no_extended_seed(void **state)
{
    IStreamPseudoRandomBased *stream =
        create(&CLSID_MsftStreamPrng001, &IID_IStreamPseudoRandomBased);
    ULONG value = 1;
    ULONG *values = POISON;
    ULONG count = 9;

    (void)state;
    assert_result(IStreamPseudoRandomBased_put_ExtendedSeed(stream, &value, 1), E_NOTIMPL);
    assert_result(IStreamPseudoRandomBased_get_ExtendedSeed(stream, &values, &count), E_NOTIMPL);
    assert_null(values);
    assert_int_equal(count, 0);
    assert_result(IStreamPseudoRandomBased_get_ExtendedSeed(stream, NULL, &count), E_POINTER);
    IStreamPseudoRandomBased_Release(stream);
}

static IStreamConcatenate *create_concatenate(void)
{
    return create(&CLSID_MsftStreamConcatenate, &IID_IStreamConcatenate);
}

static void test_stream_concatenate__joins_two(void **state)
{
    IStreamConcatenate *joined = create_concatenate();
    struct fake_stream first;
    struct fake_stream second;

    (void)state;
    fake_stream_init(&first, "abc");
    fake_stream_init(&second, "defg");
    first.position = 2;
    assert_result(
        IStreamConcatenate_Initialize(joined, &first.IStream_iface, &second.IStream_iface), S_OK);
    check_size(joined, 7);
    check_read(joined, "abcdefg");
    seek(joined, 2, STREAM_SEEK_SET);
    check_read(joined, "cdefg");
    assert_int_equal(IStreamConcatenate_Release(joined), 0);
    assert_int_equal(first.references, 1);
    assert_int_equal(second.references, 1);
}

static void test_stream_concatenate__joins_many_and_one_twice(void **state)
{
    IStreamConcatenate *joined = create_concatenate();
    struct fake_stream a;
    struct fake_stream b;
    IStream *streams[] = { &a.IStream_iface, &b.IStream_iface, &a.IStream_iface };

    (void)state;
    fake_stream_init(&a, "ab");
    fake_stream_init(&b, "-");
    assert_result(IStreamConcatenate_Initialize2(joined, streams, 3), S_OK);
    check_read(joined, "ab-ab");
    IStreamConcatenate_Release(joined);
    assert_int_equal(a.references, 1);
}

static void test_stream_concatenate__appends_until_it_is_read(void **state)
{
    IStreamConcatenate *joined = create_concatenate();
    struct fake_stream a;
    IStream *streams[] = { &a.IStream_iface, &a.IStream_iface };

    (void)state;
    fake_stream_init(&a, "ab");
    assert_result(IStreamConcatenate_Append(joined, &a.IStream_iface), E_FAIL);
    assert_result(IStreamConcatenate_Initialize2(joined, streams, 1), S_OK);
    assert_result(IStreamConcatenate_Append(joined, &a.IStream_iface), S_OK);
    assert_result(IStreamConcatenate_Append2(joined, streams, 2), S_OK);
    check_size(joined, 8);
    check_read(joined, "abababab");
    assert_result(IStreamConcatenate_Append(joined, &a.IStream_iface), E_FAIL);
    check_size(joined, 8);
    IStreamConcatenate_Release(joined);
    assert_int_equal(a.references, 1);
}

static void test_stream_concatenate__refuses_bad_arguments(void **state)
{
    IStreamConcatenate *joined = create_concatenate();
    struct fake_stream a;
    IStream *streams[] = { &a.IStream_iface, NULL };
    STATSTG status;
    char byte;

    (void)state;
    fake_stream_init(&a, "ab");
    assert_result(IStreamConcatenate_Initialize(joined, &a.IStream_iface, NULL), E_POINTER);
    assert_result(IStreamConcatenate_Initialize(joined, NULL, &a.IStream_iface), E_POINTER);
    assert_result(IStreamConcatenate_Initialize2(joined, NULL, 1), E_POINTER);
    assert_result(IStreamConcatenate_Initialize2(joined, streams, 2), E_POINTER);
    assert_result(IStreamConcatenate_Initialize2(joined, streams, 0), E_INVALIDARG);
    assert_result(IStreamConcatenate_Append(joined, NULL), E_POINTER);
    assert_result(IStreamConcatenate_Read(joined, &byte, 1, NULL), E_FAIL);
    assert_result(IStreamConcatenate_Stat(joined, &status, STATFLAG_NONAME), E_FAIL);
    assert_result(IStreamConcatenate_SetSize(joined, size_of(1)), STG_E_INVALIDFUNCTION);
    assert_int_equal(a.references, 1);
    assert_result(IStreamConcatenate_Initialize2(joined, streams, 1), S_OK);
    assert_result(IStreamConcatenate_Initialize2(joined, streams, 1), E_FAIL);
    check_read(joined, "ab");
    IStreamConcatenate_Release(joined);
    assert_int_equal(a.references, 1);
}

static void test_stream_concatenate__fails_as_its_stream_does(void **state)
{
    IStreamConcatenate *joined = create_concatenate();
    struct fake_stream a;
    struct fake_stream b;
    char buffer[4];
    ULONG read = 9;

    (void)state;
    fake_stream_init(&a, "ab");
    fake_stream_init(&b, "cd");
    assert_result(IStreamConcatenate_Initialize(joined, &a.IStream_iface, &b.IStream_iface), S_OK);
    b.read_result = (HRESULT)0x80040123;
    assert_result(IStreamConcatenate_Read(joined, buffer, 4, &read), 0x80040123);
    assert_int_equal(read, 0);
    b.read_result = S_OK;
    a.seek_result = (HRESULT)0x80040456;
    assert_result(IStreamConcatenate_Read(joined, buffer, 4, &read), 0x80040456);
    a.seek_result = S_OK;
    check_read(joined, "abcd");
    IStreamConcatenate_Release(joined);
}

static void test_stream_concatenate__clone_needs_clones_of_all(void **state)
{
    IStreamConcatenate *joined = create_concatenate();
    struct fake_stream a;
    struct fake_stream b;
    IStream *clone = POISON;
    LONG references;

    (void)state;
    fake_stream_init(&a, "ab");
    fake_stream_init(&b, "cd");
    assert_result(IStreamConcatenate_Initialize(joined, &a.IStream_iface, &b.IStream_iface), S_OK);
    references = b.references;
    a.clone = &b;
    assert_result(IStreamConcatenate_Clone(joined, &clone), E_NOTIMPL);
    assert_null(clone);
    assert_int_equal(b.references, references);
    b.clone = &a;
    seek(joined, 1, STREAM_SEEK_SET);
    assert_result(IStreamConcatenate_Clone(joined, &clone), S_OK);
    check_read(clone, "dab");
    assert_non_null(query(clone, &IID_IStreamConcatenate));
    check_read(joined, "bcd");
    IStream_Release(clone);
    IStreamConcatenate_Release(joined);
    assert_int_equal(a.references, 1);
    assert_int_equal(b.references, 1);
}

static IStreamInterleave *create_interleave(void)
{
    return create(&CLSID_MsftStreamInterleave, &IID_IStreamInterleave);
}

static void test_stream_interleave__takes_turns(void **state)
{
    IStreamInterleave *dealt = create_interleave();
    struct fake_stream audio;
    struct fake_stream subcode;
    IStream *streams[] = { &audio.IStream_iface, &subcode.IStream_iface };
    ULONG sizes[] = { 3, 1 };

    (void)state;
    fake_stream_init(&audio, "abcdefgh");
    fake_stream_init(&subcode, "123");
    assert_result(IStreamInterleave_Initialize(dealt, streams, sizes, 2), S_OK);
    sizes[0] = 9;
    streams[0] = NULL;
    check_size(dealt, 8);
    check_read(dealt, "abc1def2");
    seek(dealt, 2, STREAM_SEEK_SET);
    check_read(dealt, "c1def2");
    assert_int_equal(IStreamInterleave_Release(dealt), 0);
    assert_int_equal(audio.references, 1);
    assert_int_equal(subcode.references, 1);
}

static void test_stream_interleave__refuses_bad_arguments(void **state)
{
    IStreamInterleave *dealt = create_interleave();
    struct fake_stream a;
    IStream *streams[] = { &a.IStream_iface, NULL };
    ULONG sizes[] = { 1, 0 };
    LARGE_INTEGER none = { .QuadPart = 0 };
    char byte;

    (void)state;
    fake_stream_init(&a, "ab");
    assert_result(IStreamInterleave_Initialize(dealt, NULL, sizes, 1), E_POINTER);
    assert_result(IStreamInterleave_Initialize(dealt, streams, NULL, 1), E_POINTER);
    assert_result(IStreamInterleave_Initialize(dealt, streams, sizes, 2), E_POINTER);
    assert_result(IStreamInterleave_Initialize(dealt, streams, sizes, 0), E_INVALIDARG);
    assert_result(IStreamInterleave_Initialize(dealt, streams, sizes, 0x80000000), E_INVALIDARG);
    assert_result(IStreamInterleave_Initialize(dealt, streams, sizes + 1, 1), E_INVALIDARG);
    assert_result(IStreamInterleave_Read(dealt, &byte, 1, NULL), E_FAIL);
    assert_result(IStreamInterleave_Seek(dealt, none, STREAM_SEEK_SET, NULL), E_FAIL);
    assert_result(IStreamInterleave_SetSize(dealt, size_of(1)), STG_E_INVALIDFUNCTION);
    assert_int_equal(a.references, 1);
    assert_result(IStreamInterleave_Initialize(dealt, streams, sizes, 1), S_OK);
    assert_result(IStreamInterleave_Initialize(dealt, streams, sizes, 1), E_FAIL);
    IStreamInterleave_Release(dealt);
}

static void test_stream_interleave__clone_takes_the_same_turns(void **state)
{
    IStreamInterleave *dealt = create_interleave();
    struct fake_stream a;
    struct fake_stream b;
    IStream *streams[] = { &a.IStream_iface, &b.IStream_iface };
    ULONG sizes[] = { 2, 1 };
    IStream *clone = POISON;

    (void)state;
    fake_stream_init(&a, "abcd");
    fake_stream_init(&b, "1234");
    assert_result(IStreamInterleave_Initialize(dealt, streams, sizes, 2), S_OK);
    assert_result(IStreamInterleave_Clone(dealt, &clone), E_NOTIMPL);
    assert_null(clone);
    a.clone = &b;
    b.clone = &a;
    assert_result(IStreamInterleave_Clone(dealt, &clone), S_OK);
    check_read(clone, "12a34b");
    check_read(dealt, "ab1cd2");
    IStream_Release(clone);
    IStreamInterleave_Release(dealt);
    assert_int_equal(a.references, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_stream_zero__has_the_size_it_was_given),
        cmocka_unit_test(test_stream_zero__resizing_keeps_the_position),
        cmocka_unit_test(test_stream_zero__clone_is_a_stream_of_zeros),
        cmocka_unit_test(test_stream_prng__follows_its_seed),
        cmocka_unit_test(test_stream_prng__seeks_exactly),
        cmocka_unit_test(test_stream_prng__clone_goes_on_alike),
        cmocka_unit_test(test_stream_prng__has_no_extended_seed),
        cmocka_unit_test(test_stream_concatenate__joins_two),
        cmocka_unit_test(test_stream_concatenate__joins_many_and_one_twice),
        cmocka_unit_test(test_stream_concatenate__appends_until_it_is_read),
        cmocka_unit_test(test_stream_concatenate__refuses_bad_arguments),
        cmocka_unit_test(test_stream_concatenate__fails_as_its_stream_does),
        cmocka_unit_test(test_stream_concatenate__clone_needs_clones_of_all),
        cmocka_unit_test(test_stream_interleave__takes_turns),
        cmocka_unit_test(test_stream_interleave__refuses_bad_arguments),
        cmocka_unit_test(test_stream_interleave__clone_takes_the_same_turns),
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
