/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* An image for the disc in a recorder: the two DLLs together, with a virtual recorder. */
#include "image_test.h"

#include "test_drive.h"

#include <imapi2error.h>

#define DVD_BLOCKS 2295104

static LONG limit_of(IFileSystemImage3 *image)
{
    LONG blocks = -7;

    assert_result(IFileSystemImage3_get_FreeMediaBlocks(image, &blocks), S_OK);
    return blocks;
}

static void check_defaults(const WCHAR *medium)
{
    const struct test_path folder = test_folder_create(L"recorder");
    IDiscRecorder2 *recorder = test_open_blank(&folder, medium);
    IFileSystemImage3 *image = test_create_image();
    const DWORD cookie = test_register_writer();
    FsiFileSystems systems;

    assert_result(IFileSystemImage3_put_FileSystemsToCreate(image, FsiFileSystemISO9660), S_OK);
    assert_result(IFileSystemImage3_ChooseImageDefaults(image, recorder), S_OK);
    assert_int_equal(limit_of(image), DVD_BLOCKS);
    assert_result(IFileSystemImage3_get_FileSystemsToCreate(image, &systems), S_OK);
    assert_int_equal(systems, FsiFileSystemUDF);
    assert_result(CoRevokeClassObject(cookie), S_OK);
    test_release(image);
    test_release(recorder);
    test_folder_remove(&folder);
}

static void test_defaults__of_a_blank_dvd_plus_r(void **state)
{
    (void)state;
    check_defaults(L"dvd+r");
}

static void test_defaults__of_a_dvd_plus_rw(void **state)
{
    (void)state;
    check_defaults(L"dvd+rw");
}

static void test_defaults__of_a_disc_too_small(void **state)
{
    const struct test_path folder = test_folder_create(L"recorder_small");
    IDiscRecorder2 *recorder = test_open_blank(&folder, L"dvd+r");
    IFileSystemImage3 *image = test_create_image();
    IFsiDirectoryItem2 *root = test_root(image);
    const DWORD cookie = test_register_writer();

    (void)state;
    test_add_file(root, L"large", UINT64_C(5) << 30, 1);
    assert_fails(IFileSystemImage3_ChooseImageDefaults(image, recorder), IMAPI_E_IMAGE_TOO_BIG,
                 L"2295104 are allowed");
    assert_int_equal(limit_of(image), 0);
    assert_result(CoRevokeClassObject(cookie), S_OK);
    test_release(root);
    test_release(image);
    test_release(recorder);
    test_folder_remove(&folder);
}

static void test_defaults__of_an_empty_tray(void **state)
{
    IDiscRecorder2 *recorder = test_open_recorder(L"test=");
    IFileSystemImage3 *image = test_create_image();
    const DWORD cookie = test_register_writer();

    (void)state;
    assert_fails(IFileSystemImage3_ChooseImageDefaults(image, recorder),
                 E_IMAPI_RECORDER_MEDIA_NO_MEDIA, NULL);
    assert_int_equal(limit_of(image), 0);
    assert_result(CoRevokeClassObject(cookie), S_OK);
    test_release(image);
    test_release(recorder);
}

static void test_max_media_blocks__of_a_virtual_recorder(void **state)
{
    IDiscRecorder2 *recorder = test_open_recorder(L"test=");
    IFileSystemImage3 *image = test_create_image();

    (void)state;
    assert_result(IFileSystemImage3_SetMaxMediaBlocksFromDevice(image, recorder), S_OK);
    assert_true(limit_of(image) >= DVD_BLOCKS);
    test_release(image);
    test_release(recorder);
}

static void test_max_media_blocks__of_a_recorder_that_was_not_initialized(void **state)
{
    IDiscRecorder2 *recorder = test_create_of_imapi2(&CLSID_MsftDiscRecorder2, &IID_IDiscRecorder2);
    IFileSystemImage3 *image = test_create_image();

    (void)state;
    assert_fails(IFileSystemImage3_SetMaxMediaBlocksFromDevice(image, recorder),
                 E_IMAPI_RECORDER_REQUIRED, NULL);
    assert_int_equal(limit_of(image), 0);
    test_release(image);
    test_release(recorder);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_defaults__of_a_blank_dvd_plus_r),
        cmocka_unit_test(test_defaults__of_a_dvd_plus_rw),
        cmocka_unit_test(test_defaults__of_a_disc_too_small),
        cmocka_unit_test(test_defaults__of_an_empty_tray),
        cmocka_unit_test(test_max_media_blocks__of_a_virtual_recorder),
        cmocka_unit_test(test_max_media_blocks__of_a_recorder_that_was_not_initialized),
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
