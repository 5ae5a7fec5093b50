/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The image as a whole: what it holds, its states, and who keeps whom alive. */
#include "image_test.h"

#include "test_stream.h"

#include <stdio.h>
#include <stdlib.h>

static FsiItemType exists(IFileSystemImage3 *image, const WCHAR *path)
{
    FsiItemType type = (FsiItemType)7;

    assert_result(IFileSystemImage3_Exists(image, T(path), &type), S_OK);
    return type;
}

static LONG change_point_of(IFileSystemImage3 *image)
{
    LONG point = -1;

    assert_result(IFileSystemImage3_get_ChangePoint(image, &point), S_OK);
    return point;
}

static void test_root__is_an_empty_directory_without_a_name(void **state)
{
    IFileSystemImage3 *image = test_create_image();
    IFsiDirectoryItem2 *root = test_root(image);
    BSTR text;
    LONG count;

    (void)state;
    assert_result(IFsiDirectoryItem2_get_Name(root, &text), S_OK);
    assert_bstr(text, L"");
    assert_result(IFsiDirectoryItem2_get_FullPath(root, &text), S_OK);
    assert_bstr(text, L"");
    assert_result(IFsiDirectoryItem2_get_Count(root, &count), S_OK);
    assert_int_equal(count, 0);
    test_release(root);
    test_release(image);
}

static void test_exists__tells_files_directories_and_nothing(void **state)
{
    IFileSystemImage3 *image = test_create_image();
    IFsiDirectoryItem2 *root = test_root(image);

    (void)state;
    assert_result(IFsiDirectoryItem2_AddDirectory(root, T(L"Sub")), S_OK);
    test_add_file(root, L"Sub\\File.txt", 1, 1);
    assert_int_equal(exists(image, L"\\"), FsiItemDirectory);
    assert_int_equal(exists(image, L"\\sub"), FsiItemDirectory);
    assert_int_equal(exists(image, L"/SUB/file.TXT"), FsiItemFile);
    assert_int_equal(exists(image, L"\\Sub\\none"), FsiItemNotFound);
    assert_int_equal(exists(image, L"\\none\\of\\it"), FsiItemNotFound);
    assert_int_equal(exists(image, L"\\Sub\\File.txt\\below"), FsiItemNotFound);
    test_release(root);
    test_release(image);
}

static void test_exists__refuses_what_is_no_absolute_path(void **state)
{
    IFileSystemImage3 *image = test_create_image();
    FsiItemType type = FsiItemFile;

    (void)state;
    assert_fails(IFileSystemImage3_Exists(image, NULL, &type), IMAPI_E_INVALID_PARAM,
                 L"'fullPath'");
    assert_int_equal(type, FsiItemNotFound);
    assert_fails(IFileSystemImage3_Exists(image, T(L""), &type), IMAPI_E_INVALID_PARAM,
                 L"'fullPath'");
    assert_fails(IFileSystemImage3_Exists(image, T(L"relative"), &type), IMAPI_E_INVALID_PATH,
                 L"relative");
    assert_fails(IFileSystemImage3_Exists(image, T(L"\\a?b"), &type), IMAPI_E_INVALID_PATH, L"a?b");
    assert_fails(IFileSystemImage3_Exists(image, T(L"\\a\\\\b"), &type), IMAPI_E_INVALID_PATH,
                 L"a\\\\b");
    assert_fails(IFileSystemImage3_Exists(image, T(L"\\a"), NULL), E_POINTER, L"itemType");
    test_release(image);
}

static void test_counts__follow_what_is_added_and_removed(void **state)
{
    IFileSystemImage3 *image = test_create_image();
    IFsiDirectoryItem2 *root = test_root(image);
    LONG count;

    (void)state;
    assert_result(IFsiDirectoryItem2_AddDirectory(root, T(L"d")), S_OK);
    assert_result(IFsiDirectoryItem2_AddDirectory(root, T(L"d\\e")), S_OK);
    test_add_file(root, L"d\\e\\f", 1, 1);
    test_add_file(root, L"g", 1, 2);
    assert_result(IFileSystemImage3_get_FileCount(image, &count), S_OK);
    assert_int_equal(count, 2);
    assert_result(IFileSystemImage3_get_DirectoryCount(image, &count), S_OK);
    assert_int_equal(count, 2);
    assert_result(IFsiDirectoryItem2_RemoveTree(root, T(L"d")), S_OK);
    assert_result(IFileSystemImage3_get_FileCount(image, &count), S_OK);
    assert_int_equal(count, 1);
    assert_result(IFileSystemImage3_get_DirectoryCount(image, &count), S_OK);
    assert_int_equal(count, 0);
    test_release(root);
    test_release(image);
}

static void test_used_blocks__is_what_the_result_has(void **state)
{
    IFileSystemImage3 *image = test_create_image();
    IFsiDirectoryItem2 *root = test_root(image);
    IFileSystemImageResult2 *result;
    LONG used;
    LONG total;

    (void)state;
    test_add_file(root, L"a", 3000000, 1);
    assert_result(IFsiDirectoryItem2_AddDirectory(root, T(L"d")), S_OK);
    test_add_file(root, L"d\\b", 12345, 2);
    assert_result(IFileSystemImage3_get_UsedBlocks(image, &used), S_OK);
    result = test_create_result(image);
    assert_result(IFileSystemImageResult2_get_TotalBlocks(result, &total), S_OK);
    assert_int_equal(used, total);
    assert_result(IFileSystemImage3_get_UsedBlocks(image, &used), S_OK);
    assert_int_equal(used, total);
    test_release(result);
    test_release(root);
    test_release(image);
}

static void test_change_point__counts_changes_that_happened(void **state)
{
    IFileSystemImage3 *image = test_create_image();
    IFsiDirectoryItem2 *root = test_root(image);

    (void)state;
    test_add_file(root, L"a", 1, 1);
    assert_int_equal(change_point_of(image), 1);
    assert_fails(IFsiDirectoryItem2_AddDirectory(root, T(L"A")), IMAPI_E_DUP_NAME, L"A");
    assert_int_equal(change_point_of(image), 1);
    assert_result(IFsiDirectoryItem2_Remove(root, T(L"a")), S_OK);
    assert_int_equal(change_point_of(image), 2);
    test_release(root);
    test_release(image);
}

static void test_rollback__to_points_that_cannot_be(void **state)
{
    IFileSystemImage3 *image = test_create_image();
    IFsiDirectoryItem2 *root = test_root(image);

    (void)state;
    test_add_file(root, L"a", 1, 1);
    test_add_file(root, L"b", 1, 1);
    assert_fails(IFileSystemImage3_RollbackToChangePoint(image, -1), IMAPI_E_INVALID_PARAM,
                 L"'changePoint'");
    assert_fails(IFileSystemImage3_RollbackToChangePoint(image, 3), IMAPI_E_INVALID_PARAM,
                 L"'changePoint'");
    assert_result(IFileSystemImage3_RollbackToChangePoint(image, 2), S_OK);
    assert_result(IFileSystemImage3_LockInChangePoint(image), S_OK);
    assert_fails(IFileSystemImage3_RollbackToChangePoint(image, 1), IMAPI_E_INVALID_PARAM,
                 L"'changePoint'");
    assert_int_equal(change_point_of(image), 2);
    test_release(root);
    test_release(image);
}

static FsiItemType type_of(IFileSystemImage3 *image, const WCHAR *path)
{
    FsiItemType type = (FsiItemType)7;

    assert_result(IFileSystemImage3_Exists(image, T(path), &type), S_OK);
    return type;
}

static void test_rollback__undoes_what_came_after(void **state)
{
    IFileSystemImage3 *image = test_create_image();
    IFsiDirectoryItem2 *root = test_root(image);
    IFsiFileItem2 *added;
    BSTR text;

    (void)state;
    test_add_file(root, L"kept", 1, 1);
    test_add_file(root, L"added later", 1, 1);
    added = test_item(root, L"added later", &IID_IFsiFileItem2);
    assert_result(IFsiDirectoryItem2_Remove(root, T(L"kept")), S_OK);
    assert_result(IFileSystemImage3_RollbackToChangePoint(image, 1), S_OK);
    assert_int_equal(change_point_of(image), 1);
    assert_int_equal(type_of(image, L"\\kept"), FsiItemFile);
    assert_int_equal(type_of(image, L"\\added later"), FsiItemNotFound);
    assert_result(IFsiFileItem2_get_FullPath(added, &text), S_OK);
    assert_bstr(text, L"added later");
    assert_result(IFileSystemImage3_RollbackToChangePoint(image, 0), S_OK);
    assert_int_equal(type_of(image, L"\\kept"), FsiItemNotFound);
    test_release(added);
    test_release(root);
    test_release(image);
}

static void test_create_item__makes_what_add_takes(void **state)
{
    IFileSystemImage3 *image = test_create_image();
    IFsiDirectoryItem2 *root = test_root(image);
    struct test_stream *stream = test_stream_create(100, 1);
    IFsiDirectoryItem *directory;
    IFsiFileItem *file;
    IStream *data = POISON;
    BSTR text;

    (void)state;
    assert_result(IFileSystemImage3_CreateDirectoryItem(image, T(L"d"), &directory), S_OK);
    assert_result(IFileSystemImage3_CreateFileItem(image, T(L"f.txt"), &file), S_OK);
    assert_result(IFsiFileItem_get_FullPath(file, &text), S_OK);
    assert_bstr(text, L"f.txt");
    assert_result(IFsiFileItem_get_Data(file, &data), S_OK);
    assert_null(data);
    assert_result(IFsiFileItem_put_Data(file, &stream->IStream_iface), S_OK);
    IStream_Release(&stream->IStream_iface);
    assert_result(IFsiDirectoryItem2_Add(root, (IFsiItem *)directory), S_OK);
    assert_result(IFsiDirectoryItem_Add(directory, (IFsiItem *)file), S_OK);
    assert_int_equal(exists(image, L"\\d\\f.txt"), FsiItemFile);
    assert_result(IFsiFileItem_get_FullPath(file, &text), S_OK);
    assert_bstr(text, L"\\d\\f.txt");
    test_release(file);
    test_release(directory);
    test_release(root);
    test_release(image);
}

static void test_create_item__refuses_names_that_are_none(void **state)
{
    static const WCHAR *const names[] = { L"", L"a\\b", L"/", L".", L"..", L"a:b", L"a\x1f" };
    WCHAR longest[257];
    IFileSystemImage3 *image = test_create_image();
    IFsiFileItem *file = POISON;
    IFsiDirectoryItem *directory = POISON;

    (void)state;
    for (size_t i = 0; i < ARRAYSIZE(names); i++) {
        assert_fails(IFileSystemImage3_CreateFileItem(image, T(names[i]), &file),
                     IMAPI_E_INVALID_PARAM, L"'name'");
        assert_null(file);
    }
    assert_fails(IFileSystemImage3_CreateDirectoryItem(image, NULL, &directory),
                 IMAPI_E_INVALID_PARAM, L"'name'");
    assert_null(directory);
    wmemset(longest, L'n', 256);
    longest[256] = 0;
    assert_fails(IFileSystemImage3_CreateFileItem(image, longest, &file), IMAPI_E_INVALID_PARAM,
                 L"'name'");
    longest[255] = 0;
    assert_result(IFileSystemImage3_CreateFileItem(image, longest, &file), S_OK);
    test_release(file);
    test_release(image);
}

/* Everything that would change an image, each of which is refused while a result is active. */
static void check_read_only(IFileSystemImage3 *image)
{
    IFsiDirectoryItem2 *root = test_root(image);
    IFsiFileItem *file = test_item(root, L"file", &IID_IFsiFileItem);
    struct test_stream *stream = test_stream_create(1, 1);
    IFsiFileItem *created = POISON;

    assert_fails(IFsiDirectoryItem2_AddDirectory(root, T(L"x")), IMAPI_E_READONLY, NULL);
    assert_fails(IFsiDirectoryItem2_AddFile(root, T(L"x"), &stream->IStream_iface),
                 IMAPI_E_READONLY, NULL);
    assert_fails(IFsiDirectoryItem2_AddTree(root, T(L"C:\\nowhere"), VARIANT_FALSE),
                 IMAPI_E_READONLY, NULL);
    assert_fails(IFsiDirectoryItem2_Remove(root, T(L"file")), IMAPI_E_READONLY, NULL);
    assert_fails(IFsiDirectoryItem2_RemoveTree(root, T(L"\\")), IMAPI_E_READONLY, NULL);
    assert_fails(IFsiFileItem_put_IsHidden(file, VARIANT_TRUE), IMAPI_E_READONLY, NULL);
    assert_fails(IFsiFileItem_put_CreationTime(file, 40000), IMAPI_E_READONLY, NULL);
    assert_fails(IFileSystemImage3_CreateFileItem(image, T(L"x"), &created), IMAPI_E_READONLY,
                 NULL);
    assert_null(created);
    assert_fails(IFileSystemImage3_put_FileSystemsToCreate(image, FsiFileSystemISO9660),
                 IMAPI_E_READONLY, NULL);
    assert_fails(IFileSystemImage3_put_ISO9660InterchangeLevel(image, 1), IMAPI_E_READONLY, NULL);
    assert_fails(IFileSystemImage3_put_StrictFileSystemCompliance(image, VARIANT_FALSE),
                 IMAPI_E_READONLY, NULL);
    assert_fails(IFileSystemImage3_put_UseRestrictedCharacterSet(image, VARIANT_TRUE),
                 IMAPI_E_READONLY, NULL);
    assert_fails(IFileSystemImage3_put_VolumeName(image, T(L"X")), IMAPI_E_READONLY, NULL);
    assert_fails(IFileSystemImage3_put_WorkingDirectory(image, T(L"C:\\")), IMAPI_E_READONLY, NULL);
    assert_fails(IFileSystemImage3_put_SessionStartBlock(image, 1), IMAPI_E_READONLY, NULL);
    assert_fails(
        IFileSystemImage3_ChooseImageDefaultsForMediaType(image, IMAPI_MEDIA_TYPE_DVDPLUSR),
        IMAPI_E_READONLY, NULL);
    assert_fails(IFileSystemImage3_put_UDFRevision(image, 0x102), IMAPI_E_READONLY, NULL);
    assert_fails(IFileSystemImage3_put_CreateRedundantUdfMetadataFiles(image, VARIANT_TRUE),
                 IMAPI_E_READONLY, NULL);
    assert_fails(IFileSystemImage3_put_BootImageOptions(image, NULL), IMAPI_E_READONLY, NULL);
    assert_fails(IFileSystemImage3_RollbackToChangePoint(image, 0), IMAPI_E_READONLY, NULL);
    /* What cannot touch the result is allowed. */
    assert_result(IFileSystemImage3_put_FreeMediaBlocks(image, 2000000), S_OK);
    assert_result(IFileSystemImage3_put_StageFiles(image, VARIANT_FALSE), S_OK);
    IStream_Release(&stream->IStream_iface);
    test_release(file);
    test_release(root);
}

static void check_editable(IFileSystemImage3 *image)
{
    IFsiDirectoryItem2 *root = test_root(image);

    assert_result(IFsiDirectoryItem2_AddDirectory(root, T(L"x")), S_OK);
    assert_result(IFsiDirectoryItem2_Remove(root, T(L"x")), S_OK);
    assert_result(IFileSystemImage3_put_VolumeName(image, T(L"X")), S_OK);
    test_release(root);
}

static void test_state__read_only_as_long_as_a_result_or_its_stream_lives(void **state)
{
    IFileSystemImage3 *image = test_create_image();
    IFsiDirectoryItem2 *root = test_root(image);
    IFileSystemImageResult2 *result;
    IStream *stream;

    (void)state;
    test_add_file(root, L"file", 10, 1);
    test_release(root);
    check_editable(image);
    result = test_create_result(image);
    check_read_only(image);
    stream = test_image_stream(result);
    test_release(result);
    check_read_only(image);
    test_release(stream);
    check_editable(image);
    test_release(image);
}

static void test_state__an_image_can_be_made_again_with_more_in_it(void **state)
{
    IFileSystemImage3 *image = test_create_image();
    IFsiDirectoryItem2 *root = test_root(image);
    IFileSystemImageResult2 *result;

    (void)state;
    test_add_file(root, L"first", 100, 1);
    test_release(test_create_result(image));
    test_add_file(root, L"second", 200, 2);
    result = test_create_result(image);
    assert_content(result, L"\\first", 100, 1);
    assert_content(result, L"\\second", 200, 2);
    test_release(result);
    test_release(root);
    test_release(image);
}

static void test_state__a_second_result_has_the_same_bytes(void **state)
{
    IFileSystemImage3 *image = test_create_image();
    IFsiDirectoryItem2 *root = test_root(image);
    IFileSystemImageResult2 *first;
    IFileSystemImageResult2 *second;
    IStream *streams[2];
    uint8_t *images[2];
    size_t sizes[2];

    (void)state;
    test_add_file(root, L"file", 100000, 1);
    first = test_create_result(image);
    second = test_create_result(image);
    assert_ptr_not_equal(first, second);
    streams[0] = test_image_stream(first);
    streams[1] = test_image_stream(second);
    for (size_t i = 0; i < 2; i++)
        images[i] = test_read_image(streams[i], &sizes[i]);
    assert_int_equal(sizes[0], sizes[1]);
    assert_memory_equal(images[0], images[1], sizes[0]);
    for (size_t i = 0; i < 2; i++) {
        free(images[i]);
        test_release(streams[i]);
    }
    test_release(second);
    test_release(first);
    test_release(root);
    test_release(image);
}

static void test_life__stream_outlives_image_items_and_result(void **state)
{
    IFileSystemImage3 *image = test_create_image();
    IFsiDirectoryItem2 *root = test_root(image);
    IStream *stream;
    uint8_t *bytes;
    size_t size;

    (void)state;
    test_add_file(root, L"file", 100000, 1);
    stream = test_open_image(image);
    test_release(root);
    assert_int_equal(test_release(image), 0);
    bytes = test_read_image(stream, &size);
    assert_memory_equal(bytes + 16 * 2048 + 1, "CD001", 5);
    free(bytes);
    assert_int_equal(test_release(stream), 0);
}

static void test_life__item_outlives_the_image(void **state)
{
    IFileSystemImage3 *image = test_create_image();
    IFsiDirectoryItem2 *root = test_root(image);
    IFsiItem *item;
    BSTR path;

    (void)state;
    test_release(image);
    assert_result(IFsiDirectoryItem2_AddDirectory(root, T(L"d")), S_OK);
    item = test_item(root, L"d", &IID_IFsiItem);
    test_release(root);
    assert_result(IFsiItem_get_FullPath(item, &path), S_OK);
    assert_bstr(path, L"\\d");
    assert_int_equal(test_release(item), 0);
}

static void test_life__sources_go_with_the_last_that_needs_them(void **state)
{
    IFileSystemImage3 *image = test_create_image();
    IFsiDirectoryItem2 *root = test_root(image);
    struct test_stream *source = test_stream_create(5000, 1);
    bool is_alive = true;
    IStream *stream;

    (void)state;
    source->is_alive = &is_alive;
    assert_result(IFsiDirectoryItem2_AddFile(root, T(L"file"), &source->IStream_iface), S_OK);
    IStream_Release(&source->IStream_iface);
    stream = test_open_image(image);
    test_release(root);
    test_release(image);
    assert_true(is_alive);
    test_release(stream);
    assert_false(is_alive);
}

struct adder {
    IFsiDirectoryItem2 *root;
    uint32_t number;
};

static DWORD WINAPI add_in_thread(void *parameter)
{
    const struct adder *adder = parameter;
    WCHAR name[32];

    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    for (uint32_t i = 0; i < 100; i++) {
        LONG count;

        _snwprintf(name, ARRAYSIZE(name) - 1, L"%u of %u", i, adder->number);
        test_add_file(adder->root, name, 10, i);
        if (IFsiDirectoryItem2_get_Count(adder->root, &count) != S_OK || count <= (LONG)i)
            return 1;
    }
    CoUninitialize();
    return 0;
}

static void test_image__is_used_by_several_threads(void **state)
{
    IFileSystemImage3 *image = test_create_image();
    IFsiDirectoryItem2 *root = test_root(image);
    struct adder adders[4];
    HANDLE threads[ARRAYSIZE(adders)];
    LONG count;

    (void)state;
    for (uint32_t i = 0; i < ARRAYSIZE(adders); i++) {
        adders[i] = (struct adder){ root, i };
        threads[i] = CreateThread(NULL, 0, add_in_thread, &adders[i], 0, NULL);
        assert_non_null(threads[i]);
    }
    for (uint32_t i = 0; i < ARRAYSIZE(adders); i++) {
        DWORD result = 1;

        assert_int_equal(WaitForSingleObject(threads[i], 60000), WAIT_OBJECT_0);
        assert_true(GetExitCodeThread(threads[i], &result));
        assert_int_equal(result, 0);
        CloseHandle(threads[i]);
    }
    assert_result(IFileSystemImage3_get_FileCount(image, &count), S_OK);
    assert_int_equal(count, 400);
    test_release(test_create_result(image));
    test_release(root);
    test_release(image);
}

/* ECMA-119 8.4.26 */
static void test_time__comes_from_the_environment_when_it_is_fixed_there(void **state)
{
    IFileSystemImage3 *image;
    IFsiDirectoryItem2 *root;
    IStream *stream;
    DATE date;
    uint8_t *bytes;
    size_t size;
    BSTR name;

    (void)state;
    assert_true(SetEnvironmentVariableW(L"SOURCE_DATE_EPOCH", L"1000000000"));
    image = test_create_image();
    root = test_root(image);
    test_add_file(root, L"file", 1, 1);
    {
        IFsiItem *item = test_item(root, L"file", &IID_IFsiItem);

        assert_result(IFsiItem_get_LastModifiedTime(item, &date), S_OK);
        test_release(item);
    }
    stream = test_open_image(image);
    bytes = test_read_image(stream, &size);
    assert_true(SetEnvironmentVariableW(L"SOURCE_DATE_EPOCH", NULL));
    assert_memory_equal(bytes + 16 * 2048 + 813, "2001090901464000", 17);
    /* 9 September 2001 01:46:40 */
    assert_true(date > 37143.074 && date < 37143.0741);
    assert_result(IFileSystemImage3_get_VolumeName(image, &name), S_OK);
    assert_bstr(name, L"20010909_0146");
    free(bytes);
    test_release(stream);
    test_release(root);
    test_release(image);
}

static uint8_t *image_of_equal_tree(bool in_order, size_t *size)
{
    static const WCHAR *const names[] = { L"b long name one.text", L"a.txt", L"C", L"B" };
    IFileSystemImage3 *image = test_create_image();
    IFsiDirectoryItem2 *root = test_root(image);
    IStream *stream;
    uint8_t *bytes;

    for (uint32_t i = 0; i < ARRAYSIZE(names); i++) {
        const uint32_t at = in_order ? i : (uint32_t)ARRAYSIZE(names) - 1 - i;

        test_add_file(root, names[at], 1000 + at, at);
    }
    assert_result(IFileSystemImage3_put_VolumeName(image, T(L"SAME")), S_OK);
    stream = test_open_image(image);
    bytes = test_read_image(stream, size);
    test_release(stream);
    test_release(root);
    test_release(image);
    return bytes;
}

static void test_image__equal_trees_give_equal_bytes(void **state)
{
    uint8_t *images[2];
    size_t sizes[2];

    (void)state;
    assert_true(SetEnvironmentVariableW(L"SOURCE_DATE_EPOCH", L"1700000000"));
    images[0] = image_of_equal_tree(true, &sizes[0]);
    images[1] = image_of_equal_tree(false, &sizes[1]);
    assert_true(SetEnvironmentVariableW(L"SOURCE_DATE_EPOCH", NULL));
    assert_int_equal(sizes[0], sizes[1]);
    assert_memory_equal(images[0], images[1], sizes[0]);
    free(images[0]);
    free(images[1]);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_root__is_an_empty_directory_without_a_name),
        cmocka_unit_test(test_exists__tells_files_directories_and_nothing),
        cmocka_unit_test(test_exists__refuses_what_is_no_absolute_path),
        cmocka_unit_test(test_counts__follow_what_is_added_and_removed),
        cmocka_unit_test(test_used_blocks__is_what_the_result_has),
        cmocka_unit_test(test_change_point__counts_changes_that_happened),
        cmocka_unit_test(test_rollback__to_points_that_cannot_be),
        cmocka_unit_test(test_rollback__undoes_what_came_after),
        cmocka_unit_test(test_create_item__makes_what_add_takes),
        cmocka_unit_test(test_create_item__refuses_names_that_are_none),
        cmocka_unit_test(test_state__read_only_as_long_as_a_result_or_its_stream_lives),
        cmocka_unit_test(test_state__an_image_can_be_made_again_with_more_in_it),
        cmocka_unit_test(test_state__a_second_result_has_the_same_bytes),
        cmocka_unit_test(test_life__stream_outlives_image_items_and_result),
        cmocka_unit_test(test_life__item_outlives_the_image),
        cmocka_unit_test(test_life__sources_go_with_the_last_that_needs_them),
        cmocka_unit_test(test_image__is_used_by_several_threads),
        cmocka_unit_test(test_time__comes_from_the_environment_when_it_is_fixed_there),
        cmocka_unit_test(test_image__equal_trees_give_equal_bytes),
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
