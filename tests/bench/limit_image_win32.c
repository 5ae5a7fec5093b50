/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The limit for Windows programs: reads every file below a folder with plain Win32 calls and writes
 * it, padded to whole sectors, to one output file. Does nothing else.
 */
#include <windows.h>

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

enum {
    SECTOR_BYTES = 2048,
    BUFFER_BYTES = 1 << 20,
    PATH_UNITS = 32768,
};

static unsigned char buffer[BUFFER_BYTES];
static DWORD used;
static HANDLE output;
static wchar_t path[PATH_UNITS];

int wmain(int count, wchar_t **arguments);

static void fail(const char *what)
{
    fprintf(stderr, "limit_image_win32: %s: error %lu\n", what, GetLastError());
    exit(1);
}

static void flush(void)
{
    DWORD written;

    if (!WriteFile(output, buffer, used, &written, NULL) || written != used)
        fail("write");
    used = 0;
}

static void pad_to_sector(void)
{
    DWORD padding = (SECTOR_BYTES - used % SECTOR_BYTES) % SECTOR_BYTES;

    memset(buffer + used, 0, padding);
    used += padding;
}

static void copy_file(void)
{
    HANDLE file = CreateFileW(path, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_DELETE, NULL,
                              OPEN_EXISTING, 0, NULL);
    DWORD got;

    if (file == INVALID_HANDLE_VALUE)
        fail("open");
    do {
        if (used == BUFFER_BYTES)
            flush();
        if (!ReadFile(file, buffer + used, BUFFER_BYTES - used, &got, NULL))
            fail("read");
        used += got;
    } while (got > 0);
    pad_to_sector();
    CloseHandle(file);
}

static void copy_folder(size_t length)
{
    WIN32_FIND_DATAW entry;
    HANDLE listing;

    wcscpy(path + length, L"\\*");
    listing = FindFirstFileExW(path, FindExInfoBasic, &entry, FindExSearchNameMatch, NULL,
                               FIND_FIRST_EX_LARGE_FETCH);
    if (listing == INVALID_HANDLE_VALUE)
        fail("folder");
    do {
        if (wcscmp(entry.cFileName, L".") == 0 || wcscmp(entry.cFileName, L"..") == 0)
            continue;
        wcscpy(path + length + 1, entry.cFileName);
        if (entry.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY)
            copy_folder(length + 1 + wcslen(entry.cFileName));
        else
            copy_file();
        path[length] = L'\\';
    } while (FindNextFileW(listing, &entry));
    FindClose(listing);
}

int wmain(int count, wchar_t **arguments)
{
    if (count != 3) {
        fprintf(stderr, "usage: limit_image_win32 FOLDER OUTPUT\n");
        return 2;
    }
    output = CreateFileW(arguments[2], GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, 0, NULL);
    if (output == INVALID_HANDLE_VALUE)
        fail("output");
    wcscpy(path, arguments[1]);
    copy_folder(wcslen(path));
    flush();
    CloseHandle(output);
    return 0;
}
