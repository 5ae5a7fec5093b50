/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Virtual recorders in the registry: kept, shared between processes, and damaged. */
#include "transport/virtual_configuration.h"

#include "recorder_environment.h"
#include "support/cmocka_all.h"
#include "transport/virtual_transport.h"

#include <string.h>
#include <windows.h>

#define NAME L"openimapi-test-registry"
#define KEY  L"Software\\OpenIMAPI\\VirtualRecorders\\" NAME
#define DISC "test_registry.iso"

static const struct scsi_command test_unit_ready = { .cdb_size = 6, .timeout_ms = 1000 };
static const struct scsi_command eject = { .cdb = { 0x1B, 0, 0, 0, 2 }, .cdb_size = 6 };

static int set_up(void **state)
{
    (void)state;
    recorder_environment_set(NULL);
    RegDeleteTreeW(HKEY_CURRENT_USER, KEY);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    RegDeleteTreeW(HKEY_CURRENT_USER, KEY);
    remove_disc(DISC);
    return 0;
}

static enum status add(const char *disc, const char *medium)
{
    struct virtual_recorder recorder = {
        .name = (char16 *)(uintptr_t)NAME,
        .disc_path = (char16 *)(uintptr_t)wide(disc),
        .vendor_id = "ACME",
        .scope = VIRTUAL_RECORDER_SCOPE_USER,
    };

    strcpy(recorder.medium, medium);
    return virtual_configuration_add(&recorder);
}

static void find(struct virtual_recorder *recorder)
{
    assert_int_equal(virtual_configuration_find((const char16 *)NAME, recorder), STATUS_OK);
}

static uint32_t send(struct scsi_transport *transport, const struct scsi_command *command)
{
    struct scsi_result result;

    scsi_transport_execute(transport, command, NULL, 0, &result);
    return result.outcome == SCSI_OUTCOME_GOOD ? 0 : result.sense.code;
}

static void set_value(const WCHAR *name, DWORD type, const void *data, DWORD size)
{
    HKEY key;

    assert_int_equal(
        RegCreateKeyExW(HKEY_CURRENT_USER, KEY, 0, NULL, 0, KEY_ALL_ACCESS, NULL, &key, NULL),
        ERROR_SUCCESS);
    assert_int_equal(RegSetValueExW(key, name, 0, type, data, size), ERROR_SUCCESS);
    RegCloseKey(key);
}

static unsigned faults(void)
{
    struct virtual_recorder recorder;
    unsigned found;

    find(&recorder);
    found = recorder.faults;
    virtual_recorder_release(&recorder);
    return found;
}

static void test_registry__roundtrip(void **state)
{
    struct virtual_recorder recorder;

    (void)state;
    assert_int_equal(add("C:\\a.iso", "dvd+r"), STATUS_OK);
    assert_int_equal(add("C:\\b.iso", "dvd+r"), STATUS_ALREADY_EXISTS);
    find(&recorder);
    assert_int_equal(recorder.scope, VIRTUAL_RECORDER_SCOPE_USER);
    assert_string_equal(recorder.medium, "dvd+r");
    assert_string_equal(recorder.vendor_id, "ACME");
    assert_string_equal(recorder.product_id, "");
    assert_int_equal(wcscmp((const wchar_t *)recorder.disc_path, L"C:\\a.iso"), 0);
    assert_int_equal(recorder.faults, 0);
    assert_int_equal(virtual_configuration_remove(&recorder), STATUS_OK);
    assert_int_equal(virtual_configuration_remove(&recorder), STATUS_NOT_FOUND);
    virtual_recorder_release(&recorder);
}

static void test_registry__environment_comes_first(void **state)
{
    struct virtual_recorder recorder;

    (void)state;
    assert_int_equal(add("", ""), STATUS_OK);
    recorder_environment_set("other=");
    assert_int_equal(virtual_configuration_find((const char16 *)NAME, &recorder), STATUS_NOT_FOUND);
}

static void test_registry__corrupt_values(void **state)
{
    static const DWORD number = 7;

    (void)state;
    set_value(L"Disc", REG_DWORD, &number, sizeof(number));
    assert_int_equal(faults(), VIRTUAL_RECORDER_FAULTS_DISC);
    set_value(L"Medium", REG_SZ, L"a name that is far too long", 56);
    assert_int_equal(faults(), VIRTUAL_RECORDER_FAULTS_DISC | VIRTUAL_RECORDER_FAULTS_MEDIUM);
    set_value(L"TrayOpen", REG_SZ, L"yes", 8);
    set_value(L"Vendor", REG_SZ, L"\x00E4", 4);
    set_value(L"Generation", REG_BINARY, &number, 3);
    assert_int_equal(faults(), VIRTUAL_RECORDER_FAULTS_DISC | VIRTUAL_RECORDER_FAULTS_MEDIUM |
                                   VIRTUAL_RECORDER_FAULTS_TRAY | VIRTUAL_RECORDER_FAULTS_IDENTITY |
                                   VIRTUAL_RECORDER_FAULTS_OPTION);
}

/* The registry does not see to terminators. */
static void test_registry__unterminated_text(void **state)
{
    struct virtual_recorder recorder;

    (void)state;
    set_value(L"Disc", REG_SZ, L"C:\\abc", 10);
    set_value(L"Medium", REG_SZ, L"dvd+rw", 12);
    find(&recorder);
    assert_int_equal(wcscmp((const wchar_t *)recorder.disc_path, L"C:\\ab"), 0);
    assert_string_equal(recorder.medium, "dvd+rw");
    virtual_recorder_release(&recorder);
}

static void test_registry__tray_moved_by_a_command(void **state)
{
    struct virtual_recorder recorder;
    struct scsi_transport *transport;

    (void)state;
    assert_int_equal(add(DISC, "dvd+rw"), STATUS_OK);
    find(&recorder);
    assert_int_equal(virtual_transport_open(&recorder, &transport), STATUS_OK);
    virtual_recorder_release(&recorder);
    assert_int_equal(send(transport, &test_unit_ready), SCSI_SENSE(6, 0x29, 0));
    assert_int_equal(send(transport, &eject), 0);

    find(&recorder);
    assert_true(recorder.is_tray_open);
    assert_int_equal(send(transport, &test_unit_ready), SCSI_SENSE(2, 0x3A, 2));
    virtual_recorder_release(&recorder);
    scsi_transport_close(transport);
}

static void test_registry__hands_of_another_process(void **state)
{
    struct virtual_recorder recorder;
    struct scsi_transport *transport;
    struct scsi_result result;

    (void)state;
    assert_int_equal(add("", ""), STATUS_OK);
    find(&recorder);
    assert_int_equal(virtual_transport_open(&recorder, &transport), STATUS_OK);
    assert_int_equal(send(transport, &test_unit_ready), SCSI_SENSE(6, 0x29, 0));
    assert_int_equal(send(transport, &test_unit_ready), SCSI_SENSE(2, 0x3A, 1));

    assert_int_equal(virtual_configuration_set_disc(&recorder, wide(DISC), "dvd+rw"), STATUS_OK);
    assert_int_equal(send(transport, &test_unit_ready), SCSI_SENSE(6, 0x28, 0));
    assert_int_equal(send(transport, &test_unit_ready), 0);
    assert_int_equal(virtual_configuration_set_tray(&recorder, true), STATUS_OK);
    assert_int_equal(send(transport, &test_unit_ready), SCSI_SENSE(2, 0x3A, 2));

    assert_int_equal(virtual_configuration_remove(&recorder), STATUS_OK);
    scsi_transport_execute(transport, &test_unit_ready, NULL, 0, &result);
    assert_int_equal(result.outcome, SCSI_OUTCOME_DEVICE_GONE);
    virtual_recorder_release(&recorder);
    scsi_transport_close(transport);
}

static void test_registry__faults_and_pace(void **state)
{
    static const DWORD yes = 1;
    struct virtual_recorder recorder;
    struct scsi_transport *transport;

    (void)state;
    assert_int_equal(add(DISC, "dvd+rw"), STATUS_OK);
    find(&recorder);
    assert_false(recorder.has_real_pace);
    assert_string_equal(recorder.fault_plan, "");
    virtual_recorder_release(&recorder);
    set_value(L"RealPace", REG_DWORD, &yes, sizeof(yes));
    set_value(L"Faults", REG_SZ, L"test-unit-ready#1*1:4/44/00", 56);

    find(&recorder);
    assert_true(recorder.has_real_pace);
    assert_string_equal(recorder.fault_plan, "test-unit-ready#1*1:4/44/00");
    assert_int_equal(recorder.faults, 0);
    assert_int_equal(virtual_transport_open(&recorder, &transport), STATUS_OK);
    assert_int_equal(send(transport, &test_unit_ready), SCSI_SENSE(6, 0x29, 0));
    assert_int_equal(send(transport, &test_unit_ready), SCSI_SENSE(4, 0x44, 0));
    assert_int_not_equal(send(transport, &test_unit_ready), SCSI_SENSE(4, 0x44, 0));
    virtual_recorder_release(&recorder);
    scsi_transport_close(transport);
}

/* A plan that another process sets takes effect with the next command, and the disc stays. */
static void test_registry__faults_of_another_process(void **state)
{
    struct virtual_recorder recorder;
    struct scsi_transport *transport;

    (void)state;
    assert_int_equal(add(DISC, "dvd+rw"), STATUS_OK);
    find(&recorder);
    assert_int_equal(virtual_transport_open(&recorder, &transport), STATUS_OK);
    assert_int_equal(send(transport, &test_unit_ready), SCSI_SENSE(6, 0x29, 0));
    assert_int_equal(send(transport, &test_unit_ready), 0);

    assert_int_equal(virtual_configuration_set_faults(&recorder, "any*1:3/11/00"), STATUS_OK);
    assert_int_equal(send(transport, &test_unit_ready), SCSI_SENSE(3, 0x11, 0));
    assert_int_equal(send(transport, &test_unit_ready), 0);
    assert_int_equal(virtual_configuration_set_faults(&recorder, "any:3/11/00"), STATUS_OK);
    assert_int_equal(send(transport, &test_unit_ready), SCSI_SENSE(3, 0x11, 0));
    assert_int_equal(virtual_configuration_set_faults(&recorder, ""), STATUS_OK);
    assert_int_equal(send(transport, &test_unit_ready), 0);
    virtual_recorder_release(&recorder);
    scsi_transport_close(transport);
}

static void test_registry__corrupt_faults(void **state)
{
    static const DWORD number = 7;

    (void)state;
    set_value(L"Faults", REG_DWORD, &number, sizeof(number));
    assert_int_equal(faults(), VIRTUAL_RECORDER_FAULTS_PLAN);
    set_value(L"Faults", REG_SZ, L"write:3/0C/00", 28);
    assert_int_equal(faults(), 0);
    set_value(L"RealPace", REG_SZ, L"yes", 8);
    assert_int_equal(faults(), VIRTUAL_RECORDER_FAULTS_OPTION);
}

static void test_registry__log(void **state)
{
    struct virtual_recorder recorder;

    (void)state;
    assert_int_equal(add("", ""), STATUS_OK);
    find(&recorder);
    assert_null(recorder.log_path);
    assert_int_equal(virtual_configuration_set_log(&recorder, wide("C:\\log.txt")), STATUS_OK);
    virtual_recorder_release(&recorder);

    find(&recorder);
    assert_non_null(recorder.log_path);
    assert_memory_equal(recorder.log_path, L"C:\\log.txt", sizeof(L"C:\\log.txt"));
    assert_int_equal(recorder.faults, 0);
    assert_int_equal(virtual_configuration_set_log(&recorder, NULL), STATUS_OK);
    virtual_recorder_release(&recorder);

    find(&recorder);
    assert_null(recorder.log_path);
    virtual_recorder_release(&recorder);
}

#define REGISTRY_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        REGISTRY_TEST(test_registry__roundtrip),
        REGISTRY_TEST(test_registry__environment_comes_first),
        REGISTRY_TEST(test_registry__corrupt_values),
        REGISTRY_TEST(test_registry__unterminated_text),
        REGISTRY_TEST(test_registry__tray_moved_by_a_command),
        REGISTRY_TEST(test_registry__hands_of_another_process),
        REGISTRY_TEST(test_registry__faults_and_pace),
        REGISTRY_TEST(test_registry__faults_of_another_process),
        REGISTRY_TEST(test_registry__corrupt_faults),
        REGISTRY_TEST(test_registry__log),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
