/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Commands in words. */
#include "virtualdrive/command_text.h"

#include "scsi/sense_codes.h"
#include "support/cmocka_all.h"

#include <string.h>

static const struct scsi_result good = { .outcome = SCSI_OUTCOME_GOOD };

static void assert_text(const char *cdb, size_t size, const struct scsi_result *result,
                        const char *expected)
{
    struct scsi_command command = { .cdb_size = (uint8_t)size };
    char text[DRIVE_COMMAND_TEXT_MAXIMUM];

    memcpy(command.cdb, cdb, size);
    drive_command_describe(&command, result, text);
    assert_string_equal(text, expected);
}

#define ASSERT_TEXT(cdb, result, expected) assert_text(cdb, sizeof(cdb) - 1, result, expected)

static void test_command_text__blocks(void **state)
{
    const struct scsi_result moved = { .outcome = SCSI_OUTCOME_GOOD, .transferred = 65536 };

    (void)state;
    ASSERT_TEXT("\x2A\0\0\0\x04\0\0\0\x20\0", &moved,
                "WRITE (10), blocks 1024 to 1055: 65536 bytes");
    ASSERT_TEXT("\xA8\0\xFF\xFF\xFF\xFF\0\0\0\x02\0\0", &good,
                "READ (12), blocks 4294967295 to 4294967296: good");
    ASSERT_TEXT("\x2F\0\0\0\0\x10\0\0\0\0", &good, "VERIFY (10), no block at 16: good");
    ASSERT_TEXT("\xBE\0\0\0\0\x10\0\0\x02\xF8\0\0", &good, "READ CD, blocks 16 to 17: good");
}

static void test_command_text__fields(void **state)
{
    (void)state;
    ASSERT_TEXT("\0\0\0\0\0\0", &good, "TEST UNIT READY: good");
    ASSERT_TEXT("\x1B\0\0\0\x02\0", &good, "START STOP UNIT, open the tray: good");
    ASSERT_TEXT("\x1E\0\0\0\x01\0", &good, "PREVENT ALLOW MEDIUM REMOVAL, prevent: good");
    ASSERT_TEXT("\x5B\0\x01\0\0\x03\0\0\0\0", &good, "CLOSE TRACK/SESSION, track 3: good");
    ASSERT_TEXT("\x5B\0\x07\0\0\0\0\0\0\0", &good, "CLOSE TRACK/SESSION: good");
    ASSERT_TEXT("\xA1\x11\0\0\0\0\0\0\0\0\0\0", &good, "BLANK, minimal: good");
    ASSERT_TEXT("\x52\x01\0\0\0\xFF\0\0\x24\0", &good, "READ TRACK INFORMATION, track 255: good");
    ASSERT_TEXT("\x46\x02\x01\x08\0\0\0\0\x10\0", &good,
                "GET CONFIGURATION, feature Drive Serial Number: good");
    ASSERT_TEXT("\x46\0\0\x1E\0\0\0\0\x10\0", &good,
                "GET CONFIGURATION, features from 001Eh on: good");
    ASSERT_TEXT("\x5A\0\x85\0\0\0\0\0\x3C\0", &good, "MODE SENSE (10), page 05h: good");
    ASSERT_TEXT("\x53\0\0\0\0\0\0\x10\0\0", &good, "RESERVE TRACK, 4096 blocks: good");
    ASSERT_TEXT("\xEE\0\0\0\0\0", &good, "command EEh: good");
}

static void test_command_text__results(void **state)
{
    static const char test_unit_ready[6] = { 0 };
    static const struct {
        struct scsi_result result;
        const char *text;
    } rows[] = {
        { { .outcome = SCSI_OUTCOME_CHECK_CONDITION, .sense.code = SCSI_SENSE(0x2, 0x3A, 0x02) },
          "TEST UNIT READY: 2/3A/02 MEDIUM NOT PRESENT - TRAY OPEN" },
        { { .outcome = SCSI_OUTCOME_OTHER_STATUS, .status = 0x18 }, "TEST UNIT READY: status 18h" },
        { { .outcome = SCSI_OUTCOME_TRANSPORT_ERROR }, "TEST UNIT READY: did not reach the drive" },
        { { .outcome = SCSI_OUTCOME_TIMEOUT }, "TEST UNIT READY: no answer" },
        { { .outcome = SCSI_OUTCOME_DEVICE_GONE }, "TEST UNIT READY: the drive has gone" },
        { { .outcome = SCSI_OUTCOME_LOCKED }, "TEST UNIT READY: another program holds the disc" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        assert_text(test_unit_ready, 6, &rows[i].result, rows[i].text);
}

/* Whatever a program sends, the text ends within its room. */
static void test_command_text__any_bytes(void **state)
{
    struct scsi_command command = { .cdb_size = SCSI_CDB_MAXIMUM };
    const struct scsi_result result = {
        .outcome = SCSI_OUTCOME_CHECK_CONDITION,
        .sense.code = SCSI_SENSE(0xF, 0xFF, 0xFF),
    };
    char text[DRIVE_COMMAND_TEXT_MAXIMUM];

    (void)state;
    memset(command.cdb, 0xFF, sizeof(command.cdb));
    for (unsigned opcode = 0; opcode <= 0xFF; opcode++) {
        memset(text, 'x', sizeof(text));
        command.cdb[0] = (uint8_t)opcode;
        drive_command_describe(&command, &result, text);
        assert_non_null(memchr(text, '\0', sizeof(text)));
        assert_non_null(strstr(text, ": F/FF/FF "));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_command_text__blocks),
        cmocka_unit_test(test_command_text__fields),
        cmocka_unit_test(test_command_text__results),
        cmocka_unit_test(test_command_text__any_bytes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
