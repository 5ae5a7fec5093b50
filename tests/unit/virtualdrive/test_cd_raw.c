/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sessions that are sent raw, from the lead-in on. */
#include "virtualdrive/raw_session.h"

#include "cd/scramble.h"
#include "cd/sector.h"
#include "cd/subcode.h"
#include "cd/text.h"
#include "drive_fixture.h"
#include "mmc/toc.h"
#include "support/cmocka_all.h"

#include <string.h>

#define SECTOR   2352
#define LEAD_IN  (-160)
#define SECOND   40
#define LEAD_OUT 80

/* What Q tells of the disc that is made here. */
struct plan {
    uint8_t block_type;
    uint8_t second_control;
    uint32_t block_size;
    const struct cd_text_packs *packs;
    bool has_table;
    uint8_t offset; /* of the numbers of the tracks from 1 */
};

static int set_up(void **state)
{
    fixture_set_up(state);
    fixture_insert(*state, DISC_MEDIUM_CD_RW);
    return 0;
}

static void choose(struct drive_fixture *fixture, uint8_t block_type)
{
    const struct mmc_mode_write_parameters_wire page = { .write_type = MMC_WRITE_TYPE_RAW,
                                                         .data_block_type = block_type };

    assert_int_equal(fixture_set_write_parameters(fixture, page), 0);
}

static struct cd_q_frame lead_in_frame(const struct plan *plan, int32_t lba)
{
    static const uint8_t points[] = { CD_POINT_FIRST_TRACK, CD_POINT_LAST_TRACK, CD_POINT_LEAD_OUT,
                                      1, 2 };
    const uint8_t row = points[(unsigned)(lba - LEAD_IN) % 5];
    const uint8_t point = row < CD_POINT_FIRST_TRACK ? (uint8_t)(row + plan->offset) : row;
    struct cd_q_position position = { .index = point, .relative = cd_msf_of_lba(lba) };
    struct cd_q_frame q;

    switch (point) {
    case CD_POINT_FIRST_TRACK:
        position.absolute.minute = (uint8_t)(1 + plan->offset);
        break;
    case CD_POINT_LAST_TRACK:
        position.absolute.minute = (uint8_t)(2 + plan->offset);
        break;
    case CD_POINT_LEAD_OUT:
        position.absolute = cd_msf_of_lba(LEAD_OUT);
        break;
    default:
        position.absolute = cd_msf_of_lba(row == 1 ? 0 : SECOND);
        position.control = row == 1 ? CD_CONTROL_COPY_PERMITTED : plan->second_control;
        break;
    }
    cd_q_frame_encode_position(&position, &q);
    return q;
}

/* Track 2 has ten sectors of index 0 and its index 2 at 60; the ISRC of track 1 comes at 20. */
static struct cd_q_frame program_frame(const struct plan *plan, int32_t lba)
{
    struct cd_q_position position = { .track = (uint8_t)(1 + plan->offset),
                                      .index = lba >= 0,
                                      .control = CD_CONTROL_COPY_PERMITTED,
                                      .absolute = cd_msf_of_lba(lba) };
    struct cd_q_frame q;

    if (lba >= SECOND - 10) {
        position.track++;
        position.index = lba < SECOND ? 0 : lba < 60 ? 1 : 2;
        position.control = plan->second_control;
    }
    if (lba >= LEAD_OUT)
        position = (struct cd_q_position){ .track = CD_TRACK_LEAD_OUT, .index = 1 };
    if (lba == 20)
        cd_q_frame_encode_isrc(position.control, "USABC1234567", 0, &q);
    else if (lba == 25)
        cd_q_frame_encode_catalog(position.control, "0123456789012", 0, &q);
    else
        cd_q_frame_encode_position(&position, &q);
    return q;
}

static void make_main(const struct plan *plan, int32_t lba, uint8_t *sector)
{
    memset(sector, 'a' + lba % 16, SECTOR);
    if (lba < SECOND || lba >= LEAD_OUT || !(plan->second_control & CD_CONTROL_DATA))
        return;
    cd_sector_begin(sector, CD_SECTOR_MODE_1, lba);
    cd_sector_seal(sector, CD_SECTOR_MODE_1);
    cd_scramble(sector);
}

static void make_sector(const struct plan *plan, int32_t lba, uint8_t *out)
{
    const bool is_lead_in = lba < -150;
    struct cd_q_frame q =
        is_lead_in && plan->has_table ? lead_in_frame(plan, lba) : program_frame(plan, lba);
    uint8_t rw[CD_SUBCODE_BYTES] = { 0 };

    make_main(plan, lba, out);
    if (plan->block_type == MMC_DATA_BLOCK_TYPE_RAW_PQ) {
        q.crc = be16_of(0); /* the drive's affair */
        cd_subcode_encode_pq(lba < 0, &q, out + SECTOR);
        return;
    }
    if (is_lead_in && plan->packs != NULL) {
        struct cd_text_pack packs[CD_TEXT_PACKS_PER_SECTOR];

        for (unsigned i = 0; i < CD_TEXT_PACKS_PER_SECTOR; i++)
            packs[i] =
                plan->packs->packs[((unsigned)(lba - LEAD_IN) * CD_TEXT_PACKS_PER_SECTOR + i) %
                                   plan->packs->count];
        cd_text_to_subcode(packs, rw);
    } else {
        rw[7] = lba == 50 ? 0x15 : 0;
    }
    cd_subcode_join(lba < 0, &q, rw, out + SECTOR);
}

static uint32_t record(struct drive_fixture *fixture, const struct plan *plan, int32_t from,
                       int32_t to)
{
    for (int32_t lba = from; lba < to; lba += 10) {
        uint32_t code;

        for (int32_t i = 0; i < 10; i++)
            make_sector(plan, lba + i, fixture->data + (uint32_t)i * plan->block_size);
        code = fixture_send(fixture, mmc_command_write_10(lba, 10), 10 * plan->block_size);
        if (code != 0)
            return code;
    }
    return 0;
}

static void record_disc(struct drive_fixture *fixture, const struct plan *plan)
{
    choose(fixture, plan->block_type);
    assert_int_equal(record(fixture, plan, LEAD_IN, LEAD_OUT + 30), 0);
    assert_int_equal(fixture_synchronize(fixture), 0);
    fixture_assert_disc(fixture, MMC_DISC_STATUS_COMPLETE, MMC_SESSION_STATE_COMPLETE, 1);
    fixture_power_cycle(fixture, DISC_MEDIUM_NONE);
}

static void test_cd_raw__pq(void **state)
{
    static const struct plan plan = { .block_type = MMC_DATA_BLOCK_TYPE_RAW_PQ,
                                      .block_size = SECTOR + CD_SUBCODE_PQ_BYTES,
                                      .has_table = true };
    struct drive_fixture *fixture = *state;
    struct cd_q_position position;
    struct cd_q_frame q;
    char text[1024];

    record_disc(fixture, &plan);
    assert_int_equal(fixture_image_size(fixture), LEAD_OUT * SECTOR);
    assert_int_equal(fixture_image_byte(fixture, 33 * SECTOR), 'b');
    fixture_read_companion(fixture, ".cue", text, sizeof(text));
    assert_string_equal(text, "CATALOG 0123456789012\n"
                              "FILE \"test_virtualdrive_cd_raw.iso\" BINARY\n"
                              "  TRACK 01 AUDIO\n"
                              "    FLAGS DCP\n"
                              "    ISRC USABC1234567\n"
                              "    INDEX 01 00:00:00\n"
                              "  TRACK 02 AUDIO\n"
                              "    INDEX 00 00:00:30\n"
                              "    INDEX 01 00:00:40\n"
                              "    INDEX 02 00:00:60\n");
    assert_int_equal(fixture_read_cd(fixture, 65, 1, 0, 1), 0);
    cd_subcode_split_q(fixture->data, &q);
    assert_int_equal(cd_q_frame_parse_position(&q, &position), STATUS_OK);
    assert_int_equal(position.index, 2);
}

static void test_cd_raw__pw(void **state)
{
    static const struct plan plan = { .block_type = MMC_DATA_BLOCK_TYPE_RAW_PW,
                                      .block_size = SECTOR + CD_SUBCODE_BYTES,
                                      .has_table = true };
    uint8_t sector[SECTOR + CD_SUBCODE_BYTES];
    struct drive_fixture *fixture = *state;

    record_disc(fixture, &plan);
    for (int32_t lba = 0; lba < LEAD_OUT; lba++) {
        make_sector(&plan, lba, sector);
        assert_int_equal(fixture_read_cd(fixture, (uint32_t)lba, 1, 0x10, 1), 0);
        assert_memory_equal(fixture->data, sector, sizeof(sector));
    }
}

/* Packs that come in order go on the disc interleaved, and come back in order. */
static void test_cd_raw__packs(void **state)
{
    static const struct plan plan = { .block_type = MMC_DATA_BLOCK_TYPE_RAW_PW_PACK,
                                      .block_size = SECTOR + CD_SUBCODE_BYTES,
                                      .has_table = true };
    struct drive_fixture *fixture = *state;

    record_disc(fixture, &plan);
    assert_int_equal(fixture_read_cd(fixture, 50, 1, 0, 4), 0);
    assert_int_equal(fixture->result.transferred, CD_SUBCODE_BYTES);
    assert_int_equal(fixture->data[7], 0x15);
    assert_int_equal(fixture->data[8], 0);
    assert_true(cd_rw_pack_is_intact(fixture->data));
}

static void test_cd_raw__data(void **state)
{
    static const struct plan plan = { .block_type = MMC_DATA_BLOCK_TYPE_RAW_PW,
                                      .second_control = CD_CONTROL_DATA,
                                      .block_size = SECTOR + CD_SUBCODE_BYTES,
                                      .has_table = true };
    struct drive_fixture *fixture = *state;

    record_disc(fixture, &plan);
    assert_int_equal(fixture_track_information(fixture, 2).data_mode, 1);
    assert_int_equal(fixture_first_byte(fixture, SECOND + 3), 'a' + (SECOND + 3) % 16);
    assert_int_equal(fixture_read_cd(fixture, SECOND, 1, 0xF8, 0), 0);
    assert_true(cd_sector_is_intact(fixture->data, CD_SECTOR_MODE_1));
    assert_int_equal(fixture_read(fixture, 3, 1), SCSI_SENSE_CODE_ILLEGAL_MODE);
}

static void test_cd_raw__cd_text(void **state)
{
    static const char *const titles[] = { "Album", "One", "Two" };
    static const struct cd_text_block block = {
        .language = CD_TEXT_LANGUAGE_ENGLISH, .first_track = 1, .last_track = 2, .texts = { titles }
    };
    struct plan plan = { .block_type = MMC_DATA_BLOCK_TYPE_RAW_PW,
                         .block_size = SECTOR + CD_SUBCODE_BYTES,
                         .has_table = true };
    struct drive_fixture *fixture = *state;
    struct cd_text_packs packs = { 0 };

    assert_int_equal(cd_text_encode(&block, 1, &packs), STATUS_OK);
    plan.packs = &packs;
    record_disc(fixture, &plan);
    assert_int_equal(
        fixture_send(fixture, mmc_command_read_toc(MMC_TOC_FORMAT_CD_TEXT, 0, 512), 512), 0);
    assert_int_equal(fixture->result.transferred, 4 + packs.count * sizeof(packs.packs[0]));
    assert_memory_equal(fixture->data + 4, packs.packs, packs.count * sizeof(packs.packs[0]));
    cd_text_packs_release(&packs);
}

static void test_cd_raw__numbers_from_five(void **state)
{
    static const struct plan plan = { .block_type = MMC_DATA_BLOCK_TYPE_RAW_PQ,
                                      .block_size = SECTOR + CD_SUBCODE_PQ_BYTES,
                                      .has_table = true,
                                      .offset = 4 };
    struct drive_fixture *fixture = *state;
    char text[1024];

    record_disc(fixture, &plan);
    assert_int_equal(fixture_send(fixture, mmc_command_read_toc(MMC_TOC_FORMAT_TOC, 0, 64), 64), 0);
    assert_int_equal(fixture->data[2], 5);
    assert_int_equal(fixture->data[3], 6);
    assert_int_equal(fixture->data[6], 5);
    assert_int_equal(fixture_send(fixture, mmc_command_read_toc(MMC_TOC_FORMAT_TOC, 6, 64), 64), 0);
    assert_int_equal(fixture->data[6], 6);
    assert_int_equal(fixture_reply_be32(fixture, 8), SECOND);
    assert_int_equal(fixture_track_information(fixture, 6).track_number_low, 6);
    assert_int_equal(be32_get(fixture_track_information(fixture, 6).start), SECOND);
    assert_int_equal(fixture_disc_information(fixture).first_track, 5);
    fixture_read_companion(fixture, ".cue", text, sizeof(text));
    assert_non_null(strstr(text, "  TRACK 06 AUDIO\n    INDEX 00 00:00:30\n"));
    assert_non_null(strstr(text, "    INDEX 02 00:00:60\n"));
}

static void test_cd_raw__next_writable_address(void **state)
{
    struct drive_fixture *fixture = *state;
    struct plan plan = { .block_type = MMC_DATA_BLOCK_TYPE_RAW_PQ,
                         .block_size = SECTOR + CD_SUBCODE_PQ_BYTES,
                         .has_table = true };

    choose(fixture, plan.block_type);
    assert_int_equal((int32_t)be32_get(fixture_track_information(fixture, 1).next_writable_address),
                     -11625);
    assert_int_equal(record(fixture, &plan, -150, -140), SCSI_SENSE_CODE_INVALID_ADDRESS_FOR_WRITE);
    assert_int_equal(record(fixture, &plan, -11630, -11620), SCSI_SENSE_CODE_LBA_OUT_OF_RANGE);
    assert_int_equal(record(fixture, &plan, LEAD_IN, -150), 0);
    assert_int_equal(record(fixture, &plan, -140, -130), SCSI_SENSE_CODE_INVALID_ADDRESS_FOR_WRITE);
}

static void test_cd_raw__no_table(void **state)
{
    struct drive_fixture *fixture = *state;
    const struct plan plan = { .block_type = MMC_DATA_BLOCK_TYPE_RAW_PQ,
                               .block_size = SECTOR + CD_SUBCODE_PQ_BYTES };

    choose(fixture, plan.block_type);
    assert_int_equal(record(fixture, &plan, LEAD_IN, -150), 0);
    assert_int_equal(record(fixture, &plan, -150, -140), SCSI_SENSE_CODE_COMMAND_SEQUENCE);
    fixture_power_cycle(fixture, DISC_MEDIUM_NONE);
    fixture_assert_disc(fixture, MMC_DISC_STATUS_INCOMPLETE, MMC_SESSION_STATE_DAMAGED, 1);
    assert_int_equal(fixture_blank(fixture, MMC_BLANK_TYPE_MINIMAL, 0), 0);
    fixture_assert_disc(fixture, MMC_DISC_STATUS_EMPTY, MMC_SESSION_STATE_EMPTY, 1);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_cd_raw__pq),
        TEST(test_cd_raw__pw),
        TEST(test_cd_raw__packs),
        TEST(test_cd_raw__data),
        TEST(test_cd_raw__cd_text),
        TEST(test_cd_raw__numbers_from_five),
        TEST(test_cd_raw__next_writable_address),
        TEST(test_cd_raw__no_table),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
