/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Adding folders and files of the host. */
#include "image_test.h"

#include "test_folder.h"
#include "test_stream.h"

#include <math.h>
#include <stdio.h>

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
    fixture->folder = test_folder_create(L"add_tree");
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

static HRESULT add_tree(const struct fixture *fixture, const WCHAR *path, bool with_base)
{
    return IFsiDirectoryItem2_AddTree(fixture->root, T(path),
                                      with_base ? VARIANT_TRUE : VARIANT_FALSE);
}

static LONG count_of(const struct fixture *fixture)
{
    LONG files;
    LONG directories;

    assert_result(IFileSystemImage3_get_FileCount(fixture->image, &files), S_OK);
    assert_result(IFileSystemImage3_get_DirectoryCount(fixture->image, &directories), S_OK);
    return files + directories;
}

/* Three files in three folders, one of them empty. */
static void fill(const struct fixture *fixture)
{
    test_folder_add_file(&fixture->folder, L"one.txt", 10, 1);
    test_folder_add_folder(&fixture->folder, L"sub");
    test_folder_add_file(&fixture->folder, L"sub\\two \x00FC\x4E2D.txt", 5000, 2);
    test_folder_add_folder(&fixture->folder, L"sub\\deep");
    test_folder_add_file(&fixture->folder, L"sub\\deep\\three", 100000, 3);
    test_folder_add_folder(&fixture->folder, L"empty");
}

static void test_add_tree__contents_of_a_folder(void **state)
{
    const struct fixture *fixture = *state;
    IFileSystemImageResult2 *result;

    fill(fixture);
    assert_result(add_tree(fixture, fixture->folder.text, false), S_OK);
    assert_int_equal(count_of(fixture), 6);
    result = test_create_result(fixture->image);
    assert_content(result, L"\\one.txt", 10, 1);
    assert_content(result, L"\\sub\\two \x00FC\x4E2D.txt", 5000, 2);
    assert_content(result, L"\\sub\\deep\\three", 100000, 3);
    test_release(result);
}

static void test_add_tree__folder_itself_too(void **state)
{
    const struct fixture *fixture = *state;
    const WCHAR *name = wcsrchr(fixture->folder.text, L'\\');
    struct test_path with_separator;
    FsiItemType type;

    fill(fixture);
    assert_result(add_tree(fixture, fixture->folder.text, true), S_OK);
    assert_int_equal(count_of(fixture), 7);
    assert_result(IFileSystemImage3_Exists(fixture->image, T(name), &type), S_OK);
    assert_int_equal(type, FsiItemDirectory);
    /* Again, with a separator at its end: it merges with itself. */
    _snwprintf(with_separator.text, TEST_PATH_UNITS - 1, L"%ls\\", fixture->folder.text);
    assert_result(add_tree(fixture, with_separator.text, true), S_OK);
    assert_int_equal(count_of(fixture), 7);
}

static void test_add_tree__path_of_a_file_adds_that_file(void **state)
{
    const struct fixture *fixture = *state;
    const struct test_path path = test_folder_path(&fixture->folder, L"one.txt");

    fill(fixture);
    assert_result(add_tree(fixture, path.text, false), S_OK);
    assert_int_equal(count_of(fixture), 1);
    assert_result(add_tree(fixture, path.text, true), S_OK);
    assert_int_equal(count_of(fixture), 1);
    test_release(test_item(fixture->root, L"one.txt", &IID_IFsiFileItem));
}

static void test_add_tree__below_another_directory(void **state)
{
    const struct fixture *fixture = *state;
    IFsiDirectoryItem2 *directory;

    fill(fixture);
    assert_result(IFsiDirectoryItem2_AddDirectory(fixture->root, T(L"target")), S_OK);
    directory = test_item(fixture->root, L"target", &IID_IFsiDirectoryItem2);
    assert_result(IFsiDirectoryItem2_AddTree(directory, T(fixture->folder.text), VARIANT_FALSE),
                  S_OK);
    test_release(directory);
    test_release(test_item(fixture->root, L"target\\sub\\deep\\three", &IID_IFsiFileItem));
}

static void test_add_tree__source_prevails(void **state)
{
    const struct fixture *fixture = *state;
    IFileSystemImageResult2 *result;

    fill(fixture);
    test_add_file(fixture->root, L"ONE.TXT", 77, 9); /* a file where the source has one */
    test_add_file(fixture->root, L"sub", 78, 9);     /* a file where it has a folder */
    assert_result(IFsiDirectoryItem2_AddDirectory(fixture->root, T(L"empty")), S_OK);
    test_add_file(fixture->root, L"empty\\kept", 79, 9); /* merges */
    assert_result(add_tree(fixture, fixture->folder.text, false), S_OK);
    assert_int_equal(count_of(fixture), 7);
    result = test_create_result(fixture->image);
    assert_content(result, L"\\one.txt", 10, 1);
    assert_content(result, L"\\empty\\kept", 79, 9);
    assert_content(result, L"\\sub\\deep\\three", 100000, 3);
    test_release(result);
}

static void test_add_tree__times_and_hidden_flag_are_the_sources(void **state)
{
    const struct fixture *fixture = *state;
    const struct test_path path = test_folder_path(&fixture->folder, L"hidden");
    SYSTEMTIME fields = { 2007, 8, 0, 9, 10, 11, 12, 0 };
    FILETIME time;
    HANDLE file;
    IFsiItem *item;
    VARIANT_BOOL hidden;
    DATE expected;
    DATE date;

    test_folder_add_file(&fixture->folder, L"hidden", 10, 1);
    file = CreateFileW(path.text, FILE_WRITE_ATTRIBUTES, 0, NULL, OPEN_EXISTING, 0, NULL);
    assert_true(file != INVALID_HANDLE_VALUE);
    assert_true(SystemTimeToFileTime(&fields, &time));
    assert_true(SetFileTime(file, NULL, NULL, &time));
    CloseHandle(file);
    assert_true(SetFileAttributesW(path.text, FILE_ATTRIBUTE_HIDDEN));
    assert_result(add_tree(fixture, fixture->folder.text, false), S_OK);
    item = test_item(fixture->root, L"hidden", &IID_IFsiItem);
    assert_result(IFsiItem_get_LastModifiedTime(item, &date), S_OK);
    assert_true(SystemTimeToVariantTime(&fields, &expected));
    assert_true(fabs(date - expected) < 1e-8);
    assert_result(IFsiItem_get_IsHidden(item, &hidden), S_OK);
    if ((GetFileAttributesW(path.text) & FILE_ATTRIBUTE_HIDDEN) != 0)
        assert_int_equal(hidden, VARIANT_TRUE);
    test_release(item);
}

static void test_add_tree__missing_source(void **state)
{
    const struct fixture *fixture = *state;
    const struct test_path missing = test_folder_path(&fixture->folder, L"missing");
    const struct test_path below = test_folder_path(&fixture->folder, L"missing\\below");
    HRESULT hr;

    assert_fails(add_tree(fixture, missing.text, false), HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND),
                 missing.text);
    hr = add_tree(fixture, below.text, false);
    assert_true(hr == HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND) ||
                hr == HRESULT_FROM_WIN32(ERROR_PATH_NOT_FOUND));
    assert_fails(add_tree(fixture, L"", false), IMAPI_E_INVALID_PARAM, L"'sourceDirectory'");
    assert_fails(add_tree(fixture, NULL, false), IMAPI_E_INVALID_PARAM, L"'sourceDirectory'");
    assert_int_equal(count_of(fixture), 0);
    fill(fixture);
    assert_result(add_tree(fixture, fixture->folder.text, false), S_OK);
}

static void test_add_tree__locked_file_fails_the_whole_call(void **state)
{
    const struct fixture *fixture = *state;
    const struct test_path path = test_folder_path(&fixture->folder, L"sub\\deep\\three");
    HANDLE writer;

    fill(fixture);
    test_add_file(fixture->root, L"before", 10, 5);
    writer = CreateFileW(path.text, GENERIC_WRITE, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
    assert_true(writer != INVALID_HANDLE_VALUE);
    assert_fails(add_tree(fixture, fixture->folder.text, false), IMAPI_E_DATA_STREAM_CREATE_FAILURE,
                 path.text);
    assert_fails(add_tree(fixture, fixture->folder.text, false), IMAPI_E_DATA_STREAM_CREATE_FAILURE,
                 L"0x80070020");
    assert_int_equal(count_of(fixture), 1);
    CloseHandle(writer);
    assert_result(add_tree(fixture, fixture->folder.text, false), S_OK);
    assert_int_equal(count_of(fixture), 7);
}

static void test_add_tree__more_than_fits_changes_nothing(void **state)
{
    const struct fixture *fixture = *state;
    LONG used;
    LONG point;

    fill(fixture);
    test_folder_add_file(&fixture->folder, L"large", 1 << 20, 1);
    assert_result(IFileSystemImage3_get_UsedBlocks(fixture->image, &used), S_OK);
    assert_result(IFileSystemImage3_put_FreeMediaBlocks(fixture->image, used + 10), S_OK);
    assert_fails(add_tree(fixture, fixture->folder.text, false), IMAPI_E_IMAGE_SIZE_LIMIT, NULL);
    assert_int_equal(count_of(fixture), 0);
    assert_result(IFileSystemImage3_get_ChangePoint(fixture->image, &point), S_OK);
    assert_int_equal(point, 0);
    assert_result(IFileSystemImage3_put_FreeMediaBlocks(fixture->image, 0), S_OK);
    assert_result(add_tree(fixture, fixture->folder.text, false), S_OK);
}

static void test_add_tree__too_deep_changes_nothing(void **state)
{
    const struct fixture *fixture = *state;
    WCHAR path[64] = L"d";

    for (size_t i = 0; i < 8; i++) {
        test_folder_add_folder(&fixture->folder, path);
        wcscat(path, L"\\d");
    }
    assert_fails(add_tree(fixture, fixture->folder.text, false), IMAPI_E_ISO9660_LEVELS, NULL);
    assert_int_equal(count_of(fixture), 0);
}

static void test_add_tree__restricted_names(void **state)
{
    const struct fixture *fixture = *state;

    fill(fixture);
    assert_result(IFileSystemImage3_put_UseRestrictedCharacterSet(fixture->image, VARIANT_TRUE),
                  S_OK);
    assert_fails(add_tree(fixture, fixture->folder.text, false), IMAPI_E_RESTRICTED_NAME_VIOLATION,
                 L"two \x00FC\x4E2D.txt");
    assert_int_equal(count_of(fixture), 0);
}

static void test_add_tree__many_files_in_one_folder(void **state)
{
    const struct fixture *fixture = *state;
    IFileSystemImageResult2 *result;
    WCHAR name[32];

    for (uint32_t i = 0; i < 500; i++) {
        _snwprintf(name, ARRAYSIZE(name) - 1, L"file %u.dat", i);
        test_folder_add_file(&fixture->folder, name, i * 13, i);
    }
    assert_result(add_tree(fixture, fixture->folder.text, false), S_OK);
    assert_int_equal(count_of(fixture), 500);
    result = test_create_result(fixture->image);
    for (uint32_t i = 1; i < 500; i += 83) {
        WCHAR path[32];

        _snwprintf(path, ARRAYSIZE(path) - 1, L"\\file %u.dat", i);
        assert_content(result, path, i * 13, i);
    }
    test_release(result);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        CASE(test_add_tree__contents_of_a_folder),
        CASE(test_add_tree__folder_itself_too),
        CASE(test_add_tree__path_of_a_file_adds_that_file),
        CASE(test_add_tree__below_another_directory),
        CASE(test_add_tree__source_prevails),
        CASE(test_add_tree__times_and_hidden_flag_are_the_sources),
        CASE(test_add_tree__missing_source),
        CASE(test_add_tree__locked_file_fails_the_whole_call),
        CASE(test_add_tree__more_than_fits_changes_nothing),
        CASE(test_add_tree__too_deep_changes_nothing),
        CASE(test_add_tree__restricted_names),
        CASE(test_add_tree__many_files_in_one_folder),
#undef CASE
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
