/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sessions at once of audio and of whole sectors, as a cue sheet orders them. */
#include "virtualdrive/cue_sheet.h"

#include "cd/msf.h"
#include "cd/text.h"
#include "drive_fixture.h"
#include "mmc/opcodes.h"
#include "mmc/toc.h"
#include "support/cmocka_all.h"

#include <string.h>

#define SECTOR   2352
#define AUDIO    0x00
#define PAUSE    0x01
#define WITH_RW  0x40
#define LEAD_OUT 0xAA

struct sheet {
    uint8_t lines[64][CUE_SHEET_LINE_SIZE];
    unsigned count;
};

static int set_up(void **state)
{
    struct drive_fixture *fixture;

    fixture_set_up(state);
    fixture = *state;
    fixture_insert(fixture, DISC_MEDIUM_CD_RW);
    assert_int_equal(fixture_set_write_type(fixture, MMC_WRITE_TYPE_SESSION_AT_ONCE, false), 0);
    return 0;
}

static void add(struct sheet *sheet, uint8_t control, uint8_t track, uint8_t index, uint8_t form,
                int32_t lba)
{
    const struct cd_msf msf = cd_msf_of_lba(lba);
    const uint8_t line[] = {
        (uint8_t)(control << 4 | 1), track, index, form, 0, msf.minute, msf.second, msf.frame
    };

    memcpy(sheet->lines[sheet->count++], line, sizeof(line));
}

static void add_text(struct sheet *sheet, uint8_t adr, const char *seven)
{
    sheet->lines[sheet->count][0] = adr;
    memcpy(sheet->lines[sheet->count++] + 1, seven, 7);
}

static uint32_t send(struct drive_fixture *fixture, const struct sheet *sheet)
{
    const uint32_t size = sheet->count * CUE_SHEET_LINE_SIZE;
    const struct scsi_command command = {
        .cdb = { MMC_OPCODE_SEND_CUE_SHEET, 0, 0, 0, 0, 0, 0, (uint8_t)(size >> 8), (uint8_t)size },
        .cdb_size = 10,
        .direction = SCSI_DIRECTION_TO_DEVICE,
    };

    memcpy(fixture->data, sheet->lines, size);
    return fixture_send(fixture, command, size);
}

/* Two tracks of audio, the second with a pre-gap and an index, with numbers. */
static struct sheet album(uint8_t lead_in)
{
    struct sheet sheet = { .count = 0 };

    add_text(&sheet, 0x02, "0123456");
    add_text(&sheet, 0x02, "789012\0");
    add(&sheet, 0, 0, 0, lead_in, -150);
    add_text(&sheet, 0x03, "\1USABC1");
    add_text(&sheet, 0x03,
             "\1"
             "234567");
    add(&sheet, 2, 1, 0, AUDIO, -150);
    add(&sheet, 2, 1, 1, AUDIO, 0);
    add(&sheet, 0, 2, 0, AUDIO, 40);
    add(&sheet, 0, 2, 1, AUDIO, 50);
    add(&sheet, 0, 2, 2, AUDIO, 60);
    add(&sheet, 0, LEAD_OUT, 1, PAUSE, 80);
    return sheet;
}

static void record(struct drive_fixture *fixture, int32_t from, int32_t to, uint8_t byte)
{
    for (; from < to; from += 10)
        assert_int_equal(fixture_write_sized(fixture, from, 10, SECTOR, byte), 0);
}

static void test_cd_session__album(void **state)
{
    struct drive_fixture *fixture = *state;
    const struct sheet sheet = album(PAUSE);
    const struct mmc_toc_full_wire *entry;
    char text[1024];

    assert_int_equal(send(fixture, &sheet), 0);
    record(fixture, -150, 0, 0);
    record(fixture, 0, 40, 'a');
    record(fixture, 40, 50, 'g');
    record(fixture, 50, 80, 'b');
    assert_int_equal(fixture_synchronize(fixture), 0);
    fixture_assert_disc(fixture, MMC_DISC_STATUS_COMPLETE, MMC_SESSION_STATE_COMPLETE, 1);
    assert_int_equal(fixture_image_size(fixture), 80 * SECTOR);
    assert_int_equal(fixture_image_byte(fixture, 45 * SECTOR), 'g');
    fixture_read_companion(fixture, ".cue", text, sizeof(text));
    assert_string_equal(text, "CATALOG 0123456789012\n"
                              "FILE \"test_virtualdrive_cd_session.iso\" BINARY\n"
                              "  TRACK 01 AUDIO\n"
                              "    FLAGS DCP\n"
                              "    ISRC USABC1234567\n"
                              "    INDEX 01 00:00:00\n"
                              "  TRACK 02 AUDIO\n"
                              "    INDEX 00 00:00:40\n"
                              "    INDEX 01 00:00:50\n"
                              "    INDEX 02 00:00:60\n");
    assert_int_equal(
        fixture_send(fixture, mmc_command_read_toc(MMC_TOC_FORMAT_FULL_TOC, 0, 512), 512), 0);
    entry = (const void *)(fixture->data + 4 + 3 * sizeof(*entry));
    assert_int_equal(entry->adr_control, 0x12);
    assert_int_equal(entry[1].point_frame, 50);
}

static void test_cd_session__cd_text(void **state)
{
    static const char *const titles[] = { "Album", "One", "Two" };
    const struct cd_text_block block = {
        .language = CD_TEXT_LANGUAGE_ENGLISH, .first_track = 1, .last_track = 2, .texts = { titles }
    };
    struct drive_fixture *fixture = *state;
    const struct sheet sheet = album(PAUSE | WITH_RW);
    struct cd_text_packs packs = { 0 };
    char text[1024];

    assert_int_equal(cd_text_encode(&block, 1, &packs), STATUS_OK);
    assert_int_equal(packs.count, 5);
    assert_int_equal(send(fixture, &sheet), 0);
    /* Twenty packs in five sectors, four times the five. */
    for (unsigned i = 0; i < 5; i++) {
        struct cd_text_pack four[CD_TEXT_PACKS_PER_SECTOR];

        for (unsigned k = 0; k < CD_TEXT_PACKS_PER_SECTOR; k++)
            four[k] = packs.packs[(i * CD_TEXT_PACKS_PER_SECTOR + k) % packs.count];
        cd_text_to_subcode(four, fixture->data + i * CD_SUBCODE_BYTES);
    }
    assert_int_equal(fixture_send(fixture, mmc_command_write_10(-155, 5), 5 * CD_SUBCODE_BYTES), 0);
    record(fixture, -150, 80, 'a');
    assert_int_equal(fixture_synchronize(fixture), 0);
    fixture_power_cycle(fixture, DISC_MEDIUM_NONE);

    assert_int_equal(
        fixture_send(fixture, mmc_command_read_toc(MMC_TOC_FORMAT_CD_TEXT, 0, 512), 512), 0);
    assert_int_equal(fixture->result.transferred, 4 + packs.count * sizeof(packs.packs[0]));
    assert_memory_equal(fixture->data + 4, packs.packs, packs.count * sizeof(packs.packs[0]));
    fixture_read_companion(fixture, ".cue", text, sizeof(text));
    assert_non_null(strstr(text, "TITLE \"Album\"\n"));
    assert_non_null(strstr(text, "    TITLE \"Two\"\n"));
    assert_non_null(strstr(text, "CDTEXTFILE \"test_virtualdrive_cd_session.iso.cdt\"\n"));
    cd_text_packs_release(&packs);
}

/* Music before the first track, which a player reaches backwards only. */
static void test_cd_session__hidden_track(void **state)
{
    struct drive_fixture *fixture = *state;
    struct sheet sheet = { .count = 0 };

    add(&sheet, 0, 0, 0, PAUSE, -150);
    add(&sheet, 0, 1, 0, AUDIO, -150);
    add(&sheet, 0, 1, 1, AUDIO, 30);
    add(&sheet, 0, LEAD_OUT, 1, PAUSE, 60);
    assert_int_equal(send(fixture, &sheet), 0);
    record(fixture, -150, 30, 'h');
    record(fixture, 30, 60, 'a');
    assert_int_equal(fixture_synchronize(fixture), 0);
    assert_int_equal(fixture_image_byte(fixture, 5 * SECTOR), 'h');
    assert_int_equal(be32_get(fixture_track_information(fixture, 1).start), 30);
    assert_int_equal(fixture_read_cd(fixture, 29, 2, 0x10, 0), 0);
    assert_int_equal(fixture->data[0], 'h');
    assert_int_equal(fixture->data[SECTOR], 'a');
    assert_int_equal(fixture_blank(fixture, MMC_BLANK_TYPE_SESSION, 0), 0);
    assert_int_equal(be32_get(fixture_track_information(fixture, 1).start), 0);
    assert_int_equal(fixture_image_size(fixture), 0);
}

/* What the drive makes itself comes between what the initiator sends. */
static void test_cd_session__generated_pause(void **state)
{
    struct drive_fixture *fixture = *state;
    struct sheet sheet = { .count = 0 };

    add(&sheet, 0, 0, 0, PAUSE, -150);
    add(&sheet, 0, 1, 0, PAUSE, -150);
    add(&sheet, 0, 1, 1, AUDIO, 0);
    add(&sheet, 0, 2, 0, PAUSE, 30);
    add(&sheet, 0, 2, 1, AUDIO, 60);
    add(&sheet, 0, LEAD_OUT, 1, PAUSE, 90);
    assert_int_equal(send(fixture, &sheet), 0);
    record(fixture, 0, 30, 'a');
    assert_int_equal(fixture_write_sized(fixture, 30, 10, SECTOR, 'b'),
                     SCSI_SENSE_CODE_INVALID_ADDRESS_FOR_WRITE);
    record(fixture, 60, 90, 'b');
    assert_int_equal(fixture_synchronize(fixture), 0);
    fixture_assert_disc(fixture, MMC_DISC_STATUS_COMPLETE, MMC_SESSION_STATE_COMPLETE, 1);
    assert_int_equal(fixture_image_byte(fixture, 59 * SECTOR), 0);
    assert_int_equal(fixture_image_byte(fixture, 60 * SECTOR), 'b');
}

static uint32_t refused(struct drive_fixture *fixture, unsigned line, unsigned byte, uint8_t value)
{
    struct sheet sheet = album(PAUSE);

    sheet.lines[line][byte] = value;
    return send(fixture, &sheet);
}

static void test_cd_session__cue_sheet_refused(void **state)
{
    static const struct {
        unsigned line;
        unsigned byte;
        uint8_t value;
    } rows[] = {
        { 0, 1, 'x' },   /* a catalogue number with a letter */
        { 1, 0, 0x03 },  /* half a number */
        { 2, 1, 9 },     /* no lead-in */
        { 3, 1, 2 },     /* an ISRC of another track */
        { 4, 2, 'a' },   /* in lower case */
        { 5, 3, 0x10 },  /* data in a track of audio */
        { 6, 1, 3 },     /* a track left out */
        { 6, 3, PAUSE }, /* nothing comes for a track */
        { 7, 7, 80 },    /* frames of a second */
        { 8, 7, 30 },    /* before its pre-gap */
        { 9, 2, 5 },     /* an index left out */
        { 9, 0, 0x04 },  /* no ADR */
        { 10, 1, 3 },    /* no lead-out */
        { 10, 6, 2 },    /* the last index has nothing */
    };
    struct drive_fixture *fixture = *state;

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        assert_int_equal(refused(fixture, rows[i].line, rows[i].byte, rows[i].value),
                         SCSI_SENSE_CODE_INVALID_FIELD_IN_PARAMETER_LIST);
    fixture_assert_disc(fixture, MMC_DISC_STATUS_EMPTY, MMC_SESSION_STATE_EMPTY, 1);
    assert_int_equal(refused(fixture, 10, 4, 0), 0);
}

static void test_cd_session__cut_short(void **state)
{
    struct drive_fixture *fixture = *state;
    const struct sheet sheet = album(PAUSE);

    assert_int_equal(send(fixture, &sheet), 0);
    record(fixture, -150, 70, 'a');
    fixture_power_cycle(fixture, DISC_MEDIUM_NONE);
    fixture_assert_disc(fixture, MMC_DISC_STATUS_INCOMPLETE, MMC_SESSION_STATE_DAMAGED, 1);
    assert_int_equal(fixture_set_write_type(fixture, MMC_WRITE_TYPE_TRACK_AT_ONCE, false), 0);
    assert_int_equal(fixture_close(fixture, MMC_CLOSE_FUNCTION_SESSION, 0), 0);
    fixture_assert_disc(fixture, MMC_DISC_STATUS_COMPLETE, MMC_SESSION_STATE_COMPLETE, 1);
    assert_int_equal(be32_get(fixture_track_information(fixture, 2).size), 20);
    assert_int_equal(fixture_blank(fixture, MMC_BLANK_TYPE_MINIMAL, 0), 0);
    assert_int_equal(fixture_write(fixture, 0, 16, 'x'), 0);
    assert_int_equal(fixture_image_size(fixture), 16 * 2048);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_cd_session__album),
        TEST(test_cd_session__cd_text),
        TEST(test_cd_session__hidden_track),
        TEST(test_cd_session__generated_pause),
        TEST(test_cd_session__cue_sheet_refused),
        TEST(test_cd_session__cut_short),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
