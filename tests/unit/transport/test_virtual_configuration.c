/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Virtual recorders of this process: found by name, changed by nobody. */
#include "transport/virtual_configuration.h"

#include "recorder_environment.h"
#include "support/cmocka_all.h"

#include <string.h>

static int tear_down(void **state)
{
    (void)state;
    recorder_environment_set(NULL);
    return 0;
}

static void test_virtual_configuration_list__by_name(void **state)
{
    struct virtual_recorders recorders;

    (void)state;
    recorder_environment_set("zeta=;Beta=;alpha=");
    assert_int_equal(virtual_configuration_list(&recorders), STATUS_OK);
    assert_int_equal(recorders.count, 3);
    assert_int_equal(recorders.entries[0].name[0], 'a');
    assert_int_equal(recorders.entries[1].name[0], 'B');
    assert_int_equal(recorders.entries[2].name[0], 'z');
    virtual_recorders_release(&recorders);
}

static void test_virtual_configuration_find__letter_case_ignored(void **state)
{
    struct virtual_recorder recorder;

    (void)state;
    recorder_environment_set("One=disc,medium=dvd+r");
    assert_int_equal(virtual_configuration_find(wide("oNE"), &recorder), STATUS_OK);
    assert_string_equal(recorder.medium, "dvd+r");
    assert_int_equal(recorder.scope, VIRTUAL_RECORDER_SCOPE_PROCESS);
    virtual_recorder_release(&recorder);
    assert_null(recorder.name);
    assert_int_equal(virtual_configuration_find(wide("two"), &recorder), STATUS_NOT_FOUND);
    assert_null(recorder.name);
}

static void test_virtual_configuration__process_entries_cannot_be_changed(void **state)
{
    struct virtual_recorder recorder;

    (void)state;
    recorder_environment_set("one=disc");
    assert_int_equal(virtual_configuration_find(wide("one"), &recorder), STATUS_OK);
    assert_int_equal(virtual_configuration_set_tray(&recorder, true), STATUS_NOT_SUPPORTED);
    assert_false(recorder.is_tray_open);
    assert_int_equal(virtual_configuration_set_disc(&recorder, wide("x"), ""),
                     STATUS_NOT_SUPPORTED);
    assert_int_equal(recorder.disc_path[0], 'd');
    assert_int_equal(virtual_configuration_remove(&recorder), STATUS_NOT_SUPPORTED);
    virtual_recorder_release(&recorder);
}

static void test_virtual_configuration_set_disc__medium_too_long(void **state)
{
    struct virtual_recorder recorder;

    (void)state;
    recorder_environment_set("one=disc");
    assert_int_equal(virtual_configuration_find(wide("one"), &recorder), STATUS_OK);
    assert_int_equal(virtual_configuration_set_disc(&recorder, wide("x"), "0123456789abcdef"),
                     STATUS_INVALID_ARGUMENT);
    virtual_recorder_release(&recorder);
}

static void test_virtual_configuration_add__invalid_name(void **state)
{
    struct virtual_recorder recorder = { .name = (char16 *)(uintptr_t)wide("a b"),
                                         .disc_path = (char16 *)(uintptr_t)wide(""),
                                         .scope = VIRTUAL_RECORDER_SCOPE_USER };

    (void)state;
    assert_int_equal(virtual_configuration_add(&recorder), STATUS_INVALID_NAME);
}

static void test_virtual_watch__of_this_process(void **state)
{
    struct virtual_recorder recorder;
    struct virtual_watch *watch;
    uint32_t generation = 1;

    (void)state;
    recorder_environment_set("one=disc");
    assert_int_equal(virtual_configuration_find(wide("one"), &recorder), STATUS_OK);
    assert_int_equal(virtual_watch_open(&recorder, &watch), STATUS_OK);
    assert_int_equal(virtual_watch_poll(watch, &generation), STATUS_OK);
    assert_int_equal(generation, recorder.generation);
    virtual_watch_close(watch);
    virtual_watch_close(NULL);
    virtual_recorder_release(&recorder);
}

static void test_virtual_recorder_name__rules(void **state)
{
    (void)state;
    assert_true(virtual_recorder_name_is_valid(wide("a-Z_0.9"), 7));
    assert_false(virtual_recorder_name_is_valid(wide(""), 0));
    assert_false(virtual_recorder_name_is_valid(wide("a\\b"), 3));
    assert_false(virtual_recorder_name_is_valid(wide("\xC3\xA4"), 1));
}

#define CONFIGURATION_TEST(test) cmocka_unit_test_teardown(test, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CONFIGURATION_TEST(test_virtual_configuration_list__by_name),
        CONFIGURATION_TEST(test_virtual_configuration_find__letter_case_ignored),
        CONFIGURATION_TEST(test_virtual_configuration__process_entries_cannot_be_changed),
        CONFIGURATION_TEST(test_virtual_configuration_set_disc__medium_too_long),
        CONFIGURATION_TEST(test_virtual_configuration_add__invalid_name),
        CONFIGURATION_TEST(test_virtual_watch__of_this_process),
        CONFIGURATION_TEST(test_virtual_recorder_name__rules),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
