/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of burn/raw_disc.h: sector types, lead-in arithmetic, what is written where, faults. */
#include "burn/raw_disc.h"
#include "mmc/cdb.h"
#include "mmc/profiles.h"
#include "support/mmc_replies.h"
#include "support/scripted_transport.h"

#include "support/cmocka_all.h"

#include <string.h>

/* 97:26:65 and 79:59:74. */
#define DISC_START    (-11635)
#define LAST_LEAD_OUT 359849

#define IMAGE_START    (-22650)
#define PROGRAM        300
#define SMALLEST_IMAGE (22650 + PROGRAM + BURN_RAW_LEAD_OUT_SECTORS)

#define PAGE sizeof(struct mmc_mode_header_wire)

static struct scripted_transport scripted;
static struct mmc_drive drive;
static struct scripted_answer *disc_answer;
static struct burn_raw_disc disc;
static struct burn_raw_options options;
static struct burn_cd_result result;
static struct burn_cancel cancel;

/* What was written: the scripted drive keeps nothing. */
static int32_t first_lba;
static uint32_t written;
static uint32_t cancel_after; /* so many sectors; 0: never */

/* An image of nothing, and how it was read. */
static struct {
    uint64_t position;
    uint64_t seeks;
    uint64_t fails_at; /* 0: never */
} image;

static enum status read_image(void *context, void *buffer, size_t size, size_t *read)
{
    (void)context;
    *read = 0;
    if (image.fails_at != 0 && image.position + size > image.fails_at)
        return STATUS_FOREIGN;
    memset(buffer, 0, size);
    image.position += size;
    *read = size;
    return STATUS_OK;
}

static enum status seek_image(void *context, uint64_t offset)
{
    (void)context;
    image.position = offset;
    image.seeks++;
    return STATUS_OK;
}

static void on_command(void *context, const struct scsi_command *command)
{
    struct mmc_cdb_read_write_10 cdb;

    (void)context;
    if (command->cdb[0] != MMC_OPCODE_WRITE_10)
        return;
    memcpy(&cdb, command->cdb, sizeof(cdb));
    if (written == 0)
        first_lba = (int32_t)be32_get(cdb.lba);
    assert_int_equal((int32_t)be32_get(cdb.lba), first_lba + (int32_t)written);
    written += be16_get(cdb.blocks);
    if (cancel_after != 0 && written >= cancel_after)
        burn_cancel_request(&cancel);
}

static void set_disc(enum mmc_disc_status status)
{
    struct mmc_disc_information_wire wire =
        reply_disc_information(status, MMC_SESSION_STATE_EMPTY, false);
    static const uint8_t lead_in[4] = { 0, 97, 26, 65 };
    static const uint8_t lead_out[4] = { 0, 79, 59, 74 };

    memcpy(wire.last_session_lead_in_start, lead_in, sizeof(lead_in));
    memcpy(wire.last_possible_lead_out_start, lead_out, sizeof(lead_out));
    memcpy(disc_answer->reply, &wire, sizeof(wire));
    disc_answer->reply_size = sizeof(wire);
}

static int setup(void **state)
{
    static const struct reply_feature features[] = {
        { MMC_FEATURE_PROFILE_LIST, true, 4, { 0, MMC_PROFILE_CD_R, 1, 0 } },
        { MMC_FEATURE_CD_TRACK_AT_ONCE, true, 4, { 0 } },
        { MMC_FEATURE_CD_MASTERING, true, 4, { MMC_FEATURE_CD_MASTERING_BITS_RAW } },
    };
    const struct mmc_track_information_wire track = reply_open_track(1, 1, 0, 0, 359849);
    static const uint8_t good[] = { MMC_OPCODE_TEST_UNIT_READY, MMC_OPCODE_START_STOP_UNIT,
                                    MMC_OPCODE_PREVENT_ALLOW_MEDIUM_REMOVAL,
                                    MMC_OPCODE_SEND_OPC_INFORMATION, MMC_OPCODE_SYNCHRONIZE_CACHE };

    (void)state;
    scripted_transport_init(&scripted);
    drive = scripted_transport_drive(&scripted);
    disc_answer = scripted_reply(&scripted, MMC_OPCODE_READ_DISC_INFORMATION, NULL, 0);
    set_disc(MMC_DISC_STATUS_EMPTY);
    reply_add_configuration(&scripted, MMC_PROFILE_CD_R, features, 3);
    scripted_reply(&scripted, MMC_OPCODE_READ_TRACK_INFORMATION, &track, sizeof(track));
    for (size_t i = 0; i < sizeof(good); i++)
        scripted_good(&scripted, good[i]);
    scripted.on_command = on_command;
    options = (struct burn_raw_options){
        .common = { .speed.sectors_per_s = MMC_WRITE_SPEED_FASTEST, .is_single_threaded = true },
        .sector = BURN_RAW_SECTOR_COOKED,
        .image_start = IMAGE_START,
    };
    memset(&image, 0, sizeof(image));
    burn_cancel_init(&cancel);
    first_lba = 0;
    written = 0;
    cancel_after = 0;
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    scripted_transport_release(&scripted);
    return 0;
}

/* A drive that writes everything. */
static void prepare(void)
{
    scripted_good(&scripted, MMC_OPCODE_MODE_SELECT_10);
    scripted_good(&scripted, MMC_OPCODE_WRITE_10);
    assert_int_equal(burn_raw_disc_prepare(&drive, &options.common, &disc, &result), STATUS_OK);
    scripted_forget(&scripted);
}

static enum status write_sectors(uint64_t sectors)
{
    const struct burn_cd_source source = {
        .reader = { .read = read_image, .seek = seek_image },
        .size_bytes = sectors * burn_raw_sector_bytes(options.sector),
    };
    const enum status status =
        burn_raw_disc_write(&drive, &disc, &options, &source, NULL, &cancel, &result);

    assert_int_equal(status == STATUS_OK, result.failure == BURN_CD_FAILURE_NONE);
    return status;
}

static void test_raw_disc__prepared(void **state)
{
    (void)state;
    prepare();
    assert_int_equal(disc.start, DISC_START);
    assert_int_equal(disc.last_lead_out_start, LAST_LEAD_OUT);
    for (unsigned i = 0; i < BURN_RAW_SECTOR_COUNT; i++)
        assert_true(disc.takes[i]);
    burn_raw_disc_release(&drive);
    assert_int_equal(
        scripted_sent(&scripted, MMC_OPCODE_PREVENT_ALLOW_MEDIUM_REMOVAL, 0)->command.cdb[4], 0);
}

/* A drive that writes sectors of one type alone. */
static void test_raw_disc__sector_types_by_drive(void **state)
{
    (void)state;
    scripted_sense(&scripted, MMC_OPCODE_MODE_SELECT_10,
                   SCSI_SENSE_CODE_INVALID_FIELD_IN_PARAMETER_LIST)
        ->uses = 2; /* with and without protection against underruns */
    scripted_good(&scripted, MMC_OPCODE_MODE_SELECT_10)->uses = 1;
    scripted_sense(&scripted, MMC_OPCODE_MODE_SELECT_10,
                   SCSI_SENSE_CODE_INVALID_FIELD_IN_PARAMETER_LIST);
    assert_int_equal(burn_raw_disc_prepare(&drive, &options.common, &disc, &result), STATUS_OK);
    assert_false(disc.takes[BURN_RAW_SECTOR_PQ]);
    assert_true(disc.takes[BURN_RAW_SECTOR_COOKED]);
    assert_false(disc.takes[BURN_RAW_SECTOR_RAW]);
    options.sector = BURN_RAW_SECTOR_RAW;
    assert_int_equal(write_sectors(SMALLEST_IMAGE), STATUS_NOT_SUPPORTED);
    assert_int_equal(result.failure, BURN_CD_FAILURE_BLOCK_TYPE);
}

static void test_raw_disc__media_that_cannot_be_prepared(void **state)
{
    (void)state;
    set_disc(MMC_DISC_STATUS_INCOMPLETE);
    assert_int_equal(burn_raw_disc_prepare(&drive, &options.common, &disc, &result),
                     STATUS_NOT_EMPTY);
    assert_int_equal(result.failure, BURN_CD_FAILURE_MEDIUM_NOT_BLANK);
    assert_int_equal(disc.start, 0);
}

static void expect_written(enum burn_raw_sector sector, uint8_t block_type)
{
    options.sector = sector;
    assert_int_equal(write_sectors(SMALLEST_IMAGE), STATUS_OK);
    assert_int_equal(scripted_sent(&scripted, MMC_OPCODE_MODE_SELECT_10, 0)->data[PAGE + 2],
                     MMC_MODE_WRITE_TYPE_BITS_BUFE | MMC_WRITE_TYPE_RAW);
    assert_int_equal(scripted_sent(&scripted, MMC_OPCODE_MODE_SELECT_10, 0)->data[PAGE + 4],
                     block_type);
    assert_int_equal(first_lba, DISC_START);
    assert_int_equal(written, SMALLEST_IMAGE - (DISC_START - IMAGE_START));
    assert_int_equal(scripted_count(&scripted, MMC_OPCODE_CLOSE_TRACK_SESSION), 0);
    scripted_forget(&scripted);
    written = 0;
}

/* The part of the lead-in that the disc has no room for is left out. */
static void test_raw_disc__written(void **state)
{
    (void)state;
    prepare();
    expect_written(BURN_RAW_SECTOR_PQ, 1);
    expect_written(BURN_RAW_SECTOR_COOKED, 2);
    expect_written(BURN_RAW_SECTOR_RAW, 3);
    assert_int_equal(image.seeks, 3);
    assert_int_equal(image.position, (uint64_t)SMALLEST_IMAGE * 2448);
}

static void test_raw_disc__image_limits(void **state)
{
    (void)state;
    prepare();
    assert_int_equal(write_sectors(0), STATUS_INVALID_ARGUMENT);
    assert_int_equal(write_sectors(SMALLEST_IMAGE - 1), STATUS_INVALID_ARGUMENT);
    assert_int_equal(result.failure, BURN_CD_FAILURE_STREAM_NOT_SUPPORTED);
    assert_int_equal(write_sectors(22650 + LAST_LEAD_OUT + BURN_RAW_LEAD_OUT_SECTORS + 1),
                     STATUS_NO_SPACE);
    options.image_start = DISC_START + 1;
    assert_int_equal(write_sectors(SMALLEST_IMAGE), STATUS_INVALID_ARGUMENT);
    assert_int_equal(result.failure, BURN_CD_FAILURE_LEAD_IN_TOO_SHORT);
    assert_int_equal(written, 0);
    options.image_start = DISC_START;
    assert_int_equal(write_sectors(SMALLEST_IMAGE), STATUS_OK);
    assert_int_equal(written, SMALLEST_IMAGE);
}

static void test_raw_disc__medium_written_or_changed(void **state)
{
    (void)state;
    prepare();
    set_disc(MMC_DISC_STATUS_COMPLETE);
    assert_int_equal(write_sectors(SMALLEST_IMAGE), STATUS_NOT_EMPTY);
    set_disc(MMC_DISC_STATUS_EMPTY);
    disc_answer->reply[18] = 20;
    assert_int_equal(write_sectors(SMALLEST_IMAGE), STATUS_CHANGED);
    assert_int_equal(written, 0);
}

static void test_raw_disc__cancelled(void **state)
{
    (void)state;
    prepare();
    cancel_after = 500;
    assert_int_equal(write_sectors(SMALLEST_IMAGE), STATUS_CANCELLED);
    assert_in_range(written, 500, 600);
    assert_int_equal(scripted_count(&scripted, MMC_OPCODE_SYNCHRONIZE_CACHE), 1);
}

static void test_raw_disc__stream_fails(void **state)
{
    (void)state;
    prepare();
    image.fails_at = 12000 * 2448u;
    assert_int_equal(write_sectors(SMALLEST_IMAGE), STATUS_FOREIGN);
    assert_int_equal(result.failure, BURN_CD_FAILURE_STREAM);
}

/* A drive that wants to begin at its next writable address. */
static void test_raw_disc__other_start(void **state)
{
    const struct mmc_track_information_wire track =
        reply_open_track(1, 1, 0, (uint32_t)-11600, 359849);

    (void)state;
    for (size_t i = 0; i < scripted.answer_count; i++) {
        if (scripted.answers[i].opcode == MMC_OPCODE_READ_TRACK_INFORMATION)
            memcpy(scripted.answers[i].reply, &track, sizeof(track));
    }
    scripted_sense(&scripted, MMC_OPCODE_WRITE_10, SCSI_SENSE_CODE_LBA_OUT_OF_RANGE)->uses = 1;
    prepare();
    scripted.on_command = NULL;
    assert_int_equal(write_sectors(SMALLEST_IMAGE), STATUS_OK);
    assert_int_equal(image.seeks, 2);
    assert_int_equal((int8_t)scripted_sent(&scripted, MMC_OPCODE_WRITE_10, 1)->command.cdb[5],
                     (int8_t)(uint8_t)(uint32_t)-11600);
}

static void expect_device_failure(uint8_t opcode, uint32_t sense)
{
    scripted_sense(&scripted, opcode, sense);
    scripted.answers[scripted.answer_count - 1].uses = 1;
    /* Answers are tried in order: the failing one comes first. */
    for (size_t i = scripted.answer_count - 1; i > 0; i--) {
        const struct scripted_answer last = scripted.answers[i];

        scripted.answers[i] = scripted.answers[i - 1];
        scripted.answers[i - 1] = last;
    }
    disc_answer++;
    assert_int_not_equal(write_sectors(SMALLEST_IMAGE), STATUS_OK);
    assert_int_equal(result.failure, BURN_CD_FAILURE_DEVICE);
    assert_int_equal(result.device.opcode, opcode);
    written = 0;
}

static void test_raw_disc__faults(void **state)
{
    (void)state;
    prepare();
    expect_device_failure(MMC_OPCODE_READ_DISC_INFORMATION, SCSI_SENSE_CODE_TRAY_OPEN);
    expect_device_failure(MMC_OPCODE_MODE_SELECT_10, SCSI_SENSE_CODE_INTERNAL_TARGET_FAILURE);
    expect_device_failure(MMC_OPCODE_SEND_OPC_INFORMATION, SCSI_SENSE_CODE_POWER_CALIBRATION_ERROR);
    expect_device_failure(MMC_OPCODE_WRITE_10, SCSI_SENSE_CODE_WRITE_ERROR);
    expect_device_failure(MMC_OPCODE_SYNCHRONIZE_CACHE, SCSI_SENSE_CODE_WRITE_ERROR);
    assert_int_equal(write_sectors(SMALLEST_IMAGE), STATUS_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define DISC_TEST(name) cmocka_unit_test_setup_teardown(test_raw_disc__##name, setup, teardown)
        DISC_TEST(prepared),
        DISC_TEST(sector_types_by_drive),
        DISC_TEST(media_that_cannot_be_prepared),
        DISC_TEST(written),
        DISC_TEST(image_limits),
        DISC_TEST(medium_written_or_changed),
        DISC_TEST(cancelled),
        DISC_TEST(stream_fails),
        DISC_TEST(other_start),
        DISC_TEST(faults),
#undef DISC_TEST
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
