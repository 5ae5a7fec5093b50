/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Update events: when they come, what they tell, and what handlers may do. */
#include "test_sink.h"

#include "test_folder.h"
#include "test_stream.h"

struct fixture {
    IFileSystemImage3 *image;
    IFsiDirectoryItem2 *root;
    struct test_sink sink;
};

static int set_up(void **state)
{
    struct fixture *fixture = test_calloc(1, sizeof(*fixture));

    fixture->image = test_create_image();
    fixture->root = test_root(fixture->image);
    test_sink_advise(&fixture->sink, fixture->image);
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;

    test_sink_unadvise(&fixture->sink);
    assert_int_equal(fixture->sink.references, 1);
    test_release(fixture->root);
    assert_int_equal(test_release(fixture->image), 0);
    test_free(fixture);
    return 0;
}

static void assert_call(const struct test_sink *sink, size_t index, const WCHAR *path, LONG copied,
                        LONG total)
{
    assert_true(index < sink->count);
    assert_text_equal(sink->calls[index].path, path);
    assert_int_equal(sink->calls[index].copied, copied);
    assert_int_equal(sink->calls[index].total, total);
}

static void test_update__two_for_each_file_added(void **state)
{
    struct fixture *fixture = *state;

    assert_result(IFsiDirectoryItem2_AddDirectory(fixture->root, T(L"dir")), S_OK);
    assert_int_equal(fixture->sink.count, 0);
    test_add_file(fixture->root, L"dir\\file", 5000, 1);
    assert_int_equal(fixture->sink.count, 2);
    assert_call(&fixture->sink, 0, L"\\dir\\file", 0, 3);
    assert_call(&fixture->sink, 1, L"\\dir\\file", 3, 3);
}

static void test_update__none_for_an_empty_file(void **state)
{
    struct fixture *fixture = *state;

    test_add_file(fixture->root, L"empty", 0, 1);
    assert_int_equal(fixture->sink.count, 0);
}

static void test_update__none_for_a_file_that_could_not_be_added(void **state)
{
    struct fixture *fixture = *state;
    struct test_stream *stream = test_stream_create(10, 1);

    assert_fails(IFsiDirectoryItem2_AddFile(fixture->root, T(L"no\\file"), &stream->IStream_iface),
                 IMAPI_E_DIR_NOT_FOUND, NULL);
    IStream_Release(&stream->IStream_iface);
    assert_int_equal(fixture->sink.count, 0);
}

static void test_update__for_an_item_that_was_made_before(void **state)
{
    struct fixture *fixture = *state;
    struct test_stream *stream = test_stream_create(2048, 1);
    IFsiFileItem *file;

    assert_result(IFileSystemImage3_CreateFileItem(fixture->image, T(L"file"), &file), S_OK);
    assert_result(IFsiFileItem_put_Data(file, &stream->IStream_iface), S_OK);
    IStream_Release(&stream->IStream_iface);
    assert_int_equal(fixture->sink.count, 0);
    assert_result(IFsiDirectoryItem2_Add(fixture->root, (IFsiItem *)file), S_OK);
    test_release(file);
    assert_int_equal(fixture->sink.count, 2);
    assert_call(&fixture->sink, 1, L"\\file", 1, 1);
}

static struct test_path folder_with_files(void)
{
    const struct test_path folder = test_folder_create(L"events");

    test_folder_add_file(&folder, L"b", 100, 1);
    test_folder_add_file(&folder, L"A", 4096, 1);
    test_folder_add_file(&folder, L"empty", 0, 1);
    test_folder_add_folder(&folder, L"c");
    test_folder_add_file(&folder, L"c\\d", 1, 1);
    return folder;
}

static void test_update__for_each_file_of_a_tree_in_order(void **state)
{
    const struct test_path folder = folder_with_files();
    struct fixture *fixture = *state;

    assert_result(IFsiDirectoryItem2_AddTree(fixture->root, T(folder.text), VARIANT_FALSE), S_OK);
    assert_int_equal(fixture->sink.count, 6);
    assert_call(&fixture->sink, 0, L"\\A", 0, 2);
    assert_call(&fixture->sink, 1, L"\\A", 2, 2);
    assert_call(&fixture->sink, 2, L"\\b", 0, 1);
    assert_call(&fixture->sink, 3, L"\\b", 1, 1);
    assert_call(&fixture->sink, 4, L"\\c\\d", 0, 1);
    assert_call(&fixture->sink, 5, L"\\c\\d", 1, 1);
    test_folder_remove(&folder);
}

static void test_update__result_of_a_handler_does_not_matter(void **state)
{
    struct fixture *fixture = *state;

    fixture->sink.result = E_FAIL;
    test_add_file(fixture->root, L"file", 10, 1);
    assert_int_equal(fixture->sink.count, 2);
}

static void stop_listening(struct test_sink *sink, IDispatch *object)
{
    (void)object;
    test_sink_unadvise(sink);
}

static void test_update__handler_may_unadvise_itself(void **state)
{
    struct fixture *fixture = *state;

    fixture->sink.handler = stop_listening;
    test_add_file(fixture->root, L"file", 10, 1);
    assert_int_equal(fixture->sink.count, 1);
    test_add_file(fixture->root, L"other", 10, 1);
    assert_int_equal(fixture->sink.count, 1);
}

/* Looking is allowed; changing, or holding on to what may be taken back, is not. */
static void look_and_touch(struct test_sink *sink, IDispatch *object)
{
    IFileSystemImage3 *image;
    IFileSystemImageResult *result = POISON;
    IFsiDirectoryItem2 *root;
    IEnumVARIANT *enumerator = POISON;
    IFsiItem *item = POISON;
    LONG number;

    (void)sink;
    assert_result(IDispatch_QueryInterface(object, &IID_IFileSystemImage3, (void **)&image), S_OK);
    root = test_root(image);
    assert_result(IFileSystemImage3_get_FileCount(image, &number), S_OK);
    assert_true(number > 0);
    assert_result(IFileSystemImage3_get_UsedBlocks(image, &number), S_OK);
    assert_true(number > 0);
    assert_result(IFsiDirectoryItem2_AddDirectory(root, T(L"x")), HRESULT_FROM_WIN32(ERROR_BUSY));
    assert_result(IFsiDirectoryItem2_RemoveTree(root, T(L"\\")), HRESULT_FROM_WIN32(ERROR_BUSY));
    assert_result(IFileSystemImage3_put_FileSystemsToCreate(image, FsiFileSystemISO9660),
                  HRESULT_FROM_WIN32(ERROR_BUSY));
    assert_result(IFileSystemImage3_CreateResultImage(image, &result),
                  HRESULT_FROM_WIN32(ERROR_BUSY));
    assert_null(result);
    assert_result(IFsiDirectoryItem2_get_Item(root, T(L"a"), &item),
                  HRESULT_FROM_WIN32(ERROR_BUSY));
    assert_null(item);
    assert_result(IFsiDirectoryItem2_get__NewEnum(root, &enumerator),
                  HRESULT_FROM_WIN32(ERROR_BUSY));
    assert_null(enumerator);
    test_release(root);
    test_release(image);
}

static void test_update__handler_may_look_but_not_change(void **state)
{
    const struct test_path folder = folder_with_files();
    struct fixture *fixture = *state;

    fixture->sink.handler = look_and_touch;
    assert_result(IFsiDirectoryItem2_AddTree(fixture->root, T(folder.text), VARIANT_FALSE), S_OK);
    assert_int_equal(fixture->sink.count, 6);
    fixture->sink.handler = NULL;
    assert_result(IFsiDirectoryItem2_AddDirectory(fixture->root, T(L"x")), S_OK);
    test_folder_remove(&folder);
}

/* A file that goes just before it is added: what was added before it is taken back. */
static void remove_last_source(struct test_sink *sink, IDispatch *object)
{
    const struct test_path *folder = sink->context;
    const struct test_path last = test_folder_path(folder, L"c\\d");

    (void)object;
    DeleteFileW(last.text);
}

static void test_update__tree_that_fails_later_leaves_nothing(void **state)
{
    struct test_path folder = folder_with_files();
    struct fixture *fixture = *state;
    LONG count;
    HRESULT hr;

    fixture->sink.handler = remove_last_source;
    fixture->sink.context = &folder;
    test_folder_add_file(&folder, L"c\\e", 10, 1);
    {
        const struct test_path locked = test_folder_path(&folder, L"c\\e");
        HANDLE writer =
            CreateFileW(locked.text, GENERIC_WRITE, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);

        assert_true(writer != INVALID_HANDLE_VALUE);
        hr = IFsiDirectoryItem2_AddTree(fixture->root, T(folder.text), VARIANT_FALSE);
        CloseHandle(writer);
    }
    assert_result(hr, IMAPI_E_DATA_STREAM_CREATE_FAILURE);
    assert_true(fixture->sink.count >= 4);
    assert_result(IFileSystemImage3_get_FileCount(fixture->image, &count), S_OK);
    assert_int_equal(count, 0);
    fixture->sink.handler = NULL;
    test_add_file(fixture->root, L"a", 10, 1);
    test_folder_remove(&folder);
}

static void release_image(struct test_sink *sink, IDispatch *object)
{
    IFileSystemImage3 **image = sink->context;

    (void)object;
    if (*image)
        test_release(*image);
    *image = NULL;
}

static void test_update__handler_may_release_the_image(void **state)
{
    struct test_sink sink;
    IFileSystemImage3 *image = test_create_image();
    IFsiDirectoryItem2 *root = test_root(image);

    (void)state;
    test_sink_advise(&sink, image);
    /* What is left is what the sink holds and what the root holds. */
    IConnectionPoint_Release(sink.point);
    sink.point = NULL;
    sink.handler = release_image;
    sink.context = &image;
    test_add_file(root, L"file", 10, 1);
    assert_null(image);
    assert_int_equal(sink.count, 2);
    assert_int_equal(test_release(root), 0);
    assert_int_equal(sink.references, 1);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        CASE(test_update__two_for_each_file_added),
        CASE(test_update__none_for_an_empty_file),
        CASE(test_update__none_for_a_file_that_could_not_be_added),
        CASE(test_update__for_an_item_that_was_made_before),
        CASE(test_update__for_each_file_of_a_tree_in_order),
        CASE(test_update__result_of_a_handler_does_not_matter),
        CASE(test_update__handler_may_unadvise_itself),
        CASE(test_update__handler_may_look_but_not_change),
        CASE(test_update__tree_that_fails_later_leaves_nothing),
        cmocka_unit_test(test_update__handler_may_release_the_image),
#undef CASE
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
