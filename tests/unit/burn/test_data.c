/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of burn/data.h: what is the same for every medium. */
#include "burn_fixture.h"

#include "mmc/cdb.h"
#include "mmc/profiles.h"

#include "support/cmocka_all.h"

#include <string.h>

#define SECTORS 500u

static struct burn_fixture fixture;

static int setup_dvd_plus_r(void **state)
{
    (void)state;
    burn_fixture_init_dvd_plus_r(&fixture, SECTORS);
    return 0;
}

static int setup_dvd_plus_rw(void **state)
{
    (void)state;
    burn_fixture_init_dvd_plus_rw(&fixture, SECTORS);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    burn_fixture_release(&fixture);
    return 0;
}

static void expect(enum status status, enum burn_failure failure)
{
    assert_int_equal(burn_fixture_run(&fixture), status);
    assert_int_equal(fixture.result.failure, failure);
}

static void test_data__actions_in_order(void **state)
{
    static const enum burn_data_action actions[] = {
        BURN_DATA_ACTION_VALIDATING_MEDIA,  BURN_DATA_ACTION_INITIALIZING_HARDWARE,
        BURN_DATA_ACTION_CALIBRATING_POWER, BURN_DATA_ACTION_WRITING_DATA,
        BURN_DATA_ACTION_FINALIZATION,      BURN_DATA_ACTION_COMPLETED,
    };

    (void)state;
    expect(STATUS_OK, BURN_FAILURE_NONE);
    watcher_assert_actions(&fixture.watcher, actions, 6);
    assert_int_equal(watcher_count(&fixture.watcher, BURN_DATA_ACTION_VALIDATING_MEDIA), 1);
    assert_true(watcher_count(&fixture.watcher, BURN_DATA_ACTION_WRITING_DATA) >= 2);
    assert_int_equal(watcher_count(&fixture.watcher, BURN_DATA_ACTION_COMPLETED), 1);
}

static void test_data__numbers_of_reports(void **state)
{
    const struct burn_data_progress *last;

    (void)state;
    expect(STATUS_OK, BURN_FAILURE_NONE);
    last = &fixture.watcher.seen[fixture.watcher.count - 1];
    assert_int_equal(last->engine.start_lba, 0);
    assert_int_equal(last->engine.sector_count, SECTORS);
    assert_int_equal(last->engine.last_written_lba, SECTORS - 1);
    assert_int_equal(last->remaining_s, 0);
    for (size_t i = 0; i < fixture.watcher.count; i++)
        assert_int_equal(fixture.watcher.seen[i].engine.sector_count, SECTORS);
}

static void test_data__times(void **state)
{
    const struct burn_data_progress *last;

    (void)state;
    fixture.scripted.ms_per_command = 700;
    fixture.options.is_single_threaded = true;
    expect(STATUS_OK, BURN_FAILURE_NONE);
    last = &fixture.watcher.seen[fixture.watcher.count - 1];
    assert_true(last->elapsed_s >= 16 * 7 / 10);
    for (size_t i = 1; i < fixture.watcher.count; i++)
        assert_true(fixture.watcher.seen[i].elapsed_s >= fixture.watcher.seen[i - 1].elapsed_s);
    /* Half way, about as much is left as has passed. */
    for (size_t i = 0; i < fixture.watcher.count; i++) {
        const struct burn_data_progress *seen = &fixture.watcher.seen[i];

        if (seen->action == BURN_DATA_ACTION_WRITING_DATA &&
            seen->engine.last_written_lba == 256 - 1)
            assert_in_range(seen->remaining_s, 4, 7);
    }
}

static void test_data__drive_is_taken_and_left(void **state)
{
    const struct scripted_transport *scripted = &fixture.scripted;

    (void)state;
    expect(STATUS_OK, BURN_FAILURE_NONE);
    assert_int_equal(scripted->log[0].command.cdb[0], MMC_OPCODE_PREVENT_ALLOW_MEDIUM_REMOVAL);
    assert_int_equal(scripted->log[0].command.cdb[4], 1);
    assert_int_equal(scripted->log[1].command.cdb[0], MMC_OPCODE_START_STOP_UNIT);
    assert_int_equal(scripted->log[scripted->log_count - 1].command.cdb[0],
                     MMC_OPCODE_PREVENT_ALLOW_MEDIUM_REMOVAL);
    assert_int_equal(scripted_count(scripted, MMC_OPCODE_SEND_OPC_INFORMATION), 1);
    assert_int_equal(scripted_count(scripted, MMC_OPCODE_SET_STREAMING), 1);
}

static void test_data__leaving_is_tried_five_times(void **state)
{
    struct scripted_answer *answer;

    (void)state;
    answer = &fixture.scripted.answers[2];
    assert_int_equal(answer->opcode, MMC_OPCODE_PREVENT_ALLOW_MEDIUM_REMOVAL);
    answer->outcome = SCSI_OUTCOME_CHECK_CONDITION;
    answer->sense.code = SCSI_SENSE_CODE_NOT_READY;
    expect(STATUS_OK, BURN_FAILURE_NONE);
    assert_int_equal(scripted_count(&fixture.scripted, MMC_OPCODE_PREVENT_ALLOW_MEDIUM_REMOVAL),
                     1 + 5);
}

static void test_data__stream_sizes(void **state)
{
    (void)state;
    fixture.source.size_bytes = 0;
    expect(STATUS_INVALID_ARGUMENT, BURN_FAILURE_STREAM_NOT_SUPPORTED);
    fixture.source.size_bytes = 2047;
    expect(STATUS_INVALID_ARGUMENT, BURN_FAILURE_STREAM_NOT_SUPPORTED);
    fixture.source.size_bytes = SECTORS * 2048 + 1;
    expect(STATUS_INVALID_ARGUMENT, BURN_FAILURE_STREAM_NOT_SUPPORTED);
    assert_int_equal(fixture.scripted.log_count, 0);
    assert_int_equal(fixture.watcher.count, 0);
}

static void test_data__stream_too_large(void **state)
{
    (void)state;
    fixture.source.size_bytes = ((uint64_t)FREE_SECTORS + 1) * 2048;
    expect(STATUS_TOO_LARGE, BURN_FAILURE_STREAM_TOO_LARGE);
    burn_fixture_assert_untouched(&fixture);
    fixture.source.size_bytes = UINT64_C(0x100000000) * 2048;
    expect(STATUS_TOO_LARGE, BURN_FAILURE_STREAM_TOO_LARGE);
    burn_fixture_assert_untouched(&fixture);
}

static void test_data__refusals_are_reported_once(void **state)
{
    (void)state;
    burn_fixture_set_disc(&fixture, MMC_DISC_STATUS_COMPLETE, MMC_BACKGROUND_FORMAT_NONE);
    expect(STATUS_NOT_SUPPORTED, BURN_FAILURE_MEDIUM_NOT_SUPPORTED);
    assert_int_equal(fixture.watcher.count, 1);
    assert_int_equal(fixture.watcher.seen[0].action, BURN_DATA_ACTION_VALIDATING_MEDIA);
    assert_int_equal(fixture.watcher.seen[0].engine.sector_count, SECTORS);
}

static void test_data__stream_that_cannot_seek(void **state)
{
    (void)state;
    fixture.source.reader.seek = NULL;
    expect(STATUS_OK, BURN_FAILURE_NONE);
    burn_fixture_assert_recorded(&fixture, 0, 0, SECTORS);
}

static void test_data__stream_that_cannot_seek_but_must(void **state)
{
    (void)state;
    fixture.image.seek_status = STATUS_NOT_SUPPORTED;
    fixture.options.verification = BURN_VERIFICATION_FULL;
    expect(STATUS_INVALID_ARGUMENT, BURN_FAILURE_STREAM_NOT_SUPPORTED);
    assert_int_equal(fixture.scripted.log_count, 0);
}

static void test_data__stream_whose_seek_fails(void **state)
{
    (void)state;
    fixture.image.seek_status = STATUS_FOREIGN;
    expect(STATUS_FOREIGN, BURN_FAILURE_STREAM);
    assert_int_equal(fixture.scripted.log_count, 0);
}

static void test_data__stream_is_read_from_its_beginning(void **state)
{
    (void)state;
    fixture.image.position = 12345;
    expect(STATUS_OK, BURN_FAILURE_NONE);
    burn_fixture_assert_recorded(&fixture, 0, 0, SECTORS);
}

static void test_data__stream_that_fails(void **state)
{
    (void)state;
    fixture.image.fails_at = 300 * 2048;
    expect(STATUS_FOREIGN, BURN_FAILURE_STREAM);
    assert_int_equal(fixture.result.action, BURN_DATA_ACTION_WRITING_DATA);
}

static void test_data__stream_that_ends_early(void **state)
{
    (void)state;
    fixture.image.ends_at = 300 * 2048;
    expect(STATUS_END_OF_DATA, BURN_FAILURE_STREAM_ENDED);
}

static void test_data__empty_tray(void **state)
{
    (void)state;
    fixture.scripted.answers[0].outcome = SCSI_OUTCOME_CHECK_CONDITION;
    fixture.scripted.answers[0].sense.code = SCSI_SENSE_CODE_TRAY_CLOSED;
    expect(STATUS_DEVICE, BURN_FAILURE_DEVICE);
    assert_int_equal(fixture.result.device.condition, MMC_CONDITION_NO_MEDIUM);
    assert_int_equal(fixture.watcher.count, 0);
    burn_fixture_assert_untouched(&fixture);
}

static void test_data__becoming_ready(void **state)
{
    (void)state;
    fixture.scripted.answers[0].uses = 1;
    fixture.scripted.answers[0].outcome = SCSI_OUTCOME_CHECK_CONDITION;
    fixture.scripted.answers[0].sense.code = SCSI_SENSE_CODE_BECOMING_READY;
    scripted_good(&fixture.scripted, MMC_OPCODE_TEST_UNIT_READY);
    expect(STATUS_OK, BURN_FAILURE_NONE);
}

static void replace_configuration(uint16_t profile, struct reply_feature feature)
{
    const struct reply_feature features[] = {
        { MMC_FEATURE_PROFILE_LIST, true, 4, { (uint8_t)(profile >> 8), (uint8_t)profile, 1, 0 } },
        feature,
    };

    for (size_t i = 0; i < fixture.scripted.answer_count; i++) {
        struct scripted_answer *answer = &fixture.scripted.answers[i];

        if (answer->opcode == MMC_OPCODE_GET_CONFIGURATION)
            answer->reply_size = (uint32_t)reply_configuration(answer->reply, sizeof(answer->reply),
                                                               profile, features, 2);
    }
}

static void test_data__recorder_that_cannot_write(void **state)
{
    (void)state;
    replace_configuration(MMC_PROFILE_DVD_PLUS_R,
                          (struct reply_feature){ MMC_FEATURE_DVD_PLUS_R, true, 4, { 0 } });
    expect(STATUS_NOT_SUPPORTED, BURN_FAILURE_RECORDER_NOT_SUPPORTED);
    burn_fixture_assert_untouched(&fixture);
}

static void test_data__medium_that_is_read_only(void **state)
{
    (void)state;
    replace_configuration(MMC_PROFILE_DVD_ROM,
                          (struct reply_feature){ MMC_FEATURE_DVD_PLUS_R, false, 4, { 1 } });
    expect(STATUS_NOT_SUPPORTED, BURN_FAILURE_MEDIUM_NOT_SUPPORTED);
    burn_fixture_assert_untouched(&fixture);
}

static void test_data__write_protected(void **state)
{
    static const uint8_t structure[] = { 0, 6, 0, 0, 0x04, 0, 0, 0 };
    const struct reply_feature features[] = {
        { MMC_FEATURE_DVD_PLUS_R, true, 4, { 1 } },
        { MMC_FEATURE_WRITE_PROTECT, true, 4, { 0 } },
    };
    uint8_t reply[64];
    const size_t size =
        reply_configuration(reply, sizeof(reply), MMC_PROFILE_DVD_PLUS_R, features, 2);

    (void)state;
    for (size_t i = 0; i < fixture.scripted.answer_count; i++) {
        if (fixture.scripted.answers[i].opcode == MMC_OPCODE_GET_CONFIGURATION) {
            memcpy(fixture.scripted.answers[i].reply, reply, size);
            fixture.scripted.answers[i].reply_size = (uint32_t)size;
        }
    }
    scripted_reply(&fixture.scripted, MMC_OPCODE_READ_DISC_STRUCTURE, structure, sizeof(structure));
    expect(STATUS_ACCESS_DENIED, BURN_FAILURE_MEDIUM_WRITE_PROTECTED);
    burn_fixture_assert_untouched(&fixture);
}

static void test_data__calibration_fails(void **state)
{
    (void)state;
    scripted_sense(&fixture.scripted, MMC_OPCODE_SEND_OPC_INFORMATION,
                   SCSI_SENSE_CODE_POWER_CALIBRATION_ERROR);
    expect(STATUS_DEVICE, BURN_FAILURE_DEVICE);
    assert_int_equal(fixture.result.device.condition, MMC_CONDITION_SPEED_MISMATCH);
    assert_int_equal(fixture.result.action, BURN_DATA_ACTION_CALIBRATING_POWER);
    assert_int_equal(scripted_count(&fixture.scripted, MMC_OPCODE_WRITE_10), 0);
}

static void test_data__write_fails(void **state)
{
    (void)state;
    scripted_good(&fixture.scripted, MMC_OPCODE_WRITE_10)->uses = 3;
    scripted_sense(&fixture.scripted, MMC_OPCODE_WRITE_10, SCSI_SENSE_CODE_WRITE_ERROR);
    expect(STATUS_DEVICE, BURN_FAILURE_DEVICE);
    assert_int_equal(fixture.result.device.condition, MMC_CONDITION_OTHER);
    assert_int_equal(fixture.result.device.opcode, MMC_OPCODE_WRITE_10);
    assert_int_equal(fixture.result.device.result.sense.code, SCSI_SENSE_CODE_WRITE_ERROR);
    /* What the drive spoiled is not closed. */
    assert_int_equal(scripted_count(&fixture.scripted, MMC_OPCODE_CLOSE_TRACK_SESSION), 0);
}

static void test_data__flush_is_patient(void **state)
{
    (void)state;
    for (size_t i = 0; i < fixture.scripted.answer_count; i++) {
        struct scripted_answer *answer = &fixture.scripted.answers[i];

        if (answer->opcode != MMC_OPCODE_SYNCHRONIZE_CACHE)
            continue;
        answer->uses = 4;
        answer->outcome = SCSI_OUTCOME_CHECK_CONDITION;
        answer->sense.code = SCSI_SENSE_CODE_LONG_WRITE_IN_PROGRESS;
    }
    scripted_sense(&fixture.scripted, MMC_OPCODE_SYNCHRONIZE_CACHE,
                   SCSI_SENSE_CODE_LOSS_OF_STREAMING);
    expect(STATUS_OK, BURN_FAILURE_NONE);
    assert_int_equal(scripted_count(&fixture.scripted, MMC_OPCODE_SYNCHRONIZE_CACHE), 5);
}

static void test_data__device_goes_away(void **state)
{
    (void)state;
    scripted_good(&fixture.scripted, MMC_OPCODE_WRITE_10)->uses = 2;
    scripted_outcome(&fixture.scripted, MMC_OPCODE_WRITE_10, SCSI_OUTCOME_DEVICE_GONE);
    expect(STATUS_DEVICE_GONE, BURN_FAILURE_DEVICE);
    assert_int_equal(fixture.result.device.condition, MMC_CONDITION_GONE);
}

static void add_speeds(void)
{
    const struct {
        struct mmc_performance_header_wire header;
        struct mmc_write_speed_wire speeds[2];
    } reply = {
        .header = { .data_length = be32_of(4 + 2 * 16) },
        .speeds = { { .write_speed = be32_of(11080) }, { .write_speed = be32_of(3324) } },
    };

    scripted_reply(&fixture.scripted, MMC_OPCODE_GET_PERFORMANCE, &reply, sizeof(reply));
}

static void test_data__speed_is_adjusted(void **state)
{
    const struct mmc_streaming_wire *sent;

    (void)state;
    add_speeds();
    fixture.options.speed.sectors_per_s = 5000;
    expect(STATUS_OK, BURN_FAILURE_NONE);
    assert_int_equal(fixture.result.adjustment, MMC_SPEED_ADJUSTMENT_SPEED);
    sent = (const void *)scripted_sent(&fixture.scripted, MMC_OPCODE_SET_STREAMING, 0)->data;
    assert_int_equal(be32_get(sent->write_size), 11080);
    fixture.options.speed.sectors_per_s = 5410;
    expect(STATUS_OK, BURN_FAILURE_NONE);
    assert_int_equal(fixture.result.adjustment, MMC_SPEED_ADJUSTMENT_NONE);
}

static void test_data__speed_that_cannot_be_set(void **state)
{
    (void)state;
    for (size_t i = 0; i < fixture.scripted.answer_count; i++) {
        if (fixture.scripted.answers[i].opcode == MMC_OPCODE_SET_STREAMING)
            fixture.scripted.answers[i].opcode = 0xFF;
    }
    expect(STATUS_OK, BURN_FAILURE_NONE);
}

static void cancel_at(enum burn_data_action action)
{
    fixture.watcher.cancel = &fixture.cancel;
    fixture.watcher.cancel_at = action;
    expect(STATUS_CANCELLED, BURN_FAILURE_CANCELLED);
    assert_int_equal(fixture.result.action, action);
}

static void test_data__cancelled_before_writing(void **state)
{
    static const enum burn_data_action actions[] = {
        BURN_DATA_ACTION_VALIDATING_MEDIA,
        BURN_DATA_ACTION_INITIALIZING_HARDWARE,
        BURN_DATA_ACTION_CALIBRATING_POWER,
    };

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        burn_cancel_init(&fixture.cancel);
        cancel_at(actions[i]);
        burn_fixture_assert_untouched(&fixture);
    }
}

static void test_data__cancelled_while_closing(void **state)
{
    (void)state;
    cancel_at(BURN_DATA_ACTION_FINALIZATION);
    /* What was begun is brought to its end. */
    assert_int_equal(scripted_count(&fixture.scripted, MMC_OPCODE_CLOSE_TRACK_SESSION), 2);
}

static void test_data__second_burn_on_one_object(void **state)
{
    (void)state;
    expect(STATUS_OK, BURN_FAILURE_NONE);
    memset(fixture.scripted.medium, 0, SECTORS * 2048);
    expect(STATUS_OK, BURN_FAILURE_NONE);
    burn_fixture_assert_recorded(&fixture, 0, 0, SECTORS);
}

static void test_data__not_blank(void **state)
{
    (void)state;
    fixture.scripted.medium[100] = 1;
    expect(STATUS_NOT_EMPTY, BURN_FAILURE_MEDIUM_NOT_BLANK);
    burn_fixture_assert_untouched(&fixture);
    fixture.options.is_overwrite_forced = true;
    expect(STATUS_OK, BURN_FAILURE_NONE);
    burn_fixture_assert_recorded(&fixture, 0, 0, SECTORS);
}

static void burn_ranges(const struct burn_block_range *ranges, size_t count)
{
    fixture.source.has_ranges = true;
    fixture.source.ranges = ranges;
    fixture.source.range_count = count;
}

static void test_data__ranges_in_their_order(void **state)
{
    static const struct burn_block_range ranges[] = { { 160, 191 }, { 16, 31 }, { 0, 15 } };
    static const uint8_t starts[] = { 160, 16, 0 };

    (void)state;
    fixture.scripted.medium[0] = 1;
    burn_ranges(ranges, 3);
    expect(STATUS_OK, BURN_FAILURE_NONE);
    assert_int_equal(scripted_count(&fixture.scripted, MMC_OPCODE_WRITE_10), 3);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(scripted_sent(&fixture.scripted, MMC_OPCODE_WRITE_10, i)->command.cdb[5],
                         starts[i]);
    burn_fixture_assert_recorded(&fixture, 0, 0, 32);
    burn_fixture_assert_recorded(&fixture, 160, 160, 32);
    for (size_t i = 32 * 2048; i < 160 * 2048; i++)
        assert_int_equal(fixture.scripted.medium[i], 0);
}

static void test_data__ranges_are_one_section_in_reports(void **state)
{
    static const struct burn_block_range ranges[] = { { 160, 191 }, { 16, 31 } };
    const struct burn_data_progress *last;

    (void)state;
    burn_ranges(ranges, 2);
    expect(STATUS_OK, BURN_FAILURE_NONE);
    last = &fixture.watcher.seen[fixture.watcher.count - 1];
    assert_int_equal(last->engine.last_written_lba, 160 + 48 - 1);
    for (size_t i = 0; i < fixture.watcher.count; i++) {
        assert_int_equal(fixture.watcher.seen[i].engine.start_lba, 160);
        assert_int_equal(fixture.watcher.seen[i].engine.sector_count, 48);
    }
}

static void test_data__ranges_widen_to_write_units(void **state)
{
    static const struct burn_block_range ranges[] = { { 20, 40 }, { 499, 499 } };
    const struct scripted_entry *entry;

    (void)state;
    memset(fixture.scripted.medium + 48 * 2048, 0xEE, 2048);
    burn_ranges(ranges, 2);
    expect(STATUS_OK, BURN_FAILURE_NONE);
    entry = scripted_sent(&fixture.scripted, MMC_OPCODE_WRITE_10, 0);
    assert_int_equal(entry->command.cdb[5], 16);
    assert_int_equal(entry->command.cdb[8], 32);
    burn_fixture_assert_recorded(&fixture, 16, 16, 32);
    assert_int_equal(fixture.scripted.medium[48 * 2048], 0xEE);
    /* The stream ends at 500: the rest of the unit is zeros. */
    entry = scripted_sent(&fixture.scripted, MMC_OPCODE_WRITE_10, 1);
    assert_int_equal(entry->command.cdb[8], 16);
    burn_fixture_assert_recorded(&fixture, 496, 496, 4);
    assert_int_equal(fixture.scripted.medium[500 * 2048], 0);
}

static void test_data__ranges_that_are_malformed(void **state)
{
    static const struct burn_block_range rows[] = {
        { 5, 4 }, { -1, 4 }, { 0, 500 }, { INT64_MAX, INT64_MAX }, { 600, 700 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        burn_ranges(&rows[i], 1);
        expect(STATUS_INVALID_ARGUMENT, BURN_FAILURE_STREAM_NOT_SUPPORTED);
        burn_fixture_assert_untouched(&fixture);
    }
}

static void test_data__no_ranges_at_all(void **state)
{
    (void)state;
    burn_ranges(NULL, 0);
    expect(STATUS_OK, BURN_FAILURE_NONE);
    assert_int_equal(scripted_count(&fixture.scripted, MMC_OPCODE_WRITE_10), 0);
    assert_true(watcher_count(&fixture.watcher, BURN_DATA_ACTION_WRITING_DATA) >= 1);
}

static void test_data__ranges_without_seeking(void **state)
{
    static const struct burn_block_range ranges[] = { { 0, 15 } };

    (void)state;
    burn_ranges(ranges, 1);
    fixture.source.reader.seek = NULL;
    expect(STATUS_INVALID_ARGUMENT, BURN_FAILURE_STREAM_NOT_SUPPORTED);
}

static void test_data__ranges_mean_nothing_on_write_once_media(void **state)
{
    static const struct burn_block_range ranges[] = { { 5, 4 } };

    (void)state;
    burn_ranges(ranges, 1);
    expect(STATUS_OK, BURN_FAILURE_NONE);
    burn_fixture_assert_recorded(&fixture, 0, 0, SECTORS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define ONCE(name) cmocka_unit_test_setup_teardown(test_data__##name, setup_dvd_plus_r, teardown)
#define OVER(name) cmocka_unit_test_setup_teardown(test_data__##name, setup_dvd_plus_rw, teardown)
        ONCE(actions_in_order),
        OVER(actions_in_order),
        ONCE(numbers_of_reports),
        ONCE(times),
        ONCE(drive_is_taken_and_left),
        ONCE(leaving_is_tried_five_times),
        ONCE(stream_sizes),
        ONCE(stream_too_large),
        ONCE(refusals_are_reported_once),
        ONCE(stream_that_cannot_seek),
        ONCE(stream_that_cannot_seek_but_must),
        ONCE(stream_whose_seek_fails),
        ONCE(stream_is_read_from_its_beginning),
        ONCE(stream_that_fails),
        OVER(stream_that_fails),
        ONCE(stream_that_ends_early),
        ONCE(empty_tray),
        ONCE(becoming_ready),
        ONCE(recorder_that_cannot_write),
        ONCE(medium_that_is_read_only),
        ONCE(write_protected),
        ONCE(calibration_fails),
        ONCE(write_fails),
        ONCE(flush_is_patient),
        ONCE(device_goes_away),
        ONCE(speed_is_adjusted),
        ONCE(speed_that_cannot_be_set),
        ONCE(cancelled_before_writing),
        OVER(cancelled_before_writing),
        ONCE(cancelled_while_closing),
        OVER(second_burn_on_one_object),
        OVER(not_blank),
        OVER(ranges_in_their_order),
        OVER(ranges_are_one_section_in_reports),
        OVER(ranges_widen_to_write_units),
        OVER(ranges_that_are_malformed),
        OVER(no_ranges_at_all),
        OVER(ranges_without_seeking),
        ONCE(ranges_mean_nothing_on_write_once_media),
#undef OVER
#undef ONCE
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
