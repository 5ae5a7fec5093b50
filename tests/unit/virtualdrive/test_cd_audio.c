/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tracks at once of audio and of whole sectors, and reading every part of them. */
#include "virtualdrive/cd_tracks.h"

#include "cd/subcode.h"
#include "drive_fixture.h"
#include "mmc/opcodes.h"
#include "mmc/toc.h"
#include "support/cmocka_all.h"

#include <string.h>

#define SECTOR    2352
#define RUN_OUT   2
#define TRACK_GAP 150

/* Selections of READ CD. */
#define USER_DATA 0x10
#define ALL       0xF8
#define RAW_PW    1
#define Q_ONLY    2

static int set_up(void **state)
{
    fixture_set_up(state);
    fixture_insert(*state, DISC_MEDIUM_CD_R);
    return 0;
}

static struct mmc_mode_write_parameters_wire audio_page(void)
{
    return (struct mmc_mode_write_parameters_wire){
        .write_type = MMC_WRITE_TYPE_TRACK_AT_ONCE,
        .track_mode = MMC_MODE_TRACK_MODE_BITS_MULTISESSION_OPEN,
        .data_block_type = MMC_DATA_BLOCK_TYPE_RAW,
    };
}

static void choose(struct drive_fixture *fixture, struct mmc_mode_write_parameters_wire page)
{
    assert_int_equal(fixture_set_write_parameters(fixture, page), 0);
}

static void record_audio(struct drive_fixture *fixture, uint16_t track, int32_t lba, uint8_t byte)
{
    assert_int_equal(fixture_write_sized(fixture, lba, 20, SECTOR, byte), 0);
    assert_int_equal(fixture->result.transferred, 20 * SECTOR);
    assert_int_equal(fixture_synchronize(fixture), 0);
    assert_int_equal(fixture_close(fixture, MMC_CLOSE_FUNCTION_TRACK, track), 0);
}

static void test_cd_audio__track_at_once(void **state)
{
    const int32_t second = 20 + RUN_OUT + TRACK_GAP;
    struct drive_fixture *fixture = *state;
    struct mmc_track_information_wire track;

    choose(fixture, audio_page());
    record_audio(fixture, 1, 0, 'a');
    track = fixture_track_information(fixture, 2);
    assert_int_equal(be32_get(track.next_writable_address), second);
    record_audio(fixture, 2, second, 'b');
    track = fixture_track_information(fixture, 1);
    assert_int_equal(track.track_mode, 0);
    assert_int_equal(track.data_mode, 0x0F);
    assert_int_equal(be32_get(track.size), 20 + RUN_OUT);
    assert_int_equal(fixture_close(fixture, MMC_CLOSE_FUNCTION_SESSION, 0), 0);

    assert_int_equal(fixture_send(fixture, mmc_command_read_toc(MMC_TOC_FORMAT_TOC, 0, 64), 64), 0);
    assert_int_equal(fixture->data[5], MMC_TOC_ADR_POSITION);
    assert_int_equal(fixture_reply_be32(fixture, 16), second);
    assert_int_equal(fixture_reply_be32(fixture, 24), second + 20 + RUN_OUT);
    assert_int_equal(fixture_image_size(fixture), (second + 20 + RUN_OUT) * SECTOR);
    assert_int_equal(fixture_image_byte(fixture, (uint64_t)second * SECTOR), 'b');
}

static void test_cd_audio__read_back(void **state)
{
    const uint32_t second = 20 + RUN_OUT + TRACK_GAP;
    struct drive_fixture *fixture = *state;

    choose(fixture, audio_page());
    record_audio(fixture, 1, 0, 'a');
    record_audio(fixture, 2, (int32_t)second, 'b');
    fixture_power_cycle(fixture, DISC_MEDIUM_NONE);

    assert_int_equal(fixture_read_cd(fixture, 18, 4, USER_DATA, 0), 0);
    assert_int_equal(fixture->result.transferred, 4 * SECTOR);
    assert_int_equal(fixture->data[2 * SECTOR - 1], 'a');
    assert_int_equal(fixture->data[2 * SECTOR], 0); /* run-out */
    assert_int_equal(fixture_read_cd(fixture, second - 1, 2, ALL, 0), 0);
    assert_int_equal(fixture->data[0], 0);
    assert_int_equal(fixture->data[SECTOR], 'b');
    assert_int_equal(fixture_read(fixture, 0, 1), SCSI_SENSE_CODE_ILLEGAL_MODE);
    assert_int_equal(fixture_read_cd(fixture, second + 22, 1, USER_DATA, 0),
                     SCSI_SENSE(SCSI_SENSE_KEY_BLANK_CHECK, 0, 0));
}

static void test_cd_audio__cue_sheet(void **state)
{
    static const char expected[] = "CATALOG 0123456789012\n"
                                   "FILE \"test_virtualdrive_cd_audio.iso\" BINARY\n"
                                   "  TRACK 01 AUDIO\n"
                                   "    FLAGS DCP PRE\n"
                                   "    ISRC USABC1234567\n"
                                   "    INDEX 01 00:00:00\n"
                                   "  TRACK 02 AUDIO\n"
                                   "    FLAGS SCMS\n"
                                   "    INDEX 00 00:00:22\n"
                                   "    INDEX 01 00:02:22\n";
    struct mmc_mode_write_parameters_wire page = audio_page();
    struct drive_fixture *fixture = *state;
    char text[1024];

    memcpy(page.media_catalog_number,
           "\x80"
           "0123456789012",
           14);
    memcpy(page.isrc, "\x80USABC1234567", 13);
    page.track_mode |= DISC_TRACK_BITS_COPY_PERMITTED | DISC_TRACK_BITS_PREEMPHASIS;
    choose(fixture, page);
    record_audio(fixture, 1, 0, 'a');
    page = audio_page();
    page.track_mode |= MMC_MODE_TRACK_MODE_BITS_COPY;
    choose(fixture, page);
    record_audio(fixture, 2, 20 + RUN_OUT + TRACK_GAP, 'b');
    fixture_read_companion(fixture, ".cue", text, sizeof(text));
    assert_string_equal(text, expected);
}

static void test_cd_audio__q_channel(void **state)
{
    struct mmc_mode_write_parameters_wire page = audio_page();
    struct drive_fixture *fixture = *state;
    struct cd_q_position position;
    char digits[CD_ISRC_CHARACTERS + 1];
    struct cd_q_frame q;

    memcpy(page.isrc, "\x80USABC1234567", 13);
    choose(fixture, page);
    assert_int_equal(fixture_write_sized(fixture, 0, 50, SECTOR, 'a'), 0);
    record_audio(fixture, 1, 50, 'a');
    assert_int_equal(fixture_read_cd(fixture, 7, 1, 0, RAW_PW), 0);
    assert_int_equal(fixture->result.transferred, CD_SUBCODE_BYTES);
    cd_subcode_split_q(fixture->data, &q);
    assert_int_equal(cd_q_frame_parse_position(&q, &position), STATUS_OK);
    assert_int_equal(position.track, 1);
    assert_int_equal(position.index, 1);
    assert_int_equal(position.relative.frame, 7);
    assert_int_equal(position.absolute.second, 2);

    assert_int_equal(fixture_read_cd(fixture, 60, 1, USER_DATA, Q_ONLY), 0);
    assert_int_equal(fixture->result.transferred, SECTOR + CD_SUBCODE_PQ_BYTES);
    memcpy(&q, fixture->data + SECTOR, sizeof(q));
    assert_int_equal(cd_q_frame_parse_isrc(&q, digits), STATUS_OK);
    assert_string_equal(digits, "USABC1234567");
}

static uint32_t read_sub_channel(struct drive_fixture *fixture, uint8_t format, uint8_t track)
{
    const struct scsi_command command = {
        .cdb = { MMC_OPCODE_READ_SUB_CHANNEL, 0, 0x40, format, 0, 0, track, 0, 24 },
        .cdb_size = 10,
        .direction = SCSI_DIRECTION_FROM_DEVICE,
    };

    return fixture_send(fixture, command, 24);
}

static void test_cd_audio__read_sub_channel(void **state)
{
    struct mmc_mode_write_parameters_wire page = audio_page();
    struct drive_fixture *fixture = *state;

    memcpy(page.media_catalog_number,
           "\x80"
           "0123456789012",
           14);
    memcpy(page.isrc, "\x80USABC1234567", 13);
    choose(fixture, page);
    record_audio(fixture, 1, 0, 'a');
    assert_int_equal(fixture_read_cd(fixture, 5, 1, USER_DATA, 0), 0);
    assert_int_equal(read_sub_channel(fixture, 1, 0), 0);
    assert_int_equal(fixture->result.transferred, 16);
    assert_int_equal(fixture->data[6], 1);
    assert_int_equal(fixture_reply_be32(fixture, 8), 5);
    assert_int_equal(read_sub_channel(fixture, 2, 0), 0);
    assert_int_equal(fixture->result.transferred, 24);
    assert_memory_equal(fixture->data + 8,
                        "\x80"
                        "0123456789012",
                        15);
    assert_int_equal(read_sub_channel(fixture, 3, 1), 0);
    assert_memory_equal(fixture->data + 8, "\x80USABC1234567", 14);
    assert_int_equal(read_sub_channel(fixture, 3, 9), SCSI_SENSE_CODE_INVALID_FIELD_IN_CDB);
    assert_int_equal(read_sub_channel(fixture, 4, 1), SCSI_SENSE_CODE_INVALID_FIELD_IN_CDB);
}

/* Blocks of data before audio stay blocks; data behind it are whole sectors. */
static void test_cd_audio__mixed(void **state)
{
    const int32_t second = 20 + RUN_OUT + TRACK_GAP;
    const int32_t third = 2 * second;
    struct drive_fixture *fixture = *state;
    char text[1024];

    assert_int_equal(fixture_set_write_type(fixture, MMC_WRITE_TYPE_TRACK_AT_ONCE, true), 0);
    assert_int_equal(fixture_write(fixture, 0, 20, 'a'), 0);
    assert_int_equal(fixture_close(fixture, MMC_CLOSE_FUNCTION_TRACK, 1), 0);
    choose(fixture, audio_page());
    record_audio(fixture, 2, second, 'b');
    assert_int_equal(fixture_set_write_type(fixture, MMC_WRITE_TYPE_TRACK_AT_ONCE, false), 0);
    assert_int_equal(fixture_write(fixture, (uint32_t)third, 20, 'c'), 0);
    assert_int_equal(fixture_close(fixture, MMC_CLOSE_FUNCTION_TRACK, 3), 0);
    assert_int_equal(fixture_close(fixture, MMC_CLOSE_FUNCTION_SESSION, 0), 0);
    fixture_power_cycle(fixture, DISC_MEDIUM_NONE);

    assert_int_equal(fixture_image_byte(fixture, 19 * 2048), 'a');
    assert_int_equal(fixture_image_size(fixture), second * 2048 + (third - second + 20) * SECTOR);
    assert_int_equal(fixture_first_byte(fixture, 19), 'a');
    assert_int_equal(fixture_first_byte(fixture, (uint32_t)third + 19), 'c');
    assert_int_equal(fixture_read_cd(fixture, (uint32_t)second, 1, USER_DATA, 0), 0);
    assert_int_equal(fixture->data[0], 'b');
    fixture_read_companion(fixture, ".cue", text, sizeof(text));
    assert_non_null(strstr(text, "TRACK 01 MODE1/2048"));
    assert_non_null(strstr(text, "TRACK 03 MODE1/2352"));
}

static void test_cd_audio__parts_of_data_sectors(void **state)
{
    static const uint8_t sync[12] = { 0,    0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
                                      0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0 };
    static const uint8_t header[4] = { 0, 2, 7, 1 };
    struct drive_fixture *fixture = *state;

    assert_int_equal(fixture_set_write_type(fixture, MMC_WRITE_TYPE_TRACK_AT_ONCE, true), 0);
    assert_int_equal(fixture_write(fixture, 0, 20, 'a'), 0);
    assert_int_equal(fixture_read_cd(fixture, 7, 1, ALL, 0), 0);
    assert_int_equal(fixture->result.transferred, SECTOR);
    assert_memory_equal(fixture->data, sync, sizeof(sync));
    assert_memory_equal(fixture->data + 12, header, sizeof(header));
    assert_int_equal(fixture->data[16], 'a');
    assert_true(cd_sector_is_intact(fixture->data, CD_SECTOR_MODE_1));
    assert_int_equal(fixture_read_cd(fixture, 7, 2, 0x20, 0), 0);
    assert_int_equal(fixture->result.transferred, 8);
    assert_memory_equal(fixture->data, header, sizeof(header));
    assert_int_equal(fixture_read_cd(fixture, 7, 1, 0x18 | 0x02, 0), 0);
    assert_int_equal(fixture->result.transferred, 2048 + 288 + 294);
    assert_int_equal(fixture_read_cd(fixture, 7, 1, 0xA8, 0), SCSI_SENSE_CODE_INVALID_FIELD_IN_CDB);
    assert_int_equal(fixture_read_cd(fixture, 7, 1, 0x16, 0), SCSI_SENSE_CODE_INVALID_FIELD_IN_CDB);
    assert_int_equal(fixture_read_cd(fixture, 7, 1, 0x10, 3), SCSI_SENSE_CODE_INVALID_FIELD_IN_CDB);
}

/* 2332 bytes with a sub-header that says which form it is. */
static void test_cd_audio__mixed_forms(void **state)
{
    struct mmc_mode_write_parameters_wire page = audio_page();
    struct drive_fixture *fixture = *state;

    page.track_mode |= MMC_TRACK_MODE_DATA;
    page.data_block_type = MMC_DATA_BLOCK_TYPE_MODE_2_XA_MIXED;
    choose(fixture, page);
    assert_int_equal(fixture_write_sized(fixture, 0, 4, 2332, CD_SUBMODE_FORM_2), 0);
    assert_int_equal(fixture_write_sized(fixture, 4, 4, 2332, CD_SUBMODE_DATA), 0);
    assert_int_equal(fixture_read_cd(fixture, 3, 2, ALL, 0), 0);
    assert_int_equal(fixture->result.transferred, 2 * SECTOR);
    assert_int_equal(cd_sector_kind_of(fixture->data), CD_SECTOR_MODE_2_FORM_2);
    assert_true(cd_sector_is_intact(fixture->data, CD_SECTOR_MODE_2_FORM_2));
    assert_int_equal(cd_sector_kind_of(fixture->data + SECTOR), CD_SECTOR_MODE_2_FORM_1);
    assert_true(cd_sector_is_intact(fixture->data + SECTOR, CD_SECTOR_MODE_2_FORM_1));
    assert_int_equal(fixture_first_byte(fixture, 4), CD_SUBMODE_DATA);
    assert_int_equal(fixture_read(fixture, 3, 1), SCSI_SENSE_CODE_ILLEGAL_MODE);
    assert_int_equal(be32_get(fixture_track_information(fixture, 1).next_writable_address), 8);
}

static void test_cd_audio__another_mode_refused(void **state)
{
    struct mmc_mode_write_parameters_wire page = audio_page();
    struct drive_fixture *fixture = *state;

    choose(fixture, page);
    assert_int_equal(fixture_write_sized(fixture, 0, 4, SECTOR, 'a'), 0);
    assert_int_equal(fixture_set_write_type(fixture, MMC_WRITE_TYPE_TRACK_AT_ONCE, true), 0);
    assert_int_equal(fixture_write(fixture, 4, 4, 'b'), SCSI_SENSE_CODE_ILLEGAL_MODE);
    page.track_mode |= MMC_TRACK_MODE_DATA; /* raw blocks are audio */
    choose(fixture, page);
    assert_int_equal(fixture_write_sized(fixture, 4, 4, SECTOR, 'b'), SCSI_SENSE_CODE_ILLEGAL_MODE);
    memcpy(page.isrc, "\x80usabc1234567", 13);
    assert_int_equal(fixture_set_write_parameters(fixture, page),
                     SCSI_SENSE_CODE_INVALID_FIELD_IN_PARAMETER_LIST);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_cd_audio__track_at_once),
        TEST(test_cd_audio__read_back),
        TEST(test_cd_audio__cue_sheet),
        TEST(test_cd_audio__q_channel),
        TEST(test_cd_audio__read_sub_channel),
        TEST(test_cd_audio__mixed),
        TEST(test_cd_audio__parts_of_data_sectors),
        TEST(test_cd_audio__mixed_forms),
        TEST(test_cd_audio__another_mode_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
