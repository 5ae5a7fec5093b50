/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of the verification. */
#include "burn_fixture.h"

#include "support/cmocka_all.h"

#define SECTORS 4000u

static struct burn_fixture fixture;

/* Byte of the medium that goes bad with the first read after writing. */
static size_t spoiled;

static void spoil_at_flush(void *context, const struct scsi_command *command)
{
    (void)context;
    if (command->cdb[0] == MMC_OPCODE_SYNCHRONIZE_CACHE)
        fixture.scripted.medium[spoiled] ^= 0x01;
}

static int setup(void **state)
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

static enum status run(enum burn_verification verification)
{
    fixture.options.verification = verification;
    fixture.options.is_overwrite_forced = true;
    return burn_fixture_run(&fixture);
}

static enum status run_spoiled(enum burn_verification verification, size_t byte)
{
    spoiled = byte;
    fixture.scripted.on_command = spoil_at_flush;
    return run(verification);
}

static uint32_t sectors_read(void)
{
    uint32_t sectors = 0;

    for (size_t i = 0; i < fixture.scripted.log_count; i++) {
        const uint8_t *cdb = fixture.scripted.log[i].command.cdb;

        if (cdb[0] == MMC_OPCODE_READ_10)
            sectors += (uint32_t)(cdb[7] << 8 | cdb[8]);
    }
    return sectors;
}

static void test_verify__none_reads_nothing(void **state)
{
    (void)state;
    assert_int_equal(run_spoiled(BURN_VERIFICATION_NONE, 0), STATUS_OK);
    assert_int_equal(sectors_read(), 0);
    assert_int_equal(watcher_count(&fixture.watcher, BURN_DATA_ACTION_VERIFYING), 0);
}

static void test_verify__full_reads_everything(void **state)
{
    (void)state;
    assert_int_equal(run(BURN_VERIFICATION_FULL), STATUS_OK);
    assert_int_equal(sectors_read(), SECTORS);
    assert_true(watcher_count(&fixture.watcher, BURN_DATA_ACTION_VERIFYING) >= 1);
    /* The stream is read once: it is sought for the check and for the write alone. */
    assert_int_equal(fixture.image.seeks, 2);
    assert_int_equal(fixture.image.position, fixture.image.size);
}

static void test_verify__full_finds_every_bit(void **state)
{
    static const size_t bytes[] = { 0, 1000 * 2048 + 77, SECTORS * 2048 - 1 };

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(run_spoiled(BURN_VERIFICATION_FULL, bytes[i]), STATUS_MISMATCH);
        assert_int_equal(fixture.result.failure, BURN_FAILURE_VERIFICATION);
        assert_int_equal(fixture.result.action, BURN_DATA_ACTION_VERIFYING);
    }
}

static void test_verify__padding_is_not_compared(void **state)
{
    (void)state;
    burn_fixture_release(&fixture);
    burn_fixture_init_dvd_plus_rw(&fixture, 1001);
    assert_int_equal(run_spoiled(BURN_VERIFICATION_FULL, 1001 * 2048), STATUS_OK);
}

static void test_verify__quick_reads_samples(void **state)
{
    (void)state;
    assert_int_equal(run(BURN_VERIFICATION_QUICK), STATUS_OK);
    assert_int_equal(sectors_read(), 32 + 30 * 16 + 32);
}

static void test_verify__quick_looks_at_both_ends(void **state)
{
    (void)state;
    assert_int_equal(run_spoiled(BURN_VERIFICATION_QUICK, 31 * 2048), STATUS_MISMATCH);
    assert_int_equal(run_spoiled(BURN_VERIFICATION_QUICK, (SECTORS - 32) * 2048), STATUS_MISMATCH);
}

static void test_verify__quick_compares_all_of_a_little(void **state)
{
    (void)state;
    burn_fixture_release(&fixture);
    burn_fixture_init_dvd_plus_rw(&fixture, 20);
    assert_int_equal(run(BURN_VERIFICATION_QUICK), STATUS_OK);
    assert_int_equal(sectors_read(), 20);
}

static void test_verify__ranges_only(void **state)
{
    static const struct burn_block_range ranges[] = { { 3200, 3231 }, { 0, 15 } };

    (void)state;
    fixture.source.has_ranges = true;
    fixture.source.ranges = ranges;
    fixture.source.range_count = 2;
    assert_int_equal(run_spoiled(BURN_VERIFICATION_FULL, 100 * 2048), STATUS_OK);
    assert_int_equal(sectors_read(), 48);
    assert_int_equal(run_spoiled(BURN_VERIFICATION_FULL, 3231 * 2048), STATUS_MISMATCH);
}

static void test_verify__unreadable_medium(void **state)
{
    (void)state;
    scripted_sense(&fixture.scripted, MMC_OPCODE_READ_10, SCSI_SENSE_CODE_UNRECOVERED_READ_ERROR);
    assert_int_equal(run(BURN_VERIFICATION_FULL), STATUS_MISMATCH);
    assert_int_equal(fixture.result.failure, BURN_FAILURE_VERIFICATION);
}

static void spoil_disc_at_flush(void *context, const struct scsi_command *command)
{
    (void)context;
    if (command->cdb[0] == MMC_OPCODE_SYNCHRONIZE_CACHE)
        fixture.disc->reply[4] = 0;
}

static void test_verify__implausible_disc_information(void **state)
{
    (void)state;
    fixture.scripted.on_command = spoil_disc_at_flush;
    assert_int_equal(run(BURN_VERIFICATION_QUICK), STATUS_MISMATCH);
    assert_int_equal(sectors_read(), 0);
}

static void test_verify__unreadable_track(void **state)
{
    (void)state;
    for (size_t i = 0; i < fixture.scripted.answer_count; i++) {
        if (fixture.scripted.answers[i].opcode == MMC_OPCODE_READ_TRACK_INFORMATION)
            fixture.scripted.answers[i].opcode = 0xFF;
    }
    assert_int_equal(run(BURN_VERIFICATION_QUICK), STATUS_MISMATCH);
}

static void fail_after_writing(void *context, const struct scsi_command *command)
{
    (void)context;
    if (command->cdb[0] == MMC_OPCODE_SYNCHRONIZE_CACHE)
        fixture.image.fails_at = 2000 * 2048;
}

static void test_verify__stream_need_not_be_there_any_more(void **state)
{
    (void)state;
    fixture.scripted.on_command = fail_after_writing;
    assert_int_equal(run(BURN_VERIFICATION_FULL), STATUS_OK);
}

static void test_verify__without_seeking(void **state)
{
    (void)state;
    fixture.source.reader.seek = NULL;
    assert_int_equal(run_spoiled(BURN_VERIFICATION_QUICK, 0), STATUS_MISMATCH);
    assert_true(sectors_read() > 0);
}

static void test_verify__cancelled(void **state)
{
    (void)state;
    fixture.watcher.cancel = &fixture.cancel;
    fixture.watcher.cancel_at = BURN_DATA_ACTION_VERIFYING;
    assert_int_equal(run(BURN_VERIFICATION_FULL), STATUS_CANCELLED);
    burn_fixture_assert_recorded(&fixture, 0, 0, SECTORS);
}

static void test_verify__reports_every_500_ms(void **state)
{
    (void)state;
    fixture.scripted.ms_per_command = 100;
    assert_int_equal(run(BURN_VERIFICATION_FULL), STATUS_OK);
    /* 125 reads of 32 sectors. */
    assert_in_range(watcher_count(&fixture.watcher, BURN_DATA_ACTION_VERIFYING), 24, 27);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(test_verify__##name, setup, teardown)
        TEST(none_reads_nothing),
        TEST(full_reads_everything),
        TEST(full_finds_every_bit),
        TEST(padding_is_not_compared),
        TEST(quick_reads_samples),
        TEST(quick_looks_at_both_ends),
        TEST(quick_compares_all_of_a_little),
        TEST(ranges_only),
        TEST(unreadable_medium),
        TEST(implausible_disc_information),
        TEST(unreadable_track),
        TEST(stream_need_not_be_there_any_more),
        TEST(without_seeking),
        TEST(cancelled),
        TEST(reports_every_500_ms),
#undef TEST
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
