/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A folder of the host with files for a test. */
#include "test_folder.h"

#include "image_test.h"

#include <stdio.h>

static struct test_path join(const WCHAR *folder, const WCHAR *name)
{
    struct test_path path;

    assert_true(_snwprintf(path.text, TEST_PATH_UNITS - 1, L"%ls\\%ls", folder, name) > 0);
    path.text[TEST_PATH_UNITS - 1] = 0;
    return path;
}

static void remove_below(const WCHAR *folder)
{
    const struct test_path pattern = join(folder, L"*");
    WIN32_FIND_DATAW found;
    HANDLE search = FindFirstFileW(pattern.text, &found);

    if (search == INVALID_HANDLE_VALUE)
        return;
    do {
        const struct test_path path = join(folder, found.cFileName);

        if (wcscmp(found.cFileName, L".") == 0 || wcscmp(found.cFileName, L"..") == 0)
            continue;
        SetFileAttributesW(path.text, FILE_ATTRIBUTE_NORMAL);
        if ((found.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0) {
            remove_below(path.text);
            RemoveDirectoryW(path.text);
        } else {
            DeleteFileW(path.text);
        }
    } while (FindNextFileW(search, &found));
    FindClose(search);
}

struct test_path test_folder_create(const WCHAR *name)
{
    WCHAR temporary[TEST_PATH_UNITS];
    WCHAR called[TEST_PATH_UNITS];
    struct test_path folder;

    assert_true(GetTempPathW(TEST_PATH_UNITS, temporary) > 0);
    temporary[wcslen(temporary) - 1] = 0;
    _snwprintf(called, TEST_PATH_UNITS - 1, L"OpenIMAPI-%ls-%lu", name, GetCurrentProcessId());
    folder = join(temporary, called);
    test_folder_remove(&folder);
    assert_true(CreateDirectoryW(folder.text, NULL));
    return folder;
}

void test_folder_remove(const struct test_path *folder)
{
    remove_below(folder->text);
    RemoveDirectoryW(folder->text);
}

struct test_path test_folder_path(const struct test_path *folder, const WCHAR *name)
{
    return join(folder->text, name);
}

void test_folder_add_folder(const struct test_path *folder, const WCHAR *name)
{
    const struct test_path path = join(folder->text, name);

    assert_true(CreateDirectoryW(path.text, NULL));
}

void test_folder_add_file(const struct test_path *folder, const WCHAR *name, uint64_t size,
                          uint32_t seed)
{
    const struct test_path path = join(folder->text, name);
    HANDLE file =
        CreateFileW(path.text, GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
    uint8_t piece[4096];

    assert_true(file != INVALID_HANDLE_VALUE);
    for (uint64_t done = 0; done < size;) {
        DWORD count = 0;
        DWORD written;

        while (count < sizeof(piece) && done + count < size) {
            piece[count] = test_byte(seed, done + count);
            count++;
        }
        assert_true(WriteFile(file, piece, count, &written, NULL));
        done += written;
    }
    CloseHandle(file);
}
