/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Commands to a virtual recorder. */
#include "transport/virtual_transport.h"

#include "recorder_environment.h"
#include "support/cmocka_all.h"

#include <string.h>

#define DISC "test_virtual_transport.iso"

static const struct scsi_command test_unit_ready = { .cdb_size = 6, .timeout_ms = 1000 };
static const struct scsi_command inquiry = {
    .cdb = { 0x12, 0, 0, 0, 36 },
    .cdb_size = 6,
    .direction = SCSI_DIRECTION_FROM_DEVICE,
};
static const struct scsi_command eject = { .cdb = { 0x1B, 0, 0, 0, 2 }, .cdb_size = 6 };

static int tear_down(void **state)
{
    (void)state;
    recorder_environment_set(NULL);
    remove_disc(DISC);
    return 0;
}

static struct scsi_transport *open_first(const char *environment)
{
    struct virtual_recorders recorders;
    struct scsi_transport *transport;

    recorder_environment_set(environment);
    assert_int_equal(virtual_configuration_list(&recorders), STATUS_OK);
    assert_int_equal(recorders.count, 1);
    assert_int_equal(virtual_transport_open(&recorders.entries[0], &transport), STATUS_OK);
    virtual_recorders_release(&recorders);
    return transport;
}

static uint32_t send(struct scsi_transport *transport, const struct scsi_command *command)
{
    struct scsi_result result;

    scsi_transport_execute(transport, command, NULL, 0, &result);
    return result.outcome == SCSI_OUTCOME_GOOD ? 0 : result.sense.code;
}

static void test_virtual_transport__identity(void **state)
{
    struct scsi_transport *transport = open_first("one=,vendor=ACME,product=Burner");
    struct scsi_result result;
    char data[36];

    (void)state;
    scsi_transport_execute(transport, &inquiry, data, sizeof(data), &result);
    assert_int_equal(result.outcome, SCSI_OUTCOME_GOOD);
    assert_memory_equal(data + 8, "ACME    Burner          1.0 ", 28);
    assert_int_equal(transport->maximum_transfer_bytes % 2048, 0);
    scsi_transport_close(transport);
}

static void test_virtual_transport__tray_and_disc(void **state)
{
    struct scsi_transport *transport = open_first("one=" DISC ",medium=dvd+rw");

    (void)state;
    assert_int_equal(send(transport, &test_unit_ready), SCSI_SENSE(6, 0x29, 0));
    assert_int_equal(send(transport, &test_unit_ready), 0);
    assert_int_equal(send(transport, &eject), 0);
    assert_int_equal(send(transport, &test_unit_ready), SCSI_SENSE(2, 0x3A, 2));
    scsi_transport_close(transport);
}

static void test_virtual_transport__tray_open_from_the_start(void **state)
{
    struct scsi_transport *transport = open_first("one=" DISC ",medium=dvd+rw,tray=open");

    (void)state;
    assert_int_equal(send(transport, &test_unit_ready), SCSI_SENSE(6, 0x29, 0));
    assert_int_equal(send(transport, &test_unit_ready), SCSI_SENSE(2, 0x3A, 2));
    scsi_transport_close(transport);
}

static void test_virtual_transport__disc_that_points_nowhere(void **state)
{
    struct scsi_transport *transport = open_first("one=no/such/folder/a.iso,medium=dvd+r");

    (void)state;
    assert_int_equal(send(transport, &test_unit_ready), SCSI_SENSE(6, 0x29, 0));
    assert_int_equal(send(transport, &test_unit_ready), SCSI_SENSE(2, 0x3A, 1));
    scsi_transport_close(transport);
}

static void test_virtual_transport__faults(void **state)
{
    struct scsi_transport *transport =
        open_first("one=" DISC ",medium=cd-rw,pace=host,faults=\"test-unit-ready#1*1:4/09/01\"");

    (void)state;
    assert_int_equal(send(transport, &test_unit_ready), SCSI_SENSE(6, 0x29, 0));
    assert_int_equal(send(transport, &test_unit_ready), SCSI_SENSE(4, 0x09, 1));
    assert_int_equal(send(transport, &test_unit_ready), 0);
    scsi_transport_close(transport);
}

#define TRANSPORT_TEST(test) cmocka_unit_test_teardown(test, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TRANSPORT_TEST(test_virtual_transport__identity),
        TRANSPORT_TEST(test_virtual_transport__tray_and_disc),
        TRANSPORT_TEST(test_virtual_transport__tray_open_from_the_start),
        TRANSPORT_TEST(test_virtual_transport__disc_that_points_nowhere),
        TRANSPORT_TEST(test_virtual_transport__faults),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
