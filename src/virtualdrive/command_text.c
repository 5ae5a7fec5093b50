/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Commands in words: the fields of a CDB that tell what it asks (MMC-6 6, SPC-4 6). */
#include "virtualdrive/command_text.h"

#include "mmc/features.h"
#include "mmc/opcodes.h"
#include "scsi/sense.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* A text that grows to the end of its buffer and no further. */
struct text {
    char *out;
    size_t length;
};

static void append(struct text *text, const char *format, ...)
{
    const size_t room = DRIVE_COMMAND_TEXT_MAXIMUM - text->length;
    va_list arguments;
    int length;

    va_start(arguments, format);
    length = vsnprintf(text->out + text->length, room, format, arguments);
    va_end(arguments);
    if (length > 0)
        text->length += (size_t)length < room ? (size_t)length : room - 1;
}

static uint32_t field(const struct scsi_command *command, unsigned first, unsigned size)
{
    uint32_t value = 0;

    for (unsigned i = 0; i < size; i++)
        value = value << 8 | command->cdb[first + i];
    return value;
}

static void append_blocks(struct text *text, uint32_t lba, uint32_t count)
{
    if (count == 0)
        append(text, ", no block at %" PRIu32, lba);
    else
        append(text, ", blocks %" PRIu32 " to %" PRIu64, lba, (uint64_t)lba + count - 1);
}

/* One of a few words by a small number; nothing where there is none. */
static void append_word(struct text *text, const char *const *words, size_t count, unsigned value)
{
    if (value < count && words[value] != NULL)
        append(text, ", %s", words[value]);
}

#define APPEND_WORD(text, words, value)                                                            \
    append_word(text, words, sizeof(words) / sizeof((words)[0]), value)

static void append_close(struct text *text, const struct scsi_command *command)
{
    /* MMC-6 table 270: what each function does depends on the medium. */
    static const char *const functions[] = {
        "stop the format",       "track",          "session or border", "finish the border",
        "session, not the disc", "minimal radius", "finalise",
    };
    const unsigned function = command->cdb[2] & 7;

    APPEND_WORD(text, functions, function);
    if (function == 1)
        append(text, " %" PRIu32, field(command, 4, 2));
}

static void append_track_information(struct text *text, const struct scsi_command *command)
{
    static const char *const kinds[] = { "at block", "track", "first of session" };

    APPEND_WORD(text, kinds, command->cdb[1] & 3u);
    append(text, " %" PRIu32, field(command, 2, 4));
}

static void append_configuration(struct text *text, const struct scsi_command *command)
{
    const uint16_t feature = (uint16_t)field(command, 2, 2);

    if ((command->cdb[1] & 3) == 2)
        append(text, ", feature %s", mmc_feature_name(feature));
    else
        append(text, ", features from %04" PRIX16 "h on", feature);
}

/* What the command asks for, behind its name. */
static void append_fields(struct text *text, const struct scsi_command *command)
{
    static const char *const tray[] = { "stop", "start", "open the tray", "close the tray" };
    static const char *const prevent[] = { "allow", "prevent", "allow, persistent",
                                           "prevent, persistent" };
    static const char *const blank[] = { "whole disc",  "minimal",      "track",
                                         "reserved",    "end of track", "unclose the last session",
                                         "last session" };
    const uint8_t *cdb = command->cdb;

    switch (cdb[0]) {
    case MMC_OPCODE_READ_10:
    case MMC_OPCODE_WRITE_10:
    case MMC_OPCODE_WRITE_AND_VERIFY_10:
    case MMC_OPCODE_VERIFY_10:
        append_blocks(text, field(command, 2, 4), field(command, 7, 2));
        break;
    case MMC_OPCODE_READ_12:
    case MMC_OPCODE_WRITE_12:
        append_blocks(text, field(command, 2, 4), field(command, 6, 4));
        break;
    case MMC_OPCODE_READ_CD:
        append_blocks(text, field(command, 2, 4), field(command, 6, 3));
        break;
    case MMC_OPCODE_START_STOP_UNIT:
        APPEND_WORD(text, tray, cdb[4] & 3u);
        break;
    case MMC_OPCODE_PREVENT_ALLOW_MEDIUM_REMOVAL:
        APPEND_WORD(text, prevent, cdb[4] & 3u);
        break;
    case MMC_OPCODE_BLANK:
        APPEND_WORD(text, blank, cdb[1] & 7u);
        break;
    case MMC_OPCODE_CLOSE_TRACK_SESSION:
        append_close(text, command);
        break;
    case MMC_OPCODE_RESERVE_TRACK:
        append(text, ", %" PRIu32 " blocks", field(command, 5, 4));
        break;
    case MMC_OPCODE_READ_TRACK_INFORMATION:
        append_track_information(text, command);
        break;
    case MMC_OPCODE_GET_CONFIGURATION:
        append_configuration(text, command);
        break;
    case MMC_OPCODE_MODE_SENSE_10:
        append(text, ", page %02Xh", cdb[2] & 0x3Fu);
        break;
    case MMC_OPCODE_READ_TOC_PMA_ATIP:
        append(text, ", format %u", cdb[2] & 0xFu);
        break;
    case MMC_OPCODE_READ_DISC_STRUCTURE:
    case MMC_OPCODE_SEND_DISC_STRUCTURE:
        append(text, ", format %02Xh", cdb[7]);
        break;
    case MMC_OPCODE_SET_CD_SPEED:
        append(text, ", write at %" PRIu32 " kB/s", field(command, 4, 2));
        break;
    default:
        break;
    }
}

static void append_result(struct text *text, const struct scsi_result *result)
{
    const uint32_t sense = result->sense.code;

    switch (result->outcome) {
    case SCSI_OUTCOME_GOOD:
        if (result->transferred > 0)
            append(text, ": %" PRIu32 " bytes", result->transferred);
        else
            append(text, ": good");
        break;
    case SCSI_OUTCOME_CHECK_CONDITION:
        append(text, ": %X/%02X/%02X %s", SCSI_SENSE_KEY(sense), SCSI_SENSE_ASC(sense),
               SCSI_SENSE_ASCQ(sense), scsi_sense_name(sense));
        break;
    case SCSI_OUTCOME_OTHER_STATUS:
        append(text, ": status %02Xh", result->status);
        break;
    case SCSI_OUTCOME_TRANSPORT_ERROR:
        append(text, ": did not reach the drive");
        break;
    case SCSI_OUTCOME_TIMEOUT:
        append(text, ": no answer");
        break;
    case SCSI_OUTCOME_DEVICE_GONE:
        append(text, ": the drive has gone");
        break;
    case SCSI_OUTCOME_LOCKED:
        append(text, ": another program holds the disc");
        break;
    }
}

void drive_command_describe(const struct scsi_command *command, const struct scsi_result *result,
                            char out[DRIVE_COMMAND_TEXT_MAXIMUM])
{
    const char *name = mmc_opcode_name(command->cdb[0]);
    struct text text = { .out = out };

    out[0] = '\0';
    if (strcmp(name, "?") == 0)
        append(&text, "command %02Xh", command->cdb[0]);
    else
        append(&text, "%s", name);
    append_fields(&text, command);
    append_result(&text, result);
}
