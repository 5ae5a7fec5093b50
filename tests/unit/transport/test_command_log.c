/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The log of commands: what is in it, and that it disturbs nobody. */
#include "transport/command_log.h"

#include "platform/file.h"
#include "recorder_environment.h"
#include "support/cmocka_all.h"
#include "transport/virtual_transport.h"

#include <string.h>

#define LOG  "test_command_log.txt"
#define DISC "test_command_log.iso"

static const struct scsi_command test_unit_ready = { .cdb_size = 6, .timeout_ms = 1000 };

static int tear_down(void **state)
{
    (void)state;
    recorder_environment_set(NULL);
    (void)platform_file_remove(wide(LOG));
    remove_disc(DISC);
    return 0;
}

/* The log, with the digits of its times as 0. */
static const char *log_text(void)
{
    static char text[4096];
    struct platform_file *file;
    size_t size;

    assert_int_equal(platform_file_open(wide(LOG), PLATFORM_FILE_READ_SHARED, &file), STATUS_OK);
    assert_int_equal(platform_file_read_at(file, 0, text, sizeof(text) - 1, &size), STATUS_OK);
    platform_file_close(file);
    text[size] = '\0';
    for (char *line = text; line != NULL && *line != '\0'; line = strchr(line, '\n')) {
        if (*line == '\n')
            line++;
        for (char *time = line; *time == ' ' || *time == '.' || (*time >= '0' && *time <= '9');
             time++) {
            if (*time >= '0' && *time <= '9')
                *time = '0';
        }
    }
    return text;
}

static struct scsi_transport *open_first(const char *environment)
{
    struct virtual_recorders recorders;
    struct scsi_transport *transport;

    recorder_environment_set(environment);
    assert_int_equal(virtual_configuration_list(&recorders), STATUS_OK);
    assert_int_equal(recorders.count, 1);
    assert_int_equal(recorders.entries[0].faults, 0);
    assert_int_equal(virtual_transport_open(&recorders.entries[0], &transport), STATUS_OK);
    virtual_recorders_release(&recorders);
    return transport;
}

static void send(struct scsi_transport *transport)
{
    struct scsi_result result;

    scsi_transport_execute(transport, &test_unit_ready, NULL, 0, &result);
}

static void test_command_log__tells_every_command(void **state)
{
    struct scsi_transport *transport = open_first("one=" DISC ",medium=dvd+r,log=\"" LOG "\"");

    (void)state;
    send(transport);
    send(transport);
    scsi_transport_close(transport);
    assert_string_equal(log_text(), "'one' is opened\n"
                                    "    0.000  TEST UNIT READY: 6/29/00 POWER ON, RESET, OR BUS "
                                    "DEVICE RESET OCCURRED\n"
                                    "    0.000  TEST UNIT READY: good\n");
}

/* Two programs, or two objects of one, use the recorder at the same time. */
static void test_command_log__is_shared(void **state)
{
    struct scsi_transport *one = open_first("one=,log=" LOG);
    struct scsi_transport *two = open_first("two=,log=" LOG);

    (void)state;
    send(one);
    send(two);
    send(one);
    scsi_transport_close(one);
    scsi_transport_close(two);
    assert_string_equal(log_text(),
                        "'one' is opened\n"
                        "'two' is opened\n"
                        "    0.000  TEST UNIT READY: 6/29/00 POWER ON, RESET, OR BUS DEVICE RESET "
                        "OCCURRED\n"
                        "    0.000  TEST UNIT READY: 6/29/00 POWER ON, RESET, OR BUS DEVICE RESET "
                        "OCCURRED\n"
                        "    0.000  TEST UNIT READY: 2/3A/01 MEDIUM NOT PRESENT - TRAY CLOSED\n");
}

static void test_command_log__that_cannot_be_written_disturbs_nobody(void **state)
{
    struct scsi_transport *transport = open_first("one=,log=no such folder/" LOG);
    struct scsi_result result;

    (void)state;
    scsi_transport_execute(transport, &test_unit_ready, NULL, 0, &result);
    assert_int_equal(result.outcome, SCSI_OUTCOME_CHECK_CONDITION);
    scsi_transport_close(transport);
}

static void test_command_log__open_fails(void **state)
{
    struct command_log *log = (struct command_log *)state;

    assert_int_equal(command_log_open(wide("no such folder/" LOG), wide("one"), &log),
                     STATUS_NOT_FOUND);
    assert_null(log);
    command_log_add(NULL, &test_unit_ready, NULL, 0);
    command_log_close(NULL);
}

#define LOG_TEST(test) cmocka_unit_test_teardown(test, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        LOG_TEST(test_command_log__tells_every_command),
        LOG_TEST(test_command_log__is_shared),
        LOG_TEST(test_command_log__that_cannot_be_written_disturbs_nobody),
        LOG_TEST(test_command_log__open_fails),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
