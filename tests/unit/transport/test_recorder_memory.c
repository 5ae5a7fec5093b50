/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Recorders without memory: wherever it ends, nothing is left behind. */
#include "transport/recorder_catalog.h"

#include "recorder_environment.h"
#include "support/allocation_failure.h"
#include "support/cmocka_all.h"

#define DISC "test_recorder_memory.iso"
#define ID                                                                                         \
    "\\\\?\\openimapi#cdrom&ven_openimapi&prod_virtual_recorder&rev_1.0#one"                       \
    "#{53f56308-b6bf-11d0-94f2-00a0c91efb8b}"

static const struct scsi_command test_unit_ready = { .cdb_size = 6, .timeout_ms = 1000 };

/* One attempt; true once everything was to be had. */
static bool list_open_and_ask(void)
{
    struct recorder_catalog *catalog;
    struct recorder *recorder = NULL;
    struct recorder_ids ids = { 0 };
    struct scsi_result result;
    enum status status = recorder_catalog_create(&catalog);
    bool is_done = false;

    if (status == STATUS_OK)
        status = recorder_catalog_list(catalog, &ids);
    if (status == STATUS_OK)
        status = recorder_catalog_open(catalog, wide(ID), &recorder);
    if (status == STATUS_OK) {
        scsi_transport_execute(recorder_transport(recorder), &test_unit_ready, NULL, 0, &result);
        scsi_transport_execute(recorder_transport(recorder), &test_unit_ready, NULL, 0, &result);
        is_done = result.outcome == SCSI_OUTCOME_GOOD;
    } else {
        assert_int_equal(status, STATUS_NO_MEMORY);
    }
    recorder_close(recorder);
    recorder_ids_release(&ids);
    recorder_catalog_destroy(catalog);
    return is_done;
}

static void test_recorder__without_memory(void **state)
{
    size_t granted = 0;
    bool is_done;
    bool has_failed;

    (void)state;
    recorder_environment_set("one=" DISC ",medium=dvd+rw");
    do {
        remove_disc(DISC);
        allocation_failure_after(granted++);
        is_done = list_open_and_ask();
        has_failed = allocation_failure_end();
    } while (has_failed);
    assert_true(is_done);
    assert_true(granted > 10);
    remove_disc(DISC);
    recorder_environment_set(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_recorder__without_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
