/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Commands that move blocks, tested aspect by aspect. */
#include "aspects.h"

#include "mmc/commands.h"
#include "mmc/features.h"
#include "mmc/opcodes.h"
#include "mmc/track_information.h"
#include "scsi/sense_codes.h"
#include "support/cmocka_all.h"

#include <string.h>

#define BLOCKS_MAXIMUM UNIT_RECORDED_BLOCKS
#define BEYOND         0x7FFFFFF0u

#define NONE SCSI_DIRECTION_NONE
#define IN   SCSI_DIRECTION_FROM_DEVICE
#define OUT  SCSI_DIRECTION_TO_DEVICE

static uint8_t data[BLOCKS_MAXIMUM * UNIT_BLOCK_SIZE];

static const struct block_command read_10 = { "READ10", MMC_OPCODE_READ_10, IN, false };

static bool has(const struct unit *unit, unsigned trait)
{
    return (unit->kind->traits & trait) != 0;
}

static struct scsi_command build(const struct block_command *command, uint32_t lba, uint16_t blocks)
{
    struct scsi_command built = {
        .cdb = { command->opcode, 0, (uint8_t)(lba >> 24), (uint8_t)(lba >> 16),
                 (uint8_t)(lba >> 8), (uint8_t)lba },
        .cdb_size = command->opcode < 0xA0 ? 10 : 12,
        .direction = command->direction,
        .timeout_ms = MMC_TIMEOUT_WRITE_MS,
    };
    const size_t at = command->opcode < 0xA0 ? 7 : 8;

    built.cdb[at] = (uint8_t)(blocks >> 8);
    built.cdb[at + 1] = (uint8_t)blocks;
    return built;
}

/* Sends with as many data as the command moves. */
static uint32_t send(struct unit *unit, const struct block_command *command, uint32_t lba,
                     uint16_t blocks)
{
    const bool has_data = command->direction != NONE;

    return unit_send(unit, build(command, lba, blocks), has_data ? data : NULL,
                     has_data ? blocks * (uint32_t)UNIT_BLOCK_SIZE : 0);
}

static void prepare(struct unit *unit, enum unit_medium medium)
{
    if (!unit_prepare(unit, medium))
        skip();
}

/* The block behind the last one that the medium has, recorded or not. */
static uint32_t end_of_medium(struct unit *unit)
{
    struct mmc_track_information_wire track = { 0 };
    uint8_t reply[8];

    if (has(unit, UNIT_TRAITS_TRACKS)) {
        assert_int_equal(
            unit_send(unit,
                      mmc_command_read_track_information(MMC_TRACK_ADDRESS_TYPE_TRACK,
                                                         MMC_TRACK_NUMBER_INVISIBLE, sizeof(track)),
                      &track, sizeof(track)),
            0);
        return be32_get(track.start) + be32_get(track.size);
    }
    assert_int_equal(unit_send(unit, mmc_command_read_capacity(), reply, sizeof(reply)), 0);
    return be32_get((be32){ { reply[0], reply[1], reply[2], reply[3] } }) + 1;
}

static uint16_t current_profile(struct unit *unit)
{
    struct mmc_configuration_header_wire header;

    assert_int_equal(unit_send(unit,
                               mmc_command_get_configuration(MMC_CONFIGURATION_REQUEST_CURRENT, 0,
                                                             sizeof(header)),
                               &header, sizeof(header)),
                     0);
    return be16_get(header.current_profile);
}

static void assert_recorded(struct unit *unit, uint32_t lba, uint8_t byte)
{
    assert_int_equal(send(unit, &read_10, lba, 1), 0);
    assert_int_equal(data[0], byte);
    assert_int_equal(data[UNIT_BLOCK_SIZE - 1], byte);
}

static void no_medium(struct unit *unit, const struct block_command *command)
{
    prepare(unit, UNIT_MEDIUM_NONE);
    assert_int_equal(send(unit, command, 0, 1) & ~0xFFu, SCSI_SENSE_CODE_MEDIUM_NOT_PRESENT);
}

static void unit_attention(struct unit *unit, const struct block_command *command)
{
    prepare(unit, UNIT_MEDIUM_RECORDED);
    unit_change_medium(unit);
    assert_int_equal(send(unit, command, 0, 1), SCSI_SENSE_CODE_MEDIUM_MAY_HAVE_CHANGED);
    assert_int_equal(unit_send(unit, mmc_command_test_unit_ready(), NULL, 0), 0);
}

static void beyond_end(struct unit *unit, const struct block_command *command)
{
    uint32_t end;

    prepare(unit, UNIT_MEDIUM_RECORDED);
    end = end_of_medium(unit);
    assert_int_equal(send(unit, command, end, 1), SCSI_SENSE_CODE_LBA_OUT_OF_RANGE);
    assert_int_equal(send(unit, command, BEYOND, 1), SCSI_SENSE_CODE_LBA_OUT_OF_RANGE);
    if (command->opcode == MMC_OPCODE_SEEK_10)
        return;
    assert_int_equal(send(unit, command, end - 1, 2), SCSI_SENSE_CODE_LBA_OUT_OF_RANGE);
    /* Of a CD that is recorded, this lies in the pre-gap. */
    if (!command->is_write || !has(unit, UNIT_TRAITS_CD))
        assert_int_equal(send(unit, command, 0xFFFFFFFF, 2), SCSI_SENSE_CODE_LBA_OUT_OF_RANGE);
}

/* A finalised disc ends where READ CAPACITY says. */
static void beyond_finalised(struct unit *unit, const struct block_command *command)
{
    prepare(unit, UNIT_MEDIUM_PROTECTED);
    assert_int_equal(send(unit, command, 0x10000, 1), SCSI_SENSE_CODE_LBA_OUT_OF_RANGE);
}

static void zero_blocks(struct unit *unit, const struct block_command *command)
{
    prepare(unit, UNIT_MEDIUM_RECORDED);
    assert_int_equal(send(unit, command, 0, 0), 0);
    assert_int_equal(unit->result.transferred, 0);
    assert_int_equal(send(unit, command, BEYOND, 0), SCSI_SENSE_CODE_LBA_OUT_OF_RANGE);
}

static void read_simple(struct unit *unit, const struct block_command *command)
{
    static const enum unit_medium media[] = { UNIT_MEDIUM_RECORDED, UNIT_MEDIUM_PROTECTED };

    for (size_t i = 0; i < sizeof(media) / sizeof(media[0]); i++) {
        prepare(unit, media[i]);
        memset(data, 0, sizeof(data));
        assert_int_equal(send(unit, command, 0, BLOCKS_MAXIMUM), 0);
        assert_int_equal(unit->result.transferred, sizeof(data));
        for (size_t at = 0; at < sizeof(data); at++)
            assert_int_equal(data[at], 'R');
    }
}

/* The initiator has room for less than it asks for. */
static void read_residual(struct unit *unit, const struct block_command *command)
{
    prepare(unit, UNIT_MEDIUM_RECORDED);
    assert_int_equal(unit_send(unit, build(command, 0, 4), data, 3 * UNIT_BLOCK_SIZE + 100), 0);
    assert_int_equal(unit->result.transferred, 3 * UNIT_BLOCK_SIZE + 100);
    assert_int_equal(data[3 * UNIT_BLOCK_SIZE + 99], 'R');
}

/* Room for more than is asked for stays empty. */
static void read_underrun(struct unit *unit, const struct block_command *command)
{
    prepare(unit, UNIT_MEDIUM_RECORDED);
    memset(data, 0, sizeof(data));
    assert_int_equal(unit_send(unit, build(command, 0, 1), data, sizeof(data)), 0);
    assert_int_equal(unit->result.transferred, UNIT_BLOCK_SIZE);
    assert_int_equal(data[UNIT_BLOCK_SIZE], 0);
}

static void unrecorded(struct unit *unit, const struct block_command *command)
{
    uint32_t code;

    prepare(unit, UNIT_MEDIUM_WRITABLE);
    code = send(unit, command, 0, 1);
    assert_int_equal(SCSI_SENSE_KEY(code), SCSI_SENSE_KEY_BLANK_CHECK);
    assert_true(unit->result.sense.has_information);
    assert_int_equal(unit->result.sense.information, 0);
}

static void unformatted(struct unit *unit, const struct block_command *command)
{
    prepare(unit, UNIT_MEDIUM_BLANK);
    assert_int_equal(send(unit, command, 0, 1), SCSI_SENSE_CODE_MEDIUM_NOT_FORMATTED);
}

static void write_simple(struct unit *unit, const struct block_command *command)
{
    prepare(unit, UNIT_MEDIUM_WRITABLE);
    memset(data, 'W', sizeof(data));
    assert_int_equal(send(unit, command, 0, BLOCKS_MAXIMUM), 0);
    assert_int_equal(unit->result.transferred, sizeof(data));
    assert_recorded(unit, BLOCKS_MAXIMUM - 1, 'W');
    assert_int_equal(current_profile(unit), unit->kind->profile);
}

static void write_part_of_unit(struct unit *unit, const struct block_command *command)
{
    prepare(unit, UNIT_MEDIUM_RECORDED);
    memset(data, 'W', sizeof(data));
    assert_int_equal(send(unit, command, 1, 1),
                     has(unit, UNIT_TRAITS_RIGID) ? SCSI_SENSE_CODE_INVALID_ADDRESS_FOR_WRITE : 0);
    assert_recorded(unit, 0, 'R');
    assert_recorded(unit, 1, has(unit, UNIT_TRAITS_RIGID) ? 'R' : 'W');
    assert_recorded(unit, 2, 'R');
}

static void write_replaces(struct unit *unit, const struct block_command *command)
{
    prepare(unit, UNIT_MEDIUM_RECORDED);
    memset(data, 'W', sizeof(data));
    assert_int_equal(send(unit, command, 0, BLOCKS_MAXIMUM), 0);
    assert_recorded(unit, 0, 'W');
    assert_recorded(unit, BLOCKS_MAXIMUM - 1, 'W');
}

static void write_protected(struct unit *unit, const struct block_command *command)
{
    prepare(unit, UNIT_MEDIUM_PROTECTED);
    assert_int_equal(send(unit, command, 0, 1), unit_protection_sense(unit->kind));
    assert_recorded(unit, 0, 'R');
}

static void write_once(struct unit *unit, const struct block_command *command)
{
    prepare(unit, UNIT_MEDIUM_RECORDED);
    assert_int_equal(send(unit, command, 0, 1), SCSI_SENSE_CODE_INVALID_ADDRESS_FOR_WRITE);
    assert_int_equal(send(unit, command, UNIT_RECORDED_BLOCKS + 4096, 1),
                     SCSI_SENSE_CODE_INVALID_ADDRESS_FOR_WRITE);
    assert_recorded(unit, 0, 'R');
}

/* What mode page 05h asks for does not go with the medium. */
static void write_wrong_type(struct unit *unit, const struct block_command *command)
{
    const struct unit_kind *kind = unit->kind;
    struct unit_kind other = *kind;

    other.write_type =
        has(unit, UNIT_TRAITS_CD) ? MMC_WRITE_TYPE_PACKET : MMC_WRITE_TYPE_TRACK_AT_ONCE;
    unit->kind = &other;
    prepare(unit, UNIT_MEDIUM_WRITABLE);
    unit->kind = kind;
    assert_int_equal(send(unit, command, 0, 1), SCSI_SENSE_CODE_ILLEGAL_MODE);
}

/* The initiator sends fewer data than it announces: nothing may be written. */
static void write_residual(struct unit *unit, const struct block_command *command)
{
    const struct scsi_command two = build(command, 0, 2);

    prepare(unit, UNIT_MEDIUM_RECORDED);
    memset(data, 'W', sizeof(data));
    scsi_transport_execute(unit->transport, &two, data, UNIT_BLOCK_SIZE, &unit->result);
    assert_int_not_equal(unit->result.outcome, SCSI_OUTCOME_GOOD);
    assert_recorded(unit, 0, 'R');
}

static void check_simple(struct unit *unit, const struct block_command *command)
{
    prepare(unit, UNIT_MEDIUM_RECORDED);
    assert_int_equal(send(unit, command, 0, UNIT_RECORDED_BLOCKS), 0);
    assert_int_equal(unit->result.transferred, 0);
}

const struct block_command block_commands[] = {
    { "READ10", MMC_OPCODE_READ_10, IN, false },
    { "READ12", MMC_OPCODE_READ_12, IN, false },
    { "WRITE10", MMC_OPCODE_WRITE_10, OUT, true },
    { "WRITE12", MMC_OPCODE_WRITE_12, OUT, true },
    { "WRITE_AND_VERIFY10", MMC_OPCODE_WRITE_AND_VERIFY_10, OUT, true },
    { "VERIFY10", MMC_OPCODE_VERIFY_10, NONE, false },
    { "SEEK10", MMC_OPCODE_SEEK_10, NONE, false },
};

const size_t block_command_count = sizeof(block_commands) / sizeof(block_commands[0]);

#define READ  true, false, false
#define WRITE false, true, false
#define CHECK false, false, true
#define MOVES true, true, false
#define ALL   true, true, true

#define WRITABLE     UNIT_TRAITS_WRITABLE
#define TRACKS       UNIT_TRAITS_TRACKS
#define OVERWRITABLE UNIT_TRAITS_OVERWRITABLE

const struct block_aspect block_aspects[] = {
    { "simple", read_simple, READ, 0, 0 },
    { "simple", write_simple, WRITE, WRITABLE, 0 },
    { "simple", check_simple, CHECK, 0, 0 },
    { "beyond_end", beyond_end, READ, 0, 0 },
    { "beyond_end", beyond_end, WRITE, WRITABLE, 0 },
    { "beyond_end", beyond_end, CHECK, 0, 0 },
    { "beyond_finalised", beyond_finalised, READ, TRACKS, 0 },
    { "beyond_finalised", beyond_finalised, CHECK, TRACKS, 0 },
    { "zero_blocks", zero_blocks, READ, 0, 0 },
    { "zero_blocks", zero_blocks, WRITE, WRITABLE, 0 },
    { "zero_blocks", zero_blocks, CHECK, 0, 0 },
    { "no_medium", no_medium, ALL, 0, 0 },
    { "unit_attention", unit_attention, ALL, 0, 0 },
    { "residual", read_residual, READ, 0, 0 },
    { "residual", write_residual, WRITE, WRITABLE, 0 },
    { "underrun", read_underrun, READ, 0, 0 },
    { "unrecorded", unrecorded, READ, TRACKS, 0 },
    { "unformatted", unformatted, MOVES, UNIT_TRAITS_UNFORMATTED, 0 },
    { "part_of_unit", write_part_of_unit, WRITE, OVERWRITABLE, 0 },
    { "replaces", write_replaces, WRITE, OVERWRITABLE, 0 },
    { "replaces", write_replaces, WRITE, UNIT_TRAITS_PSEUDO, 0 },
    { "write_protected", write_protected, WRITE, 0, 0 },
    { "write_once", write_once, WRITE, TRACKS, UNIT_TRAITS_PSEUDO },
    { "wrong_write_type", write_wrong_type, WRITE, UNIT_TRAITS_PARAMETERS, 0 },
};

const size_t block_aspect_count = sizeof(block_aspects) / sizeof(block_aspects[0]);

bool block_aspect_applies(const struct block_command *command, const struct block_aspect *aspect,
                          const struct unit_kind *kind)
{
    const bool is_of_command = (aspect->is_of_write && command->is_write) ||
                               (aspect->is_of_read && command->direction == IN) ||
                               (aspect->is_of_check && command->direction == NONE);

    if (aspect->run == no_medium && kind != &unit_kinds[0])
        return false;
    return is_of_command && (kind->traits & aspect->needs) == aspect->needs &&
           (kind->traits & aspect->excludes) == 0;
}
