/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of platform/file.h, in the folder the test runs in. */
#include "support/cmocka_all.h"

#include "base/utf16.h"
#include "platform/file.h"

#include <string.h>

/* Beyond the basic plane on purpose. */
static const char16 name_a[] = { 'p', 'f', '-', 'a', 0xE9, 0xD83D, 0xDE00, '.', 't', 0 };
static const char16 name_b[] = { 'p', 'f', '-', 'b', '.', 't', 0 };
static const char16 here[] = { '.', 0 };

static int remove_leftovers(void **state)
{
    (void)state;
    platform_file_remove(name_a);
    platform_file_remove(name_b);
    return 0;
}

static struct platform_file *create(const char16 *name, const char *text)
{
    struct platform_file *file;

    assert_int_equal(platform_file_open(name, PLATFORM_FILE_CREATE, &file), STATUS_OK);
    assert_int_equal(platform_file_write_at(file, 0, text, strlen(text)), STATUS_OK);
    return file;
}

static void test_file__write_read_resize(void **state)
{
    struct platform_file *file = create(name_a, "hello");
    char buffer[16];
    uint64_t size;
    size_t read;

    (void)state;
    assert_int_equal(platform_file_read_at(file, 1, buffer, sizeof(buffer), &read), STATUS_OK);
    assert_int_equal(read, 4);
    assert_memory_equal(buffer, "ello", 4);
    assert_int_equal(platform_file_read_at(file, 99, buffer, 1, &read), STATUS_OK);
    assert_int_equal(read, 0);
    assert_int_equal(platform_file_resize(file, UINT64_C(5000000000)), STATUS_OK);
    assert_int_equal(platform_file_size(file, &size), STATUS_OK);
    assert_true(size == UINT64_C(5000000000));
    assert_int_equal(platform_file_read_at(file, size - 3, buffer, sizeof(buffer), &read),
                     STATUS_OK);
    assert_int_equal(read, 3);
    assert_memory_equal(buffer, "\0\0\0", 3);
    assert_int_equal(platform_file_flush(file), STATUS_OK);
    platform_file_close(file);
}

static void test_file__modes(void **state)
{
    struct platform_file *file;

    (void)state;
    assert_int_equal(platform_file_open(name_a, PLATFORM_FILE_READ, &file), STATUS_NOT_FOUND);
    assert_null(file);
    platform_file_close(create(name_a, "x"));
    assert_int_equal(platform_file_open(name_a, PLATFORM_FILE_CREATE_NEW, &file),
                     STATUS_ALREADY_EXISTS);
    assert_int_equal(platform_file_open(name_a, PLATFORM_FILE_WRITE, &file), STATUS_OK);
    platform_file_close(file);
    platform_file_close(NULL);
}

static void test_file__one_writer_at_a_time(void **state)
{
    struct platform_file *writer = create(name_a, "x");
    struct platform_file *second;

    (void)state;
    assert_int_equal(platform_file_open(name_a, PLATFORM_FILE_WRITE, &second),
                     STATUS_SHARING_VIOLATION);
    platform_file_close(writer);
    assert_int_equal(platform_file_open(name_a, PLATFORM_FILE_WRITE, &second), STATUS_OK);
    platform_file_close(second);
}

static void test_file__replace_and_query(void **state)
{
    struct platform_file_info info;

    (void)state;
    platform_file_close(create(name_a, "new text"));
    platform_file_close(create(name_b, "old"));
    assert_int_equal(platform_file_replace(name_a, name_b), STATUS_OK);
    assert_int_equal(platform_file_query(name_a, &info), STATUS_NOT_FOUND);
    assert_int_equal(platform_file_query(name_b, &info), STATUS_OK);
    assert_int_equal(info.size, 8);
    assert_true(info.is_regular);
    assert_false(info.is_directory);
    assert_int_not_equal(info.file_id, 0);
    assert_int_equal(platform_file_query(here, &info), STATUS_OK);
    assert_true(info.is_directory);
}

struct listing {
    const char16 *wanted;
    struct platform_file_info info;
    int found;
};

static enum status note(void *context, const char16 *name, size_t name_length,
                        const struct platform_file_info *info)
{
    struct listing *listing = context;
    const size_t length = utf16_length(listing->wanted);

    assert_int_equal(name_length, utf16_length(name));
    if (utf16_compare(name, name_length, listing->wanted, length) == 0) {
        listing->info = *info;
        listing->found++;
    }
    return STATUS_OK;
}

static enum status stop(void *context, const char16 *name, size_t name_length,
                        const struct platform_file_info *info)
{
    (void)name;
    (void)name_length;
    (void)info;
    ++*(int *)context;
    return STATUS_CANCELLED;
}

static void test_file__folder_lists_and_opens(void **state)
{
    struct listing listing = { .wanted = name_a };
    struct platform_folder *folder;
    struct platform_file *file;
    char buffer[8];
    int visits = 0;
    size_t read;

    (void)state;
    platform_file_close(create(name_a, "hello"));
    assert_int_equal(platform_folder_open(here, &folder), STATUS_OK);
    assert_int_equal(platform_folder_list(folder, note, &listing), STATUS_OK);
    assert_int_equal(listing.found, 1);
    assert_int_equal(listing.info.size, 5);
    assert_true(listing.info.is_regular);
    assert_int_equal(platform_folder_list(folder, stop, &visits), STATUS_CANCELLED);
    assert_int_equal(visits, 1);
    assert_int_equal(platform_folder_open_file(folder, name_a, &file), STATUS_OK);
    assert_int_equal(platform_file_read_at(file, 0, buffer, sizeof(buffer), &read), STATUS_OK);
    assert_int_equal(read, 5);
    platform_file_close(file);
    assert_int_equal(platform_folder_open_file(folder, name_b, &file), STATUS_NOT_FOUND);
    platform_folder_close(folder);
}

static void test_file__folder_of_a_file_is_the_wrong_kind(void **state)
{
    struct platform_folder *folder;

    (void)state;
    platform_file_close(create(name_a, "x"));
    assert_int_equal(platform_folder_open(name_a, &folder), STATUS_WRONG_KIND);
    assert_null(folder);
    assert_int_equal(platform_folder_open(name_b, &folder), STATUS_NOT_FOUND);
    platform_folder_close(NULL);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_file__write_read_resize, remove_leftovers,
                                        remove_leftovers),
        cmocka_unit_test_setup_teardown(test_file__modes, remove_leftovers, remove_leftovers),
        cmocka_unit_test_setup_teardown(test_file__one_writer_at_a_time, remove_leftovers,
                                        remove_leftovers),
        cmocka_unit_test_setup_teardown(test_file__replace_and_query, remove_leftovers,
                                        remove_leftovers),
        cmocka_unit_test_setup_teardown(test_file__folder_lists_and_opens, remove_leftovers,
                                        remove_leftovers),
        cmocka_unit_test_setup_teardown(test_file__folder_of_a_file_is_the_wrong_kind,
                                        remove_leftovers, remove_leftovers),
    };

    return cmocka_run_group_tests_name("platform/file", tests, NULL, NULL);
}
