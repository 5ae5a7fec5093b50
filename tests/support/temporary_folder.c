/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A folder of the host for one test program. */
#include "support/temporary_folder.h"

#include "support/cmocka_all.h"

#include "platform/file.h"

#include <stdlib.h>
#include <string.h>
#ifdef _WIN32
#include <wchar.h>
#else
#include <sys/stat.h>
#include <unistd.h>
#endif

enum {
    PATH_UNITS = 4096,
    PATHS = 4
};

static char folder_name[64];

static size_t append(char16 *out, size_t length, const char *text)
{
    size_t units;

    assert_int_equal(
        utf16_from_utf8(text, strlen(text), out + length, PATH_UNITS - length - 1, &units),
        STATUS_OK);
    return length + units;
}

const char16 *temporary_path(const char *name)
{
    static char16 paths[PATHS][PATH_UNITS];
    static unsigned turn;
    char16 *out = paths[turn++ % PATHS];
    size_t length = append(out, 0, folder_name);

    if (name[0] != '\0') {
        out[length++] = platform_file_separator();
        length = append(out, length, name);
    }
    out[length] = 0;
    return out;
}

static int make_folder(const char16 *path)
{
#ifdef _WIN32
    return _wmkdir((const wchar_t *)path);
#else
    char text[3 * PATH_UNITS];
    size_t length;

    assert_int_equal(utf16_to_utf8(path, utf16_length(path), text, sizeof(text), &length),
                     STATUS_OK);
    return mkdir(text, 0755);
#endif
}

static int remove_folder(const char16 *path)
{
#ifdef _WIN32
    return _wrmdir((const wchar_t *)path);
#else
    char text[3 * PATH_UNITS];
    size_t length;

    assert_int_equal(utf16_to_utf8(path, utf16_length(path), text, sizeof(text), &length),
                     STATUS_OK);
    return rmdir(text);
#endif
}

static void remove_all(const char16 *path);

static enum status remove_entry(void *context, const char16 *name, size_t length,
                                const struct platform_file_info *info)
{
    const char16 *folder = context;
    const size_t folder_length = utf16_length(folder);
    char16 *path = malloc((folder_length + length + 2) * sizeof(*path));

    memcpy(path, folder, folder_length * sizeof(*path));
    path[folder_length] = platform_file_separator();
    memcpy(path + folder_length + 1, name, (length + 1) * sizeof(*path));
    if (info->is_directory && !info->is_link)
        remove_all(path);
    else
        platform_file_remove(path);
    free(path);
    return STATUS_OK;
}

static void remove_all(const char16 *path)
{
    struct platform_folder *folder;

    if (platform_folder_open(path, &folder) != STATUS_OK)
        return;
    platform_folder_list(folder, remove_entry, (void *)path);
    platform_folder_close(folder);
    remove_folder(path);
}

void temporary_folder_create(const char *name)
{
    assert_true(strlen(name) < sizeof(folder_name));
    strcpy(folder_name, name);
    remove_all(temporary_path(""));
    assert_int_equal(make_folder(temporary_path("")), 0);
}

void temporary_folder_remove(void)
{
    remove_all(temporary_path(""));
}

void temporary_make_folder(const char *name)
{
    assert_int_equal(make_folder(temporary_path(name)), 0);
}

void temporary_write(const char *name, const void *data, size_t size)
{
    struct platform_file *file;

    assert_int_equal(platform_file_open(temporary_path(name), PLATFORM_FILE_CREATE, &file),
                     STATUS_OK);
    assert_int_equal(platform_file_write_at(file, 0, data, size), STATUS_OK);
    platform_file_close(file);
}

void temporary_write_pattern(const char *name, unsigned seed, size_t size)
{
    unsigned char *data = malloc(size + 1);

    for (size_t i = 0; i < size; i++)
        data[i] = temporary_byte(seed, i);
    temporary_write(name, data, size);
    free(data);
}

void temporary_delete(const char *name)
{
    if (platform_file_remove(temporary_path(name)) != STATUS_OK)
        assert_int_equal(remove_folder(temporary_path(name)), 0);
}
