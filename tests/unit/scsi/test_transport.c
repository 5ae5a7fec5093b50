/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of scsi/transport.h: what holds for every transport. */
#include "support/cmocka_all.h"

#include "scsi/transport.h"

#include <stdbool.h>
#include <string.h>

/* A transport that leaves most of its duties undone. */
struct sloppy_transport {
    struct scsi_transport transport;
    uint32_t claims;  /* bytes it says it moved */
    uint32_t touches; /* bytes it wrote */
    bool sets_result;
    bool is_closed;
};

static void sloppy_execute(struct scsi_transport *transport, const struct scsi_command *command,
                           void *data, uint32_t size, struct scsi_result *result)
{
    const struct sloppy_transport *sloppy = (struct sloppy_transport *)transport;

    (void)size;
    if (command->direction == SCSI_DIRECTION_FROM_DEVICE)
        memset(data, 0xEE, sloppy->touches);
    if (!sloppy->sets_result)
        return;
    result->outcome = SCSI_OUTCOME_GOOD;
    result->transferred = sloppy->claims;
}

static void sloppy_close(struct scsi_transport *transport)
{
    ((struct sloppy_transport *)transport)->is_closed = true;
}

static const struct scsi_transport_ops sloppy_ops = { sloppy_execute, sloppy_close };

static const struct scsi_command read_command = {
    .cdb = { 0x12 },
    .cdb_size = 6,
    .direction = SCSI_DIRECTION_FROM_DEVICE,
};

static void test_transport__clears_what_did_not_arrive(void **state)
{
    struct sloppy_transport sloppy = {
        .transport = { .ops = &sloppy_ops },
        .claims = 4,
        .touches = 8,
        .sets_result = true,
    };
    static const uint8_t expected[12] = { 0xEE, 0xEE, 0xEE, 0xEE };
    uint8_t data[12];
    struct scsi_result result;

    (void)state;
    memset(data, 0x55, sizeof(data));
    scsi_transport_execute(&sloppy.transport, &read_command, data, sizeof(data), &result);
    assert_memory_equal(data, expected, sizeof(data));
    assert_int_equal(result.transferred, 4);
}

static void test_transport__clears_before_a_lie(void **state)
{
    struct sloppy_transport sloppy = {
        .transport = { .ops = &sloppy_ops },
        .claims = 12,
        .sets_result = true,
    };
    static const uint8_t expected[12] = { 0 };
    uint8_t data[12];
    struct scsi_result result;

    (void)state;
    memset(data, 0x55, sizeof(data));
    scsi_transport_execute(&sloppy.transport, &read_command, data, sizeof(data), &result);
    assert_memory_equal(data, expected, sizeof(data));
}

static void test_transport__never_more_than_the_buffer(void **state)
{
    struct sloppy_transport sloppy = {
        .transport = { .ops = &sloppy_ops },
        .claims = 1000,
        .sets_result = true,
    };
    uint8_t data[12];
    struct scsi_result result;

    (void)state;
    scsi_transport_execute(&sloppy.transport, &read_command, data, sizeof(data), &result);
    assert_int_equal(result.transferred, sizeof(data));
}

static void test_transport__no_stale_result(void **state)
{
    struct sloppy_transport sloppy = { .transport = { .ops = &sloppy_ops } };
    struct scsi_result result;
    uint8_t data[4];

    (void)state;
    memset(&result, 0x55, sizeof(result));
    scsi_transport_execute(&sloppy.transport, &read_command, data, sizeof(data), &result);
    assert_int_equal(result.outcome, SCSI_OUTCOME_TRANSPORT_ERROR);
    assert_int_equal(result.transferred, 0);
    assert_int_equal(result.sense.code, 0);
}

static void test_transport__data_to_the_device_stay(void **state)
{
    const struct scsi_command command = {
        .cdb = { 0x2A },
        .cdb_size = 10,
        .direction = SCSI_DIRECTION_TO_DEVICE,
    };
    struct sloppy_transport sloppy = { .transport = { .ops = &sloppy_ops } };
    struct scsi_result result;
    uint8_t data[4] = { 1, 2, 3, 4 };
    static const uint8_t expected[4] = { 1, 2, 3, 4 };

    (void)state;
    scsi_transport_execute(&sloppy.transport, &command, data, sizeof(data), &result);
    assert_memory_equal(data, expected, sizeof(data));
}

static void test_transport__close(void **state)
{
    struct sloppy_transport sloppy = { .transport = { .ops = &sloppy_ops } };

    (void)state;
    scsi_transport_close(NULL);
    assert_false(sloppy.is_closed);
    scsi_transport_close(&sloppy.transport);
    assert_true(sloppy.is_closed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_transport__clears_what_did_not_arrive),
        cmocka_unit_test(test_transport__clears_before_a_lie),
        cmocka_unit_test(test_transport__never_more_than_the_buffer),
        cmocka_unit_test(test_transport__no_stale_result),
        cmocka_unit_test(test_transport__data_to_the_device_stay),
        cmocka_unit_test(test_transport__close),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
