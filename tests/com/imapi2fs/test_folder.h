/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A folder of the host with files for a test. */
#ifndef OPENIMAPI_TESTS_COM_IMAPI2FS_TEST_FOLDER_H
#define OPENIMAPI_TESTS_COM_IMAPI2FS_TEST_FOLDER_H

#include <windows.h>

#include <stdint.h>

#define TEST_PATH_UNITS 1024

/** A path of the host. */
struct test_path {
    WCHAR text[TEST_PATH_UNITS];
};

/** Makes an empty folder called after the test `name`; what an earlier run left goes. */
struct test_path test_folder_create(const WCHAR *name);

/** Removes the folder with everything in it. */
void test_folder_remove(const struct test_path *folder);

/** The path of `name` in the folder. */
struct test_path test_folder_path(const struct test_path *folder, const WCHAR *name);

/** Makes a folder in the folder. */
void test_folder_add_folder(const struct test_path *folder, const WCHAR *name);

/** Makes, or replaces, a file of `size` bytes as test_byte makes them from `seed`. */
void test_folder_add_file(const struct test_path *folder, const WCHAR *name, uint64_t size,
                          uint32_t seed);

#endif
