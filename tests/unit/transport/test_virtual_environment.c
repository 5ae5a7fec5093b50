/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The text of OPENIMAPI_VIRTUAL_RECORDERS. */
#include "transport/virtual_environment.h"

#include "recorder_environment.h"
#include "support/cmocka_all.h"

#include <stdlib.h>
#include <string.h>

static void parse(const char *text, struct virtual_recorders *recorders)
{
    assert_int_equal(virtual_environment_parse(wide(text), recorders), STATUS_OK);
}

static void assert_text(const char16 *text, const char *expected)
{
    const char16 *other = wide(expected);

    assert_int_equal(utf16_compare(text, utf16_length(text), other, utf16_length(other)), 0);
}

static unsigned faults_of(const char *text)
{
    struct virtual_recorders recorders;
    unsigned faults;

    parse(text, &recorders);
    assert_int_equal(recorders.count, 1);
    faults = recorders.entries[0].faults;
    virtual_recorders_release(&recorders);
    return faults;
}

static void test_virtual_environment__entries(void **state)
{
    struct virtual_recorders recorders;

    (void)state;
    parse("one=/discs/a.iso,medium=dvd+rw;two=,tray=open ; three = b.iso", &recorders);

    assert_int_equal(recorders.count, 3);
    assert_text(recorders.entries[0].name, "one");
    assert_text(recorders.entries[0].disc_path, "/discs/a.iso");
    assert_string_equal(recorders.entries[0].medium, "dvd+rw");
    assert_false(recorders.entries[0].is_tray_open);
    assert_int_equal(recorders.entries[0].faults, 0);
    assert_text(recorders.entries[1].disc_path, "");
    assert_true(recorders.entries[1].is_tray_open);
    assert_text(recorders.entries[2].name, "three");
    assert_text(recorders.entries[2].disc_path, "b.iso");
    virtual_recorders_release(&recorders);
    assert_null(recorders.entries);
}

static void test_virtual_environment__quotes(void **state)
{
    struct virtual_recorders recorders;

    (void)state;
    parse("one=\"C:\\a;b,c=d.iso\",product=\"A, B\"", &recorders);
    assert_int_equal(recorders.count, 1);
    assert_text(recorders.entries[0].disc_path, "C:\\a;b,c=d.iso");
    assert_string_equal(recorders.entries[0].product_id, "A, B");
    virtual_recorders_release(&recorders);
}

static void test_virtual_environment__identity(void **state)
{
    struct virtual_recorders recorders;

    (void)state;
    parse("one=,VENDOR=12345678,Product=1234567890123456,revision=1.23", &recorders);
    assert_string_equal(recorders.entries[0].vendor_id, "12345678");
    assert_string_equal(recorders.entries[0].product_id, "1234567890123456");
    assert_string_equal(recorders.entries[0].product_revision, "1.23");
    assert_int_equal(recorders.entries[0].faults, 0);
    virtual_recorders_release(&recorders);
}

static void test_virtual_environment__nothing(void **state)
{
    struct virtual_recorders recorders;

    (void)state;
    parse("", &recorders);
    assert_int_equal(recorders.count, 0);
    parse(" ; ;;", &recorders);
    assert_int_equal(recorders.count, 0);
}

static void test_virtual_environment__first_of_a_name_counts(void **state)
{
    struct virtual_recorders recorders;

    (void)state;
    parse("one=a;ONE=b", &recorders);
    assert_int_equal(recorders.count, 1);
    assert_text(recorders.entries[0].disc_path, "a");
    virtual_recorders_release(&recorders);
}

static void test_virtual_environment__corrupt_name(void **state)
{
    (void)state;
    assert_int_equal(faults_of("a b=x"), VIRTUAL_RECORDER_FAULTS_NAME);
    assert_int_equal(faults_of("=x"), VIRTUAL_RECORDER_FAULTS_NAME);
    assert_int_equal(faults_of("a#b=x"), VIRTUAL_RECORDER_FAULTS_NAME);
    assert_int_equal(faults_of("0123456789012345678901234567890123456789"
                               "0123456789012345678901234=x"),
                     VIRTUAL_RECORDER_FAULTS_NAME);
}

static void test_virtual_environment__corrupt_option(void **state)
{
    (void)state;
    assert_int_equal(faults_of("a=x,colour=red"), VIRTUAL_RECORDER_FAULTS_OPTION);
    assert_int_equal(faults_of("a=x,medium"), 0);
    assert_int_equal(faults_of("a=x,"), 0);
    assert_int_equal(faults_of("a=x,tray=ajar"), VIRTUAL_RECORDER_FAULTS_TRAY);
    assert_int_equal(faults_of("a=x,medium=aaaaaaaaaaaaaaaa"), VIRTUAL_RECORDER_FAULTS_MEDIUM);
    assert_int_equal(faults_of("a=x,vendor=123456789"), VIRTUAL_RECORDER_FAULTS_IDENTITY);
    assert_int_equal(faults_of("a=x,revision=\xC3\xA4"), VIRTUAL_RECORDER_FAULTS_IDENTITY);
}

static void test_virtual_environment__open_quote(void **state)
{
    struct virtual_recorders recorders;

    (void)state;
    parse("one=\"a;two=b", &recorders);
    assert_int_equal(recorders.count, 1);
    assert_text(recorders.entries[0].disc_path, "\"a;two=b");
    virtual_recorders_release(&recorders);
}

static void test_virtual_environment__long_path(void **state)
{
    const size_t length = VIRTUAL_RECORDER_PATH_MAXIMUM + 1;
    char16 *text = calloc(length + 3, sizeof(*text));
    struct virtual_recorders recorders;

    (void)state;
    assert_non_null(text);
    text[0] = 'a';
    text[1] = '=';
    for (size_t i = 0; i < length; i++)
        text[2 + i] = 'p';

    assert_int_equal(virtual_environment_parse(text, &recorders), STATUS_OK);
    assert_int_equal(recorders.entries[0].faults, VIRTUAL_RECORDER_FAULTS_DISC);
    assert_text(recorders.entries[0].disc_path, "");
    virtual_recorders_release(&recorders);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_virtual_environment__entries),
        cmocka_unit_test(test_virtual_environment__quotes),
        cmocka_unit_test(test_virtual_environment__identity),
        cmocka_unit_test(test_virtual_environment__nothing),
        cmocka_unit_test(test_virtual_environment__first_of_a_name_counts),
        cmocka_unit_test(test_virtual_environment__corrupt_name),
        cmocka_unit_test(test_virtual_environment__corrupt_option),
        cmocka_unit_test(test_virtual_environment__open_quote),
        cmocka_unit_test(test_virtual_environment__long_path),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
