/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of stream/host_path.h. */
#include "support/allocation_failure.h"
#include "support/cmocka_all.h"
#include "support/temporary_folder.h"

#include "stream/host_path.h"

#include <string.h>

static void assert_name(const struct host_path *path, const char16 *expected)
{
    assert_int_equal(utf16_length(path->text), path->length);
    assert_int_equal(utf16_compare(path->text + path->name, path->length - path->name, expected,
                                   utf16_length(expected)),
                     0);
}

static void test_host_path__relative_becomes_absolute(void **state)
{
    struct host_path path;
    struct host_path dotted;
    struct host_path trailing;

    (void)state;
    temporary_make_folder("one");
    assert_int_equal(host_path_init(&path, temporary_path("one")), STATUS_OK);
    assert_true(path.info.is_directory);
    assert_true(path.name > 0);
    assert_name(&path, u"one");
    assert_int_equal(host_path_init(&dotted, temporary_path("one/../one/.")), STATUS_OK);
    assert_int_equal(utf16_compare(dotted.text, dotted.length, path.text, path.length), 0);
    assert_int_equal(host_path_init(&trailing, temporary_path("one//")), STATUS_OK);
    assert_int_equal(utf16_compare(trailing.text, trailing.length, path.text, path.length), 0);
    host_path_release(&path);
    host_path_release(&dotted);
    host_path_release(&trailing);
}

static void test_host_path__a_root_has_no_name(void **state)
{
    struct host_path path;

    (void)state;
    assert_int_equal(host_path_init(&path, u"/"), STATUS_OK);
    assert_int_equal(path.name, path.length);
    assert_true(path.info.is_directory);
    host_path_release(&path);
}

static void test_host_path__missing(void **state)
{
    struct host_path path;

    (void)state;
    assert_int_equal(host_path_init(&path, temporary_path("missing")), STATUS_NOT_FOUND);
    assert_name(&path, u"missing");
    host_path_release(&path);
    assert_int_equal(host_path_init(&path, u""), STATUS_INVALID_NAME);
    assert_null(path.text);
    host_path_release(&path);
}

static void test_host_path__same_file(void **state)
{
    (void)state;
    temporary_write("a", "x", 1);
    temporary_write("b", "x", 1);
    assert_true(host_path_is_same(temporary_path("a"), temporary_path("./a")));
    assert_false(host_path_is_same(temporary_path("a"), temporary_path("b")));
    assert_false(host_path_is_same(temporary_path("a"), temporary_path("missing")));
    assert_false(host_path_is_same(temporary_path("missing"), temporary_path("missing")));
}

static void test_host_path__without_memory(void **state)
{
    struct host_path path;

    (void)state;
    allocation_failure_after(0);
    assert_int_equal(host_path_init(&path, temporary_path("")), STATUS_NO_MEMORY);
    assert_true(allocation_failure_end());
    host_path_release(&path);
}

static int make_folder(void **state)
{
    (void)state;
    temporary_folder_create("test_stream_host_path.tmp");
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
        cmocka_unit_test(test_host_path__relative_becomes_absolute),
        cmocka_unit_test(test_host_path__a_root_has_no_name),
        cmocka_unit_test(test_host_path__missing),
        cmocka_unit_test(test_host_path__same_file),
        cmocka_unit_test(test_host_path__without_memory),
    };

    return cmocka_run_group_tests_name("stream/host_path", tests, make_folder, remove_folder);
}
