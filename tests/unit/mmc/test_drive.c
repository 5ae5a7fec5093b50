/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of mmc/drive.h: the retry policy. */
#include "support/cmocka_all.h"

#include "mmc/commands.h"
#include "mmc/drive.h"
#include "support/scripted_transport.h"

static int setup(void **state)
{
    static struct scripted_transport scripted;

    scripted_transport_init(&scripted);
    *state = &scripted;
    return 0;
}

static int teardown(void **state)
{
    scripted_transport_release(*state);
    return 0;
}

static enum status send(struct mmc_drive *drive, struct scsi_command command)
{
    return mmc_drive_execute(drive, command, NULL, 0);
}

static void test_drive__simple(void **state)
{
    struct scripted_transport *scripted = *state;
    struct mmc_drive drive = scripted_transport_drive(scripted);

    scripted_good(scripted, MMC_OPCODE_TEST_UNIT_READY);
    assert_int_equal(send(&drive, mmc_command_test_unit_ready()), STATUS_OK);
    assert_int_equal(scripted->log_count, 1);
}

static void test_drive__failure_is_told(void **state)
{
    struct scripted_transport *scripted = *state;
    struct mmc_drive drive = scripted_transport_drive(scripted);

    scripted_sense(scripted, MMC_OPCODE_TEST_UNIT_READY, SCSI_SENSE_CODE_TRAY_OPEN);
    assert_int_equal(send(&drive, mmc_command_test_unit_ready()), STATUS_DEVICE);
    assert_int_equal(drive.failure.condition, MMC_CONDITION_NO_MEDIUM);
    assert_int_equal(drive.failure.opcode, MMC_OPCODE_TEST_UNIT_READY);
    assert_int_equal(drive.failure.result.sense.code, SCSI_SENSE_CODE_TRAY_OPEN);
}

static void test_drive__refusals(void **state)
{
    struct scripted_transport *scripted = *state;
    struct mmc_drive drive = scripted_transport_drive(scripted);

    assert_true(mmc_drive_has_refused(&drive, send(&drive, mmc_command_send_opc())));
    scripted_sense(scripted, MMC_OPCODE_SEND_OPC_INFORMATION, SCSI_SENSE_CODE_NOT_READY);
    assert_false(mmc_drive_has_refused(&drive, send(&drive, mmc_command_send_opc())));
    assert_false(mmc_drive_has_refused(&drive, STATUS_OK));
}

static void test_drive__unit_attention(void **state)
{
    struct scripted_transport *scripted = *state;
    struct mmc_drive drive = scripted_transport_drive(scripted);

    scripted_sense(scripted, MMC_OPCODE_TEST_UNIT_READY, SCSI_SENSE_CODE_MEDIUM_MAY_HAVE_CHANGED)
        ->uses = 3;
    scripted_good(scripted, MMC_OPCODE_TEST_UNIT_READY);
    assert_int_equal(send(&drive, mmc_command_test_unit_ready()), STATUS_OK);
    assert_int_equal(scripted->log_count, 4);
}

static void test_drive__unit_attention_without_end(void **state)
{
    struct scripted_transport *scripted = *state;
    struct mmc_drive drive = scripted_transport_drive(scripted);

    scripted_sense(scripted, MMC_OPCODE_TEST_UNIT_READY, SCSI_SENSE_CODE_MEDIUM_MAY_HAVE_CHANGED);
    assert_int_equal(send(&drive, mmc_command_test_unit_ready()), STATUS_DEVICE);
    assert_int_equal(drive.failure.condition, MMC_CONDITION_BECOMING_READY);
    assert_int_equal(scripted->log_count, 4);
}

static void test_drive__never_writes_on_after_a_change(void **state)
{
    struct scripted_transport *scripted = *state;
    struct mmc_drive drive = scripted_transport_drive(scripted);
    uint8_t data[2048] = { 0 };

    scripted_sense(scripted, MMC_OPCODE_WRITE_10, SCSI_SENSE_CODE_MEDIUM_MAY_HAVE_CHANGED)->uses =
        1;
    scripted_good(scripted, MMC_OPCODE_WRITE_10);
    assert_int_equal(
        mmc_drive_write(&drive, mmc_command_write_10(0, 1), data, sizeof(data), 10, NULL, NULL),
        STATUS_DEVICE);
    assert_int_equal(scripted->log_count, 1);
    scripted_forget(scripted);
    scripted->answers[0].sense.code = SCSI_SENSE_CODE_RESET_OCCURRED;
    scripted->answers[0].used = 0;
    assert_int_equal(send(&drive, mmc_command_synchronize_cache()), STATUS_DEVICE);
}

static void test_drive__writes_on_after_a_harmless_attention(void **state)
{
    struct scripted_transport *scripted = *state;
    struct mmc_drive drive = scripted_transport_drive(scripted);
    uint8_t data[2048] = { 0 };

    scripted_sense(scripted, MMC_OPCODE_WRITE_10, SCSI_SENSE_CODE_REMOVAL_REQUESTED)->uses = 1;
    scripted_good(scripted, MMC_OPCODE_WRITE_10);
    assert_int_equal(
        mmc_drive_write(&drive, mmc_command_write_10(0, 1), data, sizeof(data), 10, NULL, NULL),
        STATUS_OK);
    assert_int_equal(scripted->log_count, 2);
}

static void test_drive__long_write(void **state)
{
    struct scripted_transport *scripted = *state;
    struct mmc_drive drive = scripted_transport_drive(scripted);
    uint8_t data[2048] = { 0 };

    scripted_sense(scripted, MMC_OPCODE_WRITE_10, SCSI_SENSE_CODE_LONG_WRITE_IN_PROGRESS)->uses = 5;
    scripted_good(scripted, MMC_OPCODE_WRITE_10);
    assert_int_equal(
        mmc_drive_write(&drive, mmc_command_write_10(0, 1), data, sizeof(data), 40, NULL, NULL),
        STATUS_OK);
    assert_int_equal(scripted->log_count, 6);
    assert_int_equal(atomic_load(&scripted->now_ms), 1000 + 5 * 40);
}

static void test_drive__long_write_without_end(void **state)
{
    struct scripted_transport *scripted = *state;
    struct mmc_drive drive = scripted_transport_drive(scripted);
    uint8_t data[2048] = { 0 };

    scripted_sense(scripted, MMC_OPCODE_WRITE_10, SCSI_SENSE_CODE_LONG_WRITE_IN_PROGRESS);
    assert_int_equal(
        mmc_drive_write(&drive, mmc_command_write_10(0, 1), data, sizeof(data), 1000, NULL, NULL),
        STATUS_TIMEOUT);
    assert_int_equal(drive.failure.condition, MMC_CONDITION_TIMEOUT);
    assert_int_equal(drive.failure.opcode, MMC_OPCODE_WRITE_10);
    assert_int_equal(scripted->log_count, 301);
}

static bool keep_on_twice(void *context)
{
    int *calls = context;

    return ++*calls <= 2;
}

static void test_drive__long_write_given_up(void **state)
{
    struct scripted_transport *scripted = *state;
    struct mmc_drive drive = scripted_transport_drive(scripted);
    uint8_t data[2048] = { 0 };
    int calls = 0;

    scripted_sense(scripted, MMC_OPCODE_WRITE_10, SCSI_SENSE_CODE_LONG_WRITE_IN_PROGRESS);
    assert_int_equal(mmc_drive_write(&drive, mmc_command_write_10(0, 1), data, sizeof(data), 10,
                                     keep_on_twice, &calls),
                     STATUS_CANCELLED);
    assert_int_equal(scripted->log_count, 3);
}

static void test_drive__wait_ready(void **state)
{
    struct scripted_transport *scripted = *state;
    struct mmc_drive drive = scripted_transport_drive(scripted);

    scripted_sense(scripted, MMC_OPCODE_TEST_UNIT_READY, SCSI_SENSE_CODE_BECOMING_READY)->uses = 4;
    scripted_good(scripted, MMC_OPCODE_TEST_UNIT_READY);
    assert_int_equal(mmc_drive_wait_ready(&drive, 60000), STATUS_OK);
    assert_int_equal(scripted->log_count, 5);
}

static void test_drive__wait_ready_times_out(void **state)
{
    struct scripted_transport *scripted = *state;
    struct mmc_drive drive = scripted_transport_drive(scripted);

    scripted_sense(scripted, MMC_OPCODE_TEST_UNIT_READY, SCSI_SENSE_CODE_BECOMING_READY);
    assert_int_equal(mmc_drive_wait_ready(&drive, 2000), STATUS_DEVICE);
    assert_int_equal(drive.failure.condition, MMC_CONDITION_BECOMING_READY);
    assert_int_equal(scripted->log_count, 5);
}

static void test_drive__wait_ready_no_medium(void **state)
{
    struct scripted_transport *scripted = *state;
    struct mmc_drive drive = scripted_transport_drive(scripted);

    scripted_sense(scripted, MMC_OPCODE_TEST_UNIT_READY, SCSI_SENSE_CODE_MEDIUM_NOT_PRESENT);
    assert_int_equal(mmc_drive_wait_ready(&drive, 60000), STATUS_DEVICE);
    assert_int_equal(scripted->log_count, 1);
}

struct seen_progress {
    int calls;
    uint16_t last;
};

static void see_progress(void *context, uint16_t progress)
{
    struct seen_progress *seen = context;

    seen->calls++;
    seen->last = progress;
}

static void test_drive__await_with_progress(void **state)
{
    struct scripted_transport *scripted = *state;
    struct mmc_drive drive = scripted_transport_drive(scripted);
    struct scripted_answer *busy =
        scripted_sense(scripted, MMC_OPCODE_TEST_UNIT_READY, SCSI_SENSE_CODE_FORMAT_IN_PROGRESS);
    struct seen_progress seen = { 0 };

    busy->uses = 3;
    busy->sense.has_progress = true;
    busy->sense.progress = 0x8000;
    scripted_good(scripted, MMC_OPCODE_TEST_UNIT_READY);
    assert_int_equal(mmc_drive_await(&drive, see_progress, &seen), STATUS_OK);
    assert_int_equal(seen.calls, 3);
    assert_int_equal(seen.last, 0x8000);
    assert_int_equal(atomic_load(&scripted->now_ms), 1000 + 3 * 1000);
}

static void test_drive__await_times_out_after_an_hour(void **state)
{
    struct scripted_transport *scripted = *state;
    struct mmc_drive drive = scripted_transport_drive(scripted);

    scripted_sense(scripted, MMC_OPCODE_TEST_UNIT_READY, SCSI_SENSE_CODE_OPERATION_NOT_READY);
    assert_int_equal(mmc_drive_await(&drive, NULL, NULL), STATUS_TIMEOUT);
    assert_int_equal(atomic_load(&scripted->now_ms), 1000 + 3600 * 1000);
}

static void test_drive__await_ends_in_an_error(void **state)
{
    struct scripted_transport *scripted = *state;
    struct mmc_drive drive = scripted_transport_drive(scripted);

    scripted_sense(scripted, MMC_OPCODE_TEST_UNIT_READY, SCSI_SENSE_CODE_OPERATION_NOT_READY)
        ->uses = 1;
    scripted_sense(scripted, MMC_OPCODE_TEST_UNIT_READY, SCSI_SENSE_CODE_SESSION_FIXATION);
    assert_int_equal(mmc_drive_await(&drive, NULL, NULL), STATUS_DEVICE);
    assert_int_equal(drive.failure.condition, MMC_CONDITION_OTHER);
    assert_int_equal(scripted->log_count, 2);
}

static void test_drive__reply_length_is_its_own(void **state)
{
    static const uint8_t reply[10] = { 0, 6, 1, 2, 3, 4, 5, 6, 0xEE, 0xEE };
    struct scripted_transport *scripted = *state;
    struct mmc_drive drive = scripted_transport_drive(scripted);
    uint8_t buffer[64];
    uint32_t size;

    scripted->lies_about_residual = true;
    scripted_reply(scripted, MMC_OPCODE_READ_DISC_INFORMATION, reply, sizeof(reply));
    assert_int_equal(mmc_drive_read_reply(&drive, mmc_command_read_disc_information(64),
                                          MMC_REPLY_FORM_BE16, buffer, sizeof(buffer), &size),
                     STATUS_OK);
    assert_int_equal(size, 8);
}

static void test_drive__reply_shorter_than_it_says(void **state)
{
    static const uint8_t reply[8] = { 0, 32, 1, 2, 3, 4, 5, 6 };
    struct scripted_transport *scripted = *state;
    struct mmc_drive drive = scripted_transport_drive(scripted);
    uint8_t buffer[64];
    uint32_t size;

    scripted_reply(scripted, MMC_OPCODE_READ_DISC_INFORMATION, reply, sizeof(reply));
    assert_int_equal(mmc_drive_read_reply(&drive, mmc_command_read_disc_information(64),
                                          MMC_REPLY_FORM_BE16, buffer, sizeof(buffer), &size),
                     STATUS_INVALID_RESPONSE);
    assert_int_equal(drive.failure.condition, MMC_CONDITION_INVALID_RESPONSE);
    assert_int_equal(drive.failure.opcode, MMC_OPCODE_READ_DISC_INFORMATION);
    assert_int_equal(size, 0);
}

static void test_drive__reply_cut_by_its_buffer(void **state)
{
    static const uint8_t reply[8] = { 0, 32, 1, 2, 3, 4, 5, 6 };
    struct scripted_transport *scripted = *state;
    struct mmc_drive drive = scripted_transport_drive(scripted);
    uint8_t buffer[8];
    uint32_t size;

    scripted_reply(scripted, MMC_OPCODE_READ_DISC_INFORMATION, reply, sizeof(reply));
    assert_int_equal(mmc_drive_read_reply(&drive, mmc_command_read_disc_information(8),
                                          MMC_REPLY_FORM_BE16, buffer, sizeof(buffer), &size),
                     STATUS_OK);
    assert_int_equal(size, 8);
}

static uint32_t size_of_reply(struct scripted_transport *scripted, enum mmc_reply_form form,
                              const uint8_t *reply, size_t reply_size)
{
    struct mmc_drive drive = scripted_transport_drive(scripted);
    uint8_t buffer[64];
    uint32_t size;

    scripted->answer_count = 0;
    scripted_reply(scripted, MMC_OPCODE_INQUIRY, reply, reply_size);
    assert_int_equal(
        mmc_drive_read_reply(&drive, mmc_command_inquiry(64), form, buffer, sizeof(buffer), &size),
        STATUS_OK);
    return size;
}

static void test_drive__reply_forms(void **state)
{
    static const uint8_t reply[40] = { 0, 0, 0, 9, 31 };
    struct scripted_transport *scripted = *state;

    assert_int_equal(size_of_reply(scripted, MMC_REPLY_FORM_BE16, reply, 40), 2);
    assert_int_equal(size_of_reply(scripted, MMC_REPLY_FORM_BE32, reply, 40), 13);
    assert_int_equal(size_of_reply(scripted, MMC_REPLY_FORM_CAPACITY_LIST, reply, 40), 13);
    assert_int_equal(size_of_reply(scripted, MMC_REPLY_FORM_INQUIRY, reply, 40), 36);
    assert_int_equal(size_of_reply(scripted, MMC_REPLY_FORM_FIXED, reply, 40), 40);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(test_drive__##name, setup, teardown)
        TEST(simple),
        TEST(failure_is_told),
        TEST(refusals),
        TEST(unit_attention),
        TEST(unit_attention_without_end),
        TEST(never_writes_on_after_a_change),
        TEST(writes_on_after_a_harmless_attention),
        TEST(long_write),
        TEST(long_write_without_end),
        TEST(long_write_given_up),
        TEST(wait_ready),
        TEST(wait_ready_times_out),
        TEST(wait_ready_no_medium),
        TEST(await_with_progress),
        TEST(await_times_out_after_an_hour),
        TEST(await_ends_in_an_error),
        TEST(reply_length_is_its_own),
        TEST(reply_shorter_than_it_says),
        TEST(reply_cut_by_its_buffer),
        TEST(reply_forms),
#undef TEST
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
