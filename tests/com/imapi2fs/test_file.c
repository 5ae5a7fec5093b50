/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Files of an image, and what they share with directories: names, times, the hidden flag. */
#include "image_test.h"

#include "test_folder.h"
#include "test_stream.h"

#include <math.h>

struct fixture {
    IFileSystemImage3 *image;
    IFsiDirectoryItem2 *root;
    IFsiFileItem2 *file; /* "\Long name of a file.document", 5000 bytes */
};

static int set_up(void **state)
{
    struct fixture *fixture = test_calloc(1, sizeof(*fixture));

    fixture->image = test_create_image();
    fixture->root = test_root(fixture->image);
    test_add_file(fixture->root, L"Long name of a file.document", 5000, 1);
    fixture->file = test_item(fixture->root, L"Long name of a file.document", &IID_IFsiFileItem2);
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;

    test_release(fixture->file);
    test_release(fixture->root);
    assert_int_equal(test_release(fixture->image), 0);
    test_free(fixture);
    return 0;
}

static void test_names__of_the_item_and_of_each_file_system(void **state)
{
    const struct fixture *fixture = *state;
    BSTR text;

    assert_result(IFsiFileItem2_get_Name(fixture->file, &text), S_OK);
    assert_bstr(text, L"Long name of a file.document");
    assert_result(IFsiFileItem2_get_FullPath(fixture->file, &text), S_OK);
    assert_bstr(text, L"\\Long name of a file.document");
    assert_result(IFsiFileItem2_FileSystemName(fixture->file, FsiFileSystemISO9660, &text), S_OK);
    assert_bstr(text, L"LONG_NAME_OF_A_FILE.DOCUMENT");
    assert_result(IFsiFileItem2_FileSystemName(fixture->file, FsiFileSystemJoliet, &text), S_OK);
    assert_bstr(text, L"Long name of a file.document");
    assert_result(IFsiFileItem2_FileSystemPath(fixture->file, FsiFileSystemISO9660, &text), S_OK);
    assert_bstr(text, L"\\LONG_NAME_OF_A_FILE.DOCUMENT");
    assert_result(IFsiDirectoryItem2_FileSystemPath(fixture->root, FsiFileSystemJoliet, &text),
                  S_OK);
    assert_bstr(text, L"");
}

static void test_names__ask_for_one_file_system(void **state)
{
    static const LONG sets[] = { 0, 3, 5, 8, 0x40000000 };
    const struct fixture *fixture = *state;
    BSTR text = POISON;

    for (size_t i = 0; i < ARRAYSIZE(sets); i++) {
        assert_fails(IFsiFileItem2_FileSystemName(fixture->file, (FsiFileSystems)sets[i], &text),
                     IMAPI_E_INVALID_PARAM, L"'fileSystem'");
        assert_null(text);
        assert_fails(IFsiFileItem2_FileSystemPath(fixture->file, (FsiFileSystems)sets[i], &text),
                     IMAPI_E_INVALID_PARAM, L"'fileSystem'");
    }
}

static void test_names__udf_keeps_what_it_can(void **state)
{
    const struct fixture *fixture = *state;
    WCHAR longest[256];
    IFsiItem *item;
    BSTR text;

    test_add_file(fixture->root, L"Long name; with \x00DCml\x00E4ut.text", 1, 1);
    item = test_item(fixture->root, L"Long name; with \x00DCml\x00E4ut.text", &IID_IFsiItem);
    assert_result(IFsiItem_FileSystemName(item, FsiFileSystemUDF, &text), S_OK);
    assert_bstr(text, L"Long name; with \x00DCml\x00E4ut.text");
    assert_result(IFsiItem_FileSystemPath(item, FsiFileSystemUDF, &text), S_OK);
    assert_bstr(text, L"\\Long name; with \x00DCml\x00E4ut.text");
    test_release(item);
    /* 127 units of 16 bits fit; of more the stem is cut, and a checksum tells it from others. */
    wmemset(longest, 0x4E2D, 255);
    longest[255] = 0;
    test_add_file(fixture->root, longest, 1, 1);
    item = test_item(fixture->root, longest, &IID_IFsiItem);
    assert_result(IFsiItem_FileSystemName(item, FsiFileSystemUDF, &text), S_OK);
    assert_int_equal(SysStringLen(text), 127);
    assert_int_equal(text[122], L'#');
    SysFreeString(text);
    test_release(item);
}

static void test_names__colliding_short_names_are_numbered(void **state)
{
    const struct fixture *fixture = *state;
    IFsiItem *item;
    BSTR text;

    assert_result(IFileSystemImage3_put_ISO9660InterchangeLevel(fixture->image, 1), S_OK);
    test_add_file(fixture->root, L"document one.txt", 1, 1);
    test_add_file(fixture->root, L"document two.txt", 1, 1);
    item = test_item(fixture->root, L"document one.txt", &IID_IFsiItem);
    assert_result(IFsiItem_FileSystemName(item, FsiFileSystemISO9660, &text), S_OK);
    assert_bstr(text, L"DOCUMENT.TXT");
    test_release(item);
    item = test_item(fixture->root, L"document two.txt", &IID_IFsiItem);
    assert_result(IFsiItem_FileSystemName(item, FsiFileSystemISO9660, &text), S_OK);
    assert_bstr(text, L"DOCUME_1.TXT");
    test_release(item);
}

static void test_times__read_back_as_they_were_put(void **state)
{
    /* 1 January 100, before and after the zero of DATE, today, 31 December 9999. */
    static const DATE dates[] = { -657434.0, -1.25, 0.0, 0.75, 46348.637, 2958465.99999 };
    const struct fixture *fixture = *state;
    DATE date;

    for (size_t i = 0; i < ARRAYSIZE(dates); i++) {
        assert_result(IFsiFileItem2_put_CreationTime(fixture->file, dates[i]), S_OK);
        assert_result(IFsiFileItem2_get_CreationTime(fixture->file, &date), S_OK);
        assert_true(fabs(date - dates[i]) < 1e-8);
    }
    assert_result(IFsiFileItem2_put_LastAccessedTime(fixture->file, 41000.5), S_OK);
    assert_result(IFsiFileItem2_put_LastModifiedTime(fixture->file, 42000.5), S_OK);
    assert_result(IFsiFileItem2_get_LastAccessedTime(fixture->file, &date), S_OK);
    assert_true(date == 41000.5);
    assert_result(IFsiFileItem2_get_LastModifiedTime(fixture->file, &date), S_OK);
    assert_true(date == 42000.5);
    assert_result(IFsiFileItem2_get_CreationTime(fixture->file, &date), S_OK);
    assert_true(fabs(date - 2958465.99999) < 1e-8);
}

static void test_times__that_are_none_are_refused(void **state)
{
    const struct fixture *fixture = *state;
    DATE before;
    DATE after;

    assert_result(IFsiFileItem2_get_LastModifiedTime(fixture->file, &before), S_OK);
    assert_fails(IFsiFileItem2_put_LastModifiedTime(fixture->file, NAN), IMAPI_E_INVALID_PARAM,
                 L"'newVal'");
    assert_fails(IFsiFileItem2_put_LastModifiedTime(fixture->file, 2958466.0),
                 IMAPI_E_INVALID_PARAM, L"'newVal'");
    assert_fails(IFsiFileItem2_put_LastModifiedTime(fixture->file, -657435.0),
                 IMAPI_E_INVALID_PARAM, L"'newVal'");
    assert_fails(IFsiFileItem2_put_LastModifiedTime(fixture->file, INFINITY), IMAPI_E_INVALID_PARAM,
                 L"'newVal'");
    assert_result(IFsiFileItem2_get_LastModifiedTime(fixture->file, &after), S_OK);
    assert_true(before == after);
}

/* ECMA-119 9.1.5: the record of the one file is the third of the root. */
static void test_times__modification_is_what_is_recorded(void **state)
{
    static const uint8_t expected[] = { 109, 2, 3, 4, 5, 6, 0 };
    const struct fixture *fixture = *state;
    IFileSystemImageResult2 *result;
    IStream *stream;
    SYSTEMTIME fields = { 2009, 2, 0, 3, 4, 5, 6, 0 };
    uint8_t descriptor[2048];
    uint8_t directory[2048];
    uint32_t block;
    ULONG read;
    DATE date;

    assert_true(SystemTimeToVariantTime(&fields, &date));
    assert_result(IFsiFileItem2_put_LastModifiedTime(fixture->file, date), S_OK);
    result = test_create_result(fixture->image);
    stream = test_image_stream(result);
    assert_result(test_read_at(stream, 16 * 2048, descriptor, sizeof(descriptor), &read), S_OK);
    block = descriptor[158] | (uint32_t)descriptor[159] << 8 | (uint32_t)descriptor[160] << 16;
    assert_result(test_read_at(stream, (uint64_t)block * 2048, directory, 2048, &read), S_OK);
    assert_memory_equal(directory + directory[0] + directory[directory[0]] + 18, expected,
                        sizeof(expected));
    test_release(stream);
    test_release(result);
}

static void test_hidden__is_exactly_true_or_false(void **state)
{
    const struct fixture *fixture = *state;
    VARIANT_BOOL hidden;

    assert_result(IFsiFileItem2_get_IsHidden(fixture->file, &hidden), S_OK);
    assert_int_equal(hidden, VARIANT_FALSE);
    assert_result(IFsiFileItem2_put_IsHidden(fixture->file, 1), S_OK);
    assert_result(IFsiFileItem2_get_IsHidden(fixture->file, &hidden), S_OK);
    assert_int_equal(hidden, VARIANT_TRUE);
    assert_result(IFsiFileItem2_put_IsHidden(fixture->file, VARIANT_FALSE), S_OK);
    assert_result(IFsiFileItem2_get_IsHidden(fixture->file, &hidden), S_OK);
    assert_int_equal(hidden, VARIANT_FALSE);
}

static void test_size__whole_and_in_halves(void **state)
{
    const struct fixture *fixture = *state;
    const uint64_t size = UINT64_C(0x180000003);
    IFsiFileItem2 *file;
    LONGLONG whole;
    LONG low;
    LONG high;

    test_add_file(fixture->root, L"huge", size, 1);
    file = test_item(fixture->root, L"huge", &IID_IFsiFileItem2);
    assert_result(IFsiFileItem2_get_DataSize(file, &whole), S_OK);
    assert_true(whole == (LONGLONG)size);
    assert_result(IFsiFileItem2_get_DataSize32BitLow(file, &low), S_OK);
    assert_int_equal((uint32_t)low, 0x80000003u);
    assert_result(IFsiFileItem2_get_DataSize32BitHigh(file, &high), S_OK);
    assert_int_equal(high, 1);
    test_release(file);
}

static void test_data__each_get_has_its_own_position(void **state)
{
    const struct fixture *fixture = *state;
    IStream *streams[2];
    uint8_t byte;
    ULONG read;

    assert_result(IFsiFileItem2_get_Data(fixture->file, &streams[0]), S_OK);
    assert_result(IFsiFileItem2_get_Data(fixture->file, &streams[1]), S_OK);
    assert_result(test_read_at(streams[0], 4000, &byte, 1, &read), S_OK);
    assert_int_equal(byte, test_byte(1, 4000));
    assert_result(IStream_Read(streams[1], &byte, 1, &read), S_OK);
    assert_int_equal(byte, test_byte(1, 0));
    assert_result(IStream_Read(streams[0], &byte, 1, &read), S_OK);
    assert_int_equal(byte, test_byte(1, 4001));
    test_release(streams[0]);
    test_release(streams[1]);
}

static void test_data__of_a_file_in_the_image_stays(void **state)
{
    const struct fixture *fixture = *state;
    struct test_stream *stream = test_stream_create(10, 2);
    LONGLONG size;

    assert_fails(IFsiFileItem2_put_Data(fixture->file, &stream->IStream_iface), IMAPI_E_READONLY,
                 NULL);
    assert_fails(IFsiFileItem2_put_Data(fixture->file, NULL), E_POINTER, L"newVal");
    assert_result(IFsiFileItem2_get_DataSize(fixture->file, &size), S_OK);
    assert_int_equal(size, 5000);
    IStream_Release(&stream->IStream_iface);
}

static void test_data__of_a_detached_file_can_be_replaced(void **state)
{
    const struct fixture *fixture = *state;
    struct test_stream *first = test_stream_create(10, 2);
    struct test_stream *second = test_stream_create(20, 3);
    IFileSystemImageResult2 *result;
    IFsiFileItem *file;
    LONGLONG size;

    assert_result(IFileSystemImage3_CreateFileItem(fixture->image, T(L"new"), &file), S_OK);
    assert_result(IFsiFileItem_put_Data(file, &first->IStream_iface), S_OK);
    assert_result(IFsiFileItem_put_Data(file, &second->IStream_iface), S_OK);
    IStream_Release(&first->IStream_iface);
    IStream_Release(&second->IStream_iface);
    assert_result(IFsiFileItem_get_DataSize(file, &size), S_OK);
    assert_int_equal(size, 20);
    assert_result(IFsiDirectoryItem2_Add(fixture->root, (IFsiItem *)file), S_OK);
    test_release(file);
    result = test_create_result(fixture->image);
    assert_content(result, L"\\new", 20, 3);
    test_release(result);
}

static void test_data__missing_makes_an_empty_file(void **state)
{
    const struct fixture *fixture = *state;
    IFsiFileItem *file;
    LONGLONG size = -1;

    assert_result(IFileSystemImage3_CreateFileItem(fixture->image, T(L"empty"), &file), S_OK);
    assert_result(IFsiDirectoryItem2_Add(fixture->root, (IFsiItem *)file), S_OK);
    assert_result(IFsiFileItem_get_DataSize(file, &size), S_OK);
    assert_int_equal(size, 0);
    test_release(file);
    test_release(test_create_result(fixture->image));
}

static void test_data__of_a_source_that_shrank_fails(void **state)
{
    const struct test_path folder = test_folder_create(L"data_shrank");
    const struct test_path path = test_folder_path(&folder, L"file");
    const struct fixture *fixture = *state;
    IFsiFileItem2 *file;
    IStream *stream;
    uint8_t bytes[3000];
    ULONG read;

    test_folder_add_file(&folder, L"file", 3000, 4);
    assert_result(IFsiDirectoryItem2_AddTree(fixture->root, T(path.text), VARIANT_FALSE), S_OK);
    file = test_item(fixture->root, L"file", &IID_IFsiFileItem2);
    test_folder_add_file(&folder, L"file", 1000, 4);
    assert_result(IFsiFileItem2_get_Data(file, &stream), S_OK);
    assert_result(test_read_at(stream, 0, bytes, 1000, &read), S_OK);
    assert_int_equal(read, 1000);
    SetErrorInfo(0, NULL);
    assert_result(IStream_Read(stream, bytes, 3000, &read), IMAPI_E_DATA_STREAM_INCONSISTENCY);
    assert_error_names(L"from 3000 to 1000");
    test_release(stream);
    test_release(file);
    test_folder_remove(&folder);
}

static IFsiNamedStreams *streams_of(IFsiFileItem2 *file)
{
    IFsiNamedStreams *streams;

    assert_result(IFsiFileItem2_get_FsiNamedStreams(file, &streams), S_OK);
    return streams;
}

static LONG count_of(IFsiNamedStreams *streams)
{
    LONG count = -1;

    assert_result(IFsiNamedStreams_get_Count(streams, &count), S_OK);
    return count;
}

static void test_named_streams__are_none_at_first(void **state)
{
    const struct fixture *fixture = *state;
    IFsiNamedStreams *streams = streams_of(fixture->file);
    IFsiFileItem2 *item = POISON;
    IEnumVARIANT *enumerator;
    IEnumFsiItems *items;
    VARIANT value;
    VARIANT_BOOL is_stream;

    assert_result(IFsiFileItem2_get_IsNamedStream(fixture->file, &is_stream), S_OK);
    assert_int_equal(is_stream, VARIANT_FALSE);
    assert_int_equal(count_of(streams), 0);
    assert_fails(IFsiNamedStreams_get_Item(streams, 0, &item), IMAPI_E_INVALID_PARAM, L"'index'");
    assert_null(item);
    assert_result(IFsiNamedStreams_get__NewEnum(streams, &enumerator), S_OK);
    assert_result(IEnumVARIANT_Next(enumerator, 1, &value, NULL), S_FALSE);
    test_release(enumerator);
    assert_result(IFsiNamedStreams_get_EnumNamedStreams(streams, &items), S_OK);
    assert_result(IEnumFsiItems_Skip(items, 1), S_FALSE);
    test_release(items);
    test_release(streams);
    assert_fails(IFsiFileItem2_RemoveStream(fixture->file, T(L"s")), IMAPI_E_ITEM_NOT_FOUND,
                 L"'s'");
}

static HRESULT add_stream(IFsiFileItem2 *file, const WCHAR *name, uint64_t size, uint32_t seed)
{
    struct test_stream *stream = test_stream_create(size, seed);
    const HRESULT hr = IFsiFileItem2_AddStream(file, T(name), &stream->IStream_iface);

    IStream_Release(&stream->IStream_iface);
    return hr;
}

static void choose_udf(const struct fixture *fixture, LONG revision)
{
    assert_result(IFileSystemImage3_put_FileSystemsToCreate(fixture->image, FsiFileSystemUDF),
                  S_OK);
    assert_result(IFileSystemImage3_put_UDFRevision(fixture->image, revision), S_OK);
}

static void test_named_streams__come_and_go(void **state)
{
    const struct fixture *fixture = *state;
    IFsiNamedStreams *streams = streams_of(fixture->file);
    IFsiFileItem2 *stream;
    IEnumVARIANT *enumerator;
    IStream *data;
    uint8_t bytes[3];
    VARIANT_BOOL is_stream;
    VARIANT value;
    ULONG read;
    BSTR owner;
    BSTR text;

    choose_udf(fixture, 0x200);
    assert_result(add_stream(fixture->file, L"second", 3, 2), S_OK);
    assert_result(add_stream(fixture->file, L"First", 4, 1), S_OK);
    assert_fails(add_stream(fixture->file, L"FIRST", 4, 1), IMAPI_E_DUP_NAME, L"FIRST");
    assert_fails(add_stream(fixture->file, L"", 4, 1), IMAPI_E_INVALID_PARAM, L"'name'");
    assert_int_equal(count_of(streams), 2);
    assert_result(IFsiNamedStreams_get_Item(streams, 1, &stream), S_OK);
    assert_result(IFsiFileItem2_get_Name(stream, &text), S_OK);
    assert_bstr(text, L"second");
    assert_result(IFsiFileItem2_get_IsNamedStream(stream, &is_stream), S_OK);
    assert_int_equal(is_stream, VARIANT_TRUE);
    assert_result(IFsiFileItem2_get_Data(stream, &data), S_OK);
    assert_result(test_read_at(data, 0, bytes, 3, &read), S_OK);
    assert_int_equal(bytes[2], test_byte(2, 2));
    test_release(data);
    test_release(stream);
    assert_result(IFsiNamedStreams_get__NewEnum(streams, &enumerator), S_OK);
    assert_result(IEnumVARIANT_Next(enumerator, 1, &value, NULL), S_OK);
    assert_result(IFsiFileItem2_get_FullPath(fixture->file, &owner), S_OK);
    assert_int_equal(wcsncmp(V_BSTR(&value), owner, wcslen(owner)), 0);
    assert_int_equal(wcscmp(V_BSTR(&value) + wcslen(owner), L":First"), 0);
    SysFreeString(owner);
    VariantClear(&value);
    test_release(enumerator);
    assert_result(IFsiFileItem2_RemoveStream(fixture->file, T(L"SECOND")), S_OK);
    assert_int_equal(count_of(streams), 1);
    test_release(streams);
}

static void test_named_streams__have_no_streams(void **state)
{
    const struct fixture *fixture = *state;
    IFsiNamedStreams *streams = streams_of(fixture->file);
    IFsiNamedStreams *none = POISON;
    IFsiFileItem2 *stream;
    VARIANT_BOOL flag;

    choose_udf(fixture, 0x201);
    assert_result(add_stream(fixture->file, L"s", 3, 2), S_OK);
    assert_result(IFsiNamedStreams_get_Item(streams, 0, &stream), S_OK);
    assert_fails(IFsiFileItem2_get_FsiNamedStreams(stream, &none), IMAPI_E_PROPERTY_NOT_ACCESSIBLE,
                 L"FsiNamedStreams");
    assert_null(none);
    assert_fails(add_stream(stream, L"t", 3, 2), IMAPI_E_PROPERTY_NOT_ACCESSIBLE, L"AddStream");
    assert_fails(IFsiFileItem2_RemoveStream(stream, T(L"t")), IMAPI_E_PROPERTY_NOT_ACCESSIBLE,
                 L"RemoveStream");
    assert_fails(IFsiFileItem2_get_IsRealTime(stream, &flag), IMAPI_E_PROPERTY_NOT_ACCESSIBLE,
                 L"IsRealTime");
    assert_fails(IFsiFileItem2_put_IsRealTime(stream, VARIANT_TRUE),
                 IMAPI_E_PROPERTY_NOT_ACCESSIBLE, L"IsRealTime");
    test_release(stream);
    test_release(streams);
}

static void test_named_streams__success_tells_what_is_not_recorded(void **state)
{
    const struct fixture *fixture = *state;

    assert_result(add_stream(fixture->file, L"s", 3, 2), IMAPI_S_IMAGE_FEATURE_NOT_SUPPORTED);
    assert_result(IFileSystemImage3_put_FileSystemsToCreate(fixture->image, FsiFileSystemUDF),
                  IMAPI_S_IMAGE_FEATURE_NOT_SUPPORTED);
    assert_result(IFileSystemImage3_put_UDFRevision(fixture->image, 0x200), S_OK);
    assert_result(IFileSystemImage3_put_UDFRevision(fixture->image, 0x150),
                  IMAPI_S_IMAGE_FEATURE_NOT_SUPPORTED);
    assert_result(IFsiFileItem2_RemoveStream(fixture->file, T(L"s")), S_OK);
    assert_result(IFileSystemImage3_put_UDFRevision(fixture->image, 0x102), S_OK);
}

static VARIANT_BOOL is_real_time(IFsiFileItem2 *file)
{
    VARIANT_BOOL flag = 7;

    assert_result(IFsiFileItem2_get_IsRealTime(file, &flag), S_OK);
    return flag;
}

static void test_real_time__needs_udf_2_01(void **state)
{
    const struct fixture *fixture = *state;

    assert_int_equal(is_real_time(fixture->file), VARIANT_FALSE);
    assert_result(IFsiFileItem2_put_IsRealTime(fixture->file, VARIANT_TRUE),
                  IMAPI_S_IMAGE_FEATURE_NOT_SUPPORTED);
    assert_int_equal(is_real_time(fixture->file), VARIANT_TRUE);
    assert_result(IFsiFileItem2_put_IsRealTime(fixture->file, VARIANT_FALSE), S_OK);
    choose_udf(fixture, 0x201);
    assert_result(IFsiFileItem2_put_IsRealTime(fixture->file, VARIANT_TRUE), S_OK);
    assert_int_equal(is_real_time(fixture->file), VARIANT_TRUE);
}

/* The documented oddity: a mark can be put while a result is there, and is for the next one. */
static void test_real_time__can_be_put_beside_a_result(void **state)
{
    const struct fixture *fixture = *state;
    IFileSystemImageResult2 *result;
    LONG before;
    LONG after;

    choose_udf(fixture, 0x201);
    result = test_create_result(fixture->image);
    assert_result(IFsiFileItem2_put_IsRealTime(fixture->file, VARIANT_TRUE), S_OK);
    assert_int_equal(is_real_time(fixture->file), VARIANT_TRUE);
    assert_result(IFileSystemImageResult2_get_TotalBlocks(result, &before), S_OK);
    test_release(result);
    result = test_create_result(fixture->image);
    assert_result(IFileSystemImageResult2_get_TotalBlocks(result, &after), S_OK);
    assert_true(after >= before);
    assert_int_equal(is_real_time(fixture->file), VARIANT_TRUE);
    test_release(result);
}

static void test_too_large__is_told_when_the_image_is_made(void **state)
{
    const struct fixture *fixture = *state;
    IFileSystemImageResult *result = POISON;

    test_add_file(fixture->root, L"disk.vhd", UINT64_C(4294967296), 1);
    assert_fails(IFileSystemImage3_CreateResultImage(fixture->image, &result), IMAPI_E_DATA_TOO_BIG,
                 L"ISO9660/Joliet");
    assert_null(result);
    assert_fails(IFileSystemImage3_CreateResultImage(fixture->image, &result), IMAPI_E_DATA_TOO_BIG,
                 L"disk.vhd");
    /* The image goes on once the file has gone. */
    assert_result(IFsiDirectoryItem2_Remove(fixture->root, T(L"disk.vhd")), S_OK);
    test_add_file(fixture->root, L"disk.vhd", UINT64_C(4294967295), 1);
    test_release(test_create_result(fixture->image));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        CASE(test_names__of_the_item_and_of_each_file_system),
        CASE(test_names__ask_for_one_file_system),
        CASE(test_names__udf_keeps_what_it_can),
        CASE(test_names__colliding_short_names_are_numbered),
        CASE(test_times__read_back_as_they_were_put),
        CASE(test_times__that_are_none_are_refused),
        CASE(test_times__modification_is_what_is_recorded),
        CASE(test_hidden__is_exactly_true_or_false),
        CASE(test_size__whole_and_in_halves),
        CASE(test_data__each_get_has_its_own_position),
        CASE(test_data__of_a_file_in_the_image_stays),
        CASE(test_data__of_a_detached_file_can_be_replaced),
        CASE(test_data__missing_makes_an_empty_file),
        CASE(test_data__of_a_source_that_shrank_fails),
        CASE(test_named_streams__are_none_at_first),
        CASE(test_named_streams__come_and_go),
        CASE(test_named_streams__have_no_streams),
        CASE(test_named_streams__success_tells_what_is_not_recorded),
        CASE(test_real_time__needs_udf_2_01),
        CASE(test_real_time__can_be_put_beside_a_result),
        CASE(test_too_large__is_told_when_the_image_is_made),
#undef CASE
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
