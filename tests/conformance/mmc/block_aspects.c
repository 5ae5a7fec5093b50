/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Commands that move blocks, tested aspect by aspect. */
#include "aspects.h"

#include "mmc/cdb.h"
#include "mmc/commands.h"
#include "mmc/opcodes.h"
#include "scsi/sense_codes.h"
#include "support/cmocka_all.h"

#include <string.h>

#define BLOCKS_MAXIMUM 16
#define BEYOND         0x7FFFFFF0u

static uint8_t data[BLOCKS_MAXIMUM * UNIT_BLOCK_SIZE];

static struct scsi_command block_command(uint8_t opcode, uint32_t lba, uint16_t blocks)
{
    struct scsi_command command = {
        .cdb = { opcode, 0, (uint8_t)(lba >> 24), (uint8_t)(lba >> 16), (uint8_t)(lba >> 8),
                 (uint8_t)lba },
        .cdb_size = opcode < 0xA0 ? 10 : 12,
        .timeout_ms = MMC_TIMEOUT_WRITE_MS,
    };
    const size_t at = opcode < 0xA0 ? 7 : 8;

    command.cdb[at] = (uint8_t)(blocks >> 8);
    command.cdb[at + 1] = (uint8_t)blocks;
    if (opcode == MMC_OPCODE_READ_10 || opcode == MMC_OPCODE_READ_12)
        command.direction = SCSI_DIRECTION_FROM_DEVICE;
    if (opcode == MMC_OPCODE_WRITE_10 || opcode == MMC_OPCODE_WRITE_12)
        command.direction = SCSI_DIRECTION_TO_DEVICE;
    return command;
}

/* Sends with as many data as the command moves. */
static uint32_t send(struct unit *unit, uint8_t opcode, uint32_t lba, uint16_t blocks)
{
    const struct scsi_command command = block_command(opcode, lba, blocks);
    const bool has_data = command.direction != SCSI_DIRECTION_NONE;

    return unit_send(unit, command, has_data ? data : NULL,
                     has_data ? blocks * (uint32_t)UNIT_BLOCK_SIZE : 0);
}

static void prepare(struct unit *unit, enum unit_medium medium)
{
    if (!unit_prepare(unit, medium))
        skip();
}

static uint32_t capacity(struct unit *unit)
{
    uint8_t reply[8];

    assert_int_equal(unit_send(unit, mmc_command_read_capacity(), reply, sizeof(reply)), 0);
    return be32_get((be32){ { reply[0], reply[1], reply[2], reply[3] } }) + 1;
}

static void assert_recorded(struct unit *unit, uint32_t lba, uint8_t byte)
{
    assert_int_equal(send(unit, MMC_OPCODE_READ_10, lba, 1), 0);
    assert_int_equal(data[0], byte);
    assert_int_equal(data[UNIT_BLOCK_SIZE - 1], byte);
}

static void no_medium(struct unit *unit, uint8_t opcode)
{
    prepare(unit, UNIT_MEDIUM_NONE);
    assert_int_equal(send(unit, opcode, 0, 1) & ~0xFFu, SCSI_SENSE_CODE_MEDIUM_NOT_PRESENT);
}

static void unit_attention(struct unit *unit, uint8_t opcode)
{
    prepare(unit, UNIT_MEDIUM_REWRITABLE);
    unit_change_medium(unit);
    assert_int_equal(send(unit, opcode, 0, 1), SCSI_SENSE_CODE_MEDIUM_MAY_HAVE_CHANGED);
    assert_int_equal(send(unit, opcode, 0, 1), 0);
}

static void beyond_end(struct unit *unit, uint8_t opcode)
{
    uint32_t end;

    prepare(unit, UNIT_MEDIUM_REWRITABLE);
    end = capacity(unit);
    assert_int_equal(send(unit, opcode, end, 1), SCSI_SENSE_CODE_LBA_OUT_OF_RANGE);
    assert_int_equal(send(unit, opcode, end - 1, 2), SCSI_SENSE_CODE_LBA_OUT_OF_RANGE);
    assert_int_equal(send(unit, opcode, BEYOND, 1), SCSI_SENSE_CODE_LBA_OUT_OF_RANGE);
    assert_int_equal(send(unit, opcode, 0xFFFFFFFF, 2), SCSI_SENSE_CODE_LBA_OUT_OF_RANGE);
}

static void zero_blocks(struct unit *unit, uint8_t opcode)
{
    prepare(unit, UNIT_MEDIUM_REWRITABLE);
    assert_int_equal(send(unit, opcode, 0, 0), 0);
    assert_int_equal(unit->result.transferred, 0);
    assert_int_equal(send(unit, opcode, BEYOND, 0), SCSI_SENSE_CODE_LBA_OUT_OF_RANGE);
}

static void read_simple(struct unit *unit, uint8_t opcode)
{
    static const enum unit_medium media[] = { UNIT_MEDIUM_RECORDED_WRITE_ONCE,
                                              UNIT_MEDIUM_FINALISED, UNIT_MEDIUM_REWRITABLE };

    for (size_t i = 0; i < sizeof(media) / sizeof(media[0]); i++) {
        prepare(unit, media[i]);
        assert_int_equal(send(unit, opcode, 0, BLOCKS_MAXIMUM), 0);
        assert_int_equal(unit->result.transferred, sizeof(data));
        for (size_t at = 0; at < sizeof(data); at++)
            assert_int_equal(data[at], 'R');
    }
}

/* The initiator has room for less than it asks for. */
static void read_residual(struct unit *unit, uint8_t opcode)
{
    prepare(unit, UNIT_MEDIUM_REWRITABLE);
    assert_int_equal(unit_send(unit, block_command(opcode, 0, 4), data, 3 * UNIT_BLOCK_SIZE + 100),
                     0);
    assert_int_equal(unit->result.transferred, 3 * UNIT_BLOCK_SIZE + 100);
    assert_int_equal(data[3 * UNIT_BLOCK_SIZE + 99], 'R');
}

/* Room for more than is asked for stays empty. */
static void read_underrun(struct unit *unit, uint8_t opcode)
{
    prepare(unit, UNIT_MEDIUM_REWRITABLE);
    assert_int_equal(unit_send(unit, block_command(opcode, 0, 1), data, sizeof(data)), 0);
    assert_int_equal(unit->result.transferred, UNIT_BLOCK_SIZE);
    assert_int_equal(data[UNIT_BLOCK_SIZE], 0);
}

static void read_unrecorded(struct unit *unit, uint8_t opcode)
{
    uint32_t code;

    prepare(unit, UNIT_MEDIUM_BLANK_WRITE_ONCE);
    code = send(unit, opcode, 0, 1);
    assert_int_equal(SCSI_SENSE_KEY(code), SCSI_SENSE_KEY_BLANK_CHECK);
    assert_true(unit->result.sense.has_information);
    assert_int_equal(unit->result.sense.information, 0);
}

static void write_simple(struct unit *unit, uint8_t opcode)
{
    prepare(unit, UNIT_MEDIUM_BLANK_WRITE_ONCE);
    memset(data, 'W', sizeof(data));
    assert_int_equal(send(unit, opcode, 0, BLOCKS_MAXIMUM), 0);
    assert_int_equal(unit->result.transferred, sizeof(data));
    assert_recorded(unit, BLOCKS_MAXIMUM - 1, 'W');

    prepare(unit, UNIT_MEDIUM_REWRITABLE);
    memset(data, 'W', sizeof(data));
    assert_int_equal(send(unit, opcode, 1, 1), 0);
    assert_recorded(unit, 0, 'R');
    assert_recorded(unit, 1, 'W');
    assert_recorded(unit, 2, 'R');
}

static void write_protected(struct unit *unit, uint8_t opcode)
{
    prepare(unit, UNIT_MEDIUM_FINALISED);
    assert_int_equal(send(unit, opcode, 0, 1), SCSI_SENSE_CODE_WRITE_PROTECTED);
    assert_recorded(unit, 0, 'R');
}

static void write_once(struct unit *unit, uint8_t opcode)
{
    prepare(unit, UNIT_MEDIUM_RECORDED_WRITE_ONCE);
    assert_int_equal(send(unit, opcode, 0, 1), SCSI_SENSE_CODE_INVALID_ADDRESS_FOR_WRITE);
    assert_int_equal(send(unit, opcode, UNIT_RECORDED_BLOCKS, 1),
                     SCSI_SENSE_CODE_INVALID_ADDRESS_FOR_WRITE);
    assert_recorded(unit, 0, 'R');
}

/* The initiator sends fewer data than it announces: nothing may be written. */
static void write_residual(struct unit *unit, uint8_t opcode)
{
    const struct scsi_command command = block_command(opcode, 0, 2);

    prepare(unit, UNIT_MEDIUM_REWRITABLE);
    memset(data, 'W', sizeof(data));
    scsi_transport_execute(unit->transport, &command, data, UNIT_BLOCK_SIZE, &unit->result);
    assert_int_not_equal(unit->result.outcome, SCSI_OUTCOME_GOOD);
    assert_recorded(unit, 0, 'R');
}

static void verify_simple(struct unit *unit, uint8_t opcode)
{
    prepare(unit, UNIT_MEDIUM_RECORDED_WRITE_ONCE);
    assert_int_equal(send(unit, opcode, 0, UNIT_RECORDED_BLOCKS), 0);
    assert_int_equal(SCSI_SENSE_KEY(send(unit, opcode, UNIT_RECORDED_BLOCKS, 1)),
                     SCSI_SENSE_KEY_BLANK_CHECK);
}

#define CASE(command, opcode, aspect, function)                                                    \
    static void command##_##aspect(struct unit *unit)                                              \
    {                                                                                              \
        function(unit, MMC_OPCODE_##opcode);                                                       \
    }

#define CASES_OF_READ(command, opcode)                                                             \
    CASE(command, opcode, simple, read_simple)                                                     \
    CASE(command, opcode, beyond_end, beyond_end)                                                  \
    CASE(command, opcode, zero_blocks, zero_blocks)                                                \
    CASE(command, opcode, no_medium, no_medium)                                                    \
    CASE(command, opcode, residual, read_residual)                                                 \
    CASE(command, opcode, underrun, read_underrun)                                                 \
    CASE(command, opcode, unrecorded, read_unrecorded)                                             \
    CASE(command, opcode, unit_attention, unit_attention)

#define CASES_OF_WRITE(command, opcode)                                                            \
    CASE(command, opcode, simple, write_simple)                                                    \
    CASE(command, opcode, beyond_end, beyond_end)                                                  \
    CASE(command, opcode, zero_blocks, zero_blocks)                                                \
    CASE(command, opcode, no_medium, no_medium)                                                    \
    CASE(command, opcode, write_protected, write_protected)                                        \
    CASE(command, opcode, write_once, write_once)                                                  \
    CASE(command, opcode, residual, write_residual)                                                \
    CASE(command, opcode, unit_attention, unit_attention)

CASES_OF_READ(read10, READ_10)
CASES_OF_READ(read12, READ_12)
CASES_OF_WRITE(write10, WRITE_10)
CASES_OF_WRITE(write12, WRITE_12)
CASE(verify10, VERIFY_10, simple, verify_simple)
CASE(verify10, VERIFY_10, beyond_end, beyond_end)
CASE(verify10, VERIFY_10, zero_blocks, zero_blocks)
CASE(verify10, VERIFY_10, no_medium, no_medium)
CASE(verify10, VERIFY_10, unit_attention, unit_attention)

#define ROWS_OF_READ(name, command)                                                                \
    { name ".simple", command##_simple }, { name ".beyond_end", command##_beyond_end },            \
        { name ".zero_blocks", command##_zero_blocks },                                            \
        { name ".no_medium", command##_no_medium }, { name ".residual", command##_residual },      \
        { name ".underrun", command##_underrun }, { name ".unrecorded", command##_unrecorded },    \
    {                                                                                              \
        name ".unit_attention", command##_unit_attention                                           \
    }

#define ROWS_OF_WRITE(name, command)                                                               \
    { name ".simple", command##_simple }, { name ".beyond_end", command##_beyond_end },            \
        { name ".zero_blocks", command##_zero_blocks },                                            \
        { name ".no_medium", command##_no_medium },                                                \
        { name ".write_protected", command##_write_protected },                                    \
        { name ".write_once", command##_write_once }, { name ".residual", command##_residual },    \
    {                                                                                              \
        name ".unit_attention", command##_unit_attention                                           \
    }

const struct block_case block_cases[] = {
    ROWS_OF_READ("READ10", read10),
    ROWS_OF_READ("READ12", read12),
    ROWS_OF_WRITE("WRITE10", write10),
    ROWS_OF_WRITE("WRITE12", write12),
    { "VERIFY10.simple", verify10_simple },
    { "VERIFY10.beyond_end", verify10_beyond_end },
    { "VERIFY10.zero_blocks", verify10_zero_blocks },
    { "VERIFY10.no_medium", verify10_no_medium },
    { "VERIFY10.unit_attention", verify10_unit_attention },
};

const size_t block_case_count = sizeof(block_cases) / sizeof(block_cases[0]);
