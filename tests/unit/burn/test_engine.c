/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of burn/engine.h, on one thread and on two. */
#include "burn_fixture.h"

#include "burn/engine.h"

#include "support/cmocka_all.h"

#include <string.h>

#define SECTORS 1000u

struct engine_fixture {
    struct scripted_transport scripted;
    struct mmc_drive drive;
    struct image image;
    struct burn_cancel cancel;
    struct burn_section section;
    size_t reports;
    struct burn_engine_progress first;
    struct burn_engine_progress last;
};

static struct engine_fixture fixture;

static int setup(void **state)
{
    memset(&fixture, 0, sizeof(fixture));
    scripted_transport_init(&fixture.scripted);
    scripted_transport_add_medium(&fixture.scripted, MEDIUM_SECTORS);
    fixture.drive = scripted_transport_drive(&fixture.scripted);
    image_init(&fixture.image, SECTORS);
    burn_cancel_init(&fixture.cancel);
    fixture.section = (struct burn_section){
        .sector_count = SECTORS,
        .bytes_per_sector = 2048,
        .write_unit = 16,
    };
    *state = &fixture;
    return 0;
}

static int setup_one_thread(void **state)
{
    const int result = setup(state);

    fixture.section.is_single_threaded = true;
    return result;
}

static int teardown(void **state)
{
    (void)state;
    scripted_transport_release(&fixture.scripted);
    image_release(&fixture.image);
    return 0;
}

static void watch(void *context, const struct burn_engine_progress *progress)
{
    (void)context;
    if (fixture.reports++ == 0)
        fixture.first = *progress;
    assert_int_equal(progress->used_buffer_bytes + progress->free_buffer_bytes,
                     progress->total_buffer_bytes);
    assert_true(progress->last_written_lba >= fixture.last.last_written_lba);
    fixture.last = *progress;
}

static enum status run(void)
{
    const struct burn_reader reader = image_reader(&fixture.image);
    const struct burn_engine_observer observer = { watch, NULL };

    fixture.last.last_written_lba = INT32_MIN;
    return burn_engine_write(&fixture.drive, &fixture.section, &reader, &observer, &fixture.cancel);
}

static void test_engine__writes_everything(void **state)
{
    (void)state;
    fixture.section.start_lba = 32;
    fixture.section.padding_sectors = 8;
    memset(fixture.scripted.medium, 0xEE, MEDIUM_SECTORS * 2048u);

    assert_int_equal(run(), STATUS_OK);

    assert_memory_equal(fixture.scripted.medium + 32 * 2048, fixture.image.bytes, SECTORS * 2048u);
    for (size_t i = 0; i < 8 * 2048; i++)
        assert_int_equal(fixture.scripted.medium[(32 + SECTORS) * 2048u + i], 0);
    assert_int_equal(fixture.scripted.medium[(32 + SECTORS + 8) * 2048u], 0xEE);
    assert_int_equal(scripted_count(&fixture.scripted, MMC_OPCODE_WRITE_10),
                     fixture.scripted.log_count);
}

static void test_engine__reports_first_and_last(void **state)
{
    (void)state;
    fixture.section.start_lba = 64;
    assert_int_equal(run(), STATUS_OK);
    assert_true(fixture.reports >= 2);
    assert_int_equal(fixture.first.start_lba, 64);
    assert_int_equal(fixture.first.sector_count, SECTORS);
    assert_int_equal(fixture.first.last_read_lba, 64);
    assert_int_equal(fixture.first.last_written_lba, 64);
    assert_int_equal(fixture.last.last_read_lba, 64 + (int)SECTORS - 1);
    assert_int_equal(fixture.last.last_written_lba, 64 + (int)SECTORS - 1);
    assert_int_equal(fixture.last.used_buffer_bytes, 0);
}

static void test_engine__read_ahead_is_at_least_4_mib(void **state)
{
    (void)state;
    assert_int_equal(run(), STATUS_OK);
    assert_true(fixture.first.total_buffer_bytes >= 4u * 1024 * 1024);
}

static void test_engine__reports_every_500_ms(void **state)
{
    (void)state;
    /* 32 commands of 100 ms: the clock stands still elsewhere. */
    fixture.scripted.ms_per_command = 100;
    fixture.section.sector_count = 32 * 32;
    image_release(&fixture.image);
    image_init(&fixture.image, 32 * 32);
    assert_int_equal(run(), STATUS_OK);
    assert_int_equal(fixture.reports, 1 + 6 + 1);
}

static void test_engine__commands_end_on_write_units(void **state)
{
    (void)state;
    fixture.section.start_lba = 21;
    assert_int_equal(run(), STATUS_OK);
    for (size_t i = 0; i + 1 < fixture.scripted.log_count; i++) {
        const uint8_t *cdb = fixture.scripted.log[i].command.cdb;
        const unsigned end = (unsigned)(cdb[4] << 8 | cdb[5]) + cdb[8];

        assert_int_equal(end % 16, 0);
    }
    assert_int_equal(fixture.scripted.log[0].command.cdb[8], 32 - 5);
    assert_int_equal(fixture.scripted.log[1].command.cdb[8], 32);
    assert_memory_equal(fixture.scripted.medium + 21 * 2048, fixture.image.bytes, SECTORS * 2048u);
}

static void test_engine__small_transfers(void **state)
{
    (void)state;
    fixture.scripted.transport.maximum_transfer_bytes = 5 * 2048;
    assert_int_equal(run(), STATUS_OK);
    assert_int_equal(fixture.scripted.log_count, SECTORS / 5);
    assert_memory_equal(fixture.scripted.medium, fixture.image.bytes, SECTORS * 2048u);
}

static void test_engine__negative_addresses(void **state)
{
    (void)state;
    scripted_good(&fixture.scripted, MMC_OPCODE_WRITE_10);
    fixture.section.start_lba = -150;
    fixture.section.sector_count = 150;
    fixture.section.write_unit = 1;
    assert_int_equal(run(), STATUS_OK);
    assert_memory_equal(fixture.scripted.log[0].command.cdb + 2, "\xFF\xFF\xFF\x6A", 4);
    assert_int_equal(fixture.last.last_written_lba, -1);
}

static void test_engine__other_sector_sizes(void **state)
{
    (void)state;
    scripted_good(&fixture.scripted, MMC_OPCODE_WRITE_10);
    fixture.section.bytes_per_sector = 2352;
    fixture.section.sector_count = 100;
    fixture.section.write_unit = 1;
    assert_int_equal(run(), STATUS_OK);
    assert_int_equal(fixture.scripted.log[0].command.cdb[8], 27);
    assert_int_equal(fixture.scripted.log[0].size, 27 * 2352);
    assert_int_equal(fixture.image.position, 100 * 2352);
}

static void test_engine__short_reads_are_joined(void **state)
{
    (void)state;
    fixture.image.largest_read = 1234;
    assert_int_equal(run(), STATUS_OK);
    assert_memory_equal(fixture.scripted.medium, fixture.image.bytes, SECTORS * 2048u);
}

static void test_engine__failing_reader(void **state)
{
    (void)state;
    fixture.image.fails_at = 500 * 2048;
    assert_int_equal(run(), STATUS_FOREIGN);
    assert_true(fixture.reports >= 2);
    assert_true(fixture.last.last_written_lba < 512);
    assert_true(fixture.last.last_read_lba < 512);
}

static void test_engine__reader_that_ends_early(void **state)
{
    (void)state;
    fixture.image.ends_at = 700 * 2048 + 1;
    assert_int_equal(run(), STATUS_END_OF_DATA);
}

static void test_engine__cancelled_before(void **state)
{
    (void)state;
    burn_cancel_request(&fixture.cancel);
    assert_int_equal(run(), STATUS_CANCELLED);
    assert_int_equal(fixture.scripted.log_count, 0);
    assert_int_equal(fixture.reports, 2);
}

static void cancel_at_fifth(void *context, const struct scsi_command *command)
{
    unsigned *calls = context;

    (void)command;
    if (++*calls == 5)
        burn_cancel_request(&fixture.cancel);
}

static void test_engine__cancelled_meanwhile(void **state)
{
    unsigned calls = 0;

    (void)state;
    fixture.scripted.on_command = cancel_at_fifth;
    fixture.scripted.context = &calls;
    assert_int_equal(run(), STATUS_CANCELLED);
    assert_int_equal(fixture.scripted.log_count, 5);
    assert_int_equal(fixture.last.last_written_lba, 5 * 32 - 1);
}

static void test_engine__cancelled_during_a_long_write(void **state)
{
    unsigned calls = 0;

    (void)state;
    fixture.scripted.on_command = cancel_at_fifth;
    fixture.scripted.context = &calls;
    scripted_sense(&fixture.scripted, MMC_OPCODE_WRITE_10, SCSI_SENSE_CODE_LONG_WRITE_IN_PROGRESS);
    assert_int_equal(run(), STATUS_CANCELLED);
    assert_int_equal(fixture.scripted.log_count, 5);
}

static void test_engine__long_writes_are_repeated(void **state)
{
    (void)state;
    scripted_sense(&fixture.scripted, MMC_OPCODE_WRITE_10, SCSI_SENSE_CODE_LONG_WRITE_IN_PROGRESS)
        ->uses = 7;
    fixture.section.starting_sectors_per_s = 3200;
    fixture.section.ending_sectors_per_s = 3200;
    assert_int_equal(run(), STATUS_OK);
    assert_memory_equal(fixture.scripted.medium, fixture.image.bytes, SECTORS * 2048u);
    /* One transfer of 32 sectors takes 10 ms. */
    assert_int_equal(atomic_load(&fixture.scripted.now_ms), 1000 + 7 * 10);
}

static void test_engine__device_failure(void **state)
{
    (void)state;
    fixture.scripted.medium_sectors = 320;
    assert_int_equal(run(), STATUS_DEVICE);
    assert_int_equal(fixture.drive.failure.opcode, MMC_OPCODE_WRITE_10);
    assert_int_equal(fixture.drive.failure.result.sense.code, SCSI_SENSE_CODE_LBA_OUT_OF_RANGE);
    assert_int_equal(fixture.scripted.log_count, 11);
    assert_int_equal(fixture.last.last_written_lba, 319);
}

static void test_engine__loss_of_streaming(void **state)
{
    (void)state;
    scripted_sense(&fixture.scripted, MMC_OPCODE_WRITE_10, SCSI_SENSE_CODE_LOSS_OF_STREAMING);
    assert_int_equal(run(), STATUS_DEVICE);
    assert_int_equal(fixture.drive.failure.condition, MMC_CONDITION_LOSS_OF_STREAMING);
}

static void test_engine__device_gone(void **state)
{
    (void)state;
    scripted_outcome(&fixture.scripted, MMC_OPCODE_WRITE_10, SCSI_OUTCOME_DEVICE_GONE);
    assert_int_equal(run(), STATUS_DEVICE_GONE);
    assert_int_equal(fixture.scripted.log_count, 1);
}

static void test_engine__invalid_sections(void **state)
{
    const struct burn_section valid = fixture.section;

    (void)state;
    fixture.section.sector_count = 0;
    assert_int_equal(run(), STATUS_INVALID_ARGUMENT);
    fixture.section = valid;
    fixture.section.bytes_per_sector = 0;
    assert_int_equal(run(), STATUS_INVALID_ARGUMENT);
    fixture.section.bytes_per_sector = 65537;
    assert_int_equal(run(), STATUS_INVALID_ARGUMENT);
    fixture.section = valid;
    fixture.section.write_unit = 0;
    assert_int_equal(run(), STATUS_INVALID_ARGUMENT);
    fixture.section = valid;
    fixture.section.start_lba = INT32_MAX - 10;
    assert_int_equal(run(), STATUS_INVALID_ARGUMENT);
    assert_int_equal(fixture.reports, 0);
    assert_int_equal(fixture.scripted.log_count, 0);
}

static void test_engine__nobody_watches(void **state)
{
    const struct burn_reader reader = image_reader(&fixture.image);

    (void)state;
    assert_int_equal(burn_engine_write(&fixture.drive, &fixture.section, &reader, NULL, NULL),
                     STATUS_OK);
    assert_memory_equal(fixture.scripted.medium, fixture.image.bytes, SECTORS * 2048u);
}

static void test_engine__zeros_before_and_after(void **state)
{
    const uint8_t *medium = fixture.scripted.medium;

    (void)state;
    memset(fixture.scripted.medium, 0xEE, MEDIUM_SECTORS * 2048u);
    fixture.section.start_lba = 100;
    fixture.section.leading_sectors = 70;
    fixture.section.padding_sectors = 30;
    fixture.section.write_unit = 1;
    assert_int_equal(run(), STATUS_OK);
    assert_memory_equal(medium + 100 * 2048, fixture.image.bytes, SECTORS * 2048);
    for (size_t i = 30 * 2048; i < 100 * 2048; i++)
        assert_int_equal(medium[i], 0);
    for (size_t i = (100 + SECTORS) * 2048; i < (130 + SECTORS) * 2048; i++)
        assert_int_equal(medium[i], 0);
    assert_int_equal(medium[30 * 2048 - 1], 0xEE);
    assert_int_equal(medium[(130 + SECTORS) * 2048], 0xEE);
    /* Nobody is told of them. */
    assert_int_equal(fixture.first.last_written_lba, 100);
    assert_int_equal(fixture.last.last_written_lba, 100 + SECTORS - 1);
    assert_int_equal(fixture.last.sector_count, SECTORS);
}

static void test_engine__streaming_until_refused(void **state)
{
    (void)state;
    fixture.section.is_streaming = true;
    scripted_good(&fixture.scripted, MMC_OPCODE_WRITE_12)->uses = 3;
    assert_int_equal(run(), STATUS_OK);
    assert_int_equal(scripted_count(&fixture.scripted, MMC_OPCODE_WRITE_12), 4);
    assert_memory_equal(fixture.scripted.medium + 96 * 2048, fixture.image.bytes + 96 * 2048,
                        (SECTORS - 96) * 2048);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define ONE(name)  cmocka_unit_test_setup_teardown(test_engine__##name, setup_one_thread, teardown)
#define TWO(name)  cmocka_unit_test_setup_teardown(test_engine__##name, setup, teardown)
#define BOTH(name) ONE(name), TWO(name)
        BOTH(writes_everything),
        BOTH(reports_first_and_last),
        TWO(read_ahead_is_at_least_4_mib),
        ONE(reports_every_500_ms),
        BOTH(commands_end_on_write_units),
        BOTH(small_transfers),
        BOTH(negative_addresses),
        BOTH(other_sector_sizes),
        BOTH(short_reads_are_joined),
        BOTH(failing_reader),
        BOTH(reader_that_ends_early),
        BOTH(cancelled_before),
        BOTH(cancelled_meanwhile),
        BOTH(cancelled_during_a_long_write),
        BOTH(long_writes_are_repeated),
        BOTH(device_failure),
        BOTH(loss_of_streaming),
        BOTH(device_gone),
        BOTH(invalid_sections),
        BOTH(nobody_watches),
        BOTH(zeros_before_and_after),
        BOTH(streaming_until_refused),
#undef BOTH
#undef TWO
#undef ONE
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
