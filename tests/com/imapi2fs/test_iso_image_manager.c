/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftIsoImageManager: a file as a stream, and what can be burned. */
#include "image_test.h"

#include "test_folder.h"
#include "test_stream.h"

#include <stdlib.h>

#define BLOCK 2048

static IIsoImageManager *create(void)
{
    return test_create_object(&CLSID_MsftIsoImageManager, &IID_IIsoImageManager);
}

/* One block of the volume recognition area at `block`. */
struct structure {
    uint32_t block;
    uint8_t type;
    const char *identifier;
    uint8_t version;
};

/* What Validate says of an image of `blocks` zeroed blocks, and some bytes more, with those. */
static HRESULT validate(uint32_t blocks, uint32_t more, const struct structure *structures,
                        size_t count)
{
    const ULONG size = blocks * BLOCK + more;
    const LARGE_INTEGER position = { .QuadPart = 77 };
    const LARGE_INTEGER here = { 0 };
    IIsoImageManager *manager = create();
    HGLOBAL memory = GlobalAlloc(GMEM_MOVEABLE | GMEM_ZEROINIT, size ? size : 1);
    uint8_t *bytes = GlobalLock(memory);
    ULARGE_INTEGER after;
    IStream *stream;
    HRESULT hr;

    for (size_t i = 0; i < count; i++) {
        uint8_t *at = bytes + structures[i].block * BLOCK;

        at[0] = structures[i].type;
        memcpy(at + 1, structures[i].identifier, 5);
        at[6] = structures[i].version;
    }
    GlobalUnlock(memory);
    assert_result(CreateStreamOnHGlobal(memory, TRUE, &stream), S_OK);
    assert_result(IStream_SetSize(stream, (ULARGE_INTEGER){ .QuadPart = size }), S_OK);
    assert_result(IIsoImageManager_SetStream(manager, stream), S_OK);
    assert_result(IStream_Seek(stream, position, STREAM_SEEK_SET, NULL), S_OK);
    SetErrorInfo(0, NULL);
    hr = IIsoImageManager_Validate(manager);
    if (FAILED(hr))
        assert_error_names(NULL);
    assert_result(IStream_Seek(stream, here, STREAM_SEEK_CUR, &after), S_OK);
    assert_int_equal(after.QuadPart, 77);
    test_release(manager);
    assert_int_equal(test_release(stream), 0);
    return hr;
}

static void test_validate__what_can_be_burned(void **state)
{
    static const struct structure iso[] = { { 16, 1, "CD001", 1 }, { 17, 255, "CD001", 1 } };
    static const struct structure joliet[] = { { 16, 0, "CD001", 1 }, { 20, 2, "CD001", 1 } };
    static const struct structure udf[] = { { 16, 0, "BEA01", 1 },
                                            { 17, 0, "NSR02", 1 },
                                            { 18, 0, "TEA01", 1 } };
    static const struct structure ecma168[] = { { 16, 0, "BEA01", 1 },
                                                { 17, 0, "CDW02", 1 },
                                                { 18, 0, "TEA01", 1 } };

    (void)state;
    assert_result(validate(20, 0, iso, ARRAYSIZE(iso)), S_OK);
    assert_result(validate(30, 0, joliet, ARRAYSIZE(joliet)), S_OK);
    assert_result(validate(30, 0, udf, ARRAYSIZE(udf)), S_OK);
    assert_result(validate(30, 0, ecma168, ARRAYSIZE(ecma168)), S_OK);
}

static void test_validate__what_cannot(void **state)
{
    static const struct structure iso[] = { { 16, 1, "CD001", 1 } };
    static const struct structure terminator[] = { { 16, 255, "CD001", 1 } };
    static const struct structure version[] = { { 16, 1, "CD001", 2 } };
    static const struct structure open[] = { { 16, 0, "BEA01", 1 }, { 17, 0, "NSR02", 1 } };
    static const struct structure alone[] = { { 16, 0, "NSR02", 1 }, { 17, 0, "TEA01", 1 } };
    static const struct structure early[] = { { 15, 1, "CD001", 1 } };
    static const struct structure late[] = { { 80, 1, "CD001", 1 } };

    (void)state;
    assert_result(validate(20, 1, iso, 1), IMAPI_E_IMAGEMANAGER_IMAGE_NOT_ALIGNED);
    assert_result(validate(0, 0, NULL, 0), IMAPI_E_IMAGEMANAGER_NO_VALID_VD_FOUND);
    assert_result(validate(1, 0, NULL, 0), IMAPI_E_IMAGEMANAGER_NO_VALID_VD_FOUND);
    assert_result(validate(20, 0, NULL, 0), IMAPI_E_IMAGEMANAGER_NO_VALID_VD_FOUND);
    assert_result(validate(20, 0, terminator, 1), IMAPI_E_IMAGEMANAGER_NO_VALID_VD_FOUND);
    assert_result(validate(20, 0, version, 1), IMAPI_E_IMAGEMANAGER_NO_VALID_VD_FOUND);
    assert_result(validate(20, 0, open, 2), IMAPI_E_IMAGEMANAGER_NO_VALID_VD_FOUND);
    assert_result(validate(20, 0, alone, 2), IMAPI_E_IMAGEMANAGER_NO_VALID_VD_FOUND);
    assert_result(validate(20, 0, early, 1), IMAPI_E_IMAGEMANAGER_NO_VALID_VD_FOUND);
    assert_result(validate(90, 0, late, 1), IMAPI_E_IMAGEMANAGER_NO_VALID_VD_FOUND);
}

static void test_validate__sizes_are_counted_in_blocks(void **state)
{
    IIsoImageManager *manager = create();
    struct test_stream *stream = test_stream_create((UINT64_C(1) << 31) * BLOCK, 1);

    (void)state;
    assert_result(IIsoImageManager_SetStream(manager, &stream->IStream_iface), S_OK);
    assert_fails(IIsoImageManager_Validate(manager), IMAPI_E_IMAGEMANAGER_IMAGE_TOO_BIG, NULL);
    stream->size -= BLOCK;
    assert_fails(IIsoImageManager_Validate(manager), IMAPI_E_IMAGEMANAGER_NO_VALID_VD_FOUND, NULL);
    stream->read_result = STG_E_READFAULT;
    assert_fails(IIsoImageManager_Validate(manager), STG_E_READFAULT, NULL);
    IStream_Release(&stream->IStream_iface);
    test_release(manager);
}

static void test_validate__needs_an_image(void **state)
{
    IIsoImageManager *manager = create();
    IStream *stream = POISON;
    BSTR path;

    (void)state;
    assert_fails(IIsoImageManager_Validate(manager), IMAPI_E_IMAGEMANAGER_NO_IMAGE, NULL);
    assert_result(IIsoImageManager_get_Stream(manager, &stream), S_OK);
    assert_null(stream);
    assert_result(IIsoImageManager_get_Path(manager, &path), S_OK);
    assert_bstr(path, L"");
    test_release(manager);
}

static void test_path__gives_a_stream_on_the_file(void **state)
{
    const struct test_path folder = test_folder_create(L"iso_image_manager");
    const struct test_path path = test_folder_path(&folder, L"any.bin");
    IIsoImageManager *manager = create();
    uint8_t bytes[10];
    IStream *stream;
    BSTR text;
    ULONG read;

    (void)state;
    test_folder_add_file(&folder, L"any.bin", 5000, 3);
    assert_result(IIsoImageManager_SetPath(manager, T(path.text)), S_OK);
    assert_result(IIsoImageManager_get_Path(manager, &text), S_OK);
    assert_bstr(text, path.text);
    assert_result(IIsoImageManager_get_Stream(manager, &stream), S_OK);
    test_release(manager);
    assert_result(test_read_at(stream, 4000, bytes, sizeof(bytes), &read), S_OK);
    for (size_t i = 0; i < sizeof(bytes); i++)
        assert_int_equal(bytes[i], test_byte(3, 4000 + i));
    test_release(stream);
    assert_true(DeleteFileW(path.text));
    test_folder_remove(&folder);
}

static void test_path__failing_keeps_what_was_there(void **state)
{
    const struct test_path folder = test_folder_create(L"iso_image_manager_kept");
    const struct test_path path = test_folder_path(&folder, L"first");
    const struct test_path missing = test_folder_path(&folder, L"missing");
    IIsoImageManager *manager = create();
    BSTR text;

    (void)state;
    test_folder_add_file(&folder, L"first", 100, 3);
    assert_result(IIsoImageManager_SetPath(manager, T(path.text)), S_OK);
    assert_fails(IIsoImageManager_SetPath(manager, T(missing.text)),
                 HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND), missing.text);
    assert_fails(IIsoImageManager_SetPath(manager, NULL), IMAPI_E_INVALID_PATH, NULL);
    assert_fails(IIsoImageManager_SetPath(manager, T(L"")), IMAPI_E_INVALID_PATH, NULL);
    assert_true(FAILED(IIsoImageManager_SetPath(manager, T(folder.text))));
    assert_result(IIsoImageManager_get_Path(manager, &text), S_OK);
    assert_bstr(text, path.text);
    test_release(manager);
    test_folder_remove(&folder);
}

static void test_stream__replaces_the_path_and_is_given_up(void **state)
{
    const struct test_path folder = test_folder_create(L"iso_image_manager_stream");
    const struct test_path path = test_folder_path(&folder, L"first");
    IIsoImageManager *manager = create();
    struct test_stream *stream = test_stream_create(100, 1);
    bool is_alive = true;
    IStream *given;
    BSTR text;

    (void)state;
    stream->is_alive = &is_alive;
    test_folder_add_file(&folder, L"first", 100, 3);
    assert_result(IIsoImageManager_SetPath(manager, T(path.text)), S_OK);
    assert_result(IIsoImageManager_SetStream(manager, &stream->IStream_iface), S_OK);
    IStream_Release(&stream->IStream_iface);
    assert_true(DeleteFileW(path.text));
    assert_result(IIsoImageManager_get_Path(manager, &text), S_OK);
    assert_bstr(text, L"");
    assert_result(IIsoImageManager_get_Stream(manager, &given), S_OK);
    assert_ptr_equal(given, &stream->IStream_iface);
    test_release(given);
    assert_true(is_alive);
    assert_result(IIsoImageManager_SetStream(manager, NULL), S_OK);
    assert_false(is_alive);
    test_release(manager);
    test_folder_remove(&folder);
}

static void test_validate__our_own_images(void **state)
{
    IFileSystemImage3 *image = test_create_image();
    IStream *stream = test_open_image(image);
    IIsoImageManager *manager = create();

    (void)state;
    assert_result(IIsoImageManager_SetStream(manager, stream), S_OK);
    assert_result(IIsoImageManager_Validate(manager), S_OK);
    test_release(manager);
    test_release(stream);
    test_release(image);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_validate__what_can_be_burned),
        cmocka_unit_test(test_validate__what_cannot),
        cmocka_unit_test(test_validate__sizes_are_counted_in_blocks),
        cmocka_unit_test(test_validate__needs_an_image),
        cmocka_unit_test(test_path__gives_a_stream_on_the_file),
        cmocka_unit_test(test_path__failing_keeps_what_was_there),
        cmocka_unit_test(test_stream__replaces_the_path_and_is_given_up),
        cmocka_unit_test(test_validate__our_own_images),
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
