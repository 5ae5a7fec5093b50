/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of stream/folder_table.h and stream/folder_cache.h. */
#include "support/allocation_failure.h"
#include "support/cmocka_all.h"
#include "support/temporary_folder.h"

#include "base/memory.h"
#include "platform/file.h"
#include "stream/folder_cache.h"
#include "stream/folder_table.h"

#include <stdio.h>
#include <string.h>

static uint32_t add(struct folder_table *table, uint32_t parent, const char16 *name)
{
    uint32_t folder;

    assert_int_equal(folder_table_add(table, parent, name, utf16_length(name), &folder), STATUS_OK);
    return folder;
}

/* Replaces the host's separator by '|', so that expectations hold on every host. */
static void assert_path(const struct folder_table *table, uint32_t folder, const char16 *name,
                        const char *expected)
{
    char text[256];
    char16 *path;
    size_t length;
    size_t bytes;

    assert_int_equal(folder_table_path(table, folder, name, name == NULL ? 0 : utf16_length(name),
                                       &path, &length),
                     STATUS_OK);
    assert_int_equal(utf16_length(path), length);
    assert_int_equal(utf16_to_utf8(path, length, text, sizeof(text), &bytes), STATUS_OK);
    for (size_t i = 0; i < bytes; i++) {
        if (text[i] == (char)platform_file_separator())
            text[i] = '|';
    }
    assert_string_equal(text, expected);
    memory_free(path);
}

static void test_folder_table__builds_paths(void **state)
{
    struct folder_table table = { 0 };
    uint32_t root;
    uint32_t below;

    (void)state;
    root = add(&table, FOLDER_TABLE_NONE, u"base");
    below = add(&table, add(&table, root, u"one"), u"two");
    assert_path(&table, root, NULL, "base");
    assert_path(&table, root, u"file", "base|file");
    assert_path(&table, below, NULL, "base|one|two");
    assert_path(&table, below, u"file", "base|one|two|file");
    assert_int_equal(folder_table_parent(&table, root), FOLDER_TABLE_NONE);
    assert_int_equal(utf16_compare(folder_table_name(&table, below), 3, u"two", 3), 0);
    folder_table_release(&table);
}

static void test_folder_table__a_root_brings_its_separator(void **state)
{
    const char16 separator[] = { platform_file_separator(), 0 };
    struct folder_table table = { 0 };
    const uint32_t root = add(&table, FOLDER_TABLE_NONE, separator);
    const uint32_t below = add(&table, root, u"one");

    (void)state;
    assert_path(&table, root, NULL, "|");
    assert_path(&table, root, u"file", "|file");
    assert_path(&table, below, u"file", "|one|file");
    folder_table_release(&table);
}

static void test_folder_table__cut_forgets(void **state)
{
    struct folder_table table = { 0 };
    uint32_t root;
    size_t text_length;

    (void)state;
    root = add(&table, FOLDER_TABLE_NONE, u"base");
    text_length = table.text_length;
    for (int i = 0; i < 1000; i++)
        add(&table, root, u"some folder with a name of some length");
    folder_table_cut(&table, 1);
    assert_int_equal(table.count, 1);
    assert_int_equal(table.text_length, text_length);
    assert_path(&table, add(&table, root, u"next"), NULL, "base|next");
    folder_table_release(&table);
}

static void test_folder_table__without_memory(void **state)
{
    struct folder_table table = { 0 };
    uint32_t folder = 0;
    enum status status = STATUS_NO_MEMORY;

    (void)state;
    for (size_t granted = 0; status != STATUS_OK; granted++) {
        allocation_failure_after(granted);
        status = folder_table_add(&table, FOLDER_TABLE_NONE, u"base", 4, &folder);
        assert_true(allocation_failure_end() == (status == STATUS_NO_MEMORY));
        assert_int_equal(table.count, status == STATUS_OK);
    }
    assert_path(&table, folder, NULL, "base");
    folder_table_release(&table);
}

static void read_byte(struct folder_cache *cache, uint32_t folder, char expected)
{
    struct platform_file *file;
    char byte;
    size_t read;

    assert_int_equal(folder_cache_open_file(cache, folder, u"file", &file), STATUS_OK);
    assert_int_equal(platform_file_read_at(file, 0, &byte, 1, &read), STATUS_OK);
    assert_int_equal(byte, expected);
    platform_file_close(file);
}

/* More folders than slots, one within the other and side by side, in changing order. */
static void test_folder_cache__opens_any_folder(void **state)
{
    enum {
        FOLDERS = 3 * FOLDER_CACHE_SLOTS
    };
    struct folder_table table = { 0 };
    struct folder_cache cache;
    uint32_t folders[FOLDERS];
    char name[512] = "";

    (void)state;
    folders[0] = add(&table, FOLDER_TABLE_NONE, temporary_path(""));
    for (int i = 1; i < FOLDERS; i++) {
        const bool is_deeper = i < FOLDERS / 2;
        char16 component[3] = { (char16)('a' + i), 'x', 0 };
        char path[600];

        if (is_deeper)
            snprintf(path, sizeof(path), "%s%s%cx", name, i == 1 ? "" : "/", 'a' + i);
        else
            snprintf(path, sizeof(path), "%cx", 'a' + i);
        temporary_make_folder(path);
        folders[i] = add(&table, is_deeper ? folders[i - 1] : folders[0], component);
        if (is_deeper)
            strcpy(name, path);
        strcat(path, "/file");
        temporary_write(path, &component[0], 1);
    }
    folder_cache_init(&cache, &table);
    for (int i = 1; i < 500; i++) {
        const int which = 1 + i * 7 % (FOLDERS - 1);

        read_byte(&cache, folders[which], (char)('a' + which));
    }
    folder_cache_release(&cache);
    folder_table_release(&table);
}

static void test_folder_cache__failures(void **state)
{
    struct folder_table table = { 0 };
    struct folder_cache cache;
    struct platform_file *file;
    const uint32_t here = add(&table, FOLDER_TABLE_NONE, temporary_path(""));
    const uint32_t missing = add(&table, here, u"missing");
    const uint32_t below = add(&table, missing, u"below");
    char scratch[4];

    (void)state;
    folder_cache_init(&cache, &table);
    assert_int_equal(folder_cache_open_file(&cache, below, u"file", &file), STATUS_NOT_FOUND);
    assert_null(file);
    assert_int_equal(folder_cache_check_file(&cache, missing, u"file"), STATUS_NOT_FOUND);
    assert_int_equal(folder_cache_check_file(&cache, here, u"no such file"), STATUS_NOT_FOUND);
    assert_int_equal(folder_cache_list(&cache, missing, NULL, NULL), STATUS_NOT_FOUND);
    folder_cache_touch_file(&cache, missing, u"file", 100, scratch, sizeof(scratch));
    temporary_write("present", "123456789", 9);
    assert_int_equal(folder_cache_check_file(&cache, here, u"present"), STATUS_OK);
    folder_cache_touch_file(&cache, here, u"present", 100, scratch, sizeof(scratch));
    assert_memory_equal(scratch, "9678", 4);
    folder_cache_release(&cache);
    folder_table_release(&table);
}

static int make_folder(void **state)
{
    (void)state;
    temporary_folder_create("test_stream_folders.tmp");
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    temporary_folder_remove();
    return 0;
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_folder_table__builds_paths),
        cmocka_unit_test(test_folder_table__a_root_brings_its_separator),
        cmocka_unit_test(test_folder_table__cut_forgets),
        cmocka_unit_test(test_folder_table__without_memory),
        cmocka_unit_test(test_folder_cache__opens_any_folder),
        cmocka_unit_test(test_folder_cache__failures),
    };

    return cmocka_run_group_tests_name("stream/folder_table", tests, make_folder, remove_folder);
}
